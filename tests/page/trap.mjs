// A Wasm file that is as it was but for one exported function, which traps as a panic does.
import { CODE, EXPORT, cursor, importedFunctions, sections, text } from "../../scripts/wasm-file.mjs";

const UNREACHABLE = 0x00;
const FUNCTION = 0;

function exportedIndex(bytes, at, wanted) {
  const read = cursor(bytes, at);
  for (let left = read.unsigned(); left > 0; left--) {
    const name = text(read, bytes);
    const kind = read.byte();
    const index = read.unsigned();
    if (name === wanted && kind === FUNCTION) return index;
  }
  throw new Error(`no function is exported as ${wanted}`);
}

/** `bytes` with `unreachable` where the body of the function `name` begins: what follows is of any type. */
export function trapping(bytes, name) {
  const startOf = (wanted) => sections(bytes).find(({ id }) => id === wanted).start;
  const wanted = exportedIndex(bytes, startOf(EXPORT), name) - importedFunctions(bytes);
  const read = cursor(bytes, startOf(CODE));
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
