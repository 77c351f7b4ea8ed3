// Finds the data packs inside a wasm file, so that code and data can be weighed apart.
//
// A pack is "CTPS", u32 version, u32 length of what follows, little endian. An optimiser may have
// cut it into several segments (it drops runs of zeros), so packs are sought in the memory
// that the segments would fill, not in the file.
import { DATA, cursor, sections } from "./wasm-file.mjs";

const MAGIC = [0x43, 0x54, 0x50, 0x53];
const HEADER_BYTES = 12;
const MAX_VERSION = 1000;

/** Active data segments: where each lies in the file and where it goes in memory. */
export function dataSegments(bytes) {
  const segments = [];
  for (const { start } of sections(bytes).filter(({ id }) => id === DATA)) {
    const read = cursor(bytes, start);
    for (let left = read.unsigned(); left > 0; left--) {
      const kind = read.unsigned();
      if (kind === 2) read.unsigned();
      let address;
      if (kind !== 1) {
        const opcode = read.byte();
        if (opcode !== 0x41) throw new Error(`data segment at a computed address (opcode ${opcode})`);
        address = read.signed() >>> 0;
        if (read.byte() !== 0x0b) throw new Error("data segment with a long address expression");
      }
      const length = read.unsigned();
      if (address !== undefined) segments.push({ address, at: read.at, length });
      read.skip(length);
    }
  }
  return segments;
}

/** The same file with the packs' payload zeroed, and how many packs and bytes that were. */
export function withoutPackedData(bytes) {
  const code = Buffer.from(bytes);
  const segments = dataSegments(bytes);
  const top = Math.max(0, ...segments.map((segment) => segment.address + segment.length));
  const memory = Buffer.alloc(top);
  for (const { address, at, length } of segments) memory.set(bytes.subarray(at, at + length), address);
  let packs = 0;
  let packed_bytes = 0;
  let from = memory.indexOf(Buffer.from(MAGIC));
  while (from >= 0 && from + HEADER_BYTES <= top) {
    const version = memory.readUInt32LE(from + 4);
    const length = memory.readUInt32LE(from + 8);
    let next = from + MAGIC.length;
    // The magic alone also stands in the reader's own constants: a pack has a sane header too.
    if (version <= MAX_VERSION && length > 0 && from + HEADER_BYTES + length <= top) {
      const start = from + HEADER_BYTES;
      next = start + length;
      for (const segment of segments) {
        const low = Math.max(start, segment.address);
        const high = Math.min(next, segment.address + segment.length);
        if (low < high) code.fill(0, segment.at + low - segment.address, segment.at + high - segment.address);
      }
      packs += 1;
      packed_bytes += length;
    }
    from = memory.indexOf(Buffer.from(MAGIC), next);
  }
  return { code, packs, packed_bytes };
}
