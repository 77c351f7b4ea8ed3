// What the benchmarks of pages share: their options, one headless Chromium, and where and when they ran.
// bench/run sets the environment.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, totalmem } from "node:os";
import { dirname, join } from "node:path";

const { chromium } = createRequire(process.env.BENCH_TOOLS)("playwright-core");
const ARGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** Folder of the packages that ours is measured against. */
export const MODULES = join(dirname(process.env.BENCH_CROSSFILTER), "..");

export const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);

export const launch = (...args) => chromium.launch({ executablePath: process.env.CHROMIUM, args: [...ARGS.split(" "), ...args] });

/** Of ours, or of a package. */
export const version = (name) =>
  JSON.parse(readFileSync(join(name === "ours" ? process.env.BENCH_PKG : join(MODULES, name), "package.json"), "utf8")).version;

export const today = () => new Date().toISOString().slice(0, 10);

export const machine = () => `${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB`;

/** The load of the machine now, and, called again, what it lay between. */
export function watchLoad() {
  const seen = [loadavg()[0]];
  return () => {
    seen.push(loadavg()[0]);
    return `${Math.min(...seen).toFixed(1)} to ${Math.max(...seen).toFixed(1)}`;
  };
}
