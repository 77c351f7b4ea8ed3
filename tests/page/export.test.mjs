// Events that readers and pages take away as text. The texts of the sample are those that crates/core/tests/export.rs keeps.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { draw, stateOf, useBrowser } from "./helpers.mjs";

const GOLDEN = "/crates/core/tests/golden/export";
const PLAIN = "/www/examples/plain.html";
const chrome = useBrowser();

const golden = (name) => readFileSync(new URL(`../..${GOLDEN}/${name}`, import.meta.url), "utf8");

async function openDrawn(options) {
  const page = await chrome.open(PLAIN, options);
  await draw(page);
  return page;
}

const exported = (page, format) => page.evaluate((format) => document.querySelector("conflict-timeline").export(format), format);
const filtered = (page, filter) =>
  page.evaluate(async (filter) => {
    const element = document.querySelector("conflict-timeline");
    element.filter = filter;
    await element.updated;
  }, filter);

test("data that was loaded is written as the tool writes it, byte for byte", async () => {
  const page = await openDrawn();
  await page.evaluate((url) => document.querySelector("conflict-timeline").load(url), `${GOLDEN}/set.json`);
  for (const format of ["json", "csv", "ics", "geojson"]) assert.equal(await exported(page, format), golden(`all.${format}`), format);
  await filtered(page, "kind=battle");
  const known = page.locator("conflict-timeline").locator('[data-date="known"]').first();
  await known.fill("2013-01-31");
  await page.evaluate(() => document.querySelector("conflict-timeline").setAttribute("lang", "fr"));
  await page.locator("conflict-timeline .ct[lang=fr]").waitFor();
  assert.equal((await stateOf(page)).matched, 1);
  assert.equal(await exported(page, "csv"), golden("early.fr.csv"));
  assert.equal(await exported(page, "ics"), golden("early.fr.ics"));
});

test("the embedded set's matched events, in each form, with nothing fetched before", async () => {
  const page = await openDrawn();
  await filtered(page, "place=konna;status=-denied");
  const { matched, total } = await stateOf(page);
  assert.ok(matched > 1 && matched < total, `${matched} of ${total}`);
  const asked = () => page.seen.requests.filter((url) => /\/read/.test(url)).map((url) => new URL(url).pathname).sort();
  assert.deepEqual(asked(), []);
  const json = JSON.parse(await exported(page, "json"));
  assert.deepEqual(asked(), ["/pkg/read.js", "/pkg/reader.js", "/pkg/reader_bg.wasm"]);
  const ids = json.events.map(({ id }) => id);
  assert.equal(ids.length, matched);
  assert.ok(json.events.every(({ places }) => places.some(({ id }) => id === "konna")));
  assert.ok(json.events.some(({ claims }) => claims.some(({ by, line }) => by && line > 0)));
  assert.equal(json.set.licence, "CC BY 4.0");
  const [head, ...rows] = (await exported(page, "csv")).trimEnd().split("\r\n");
  assert.match(head, /^id,when,earliest,latest,.*,claims,sources,data_version,licence,note,date_note,toll_best$/);
  assert.deepEqual(rows.map((row) => row.split(",")[0]), ids);
  assert.ok(rows.every((row) => row.includes(`,${json.set.version},CC BY 4.0,`) && /, line \d/.test(row)));
  const ics = await exported(page, "ics");
  assert.equal(ics.match(/^BEGIN:VEVENT\r$/gm).length, matched);
  assert.match(ics.replaceAll("\r\n ", ""), /^DESCRIPTION:.*CC BY 4\.0/m);
  const { features, licence } = JSON.parse(await exported(page, "geojson"));
  assert.deepEqual([features.map(({ id }) => id), licence], [ids, "CC BY 4.0"]);
  const back = await page.evaluate((json) => document.querySelector("conflict-timeline").load(json), JSON.stringify(json));
  assert.deepEqual([back.rows, back.warnings], [matched, []], "what was taken away is read again");
});

test("the embedded set in French, whose words came apart", async () => {
  const page = await openDrawn();
  await filtered(page, "place=konna");
  const english = await exported(page, "csv");
  await page.evaluate(() => document.querySelector("conflict-timeline").setAttribute("lang", "fr"));
  await page.locator("conflict-timeline .ct[lang=fr]").waitFor();
  const french = await exported(page, "csv");
  assert.notEqual(french, english);
  const { events } = JSON.parse(await exported(page, "json"));
  assert.ok(events.every(({ title }) => title.en && title.fr && french.includes(title.fr.replaceAll('"', '""'))));
  assert.ok(events.every(({ summary }) => summary.en && summary.fr && french.includes(summary.fr.replaceAll('"', '""'))));
});

test("files of the package that do not fit together are named, and the timeline stays", async () => {
  const page = await openDrawn({ answers: { "/pkg/reader_bg.wasm": { status: 404 } } });
  const said = await page.evaluate(() => document.querySelector("conflict-timeline").export("csv").catch(({ code, where }) => [code, where]));
  assert.deepEqual([said[0], new URL(said[1]).pathname], ["CT-310", "/pkg/reader_bg.wasm"]);
  assert.ok((await stateOf(page)).total > 0);
});
