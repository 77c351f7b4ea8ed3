// A page of one's own around load(): a file that was chosen, dropped or pasted, and what its reader has to say.
const timeline = document.querySelector("conflict-timeline");
const [told, report, drop, file, format] = ["told", "report", "drop", "file", "format"].map((id) => document.getElementById(id));
const list = report.querySelector("ol");
const FORMATS = { "ucdp-ged": "UCDP GED, events", "ucdp-sums": "UCDP GED, sums a year", "ucdp-years": "UCDP, by conflict and year", acled: "ACLED", gdelt: "GDELT", gtd: "GTD", icews: "ICEWS", scad: "SCAD", timelinejs: "TimelineJS", generic: "any table" };
let last = null;
let problems = [];

for (const [value, text] of Object.entries(FORMATS)) format.append(new Option(text, value));

function options() {
  const lines = document.getElementById("mapping").value.split("\n").map((line) => line.split("="));
  const mapping = Object.fromEntries(lines.filter(([, column]) => column).map(([field, column]) => [field.trim(), column.trim()]));
  const group = document.getElementById("dyads").checked ? "dyads" : undefined;
  return { format: format.value || null, mapping, group };
}

async function show(source) {
  last = source;
  const name = source.name ?? "what was pasted";
  told.textContent = `Reading ${name} …`;
  report.hidden = true;
  try {
    const { rows, read, format, restricted, warnings } = await timeline.load(source, options());
    const n = (value) => value.toLocaleString("en");
    const terms = restricted ? " Its terms do not allow these rows to be published: keep them to yourself." : "";
    told.textContent = `${name}: ${n(rows)} events from ${n(read)} rows, read as ${FORMATS[format] ?? format}.${terms}`;
    problems = warnings;
  } catch ({ code, message, where }) {
    told.textContent = `${name} is not shown. The timeline has what it had before.`;
    problems = [{ code, message, where }];
  }
  const lines = problems.map(({ code, message, where }) => {
    const item = document.createElement("li");
    item.textContent = [where, message, `(${code})`].filter(Boolean).join(" ");
    return item;
  });
  list.replaceChildren(...lines);
  report.hidden = problems.length === 0;
}

const again = () => last && show(last);
file.addEventListener("change", () => file.files.length && show(file.files[0]));
format.addEventListener("change", again);
document.getElementById("dyads").addEventListener("change", again);
document.getElementById("mapping").addEventListener("change", again);
document.getElementById("given").addEventListener("submit", (event) => event.preventDefault());

for (const type of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(type, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.toggle("is-over", type === "dragover");
    if (type === "drop" && event.dataTransfer.files.length) show(event.dataTransfer.files[0]);
  });
}

document.addEventListener("paste", (event) => {
  if (event.target.closest("input, textarea")) return;
  const given = event.clipboardData.files[0] ?? event.clipboardData.getData("text/plain");
  if (!given) return;
  event.preventDefault();
  show(typeof given === "string" ? new Blob([given]) : given);
});

document.getElementById("save").addEventListener("click", () => {
  const rows = problems.map((problem) => [problem.code, problem.where, problem.message]);
  const quoted = (cell) => `"${String(cell ?? "").replaceAll('"', '""')}"`;
  const text = [["code", "where", "message"], ...rows].map((row) => row.map(quoted).join(",")).join("\r\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = "report.csv";
  link.click();
  URL.revokeObjectURL(link.href);
});
