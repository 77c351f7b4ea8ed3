// Sets of other makers: what they do not tell is not offered, and nothing is said of them that they do not say.
import assert from "node:assert/strict";
import { test } from "node:test";
import { draw, openHtml, SCRIPT, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();

async function opened(rows, attributes = "") {
  const page = await openHtml(chrome, `<conflict-timeline loading="eager" ${attributes}></conflict-timeline>${SCRIPT}`);
  await draw(page);
  await page.evaluate(async (text) => {
    const element = document.querySelector("conflict-timeline");
    await element.load(new Blob([text]));
    await element.updated;
  }, rows.join("\n"));
  return page;
}

const offered = (page) => page.locator("button[data-lanes]").evaluateAll((all) => all.map((one) => [one.dataset.lanes, one.getAttribute("aria-pressed")]));
const lanes = (page) => page.locator(".ct-lane").evaluateAll((all) => all.map((one) => one.querySelector("span").firstChild.textContent));
const statuses = (page) => page.getByText("Confirmed", { exact: true }).filter({ visible: true }).count();

const SIDES = ["date,title,actors,type", "2020-01-01,One,Red;Blue,battle", "2020-02-01,Two,Red;Green,protest", "2020-03-01,Three,Blue;Green,battle"];

test("where no side is known, lanes begin with who took part; what all rows share is no lane", async () => {
  const page = await opened(SIDES);
  assert.deepEqual(await offered(page), [["actor", "true"], ["kind", "false"]]);
  assert.deepEqual((await lanes(page)).sort(), ["Blue", "Green", "Red"]);
  await page.locator("button[data-lanes=kind]").click();
  assert.deepEqual(await offered(page), [["actor", "false"], ["kind", "true"]]);
});

test("rows that tell nothing but days and titles stand in one lane, and nothing else is offered", async () => {
  const page = await opened(["date,title", "2020-01-01,One", "2020-02-01,Two"]);
  assert.deepEqual(await offered(page), []);
  assert.deepEqual(await lanes(page), []);
  assert.ok((await page.locator(".ct-plot .ct-w", { hasText: "Two" }).count()) > 0);
});

test("lanes that the page asks for stand, whatever the data is", async () => {
  const page = await opened(SIDES, 'lanes="kind"');
  assert.deepEqual(await offered(page), [["actor", "false"], ["kind", "true"]]);
  await page.evaluate(() => document.querySelector("conflict-timeline").removeAttribute("lanes"));
  assert.deepEqual(await offered(page), [["actor", "true"], ["kind", "false"]]);
});

test("what no row says is confirmed is not called so; what some rows say is said of all", async () => {
  const plain = await opened(SIDES);
  assert.equal(await statuses(plain), 0);
  assert.equal(await plain.getByText("Status, press to filter").isVisible(), false);
  await plain.locator('button[data-act="filters"]').click();
  const headings = await plain.locator(".ct-facet h3").filter({ visible: true }).allInnerTexts();
  assert.equal(headings.length, 2, headings.join());

  const told = await opened([`${SIDES[0]},status`, `${SIDES[1]},`, `${SIDES[2]},disputed`]);
  assert.ok((await statuses(told)) > 0);
  assert.ok(await told.getByText("Status, press to filter").isVisible());

  const sure = await opened([`${SIDES[0]},status`, `${SIDES[1]},confirmed`, `${SIDES[2]},confirmed`]);
  assert.ok((await statuses(sure)) > 0, "said throughout");
});
