// Takes out of a Wasm file what a panic would say. Nobody hears that, for a panic ends in `unreachable`, and the element
// tells of the trap; so it may end there at once. An optimiser then drops the words, what puts them together, and at each
// place that may panic what it would hand over; the places themselves, file, line and column, are zeros.
//
//     node scripts/wasm-cut.mjs IN OUT
//
// IN has the names of its functions.
import { readFileSync, writeFileSync } from "node:fs";
import { dataSegments } from "./wasm-data.mjs";
import { CODE, bodies, code, cursor, importedFunctions, names, rebuilt } from "./wasm-file.mjs";

// None of them returns. Crates of the standard library have a hash in their names.
const PANICS = [
  /^core::panicking::/,
  /^core::(option|result)::(unwrap|expect)_failed$/,
  /^core::(str|slice)::.*_fail(_rt)?$/,
  /^core::(cell|num)::.*::?panic_\w+$/,
  /^<alloc::vec::Vec<.*>>::\w+::assert_failed$/,
  /^alloc::raw_vec::(handle_error|capacity_overflow)$/,
  /^alloc::alloc::handle_alloc_error$/,
  /^std::thread::local::panic_access_error$/,
];
// Streams that a server would be sent, of a crate that Leptos brings along. Nobody calls them (wasm-glue.mjs leaves out their
// classes), but an optimiser keeps what is exported or in the table of functions. Small generic functions are no matter for
// this list: a compiler makes one of those that are alike, under the name of either.
const STREAM = /^intounderlying\w+/;
// They alone make a `Promise` of a future; below that is made sure of.
const PROMISE = /^js_sys::futures::future_to_promise::/;
const PROMISED = /\bjs_sys::futures::future_to_promise<(?!.*\bwasm_streams::)/;
// No locals, `unreachable`, end.
const TRAP = Buffer.from([0x00, 0x00, 0x0b]);
// What only panics write: of a letter and of a range. A pointer to such a function may be left, so it does nothing.
const WORDS = /^<(char|core::ops::range::Range<usize>) as core::fmt::Debug>::fmt$/;
// No locals, `i32.const 0`, which is `Ok`, end.
const SILENCE = Buffer.from([0x00, 0x41, 0x00, 0x0b]);

const [inFile, outFile] = process.argv.slice(2);
const bytes = Buffer.from(readFileSync(inFile));

// Where in its source something may panic: address and length of the file's name, line, column.
const PLACE_BYTES = 16;
const segments = dataSegments(bytes);
const dataAt = (address, length) => {
  const segment = segments.find((it) => it.address <= address && address + length <= it.address + it.length);
  const from = segment && segment.at + address - segment.address;
  return segment && bytes.subarray(from, from + length);
};
const isPlace = (name, line, column) => /^[ -~]{1,300}\.rs\0?$/.test(name) && line > 0 && line < 1e5 && column > 0 && column < 1e3;
const places = segments.flatMap(({ address, length }) => {
  const found = [];
  for (let at = address; at + PLACE_BYTES <= address + length; at += 4) {
    const place = dataAt(at, PLACE_BYTES);
    const [from, size, line, column] = [0, 4, 8, 12].map((offset) => place.readUInt32LE(offset));
    const name = dataAt(from, size);
    if (name && isPlace(name.toString("latin1"), line, column)) found.push(place, name);
  }
  return found;
});
places.forEach((piece) => piece.fill(0));

const [known, imported] = [names(bytes), importedFunctions(bytes)];
let traps = 0;
const silenced = [];
const spoken = [];
const cut = bodies(bytes).map((body, at) => {
  const name = known.get(imported + at)?.replace(/\[[0-9a-f]{16}\]/g, "").replace(/::h[0-9a-f]{16}$/, "") ?? "";
  const isPanic = PANICS.some((panic) => panic.test(name));
  traps += isPanic;
  if (PROMISED.test(name)) throw new Error(`no stream, and makes a promise of a future: ${name}`);
  const isUncalled = STREAM.test(name) || PROMISE.test(name);
  const isWords = !isPanic && WORDS.test(name);
  (isWords ? silenced : spoken).push(body);
  return isPanic || isUncalled ? TRAP : isWords ? SILENCE : body;
});

// The tables of letters that can be printed lie between the addresses that they alone mention who are silent now. What
// looks like an address in the others is taken for one, whether it is or not. Where others use the tables, they stay.
const mentioned = (body) => {
  const found = new Set();
  for (let at = 0; at + 8 < body.length; at++) {
    const isConst = body[at] === 0x41;
    if (!isConst && (body[at] < 0x28 || body[at] > 0x35)) continue;
    const read = cursor(body, at + 1);
    if (!isConst && read.byte() > 4) continue; // of a load: how it is aligned, and from where
    if (body.subarray(read.at, read.at + 5).every((byte) => byte > 127)) continue;
    const address = isConst ? read.signed() : read.unsigned();
    if (dataAt(address, 1)) found.add(address);
  }
  return found;
};
const others = new Set(spoken.flatMap((body) => [...mentioned(body)]));
const alone = silenced.flatMap((body) => [...mentioned(body)]).filter((address) => !others.has(address));
const [from, to] = [Math.min(...alone), Math.max(...alone)];
if ([...others].some((address) => from < address && address < to)) throw new Error("what panics print lies among what is used");
dataAt(from, to - from)?.fill(0);
if (places.length === 0) throw new Error("no place of a panic is known: are they laid out in another way now?");
if (traps < PANICS.length) throw new Error(`only ${traps} functions that panic are known: are their names others now?`);

writeFileSync(outFile, rebuilt(bytes, { [CODE]: code(cut) }));
