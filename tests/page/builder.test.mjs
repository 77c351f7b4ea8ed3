// The builder page, as it ships.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { coded, setNumber, useBuilder } from "./building.mjs";
import { draw, openHtml, ROOT, stateOf } from "./helpers.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const STRICT = "default-src 'self'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'";
const chrome = useBuilder();

test("the code carries integrity and a fallback, and is a page that works", async () => {
  const page = await chrome.build({ csp: STRICT });
  await page.locator("[name=lang]").selectOption("fr");
  await page.getByLabel("Theme").selectOption("dark");
  await page.getByLabel("Filter", { exact: true }).fill("kind=airstrike");
  await setNumber(page, "height", 900);
  await setNumber(page, "events", 3);
  await page.getByLabel("Folder of the package").fill("/pkg");
  await page.keyboard.press("Tab");
  await coded(page, 'filter="kind=airstrike"');
  await coded(page, "La guerre au Mali");
  await page.waitForFunction(() => document.querySelector("#code").textContent.match(/<li /g).length === 3);
  const code = await coded(page, 'src="/pkg/embed.js"');
  const { script } = JSON.parse(readFileSync(`${ROOT}/pkg/manifest.json`, "utf8"));
  assert.ok(code.includes(script.replace(/src="[^"]+"/, 'src="/pkg/embed.js"')), code);
  assert.match(code, /^<conflict-timeline lang="fr" theme="dark" filter="kind=airstrike" height="900" style="display:flow-root;min-height:900px">\n {2}<h2>La guerre/);
  assert.equal(code.match(/<li data-event="20[^"]+">/g).length, 3);
  assert.deepEqual(page.seen.errors, []);

  const host = await openHtml(chrome, code);
  await draw(host);
  const { filter, matched, total } = await stateOf(host);
  assert.equal(filter, "kind=airstrike");
  assert.ok(matched > 0 && matched < total);
  assert.deepEqual(host.seen.errors, []);
});

test("filter and days are taken from the preview; own data is asked for where it is named", async () => {
  const events = [{ id: "a", when: "2013-01", title: { en: 'A "first" <event>, told' }, kind: "battle" }];
  const page = await chrome.build({ answers: { "/own.json": { json: { events } } } });
  await page.evaluate(async () => {
    const preview = document.querySelector("conflict-timeline");
    preview.filter = "kind=coup";
    await preview.zoomTo("2012-01", "2012-12");
  });
  await page.getByRole("button", { name: "Take filter and days" }).click();
  assert.match(await coded(page, 'filter="kind=coup"'), /from="2012-01-01" to="2012-12-31"[\s\S]*<li data-event="2012-03-/);
  await page.getByLabel("As known on (else today)").fill("2012-02");
  assert.doesNotMatch(await coded(page, 'known="2012-02"'), /<li/, "the coup is still to come");
  await page.locator("conflict-timeline [data-act=today]").first().click();
  await page.getByRole("button", { name: "Take filter and days" }).click();
  assert.match(await coded(page, "<li"), /^((?!known=)[\s\S])*$/);
  await page.getByLabel("Filter", { exact: true }).fill("");
  await page.getByLabel("A file of your own").check();
  await page.getByLabel("Its address").fill("/own.json");
  await setNumber(page, "refresh", 60);
  await page.keyboard.press("Tab");
  assert.match(await coded(page, "&lt;event&gt;"), /src="\/own\.json" refresh="60"[\s\S]*>\n {2}<ol>\n {4}<li data-event="a">January 2013: A &quot;first&quot; &lt;event&gt;, told<\/li>/);
});

test("a story and lanes come into the code; with data of one's own no story of the embedded set can be chosen", async () => {
  const page = await chrome.build({ answers: { "/own.json": { json: { events: [{ id: "a", when: "2013-01", title: { en: "A" }, kind: "battle" }] } } } });
  const story = page.locator("[name=story]");
  await story.selectOption("algiers-accord");
  await page.locator("[name=lanes]").selectOption("kind");
  await coded(page, 'lanes="kind" story="algiers-accord"');
  await page.getByLabel("A file of your own").check();
  assert.equal(await story.inputValue(), "");
  assert.ok(await story.isDisabled());
  await page.getByLabel("Its address").fill("/own.json");
  const code = await coded(page, 'data-event="a"');
  assert.match(code, /^<conflict-timeline src="\/own\.json" lanes="kind" style/);
  assert.ok(!code.includes("<h2"), "no address for a title");
  await page.getByLabel("The Mali War").check();
  assert.ok(await story.isEnabled());
  await coded(page, "<h2>The war in Mali");
});

test("it is used by keyboard, and copies", async () => {
  const page = await chrome.build();
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => (window.copied = text) } }));
  const reached = new Set();
  for (let step = 0; step < 24; step++) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement.name || document.activeElement.id || document.activeElement.localName));
  }
  for (const name of ["data", "lang", "theme", "lanes", "height", "filter", "from", "to", "known", "take", "story", "folder", "events", "pre", "copy"]) {
    assert.ok(reached.has(name), `${name} is reached by Tab`);
  }
  await page.locator("#copy").focus();
  await page.keyboard.press("Enter");
  await page.getByText("Copied.").waitFor();
  assert.equal(await page.evaluate(() => window.copied), await page.evaluate(() => document.querySelector("#code").textContent));
});

test("French has every word, and the stories are those of the data", async () => {
  const page = await chrome.build({ locale: "fr-FR" });
  assert.equal(await page.title(), "Une chronologie pour votre page");
  const [french, stories] = await page.evaluate(() => [
    [...document.querySelectorAll("[data-say]")].filter((node) => !node.textContent || node.textContent === "undefined").length,
    [...document.querySelectorAll("[name=story] option[value]:not([value=''])")].map(({ value }) => value),
  ]);
  assert.equal(french, 0);
  const known = [...readFileSync(`${ROOT}/data/mali-war/stories.toml`, "utf8").matchAll(/^\[\[story\]\]\nid = "([^"]+)"/gm)].map(([, id]) => id);
  assert.deepEqual(stories, known);
  await page.locator("header button[value=en]").first().click();
  await page.getByText("A timeline for your page").first().waitFor();
});

for (const [width, colorScheme] of [[360, "light"], [360, "dark"], [1280, "light"], [1280, "dark"]]) {
  test(`at ${width} px, ${colorScheme}: nothing sticks out, and axe finds no fault`, async () => {
    const page = await chrome.build({ width, colorScheme });
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
    assert.ok(wide <= width, `${wide} px wide`);
    await page.addScriptTag({ path: AXE });
    const faults = await page.evaluate(async () => (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`));
    assert.deepEqual(faults, []);
  });
}
