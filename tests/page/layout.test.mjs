// Nothing jumps: the browser's own score of layout shifts, from the first paint until the timeline is in use.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { draw, openHtml, ROOT, SCRIPT, stateOf, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();

const watch = () => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) window.shifts.push([value, sources.map(({ node }) => node?.nodeName ?? "inside")]);
  }).observe({ type: "layout-shift", buffered: true });
};
/** Two frames and the pause after which the list follows the window. */
const rest = (page) => page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 400)));
/** Shifts of what the page itself holds. Nodes inside the timeline have no name out here. */
const shifts = async (page) => (await page.evaluate(() => window.shifts)).filter(([, nodes]) => nodes.some((node) => node !== "inside"));

const text = (count, what) => Array.from({ length: count }, (_, at) => `<p>${what} ${at + 1}. Fighters and soldiers, towns and roads, and who says what of them.</p>`).join("");
const HOLD = "<style>body{margin:0 16px}conflict-timeline{display:flow-root;min-height:100vh}</style>";
const LATE = SCRIPT.replace("/pkg/embed.js", "/pkg/embed.js?late");

for (const width of [360, 1280]) {
  for (const [what, fallback] of [["a short fallback", text(2, "Main point")], ["a long fallback", text(60, "Main point")], ["no fallback", ""]]) {
    test(`at ${width} px, ${what}: no shift while the timeline takes its place`, async () => {
      const html = `${HOLD}${text(2, "Before")}<conflict-timeline>${fallback}</conflict-timeline>${text(40, "After")}${LATE}`;
      const page = await openHtml(chrome, html, { width, init: watch });
      await draw(page);
      await rest(page);
      assert.deepEqual(await shifts(page), []);
      assert.ok((await stateOf(page)).total > 60);
    });
  }

  test(`at ${width} px: the attribute height holds the place too, once the loader is there`, async () => {
    const html = `<style>body{margin:0 16px}</style><script src="/pkg/embed.js"></script><conflict-timeline height="900">${text(2, "Main point")}</conflict-timeline>${text(40, "After")}`;
    const page = await openHtml(chrome, html, { width, init: watch });
    await draw(page);
    await rest(page);
    assert.deepEqual(await shifts(page), []);
  });

  test(`at ${width} px: a reader who is already past the element stays where they are`, async () => {
    let release;
    const held = new Promise((done) => (release = done));
    const html = `${HOLD}<conflict-timeline>${text(60, "Main point")}</conflict-timeline><p id="below">Below</p>${text(40, "After")}${SCRIPT}`;
    const page = await openHtml(chrome, html, { width, init: watch, answers: { "/pkg/element.js": (route) => held.then(() => route.continue()) } });
    await page.evaluate(() => scrollBy(0, document.querySelector("#below").getBoundingClientRect().top - 200));
    await rest(page);
    const top = () => page.evaluate(() => document.querySelector("#below").getBoundingClientRect().top);
    const before = await top();
    release();
    await page.evaluate(() => document.querySelector("conflict-timeline").ready);
    assert.ok(Math.abs((await top()) - before) < 2, `from ${before} to ${await top()}`);
    await rest(page);
    assert.ok(Math.abs((await top()) - before) < 2, `from ${before} to ${await top()}, at rest`);
    assert.deepEqual(await shifts(page), []);
  });
}

const PRINTED = readFileSync(`${ROOT}/www/examples/fallback.html`, "utf8");
const [ELEMENT] = /<conflict-timeline [^]*<\/conflict-timeline>/.exec(PRINTED);
const boxOf = (page, id) =>
  page.evaluate((id) => {
    const { shadowRoot } = document.querySelector("conflict-timeline");
    return (shadowRoot.querySelector(`.ct-entry[data-event="${id}"]`) ?? document.querySelector(`[data-event="${id}"]`)).getBoundingClientRect().top;
  }, id);

for (const width of [390, 700, 1280]) {
  for (const [at, y] of [[3, 80], [17, 30], [19, 300]]) {
    test(`at ${width} px: a reader at event ${at + 1} of a printed text finds it at the same height in the timeline`, async () => {
      let release;
      const held = new Promise((done) => (release = done));
      const html = `<style>body{margin:0 16px}</style>${text(4, "Before")}${ELEMENT}${text(60, "After")}${SCRIPT}`;
      const page = await openHtml(chrome, html, { width, answers: { "/pkg/element.js": (route) => held.then(() => route.continue()) } });
      const id = await page.evaluate(([at, y]) => {
        const event = document.querySelectorAll("[data-event]")[at];
        scrollBy(0, event.getBoundingClientRect().top - y);
        return event.dataset.event;
      }, [at, y]);
      await rest(page);
      // The one whose head is nearest to the upper edge.
      const first = await page.evaluate(() => [...document.querySelectorAll("[data-event]")].find((event) => event.getBoundingClientRect().top >= 0).dataset.event);
      const before = await boxOf(page, first);
      release();
      await page.evaluate(() => document.querySelector("conflict-timeline").ready);
      assert.ok(Math.abs((await boxOf(page, first)) - before) <= 3, `${id}: ${first} from ${before} to ${await boxOf(page, first)}`);
      await rest(page);
      await rest(page);
      assert.ok(Math.abs((await boxOf(page, first)) - before) <= 6, `${id}: ${first} from ${before} to ${await boxOf(page, first)}, at rest`);
    });
  }
}

test("the focus of a link in the page's own text goes to the event that it is in, else to the timeline", async () => {
  for (const [link, wanted] of [["[data-event='2013-01-10-konna-capture'] a", "2013-01-10-konna-capture"], ["h2 a", ""]]) {
    let release;
    const held = new Promise((done) => (release = done));
    const answers = { "/pkg/element.js": (route) => held.then(() => route.continue()) };
    const linked = '<a href="#x">a link</a>';
    const own = `<h2>The war ${linked}</h2>${text(30, "Main point")}<p data-event="2013-01-10-konna-capture">Konna ${linked}</p>${text(30, "Main point")}`;
    const page = await openHtml(chrome, `${HOLD}<conflict-timeline>${own}</conflict-timeline>${SCRIPT}`, { answers });
    await page.locator(link).focus();
    await rest(page);
    release();
    await page.evaluate(() => document.querySelector("conflict-timeline").ready);
    const seen = await page.evaluate(() => {
      const focused = document.querySelector("conflict-timeline").shadowRoot.activeElement;
      return [document.activeElement.localName, focused?.localName, focused?.closest("[data-event]")?.dataset.event ?? ""];
    });
    assert.deepEqual(seen, ["conflict-timeline", wanted ? "button" : "div", wanted]);
  }
});

for (const width of [390, 1280]) {
  test(`at ${width} px: nothing of the printed page outside of the element is moved`, async () => {
    const page = await chrome.open("/www/examples/fallback.html", { width, init: watch });
    await draw(page);
    await rest(page);
    assert.deepEqual(await shifts(page), []);
  });
}
