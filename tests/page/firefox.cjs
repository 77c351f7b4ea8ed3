// Playwright speaks WebDriver BiDi with any Firefox, but asks for one command that releases before 154 do not know:
// it is let fail, and media are then not emulated. node --require tests/page/firefox.cjs
const Module = require("node:module");

const compile = Module.prototype._compile;
const call = /await (this\._browser\._browserSession\.send\("emulation\.setMediaFeaturesOverride", \{[^;]*?\}\));/;
Module.prototype._compile = function (text, name, ...rest) {
  const patched = name.endsWith("coreBundle.js") ? text.replace(call, "await $1.catch(() => {});") : text;
  return compile.call(this, patched, name, ...rest);
};
