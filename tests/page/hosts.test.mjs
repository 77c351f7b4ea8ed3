// Pages that its makers do not control: what they do to the timeline, and what it does to them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliDecompressSync } from "node:zlib";
import { alertOf, draw, ELEMENT, FALLBACK, IS_FIREFOX, openHtml, ROOT, SCRIPT, startBrowser, stateOf, useBrowser, WASM } from "./helpers.mjs";
import { trapping } from "./trap.mjs";

const HOST = ELEMENT + SCRIPT;
const OF_PACKAGE = ["embed.js", "element.js", "conflict-timeline.js", "conflict-timeline_bg.wasm", "lang/en-prose.ctp"].map((name) => `/pkg/${name}`);
const chrome = useBrowser();

const paths = (page) => page.seen.requests.map((url) => url.replace(page.origin, ""));

async function openDrawn(html, options) {
  const page = await openHtml(chrome, html, options);
  await draw(page);
  return page;
}

/** The timeline can be read and used, and the page saw no error. */
async function assertWorks(page, selector = "conflict-timeline") {
  const element = page.locator(selector).first();
  assert.ok((await stateOf(page, selector)).total > 60);
  assert.match(await element.locator("[part=status]").innerText(), /\d+ events/);
  assert.ok(await element.locator("canvas").first().isVisible());
  await element.locator('button[data-act="filters"]').click();
  await element.locator('button[data-facet="kind"]').first().click();
  await page.evaluate((selector) => document.querySelector(selector).updated, selector);
  const { matched, total } = await stateOf(page, selector);
  assert.ok(matched > 0 && matched < total, `${matched} of ${total}`);
  assert.deepEqual(page.seen.errors, []);
}

test("every request: the loader, four files, and nothing before the reader comes near", async () => {
  const page = await openHtml(chrome, `<div style="height:4000px">far</div>${HOST}`);
  await page.evaluate(() => customElements.whenDefined("conflict-timeline").then(() => {}));
  await page.waitForTimeout(100);
  assert.deepEqual(paths(page), ["/host/page.html", "/pkg/embed.js"]);
  await draw(page);
  await assertWorks(page);
  assert.deepEqual(paths(page).slice(1).sort(), [...OF_PACKAGE].sort());
  assert.deepEqual(await page.context().cookies(), []);
  const kept = await page.evaluate(async () => [
    localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
  ]);
  assert.deepEqual(kept, [0, 0, 0, 0, 0]);
});

test("Wasm may come compressed, late, and in pieces; the page's own text stands until then", async () => {
  const packed = readFileSync(`${ROOT}${WASM}.br`);
  assert.deepEqual(brotliDecompressSync(packed), readFileSync(ROOT + WASM), "the .br beside it is the same file");
  let release;
  const held = new Promise((done) => (release = done));
  const answer = (path, response) => {
    if (path !== WASM) return false;
    response.writeHead(200, { "content-type": "application/wasm", "content-encoding": "br" });
    response.write(packed.subarray(0, 1000));
    held.then(() => response.end(packed.subarray(1000)));
    return true;
  };
  const page = await openHtml(chrome, HOST, { answer });
  await page.waitForFunction(() => customElements.get("conflict-timeline"));
  assert.ok(await page.getByText(FALLBACK).isVisible());
  assert.equal(await alertOf(page).count(), 0);
  release();
  await draw(page);
  await assertWorks(page);
});

test("CT-312: Wasm that breaks off on the way leaves the fallback", async () => {
  const answer = (path, response) => {
    if (path !== WASM) return false;
    response.writeHead(200, { "content-type": "application/wasm", "content-length": 100_000 });
    response.write(readFileSync(ROOT + WASM).subarray(0, 50_000), () => response.destroy());
    return true;
  };
  const page = await openHtml(chrome, HOST, { answer });
  await alertOf(page).waitFor();
  assert.match(await alertOf(page).innerText(), /CT-312$/);
  assert.ok(await page.getByText(FALLBACK).isVisible());
});

