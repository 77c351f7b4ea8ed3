// One engine over one shape of data: window.run(name, shape) resolves to its figures.
import { Crossfilter } from "./crossfilter-engine.js";
import { Ours } from "./ours.js";
import { Scan } from "./scan.js";
import { steps } from "./steps.js";

const ENGINES = { ours: Ours, scan: Scan, crossfilter: Crossfilter };
const DAYS = 5400;
const BARS = 400;

/** The generator's columns, copied out of a Wasm of its own. */
async function generate(shape) {
  const module = await import("/kernels/bench.js?generator");
  await module.default({ module_or_path: "/kernels/bench_bg.wasm" });
  const events = new module.Events(new module.Shape(shape.rows, shape.actors, shape.places, shape.doubtful));
  const packed = shape.isPacked ? events.packed() : undefined;
  const data = {
    packed,
    rows: shape.rows,
    actors_: shape.actors,
    places_: shape.places,
    doubtful: shape.doubtful,
    days: DAYS,
    bars: BARS,
    latest: events.latest(),
    earliest: events.earliest(),
    when: events.bytes(0),
    kind: events.bytes(1),
    status: events.bytes(2),
    marks: events.bytes(3),
    violent: events.violent(),
    low: events.toll_low(),
    high: events.toll_high(),
    actors: events.actors(),
    starts: events.actor_starts(),
    place: events.places(),
  };
  events.free();
  return data;
}

const pick = ({ rows, actors, places, doubtful }) => ({ rows, actors, places, doubtful });

/** A number that two engines share only if all their answers are the same. */
function fingerprint(engine, count) {
  let sum = count;
  const add = (number) => {
    sum = (Math.imul(sum, 31) + number) | 0;
  };
  for (const facet of [0, 1, 2, 3]) {
    engine.counts(facet).forEach((number, value) => number && add(Math.imul(number, value + 7)));
  }
  for (const number of engine.bars()) add(number);
  return sum;
}

window.run = async (name, shape) => {
  const data = await generate({ ...pick(shape), isPacked: name === "ours" });
  const engine = await ENGINES[name].make(data);
  const before = await window.memoryBytes();
  const started = performance.now();
  engine.build();
  const times = { build: [performance.now() - started - (engine.recordsMs ?? 0)] };
  engine.update();
  const after = await window.memoryBytes();
  const prints = {};
  for (const { name: step, set, before: reset, isOurs } of steps(shape, DAYS)) {
    if (isOurs && name !== "ours") continue;
    reset?.(engine);
    if (reset) engine.update();
    const from = performance.now();
    set(engine);
    const count = engine.update();
    const took = performance.now() - from;
    (times[step] ??= []).push(took);
    (prints[step] ??= []).push(fingerprint(engine, count));
  }
  const memory = { heap: after - before, wasm: engine.wasmBytes?.() ?? 0 };
  if (engine.open) {
    for (let turn = 0; turn < 5; turn += 1) {
      const from = performance.now();
      engine.read();
      (times["open the packed file"] ??= []).push(performance.now() - from);
    }
    const from = performance.now();
    engine.open();
    times["open and build"] = [performance.now() - from];
    memory.packedFile = data.packed.length;
  }
  if (engine.addWords) {
    const from = performance.now();
    engine.addWords();
    times["index of words"] = [performance.now() - from];
    memory.wasmWithWords = engine.wasmBytes();
    for (const words of ["menka", "gaoto zou", "tinkid", "kida"]) {
      for (let end = 1; end <= words.length; end += 1) {
        const from = performance.now();
        engine.typeWords(words.slice(0, end));
        engine.update();
        (times["search keystroke"] ??= []).push(performance.now() - from);
      }
    }
    engine.clear();
    engine.typeWords("menkzoukatoo");
    const from2 = performance.now();
    engine.update();
    times["search, nothing found"] = [performance.now() - from2];
  }
  return { times, prints, memory };
};
