// All that a page may rely on. What is added or taken away here is a change for every page that uses it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { transform } from "esbuild";
import { ROOT, startBrowser } from "./helpers.mjs";
import { HOST } from "./host.mjs";

const LOADER_LIMIT_BYTES = 4000;
let chrome;

before(async () => (chrome = await startBrowser({ stub: true })));
after(() => chrome.close());

const source = (name) => readFile(join(ROOT, name), "utf8");

test("attributes, properties and methods of the element", async () => {
  const page = await chrome.open(HOST);
  const surface = await page.evaluate(async () => {
    const type = await customElements.whenDefined("conflict-timeline");
    return { attributes: type.observedAttributes, members: Object.getOwnPropertyNames(type.prototype), own: Object.keys(new type()) };
  });
  assert.deepEqual(surface.attributes, [
    "src", "format", "lang", "theme", "filter", "selected", "from", "to", "known", "lanes", "axis", "views", "height", "story",
    "heading-level", "url-state", "loading", "base", "refresh", "mailto",
  ]);
  assert.deepEqual(surface.members.filter((name) => !/Callback$|^constructor$/.test(name)).sort(), [
    "export", "filter", "load", "ready", "select", "state", "updated", "zoomTo",
  ]);
  assert.deepEqual(surface.own, []);
});

test("the frame takes every attribute but those that are about the page around", async () => {
  const page = await chrome.open(HOST);
  const attributes = await page.evaluate(async () => (await customElements.whenDefined("conflict-timeline")).observedAttributes);
  const [, allowed] = /const ALLOWED = "([^"]+)"/.exec(await source("www/frame-page.js"));
  assert.deepEqual(allowed.split(" "), attributes.filter((name) => !["url-state", "loading", "base", "mailto"].includes(name)));
});

test("no name is added to the page but that of the element", async () => {
  const page = await chrome.open(HOST, { init: () => (window.before = Object.getOwnPropertyNames(window)) });
  const added = await page.evaluate(async () => {
    await customElements.whenDefined("conflict-timeline");
    await document.body.appendChild(document.createElement("conflict-timeline")).ready;
    return Object.getOwnPropertyNames(window).filter((name) => !window.before.includes(name) && !name.startsWith("__pw"));
  });
  assert.deepEqual(added, ["before"]);
});

test("every code that is raised has its words", async () => {
  const page = await chrome.open(HOST);
  const known = await page.evaluate(async () => {
    await import("/pkg/parts.js");
    return Object.keys((await import("/pkg/element.js")).ERRORS).sort();
  });
  const files = (await Promise.all(["element", "parts", "read", "refresh"].map((name) => source(`www/${name}.js`)))).join("");
  const raised = files.matchAll(/(?:problem\(|"CT-1\d\d": )"(CT-\d+)"/g);
  assert.deepEqual([...new Set([...raised].map(([, code]) => code))].sort(), known);
  const early = (await source("www/embed.js")).matchAll(/problem\("(CT-\d+)"/g);
  assert.deepEqual([...early].map(([, code]) => code), ["CT-313", "CT-314", "CT-310"]);
});

test("the loader's version is that of the package", async () => {
  const [, version] = /const VERSION = "(.+)"/.exec(await source("www/embed.js"));
  const [, expected] = /\[workspace\.package\]\s+version = "(.+)"/.exec(await source("Cargo.toml"));
  assert.equal(version, expected);
});

test(`the loader takes at most ${LOADER_LIMIT_BYTES} bytes, as brotli`, async () => {
  const { code } = await transform(await source("www/embed.js"), { minify: true, target: "es2022" });
  const size = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  assert.ok(size <= LOADER_LIMIT_BYTES, `${size} bytes`);
});