test("a name that is taken is left to its owner, and said in the log", async () => {
  const page = await openHtml(chrome, `<script>customElements.define("conflict-timeline", class extends HTMLElement {})</script>${HOST}`);
  await page.waitForFunction(() => performance.getEntriesByName(new URL("/pkg/embed.js", location).href).length > 0);
  await page.waitForTimeout(50);
  assert.ok(await page.getByText(FALLBACK).isVisible());
  assert.match(page.seen.infos.join(), /conflict-timeline of another maker was here first; 0\.1\.0 .* does nothing/);
  assert.deepEqual(page.seen.errors, []);
});

test("two versions in one page: the first draws, both are named", async () => {
  const old = readFileSync(`${ROOT}/pkg/embed.js`, "utf8").replace("0.1.0", "0.0.9");
  const page = await openDrawn(`${ELEMENT}<script src="/pkg/old.js"></script>${SCRIPT}${SCRIPT}`, {
    answers: { "/pkg/old.js": { body: old, contentType: "text/javascript" } },
  });
  await assertWorks(page);
  assert.equal(page.seen.infos.length, 2, "one line for each that came later");
  assert.match(page.seen.infos[0], /0\.0\.9 \(.*\/pkg\/old\.js\) was here first; 0\.1\.0 \(.*\/pkg\/embed\.js\) does nothing/);
});

const POLLUTION = () => {
  // What libraries of old did, and some pages still do.
  Array.prototype.each = function () {};
  Array.prototype.toJSON = () => "[]";
  Array.prototype.contains = Array.prototype.remove = Array.prototype.first = Array.prototype.last = () => null;
  Object.prototype.extend = function () {};
  Object.prototype.each = () => {};
  String.prototype.startsWith = String.prototype.startsWith;
  String.prototype.strip = function () {};
  Function.prototype.bindAsEventListener = function () {};
  Element.prototype.hide = Element.prototype.show = Element.prototype.update = () => {};
  Array.from = (list) => { const array = []; for (let i = 0; i < (list.length ?? 0); i++) array.push(list[i]); return array; };
  window.$ = window.$$ = () => null;
};

test("prototypes that the page extended change nothing", async () => {
  const page = await openDrawn(HOST, { init: POLLUTION });
  await assertWorks(page);
  const report = await page.evaluate(() =>
    document.querySelector("conflict-timeline").load([{ id: "a", when: "2013", title: { en: "A" }, kind: "battle" }]),
  );
  assert.deepEqual([report.rows, report.warnings], [1, []]);
  await page.evaluate(() => (document.querySelector("conflict-timeline").filter = { kind: ["battle"], from: "2013" }));
  assert.equal((await stateOf(page)).filter, "kind=battle;from=2013-01-01");
  assert.deepEqual(page.seen.errors, []);
});

// "unset" hits the host element from outside; no rule of a page reaches past it, but what is inherited does.
const RESETS = `
  body * { all: unset !important; }
  body, body * {
    font-size: 0 !important; line-height: 0 !important; letter-spacing: 9px !important; text-transform: uppercase !important;
    text-indent: 99px !important; white-space: nowrap !important; word-break: break-all !important; text-shadow: 2px 2px red !important;
    box-sizing: content-box !important; cursor: wait !important; user-select: none !important; text-align: right !important;
    font-variant: small-caps !important; list-style: square inside !important; text-wrap: nowrap !important;
    writing-mode: vertical-rl !important; border-collapse: collapse !important; -webkit-text-fill-color: transparent !important;
  }
  button { display: none !important; background: red !important; padding: 40px !important; }
  canvas, svg, ol, li, article, section, h2, h3, p { display: none !important; }
  conflict-timeline { display: block !important; writing-mode: horizontal-tb !important; width: 1000px !important; }`;

