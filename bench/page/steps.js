// What is timed, the same for every engine: a change of the filter and all answers to it.

/** Each step: `before` is not timed, `set` is. */
export function steps(shape, days) {
  const list = [];
  const clear = (engine) => engine.clear();
  for (let round = 0; round < 2; round += 1) {
    for (let kind = 0; kind < 12; kind += 1) {
      list.push({ name: "kind", before: clear, set: (engine) => engine.choose(0, [kind], []) });
    }
    for (let kind = 0; kind < 11; kind += 1) {
      list.push({ name: "one more kind", set: (engine) => engine.choose(0, [kind, 11], []) });
    }
    for (let at = 0; at < 12; at += 1) {
      const actor = at < 8 ? at : Math.floor((shape.actors * (at - 7)) / 5);
      list.push({ name: "actor", before: clear, set: (engine) => engine.choose(1, [actor], []) });
    }
    for (let year = 0; year < 12; year += 1) {
      const from = 100 + year * 365;
      list.push({ name: "first brush", before: clear, set: (engine) => engine.brush(from, from + 365) });
    }
    list.push({ name: "first brush", before: clear, set: (engine) => engine.brush(1000, 1365) });
    for (let month = 1; month < 25; month += 1) {
      const from = 1000 + month * 30;
      list.push({ name: "brush by a month", set: (engine) => engine.brush(from, from + 365) });
    }
    for (let at = 0; at < 8; at += 1) {
      list.push({
        name: "six conditions",
        before: clear,
        set: (engine) => {
          engine.choose(0, [at % 4, 5, 6], []);
          engine.choose(1, [at, at + 3], []);
          engine.choose(2, Array.from({ length: 20 }, (_, place) => place + at), []);
          engine.choose(3, [], [3]);
          engine.tollFrom(1);
          engine.brush(900, 2500);
        },
      });
    }
    for (let month = 1; month < 13; month += 1) {
      const from = 1000 + month * 30;
      list.push({ name: "brush, overlapping", isOurs: true, before: month === 1 ? clear : undefined,
        set: (engine) => engine.brushOverlapping(from, from + 365) });
    }
  }
  return list;
}
