// What a reader does with the timeline beside looking: links, references, reports, suggestions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { draw, openHtml, SCRIPT, stateOf, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();

async function opened(html, options) {
  const page = await openHtml(chrome, `${html}${SCRIPT}`, options);
  await draw(page);
  return page;
}

const params = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const EVENT = "2013-01-10-konna-capture";

test("with url-state the address follows the reader, leads back on reload, and back goes a step back", async () => {
  const page = await opened('<conflict-timeline url-state="mali" filter="kind=battle">x</conflict-timeline>');
  assert.deepEqual(params(page), {}, "nothing is written before the reader acts");
  await page.evaluate(() => (document.querySelector("conflict-timeline").filter = "kind=coup"));
  assert.deepEqual(params(page), {}, "nor for what the page does");
  await page.locator('button[data-act="filters"]').click();
  await page.locator('button[data-facet="status"]').first().click();
  await page.waitForURL(/mali\.filter=/);
  const filter = (await stateOf(page)).filter;
  assert.equal(params(page)["mali.filter"], filter);
  await page.locator("article[data-event] button").first().click();
  await page.waitForURL(/mali\.selected=/);
  const { selected } = await stateOf(page);
  await page.reload();
  await draw(page);
  assert.deepEqual([(await stateOf(page)).filter, (await stateOf(page)).selected], [filter, selected]);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("conflict-timeline").state.selected === null);
  assert.equal((await stateOf(page)).filter, filter);
});

test("a search is one step back, for the reader's undo and for the browser's", async () => {
  const page = await opened('<conflict-timeline url-state filter="kind=battle">x</conflict-timeline>');
  const steps = await page.evaluate(() => history.length);
  const search = page.locator("input[type=search]").first();
  await search.pressSequentially("gao", { delay: 60 });
  await page.waitForURL(/gao/);
  assert.equal(await page.evaluate(() => history.length), steps + 1);
  await page.keyboard.press("Escape");
  await page.locator("[data-act=undo]").click();
  assert.equal((await stateOf(page)).filter, "kind=battle");
  assert.equal(await page.locator("[data-act=undo]").count(), 0);
  await page.locator("[data-act=redo]").click();
  await page.waitForURL(/gao/);
  // Another search is another step; one that is taken out again is none.
  await search.fill("kidal");
  await page.keyboard.press("Tab");
  await search.fill("gao");
  await search.fill("kidal");
  await page.keyboard.press("Escape");
  await page.locator("[data-act=undo]").click();
  assert.equal((await stateOf(page)).filter, "kind=battle;q=gao");
});

test("a story is told by the address too, and leaves the reader's own filter within undo", async () => {
  const page = await opened('<conflict-timeline url-state="mali" filter="kind=battle">x</conflict-timeline>');
  const steps = await page.evaluate(() => history.length);
  const told = () => page.locator("[part=story] .is-target").innerText();
  await page.evaluate(() => {
    window.told = [];
    addEventListener("ct-story", ({ detail }) => window.told.push(detail.story));
  });
  await page.locator("[data-story]").first().click();
  await page.waitForURL(/mali\.story=[a-z-]+&/);
  const [first, name] = [await stateOf(page), await told()];
  await page.locator("[data-act=next]").click();
  await page.waitForURL(/mali\.story=[a-z-]+%2F2&/);
  const second = await stateOf(page);
  assert.equal(second.story, `${first.story}/2`);
  assert.equal(await page.evaluate(() => history.length), steps + 2, "one step each");
  await page.goBack();
  await page.waitForFunction((name) => document.querySelector("conflict-timeline").state.story === name, first.story);
  assert.deepEqual([await stateOf(page), await told()], [first, name]);
  await page.goForward();
  await page.waitForFunction((name) => document.querySelector("conflict-timeline").state.story === name, second.story);
  assert.deepEqual(await stateOf(page), second);
  await page.waitForTimeout(300); // what a step back brings is not written as a step of the reader's
  await page.locator("[data-act=leave]").click();
  await page.waitForFunction(() => !/story/.test(location.href));
  assert.deepEqual(await stateOf(page), { ...second, story: null });
  assert.deepEqual(await page.evaluate(() => window.told), [first.story, second.story, first.story, second.story, null]);
  await page.locator("[data-act=undo]").click();
  assert.equal((await stateOf(page)).filter, "kind=battle");
});