/** What a reader sees of each part: its box and the text properties that a page could have handed down. */
const look = async (page) => {
  // The list grows by steps to what is in sight and some more.
  await page.evaluate(async () => {
    const count = () => document.querySelector("conflict-timeline").shadowRoot.querySelectorAll("article").length;
    for (let before = -1; before !== count(); ) {
      before = count();
      await new Promise((done) => setTimeout(done, 600));
    }
  });
  return page.evaluate(() => {
    const root = document.querySelector("conflict-timeline").shadowRoot;
    return [...root.querySelectorAll(".ct, [part], .ct button, .ct h2, .ct h3, .ct article, .ct canvas")].map((node) => {
      const { width, height } = node.getBoundingClientRect();
      const style = getComputedStyle(node);
      const inherited = ["display", "font-size", "line-height", "letter-spacing", "text-transform", "text-indent", "white-space-collapse",
        "word-break", "text-shadow", "box-sizing", "user-select", "text-align", "font-variant-caps", "writing-mode", "-webkit-text-fill-color"];
      return [node.localName, node.getAttribute("part"), Math.round(width), Math.round(height), ...inherited.map((name) => style.getPropertyValue(name))].join(" ");
    });
  });
};

test("resets of the page do not reach into the timeline", async () => {
  const head = "<style>body { margin: 0; font-family: serif; color: #000; } conflict-timeline { display: block; width: 1000px; }</style>";
  const plain = await look(await openDrawn(head + HOST));
  const page = await openDrawn(`${head}<style>${RESETS}</style>${HOST}`);
  const hostile = await look(page);
  assert.ok(plain.length > 30, `${plain.length} nodes are compared`);
  assert.deepEqual(hostile, plain);
});

test("no rule of the timeline reaches the page", async () => {
  const words = "<main><h1>Title</h1><p>Text <a href=x>link</a></p><button class='ct ct-button'>Go</button><ol class='ct-list'><li>One</li></ol><input><svg></svg></main>";
  const styles = (page) =>
    page.evaluate(() =>
      [document.documentElement, document.body, ...document.querySelectorAll("main, main *")].map((node) => {
        const style = getComputedStyle(node);
        return [...style].filter((name) => !/(block|inline)-size|height|width|origin/.test(name)).map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
      }),
    );
  const before = await styles(await openHtml(chrome, words));
  const page = await openDrawn(words + HOST);
  assert.deepEqual(await styles(page), before);
  assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length + document.querySelectorAll("style, link").length), 0);
});

test("a loader among other scripts in one file needs the attribute base, and says so", async () => {
  const body = `var before = 1;\n${readFileSync(`${ROOT}/pkg/embed.js`, "utf8")};var after = 2;`;
  const answers = { "/assets/all.js": { body, contentType: "text/javascript" } };
  const script = `<script defer src="/assets/all.js"></script>`;
  await assertWorks(await openDrawn(`${ELEMENT.replace(">", ' base="/pkg">')}${script}`, { answers }));
  const page = await openHtml(chrome, ELEMENT + script, { answers });
  await alertOf(page).waitFor();
  assert.match(await alertOf(page).innerText(), /assets\/element\.js could not be loaded .* attribute base\. CT-310/);
  assert.ok(await page.getByText(FALLBACK).isVisible());
});

test("an app that turns its pages leaves nothing behind and keeps working", async () => {
  const page = await openHtml(chrome, `<main></main>${SCRIPT}`);
  const seen = await page.evaluate(async (markup) => {
    const main = document.querySelector("main");
    const totals = [];
    const template = document.createElement("template");
    template.innerHTML = markup;
    for (let turn = 0; turn < 8; turn++) {
      history.pushState({}, "", `?page=${turn}`);
      if (turn % 2) main.innerHTML = markup;
      else main.replaceChildren(document.importNode(template.content, true));
      const element = main.firstElementChild;
      await customElements.whenDefined("conflict-timeline");
      if (turn === 3) continue; // gone before it came
      await element.ready;
      totals.push(element.state.total);
    }
    main.replaceChildren();
    await new Promise((done) => setTimeout(done, 300));
    return { totals, address: location.search, left: document.body.children.length };
  }, ELEMENT);
  assert.equal(seen.totals.length, 7);
  assert.equal(new Set(seen.totals).size, 1);
  assert.equal(seen.address, "?page=7");
  assert.equal(seen.left, 2);
  assert.deepEqual(page.seen.errors, []);
  assert.equal(paths(page).filter((path) => path.endsWith(".wasm")).length, 1);
});

