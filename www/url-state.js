// The view in the address of the page: fetched for the attribute url-state alone. Nothing is written before the reader
// acts, and only names that begin with the element's own.

const KEYS = ["story", "known", "filter", "from", "to", "selected"];
const DAYS = ["from", "to"];

/** What the names of an element begin with: the attribute's text, else the element's id, else `ct`. */
const prefix = (host) => `${host.getAttribute("url-state") || host.id || "ct"}.`;

/** What the address says of an element. */
export function stored(host) {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(KEYS.map((key) => [key, given.get(prefix(host) + key)]).filter(([, value]) => value !== null));
}

/**
 * Keeps the address in step with what the reader does, and the view with the address when he goes back. `live` has
 * `state()`, `set`, `bring` and `updated` of a session, which began as the address said. Returns `told()`, to be called on each
 * change, and `share()`, which copies a link to the view.
 */
export function keep({ host, live, signal }) {
  const given = stored(host);
  const first = live.state();
  let shown = first; // by the page, until the reader acts
  let isActing = false;
  let isGoingBack = false;
  let isDue = false;
  let isTyping = false; // a search: its letters are one step
  let isBegun = false; // and that step is made
  for (const type of ["pointerdown", "keydown", "wheel", "input", "click"]) {
    const act = (event) => {
      isActing = true;
      isTyping = type === "input" && event.composedPath()[0].type === "search";
      if (type !== "input" && type !== "keydown") isBegun = false;
    };
    host.addEventListener(type, act, { capture: true, passive: true, signal });
  }

  /** What the page itself shows, where the address does not say. */
  const own = (key) => host.getAttribute(key) ?? (key in given || DAYS.includes(key) ? null : shown[key]);

  const address = (isWhole) => {
    const url = new URL(location.href);
    const now = live.state();
    for (const key of KEYS) {
      const value = now[key] ?? "";
      // Days that the page itself shows at first need no word; those that the address gave do. That there is no filter
      // or open event needs one where the page or a story has some.
      const isSaid = DAYS.includes(key)
        ? isWhole || key in given || value !== first[key]
        : value || own(key) || (now.story && key !== "story");
      if (isSaid) url.searchParams.set(prefix(host) + key, value);
      else url.searchParams.delete(prefix(host) + key);
    }
    return url;
  };

  // Without the days: moving about is no step that one goes back to.
  const stepOf = (url) => KEYS.filter((key) => !DAYS.includes(key)).map((key) => url.searchParams.get(prefix(host) + key) ?? own(key)).join("\n");

  const write = () => {
    isDue = false;
    if (!isActing || isGoingBack || signal.aborted) return;
    const url = address(false);
    if (url.href === location.href) return;
    const isSame = stepOf(url) === stepOf(new URL(location.href)) || (isTyping && isBegun);
    isBegun = isTyping;
    if (isSame) history.replaceState(history.state, "", url);
    else history.pushState(history.state, "", url);
  };

  addEventListener(
    "popstate",
    () => {
      isGoingBack = true;
      const then = stored(host);
      const story = then.story ?? host.getAttribute("story");
      live.set("story", story);
      // What the address says, else what the page does, unless a story has brought a view.
      const said = KEYS.filter((key) => key !== "story" && (key in then || !story));
      live.bring(Object.fromEntries(said.map((key) => [key, then[key] ?? own(key)])));
      // What follows from these calls comes in microtasks and a frame.
      live.updated().then(() => setTimeout(() => (isGoingBack = false), 200));
    },
    { signal },
  );

  return {
    // A filter, an event and a step of a story that change at once are one change.
    told() {
      if (!isActing) shown = live.state();
      if (!isDue) setTimeout(write);
      isDue = true;
    },
    async share() {
      const { href } = address(true);
      try {
        await navigator.clipboard.writeText(href);
        return { href, isCopied: true };
      } catch {
        return { href, isCopied: false };
      }
    },
  };
}
