// A browser, a server on 127.0.0.1 that serves the checkout, and pages that remember what went wrong in them.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, afterEach, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium, firefox } from "playwright-core";
import { serve } from "../../scripts/serve.mjs";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** The ring page in Firefox: what only Chromium can be told, or has, is skipped there. */
export const IS_FIREFOX = Boolean(process.env.FIREFOX);
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
// The loader and the element as written, over a module of the stub that has no Rust in it.
const STUB = {
  "/pkg/embed.js": join(ROOT, "www/embed.js"),
  "/pkg/element.js": join(ROOT, "www/element.js"),
  "/pkg/aside.js": join(ROOT, "www/aside.js"),
  "/pkg/parts.js": join(ROOT, "www/parts.js"),
  "/pkg/place.js": join(ROOT, "www/place.js"),
  "/pkg/progress.js": join(ROOT, "www/progress.js"),
  "/pkg/read.js": join(ROOT, "www/read.js"),
  "/pkg/reader-thread.js": join(ROOT, "www/reader-thread.js"),
  "/pkg/table.js": join(ROOT, "www/table.js"),
  "/pkg/conflict-timeline.js": join(ROOT, "tests/page/stub/conflict-timeline.js"),
  "/pkg/reader.js": join(ROOT, "tests/page/stub/reader.js"),
};
// (module (func (export "trap") unreachable))
export const STUB_WASM = {
  body: Buffer.from("0061736d0100000001040160000003020100070801047472617000000a05010300000b", "hex"),
  contentType: "application/wasm",
};

export const WASM = "/pkg/conflict-timeline_bg.wasm";
const READER_WASM = "/pkg/reader_bg.wasm";

/** Fails with a plain sentence where the release package was not built. */
export function needPackage() {
  const files = ["embed.js", "element.js", "conflict-timeline.js", "conflict-timeline_bg.wasm", "read.js", "reader.js"];
  const missing = [...files, "reader_bg.wasm"].filter((name) => !existsSync(join(ROOT, "pkg", name)));
  if (missing.length) throw new Error(`pkg/ lacks ${missing.join(", ")}: run ./dev build first`);
}

/** Where a language's texts lie that are more than titles and names. */
export const prose = (lang) => `/pkg/lang/${lang}-prose.ctp`;

/** The browser of a file of tests: started before the first, its pages closed after each, closed after the last. */
export function useBrowser(options = {}) {
  const chrome = {};
  before(async () => {
    if (!options.stub) needPackage();
    Object.assign(chrome, await startBrowser(options));
  });
  afterEach(() => chrome.tidy?.());
  after(() => chrome.close?.());
  return chrome;
}

/** One browser; each page has a server of its own for `root`. `headers(path)` adds to the answers of the server. */
export async function startBrowser({ root = ROOT, stub = false, headers, ...launch } = {}) {
  const browser = await (IS_FIREFOX
    ? firefox.launch({ channel: "moz-firefox", executablePath: process.env.FIREFOX })
    : chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS, ...launch }));
  const servers = [];
  const pages = [];

  /**
   * Opens `path`. `answers` maps a path to what the server says instead: `{ status, body, contentType }`, "abort",
   * or a function of Playwright's route. `answer` is given to the server. `csp` is sent with the page.
   */
  async function open(path, { answers = {}, answer, csp, init, width = 1280, height = 900, ...context } = {}) {
    const policy = csp ? { "content-security-policy": csp } : {};
    const server = await serve(root, {
      mounts: stub ? STUB : {},
      answer,
      headers: (asked) => ({ ...headers?.(asked), ...(asked === path ? policy : {}) }),
    });
    servers.push(server);
    const page = await browser.newPage({ viewport: { width, height }, ...context });
    pages.push(page);
    const seen = { errors: [], infos: [], requests: [] };
    const failed = (text) => text.includes("/favicon.ico") || seen.errors.push(text); // that one is the browser's own wish
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") failed(message.text());
      if (message.type() === "info") seen.infos.push(message.text());
    });
    page.on("pageerror", (error) => failed(String(error)));
    page.on("request", (request) => seen.requests.push(request.url()));
    const stubs = { [WASM]: STUB_WASM, [READER_WASM]: STUB_WASM, [prose("en")]: { body: "en" }, [prose("fr")]: { body: "fra" } };
    const all = { "/favicon.ico": { status: 204 }, ...(stub && stubs), ...answers };
    for (const [asked, answer] of Object.entries(all)) {
      await page.route(server.url + asked, (route) => {
        if (typeof answer === "function") return answer(route);
        return answer === "abort" ? route.abort() : route.fulfill(answer);
      });
    }
    // Firefox, as it is driven here, runs scripts all the same: it is given none.
    if (IS_FIREFOX && context.javaScriptEnabled === false) {
      await page.route("**/*.js", (route) => route.fulfill({ body: "", contentType: "text/javascript" }));
    }
    if (init) await page.addInitScript(init);
    await page.goto(server.url + path);
    return Object.assign(page, { seen, origin: server.url });
  }

  const close = async () => {
    await browser.close();
    await Promise.all(servers.map((server) => server.close()));
  };
  /** Shuts the pages of the test that ended, so that none of them runs on beside the next. */
  const tidy = () => Promise.all(pages.splice(0).map((page) => page.close()));
  return { open, tidy, close };
}

/** What is said to a reader in front of the page's own text, or nothing. */
export const alertOf = (page, selector = "conflict-timeline") => page.locator(selector).first().getByRole("alert");

/** Scrolls to a timeline and waits until it is drawn. */
export async function draw(page, selector = "conflict-timeline") {
  await page.locator(selector).first().scrollIntoViewIfNeeded();
  await page.evaluate(async (selector) => {
    await customElements.whenDefined("conflict-timeline");
    await document.querySelector(selector).ready;
  }, selector);
}

export const stateOf = (page, selector = "conflict-timeline") =>
  page.evaluate((selector) => document.querySelector(selector).state, selector);

export const FALLBACK = "What the page says itself";
export const ELEMENT = `<conflict-timeline><p>${FALLBACK}</p></conflict-timeline>`;
export const SCRIPT = `<script async src="/pkg/embed.js"></script>`;

/** A page of the given markup at /host/page.html, answered with the given headers. */
export const openHtml = (chrome, html, { headers = {}, answer, ...options } = {}) => {
  const path = "/host/page.html";
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title><meta name="viewport" content="width=device-width">${html}`;
  const own = (asked, response, request) => {
    if (asked !== path) return answer?.(asked, response, request);
    response.writeHead(200, { "content-type": "text/html", ...headers }).end(body);
    return true;
  };
  return chrome.open(path, { ...options, answer: own });
};
