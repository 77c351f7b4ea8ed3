// What a Wasm file is made of, and one made anew of other sections.

const CUSTOM = 0;
/** Numbers of sections. */
export const [IMPORT, EXPORT, CODE, DATA] = [2, 7, 10, 11];

/** A reader of LEB128 numbers that stands at `at`. */
export function cursor(bytes, at) {
  const leb = (signed) => {
    let value = 0n;
    let shift = 0n;
    for (;;) {
      const byte = bytes[at++];
      value |= BigInt(byte & 0x7f) << shift;
      shift += 7n;
      if (byte < 0x80) return Number(signed && byte & 0x40 ? value - (1n << shift) : value);
    }
  };
  return {
    get at() { return at; },
    skip(count) { at += count; },
    byte: () => bytes[at++],
    unsigned: () => leb(false),
    signed: () => leb(true),
  };
}

/** The sections of a file: number, where each begins, where what it holds does, and where it ends. */
export function sections(bytes) {
  const read = cursor(bytes, 8);
  const found = [];
  while (read.at < bytes.length) {
    const at = read.at;
    const id = read.byte();
    const size = read.unsigned();
    const start = read.at;
    read.skip(size);
    found.push({ id, at, start, end: read.at });
  }
  return found;
}

/** The name at a cursor of `bytes`. */
export function text(read, bytes) {
  const length = read.unsigned();
  const from = read.at;
  read.skip(length);
  return Buffer.from(bytes.subarray(from, from + length)).toString();
}

/** How many functions come before those whose code is in the file. */
export function importedFunctions(bytes) {
  return WebAssembly.Module.imports(new WebAssembly.Module(bytes)).filter(({ kind }) => kind === "function").length;
}

const FUNCTION_NAMES = 1;

const isNames = (bytes, { id, start }) => id === CUSTOM && text(cursor(bytes, start), bytes) === "name";

/** The names of functions, by index. */
export function names(bytes) {
  const { start, end } = sections(bytes).find((section) => isNames(bytes, section));
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

/** What is between the length of a function and its end, of all whose code is in the file. */
export function bodies(bytes) {
  const read = cursor(bytes, sections(bytes).find(({ id }) => id === CODE).start);
  return Array.from({ length: read.unsigned() }, () => {
    const length = read.unsigned();
    const from = read.at;
    read.skip(length);
    return bytes.subarray(from, from + length);
  });
}

const leb = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)]);
const sized = (bytes) => Buffer.concat([Buffer.from(leb(bytes.length)), bytes]);
/** A name as files have it. */
export const name = (text) => sized(Buffer.from(text));
/** What a section holds that is a list of such entries. */
export const list = (entries) => Buffer.concat([Buffer.from(leb(entries.length)), ...entries]);
/** Functions as the section of code lists them. */
export const code = (all) => list(all.map(sized));

/** What a section of names holds that names functions alone, by index. */
export function namesSection(named) {
  const entries = [...named].map(([index, called]) => Buffer.concat([Buffer.from(leb(index)), name(called)]));
  return Buffer.concat([name("name"), Buffer.from([FUNCTION_NAMES]), sized(list(entries))]);
}

/** The same file with other contents in some sections, by number; those of its names by `name`. */
export function rebuilt(bytes, made) {
  const pieces = sections(bytes).map((section) => {
    const contents = made[isNames(bytes, section) ? "name" : section.id];
    return contents ? Buffer.concat([Buffer.from([section.id]), sized(contents)]) : bytes.subarray(section.at, section.end);
  });
  return Buffer.concat([bytes.subarray(0, 8), ...pieces]);
}
