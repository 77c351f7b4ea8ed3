// Everything of <conflict-timeline> that can wait: the Wasm module, the packs of words, the errors. Data that is not
// the embedded set goes through read.js.
// embed.js imports this file when an element nears the viewport and opens one Session for it.

// Every error has a code that never changes, and says what is wrong, where, and what to do next.
// refresh.js has CT-315; embed.js itself raises CT-313 (the browser is too old), CT-314 (the page is opened from a file) and CT-310 for this
// very file; read.js and parts.js add their own.
export const ERRORS = {
  "CT-309": (url) => `${url} has no words to give, so the timeline stays in English. Put the folder lang beside its scripts.`,
  "CT-310": (url, why) =>
    `${url} could not be loaded (${why}). Put all files of the package into one folder, or name that folder in the attribute base.`,
  "CT-311": (url) =>
    `The content security policy of this page refuses ${url}. Add 'wasm-unsafe-eval' to its script-src, or use the timeline in a frame.`,
  "CT-312": (url, why) => `${url} is not the WebAssembly file it should be (${why}). Upload it again, whole.`,
  "CT-319": (url) =>
    `${url} could not be loaded, so titles and figures stand without their texts. It is tried again when an event is opened.`,
  "CT-320": (url, why) => `The timeline stopped: there is a fault in ${url} (${why}). Load the page again, and report it.`,
  "CT-330": (call, wanted) => `${call} got something else than ${wanted}.`,
};

// Each file is named in a form that bundlers follow.
const HOME = import.meta.url.replace(/[^/]*$/, "");
const GLUE = `${HOME}conflict-timeline.js`;
const WASM = new URL("./conflict-timeline_bg.wasm", import.meta.url).href;
// What names things in the data, as attribute and in the state alike.
const OF_DATA = ["known", "filter", "from", "to", "selected", "story"];
// Languages that have a pack, so that it can come beside the Wasm and not after it.
const PACKED = ["fr", "ar"];
// Languages that the embedded set tells its events in; others read the first one's texts.
const TOLD = ["en", "fr"];
// The parts below the drawing are built without the prose if it takes longer.
const PATIENCE_MS = 8000;

const TEXTS = ["csv", "json", "ics", "geojson"]; // what export() has the reader's module write

const sessions = new Set();
let engine = null; // one module for all elements of the page
let fault = null; // set by the first panic; after it no call into the module is safe

export const problem = (code, where, detail) => Object.assign(new Error(ERRORS[code](where, detail)), { code, where });

/** A module and its Wasm, fetched side by side, if the Wasm is not on its way; what is wrong with either is named. */
export async function startModule(glueComes, glueUrl, wasmUrl, wasmComes = fetch(wasmUrl)) {
  const unreachable = (url) => (error) => {
    throw problem("CT-310", url, error.message);
  };
  const [glue, wasm] = await Promise.all([
    glueComes.catch(unreachable(glueUrl)),
    wasmComes.catch(unreachable(wasmUrl)),
  ]);
  if (!wasm.ok) throw problem("CT-310", wasmUrl, `status ${wasm.status}`);
  if (/\bhtml\b/.test(wasm.headers.get("content-type"))) throw problem("CT-312", wasmUrl, "a web page");
  try {
    await glue.default({ module_or_path: wasm });
  } catch (error) {
    if (/content security policy|\bcsp\b|unsafe-eval/i.test(error.message)) throw problem("CT-311", wasmUrl);
    throw problem("CT-312", wasmUrl, error.message);
  }
  return glue;
}

/** After a panic of the module: nothing of it can be called any more. */
export function stopAll(error) {
  fault ??= problem("CT-320", GLUE, error.message);
  for (const session of [...sessions]) session.die();
  return fault;
}

// A panic inside a listener or a frame reaches no call of ours, only the window.
addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError && error.stack?.includes(HOME)) stopAll(error);
});

const importRead = () =>
  import("./read.js").catch((error) => {
    throw problem("CT-310", new URL("./read.js", import.meta.url).href, error.message);
  });

