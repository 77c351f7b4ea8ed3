// Choices of the builder page that cannot stand, or are taken back.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { codeOf, coded, idsOf, setNumber, useBuilder, written } from "./building.mjs";
import { stateOf, WASM } from "./helpers.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const chrome = useBuilder();
const OWN = { json: { events: [{ id: "a", when: "2013-01", title: { en: "A" }, kind: "battle" }] } };

/** What is said beside a field, as its description; nothing where the field is sound. */
const wrongOf = (page, name) =>
  page.evaluate((name) => {
    const field = document.querySelector("form").elements[name];
    if (field.getAttribute("aria-invalid") !== "true") return null;
    const line = document.getElementById(field.getAttribute("aria-describedby"));
    return line.checkVisibility() ? line.textContent : null;
  }, name);

const wronged = (page, name) => page.waitForFunction((name) => document.querySelector("form").elements[name].hasAttribute("aria-invalid"), name);
const righted = (page, name) => page.waitForFunction((name) => !document.querySelector("form").elements[name].hasAttribute("aria-invalid"), name);

for (const [name, values, good, attribute] of [
  ["height", ["50", "199", "5001", "-300", "640.5", "1e9"], "640", 'height="640" style="display:flow-root;min-height:640px"'],
  ["refresh", ["10", "29", "-60", "0", "45.5", "100000"], "30", 'refresh="30"'],
]) {
  test(`${name} out of its limits is named beside the field and is not in the code`, async () => {
    const page = await chrome.build({ answers: { "/own.json": OWN } });
    await page.getByLabel("A file of your own").check();
    await page.getByLabel("Its address").fill("/own.json");
    await coded(page, 'data-event="a"');
    for (const value of values) {
      await setNumber(page, name, value);
      await wronged(page, name);
      assert.match(await wrongOf(page, name), /^A whole number from \d+ to \d+\. The code does without it\.$/, value);
      await page.locator("#copy").click();
      assert.ok(!(await codeOf(page)).includes(`${name}=`), value);
      await setNumber(page, name, "");
      await righted(page, name);
    }
    await setNumber(page, name, good);
    await written(page, attribute);
    assert.equal(await wrongOf(page, name), null);
  });
}

test("a number of events out of its limits is named, and the code has ten", async () => {
  const page = await chrome.build();
  for (const value of ["-3", "101", "2.5", ""]) {
    await setNumber(page, "events", 3);
    await page.waitForFunction(() => document.querySelector("#code").textContent.match(/<li /g).length === 3);
    await setNumber(page, "events", value);
    await wronged(page, "events");
    assert.equal(await wrongOf(page, "events"), "A whole number from 0 to 100. The code has 10.");
    await page.waitForFunction(() => document.querySelector("#code").textContent.match(/<li /g).length === 10);
  }
  await setNumber(page, "events", 0);
  await page.waitForFunction(() => !document.querySelector("#code").textContent.includes("<li "));
  assert.ok(!(await codeOf(page)).includes("<ol"));
  assert.equal(await wrongOf(page, "events"), null);
});

test("what the element cannot use is named beside its field, and the code does without", async () => {
  const page = await chrome.build();
  const plain = await codeOf(page);
  await page.getByLabel("Filter", { exact: true }).fill("kind=airstrik");
  await page.getByLabel("First day").fill("2013-13");
  await wronged(page, "filter");
  assert.match(await wrongOf(page, "filter"), /airstrike.*The code does without it\.$/);
  assert.match(await wrongOf(page, "from"), /2013-13.*The code does without it\.$/);
  assert.equal(await codeOf(page), plain);
  assert.equal((await stateOf(page)).filter, "");
  await page.locator("header button[value=fr]").click();
  await page.waitForFunction(() => document.querySelector("#wrong-filter").textContent.endsWith("Le code s’en passe."));
  assert.equal(await page.locator("#wrong-filter [lang=en]").count(), 1, "the words of the element are English");
  await page.getByLabel("Filtre", { exact: true }).fill("kind=airstrike");
  await page.getByLabel("Premier jour").fill("2013-01");
  await written(page, 'filter="kind=airstrike" from="2013-01"');
  assert.deepEqual([await wrongOf(page, "filter"), await wrongOf(page, "from")], [null, null]);
});

test("a last day before the first is named, and the code does without", async () => {
  const page = await chrome.build();
  await page.getByLabel("First day").fill("2014");
  await page.getByLabel("Last day").fill("2013-12");
  assert.match(await written(page, 'from="2014"'), /^<conflict-timeline from="2014" style/);
  assert.equal(await wrongOf(page, "to"), "The last day is before the first. The code does without it.");
  await page.getByLabel("First day").fill("2013-11");
  await page.getByLabel("Last day").fill("2013");
  await written(page, 'from="2013-11" to="2013"');
  assert.equal(await wrongOf(page, "to"), null);
});

test("without the address of one's own file there is no code, and never that of the embedded set", async () => {
  const page = await chrome.build();
  await page.getByLabel("A file of your own").check();
  await page.getByRole("status").getByText("The code comes with the address").waitFor();
  assert.equal(await codeOf(page), "");
  assert.ok(await page.getByRole("button", { name: "Copy the code" }).isDisabled());
  assert.equal(await page.locator("main conflict-timeline").isVisible(), false);
  await page.getByLabel("The Mali War").check();
  await coded(page, "<h2>The war in Mali");
  assert.ok(await page.locator("main conflict-timeline").isVisible());
});

