// Everything of <conflict-timeline> that can wait: the Wasm module, the data, the packs of words, the errors.
// embed.js imports this file when an element nears the viewport and opens one Session for it.

// Every error has a code that never changes, and says what is wrong, where, and what to do next.
// embed.js itself raises CT-314 (the page is opened from a file) and CT-310 for this very file.
export const ERRORS = {
  "CT-301": (url, status) => `${url} answered ${status}. Correct the address of the data, or put the file there.`,
  "CT-302": (url) =>
    `${url} cannot be reached. Check the connection, that its server allows this page (CORS), and that this page allows it (connect-src).`,
  "CT-303": (name) => `${name} is a web page, not JSON. Give the address of the data file itself.`,
  "CT-304": (place, why) => `${place}: the data is cut off or is not JSON (${why}). Save it again, whole.`,
  "CT-305": (place) => `${place}: the data is not UTF-8. Save it again as UTF-8.`,
  "CT-309": (url) => `${url} has no words to give, so the timeline stays in English. Put the folder lang beside its scripts.`,
  "CT-310": (url, why) =>
    `${url} could not be loaded (${why}). Put all files of the package into one folder, or name that folder in the attribute base.`,
  "CT-311": (url) =>
    `The content security policy of this page refuses ${url}. Add 'wasm-unsafe-eval' to its script-src, or use the timeline in a frame.`,
  "CT-312": (url, why) => `${url} is not the WebAssembly file it should be (${why}). Upload it again, whole.`,
  "CT-313": () => "This browser is too old for the interactive timeline. The text below holds the main points; a newer browser shows more.",
  "CT-320": (url, why) => `The timeline stopped: there is a fault in ${url} (${why}). Load the page again, and report it.`,
  "CT-330": (call, wanted) => `${call} got something else than ${wanted}.`,
};

const HOME = new URL(".", import.meta.url).href;
const GLUE = `${HOME}conflict-timeline.js`;
const WASM = `${HOME}conflict-timeline_bg.wasm`;
// A module that uses memory.copy and ref.null, which the real one needs.
const PROBE = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1,
  10, 17, 1, 15, 0, 65, 0, 65, 0, 65, 0, 252, 10, 0, 0, 208, 112, 26, 11,
);
// What names things in the data, as attribute and in the state alike.
const OF_DATA = ["filter", "from", "to", "selected"];

const sessions = new Set();
let engine = null; // one module for all elements of the page
let fault = null; // set by the first panic; after it no call into the module is safe

const problem = (code, where, detail) => Object.assign(new Error(ERRORS[code](where, detail)), { code, where });

async function startEngine() {
  const isCapable =
    "adoptedStyleSheets" in Document.prototype && typeof WebAssembly === "object" && WebAssembly.validate(PROBE);
  if (!isCapable) throw problem("CT-313", navigator.userAgent);
  const unreachable = (url) => (error) => {
    throw problem("CT-310", url, error.message);
  };
  const [glue, wasm] = await Promise.all([
    import(GLUE).catch(unreachable(GLUE)),
    fetch(WASM).catch(unreachable(WASM)),
  ]);
  if (!wasm.ok) throw problem("CT-310", WASM, `status ${wasm.status}`);
  if (/\bhtml\b/.test(wasm.headers.get("content-type"))) throw problem("CT-312", WASM, "a web page");
  try {
    await glue.default({ module_or_path: wasm });
  } catch (error) {
    if (/content security policy|\bcsp\b|unsafe-eval/i.test(error.message)) throw problem("CT-311", WASM);
    throw problem("CT-312", WASM, error.message);
  }
  return glue;
}

function stopAll(error) {
  fault ??= problem("CT-320", GLUE, error.message);
  for (const session of [...sessions]) session.die();
  return fault;
}

// A panic inside a listener or a frame reaches no call of ours, only the window.
addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError && error.stack?.includes(HOME)) stopAll(error);
});

// The data as JavaScript values, and the name that messages call it by.
async function read({ source, options }) {
  if ((options?.format ?? "json") !== "json") throw problem("CT-330", "format", "json");
  if (typeof source === "string" && /^\s*[[{]/.test(source)) return parse(source, "JSON text");
  if (typeof source === "string" || source instanceof URL) {
    const href = absolute(source);
    return parse(decode(await download(href), href), href);
  }
  if (source instanceof Blob) {
    const name = source.name ?? "Blob";
    return parse(decode(await source.arrayBuffer(), name), name);
  }
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return parse(decode(source, "bytes"), "bytes");
  if (typeof source === "object" && source !== null) return { value: source, name: "object" };
  throw problem("CT-330", "load()", "an address, a File, a Blob, an ArrayBuffer, JSON text, an array or an object");
}

function absolute(address) {
  try {
    return new URL(address, document.baseURI).href;
  } catch {
    throw problem("CT-330", "src", `an address (${address})`);
  }
}

async function download(href) {
  const response = await fetch(href).catch(() => {
    throw problem("CT-302", href);
  });
  if (!response.ok) throw problem("CT-301", href, response.status);
  return response.arrayBuffer().catch((error) => {
    throw problem("CT-304", href, error.message);
  });
}

function decode(data, name) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    const bytes = new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);
    const line = bytes.subarray(0, badByte(bytes)).reduce((lines, byte) => lines + (byte === 10), 1);
    throw problem("CT-305", `${name}, line ${line}`);
  }
}