// Begins to read what load() was given, under a bar in the frame. `first` and `whole` are promises, as in read.js.
function reading(host, frame, data, emit) {
  const stop = new AbortController();
  const begun = importRead().then(({ readUnderBar }) => readUnderBar(frame, data, { stop, emit, engine, host, lang: language(host) }));
  const whole = begun.then((found) => found.whole);
  const first = begun.then((found) => found.first);
  for (const promise of [first, whole]) promise.catch(() => {}); // whoever waits hears of it
  return { data, first, whole, stop: (why) => stop.abort(why) };
}

// The element's own lang, else that of the nearest ancestor, also outside of shadow roots, else the reader's.
function language(element) {
  for (let node = element; node; node = node.getRootNode().host) {
    const marked = node.closest("[lang]:not([lang=''])");
    if (marked) return marked.getAttribute("lang");
  }
  return navigator.language || "en";
}

const packUrl = (name) => new URL(`./lang/${name}.ctp`, import.meta.url).href;
const proseOf = (lang) => `${TOLD.includes(lang) ? lang : TOLD[0]}-prose`;

async function packOf(name) {
  const url = packUrl(name);
  const response = await fetch(url).catch(() => ({ ok: false }));
  if (!response.ok) throw name.endsWith("-prose") ? problem("CT-319", url) : problem("CT-309", url);
  return new Uint8Array(await response.arrayBuffer());
}

// Packs end to end, as both modules take them.
const joined = async (packs) => new Uint8Array(await new Blob(await Promise.all(packs)).arrayBuffer());

// A picture of two pixels a CSS pixel, as a Blob.
async function png(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * image.width, height: 2 * image.height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve));
}

/** A call into the module. One that traps was the last. */
export function guarded(act) {
  if (fault) throw fault;
  try {
    return act();
  } catch (error) {
    throw error instanceof WebAssembly.RuntimeError ? stopAll(error) : error;
  }
}

/** The page has its turn: with all that is behind a first drawing in one task, it would wait for long. */
export const pause = () => globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));

/** One mounted timeline: what stands between an element and the Rust side. */
export class Session {
  /** Resolves to a session once mounted, not yet drawn, or to nothing if the element went on without it. */
  static async open(host, frame, options) {
    if (fault) throw fault;
    const { src, format } = options.attributes();
    const data = options.data ?? (src === null ? null : { source: src, options: { wish: format } });
    engine ??= startModule(import("./conflict-timeline.js"), GLUE, WASM, options.wasm).catch((error) => {
      engine = null;
      throw error;
    });
    const begun = data && reading(host, frame, data, options.emit);
    const address = options.attributes()["url-state"] === null ? null : import("./url-state.js").catch(() => null);
    // Without it the drawing begins in English and asks for it again.
    const lang = language(host).split(/[-_]/)[0].toLowerCase();
    const words = PACKED.includes(lang) ? packOf(lang).catch(() => undefined) : undefined;
    const places = host.querySelector("[data-event]") ? import("./place.js").catch(() => null) : null;
    const [glue, first, memory, pack, place] = await Promise.all([engine, begun?.first, address, words, places]);
    // Comes while the drawing is made, and not before all that the drawing needs.
    const prose = begun ? null : proseOf(pack ? lang : TOLD[0]);
    await pause();
    if (options.isCurrent()) {
      const start = guarded(() => glue.prepare(!first, pack));
      await pause();
      if (options.isCurrent()) return new Session(glue, host, frame, options, { begun, first, memory, start, prose, place });
      start.free();
    }
    begun?.stop();
    return null;
  }

  #host;
  #frame;
  #options;
  #live = null;
  #reading; // what was asked for last
  #set = null; // what is on show, if it is not the embedded set: in a Blob, which lies outside of the page's memory
  #first = null; // what was chosen when the first rows came
  #following = new AbortController();
  #leaving = new AbortController();
  #address = null; // keeps the view in the address of the page
  #apart = null; // of a set in parts, what fetches others
  #lack = null; // the pack with the prose that did not come
  #root; // holds what the Rust side draws
  #place; // where the page's own text stood
  #resume = null; // brings a reader who was in the midst of that text back to the event that they read
  #loads = Promise.resolve(); // one after the other, so that the last asked for is the one that stays
  report = { rows: 0, warnings: [] };

