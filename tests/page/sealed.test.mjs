// Packed files with their set sealed: the module reads them by itself, so the reader stays where it is.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { alertOf, draw, openHtml, ROOT, SCRIPT, stateOf, useBrowser } from "./helpers.mjs";

const LONG_ROWS = 4_500;
const KONNA = "2013-01-10-konna-capture";

const chrome = useBrowser();
let folder;

const pack = (input, out) =>
  execFileSync(join(ROOT, "dev"), ["data", "pack", input, "--sealed", "--out", out], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
const file = (name) => readFileSync(join(folder, name));

before(() => {
  folder = mkdtempSync(join(tmpdir(), "conflict-timeline-sealed-"));
  pack("data/mali-war", folder);
  const words = (at) => Array.from({ length: 60 }, (_, of) => `A report of some length, number ${at * of}.`).join(" ");
  const told = Array.from({ length: LONG_ROWS }, (_, at) => `t${at},2013-0${(at % 9) + 1}-01,Place ${at % 7},Row ${at},${words(at)}`);
  writeFileSync(join(folder, "long.csv"), ["id,date,place,title,text", ...told].join("\n"));
  pack(join(folder, "long.csv"), join(folder, "long"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** A page with this file in src, and all that it asked for; the server answers ranges. */
async function opened(bytes, { lang = "en", src = "/data/own.ctl" } = {}) {
  const asked = [];
  const answer = (path, response, { headers }) => {
    asked.push(path);
    if (!path.startsWith("/data/")) return false;
    const [, from, to] = headers.range?.match(/^bytes=(\d+)-(\d+)$/) ?? [];
    const some = from === undefined ? bytes : bytes.subarray(Number(from), Number(to) + 1);
    const range = from !== undefined && { "content-range": `bytes ${from}-${Number(from) + some.length - 1}/${bytes.length}` };
    response.writeHead(range ? 206 : 200, { "content-length": some.length, ...range }).end(some);
    return true;
  };
  const html = `<conflict-timeline lang="${lang}" src="${src}" loading="eager">What the page says</conflict-timeline>${SCRIPT}`;
  return Object.assign(await openHtml(chrome, html, { answer }), { asked });
}

const readers = (page) => page.asked.filter((path) => path.includes("/reader"));

test("a sealed set is shown whole without the reader, in its own languages", async () => {
  const page = await opened(file("mali-war.ctl"), { lang: "fr" });
  await draw(page);
  assert.ok((await stateOf(page)).total > 300);
  const element = page.locator("conflict-timeline");
  await element.evaluate((element, id) => element.select(id), KONNA);
  await page.locator("[part=detail]").getByText(/Konna/).first().waitFor();
  const title = await page.locator("[part=detail] h3, [part=detail] h2").first().innerText();
  assert.match(title, /prennent|prend|s'empare|s’empare|tombe/i, title);
  assert.deepEqual(readers(page), []);
  const report = await element.evaluate((element) => element.load("/data/own.ctl").then(({ rows, read, format, warnings }) => ({ rows, read, format, warnings })));
  assert.deepEqual(report, { rows: (await stateOf(page)).total, read: report.rows, format: "ctl", warnings: [] });
  assert.deepEqual(readers(page), []);
  // Only for writing others is it fetched.
  const events = await element.evaluate((element) => element.export("json"));
  assert.equal(JSON.parse(events).events.length, report.rows);
  assert.notDeepEqual(readers(page), []);
  assert.equal(await alertOf(page).count(), 0);
  assert.deepEqual(page.seen.errors, []);
});

test("it is known by its bytes, from a disk and under another name", async () => {
  const page = await opened(file("mali-war.ctl"), { src: "/data/events.bin" });
  await draw(page);
  const { total } = await stateOf(page);
  const rows = await page.locator("conflict-timeline").evaluate(async (element) => {
    const blob = await (await fetch("/data/events.bin")).blob();
    return (await element.load(blob)).rows;
  });
  assert.equal(rows, total);
});

test("a long one is fetched whole behind its first bytes", { timeout: 60_000 }, async () => {
  const bytes = file(`long/${readdirSync(join(folder, "long"))[0]}`);
  assert.ok(bytes.length > 8 << 20, `${bytes.length}`);
  const page = await opened(bytes);
  await draw(page);
  assert.equal((await stateOf(page)).total, LONG_ROWS);
  assert.equal(page.asked.filter((path) => path === "/data/own.ctl").length, 2);
  assert.deepEqual(readers(page), []);
});

test("a damaged one, one cut off, and one of another version are named, and nothing else is lost", async () => {
  const good = file("mali-war.ctl");
  const odd = (act) => {
    const bytes = Buffer.from(good);
    return act(bytes) ?? bytes;
  };
  const cases = [
    [odd((bytes) => void (bytes[9_000] ^= 1)), /own\.ctl.*byte 664: .*checksum does not fit/],
    [odd((bytes) => bytes.subarray(0, 20_000)), /own\.ctl.*byte 20000: the file is cut off/],
    [odd((bytes) => void (bytes[4] = 9)), /own\.ctl.*byte 4: packed by another version/],
  ];
  for (const [bytes, message] of cases) {
    const page = await opened(bytes);
    await page.waitForFunction(() => document.querySelector("conflict-timeline").shadowRoot.querySelector("[role=alert]"));
    const alert = (await alertOf(page).first().innerText()).replace(/\s+/g, " ");
    assert.match(alert, /CT-304/);
    assert.match(alert, message);
    await page.close();
  }
});
