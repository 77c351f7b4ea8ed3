// Inside the frame: attributes from the address, and the height to the page around. The messages: docs/embedding.md.
(() => {
  const ALLOWED = "src format lang theme filter selected from to known lanes axis views height story heading-level refresh".split(" ");
  const PYM = "xPYMx";
  const query = new URLSearchParams(location.search);
  const element = document.querySelector("conflict-timeline");

  const originOf = (address, base) => {
    try {
      return new URL(address, base).origin;
    } catch {
      return null;
    }
  };
  for (const name of ALLOWED) {
    const value = query.get(name);
    if (value === null) continue;
    // Data of another host would speak in the name of this one.
    if (name === "src" && originOf(value, location) !== location.origin) {
      console.warn(`conflict-timeline: src=${value} is not of ${location.origin}: the frame shows its own data`);
      continue;
    }
    // The viewport in here is the frame, which is made as high as what is in it: without end.
    if (name === "height" && /v(h|b|min|max)\b/i.test(value)) {
      console.warn(`conflict-timeline: height=${value} is measured by the frame itself: give it in pixels`);
      continue;
    }
    element.setAttribute(name, value);
  }
  if (query.has("lang")) document.documentElement.lang = query.get("lang");
  if (parent === window) return;

  let asker = null; // the origin of the page that said hello
  let height = 0;
  // pym.js names its child in the address, and its own page there too: to that it speaks, else to nobody.
  const child = query.get("childId");
  const pymOrigin = child && originOf(query.get("parentUrl"));

  const tell = () => {
    if (height === 0) return;
    if (asker !== null) parent.postMessage({ type: "conflict-timeline:height", height }, asker);
    if (pymOrigin && pymOrigin !== "null") parent.postMessage(["pym", child, "height", height].join(PYM), pymOrigin);
  };

  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || data?.type !== "conflict-timeline:hello" || origin === "null") return;
    asker = origin;
    tell();
  });

  const watch = new ResizeObserver(() => {
    const now = Math.ceil(document.body.getBoundingClientRect().height);
    if (now === height) return;
    height = now;
    tell();
  });
  // Until the timeline stands, or is known not to come, the frame keeps the height that the page gave it.
  const begin = () => watch.observe(document.body);
  customElements.whenDefined("conflict-timeline").then(() => element.ready).then(begin, begin);
})();