  constructor(glue, host, frame, options, { begun, first, memory, start, prose, place }) {
    this.#host = host;
    this.#frame = frame;
    this.#options = options;
    this.#reading = begun;
    const { filter, ...view } = { ...memory?.stored(host), ...options.kept() };
    const wanted = { ...options.attributes(), ...view, lang: language(host) };
    // With a src the module starts empty, and takes what names things in the data once that has come.
    const empty = { ...wanted, ...Object.fromEntries(OF_DATA.map((name) => [name, null])) };
    const root = (this.#root = document.createElement("div"));
    root.className = "live";
    this.#place = host.getBoundingClientRect();
    // As high as the page's own text was, until all parts stand.
    root.style.minHeight = `${this.#place.height}px`;
    const isAmid = this.#place.top < 0 && this.#place.bottom > innerHeight / 2;
    const was = isAmid && place?.placeOf(host);
    const focused = host.getRootNode().activeElement;
    const isFocused = focused !== host && host.contains(focused);
    frame.replaceChildren(...frame.querySelectorAll("[part=progress]"), root);
    // Who stood on a link of the page's own text stands on the timeline, and not at the top of the page.
    if (isFocused) Object.assign(root, { tabIndex: -1 }).focus({ preventScroll: true });
    sessions.add(this);
    const told = prose && packOf(prose);
    try {
      // In a microtask, so that a page's listener never runs, nor calls, in the midst of a call into Rust.
      const notify = (type, detail) => queueMicrotask(() => this.#hear(type, detail));
      this.#live = this.#call(() => glue.mount(root, first ? empty : wanted, notify, start));
      if (first) this.#take(first, wanted);
      if (filter !== undefined) this.setFilter(filter);
      // A story brings a view of its own; who was told it may have looked elsewhere since.
      if (wanted.story) this.bring(view);
      const held = was && place.standIn(was, this.#hold);
      if (held) this.#resume = () => place.resume(root, was, held, this.#hold);
      this.#address = memory?.keep({ host, live: this, signal: this.#leaving.signal });
    } catch (error) {
      this.close();
      throw error;
    }
    const late = told && new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    if (told) Promise.race([this.#tell(prose, told), late]).then(() => this.#proceed());
    else this.#proceed();
    if (first && !first.report) {
      this.#loads = begun.whole.then((found) => this.#live && (this.#take(found, wanted, true), this.#follow()));
      this.#loads.catch((error) => this.#show(error));
    } else {
      this.#follow();
    }
  }

  /** What a reader saw below the page's own text stays where it was, though the timeline is of another height. */
  keepPlace() {
    this.#root.style.minHeight = "";
    if (this.#resume) this.#resume();
    else if (this.#isPassed()) scrollBy(0, this.#host.getBoundingClientRect().bottom - this.#place.bottom);
  }

  #hold = (id) => this.#call((live) => live?.hold(id));

  #isPassed() {
    return this.#place.top < 0 && this.#place.bottom < innerHeight;
  }

  /** Follows an attribute. */
  set(name, value) {
    const given = (name) => this.#host.getAttribute(name);
    if (name === "refresh") this.#follow();
    else if (name === "from" || name === "to") this.bring({ from: given("from"), to: given("to") });
    else this.#put(name, value);
  }

  #put(name, value) {
    this.#call((live) => live.set(name, name === "lang" ? language(this.#host) : (value ?? undefined)));
    this.#apart?.moved();
  }

  /** The colours around it are others: what is drawn in those of the page is drawn anew. */
  recolour() {
    if (this.#root.querySelector(".ct")?.dataset.theme === "auto") this.set("theme", "auto");
  }

  /** Of the day as of which the set is shown, filter, days and open event, those that are named. */
  bring(view) {
    // From all days on, so that neither end holds the other one back.
    for (const name of ["from", "to"]) if (name in view) this.#put(name, null);
    for (const name of OF_DATA) if (name in view && name !== "story") this.#put(name, view[name]);
  }

  filter() {
    return this.#call((live) => live.filter());
  }

  setFilter(value) {
    const filter = value ?? "";
    const isObject = typeof filter === "object" && !Array.isArray(filter);
    if (isObject || typeof filter === "string") this.#call((live) => live.set_filter(filter));
    else this.#show(problem("CT-330", "filter", "text or an object"));
  }

  state() {
    return this.#call((live) => live.state());
  }

  updated() {
    return this.#call((live) => live.updated());
  }

  select(id) {
    if (typeof id !== "string" && id !== null) throw problem("CT-330", "select()", "the id of an event, or null");
    return this.#call((live) => live.select(id));
  }

  zoomTo(from, to) {
    if (typeof from !== "string" || typeof to !== "string") throw problem("CT-330", "zoomTo()", "two dates as text");
    this.#call((live) => live.zoom_to(from, to));
  }

  export(format) {
    if (format === "svg" || format === "png") {
      const svg = this.#call((live) => live.svg());
      return format === "png" ? png(svg) : svg;
    }
    if (!TEXTS.includes(format)) throw problem("CT-330", "export()", `${TEXTS.join(", ")}, svg or png`);
    const shown = this.#call((live) => {
      const language = live.language();
      // The embedded set has its prose and its other languages apart; what is on show was fetched before.
      const packs = [proseOf("en"), language !== "en" && language, TOLD.includes(language) && proseOf(language)];
      const words = joined(this.#set ? [] : [...new Set(packs)].filter(Boolean).map((name) => packOf(name)));
      return { set: this.#set ?? live.bundled(), words, language, known: live.known(), matched: live.matched() };
    });
    return importRead().then(({ write }) => write(format, shown));
  }

  /** Shows other data, and resolves when it is drawn. Where that fails, the old data stays under a line that says why. */
  async load(data) {
    if (data === this.#reading?.data) return this.#loads.then(() => this.report);
    const begun = reading(this.#host, this.#frame, data, this.#options.emit);
    this.#reading = begun;
    let isBegun = false;
    begun.first.then((found) => {
      if (found.report || !this.#live || this.#reading !== begun) return;
      this.#take(found, this.#options.attributes());
      isBegun = true;
    }, () => {});
    const load = Promise.allSettled([this.#loads, begun.whole]).then(async () => {
      const found = await begun.whole;
      if (!this.#live) throw new DOMException("The element has left the page.", "AbortError");
      this.#take(found, this.#options.attributes(), isBegun);
      this.#follow();
      await this.updated();
      return this.report;
    });
    this.#loads = load;
    return load.catch((error) => {
      this.#show(error);
      throw error;
    });
  }

  /** Unmounts, and returns what should outlive it. */
  close() {
    sessions.delete(this);
    this.#following.abort();
    this.#leaving.abort();
    this.#part(null);
    this.#reading?.stop(new DOMException("The element has left the page.", "AbortError"));
    if (!this.#live || fault) return {};
    try {
      const state = this.state();
      this.#call((live) => live.free());
      return Object.fromEntries(OF_DATA.map((name) => [name, state[name] ?? ""]));
    } catch {
      return {}; // it goes all the same
    } finally {
      this.#live = null;
    }
  }

  /** Another timeline of the page, or this one, took the module down. */
  die() {
    sessions.delete(this);
    this.#following.abort();
    this.#part(null);
    this.#live = null;
    this.#options.fail(fault);
  }

  // With the attribute refresh, and data from an address, that is asked for newer data.
  #follow() {
    this.#following.abort();
    const { refresh } = this.#options.attributes();
    if (refresh === null || !this.#reading) return;
    const { signal } = (this.#following = new AbortController());
    const complain = (error) => this.#show(error, error.code === "CT-315");
    const renew = (found) => this.#take(found, {}, true, true);
    const { data } = this.#reading;
    import("./refresh.js")
      .then(({ follow }) => follow({ host: this.#host, lang: language(this.#host), data, set: this.#set, seconds: refresh, signal, engine, renew, hold: this.#hold, complain }))
      .catch(({ message }) => this.#show(problem("CT-310", new URL("./refresh.js", import.meta.url).href, message)));
  }

  // The first rows have no report yet; the whole that follows them is a newer form of the same. What the page names in
  // the data may stand in the rest alone: it is said again, if nobody has chosen anything since.
  #take({ set, incoming, report, apart }, attributes, isNewer = false, isMarked = false) {
    const isKept = isNewer && this.#chosen() !== this.#first;
    this.#call((live) => live.show(incoming, isNewer, isMarked));
    this.#set = set;
    for (const { code, message, where } of report?.warnings ?? []) {
      this.#call((live) => live.problem(code, where ? `${where}: ${message}` : message, true));
    }
    if (report?.warnings.length) queueMicrotask(() => this.#options.emit("ct-error", report.warnings[0]));
    this.report = report ?? this.report;
    this.#part(apart);
    if (isKept) return;
    for (const key of OF_DATA) if (attributes[key] != null) this.#put(key, attributes[key]);
    this.#first = report ? null : this.#chosen();
  }

  #part(apart) {
    if (apart === this.#apart) return;
    this.#apart?.leave();
    this.#apart = apart;
    const timeline = {
      host: this.#host,
      frame: this.#frame,
      engine,
      emit: this.#options.emit,
      lang: () => language(this.#host),
      state: () => this.state(),
      zoomTo: (from, to) => this.zoomTo(from, to),
      hold: this.#hold,
      take: (found) => this.#take(found, {}, true),
      follow: () => this.#follow(),
      complain: (error) => this.#show(error),
    };
    // Once the days that the page asks for are in view.
    if (apart) queueMicrotask(() => apart === this.#apart && apart.join(timeline));
  }

  #chosen() {
    const state = this.state();
    return OF_DATA.map((name) => state[name]).join("\n");
  }

  #call(act) {
    return guarded(() => act(this.#live));
  }

  #hear(type, detail) {
    if (!this.#live) return;
    if (type === "need-language") this.#fetchWords(detail);
    else if (type === "share") this.#share();
    else {
      if (type === "ct-select" && this.#lack) this.#tell(this.#lack, packOf(this.#lack));
      this.#address?.told();
      if (type === "ct-viewport") this.#apart?.moved();
      this.#options.emit(type, detail);
    }
  }

  async #share() {
    const { href, isCopied } = (await this.#address?.share()) ?? { href: location.href, isCopied: false };
    if (this.#live) this.#call((live) => live.link(href, isCopied));
  }

  async #fetchWords({ lang, packs }) {
    try {
      const found = await joined(packs.trim().split(" ").map((name) => packOf(name)));
      if (this.#live) this.#call((live) => live.add_language(lang, found));
    } catch (error) {
      this.#show(error);
    }
  }

  // What the embedded set tells beyond titles, names and figures.
  async #tell(name, comes) {
    this.#lack = null;
    try {
      const pack = await comes;
      if (this.#live) this.#call((live) => live.add_language(live.language(), pack));
    } catch (error) {
      this.#lack = name;
      this.#show(error.code === "CT-319" ? error : problem("CT-319", packUrl(name)));
    }
  }

  // Builds what is below the drawing: in tasks of their own, or at once where a reader is below it already.
  #proceed() {
    if (this.#live && !fault) this.#call((live) => (this.#isPassed() || this.#resume ? live.complete() : live.proceed()));
  }

  #show({ code = "CT-320", message, where = "" }, isAboutData = false) {
    if (!this.#live) return;
    this.#live.problem(code, message, isAboutData);
    this.#options.emit("ct-error", { code, message, where });
  }
}
