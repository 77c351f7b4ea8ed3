// Files of other makers through the package as it ships: chosen, dropped, pasted, named by src; bad ones too.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { IS_FIREFOX, ROOT, useBrowser } from "./helpers.mjs";

const PAGE = "/www/examples/own-data.html";
const REAL = join(dirname(ROOT), "shared/data");
// Made of two rows of UCDP GED 21.1 (CC BY 4.0), the first of them without its figures.
const TABLE = [
  "id,type_of_violence,side_a,side_b,date_start,date_end,date_prec,latitude,longitude,where_coordinates,best,low,high",
  "1,1,Government of Mali,MNLA,2012-01-17,2012-01-17,1,15.91,2.4,Ménaka town,,,",
  "2,1,Government of Mali,MNLA,2012-01-18,2012-01-18,1,20.2,0.98,Tessalit town,45,30,60",
  "3,1,Government of Mali,MNLA,soon,2012-01-18,1,20.2,0.98,Tessalit town,1,1,1",
].join("\n");

const chrome = useBrowser();

async function opened(options) {
  const page = await chrome.open(PAGE, options);
  await page.evaluate(() => customElements.whenDefined("conflict-timeline").then(() => document.querySelector("conflict-timeline").ready));
  return page;
}

const total = (page) => page.evaluate(() => document.querySelector("conflict-timeline").state.total);
const told = (page, text) => page.locator("#told", { hasText: text }).waitFor();

test("a file that is chosen shows its good rows, and its report names the line of the bad one", async () => {
  const page = await opened();
  await page.setInputFiles("#file", { name: "mine.txt", mimeType: "text/plain", buffer: Buffer.from(TABLE) });
  await told(page, "mine.txt: 2 events from 3 rows, read as UCDP GED, events.");
  assert.equal(await total(page), 2);
  assert.match(await page.locator("#report li").first().innerText(), /date_start: 1 row not a date, at line 4 .*CT-105/);
  const panel = await page.locator("conflict-timeline").getByRole("alert").innerText();
  assert.match(panel, /mine\.txt.*line 4/s);
  assert.ok(await page.locator("conflict-timeline").locator("[part=footer]").getByText(/Uppsala/).first().isVisible(), "the credit stands in the foot");
});

test("gzip, semicolons and a byte order mark are seen through", async () => {
  const page = await opened();
  const buffer = gzipSync(Buffer.from(`\ufeff${TABLE.replaceAll(",", ";").replaceAll("\n", "\r\n")}`));
  await page.setInputFiles("#file", { name: "mine.csv.gz", mimeType: "application/gzip", buffer });
  await told(page, "mine.csv.gz: 2 events from 3 rows");
});

test("what is pasted or dropped is read, and a mapping names the columns", { skip: IS_FIREFOX && "a made-up paste is empty in Firefox" }, async () => {
  const page = await opened();
  await page.locator("summary", { hasText: "other names" }).click();
  await page.locator("#mapping").fill("date=Datum\ntitle=Was");
  await page.locator("h1").click();
  const give = (type, text) =>
    page.evaluate(([type, text]) => {
      const data = new DataTransfer();
      if (type === "paste") data.setData("text/plain", text);
      else data.items.add(new File([text], "dropped.csv"));
      const event = type === "paste" ? new ClipboardEvent(type, { clipboardData: data, bubbles: true, cancelable: true })
        : new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    }, [type, text]);
  await give("paste", "Datum\tWas\n2020-05-01\tEins\n");
  await told(page, "what was pasted: 1 events from 1 rows, read as any table.");
  await give("drop", "Datum,Was\n2020-05-01,Eins\n2020-05-02,Zwei\n");
  await told(page, "dropped.csv: 2 events from 2 rows");
});

