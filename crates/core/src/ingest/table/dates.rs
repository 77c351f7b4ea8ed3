//! The dates of a row, and those of a whole table in which day and month may be swapped.

use super::cell::integer;
use super::date::{Date, is_far, is_serial, month_of};
use super::days::{Dated, Dates, Firmness, dated, of_parts, verbatim};
use super::preset::{Field, Fields};
use super::row::{Cells, Desk, Either};
use super::told::{Rest, Told, tell};
use crate::problem::Code;

/// What is said of dates that no day can stand for.
const FAR: (Code, &str) = (Code::OutOfRange, "outside of the years 0 to 9999, which cannot be shown");

const SERIAL: &str =
    "with a number that may be a day as spreadsheets count them, so give the column the form of dates there";

impl Desk {
    /// The date of a row; `None`, after a complaint, where it has none.
    pub(super) fn dated(&mut self, cells: &Cells<'_>, line: u32, kept: &mut Fields) -> Option<Dated> {
        let start = self.day(cells, Field::Start, [Field::Year, Field::Month, Field::Day], line, kept);
        let end = cells.get(Field::End);
        let is_ongoing = ["present", "ongoing", "now", "en cours"].iter().any(|word| end.eq_ignore_ascii_case(word));
        let end = if is_ongoing {
            None
        } else {
            self.day(cells, Field::End, [Field::EndYear, Field::EndMonth, Field::EndDay], line, kept)
        };
        let Some(start) = start else {
            if cells.get(Field::Start).is_empty() && cells.get(Field::Year).is_empty() {
                let field = if self.columns.of(Field::Start).is_some() { Field::Start } else { Field::Year };
                self.troubles.add(Code::Missing, self.columns.name(field), "without a date", line, "");
            }
            return None;
        };
        let code = cells.get(Field::DatePrec);
        let dates = Dates {
            start: start.first,
            end: end.map(|end| end.last.unwrap_or(end.first)).or(start.last),
            firmness: Firmness::from_name(self.preset.meaning("date_prec", &code)),
            lasts: self.preset.lasts || self.preset.meaning("clarity", &cells.get(Field::Clarity)) == Some("lasts"),
            is_choice: start.is_choice && end.is_none(),
            is_ongoing,
            hedge: [Some(start), end]
                .into_iter()
                .flatten()
                .map(|told| told.hedge)
                .max_by_key(|hedge| *hedge as u8)
                .unwrap_or_default(),
        };
        let verbatim = verbatim(&cells.get(Field::Start), &dates);
        let is_open = dates.is_open() && verbatim.is_none();
        let found = verbatim.unwrap_or_else(|| dated(dates));
        let mut is_exact = found.is_exact;
        if is_open {
            // What is wrong with it is known once the order of day and month is.
            is_exact &= dated(dates.swapped()).is_exact;
            let has_id = !cells.get(Field::Id).is_empty();
            self.either.push(Either { row: self.events.len() as u32, line, dates, has_id });
        } else {
            let ends =
                [Field::End, Field::Start].map(|field| cells.get(field)).into_iter().find(|cell| !cell.is_empty());
            self.check_dated(&found, line, &ends.unwrap_or_default(), &code);
        }
        if !is_exact {
            kept.add_all(&[Field::Start, Field::End, Field::Year, Field::Month, Field::Day]);
        }
        Some(found)
    }

    fn check_dated(&mut self, found: &Dated, line: u32, date: &str, code: &str) {
        if found.is_backward {
            let column = self.columns.name(Field::End);
            self.troubles.add(Code::DateOrder, column, "that end before they begin", line, date);
        }
        if found.is_contradicted {
            let column = self.columns.name(Field::DatePrec);
            self.troubles.add(Code::Precision, column, "of a doubtful date with one day only", line, code);
        }
    }

