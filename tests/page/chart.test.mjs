// The drawing pointed at, read and folded, by mouse and by keys.
import assert from "node:assert/strict";
import { test } from "node:test";
import { card, days, html, opened, rest, word } from "./drawing.mjs";
import { draw, IS_FIREFOX, openHtml, stateOf, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();

test("a press on an event opens it, and leaves the keyboard nowhere else", async () => {
  const page = await opened(chrome, { look: ["2013-01-01", "2013-02-15"] });
  await page.mouse.click(page.box.x + 170, page.box.y + 2);
  assert.equal(await card(page).count(), 0, "nothing was pressed");
  await word(page, "France begins Operation Serval").click();
  await rest(page);
  assert.match((await stateOf(page)).selected, /serval/);
});

test("a card stands for what is pointed at, can be pointed at itself, and goes with Escape", async () => {
  const page = await opened(chrome, { look: ["2013-01-01", "2013-02-15"] });
  const title = word(page, "France begins Operation Serval");
  await title.hover();
  await card(page).waitFor();
  assert.match(await card(page).textContent(), /Serval/);
  const box = await card(page).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 12 });
  await rest(page, 600);
  assert.match(await card(page).textContent(), /Serval/, "the pointer is on it");
  await page.keyboard.press("Escape");
  await rest(page, 100);
  assert.equal(await card(page).count(), 0);
  await page.mouse.move(2, 2, { steps: 3 });
  await title.hover();
  await card(page).waitFor();
  await page.keyboard.press("Escape");
  const { x, y } = await title.boundingBox();
  await page.mouse.move(x + 12, y + 4);
  await rest(page, 100);
  assert.equal(await card(page).count(), 0, "dismissed until another is pointed at");
  await page.mouse.move(2, 2);
  await title.hover();
  await card(page).waitFor();
  await page.mouse.move(2, 2, { steps: 3 });
  await rest(page, 600);
  assert.equal(await card(page).count(), 0, "nothing is pointed at");
});

for (const width of [1280, 360]) {
  test(`at ${width} px whatever the keyboard is on is seen: a ring, a card, its words`, async () => {
    const page = await opened(chrome, { width, look: null });
    await page.locator(".ct-plot").focus();
    await page.keyboard.press("Home");
    const seen = new Set();
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press("ArrowRight");
      await rest(page, 0);
      const { said, told } = await page.evaluate(() => {
        const root = document.querySelector("conflict-timeline").shadowRoot;
        return { said: root.querySelector("#ct-seat")?.textContent, told: root.querySelector(".ct-card b")?.textContent };
      });
      assert.ok(said, `step ${step}: the keyboard is nowhere`);
      assert.ok(told && said.startsWith(told), `step ${step}: heard “${said}”, seen “${told}”`);
      seen.add(said);
    }
    assert.ok(seen.size > 35);
  });
}

test("keys: events, lanes, screens, ends, zoom about the event, open and back", async () => {
  const page = await opened(chrome, { look: null });
  const seat = () => page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.querySelector("#ct-seat")?.textContent);
  const press = async (key) => {
    await page.keyboard.press(key);
    await rest(page);
    return seat();
  };
  await page.locator(".ct-plot").focus();
  const first = await press("Home");
  assert.match(first, /2012/, "the axis has no days before");
  const next = await press("ArrowRight");
  assert.notEqual(next, first);
  assert.equal(await press("ArrowLeft"), first);
  assert.equal(await press("ArrowLeft"), first, "there is none before");
  // In the lane below it may be the same event.
  let below = first;
  for (let lane = 0; lane < 4 && below === first; lane++) below = await press("ArrowDown");
  assert.notEqual(below, first);
  const last = await press("End");
  for (let step = 0; step < 6; step++) assert.equal(await press("+"), last);
  const { from, to } = await stateOf(page);
  assert.ok(to > "2024", `the event is in view still: ${from} to ${to}`);
  assert.match(await card(page).textContent(), /2024/);
  await press("PageUp");
  assert.ok((await stateOf(page)).to < to);
  await press("PageDown");
  await press("-");
  assert.ok((await days(page)) > (Date.parse(to) - Date.parse(from)) / 86_400_000);
  await press("0");
  assert.ok((await days(page)) > 4000);
  await press("Enter");
  assert.ok((await stateOf(page)).selected);
  await press("Escape");
  assert.equal((await stateOf(page)).selected, null);
  const start = await press("Home");
  const second = await press("ArrowRight");
  assert.equal(await card(page).count(), 1);
  assert.equal(await press("Escape"), second, "the card goes, the keyboard stays");
  assert.equal(await card(page).count(), 0);
  assert.equal(await press("ArrowLeft"), start);
  assert.equal(await card(page).count(), 1);
});

