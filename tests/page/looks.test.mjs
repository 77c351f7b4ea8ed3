// Screenshots of the package as it ships, held against the references in looks/. UPDATE_SCREENSHOTS=1 renews those:
// look at each before it is committed. What differs is named by part and place, and drawn into output/.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { crc32, deflateSync } from "node:zlib";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { draw, openHtml, useBrowser } from "./helpers.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const REFERENCES = join(here, "looks");
const OUTPUT = join(here, "output");
const ABOUT = join(REFERENCES, "about.json");
const isUpdate = Boolean(process.env.UPDATE_SCREENSHOTS);
const about = isUpdate ? {} : JSON.parse(readFileSync(ABOUT, "utf8"));

/** A square of so many pixels differs when more than these in it do: a mark of another colour, a letter elsewhere. */
const TILE_PX = 32;
const MOST_IN_TILE = 24;

// The faces come from npm, so that they are the same everywhere.
const face = (family, weight) => `@font-face{font-family:Reference;font-weight:${weight};src:url(/tests/page/node_modules/@fontsource/${family}-${weight}-normal.woff2)${family.includes("arabic") ? ";unicode-range:U+0600-06FF" : ""}}`;
const FACES = ["noto-sans/files/noto-sans-latin", "noto-sans-arabic/files/noto-sans-arabic-arabic"].flatMap((family) => [400, 700].map((weight) => face(family, weight)));
const PROBE = "Timbuktu, 17 September 2024 تمبكتو";

/** 20,000 events in a table, the same ones every time: years of calm and weeks of crowds. */
const crowd = () => {
  let seed = 7;
  const below = (most) => (seed = (seed * 48_271) % 2_147_483_647) % most;
  const rows = Array.from({ length: 20_000 }, () => {
    const day = below(4) ? 900 + below(40) * below(30) : below(4_000);
    const date = new Date(Date.UTC(2012, 0, 1 + day)).toISOString().slice(0, 10);
    return [date, `Report ${below(9_999)}`, ["battle", "airstrike", "shelling"][below(3)], ["Army", "Rebels", "Militia", "Jihadists"][below(4)], below(3) ? "" : below(60)].join();
  });
  return ["date,title,kind,actors,killed", ...rows].join("\n");
};

const LOOKS = {
  "320": { width: 320, height: 1000 },
  "360-dark": { width: 360, height: 1000, colorScheme: "dark" },
  "360-arabic": { width: 360, height: 1000, lang: "ar" },
  "768": { width: 768, height: 1100 },
  "768-forced-dark": { width: 768, height: 1100, forcedColors: "active", colorScheme: "dark" },
  "1280": { width: 1280, height: 1000 },
  "1280-dark": { width: 1280, height: 1000, colorScheme: "dark" },
  "1280-forced": { width: 1280, height: 1000, forcedColors: "active" },
  "1280-arabic": { width: 1280, height: 1000, lang: "ar" },
  "1280-mirrored": { width: 1280, height: 1000, lang: "ar", attributes: 'axis="rtl"' },
  "1280-month": { width: 1280, height: 1000, attributes: 'from="2013-01" to="2013-01"' },
  "1280-event": { width: 1280, height: 1300, attributes: 'selected="2013-01-10-konna-capture"', scrollTo: "[part~=list]", isAt: 400 },
  "360-event": { width: 360, height: 1300, attributes: 'selected="2013-01-10-konna-capture"', scrollTo: "[part~=detail]" },
  "1280-crowd": { width: 1280, height: 1000, table: crowd },
  "1280-figures": { width: 1280, height: 1300, scrollTo: "[part~=places]" },
  "1920": { width: 1920, height: 1000 },
  "794-print": { width: 794, height: 1500, media: "print", attributes: 'filter="phase=french-intervention"' },
};

/** A picture as PNG with a palette, a quarter of the size: no colour is farther than `most` from the one that stands for it. */
function encode({ width, height, data }, most = 8) {
  const counts = new Map();
  const colorAt = (at) => data.readUIntBE(4 * at, 3);
  for (let at = 0; at < width * height; at++) counts.set(colorAt(at), (counts.get(colorAt(at)) ?? 0) + 1);
  const isNear = (one) => (other) => [16, 8, 0].every((bits) => Math.abs(((one >> bits) & 255) - ((other >> bits) & 255)) <= most);
  const palette = [];
  const places = new Map();
  for (const [color] of [...counts].sort(([, one], [, other]) => other - one)) {
    const near = palette.findIndex(isNear(color));
    places.set(color, near < 0 ? palette.push(color) - 1 : near);
  }
  if (palette.length > 256) return encode({ width, height, data }, most + 2);
  const rows = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < width * height; at++) rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = places.get(colorAt(at));
  const number = (value) => Buffer.from(Uint32Array.of(value).buffer).swap32();
  const chunk = (name, body) => {
    const named = Buffer.concat([Buffer.from(name), body]);
    return Buffer.concat([number(body.length), named, number(crc32(named))]);
  };
  const head = Buffer.concat([number(width), number(height), Buffer.of(8, 3, 0, 0, 0)]);
  const colors = Buffer.concat(palette.map((color) => number(color).subarray(1)));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("PLTE", colors), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