    /// A date of one column, else of three.
    fn day(
        &mut self,
        cells: &Cells<'_>,
        field: Field,
        parts: [Field; 3],
        line: u32,
        kept: &mut Fields,
    ) -> Option<Told> {
        let cell = cells.get(field);
        // `jour` beside a year and a month is the day of both, and not a date.
        let is_day = (1..=2).contains(&cell.len())
            && !cells.get(parts[0]).is_empty()
            && cells.get(parts[2]).is_empty()
            && integer(&cell).is_some_and(|day| (1..=31).contains(&day));
        if !cell.is_empty() && !is_day {
            let told = tell(&cell);
            let is_plain = told.is_some_and(|told| told.rest != Rest::Remark);
            let is_far = !is_plain && is_far(&cell);
            if let Some(told) = told.filter(|_| !is_far) {
                return Some(self.cell_told(told, field, line, &cell, kept));
            }
            let (code, clause) = match (is_far, is_serial(&cell)) {
                (true, _) => FAR,
                (_, true) => (Code::BadDate, SERIAL),
                _ => (Code::BadDate, "not a date"),
            };
            self.troubles.add(code, self.columns.name(field), clause, line, &cell);
            kept.add(field);
        }
        let [year, month, day] = parts.map(|part| cells.get(part));
        let day = if is_day { cell } else { day };
        if year.is_empty() {
            return None;
        }
        let number = |text: &str| if text.is_empty() { Some(None) } else { integer(text).map(Some) };
        let named = || month_of(&month).map(|month| Some(month.into()));
        let read = integer(&year).and_then(|year| of_parts(year, number(&month).or_else(named)?, number(&day)?));
        if read.is_none() {
            let value = [&*year, &*month, &*day].join("-");
            let column = self.columns.name(parts[0]);
            let (code, clause) = match integer(&year) {
                Some(0..=9999) | None => (Code::BadDate, "not a date"),
                Some(_) => FAR,
            };
            self.troubles.add(code, column, clause, line, value.trim_end_matches('-'));
        }
        read.map(Told::from)
    }

    /// Notes what the cell shows of the order of day and month, and keeps it where it says more than the dates do.
    fn cell_told(&mut self, told: Told, field: Field, line: u32, cell: &str, kept: &mut Fields) -> Told {
        let mut settled = |date| match date {
            Date::Ordered(day, is_month_first) => {
                self.is_order_seen[usize::from(is_month_first)] = true;
                Date::Day(day)
            }
            date => date,
        };
        let told = Told { first: settled(told.first), last: told.last.map(settled), ..told };
        if told.rest != Rest::Nothing {
            kept.add(field);
        }
        let clause = match told.rest {
            Rest::Remark => "with a remark behind the date, which is kept in the record and not understood",
            Rest::Counted => "with a moment in UTC, read as its day there, which may be another one where it was",
            Rest::Nothing | Rest::Understood => return told,
        };
        self.troubles.add(Code::BadDate, self.columns.name(field), clause, line, cell);
        told
    }

    /// Dates of figures that may be read two ways, once all have been seen; whether that changed any event.
    pub(super) fn settle(&mut self) -> bool {
        let [is_day_first, is_month_first] = self.is_order_seen;
        let is_swapped = is_month_first && !is_day_first;
        let either = core::mem::take(&mut self.either);
        let is_changed = is_swapped && !either.is_empty();
        if is_changed {
            self.events.as_they_came();
            // Ids that were made of the other day are free again.
            for Either { row, .. } in either.iter().filter(|either| !either.has_id) {
                self.events.change(*row, &mut |event| {
                    self.book.free_slug("event", &event.slug);
                    false
                });
            }
        }
        for Either { row, line, dates, has_id } in either {
            if let Some((_, sheet)) = self.sheets.iter().rfind(|(before, _)| *before <= row) {
                self.troubles.sheet.clone_from(sheet);
            }
            let found = dated(if is_swapped { dates.swapped() } else { dates });
            if is_day_first == is_month_first {
                let clause = "with a date of which day and month may be swapped, read as day/month/year";
                let column = self.columns.name(Field::Start);
                self.troubles.add(Code::DayOrMonth, column, clause, line, &found.edtf);
            }
            self.check_dated(&found, line, &found.edtf, "");
            if is_swapped {
                self.events.change(row, &mut |event| {
                    (event.when, event.edtf) = (found.when, found.edtf.clone());
                    if !has_id {
                        self.book.put_made_slug(event);
                    }
                    true
                });
            }
        }
        is_changed
    }
}
