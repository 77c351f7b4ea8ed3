// Data that changes at its address while a reader is at it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { alertOf, draw, openHtml, SCRIPT, stateOf, useBrowser } from "./helpers.mjs";

const DATA = "/own.json";
const chrome = useBrowser();

const event = (at, kind = "battle") => ({ id: `e${at}`, when: `2013-01-${String(at).padStart(2, "0")}`, title: { en: `Event ${at}` }, kind });
const FIRST = [2, 4, 6, 8, 10].map((at) => event(at, at === 6 ? "coup" : "battle"));

/** A page whose clock stands still until it is moved, and a server whose data is `feed.events`. */
async function openFeed(attributes = 'refresh="60"', { events = FIRST, around = "", ...options } = {}) {
  const feed = { events, status: 200, asked: 0 };
  const answer = (path, response) => {
    if (path !== DATA) return false;
    feed.asked += 1;
    response.writeHead(feed.status, { "content-type": "application/json" }).end(JSON.stringify({ events: feed.events }));
    return true;
  };
  const html = `${around}<conflict-timeline src="${DATA}" ${attributes}>Its own text</conflict-timeline>${around}`;
  const page = await openHtml(chrome, html, { answer, ...options });
  await page.clock.install({ time: new Date("2026-01-01T12:00:00") });
  // What asks again comes by the true clock; only then may the other one be moved.
  const isFollowed = attributes.includes("refresh=");
  const comes = isFollowed && page.waitForEvent("requestfinished", (request) => request.url().endsWith("/pkg/refresh.js"));
  await page.evaluate(() => document.head.append(Object.assign(document.createElement("script"), { src: "/pkg/embed.js" })));
  const ready = draw(page);
  for (let isDrawn = false; !isDrawn; ) {
    await page.clock.runFor(200);
    isDrawn = await Promise.race([ready.then(() => true), new Promise((done) => setTimeout(done, 100, false))]);
  }
  await comes;
  await new Promise((done) => setTimeout(done, 100));
  await page.clock.runFor(1000);
  return { page, feed };
}

/** Lets time pass, and then what was asked for arrive. */
async function pass(page, seconds) {
  await page.clock.runFor(seconds * 1000);
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((done) => setTimeout(done, 50));
    await page.clock.runFor(100);
  }
}

test("newer data comes in, and the reader keeps filter, window, selection and focus", async () => {
  const { page, feed } = await openFeed();
  assert.equal(feed.asked, 1);
  await page.evaluate(async () => {
    const element = document.querySelector("conflict-timeline");
    element.filter = "kind=battle";
    await element.zoomTo("2013-01-03", "2013-01-09");
    element.select("e8");
  });
  await pass(page, 1);
  await page.locator('article[data-event="e8"] button').first().focus();
  const before = await stateOf(page);
  feed.events = [...[1, 3, 5, 7].map((at) => event(at)), ...FIRST];
  await pass(page, 60);
  const later = await stateOf(page);
  assert.equal(feed.asked, 2);
  assert.equal(later.total, 9);
  assert.equal(later.matched, 8);
  for (const key of ["filter", "from", "to", "selected"]) assert.equal(later[key], before[key], key);
  const focused = await page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.activeElement?.closest("[data-event]")?.dataset.event);
  assert.equal(focused, "e8");
});

test("what is new or changed is marked, in the reader's language, and nothing else", async () => {
  const { page, feed } = await openFeed('refresh="60" lang="fr"');
  const marked = () =>
    page.evaluate(() => {
      const marks = [...document.querySelector("conflict-timeline").shadowRoot.querySelectorAll(".ct-fresh")];
      return marks.map((mark) => [mark.closest("[data-event]").dataset.event, mark.textContent]);
    });
  assert.deepEqual(await marked(), []);
  feed.events = [event(1), ...FIRST.map((it) => (it.id === "e4" ? { ...it, title: { en: "Told anew" } } : it))];
  await pass(page, 60);
  assert.deepEqual(await marked(), [["e1", "Nouveau ou modifié"], ["e4", "Nouveau ou modifié"]]);
});

