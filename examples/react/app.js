import { createElement as h, useState } from "react";
import { createRoot } from "react-dom/client";
import "conflict-timeline";

const KINDS = ["", "coup", "airstrike"];

// React sets what the element has as a property (filter) as one, and all else as an attribute.
function App() {
  const [kind, setKind] = useState("");
  const [told, setTold] = useState("nothing yet");
  return h(
    "div",
    null,
    h(
      "p",
      null,
      KINDS.map((name) => h("button", { key: name, "aria-pressed": name === kind, onClick: () => setKind(name) }, name || "everything")),
      h("output", null, told),
    ),
    h(
      "conflict-timeline",
      {
        filter: kind && `kind=${kind}`,
        "onct-filter": ({ detail }) => setTold(`${detail.matched} of ${detail.total} events`),
        "onct-select": ({ detail }) => detail.id && setTold(`open: ${detail.id}`),
      },
      h("p", null, "The war in Mali, 2012 to 2024."),
    ),
  );
}

createRoot(document.querySelector("main")).render(h(App));
