// Custom properties and parts, with three themes.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { draw, ELEMENT, IS_FIREFOX, openHtml, ROOT, SCRIPT, useBrowser } from "./helpers.mjs";

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

const DARK = "rgb(21, 24, 27)";
const LIGHT = "rgb(255, 255, 255)";
/** Ground and ink of the timeline, and one of the colours in which its drawing is painted. */
const coloursOf = (page) =>
  page.evaluate(async () => {
    const root = document.querySelector("conflict-timeline").shadowRoot;
    const style = getComputedStyle(root.querySelector(".ct"));
    const canvas = root.querySelector("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) seen.add(`rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`);
    return { scheme: style.colorScheme, ground: style.backgroundColor, inks: [...seen] };
  });
// The tint of the bars, in the one theme and in the other.
const BARS = { light: "rgb(134, 139, 145)", dark: "rgb(125, 131, 138)" };

// What the page says, what the reader's system says, and which of the two is in use.
const SCHEMES = [
  ["", "dark", "light"],
  ["", "light", "light"],
  [":root{color-scheme:light}", "dark", "light"],
  [":root{color-scheme:only light}", "dark", "light"],
  [":root{color-scheme:dark}", "light", "dark"],
  [":root{color-scheme:light dark}", "light", "light"],
  [":root{color-scheme:light dark}", "dark", "dark"],
  ["conflict-timeline{color-scheme:dark}", "light", "dark"],
];
for (const [css, system, scheme] of SCHEMES) {
  for (const [browser, isOld] of [["", false], [", in a browser without light-dark()", true]]) {
    test(`a page with ${css || "no color-scheme"}, on a ${system} system, has a ${scheme} timeline${browser}`, { skip: IS_FIREFOX && system === "dark" && "Firefox is told no scheme here" }, async () => {
      const old = async (route) => {
        const response = await route.fetch();
        return route.fulfill({ response, body: (await response.text()).replace(/flood-color:light-dark\([^)]*\);/, "") });
      };
      const answers = isOld ? { "/pkg/embed.js": old } : {};
      const page = await openHtml(chrome, `<style>${css}</style>${ELEMENT}${SCRIPT}`, { colorScheme: system, answers });
      await draw(page);
      const { ground, inks, ...seen } = await coloursOf(page);
      assert.deepEqual({ ground, ...seen }, { scheme, ground: scheme === "dark" ? DARK : LIGHT });
      assert.deepEqual(Object.values(BARS).filter((bar) => inks.includes(bar)), [BARS[scheme]]);
    });
  }
}

test("a meta element is heard like a style sheet; the attribute theme goes before both", { skip: IS_FIREFOX }, async () => {
  const meta = '<meta name="color-scheme" content="light dark">';
  const page = await openHtml(chrome, `${meta}${ELEMENT}${SCRIPT}`, { colorScheme: "dark" });
  await draw(page);
  assert.equal((await coloursOf(page)).ground, DARK);
  await page.evaluate(() => document.querySelector("conflict-timeline").setAttribute("theme", "light"));
  assert.equal((await coloursOf(page)).ground, LIGHT);
  const other = await openHtml(chrome, `<style>:root{color-scheme:light}</style><conflict-timeline theme="dark"></conflict-timeline>${SCRIPT}`);
  await draw(other);
  assert.equal((await coloursOf(other)).ground, DARK);
});

test("a page or a system that changes its scheme changes the timeline, with the drawing, but no theme that was chosen; paper is light", async () => {
  const page = await openHtml(chrome, `<style>:root{color-scheme:light}:root.night{color-scheme:dark}</style>${ELEMENT}${SCRIPT}`, { colorScheme: "light" });
  await draw(page);
  const becomes = async (scheme) => {
    await page.waitForFunction((ground) => getComputedStyle(document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct")).backgroundColor === ground, scheme === "dark" ? DARK : LIGHT);
    await page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 100)));
    assert.ok((await coloursOf(page)).inks.includes(BARS[scheme]), scheme);
  };
  await page.evaluate(() => document.documentElement.classList.add("night"));
  await becomes("dark");
  if (!IS_FIREFOX) {
    await page.emulateMedia({ media: "print" });
    assert.equal((await coloursOf(page)).ground, LIGHT);
    await page.emulateMedia({ media: "screen" });
    await becomes("dark");
  }
  await page.getByRole("button", { name: "Dark" }).click();
  await page.evaluate(() => document.documentElement.classList.remove("night"));
  await page.evaluate(() => new Promise((done) => setTimeout(done, 200)));
  assert.equal((await coloursOf(page)).ground, DARK, "as chosen by the reader");
  await page.getByRole("button", { name: "Dark" }).click();
  await becomes("light");
  if (IS_FIREFOX) return;
  await page.evaluate(() => (document.documentElement.style.colorScheme = "light dark"));
  await page.emulateMedia({ colorScheme: "dark" });
  await becomes("dark");
});

test("the properties and parts that are documented are those that the style sheets know", () => {
  const { cssProperties, cssParts } = JSON.parse(readFileSync(`${ROOT}/pkg/custom-elements.json`, "utf8")).modules[0].declarations[0];
  const docs = readFileSync(`${ROOT}/docs/embedding.md`, "utf8");
  const base = readFileSync(`${ROOT}/src/view/style/00-base.css`, "utf8");
  const known = [...new Set(base.replace(/\/\*[^]*?\*\//g, "").match(/--ct-[\w-]+/g))].sort();
  assert.deepEqual(cssProperties.map(({ name }) => name).sort(), known);
  const code = ["src/view", "www"].flatMap((folder) => readdirSync(`${ROOT}/${folder}`).filter((name) => /\.(rs|js)$/.test(name)).map((name) => readFileSync(`${ROOT}/${folder}/${name}`, "utf8")));
  const parts = [...new Set(code.flatMap((text) => [...text.matchAll(/"part",\s*"([\w-]+)"|\.part = "([\w-]+)"/g)].map(([, one, other]) => one ?? other)))].sort();
  assert.deepEqual(cssParts.map(({ name }) => name).sort(), parts);
  const [, told] = /`::part\(\)` reaches ([^]*?)\.\n/.exec(docs);
  assert.deepEqual([...told.replace(/\([^)]*\)/g, "").matchAll(/`([\w-]+)`/g)].map(([, name]) => name).sort(), parts);
  for (const name of known) assert.ok(docs.includes(`\`${name}\``), `docs/embedding.md names ${name}`);
});
