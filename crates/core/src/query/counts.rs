//! How many rows of a set have each value: from nothing, from everything, or from what was counted
//! before, whichever leaves the fewest rows to look at. The result is the same by each way.

use super::bits::{Ones, Rows, count_and};
use super::{Dimension, Index};
use crate::model::table::{Lists, Narrow};
use std::sync::Arc;

/// One row looked at costs as much as so many words of bits, where rows have one value, and where some
/// have several: how many is a guess that the processor often gets wrong.
const ROW_IN_WORDS: (usize, usize) = (5, 13);

/// Counts, and of which rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    pub(super) rows: Arc<Rows>,
    pub(super) counts: Vec<u32>,
}

/// Where counting sets out from.
struct Start<'a> {
    rows: &'a Rows,
    counts: Vec<u32>,
}

/// Counts the values of a dimension over some rows. `before` is any earlier answer over the same index.
pub(super) fn count(index: &Index, dimension: Dimension, rows: &Arc<Rows>, before: Option<&Counted>) -> Counted {
    let Some(values) = index.values(dimension) else { return Counted::default() };
    if let Some(before) = before
        && Arc::ptr_eq(&before.rows, rows)
    {
        return before.clone();
    }
    let postings = &values.postings;
    let ones = rows.count();
    let (mut start, mut distance) = (Start { rows: &index.built.none, counts: vec![0; postings.totals.len()] }, ones);
    let from_all = rows.total() - ones;
    let from_before = before.map_or(usize::MAX, |before| changed_rows(&before.rows, rows));
    if from_all < distance {
        (start, distance) = (Start { rows: &index.built.all, counts: postings.totals.clone() }, from_all);
    }
    if let Some(before) = before
        && from_before < distance
    {
        (start, distance) = (Start { rows: &before.rows, counts: before.counts.clone() }, from_before);
    }
    let by_rows = index.lists(dimension);
    let by_bits = postings.is_dense.then(|| words_to_read(start.rows, rows) * postings.sets.len());
    match (by_rows, by_bits) {
        (Some(lists), None) => walk(lists, &mut start, rows),
        (Some(lists), Some(words)) if distance * row_in_words(lists) < words => walk(lists, &mut start, rows),
        _ => count_bits(&postings.sets, &mut start, rows),
    }
    Counted { rows: Arc::clone(rows), counts: start.counts }
}

fn row_in_words(lists: &Lists) -> usize {
    if lists.is_single() { ROW_IN_WORDS.0 } else { ROW_IN_WORDS.1 }
}

fn changed_rows(a: &Rows, b: &Rows) -> usize {
    a.words().iter().zip(b.words()).map(|(a, b)| (a ^ b).count_ones() as usize).sum()
}

fn changed_words(a: &Rows, b: &Rows) -> usize {
    a.words().iter().zip(b.words()).filter(|(a, b)| a != b).count()
}

/// Words that counting by bits reads for each value.
fn words_to_read(from: &Rows, to: &Rows) -> usize {
    (changed_words(from, to) * 3).min(to.words().len())
}

/// By bit sets: all words of the new rows, or both sides of those that changed.
fn count_bits(sets: &[(u32, Rows)], start: &mut Start<'_>, rows: &Rows) {
    let (old, new) = (start.rows.words(), rows.words());
    if changed_words(start.rows, rows) * 3 >= new.len() {
        for (value, set) in sets {
            start.counts[*value as usize] = count_and(set.words(), new);
        }
        return;
    }
    let changed: Vec<usize> = (0..new.len()).filter(|at| old[*at] != new[*at]).collect();
    for (value, set) in sets {
        let words = set.words();
        let mut change = 0_u32;
        for at in &changed {
            let word = words[*at];
            change = change.wrapping_add((word & new[*at]).count_ones()).wrapping_sub((word & old[*at]).count_ones());
        }
        let count = &mut start.counts[*value as usize];
        *count = count.wrapping_add(change);
    }
}

/// By the values of each row that came or went.
fn walk(lists: &Lists, start: &mut Start<'_>, rows: &Rows) {
    let (old, new) = (start.rows.words(), rows.words());
    for (these, others, step) in [(new, old, 1), (old, new, u32::MAX)] {
        match &lists.values {
            Narrow::Short(values) => tally(&lists.starts, values, these, others, step, &mut start.counts),
            Narrow::Long(values) => tally(&lists.starts, values, these, others, step, &mut start.counts),
        }
    }
}

/// Adds `step` for each value of each row that is in `these` and not in `others`.
fn tally<T: Copy + Into<u32>>(
    starts: &[u32],
    values: &[T],
    these: &[u64],
    others: &[u64],
    step: u32,
    counts: &mut [u32],
) {
    let mut add = |value: T| {
        let value: u32 = value.into();
        // What stands for none is past the end.
        if let Some(count) = counts.get_mut(value as usize) {
            *count = count.wrapping_add(step);
        }
    };
    for (at, (word, other)) in these.iter().zip(others).enumerate() {
        let word = word & !other;
        if word == 0 {
            continue;
        }
        let base = at * 64;
        if values.is_empty() {
            return;
        }
        if starts.is_empty() {
            let values = &values[base..values.len().min(base + 64)];
            for bit in Ones(word) {
                add(values[bit]);
            }
        } else {
            let starts = &starts[base..starts.len().min(base + 65)];
            for bit in Ones(word) {
                for value in &values[starts[bit] as usize..starts[bit + 1] as usize] {
                    add(*value);
                }
            }
        }
    }
}
