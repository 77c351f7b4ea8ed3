// Cold loads of ours and of four libraries, the same events in the same browser, over a line as fast as a desktop's or
// as slow as a telephone's. Usage: node bench/loading/run.mjs [--visits N] [--out DIR]; bench/run sets the environment.
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { launch, machine, MODULES, option, today, version, watchLoad } from "../common.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const visits = Number(option("--visits", 5));
const out = option("--out", here);
const only = option("--only", null);

// `drawn` is true once the first event stands in the drawing; `readable` once the words of one stand in the page.
const ENGINES = {
  ours: {
    files: /^\/pkg\//,
    readable: () => document.querySelector("conflict-timeline li")?.offsetHeight > 0 || document.querySelector("conflict-timeline")?.shadowRoot?.querySelector("article[data-event]"),
    drawn: () => document.querySelector("conflict-timeline")?.shadowRoot?.querySelector(".ct-w.is-title"),
  },
  timelinejs: { package: "@knight-lab/timelinejs", readable: () => document.querySelector(".tl-timemarker .tl-headline")?.offsetHeight > 0 },
  "vis-timeline": { package: "vis-timeline", readable: () => document.querySelector(".vis-item-content")?.offsetHeight > 0 },
  // These two draw marks, and say what they are when one is pointed at.
  "timelines-chart": { package: "timelines-chart", drawn: () => document.querySelector(".series-segment"), readable: () => false },
  plot: { package: "@observablehq/plot", drawn: () => document.querySelector("#timeline circle"), readable: () => false },
};
const PROFILES = {
  desktop: null,
  mobile: { latency_ms: 150, kbit_s: 1600, cpu: 4 },
};

const lines = readFileSync(process.env.BENCH_EVENTS, "utf8");
// An open start or end stands in no cell; the libraries draw nothing without both days.
const events = table(lines).map(({ id, title, earliest, latest, kind }) => ({ id, title, from: earliest || latest, to: latest || earliest, kind }));
const kind = "battle";
const matched = events.filter((event) => event.kind === kind).length;
const fallback = `<ol>${events.slice(20, 30).map(({ from, title }) => `<li>${from}: ${title.replace(/[&<]/g, "")}</li>`).join("")}</ol>`;

function table(text) {
  const rows = [[""]];
  for (const [, quoted, plain, end] of text.matchAll(/"((?:[^"]|"")*)"|([^",\r\n]+)|(,|\r?\n)/g)) {
    if (end === ",") rows.at(-1).push("");
    else if (end) rows.push([""]);
    else rows.at(-1)[rows.at(-1).length - 1] += quoted?.replaceAll('""', '"') ?? plain;
  }
  const [head, ...body] = rows.filter((row) => row.length > 1);
  return body.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])));
}

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm" };
const packed = new Map();
function answer(path) {
  if (packed.has(path)) return packed.get(path);
  let body;
  if (path === "/events.json") body = Buffer.from(JSON.stringify(events));
  else if (path.startsWith("/pkg/")) body = readFileSync(join(process.env.BENCH_PKG, normalize(path.slice(5))));
  else if (path.startsWith("/npm/")) body = readFileSync(join(MODULES, normalize(path.slice(5))));
  else body = Buffer.from(readFileSync(join(here, "pages", normalize(path)), "utf8").replace("{{fallback}}", fallback));
  const small = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });
  packed.set(path, small);
  return small;
}

