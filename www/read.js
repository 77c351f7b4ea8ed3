// Data of any known format into a set that the module can show, and a set into text: fetched only for src, load(),
// files of the reader and export().
// Bytes go to a Wasm of their own in slices, so that a large file never holds the page up.
import { ERRORS, guarded, pause, problem, startModule } from "./element.js";
import { Progress } from "./progress.js";
import { LONG_BYTES, SLICE_BYTES, table } from "./table.js";

Object.assign(ERRORS, {
  "CT-112": (name, why) => `${name} has no event that can be shown: ${why}. Correct the file, or name its columns in the option mapping.`,
  "CT-301": (url, status) => `${url} answered ${status}. Correct the address of the data, or put the file there.`,
  "CT-302": (url) =>
    `${url} cannot be reached. Check the connection, that its server allows this page (CORS), and that this page allows it (connect-src).`,
  "CT-303": (name) => `${name} is a web page, not data. Give the address of the data file itself.`,
  "CT-304": (place, why) => `${place}: ${why}. Save the data again, whole.`,
  "CT-305": (place) => `${place}: the data is not UTF-8. Save it again as UTF-8.`,
  "CT-306": (name) => `${name} is packed with gzip, which this browser cannot unpack. Unpack it first.`,
  "CT-307": (name) => `The reading of ${name} was cancelled. Load it again to begin anew.`,
});

const GLUE = new URL("./reader.js", import.meta.url).href;
const WASM = new URL("./reader_bg.wasm", import.meta.url).href;
export const HEAD_BYTES = 16 << 10; // enough to tell a format by
const BUSY_MS = 12; // how long the page may wait for us
const WHOLE_BYTES = 8 << 20; // packed files that are longer are read block by block
const SEALED_AT = 664; // where the set of a packed file begins (crates/core/FORMAT.md)
export const KEPT_BYTES = 4 << 20; // of pieces in a Blob: to make one is to ask the browser's own process, and to wait for it

// What a file as a whole suffers from has codes of its own, for those who watch for them.
const CODES = { "CT-101": "CT-304", "CT-123": "CT-305" };

let reader = null;

/**
 * Reads what load() was given, or what the attributes say: of those the format is a `wish`. Returns two promises:
 * `first`, a set of the first rows of a long table or else of all, and `whole`. Each is `{name, report, set}`, the sealed
 * set in a Blob, which lies outside of the page's memory; and, given the promise `engine` of the module, `incoming`, which `show` of a timeline takes, else `pieces`, for again().
 * `told({bytes, total, rows, share})` hears how far it is; `signal` ends it; with `isFresh` a copy that the browser keeps
 * is good only if the server says so. Of a set in parts, those with the days in `from` and `to` of `host` come, and `apart`
 * is what fetches others.
 */
export function read({ source, options }, watch) {
  let show;
  const first = new Promise((resolve) => (show = resolve));
  const whole = begin(source, options ?? {}, { ...watch, show });
  whole.then(show, () => {});
  return { first: Promise.race([first, whole]), whole };
}

/** The same under a bar in `frame`, whose button ends it by way of `stop`; `emit` tells the page. */
export function readUnderBar(frame, data, { stop, emit, lang, ...watch }) {
  const cancel = () => stop.abort(problem("CT-307", data.source?.name ?? String(data.source)));
  const bar = new Progress(frame, lang, cancel, (detail) => detail.bytes && emit("ct-progress", detail));
  const { first, whole } = read(data, { ...watch, told: (detail) => bar.told(detail), signal: stop.signal });
  return { first, whole: whole.finally(() => bar.remove()) };
}

/**
 * Events of a set as text in `format`: those at the positions `matched` of the set as of the day `known`. `set` is bytes
 * or a Blob; `words` promises the packs that it lacks, end to end.
 */
