// Ours, vis-timeline and timelines-chart with the same rows in one browser, moved by a real mouse.
// Usage: node bench/chart/run.mjs [--rows N,N] [--only NAME,NAME] [--out DIR]; bench/run sets the environment.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../scripts/serve.mjs";
import { launch, machine, MODULES, option, today, version, watchLoad } from "../common.mjs";
import { answerRows } from "../rows.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const SIZES = option("--rows", "150,1000,10000,100000,1000000").split(",").map(Number);
const only = option("--only", null);
const out = option("--out", here);
const MOVE_MS = 2_000;
const FILTERS = ["battle", "ambush", "attack"];

// `plot` is where the mouse goes; `pan` where it drags, if that is not the plot. timelines-chart zooms by choosing a stretch, not by the wheel.
const ENGINES = {
  ours: { plot: ".ct-plot", hasList: true, cap_ms: 180_000 },
  "vis-timeline": { plot: ".vis-center", most: 100_000 },
  "timelines-chart": { plot: ".grid-background", pan: ".brusher .selection", hasNoWheel: true, most: 100_000 },
};
const CAP_MS = 45_000;

const server = await serve(join(here, "pages"), {
  mounts: { "/pkg": process.env.BENCH_PKG, "/npm": MODULES },
  headers: () => ({ "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" }),
  answer: answerRows,
});
const browser = await launch();

// In the page, before anything of it runs.
function watch() {
  window.shifts = 0;
  new PerformanceObserver((list) => list.getEntries().forEach(({ value, hadRecentInput }) => (window.shifts += hadRecentInput ? 0 : value))).observe({ type: "layout-shift", buffered: true });
  /** Until the frame at hand has been painted. */
  const after = () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  });
  /** Until what was done has been painted: the task after the next frame. */
  window.painted = () => new Promise((done) => requestAnimationFrame(() => after().then(done)));
  /** What ends within the frame that shows it says so, and no other frame is waited for. */
  window.timed = async (act) => {
    const from = performance.now();
    const isInFrame = await act();
    await (isInFrame === true ? after() : window.painted());
    return performance.now() - from;
  };
  window.record = () => {
    const times = [];
    let isOn = true;
    requestAnimationFrame(function frame(now) {
      times.push(now);
      if (isOn) requestAnimationFrame(frame);
    });
    return () => ((isOn = false), times.slice(1).map((time, at) => time - times[at]));
  };
  window.nodes = () => {
    const count = (root) => [...root.querySelectorAll("*")].reduce((sum, { shadowRoot }) => sum + 1 + (shadowRoot ? count(shadowRoot) : 0), 0);
    return count(document);
  };
  const start = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...given) => {
    const made = await start(...given);
    window.wasm_ready ??= performance.now();
    return made;
  };
}

class Stalled extends Error {}
const capped = (promise, cap_ms, what) => {
  let timer;
  const stalled = new Promise((_, fail) => (timer = setTimeout(() => fail(new Stalled(`${what}: not done after ${cap_ms / 1000} s`)), cap_ms)));
  return Promise.race([promise, stalled]).finally(() => clearTimeout(timer));
};
const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const quantile = (numbers, share) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];
const round = (number) => Math.round(number * 10) / 10;

async function open(name, query = "") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(`${name}: ${error.message.slice(0, 300)}`));
  await page.addInitScript(watch);
  await page.goto(`${server.url}/${name}.html${query}`);
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  return { page, session, close: () => context.close() };
}

/** Moves for two seconds by `send(step)`, and says how the frames came and how much the main thread did for each. */
async function moved({ page, session }, cap_ms, what, send) {
  const busy = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  const run = async () => {
    const stop = await page.evaluateHandle(() => window.record());
    const before = await busy();
    const from = Date.now();
    let inputs = 0;
    for (; Date.now() - from < MOVE_MS; inputs++) {
      const started = Date.now();
      await send(inputs);
      await new Promise((done) => setTimeout(done, Math.max(0, 16 - (Date.now() - started))));
    }
    const frames = await page.evaluate((stop) => stop(), stop);
    const busy_ms = (await busy()) - before;
    return { inputs, frame_p50_ms: round(quantile(frames, 0.5)), frame_p95_ms: round(quantile(frames, 0.95)), frame_max_ms: round(Math.max(...frames)), main_ms: round(busy_ms / frames.length) };
  };
  return capped(run(), cap_ms, what);
}

