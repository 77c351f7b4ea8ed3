// The page holds a stretch of the list; what a reader sees of it is there.
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

test("on paper a list of ordinary length is whole, however soon it is printed, and the page holds what is near again after it", { skip: IS_FIREFOX && "only Chromium prints here" }, async () => {
  const page = await opened("");
  const { total } = await stateOf(page);
  const before = await entries(page).count();
  assert.ok(before < total);
  await page.evaluate(() => {
    // Once the timeline has heard of it, and before the browser looks.
    addEventListener("beforeprint", () => (window.printed = document.querySelector("conflict-timeline").shadowRoot.querySelectorAll("article[data-event]").length));
  });
  await page.pdf();
  await page.waitForFunction(() => window.printed);
  assert.equal(await page.evaluate(() => window.printed), total);
  await page.waitForFunction((most) => document.querySelector("conflict-timeline").shadowRoot.querySelectorAll("article[data-event]").length <= most, before + 30);
});

test("on paper a long list begins where it does, and says how far it goes", { skip: IS_FIREFOX && "only Chromium prints here" }, async () => {
  const page = await opened("");
  await page.evaluate((rows) => document.querySelector("conflict-timeline").load(new Blob([rows])), ["date,title", ...Array.from({ length: 1_200 }, (_, at) => `2020-01-${1 + (at % 28)},Row ${at}`)].join("\n"));
  const said = page.locator(".ct-list").getByText("On paper are the first 400 of 1200 events.");
  await page.evaluate(() => (document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-list").scrollTop = 9_000));
  await page.waitForTimeout(400);
  assert.equal(await said.isVisible(), false);
  await page.evaluate(() => {
    addEventListener("beforeprint", () => {
      const all = document.querySelector("conflict-timeline").shadowRoot.querySelectorAll("article[data-event] .ct-name");
      window.printed = [all.length, all[0].innerText];
    });
  });
  await page.pdf();
  await page.waitForFunction(() => window.printed);
  assert.deepEqual(await page.evaluate(() => window.printed), [400, "Row 0"]);
  await page.emulateMedia({ media: "print" });
  assert.ok(await said.isVisible());
});

const MOST_NODES = 1_500;
/** All elements of the page, those in shadow roots too. */
const nodes = (page) =>
  page.evaluate(() => {
    const count = (root) => [...root.querySelectorAll("*")].reduce((sum, { shadowRoot }) => sum + 1 + (shadowRoot ? count(shadowRoot) : 0), 0);
    return count(document);
  });

for (const [width, height] of [[360, 780], [1280, 900], [1920, 1080]]) {
  test(`at ${width} px: wherever the list is thrown, entries stand in sight, and the page never holds more than ${MOST_NODES} nodes`, async () => {
    const page = await opened("", { width, height });
    await page.locator(".ct-foot").waitFor();
    let last = "";
    for (const share of [0, 0.7, 0.3, 1]) {
      await page.evaluate(async (share) => {
        const list = document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-list");
        list.scrollIntoView();
        if (list.scrollHeight > list.clientHeight + 1) list.scrollTop = list.scrollHeight * share;
        else scrollBy(0, Math.min(list.offsetHeight * share, list.offsetHeight - innerHeight));
        await new Promise((done) => setTimeout(done, 600));
      }, share);
      assert.ok(await isFilled(page), `at ${share}`);
      const first = await entries(page).first().getAttribute("data-event");
      assert.notEqual(first, last);
      last = first;
      assert.ok((await nodes(page)) <= MOST_NODES, `${await nodes(page)} at ${share}`);
    }
  });
}

test(`with filters and an event open too, the page never holds more than ${MOST_NODES} nodes`, async () => {
  const page = await opened("", { width: 1280 });
  await page.locator(".ct-foot").waitFor();
  await page.locator('[data-act="filters"]').click();
  await page.locator(".ct-shelf .ct-row").first().waitFor();
  for (const share of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
    await page.evaluate(async (share) => {
      const element = document.querySelector("conflict-timeline");
      const list = element.shadowRoot.querySelector(".ct-list");
      list.scrollTop = list.scrollHeight * share;
      await new Promise((done) => setTimeout(done, 400));
      const { top, bottom } = list.getBoundingClientRect();
      const entry = [...list.querySelectorAll("article[data-event]")].findLast((it) => it.getBoundingClientRect().top < (top + bottom) / 2);
      element.select(entry.dataset.event);
      await new Promise((done) => setTimeout(done, 400));
    }, share);
    assert.ok(await page.locator(".ct-detail h3, .ct-detail .ct-sub").first().isVisible());
    assert.ok((await nodes(page)) <= MOST_NODES, `${await nodes(page)} at ${share}`);
  }
});

test("a list that is read downwards passes every event once, in the order of the set", async () => {
  const page = await opened("", { width: 1280 });
  const { ids, met } = await page.evaluate(async () => {
    const element = document.querySelector("conflict-timeline");
    const list = element.shadowRoot.querySelector(".ct-list");
    list.scrollIntoView();
    const met = [];
    for (let step = 0; step < 300; step++) {
      const { top, bottom } = list.getBoundingClientRect();
      for (const entry of list.querySelectorAll("article[data-event]")) {
        const box = entry.getBoundingClientRect();
        if (box.bottom > top && box.top < bottom && !met.includes(entry.dataset.event)) met.push(entry.dataset.event);
      }
      if (list.scrollTop >= list.scrollHeight - list.clientHeight - 1) break;
      list.scrollTop += 300;
      for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
    }
    return { ids: JSON.parse(await element.export("json")).events.map(({ id }) => id), met };
  });
  assert.deepEqual(met, ids);
});

for (const width of [390, 1280]) {
  test(`at ${width} px: who scrolls up moves by just so much in every frame that is painted, whatever comes above`, async () => {
    const page = await opened("", { width });
    await page.locator(".ct-foot").waitFor();
    const moved = await page.evaluate(async () => {
      const list = document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-list");
      list.scrollIntoView();
      const isOwn = list.scrollHeight > list.clientHeight + 1;
      const scroller = isOwn ? list : document.scrollingElement;
      scroller.scrollTop += (isOwn ? list.scrollHeight : list.offsetHeight) / 2;
      await new Promise((done) => setTimeout(done, 1000));
      const places = () => new Map([...list.querySelectorAll("article[data-event]")].map((it) => [it.dataset.event, it.getBoundingClientRect().top]));
      // A message that a frame posts comes once that is painted.
      const { port1, port2 } = new MessageChannel();
      const found = [];
      let before = null;
      for (let frame = 0; frame < 100; frame++) {
        await new Promise((done) => {
          port1.onmessage = done;
          requestAnimationFrame(() => {
            scroller.scrollBy(0, -25);
            port2.postMessage(0);
          });
        });
        const now = places();
        const seen = [...now].find(([id, top]) => before?.has(id) && top > 0 && top < innerHeight);
        if (seen) found.push(Math.round(seen[1] - before.get(seen[0])));
        before = now;
      }
      return found;
    });
    assert.ok(moved.length > 90, `${moved.length}`);
    assert.deepEqual(moved.filter((px) => Math.abs(px - 25) > 1), []);
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