/** Two events a month, so that others can come between them. */
const LONG = Array.from({ length: 60 }, (_, at) => ({
  id: `long${at}`,
  when: `${2008 + Math.floor(at / 24)}-${String(1 + Math.floor((at % 24) / 2)).padStart(2, "0")}-${at % 2 ? 20 : 10}`,
  title: { en: `Event ${at}` },
  kind: "battle",
  summary: { en: "It happened here and there, and is told at some length, so that an entry has a height of its own." },
}));
const between = (at) => ({ ...LONG[at], id: `new${at}`, when: LONG[at].when.replace(/..$/, "15"), kind: at % 2 ? "coup" : "battle" });
const NEWER = {
  "one row at the end": [...LONG, { ...LONG[59], id: "last", when: "2012-06-01" }],
  "twenty rows before it": [...LONG, ...Array.from({ length: 20 }, (_, at) => between(at))],
  "twenty rows after it": [...LONG, ...Array.from({ length: 20 }, (_, at) => between(35 + at))],
  "ten rows less before it": LONG.slice(10),
  "other words before it, after it and in it": LONG.map((it) => ({ ...it, summary: { en: it.summary.en.repeat(3).replaceAll(".", ",") } })),
  "rows of other sides and kinds": [...LONG, ...[1, 5, 9].map((at) => ({ ...between(at), kind: "coup", actors: [`Group ${at}`] }))],
};
/** A window scrolls by whole pixels, once for each step by which the list grows. */
const MOST_PX = 6;
/** Where an entry of the list stands in the window. */
const placeOf = (page, id) =>
  page.evaluate((id) => document.querySelector("conflict-timeline").shadowRoot.querySelector(`.ct-entry[data-event="${id}"]`)?.getBoundingClientRect().top, id);

for (const width of [1280, 390]) {
  for (const [what, events] of Object.entries(NEWER)) {
    test(`at ${width} px, ${what}: what is read stays where it is`, async () => {
      const around = "<style>body{margin:0 16px}</style><p>Text of the page</p>".repeat(20);
      const { page, feed } = await openFeed('refresh="60"', { events: LONG, around, width });
      await page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-list").scrollIntoView());
      await pass(page, 1);
      for (let turn = 0, down_px = 1; turn < 30 && down_px !== 0; turn++) {
        down_px = await page.evaluate(() => {
          const root = document.querySelector("conflict-timeline").shadowRoot;
          const list = root.querySelector(".ct-list");
          const entry = root.querySelector('[data-event="long31"]');
          const isOwn = list.scrollHeight > list.clientHeight + 1;
          const from_px = (isOwn ? list.getBoundingClientRect().top : 0) + 60;
          const first = root.querySelector("article[data-event]");
          const guess_px = (31 - Number(first.dataset.event.slice(4))) * first.offsetHeight;
          const down_px = Math.round((entry?.getBoundingClientRect().top ?? first.getBoundingClientRect().top + guess_px) - from_px);
          (isOwn ? list : window).scrollBy(0, down_px);
          return down_px;
        });
        await pass(page, 1);
      }
      const before = await placeOf(page, "long31");
      assert.ok(before > 40 && before < 200, `${before}`);
      // On a slow machine something scrolls between any two steps.
      await page.evaluate(() => {
        const ask = requestAnimationFrame;
        window.requestAnimationFrame = (call) =>
          ask((now) => {
            call(now);
            window.dispatchEvent(new Event("scroll"));
          });
      });
      feed.events = events;
      await pass(page, 60);
      assert.equal((await stateOf(page)).total, events.length);
      const after = await placeOf(page, "long31");
      assert.ok(Math.abs(after - before) <= MOST_PX, `from ${before} to ${after}`);
    });
  }

  test(`at ${width} px: the open event stays where it is, and where what was read has gone, the next one stands there`, async () => {
    const { page, feed } = await openFeed('refresh="60"', { events: LONG, around: "<p>Text of the page</p>".repeat(20), width });
    const part = width < 600 ? ".ct-detail" : '.ct-entry[data-event="long31"]';
    const topOf = (selector) => page.evaluate((selector) => document.querySelector("conflict-timeline").shadowRoot.querySelector(selector)?.getBoundingClientRect().top, selector);
    await page.evaluate(() => document.querySelector("conflict-timeline").select("long31"));
    await pass(page, 1);
    await page.evaluate((part) => {
      const node = document.querySelector("conflict-timeline").shadowRoot.querySelector(part);
      scrollBy(0, node.getBoundingClientRect().top - 150);
    }, part);
    await pass(page, 1);
    const before = await topOf(part);
    feed.events = NEWER["twenty rows before it"];
    await pass(page, 60);
    const after = await topOf(part);
    assert.ok(Math.abs(after - before) <= MOST_PX, `from ${before} to ${after}`);
    await page.evaluate(() => document.querySelector("conflict-timeline").select(null));
    await pass(page, 1);
    if (width < 600) return;
    const next = await placeOf(page, "long31");
    feed.events = LONG.filter(({ id }) => !["long29", "long30", "long31"].includes(id));
    await pass(page, 60);
    const seen = await page.evaluate(() => {
      const root = document.querySelector("conflict-timeline").shadowRoot;
      const top = Math.max(0, root.querySelector(".ct-list").getBoundingClientRect().top) + 48;
      return [...root.querySelectorAll(".ct-entry")].find((entry) => entry.getBoundingClientRect().bottom > top).dataset.event;
    });
    assert.ok(Number(seen.slice(4)) >= 24 && Number(seen.slice(4)) <= 33, `${seen} at ${next}`);
  });
}

