// The reader in a thread of its own: the page is not held up meanwhile, and takes what was read while the rest is.
import init, * as glue from "./reader.js";
import { line, table } from "./table.js";

const { put, take } = line();
addEventListener("message", ({ data }) => put(data));

try {
  await init({ module_or_path: new URL("./reader_bg.wasm", import.meta.url) });
  postMessage({ isReady: true });
  const given = await take();
  const first = (found) => {
    const pieces = [];
    for (let piece = found.piece(); piece; piece = found.piece()) pieces.push(piece);
    found.free();
    postMessage({ first: pieces }, pieces.map(({ buffer }) => buffer));
  };
  const found = given.isWhole ? glue.read(await take(), given.wanted) : table(glue, given, take, { told: postMessage, first });
  for (let piece = await found.piece(); piece; piece = await found.piece()) postMessage({ piece }, [piece.buffer]);
  postMessage({ report: found.report });
} catch ({ message }) {
  postMessage({ error: message });
}
