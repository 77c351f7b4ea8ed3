// What is done by keyboard alone, and what a hand finds where little room is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, rest } from "./drawing.mjs";
import { stateOf, useBrowser } from "./helpers.mjs";

const chrome = useBrowser();

test("both ends of a narrow window can be taken, at the edges of the strip too", async () => {
  const page = await opened(chrome);
  for (const [from, to] of [["2018-03-01", "2018-03-03"], ["2012-01-01", "2012-01-02"], ["2024-12-31", "2024-12-31"]]) {
    for (const [at, way] of [[0, -60], [1, 60]]) {
      await page.evaluate(async (days) => {
        const element = document.querySelector("conflict-timeline");
        element.zoomTo(...days);
        await element.updated;
      }, [from, to]);
      await rest(page);
      const before = await stateOf(page);
      const grip = await page.locator(".ct-thumb i").nth(at).boundingBox();
      const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + way, y, { steps: 6 });
      await page.mouse.up();
      await rest(page);
      const after = await stateOf(page);
      const [held, moved] = at ? ["from", "to"] : ["to", "from"];
      assert.equal(after[held], before[held], `${from}, ${held} stays`);
      const isAtEdge = at ? to === "2024-12-31" : from === "2012-01-01";
      assert.equal(after[moved] !== before[moved], !isAtEdge, `${from}, ${moved}: ${before[moved]} to ${after[moved]}`);
    }
  }
});
