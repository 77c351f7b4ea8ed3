// In the page around a frame: <iframe data-conflict-timeline src=".../frame.html?..."> gets the height of what is in it.
(() => {
  const MOST_PX = 200_000; // three times the whole set on a telephone
  const frames = () => [...document.querySelectorAll("iframe[data-conflict-timeline]")];
  const originOf = (frame) => new URL(frame.src, document.baseURI).origin;
  const greet = (frame) => {
    if (frame.contentDocument?.URL === "about:blank") return; // nothing is in it yet
    frame.contentWindow?.postMessage({ type: "conflict-timeline:hello" }, originOf(frame));
  };

  addEventListener("message", ({ source, origin, data }) => {
    if (data?.type !== "conflict-timeline:height" || !Number.isFinite(data.height) || data.height <= 0) return;
    const frame = frames().find((frame) => frame.contentWindow === source && originOf(frame) === origin);
    if (frame) frame.style.height = `${Math.min(Math.ceil(data.height), MOST_PX)}px`;
  });
  // "load" does not bubble: it is caught on its way down. Frames that come later are greeted too.
  document.addEventListener("load", ({ target }) => target.matches?.("iframe[data-conflict-timeline]") && greet(target), true);
  for (const frame of frames()) greet(frame);
})();
