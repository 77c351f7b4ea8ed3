//! A set of rows, one bit a row. Bits past the last row are always nought.

use crate::popcount::{count, count_and};

/// Rows, one bit each, in words of 64.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    words: Vec<u64>,
    len: usize,
}

/// Bits of a word from one place up to, not including, another.
fn mask(from: usize, to: usize) -> u64 {
    let below = |at: usize| if at >= 64 { u64::MAX } else { (1 << at) - 1 };
    below(to) & !below(from)
}

impl Rows {
    /// None of `len` rows.
    #[must_use]
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// All of `len` rows.
    #[must_use]
    pub fn all(len: usize) -> Self {
        let mut rows = Self { words: vec![u64::MAX; len.div_ceil(64)], len };
        rows.trim();
        rows
    }

    fn trim(&mut self) {
        if let Some(last) = self.words.last_mut()
            && !self.len.is_multiple_of(64)
        {
            *last &= mask(0, self.len % 64);
        }
    }

    /// How many rows there are, in the set or not.
    #[must_use]
    pub fn total(&self) -> usize {
        self.len
    }

    /// How many are in the set.
    #[must_use]
    pub fn count(&self) -> usize {
        count(&self.words) as usize
    }

    /// Whether a row is in the set.
    #[must_use]
    pub fn has(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Takes a row in.
    ///
    /// # Panics
    /// Where there is no such row.
    #[inline]
    pub fn insert(&mut self, row: usize) {
        debug_assert!(row < self.len);
        self.words[row / 64] |= 1 << (row % 64);
    }

    /// Takes a row out.
    ///
    /// # Panics
    /// Where there is no such row.
    pub fn remove(&mut self, row: usize) {
        self.words[row / 64] &= !(1 << (row % 64));
    }

    /// Takes in the rows of a range.
    pub fn insert_range(&mut self, from: usize, to: usize) {
        let to = to.min(self.len);
        if from >= to {
            return;
        }
        let (first, last) = (from / 64, (to - 1) / 64);
        for (at, word) in self.words[first..=last].iter_mut().enumerate() {
            let base = (first + at) * 64;
            *word |= mask(from.saturating_sub(base), to - base);
        }
    }

    /// Keeps those that are in the other set too.
    pub fn keep(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Takes out those that are in the other set.
    pub fn drop(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Takes in those that are in the other set.
    pub fn join(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// In becomes out and out becomes in.
    pub fn flip(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.trim();
    }

    /// The bits, the lowest of each word first.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The bits, to be set; those past the last row have to stay nought.
    pub fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    /// The rows in the set, rising.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        Walk { words: &self.words, base: 0, left: Ones(0) }
    }

    /// How many of the set lie before a row.
    #[must_use]
    pub fn rank(&self, row: usize) -> usize {
        let row = row.min(self.len);
        let (whole, rest) = (row / 64, row % 64);
        let part = self.words.get(whole).map_or(0, |word| (word & mask(0, rest)).count_ones() as usize);
        count(&self.words[..whole]) as usize + part
    }

    /// The row in the set that has `n` of the set before it.
    #[must_use]
    pub fn nth(&self, n: usize) -> Option<usize> {
        let mut left = n;
        for (at, word) in self.words.iter().enumerate() {
            let here = word.count_ones() as usize;
            if left < here {
                return Ones(*word).nth(left).map(|bit| at * 64 + bit);
            }
            left -= here;
        }
        None
    }

    /// The first row of the set after a row.
    #[must_use]
    pub fn after(&self, row: usize) -> Option<usize> {
        let from = row.checked_add(1)?;
        let first = self.words.get(from / 64)? & !mask(0, from % 64);
        let rest = self.words[from / 64 + 1..].iter().copied();
        let mut words = core::iter::once(first).chain(rest).enumerate();
        words.find(|(_, word)| *word != 0).map(|(at, word)| (from / 64 + at) * 64 + word.trailing_zeros() as usize)
    }

    /// The last row of the set before a row.
    #[must_use]
    pub fn before(&self, row: usize) -> Option<usize> {
        let row = row.min(self.len);
        let last = self.words.get(row / 64).map_or(0, |word| word & mask(0, row % 64));
        let rest = self.words[..row / 64].iter().copied().rev();
        let mut words = core::iter::once(last).chain(rest).enumerate();
        words.find(|(_, word)| *word != 0).map(|(at, word)| (row / 64 - at) * 64 + 63 - word.leading_zeros() as usize)
    }

    /// How many of a range are in both sets.
    ///
    /// # Panics
    /// Where a set has fewer rows than the range reaches.
    #[must_use]
    #[inline]
    pub fn count_both(&self, other: &Self, from: usize, to: usize) -> usize {
        if from >= to {
            return 0;
        }
        let (first, last) = (from / 64, (to - 1) / 64);
        let both = |at: usize| self.words[at] & other.words[at];
        if first == last {
            return (both(first) & mask(from % 64, to - first * 64)).count_ones() as usize;
        }
        let ends =
            (both(first) & mask(from % 64, 64)).count_ones() + (both(last) & mask(0, to - last * 64)).count_ones();
        (ends + count_and(&self.words[first + 1..last], &other.words[first + 1..last])) as usize
    }

    /// How many of a range are in the set.
    #[must_use]
    pub fn count_in(&self, from: usize, to: usize) -> usize {
        self.count_both(self, from, to)
    }

    /// The rows of a range that are in the set, rising.
    pub fn iter_in(&self, from: usize, to: usize) -> impl Iterator<Item = usize> + '_ {
        let first = if self.has(from) { Some(from) } else { self.after(from) };
        core::iter::successors(first, |row| self.after(*row)).take_while(move |row| *row < to)
    }
}

/// The rows of a set, rising.
struct Walk<'a> {
    /// Those not begun yet.
    words: &'a [u64],
    /// The first row of `words`.
    base: usize,
    /// What is left of the word before them.
    left: Ones,
}

impl Iterator for Walk<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            if let Some(bit) = self.left.next() {
                return Some(self.base - 64 + bit);
            }
            let (word, rest) = self.words.split_first()?;
            (self.words, self.left) = (rest, Ones(*word));
            self.base += 64;
        }
    }
}

