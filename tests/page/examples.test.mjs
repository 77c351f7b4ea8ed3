// The example pages for React, Vue and Svelte, with those from npm; and the Leptos application, as Trunk builds it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { vendor } from "../../examples/vendor.mjs";
import { draw, ROOT, startBrowser, stateOf, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();

for (const [name, module] of [["react", "react.js"], ["vue", "vue.js"], ["svelte", "svelte-app.js"]]) {
  test(`${name}: the framework sets the filter and hears the events`, async () => {
    const body = await vendor(module, join(ROOT, "tests/page"));
    const page = await chrome.open(`/examples/${name}/`, { answers: { [`/examples/vendor/${module}`]: { body, contentType: "text/javascript" } } });
    await page.locator("conflict-timeline").waitFor();
    await draw(page);
    const { total } = await stateOf(page);
    const told = (text) => page.locator("output").getByText(text).waitFor();
    await page.getByRole("button", { name: "coup" }).first().click();
    await told(new RegExp(`^\\d+ of ${total} events$`));
    const { filter, matched } = await stateOf(page);
    assert.equal(filter, "kind=coup");
    assert.equal(await page.locator("output").innerText(), `${matched} of ${total} events`);
    await page.getByRole("button", { name: "everything" }).first().click();
    await told(`${total} of ${total} events`);
    await page.evaluate(() => document.querySelector("conflict-timeline").select("2013-01-10-konna-capture"));
    await told("open: 2013-01-10-konna-capture");
    assert.deepEqual(page.seen.errors, []);
  });
}

/** A browser on the Leptos example in one of its forms, which `act` is given. */
async function withLeptos(form, act) {
  const folder = mkdtempSync(join(tmpdir(), "conflict-timeline-leptos-"));
  execFileSync("bash", [join(ROOT, "scripts/leptos.sh"), form, folder], { stdio: "pipe" });
  const browser = await startBrowser({ root: folder });
  try {
    await act(browser);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

const painted = (page) => page.locator(".ct-plot canvas").first().evaluate((canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value) => value > 0);
});

/** Asks for coups alone; line and list follow. */
async function askForCoups(page) {
  await page.getByRole("button", { name: "Coups" }).click();
  await page.waitForFunction(() => !document.querySelector("main > [role=status]").innerText.startsWith("375"));
  const count = Number.parseInt(await page.locator("main > [role=status]").innerText(), 10);
  assert.ok(count > 0 && count < 20, `${count}`);
  await page.waitForFunction((count) => document.querySelectorAll(".ct-entry").length === count, count);
}

test("leptos: the application draws the timeline, its buttons write the filter, its line says what is left", () =>
  withLeptos("csr", async (browser) => {
    const page = await browser.open("/index.html");
    await page.locator("main > [role=status]").getByText("375 events").waitFor();
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "The war in Mali, 2012 to 2024");
    assert.ok(await painted(page));
    await askForCoups(page);
    // Trunk's own line for the module that it asks for early says more than Chromium heeds.
    assert.deepEqual(page.seen.errors.filter((text) => !text.includes("preload destinations")), []);
  }));

test("leptos: a page that a server prints is read without a script, and taken over by one", () =>
  withLeptos("hydrated", async (browser) => {
    const printed = await browser.open("/index.html", { javaScriptEnabled: false });
    assert.match(await printed.locator("main > [role=status]").innerText(), /^375\s+events$/);
    assert.ok((await printed.locator(".ct-entry").count()) > 0);

    // What stands before the script runs is known again afterwards.
    const mark = () => document.addEventListener("DOMContentLoaded", () => {
      for (const one of document.querySelectorAll("main > p, main > p > button")) one.isPrinted = true;
    });
    const page = await browser.open("/index.html", { init: `(${mark})()` });
    await page.locator(".ct-plot canvas").first().waitFor();
    await page.waitForFunction(() => document.querySelectorAll(".ct-w.is-title").length > 0);
    assert.ok(await painted(page));
    assert.equal(await page.locator("article.ct, .ct").count(), 1);
    await askForCoups(page);
    const kept = await page.locator("main > p, main > p > button").evaluateAll((all) => all.map((one) => one.isPrinted === true));
    assert.deepEqual(kept, [true, true, true, true, true]);
    assert.deepEqual(page.seen.errors, []);
  }));
