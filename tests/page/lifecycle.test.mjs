// The element's own behaviour, over a stub of the Rust side: quick, and able to fail in every way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { STUB_WASM, prose, useBrowser, WASM } from "./helpers.mjs";
import { DATA, defined, HOST, openHost } from "./host.mjs";

const chrome = useBrowser({ stub: true });

test("nothing but the loader is fetched until the element nears the viewport", async () => {
  const page = await openHost(chrome);
  await defined(page);
  await page.evaluate(() => {
    document.querySelector("main").style.paddingTop = "3000px";
    add();
  });
  await page.waitForTimeout(150);
  assert.deepEqual(page.seen.requests.map((url) => new URL(url).pathname), [HOST, "/pkg/embed.js"]);
  assert.ok(await page.getByText("What the page says itself").count());
  await page.evaluate(() => scrollTo(0, 1900));
  await page.getByRole("status").waitFor();
  const asked = page.seen.requests.map((url) => new URL(url).pathname);
  assert.deepEqual(asked.slice(2, -1).sort(), ["/pkg/conflict-timeline.js", WASM, "/pkg/element.js"].sort());
  assert.equal(asked.at(-1), prose("en"), "behind all that the drawing needs");
  assert.deepEqual(page.seen.errors, []);
});

test("loading=eager does not wait for the viewport, also when set later", async () => {
  const page = await openHost(chrome);
  await defined(page);
  const rows = await page.evaluate(async () => {
    document.querySelector("main").style.paddingTop = "3000px";
    const [early, late] = [add({ loading: "eager" }), add()];
    await early.ready;
    late.setAttribute("loading", "eager");
    await late.ready;
    return [early.state.total, late.state.total];
  });
  assert.deepEqual(rows, [2, 2]);
});

test("the fallback shows until the timeline is mounted, and again after removal", async () => {
  const page = await openHost(chrome);
  await defined(page);
  const seen = await page.evaluate(async () => {
    const element = add();
    const isSlotted = () => element.shadowRoot.querySelector("slot") !== null;
    const seen = [isSlotted()];
    await element.ready;
    seen.push(isSlotted(), element.shadowRoot.querySelector("[role=status]").textContent);
    element.remove();
    await Promise.resolve();
    seen.push(isSlotted(), (await calls("free")).length, element.state);
    return seen;
  });
  assert.deepEqual(seen, [true, false, "2 events", true, 1, null]);
});

test("moving within one task keeps what is mounted", async () => {
  const page = await openHost(chrome);
  await defined(page);
  const counts = await page.evaluate(async () => {
    const element = add();
    await element.ready;
    const status = element.shadowRoot.querySelector("[role=status]");
    document.body.append(element);
    const fragment = document.createElement("section");
    fragment.append(element);
    document.body.prepend(fragment);
    await new Promise((done) => setTimeout(done, 50));
    document.querySelector("main").moveBefore?.(element, null);
    await new Promise((done) => setTimeout(done, 50));
    const isSame = status === element.shadowRoot.querySelector("[role=status]");
    return [isSame, (await calls("mount")).length, (await calls("free")).length];
  });
  assert.deepEqual(counts, [true, 1, 0]);
});

test("removing and adding again mounts anew, with the filter and the data that were set", async () => {
  const page = await openHost(chrome);
  await defined(page);
  const seen = await page.evaluate(async () => {
    const element = add({ filter: "kind=coup" });
    const first = element.ready;
    await first;
    await element.load([{}, {}, {}]);
    element.filter = "kind=battle";
    await element.select("konna");
    element.remove();
    await new Promise((done) => setTimeout(done, 50));
    const kept = element.filter;
    document.body.append(element);
    await element.ready;
    return { kept, isNew: first !== element.ready, state: element.state, mounts: (await calls("mount")).length };
  });
  assert.equal(seen.kept, "kind=battle");
  assert.ok(seen.isNew);
  assert.equal(seen.mounts, 2);
  assert.equal(seen.state.total, 3);
  assert.equal(seen.state.filter, "kind=battle");
});

test("an element removed while it loads mounts nothing, and mounts when it comes back", async () => {
  let release;
  const held = new Promise((done) => (release = done));
  const page = await openHost(chrome, { answers: { [WASM]: (route) => held.then(() => route.fulfill(STUB_WASM)) } });
  await defined(page);
  await page.evaluate(async () => {
    window.element = add();
    await import("/pkg/element.js");
    await new Promise((done) => setTimeout(done, 50));
    element.remove();
  });
  release();
  await page.waitForTimeout(150);
  assert.deepEqual(await page.evaluate(() => calls("mount")), []);
  const total = await page.evaluate(async () => {
    document.body.append(element);
    await element.ready;
    return element.state.total;
  });
  assert.equal(total, 2);
  assert.deepEqual(page.seen.errors, []);
});