async function visit(name, count) {
  const { plot, pan, hasNoWheel, hasList, cap_ms = CAP_MS } = ENGINES[name];
  const visited = await open(name);
  const { page, session } = visited;
  const found = {};
  const mouse = (type, x, y, more) => session.send("Input.dispatchMouseEvent", { type, x, y, ...more });
  try {
    await page.evaluate(() => window.prepare());
    await page.evaluate(async (address) => (window.text = await (await fetch(address)).text()), `/rows-${count}.csv`);
    const shifts = await page.evaluate(() => window.shifts);
    found.first_ms = round(await capped(page.evaluate(() => window.timed(() => window.show(window.text))), cap_ms, "first chart"));
    if ((await page.evaluate(() => window.count())) !== count) throw new Error(`${name} does not hold ${count} events`);
    await page.waitForTimeout(300);
    found.cls = round((await page.evaluate(() => window.shifts)) - shifts);
    found.nodes = await capped(page.evaluate(() => window.nodes()), cap_ms, "counting nodes");
    const box = await capped(page.locator(plot).first().boundingBox(), cap_ms, "looking");
    const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, 500) / 2];
    const wheel = (deltaY) => mouse("mouseWheel", x, y, { deltaX: 0, deltaY, modifiers: 2 });
    const look = async (from, to) => {
      await capped(page.evaluate(([from, to]) => window.timed(() => window.look(from, to)), [from, to]), cap_ms, "another window");
      await page.waitForTimeout(300);
    };
    // A year to begin with, by a call; what follows is done by hand.
    await look("2018-01-01", "2018-12-31");
    found.nodes = Math.max(found.nodes, await capped(page.evaluate(() => window.nodes()), cap_ms, "counting nodes"));
    if (!hasNoWheel) found.zoom = await moved(visited, cap_ms, "zoom", (step) => wheel(Math.floor(step / 15) % 2 ? 60 : -60));
    await look("2018-01-01", "2018-12-31");
    if (!pan || (await page.locator(pan).count())) {
      const grip = pan ? await page.locator(pan).first().boundingBox() : null;
      const [from_x, from_y] = grip ? [grip.x + grip.width / 2, grip.y + grip.height / 2] : [x, y];
      await mouse("mouseMoved", from_x, from_y);
      await mouse("mousePressed", from_x, from_y, { button: "left", buttons: 1, clickCount: 1 });
      // Out and back in a wave, a few pixels an event.
      found.pan = await moved(visited, cap_ms, "pan", (step) => mouse("mouseMoved", from_x + 200 * Math.sin(step / 20), from_y, { button: "left", buttons: 1 }));
      await mouse("mouseReleased", from_x, from_y, { button: "left", clickCount: 1 });
    }
    await look("2012-01-01", "2026-12-31");
    const times = [];
    for (const kind of FILTERS) times.push(await capped(page.evaluate((kind) => window.timed(() => window.filter(kind)), kind), cap_ms, "filter"));
    found.filter_ms = round(quantile(times, 0.5));
    found.filter_max_ms = round(Math.max(...times));
    const lists = [];
    for (const kind of hasList ? FILTERS : []) {
      await page.waitForTimeout(500);
      lists.push(await page.evaluate((kind) => window.timed(() => window.list(kind)), kind));
    }
    if (hasList) found.list_ms = round(quantile(lists, 0.5));
  } catch (error) {
    found.stopped = error.message.split("\n")[0];
  }
  await capped(visited.close(), 10_000, "closing").catch(() => {});
  return found;
}