test("a story that a link leads to stands at its step, with what its reader changed", async () => {
  const page = await opened('<conflict-timeline url-state story="how-the-north-fell/2">x</conflict-timeline>');
  const second = await stateOf(page);
  assert.equal(second.story, "how-the-north-fell/2");
  await page.locator("[part=detail] .ct-close").first().click();
  await page.locator("[data-act=clear]").first().click();
  await page.waitForURL(/ct\.filter=&/);
  await page.reload();
  await draw(page);
  assert.deepEqual(await stateOf(page), { ...second, filter: "", selected: null, matched: second.total, marks: (await stateOf(page)).marks });
  await page.goBack();
  await page.goBack();
  await page.waitForFunction((filter) => document.querySelector("conflict-timeline").state.filter === filter, second.filter);
  assert.deepEqual(await stateOf(page), second);
});

test("the day as of which the data is shown is a step of the address, and the page can name one", async () => {
  const page = await opened('<conflict-timeline url-state="mali" known="2013-01" selected="2013-01-10-konna-capture">x</conflict-timeline>');
  const first = await stateOf(page);
  assert.deepEqual([first.known, first.selected], ["2013-01-31", EVENT]);
  assert.ok(first.total < 375);
  await page.evaluate(() => {
    window.told = [];
    addEventListener("ct-known", ({ detail }) => window.told.push(detail.known));
  });
  await page.locator("[data-date=known]").fill("2012-06-30");
  await page.waitForURL(/mali\.known=2012-06-30/);
  const second = await stateOf(page);
  assert.ok(second.total < first.total);
  await page.locator("[part=known] [data-act=today]").click();
  await page.waitForURL(/mali\.known=(&|$)/);
  assert.deepEqual([(await stateOf(page)).known, (await stateOf(page)).total], [null, 375]);
  assert.deepEqual(await page.evaluate(() => window.told), ["2012-06-30", null]);
  await page.reload();
  await draw(page);
  assert.equal((await stateOf(page)).known, null, "today was the reader's choice");
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("conflict-timeline").state.known === "2012-06-30");
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("conflict-timeline").state.known === "2013-01-31");
  assert.equal((await stateOf(page)).total, first.total);
  await page.evaluate(() => document.querySelector("conflict-timeline").setAttribute("known", "soon"));
  assert.match(await page.getByRole("alert").innerText(), /known:1:1: `soon` is no date.*CT-203/);
  await page.evaluate(() => document.querySelector("conflict-timeline").removeAttribute("known"));
  assert.deepEqual([(await stateOf(page)).known, (await stateOf(page)).total], [null, 375]);
});

test("days that the address gave stay in it whatever the reader does next", async () => {
  const page = await opened('<conflict-timeline url-state>x</conflict-timeline>');
  await page.locator("button[data-act=zoom-in]").click();
  await page.waitForURL(/ct\.from=/);
  const { "ct.from": from, "ct.to": to } = params(page);
  await page.reload();
  await draw(page);
  await page.locator("input[type=search]").fill("gao");
  await page.waitForURL(/ct\.filter=/);
  assert.deepEqual([params(page)["ct.from"], params(page)["ct.to"]], [from, to]);
});

test("going back comes to the filter that the page itself had set, and one that a reader cleared stays cleared", async () => {
  const page = await opened("<conflict-timeline url-state>x</conflict-timeline>");
  await page.evaluate(async () => {
    const element = document.querySelector("conflict-timeline");
    element.filter = "kind=battle";
    await element.updated;
  });
  await page.locator("article[data-event] button").first().click();
  await page.waitForURL(/selected=/);
  await page.goBack();
  await page.waitForTimeout(500);
  assert.deepEqual([(await stateOf(page)).selected, (await stateOf(page)).filter], [null, "kind=battle"]);
  await page.locator("[data-act=clear]").click();
  await page.waitForURL(/ct\.filter=(&|$)/);
  await page.goBack();
  await page.waitForTimeout(500);
  assert.equal((await stateOf(page)).filter, "kind=battle");
});

