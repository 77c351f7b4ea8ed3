// The timeline in a frame: for pages whose policy shuts out Wasm, and for oEmbed.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openHtml, ROOT, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();

const FRAME = `<iframe data-conflict-timeline src="/pkg/frame.html?lang=fr&filter=kind%3Dcoup&onload=alert(1)&base=/elsewhere" title="A timeline" width="900" height="200"></iframe>`;

/** The frame's own window, once its timeline is drawn. */
async function inside(page) {
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForFunction(() => document.querySelector("conflict-timeline")?.ready?.then(() => true));
  return frame;
}

test("a frame takes attributes from its address, and grows with what is in it", async () => {
  const page = await openHtml(chrome, `${FRAME}<script async src="/pkg/frame.js"></script>`);
  const frame = await inside(page);
  const seen = await frame.evaluate(() => {
    const element = document.querySelector("conflict-timeline");
    return { filter: element.state.filter, lang: document.documentElement.lang, names: element.getAttributeNames(), height: document.body.getBoundingClientRect().height };
  });
  assert.equal(seen.filter, "kind=coup");
  assert.equal(seen.lang, "fr");
  assert.deepEqual(seen.names, ["lang", "filter"], "no other name of the address becomes an attribute");
  await page.waitForFunction((height) => Math.abs(document.querySelector("iframe").offsetHeight - height) <= 20, seen.height);
  await frame.evaluate(() => (document.querySelector("conflict-timeline").style.height = "5333px"));
  await page.waitForFunction(() => document.querySelector("iframe").clientHeight === 5333);
  assert.equal(await frame.evaluate(() => document.scrollingElement.scrollHeight <= innerHeight), true, "no second scroll bar");
  assert.deepEqual(page.seen.errors, []);
});

test("at 390 px a frame is as high as the whole set needs, and lower again with less in it", async () => {
  const whole = '<style>body{margin:0}</style><iframe data-conflict-timeline src="/pkg/frame.html" title="A timeline" width="100%" height="900" style="border:0"></iframe>';
  const page = await openHtml(chrome, `${whole}<script async src="/pkg/frame.js"></script>`, { width: 390, height: 844 });
  const frame = await inside(page);
  const fits = () => frame.waitForFunction(() => Math.abs(document.body.getBoundingClientRect().height - innerHeight) <= 1);
  await frame.waitForFunction(() => document.body.getBoundingClientRect().height > 40_000);
  await fits();
  await frame.evaluate(() => (document.querySelector("conflict-timeline").filter = "kind=coup"));
  await frame.waitForFunction(() => document.body.getBoundingClientRect().height < 10_000);
  await fits();
  assert.deepEqual(page.seen.errors, []);
});

test("a frame out of sight keeps the height that the page gave it until its timeline stands", async () => {
  const page = await openHtml(chrome, `<div style="height:5000px"></div>${FRAME}<script async src="/pkg/frame.js"></script>`);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForLoadState("load");
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => document.querySelector("iframe").clientHeight), 200);
  await page.evaluate(() => document.querySelector("iframe").scrollIntoView());
  await page.waitForFunction(() => document.querySelector("iframe").clientHeight > 400);
});

test("a least height that the frame itself would measure is named and left out", async () => {
  for (const height of ["120vh", "min(100dvh, 90vw)"]) {
    const framed = FRAME.replace("lang=fr", `height=${encodeURIComponent(height)}`);
    const page = await openHtml(chrome, `${framed}<script async src="/pkg/frame.js"></script>`);
    const frame = await inside(page);
    assert.equal(await frame.evaluate(() => document.querySelector("conflict-timeline").hasAttribute("height")), false);
    assert.deepEqual(page.seen.errors, [`conflict-timeline: height=${height} is measured by the frame itself: give it in pixels`]);
  }
});

