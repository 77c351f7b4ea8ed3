// What a reader reads keeps its place on the screen while what stands around it changes. Fetched with refresh.js, and
// where the page's own text names the events that it tells.
const HEADING_PX = 48; // stays at the list's upper edge
const EDGE_PX = 16; // between the upper edges of window and list, where the list is brought into sight

const boxOf = (node) => node.getBoundingClientRect();
const scroll = (scroller, top) => Math.abs(top) >= 0.5 && scroller.scrollBy({ top, behavior: "instant" });
const listOf = (root) => root.querySelector(".ct-list");

/**
 * Which events stand in `root`, those in sight first, and where: the one with the focus, the open one, then the topmost.
 * With none of them in sight, the topmost part of the timeline stands for them.
 */
export function placeOf(root) {
  const list = listOf(root);
  const listPx = list ? boxOf(list).top : null;
  const topPx = list ? Math.max(0, listPx) + HEADING_PX : 0;
  const footPx = Math.min(innerHeight, list ? boxOf(list).bottom : Infinity);
  const isSeen = ({ top, bottom }, from = topPx, to = footPx) => bottom > from && top < to && bottom > top;
  const focused = (root.activeElement ?? document.activeElement)?.closest("[data-event]");
  const entries = [...root.querySelectorAll("[data-event]")].map((node) => {
    const box = boxOf(node);
    const isFocused = node === focused;
    // One of which the head is in sight goes before one of which that has gone: whatever is in it grows downwards.
    const rank = isSeen(box) ? 1 + (box.top >= topPx) + 2 * node.matches(".is-open") + 4 * isFocused : 0;
    return { id: node.dataset.event, px: box.top, rank, isFocused, isAbove: box.bottom <= topPx };
  });
  const isAny = entries.some(({ rank }) => rank > 0);
  // Should the topmost go, the next one stands for it; above it, the nearest.
  const order = [...entries.filter((it) => !it.isAbove), ...entries.filter((it) => it.isAbove).reverse()];
  const parts = [...root.querySelectorAll("[part]:not(.ct, .ct-list)")];
  const part = isAny ? undefined : parts.find((node) => isSeen(boxOf(node), 0, innerHeight));
  return {
    entries: isAny ? order.sort((one, other) => other.rank - one.rank) : [],
    part: part && { node: part, name: part.part.value, px: boxOf(part).top },
    listPx,
  };
}

/** The entry that stands for the place in the data on show; `hold` has the list hold it until asked for none, or says that it cannot. */
export const standIn = ({ entries }, hold) => entries.find(({ id }) => hold(id)) ?? null;

/** Scrolls list and window until it stands where it stood. To be asked for in a frame, before that is painted. */
export function restore(root, { listPx, part }, held) {
  const list = listOf(root);
  const entry = held && list?.querySelector(`[data-event="${CSS.escape(held.id)}"]`);
  if (!entry) {
    const now = part && (part.node.isConnected ? part.node : root.querySelector(`[part="${CSS.escape(part.name)}"]`));
    if (now) scroll(window, boxOf(now).top - part.px);
    return;
  }
  const wantedPx = listPx ?? Math.min(held.px - HEADING_PX, EDGE_PX);
  // A list low in the window is not what is read first: there the page stays, and the entry within the list.
  const isLow = wantedPx > innerHeight / 2;
  const px = isLow ? held.px + boxOf(list).top - wantedPx : held.px;
  if (!isLow) scroll(window, boxOf(list).top - wantedPx);
  scroll(list, boxOf(entry).top - px);
  scroll(window, boxOf(entry).top - px);
}

/** As `restore`, for who read the page's own text; with the focus, if that stood in the text of the event. */
export function resume(root, place, held, hold) {
  restore(root, place, held);
  hold();
  if (held?.isFocused && root.matches(":focus")) {
    listOf(root).querySelector(`[data-event="${CSS.escape(held.id)}"] button`)?.focus({ preventScroll: true });
  }
}

/** Who reads reads on at the same place while `act` changes what is on show; who stood on a control of an event in the list stands there again. */
export async function keepingPlace(host, hold, act) {
  const root = host.shadowRoot;
  const id = root.activeElement?.closest("[data-event]")?.dataset.event;
  const controls = () => [...(root.querySelector(`[data-event="${CSS.escape(id)}"]`)?.querySelectorAll("button, a") ?? [])];
  const at = id && controls().indexOf(root.activeElement);
  const told_px = root.querySelector(".ct-detail")?.scrollTop;
  const place = placeOf(root);
  act();
  const held = standIn(place, hold);
  try {
    await host.updated;
    restore(root, place, held);
  } finally {
    hold();
  }
  if (told_px) root.querySelector(".ct-detail")?.scrollTo({ top: told_px, behavior: "instant" });
  if (id) controls()[at]?.focus({ preventScroll: true });
}