test("a preset of one's own names the columns and the format, and one with a wrong line is refused", async () => {
  const page = await opened();
  const load = (text, options) =>
    page.evaluate(([text, options]) =>
      document.querySelector("conflict-timeline").load(new Blob([text]), options)
        .then(({ rows, format }) => ({ rows, format }), ({ code, message }) => ({ code, message })), [text, options]);
  const preset = "preset ours\nname Our list\nneeds datum, ort\nstart = datum\nplace = ort\ntitle = {place}\n";
  const table = "datum,ort\n2020-05-01,Gao\n2020-05-02,Konna\n";
  assert.deepEqual(await load(table, { preset }), { rows: 2, format: "ours" });
  assert.deepEqual(await load(table, { preset, format: "ours" }), { rows: 2, format: "ours" });
  const { code, message } = await load(table, { preset: `${preset}plaec = ort\n` });
  assert.equal(code, "CT-330");
  assert.match(message, /preset:7:1: `plaec` is no field, did you mean `place`\? \(CT-107\)/);
  assert.equal((await load(table, { preset: 7 })).code, "CT-330");
  assert.match((await load(table, { format: "ours" })).message, /format got something else/);
  assert.equal(await total(page), 2, "what was shown stays");
});

test("an attribute that names no format is told, and the contents say which it is", async () => {
  const page = await opened();
  const seen = await page.evaluate(async (table) => {
    const element = document.createElement("conflict-timeline");
    const errors = [];
    element.addEventListener("ct-error", ({ detail }) => errors.push(detail));
    element.setAttribute("loading", "eager");
    element.setAttribute("format", "excel");
    element.setAttribute("src", URL.createObjectURL(new Blob([table])));
    document.body.append(element);
    await element.ready;
    await new Promise((done) => setTimeout(done, 300));
    return { total: element.state.total, errors, panel: element.shadowRoot.querySelector("[role=alert]").textContent };
  }, "date,title\n2020-05-01,Gao\n2020-05-02,Konna\n");
  assert.deepEqual([seen.total, seen.errors.length, seen.errors[0].code], [2, 1, "CT-330"]);
  assert.match(seen.errors[0].message, /^format got something else than json, .*It was read as generic\.$/);
  assert.match(seen.panel, /format got something else/);
});

test("data without a title is called by its file", async () => {
  const page = await opened();
  const title = await page.evaluate(async (table) => {
    const element = document.querySelector("conflict-timeline");
    await element.load(new File([table], "mali 2020.csv"));
    return element.shadowRoot.querySelector("[part=header] [role=heading], [part=header] h2").textContent;
  }, "date,title\n2020-05-01,Gao\n");
  assert.equal(title, "mali 2020.csv");
  assert.equal(await page.locator("conflict-timeline [part=status]").innerText(), "1 of 1 event shown");
});

test("what is no data is refused with the reason, and the timeline keeps what it had", async () => {
  const page = await opened();
  const before = await total(page);
  const cases = [
    ["<!doctype html><p>Sign in", /CT-303/],
    ['[{"when": "2013-01-10", "ti', /1:2\d: not JSON: .*CT-304/],
    [Buffer.from('[{"title": "M\xe9naka"}]', "latin1"), /CT-305/],
    ["", /CT-112/],
    ["title,count\nA,1\n", /the header is not understood: .*UCDP GED.*ACLED.*CT-112/],
    [Buffer.from("PK\x03\x04rest"), /Excel.*CT-112/],
  ];
  for (const [text, reason] of cases) {
    await page.setInputFiles("#file", []);
    await page.setInputFiles("#file", { name: "odd", mimeType: "text/plain", buffer: Buffer.from(text) });
    await page.locator("#report li", { hasText: reason }).waitFor();
    assert.equal(await total(page), before);
  }
});

