// Shortens what stands between a Wasm file and its glue, as wasm-bindgen wrote the two: the names of imports, half of each a
// hash that no packer makes smaller, and of exports that end in one. Leaves out classes that no page of ours makes, and
// what the one side does not call of the other.
//
//     node scripts/wasm-glue.mjs GLUE WASM DRAFT
//
// changes GLUE and WASM. DRAFT is WASM optimised: what it does not import, WASM never calls.
import { readFileSync, writeFileSync } from "node:fs";
import { EXPORT, IMPORT, cursor, list, name, rebuilt, sections, text } from "./wasm-file.mjs";

// Of a crate that Leptos brings along: streams that a server would be sent. wasm-cut.mjs has emptied them.
const UNMADE = "IntoUnderlying\\w+";
const HASHED = /^wasm_bindgen__.*_h[0-9a-f]{16}$/;
const SHORT_MODULE = "_";

const [glueFile, file, draft] = process.argv.slice(2);
const bytes = readFileSync(file);
const called = new Set(WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(draft))).map((it) => it.name));
const short = (index) => `_${index.toString(36)}`;
let glue = readFileSync(glueFile, "utf8");

/** Replaces each of what must be there. */
function replace(pattern, by) {
  if (glue.search(pattern) < 0) throw new Error(`the glue has no ${pattern}: does wasm-bindgen write it in another way now?`);
  glue = glue.replace(pattern, by);
}

if (new RegExp(`class ${UNMADE} `).test(glue)) {
  replace(new RegExp(`^export class ${UNMADE} \\{\\n[^]*?^\\}\\n(if \\(Symbol\\.dispose\\) ${UNMADE}\\..*\\n)?`, "gm"), "");
  replace(new RegExp(`^const ${UNMADE}Finalization = [^;]*;\\n`, "gm"), "");
}

function entries(id, each) {
  const read = cursor(bytes, sections(bytes).find((section) => section.id === id).start);
  return Array.from({ length: read.unsigned() }, (_, index) => each(read, index));
}

const imports = entries(IMPORT, (read, index) => {
  const [module, imported] = [text(read, bytes), text(read, bytes)];
  const from = read.at;
  if (read.byte() !== 0) throw new Error(`${module} ${imported} is no function`);
  read.unsigned();
  if (called.has(imported)) replace(new RegExp(`^        ${imported}:`, "m"), `        ${short(index)}:`);
  else replace(new RegExp(`^        ${imported}: function[^]*?^        \\}.*\\n`, "m"), "");
  return Buffer.concat([name(SHORT_MODULE), name(short(index)), bytes.subarray(from, read.at)]);
});
replace(/^        "\.\/\w[\w-]*_bg\.js": import0,$/m, `        ${SHORT_MODULE}: import0,`);

const exports = entries(EXPORT, (read, index) => {
  const exported = text(read, bytes);
  const from = read.at;
  read.byte();
  read.unsigned();
  const used = new RegExp(`\\bwasm\\.${exported.replaceAll("$", "\\$")}\\b`, "g");
  if (glue.search(used) < 0) return;
  if (HASHED.test(exported)) replace(used, `wasm.${short(index)}`);
  return Buffer.concat([name(HASHED.test(exported) ? short(index) : exported), bytes.subarray(from, read.at)]);
});
writeFileSync(glueFile, glue);
writeFileSync(file, rebuilt(bytes, { [IMPORT]: list(imports), [EXPORT]: list(exports.filter(Boolean)) }));
