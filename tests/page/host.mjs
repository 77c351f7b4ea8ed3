// The page of the stub, and what its tests share.
import assert from "node:assert/strict";
import { alertOf } from "./helpers.mjs";

export const HOST = "/tests/page/stub/host.html";
export const DATA = "/data.json";

/** Opens the host page with helpers in it: add(attributes), calls(), and what the elements said. */
export async function openHost(chrome, options = {}) {
  return chrome.open(HOST, {
    ...options,
    init: () => {
      window.said = [];
      for (const type of ["ready", "filter", "select", "viewport", "progress", "error"]) {
        addEventListener(`ct-${type}`, (event) => window.said.push([event.type, event.detail, event.target.id]));
      }
      window.add = (attributes = {}, parent = document.querySelector("main")) => {
        const element = document.createElement("conflict-timeline");
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        element.textContent = "What the page says itself";
        parent.append(element);
        return element;
      };
      window.calls = async (name) => {
        const { calls } = await import("/pkg/conflict-timeline.js");
        return name ? calls.filter(([call]) => call === name) : calls;
      };
      window.settled = (promise) =>
        promise.then((value) => ({ value }), ({ code, message, where }) => ({ code, message, where }));
    },
  });
}

export const defined = (page) => page.evaluate(() => customElements.whenDefined("conflict-timeline").then(() => {}));

/** Adds an element that must fail, and checks all that a failure owes the reader and the page. */
export async function assertFails(page, code, attributes = {}) {
  await defined(page);
  const failure = await page.evaluate((given) => settled(add(given).ready), attributes);
  assert.equal(failure.code, code, JSON.stringify(failure));
  assert.match(failure.message, /\. .*\.$/s, "says what to do next");
  const element = page.locator("conflict-timeline").first();
  assert.match(await alertOf(page).innerText(), new RegExp(code), "the panel names the code");
  assert.ok(await page.getByText("What the page says itself").isVisible(), "the fallback stays");
  const said = await page.evaluate(() => said.filter(([type]) => type === "ct-error").map(([, detail]) => detail));
  assert.equal(said.length, 1);
  assert.deepEqual(Object.keys(said[0]), ["code", "message", "where"]);
  assert.equal(said[0].code, code);
  assert.equal(await element.getByRole("status").count(), 0, "nothing is mounted");
  return failure;
}