test("it works inside the shadow root of another component, and moves with moveBefore", async () => {
  const page = await openHtml(chrome, `<x-card></x-card><aside></aside>${SCRIPT}`);
  const seen = await page.evaluate(async (markup) => {
    const card = document.querySelector("x-card").attachShadow({ mode: "open" });
    card.innerHTML = `<style>p, div, button { display: none !important }</style>${markup}`;
    await customElements.whenDefined("conflict-timeline");
    const element = card.querySelector("conflict-timeline");
    const heard = [];
    addEventListener("ct-filter", (event) => heard.push(event.detail.filter));
    await element.ready;
    const status = element.shadowRoot.querySelector("[role=status]");
    element.filter = "kind=coup";
    await element.updated;
    document.querySelector("aside").append(card.host);
    if (document.body.moveBefore) document.body.moveBefore(card.host, document.querySelector("aside"));
    await new Promise((done) => setTimeout(done, 50));
    return { heard, isSame: status === element.shadowRoot.querySelector("[role=status]"), width: status.getBoundingClientRect().width, filter: element.filter };
  }, ELEMENT);
  assert.deepEqual({ ...seen, width: seen.width > 0 }, { heard: ["kind=coup"], isSame: true, width: true, filter: "kind=coup" });
  assert.deepEqual(page.seen.errors, []);
});

for (const [how, style, show] of [
  ["not displayed", "display:none", "display:block"],
  ["of no size", "width:0;height:0;overflow:hidden", ""],
  ["in a closed <details>", null, null],
]) {
  test(`an element ${how}, then shown, is drawn in full`, async () => {
    const wrap = style === null ? `<details><summary>More</summary>${ELEMENT}</details>` : `<section style="${style}">${ELEMENT}</section>`;
    const page = await openHtml(chrome, `${wrap.replace("<conflict-timeline", '$& id="lazy"')}<div hidden>${ELEMENT.replace(">", ' id="eager" loading="eager">')}</div>${SCRIPT}`);
    await page.evaluate(() => document.querySelector("#eager").constructor && customElements.whenDefined("conflict-timeline").then(() => document.querySelector("#eager").ready));
    await page.waitForTimeout(100);
    await page.evaluate((show) => {
      const section = document.querySelector("section, details");
      if (section.localName === "details") section.open = true;
      else section.style = show;
      document.querySelector("div[hidden]").hidden = false;
    }, show);
    for (const selector of ["#lazy", "#eager"]) {
      await draw(page, selector);
      await page.waitForFunction((selector) => {
        const canvas = document.querySelector(selector).shadowRoot.querySelector("[part=chart] canvas");
        return canvas && canvas.getBoundingClientRect().width > 600 && canvas.width >= canvas.getBoundingClientRect().width;
      }, selector);
    }
    await assertWorks(page, "#lazy");
  });
}

test("a hidden tab waits, and draws when it is looked at", async () => {
  const page = await openHtml(chrome, ELEMENT.replace(">", ' loading="eager">') + SCRIPT, {
    init: () => {
      // As in a tab in the background: no frames.
      const waiting = [];
      const frame = window.requestAnimationFrame.bind(window);
      let isHidden = true;
      window.requestAnimationFrame = (act) => (isHidden ? waiting.push(act) : frame(act));
      window.lookAt = () => ((isHidden = false), waiting.splice(0).forEach((act) => frame(act)));
    },
  });
  await page.waitForFunction(() => document.querySelector("conflict-timeline").state?.total > 60, null, { polling: 50 });
  await page.evaluate(() => lookAt());
  await draw(page);
  await assertWorks(page);
});

