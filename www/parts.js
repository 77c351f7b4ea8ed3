// A set in parts: packed files beside an index of them (crates/core/FORMAT.md). One part after the other is fetched, by
// ranges, so that the columns, which follow from the events, stay where they are.
import { ERRORS, problem } from "./element.js";
import { FIRST_ROWS, HEAD_BYTES as SNIFF_BYTES, LONG_BYTES, SLICE_BYTES, handOver, take, turns } from "./read.js";

Object.assign(ERRORS, {
  "CT-316": (name, why) => `${name} leads to no packed files: ${why}. Pack the table again, and put the index and its parts into one folder.`,
  "CT-317": (file, why) => `${file} is missing from where it breaks off: ${why}. All else that came is shown.`,
  "CT-318": (name, rows) => `${name}: rows ${rows} are shown, which is as many as a page holds. Name other days in from or to to see others.`,
});

const MOST_ROWS = 1_000_000; // in both modules some 650 bytes each
const HEAD_BYTES = 128 << 10; // with the lists of a part and, of a short one, all of it
const FIRST_BYTES = 2_000_000; // so many are asked for before the first picture, the index included

/** Reads the parts that an index names; as feed() in read.js. */
export function inParts(glue, index, { name, base }, watch) {
  if (!base) throw problem("CT-316", name, "the files beside it can be reached by an address alone");
  const [from, to] = ["from", "to"].map((day) => watch.host?.getAttribute(day) ?? undefined);
  const begun = () => {
    try {
      return new glue.Parts(index, MOST_ROWS, from, to);
    } catch ({ message }) {
      throw problem("CT-316", name, message);
    }
  };
  return gather(begun(), { name, size: index.length, of: (file) => ({ href: new URL(encodeURIComponent(file), base).href }) }, watch);
}

/** Reads a packed file, which may be at hand. */
export const alone = (glue, { name, base, blob, total }, watch) =>
  gather(glue.Parts.alone(name, total), { name, size: 0, before: SNIFF_BYTES, of: () => ({ href: base, blob }) }, watch);

async function gather(parts, input, watch) {
  try {
    return await all(parts, input, watch);
  } catch (error) {
    parts.free();
    throw error;
  }
}

async function all(parts, { name, size, before = size, of }, watch) {
  const { files, first, last, all } = parts.plan;
  const total = files.reduce((sum, { bytes }) => sum + bytes, size);
  const turn = turns(watch.signal);
  const number = (n) => n.toLocaleString("en");
  const wrong = [];
  let done = size; // bytes of whole parts
  let asked = before;
  let isShown = !watch.engine || total < LONG_BYTES;

  const show = async () => {
    if (isShown) return;
    isShown = true;
    watch.show(await handOver(parts.so_far(), name, { ...watch, told: null }));
  };

  const one = async ({ file, rows, bytes }) => {
    parts.begin(file, rows, bytes);
    for (let at = 0; at !== undefined; at = parts.wanted) {
      // The first picture must not wait for a long part.
      const most = isShown ? Infinity : Math.max(HEAD_BYTES, FIRST_BYTES - asked);
      const end = Math.min(bytes, at + (at ? most : HEAD_BYTES));
      asked += end - at;
      for await (const slice of range(of(file), [at, end, bytes], watch)) {
        parts.feed(at, slice);
        while (parts.step()) await turn();
        at += slice.length;
        watch.told?.({ bytes: done + at, total, rows: parts.rows });
        if (parts.rows >= FIRST_ROWS) await show();
        await turn();
        if (parts.wanted === undefined) break;
        if (rows === null && parts.rows >= MOST_ROWS) {
          wrong.push(problem("CT-318", name, `1 to ${number(parts.rows)}`));
          return;
        }
      }
      if (parts.rows > 0 && asked >= FIRST_BYTES) await show();
      if (at < end && parts.wanted !== undefined) break; // it is shorter than the index says
    }
    parts.end();
  };

  for (const part of files) {
    try {
      await one(part);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError || error.code === "CT-320") throw error;
      const { aborted, reason } = watch.signal ?? {};
      // Who cancels keeps what came.
      if (aborted && reason.code !== "CT-307") throw reason;
      wrong.push(aborted ? reason : problem("CT-317", part.file, error.message));
      if (aborted) break;
    }
    done += part.bytes;
  }
  if (parts.rows === 0) throw wrong[0] ?? problem("CT-112", name, "it holds none");
  if (last - first + 1 < all) {
    wrong.push(problem("CT-318", name, `${number(first)} to ${number(last)} of ${number(all)}`));
  }
  const found = parts.finish();
  found.report.warnings.push(...wrong.map(({ code, message }) => ({ code, message, where: "" })));
  return found;
}

// Bytes of a file, from one to before another; of a server that knows no ranges, all from there on.
async function* range({ href, blob }, [from, to, all], watch) {
  const { signal, isFresh } = watch;
  if (blob) return yield* slices(blob.slice(from, to).stream(), 0, "", watch);
  const headers = from > 0 || to < all ? { range: `bytes=${from}-${to - 1}` } : {};
  const response = await fetch(href, { headers, cache: isFresh ? "no-cache" : "default", signal }).catch(() => {
    signal?.throwIfAborted();
    throw problem("CT-302", href);
  });
  if (!response.ok) throw problem("CT-301", href, response.status);
  yield* slices(response.body ?? new Blob([]).stream(), response.status === 206 ? 0 : from, href, watch);
}

async function* slices(stream, skip, name, watch) {
  const chunks = stream.getReader();
  try {
    for (let chunk = await take(chunks, { name }, watch); chunk; chunk = await take(chunks, { name }, watch)) {
      const rest = chunk.subarray(skip);
      skip -= chunk.length - rest.length;
      for (let at = 0; at < rest.length; at += SLICE_BYTES) yield rest.subarray(at, at + SLICE_BYTES);
    }
  } finally {
    chunks.cancel().catch(() => {}); // nothing more is wanted
  }
}
