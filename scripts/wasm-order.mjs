// Names the functions of a Wasm file anew, so that `wasm-opt --reorder-functions-by-name` puts those side by side whose
// code looks alike: brotli then finds more of it again.
//
//     node scripts/wasm-order.mjs RAW DRAFT OUT
//
// RAW has its names; DRAFT is RAW optimised, names kept: what is alike is seen there. OUT is RAW with new names.
import { readFileSync, writeFileSync } from "node:fs";
import { bodies, importedFunctions, names, namesSection, rebuilt } from "./wasm-file.mjs";

// What a function holds is told by which runs of four bytes it has, as a set of so many bits.
const BITS = 8_192;
const RUN_BYTES = 4;
// Functions of few runs are like many others by chance.
const SMALL = 20;

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
    const here = sets[next];
    let most = -1;
    for (const other of left) {
      let both = 0;
      for (let word = 0; word < here.length; word++) both += ones(here[word] & sets[other][word]);
      // The share of the other that stands here already: against the share of both in common it saves a kilobyte.
      const likeness = both / (sizes[other] + SMALL);
      if (likeness > most) [most, next] = [likeness, other];
    }
  }
  return order;
}

const [rawFile, draftFile, outFile] = process.argv.slice(2);
const [raw, draft] = [readFileSync(rawFile), readFileSync(draftFile)];
const [known, imported] = [names(draft), importedFunctions(draft)];
const places = new Map(byLikeness(bodies(draft)).map((position, place) => [known.get(imported + position), place]));
// What the draft has no more will be gone again: it goes to the end.
const renamed = [...names(raw)].map(([index, name]) => [index, places.has(name) ? String(places.get(name)).padStart(6, "0") : `z${name}`]);
writeFileSync(outFile, rebuilt(raw, { name: namesSection(renamed) }));
