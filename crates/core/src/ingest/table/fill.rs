//! The rest of a row: its place, sources, figures, texts, and what is left over.

use super::book::Spot;
use super::cell::{degrees_e5, integer, is_nothing};
use super::figures::Figures;
use super::markup::plain;
use super::preset::{Field, Pattern, Piece};
use super::row::{Cells, Desk, list};
use crate::model::{ActorId, Citation, Event, EventPlace, PlacePrecision, SourceId, TextId, record};
use crate::problem::Code;
use crate::time::When;
use std::borrow::Cow;

/// The longest title that is put together from cells.
const TITLE_CHARS: usize = 80;
const SHORT_CHARS: usize = 28;

impl Desk {
    pub(super) fn civilians_of(&mut self, figures: &Figures) -> Option<ActorId> {
        if self.civilians.is_none() && figures.by_side[2].is_some_and(|number| number > 0) {
            self.civilians = Some(self.book.actor("Civilians", &|| Some("people CV")));
        }
        self.civilians
    }

    pub(super) fn place(&mut self, event: &mut Event, cells: &Cells<'_>, line: u32, kept: &mut Vec<Field>) {
        let [lat, lon] =
            [(Field::Lat, 90), (Field::Lon, 180)].map(|(field, limit)| self.degrees(cells, field, limit, line, kept));
        let [name, admin1, admin2, country, iso] =
            [Field::Place, Field::Admin1, Field::Admin2, Field::Country, Field::Iso].map(|field| cells.get(field));
        let code = cells.get(Field::PlacePrec);
        let firm = self.preset.meaning("place_prec", &code);
        let precision = if firm == Some("area") { PlacePrecision::Area } else { PlacePrecision::Point };
        let spot = Spot {
            name: &name,
            admin1: &admin1,
            admin2: &admin2,
            country: &country,
            iso: &iso,
            point_e5: lat.zip(lon),
            precision,
        };
        let is_near = firm == Some("near");
        event.places.extend(self.book.place(spot).map(|place| EventPlace { place, is_near }));
        if lat.is_some() != lon.is_some() {
            kept.extend([Field::Lat, Field::Lon]);
            let column = self.columns.name(if lat.is_some() { Field::Lon } else { Field::Lat });
            self.troubles.add(Code::Missing, column, "with half of a point", line, "");
        }
    }

    pub(super) fn degrees(
        &mut self,
        cells: &Cells<'_>,
        field: Field,
        limit: i32,
        line: u32,
        kept: &mut Vec<Field>,
    ) -> Option<i32> {
        let cell = cells.get(field);
        if cell.is_empty() {
            return None;
        }
        let column = self.columns.name(field);
        match degrees_e5(&cell) {
            Some((value, is_exact)) if value.unsigned_abs() <= limit as u32 * 100_000 => {
                if !is_exact {
                    kept.push(field);
                }
                return Some(value);
            }
            Some(_) => self.troubles.add(Code::OutOfRange, column, &format!("beyond {limit} degrees"), line, &cell),
            None => self.troubles.add(Code::WrongType, column, "not degrees", line, &cell),
        }
        kept.push(field);
        None
    }

    pub(super) fn sources(&mut self, event: &mut Event, cells: &Cells<'_>, line: u32) {
        event.sources.push(Citation { source: self.main, lines: vec![line], refs: Vec::new() });
        let url = cells.get(Field::Url);
        let url = if url.starts_with("https://") || url.starts_with("http://") { &*url } else { "" };
        let names = cells.get(Field::Sources);
        let mut found: Vec<SourceId> = Vec::new();
        for name in list(&names).map(|name| name.trim_matches('"').trim()).filter(|name| !name.is_empty()) {
            found.push(self.book.source(name, url));
        }
        if found.is_empty() && !url.is_empty() {
            found.push(self.book.source("", url));
        }
        for source in found {
            if event.sources.iter().all(|known| known.source != source) {
                event.sources.push(Citation { source, ..Citation::default() });
            }
        }
    }

    pub(super) fn figures(&mut self, cells: &Cells<'_>, line: u32, kept: &mut Vec<Field>) -> Figures {
        let mut count = |field| self.count(cells, field, line, kept);
        let sides = [Field::DeathsA, Field::DeathsB, Field::DeathsCivilians, Field::DeathsUnknown];
        let figures = Figures {
            low: count(Field::Low),
            best: count(Field::Best),
            high: count(Field::High),
            by_side: sides.map(&mut count),
            wounded: count(Field::Wounded),
        };
        // Nought of a side makes no claim, and is not lost.
        let noughts = sides.into_iter().zip(figures.by_side).filter(|(_, number)| *number == Some(0));
        kept.extend(noughts.map(|(side, _)| side));
        figures
    }