export async function write(format, { set, words, language, known, matched }) {
  const [glue, bytes, packs] = await Promise.all([start(), set instanceof Blob ? set.arrayBuffer() : set, words]);
  try {
    return glue.write(format, new Uint8Array(bytes), packs, language, known, matched);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw problem("CT-320", GLUE, error.message);
    throw Object.assign(error, { code: "CT-308", where: GLUE });
  }
}

function start() {
  reader ??= startModule(import("./reader.js"), GLUE, WASM).catch((error) => {
    reader = null;
    throw error;
  });
  return reader;
}

async function begin(source, options, watch) {
  const href = addressOf(source);
  // The reader comes beside the data, but for what may be a packed file that needs none, or is at hand.
  if (href !== null && !isNamedPacked(href)) start().catch(() => {});
  let input = await opened(source, watch);
  const isSealed = hasSet(input.begun[0]);
  if (isSealed && input.isBegun) input = await opened(source, { ...watch, isWhole: true });
  if (isSealed) return sealed(input, watch);
  const glue = await start();
  const { wish = null, mapping = {}, group } = options;
  const preset = options.preset ?? "";
  const fault = typeof preset === "string" ? preset && glue.preset_fault(preset) : "it is no text";
  if (fault) throw problem("CT-330", "preset", `formats as docs/presets.md tells them: ${fault}`);
  const formats = ["json", ...glue.formats(preset)];
  const asked = options.format ?? wish;
  const stray = asked && !formats.includes(asked) ? problem("CT-330", "format", formats.join(", ")) : null;
  if (stray && !wish) throw stray;
  const format = stray ? null : asked;
  const wanted = { name: input.name, format, mapping: Object.entries(mapping), group, preset };
  watch = { ...watch, turn: turns(watch.signal) };
  const found = await feed(glue, input, wanted, watch);
  // Of a set in parts that was cancelled, what came is shown.
  const isCut = found.report?.warnings.some(({ code }) => code === "CT-307");
  const whole = await handOver(found, input.name, isCut ? { ...watch, signal: undefined, turn: undefined } : watch);
  // Of an attribute the page hears, and the contents tell the format.
  if (stray) whole.report.warnings.unshift({ code: stray.code, message: `${stray.message} It was read as ${whole.report.format}.`, where: "" });
  return whole;
}

const isNamedPacked = (href) => /\.ctl$/i.test(new URL(href).pathname);

// Whether it begins as a packed file with a sealed set.
const hasSet = (head) =>
  [[0, "CTLF"], [SEALED_AT, "CTPS"]].every(([at, mark]) => String.fromCharCode(...head.subarray(at, at + 4)) === mark);

// A packed file that the module reads by itself.
async function sealed(input, watch) {
  const report = { rows: null, read: null, format: "ctl", restricted: false, warnings: [] };
  const left = [await gathered(input, watch)].values();
  try {
    return await handOver({ piece: () => left.next().value, free: () => {}, report }, input.name, watch);
  } catch (error) {
    throw error.code === "CT-304" ? problem("CT-304", input.name, error.message) : error;
  }
}

// All bytes.
async function gathered(input, watch) {
  const [head, chunks] = input.begun;
  const parts = [];
  let size = 0;
  for (let chunk = head; chunk; chunk = await take(chunks, input, watch)) {
    parts.push(chunk);
    size += chunk.length;
    watch.told?.({ bytes: size, total: input.total, rows: 0 });
  }
  return joined(parts, size);
}

