// Room for what there is: large letters, long words, sets without points; and where the keyboard goes on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { rest } from "./drawing.mjs";
import { draw, openHtml, SCRIPT, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();

const shown = async (attributes, { style = "", rows, ...options } = {}) => {
  const page = await openHtml(chrome, `<style>body{margin:0 16px}${style}</style><conflict-timeline loading="eager" ${attributes}></conflict-timeline>${SCRIPT}`, options);
  await draw(page);
  if (rows) {
    await page.evaluate(async (text) => {
      const element = document.querySelector("conflict-timeline");
      await element.load(new Blob([text]));
      await element.updated;
    }, rows.join("\n"));
  }
  await rest(page);
  return page;
};
/** What stands wider than the element, but for drawings, what ends with dots or is for ears alone, and the room about a number on a scale. */
const wide = (page) =>
  page.evaluate(() => {
    const host = document.querySelector("conflict-timeline");
    const { left, right } = host.getBoundingClientRect();
    const all = [...host.shadowRoot.querySelectorAll(".ct :not(.ct-plot *, .ct-map *, .ct-overview *, .ct-hold, .ct-hold *, .ct-band *, .ct-scale *, .ct-lane > span *, .ct-hidden, .ct-skip)")];
    return all.filter((one) => one.checkVisibility()).flatMap((one) => {
      const box = one.getBoundingClientRect();
      return box.left < left - 1 || box.right > right + 1 ? `${one.localName}.${one.className}: ${one.textContent.slice(0, 30)}` : [];
    });
  });

for (const lang of ["en", "fr", "ar"]) {
  test(`letters of twice the size, ${lang}: nothing stands out of the element, and no lane's name over a title`, async () => {
    for (const width of [360, 1280]) {
      const page = await shown(`lang="${lang}"`, { style: "html{font-size:32px}", width });
      assert.deepEqual(await wide(page), [], `${width} px`);
    }
    const page = await shown(`lang="${lang}"`, { style: "html{font-size:32px}" });
    const over = await page.evaluate(() => {
      const root = document.querySelector("conflict-timeline").shadowRoot;
      const boxes = (selector) => [...root.querySelectorAll(selector)].map((one) => [one.textContent, one.getBoundingClientRect()]);
      const meets = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
      const titles = boxes(".ct-plot .ct-w.is-title");
      return boxes(".ct-lane > span").flatMap(([name, box]) => titles.filter((title) => meets(title[1], box)).map(([title]) => [name, title]));
    });
    assert.deepEqual(over, []);
    const figures = await page.evaluate(() => {
      const root = document.querySelector("conflict-timeline").shadowRoot;
      const meets = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
      return [".ct-plotted", ".ct-overview"].flatMap((name) => {
        const room = root.querySelector(name).getBoundingClientRect();
        const words = [...root.querySelectorAll(`${name} .ct-w`)].map((one) => [one.textContent, one.getBoundingClientRect()]);
        const cut = words.filter(([, box]) => box.top < room.top - 1 || box.bottom > room.bottom + 1).map(([word]) => `${name}: ${word}`);
        const met = words.flatMap(([one, box], at) => words.slice(at + 1).filter(([, other]) => meets(box, other)).map(([two]) => `${one} over ${two}`));
        return [...cut, ...met];
      });
    });
    assert.deepEqual(figures, []);
  });
}

const LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(3);
const ROWS = ["date,title,place,actors,deaths", `2020-01-01,${LONG},${LONG},${LONG},5`, `2020-02-01,Two,${"Words of a long name ".repeat(12)},${"Words of a long name ".repeat(12)};Blue,2`];

test("words that are longer than a line are broken, names of lanes end, and the page scrolls one way", async () => {
  for (const width of [360, 768, 1280]) {
    const page = await shown("", { rows: ROWS, width });
    assert.deepEqual(await wide(page), [], `${width} px`);
    await page.locator(".ct-entry button").first().click();
    await rest(page);
    assert.deepEqual(await wide(page), [], `${width} px, open`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    const heights = await page.locator(".ct-lane").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    assert.ok(heights.every((height) => height < 60), `${width} px: ${heights}`);
  }
});

test("a set without a point has no map and no words about its circles, and no rule over towns that it does not tell of", async () => {
  const page = await shown("", { rows: ROWS });
  assert.equal(await page.locator(".ct-where").isVisible(), true);
  assert.equal(await page.locator(".ct-map").count(), 0);
  assert.equal(await page.locator(".ct-where .ct-note:not(.ct-apart)").count(), 0);
  assert.equal(await page.locator(".ct-towns").isVisible(), false);
});

test("where nothing is listed, nothing asks to choose from it", async () => {
  const page = await shown("");
  const hint = page.getByText("Choose an event in the drawing or the list.");
  await hint.waitFor();
  await page.getByRole("searchbox").fill("zzzqqq");
  await hint.waitFor({ state: "detached" });
});

test("as wide as there is room, wherever a page puts it", async () => {
  const places = {
    row: ["display:flex", 900],
    column: ["display:flex;flex-direction:column;align-items:center", 1200],
    grid: ["display:grid;grid-template-columns:300px 1fr", 900],
    area: ["display:grid;justify-items:start", 1200],
  };
  for (const [name, [css, least]] of Object.entries(places)) {
    const page = await openHtml(chrome, `<style>body{margin:0 16px}</style><div style="${css}"><p>Words of the page</p><conflict-timeline loading="eager"></conflict-timeline></div>${SCRIPT}`);
    await draw(page);
    const [width, scrolls] = await page.evaluate(() => [document.querySelector("conflict-timeline").clientWidth, document.documentElement.scrollWidth > innerWidth]);
    assert.ok(width > least, `${name}: ${width}`);
    assert.equal(scrolls, false, name);
  }
});

test("where the place around it is as wide as what it holds, it keeps the least width that it is made for", async () => {
  for (const css of ["float:left", "display:inline-block", "position:absolute", "display:table"]) {
    const page = await openHtml(chrome, `<style>body{margin:0 16px}</style><div style="${css}"><conflict-timeline loading="eager"></conflict-timeline></div>${SCRIPT}`);
    await draw(page);
    assert.equal(await page.evaluate(() => document.querySelector("conflict-timeline").clientWidth), 320, css);
  }
});

test("in forced colours the chosen language alone has its line", async () => {
  const page = await shown("", { forcedColors: "active" });
  const lines = await page.locator(".ct-tools .ct-seg button").evaluateAll((all) => all.map((one) => [one.getAttribute("aria-pressed"), getComputedStyle(one).borderBlockEndColor]));
  const chosen = lines.filter(([pressed]) => pressed === "true").map(([, colour]) => colour);
  assert.equal(chosen.length, 1);
  assert.ok(lines.every(([pressed, colour]) => pressed === "true" || colour !== chosen[0]), JSON.stringify(lines));
});

test("what goes when it is pressed hands the keyboard on: a chip, a way out of no events, a story's end", async () => {
  const focused = (page) => page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.activeElement?.textContent);
  const press = async (page, button) => {
    await button.focus();
    await page.keyboard.press("Enter");
    await rest(page);
  };
  const page = await shown('filter="place=gao"');
  await press(page, page.locator(".ct-chip"));
  assert.equal(await focused(page), "Undo");
  await page.keyboard.press("Enter");
  await rest(page);
  assert.equal(await focused(page), "Redo");
  await page.getByRole("searchbox").fill("zzzqqq");
  await press(page, page.locator(".ct-empty .ct-link").first());
  assert.equal(await focused(page), "Undo");

  const phone = await shown("", { width: 360 });
  await phone.locator(".ct-story summary").click();
  await press(phone, phone.locator("button[data-story]").first());
  await press(phone, phone.locator("[data-act=leave]"));
  assert.equal(await focused(phone), "Guided stories, 4");
});

test("what sort of document a source is stands in the words of the reader, below too", async () => {
  const page = await shown('lang="fr"');
  await page.locator(".ct-foot summary").click();
  const sources = await page.locator(".ct-foot ul").first().innerText();
  assert.match(sources, /article d’encyclopédie/);
  assert.doesNotMatch(sources, /encyclopedia/);
});