/** Where two pictures differ, a line for each part of the timeline; the picture and the difference as files. */
function compare(name, reference, picture, parts) {
  const { width, height } = picture;
  if (reference.width !== width || reference.height !== height) return [`${width} x ${height} px instead of ${reference.width} x ${reference.height}`];
  const difference = new PNG({ width, height });
  pixelmatch(reference.data, picture.data, difference.data, width, height, { threshold: 0.08, diffMask: true });
  const tiles = new Map();
  for (let at = 0; at < width * height; at++) {
    if (!difference.data[4 * at + 3]) continue;
    const key = [at % width, Math.floor(at / width)].map((px) => px - (px % TILE_PX)).join();
    tiles.set(key, (tiles.get(key) ?? 0) + 1);
  }
  const boxes = new Map();
  for (const [key, pixels] of tiles) {
    if (pixels <= MOST_IN_TILE) continue;
    const [x, y] = key.split(",").map(Number);
    const part = parts.findLast(({ left, top, right, bottom }) => left < x + TILE_PX && x < right && top < y + TILE_PX && y < bottom)?.name ?? "page";
    const box = boxes.get(part) ?? { left: x, top: y, right: x, bottom: y, pixels: 0 };
    boxes.set(part, {
      left: Math.min(box.left, x), top: Math.min(box.top, y), right: Math.max(box.right, x + TILE_PX), bottom: Math.max(box.bottom, y + TILE_PX), pixels: box.pixels + pixels,
    });
  }
  if (boxes.size) {
    mkdirSync(OUTPUT, { recursive: true });
    writeFileSync(join(OUTPUT, `${name}.png`), PNG.sync.write(picture));
    writeFileSync(join(OUTPUT, `${name}.diff.png`), PNG.sync.write(difference));
  }
  return [...boxes].map(([part, { left, top, right, bottom, pixels }]) => `${part}: ${pixels} pixels between ${left},${top} and ${right},${bottom}`);
}

// The browser's own words, those of a field for dates, follow the system's language.
const chrome = useBrowser({ env: { ...process.env, LANGUAGE: "en_US" } });

for (const [name, look] of Object.entries(LOOKS)) {
  test(`${name}: as the reference shows it`, async (t) => {
    const { width, height, colorScheme, forcedColors, lang = "en", attributes = "" } = look;
    const html = `<style>${FACES.join("")}body{margin:0 16px}conflict-timeline{color-scheme:light dark;display:flow-root;--ct-font:Reference,sans-serif}</style>
      <conflict-timeline lang="${lang}" loading="eager" ${attributes}></conflict-timeline>`;
    const page = await openHtml(chrome, html, { width, height, colorScheme, forcedColors, reducedMotion: "reduce" });
    // Words are measured once: the faces are there before the timeline is.
    const probe_px = await page.evaluate(async (probe) => {
      await Promise.all(["12px", "bold 12px"].flatMap((size) => ["A", "ت"].map((letter) => document.fonts.load(`${size} Reference`, letter))));
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = "100px Reference";
      return Math.round(pen.measureText(probe).width);
    }, PROBE);
    const chromium = page.context().browser().version();
    if (isUpdate) Object.assign(about, { chromium, probe_px });
    if (Math.abs(probe_px - about.probe_px) > about.probe_px / 500) return t.skip(`the reference text is ${probe_px} px wide, and was ${about.probe_px}: letters are drawn in another way here`);
    await page.evaluate(() => document.head.append(Object.assign(document.createElement("script"), { src: "/pkg/embed.js" })));
    await draw(page);
    if (look.table) await page.evaluate((text) => document.querySelector("conflict-timeline").load(new File([text], "reports.csv")), look.table());
    if (look.media) await page.emulateMedia({ media: look.media });
    await page.evaluate(async (selector) => {
      const element = document.querySelector("conflict-timeline");
      (selector ? element.shadowRoot.querySelector(selector) : element).scrollIntoView();
      await new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 500));
      await element.updated;
    }, look.scrollTo);
    // While the list grows, what is read keeps its place to half a pixel, which is another picture.
    if (look.isAt) {
      await page.locator(".ct-entry.is-open").evaluate(async (entry, at) => {
        const list = entry.closest(".ct-list");
        list.scrollBy(0, Math.round(entry.getBoundingClientRect().top - list.getBoundingClientRect().top - at));
        await new Promise((done) => setTimeout(done, 800));
      }, look.isAt);
    }
    assert.deepEqual(page.seen.errors, []);
    const picture = PNG.sync.read(await page.screenshot({ caret: "hide" }));
    const file = join(REFERENCES, `${name}.png`);
    if (isUpdate) {
      mkdirSync(REFERENCES, { recursive: true });
      writeFileSync(file, encode(picture));
      return writeFileSync(ABOUT, `${JSON.stringify(about)}\n`);
    }
    const parts = await page.evaluate(() => [...document.querySelector("conflict-timeline").shadowRoot.querySelectorAll("[part]")].map((part) => {
      const { left, top, right, bottom } = part.getBoundingClientRect();
      return { name: part.getAttribute("part"), left, top, right, bottom };
    }));
    const faults = compare(name, PNG.sync.read(readFileSync(file)), picture, parts);
    assert.deepEqual(faults, [], `${name}.png and ${name}.diff.png in ${OUTPUT} show it; Chromium ${chromium}, the reference was drawn by ${about.chromium}:\n${faults.join("\n")}`);
  });
}
