// A first look in WebKit: it draws, filters, opens, changes its language, and keeps the fallback where it must.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../../../scripts/serve.mjs";
import { ELEMENT, FALLBACK, needPackage, ROOT, SCRIPT } from "../helpers.mjs";
import { startWebKit } from "./driver.mjs";

const HOST = "/host.html";
const STRICT = "default-src 'none'; connect-src 'self'; style-src 'self'; script-src 'self'";
let webkit;
const servers = [];

before(async () => {
  needPackage();
  webkit = await startWebKit();
  console.log(`# WebKit ${webkit.version}`);
});
after(async () => {
  await webkit?.close();
  await Promise.all(servers.map((server) => server.close()));
});

async function open(html, headers = {}) {
  const answer = (path, response) => {
    if (path !== HOST) return false;
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(`<!doctype html><html lang="en"><title>A host</title><body style="margin:0 16px">${html}`);
    return true;
  };
  const server = await serve(ROOT, { answer });
  servers.push(server);
  await webkit.open(server.url + HOST);
  return server;
}

const READY = `await customElements.whenDefined("conflict-timeline"); const element = document.querySelector("conflict-timeline"); await element.ready;`;
const pick = (selector) => webkit.run(`return document.querySelector("conflict-timeline").shadowRoot.querySelector(arguments_[0]);`, selector);

test("it draws marks and words, and nothing sticks out", async () => {
  await open(ELEMENT + SCRIPT);
  const seen = await webkit.run(`${READY}
    await new Promise((done) => setTimeout(done, 300));
    const root = element.shadowRoot;
    const canvas = root.querySelector("[part=chart] canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set();
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) colours.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    return { state: element.state, status: root.querySelector("[role=status]").textContent, colours: colours.size,
      entries: root.querySelectorAll("article[data-event]").length, wide: document.scrollingElement.scrollWidth <= innerWidth };`);
  assert.ok(seen.state.total > 60);
  assert.match(seen.status, new RegExp(`${seen.state.total} events`));
  assert.ok(seen.colours > 8, `${seen.colours} colours on the canvas`);
  assert.ok(seen.entries > 3);
  assert.ok(seen.wide);
});

test("a facet, the search and an entry of the list do what they say", async () => {
  await open(ELEMENT + SCRIPT);
  await webkit.run(READY);
  await webkit.click(await pick('button[data-act="filters"]'));
  await webkit.click(await pick('button[data-facet="kind"]'));
  const chosen = await webkit.run(`${READY} await element.updated; return element.state;`);
  assert.match(chosen.filter, /^kind=/);
  assert.ok(chosen.matched > 0 && chosen.matched < chosen.total);
  await webkit.type(await pick("input[type=search]"), "Konna");
  const found = await webkit.run(`${READY} await new Promise((done) => setTimeout(done, 500)); return element.state;`);
  assert.match(found.filter, /q=Konna/i);
  await webkit.run(`${READY} element.filter = ""; await element.updated; return null;`);
  await webkit.click(await pick("article[data-event] button"));
  const opened = await webkit.run(`${READY} await element.updated; return [element.state.selected, element.shadowRoot.querySelector('[part="detail"]') !== null];`);
  assert.ok(opened[0] && opened[1]);
});

test("French comes from its own file, and bytes that are packed are taken", async () => {
  const server = await open(ELEMENT.replace(">", ' lang="fr">') + SCRIPT);
  const text = await webkit.run(`${READY}
    for (let turn = 0; turn < 60 && !/événements/.test(element.shadowRoot.textContent); turn++) await new Promise((done) => setTimeout(done, 50));
    return element.shadowRoot.querySelector("[role=status]").textContent;`);
  assert.match(text, /événements/);
  assert.ok(server.requests.includes("/pkg/lang/fr.ctp"));
});

test("a strict policy with wasm-unsafe-eval is enough, and without it the fallback stays with CT-311", async () => {
  await open(ELEMENT + SCRIPT, { "content-security-policy": `${STRICT} 'wasm-unsafe-eval'; require-trusted-types-for 'script'` });
  assert.ok((await webkit.run(`${READY} return element.state.total;`)) > 60);
  await open(ELEMENT + SCRIPT, { "content-security-policy": STRICT });
  const seen = await webkit.run(`await customElements.whenDefined("conflict-timeline"); const element = document.querySelector("conflict-timeline");
    const failure = await element.ready.catch((error) => error.code + " " + error.message);
    return { failure, text: element.innerText, alert: element.shadowRoot.querySelector("[role=alert]")?.textContent };`);
  assert.match(seen.failure, /CT-311/);
  assert.match(seen.alert, /CT-311$/);
  assert.equal(seen.text.trim(), FALLBACK);
});

test("a frame grows with what is in it", async () => {
  await open(`<iframe data-conflict-timeline src="/pkg/frame.html" width="900" height="200"></iframe><script async src="/pkg/frame.js"></script>`);
  const height = await webkit.run(`const frame = document.querySelector("iframe");
    for (let turn = 0; turn < 200 && frame.offsetHeight < 500; turn++) await new Promise((done) => setTimeout(done, 50));
    return frame.offsetHeight;`);
  assert.ok(height > 500, `${height} px`);
});