test("two elements keep apart in the address, and one without url-state writes nothing", async () => {
  const page = await opened(
    '<conflict-timeline id="one" url-state loading="eager">x</conflict-timeline><conflict-timeline id="two" url-state loading="eager">x</conflict-timeline><conflict-timeline id="three" loading="eager">x</conflict-timeline>',
  );
  for (const id of ["two", "three"]) {
    await page.evaluate((id) => document.getElementById(id).ready, id);
    await page.locator(`#${id} input[type=search]`).fill("konna");
  }
  await page.waitForURL(/two\.filter=q/);
  assert.deepEqual(Object.keys(params(page)), ["two.filter"]);
  assert.equal(await page.locator("#three [data-act=share]").count(), 0, "a link that leads nowhere is not offered");
});

test("the share button copies a link to exactly this view, and shows it where it cannot", async () => {
  const page = await opened(`<conflict-timeline url-state filter="place=gao" selected="${EVENT}">x</conflict-timeline>`, {
    init: () => Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => void (window.copied = text) } }),
  });
  await page.locator("[part=header] [data-act=share]").click();
  await page.locator(".ct-share input").waitFor();
  const { filter, from, to } = await stateOf(page);
  const link = new URL(await page.evaluate(() => window.copied));
  assert.deepEqual(Object.fromEntries(link.searchParams), { "ct.filter": filter, "ct.from": from, "ct.to": to, "ct.selected": EVENT });
  assert.match(await page.locator(".ct-share").innerText(), /Link copied/);
  await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("no"))));
  await page.locator("[part=header] [data-act=share]").click();
  await page.locator(".ct-share", { hasText: "Link to this view" }).waitFor();
  assert.equal(await page.locator(".ct-share input").inputValue(), link.href);
});

test("an event is cited in three forms, and errors go to the page and an address", async () => {
  const page = await opened(`<conflict-timeline mailto="desk@example.org" selected="${EVENT}">x</conflict-timeline>`);
  await page.locator("summary", { hasText: "Cite this event" }).click();
  const forms = await page.locator(".ct-cite textarea").evaluateAll((all) => all.map((it) => it.value));
  assert.equal(forms.length, 3);
  for (const form of forms) assert.match(form, new RegExp(EVENT));
  assert.match(forms[0], /The war in Mali, 2012 to 2024, version 0\.1\.0/);
  const link = page.locator("[data-act=report]");
  assert.equal(await link.getAttribute("href"), `mailto:desk@example.org?subject=Report%20an%20error%3A%20${EVENT}`);
  const id = await page.evaluate(() => {
    const element = document.querySelector("conflict-timeline");
    const heard = new Promise((done) => element.addEventListener("ct-report", ({ detail }) => done(detail.id)));
    const link = element.shadowRoot.querySelector("[data-act=report]");
    link.addEventListener("click", (event) => event.preventDefault());
    link.click();
    return heard;
  });
  assert.equal(id, EVENT);
  await page.evaluate(() => document.querySelector("conflict-timeline").setAttribute("mailto", "desk@example.org?bcc=x"));
  await page.locator("conflict-timeline").getByText(/is no mail address/).waitFor();
  assert.equal(await link.count(), 0);
});

test("letters suggest actors, places and events, slips forgiven, by mouse and by keyboard", async () => {
  const page = await opened("<conflict-timeline>x</conflict-timeline>");
  const search = page.locator("input[type=search]");
  await search.fill("timbuctu");
  await page.locator(".ct-suggest button").first().waitFor();
  assert.match(await page.locator(".ct-suggest").innerText(), /Timbuktu/);
  await search.fill("kidal");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("conflict-timeline").state.filter !== "q=kidal");
  assert.match((await stateOf(page)).filter, /^(place|actor)=/);
  assert.equal(await page.locator(".ct-suggest").count(), 0);
});

test("suggestions are walked by arrow keys, and Escape shuts them, from within too", async () => {
  const page = await opened("<conflict-timeline>x</conflict-timeline>");
  const search = page.locator("input[type=search]");
  const focused = () => page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.activeElement?.textContent || "search");
  const all = page.locator(".ct-suggest button");
  await search.fill("kidal");
  await all.first().waitFor();
  const names = await all.allTextContents();
  assert.ok(names.length > 1);
  const path = [];
  for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown"]) {
    await page.keyboard.press(key);
    path.push(await focused());
  }
  assert.deepEqual(path, [names[0], names[1], names[0], "search", "search", names[0]]);
  await page.keyboard.press("Escape");
  assert.equal(await focused(), "search");
  assert.equal(await all.count(), 0);
  assert.equal(await search.inputValue(), "kidal", "what was typed stays");
  await page.keyboard.type("s");
  await search.fill("timbuktu");
  await all.first().waitFor();
  await page.keyboard.press("Escape");
  assert.deepEqual([await all.count(), await search.inputValue()], [0, "timbuktu"]);
});

