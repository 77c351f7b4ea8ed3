// The WordPress plugin, over stand-ins for the few functions of WordPress that it calls.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openHtml, ROOT, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();
const PLUGIN = join(ROOT, "wordpress/conflict-timeline");
const json = (path) => JSON.parse(readFileSync(join(ROOT, path), "utf8"));
const text = (path) => readFileSync(join(ROOT, path), "utf8");
const php = (...args) => execFileSync("php", args, { encoding: "utf8" });

let hasPhp = true;
try {
  php("--version");
} catch {
  hasPhp = false;
}
const skip = hasPhp ? false : "php is not installed here";
let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), "conflict-timeline-wp-"))));
after(() => rmSync(folder, { recursive: true, force: true }));

const HOST = join(ROOT, "tests/page/stub/wordpress.php");
const HOLD = 'style="display:flow-root;min-height:100vh"';

/** What the shortcode prints, or the block. */
function render(attributes, content, { plugin = PLUGIN, kind = "shortcode" } = {}) {
  return JSON.parse(php("-d", "error_reporting=E_ALL", "-d", "display_errors=1", HOST, plugin, JSON.stringify([kind, attributes, content])));
}

/** A copy of the plug-in with this text as its fallback. */
function withFallback(text) {
  const plugin = mkdtempSync(join(folder, "plugin-"));
  mkdirSync(join(plugin, "assets"));
  for (const name of readdirSync(PLUGIN).filter((name) => name !== "assets")) copyFileSync(join(PLUGIN, name), join(plugin, name));
  writeFileSync(join(plugin, "assets/fallback.html"), text);
  return plugin;
}

test("the PHP files parse", { skip }, () => {
  for (const file of readdirSync(PLUGIN).filter((name) => name.endsWith(".php"))) assert.match(php("-l", join(PLUGIN, file)), /No syntax errors/);
});

test("shortcode and block print the element with its fallback, and enqueue the loader", { skip }, () => {
  const { html, done } = render({ lang: "fr", "heading-level": "3", filter: "kind=coup", views: "chart list", format: "generic" }, "<h2>La guerre</h2>");
  assert.equal(html, `<conflict-timeline ${HOLD} lang="fr" heading-level="3" filter="kind=coup" views="chart list" format="generic"><h2>La guerre</h2></conflict-timeline>`);
  assert.deepEqual(done, [
    "script /plugins/conflict-timeline/assets/embed.js 0.1.0 async", "block conflict-timeline/timeline", "shortcode conflict_timeline", "enqueue conflict-timeline",
  ]);
  const block = render({ headingLevel: "3", urlState: "war", className: "in-lead", align: "wide" }, "<h2>La guerre</h2>", { kind: "block" });
  const classes = 'class="wp-block-conflict-timeline-timeline alignwide in-lead"';
  assert.equal(block.html, `<conflict-timeline ${classes} ${HOLD} heading-level="3" url-state="war"><h2>La guerre</h2></conflict-timeline>`);
});

test("what stands in a shortcode without a value is an attribute where that means something", { skip }, () => {
  // As WordPress hands over [conflict_timeline url-state mailto story onclick height="900"].
  const { html } = render({ 0: "url-state", 1: "mailto", 2: "story", 3: "onclick", height: "900" }, "<p>Text</p>");
  assert.equal(html, `<conflict-timeline ${HOLD} url-state mailto height="900"><p>Text</p></conflict-timeline>`);
});

test("nothing that an editor types becomes markup or script", { skip }, () => {
  const attributes = { filter: '"><script>alert(1)</script>', src: "javascript:alert(1)", onclick: "alert(1)", theme: ["x"] };
  const { html } = render(attributes, "<p>Text</p><script>alert(2)</script><svg><rect/></svg>");
  assert.equal(html, `<conflict-timeline ${HOLD} filter="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"><p>Text</p></conflict-timeline>`);
});

test("without a text of its own it shows assets/fallback.html, else one sentence", { skip }, () => {
  assert.match(render("", null).html, /><p>The timeline of the Mali War needs JavaScript\.<\/p></);
  assert.match(render({}, " ", { plugin: withFallback("<p>From the file</p>") }).html, /><p>From the file<\/p></);
});