// The set goes from one Wasm to the other in pieces, of a table while it is read, and then in steps.
export async function handOver(found, name, { engine, told, signal, turn = turns(signal) }) {
  const pieces = engine ? null : [];
  const kept = [];
  let [loose, size] = [[], 0];
  const module = await engine;
  const incoming = module && new module.Incoming();
  try {
    signal?.throwIfAborted();
    for (let piece = await found.piece(); piece; piece = await found.piece()) {
      loose.push(piece);
      size += piece.length;
      if (size >= KEPT_BYTES) {
        kept.push(new Blob(loose));
        [loose, size] = [[], 0];
      }
      pieces?.push(piece);
      guarded(() => incoming?.feed(piece));
      if ((await turn()) && found.share !== undefined) told?.({ share: found.share, rows: found.report?.rows });
    }
    while (guarded(() => incoming?.step())) await turn();
    const { report, away, apart } = found;
    if (away) guarded(() => incoming?.set_away(away));
    if (report?.rows === null && incoming) report.rows = report.read = incoming.rows;
    if (report?.rows === 0) throw empty(name, report.warnings[0]);
    return { set: new Blob([...kept, ...loose]), pieces, incoming, name, report, away, apart };
  } catch (error) {
    if (error.code !== "CT-320") incoming?.free();
    throw error;
  } finally {
    found.free();
  }
}

/** What was read without the module, for the module. */
export function again({ pieces, name, report, away, apart }, watch) {
  const left = pieces.values();
  return handOver({ piece: () => left.next().value, free: () => {}, report, away, apart }, name, watch);
}

// Lets the page have its turn, if we have had ours for long enough; resolves with whether it had.
export function turns(signal) {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < BUSY_MS) return false;
    await pause();
    signal?.throwIfAborted();
    since = performance.now();
    return true;
  };
}

function empty(name, first) {
  if (CODES[first?.code]) return problem(CODES[first.code], first.where, first.message);
  if (!first) return problem("CT-112", name, "it holds none");
  const place = first.where.startsWith(name) ? first.where.slice(name.length).replace(/^[:, ]+/, "") : first.where;
  return problem("CT-112", name, place ? `${place}: ${first.message}` : first.message);
}

async function opened(source, watch) {
  const input = await open(source, watch);
  return { ...input, begun: await begun(input) };
}

// A name for messages, the bytes as they come, and how many there are, where that is known.
async function open(source, watch) {
  const blob = (data, name) => ({ name, blob: data, stream: data.stream(), total: data.size });
  const bytes = (data, name) => blob(new Blob([data]), name);
  const href = addressOf(source);
  if (href !== null) return download(href, watch);
  if (typeof source === "string") return bytes(new TextEncoder().encode(source), "JSON text");
  if (source instanceof Blob) return blob(source, source.name ?? "Blob");
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return bytes(source, "bytes");
  if (typeof source === "object" && source !== null) {
    try {
      return bytes(new TextEncoder().encode(JSON.stringify(source, own)), "object");
    } catch ({ message }) {
      throw problem("CT-330", "load()", `an object that JSON can hold (${message})`);
    }
  }
  throw problem("CT-330", "load()", "an address, a File, a Blob, an ArrayBuffer, JSON text, an array or an object");
}

// Old libraries give arrays and texts a toJSON of their own, which writes another text.
function own(key, value) {
  const given = this[key];
  return Array.isArray(given) || typeof given === "string" ? given : value;
}

