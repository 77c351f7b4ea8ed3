//! Lines with a date or a figure that no event cites, and dates in cited lines that no event has.

use super::date::Mention;
use super::document::{Document, Line};
use super::points::points;
use super::reviewed::reviewed;
use crate::finding::{Finding, Level};
use crate::folder::Folder;
use crate::sections::event;
use conflict_timeline_core::model::{DataSet, Event};
use conflict_timeline_core::time::When;

/// The code of notes on figures that no claim has; there are many, and few of them matter.
pub const UNCLAIMED_FIGURES: &str = "CD-215";

/// How many lines there are of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Lines with a date or a figure.
    pub lines: usize,
    /// Of these, cited by an event.
    pub cited: usize,
    /// Of these, on the reviewed list.
    pub reviewed: usize,
}

/// Looks at every line of every document.
#[must_use]
pub fn cover(folder: &Folder, data: &DataSet, documents: &[Document], findings: &mut Vec<Finding>) -> Coverage {
    let mut coverage = Coverage::default();
    let mut listed = reviewed(folder, findings);
    for (index, document) in documents.iter().enumerate() {
        let source = &data.sources[index].slug;
        for (number, line) in (1..).zip(&document.lines) {
            let events: Vec<&Event> = data.events.iter().filter(|event| cites(event, index, number)).collect();
            let is_listed = listed.iter().position(|known| known.source == source && known.line == number);
            let entry = is_listed.map(|at| listed.swap_remove(at).entry);
            let mut stale = |why: &str| {
                if let Some(entry) = entry {
                    let message = format!("line {number} of `{source}` need not be on this list: {why}");
                    findings.push(Finding::at(Level::Error, "CD-212", entry.input, entry.node.at, message));
                }
            };
            if !line.holds_date_or_figure() {
                stale("it holds no date and no figure");
                continue;
            }
            coverage.lines += 1;
            if !events.is_empty() {
                coverage.cited += 1;
                stale("an event cites it");
                for date in line.dates.iter().filter(|date| !is_covered(date, &events, folder, data)) {
                    let message = format!("the date “{date}” belongs to no event that cites this line");
                    findings.push(in_document(Level::Note, "CD-213", document, number, message));
                }
                let figures = unclaimed(line, &events, index, number);
                if !figures.is_empty() {
                    let message = format!("figures of no claim: {}", figures.join(", "));
                    findings.push(in_document(Level::Note, UNCLAIMED_FIGURES, document, number, message));
                }
            } else if is_listed.is_some() {
                coverage.reviewed += 1;
            } else {
                let message =
                    format!("no event cites this line, and it is not on the reviewed list: “{}”", line.excerpt());
                findings.push(in_document(Level::Error, "CD-211", document, number, message));
            }
        }
    }
    for stray in listed {
        let message = format!("`{}` has no line {}", stray.source, stray.line);
        findings.push(Finding::at(Level::Error, "CD-214", stray.entry.input, stray.entry.node.at, message));
    }
    coverage
}

/// Figures of a line that no claim on that line has: distances and equipment, but perhaps a toll.
fn unclaimed(line: &Line, events: &[&Event], source: usize, number: u32) -> Vec<String> {
    let claims = || {
        let all = events.iter().flat_map(|event| &event.claims);
        all.filter(move |claim| claim.line == number && claim.source.is_some_and(|id| id.index() == source))
    };
    let is_claimed = |figure: u32| claims().any(|claim| claim.low == Some(figure) || claim.high == Some(figure));
    let mut figures: Vec<u32> =
        line.figures.numbers.iter().copied().filter(|figure| *figure > 1 && !is_claimed(*figure)).collect();
    figures.sort_unstable();
    figures.dedup();
    figures.iter().map(u32::to_string).collect()
}

fn in_document(level: Level, code: &str, document: &Document, line: u32, message: String) -> Finding {
    Finding { level, code: code.into(), file: document.file.clone(), line, column: 1, message }
}

fn cites(event: &Event, source: usize, line: u32) -> bool {
    event.sources.iter().any(|cited| cited.source.index() == source && cited.lines.contains(&line))
        || event.claims.iter().any(|claim| claim.source.is_some_and(|id| id.index() == source) && claim.line == line)
}

/// Whether an event, or what was said about it, is of that date. A year alone is no date of an event.
fn is_covered(date: &Mention, events: &[&Event], folder: &Folder, data: &DataSet) -> bool {
    let Some(month) = date.month else { return true };
    events.iter().any(|one| {
        let said = event(&folder.inputs, &one.slug).map_or(Vec::new(), |entry| {
            let tables = [entry.tables("claim"), entry.tables("claims")].concat();
            tables.iter().filter_map(|table| table.text("said").map(str::to_string)).collect()
        });
        let texts = said.iter().chain([&one.edtf]);
        let is_named = texts.flat_map(|text| points(text)).any(|point| point.is(date));
        is_named
            || (date.day.is_none() && meets_month(one.when, month))
            || holds_day(one.when, date)
            || data.events.is_empty()
    })
}

fn meets_month(when: When, month: u32) -> bool {
    let (first, last) = (when.earliest.month_start(), when.latest);
    (0..36).map(|shift| first.month_offset(shift)).take_while(|day| *day <= last).any(|day| day.ymd().1 == month)
}

/// Whether the date lies in an event that lasted, or in the doubt about one.
fn holds_day(when: When, date: &Mention) -> bool {
    let span = when.latest.0 - when.earliest.0;
    (0..=span.min(62)).any(|shift| date.is_day(when.earliest.plus(shift)))
}