/** The embedded set, from the moment the Wasm is there to the first drawing; and a table in `src`. From placeholder to chart nothing may move. */
async function embedded() {
  const begin = async (query) => {
    const { page, close } = await open("ours", query);
    const [first_ms, whole_ms] = await page.evaluate(async () => {
      const element = document.querySelector("conflict-timeline");
      while (!element.shadowRoot?.querySelector(".ct-w.is-title")) await new Promise((done) => requestAnimationFrame(done));
      await window.painted();
      const first = performance.now();
      await element.ready;
      await window.painted();
      return [first - window.wasm_ready, performance.now() - window.wasm_ready];
    });
    await page.waitForTimeout(500);
    const [nodes, cls] = await page.evaluate(() => [window.nodes(), window.shifts]);
    await close();
    return { first_ms, whole_ms, nodes, cls };
  };
  const visits = [];
  for (let turn = 0; turn < 7; turn++) visits.push(await begin());
  const times = visits.map(({ first_ms }) => first_ms);
  const wholes = visits.map(({ whole_ms }) => whole_ms);
  const { cls: src_cls } = await begin("?/rows-10000.csv");
  return { first_ms: round(quantile(times, 0.5)), first_max_ms: round(Math.max(...times)), whole_ms: round(quantile(wholes, 0.5)), nodes: visits[0].nodes, cls: Math.max(...visits.map(({ cls }) => cls)), src_cls };
}

const load = watchLoad();
const results = {};
const names = Object.keys(ENGINES).filter((name) => !only || only.split(",").includes(name));
const own = names.includes("ours") ? await embedded() : null;
for (const count of SIZES) {
  for (const name of names) {
    if (count > (ENGINES[name].most ?? Infinity)) continue;
    (results[count] ??= {})[name] = await visit(name, count);
    console.error(`${count} rows, ${name}: ${JSON.stringify(results[count][name])}`);
  }
  load();
}
const report = {
  date: today(),
  machine: machine(),
  load: load(),
  browser: `Chromium ${browser.version()}, headless, without a GPU`,
  versions: Object.fromEntries(names.map((name) => [name, version(name)])),
  embedded: own,
  results,
};
await browser.close();
await server.close();

const ms = (number) => (number === undefined ? "" : number >= 100 ? Math.round(number).toLocaleString("en") : String(number));
const frames = (one) => (one ? `${one.frame_p50_ms} / ${one.frame_p95_ms} / ${ms(one.frame_max_ms)}` : "");
const text = [
  `Measured ${report.date} on ${report.machine} (load average ${report.load}), ${report.browser}.`,
  ...(own ? [`Embedded set, from the Wasm ready to the first chart painted: ${own.first_ms} ms (median of 7, most ${own.first_max_ms}), to all parts and their prose ${own.whole_ms} ms; ${own.nodes.toLocaleString("en")} DOM nodes; layout shift from placeholder to chart ${own.cls}, with 10,000 rows in \`src\` ${own.src_cls}.`] : []),
  ...Object.entries(results).map(([count, engines]) => [
    `### ${Number(count).toLocaleString("en")} events`,
    "",
    "| | first chart, ms | zoom: frame p50 / p95 / most, ms | main thread a frame, ms | pan: frame p50 / p95 / most, ms | main thread a frame, ms | filter, ms (most) | its list, ms | DOM nodes | CLS | |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ...Object.entries(engines).map(([name, one]) =>
      `| ${name} ${report.versions[name]} | ${ms(one.first_ms)} | ${frames(one.zoom)} | ${ms(one.zoom?.main_ms)} | ${frames(one.pan)} | ${ms(one.pan?.main_ms)} | ${one.filter_ms === undefined ? "" : `${ms(one.filter_ms)} (${ms(one.filter_max_ms)})`} | ${ms(one.list_ms)} | ${one.nodes?.toLocaleString("en") ?? ""} | ${one.cls ?? ""} | ${one.stopped ?? ""} |`),
  ].join("\n")),
].join("\n\n");
console.log(text);
writeFileSync(join(out, "results.json"), `${JSON.stringify(report, null, 1)}\n`);
writeFileSync(join(out, "results.md"), `${text}\n`);
