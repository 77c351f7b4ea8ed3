// What lies along the axis of time: it moves as one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, rest } from "./drawing.mjs";
import { useBrowser } from "./helpers.mjs";

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
