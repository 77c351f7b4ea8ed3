// What the example pages take from npm, each as one module a browser can load: node examples/vendor.mjs
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

const MODULES = {
  "react.js": `export { createElement, useState } from "react"; export { createRoot } from "react-dom/client";`,
  "vue.js": `export * from "vue/dist/vue.esm-browser.prod.js";`,
  "svelte-app.js": `export { mount } from "svelte"; export { default as App } from ${JSON.stringify(join(here, "svelte/App.svelte"))};`,
};

/** One of those modules as text, from the packages that are installed in or above `folder`. */
export async function vendor(name, folder) {
  const require = createRequire(join(folder, "package.json"));
  const { build } = require("esbuild");
  const svelte = {
    name: "svelte",
    setup({ onLoad }) {
      onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
        const { compile } = require("svelte/compiler");
        const { js } = compile(await readFile(path, "utf8"), { filename: path, generate: "client" });
        return { contents: js.code, resolveDir: folder };
      });
    },
  };
  const { outputFiles } = await build({
    stdin: { contents: MODULES[name], resolveDir: folder },
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    conditions: ["browser", "svelte"],
    external: ["conflict-timeline"],
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [svelte],
  });
  return outputFiles[0].text;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await mkdir(join(here, "vendor"), { recursive: true });
  for (const name of Object.keys(MODULES)) await writeFile(join(here, "vendor", name), await vendor(name, process.cwd()));
}
