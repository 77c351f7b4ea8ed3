// A Wasm file that is as it was but for one exported function, which traps as a panic does.
import { cursor } from "../../scripts/wasm-data.mjs";

const SECTIONS = { import: 2, export: 7, code: 10 };
const UNREACHABLE = 0x00;
const FUNCTION = 0;

/** Where each section's contents begin, by id. */
function sections(bytes) {
  const read = cursor(bytes, 8);
  const found = {};
  while (read.at < bytes.length) {
    const id = read.byte();
    const size = read.unsigned();
    found[id] = read.at;
    read.skip(size);
  }
  return found;
}

function importedFunctions(module) {
  return WebAssembly.Module.imports(module).filter(({ kind }) => kind === "function").length;
}

function exportedIndex(bytes, at, wanted) {
  const read = cursor(bytes, at);
  for (let left = read.unsigned(); left > 0; left--) {
    const length = read.unsigned();
    const name = String.fromCharCode(...bytes.subarray(read.at, read.at + length));
    read.skip(length);
    const kind = read.byte();
    const index = read.unsigned();
    if (name === wanted && kind === FUNCTION) return index;
  }
  throw new Error(`no function is exported as ${wanted}`);
}

/** `bytes` with `unreachable` where the body of the function `name` begins: what follows is of any type. */
export function trapping(bytes, name) {
  const found = sections(bytes);
  const wanted = exportedIndex(bytes, found[SECTIONS.export], name) - importedFunctions(new WebAssembly.Module(bytes));
  const read = cursor(bytes, found[SECTIONS.code]);
  read.unsigned();
  for (let index = 0; index < wanted; index++) read.skip(read.unsigned());
  read.unsigned();
  for (let groups = read.unsigned(); groups > 0; groups--) {
    read.unsigned();
    read.byte();
  }
  const changed = Uint8Array.from(bytes);
  changed[read.at] = UNREACHABLE;
  return changed;
}