test("a link in a frame opens beside the article: most pages refuse to be shown in a frame", async () => {
  const page = await openHtml(chrome, `${FRAME}<script async src="/pkg/frame.js"></script>`);
  const frame = await inside(page);
  const address = frame.url();
  await page.context().route("https://**", (route) => route.fulfill({ body: "A source" }));
  await frame.locator("conflict-timeline footer summary").click();
  const [opened] = await Promise.all([page.context().waitForEvent("page"), frame.locator("conflict-timeline footer a").click()]);
  await opened.waitForURL(/^https:/);
  assert.equal(await opened.evaluate(() => window.opener), null);
  assert.equal(frame.url(), address);
  await opened.close();
});

test("a frame that waits for its address keeps no other from its height, and nothing complains", async () => {
  const home = await chrome.open("/pkg/frame.html");
  const loaded = FRAME.replace('src="', `src="${home.origin}`);
  const page = await openHtml(chrome, `<iframe data-conflict-timeline src="about:blank"></iframe>${loaded}`);
  await (await (await page.waitForSelector("iframe[title]")).contentFrame()).waitForLoadState("load");
  await page.addScriptTag({ url: `${page.origin}/pkg/frame.js` });
  await page.waitForFunction(() => document.querySelector("iframe[title]").clientHeight > 400);
  // The other way round: the script is there before the frame's page.
  const early = await openHtml(chrome, `<script src="/pkg/frame.js"></script>${loaded}<script src="/pkg/frame.js"></script>`);
  await early.waitForFunction(() => document.querySelector("iframe").clientHeight > 400);
  assert.deepEqual([...page.seen.errors, ...early.seen.errors], []);
});

test("rubbish from the frame changes nothing", async () => {
  const page = await openHtml(chrome, `${FRAME}<script async src="/pkg/frame.js"></script>`);
  const frame = await inside(page);
  await page.waitForFunction(() => document.querySelector("iframe").clientHeight > 400);
  await frame.evaluate(() => {
    for (const height of [undefined, null, "77", [77], 77n, -77, 0, NaN, Infinity]) parent.postMessage({ type: "conflict-timeline:height", height }, "*");
    for (const said of [null, 77, "conflict-timeline:height", []]) parent.postMessage(said, "*");
  });
  await page.waitForTimeout(100);
  const height = await page.evaluate(() => document.querySelector("iframe").clientHeight);
  assert.ok(height > 400 && height < 10_000, `${height}`);
  assert.deepEqual(page.seen.errors, []);
});

test("a page that may run no Wasm takes it in a frame, and no stranger sets its height", async () => {
  const page = await openHtml(chrome, `${FRAME}<iframe id="other" srcdoc="<p>other"></iframe><script async src="/pkg/frame.js"></script>`, {
    headers: { "content-security-policy": "default-src 'none'; script-src 'self'; frame-src 'self'" },
  });
  await inside(page);
  await page.waitForFunction(() => document.querySelector("iframe").clientHeight > 400);
  const frame = await (await page.waitForSelector("#other")).contentFrame();
  await frame.evaluate(() => parent.postMessage({ type: "conflict-timeline:height", height: 77 }, "*"));
  await page.evaluate(() => postMessage({ type: "conflict-timeline:height", height: 77 }, "*"));
  await page.waitForTimeout(100);
  assert.ok((await page.evaluate(() => document.querySelector("iframe").clientHeight)) > 400);
});

test("a frame of another origin says its height to the page that greeted it, and to no other", async () => {
  const home = await chrome.open("/pkg/frame.html");
  const page = await openHtml(chrome, `<iframe src="${home.origin}/pkg/frame.html" width="800" height="300"></iframe>`, {
    init: () => {
      window.heard = [];
      addEventListener("message", ({ data, origin }) => window.heard.push([data, origin]));
    },
  });
  await inside(page);
  await page.waitForTimeout(100);
  assert.deepEqual(await page.evaluate(() => window.heard), [], "nothing is said unasked");
  await page.evaluate((origin) => document.querySelector("iframe").contentWindow.postMessage({ type: "conflict-timeline:hello" }, origin), home.origin);
  await page.waitForFunction(() => window.heard.length > 0);
  const [[data, origin]] = await page.evaluate(() => window.heard);
  assert.equal(data.type, "conflict-timeline:height");
  assert.ok(data.height > 400);
  assert.equal(origin, home.origin);
});

