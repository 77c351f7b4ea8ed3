// A static server for tests and for looking at pkg/: node scripts/serve.mjs [DIR] [PORT]
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".geojson": "application/geo+json",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** The bytes that a request asks for, both included; nothing where that is the whole, or cannot be. */
function rangeOf({ headers }, size) {
  const [, start, end] = headers.range?.match(/^bytes=(\d+)-(\d*)$/) ?? [];
  const range = { start: Number(start), end: Math.min(end ? Number(end) : size, size - 1) };
  return start !== undefined && range.start <= range.end ? range : null;
}

/**
 * Serves `root` on 127.0.0.1. `port` 0 takes a free one. `headers(path)` returns more headers
 * for a path, for instance a Content-Security-Policy. `mounts` puts other folders below a path:
 * `{ "/pkg": "../pkg" }`. `answer(path, response, request)` may
 * answer in the server's stead, and then returns true. Returns `{ url, requests, close }`; `requests` lists the paths asked for.
 */
export async function serve(root, { port = 0, headers = () => ({}), mounts = {}, answer } = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://127.0.0.1").pathname);
    requests.push(path);
    if (answer?.(path, response, request)) return;
    const mount = Object.keys(mounts).find((prefix) => path === prefix || path.startsWith(`${prefix}/`));
    const base = resolve(mount ? mounts[mount] : root);
    let file = join(base, normalize(mount ? path.slice(mount.length) : path));
    try {
      if (file !== base && !file.startsWith(base + sep)) throw new Error("outside");
      let found = await stat(file);
      if (found.isDirectory()) {
        file = join(file, "index.html");
        found = await stat(file);
      }
      const range = rangeOf(request, found.size);
      const { start, end } = range ?? { start: 0, end: found.size - 1 };
      response.writeHead(range ? 206 : 200, {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        "content-length": end - start + 1,
        "cache-control": "no-store",
        ...(range && { "content-range": `bytes ${start}-${end}/${found.size}` }),
        ...headers(path),
      });
      if (request.method === "HEAD" || found.size === 0) response.end();
      else createReadStream(file, { start, end }).pipe(response);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end(`not found: ${path}\n`);
    }
  });
  await new Promise((done, fail) => server.once("error", fail).listen(port, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    close: () => new Promise((done) => server.close(done) && server.closeAllConnections()),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { url } = await serve(process.argv[2] ?? ".", { port: Number(process.argv[3] ?? 8000) });
  console.log(url);
}
