// The fallback that the builder page writes: of the element in the code and of nothing else, in its words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf, coded, idsOf, setNumber, useBuilder, written } from "./building.mjs";
import { draw, IS_FIREFOX, openHtml, stateOf } from "./helpers.mjs";

const chrome = useBuilder({ headers: () => ({ "access-control-allow-origin": "*" }) });

const EVENTS = [
  ["day", "2013-01-01", "On a first"],
  ["month", "2013-02", "In a month"],
  ["about", "2013-03~", "About a month"],
  ["or", "[2013-04-10,2013-04-11]", "One day or the other"],
  ["between", "[2013-05-01..2013-07-03]", "Some day between"],
  ["lasting", "2013-08-01/2013-09-30", "As long as that"],
  ["unsure", "2013-10-14?", "Not certain"],
  ["by", "[..2013-11-28]", "At the latest"],
  ["year", "2014", "In a year"],
].map(([id, when, title]) => ({ id, when, title: { en: title }, kind: "protest" }));
const OWN = { "/own.json": { json: { events: EVENTS } } };

async function choose(page, name, value, attribute) {
  await page.locator(`[name=${name}]`).selectOption(value);
  return written(page, attribute);
}

async function ownFile(page) {
  await page.getByLabel("A file of your own").check();
  await page.getByLabel("Its address").fill("/own.json");
  return coded(page, 'data-event="year"');
}

test("a story that was chosen and given up leaves nothing behind", async () => {
  const page = await chrome.build();
  const plain = await codeOf(page);
  const told = await choose(page, "story", "algiers-accord", "story=");
  assert.notDeepEqual(idsOf(told), idsOf(plain));
  await page.locator("[name=story]").selectOption("");
  await page.waitForFunction((plain) => document.querySelector("#code").textContent === plain, plain);
  const { filter, matched, total } = await stateOf(page);
  assert.deepEqual([filter, matched], ["", total], "nor in the preview");
});

test("what is done in the preview is not in the fallback", async () => {
  const page = await chrome.build();
  const plain = idsOf(await codeOf(page));
  await page.evaluate(async () => {
    const preview = document.querySelector("conflict-timeline");
    preview.filter = "kind=coup;q=Bamako";
    await preview.zoomTo("2012-01", "2012-06");
    await preview.select("2012-03-22-toure-ousted");
  });
  await page.getByLabel("Theme").focus();
  const dark = await choose(page, "theme", "dark", 'theme="dark"');
  assert.deepEqual(idsOf(dark), plain);
  assert.equal((await stateOf(page)).filter, "kind=coup;q=Bamako", "how it looks changes nothing of what was chosen in it");
  await setNumber(page, "events", 12);
  await page.waitForFunction(() => document.querySelector("#code").textContent.match(/<li /g).length === 12);
  assert.ok(plain.every((id) => idsOf(dark).includes(id)));
});