test("pym.js hears what it expects", async () => {
  const page = await openHtml(chrome, `<main></main>`, {
    init: () => {
      window.heard = [];
      addEventListener("message", ({ data }) => typeof data === "string" && window.heard.push(data));
    },
  });
  await page.evaluate(() => {
    const frame = document.createElement("iframe");
    const query = new URLSearchParams({ initialWidth: "800", childId: "war", parentTitle: document.title, parentUrl: location.href });
    frame.src = `/pkg/frame.html?${query}`;
    document.querySelector("main").append(frame);
  });
  await inside(page);
  await page.waitForFunction(() => /^pymxPYMxwarxPYMxheightxPYMx\d+$/.test(window.heard.at(-1)) && Number(window.heard.at(-1).split("xPYMx")[3]) > 400);
});

test("pym.js hears nothing where the address does not say of which page it is", async () => {
  const home = await chrome.open("/pkg/frame.html");
  for (const query of ["childId=war", "childId=war&parentUrl=", "childId=war&parentUrl=about:blank", `parentUrl=${encodeURIComponent("http://127.0.0.1:1")}&childId=war`]) {
    const page = await openHtml(chrome, `<iframe src="${home.origin}/pkg/frame.html?${query}"></iframe>`, {
      init: () => {
        window.heard = [];
        addEventListener("message", ({ data }) => window.heard.push(data));
      },
    });
    await inside(page);
    await page.waitForTimeout(200);
    assert.deepEqual(await page.evaluate(() => window.heard), [], query);
  }
});

test("a browser without URL.canParse takes data of its own host, and speaks to pym.js", async () => {
  const own = JSON.stringify({ events: [{ id: "a", when: "2013", title: { en: "A" }, kind: "battle" }] });
  const init = () => {
    delete URL.canParse;
    window.heard = [];
    addEventListener("message", ({ data }) => typeof data === "string" && window.heard.push(data));
  };
  const page = await openHtml(chrome, "<main></main>", { init, answers: { "/pkg/own.json": { body: own, contentType: "application/json" } } });
  await page.evaluate(() => {
    const query = new URLSearchParams({ src: "own.json", childId: "war", parentUrl: location.href });
    document.querySelector("main").append(Object.assign(document.createElement("iframe"), { src: `/pkg/frame.html?${query}` }));
  });
  const frame = await inside(page);
  assert.equal(await frame.evaluate(() => document.querySelector("conflict-timeline").state.total), 1);
  await page.waitForFunction(() => /^pymxPYMxwarxPYMxheightxPYMx\d+$/.test(window.heard.at(-1)));
});

test("data of another host is not shown in the name of this one", async () => {
  const page = await chrome.open("/pkg/frame.html?src=https%3A%2F%2Fevil.example%2Fdata.json");
  await page.waitForFunction(() => document.querySelector("conflict-timeline").ready?.then(() => true));
  assert.equal(await page.evaluate(() => document.querySelector("conflict-timeline").hasAttribute("src")), false);
  assert.match(page.seen.errors.join(), /src=https:\/\/evil\.example\/data\.json is not of http:\/\/127\.0\.0\.1/);
  assert.ok(page.seen.requests.every((url) => url.startsWith(page.origin)));
});

test("the oEmbed document holds what the form asks for", async () => {
  const { version, type, html, width, height } = JSON.parse(await readFile(join(ROOT, "www/oembed.json"), "utf8"));
  assert.deepEqual([version, type, typeof width, typeof height], ["1.0", "rich", "number", "number"]);
  const { version: own } = JSON.parse(await readFile(join(ROOT, "pkg/package.json"), "utf8"));
  assert.match(html, new RegExp(`^<iframe data-conflict-timeline src="https://news\\.example/conflict-timeline/${own}/frame\\.html`));
  assert.match(html, /title="[^"]+".*<script async src="[^"]+\/frame\.js"><\/script>$/);
});