test("a long table tells how far it is, shows a first picture, and can be cancelled", async () => {
  const page = await opened();
  const seen = await page.evaluate(async () => {
    const element = document.querySelector("conflict-timeline");
    const row = (n) => `${n},2013-01-${String((n % 28) + 1).padStart(2, "0")},Gao,A title that is long enough to fill a line ${n}`;
    const text = `id,date,place,title\n${Array.from({ length: 240_000 }, (_, n) => row(n)).join("\n")}`;
    const told = [];
    const top_px = () => element.shadowRoot.querySelector(".live").getBoundingClientRect().top;
    const was_px = top_px();
    element.addEventListener("ct-progress", ({ detail }) => {
      const bar = element.shadowRoot.querySelector("[part=progress]").getBoundingClientRect();
      told.push({ ...detail, moved_px: top_px() - was_px, bar_px: bar.height, over_px: bar.top - was_px });
    });
    const totals = [];
    let isOver = false;
    requestAnimationFrame(function look() {
      totals.push(element.state.total);
      if (!isOver) requestAnimationFrame(look);
    });
    const { rows } = await element.load(new Blob([text]));
    isOver = true;
    const all = element.state.total;
    const failure = element.load(new Blob([text])).catch(({ code }) => code);
    await new Promise((done) => element.addEventListener("ct-progress", done, { once: true }));
    element.shadowRoot.querySelector("[part=progress] button").click();
    return { told, totals, rows, all, code: await failure, bar: element.shadowRoot.querySelector("[part=progress]") };
  });
  assert.deepEqual([seen.rows, seen.all, seen.code, seen.bar], [240_000, 240_000, "CT-307", null]);
  assert.ok(seen.told.length > 0 && seen.told.every(({ bytes, total }) => bytes <= total));
  assert.ok(seen.told.every(({ moved_px, bar_px, over_px }) => moved_px === 0 && bar_px > 10 && over_px === 0), "it lies over the upper edge");
  assert.ok(seen.totals.some((total) => total >= 2_000 && total < 240_000), "the first rows stand while the rest comes");
});

const FILES = [
  ["ucdp/ged231_global_sample1000_49col.csv", 1000, "ucdp-ged"],
  ["ucdp/hdx_ukraine_52col_hxl.csv", 1167, "ucdp-ged"],
  ["ucdp/ged241_mexico_49col.csv.gz", 18957, "ucdp-ged"],
  ["ucdp/ged231_westafrica_2018_2022_place_year.csv", 2821, "ucdp-sums"],
  ["ucdp/ged231_car_482_head150.geojson", 150, "ucdp-ged"],
  ["acled-fixtures/DERIVED_acled2020_mali_hxl_desc.csv", 891, "acled"],
  ["gdelt/DERIVED_gdelt2_mali_61col_noheader.export.CSV", 934, "gdelt"],
  ["geojson/DERIVED_mali_ged211.geojsonl", 200, "ucdp-ged"],
  ["timelinejs/v2-legacy/example_jsonp.jsonp", 21, "timelinejs"],
  ["timelinejs/v3/houston.json", 18, "timelinejs"],
];

test("real files are shown with all their rows", { skip: existsSync(REAL) ? false : `${REAL} is not here` }, async () => {
  const page = await opened();
  for (const [file, rows, format] of FILES) {
    await page.setInputFiles("#file", { name: file, mimeType: "text/plain", buffer: readFileSync(join(REAL, file)) });
    await told(page, `${file}: ${rows.toLocaleString("en")} events`);
    const report = await page.evaluate(() => document.querySelector("conflict-timeline").state.total);
    assert.equal(report, rows, `${file}, ${format}`);
  }
});

/** Two thousand and more kilobytes of our JSON, which is read in one go. */
const LONG = `{"events":[${Array.from({ length: 9_000 }, (_, at) => JSON.stringify({ id: `e${at}`, date: `2015-0${1 + (at % 9)}-1${at % 9}`, kind: "battle", title: `Report ${at}`, summary: "What was said of it. ".repeat(10) })).join(",")}]}`;
const load = (page) =>
  page.evaluate(async (text) => {
    const element = document.querySelector("conflict-timeline");
    const { rows, warnings } = await element.load(new Blob([text]));
    return { rows, warnings: warnings?.length, total: element.state.total };
  }, LONG);