test("the fallback has events that the element of the code lists at first, and no others", async () => {
  const page = await chrome.build();
  await page.getByLabel("Filter", { exact: true }).fill("bloc=JH;toll=1..");
  await page.getByLabel("First day").fill("2013-01");
  await page.getByLabel("Last day").fill("2013-03");
  await setNumber(page, "events", 100);
  const code = await written(page, 'to="2013-03"');
  const host = await openHtml(chrome, code.replace(/src="[^"]+"/, 'src="/pkg/embed.js"'));
  await draw(host);
  await host.waitForTimeout(300);
  const { marks, matched } = await stateOf(host);
  assert.ok(marks > 0 && marks < matched);
  const dated = await host.evaluate(async () => {
    const rows = (await document.querySelector("conflict-timeline").export("csv")).split("\r\n").slice(1);
    // Of an open date one day is given.
    const dated = rows.map((row) => /^([^,]+),.*?,(\d{4}-\d\d-\d\d)?,(\d{4}-\d\d-\d\d)?,day/.exec(row)).filter(Boolean);
    return dated.filter(([, , from, to]) => (from ?? to) <= "2013-03-31" && (to ?? from) >= "2013-01-01").map(([, id]) => id);
  });
  assert.deepEqual(idsOf(code), dated);
  assert.ok(dated.length <= marks, "the list has those too that may be of any day before");
  const near = await host.locator("[part=list] .ct-entry").evaluateAll((all) => all.map((one) => one.dataset.event));
  const isOpen = ["2024-04-29-abu-huzeifa-killed", "2024-07-27-tinzaouaten-ambush"];
  assert.deepEqual(near.filter((id) => !idsOf(code).includes(id) && !isOpen.includes(id)), []);
});

test("where nothing is listed that is said, and the fallback has the title", async () => {
  const page = await chrome.build();
  await page.getByLabel("Filter", { exact: true }).fill("q=zebra");
  const code = await written(page, 'filter="q=zebra"');
  assert.match(code, /<h2>The war in Mali, 2012 to 2024<\/h2>\n<\/conflict-timeline>/);
  await page.getByRole("status").getByText("lists no event").waitFor();
});

test("dates are as firm as the timeline prints them, in English", async () => {
  const page = await chrome.build({ answers: OWN });
  const code = await ownFile(page);
  assert.deepEqual([...code.matchAll(/<li[^>]*>(.*?): .*<\/li>/g)].map(([, when]) => when), [
    "1 January 2013", "February 2013", "about March 2013", "10 or 11 April 2013", "between 1 May 2013 and 3 July 2013",
    "1 August to 30 September 2013", "14 October 2013, date uncertain", "by 28 November 2013, day not known", "2014",
  ]);
});

test("dates, colons and titles are French in French", async () => {
  const page = await chrome.build({ answers: OWN });
  await ownFile(page);
  const code = await choose(page, "lang", "fr", 'lang="fr"');
  assert.match(code, /<li data-event="day">1er janvier 2013\u00a0: <bdi lang="en">On a first<\/bdi><\/li>/);
  assert.match(code, />février 2013\u00a0: /);
  assert.match(code, />mars 2013 environ\u00a0: /);
  assert.match(code, />10 ou 11 avril 2013\u00a0: /);
  assert.match(code, />entre le 1er mai 2013 et le 3 juillet 2013\u00a0: /);
  assert.match(code, />14 octobre 2013, date incertaine\u00a0: /);
});

test("every date is the one that the list of the same timeline prints", async () => {
  for (const lang of ["en", "fr", "ar"]) {
    const page = await chrome.build({ answers: OWN });
    await ownFile(page);
    const code = await choose(page, "lang", lang, `lang="${lang}"`);
    await draw(page);
    const entries = await page.evaluate(async () => {
      const found = {};
      const preview = document.querySelector("main conflict-timeline");
      await preview.updated;
      for (const entry of preview.shadowRoot.querySelectorAll(".ct-entry")) found[entry.dataset.event] = entry.querySelector(".ct-when").textContent;
      return found;
    });
    const ids = Object.keys(entries);
    assert.ok(ids.length > 5, ids.join());
    for (const id of ids) assert.ok(code.includes(`<li data-event="${id}">${entries[id]}`), `${lang}: ${entries[id]}\n${code}`);
  }
});

test("Arabic runs from right to left also in the fallback", async () => {
  const page = await chrome.build();
  const code = await choose(page, "lang", "ar", 'lang="ar"');
  assert.match(code, /<ol dir="rtl">/);
  assert.match(code, /<h2 dir="rtl">/);
  assert.equal(idsOf(code).length, 10);
});

test("of rows that must not be handed on the fallback names none, and that is said", async () => {
  const head = "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities";
  const row = "MLI1,1 January 2020,2020,1,Battles,Armed clash,A,B,Mali,Mopti,Mopti,14.5,-4.2,1,X,Something,3";
  const page = await chrome.build({ answers: { "/rows.csv": { body: `${head}\n${row}\n`, contentType: "text/csv" } } });
  await page.getByLabel("A file of your own").check();
  await page.getByLabel("Its address").fill("/rows.csv");
  const code = await written(page, 'src="/rows.csv"');
  assert.deepEqual(idsOf(code), []);
  await page.getByRole("status").getByText("must not").or(page.getByText("do not let them be handed on")).waitFor();
});

test("the code works in a page of another path and of another host; without JavaScript its fallback is read", async () => {
  const page = await chrome.build();
  await page.getByLabel("Filter", { exact: true }).fill("kind=coup");
  const plain = await written(page, 'filter="kind=coup"');
  for (const folder of ["/pkg", `${page.origin}/pkg`]) {
    const code = plain.replace(/src="[^"]*embed.js"/, `src="${folder}/embed.js"`);
    const host = await openHtml(chrome, `<main><h1>An article</h1>${code}<p>After it.</p></main>`);
    await draw(host);
    const { filter, matched } = await stateOf(host);
    assert.equal(filter, "kind=coup");
    assert.ok(matched > 0);
    assert.deepEqual(host.seen.errors, []);

    const quiet = await openHtml(chrome, code, { javaScriptEnabled: false });
    assert.ok(await quiet.getByRole("heading", { name: "The war in Mali, 2012 to 2024" }).isVisible());
    const items = quiet.locator("conflict-timeline > ol > li");
    assert.equal(await items.count(), idsOf(code).length);
    for (const item of await items.all()) assert.ok(await item.isVisible());
    if (!IS_FIREFOX) assert.deepEqual(quiet.seen.errors, []);
  }
});
