// The view in the address of the page: fetched for the attribute url-state alone. Nothing is written before the reader
// acts, and only names that begin with the element's own.

const KEYS = ["filter", "from", "to", "selected"];

/** What the names of an element begin with: the attribute's text, else the element's id, else `ct`. */
const prefix = (host) => `${host.getAttribute("url-state") || host.id || "ct"}.`;

/** What the address says of an element. */
export function stored(host) {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(KEYS.map((key) => [key, given.get(prefix(host) + key)]).filter(([, value]) => value !== null));
}

/**
 * Keeps the address in step with what the reader does, and the view with the address when he goes back. `live` has
 * `state()`, `setFilter`, `select` and `zoomTo` of a session, which began as the address said. Returns `told(type)`, to be called on each change, and
 * `share()`, which copies a link to the view.
 */
export function keep({ host, live, signal }) {
  const given = stored(host);
  const first = live.state();
  let isActing = false;
  let isGoingBack = false;
  for (const type of ["pointerdown", "keydown", "wheel", "input", "click"]) {
    host.addEventListener(type, () => (isActing = true), { capture: true, passive: true, signal });
  }

  const address = (isWhole) => {
    const url = new URL(location.href);
    const now = live.state();
    for (const key of KEYS) {
      const value = now[key];
      // Days that the page itself shows at first need no word; those that the address gave do.
      const isSaid = value && (key === "filter" || key === "selected" || isWhole || key in given || value !== first[key]);
      if (isSaid) url.searchParams.set(prefix(host) + key, value);
      else url.searchParams.delete(prefix(host) + key);
    }
    return url.href;
  };

  addEventListener(
    "popstate",
    () => {
      const then = { filter: first.filter, from: first.from, to: first.to, selected: null, ...stored(host) };
      isGoingBack = true;
      live.setFilter(then.filter);
      live.zoomTo(then.from, then.to);
      live.select(then.selected);
      // What follows from these calls comes in microtasks and a frame.
      live.updated().then(() => setTimeout(() => (isGoingBack = false), 200));
    },
    { signal },
  );

  return {
    told(type) {
      if (!isActing || isGoingBack) return;
      const href = address(false);
      if (href === location.href) return;
      // Moving about is no step that one goes back to.
      if (type === "ct-viewport") history.replaceState(history.state, "", href);
      else history.pushState(history.state, "", href);
    },
    async share() {
      const href = address(true);
      try {
        await navigator.clipboard.writeText(href);
        return { href, isCopied: true };
      } catch {
        return { href, isCopied: false };
      }
    },
  };
}
