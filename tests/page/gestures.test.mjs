// The drawing moved by mouse, touch and wheel.
import assert from "node:assert/strict";
import { test } from "node:test";
import { card, days, fingers, opened, rest } from "./drawing.mjs";
import { IS_FIREFOX, stateOf, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();
// Only Chromium can be told where fingers are.
const touches = { skip: IS_FIREFOX };

test("a drag moves the days with the pointer, and within a little way nothing is drawn anew", async () => {
  const page = await opened(chrome);
  const [x, y] = page.point;
  const before = await stateOf(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 10, y);
  await rest(page, 0);
  await page.evaluate(() => {
    window.cleared = 0;
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...given) {
      window.cleared += Boolean(this.canvas.closest(".ct-frame"));
      return clear.apply(this, given);
    };
  });
  const places = () => page.evaluate(() => {
    const root = document.querySelector("conflict-timeline").shadowRoot;
    const [title, canvas, tick] = [".ct-frame .ct-w", ".ct-frame canvas", ".ct-plot > .ct-moving .ct-w.is-soft"].map((of) => root.querySelector(of));
    return [title, canvas, tick].map((node) => Math.round(node.getBoundingClientRect().x));
  });
  const from = await places();
  for (const step of [-20, -30, -45]) await page.mouse.move(x + step, y);
  await rest(page, 0);
  const moved = (await places()).map((px, at) => px - from[at]);
  assert.deepEqual(moved, [-35, -35, -35], "title, marks and axis go the pointer's way");
  assert.equal(await page.evaluate(() => window.cleared), 0);
  await page.mouse.move(x - 200, y);
  await rest(page, 0);
  assert.ok(await page.evaluate(() => window.cleared) > 0, "farther on it is");
  await page.mouse.up();
  await rest(page);
  const after = await stateOf(page);
  const px_a_day = (page.box.width - 148) / 365;
  assert.ok(Math.abs((Date.parse(after.from) - Date.parse(before.from)) / 86_400_000 - 200 / px_a_day) < 2, `${before.from} to ${after.from}`);
  assert.equal(await page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.activeElement?.className ?? null), "ct-plot");
  assert.equal(await card(page).count(), 0, "a drag puts no event under the keyboard");
});

test("at rest no title is cut by an edge of the plot", async () => {
  const page = await opened(chrome);
  const [x, y] = page.point;
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 0; step < 12; step++) await page.mouse.move(x - 17 * step, y);
  await page.mouse.up();
  await page.mouse.move(2, 2);
  await rest(page);
  const cut = await page.evaluate(() => {
    const root = document.querySelector("conflict-timeline").shadowRoot;
    const frame = root.querySelector(".ct-frame").getBoundingClientRect();
    const words = [...root.querySelectorAll(".ct-frame .ct-w")];
    return { count: words.length, cut: words.filter((node) => node.getBoundingClientRect().left < frame.left - 1 || node.getBoundingClientRect().right > frame.right + 1).map((node) => node.textContent) };
  });
  assert.ok(cut.count > 10);
  assert.deepEqual(cut.cut, []);
});

for (const [reducedMotion, isGliding] of [["no-preference", true], ["reduce", false]]) {
  test(`a flick ${isGliding ? "goes on for a while and is stopped by a finger" : "stops at once for who wants no motion"}`, touches, async () => {
    const page = await opened(chrome, { width: 390, height: 800, hasTouch: true, reducedMotion });
    const [x, y] = page.point;
    const swipe = Array.from({ length: 7 }, (_, at) => [[x - 16 * at, y]]);
    await fingers(page, [...swipe, []]);
    const lifted = await stateOf(page);
    await rest(page, 60);
    const on = await stateOf(page);
    assert.equal(on.from > lifted.from, isGliding, `${lifted.from}, then ${on.from}`);
    if (!isGliding) return;
    await fingers(page, [[[x, y]]]);
    const held = await stateOf(page);
    await rest(page, 200);
    assert.equal((await stateOf(page)).from, held.from, "a finger holds it");
    await fingers(page, [[]]);
    await fingers(page, [...swipe, []]);
    await rest(page, 2500);
    const still = await stateOf(page);
    await rest(page, 100);
    assert.equal((await stateOf(page)).from, still.from, "and it comes to rest");
  });
}

