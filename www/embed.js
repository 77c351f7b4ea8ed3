// The loader. It defines <conflict-timeline> at once and fetches all else, beginning with element.js,
// when the element nears the viewport. A classic script, because only such a one knows its own address; index.js
// brings it to bundlers.
(() => {
  if (!globalThis.customElements) return; // rendered on a server
  const TAG = "conflict-timeline";
  const VERSION = "0.1.0";
  const ATTRIBUTES = (
    "src format lang theme filter selected from to known lanes axis views height story heading-level url-state loading base refresh mailto"
  ).split(" ");
  const NEAR = "300px";
  const LEAST_S = 30; // of refresh
  const ABOUT_DATA = /^CT-(1|30|316)/;
  const BUTTON = { en: "Load the interactive timeline", fr: "Charger la chronologie interactive", ar: "تحميل الخط الزمني التفاعلي" };
  const FAILED = {
    en: "The interactive timeline could not be shown.",
    fr: "La chronologie interactive n’a pas pu être affichée.",
    ar: "تعذّر عرض الخط الزمني التفاعلي.",
  };
  const address = document.currentScript?.src ?? "";
  // A module that uses memory.copy, ref.null and i8x16.splat, as the real one does.
  const PROBE = Uint8Array.of(
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1,
    10, 22, 1, 20, 0, 65, 0, 65, 0, 65, 0, 252, 10, 0, 0, 208, 112, 26, 65, 0, 253, 15, 26, 11,
  );
  const isCapable =
    "adoptedStyleSheets" in Document.prototype && typeof WebAssembly === "object" && WebAssembly.validate(PROBE);
  const systemScheme = matchMedia("(prefers-color-scheme: dark)");

  const first = customElements.get(TAG);
  if (first) {
    const who = first.version ? `${first.version} (${first.address})` : "of another maker";
    console.info(`${TAG} ${who} was here first; ${VERSION} (${address}) does nothing`);
    return;
  }

  const sheet = "adoptedStyleSheets" in Document.prototype ? new CSSStyleSheet() : null;
  sheet?.replaceSync(
    // As wide as there is room, also where a page would make it as narrow as what is in it, which is as wide as it is made.
    ":host{display:block;inline-size:-moz-available;inline-size:-webkit-fill-available;inline-size:stretch}:host>div{display:flow-root}:host([hidden]){display:none}" +
      // Black or white as the colour scheme in use has it, told by a transition when that changes. It colours nothing.
      ":host>div{flood-color:CanvasText;flood-color:light-dark(#000,#fff);transition:flood-color 1ms}" +
      // What a page's resets hand down ends here, but for what a page may well want.
      ".live{all:initial;display:block;font-family:inherit;color:inherit;color-scheme:inherit;visibility:inherit;pointer-events:inherit}" +
      "[part=problem]{margin:0 0 1em;padding:.5em 0;border-block:1px solid;font-size:.875em;overflow-wrap:anywhere}" +
      "[part=load]{position:sticky;bottom:.5em;min-height:44px;padding:.5em 1em;font:inherit;cursor:pointer}",
  );

  // A promise to be settled from outside, which no one has to listen to.
  const pending = () => {
    const it = { isSettled: false };
    it.promise = new Promise((resolve, reject) => {
      it.resolve = () => ((it.isSettled = true), resolve());
      it.reject = (error) => ((it.isSettled = true), reject(error));
    });
    it.promise.catch(() => {});
    return it;
  };

  const problem = (code, message, where) => Object.assign(new Error(message), { code, where });

  let isAsked = false; // for the Wasm, beside the first element.js

  const importElement = async (base) => {
    if (!isCapable) {
      const next = "The text below holds the main points; a newer browser shows more.";
      throw problem("CT-313", `This browser is too old for the interactive timeline. ${next}`, navigator.userAgent);
    }
    if (base === null && ConflictTimeline.bring) return ConflictTimeline.bring();
    const url = new URL("element.js", new URL(base === null ? address : `${base}/`, document.baseURI)).href;
    if (url.startsWith("file:")) {
      const next = "Serve its folder over HTTP, for instance with: python3 -m http.server";
      throw problem("CT-314", `A page opened from a file cannot load the timeline. ${next}`, url);
    }
    const wasm = isAsked ? undefined : fetch(new URL("conflict-timeline_bg.wasm", url));
    wasm?.catch(() => {}); // element.js tells of it
    isAsked = true;
    const { Session } = await import(url).catch((error) => {
      const next = "Put all files of the package into one folder, or name that folder in the attribute base.";
      throw problem("CT-310", `${url} could not be loaded (${error.message}). ${next}`, url);
    });
    return { Session, wasm };
  };

  class ConflictTimeline extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    static version = VERSION;
    static address = address;
    static bring = null; // how a bundler imports element.js: index.js sets it

    #frame = document.createElement("div"); // holds the page's own text, or the timeline in its place
    #isOpen = false; // connected: watching, loading, mounted or failed
    #watch = null; // waits until the element nears the viewport, or until the reader asks
    #session = null; // the mounted timeline
    #turn = 0; // a start that was overtaken by a later one or by removal mounts nothing
    #data = null; // what load() was given last: shown again when the element is added again
    #kept = {}; // what the reader or the page changed: newer than the attributes, outlives removal
    #ready = pending();
    #follow = () => this.#tint();
    #timer = 0; // until data that could not be had is asked for again

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      if (sheet) root.adoptedStyleSheets = [sheet];
      root.append(this.#frame);
      this.#frame.addEventListener("transitionend", ({ target }) => target === this.#frame && this.#tint());
      this.#rest();
    }

    connectedCallback() {
      if (Object.hasOwn(this, "filter")) {
        const { filter } = this; // set before the element was defined
        delete this.filter;
        this.filter = filter;
      }
      if (!this.#isOpen) this.#begin();
    }

    // Whoever moves an element within one task finds it as it was.
    disconnectedCallback() {
      queueMicrotask(() => !this.isConnected && this.#isOpen && this.#end());
    }

    connectedMoveCallback() {}

    attributeChangedCallback(name, before, value) {
      if (before === value) return;
      delete this.#kept[name];
      if (name === "height") this.#frame.style.minHeight = /^\d+$/.test(value) ? `${value}px` : (value ?? "");
      if (name === "src") this.#data = null;
      if (!this.#isOpen) return;
      if (this.#watch) {
        if (name === "loading" && value === "eager" && this.#watch.observe) this.#start();
      } else if (name === "src") {
        this.#followSource(value);
      } else {
        this.#session?.set(name, value);
      }
    }

    get ready() {
      return this.#ready.promise;
    }

    get state() {
      return this.#session?.state() ?? null;
    }

    get filter() {
      if (this.#session) return this.#session.filter();
      return this.#kept.filter ?? this.getAttribute("filter") ?? "";
    }

    set filter(value) {
      if (this.#session) this.#session.setFilter(value);
      else this.#kept.filter = value;
    }

    get updated() {
      return this.#drawn().then((session) => session.updated());
    }

    async load(source, options) {
      const data = { source, options };
      if (this.#session) {
        const report = await this.#session.load(data);
        this.#data = data;
        return report;
      }
      this.#data = data;
      if (this.#isOpen && !this.#watch) this.#restart(); // loading without it, or failed before it came
      const session = await this.#drawn();
      return this.#data === data ? session.load(data) : session.report;
    }

    async select(id) {
      return (await this.#drawn()).select(id);
    }

    async zoomTo(from, to) {
      return (await this.#drawn()).zoomTo(from, to);
    }

    async export(format) {
      return (await this.#drawn()).export(format);
    }

    #begin() {
      this.#isOpen = true;
      systemScheme.addEventListener("change", this.#follow);
      if (navigator.connection?.saveData) {
        this.#offer();
        return;
      }
      if (this.getAttribute("loading") === "eager") {
        this.#start();
        return;
      }
      this.#watch = new IntersectionObserver((seen) => seen.some((it) => it.isIntersecting) && this.#start(), {
        rootMargin: NEAR,
      });
      this.#watch.observe(this);
    }

    #spoken(words) {
      let marked = null; // as language() in element.js, which may be what did not come
      for (let node = this; node && !marked; node = node.getRootNode().host) marked = node.closest("[lang]:not([lang=''])");
      return words[(marked?.lang || navigator.language).slice(0, 2).toLowerCase()] ?? words.en;
    }

    // A reader who saves data gets the page's own text, and a button.
    #offer() {
      const button = document.createElement("button");
      button.type = "button";
      button.part = "load";
      button.textContent = this.#spoken(BUTTON);
      button.addEventListener("click", async () => {
        button.disabled = true;
        this.#start();
        await this.ready;
        this.#frame.tabIndex = -1;
        this.#frame.focus();
      });
      this.#watch = { disconnect() {} };
      this.#frame.append(button);
    }

    async #start() {
      this.#watch?.disconnect();
      this.#watch = null;
      const turn = ++this.#turn;
      const isCurrent = () => turn === this.#turn;
      try {
        await null; // index.js has its turn first
        const { Session, wasm } = await importElement(this.getAttribute("base"));
        this.#tint();
        const session = await Session.open(this, this.#frame, {
          attributes: () => Object.fromEntries(ATTRIBUTES.map((name) => [name, this.getAttribute(name)])),
          kept: () => this.#kept,
          data: this.#data,
          wasm,
          isCurrent,
          emit: (type, detail) => this.#emit(type, detail),
          fail: (error) => this.#fail(error),
        });
        if (!isCurrent()) return;
        this.#session = session;
        await session.updated();
        if (!isCurrent()) return;
        session.keepPlace();
        this.#ready.resolve();
        this.#emit("ct-ready");
      } catch (error) {
        if (isCurrent()) this.#fail(error);
      }
    }

    #end() {
      this.#turn++;
      this.#isOpen = false;
      systemScheme.removeEventListener("change", this.#follow);
      clearTimeout(this.#timer);
      this.#watch?.disconnect();
      this.#watch = null;
      if (this.#session) this.#kept = this.#session.close();
      this.#session = null;
      if (this.#ready.isSettled) this.#ready = pending();
      this.#rest();
    }

    #restart() {
      this.#end();
      this.#begin();
    }

    #followSource(source) {
      if (this.#session && source !== null) {
        this.#session.load({ source, options: { wish: this.getAttribute("format") } }).catch(() => {});
        return;
      }
      const { filter } = this.#session ? this : this.#kept;
      this.#restart();
      this.#kept = { filter }; // the span and the selection belonged to the data that went
    }

    // The timeline is gone or never came: the page's own text takes its place, under a line that says so to the reader, and
    // why to whoever mends it.
    #fail(error) {
      const { code = "CT-320", message, where = "" } = error;
      this.#turn++;
      if (ABOUT_DATA.test(code)) this.#wait();
      this.#session?.close();
      this.#session = null;
      const note = document.createElement("p");
      note.setAttribute("role", "alert");
      note.part = "problem";
      note.dir = "auto";
      const small = document.createElement("small");
      const why = document.createElement("bdi");
      why.lang = "en";
      why.textContent = message;
      small.textContent = code;
      note.append(`${this.#spoken(FAILED)} `, why, " ", small);
      // The same words again, after another attempt, are not said again.
      if (this.#frame.querySelector("[part=problem]")?.textContent !== note.textContent) this.#rest(note);
      if (this.#ready.isSettled) this.#ready = pending();
      this.#ready.reject(error);
      this.#emit("ct-error", { code, message, where });
    }

    // The colour scheme in use here: what the page says, and where that leaves it to the reader, what the reader's system says.
    #tint() {
      const [shade] = getComputedStyle(this.#frame).floodColor.match(/\d+/);
      const scheme = shade > 127 ? "dark" : "light";
      if (this.#frame.dataset.scheme === scheme) return;
      this.#frame.dataset.scheme = scheme;
      this.#session?.recolour();
    }

    // With the attribute refresh, data that is not there yet may come, and a reader need not load the page again for it.
    #wait() {
      const seconds = Number(this.getAttribute("refresh"));
      if (!(seconds > 0) || this.#data || !this.hasAttribute("src")) return;
      const ask = () => {
        if (document.hidden) return this.#wait();
        this.#ready = pending();
        this.#start();
      };
      this.#timer = setTimeout(ask, Math.max(seconds, LEAST_S) * 1000);
    }

    #rest(...above) {
      this.#frame.replaceChildren(...above, document.createElement("slot"));
    }

    async #drawn() {
      do await this.ready;
      while (!this.#session);
      return this.#session;
    }

    #emit(type, detail) {
      this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
    }
  }

  customElements.define(TAG, ConflictTimeline);
})();
