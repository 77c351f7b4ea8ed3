// Prints what each file of the package weighs, writes size.json, fails past the budget.
// Usage: node scripts/sizes.mjs DIR
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { withoutPackedData } from "./wasm-data.mjs";

/** The one place of the limits: bytes after brotli 11. */
const BUDGET_BYTES = {
  /** What an article pays before the reader comes near. */
  loader: 4_000,
  /** Loader, element, glue, style and wasm, without the data set. The aim is 100_000. */
  code: 217_500,
};
const LOADER = "embed.js";
/** Fetched only for data that is not the embedded set. */
const READER = /^(aside|parts|progress|table|read(er)?(_bg|-thread)?)\.(js|wasm)$/;
/** Ships too, but no article loads it by itself: the entry for bundlers, the frame's pages, the builder, the attribute refresh,
 * and what keeps the place of a reader in the page's own text. */
const ASIDE = /^(index|frame|builder|refresh|place)\b/;

const brotliBytes = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;

const measure = (file, bytes) => ({
  file,
  raw: bytes.length,
  gzip: gzipSync(bytes, { level: 9 }).length,
  brotli: brotliBytes(bytes),
});

const dir = process.argv[2] ?? "pkg";
const names = readdirSync(dir, { recursive: true }).map(String).sort();
const rows = [];
let data = { file: "data set, inside the wasm", raw: 0, gzip: 0, brotli: 0 };
for (const name of names.filter((name) => /^[^/]+\.(js|css|wasm)$/.test(name) && !ASIDE.test(name))) {
  const bytes = readFileSync(join(dir, name));
  const row = measure(name, bytes);
  if (name.endsWith(".wasm") && !READER.test(name)) {
    const { code, packs, packed_bytes } = withoutPackedData(bytes);
    const bare = measure(name, code);
    data = {
      ...data,
      file: `data set, inside the wasm (${packs} packs)`,
      raw: packed_bytes,
      gzip: row.gzip - bare.gzip,
      brotli: row.brotli - bare.brotli,
    };
  }
  rows.push(row);
}
const reader = rows.filter((row) => READER.test(row.file));
const ours = rows.filter((row) => !READER.test(row.file));
const packs = names
  .filter((name) => name.startsWith("lang/") && name.endsWith(".ctp"))
  .map((name) => measure(name, readFileSync(join(dir, name))));

const sum = (file, list) =>
  list.reduce(
    (total, row) => ({ file, raw: total.raw + row.raw, gzip: total.gzip + row.gzip, brotli: total.brotli + row.brotli }),
    { file, raw: 0, gzip: 0, brotli: 0 },
  );
const everything = sum("all of the embedded set", ours);
const code = {
  file: "code, without the data set",
  raw: everything.raw - data.raw,
  gzip: everything.gzip - data.gzip,
  brotli: everything.brotli - data.brotli,
};

const line = ({ file, raw, gzip, brotli }) =>
  file.padEnd(40) + [raw, gzip, brotli].map((n) => n.toLocaleString("en").padStart(12)).join("");
const rule = "-".repeat(76);
console.log(["file".padEnd(40) + ["raw", "gzip", "brotli"].map((word) => word.padStart(12)).join(""), rule].join("\n"));
for (const row of [...ours, rule, everything, data, code, rule, ...reader, ...(packs.length ? [rule, ...packs] : [])]) {
  console.log(typeof row === "string" ? row : line(row));
}
console.log(rule);

const limits = [
  { what: "loader", bytes: rows.find((row) => row.file === LOADER)?.brotli, limit: BUDGET_BYTES.loader },
  { what: "code", bytes: code.brotli, limit: BUDGET_BYTES.code },
];
for (const limit of limits) {
  limit.within = limit.bytes === undefined || limit.bytes <= limit.limit;
  const share = limit.bytes === undefined ? "not there yet" : `${((100 * limit.bytes) / limit.limit).toFixed(1)} %`;
  console.log(`${limit.within ? "within" : "PAST"} budget: ${limit.what}, ${share} of ${limit.limit.toLocaleString("en")} bytes`);
}
const within_budget = limits.every((limit) => limit.within);
writeFileSync(
  join(dir, "size.json"),
  `${JSON.stringify({ within_budget, limits, files: ours, reader, everything, data, code, language_packs: packs }, null, 2)}\n`,
);
process.exitCode = within_budget ? 0 : 1;
