// What the tests of the drawing under real hands share.
import { draw, openHtml, SCRIPT, stateOf } from "./helpers.mjs";

/** A page with the timeline and enough below it to scroll. */
export const html = (attributes = "") => `<style>body{margin:0 16px}</style><conflict-timeline theme="light" loading="eager" ${attributes}></conflict-timeline><p style="height:1500px">After it.</p>${SCRIPT}`;

/** Until the view has come to rest and is painted. */
export const rest = (page, ms = 350) => page.evaluate((ms) => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), ms)), ms);
/** How many days are in view. */
export const days = async (page) => {
  const { from, to } = await stateOf(page);
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
};
export const word = (page, text) => page.locator(".ct-plot .ct-w", { hasText: text }).first();
export const card = (page) => page.locator(".ct-card");

/** Such a page, its strip at the upper edge of the window; `point` is in the plot. */
export async function opened(chrome, { attributes, width = 1280, height = 900, look = ["2013-01-01", "2013-12-31"], ...options } = {}) {
  const page = await openHtml(chrome, html(attributes), { width, height, ...options });
  await draw(page);
  await page.evaluate(async (look) => {
    const element = document.querySelector("conflict-timeline");
    if (look) element.zoomTo(...look);
    await element.updated;
    element.shadowRoot.querySelector("[part=overview]").scrollIntoView();
  }, look);
  await rest(page);
  const box = await page.locator(".ct-plot").boundingBox();
  return Object.assign(page, { box, point: [box.x + box.width * 0.6, box.y + 60] });
}

/** Fingers over the page: each list is where they are after a step; none, and they are lifted. */
export async function fingers(page, steps) {
  page.touch ??= await page.context().newCDPSession(page);
  for (const points of steps) {
    const touchPoints = points.map(([x, y], id) => ({ x, y, id }));
    await page.touch.send("Input.dispatchTouchEvent", { type: !points.length ? "touchEnd" : page.isDown ? "touchMove" : "touchStart", touchPoints });
    page.isDown = points.length > 0;
    await page.waitForTimeout(16);
  }
}
