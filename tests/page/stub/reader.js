// Stands in for the reader's module: JSON alone, whose events are counted and whose bytes are the set; and of text a line.
import { calls } from "/pkg/conflict-timeline.js";

export default async function init({ module_or_path }) {
  await WebAssembly.instantiateStreaming(module_or_path, {});
}

export const formats = () => ["ucdp-ged", "generic"];
export const is_table = () => false;
export const is_ctl = () => false;
export const is_parts = () => false;
export const is_markup = (head) => head[0] === 60;

export function write(format, set, words, language, known, matched) {
  return `${format} of ${matched.length} of ${JSON.parse(new TextDecoder().decode(set)).length}`;
}

export function read(bytes, { name }) {
  calls.push(["read", name]);
  const failed = (code, message) => ({ rows: 0, warnings: [{ code, message, where: `${name}:1:1` }] });
  let events = [];
  let report;
  try {
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    events = Array.isArray(value) ? value : (value.events ?? []);
    report = events.length ? { rows: events.length, warnings: [] } : failed("CT-120", "no events");
  } catch (error) {
    report = failed(error instanceof SyntaxError ? "CT-101" : "CT-123", error.message);
  }
  const pieces = [new TextEncoder().encode(JSON.stringify(events))];
  return { report, piece: () => pieces.shift(), free() {} };
}