const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  try {
    const body = answer(path);
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream", "content-encoding": "br", "content-length": body.length, "cache-control": "no-store" });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const origin = `http://127.0.0.1:${server.address().port}`;

// In the page, before anything of it runs.
function watch([drawn, readable, kind]) {
  const seen = (window.seen = { shifts: 0, blocked: 0 });
  // A filter is a reader's act: as with input, what moves within half a second of it is no shift.
  const isAsked = (at) => at >= seen.drawn && at < seen.drawn + 500;
  new PerformanceObserver((list) => list.getEntries().forEach(({ value, startTime }) => (seen.shifts += isAsked(startTime) ? 0 : value))).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (seen.blocked += Math.max(0, duration - 50)))).observe({ type: "longtask", buffered: true });
  const isDrawn = new Function(`return (${drawn})()`);
  const isReadable = new Function(`return (${readable})()`);
  const look = async () => {
    const now = performance.now();
    if (seen.readable === undefined && isReadable()) seen.readable = now;
    if (seen.drawn === undefined && isDrawn()) {
      seen.drawn = now;
      seen.matched = await window.applyFilter(kind);
      seen.filtered = performance.now();
      await window.whole?.();
      seen.whole = performance.now();
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const browser = await launch();

async function visit(name, profile) {
  const { readable, drawn = readable } = ENGINES[name];
  const context = await browser.newContext({ viewport: profile ? { width: 390, height: 844 } : { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  if (profile) {
    const bytes_s = (profile.kbit_s * 1000) / 8;
    await session.send("Network.emulateNetworkConditions", { offline: false, latency: profile.latency_ms, downloadThroughput: bytes_s, uploadThroughput: bytes_s / 2 });
    await session.send("Emulation.setCPUThrottlingRate", { rate: profile.cpu });
  }
  const requests = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => requests.set(requestId, { url: request.url, bytes: 0 }));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => requests.has(requestId) && (requests.get(requestId).bytes = encodedDataLength));
  page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
  await page.addInitScript(watch, [String(drawn), String(readable), kind]);
  await page.goto(`${origin}/${name}.html`, { waitUntil: "commit" });
  await page.waitForFunction(() => window.seen.whole !== undefined, null, { timeout: 60_000, polling: 100 });
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() => window.seen);
  if (seen.matched !== matched) console.error(`${name}: its filter leaves ${seen.matched} events, and not ${matched}`);
  const asked = [...requests.values()].filter(({ url }) => !url.endsWith("/favicon.ico") && url.startsWith("http"));
  const own = asked.filter(({ url }) => url.startsWith(origin));
  await context.close();
  return {
    bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
    requests: own.length,
    elsewhere: asked.length - own.length,
    readable_ms: seen.readable ?? null,
    drawn_ms: seen.drawn,
    filter_ms: seen.filtered,
    whole_ms: seen.whole,
    cls: seen.shifts,
    blocking_ms: seen.blocked,
  };
}

const median = (numbers) => {
  const known = numbers.filter((number) => number !== null).sort((a, b) => a - b);
  return known.length ? known[Math.floor(known.length / 2)] : null;
};
const names = Object.keys(ENGINES).filter((name) => !only || only.split(",").includes(name));
const samples = {};
const load = watchLoad();
for (let turn = 0; turn < visits; turn += 1) {
  for (const [profile, settings] of Object.entries(PROFILES)) {
    const order = names.map((_, at) => names[(at + turn) % names.length]);
    for (const name of order) {
      ((samples[profile] ??= {})[name] ??= []).push(await visit(name, settings));
    }
  }
  load();
  console.error(`visit ${turn + 1} of ${visits}: done`);
}

const versions = Object.fromEntries(names.map((name) => [name, version(ENGINES[name].package ?? name)]));
const report = {
  date: today(),
  machine: machine(),
  load: load(),
  browser: `Chromium ${browser.version()}`,
  events: events.length,
  visits,
  mobile: PROFILES.mobile,
  versions,
  results: Object.fromEntries(Object.entries(samples).map(([profile, engines]) => [profile,
    Object.fromEntries(Object.entries(engines).map(([name, list]) => [name,
      Object.fromEntries(Object.keys(list[0]).map((key) => [key, median(list.map((one) => one[key]))]))]))])),
};
await browser.close();
server.close();
server.closeAllConnections();

const ms = (number) => (number === null ? "on pointing" : Math.round(number).toLocaleString("en"));
const text = [
  `Measured ${report.date} on ${report.machine} (load average ${report.load}), ${report.browser}, medians of ${visits} cold visits, ${events.length} events for each, all files as brotli 11 from one host on the same machine. Mobile: ${PROFILES.mobile.kbit_s / 1000} Mbit/s, ${PROFILES.mobile.latency_ms} ms, CPU ${PROFILES.mobile.cpu} times slowed.`,
  ...Object.entries(report.results).map(([profile, engines]) => [
    `### ${profile}`,
    "",
    "| | bytes, kB | requests | elsewhere | first event readable, ms | first event drawn, ms | filter works, ms | all parts stand, ms | CLS | blocking, ms |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ...Object.entries(engines).map(([name, one]) =>
      `| ${name} ${versions[name]} | ${(one.bytes / 1000).toFixed(1)} | ${one.requests} | ${one.elsewhere} | ${ms(one.readable_ms)} | ${ms(one.drawn_ms)} | ${ms(one.filter_ms)} | ${ms(one.whole_ms)} | ${one.cls.toFixed(3)} | ${ms(one.blocking_ms)} |`),
  ].join("\n")),
].join("\n\n");
console.log(text);
writeFileSync(join(out, "results.json"), `${JSON.stringify(report, null, 1)}\n`);
writeFileSync(join(out, "results.md"), `${text}\n`);
