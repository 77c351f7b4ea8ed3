// The axis beside d3: ticks stand where d3's calendar has its boundaries, all of them, and about as many as d3 would draw.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { scaleUtc } from "d3-scale";
import { utcDay, utcMonday, utcMonth, utcYear } from "d3-time";
import { draw, ROOT, useBrowser } from "./helpers.mjs";

// Written by the layout's own test `axis`, which fails when the file is not what the layout computes.
const AXES = readFileSync(`${ROOT}/crates/core/tests/golden/layout-axis.txt`, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const INTERVALS = { Day: utcDay, Week: utcMonday, Month: utcMonth, Quarter: utcMonth.every(3), HalfYear: utcMonth.every(6) };
const interval = (step) => INTERVALS[step] ?? utcYear.every(Number(step.match(/^Years\((\d+)\)$/)[1]));
const dayOf = (date) => date.toISOString().slice(0, 10);
const repeated = (labels) => labels.filter((label, at) => at > 0 && label === labels[at - 1]);

for (const { from, to, width_px, step, ticks } of AXES) {
  test(`${from} to ${to} at ${width_px} px: ${ticks.length} ticks of ${step}`, () => {
    const [first, last] = [from, to].map((day) => new Date(`${day}T00:00Z`));
    const days = ticks.map(([day]) => day);
    for (const day of days) assert.equal(dayOf(interval(step).floor(new Date(`${day}T00:00Z`))), day, "a boundary of the calendar");
    assert.deepEqual(days, interval(step).range(interval(step).ceil(first), new Date(+last + 1)).map(dayOf), "every one in view");
    const others = scaleUtc([first, last], [0, width_px]).ticks(days.length).length;
    assert.ok(others <= 3 * days.length && days.length <= 3 * others, `d3 draws ${others}`);
    const labels = ticks.map(([, label]) => label).filter(Boolean);
    assert.ok(labels.length > 0 && labels.length <= width_px / 30, `${labels.length} labels`);
    assert.deepEqual(repeated(labels), []);
  });
}

const chrome = useBrowser();

for (const lang of ["en", "fr", "ar"]) {
  test(`in the page, ${lang}: from all years to a day, no label is like the one before it`, async () => {
    const page = await chrome.open("/www/examples/plain.html", { width: 1280 });
    await page.evaluate((lang) => document.querySelector("conflict-timeline").setAttribute("lang", lang), lang);
    await draw(page);
    for (const [from, to] of [["2012", "2024"], ["2012", "2015"], ["2012-11", "2013-12"], ["2012-12", "2013-02"], ["2013-01-10", "2013-01-25"], ["2013-01-10", "2013-01-10"]]) {
      // Rows of words that are neither titles nor counts: axis, years or months over it, axis of the strip.
      const rows = await page.evaluate(async ([from, to]) => {
        const element = document.querySelector("conflict-timeline");
        element.zoomTo(from, to);
        await element.updated;
        const rows = {};
        for (const part of ["chart", "overview"]) {
          const words = [...element.shadowRoot.querySelectorAll(`[part~=${part}] .ct-w:not(.is-title, .is-small)`)].map((word) => ({ word, box: word.getBoundingClientRect() }));
          for (const { word, box } of words.sort((one, other) => one.box.left - other.box.left)) (rows[`${part} ${Math.round(box.top)}`] ??= []).push(word.textContent);
        }
        return rows;
      }, [from, to]);
      assert.ok(Object.keys(rows).length >= 2, JSON.stringify(rows));
      for (const [row, labels] of Object.entries(rows)) assert.deepEqual(repeated(labels), [], `${from} to ${to}, ${row}: ${labels.join(" | ")}`);
    }
  });
}
