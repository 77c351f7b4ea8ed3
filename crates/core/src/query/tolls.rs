//! Tolls as slices of bits: a range is found and a sum over any run of rows is made by counting.

use crate::model::table::{OPEN_TOLL, Table, UNKNOWN_TOLL};
use crate::model::{Kind, Word};
use conflict_timeline_rows::{Rows, Sliced, columns};

/// Tolls of all rows.
#[derive(Clone, Debug, Default)]
pub(super) struct TollIndex {
    low: Sliced,
    high: Sliced,
    /// Somebody gives a number.
    known: Rows,
    /// The highest is a floor.
    open: Rows,
    /// Violent, and nobody gives a number.
    unknown: Rows,
}

/// Tolls of some rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) low: u64,
    pub(super) high: u64,
    pub(super) unknown: u32,
    pub(super) is_open: bool,
}

impl Sums {
    fn plus(self, other: Self) -> Self {
        Self {
            low: self.low + other.low,
            high: self.high + other.high,
            unknown: self.unknown + other.unknown,
            is_open: self.is_open || other.is_open,
        }
    }
}

impl TollIndex {
    pub(super) fn new(table: &Table) -> Self {
        let columns = table.columns();
        let known = columns::rows_known(&columns.toll_high, UNKNOWN_TOLL);
        let mut open = columns::rows_with(&columns.marks, OPEN_TOLL);
        open.keep(&known);
        let is_violent: Vec<bool> = Kind::ALL.iter().map(|kind| kind.is_violent()).collect();
        let mut unknown = known.clone();
        unknown.flip();
        for row in unknown.clone().iter() {
            if !is_violent[usize::from(columns.kind[row])] {
                unknown.remove(row);
            }
        }
        Self {
            low: Sliced::new(&columns.toll_low, UNKNOWN_TOLL),
            high: Sliced::new(&columns.toll_high, UNKNOWN_TOLL),
            known,
            open,
            unknown,
        }
    }

    /// Rows whose highest toll lies in the range, both ends included.
    pub(super) fn find(&self, low: u32, high: Option<u32>) -> Rows {
        let mut rows = self.high.at_least(low, &self.known);
        if let Some(above) = high.and_then(|high| high.checked_add(1)) {
            rows.drop(&self.high.at_least(above, &self.known));
        }
        rows
    }

    /// Sums over those of a run of rows that are in the set, of which there are `count`.
    pub(super) fn sum(&self, table: &Table, rows: &Rows, from: usize, to: usize, count: usize) -> Sums {
        // A row read costs about as much as a word of every digit.
        if count * 64 < to - from {
            return rows.iter_in(from, to).map(|row| self.of(table, row)).fold(Sums::default(), Sums::plus);
        }
        Sums {
            low: self.low.sum(rows, from, to),
            high: self.high.sum(rows, from, to),
            unknown: rows.count_both(&self.unknown, from, to) as u32,
            is_open: rows.count_both(&self.open, from, to) > 0,
        }
    }

    /// What one row adds.
    pub(super) fn of(&self, table: &Table, row: usize) -> Sums {
        let (low, high) = table.toll(row).unwrap_or_default();
        Sums { low: low.into(), high: high.into(), unknown: self.unknown.has(row).into(), is_open: self.open.has(row) }
    }
}