    pub(super) fn count(&mut self, cells: &Cells<'_>, field: Field, line: u32, kept: &mut Vec<Field>) -> Option<u32> {
        let cell = cells.get(field);
        if cell.is_empty() {
            return None;
        }
        let number = integer(&cell);
        let count = number.and_then(|number| u32::try_from(number).ok());
        if count.is_none() {
            let (code, clause) = match number {
                Some(_) => (Code::OutOfRange, "not a number of people"),
                None => (Code::WrongType, "not a whole number"),
            };
            self.troubles.add(code, self.columns.name(field), clause, line, &cell);
            kept.push(field);
        }
        count
    }

    pub(super) fn texts(&mut self, event: &mut Event, cells: &Cells<'_>, kept: &mut Vec<Field>) {
        let summary = cells.get(Field::Summary);
        let title = first_pattern(&self.preset.titles, cells);
        let is_headline = !cells.get(Field::Headline).is_empty();
        let (summary_text, title_text) = match self.preset.has_markup {
            true => (plain(&summary), plain(&title)),
            false => (Cow::Borrowed(&*summary), Cow::Borrowed(&*title)),
        };
        if summary_text != summary {
            kept.push(Field::Summary);
        }
        if title_text != title {
            kept.push(Field::Headline);
        }
        event.summary = self.book.own(&summary_text);
        let limit = if is_headline { usize::MAX } else { TITLE_CHARS };
        let title = match title_text.is_empty() {
            true => format!("Row {}", cells.line()),
            false => cut(&title_text, limit),
        };
        event.title = self.book.shared(&title);
        let short = first_pattern(&self.preset.shorts, cells);
        event.short =
            if short.is_empty() || is_headline { event.title } else { self.book.shared(&cut(&short, SHORT_CHARS)) };
    }

    /// The row's own columns that the event does not hold elsewhere, as they came.
    pub(super) fn record(&mut self, cells: &Cells<'_>, kept: &[Field]) -> TextId {
        let mut indexes: Vec<usize> = kept.iter().filter_map(|field| self.columns.of(*field)).collect();
        indexes.extend(&self.columns.extra);
        indexes.extend(self.columns.names.len()..cells.row.len());
        indexes.sort_unstable();
        indexes.dedup();
        let mut kept = String::new();
        for index in indexes {
            let cell = cells.at(index);
            if is_nothing(&cell) {
                continue;
            }
            match self.columns.names.get(index) {
                Some(name) if !name.is_empty() => record::push(&mut kept, name, &cell),
                _ => record::push(&mut kept, &format!("column {}", index + 1), &cell),
            }
        }
        self.book.own(&kept)
    }

    pub(super) fn name(&mut self, event: &mut Event, cells: &Cells<'_>, line: u32) {
        let id = cells.get(Field::Id);
        let id = id.strip_suffix(".0").unwrap_or(&id);
        if id.is_empty() {
            let place = event.places.first().map(|at| self.book.data.place(at.place).slug.clone()).unwrap_or_default();
            let base = [&event.when.earliest.to_string(), " ", &place].concat();
            event.slug = self.book.slug("event", &base).0;
            return;
        }
        let (slug, is_own) = self.book.slug("event", id);
        if !is_own {
            self.troubles.add(Code::Duplicate, self.columns.name(Field::Id), "with an id that another has", line, id);
        }
        event.slug = slug;
    }

    /// Dates of figures that may be read two ways, once all have been seen.
    pub(super) fn settle(&mut self) {
        let [is_day_first, is_month_first] = self.is_order_seen;
        let column = self.columns.name(Field::Start);
        if self.either.is_empty() || is_day_first && !is_month_first {
            return;
        }
        let events = self.events.as_they_came();
        for (row, line, other) in core::mem::take(&mut self.either) {
            events.change(row, &mut |event| {
                let is_swapped = !is_day_first && is_month_first && event.when.is_exact_day();
                if is_swapped {
                    event.when = When { earliest: other, latest: other, ..event.when };
                    event.edtf = other.to_string();
                } else {
                    let clause = "with a date of which day and month may be swapped, read as day/month/year";
                    self.troubles.add(Code::DayOrMonth, column, clause, line, &event.edtf);
                }
                is_swapped
            });
        }
    }
}

/// The first pattern whose fields all have text.
fn first_pattern(patterns: &[Pattern], cells: &Cells<'_>) -> String {
    for pattern in patterns {
        let mut text = String::new();
        let is_whole = pattern.iter().all(|piece| match piece {
            Piece::Sign(sign) => {
                text.push_str(sign);
                true
            }
            Piece::Of(field) => {
                let cell = cells.get(*field);
                text.push_str(&cell);
                !cell.is_empty()
            }
        });
        if is_whole {
            return text;
        }
    }
    String::new()
}

fn cut(text: &str, limit: usize) -> String {
    if text.len() <= limit || text.chars().count() <= limit {
        return text.into();
    }
    text.chars().take(limit - 1).chain(['…']).collect()
}
