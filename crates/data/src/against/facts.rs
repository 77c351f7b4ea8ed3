//! Figures, places and dates of each event, looked up in the lines that it cites.

use super::document::{Document, Line};
use super::place::{Found, Gazetteer};
use super::points::{Point, points};
use crate::finding::{Finding, Level};
use crate::folder::Folder;
use crate::sections::{Entry, event};
use conflict_timeline_core::model::{Claim, DataSet, Event, SourceId};
use conflict_timeline_core::time::{Day, When};

/// What was compared, for the last line of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Figures of claims.
    pub figures: usize,
    /// Of these, ones that rest on an article ("a soldier").
    pub figures_by_article: usize,
    /// Places of events.
    pub places: usize,
    /// Of these, found by what lies in them or around them.
    pub places_around: usize,
    /// Of these, regions and countries that the lines do not name.
    pub places_skipped: usize,
    /// Years, months and days of events and statements.
    pub dates: usize,
    /// Of these, hung on a date told before.
    pub dates_relative: usize,
    /// Of these, resting on a note that says how they were found.
    pub dates_noted: usize,
}

pub(super) struct Reader<'a> {
    pub(super) folder: &'a Folder,
    pub(super) data: &'a DataSet,
    pub(super) documents: &'a [Document],
    pub(super) gazetteer: Gazetteer<'a>,
    pub(super) compared: Compared,
    pub(super) findings: Vec<Finding>,
}

