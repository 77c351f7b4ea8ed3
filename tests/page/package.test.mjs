// The package as it ships, on the pages that use it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { alertOf, draw, prose, stateOf, useBrowser, WASM } from "./helpers.mjs";

const PLAIN = "/www/examples/plain.html";
const PRINTED = "/www/examples/fallback.html";
const TWO = "/www/examples/two.html";
const FALLBACK = "A rebellion in the north, a coup in the capital";
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const STRICT = "default-src 'none'; connect-src 'self'; style-src 'self'; script-src 'self'";
const chrome = useBrowser();

/** Opens a page and waits until its first timeline is drawn. */
async function openDrawn(path, options) {
  const page = await chrome.open(path, options);
  await draw(page);
  return page;
}

/** Opens the plain page with other attributes on its element. */
async function openWith(attributes, options = {}) {
  const text = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`).join("");
  const body = readFileSync(new URL(`../..${PLAIN}`, import.meta.url), "utf8").replace("<conflict-timeline", `$&${text}`);
  const answers = { [PLAIN]: { body, contentType: "text/html" }, ...options.answers };
  return chrome.open(PLAIN, { ...options, answers });
}

const settle = (page) => page.evaluate(() => document.querySelector("conflict-timeline").updated);
const statusOf = (page, selector = "conflict-timeline") => page.locator(selector).first().locator("[part=status]").innerText();

/** Makes one change and checks that the state, the status line and the page's event tell the same. */
async function changed(page, change) {
  await page.evaluate(() => {
    window.told = new Promise((done) => addEventListener("ct-filter", (event) => done(event.detail), { once: true }));
  });
  await change();
  const told = await page.evaluate(() => window.told);
  await settle(page);
  const { total, matched, filter } = await stateOf(page);
  assert.deepEqual(told, { filter, total, matched });
  const numbers = (await statusOf(page)).replace(/(\d)\D(?=\d{3}\b)/g, "$1").match(/\d+/g).map(Number);
  assert.ok(numbers.includes(matched), `${await statusOf(page)} says ${matched}`);
  return { total, matched, filter };
}

/** The reader keeps the page's own text, is told why, and so is the page. */
async function assertFallback(page, code) {
  const element = page.locator("conflict-timeline").first();
  await element.scrollIntoViewIfNeeded();
  await alertOf(page).waitFor();
  assert.match(await alertOf(page).innerText(), new RegExp(`${code}$`));
  assert.ok(await page.getByText(FALLBACK).isVisible());
  assert.equal(await element.locator("[part=status]").count(), 0);
  const failure = await page.evaluate(() => document.querySelector("conflict-timeline").ready.catch(({ code }) => code));
  assert.match(failure, new RegExp(code));
}

test("one script tag and one element show the events", async () => {
  const page = await openDrawn(PLAIN);
  const state = await stateOf(page);
  assert.ok(state.total >= 60, `${state.total} events`);
  assert.equal(state.matched, state.total);
  assert.ok((await page.locator("article[data-event]").count()) > 0);
  assert.ok(!(await page.getByText(FALLBACK).isVisible()), "the timeline stands in the fallback's place");
  assert.deepEqual(page.seen.errors, []);
  const hosts = new Set(page.seen.requests.map((url) => new URL(url).origin));
  assert.deepEqual([...hosts], [page.origin]);
  assert.deepEqual(await page.context().cookies(), []);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
});

test("what the tool prints is read at once, and gives way to the timeline", async () => {
  const off = await chrome.open(PRINTED, { javaScriptEnabled: false });
  assert.ok(await off.getByRole("img", { name: "The war in Mali, 2012 to 2024" }).isVisible());
  assert.ok(await off.getByText("JNIM attacks the capital Bamako").last().isVisible());
  assert.equal((await off.locator("[style]:not(conflict-timeline), style").count()), 0, "but for the place that the element holds");
  const page = await openDrawn(PRINTED);
  assert.ok(!(await page.locator("conflict-timeline > figure").isVisible()));
  assert.deepEqual(page.seen.errors, []);
});

test("nothing but the loader is fetched before the element is near", async () => {
  const page = await chrome.open(PLAIN, { height: 200 });
  await page.waitForTimeout(200);
  const asked = page.seen.requests.map((url) => new URL(url).pathname);
  assert.deepEqual(asked.filter((path) => path.startsWith("/pkg/")), ["/pkg/embed.js"]);
});

test("no name is left on the window", async () => {
  const page = await openDrawn(PLAIN, { init: () => (window.before = Object.getOwnPropertyNames(window)) });
  const added = await page.evaluate(() => Object.getOwnPropertyNames(window).filter((name) => !before.includes(name) && !name.startsWith("__pw")));
  assert.deepEqual(added, ["before"]);
});

test("the filter attribute chooses, and a change of it chooses anew", async () => {
  const page = await openWith({ filter: "kind=airstrike" });
  await draw(page);
  const { total, matched, filter } = await stateOf(page);
  assert.ok(matched > 0 && matched < total);
  assert.equal(filter, "kind=airstrike");
  const next = await changed(page, () =>
    page.evaluate(() => document.querySelector("conflict-timeline").setAttribute("filter", "kind=coup;from=2012-03")),
  );
  assert.notEqual(next.matched, matched);
  assert.equal(next.filter, "kind=coup;from=2012-03-01");
});

test("a filter that does not parse is named, and its good part applies", async () => {
  const page = await openWith({ filter: "kind=airstrike;actor=mnal" });
  await draw(page);
  assert.match(await alertOf(page).innerText(), /filter:1:22: unknown actor `mnal`, did you mean .* CT-2\d\d/);
  assert.equal((await stateOf(page)).filter, "kind=airstrike");
});

test("a facet is chosen by click and cleared again", async () => {
  const page = await openDrawn(PLAIN);
  await page.locator('button[data-act="filters"]').click();
  const facet = page.locator('button[data-facet="kind"]').first();
  const value = await facet.getAttribute("data-value");
  const chosen = await changed(page, () => facet.click());
  assert.equal(chosen.filter, `kind=${value}`);
  assert.ok(chosen.matched < chosen.total);
  assert.equal(await page.locator(`button[data-facet="kind"][data-value="${value}"]`).getAttribute("aria-pressed"), "true");
  const cleared = await changed(page, () => page.locator('button[data-act="clear"]').first().click());
  assert.equal(cleared.matched, cleared.total);
});

test("a word that is searched for finds with and without its accents", async () => {
  const page = await openDrawn(PLAIN);
  const search = page.locator('input[type="search"]');
  const plain = await changed(page, () => search.fill("menaka"));
  const accented = await changed(page, () => search.fill("Ménaka"));
  assert.ok(plain.matched > 0 && plain.matched < plain.total);
  assert.equal(accented.matched, plain.matched);
});

test("the brush moves by keyboard, and the page hears of it", async () => {
  const page = await openDrawn(PLAIN);
  const before = await stateOf(page);
  await page.evaluate(() => {
    window.told = new Promise((done) => addEventListener("ct-viewport", (event) => done(event.detail), { once: true }));
  });
  const thumb = page.getByRole("slider").first();
  const text = await thumb.getAttribute("aria-valuetext");
  await thumb.focus();
  await thumb.press("ArrowRight");
  const told = await page.evaluate(() => window.told);
  assert.ok(told.from > before.from, `${told.from} is after ${before.from}`);
  assert.notEqual(await page.getByRole("slider").first().getAttribute("aria-valuetext"), text);
});

test("an event opens by click, and by the element's own method", async () => {
  const page = await openDrawn(PLAIN);
  const entry = page.locator("article[data-event]").first();
  const id = await entry.getAttribute("data-event");
  await entry.getByRole("button").first().click();
  await page.locator('section[part="detail"]').first().waitFor();
  assert.equal((await stateOf(page)).selected, id);
  const answers = await page.evaluate(async () => {
    const element = document.querySelector("conflict-timeline");
    return [await element.select("2013-01-10-konna-capture"), await element.select("no-such-event"), await element.select(null)];
  });
  assert.deepEqual(answers, [true, false, true]);
});

test("zoomTo shows the days that it is given", async () => {
  const page = await openDrawn(PLAIN);
  await page.evaluate(() => document.querySelector("conflict-timeline").zoomTo("2013-01", "2013-02-15"));
  const { from, to } = await stateOf(page);
  assert.deepEqual([from, to], ["2013-01-01", "2013-02-15"]);
});

test("the chart is exported as SVG, which is well-formed, and as PNG", async () => {
  const page = await openDrawn(PLAIN);
  const seen = await page.evaluate(async () => {
    const element = document.querySelector("conflict-timeline");
    const [svg, png] = [await element.export("svg"), await element.export("png")];
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    const { width, height } = await createImageBitmap(png);
    const sizes = ["width", "height"].map((name) => 2 * Math.round(parsed.getAttribute(name)));
    return { root: parsed.localName, title: parsed.firstChild.textContent, type: png.type, drawn: [width, height], sizes };
  });
  assert.equal(seen.root, "svg");
  assert.equal(seen.title, "The war in Mali, 2012 to 2024");
  assert.equal(seen.type, "image/png");
  assert.deepEqual(seen.drawn, seen.sizes);
});

test("the language is switched by a button, and its words come from our own host", async () => {
  const page = await openDrawn(PLAIN);
  assert.match(await statusOf(page), /events/);
  await page.locator('button[data-lang="fr"]').click();
  await page.locator("conflict-timeline").getByText(/événements/).first().waitFor();
  assert.ok(page.seen.requests.includes(`${page.origin}/pkg/lang/fr.ctp`));
  assert.deepEqual(page.seen.errors, []);
});

test("French readers get French prose and no English", async () => {
  const page = await openWith({ lang: "fr" });
  await draw(page);
  const packs = page.seen.requests.map((url) => new URL(url).pathname).filter((path) => path.includes("/lang/"));
  assert.deepEqual(packs.sort(), [prose("fr"), "/pkg/lang/fr.ctp"]);
  assert.ok((await page.locator(".ct-sum").allTextContents()).every((text) => text.length > 10));
  assert.equal(await page.locator(".ct-sum [lang]").count(), 0);
  await page.locator('button[data-lang="en"]').click();
  await page.locator("conflict-timeline .ct[lang=en]").waitFor();
  assert.equal(page.seen.requests.filter((url) => url.endsWith(prose("en"))).length, 1);
  assert.equal(await page.locator(".ct-sum [lang]").count(), 0);
  assert.deepEqual(page.seen.errors, []);
});

test("the list waits for its texts, and nothing of it moves once it stands", async () => {
  let send;
  const sent = new Promise((resolve) => (send = resolve));
  const answers = { [prose("en")]: async (route) => (await sent, route.continue()) };
  const page = await chrome.open(PLAIN, { answers, width: 360, height: 740 });
  const element = page.locator("conflict-timeline");
  await element.evaluate((host) => host.scrollIntoView());
  await element.locator("canvas").first().waitFor();
  await page.waitForTimeout(100);
  assert.equal(await page.locator("article[data-event]").count(), 0);
  const heights = () => element.locator("article[data-event]").evaluateAll((all) => all.map((it) => [it.dataset.event, it.offsetHeight]));
  const first = page.locator("article[data-event]").nth(7).waitFor().then(heights);
  send();
  const before = await first;
  assert.ok(before.length >= 8);
  await element.evaluate((host) => host.updated);
  const now = new Map(await heights());
  assert.deepEqual(before.map(([event]) => [event, now.get(event)]), before);
  assert.ok((await page.locator(".ct-sum").first().innerText()).length > 10);
});

test("CT-319: without its prose the timeline shows titles and figures, and asks again when an event is opened", async () => {
  let isThere = false;
  const answers = { [prose("en")]: (route) => (isThere ? route.continue() : route.fulfill({ status: 404 })) };
  const page = await openDrawn(PLAIN, { answers });
  assert.match(await alertOf(page).innerText(), /lang\/en-prose\.ctp could not be loaded.* CT-319/);
  assert.ok((await page.locator("article[data-event]").count()) > 0);
  assert.ok((await page.locator(".ct-name button").allTextContents()).every((text) => text.length > 3));
  await page.evaluate(() => (document.querySelector("conflict-timeline").filter = "toll=10.."));
  await page.locator(".ct-toll b").first().waitFor({ state: "attached" });
  assert.ok((await page.locator(".ct-sum").allTextContents()).every((text) => text === ""));
  isThere = true;
  await page.locator(".ct-name button").first().click();
  await page.waitForFunction(() => document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-sum")?.textContent);
  assert.ok((await page.locator(".ct-detail .ct-lead").innerText()).length > 10);
  assert.equal(await alertOf(page).count(), 0);
});

test("two timelines on one page share nothing but the module", async () => {
  const page = await chrome.open(TWO);
  await draw(page, "#strikes");
  await draw(page, "#gao");
  const [strikes, gao] = [await stateOf(page, "#strikes"), await stateOf(page, "#gao")];
  assert.equal(strikes.filter, "kind=recapture,airstrike;from=2013-01-01;to=2013-02-28");
  assert.equal(gao.filter, "place=gao");
  assert.ok(strikes.matched > 0 && gao.matched > 0 && strikes.matched !== gao.matched);
  assert.match(await statusOf(page, "#strikes"), /events/);
  await page.locator("#gao").getByText(/événements/).first().waitFor();
  await page.evaluate(async () => {
    const element = document.querySelector("#strikes");
    element.filter = { kind: ["coup"] };
    await element.select("2012-03-22-coup");
    await element.updated;
  });
  assert.equal((await stateOf(page, "#strikes")).filter, "kind=coup");
  assert.deepEqual(await stateOf(page, "#gao"), gao);
  assert.deepEqual(page.seen.errors, []);
  const asked = page.seen.requests.filter((url) => url.endsWith(".wasm"));
  assert.equal(asked.length, 1);
});

test("removing leaves the fallback, moving leaves all as it is, adding again works", async () => {
  const page = await openDrawn(PLAIN);
  const seen = await page.evaluate(async () => {
    const element = document.querySelector("conflict-timeline");
    const status = () => element.shadowRoot.querySelector("[role=status]");
    const drawn = status();
    element.filter = "kind=coup";
    document.body.append(element);
    await new Promise((done) => setTimeout(done, 50));
    const isSame = drawn === status();
    element.remove();
    await new Promise((done) => setTimeout(done, 50));
    const left = element.shadowRoot.querySelectorAll("*").length;
    document.body.append(element);
    element.scrollIntoView();
    await element.ready;
    return { isSame, left, filter: element.state.filter };
  });
  assert.deepEqual(seen, { isSame: true, left: 2, filter: "kind=coup" });
  assert.deepEqual(page.seen.errors, []);
});

test("load shows events of our own form, and says what it could not take", async () => {
  const page = await openDrawn(PLAIN);
  const report = await page.evaluate(() =>
    document.querySelector("conflict-timeline").load([
      { id: "first", when: "2013-01-10", title: { en: "A first event" }, kind: "capture" },
      { id: "second", when: "2013-02~", title: { en: "A second event" }, kind: "battle" },
      { id: "third", when: "2013-02-31", title: { en: "A day that is none" }, kind: "battle" },
    ]),
  );
  assert.equal(report.rows, 2);
  assert.equal(report.warnings.length, 1);
  assert.match(report.warnings[0].code, /^CT-1\d\d$/);
  assert.equal((await stateOf(page)).total, 2);
  assert.equal(await page.locator('article[data-event="second"]').count(), 1);
  assert.match(await alertOf(page).innerText(), /2013-02-31/);
});

test("src is shown in place of the embedded set, with the filter that the page asked for", async () => {
  const events = ["capture", "battle"].map((kind) => ({ id: kind, when: "2013-01", title: { en: kind }, kind }));
  const page = await openWith({ src: "/own.json", filter: "kind=battle" }, { answers: { "/own.json": { json: { events } } } });
  await draw(page);
  const { total, matched, filter } = await stateOf(page);
  assert.deepEqual({ total, matched, filter }, { total: 2, matched: 1, filter: "kind=battle" });
  assert.deepEqual(page.seen.errors, []);
});

const BAD_SOURCES = [
  ["CT-301", "is missing", { status: 404 }],
  ["CT-303", "is HTML", { body: "<!doctype html><p>Sign in", contentType: "text/html" }],
  ["CT-304", "is cut off", { body: '{"events": [{"id": "konna", "when": "2013-0' }],
  ["CT-305", "is not UTF-8", { body: Buffer.from('[{"id":"m","when":"2012","title":"M\xe9naka"}]', "latin1") }],
  ["CT-1\\d\\d", "has no event that can be shown", { json: [{ id: "konna", when: "soon", title: "Konna" }] }],
];

for (const [code, what, answer] of BAD_SOURCES) {
  test(`${code}: a src that ${what} leaves the fallback`, async () => {
    await assertFallback(await openWith({ src: "/own.json" }, { answers: { "/own.json": answer } }), code);
  });
}

test("CT-310: Wasm that answers 404 leaves the fallback", async () => {
  await assertFallback(await chrome.open(PLAIN, { answers: { [WASM]: { status: 404 } } }), "CT-310");
});

test("CT-312: Wasm that is HTML, or cut off, leaves the fallback", async () => {
  const html = { body: "<!doctype html><p>Not found", contentType: "text/html" };
  await assertFallback(await chrome.open(PLAIN, { answers: { [WASM]: html } }), "CT-312");
  const whole = readFileSync(new URL(`../..${WASM}`, import.meta.url));
  const half = { body: whole.subarray(0, whole.length / 2), contentType: "application/wasm" };
  await assertFallback(await chrome.open(PLAIN, { answers: { [WASM]: half } }), "CT-312");
});

test("Wasm of the wrong type is taken all the same", async () => {
  const body = readFileSync(new URL(`../..${WASM}`, import.meta.url));
  const page = await openDrawn(PLAIN, { answers: { [WASM]: { body, contentType: "application/octet-stream" } } });
  assert.ok((await stateOf(page)).total > 0);
});

test("CT-311: a policy without wasm-unsafe-eval leaves the fallback", async () => {
  await assertFallback(await chrome.open(PLAIN, { csp: STRICT }), "CT-311");
});

test("a strict policy with wasm-unsafe-eval and Trusted Types is enough", async () => {
  const csp = `${STRICT} 'wasm-unsafe-eval'; require-trusted-types-for 'script'`;
  const page = await openDrawn(PLAIN, { csp });
  await page.locator('button[data-act="filters"]').click();
  await changed(page, () => page.locator('button[data-facet="kind"]').first().click());
  await page.locator("article[data-event]").first().getByRole("button").first().click();
  await page.locator('section[part="detail"]').first().waitFor();
  assert.deepEqual(page.seen.errors, []);
});

for (const path of [PLAIN, TWO, PRINTED, "/www/index.html"]) {
  test(`${path} reads without JavaScript`, async () => {
    const page = await chrome.open(path, { javaScriptEnabled: false });
    const element = page.locator("conflict-timeline").first();
    assert.ok(await element.getByRole("heading").first().isVisible());
    assert.ok((await element.getByRole("listitem").count()) >= 4);
    assert.ok(await element.getByRole("listitem").first().isVisible());
  });
}

for (const [width, colorScheme] of [[360, "light"], [360, "dark"], [1280, "light"], [1280, "dark"]]) {
  test(`at ${width} px, ${colorScheme}: nothing sticks out, and axe finds no fault`, async () => {
    const page = await openDrawn(PLAIN, { width, colorScheme });
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
    assert.ok(wide <= width, `${wide} px wide`);
    await page.addScriptTag({ path: AXE });
    const faults = await page.evaluate(async () => {
      const { violations } = await axe.run("conflict-timeline");
      return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 120)).join(" | ")}`);
    });
    assert.deepEqual(faults, []);
  });
}
