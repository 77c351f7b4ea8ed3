// The attribute views: which parts stand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { alertOf, draw, openHtml, SCRIPT, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();
const html = (views) => `<style>body{margin:0 16px}</style><conflict-timeline loading="eager" views="${views}"></conflict-timeline>${SCRIPT}`;
const ALL = ["story", "filters", "overview", "chart", "list", "control", "places", "actors", "tolls"];

/** The parts that a reader can see, and all that always stand. */
const seen = (page) =>
  page.evaluate(async () => {
    const element = document.querySelector("conflict-timeline");
    await element.updated;
    const parts = [...element.shadowRoot.querySelectorAll("[part]")].filter((node) => node.checkVisibility());
    return parts.map((node) => node.getAttribute("part")).filter((name) => !["timeline", "known"].includes(name));
  });
const chosen = async (page) => (await seen(page)).filter((part) => ALL.includes(part)).sort();
const set = (page, views) =>
  page.evaluate((views) => {
    const element = document.querySelector("conflict-timeline");
    if (views === null) element.removeAttribute("views");
    else element.setAttribute("views", views);
  }, views);

for (const width of [1280, 360]) {
  test(`at ${width} px the parts stand that are named, and title, status and footer with them`, async () => {
    const page = await openHtml(chrome, html("chart overview"), { width });
    await draw(page);
    assert.deepEqual(await chosen(page), ["chart", "overview"]);
    for (const always of ["header", "status", "footer"]) assert.ok((await seen(page)).includes(always), always);
    assert.equal(await page.locator(".ct-entry, .ct-list").count(), 0, "a list that is not wanted is not built");
    // What opens has its place without the list, and gives the focus back to the drawing.
    await page.evaluate(() => document.querySelector("conflict-timeline").select("2013-01-10-konna-capture"));
    const detail = page.locator("[part=detail]");
    await detail.getByRole("heading").first().waitFor();
    await detail.getByRole("button").first().focus();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelector("conflict-timeline").shadowRoot.activeElement?.className === "ct-plot");
    await set(page, "list filters");
    assert.deepEqual(await chosen(page), ["filters", "list"]);
    assert.equal(await page.locator(".ct-bar").isVisible(), false, "dates and lanes belong to strip and chart");
    await set(page, null);
    assert.deepEqual(await chosen(page), [...ALL].sort());
    assert.deepEqual(page.seen.errors, []);
  });
}

test("each name chooses its own part; any white space parts the names", async () => {
  const page = await openHtml(chrome, html("chart"));
  await draw(page);
  for (const part of ALL) {
    await set(page, part);
    assert.deepEqual(await chosen(page), [part]);
  }
  await set(page, " overview\n\ttolls ");
  assert.deepEqual(await chosen(page), ["overview", "tolls"]);
  assert.equal(await alertOf(page).count(), 0);
});

test("a word that names no part is said, with the nearest that does; the others count", async () => {
  const page = await openHtml(chrome, html("  lists chart"));
  await draw(page);
  assert.deepEqual(await chosen(page), ["chart"]);
  assert.match(await alertOf(page).textContent(), /unknown part `lists`, did you mean `list`/);
  await set(page, "nothing of the kind");
  assert.deepEqual(await chosen(page), [...ALL].sort(), "of none that there is, all");
  await set(page, "chart");
  assert.deepEqual(await chosen(page), ["chart"]);
  assert.equal(await alertOf(page).count(), 0);
});
