// Data that changes at its address while a reader is at it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { alertOf, draw, openHtml, SCRIPT, stateOf, useBrowser } from "./helpers.mjs";

const DATA = "/own.json";
const chrome = useBrowser();

const event = (at, kind = "battle") => ({ id: `e${at}`, when: `2013-01-${String(at).padStart(2, "0")}`, title: { en: `Event ${at}` }, kind });
const FIRST = [2, 4, 6, 8, 10].map((at) => event(at, at === 6 ? "coup" : "battle"));

/** A page whose clock stands still until it is moved, and a server whose data is `feed.events`. */
async function openFeed(attributes = 'refresh="60"') {
  const feed = { events: FIRST, status: 200, asked: 0 };
  const answer = (path, response) => {
    if (path !== DATA) return false;
    feed.asked += 1;
    response.writeHead(feed.status, { "content-type": "application/json" }).end(JSON.stringify({ events: feed.events }));
    return true;
  };
  const html = `<conflict-timeline src="${DATA}" ${attributes}>Its own text</conflict-timeline>`;
  const page = await openHtml(chrome, html, { answer });
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
  assert.equal(await alertOf(page).count(), 1);
  feed.status = 200;
  await pass(page, 60);
  assert.equal(await alertOf(page).count(), 0);
  assert.equal((await stateOf(page)).total, 5);
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
