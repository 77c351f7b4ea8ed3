// What lies along the axis of time: it moves as one, and runs from right to left where that is asked for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { card, html, opened, rest, word } from "./drawing.mjs";
import { draw, openHtml, stateOf, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();
const TOWNS = 'views="overview chart control"';

/** Where bands of towns begin and end by now, and where a tick of the axis stands. */
const places = (page) => page.evaluate(() => {
  const root = document.querySelector("conflict-timeline").shadowRoot;
  const boxes = [...root.querySelectorAll("button.ct-hold")].map((hold) => [hold.title, hold.getBoundingClientRect()]);
  const tick = root.querySelector(".ct-plot > .ct-moving .ct-w.is-soft").getBoundingClientRect().x;
  return { tick, holds: Object.fromEntries(boxes.map(([title, { left, right }]) => [title, [left, right]])) };
});

test("bands of towns move with the axis, in the same frame, while dragged and while zoomed", async () => {
  const page = await opened(chrome, { attributes: TOWNS, height: 1600, look: ["2012-04-01", "2014-03-31"] });
  const [x, y] = page.point;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 10, y);
  await rest(page, 0);
  const before = await places(page);
  for (const to of [30, 45, 120]) {
    await page.mouse.move(x + to, y);
    await rest(page, 0);
    const { tick, holds } = await places(page);
    const by = to - 10;
    if (to < 60) assert.ok(Math.abs(tick - before.tick - by) <= 1, `the axis moves by ${tick - before.tick}`);
    const known = Object.keys(before.holds).filter((title) => holds[title]);
    assert.ok(known.length > 15, `${known.length} bands`);
    const starts = known.map((title) => holds[title][0] - before.holds[title][0]);
    // Those that the edge cuts are laid out anew on the way.
    assert.ok(starts.filter((moved) => Math.abs(moved - by) <= 1).length > known.length / 2, `${by}: ${starts}`);
  }
  await page.mouse.up();
  await rest(page);
  await page.keyboard.down("Control");
  await page.mouse.move(x, y);
  for (let step = 0; step < 3; step++) {
    await page.mouse.wheel(0, step ? -80 : -40);
    await rest(page, 0);
    const { holds } = await places(page);
    await rest(page);
    const rested = await places(page);
    const plot = page.box.x + 148;
    const inside = Object.entries(rested.holds).filter(([, [left, right]]) => left > plot + 5 && right < page.box.x + page.box.width - 5 && right - left > 4);
    assert.ok(inside.length > 5, `${inside.length} bands`);
    for (const [title, [left, right]] of inside) {
      const [was_left, was_right] = holds[title];
      assert.ok(Math.abs(left - was_left) <= 3 && Math.abs(right - was_right) <= 3, `step ${step}, ${title}: ${was_left}–${was_right}, at rest ${left}–${right}`);
    }
  }
  await page.keyboard.up("Control");
});

test("with axis=rtl time runs from right to left, for pointer and keys too", async () => {
  const page = await opened(chrome, { attributes: `${TOWNS} axis="rtl" lang="ar"`, height: 1600, look: ["2013-01-01", "2013-02-15"] });
  const { box } = page;
  // The names of the lanes stand at the right, the first day beside them.
  const lane = await page.locator(".ct-lane").first().boundingBox();
  assert.ok(lane.x > box.x + box.width - 150 && lane.x + lane.width <= box.x + box.width + 1, JSON.stringify(lane));
  const title = word(page, "France begins Operation Serval");
  const [mali, chad] = await Promise.all([title, word(page, "Timbuktu")].map((of) => of.boundingBox()));
  assert.ok(mali.x + mali.width > chad.x + chad.width, "what was later ends farther to the left");
  const ticks = await page.locator(".ct-plot > .ct-moving .ct-w.is-soft").evaluateAll((words) => words.map((word) => word.getBoundingClientRect().right));
  assert.ok(ticks.every((right) => right <= box.x + box.width - 147), `${ticks}`);
  // A card stands by what is pointed at; a press opens it.
  await title.hover();
  await card(page).waitFor();
  assert.match(await card(page).textContent(), /Serval/);
  await title.click();
  await rest(page);
  assert.match((await stateOf(page)).selected, /serval/);
  // A hand moves days and drawing its own way: to the right come later days.
  const before = await stateOf(page);
  const at = (await title.boundingBox()).x;
  const plot = await page.locator(".ct-plot").boundingBox(); // the press may have scrolled the page
  const [x, y] = [plot.x + plot.width * 0.6, plot.y + 60];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y);
  await rest(page, 0);
  const by = (await title.boundingBox()).x - at;
  assert.ok(Math.abs(by - 20) <= 1, `${by} px`);
  await page.mouse.move(x + 200, y);
  await page.mouse.up();
  await rest(page);
  const after = await stateOf(page);
  assert.ok(after.from > before.from, `${before.from}, then ${after.from}`);
  // The arrow to the left goes on in time.
  await page.locator(".ct-plot").focus();
  await page.keyboard.press("Home");
  const seat = () => page.locator("#ct-seat").textContent();
  const first = await seat();
  await page.keyboard.press("ArrowLeft");
  const second = await seat();
  assert.notEqual(first, second);
  await page.keyboard.press("ArrowRight");
  assert.equal(await seat(), first);
  const [from, to] = await Promise.all([0, 1].map((at) => page.locator("[role=slider]").nth(at).boundingBox()));
  assert.ok(from.x > to.x, "the first day's thumb stands at the right");
});

test("axis takes ltr and rtl, at any time, and pictures follow it", async () => {
  const page = await openHtml(chrome, html('views="chart"'), { width: 1280, height: 900 });
  await draw(page);
  const told = async (value) => page.evaluate(async (value) => {
    const element = document.querySelector("conflict-timeline");
    if (value !== null) element.setAttribute("axis", value);
    await element.updated;
    const root = element.shadowRoot;
    const lane = root.querySelector(".ct-lane").getBoundingClientRect();
    return [lane.x > innerWidth / 2, (await element.export("svg")).includes('text-anchor="end"'), root.querySelector("[role=alert], .ct-notice")?.textContent ?? ""];
  }, value);
  assert.deepEqual((await told(null)).slice(0, 2), [false, false]);
  assert.deepEqual((await told("rtl")).slice(0, 2), [true, true]);
  assert.deepEqual((await told("ltr")).slice(0, 2), [false, false]);
  assert.match((await told("up"))[2], /up/, "a wrong word is named");
});