test("a window of everything stays one of everything", async () => {
  const { page, feed } = await openFeed();
  feed.events = [...FIRST, { ...event(1), id: "late", when: "2013-06-01" }];
  await pass(page, 60);
  assert.equal((await stateOf(page)).to >= "2013-06-01", true);
});

test("the same bytes change nothing, and too short a time is half a minute", async () => {
  const { page, feed } = await openFeed('refresh="1"');
  await page.evaluate(() => (window.article = document.querySelector("conflict-timeline").shadowRoot.querySelector("article")));
  await pass(page, 20);
  assert.equal(feed.asked, 1);
  await pass(page, 12);
  assert.equal(feed.asked, 2);
  assert.ok(await page.evaluate(() => window.article.isConnected));
  assert.deepEqual(page.seen.errors, []);
});

test("CT-315: where it fails, the old rows stay, with their age, until it works again", async () => {
  const { page, feed } = await openFeed();
  await pass(page, 60);
  feed.status = 503;
  await pass(page, 120);
  assert.equal((await stateOf(page)).total, 5);
  assert.match(await alertOf(page).innerText(), /own\.json gave no newer data\. What is shown is of .*12:01.* answered 503.*CT-315/s);
  feed.status = 500;
  await pass(page, 60);
  assert.match(await alertOf(page).innerText(), /What is shown is of .*12:01.* answered 500/s);
  assert.doesNotMatch(await alertOf(page).innerText(), /503/, "the last reason stands");
  assert.equal(await alertOf(page).count(), 1);
  feed.status = 200;
  await pass(page, 60);
  assert.equal(await alertOf(page).count(), 0);
  assert.equal((await stateOf(page)).total, 5);
});

test("CT-315 says day and time in the reader's language", async () => {
  const { page, feed } = await openFeed('refresh="60" lang="fr"', { locale: "fr-FR" });
  await pass(page, 60);
  feed.status = 503;
  await pass(page, 60);
  assert.match(await alertOf(page).innerText(), /n’a pas donné de données plus récentes\. .* 1 janvier 2026 à 12:01\. .*CT-315/s);
});

test("data that was not there at first is asked for until it comes", async () => {
  const feed = { status: 404, asked: 0 };
  const answer = (path, response) => {
    if (path !== DATA) return false;
    feed.asked += 1;
    response.writeHead(feed.status, { "content-type": "application/json" }).end(JSON.stringify({ events: FIRST }));
    return true;
  };
  const init = () => {
    // What would be done in half a minute or later is done on demand.
    const { setTimeout } = window;
    window.setTimeout = (act, ms, ...more) => (ms >= 30_000 ? ((window.due = act), 0) : setTimeout(act, ms, ...more));
  };
  const page = await openHtml(chrome, `<conflict-timeline src="${DATA}" refresh="60">Its own text</conflict-timeline>${SCRIPT}`, { answer, init });
  await alertOf(page).waitFor();
  await page.evaluate(() => (window.said = document.querySelector("conflict-timeline").shadowRoot.querySelector("[role=alert]")));
  const again = () => page.evaluate(() => (window.due(), document.querySelector("conflict-timeline").ready.then(() => "ready", ({ code }) => code)));
  assert.equal(await again(), "CT-301");
  assert.equal(await page.evaluate(() => window.said.isConnected), true, "the same line is not said twice");
  assert.ok(await page.getByText("Its own text").isVisible());
  feed.status = 200;
  assert.equal(await again(), "ready");
  assert.equal((await stateOf(page)).total, 5);
  assert.equal(await alertOf(page).count(), 0);
  assert.equal(feed.asked, 3);
});

test("a hidden tab asks for nothing, and asks at once when it is looked at", async () => {
  const { page, feed } = await openFeed();
  const hide = (isHidden) =>
    page.evaluate((isHidden) => {
      Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, isHidden);
  await hide(true);
  await pass(page, 300);
  assert.equal(feed.asked, 1);
  await hide(false);
  await pass(page, 1);
  assert.equal(feed.asked, 2);
});

test("no refresh after removal, nor of the embedded set, and a wrong value is named", async () => {
  const { page, feed } = await openFeed();
  await page.evaluate(() => document.querySelector("conflict-timeline").remove());
  await pass(page, 200);
  assert.equal(feed.asked, 1);
  const other = await openHtml(chrome, `<conflict-timeline refresh="60">Own text</conflict-timeline>${SCRIPT}`);
  await draw(other);
  assert.deepEqual(other.seen.errors, []);
  const { page: wrong } = await openFeed('refresh="soon"');
  assert.match(await alertOf(wrong).innerText(), /refresh got something else than a number of seconds \(soon\)\. CT-330/);
});