test("a swipe up or down is the page's, over the lanes, the strip and its thumbs", touches, async () => {
  const page = await opened(chrome, { width: 390, height: 800, hasTouch: true });
  const before = await stateOf(page);
  const strip = await page.locator("[part=overview]").boundingBox();
  const thumb = await page.locator(".ct-thumb").first().boundingBox();
  const starts = [page.point, [strip.x + strip.width * 0.7, strip.y + 60], [thumb.x + 12, thumb.y + 40]];
  for (const [at, [x, start]] of starts.entries()) {
    await page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.querySelector("[part=overview]").scrollIntoView());
    const top = await page.evaluate(() => scrollY);
    await fingers(page, [...Array.from({ length: 10 }, (_, step) => [[x + (step % 2), start - 12 * step]]), []]);
    await rest(page, 500);
    assert.ok(await page.evaluate((top) => scrollY > top + 40, top), `${at}: the page scrolls`);
    const { from, to } = await stateOf(page);
    assert.deepEqual([from, to], [before.from, before.to], `${at}: the window stays`);
  }
  // A tap beside the window brings it there.
  await page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.querySelector("[part=overview]").scrollIntoView());
  await fingers(page, [[[strip.x + strip.width * 0.7, strip.y + 60]], []]);
  await rest(page);
  assert.notEqual((await stateOf(page)).from, before.from);
});

for (const [name, start, end] of [["beside each other", [[-30, 0], [30, 0]], [[-90, 0], [90, 0]]], ["one above the other", [[0, -30], [0, 30]], [[0, -90], [0, 90]]]]) {
  test(`two fingers ${name} zoom, and open nothing`, touches, async () => {
    const page = await opened(chrome, { width: 390, height: 800, hasTouch: true });
    const [x, y] = [page.point[0], page.point[1] + 60];
    const at = (share) => start.map(([dx, dy], id) => [x + dx + (end[id][0] - dx) * share, y + dy + (end[id][1] - dy) * share]);
    const before = await days(page);
    await fingers(page, [...Array.from({ length: 9 }, (_, step) => at(step / 8)), []]);
    await rest(page);
    const factor = before / (await days(page));
    assert.ok(factor > 2 && factor < 4.5, `zoomed ${factor} times`);
    assert.equal((await stateOf(page)).selected, null);
    // Two fingers that come and go choose nothing.
    await fingers(page, [at(0), []]);
    await rest(page);
    assert.equal((await stateOf(page)).selected, null);
  });
}

test("ctrl and wheel zoom about the pointer; the plain wheel scrolls the page", async () => {
  const page = await opened(chrome);
  const tick = page.locator(".ct-plot .ct-w.is-soft").nth(4);
  const name = await tick.textContent();
  const { x } = await tick.boundingBox();
  await page.mouse.move(x - 3, page.box.y + 60);
  const before = await days(page);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await rest(page);
  assert.ok(before / (await days(page)) > 1.1);
  const now = await page.locator(".ct-plot .ct-w.is-soft", { hasText: new RegExp(`^${name}$`) }).first().boundingBox();
  assert.ok(Math.abs(now.x - x) < 2, `the day under the pointer went from ${x} to ${now.x}`);
  const [zoomed, top] = [await days(page), await page.evaluate(() => scrollY)];
  await page.mouse.wheel(0, 120);
  await rest(page);
  assert.ok(await page.evaluate((top) => scrollY > top, top));
  assert.equal(await days(page), zoomed);
});

test("buttons zoom in and out; a double click and a button show everything", async () => {
  const page = await opened(chrome);
  const whole = await page.evaluate(() => {
    const { from, to } = document.querySelector("conflict-timeline").state;
    return [from, to];
  });
  const year = await days(page);
  await page.locator("[data-act=zoom-in]").click();
  await rest(page);
  assert.ok(Math.abs((await days(page)) - year / 2) <= 2);
  await page.locator("[data-act=zoom-out]").click();
  await rest(page);
  assert.deepEqual(await page.evaluate(() => Object.values((({ from, to }) => ({ from, to }))(document.querySelector("conflict-timeline").state))), whole);
  await page.locator("[data-act=fit]").click();
  await rest(page);
  const all = await days(page);
  assert.ok(all > 4000);
  await page.locator("[data-act=zoom-in]").click();
  await rest(page);
  // Firefox, as it is driven here, takes two clicks for two.
  if (IS_FIREFOX) await page.locator(".ct-plot").dispatchEvent("dblclick");
  else await page.mouse.dblclick(page.box.x + 152, page.box.y + 3);
  await rest(page);
  assert.equal(await days(page), all);
});
