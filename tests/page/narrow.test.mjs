// What a press or a typed day does where the page is narrow, or not all of the list is in it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { rest } from "./drawing.mjs";
import { draw, openHtml, SCRIPT, stateOf, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();

async function shown({ attributes = "", width = 360, height = 740 } = {}) {
  const page = await openHtml(chrome, `<style>body{margin:0 16px}</style><conflict-timeline loading="eager" ${attributes}></conflict-timeline>${SCRIPT}`, { width, height });
  await draw(page);
  await page.locator(".ct-towns li").first().waitFor();
  await rest(page);
  return page;
}

test("a press on a town's band goes to where the event is told", async () => {
  for (const width of [360, 768, 1280]) {
    const page = await shown({ width });
    const widths = await page.locator("button.ct-hold").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    const hold = page.locator("button.ct-hold").nth(widths.indexOf(Math.max(...widths)));
    await hold.evaluate((one) => one.scrollIntoView({ block: "center" }));
    await rest(page);
    await hold.click();
    await rest(page);
    const told = await page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.activeElement.getBoundingClientRect().toJSON());
    assert.ok(await page.locator(".ct-detail .is-target:focus, .ct-entry.is-open button:focus").count(), `${width} px`);
    assert.ok(told.top >= 0 && told.bottom <= 740, `${width} px: ${told.top} to ${told.bottom}`);
  }
});

test("a press on a title in the drawing goes to where the event is told, if that is not beside it", async () => {
  for (const width of [360, 768, 1280]) {
    const page = await shown({ width });
    // The drawing at the lower edge of the window: what is told stands below that.
    await page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.querySelector("[part=chart]").scrollIntoView({ block: "end" }));
    await rest(page);
    const titles = await page.locator(".ct-plot .ct-w.is-title").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
    const { x, y, width: wide, height } = titles.find(({ top, bottom }) => top > 40 && bottom < 700);
    const before = await page.evaluate(() => scrollY);
    await page.mouse.click(x + wide / 2, y + height / 2);
    await rest(page);
    assert.ok((await stateOf(page)).selected, `${width} px`);
    if (width === 1280) {
      assert.equal(await page.evaluate(() => scrollY), before);
      continue;
    }
    const { className, top, bottom } = await page.evaluate(() => {
      const held = document.querySelector("conflict-timeline").shadowRoot.activeElement;
      return { className: held.className, ...held.getBoundingClientRect().toJSON() };
    });
    assert.ok(/is-target|^$/u.test(className) && top >= 0 && bottom <= 740, `${width} px: ${className}, ${top} to ${bottom}`);
  }
});

test("a status of the legend stays under the finger while chips come and go above it", async () => {
  const page = await shown({ height: 800 });
  const status = page.locator(".ct-legend button").first();
  for (const scrolled of [0, 40]) {
    await page.evaluate((by) => scrollTo(0, by), scrolled);
    await rest(page);
    const { x, y, width, height } = await status.boundingBox();
    for (const chips of [1, 0]) {
      await page.mouse.click(x + width / 2, y + height / 2);
      await rest(page);
      assert.equal(await page.locator(".ct-chip").count(), chips);
      const now = await status.boundingBox();
      assert.ok(Math.abs(now.y - y) < 2, `from ${y} to ${now.y}`);
    }
  }
});

test("days typed in any order are the days in view", async () => {
  const page = await shown({ width: 1280, attributes: 'from="2013-05-10" to="2013-06-15"' });
  const typed = async (name, keys) => {
    await page.locator(`[data-date=${name}][type=date]`).focus();
    for (const key of keys) {
      await page.keyboard.press(key);
      await rest(page, 200);
    }
    await page.locator(`[data-date=${name}]`).blur();
    await rest(page);
    const { from, to } = await stateOf(page);
    return [from, to];
  };
  // Its month alone would lie before the other end.
  assert.deepEqual(await typed("to", "02202014"), ["2013-05-10", "2014-02-20"]);
  assert.deepEqual(await typed("from", "03152016"), ["2016-03-15", "2024-12-31"]);
  assert.deepEqual(await typed("to", "04012017"), ["2016-03-15", "2017-04-01"]);
  assert.deepEqual(await typed("to", "08012014"), ["2012-01-01", "2014-08-01"]);
  assert.deepEqual(await typed("from", "07012014"), ["2014-07-01", "2014-08-01"]);
});

