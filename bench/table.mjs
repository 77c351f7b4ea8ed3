// The report as text.

const GOALS = {
  kind: { ms: 2, scan: 5, crossfilter: 35 },
  actor: { ms: 2, scan: 5, crossfilter: 35 },
  "first brush": { ms: 1, scan: 3 },
  "brush by a month": { ms: 0.8, scan: 5, crossfilter: 10 },
  "six conditions": { ms: 2, scan: 3, crossfilter: 35 },
  "search keystroke": { ms: 20 },
  "open the packed file": { ms: 150 },
  build: { ms: 250, crossfilter: 8 },
};

const lines = (rows) => {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => String(row[at]).length)));
  const line = (row) => `| ${row.map((cell, at) => (at ? String(cell).padStart(widths[at]) : String(cell).padEnd(widths[at]))).join(" | ")} |`;
  const rule = `|${widths.map((width, at) => (at ? `${"-".repeat(width + 1)}:` : `${"-".repeat(width + 2)}`)).join("|")}|`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].join("\n");
};

const ratio = (ours, other) => (other ? `${(other.median_ms / ours.median_ms).toPrecision(2)}x` : "");

export function table(report) {
  const parts = [`Measured ${report.date} on ${report.machine}, ${report.browser}, Wasm ${report.wasm}. Milliseconds, median (95th percentile).`];
  for (const [name, engines] of Object.entries(report.results)) {
    const rows = [["step", "ours", "goal", "scan", "crossfilter2", "scan / ours", "crossfilter2 / ours"]];
    const isGoal = name.startsWith("1000000");
    const factor = name.startsWith("2000000") ? 2 : 1;
    for (const [step, ours] of Object.entries(engines.ours)) {
      if (step === "memory_mb") continue;
      const cell = (one) => (one ? `${one.median_ms} (${one.p95_ms})` : "");
      const goal = (isGoal || factor === 2) && GOALS[step] ? `${GOALS[step].ms * factor}` : "";
      const { scan, crossfilter } = engines;
      rows.push([step, cell(ours), goal, cell(scan?.[step]), cell(crossfilter?.[step]),
        ratio(ours, scan?.[step]), ratio(ours, crossfilter?.[step])]);
    }
    const memory = (one) => (one ? one.memory_mb.wasm || one.memory_mb.heap : "");
    rows.push(["memory beside the text, MB", memory(engines.ours), isGoal ? "60" : factor === 2 ? "120" : "",
      memory(engines.scan), memory(engines.crossfilter), "", ""]);
    parts.push(`### ${name} rows\n\n${lines(rows)}`);
  }
  return parts.join("\n\n");
}