test("of many names as many stand as can be read, and the others are found by their letters", async () => {
  const rows = Array.from({ length: 900 }, (_, at) => `${2010 + (at % 9)}-05-0${1 + (at % 9)},Event ${at},Group ${at % 300},Köln ${at % 450}`);
  const answer = (path, response) => path === "/own.csv" && Boolean(response.writeHead(200, { "content-type": "text/csv" }).end(["date,title,actors,place", ...rows].join("\n")));
  const page = await openHtml(chrome, `<conflict-timeline src="/own.csv"></conflict-timeline>${SCRIPT}`, { answer });
  await draw(page);
  await page.locator('[data-act="filters"]').click();
  const facet = page.locator(".ct-facet", { has: page.locator("[data-facet=place]") });
  const names = () => facet.locator(".ct-lab").allInnerTexts();
  assert.equal((await names()).length, 7);
  await facet.getByRole("button", { name: "Find among 450" }).click();
  assert.equal((await names()).length, 40);
  await facet.getByRole("searchbox", { name: "Find among 450" }).fill("koln 44");
  assert.deepEqual((await names()).sort(), ["Köln 44", ...Array.from({ length: 10 }, (_, at) => `Köln ${440 + at}`)]);
  await facet.locator(".ct-row", { hasText: "Köln 447" }).click();
  assert.equal(await page.evaluate(() => document.querySelector("conflict-timeline").filter), "place=koln-447");
  // What is set stands, whatever is looked for.
  await facet.getByRole("searchbox").fill("koln 12");
  assert.ok((await names()).includes("Köln 447"));
  assert.ok((await names()).includes("Köln 129"));
  await facet.getByRole("button", { name: "Show fewer" }).click();
  assert.deepEqual([(await names()).length, await facet.getByRole("searchbox").count()], [8, 0]);
});

test("what is set is named in the reader's language", async () => {
  const page = await opened('<conflict-timeline lang="fr" filter="q=&quot;accord de paix&quot;;within=-5,15,0,18">x</conflict-timeline>');
  assert.deepEqual(await page.locator(".ct-chip").allTextContents(), ["Où -5,15,0,18", "«\u202faccord de paix\u202f»"]);
});

test("a part of the war is chosen by its name, told in short, and left again", async () => {
  for (const width of [1280, 360]) {
    const page = await opened("<conflict-timeline>x</conflict-timeline>", { width });
    if (width === 360) await page.locator('[data-act="filters"]').click();
    const choice = page.locator("select[data-act=phase]").first();
    await choice.focus();
    await choice.selectOption({ label: "French intervention" });
    const { from, to, marks, total } = await stateOf(page);
    assert.deepEqual([from, to], ["2013-01-10", "2013-06-18"]);
    assert.ok(marks > 0 && marks < total);
    assert.match(await page.locator("[part=status]").innerText(), new RegExp(`^${marks} of ${total} events shown, .*2013`));
    assert.match(await page.locator(".ct-phase").textContent(), /Konna falls/);
    assert.equal(await choice.evaluate((it) => it.selectedOptions[0].label), "French intervention");
    await choice.selectOption({ index: 0 });
    assert.equal((await stateOf(page)).marks, total);
    assert.equal(await page.locator(".ct-phase p").count(), 0);
    assert.deepEqual(page.seen.errors, []);
  }
});

for (const [width, least] of [[360, 8], [1280, 30]]) {
  test(`at ${width} px the whole span shows ${least} titles or more, none over another`, async () => {
    const page = await opened("<conflict-timeline>x</conflict-timeline>", { width });
    const boxes = await page.locator(".ct-w.is-title").evaluateAll((all) =>
      all.map((it) => it.getBoundingClientRect()).map(({ left, right, top, bottom }) => ({ left, right, top, bottom })),
    );
    assert.ok(boxes.length >= least, `${boxes.length} titles`);
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom;
    boxes.forEach((a, at) => assert.ok(!boxes.slice(at + 1).some((b) => meet(a, b))));
    assert.ok(boxes.every(({ left, right }) => left >= 0 && right <= width), "nothing is cut at the edge");
  });
}