test("data that cannot be had is named beside its address; the code stands without a fallback until it comes", async () => {
  const page = await chrome.build({ answers: { "/gone.json": { status: 404 }, "/page.html": { body: "<!doctype html><p>", contentType: "text/html" }, "/own.json": OWN } });
  await page.getByLabel("A file of your own").check();
  for (const [address, code] of [["/gone.json", "404"], ["/page.html", "web page"]]) {
    await page.getByLabel("Its address").fill(address);
    await page.waitForFunction((text) => document.querySelector("#wrong-src").textContent.includes(text), code);
    assert.match(await wrongOf(page, "src"), /Without this data the fallback is empty/);
    assert.match(await codeOf(page), new RegExp(`^<conflict-timeline src="${address}" style="[^"]*">\\n</conflict-timeline>`));
  }
  await page.getByLabel("Its address").fill("/own.json");
  await coded(page, 'data-event="a"');
  assert.equal(await wrongOf(page, "src"), null);
});

test("a story stands for its own filter and days, which are not in the code beside it", async () => {
  const page = await chrome.build();
  await page.getByLabel("Filter", { exact: true }).fill("kind=coup");
  await page.locator("[name=story]").selectOption("how-the-north-fell");
  assert.match(await written(page, "story="), /^<conflict-timeline story="how-the-north-fell" style/);
  for (const name of ["filter", "from", "to"]) assert.ok(await page.locator(`[name=${name}]`).isDisabled(), name);
  await page.getByText("A story brings its own filter").waitFor();
  const { filter, from } = await stateOf(page);
  assert.notEqual(filter, "");
  await page.getByRole("button", { name: "Take filter and days" }).click();
  const taken = await written(page, `from="${from}"`);
  assert.ok(taken.includes(`filter="${filter}"`) && !taken.includes("story="), taken);
});

test("what was taken from the preview, and starting over, can be undone", async () => {
  const page = await chrome.build();
  const plain = await codeOf(page);
  const undo = page.getByRole("button", { name: "Undo" });
  assert.ok(await undo.isDisabled());
  await page.locator("[name=lang]").selectOption("fr");
  await page.getByLabel("Filter", { exact: true }).fill("kind=airstrike");
  const chosen = await written(page, 'filter="kind=airstrike"');
  await page.evaluate(() => (document.querySelector("main conflict-timeline").filter = "kind=coup"));
  await page.getByRole("button", { name: "Take filter and days" }).click();
  await written(page, 'filter="kind=coup"');
  await undo.click();
  await written(page, 'filter="kind=airstrike" style');
  assert.equal(await codeOf(page), chosen);
  await page.getByRole("button", { name: "Start over" }).click();
  await page.waitForFunction((plain) => document.querySelector("#code").textContent === plain, plain);
  await undo.click();
  await page.waitForFunction((chosen) => document.querySelector("#code").textContent === chosen, chosen);
  assert.equal(await page.evaluate(() => document.activeElement.id), "clear", "the focus is not lost with the button");
});

test("what is copied has the last letter; a browser that refuses is told of, with the code selected", async () => {
  const page = await chrome.build();
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: async (text) => (window.copied = text) } });
  });
  const box = page.getByRole("region", { name: "HTML" });
  await page.getByLabel("Filter", { exact: true }).fill("kind=coup");
  assert.equal(await box.getAttribute("aria-busy"), "true");
  await page.locator("#copy").click();
  await page.getByText("Copied.").waitFor();
  assert.match(await page.evaluate(() => window.copied), /filter="kind=coup"/);
  assert.equal(await box.getAttribute("aria-busy"), null);
  await page.locator("[name=theme]").selectOption("dark");
  await written(page, 'theme="dark"');
  assert.equal(await page.locator("#told").innerText(), "", "what was copied is not this code");
  for (const isLet of [true, false]) {
    await page.evaluate((isLet) => {
      const refuse = () => Promise.reject(new DOMException("no", "NotAllowedError"));
      Object.defineProperty(navigator, "clipboard", { configurable: true, value: isLet ? undefined : { writeText: refuse } });
      document.execCommand = () => isLet;
    }, isLet);
    await page.locator("#copy").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText(isLet ? "Copied." : "The code is selected: copy it.").waitFor();
    assert.equal(await page.evaluate(() => String(getSelection()).trim()), (await codeOf(page)).trim());
    assert.ok(idsOf(await codeOf(page)).length > 0);
  }
});

test("where the timeline itself fails the code is there, and that it has no fallback is said", async () => {
  const page = await chrome.build({ answers: { [WASM]: { status: 404 } } });
  assert.match(await codeOf(page), /^<conflict-timeline style="[^"]+">\n<\/conflict-timeline>\n<script async/);
  await page.getByRole("status").getByText("so the code has no fallback").waitFor();
});

for (const [width, colorScheme, locale] of [[360, "light", "fr-FR"], [1280, "dark", "en-GB"]]) {
  test(`at ${width} px, ${colorScheme}: with all that can be wrong nothing sticks out, and axe finds no fault`, async () => {
    const page = await chrome.build({ width, colorScheme, locale, answers: { "/a/long/way/to/a/file/that/is/not/there.json": { status: 404 } } });
    await setNumber(page, "height", 50);
    await setNumber(page, "events", -1);
    await page.locator("[name=filter]").fill("kind=airstrik");
    await page.locator("[name=to]").fill("2013-13");
    await wronged(page, "filter");
    const look = async () => {
      await page.waitForFunction(() => !document.querySelector("pre").hasAttribute("aria-busy"));
      assert.ok((await page.evaluate(() => document.scrollingElement.scrollWidth)) <= width);
      await page.addScriptTag({ path: AXE });
      const faults = await page.evaluate(async () => (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`));
      assert.deepEqual(faults, []);
    };
    await look();
    await page.locator("[name=data][value=src]").check();
    await page.locator("[name=src]").fill("/a/long/way/to/a/file/that/is/not/there.json");
    await setNumber(page, "refresh", 10);
    await wronged(page, "src");
    await look();
  });
}