test("what the tool prints is printed whole: drawing, events and what machines read", { skip }, async () => {
  const [, printed] = /<conflict-timeline [^>]*>([^]*)<\/conflict-timeline>/.exec(text("www/examples/fallback.html"));
  const { html } = render({}, "", { plugin: withFallback(printed) });
  const plain = (markup) => markup.replace(/<script[^]*?<\/script>/g, "").replaceAll(" />", "/>").replace(/\s+/g, " ").trim();
  const [, kept] = /<conflict-timeline [^>]*>([^]*)<\/conflict-timeline>/.exec(html);
  assert.ok(plain(kept) === plain(printed), "the same markup");
  const about = (markup) => JSON.parse(/<script type="application\/ld\+json">([^]*?)<\/script>/.exec(markup)[1]);
  assert.deepEqual(about(html), about(printed));
  const page = await openHtml(chrome, html);
  const seen = await page.evaluate(() => [document.body.innerText.includes("schema.org"), document.querySelectorAll("svg text").length, document.querySelectorAll("[data-event]").length]);
  assert.deepEqual(seen, [false, printed.match(/<text /g).length, 20]);
});

test("a fallback.html of another make prints no script, style, link to one, or handler", { skip }, () => {
  const bad = [
    '<p onclick="alert(1)">A</p><script>alert(2)</script><style>p{color:red}</style>',
    '<svg onload="alert(3)"><script>alert(4)</script><a href="javascript:alert(5)"><text onclick="alert(6)">B</text></a><use href="#x"/><foreignObject><iframe src="/"></iframe></foreignObject></svg>',
    '<script type="application/ld+json">{"name": "</scr" , alert(7)}</script><script type="application/ld+json">{"name": "\\u003c/script>\\u003cscript>alert(8)"}</script>',
  ].join("");
  const { html } = render({}, "", { plugin: withFallback(bad) });
  assert.equal(
    html,
    `<conflict-timeline ${HOLD}><p>A</p><svg><a><text>B</text></a></svg><script type="application/ld+json">{"name":"\\u003C/script\\u003E\\u003Cscript\\u003Ealert(8)"}</script></conflict-timeline>`,
  );
});

test("plugin and package are of one version, and know the same attributes", () => {
  const { version } = json("pkg/package.json");
  const block = json("wordpress/conflict-timeline/block.json");
  assert.equal(block.version, version);
  assert.match(text("wordpress/conflict-timeline/conflict-timeline.php"), new RegExp(`Version:\\s+${version}\\n[\\s\\S]*VERSION = '${version}'`));
  assert.match(text("wordpress/conflict-timeline/readme.txt"), new RegExp(`Stable tag: ${version}\\n`));
  const [, observed] = /const ATTRIBUTES = \(\s*"([^"]+)"/.exec(text("www/embed.js"));
  // base: the plug-in knows where its package lies.
  const known = observed.split(" ").filter((name) => name !== "base").sort();
  const [, body] = /CONFLICT_TIMELINE_ATTRIBUTES = array\(([\s\S]*?)\);/.exec(text("wordpress/conflict-timeline/conflict-timeline.php"));
  const named = [...body.matchAll(/'(\w+)'\s+=> '([\w-]+)'/g)];
  assert.deepEqual(named.map(([, , name]) => name).sort(), known);
  for (const [, key, name] of named) assert.equal(key, name.replace("-", ""));
  const keys = named.map(([, key]) => key).sort();
  assert.deepEqual(Object.keys(block.attributes).map((name) => name.toLowerCase()).sort(), keys);
  const fields = [...text("wordpress/conflict-timeline/editor.js").matchAll(/^ {4}\["(\w+)", say/gm)].map(([, name]) => name);
  assert.deepEqual(fields.sort(), Object.keys(block.attributes).sort());
  const [, told] = /Shortcode attributes:\s+([^.]+)\./.exec(text("wordpress/conflict-timeline/readme.txt"));
  assert.deepEqual(told.split(/,\s+/).sort(), known);
});
