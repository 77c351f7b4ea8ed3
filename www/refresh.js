// Newer data from the address in src, again and again, while a reader is at it. Fetched for the attribute refresh alone.
import { problem } from "./element.js";
import { addressOf, again, read } from "./read.js";

const LEAST_S = 30;

/**
 * Asks the address of `data` each `seconds`, but not from a hidden tab, until `signal` ends it. `set`, a Blob, is the form of it
 * that is on show. `renew(found)` shows what is newer; `complain(error)` says that the old rows stay.
 */
export function follow({ host, data, set, seconds, signal, engine, renew, complain }) {
  const href = addressOf(data.source);
  if (href === null || signal.aborted) return;
  if (!(Number(seconds) > 0)) {
    complain(problem("CT-330", "refresh", `a number of seconds (${seconds})`));
    return;
  }
  const every_ms = Math.max(Number(seconds), LEAST_S) * 1000;
  let known = null;
  let asked = Date.now();
  let fetched = asked; // when what is on show was last known to be what the address gives
  let isStale = false;
  let timer = 0;

  const plan = () => {
    clearTimeout(timer);
    if (!document.hidden && !signal.aborted) timer = setTimeout(ask, Math.max(0, asked + every_ms - Date.now()));
  };

  const ask = async () => {
    asked = Date.now();
    try {
      const found = await read(data, { signal, isFresh: true, host }).whole;
      const newest = new Uint8Array(await found.set.arrayBuffer());
      known ??= set && new Uint8Array(await set.arrayBuffer());
      if (signal.aborted) return;
      if (isStale || !isSame(newest, known)) {
        const newer = await again(found, { engine, signal });
        await keepingFocus(host, () => renew(newer));
      }
      known = newest;
      fetched = asked;
      isStale = false;
    } catch ({ message }) {
      if (signal.aborted) return;
      const when = new Date(fetched).toLocaleTimeString();
      if (!isStale) complain(problem("CT-315", href, `What is shown is of ${when}. ${message}`));
      isStale = true;
    }
    plan();
  };

  document.addEventListener("visibilitychange", plan, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  plan();
}

const isSame = (bytes, known) => bytes.length === known?.length && bytes.every((byte, at) => byte === known[at]);

/** Whoever stood on a control of an event in the list stands there again, wherever it is now. */
async function keepingFocus(host, act) {
  const root = host.shadowRoot;
  const id = root.activeElement?.closest("[data-event]")?.dataset.event;
  const controls = () => [...(root.querySelector(`[data-event="${CSS.escape(id)}"]`)?.querySelectorAll("button, a") ?? [])];
  const at = id && controls().indexOf(root.activeElement);
  act();
  if (!id) return;
  await host.updated;
  controls()[at]?.focus({ preventScroll: true });
}