test("each entry says which of all it is, after a filter too", async () => {
  const page = await shown({ width: 1280 });
  const said = () => page.locator(".ct-reel ol > li").evaluateAll((all) => all.map((one) => ["aria-posinset", "aria-setsize"].map((name) => Number(one.getAttribute(name)))));
  const before = await said();
  const { total } = await stateOf(page);
  assert.deepEqual(before, before.map((_, at) => [at + 1, total]));
  await page.evaluate(() => (document.querySelector("conflict-timeline").filter = "kind=airstrike"));
  await rest(page);
  const after = await said();
  const matched = (await stateOf(page)).matched;
  assert.ok(matched > 0 && matched < total);
  assert.deepEqual(after, after.map((_, at) => [at + 1, matched]));
});

test("what is told bears the name that its title has, in the title's language", async () => {
  for (const width of [360, 768, 1280]) {
    const page = await shown({ width, attributes: 'lang="ar"' });
    await page.locator(".ct-entry button").first().click();
    await rest(page);
    const [title, name] = await page.evaluate(() => {
      const root = document.querySelector("conflict-timeline").shadowRoot;
      const told = root.querySelector(".ct-detail");
      const named = root.querySelectorAll(`[id="${told.getAttribute("aria-labelledby")}"]`);
      return [root.querySelector(".ct-detail .is-target, .ct-entry.is-open .ct-name").textContent, [...named].map((one) => one.textContent)];
    });
    assert.deepEqual(name, [title], `${width} px`);
  }
});

test("a place that is pressed on the map keeps the focus, whatever names the map then writes", async () => {
  const page = await shown({ width: 768 });
  await page.locator(".ct-spot").first().waitFor();
  const held = () => page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.activeElement?.dataset.place ?? "lost");
  const count = await page.locator(".ct-spot").count();
  assert.ok(count > 40, `${count} places`);
  for (let at = 0; at < count; at += 5) {
    const spot = page.locator(".ct-spot").nth(at);
    const place = await spot.getAttribute("data-place");
    for (const isPressed of ["true", "false"]) {
      await spot.focus();
      await page.keyboard.press("Enter");
      await rest(page, 100);
      assert.equal(await held(), place);
      assert.equal(await page.locator(`.ct-spot[data-place="${place}"]`).getAttribute("aria-pressed"), isPressed);
    }
  }
});

test("figures drawn on a scale make no page wider, from left to right or from right to left", async () => {
  for (const lang of ["en", "ar"]) {
    const page = await openHtml(chrome, `<style>body{margin:0}</style><conflict-timeline loading="eager" lang="${lang}" selected="2013-02-22-in-khalil-car-bombs"></conflict-timeline>${SCRIPT}`, { width: 360, height: 740 });
    await draw(page);
    await page.locator(".ct-scale small").first().waitFor();
    await rest(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), lang);
  }
});

test("who is told of stays told of when their forerunners go into the filter", async () => {
  const page = await shown({ width: 1280 });
  const button = page.locator("[data-act=forerunners]");
  const title = await page.locator(".ct-sides .is-target").textContent();
  for (const isPressed of ["true", "false"]) {
    await button.focus();
    await page.keyboard.press("Enter");
    await rest(page);
    assert.equal(await page.locator(".ct-sides .is-target").textContent(), title);
    assert.ok(await page.locator(`[data-act=forerunners][aria-pressed=${isPressed}]:focus`).count());
  }
});