test("two elements share one module and no state", async () => {
  const page = await openHost(chrome);
  await defined(page);
  const seen = await page.evaluate(async () => {
    const [one, two] = [add({ id: "one" }), add({ id: "two" })];
    await Promise.all([one.ready, two.ready]);
    one.filter = "kind=coup";
    await two.load([{}]);
    return [await calls("init"), one.filter, two.filter, one.state.total, two.state.total];
  });
  assert.deepEqual(seen, [[["init"]], "kind=coup", "", 2, 1]);
});

test("the first of two loaders wins, and both are named in the log", async () => {
  const page = await openHost(chrome);
  await defined(page);
  await page.addScriptTag({ url: "/pkg/embed.js?another" });
  await page.evaluate(() => add().ready);
  assert.equal(page.seen.infos.length, 1);
  assert.match(page.seen.infos[0], /conflict-timeline .*embed\.js\) was here first; .*embed\.js\?another\) does nothing/);
  assert.deepEqual(page.seen.errors, []);
});

test("attributes reach the module at once and when they change", async () => {
  const page = await openHost(chrome);
  await defined(page);
  const seen = await page.evaluate(async () => {
    const element = add({ filter: "kind=coup", theme: "dark", "url-state": "" });
    await element.ready;
    const { mounted } = await import("/pkg/conflict-timeline.js");
    const first = { ...mounted[0].attributes };
    element.setAttribute("theme", "light");
    element.setAttribute("theme", "light");
    element.removeAttribute("theme");
    element.setAttribute("filter", "kind=battle");
    return { first, sets: await calls("set"), filter: element.filter };
  });
  assert.equal(seen.first.filter, "kind=coup");
  assert.equal(seen.first.theme, "dark");
  assert.equal(seen.first["url-state"], "");
  assert.equal(seen.first.src, null);
  assert.deepEqual(seen.sets, [["set", "theme", "light"], ["set", "theme", undefined], ["set", "filter", "kind=battle"]]);
  assert.equal(seen.filter, "kind=battle");
});

test("the language is the element's own, else an ancestor's, also outside a shadow root, else the reader's", async () => {
  const page = await openHost(chrome, { locale: "en-GB" });
  await defined(page);
  const langs = await page.evaluate(async () => {
    const { mounted } = await import("/pkg/conflict-timeline.js");
    const french = Object.assign(document.createElement("div"), { lang: "fr-ML" });
    const inner = document.createElement("div");
    french.append(inner);
    document.body.append(french);
    const parents = [[{ lang: "en" }, french], [{}, inner.attachShadow({ mode: "open" })], [{ lang: "" }, document.body]];
    for (const [attributes, parent] of parents) await add({ loading: "eager", ...attributes }, parent).ready;
    return mounted.map((it) => it.attributes.lang);
  });
  assert.deepEqual(langs, ["en", "fr-ML", "en-GB"]);
});

test("words of another language are fetched beside the module", async () => {
  const answers = { "/pkg/lang/fr.ctp": { body: "12345" } };
  const page = await openHost(chrome, { answers });
  await defined(page);
  await page.evaluate(() => add({ lang: "fr" }).ready);
  await page.waitForFunction(async () => (await calls("add_language")).length > 1);
  const seen = await page.evaluate(() => calls("add_language"));
  assert.deepEqual(seen.sort(), [["add_language", "en", 3], ["add_language", "fr", 5]], "and the prose of that language");
  assert.ok(!page.seen.requests.some((url) => url.endsWith(prose("en"))));
});

test("methods called before the module is there wait for it", async () => {
  const page = await openHost(chrome);
  await defined(page);
  const seen = await page.evaluate(async () => {
    const element = add();
    element.filter = { kind: ["coup"] };
    const before = element.state;
    const answers = await Promise.all([
      element.select("konna"),
      element.zoomTo("2012-01", "2012-06"),
      element.export("csv"),
      element.updated,
      element.load([{}, {}, {}]),
    ]);
    return { before, answers, filter: element.filter, loads: await calls("read") };
  });
  assert.equal(seen.before, null);
  assert.deepEqual(seen.answers, [true, undefined, "csv of 3 of 3", undefined, { rows: 3, warnings: [] }]);
  assert.equal(seen.filter, "kind=coup");
  assert.deepEqual(seen.loads, [["read", "object"]], "the first drawing already shows it");
});

