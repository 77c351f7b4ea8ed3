// The WordPress plugin, over stand-ins for the few functions of WordPress that it calls.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT } from "./helpers.mjs";

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

const WORDPRESS = `<?php
define('ABSPATH', '/');
$done = [];
function add_action($hook, $act) { $act(); }
function add_shortcode($name, $act) { global $done; $done[] = "shortcode $name"; }
function register_block_type($dir, $with) { global $done; $done[] = 'block ' . json_decode(file_get_contents("$dir/block.json"))->name; }
function wp_register_script($name, $url, $needs, $version, $how) { global $done; $done[] = "script $url $version {$how['strategy']}"; }
function wp_enqueue_script($name) { global $done; $done[] = "enqueue $name"; }
function plugins_url($path, $file) { return "/plugins/conflict-timeline/$path"; }
function esc_attr($text) { return htmlspecialchars($text, ENT_QUOTES); }
function esc_html__($text, $domain) { return htmlspecialchars($text, ENT_QUOTES); }
function esc_url($url, $protocols) { return preg_match('#^(https?:)?/#', $url) ? htmlspecialchars($url, ENT_QUOTES) : ''; }
function wp_kses_allowed_html($context) { return array_fill_keys(['p', 'h2', 'ol', 'li'], []); }
function wp_kses($html, $allowed) { return strip_tags($html, array_keys($allowed)); }
require $argv[1] . '/conflict-timeline.php';
[$attributes, $content] = json_decode($argv[2], true);
echo json_encode(['html' => conflict_timeline_render($attributes, $content), 'done' => $done]);
`;

function render(attributes, content, plugin = PLUGIN) {
  const file = join(folder, "wordpress.php");
  writeFileSync(file, WORDPRESS);
  return JSON.parse(php("-d", "error_reporting=E_ALL", "-d", "display_errors=1", file, plugin, JSON.stringify([attributes, content])));
}

test("the PHP files parse", { skip }, () => {
  for (const file of readdirSync(PLUGIN).filter((name) => name.endsWith(".php"))) assert.match(php("-l", join(PLUGIN, file)), /No syntax errors/);
});

test("shortcode and block print the element with its fallback, and enqueue the loader", { skip }, () => {
  const { html, done } = render({ lang: "fr", headingLevel: "3", filter: "kind=coup", className: "wide", align: "" }, "<h2>La guerre</h2>");
  assert.equal(html, '<conflict-timeline style="display:flow-root;min-height:100vh" lang="fr" heading-level="3" filter="kind=coup"><h2>La guerre</h2></conflict-timeline>');
  assert.deepEqual(done, [
    "script /plugins/conflict-timeline/assets/embed.js 0.1.0 async", "block conflict-timeline/timeline", "shortcode conflict_timeline", "enqueue conflict-timeline",
  ]);
});

test("nothing that an editor types becomes markup or script", { skip }, () => {
  const { html } = render({ filter: '"><script>alert(1)</script>', src: "javascript:alert(1)", onclick: "alert(1)", theme: ["x"] }, "<p>Text</p><script>alert(2)</script>");
  assert.equal(
    html,
    '<conflict-timeline style="display:flow-root;min-height:100vh" filter="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"><p>Text</p>alert(2)</conflict-timeline>',
  );
});

test("without a text of its own it shows assets/fallback.html, else one sentence", { skip }, () => {
  assert.match(render("", null).html, /><p>The timeline of the Mali War needs JavaScript\.<\/p></);
  const plugin = join(folder, "conflict-timeline");
  mkdirSync(join(plugin, "assets"), { recursive: true });
  for (const name of readdirSync(PLUGIN).filter((name) => name !== "assets" && !name.endsWith(".php"))) symlinkSync(join(PLUGIN, name), join(plugin, name));
  writeFileSync(join(plugin, "conflict-timeline.php"), readFileSync(join(PLUGIN, "conflict-timeline.php")));
  writeFileSync(join(plugin, "assets/fallback.html"), "<p>From the file</p>");
  assert.match(render({}, " ", plugin).html, /><p>From the file<\/p></);
});

test("plugin and package are of one version, and know the same attributes", () => {
  const { version } = json("pkg/package.json");
  const block = json("wordpress/conflict-timeline/block.json");
  assert.equal(block.version, version);
  assert.match(text("wordpress/conflict-timeline/conflict-timeline.php"), new RegExp(`Version:\\s+${version}\\n[\\s\\S]*VERSION = '${version}'`));
  assert.match(text("wordpress/conflict-timeline/readme.txt"), new RegExp(`Stable tag: ${version}\\n`));
  const [, observed] = /const ATTRIBUTES = \(\s*"([^"]+)"/.exec(text("www/embed.js"));
  const known = observed.split(" ").map((name) => name.replace("-", ""));
  const [, body] = /CONFLICT_TIMELINE_ATTRIBUTES = array\(([\s\S]*?)\);/.exec(text("wordpress/conflict-timeline/conflict-timeline.php"));
  const named = [...body.matchAll(/'(\w+)'\s+=>/g)].map(([, name]) => name);
  assert.deepEqual(named.filter((name) => !known.includes(name)), []);
  assert.deepEqual(Object.keys(block.attributes).map((name) => name.toLowerCase()).filter((name) => !named.includes(name)), []);
});
