// Names the functions of a Wasm file anew, so that `wasm-opt --reorder-functions-by-name` puts those side by side whose
// code looks alike: brotli then finds more of it again. Leaves out exports that no page of ours calls.
//
//     node scripts/wasm-order.mjs RAW DRAFT OUT
//
// RAW has its names; DRAFT is RAW optimised, names kept: what is alike is seen there. OUT is RAW with new names.
import { readFileSync, writeFileSync } from "node:fs";
import { CODE, CUSTOM, EXPORT, cursor, importedFunctions, sections, text } from "./wasm-data.mjs";

const FUNCTION_NAMES = 1;
// Of a crate that Leptos brings along: streams that a server would be sent. They keep 3 kB of code alive.
const UNCALLED = /^(__wbg_)?intounderlying/;
// What a function holds is told by which runs of four bytes it has, as a set of so many bits.
const BITS = 8_192;
const RUN_BYTES = 4;

const isNames = (bytes) => ({ id, start }) => id === CUSTOM && text(cursor(bytes, start), bytes) === "name";

/** The names of functions, by index. */
function names(bytes, all) {
  const { start, end } = all.find(isNames(bytes));
  const read = cursor(bytes, start);
  text(read, bytes);
  while (read.at < end) {
    const kind = read.byte();
    const size = read.unsigned();
    if (kind !== FUNCTION_NAMES) read.skip(size);
    else return new Map(Array.from({ length: read.unsigned() }, () => [read.unsigned(), text(read, bytes)]));
  }
  throw new Error("no function has a name");
}

function bodies(bytes, all) {
  const read = cursor(bytes, all.find(({ id }) => id === CODE).start);
  return Array.from({ length: read.unsigned() }, () => {
    const length = read.unsigned();
    const from = read.at;
    read.skip(length);
    return bytes.subarray(from, from + length);
  });
}

function runsOf(body) {
  const set = new Uint32Array(BITS / 32);
  for (let at = 0; at + RUN_BYTES <= body.length; at++) {
    let hash = 0;
    for (let of = 0; of < RUN_BYTES; of++) hash = Math.imul(hash ^ body[at + of], 0x9e3779b1) ^ (hash >>> 15);
    const bit = (hash >>> 8) % BITS;
    set[bit >> 5] |= 1 << (bit & 31);
  }
  return set;
}

function ones(word) {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Positions, each followed by what is most like it of those that are left; the largest is the first. */
function byLikeness(all) {
  const sets = all.map(runsOf);
  const sizes = sets.map((set) => set.reduce((sum, word) => sum + ones(word), 0));
  const left = new Set(all.keys());
  const order = [];
  let next = sizes.indexOf(Math.max(...sizes));
  while (left.size > 0) {
    order.push(next);
    left.delete(next);
    const [here, size] = [sets[next], sizes[next]];
    let most = -1;
    for (const other of left) {
      let both = 0;
      for (let word = 0; word < here.length; word++) both += ones(here[word] & sets[other][word]);
      const likeness = both / (size + sizes[other] - both + 1);
      if (likeness > most) [most, next] = [likeness, other];
    }
  }
  return order;
}

const leb = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)]);
const sized = (bytes) => Buffer.concat([Buffer.from(leb(bytes.length)), bytes]);
const list = (entries) => Buffer.concat([Buffer.from(leb(entries.length)), ...entries]);

function namesSection(named) {
  const entries = [...named].map(([index, name]) => Buffer.concat([Buffer.from(leb(index)), sized(Buffer.from(name))]));
  return Buffer.concat([sized(Buffer.from("name")), Buffer.from([FUNCTION_NAMES]), sized(list(entries))]);
}

function exportsSection(bytes, { start }) {
  const read = cursor(bytes, start);
  const kept = [];
  for (let left = read.unsigned(); left > 0; left--) {
    const from = read.at;
    const name = text(read, bytes);
    read.byte();
    read.unsigned();
    if (!UNCALLED.test(name)) kept.push(bytes.subarray(from, read.at));
  }
  return list(kept);
}

const [rawFile, draftFile, outFile] = process.argv.slice(2);
const [raw, draft] = [readFileSync(rawFile), readFileSync(draftFile)];
const drafted = sections(draft);
const known = names(draft, drafted);
const imported = importedFunctions(draft);
const places = new Map(byLikeness(bodies(draft, drafted)).map((position, place) => [known.get(imported + position), place]));
const all = sections(raw);
// What the draft has no more will be gone again: it goes to the end.
const renamed = [...names(raw, all)].map(([index, name]) => [index, places.has(name) ? String(places.get(name)).padStart(6, "0") : `z${name}`]);
const isNamed = isNames(raw);
const pieces = all.map((section) => {
  const made = isNamed(section) ? namesSection(renamed) : section.id === EXPORT && exportsSection(raw, section);
  return made ? Buffer.concat([Buffer.from([section.id]), sized(made)]) : raw.subarray(section.at, section.end);
});
writeFileSync(outFile, Buffer.concat([raw.subarray(0, 8), ...pieces]));
