//! Lines that hold a date or a figure, tell of no event, and were read for that by a person.

use crate::finding::{Finding, Level};
use crate::folder::Folder;
use crate::sections::{Entry, entries};
use conflict_timeline_core::ingest::Value;

/// One reviewed line.
#[derive(Clone, Copy, Debug)]
pub struct Reviewed<'a> {
    /// Its table.
    pub entry: Entry<'a>,
    /// Slug of the source.
    pub source: &'a str,
    /// Line from 1.
    pub line: u32,
}

/// The reviewed lines; what is wrong with the list is added to the findings.
#[must_use]
pub fn reviewed<'a>(folder: &'a Folder, findings: &mut Vec<Finding>) -> Vec<Reviewed<'a>> {
    let Some(input) = &folder.reviewed else { return Vec::new() };
    let mut lines: Vec<Reviewed<'_>> = Vec::new();
    for entry in entries(std::slice::from_ref(input), "line") {
        let mut complain = |message: String| {
            findings.push(Finding::at(Level::Error, "CD-214", entry.input, entry.node.at, message));
        };
        if entry.text("reason").is_none_or(|reason| reason.trim().is_empty()) {
            complain("a reviewed line needs a `reason`".into());
        }
        let number = entry.get("line").and_then(|node| match node.value {
            Value::Int(number) => u32::try_from(number).ok(),
            _ => None,
        });
        let (Some(source), Some(line)) = (entry.text("source"), number) else {
            complain("a reviewed line needs `source` and `line`".into());
            continue;
        };
        if lines.iter().any(|known| known.source == source && known.line == line) {
            complain(format!("line {line} of `{source}` is reviewed twice"));
            continue;
        }
        lines.push(Reviewed { entry, source, line });
    }
    lines
}
