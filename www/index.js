// For bundlers and `<script type="module">`: the loader, with the other files found as a bundler finds them.
import "./embed.js";

const element = globalThis.customElements?.get("conflict-timeline");
if (element?.address === "") {
  element.address = import.meta.url;
  element.bring = () => import("./element.js");
}