/// The places of the bits of a word, rising.
pub struct Ones(pub u64);

impl Iterator for Ones {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let bit = self.0.trailing_zeros() as usize;
        self.0 &= self.0 - 1;
        Some(bit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_ranks_and_neighbours_agree_with_a_walk() {
        for len in [0, 1, 63, 64, 65, 200] {
            for (from, to) in [(0, len), (1, len / 2), (3, 3), (len / 3, len), (62, 66)] {
                let mut rows = Rows::none(len);
                rows.insert_range(from, to);
                let walked: Vec<usize> = (0..len).filter(|row| (from..to).contains(row)).collect();
                assert_eq!(rows.iter().collect::<Vec<_>>(), walked, "{len} {from}..{to}");
                assert_eq!(rows.count(), walked.len());
                for row in 0..len + 2 {
                    assert_eq!(rows.has(row), walked.contains(&row));
                    assert_eq!(rows.rank(row), walked.iter().filter(|at| **at < row).count());
                    assert_eq!(rows.after(row), walked.iter().copied().find(|at| *at > row));
                    assert_eq!(rows.before(row), walked.iter().copied().rfind(|at| *at < row));
                    assert_eq!(rows.nth(row), walked.get(row).copied());
                    let both = walked.iter().filter(|at| **at >= row / 2 && **at < row.min(len)).count();
                    assert_eq!(rows.count_both(&Rows::all(len), row / 2, row.min(len)), both);
                }
                rows.flip();
                assert_eq!(rows.count(), len - walked.len());
            }
        }
    }
}