// The decoder does not tell where it failed: halve the bytes until one is left.
function badByte(bytes) {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}

function parse(text, name) {
  if (/^\s*</.test(text)) throw problem("CT-303", name);
  try {
    return { value: JSON.parse(text), name };
  } catch ({ message }) {
    throw problem("CT-304", `${name}, ${lineAndColumn(message, text)}`, message);
  }
}

// Each browser words it in its own way, and some name no position: then it is the end.
function lineAndColumn(message, text) {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  if (line) return `line ${line}, column ${column}`;
  const [, index = text.length] = /position (\d+)/.exec(message) ?? [];
  const lines = text.slice(0, index).split("\n");
  return `line ${lines.length}, column ${lines.at(-1).length + 1}`;
}

// The element's own lang, else that of the nearest ancestor, also outside of shadow roots, else the reader's.
function language(element) {
  for (let node = element; node; node = node.getRootNode().host) {
    const marked = node.closest("[lang]:not([lang=''])");
    if (marked) return marked.getAttribute("lang");
  }
  return navigator.language || "en";
}

/** One mounted timeline: what stands between an element and the Rust side. */
export class Session {
  /** Resolves to a session once mounted, not yet drawn, or to nothing if the element went on without it. */
  static async open(host, frame, options) {
    if (fault) throw fault;
    const { src, format } = options.attributes();
    const data = options.data ?? (src === null ? null : { source: src, options: { format } });
    engine ??= startEngine().catch((error) => {
      engine = null;
      throw error;
    });
    const [glue, content] = await Promise.all([engine, data && read(data)]);
    return options.isCurrent() ? new Session(glue, host, frame, options, data, content) : null;
  }

  #host;
  #options;
  #live = null;
  #shown;
  #loads = Promise.resolve(); // one after the other, so that the last asked for is the one that stays
  report = { rows: 0, warnings: [] };

  constructor(glue, host, frame, options, data, content) {
    this.#host = host;
    this.#options = options;
    this.#shown = data;
    const { filter, ...view } = options.kept();
    const wanted = { ...options.attributes(), ...view, lang: language(host) };
    // With a src the module starts empty, and takes what names things in the data once that has come.
    const empty = { ...wanted, src: content?.name, ...Object.fromEntries(OF_DATA.map((name) => [name, null])) };
    const root = document.createElement("div");
    frame.replaceChildren(root);
    sessions.add(this);
    try {
      // In a microtask, so that a page's listener never runs, nor calls, in the midst of a call into Rust.
      const notify = (type, detail) => queueMicrotask(() => this.#hear(type, detail));
      this.#live = this.#call(() => glue.mount(root, content ? empty : { ...wanted, src: null }, notify));
      if (content) this.#take(content, wanted);
      if (filter !== undefined) this.setFilter(filter);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  set(name, value) {
    this.#call((live) => live.set(name, name === "lang" ? language(this.#host) : (value ?? undefined)));
  }

  filter() {
    return this.#call((live) => live.filter());
  }

  setFilter(value) {
    const filter = value ?? "";
    if (typeof filter === "string" || typeof filter === "object") this.#call((live) => live.set_filter(filter));
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
    if (typeof format !== "string") throw problem("CT-330", "export()", "the name of a format");
    return this.#call((live) => live.export(format));
  }

  /** Shows other data, and resolves when it is drawn. Where that fails, the old data stays under a line that says why. */
  async load(data) {
    if (data === this.#shown) return this.report;
    const reading = read(data);
    const load = Promise.allSettled([this.#loads, reading]).then(async () => {
      const content = await reading;
      if (!this.#live) throw new DOMException("The element has left the page.", "AbortError");
      this.#take(content, this.#options.attributes());
      this.#shown = data;
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
    if (!this.#live || fault) return {};
    try {
      const state = this.state();
      this.#call((live) => live.free());
      return Object.fromEntries(OF_DATA.filter((name) => state[name] != null).map((name) => [name, state[name]]));
    } catch {
      return {}; // it goes all the same
    } finally {
      this.#live = null;
    }
  }

  /** Another timeline of the page, or this one, took the module down. */
  die() {
    sessions.delete(this);
    this.#live = null;
    this.#options.fail(fault);
  }

  #take({ value, name }, attributes) {
    this.report = this.#call((live) => live.load(value, name));
    for (const key of OF_DATA) if (attributes[key] != null) this.set(key, attributes[key]);
  }

  #call(act) {
    if (fault) throw fault;
    try {
      return act(this.#live);
    } catch (error) {
      throw error instanceof WebAssembly.RuntimeError ? stopAll(error) : error;
    }
  }

  #hear(type, detail) {
    if (!this.#live) return;
    if (type === "need-language") this.#fetchWords(detail.lang);
    else this.#options.emit(type, detail);
  }

  async #fetchWords(lang) {
    const url = `${HOME}lang/${encodeURIComponent(lang)}.ctp`;
    try {
      const response = await fetch(url);
      if (!response.ok) throw problem("CT-309", url);
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (this.#live) this.#call((live) => live.add_language(lang, bytes));
    } catch {
      this.#show(problem("CT-309", url));
    }
  }

  #show({ code = "CT-320", message, where = "" }) {
    if (!this.#live) return;
    this.#live.problem(code, message);
    this.#options.emit("ct-error", { code, message, where });
  }
}