test("the lanes' names are one stop, go by arrows, and fold without lying over each other", async () => {
  const page = await opened(chrome, { look: null });
  const names = page.locator(".ct-lane");
  const count = await names.count();
  assert.ok(count > 5);
  assert.deepEqual(await names.evaluateAll((all) => all.filter((node) => node.tabIndex === 0).length), 1);
  await names.first().focus();
  for (let at = 0; at < count; at++) {
    await page.keyboard.press("Enter");
    await rest(page, 0);
    await page.keyboard.press("ArrowDown");
  }
  const boxes = await names.evaluateAll((all) => all.map((node) => ({ ...node.getBoundingClientRect().toJSON(), isOpen: node.ariaExpanded, title: node.title })));
  boxes.forEach(({ top, height, isOpen, title }, at) => {
    assert.equal(isOpen, "false");
    assert.equal(title, "Unfold lane");
    assert.ok(height >= 24, `${at}: ${height} px high`);
    assert.ok(!at || top >= boxes[at - 1].bottom - 0.5, `${at} lies over the name before it`);
  });
  const height = () => page.evaluate(async () => Number((await document.querySelector("conflict-timeline").export("svg")).match(/ height="(\d+)"/)[1]));
  const folded = await height();
  await names.first().press("Enter");
  assert.ok((await height()) > folded, "the picture has the folds too");
});

test("lanes are chosen by hand; where they say no side, a key does", async () => {
  const page = await opened(chrome, { look: null });
  const keys = page.locator(".is-keys .ct-swatch");
  assert.equal(await keys.count(), 0);
  for (const by of ["actor", "kind", "region", "place", "phase"]) {
    await page.locator(`[data-lanes=${by}]`).click();
    await rest(page, 0);
    assert.equal(await page.locator(`[data-lanes=${by}]`).getAttribute("aria-pressed"), "true");
    assert.ok(await page.locator(".ct-lane").count() > 2, by);
    assert.ok(await keys.count() > 4, by);
  }
});

test("the legend shows each form as it is drawn, and its words filter", async () => {
  const page = await opened(chrome, { look: null });
  const samples = await page.locator(".is-keys canvas").evaluateAll((all) => all.map((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.reduce((sum, byte, at) => sum + (at % 4 === 3 && byte > 0), 0);
  }));
  assert.equal(samples.length, 8);
  samples.forEach((pixels, at) => assert.ok(pixels > 15, `sample ${at} has ${pixels} pixels`));
  const before = (await stateOf(page)).matched;
  await page.locator(".ct-legend button", { hasText: "Disputed" }).click();
  await rest(page);
  const { matched, filter } = await stateOf(page);
  assert.ok(matched > 0 && matched < before, `${matched} of ${before}`);
  assert.match(filter, /status=disputed/);
});

test("a filter that nothing fits says which part to loosen", async () => {
  const page = await opened(chrome, { look: null });
  await page.evaluate(async () => {
    const element = document.querySelector("conflict-timeline");
    element.filter = "kind=coup;place=kidal";
    await element.updated;
  });
  await rest(page);
  const empty = page.locator(".ct-empty");
  assert.match(await empty.textContent(), /No event fits/);
  await empty.getByRole("button").first().click();
  await rest(page);
  assert.ok((await stateOf(page)).matched > 0);
});

for (const [status, counted] of [["", /^(?!.*Confirmed)/], ["disputed", /Confirmed \d+.*Disputed \d+/]]) {
  test(`events of one day that find no room are opened from what stands for them, ${status || "not said"}`, async () => {
    const crowd = Array.from({ length: 1500 }, (_, at) => `2020-05-15,Row ${at},Gao,battle,${at % 5 ? "" : status}`);
    const rows = ["date,title,place,kind,status", ...crowd, "2019-01-01,Before,Gao,battle,", "2021-12-31,After,Gao,battle,"].join("\n");
    const page = await openHtml(chrome, html());
    await draw(page);
    await page.evaluate(async (text) => {
      const element = document.querySelector("conflict-timeline");
      await element.load(new Blob([text]));
      element.zoomTo("2020-05-15", "2020-05-15");
      await element.updated;
      element.shadowRoot.querySelector("[part=overview]").scrollIntoView();
    }, rows);
    await rest(page);
    const more = await page.locator(".ct-w.is-small", { hasText: "+" }).first().boundingBox();
    const before = await days(page);
    await page.mouse.move(more.x - 8, more.y + 2);
    await card(page).waitFor();
    const told = await card(page).textContent();
    assert.match(told, /15 May 2020.*events.*zoom to open/);
    assert.match(told, counted);
    await page.mouse.click(more.x - 8, more.y + 2);
    await rest(page);
    assert.ok((await days(page)) <= before, "nothing is zoomed out");
    assert.ok((await stateOf(page)).selected, "the first of them is open");
  });
}