impl Reader<'_> {
    pub(super) fn read_all(&mut self) {
        let data = self.data;
        for one in &data.events {
            let Some(entry) = event(&self.folder.inputs, &one.slug) else { continue };
            let tables = [entry.tables("claim"), entry.tables("claims")].concat();
            self.read_lines(one, entry);
            self.read_places(one, entry);
            self.read_when(one, entry);
            for (index, claim) in one.claims.iter().enumerate() {
                let table = tables.get(index).copied().unwrap_or(entry);
                self.read_figures(claim, table);
                self.read_said(one, claim, table);
            }
        }
    }

    fn complain(&mut self, code: &str, entry: Entry<'_>, key: &str, message: String) {
        let at = entry.get(key).map_or(entry.id_at(), |node| node.at);
        self.findings.push(Finding::at(Level::Error, code, entry.input, at, message));
    }

    fn line(&self, source: SourceId, number: u32) -> Option<&Line> {
        self.documents.get(source.index())?.line(number)
    }

    fn read_lines(&mut self, event: &Event, entry: Entry<'_>) {
        for cited in &event.sources {
            for line in &cited.lines {
                let is_empty = self.line(cited.source, *line).is_none_or(|line| line.text.trim().is_empty());
                if is_empty {
                    let source = &self.data.source(cited.source).slug;
                    self.complain("CD-201", entry, "sources", format!("`{source}` has nothing in line {line}"));
                }
            }
        }
    }

    fn read_places(&mut self, event: &Event, entry: Entry<'_>) {
        for near in &event.places {
            self.compared.places += 1;
            let lines: Vec<&Line> = self.cited(event).into_iter().map(|(_, _, line)| line).collect();
            let mut found = self.gazetteer.find(near.place, near.is_near, &lines);
            if found == Found::Missing {
                let documents = event.sources.iter().filter_map(|cited| self.documents.get(cited.source.index()));
                let with_datelines: Vec<&Line> =
                    lines.into_iter().chain(documents.filter_map(Document::dateline)).collect();
                if self.gazetteer.find(near.place, near.is_near, &with_datelines) != Found::Missing {
                    found = Found::Around;
                }
            }
            match found {
                Found::Named => {}
                Found::Around => self.compared.places_around += 1,
                Found::Missing if self.gazetteer.is_wide(near.place) => self.compared.places_skipped += 1,
                Found::Missing => {
                    let place = &self.data.place(near.place).slug;
                    self.complain("CD-202", entry, "places", format!("the cited lines do not name `{place}`"));
                }
            }
        }
    }

    fn read_figures(&mut self, claim: &Claim, table: Entry<'_>) {
        let Some(line) = claim.source.and_then(|source| self.line(source, claim.line)).cloned() else { return };
        let mut numbers = vec![("low", claim.low), ("high", claim.high)];
        if claim.low == claim.high {
            numbers.pop();
        }
        for (key, number) in numbers {
            let Some(number) = number else { continue };
            self.compared.figures += 1;
            match line.figures.holds(number) {
                Some(true) => self.compared.figures_by_article += 1,
                Some(false) => {}
                None => {
                    let message = format!("line {} does not say {number}: “{}”", claim.line, line.excerpt());
                    self.complain("CD-203", table, key, message);
                }
            }
        }
    }

    fn read_when(&mut self, event: &Event, entry: Entry<'_>) {
        let has_note = !event.date_note.is_none();
        for point in points(&event.edtf) {
            let cited: Vec<(SourceId, u32)> =
                self.cited(event).into_iter().map(|(id, number, _)| (id, number)).collect();
            if !self.is_told(point, &cited, has_note) {
                let lines: Vec<String> = cited.iter().map(|(_, number)| number.to_string()).collect();
                let message =
                    format!("{point} is not found in line {}, and no `date_note` says how it was", lines.join(", "));
                self.complain("CD-204", entry, "when", message);
            }
        }
    }

    fn read_said(&mut self, event: &Event, claim: &Claim, table: Entry<'_>) {
        let (Some(said), Some(source)) = (table.text("said"), claim.source) else { return };
        let published = self.data.source(source).published;
        for point in points(said) {
            if published.is_some_and(|when| meets(point, when)) {
                self.compared.dates += 1;
                continue;
            }
            if !self.is_told(point, &[(source, claim.line)], !event.date_note.is_none()) {
                let message = format!("{point} is not found in line {}", claim.line);
                self.complain("CD-205", table, "said", message);
            }
        }
    }

    /// The cited lines of an event, its claims' lines among them.
    fn cited(&self, event: &Event) -> Vec<(SourceId, u32, &Line)> {
        let cited = event.sources.iter().flat_map(|cited| cited.lines.iter().map(|line| (cited.source, *line)));
        let claimed = event.claims.iter().filter_map(|claim| Some((claim.source?, claim.line)));
        let mut all: Vec<(SourceId, u32)> = cited.chain(claimed).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().filter_map(|(source, number)| Some((source, number, self.line(source, number)?))).collect()
    }

    /// Whether the lines tell a date, hang it on one told before, or a note says how it was found.
    fn is_told(&mut self, point: Point, cited: &[(SourceId, u32)], has_note: bool) -> bool {
        self.compared.dates += 1;
        let lines =
            || cited.iter().filter_map(|(source, number)| Some((*source, *number, self.line(*source, *number)?)));
        if lines().any(|(_, _, line)| line.dates.iter().any(|mention| point.is(mention))) {
            return true;
        }
        let by_weekday = |source: SourceId, line: &Line| {
            let (Some(day), Some(published)) = (point.day(), self.data.source(source).published) else { return false };
            let is_recent = day.0 <= published.latest.0 && published.latest.0 - day.0 <= 8;
            is_recent && line.dates.iter().any(|mention| mention.weekday == Some(day.weekday()))
        };
        if lines().any(|(source, _, line)| by_weekday(source, line)) {
            self.compared.dates_relative += 1;
            return true;
        }
        let by_neighbour = |source: SourceId, number: u32| {
            let before = number.saturating_sub(3)..=number;
            before
                .filter_map(|number| self.line(source, number))
                .any(|line| line.dates.iter().any(|mention| point.is_around(mention)))
        };
        let by_stamp = |source: SourceId, number: u32| {
            let stamp = number.checked_sub(1).and_then(|before| self.line(source, before));
            stamp.is_some_and(|line| line.is_stamp && line.dates.iter().any(|mention| point.is(mention)))
        };
        if lines().any(|(source, number, line)| {
            (line.is_relative && by_neighbour(source, number)) || by_stamp(source, number)
        }) {
            self.compared.dates_relative += 1;
            return true;
        }
        self.compared.dates_noted += usize::from(has_note);
        has_note
    }
}

fn meets(point: Point, when: When) -> bool {
    let (from, to): (Day, Day) = point.extent();
    from <= when.latest && when.earliest <= to
}
