// Custom properties and parts, with three themes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { draw, IS_FIREFOX, ROOT, useBrowser } from "./helpers.mjs";

const PAGE = "/www/examples/themes.html";
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const RULES = readFileSync(`${ROOT}/www/examples/themes.css`, "utf8");
const chrome = useBrowser();

for (const [name, isShown] of [["paper", true], ["night", true], ["bare", false]]) {
  test(`${name}: its colours and face are those inside, parts obey it, and axe finds no fault`, async () => {
    const page = await chrome.open(PAGE);
    await draw(page, `.${name}`);
    const [, rule] = [...RULES.matchAll(new RegExp(`\\.${name} \\{([^}]*)\\}`, "g"))].at(-1); // the first one is of all themes
    const wanted = Object.fromEntries([...rule.matchAll(/--ct-([\w-]+): ([^;]+);/g)].map(([, key, value]) => [key, value]));
    const seen = await page.evaluate((name) => {
      const root = document.querySelector(`.${name}`).shadowRoot;
      const style = getComputedStyle(root.querySelector(".ct"));
      const hex = (color) => `#${color.match(/\d+/g).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
      return {
        bg: hex(style.backgroundColor),
        ink: hex(style.color),
        font: style.fontFamily,
        footer: getComputedStyle(root.querySelector("[part=footer]")).display !== "none",
        rule: getComputedStyle(root.querySelector("[part=header]")).borderBottomWidth,
      };
    }, name);
    assert.equal(seen.bg, wanted.bg);
    assert.equal(seen.ink, wanted.ink);
    if (wanted.font) assert.equal(seen.font, wanted.font);
    assert.equal(seen.footer, isShown);
    if (name === "bare") assert.equal(seen.rule, "4px");
    await page.addScriptTag({ path: AXE });
    const faults = await page.evaluate(async (name) => (await axe.run(`.${name}`)).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`), name);
    assert.deepEqual(faults, []);
  });
}

test("font and colour scheme are those of the page, unless it says otherwise", async () => {
  for (const colorScheme of IS_FIREFOX ? ["light"] : ["light", "dark"]) {
    const page = await chrome.open("/www/examples/plain.html", { colorScheme });
    await draw(page);
    const [face, host, scheme, drawn] = await page.evaluate(() => {
      const element = document.querySelector("conflict-timeline");
      const style = getComputedStyle(element.shadowRoot.querySelector(".ct"));
      return [style.fontFamily, getComputedStyle(element).fontFamily, style.colorScheme, style.backgroundColor];
    });
    assert.equal(face, host);
    assert.equal(scheme, colorScheme);
    assert.equal(drawn, colorScheme === "dark" ? "rgb(21, 24, 27)" : "rgb(255, 255, 255)");
  }
});

test("the properties and parts that are documented are those that the style sheets know", () => {
  const { cssProperties, cssParts } = JSON.parse(readFileSync(`${ROOT}/pkg/custom-elements.json`, "utf8")).modules[0].declarations[0];
  const docs = readFileSync(`${ROOT}/docs/embedding.md`, "utf8");
  const base = readFileSync(`${ROOT}/src/view/style/00-base.css`, "utf8");
  const known = [...new Set(base.replace(/\/\*[^]*?\*\//g, "").match(/--ct-[\w-]+/g))].sort();
  assert.deepEqual(cssProperties.map(({ name }) => name).sort(), known);
  for (const name of [...known, ...cssParts.map(({ name }) => name)]) assert.ok(docs.includes(`\`${name}\``), `docs/embedding.md names ${name}`);
});
