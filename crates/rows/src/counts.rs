//! How many rows of a set have each value: from nothing, from everything, from a run of rows, or from what was
//! counted before, whichever leaves the fewest rows to look at. The result is the same by each way.

use crate::bits::Ones;
use crate::popcount::{count_and, count_xor};
use crate::postings::add;
use crate::{Lists, Narrow, Postings, Rows};
use std::sync::{Arc, OnceLock};

/// One row looked at costs as much as so many words of bits, where rows have one value, and where some
/// have several: how many is a guess that the processor often gets wrong.
const ROW_IN_WORDS: (usize, usize) = (8, 16);
/// One word of those that changed, looked at on both sides, costs as much as so many read in a row.
const CHANGED_IN_WORDS: usize = 6;

/// Counts, and of which rows.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// The rows.
    pub rows: Arc<Rows>,
    /// How many of them have each value, by value.
    pub counts: Vec<u32>,
}

/// Where counting sets out from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    Nothing,
    Everything,
    Run(usize, usize),
    Before,
}

/// How a set of rows is reached from one whose counts are known. Found once for all that is counted over the set.
#[derive(Clone, Debug)]
pub struct Way {
    to: Arc<Rows>,
    /// What was counted before, whether or not the way begins there.
    before: Option<Arc<Rows>>,
    start: Start,
    from: Arc<Rows>,
    /// Rows that come or go.
    distance: usize,
    /// Words in which the two differ.
    changed: Vec<u32>,
    /// The rows that come, and those that go.
    steps: OnceLock<[Vec<u32>; 2]>,
}

impl Way {
    /// The shortest way to a set of rows. `run` is a run of rows, end left out, that the set may be near to.
    #[must_use]
    pub fn new(to: &Arc<Rows>, run: Option<(usize, usize)>, before: Option<&Arc<Rows>>) -> Self {
        let (total, ones) = (to.total(), to.count());
        let (mut start, mut distance) = (Start::Nothing, ones);
        if total - ones < distance {
            (start, distance) = (Start::Everything, total - ones);
        }
        if let Some((from, end)) = run {
            let (end, from) = (end.min(total), from.min(end).min(total));
            let both = to.count_in(from, end);
            let apart = ones - both + (end - from) - both;
            if apart < distance {
                (start, distance) = (Start::Run(from, end), apart);
            }
        }
        if let Some(before) = before {
            let apart = count_xor(before.words(), to.words()) as usize;
            if apart < distance {
                (start, distance) = (Start::Before, apart);
            }
        }
        let from = match (start, before) {
            (Start::Before, Some(before)) => Arc::clone(before),
            (Start::Run(from, end), _) => {
                let mut run = Rows::none(total);
                run.insert_range(from, end);
                Arc::new(run)
            }
            (Start::Everything, _) => Arc::new(Rows::all(total)),
            _ => Arc::new(Rows::none(total)),
        };
        let words = from.words().iter().zip(to.words()).zip(0_u32..);
        let changed = words.filter(|((old, new), _)| old != new).map(|(_, at)| at).collect();
        let (to, before) = (Arc::clone(to), before.cloned());
        Self { to, before, start, from, distance, changed, steps: OnceLock::new() }
    }

    /// Whether this is the way to these rows, with these counted before.
    #[must_use]
    pub fn is(&self, to: &Arc<Rows>, before: Option<&Arc<Rows>>) -> bool {
        Arc::ptr_eq(&self.to, to)
            && match (&self.before, before) {
                (Some(known), Some(before)) => Arc::ptr_eq(known, before),
                (None, None) => true,
                _ => false,
            }
    }

    /// Counts values. `lists` are the values of each row, where they stand anywhere; `before` what was counted
    /// before, of the rows that the way was found from.
    #[must_use]
    pub fn count(&self, postings: &Postings, lists: Option<&Lists>, before: Option<&Counted>) -> Counted {
        let nothing = || vec![0; postings.totals().len()];
        let mut counts = match self.start {
            Start::Nothing => nothing(),
            Start::Everything => postings.totals().to_vec(),
            Start::Run(from, to) => postings.count_run(lists, from, to),
            Start::Before => before.map_or_else(nothing, |before| before.counts.clone()),
        };
        let by_bits = self.words_to_read() * postings.sets.len();
        match lists {
            Some(lists) if !postings.is_dense() || self.distance * row_in_words(lists) < by_bits => {
                self.walk(lists, &mut counts);
            }
            _ => self.count_bits(&postings.sets, &mut counts),
        }
        Counted { rows: Arc::clone(&self.to), counts }
    }

    /// Words that counting by bits reads for each value.
    fn words_to_read(&self) -> usize {
        (self.changed.len() * CHANGED_IN_WORDS).min(self.to.words().len())
    }

    /// By bit sets: all words of the new rows, or both sides of those that changed.
    fn count_bits(&self, sets: &[(u32, Rows)], counts: &mut [u32]) {
        let (old, new) = (self.from.words(), self.to.words());
        let is_whole = self.words_to_read() == new.len();
        for (value, set) in sets {
            let (words, count) = (set.words(), &mut counts[*value as usize]);
            if is_whole {
                *count = count_and(words, new);
                continue;
            }
            for at in &self.changed {
                let at = *at as usize;
                let (comes, goes) = (words[at] & new[at], words[at] & old[at]);
                *count = count.wrapping_add(comes.count_ones()).wrapping_sub(goes.count_ones());
            }
        }
    }

    /// By the values of each row that came or went.
    fn walk(&self, lists: &Lists, counts: &mut [u32]) {
        for (rows, step) in self.steps.get_or_init(|| self.find_steps()).iter().zip([1, u32::MAX]) {
            match &lists.values {
                Narrow::Short(values) => tally(&lists.starts, values, rows, step, counts),
                Narrow::Long(values) => tally(&lists.starts, values, rows, step, counts),
            }
        }
    }

    fn find_steps(&self) -> [Vec<u32>; 2] {
        // Of a million rows these are megabytes: no room that nothing needs.
        let come = (self.distance + self.to.count() - self.from.count()) / 2;
        let mut steps = [Vec::with_capacity(come), Vec::with_capacity(self.distance - come)];
        for at in &self.changed {
            let (old, new) = (self.from.words()[*at as usize], self.to.words()[*at as usize]);
            for (rows, bits) in steps.iter_mut().zip([new & !old, old & !new]) {
                rows.extend(Ones(bits).map(|bit| at * 64 + bit as u32));
            }
        }
        steps
    }
}

fn row_in_words(lists: &Lists) -> usize {
    if lists.is_single() { ROW_IN_WORDS.0 } else { ROW_IN_WORDS.1 }
}

/// Adds `step` for each value of each row.
#[inline]
fn tally<T: Copy + Into<u32>>(starts: &[u32], values: &[T], rows: &[u32], step: u32, counts: &mut [u32]) {
    // Lists that no row has anything in may be empty.
    if values.is_empty() {
        return;
    }
    if starts.is_empty() {
        rows.iter().for_each(|row| add(&values[*row as usize..=*row as usize], step, counts));
        return;
    }
    for row in rows {
        let row = *row as usize;
        add(&values[starts[row] as usize..starts[row + 1] as usize], step, counts);
    }
}
