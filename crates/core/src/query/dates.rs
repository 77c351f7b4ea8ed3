//! Dates against a range. Rows are sorted by first day, so most of an answer is one run of rows; only
//! those that last, or of which the day is in doubt, are looked at one by one, and most of them 64 at once.

use super::Dates;
use crate::model::table::Table;
use crate::time::{Day, Span, When};
use conflict_timeline_rows::Rows;

const BLOCK: usize = 64;

/// Rows in the order of days, and apart those that are more than one day.
#[derive(Clone, Debug, Default)]
pub(super) struct DateIndex {
    /// Rows of one certain day.
    plain: Rows,
    /// All others.
    loose: Vec<u32>,
    /// For each 64 of them: the first day that any may have begun, the last that any may have ended.
    blocks: Vec<(i32, i32)>,
    /// Rows whose anchor is not their first day, by anchor.
    drifted: Vec<(i32, u32)>,
    /// The same rows.
    drift: Rows,
}

impl DateIndex {
    pub(super) fn new(table: &Table) -> Self {
        let columns = table.columns();
        let rows = table.rows();
        let mut index = Self { plain: Rows::all(rows), drift: Rows::none(rows), ..Self::default() };
        let mut drifted = Vec::new();
        for row in 0..rows {
            if columns.earliest[row] == columns.latest[row] && columns.when[row] & 0b11_0000 == 0 {
                continue;
            }
            let when = table.when(row);
            index.plain.remove(row);
            let start = if when.open_start { i32::MIN } else { when.earliest.0 };
            let end = if when.open_end { i32::MAX } else { when.latest.0 };
            if index.loose.len().is_multiple_of(BLOCK) {
                index.blocks.push((start, end));
            } else if let Some(block) = index.blocks.last_mut() {
                *block = (block.0.min(start), block.1.max(end));
            }
            index.loose.push(row as u32);
            if when.anchor() != when.earliest {
                index.drift.insert(row);
                // Shifted, so that numbers without sign sort as days do.
                let day = (i64::from(when.anchor().0) - i64::from(i32::MIN)) as u64;
                drifted.push(day << 32 | row as u64);
            }
        }
        crate::order::keys(&mut drifted);
        let day = |key: u64| ((key >> 32) as i64 + i64::from(i32::MIN)) as i32;
        index.drifted = drifted.into_iter().map(|key| (day(key), key as u32)).collect();
        index
    }

    /// The rows that the range lets through.
    pub(super) fn find(&self, table: &Table, span: Span, dates: Dates) -> Rows {
        let mut rows = Rows::none(table.rows());
        let (from, to) = run(table, span);
        rows.insert_range(from, to);
        rows.keep(&self.plain);
        for (block, (start, end)) in self.loose.chunks(BLOCK).zip(&self.blocks) {
            if *end < span.from.0 || *start >= span.to.0 {
                continue;
            }
            // An open start stands as the least day, which a range without a first day begins with too.
            let is_all = *start > i32::MIN && *start >= span.from.0 && *end < span.to.0;
            for row in block {
                let row = *row as usize;
                if is_all || fits(&table.when(row), span, dates) {
                    rows.insert(row);
                }
            }
        }
        rows
    }

    /// Rows that count at their first day; the others count at their anchor.
    pub(super) fn drift(&self) -> &Rows {
        &self.drift
    }

    /// Rows that do not count at their first day, with an anchor inside the days.
    pub(super) fn drifted(&self, days: Span) -> impl Iterator<Item = usize> + '_ {
        let at = |day: Day| self.drifted.partition_point(|(anchor, _)| *anchor < day.0);
        self.drifted[at(days.from)..at(days.to)].iter().map(|(_, row)| *row as usize)
    }
}

fn fits(when: &When, span: Span, dates: Dates) -> bool {
    match dates {
        Dates::Overlap => when.may_meet(span),
        Dates::Inside => when.is_inside(span),
        Dates::Start => span.has(when.earliest),
    }
}

/// The rows whose first day lies inside.
pub(super) fn run(table: &Table, span: Span) -> (usize, usize) {
    let days = &table.columns().earliest;
    let at = |day: Day| days.partition_point(|earliest| *earliest < day.0);
    (at(span.from), at(span.to))
}
