// The drawing slides while it is dragged, and only what changed is drawn: it must look as if all had been drawn anew.
import assert from "node:assert/strict";
import { test } from "node:test";
import { draw, openHtml, SCRIPT, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();
const HTML = `<style>body{margin:0 16px}</style><conflict-timeline theme="light" loading="eager"></conflict-timeline>${SCRIPT}`;

/** Keeps what of the lanes' canvas is in sight, under a name. */
const look = (page, name) =>
  page.evaluate((name) => {
    const canvas = document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-frame canvas");
    const plot = document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-plot").getBoundingClientRect();
    const [inside, whole] = [canvas.closest(".ct-frame").getBoundingClientRect(), canvas.getBoundingClientRect()];
    const ratio = canvas.width / whole.width;
    for (const [what, edge] of Object.entries({ top: plot.top, right: plot.right })) {
      if (Math.abs(inside[what] - edge) > 0.1) throw new Error(`${what} of the drawing at ${inside[what]}, of the plot at ${edge}`);
    }
    if (whole.top !== inside.top) throw new Error(`the drawing at ${whole.top}, its frame at ${inside.top}`);
    const at = Math.round((inside.left - whole.left) * ratio);
    const width = Math.floor(inside.width * ratio);
    if (at < 0 || at + width > canvas.width) throw new Error(`the sheet leaves the plot bare: ${at}, ${width} of ${canvas.width}`);
    (window.looks ??= {})[name] = canvas.getContext("2d").getImageData(at, 0, width, canvas.height).data;
  }, name);
const frames = (page) => page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 350)));
const theme = async (page, name) => {
  await page.evaluate((name) => document.querySelector("conflict-timeline").setAttribute("theme", name), name);
  await frames(page);
};
/** How many bytes of two looks differ, and how many of the first are not empty. */
const differ = (page, one, other) =>
  page.evaluate(([one, other]) => {
    let [different, drawn] = [0, 0];
    window.looks[one].forEach((byte, at) => {
      different += Math.abs(byte - window.looks[other][at]) > 8;
      drawn += byte !== 0;
    });
    return { different, drawn };
  }, [one, other]);

for (const [width, deviceScaleFactor] of [[1280, 1], [1280, 2], [900, 1.5], [360, 3]]) {
  test(`at ${width} px and ${deviceScaleFactor} device pixels each, what was dragged is what would be drawn anew`, async () => {
    const page = await openHtml(chrome, HTML, { width, height: 500, deviceScaleFactor });
    await draw(page);
    await page.evaluate(async () => {
      const element = document.querySelector("conflict-timeline");
      // Higher than the window.
      element.setAttribute("lanes", "kind");
      element.zoomTo("2012-11-01", "2014-06-30");
      element.select("2013-01-10-konna-capture");
      await element.updated;
    });
    assert.equal(await page.evaluate(() => document.querySelector("conflict-timeline").state.selected), "2013-01-10-konna-capture");
    await page.evaluate(() => document.querySelector("conflict-timeline").shadowRoot.querySelector(".ct-plot").scrollIntoView());
    const plot = await page.locator(".ct-plot").boundingBox();
    const [x, y] = [plot.x + plot.width * 0.6, plot.y + 60];
    await page.mouse.move(x, y);
    await page.mouse.down();
    const steps = [3, 10, 31, 90, 87, 4, -20, -75, -140, -141, -200, -90, 15, 16, 250, 33];
    for (const step of steps) {
      await page.mouse.move(x + (step * width) / 1280, y);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    }
    await page.mouse.up();
    // Nothing under the pointer, nothing in flight.
    await page.mouse.move(2, 2);
    await frames(page);
    await look(page, "dragged");
    await theme(page, "dark");
    await look(page, "dark");
    await theme(page, "light");
    await look(page, "anew");
    const { different, drawn } = await differ(page, "dragged", "anew");
    assert.ok(drawn > 5_000, `only ${drawn} bytes drawn`);
    assert.ok((await differ(page, "dragged", "dark")).different > 2_000, "another theme is another drawing");
    // What is cut at the plot's edge may be an eighth of a pixel off.
    assert.ok(different * 1_000 < drawn, `${different} of ${drawn} bytes differ`);
  });
}

test("only what changed is drawn while the view is dragged", async () => {
  const page = await openHtml(chrome, HTML, {
    init: () => {
      window.cleared = 0;
      const clear = CanvasRenderingContext2D.prototype.clearRect;
      CanvasRenderingContext2D.prototype.clearRect = function (x, y, width, height) {
        window.cleared += this.canvas.closest(".ct-frame") ? width : 0;
        return clear.call(this, x, y, width, height);
      };
    },
  });
  await draw(page);
  await page.evaluate(async () => {
    const element = document.querySelector("conflict-timeline");
    element.zoomTo("2012-11-01", "2014-06-30");
    await element.updated;
    element.shadowRoot.querySelector(".ct-plot").scrollIntoView();
  });
  const plot = await page.locator(".ct-plot").boundingBox();
  await frames(page);
  await page.mouse.move(plot.x + 600, plot.y + 40);
  await page.mouse.down();
  await page.evaluate(() => (window.cleared = 0));
  const STEPS = 40;
  for (let step = 1; step <= STEPS; step++) {
    await page.mouse.move(plot.x + 600 + 2 * step, plot.y + 40);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  await page.mouse.up();
  const cleared = (await page.evaluate(() => window.cleared)) / STEPS;
  assert.ok(cleared > 2, `${cleared} px a step: nothing was drawn`);
  assert.ok(cleared < plot.width / 3, `${cleared} px a step of ${plot.width}`);
});

for (const width of [1280, 360]) {
  test(`at ${width} px the strip shows events, people killed, or both`, async () => {
    const page = await openHtml(chrome, HTML, { width });
    await draw(page);
    const strip = () =>
      page.evaluate(() => {
        const root = document.querySelector("conflict-timeline").shadowRoot;
        const canvas = root.querySelector("[part=overview] canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const height = canvas.getBoundingClientRect().height;
        return { drawn: data.reduce((sum, byte) => sum + (byte !== 0), 0), height, pressed: [...root.querySelectorAll("[data-strip]")].map((node) => node.ariaPressed).join() };
      });
    const press = async (name) => {
      await page.locator(`[data-strip=${name}]`).click();
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      return strip();
    };
    const window = () => page.evaluate(() => document.querySelector("conflict-timeline").state.from);
    const [both, from] = [await strip(), await window()];
    assert.equal(both.pressed, "true,true");
    const killed = await press("events");
    assert.equal(killed.pressed, "false,true");
    const events = await press("killed");
    assert.equal(events.pressed, "true,false", "what is alone gives way to the other");
    assert.ok(killed.drawn !== events.drawn && events.drawn !== both.drawn);
    assert.equal(killed.height, both.height);
    assert.deepEqual(await press("killed"), both);
    // By keyboard too; and the window stays where it was.
    await page.locator("[data-strip=killed]").press("Enter");
    assert.equal((await strip()).pressed, "true,false");
    assert.equal(await window(), from);
  });
}
