// Stands in for the wasm-bindgen module where only the element is tested: same exports, a drawing of one line,
// and a list of the calls that reached it. Tests import it by its address to read that list.
export const calls = [];
export const mounted = [];

let wasm = null;

export default async function init({ module_or_path }) {
  calls.push(["init"]);
  ({ instance: wasm } = await WebAssembly.instantiateStreaming(module_or_path, {}));
}

/** What a panic in Rust looks like from here. */
export const trap = () => wasm.exports.trap();

export class Incoming {
  feed(piece) {
    this.piece = piece;
  }

  step() {
    return false;
  }

  free() {}
}

class Mounted {
  rows = 2;

  constructor(root, attributes, notify, isEmbedded) {
    Object.assign(this, { root, attributes: { ...attributes }, notify, text: attributes.filter ?? "", chosen: null });
    this.root.innerHTML = `<p role="status"></p><div></div><button>trap</button>`;
    this.root.querySelector("button").addEventListener("click", () => trap());
    if (!isEmbedded) this.rows = 0;
    const { lang } = attributes;
    if (!lang.startsWith("en")) notify("need-language", { lang, packs: lang });
    this.draw();
  }

  draw() {
    this.root.querySelector("[role=status]").textContent = `${this.rows} events`;
  }

  set(name, value) {
    calls.push(["set", name, value]);
    this.attributes[name] = value;
    if (name === "filter") this.set_filter(value ?? "");
    if (name === "axis") trap();
  }

  show({ piece }, isNewer) {
    calls.push(["show", isNewer]);
    this.rows = JSON.parse(new TextDecoder().decode(piece)).length;
    this.draw();
    return this.rows;
  }

  filter() {
    return this.text;
  }

  set_filter(value) {
    calls.push(["set_filter", value]);
    this.text = typeof value === "string" ? value : Object.entries(value).flat().join("=");
    this.notify("ct-filter", { filter: this.text, total: this.rows, matched: this.rows });
  }

  state() {
    const { rows, text, chosen } = this;
    return { total: rows, matched: rows, marks: rows, filter: text, from: "2012-01", to: "2013-02", selected: chosen };
  }

  select(id) {
    this.chosen = id;
    this.notify("ct-select", { id });
    return true;
  }

  zoom_to(from, to) {
    this.notify("ct-viewport", { from, to });
  }

  svg() {
    return `svg of ${this.rows}`;
  }

  bundled() {
    return new TextEncoder().encode("[{}, {}]");
  }

  matched() {
    return Uint32Array.from({ length: this.rows }, (_, at) => at);
  }

  known() {}

  language() {
    return "en";
  }

  add_language(lang, packs) {
    calls.push(["add_language", lang, packs.length]);
  }

  hold() {
    return false;
  }

  proceed() {}

  complete() {}

  problem(code, message) {
    const alert = document.createElement("p");
    alert.setAttribute("role", "alert");
    alert.textContent = `${message} ${code}`;
    this.root.querySelector("div").replaceChildren(alert);
  }

  updated() {
    return new Promise((done) => requestAnimationFrame(() => done()));
  }

  free() {
    calls.push(["free"]);
    this.root.replaceChildren();
  }
}

export const prepare = (isEmbedded) => ({ isEmbedded, free() {} });

export function mount(root, attributes, notify, { isEmbedded }) {
  calls.push(["mount"]);
  const it = new Mounted(root, attributes, notify, isEmbedded);
  mounted.push(it);
  return it;
}
