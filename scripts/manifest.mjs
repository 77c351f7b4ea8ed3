// Writes manifest.json, with size and hash of every file that ships, and .br and .gz beside what is sent compressed.
// Usage: node scripts/manifest.mjs DIR
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dir = process.argv[2] ?? "pkg";
const { name, version } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));

const isPacked = (file) => /\.(br|gz)$/.test(file);
const isShipped = (file) => /\.(js|css|html|wasm|ctp)$/.test(file);

const files = {};
for (const file of readdirSync(dir, { recursive: true }).map((path) => String(path).replaceAll("\\", "/")).sort()) {
  if (isPacked(file) || !isShipped(file)) continue;
  const bytes = readFileSync(join(dir, file));
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  const gzip = gzipSync(bytes, { level: 9 });
  writeFileSync(join(dir, `${file}.br`), brotli);
  writeFileSync(join(dir, `${file}.gz`), gzip);
  const integrity = `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
  files[file] = { bytes: bytes.length, gzip: gzip.length, brotli: brotli.length, integrity };
}

// A folder a version: its files never change, so they may be kept for a year.
const folder = `/${name}/${version}/`;
const script = `<script async src="${folder}embed.js" integrity="${files["embed.js"].integrity}" crossorigin="anonymous"></script>`;
writeFileSync(join(dir, "manifest.json"), `${JSON.stringify({ name, version, folder, script, files }, null, 2)}\n`);
console.log(script);
