// A table through the reader's module: the same in a thread of its own and in the page's.

export const SLICE_BYTES = 128 << 10;
export const FIRST_ROWS = 2_000; // then a first picture is drawn, if the file is long
export const LONG_BYTES = 2 << 20;

/**
 * A table as pieces of a sealed set, each of which is made while the bytes are read that it needs: those of `next()`,
 * until that gives none. `told({bytes, rows})` hears how far it is, `first(found)` is given the first rows as a set.
 */
export function table(glue, { wanted, total, hasFirst }, next, { told, first }) {
  const reader = new glue.Reader(wanted);
  let from = reader;
  let bytes = 0;
  let isShown = !hasFirst;
  return {
    async piece() {
      for (;;) {
        const piece = from.piece();
        if (piece || from !== reader) return piece;
        const slice = reader.failed ? null : await next();
        if (!slice) {
          from = reader.finish();
          continue;
        }
        reader.feed(slice);
        bytes += slice.length;
        told({ bytes, rows: reader.rows });
        if (!isShown && reader.rows >= FIRST_ROWS && (total ?? bytes) >= LONG_BYTES) {
          isShown = true;
          await first(reader.so_far());
        }
      }
    },
    get report() {
      return from.report;
    },
    get share() {
      return from.share;
    },
    free: () => from.free(),
  };
}

/** What is put at its end is taken at its head, once it is there. */
export function line() {
  const all = [];
  let wake = () => {};
  return {
    put(one) {
      all.push(one);
      wake();
    },
    async take() {
      while (!all.length) await new Promise((done) => (wake = done));
      return all.shift();
    },
  };
}
