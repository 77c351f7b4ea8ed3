// The reader in a thread of its own, for what it reads in one go: the page is not held up meanwhile.
import init, { read } from "./reader.js";

addEventListener("message", async ({ data: { bytes, wanted } }) => {
  try {
    await init({ module_or_path: new URL("./reader_bg.wasm", import.meta.url) });
    const found = read(bytes, wanted);
    for (let piece = found.piece(); piece; piece = found.piece()) postMessage({ piece }, [piece.buffer]);
    postMessage({ report: found.report });
  } catch ({ message }) {
    postMessage({ error: message });
  }
});
