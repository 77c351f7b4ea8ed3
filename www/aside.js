// The page's side of a reader in a thread of its own. Fetched for long data alone.
import { problem } from "./element.js";
import { first } from "./read.js";
import { line } from "./table.js";

const THREAD = new URL("./reader-thread.js", import.meta.url).href;
const AHEAD_BYTES = 8 << 20; // that the thread may be given before it has read what it has

/**
 * Has a thread read the bytes of `chunks` as what is `given`; as feed() in read.js. Nothing where the page may have no thread, as
 * from another host: then no chunk has been taken.
 */
export async function aside(given, chunks, input, watch) {
  const { signal } = watch;
  let thread;
  try {
    thread = new Worker(THREAD, { type: "module" });
  } catch {
    return null;
  }
  const [came, taken] = [line(), line()];
  const fail = (error) => came.put({ error });
  const cancel = () => fail(signal.reason);
  let [report, put, got] = [undefined, 0, 0];
  signal?.addEventListener("abort", cancel, { once: true });
  thread.onerror = (event) => {
    event.preventDefault();
    fail(problem("CT-320", THREAD, event.message));
  };
  thread.onmessage = ({ data }) => {
    if (data.bytes !== undefined) {
      taken.put(data.bytes);
      watch.told?.({ ...data, total: input.total });
      return;
    }
    if (data.first) {
      const left = data.first.values();
      first({ piece: () => left.next().value, free: () => {} }, input, watch).catch(fail);
      return;
    }
    if (data.error) return fail(problem("CT-320", THREAD, data.error));
    if (data.piece) put += 1;
    report ??= data.report;
    came.put(data);
  };
  const free = () => {
    signal?.removeEventListener("abort", cancel);
    thread.terminate();
    taken.put(Infinity);
  };
  const pump = async () => {
    let [sent, read] = [0, 0];
    for (let { value } = await chunks.next(); value; { value } = await chunks.next()) {
      sent += value.length;
      const own = value.length < value.buffer.byteLength ? value.slice() : value;
      thread.postMessage(own, [own.buffer]);
      while (!given.isWhole && sent - read > AHEAD_BYTES) read = await taken.take();
      if (read === Infinity) return;
    }
    thread.postMessage(null);
  };
  const { error } = await came.take();
  if (error) {
    free();
    signal?.throwIfAborted();
    return null;
  }
  thread.postMessage(given);
  pump().catch(fail);
  return {
    free,
    async piece() {
      const { piece, error } = await came.take();
      if (error) throw error;
      got += 1;
      return piece;
    },
    get report() {
      return report;
    },
    get share() {
      return report && got / put;
    },
  };
}
