// The package as npm would ship it: what is in it, what other tools think of it, and whether a bundler can use it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { build } from "vite";
import { draw, needPackage, ROOT, startBrowser, stateOf } from "./helpers.mjs";

const PKG = join(ROOT, "pkg");
const run = promisify(execFile);
const read = (path) => readFile(join(ROOT, path), "utf8");
let folder;

before(async () => {
  needPackage();
  folder = await mkdtemp(join(tmpdir(), "conflict-timeline-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const pack = async (...args) => {
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", ...args], { cwd: PKG });
  return JSON.parse(stdout)[0];
};

// Every file that is sent to a browser travels with its two compressed forms.
const SENT = [
  "aside.js", "builder.css", "builder.html", "builder.js", "conflict-timeline.js", "conflict-timeline_bg.wasm", "element.js", "embed.js",
  "frame-page.js", "frame.css", "frame.html", "frame.js", "index.js", "lang/ar.ctp", "lang/en-prose.ctp",
  "lang/fr-prose.ctp", "lang/fr.ctp",
  "parts.js", "place.js", "progress.js", "read.js", "reader-thread.js", "reader.js", "reader_bg.wasm", "refresh.js", "table.js", "url-state.js",
];
const KEPT = [
  "LICENSE-APACHE", "LICENSE-MIT", "README.md", "conflict-timeline.d.ts", "custom-elements.json", "manifest.json", "package.json",
];

test("npm pack ships these files and no other", async () => {
  const { files } = await pack("--dry-run");
  const expected = [...KEPT, ...SENT.flatMap((file) => [file, `${file}.br`, `${file}.gz`])];
  assert.deepEqual(files.map(({ path }) => path).sort(), expected.sort());
});

test("README, types and custom-elements.json know the same attributes, and the same forms of data", async () => {
  const readme = await read("README.md");
  const types = await read("pkg/conflict-timeline.d.ts");
  const { attributes } = JSON.parse(await read("pkg/custom-elements.json")).modules[0].declarations[0];
  const [, observed] = /const ATTRIBUTES = \(\s*"([^"]+)"/.exec(await read("www/embed.js"));
  const names = observed.split(" ").sort();
  assert.deepEqual(attributes.map(({ name }) => name).sort(), names);
  const [, typed] = /interface ConflictTimelineAttributes \{([^]*?)\n\}/.exec(types);
  assert.deepEqual([...typed.matchAll(/^ {2}"?([\w-]+)"?\?: /gm)].map(([, name]) => name).sort(), names);
  const words = (text, mark) => [...text.matchAll(new RegExp(`${mark}([\\w-]+)${mark}`, "g"))].map(([, word]) => word);
  const formats = words(/\| `format` \| ([^|]+)/.exec(readme)[1], "`");
  assert.ok(formats.length > 5);
  assert.deepEqual(words(/type ConflictTimelineFormat = ([^;]+)/.exec(types)[1], '"'), formats);
  assert.deepEqual(words(attributes.find(({ name }) => name === "format").type.text, '"'), formats);
});

test("manifest.json holds size and hash of every file, and the script tag", async () => {
  const manifest = JSON.parse(await read("pkg/manifest.json"));
  const { version } = JSON.parse(await read("pkg/package.json"));
  assert.equal(manifest.version, version);
  assert.equal(manifest.folder, `/conflict-timeline/${version}/`);
  assert.deepEqual(Object.keys(manifest.files).sort(), [...SENT].sort());
  for (const [file, { bytes, integrity }] of Object.entries(manifest.files)) {
    const content = await readFile(join(PKG, file));
    assert.equal(bytes, content.length, file);
    assert.equal(integrity, `sha384-${createHash("sha384").update(content).digest("base64")}`, file);
  }
  assert.match(manifest.script, /^<script async src="\/conflict-timeline\/[\d.]+\/embed\.js" integrity="sha384-\S+" crossorigin="anonymous"><\/script>$/);
});

test("every page of ours shows the script tag that the build printed", async () => {
  const { script } = JSON.parse(await read("pkg/manifest.json"));
  for (const page of ["README.md", "pkg/README.md", "docs/embedding.md"]) {
    assert.ok((await read(page)).includes(script), `${page} should say:\n${script}`);
  }
});

test("publint and attw find nothing", async () => {
  const { messages, pkg } = await publint({ pkgDir: PKG, strict: true, pack: "npm" });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
  const { filename } = await pack("--pack-destination", folder);
  const { problems } = await checkPackage(createPackageFromTarballData(new Uint8Array(await readFile(join(folder, filename)))));
  // There is no CommonJS form of a custom element for browsers.
  assert.deepEqual(problems.filter(({ kind }) => kind !== "CJSResolvesToESM"), []);
});

test("on a server the import does nothing and does not throw", async () => {
  const { stdout } = await run("node", ["--input-type=module", "-e", `await import(${JSON.stringify(join(PKG, "index.js"))}); console.log(typeof customElements)`]);
  assert.equal(stdout.trim(), "undefined");
});

test("the types name the attributes, properties and events that the element has", async () => {
  const types = await read("pkg/conflict-timeline.d.ts");
  const body = (name) => new RegExp(`interface ${name}[^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(types)[1];
  const names = (text) => [...text.matchAll(/^  (?:readonly |get |set )?["']?([\w-]+)["']?\??[:(]/gm)].map(([, name]) => name);
  const [, observed] = /const ATTRIBUTES = \(\s*"([^"]+)"/.exec(await read("www/embed.js"));
  const attributes = observed.split(" ");
  assert.deepEqual(names(body("ConflictTimelineAttributes")).sort(), [...attributes].sort());
  const { declarations } = JSON.parse(await read("pkg/custom-elements.json")).modules[0];
  const [{ attributes: listed, members, events }] = declarations;
  assert.deepEqual(listed.map(({ name }) => name).sort(), [...attributes].sort());
  const surface = await read("tests/page/surface.test.mjs");
  const [, list] = /\.sort\(\), \[\s*("export"[^\]]+)\]/.exec(surface);
  const methods = JSON.parse(`[${list.replace(/,\s*$/, "")}]`);
  assert.deepEqual(members.map(({ name }) => name).sort(), methods);
  assert.deepEqual([...new Set(names(body("ConflictTimelineElement extends HTMLElement")))].sort(), methods);
  const emitted = new Set([await read("www/embed.js"), await read("www/element.js"), await read("www/read.js"), await read("src/embed/telling.rs")].flatMap((text) => text.match(/"ct-(?:ready|filter|select|viewport|error|[a-z]+)"/g) ?? []));
  const told = events.map(({ name }) => name).sort();
  assert.deepEqual(names(body("ConflictTimelineEventMap")).sort(), told);
  assert.deepEqual([...emitted].map((name) => name.slice(1, -1)).sort(), told);
  // Whatever else these tools are told has its words in the types.
  const typed = members.flatMap(({ type, parameters = [], return: back }) => [type, back?.type, ...parameters.map(({ type }) => type)]);
  const named = typed.flatMap((type) => type?.text.match(/ConflictTimeline\w+|\{/g) ?? []);
  for (const name of named) assert.match(types, new RegExp(`export (interface|type) ${name}\\b`));
});

test("TypeScript takes what the README writes, strictly, and refuses what the element would", async () => {
  const typescript = createRequire(import.meta.resolve("@arethetypeswrong/core"))("typescript");
  const app = join(folder, "typed");
  await mkdir(join(app, "node_modules"), { recursive: true });
  await symlink(PKG, join(app, "node_modules/conflict-timeline"));
  const file = join(app, "main.mts");
  await writeFile(file, `import "conflict-timeline";
import type { ConflictTimelineExport } from "conflict-timeline";
const timeline = document.querySelector("conflict-timeline")!;
timeline.addEventListener("ct-select", ({ detail }) => detail.id?.length);
timeline.parentElement!.attachShadow({ mode: "open" }).addEventListener("ct-viewport", ({ detail }) => detail.from.length);
document.addEventListener("ct-progress", ({ detail }) => detail.total ?? detail.bytes + detail.rows);
window.addEventListener("ct-error", ({ detail }) => detail.code.length);
// @ts-expect-error
timeline.addEventListener("ct-select", ({ detail }) => detail.code);
await timeline.ready;
timeline.filter = { kind: ["battle"], actor: ["mnla"], from: "2013" };
// @ts-expect-error
timeline.filter = { kinds: ["battle"] };
await timeline.updated;
const matched: number | undefined = timeline.state?.matched;
const { rows, warnings } = await timeline.load(new File([], "a.csv"), { mapping: { date: "Datum" }, group: "dyads", preset: "" });
// @ts-expect-error
await timeline.load("a.csv", { group: "sides" });
const isOpen: boolean = await timeline.select(null);
await timeline.zoomTo("2012", "2013-02");
const text: string = await timeline.export("csv");
const picture: Blob = await timeline.export("png");
const either: string | Blob = await timeline.export("ics" as ConflictTimelineExport);
// @ts-expect-error
await timeline.export("pdf");
export { either, isOpen, matched, picture, rows, text, warnings };
`);
  const { ModuleKind, ModuleResolutionKind, ScriptTarget } = typescript;
  const options = { strict: true, noEmit: true, skipDefaultLibCheck: true, types: [], target: ScriptTarget.ES2022, module: ModuleKind.Node16, moduleResolution: ModuleResolutionKind.Node16 };
  const problems = typescript.getPreEmitDiagnostics(typescript.createProgram([file], options));
  assert.deepEqual(problems.map(({ start, messageText }) => [start, typescript.flattenDiagnosticMessageText(messageText, "\n")]), []);
});

test("a page bundled with Vite draws, in French too", async () => {
  const app = join(folder, "app");
  await mkdir(join(app, "node_modules"), { recursive: true });
  await symlink(PKG, join(app, "node_modules/conflict-timeline"));
  await writeFile(join(app, "index.html"), `<!doctype html><html lang="fr"><title>Vite</title><conflict-timeline>Repli</conflict-timeline><script type="module" src="main.js"></script>`);
  await writeFile(join(app, "main.js"), `import "conflict-timeline";\n`);
  await build({ root: app, logLevel: "error", base: "./", build: { outDir: "dist", assetsInlineLimit: 0 } });
  const chrome = await startBrowser({ root: join(app, "dist") });
  try {
    const page = await chrome.open("/index.html");
    await draw(page);
    await page.locator("conflict-timeline").getByText(/événements/).first().waitFor();
    assert.ok((await stateOf(page)).total > 60);
    assert.deepEqual(page.seen.errors, []);
    assert.ok(page.seen.requests.some((url) => /assets\/fr-[\w-]+\.ctp$/.test(url)), page.seen.requests.join("\n"));
  } finally {
    await chrome.close();
  }
});