test("a filter set before the element is defined is not lost", async () => {
  const page = await openHost(chrome, { answers: { "/pkg/embed.js": { body: "" } } });
  await page.evaluate(() => (add({ id: "early" }).filter = "kind=coup"));
  await page.unroute(`${page.origin}/pkg/embed.js`);
  await page.addScriptTag({ url: "/pkg/embed.js" });
  const filter = await page.evaluate(async () => {
    const element = document.querySelector("#early");
    await element.ready;
    return [element.filter, Object.hasOwn(element, "filter")];
  });
  assert.deepEqual(filter, ["kind=coup", false]);
});

test("load takes an address, a File, a Blob, bytes, text, an array and an object; the last asked for stays", async () => {
  const page = await openHost(chrome, { answers: { [DATA]: { body: "\ufeff[{},{},{},{}]", contentType: "text/plain" } } });
  await defined(page);
  const rows = await page.evaluate(async () => {
    const element = add();
    await element.ready;
    const bytes = new TextEncoder().encode("[{},{}]");
    const sources = [
      "/data.json",
      new URL("/data.json", location.href),
      new File(["[{}]"], "one.json"),
      new Blob(["[{},{}]"]),
      bytes.buffer,
      new DataView(bytes.buffer),
      ' {"events": [{}]}',
      [{}, {}, {}],
      { events: [{}] },
    ];
    const rows = [];
    for (const source of sources) rows.push((await element.load(source)).rows);
    element.load("/data.json");
    await element.load([{}]);
    return { rows, total: element.state.total, names: (await calls("read")).map(([, name]) => name) };
  });
  assert.deepEqual(rows.rows, [4, 4, 1, 2, 2, 2, 1, 3, 1]);
  assert.equal(rows.total, 1);
  assert.deepEqual(rows.names.slice(2, 9), ["one.json", "Blob", "bytes", "bytes", "JSON text", "object", "object"]);
});

test("src is shown in the first drawing, and followed when it changes", async () => {
  const three = { body: "[{},{},{}]" };
  const page = await openHost(chrome, { answers: { [DATA]: three, "/other.json": { body: '{"events":[{}]}' } } });
  await defined(page);
  const first = await page.evaluate(async () => {
    window.element = add({ src: "/data.json", filter: "kind=coup" });
    await element.ready;
    element.setAttribute("src", "/other.json");
    return { total: element.state?.total, loads: await calls("read") };
  });
  assert.equal(first.total, 3);
  assert.equal(first.loads.length, 1);
  await page.getByText("1 events").waitFor();
  await page.evaluate(() => element.removeAttribute("src"));
  await page.getByText("2 events").waitFor();
  assert.equal(await page.evaluate(() => element.filter), "kind=coup");
});

test("events cross the shadow root, bubble, and reach the page after the call that caused them", async () => {
  const page = await openHost(chrome);
  await defined(page);
  const seen = await page.evaluate(async () => {
    const shadow = document.querySelector("main").appendChild(document.createElement("div")).attachShadow({ mode: "open" });
    const element = add({ id: "deep" }, shadow);
    await element.ready;
    said.length = 0;
    element.filter = "kind=coup";
    const during = said.length;
    await element.select("konna");
    await element.zoomTo("2012", "2013");
    await element.updated;
    return [during, said.map(([type, detail]) => [type, detail])];
  });
  assert.deepEqual(seen, [
    0,
    [
      ["ct-filter", { filter: "kind=coup", total: 2, matched: 2 }],
      ["ct-select", { id: "konna" }],
      ["ct-viewport", { from: "2012", to: "2013" }],
    ],
  ]);
});

test("height holds the place, so that nothing below jumps", async () => {
  const page = await openHost(chrome);
  await defined(page);
  const heights = await page.evaluate(async () => {
    const element = add({ height: "640" });
    const heights = [element.offsetHeight];
    await element.ready;
    heights.push(element.offsetHeight);
    element.setAttribute("height", "50vh");
    heights.push(element.offsetHeight);
    element.removeAttribute("height");
    return [...heights, element.offsetHeight < 450];
  });
  assert.deepEqual(heights, [640, 640, 450, true]);
});

test("base names the folder of the package", async () => {
  const page = await openHost(chrome, { answers: { "/pkg/element.js": { status: 404 } } });
  await defined(page);
  const failure = await page.evaluate(() => settled(add({ base: "/elsewhere" }).ready));
  assert.equal(failure.where, `${page.origin}/elsewhere/element.js`);
});
