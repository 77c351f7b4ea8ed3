// The list comes into the page step by step; what a reader sees of it is there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { draw, IS_FIREFOX, openHtml, SCRIPT, stateOf, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();

async function opened(attributes, options) {
  const page = await openHtml(chrome, `<conflict-timeline ${attributes}>x</conflict-timeline>${SCRIPT}`, options);
  await draw(page);
  return page;
}

/** Whether entries stand all the way between the edges of the list that is in sight, headings aside. */
const isFilled = (page) =>
  page.evaluate(() => {
    const list = document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-list");
    const frame = list.getBoundingClientRect();
    const gaps = [...list.querySelectorAll(".ct-gap")].map((gap) => gap.getBoundingClientRect());
    const [top, bottom] = [Math.max(frame.top, 0), Math.min(frame.bottom, innerHeight)];
    return bottom - top > 100 && gaps.every((gap) => Math.min(gap.bottom, bottom) - Math.max(gap.top, top) < 1);
  });

const entries = (page) => page.locator("article[data-event]");

test("on paper a list of ordinary length is whole, however soon it is printed", { skip: IS_FIREFOX && "only Chromium prints here" }, async () => {
  const page = await opened("");
  const { total } = await stateOf(page);
  assert.ok((await entries(page).count()) < total, "it still grows");
  await page.pdf();
  assert.equal(await entries(page).count(), total);
});

test("on paper a long list begins where it does, and says how far it goes", { skip: IS_FIREFOX && "only Chromium prints here" }, async () => {
  const page = await opened("");
  await page.evaluate((rows) => document.querySelector("conflict-timeline").load(new Blob([rows])), ["date,title", ...Array.from({ length: 1_200 }, (_, at) => `2020-01-${1 + (at % 28)},Row ${at}`)].join("\n"));
  const said = page.locator(".ct-list").getByText("On paper are the first 400 of 1200 events.");
  await page.evaluate(() => (document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-list").scrollTop = 9_000));
  await page.waitForTimeout(400);
  assert.equal(await said.isVisible(), false);
  await page.pdf();
  assert.equal(await entries(page).count(), 400);
  assert.equal(await entries(page).first().locator(".ct-name").innerText(), "Row 0");
  await page.emulateMedia({ media: "print" });
  assert.ok(await said.isVisible());
});

for (const width of [360, 1280]) {
  test(`at ${width} px: who throws the list far down sees entries before the list is whole`, async () => {
    const page = await opened("", { width });
    await page.evaluate(async () => {
      const list = document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-list");
      list.scrollIntoView();
      if (list.scrollHeight > list.clientHeight + 1) list.scrollTop = list.scrollHeight * 0.7;
      else scrollBy(0, list.offsetHeight * 0.7);
      await new Promise((done) => setTimeout(done, 600));
    });
    assert.ok(await isFilled(page));
    const { total } = await stateOf(page);
    assert.ok((await entries(page).count()) < total, "it still grows");
    await page.waitForFunction((total) => document.querySelector("conflict-timeline").shadowRoot.querySelectorAll("article[data-event]").length === total, total);
    assert.ok(await isFilled(page));
  });
}

// Frames that come late: the list would grow before the open event is brought into sight.
const lateFrames = () => {
  const ask = requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (act) => setTimeout(() => ask(act), 150);
};
for (const [when, init] of [["", undefined], [", though frames come late", lateFrames]]) {
  test(`around an event that is open from the start the list is filled both ways${when}`, async () => {
    const page = await opened('selected="2013-01-10-konna-capture"', { width: 1280, init });
    await page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-list").scrollIntoView());
    await page.locator(".ct-entry.is-open").waitFor();
    await page.waitForTimeout(600);
    assert.ok(await isFilled(page));
    // Between a step of its growth and the frame that follows, the list may stand elsewhere.
    await page.waitForFunction(() => {
      const list = document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-list");
      const [box, frame] = [list.querySelector(".is-open"), list].map((element) => element?.getBoundingClientRect());
      return box && box.top >= frame.top && box.bottom <= frame.bottom + 1; // scrolled by whole pixels
    }, null, { timeout: 5000 });
  });
}

test("what is below the list keeps its height once it is left alone out of sight", async () => {
  const page = await opened("", { width: 360 });
  const heights = () => page.evaluate(() => [".ct-towns", ".ct-figs"].map((name) => document.querySelector("conflict-timeline").shadowRoot.querySelector(name).offsetHeight));
  await entries(page).first().waitFor(); // with the prose
  await page.evaluate(() => document.querySelector("conflict-timeline").updated);
  const built = await heights();
  const quiet = page.locator(".ct[data-quiet]");
  await quiet.waitFor();
  assert.ok(await page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-figs select").checkVisibility({ contentVisibilityAuto: true }) === false), "it is not rendered");
  assert.deepEqual(await heights(), built);
  await page.locator(".ct-figs").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-figs select").checkVisibility({ contentVisibilityAuto: true }));
});

test("of a large set the list and its number follow a filter at once, the drawings in the next frame but one, and updated waits for both", async () => {
  const page = await opened("");
  const found = await page.evaluate(async () => {
    const element = document.querySelector("conflict-timeline");
    const day = (n) => new Date(Date.UTC(2012, 0, 1) + (n % 4000) * 864e5).toISOString().slice(0, 10);
    const lines = Array.from({ length: 21_000 }, (_, n) => `${day(n)},${n % 3 ? "battle" : "ambush"},Event ${n},Gao`);
    await element.load(new Blob([["date,type,title,place", ...lines].join("\n")]));
    const root = element.shadowRoot;
    const told = () => ({ count: root.querySelector(".ct-count").textContent, lanes: root.querySelector(".ct-lanes").textContent, listed: root.querySelector("article").textContent });
    const before = told();
    element.filter = "kind=battle";
    const { updated } = element;
    const first = await new Promise((done) => requestAnimationFrame(() => done(told())));
    await updated;
    return { before, first, last: told(), matched: element.state.matched };
  });
  const { before, first, last, matched } = found;
  assert.equal(matched, 14_000);
  assert.match(first.count, /14,000/);
  assert.equal(last.count, first.count);
  assert.notEqual(first.listed, before.listed);
  assert.equal(first.listed, last.listed);
  assert.match(before.lanes, /Battle 14,000.*Ambush 7000/);
  assert.equal(first.lanes, before.lanes);
  assert.match(last.lanes, /Battle 14,000/);
  assert.match(last.lanes, /Ambush 0 events/);
});
