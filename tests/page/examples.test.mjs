// The example pages for React, Vue and Svelte, with those from npm.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { vendor } from "../../examples/vendor.mjs";
import { draw, ROOT, stateOf, useBrowser } from "./helpers.mjs";

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
