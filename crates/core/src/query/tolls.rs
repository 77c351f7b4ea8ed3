//! Tolls as slices of bits, one set a binary digit: a range is found and a sum over any run of rows is
//! made by counting bits. The few tolls too large for the slices are listed beside them.

use super::bits::Rows;
use crate::model::table::{OPEN_TOLL, Table, UNKNOWN_TOLL};
use crate::model::{Kind, Word};

/// Slices at most; larger numbers are listed.
const MOST_DIGITS: usize = 16;
/// Numbers that may be listed: one in so many rows.
const LISTED_SHARE: usize = 512;

/// Numbers of rows, sliced.
#[derive(Clone, Debug, Default)]
struct Sliced {
    /// Digit by digit from the lowest.
    digits: Vec<Rows>,
    /// Rows with a larger number, which have no digit set.
    large: Vec<(u32, u32)>,
}

impl Sliced {
    fn new(column: &[u32]) -> Self {
        let mut by_digits = [0_usize; 33];
        for value in column.iter().filter(|value| **value != UNKNOWN_TOLL) {
            by_digits[32 - value.leading_zeros() as usize] += 1;
        }
        let mut left = column.len() / LISTED_SHARE;
        let mut count = 32;
        while count > 0 && (count > MOST_DIGITS || by_digits[count] <= left) {
            left = left.saturating_sub(by_digits[count]);
            count -= 1;
        }
        let mut sliced = Self { digits: vec![Rows::none(column.len()); count], large: Vec::new() };
        let bound = 1_u64 << count;
        for (row, value) in column.iter().enumerate().filter(|(_, value)| **value != UNKNOWN_TOLL) {
            if u64::from(*value) >= bound {
                sliced.large.push((row as u32, *value));
                continue;
            }
            for digit in super::bits::Ones((*value).into()) {
                sliced.digits[digit].insert(row);
            }
        }
        sliced
    }

    /// The sum over those of a run of rows that are in the set.
    fn sum(&self, rows: &Rows, from: usize, to: usize) -> u64 {
        let digits = self.digits.iter().enumerate();
        let sum: u64 = digits.map(|(digit, set)| (rows.count_both(set, from, to) as u64) << digit).sum();
        let at = |row: usize| self.large.partition_point(|(known, _)| (*known as usize) < row);
        let large = self.large[at(from)..at(to)].iter().filter(|(row, _)| rows.has(*row as usize));
        sum + large.map(|(_, value)| u64::from(*value)).sum::<u64>()
    }

    /// Of the rows given, those with a number of at least this.
    fn at_least(&self, bound: u32, known: &Rows) -> Rows {
        let mut rows = known.clone();
        if u64::from(bound) >> self.digits.len() == 0 {
            for (at, word) in rows.words_mut().iter_mut().enumerate() {
                let (mut above, mut equal) = (0, *word);
                for (digit, set) in self.digits.iter().enumerate().rev() {
                    let bits = set.words()[at];
                    if bound >> digit & 1 == 0 {
                        above |= equal & bits;
                        equal &= !bits;
                    } else {
                        equal &= bits;
                    }
                }
                *word = above | equal;
            }
        } else {
            rows = Rows::none(known.total());
        }
        for (row, value) in &self.large {
            if *value >= bound {
                rows.insert(*row as usize);
            } else {
                rows.remove(*row as usize);
            }
        }
        rows
    }
}

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

impl TollIndex {
    pub(super) fn new(table: &Table) -> Self {
        let (columns, rows) = (table.columns(), table.rows());
        let mut index = Self {
            low: Sliced::new(&columns.toll_low),
            high: Sliced::new(&columns.toll_high),
            known: Rows::none(rows),
            open: Rows::none(rows),
            unknown: Rows::none(rows),
        };
        let is_violent: Vec<bool> = Kind::ALL.iter().map(|kind| kind.is_violent()).collect();
        for (row, high) in columns.toll_high.iter().enumerate() {
            if *high != UNKNOWN_TOLL {
                index.known.insert(row);
                if columns.marks[row] & OPEN_TOLL != 0 {
                    index.open.insert(row);
                }
            } else if is_violent[usize::from(columns.kind[row])] {
                index.unknown.insert(row);
            }
        }
        index
    }

    /// Rows whose highest toll lies in the range, both ends included.
    pub(super) fn find(&self, low: u32, high: Option<u32>) -> Rows {
        let mut rows = self.high.at_least(low, &self.known);
        if let Some(above) = high.and_then(|high| high.checked_add(1)) {
            rows.drop(&self.high.at_least(above, &self.known));
        }
        rows
    }

    /// Sums over those of a run of rows that are in the set.
    pub(super) fn sum(&self, rows: &Rows, from: usize, to: usize) -> Sums {
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
