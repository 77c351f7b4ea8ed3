// Runs every engine over every shape in one headless Chromium and writes medians and ratios.
// Usage: node bench/run.mjs [--quick] [--rows N] [--out DIR]; bench/run sets BENCH_KERNELS, BENCH_CROSSFILTER, CHROMIUM.
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, machine, today } from "./common.mjs";
import { table } from "./table.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const isQuick = process.argv.includes("--quick");
const outAt = process.argv.indexOf("--out");
const rowsAt = process.argv.indexOf("--rows");
const onlyRows = rowsAt > 0 ? Number(process.argv[rowsAt + 1]) : undefined;
const out = outAt > 0 ? process.argv[outAt + 1] : here;

const plain = (rows) => ({ rows, actors: 60, places: 200, doubtful: 0 });
const SHAPES = [
  ...[1_000, 10_000, 100_000, 1_000_000, 2_000_000].map((rows) => ({ name: `${rows}`, shape: plain(rows) })),
  { name: "1000000, 5,000 actors, 3,000 places", shape: { ...plain(1_000_000), actors: 5_000, places: 3_000 } },
  { name: "1000000, a tenth of the days in doubt", shape: { ...plain(1_000_000), doubtful: 100 }, only: ["ours"] },
].filter(({ shape }) => (onlyRows ? shape.rows === onlyRows : !isQuick || shape.rows <= 100_000));
const ENGINES = ["ours", "scan", "crossfilter"];
const ROUNDS = isQuick ? 1 : 3;

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const server = createServer((request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  const file = path.startsWith("/kernels/")
    ? join(process.env.BENCH_KERNELS, path.slice(9))
    : path === "/crossfilter.js"
      ? process.env.BENCH_CROSSFILTER
      : join(here, "page", path === "/" ? "index.html" : path.slice(1));
  try {
    const body = readFileSync(file);
    // Isolated, so that the page's clock ticks in microseconds.
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "text/plain",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/`;

const browser = await launch("--js-flags=--max-old-space-size=8000");

async function run(engine, shape) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(`${engine}: ${error.message}`));
  const session = await page.context().newCDPSession(page);
  await page.exposeFunction("memoryBytes", async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize } = await session.send("Runtime.getHeapUsage");
    return usedSize + (backingStorageSize ?? 0);
  });
  await page.goto(url);
  await page.waitForFunction(() => window.run !== undefined);
  const result = await page.evaluate(([name, shape]) => window.run(name, shape), [engine, shape]);
  await page.close();
  return result;
}

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const quantile = (numbers, share) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];
const round = (number) => Number(number.toPrecision(3));

const results = {};
let mismatches = 0;
for (const { name, shape, only } of SHAPES) {
  const samples = {};
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const engines = (only ?? process.env.BENCH_ENGINES?.split(",") ?? ENGINES).slice();
    for (const engine of turn % 2 ? engines.reverse() : engines) {
      const { times, prints, memory } = await run(engine, shape);
      const known = (samples[engine] ??= { times: {}, memory, prints });
      for (const [step, list] of Object.entries(times)) (known.times[step] ??= []).push(...list);
    }
  }
  for (const [engine, { prints }] of Object.entries(samples)) {
    for (const [step, list] of Object.entries(prints)) {
      const wanted = samples.ours.prints[step];
      if (list.some((print, at) => print !== wanted[at])) {
        mismatches += 1;
        console.error(`${name}: ${engine} answers otherwise than ours: ${step}`);
      }
    }
  }
  results[name] = Object.fromEntries(Object.entries(samples).map(([engine, { times, memory }]) => [engine, {
    ...Object.fromEntries(Object.entries(times).map(([step, list]) => [step, {
      median_ms: round(quantile(list, 0.5)), p95_ms: round(quantile(list, 0.95)), samples: list.length,
    }])),
    memory_mb: Object.fromEntries(Object.entries(memory).map(([part, bytes]) => [part, round(bytes / 1e6)])),
  }]));
  console.error(`${name}: done`);
}
const report = {
  date: today(),
  machine: machine(),
  browser: `Chromium ${browser.version()}`,
  wasm: process.env.BENCH_WASM ?? "as shipped",
  rounds: ROUNDS,
  results,
};
await browser.close();
server.close();
const text = table(report);
console.log(text);
if ((!isQuick && !onlyRows) || outAt > 0) {
  writeFileSync(join(out, "results.json"), `${JSON.stringify(report, null, 1)}\n`);
  writeFileSync(join(out, "results.md"), `${text}\n`);
}
process.exit(mismatches > 0 ? 1 : 0);
