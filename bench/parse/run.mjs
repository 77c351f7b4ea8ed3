// One text read by our reader, PapaParse and d3-dsv in one browser: to events with claims and a report, or to cells.
// Usage: node bench/parse/run.mjs [--rows N,N] [--rounds N] [--out DIR]; bench/run sets the environment.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../scripts/serve.mjs";
import { launch, machine, MODULES, option, today, version, watchLoad } from "../common.mjs";
import { answerRows } from "../rows.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const SIZES = option("--rows", "100000,500000").split(",").map(Number);
const rounds = Number(option("--rounds", 3));
const out = option("--out", here);

const server = await serve(here, {
  mounts: { "/pkg": process.env.BENCH_PKG, "/npm": MODULES },
  // Isolated, so that the page's clock ticks in microseconds.
  headers: () => ({ "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" }),
  answer: answerRows,
});
const browser = await launch();

const load = watchLoad();
const results = {};
for (const count of SIZES) {
  const samples = {};
  const page = await browser.newPage();
  await page.goto(server.url);
  const bytes = await page.evaluate((address) => window.take(address), `/rows-${count}.csv`);
  const names = await page.evaluate(() => window.names);
  for (let round = 0; round < rounds; round++) {
    for (const name of names.map((_, at) => names[(at + round) % names.length])) {
      const one = await page.evaluate((name) => window.run(name), name);
      if (one.rows !== count) throw new Error(`${name} reads ${one.rows} rows of ${count}`);
      (samples[name] ??= []).push(one);
    }
  }
  await page.close();
  const middle = (list, key) => list.map((one) => one[key]).sort((a, b) => a - b)[Math.floor(list.length / 2)];
  results[count] = {
    bytes,
    readers: Object.fromEntries(Object.entries(samples).map(([name, list]) => [name, { ms: Math.round(middle(list, "ms")), held_ms: Math.round(middle(list, "held_ms")) }])),
  };
  load();
}
const report = {
  date: today(),
  machine: machine(),
  load: load(),
  browser: `Chromium ${browser.version()}`,
  rounds,
  versions: Object.fromEntries(["ours", "papaparse", "d3-dsv"].map((name) => [name, version(name)])),
  results,
};
await browser.close();
await server.close();

const MADE = { ours: "events with claims, lists of actors and places, a sealed set, a report", papaparse: "objects of text", "d3-dsv": "objects of text" };
const text = [
  `Measured ${report.date} on ${report.machine} (load average ${report.load}), ${report.browser}, medians of ${rounds} rounds in turns.`,
  ...Object.entries(results).map(([count, { bytes, readers }]) => [
    `### ${Number(count).toLocaleString("en")} rows of nine columns, ${(bytes / 1e6).toFixed(1)} MB`,
    "",
    "| | makes | ms | MB/s | longest without a frame, ms |",
    "|---|---|--:|--:|--:|",
    ...Object.entries(readers).map(([name, { ms, held_ms }]) => {
      const [library] = name.split(",");
      return `| ${library} ${report.versions[library]} | ${name === library ? MADE[name] : "arrays of text"} | ${ms.toLocaleString("en")} | ${(bytes / 1000 / ms).toFixed(1)} | ${held_ms.toLocaleString("en")} |`;
    }),
  ].join("\n")),
].join("\n\n");
console.log(text);
writeFileSync(join(out, "results.json"), `${JSON.stringify(report, null, 1)}\n`);
writeFileSync(join(out, "results.md"), `${text}\n`);