test("before <body> and after DOMContentLoaded are places like any other", async () => {
  await assertWorks(await openDrawn(`<head><script src="/pkg/embed.js"></script></head><body>${ELEMENT}`));
  const page = await openHtml(chrome, ELEMENT);
  await page.evaluate(() => document.readyState === "complete" || new Promise((done) => addEventListener("load", done)));
  await page.evaluate(() => document.head.append(Object.assign(document.createElement("script"), { src: "/pkg/embed.js" })));
  await draw(page);
  await assertWorks(page);
});

test("Save-Data: a button, and nothing else is fetched until it is pressed", async () => {
  const init = () => Object.defineProperty(navigator, "connection", { value: { saveData: true } });
  const page = await openHtml(chrome, `<div lang="fr">${ELEMENT.replace(">", ' loading="eager">')}</div>${SCRIPT}`, { init });
  const button = page.getByRole("button", { name: "Charger la chronologie interactive" });
  await button.waitFor();
  assert.deepEqual(paths(page), ["/host/page.html", "/pkg/embed.js"]);
  assert.ok(await page.getByText(FALLBACK).isVisible());
  await button.press("Enter");
  await draw(page);
  assert.equal(await button.count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.localName), "conflict-timeline", "focus is not lost");
  assert.ok((await stateOf(page)).total > 60);
});

test("a page with a timeline is kept whole by the back button", { skip: IS_FIREFOX && "Firefox keeps no page while it is driven" }, async () => {
  const other = await startBrowser({ ignoreDefaultArgs: ["--disable-back-forward-cache"], headers: () => ({ "cache-control": "max-age=60" }) });
  try {
    const page = await other.open("/www/examples/plain.html");
    await draw(page);
    await page.evaluate(() => addEventListener("pageshow", ({ persisted }) => (window.wasKept = persisted)));
    await page.goto(`${page.origin}/www/examples/two.html`);
    await page.goBack({ waitUntil: "commit" });
    await page.waitForFunction(() => window.wasKept !== undefined);
    assert.equal(await page.evaluate(() => window.wasKept), true);
    await page.evaluate(() => (document.querySelector("conflict-timeline").filter = "kind=coup"));
    assert.equal((await stateOf(page)).filter, "kind=coup");
  } finally {
    await other.close();
  }
});

test("CT-320: a fault of the module in one timeline gives every other its own text back", async () => {
  const body = Buffer.from(trapping(readFileSync(join(ROOT, WASM)), "mounted_zoom_to"));
  const page = await openHtml(chrome, `${ELEMENT}${ELEMENT}<div style="height:4000px"></div>${ELEMENT}${SCRIPT}`, {
    answers: { [WASM]: { body, contentType: "application/wasm" } },
  });
  await draw(page);
  assert.equal(await page.getByText(FALLBACK).count(), 3);
  const shown = () => page.evaluate(() => [...document.querySelectorAll("conflict-timeline p")].map((text) => text.checkVisibility()));
  assert.deepEqual(await shown(), [false, false, true], "the third is far away");
  const code = await page.evaluate(() => {
    const [, two] = document.querySelectorAll("conflict-timeline");
    return two.ready.then(() => two.zoomTo("2013-01-01", "2013-02-01")).catch((error) => error.code);
  });
  assert.equal(code, "CT-320");
  assert.deepEqual(await shown(), [true, true, true]);
  for (const at of [0, 1]) assert.match(await page.locator("conflict-timeline").nth(at).getByRole("alert").innerText(), /CT-320$/);
  await page.locator("conflict-timeline").last().scrollIntoViewIfNeeded();
  await page.locator("conflict-timeline").last().getByRole("alert").waitFor();
  assert.deepEqual(await shown(), [true, true, true], "nor does it begin anew");
});
