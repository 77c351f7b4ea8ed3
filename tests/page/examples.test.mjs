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

test("leptos: the application draws the timeline, its buttons write the filter, its line says what is left", async () => {
  const folder = mkdtempSync(join(tmpdir(), "conflict-timeline-leptos-"));
  execFileSync("bash", [join(ROOT, "scripts/leptos.sh"), folder], { stdio: "pipe" });
  const browser = await startBrowser({ root: folder });
  try {
    const page = await browser.open("/index.html");
    const left = page.locator("main > [role=status]");
    await left.getByText("375 events").waitFor();
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "The war in Mali, 2012 to 2024");
    const painted = () => page.locator(".ct-plot canvas").first().evaluate((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value) => value > 0);
    });
    assert.ok(await painted());
    await page.getByRole("button", { name: "Coups" }).click();
    await page.waitForFunction(() => !document.querySelector("main > [role=status]").innerText.startsWith("375"));
    const count = Number.parseInt(await left.innerText(), 10);
    assert.ok(count > 0 && count < 20, `${count}`);
    await page.waitForFunction((count) => document.querySelectorAll(".ct-entry").length === count, count);
    // Trunk's own line for the module that it asks for early says more than Chromium heeds.
    assert.deepEqual(page.seen.errors.filter((text) => !text.includes("preload destinations")), []);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
});
