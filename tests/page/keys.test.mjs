// What is done by keyboard alone, and what a hand finds where little room is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { card, opened, rest, word } from "./drawing.mjs";
import { IS_FIREFOX, stateOf, useBrowser } from "./helpers.mjs";

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

test("on paper a day as of which the data is shown is told, and nothing stands there to be pressed", { skip: IS_FIREFOX && "only Chromium prints here" }, async () => {
  const page = await opened(chrome);
  await page.locator("[data-date=known][type=date]").fill("2013-06-15");
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".ct-known").isVisible());
  assert.ok(!(await page.locator(".ct-known button").isVisible()));
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
      // Firefox refuses to move the pointer out of the window.
      await page.mouse.move(Math.min(x + way, 1279), y, { steps: 6 });
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

const focused = (page) => page.evaluate(() => {
  const at = document.querySelector("conflict-timeline").shadowRoot.activeElement;
  return at && [at.tagName, at.closest("[part]").getAttribute("part"), at.textContent];
});
const press = async (page, button) => {
  await button.focus();
  await page.keyboard.press("Enter");
  await rest(page);
};

test("what is suggested hands the keyboard on when it is taken, and is marked with its language", async () => {
  for (const [lang, undo, width] of [["en", "Undo", 1280], ["ar", "تراجع", 360]]) {
    const page = await opened(chrome, { attributes: `lang="${lang}"`, width, look: null });
    const found = page.locator(".ct-suggest li");
    const search = async () => {
      await page.getByRole("searchbox").first().focus();
      await page.keyboard.type("gao");
      await rest(page);
    };
    await search();
    await press(page, found.first().getByRole("button"));
    assert.deepEqual(await focused(page), ["BUTTON", "filters", undo]);
    assert.equal((await stateOf(page)).filter, "place=gao");
    await search();
    const event = found.last().getByRole("button");
    const title = await event.locator("bdi").textContent();
    assert.equal(await event.locator("bdi").getAttribute("lang"), lang === "ar" ? "en" : null);
    await press(page, event);
    assert.deepEqual(await focused(page), ["H3", "detail", title]);
  }
});

test("an event that is opened while a story is told has the keyboard, and not the story", async () => {
  const page = await opened(chrome, { look: null });
  await press(page, page.locator("button[data-story]").first());
  await press(page, page.locator(".ct-entry button").nth(2));
  const [, part, title] = await focused(page);
  assert.deepEqual([part, title], ["detail", await page.locator(".ct-entry.is-open button").textContent()]);
});

test("on a phone no stop of the sheet of filters is under its foot, and what it says of an actor is gone to, past the sheet", async () => {
  const page = await opened(chrome, { width: 360, look: null });
  await press(page, page.locator("[data-act=filters]"));
  const foot = await page.locator(".ct-sheet-foot").boundingBox();
  for (let at = 0; at < 40; at++) {
    await page.keyboard.press("Tab");
    const below = await page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.activeElement.getBoundingClientRect().bottom);
    assert.ok(below <= foot.y + 1, `stop ${at} is not under the foot of the sheet: ${below} of ${foot.y}`);
  }
  await press(page, page.locator("dialog .ct-info").first());
  assert.equal(await page.locator("dialog").count(), 0);
  assert.deepEqual((await focused(page)).slice(0, 2), ["H3", "actors"]);
});

test("where the pointer rests on an event, the card is that of the event to which the keys go", async () => {
  const page = await opened(chrome);
  await word(page, "France begins Operation Serval").hover();
  await card(page).waitFor();
  await page.locator(".ct-plot").focus();
  for (const key of ["End", "ArrowLeft"]) {
    await page.keyboard.press(key);
    await rest(page);
    const title = await card(page).locator("b").textContent();
    assert.ok((await page.locator("#ct-seat").textContent()).startsWith(title), `${key}: ${title}`);
  }
});
