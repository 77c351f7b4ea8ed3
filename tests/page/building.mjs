// What the tests of the builder page share.
import { useBrowser } from "./helpers.mjs";

export const BUILDER = "/pkg/builder.html";

export const useBuilder = (options) => {
  const chrome = useBrowser(options);
  chrome.build = async (options = {}) => {
    const page = await chrome.open(BUILDER, { locale: "en-GB", ...options });
    await page.locator("#code").getByText("<script").waitFor();
    return page;
  };
  return chrome;
};

/** By script, as the arrows of the field do: what Playwright fills into numbers in Firefox is added to what was there. */
export const setNumber = (page, name, value) =>
  page.evaluate(([name, value]) => {
    const field = document.querySelector("form").elements[name];
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, [name, value]);

/** Waits until the code says something. */
export const coded = async (page, text) => {
  await page.locator("#code").getByText(text).waitFor();
  return codeOf(page);
};

export const codeOf = (page) => page.evaluate(() => document.querySelector("#code").textContent);

/** The ids of the events in the code. */
export const idsOf = (code) => [...code.matchAll(/data-event="([^"]+)"/g)].map(([, id]) => id);

/** Waits until the last choice is in the code. */
export const written = async (page, attribute) => {
  await page.waitForFunction((attribute) => document.querySelector("#code").textContent.split("\n")[0].includes(attribute), attribute);
  return codeOf(page);
};
