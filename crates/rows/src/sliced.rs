//! Numbers as slices of bits, one set a binary digit: a range is found and a sum over any run of rows is made by
//! counting bits. The few numbers too large for the slices are listed beside them.

use crate::Rows;

/// Slices at most; larger numbers are listed.
const MOST_DIGITS: usize = 16;
/// Numbers that may be listed: one in so many rows.
const LISTED_SHARE: usize = 512;
/// Words compared at a time: few enough to stay near the processor.
const WORDS: usize = 64;

/// A number of each row that has one.
///
/// ```
/// use conflict_timeline_rows::{Rows, Sliced};
/// let sliced = Sliced::new(&[3, u32::MAX, 700], u32::MAX);
/// assert_eq!(sliced.sum(&Rows::all(3), 0, 3), 703);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Sliced {
    /// Digit by digit from the lowest.
    digits: Vec<Rows>,
    /// Rows with a larger number, which have no digit set.
    large: Vec<(u32, u32)>,
}

impl Sliced {
    /// The numbers of a column; `none` stands for none.
    #[must_use]
    pub fn new(column: &[u32], none: u32) -> Self {
        let mut by_digits = [0_usize; 33];
        for value in column.iter().filter(|value| **value != none) {
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
        for (at, chunk) in column.chunks(64).enumerate() {
            let mut words = [0_u64; MOST_DIGITS];
            for (bit, value) in chunk.iter().enumerate().filter(|(_, value)| **value != none) {
                if u64::from(*value) >= bound {
                    sliced.large.push(((at * 64 + bit) as u32, *value));
                    continue;
                }
                let mut left = *value;
                while left != 0 {
                    words[left.trailing_zeros() as usize % MOST_DIGITS] |= 1 << bit;
                    left &= left - 1;
                }
            }
            for (set, word) in sliced.digits.iter_mut().zip(words) {
                set.words_mut()[at] = word;
            }
        }
        sliced
    }

    /// How many sets a sum counts over.
    #[must_use]
    pub fn digits(&self) -> usize {
        self.digits.len()
    }

    /// The sum over those of a run of rows that are in the set.
    ///
    /// # Panics
    /// Where the set is of fewer rows than the run reaches.
    #[must_use]
    pub fn sum(&self, rows: &Rows, from: usize, to: usize) -> u64 {
        let digits = self.digits.iter().enumerate();
        let sum: u64 = digits.map(|(digit, set)| (rows.count_both(set, from, to) as u64) << digit).sum();
        let at = |row: usize| self.large.partition_point(|(known, _)| (*known as usize) < row);
        let large = self.large[at(from)..at(to)].iter().filter(|(row, _)| rows.has(*row as usize));
        sum + large.map(|(_, value)| u64::from(*value)).sum::<u64>()
    }

    /// Of the rows given, all of which have a number, those with at least this.
    #[must_use]
    pub fn at_least(&self, bound: u32, known: &Rows) -> Rows {
        let mut rows = known.clone();
        if u64::from(bound) >> self.digits.len() == 0 {
            for (at, words) in rows.words_mut().chunks_mut(WORDS).enumerate() {
                self.compare(bound, at * WORDS, words);
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

    /// Leaves the bits of rows with at least this; `first` is the place of the first of the words.
    fn compare(&self, bound: u32, first: usize, words: &mut [u64]) {
        let mut above = [0; WORDS];
        for (digit, set) in self.digits.iter().enumerate().rev() {
            let bits = &set.words()[first..first + words.len()];
            if bound >> digit & 1 == 0 {
                for ((equal, above), bits) in words.iter_mut().zip(&mut above).zip(bits) {
                    *above |= *equal & bits;
                    *equal &= !bits;
                }
            } else {
                words.iter_mut().zip(bits).for_each(|(equal, bits)| *equal &= bits);
            }
        }
        words.iter_mut().zip(above).for_each(|(equal, above)| *equal |= above);
    }
}