test("long data that is no table is read in a thread of its own, and can be cancelled there", async () => {
  const page = await opened();
  const threads = [];
  page.on("worker", (worker) => threads.push(worker.url()));
  await page.evaluate(() => {
    window.ended = 0;
    const end = Worker.prototype.terminate;
    Worker.prototype.terminate = function () {
      window.ended += 1;
      end.call(this);
    };
  });
  const found = await load(page);
  assert.equal(found.rows, 9_000);
  assert.equal(found.total, 9_000);
  assert.deepEqual(threads.map((url) => new URL(url).pathname), ["/pkg/reader-thread.js"]);
  assert.equal(await page.evaluate(() => window.ended), 1, "it has ended");
  const message = await page.evaluate(async (text) => {
    const element = document.querySelector("conflict-timeline");
    const begun = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function () {}; // never answers
    const loaded = element.load(new Blob([text])).catch((error) => error.code);
    let button;
    while (!(button = element.shadowRoot.querySelector("[part=progress] button"))) await new Promise((done) => setTimeout(done, 20));
    button.click();
    Worker.prototype.postMessage = begun;
    return loaded;
  }, LONG);
  assert.equal(message, "CT-307");
  assert.equal(await total(page), 9_000, "what was on show stays");
});

/** Rows in no order, of more than two megabytes, each with a word of its own. */
const TABLE_ROWS = 40_000;
const loadTable = (page) =>
  page.evaluate(async (count) => {
    const element = document.querySelector("conflict-timeline");
    const two = (n) => String(n + 1).padStart(2, "0");
    const row = (n) => `e${n},20${two((n * 7) % 20)}-${two(n % 12)}-${two((n * 3) % 28)},Place ${n >> 5},Group ${n % 9},Report number${n} of what happened there`;
    const text = `id,date,place,actors,title\n${Array.from({ length: count }, (_, n) => row(n)).join("\n")}\nodd,soon,,,\n`;
    const { rows, read, warnings } = await element.load(new Blob([text]));
    element.filter = "q=number7777 number7777";
    await element.updated;
    const { matched } = element.state;
    const found = element.shadowRoot.querySelector("[data-event]")?.dataset.event;
    element.filter = "";
    await element.updated;
    const lines = (await element.export("csv")).trim().split(/\r?\n/);
    return { rows, read, warnings: warnings.map(({ message }) => message), matched, found, lines: lines.length, ends: [lines[1], lines.at(-1)] };
  }, TABLE_ROWS);
const checkTable = ({ ends: [first, last], ...found }) => {
  assert.deepEqual(found, {
    rows: TABLE_ROWS, read: TABLE_ROWS + 1, warnings: [`date: 1 row not a date, at line ${TABLE_ROWS + 2} (\`soon\`)`],
    matched: 1, found: "e7777", lines: TABLE_ROWS + 1,
  });
  assert.match(first, /2001-01-01.*Report number/);
  assert.match(last, /2020-10-28.*Report number/);
};

test("a long table is built up while a thread reads it, and stands in its own order in the end", async () => {
  const page = await opened();
  const threads = [];
  page.on("worker", (worker) => threads.push(new URL(worker.url()).pathname));
  checkTable(await loadTable(page));
  assert.deepEqual(threads, ["/pkg/reader-thread.js"]);
  assert.equal(page.workers().length, 0, "it has ended");
});

test("a fault in the thread is said, and what was on show stays", async () => {
  const trap = "postMessage({ isReady: true }); addEventListener('message', () => postMessage({ error: 'unreachable' }));";
  const page = await opened({ answers: { "/pkg/reader-thread.js": { contentType: "text/javascript", body: trap } } });
  const before = await total(page);
  assert.match(await loadTable(page).catch(({ message }) => message), /there is a fault in .*unreachable/);
  assert.equal(await total(page), before);
  page.seen.errors.length = 0;
});

for (const [why, options] of [
  ["there is none", { init: () => (window.Worker = undefined) }],
  ["the page forbids it", { csp: "worker-src 'none'" }],
]) {
  test(`where ${why}, the same is read without a thread`, async () => {
    const page = await opened(options);
    const found = await load(page);
    assert.equal(found.rows, 9_000);
    checkTable(await loadTable(page));
    page.seen.errors.length = 0;
  });
}
