// Packed files, alone and in parts beside an index, through the package as it ships, by ranges and without.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { rows } from "../../bench/rows.mjs";
import { alertOf, draw, openHtml, ROOT, SCRIPT, stateOf, useBrowser } from "./helpers.mjs";

const ROWS = 14_000;
const LOT = 9_000;
const LONG_ROWS = 4_500;
const INDEX = "/data/rows.parts.json";
const FIRST_BYTES = 2_000_000;

const chrome = useBrowser();
let folder;
let index;

const data = (...args) => execFileSync(join(ROOT, "dev"), ["data", ...args], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
const file = (name) => readFileSync(join(folder, name));

before(() => {
  folder = mkdtempSync(join(tmpdir(), "conflict-timeline-parts-"));
  writeFileSync(join(folder, "rows.csv"), [...rows(ROWS)].join(""));
  data("pack", join(folder, "rows.csv"), "--partition", String(LOT), "--out", folder);
  data("pack", "data/mali-war", "--out", folder);
  // One file of more than 8 MB.
  const words = (at) => Array.from({ length: 60 }, (_, of) => `A report of some length, number ${at * of}.`).join(" ");
  const told = Array.from({ length: LONG_ROWS }, (_, at) => `t${at},2013-0${(at % 9) + 1}-01,Place ${at % 7},Row ${at},${words(at)}`);
  writeFileSync(join(folder, "long.csv"), ["id,date,place,title,text", ...told].join("\n"));
  data("pack", join(folder, "long.csv"), "--partition", String(LONG_ROWS), "--out", folder);
  index = JSON.parse(file("rows.parts.json"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** A page with this data in src; `change(name, bytes)` is what the server gives instead, and the ranges asked for are listed. */
async function opened({ src = INDEX, attributes = "", change = (name, bytes) => bytes, hasRanges = true, isHeld = () => false } = {}) {
  const asked = [];
  const held = [];
  let isOpen = false;
  const answer = (path, response, { headers }) => {
    const [, name] = path.match(/^\/data\/(.+)$/) ?? [];
    if (!name) return false;
    const bytes = change(name, /^(odd|far)/.test(name) ? null : file(name));
    if (bytes === null) return response.writeHead(404).end();
    const [, from, to] = (hasRanges && headers.range?.match(/^bytes=(\d+)-(\d+)$/)) || [];
    const some = from === undefined ? bytes : bytes.subarray(Number(from), Number(to) + 1);
    asked.push({ name, from: from && Number(from), bytes: some.length });
    const range = from !== undefined && { "content-range": `bytes ${from}-${Number(from) + some.length - 1}/${bytes.length}` };
    const send = () => response.writeHead(range ? 206 : 200, { "content-length": some.length, ...range }).end(some);
    if (!isOpen && isHeld(asked.at(-1))) held.push(send);
    else send();
    return true;
  };
  const page = await openHtml(chrome, `<conflict-timeline src="${src}" loading="eager" ${attributes}>x</conflict-timeline>${SCRIPT}`, { answer });
  const release = () => {
    isOpen = true;
    held.forEach((send) => send());
  };
  return Object.assign(page, { asked, release });
}

const until = (page, total) =>
  page.waitForFunction((total) => document.querySelector("conflict-timeline").state?.total === total, total);
const load = (page) =>
  page.evaluate((src) => document.querySelector("conflict-timeline").load(src).then(({ rows, format, warnings }) => ({ rows, format, warnings })), INDEX);

test("a packed file is shown whole, with its texts, sources and links", async () => {
  const page = await opened({ src: "/data/mali-war.ctl" });
  await draw(page);
  const { total } = await stateOf(page);
  assert.ok(total > 300);
  await page.evaluate(() => document.querySelector("conflict-timeline").select("2013-01-10-konna-capture"));
  await page.locator("[part=detail]").getByText(/Konna/).first().waitFor();
  const bytes = file("mali-war.ctl");
  for (const [odd, code] of [[bytes.subarray(0, 5_000), "CT-112"], [Buffer.concat([bytes, Buffer.from("x")]), "CT-112"]]) {
    const found = await page.evaluate(
      (odd) => document.querySelector("conflict-timeline").load(Uint8Array.from(odd)).then(() => null, ({ code, message }) => ({ code, message })),
      [...odd],
    );
    assert.equal(found.code, code);
    assert.match(found.message, /byte \d+: the file is cut off or has bytes left over|cut off/);
  }
});

test("of a set in parts a picture stands after 2 MB at most, and then all rows of it", { timeout: 60_000 }, async () => {
  assert.ok(index.parts.length === 2 && index.parts[0].bytes > FIRST_BYTES, "the first part is longer than that");
  // What is asked for behind the first picture waits until the picture stands.
  let sum = 0;
  const page = await opened({ isHeld: ({ bytes }) => (sum += bytes) > FIRST_BYTES });
  await draw(page);
  const first = await stateOf(page);
  assert.ok(first.total >= 2_000 && first.total < LOT, `${first.total} rows`);
  page.release();
  await until(page, ROWS);
  const answered = page.asked.reduce((all, { bytes }) => all + bytes, 0);
  const columns = index.parts[0].head - 140_000;
  assert.ok(answered < index.parts[0].bytes + index.parts[1].bytes - columns, "columns stay where they are");
  const events = await page.evaluate(() => document.querySelector("conflict-timeline").export("csv"));
  assert.equal(events.trim().split("\n").length, ROWS + 1);
  assert.equal(await alertOf(page).count(), 0);
  assert.deepEqual(page.seen.errors, []);
});

test("a long packed file is fetched by ranges too, and read from the reader's disk without any", { timeout: 60_000 }, async () => {
  assert.ok(file("long-00001.ctl").length > 8 << 20);
  let sum = 0;
  const page = await opened({ src: "/data/long-00001.ctl", isHeld: ({ bytes }) => (sum += bytes) > FIRST_BYTES });
  await draw(page);
  const { total } = await stateOf(page);
  assert.ok(total > 0 && total < LONG_ROWS, `${total} rows`);
  page.release();
  await until(page, LONG_ROWS);
  await page.evaluate(() => document.querySelector("conflict-timeline").select("t4499"));
  await page.locator("[part=detail]").getByText(/A report of some length/).first().waitFor();
  const rows = await page.evaluate(async (href) => {
    const blob = await (await fetch(href)).blob();
    return (await document.querySelector("conflict-timeline").load(blob)).rows;
  }, "/data/long-00001.ctl");
  assert.equal(rows, LONG_ROWS);
});

test("what is only called a packed file is refused, and a short one is read whole", async () => {
  const page = await opened({ change: (name, bytes) => (name === "odd.ctl" ? Buffer.alloc(9 << 20, "a,b\n") : bytes) });
  await until(page, ROWS);
  const code = await page.evaluate(() => document.querySelector("conflict-timeline").load("/data/odd.ctl").catch(({ code }) => code));
  assert.equal(code, "CT-304");
  const format = await page.evaluate(() => document.querySelector("conflict-timeline").load("/data/mali-war.ctl").then(({ format }) => format));
  assert.equal(format, "ctl");
});

test("of a server that knows no ranges whole files are taken", async () => {
  const page = await opened({ hasRanges: false });
  await until(page, ROWS);
  assert.ok(page.asked.every(({ from }) => from === undefined));
});

const lineOf = (page) => page.locator("conflict-timeline [part=parts]");
const partsOf = (asked) => [...new Set(asked.map(({ name }) => name).filter((name) => name.endsWith(".ctl")))];
const go = (page, from, to) => page.evaluate(([from, to]) => document.querySelector("conflict-timeline").zoomTo(from, to), [from, to]);
const days = { attributes: `from="2025" to="2026-12-31" lang="en"` };

test("of a set in parts those with the days that the page asks for are fetched, and a line says what is not", async () => {
  const page = await opened({ attributes: `from="2025" to="${index.parts[1].to}" lang="en"` });
  await until(page, ROWS - LOT);
  assert.match(await lineOf(page).innerText(), /^Loaded: 5,000 of 14,000 events \(.+\)\. Others are loaded when you move to their days\. Load all \(\d+(\.\d)? MB\)$/);
  const { from, to } = await stateOf(page);
  assert.deepEqual([from, to], ["2025-01-01", index.parts[1].to], "also where the days came after the first picture");
  await go(page, "2025-06-01", "2025-06-30");
  await page.evaluate(() => document.querySelector("conflict-timeline").updated);
  assert.deepEqual(partsOf(page.asked), [index.parts[1].file]);
  assert.equal(await alertOf(page).count(), 0);
});

test("a reader who goes to other days has their parts fetched once, and keeps filter and open event", { timeout: 60_000 }, async () => {
  const page = await opened(days);
  await until(page, ROWS - LOT);
  await page.evaluate((id) => {
    const timeline = document.querySelector("conflict-timeline");
    timeline.filter = "q=Place";
    return timeline.select(id);
  }, `e${ROWS - 1}`);
  page.asked.length = 0;
  await go(page, index.parts[0].from, index.parts[0].from);
  await until(page, ROWS);
  const { from, to, filter, selected } = await stateOf(page);
  assert.deepEqual([from, to, filter, selected], [index.parts[0].from, index.parts[0].from, "q=Place", `e${ROWS - 1}`]);
  assert.deepEqual(partsOf(page.asked), [index.parts[0].file], "what is in the page is not asked for again");
  await lineOf(page).waitFor({ state: "hidden" });
  page.asked.length = 0;
  await go(page, index.parts[1].to, index.parts[1].to);
  await page.waitForTimeout(400);
  assert.deepEqual(page.asked, []);
  assert.deepEqual(page.seen.errors, []);
});

test("the button of the line loads all, and where days are not had it asks for them again", { timeout: 60_000 }, async () => {
  let isAway = true;
  const page = await opened({ ...days, change: (name, bytes) => (isAway && name === index.parts[0].file ? null : bytes) });
  await until(page, ROWS - LOT);
  await lineOf(page).getByRole("button", { name: /^Load all/ }).click();
  await lineOf(page).getByText(/Loaded/).waitFor();
  await alertOf(page).getByText(/CT-317/).waitFor();
  await go(page, index.parts[0].from, index.parts[0].from);
  await lineOf(page).getByText(/Up to 9,000 others fall in the days in view/).waitFor();
  isAway = false;
  await lineOf(page).getByRole("button", { name: /^Load them/ }).click();
  await until(page, ROWS);
  await lineOf(page).waitFor({ state: "hidden" });
  assert.equal(await alertOf(page).count(), 0);
});

test("of more rows than a page holds the newest come, and far parts go where a reader goes far", { timeout: 60_000 }, async () => {
  // Parts that are never read, so that no million of rows is needed.
  const far = { ...index.parts[0], rows: 990_000, head: 1, bytes: 1 };
  const long = [
    index.parts[0],
    { ...far, file: "far-1.ctl", from: "2030-01-01", to: "2030-12-31" },
    { ...far, file: "far-2.ctl", from: "2031-01-01", to: "2031-12-31" },
    { ...index.parts[1], from: "2032-01-01", to: "2032-12-31" },
  ];
  const whole = { ...index, rows: long.reduce((sum, { rows }) => sum + rows, 0), parts: long };
  const page = await opened({
    attributes: `from="2032" lang="en"`,
    change: (name, bytes) => (name === "rows.parts.json" ? Buffer.from(JSON.stringify(whole)) : name.startsWith("far") ? null : bytes),
  });
  await until(page, ROWS - LOT);
  await go(page, index.parts[0].from, "2032-12-31");
  await lineOf(page).getByText(/The days in view hold more than the 1,000,000 that a page takes: zoom in/).waitFor();
  assert.equal(await lineOf(page).getByRole("button").count(), 0);
  assert.deepEqual(partsOf(page.asked), [index.parts[1].file]);
  await go(page, index.parts[0].from, index.parts[0].from);
  await until(page, ROWS);
  // One of 990,000 rows leaves no room for both; it is away, and what is on show stays.
  await go(page, "2030-06-01", "2030-06-02");
  await lineOf(page).getByText(/Up to 990,000 others fall in the days in view/).waitFor();
  assert.ok(!partsOf(page.asked).includes("far-2.ctl"));
});

test("newer data of a set in parts is asked for as far as it is on show", { timeout: 60_000 }, async () => {
  const page = await opened({ attributes: `from="2025" lang="en" refresh="1"` });
  await until(page, ROWS - LOT);
  await page.clock.install();
  await go(page, index.parts[0].from, index.parts[0].from);
  await until(page, ROWS);
  await page.waitForTimeout(500);
  page.asked.length = 0;
  await page.clock.fastForward(31_000);
  while (partsOf(page.asked).length < 2) await page.waitForTimeout(100);
  await page.waitForTimeout(1_000);
  assert.equal((await stateOf(page)).total, ROWS);
});

test("an event and a filter that the page names are found also where they came after the first picture", async () => {
  const page = await opened({ attributes: `selected="e${ROWS - 1}" filter="q=Place;from=2025"` });
  await until(page, ROWS);
  const { selected, filter } = await stateOf(page);
  assert.deepEqual([selected, filter], [`e${ROWS - 1}`, "from=2025-01-01;q=Place"]);
  assert.equal(await alertOf(page).count(), 0);
});

test("a part that is damaged, cut off, of another version or away is named, and the other rows are shown", async () => {
  let way = null;
  const change = (name, bytes) => {
    if (way === null || name !== index.parts[1].file) return bytes;
    const odd = Buffer.from(bytes);
    if (way === "away") return null;
    if (way === "cut") return odd.subarray(0, bytes.length - 9);
    odd[{ version: 4, directory: 30, set: 700, block: bytes.length - 9 }[way]] ^= 3;
    return odd;
  };
  const page = await opened({ change });
  await until(page, ROWS);
  const ways = {
    version: /byte 4: packed by another version/,
    directory: /directory is damaged/,
    set: /byte 664: the section is damaged/,
    block: /byte \d{7}: the block is damaged/,
    cut: /byte \d{7}: the file is cut off/,
    away: /404/,
  };
  for (const [now, reason] of Object.entries(ways)) {
    way = now;
    const { rows, warnings } = await load(page);
    assert.ok(rows >= LOT && rows < ROWS, `${way}: ${rows}`);
    assert.deepEqual(warnings.map(({ code }) => code), ["CT-317"], way);
    assert.match(warnings[0].message, reason);
    assert.ok(warnings[0].message.includes(index.parts[1].file));
    assert.equal((await stateOf(page)).total, rows);
  }
});

test("an index that is of another version, contradicts itself or points out of its folder is refused, and asks for nothing more", async () => {
  let odd = index;
  const page = await opened({ change: (name, bytes) => (name === "rows.parts.json" ? Buffer.from(JSON.stringify(odd)) : bytes) });
  await until(page, ROWS);
  const parts = (file) => [{ ...index.parts[0], file }, index.parts[1]];
  for (const [wrong, reason] of [
    [{ version: 2 }, /of version 2/],
    [{ rows: 1 }, /hold 14000 rows, and it says 1/],
    [{ parts: 7 }, /no list `parts`/],
    [{ parts: parts("../rows-00001.ctl") }, /parts\[0\]: `\.\.\/rows-00001\.ctl` is no name/],
    [{ parts: parts("https://example.org/x.ctl") }, /is no name/],
    [{ parts: parts("//example.org/x.ctl") }, /is no name/],
  ]) {
    odd = { ...index, ...wrong };
    page.asked.length = 0;
    const found = await page.evaluate(
      (src) => document.querySelector("conflict-timeline").load(src).then(() => null, ({ code, message }) => ({ code, message })),
      INDEX,
    );
    assert.equal(found.code, "CT-316");
    assert.match(found.message, reason);
    assert.deepEqual(page.asked.map(({ name }) => name), ["rows.parts.json"]);
  }
  assert.equal((await stateOf(page)).total, ROWS, "what was shown stays");
  const alone = await page.evaluate(
    (text) => document.querySelector("conflict-timeline").load(new Blob([text])).catch(({ code }) => code),
    JSON.stringify(index),
  );
  assert.equal(alone, "CT-316", "a file alone leads to no other");
});

test("who cancels keeps the rows that came", async () => {
  const page = await opened({ isHeld: ({ name }) => name === index.parts[1].file });
  await page.locator("[part=progress] button").waitFor();
  await page.waitForFunction((rows) => document.querySelector("conflict-timeline").shadowRoot.querySelector("[part=progress]")?.textContent.includes(rows), LOT.toLocaleString("en"));
  await page.locator("[part=progress] button").click();
  await until(page, LOT);
  assert.match(await page.locator("conflict-timeline").getByRole("alert").innerText(), /CT-307|cancelled/);
});

test("the strip shows the events that are not in the page too, pale, until they are", { timeout: 60_000 }, async () => {
  const page = await opened(days);
  await until(page, ROWS - LOT);
  const strip = page.locator("[part=overview]");
  await strip.getByText("pale: not loaded").waitFor();
  assert.deepEqual(await stateOf(page).then(({ from, to }) => [from, to]), ["2025-01-01", index.parts[1].to], "days asked for beyond the set move nothing");
  // How much is drawn, and how strongly, over the years of the part that is away.
  const drawn = () =>
    strip.locator("canvas").evaluate((canvas) => {
      const { width, height } = canvas;
      const { data } = canvas.getContext("2d").getImageData(0, 0, Math.floor(width * 0.4), height);
      const alphas = data.filter((_, at) => at % 4 === 3);
      return [alphas.filter((alpha) => alpha > 20 && alpha < 120).length, alphas.filter((alpha) => alpha > 200).length];
    });
  await page.waitForTimeout(300);
  const [pale, full] = await drawn();
  assert.ok(pale > 2_000 && full < pale / 4, `${pale} pale, ${full} full`);
  await lineOf(page).getByRole("button", { name: /^Load all/ }).click();
  await until(page, ROWS);
  await strip.getByText("pale: not loaded").waitFor({ state: "hidden" });
  const [left, now] = await drawn();
  assert.ok(now > 2_000 && left < pale / 4, `${left} pale, ${now} full`);
});