test("another screen with finer pixels is drawn for", async () => {
  // A browser under a script's hand has one screen: the second is said to it.
  const page = await opened(chrome, {
    init: () => {
      const match = window.matchMedia;
      window.lists = [];
      window.matchMedia = (query) => {
        const list = match.call(window, query);
        if (query.includes("resolution")) window.lists.push(list);
        return list;
      };
    },
  });
  const ratio = () => page.locator(".ct-frame canvas").evaluate((canvas) => canvas.width / canvas.getBoundingClientRect().width);
  assert.ok(Math.abs((await ratio()) - 1) < 0.02);
  await page.evaluate(() => {
    Object.defineProperty(window, "devicePixelRatio", { value: 2 });
    window.lists.find(({ media }) => media.includes("2dppx")).dispatchEvent(new Event("change"));
  });
  await rest(page);
  assert.ok(Math.abs((await ratio()) - 2) < 0.02);
});

test("the first stop before the drawing leads past it, to the list", async () => {
  const page = await opened(chrome, { look: null });
  const skip = page.locator(".ct-skip");
  await skip.focus();
  assert.ok((await skip.boundingBox()).height > 20, "it is seen once it has the focus");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.activeElement.getAttribute("part")), "list");
});

test("paper and picture say which filter is set", async () => {
  const page = await opened(chrome, { look: null });
  const paper = page.locator(".ct-paper");
  const picture = () => page.evaluate(() => document.querySelector("conflict-timeline").export("svg"));
  assert.equal(await paper.count(), 0);
  assert.doesNotMatch(await picture(), /shown · /);
  await page.evaluate(async () => {
    const element = document.querySelector("conflict-timeline");
    element.filter = "status=disputed;from=2013-01;to=2013-12";
    await element.updated;
  });
  assert.equal(await paper.isVisible(), false);
  if (!IS_FIREFOX) {
    await page.emulateMedia({ media: "print" });
    assert.equal(await paper.isVisible(), true);
  }
  assert.match(await paper.textContent(), /Filters in use Disputed, .*2013/);
  assert.match(await picture(), /shown · Disputed, .*2013/);
});

test("a drawing that becomes lower leaves nothing of the one before under it, also where that was out of sight", async () => {
  const page = await opened(chrome, { look: ["2013-01-01", "2014-12-31"] });
  // The lowest row of the bitmap that holds something, and the height of the lanes, in CSS pixels.
  const foot = () =>
    page.evaluate(() => {
      const root = document.querySelector("conflict-timeline").shadowRoot;
      const canvas = root.querySelector(".ct-frame canvas");
      const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const last = data.findLastIndex((value, at) => at % 4 === 3 && value > 0);
      const ticks = root.querySelector(".ct-plot > .ct-moving .ct-w").getBoundingClientRect().top;
      return [Math.floor(last / 4 / width) / devicePixelRatio, ticks - root.querySelector(".ct-plot").getBoundingClientRect().top, canvas.height];
    });
  const [full_px, , before] = await foot();
  await page.evaluate(() => (document.querySelector("conflict-timeline").filter = "kind=coup,election"));
  await rest(page);
  for (const days of [null, ["2014-06-01", "2016-06-01"], ["2012-06-01", "2014-06-01"]]) {
    if (days) await page.evaluate((days) => document.querySelector("conflict-timeline").zoomTo(...days), days);
    await rest(page);
    const [drawn_px, lanes_px, height] = await foot();
    assert.ok(drawn_px < full_px && drawn_px <= lanes_px + 1, `${drawn_px} of ${lanes_px}`);
    assert.equal(height, before, "the bitmap is the same");
  }
});

test("in a set of one week the strip shows days, and its thumbs go by days", async () => {
  const rows = ["date,title", ...Array.from({ length: 150 }, (_, at) => `2020-05-${11 + (at % 7)},Row ${at}`)].join("\n");
  const page = await openHtml(chrome, html());
  await draw(page);
  await page.evaluate((text) => document.querySelector("conflict-timeline").load(new Blob([text])), rows);
  await rest(page);
  assert.match(await page.locator(".ct-strip").first().textContent(), /Events a day/);
  const from = page.locator(".ct-thumb").first();
  await from.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await rest(page);
  assert.equal((await stateOf(page)).from, "2020-05-13");
  await page.keyboard.press("ArrowLeft");
  await rest(page);
  assert.equal((await stateOf(page)).from, "2020-05-12");
});
