// What is done by keyboard alone, and what a hand finds where little room is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, rest } from "./drawing.mjs";
import { stateOf, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();

for (const [name, { from, to, total }] of Object.entries({
  from: { from: "2013-06-15", to: "2024-12-31", total: 375 },
  to: { from: "2012-01-01", to: "2013-06-15", total: 375 },
  known: { from: "2012-01-01", to: "2013-06-15" },
})) {
  test(`a day typed key by key into "${name}" is the one that is taken, and a day out of the set gives way`, async () => {
    const page = await opened(chrome, { look: null });
    const input = page.locator(`[data-date=${name}][type=date]`);
    await input.focus();
    for (const key of "06152013") {
      await page.keyboard.press(key);
      await rest(page, 200);
    }
    assert.equal(await input.inputValue(), "2013-06-15");
    const state = await stateOf(page);
    assert.deepEqual([state.from, state.to], [from, to]);
    if (total) assert.equal(state.total, total);
    else assert.ok(state.total < 375);
    await input.fill("0201-06-15");
    await input.blur();
    assert.equal(await input.inputValue(), "2013-06-15");
    assert.deepEqual(await stateOf(page), state);
  });
}

test("a button that has done all it can keeps the focus, and one that goes hands it on", async () => {
  const page = await opened(chrome, { attributes: 'filter="foo=bar"' });
  const press = async (selector) => {
    await page.locator(selector).focus();
    await page.keyboard.press("Enter");
    await rest(page);
    return page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.activeElement?.outerHTML ?? "lost");
  };
  assert.match(await press("[data-act=dismiss]"), /^<button/);
  assert.match(await press("[data-act=fit-all]"), /aria-disabled="true" data-act="fit-all"|data-act="fit-all"[^>]* aria-disabled="true"/);
  const known = page.locator("[data-date=known][type=date]");
  for (const at of ["[part=known]", ".ct-known"]) {
    await known.fill("2013-06-15");
    assert.match(await press(`${at} [data-act=today]`), /^<button[^>]*data-act="today"/, at);
    assert.equal((await stateOf(page)).total, 375);
  }
});

test("both ends of a narrow window can be taken, at the edges of the strip too", async () => {
  const page = await opened(chrome);
  for (const [from, to] of [["2018-03-01", "2018-03-03"], ["2012-01-01", "2012-01-02"], ["2024-12-31", "2024-12-31"]]) {
    for (const [at, way] of [[0, -60], [1, 60]]) {
      await page.evaluate(async (days) => {
        const element = document.querySelector("conflict-timeline");
        element.zoomTo(...days);
        await element.updated;
      }, [from, to]);
      await rest(page);
      const before = await stateOf(page);
      const grip = await page.locator(".ct-thumb i").nth(at).boundingBox();
      const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + way, y, { steps: 6 });
      await page.mouse.up();
      await rest(page);
      const after = await stateOf(page);
      const [held, moved] = at ? ["from", "to"] : ["to", "from"];
      assert.equal(after[held], before[held], `${from}, ${held} stays`);
      const isAtEdge = at ? to === "2024-12-31" : from === "2012-01-01";
      assert.equal(after[moved] !== before[moved], !isAtEdge, `${from}, ${moved}: ${before[moved]} to ${after[moved]}`);
    }
  }
});