/** The whole address that data comes from; nothing where it is the data itself. */
export function addressOf(source) {
  if (!(source instanceof URL) && (typeof source !== "string" || /^\s*[[{]/.test(source))) return null;
  try {
    return new URL(source, document.baseURI).href;
  } catch {
    throw problem("CT-330", "src", `an address (${source})`);
  }
}

async function download(href, { signal, isFresh, isWhole }) {
  const ask = async (headers) => {
    const response = await fetch(href, { headers, cache: isFresh ? "no-cache" : "default", signal }).catch(() => {
      signal?.throwIfAborted();
      throw problem("CT-302", href);
    });
    if (!response.ok) throw problem("CT-301", href, response.status);
    return response;
  };
  // Of a packed file, which may be long, the beginning tells what else is wanted.
  let response = await ask(isNamedPacked(href) && !isWhole ? { range: `bytes=0-${HEAD_BYTES - 1}` } : {});
  const whole = Number(response.headers.get("content-range")?.split("/")[1]);
  const isBegun = response.status === 206 && whole >= WHOLE_BYTES;
  if (response.status === 206 && !isBegun) response = await ask({});
  // The length of what travels says nothing of a body that was packed for the way.
  const length = response.headers.get("content-encoding") ? null : Number(response.headers.get("content-length")) || null;
  const stream = response.body ?? new Blob([]).stream();
  return { name: href, base: response.url, stream, total: isBegun ? whole : length, isBegun };
}

async function feed(glue, input, wanted, watch) {
  let [head, chunks] = input.begun;
  if (input.isBegun && !glue.is_ctl(head)) throw problem("CT-304", input.name, "it is no packed file");
  if (head[0] === 0x1f && head[1] === 0x8b) {
    if (typeof DecompressionStream !== "function") throw problem("CT-306", input.name);
    const zipped = unread(head, chunks);
    input = { ...input, stream: zipped.pipeThrough(new DecompressionStream("gzip")), total: null };
    [head, chunks] = input.begun = await begun(input);
  }
  if (glue.is_markup(head)) throw problem("CT-303", input.name);
  if (glue.is_ctl(head) && input.total >= WHOLE_BYTES) {
    chunks.cancel().catch(() => {}); // what is wanted of it is asked for by ranges
    return (await packed()).alone(glue, input, watch);
  }
  if (!glue.is_table(head)) {
    const bytes = await gathered(input, watch);
    if (glue.is_parts(head)) return (await packed()).inParts(glue, bytes, input, watch);
    const given = { wanted, isWhole: true };
    return (bytes.length >= LONG_BYTES && (await aside(given, [bytes].values(), input, watch))) || glue.read(bytes, wanted);
  }
  const given = { wanted, total: input.total, hasFirst: Boolean(watch.engine) };
  const all = each(head, chunks, input, watch);
  return ((input.total ?? Infinity) >= LONG_BYTES && (await aside(given, all, input, watch))) || rows(glue, given, all, input, watch);
}

const unreachable = (url) => (error) => {
  throw problem("CT-310", url.href, error.message);
};
const packed = () => import("./parts.js").catch(unreachable(new URL("./parts.js", import.meta.url)));
const aside = async (...given) =>
  (await import("./aside.js").catch(unreachable(new URL("./aside.js", import.meta.url)))).aside(...given);

async function* each(head, chunks, input, watch) {
  for (let chunk = head; chunk; chunk = await take(chunks, input, watch)) yield chunk;
}

// In the page's own thread, in slices.
function rows(glue, given, chunks, input, watch) {
  let [chunk, at] = [new Uint8Array(), 0];
  const next = async () => {
    for (; chunk && at >= chunk.length; at = 0) chunk = (await chunks.next()).value;
    await watch.turn();
    return chunk?.subarray(at, (at += SLICE_BYTES));
  };
  const told = (detail) => watch.told?.({ ...detail, total: input.total });
  return table(glue, given, next, { told, first: (found) => first(found, input, watch) });
}

// The first rows, while the rest comes.
export async function first(found, { name }, watch) {
  watch.show(await handOver(found, name, { ...watch, told: null }));
}

// The stream as it was before its head was looked at.
function unread(head, chunks) {
  return new ReadableStream({
    start: (out) => out.enqueue(head),
    async pull(out) {
      const { done, value } = await chunks.read();
      if (done) out.close();
      else out.enqueue(value);
    },
    cancel: (why) => chunks.cancel(why),
  });
}

// The first bytes, and the rest of the stream.
async function begun(input) {
  const chunks = input.stream.getReader();
  const parts = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const chunk = await take(chunks, input, {});
    if (!chunk) break;
    parts.push(chunk);
    size += chunk.length;
  }
  return [joined(parts, size), chunks];
}

export async function take(chunks, { name }, { signal }) {
  if (signal?.aborted) await chunks.cancel(signal.reason);
  signal?.throwIfAborted();
  const { done, value } = await chunks.read().catch(({ message }) => {
    throw problem("CT-304", name, `the bytes break off (${message})`);
  });
  return done ? null : value;
}

function joined(parts, size) {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
