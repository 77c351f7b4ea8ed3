//! From a value to the rows that have it: a bit set where there are many, a list where there are few. And how many
//! rows had it at every so many rows, so that a run of rows is counted from both its ends.

use crate::{Lists, Narrow, Rows};

/// Up to this many values in use, each has a bit set: counting by them beats counting by rows.
pub const ALL_DENSE: usize = 64;
/// A bit set is smaller than a list of four bytes a row from this share of the rows on.
const DENSE_SHARE: usize = 32;
/// Marks a value that has a list.
const SPARSE: u32 = u32::MAX;
/// Rows between two marks at least.
const LEAST_STRIDE: usize = 1_024;
/// Rows between two marks for each value: half a byte a row.
const STRIDE_OF_VALUE: usize = 8;

/// Rows of each value.
///
/// ```
/// use conflict_timeline_rows::{Lists, Postings};
/// let mut lists = Lists::default();
/// [&[0_u32, 2][..], &[], &[2]].iter().for_each(|row| lists.push(row));
/// let postings = Postings::of(3, 4, &lists);
/// assert_eq!(postings.totals(), [1, 0, 2, 0]);
/// assert_eq!(postings.any(&[2]).iter().collect::<Vec<_>>(), [0, 2]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Postings {
    totals: Vec<u32>,
    /// Position in `sets` of each value, or [`SPARSE`].
    at: Vec<u32>,
    /// The bit sets, with their values.
    pub(crate) sets: Vec<(u32, Rows)>,
    starts: Vec<u32>,
    rows: Vec<u32>,
    row_count: usize,
    /// Every value in use has a bit set.
    is_dense: bool,
    /// Rows between two marks.
    stride: usize,
    /// How many rows before each mark have each value, from the second mark on; the first is row 0.
    marks: Vec<u32>,
}

impl Postings {
    /// The values of lists, each once a row. `rows` may be more than the lists know of; values are below `values`.
    ///
    /// # Panics
    /// Where a row or a value is not below its bound.
    #[must_use]
    pub fn of(rows: usize, values: usize, lists: &Lists) -> Self {
        Self::new(rows, values, lists, stride(values))
    }

    /// The same, to find rows alone; nothing is counted.
    ///
    /// # Panics
    /// As [`Self::of`].
    #[must_use]
    pub fn to_find(values: usize, lists: &Lists) -> Self {
        Self::new(lists.rows(), values, lists, usize::MAX)
    }

    /// From a set of rows for each value that any row has, values rising.
    ///
    /// # Panics
    /// Where a value is not below `values`, or a set is of fewer rows.
    #[must_use]
    pub fn of_sets(row_count: usize, values: usize, sets: Vec<(u32, Rows)>) -> Self {
        let stride = stride(values);
        let mut postings = Self {
            totals: vec![0; values],
            at: vec![SPARSE; values],
            starts: vec![0; values + 1],
            row_count,
            ..Self::default()
        };
        (postings.is_dense, postings.stride) = (true, stride);
        postings.marks = vec![0; row_count / stride * values];
        for (at, (value, set)) in sets.iter().enumerate() {
            let value = *value as usize;
            postings.totals[value] = set.count() as u32;
            postings.at[value] = at as u32;
            let mut before = 0;
            for (mark, marks) in postings.marks.chunks_exact_mut(values).enumerate() {
                before += set.count_in(mark * stride, (mark + 1) * stride) as u32;
                marks[value] = before;
            }
        }
        postings.sets = sets;
        postings
    }

    fn new(row_count: usize, value_count: usize, lists: &Lists, stride: usize) -> Self {
        let mut marks = Vec::with_capacity(row_count / stride * value_count);
        let mut totals = vec![0_u32; value_count];
        let listed = lists.rows();
        let mut from = 0;
        while from < row_count {
            let to = from.saturating_add(stride).min(row_count);
            add_rows(lists, from.min(listed), to.min(listed), 1, &mut totals);
            if to - from == stride {
                marks.extend_from_slice(&totals);
            }
            from = to;
        }
        let is_dense = totals.iter().filter(|total| **total > 0).count() <= ALL_DENSE;
        let least = if is_dense { 1 } else { (row_count / DENSE_SHARE).max(ALL_DENSE) };
        let mut postings = Self { row_count, is_dense, stride, marks, ..Self::default() };
        let mut end = 0;
        for (value, total) in totals.iter().enumerate() {
            postings.starts.push(end);
            if *total as usize >= least {
                postings.at.push(postings.sets.len() as u32);
                postings.sets.push((value as u32, Rows::none(row_count)));
            } else {
                postings.at.push(SPARSE);
                end += total;
            }
        }
        postings.starts.push(end);
        postings.rows = vec![0; end as usize];
        let mut next = postings.starts.clone();
        lists.each(|row, value| {
            let value = value as usize;
            match postings.sets.get_mut(postings.at[value] as usize) {
                Some((_, set)) => set.insert(row),
                None => {
                    postings.rows[next[value] as usize] = row as u32;
                    next[value] += 1;
                }
            }
        });
        postings.totals = totals;
        postings
    }

    /// How many rows have each value.
    #[must_use]
    pub fn totals(&self) -> &[u32] {
        &self.totals
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.row_count
    }

    /// Whether every value in use has a bit set, so that counting needs no lists.
    #[must_use]
    pub fn is_dense(&self) -> bool {
        self.is_dense
    }

    /// Takes the rows of a value into a set; a value that nothing has brings none.
    ///
    /// # Panics
    /// Where the set is of fewer rows.
    pub fn join_into(&self, value: u32, rows: &mut Rows) {
        let Some(at) = self.at.get(value as usize) else { return };
        match self.sets.get(*at as usize) {
            Some((_, set)) => rows.join(set),
            None => {
                let (from, to) = (self.starts[value as usize], self.starts[value as usize + 1]);
                for row in &self.rows[from as usize..to as usize] {
                    rows.insert(*row as usize);
                }
            }
        }
    }

    /// Rows that have any of the values.
    #[must_use]
    pub fn any(&self, values: &[u32]) -> Rows {
        let mut rows = Rows::none(self.row_count);
        for value in values {
            self.join_into(*value, &mut rows);
        }
        rows
    }

    /// How many rows of a run have each value. `lists` are the values of each row, where they stand anywhere.
    pub(crate) fn count_run(&self, lists: Option<&Lists>, from: usize, to: usize) -> Vec<u32> {
        let mut counts = vec![0_u32; self.totals.len()];
        for (end, step) in [(to, 1), (from, u32::MAX)] {
            let mark = end / self.stride;
            if let Some(before) = mark.checked_sub(1) {
                let marks = &self.marks[before * counts.len()..][..counts.len()];
                for (count, known) in counts.iter_mut().zip(marks) {
                    *count = count.wrapping_add(known.wrapping_mul(step));
                }
            }
            match lists {
                Some(lists) => add_rows(lists, mark * self.stride, end, step, &mut counts),
                None => self.add_sets(mark * self.stride, end, step, &mut counts),
            }
        }
        counts
    }

    fn add_sets(&self, from: usize, to: usize, step: u32, counts: &mut [u32]) {
        for (value, set) in &self.sets {
            let count = &mut counts[*value as usize];
            *count = count.wrapping_add((set.count_in(from, to) as u32).wrapping_mul(step));
        }
    }
}

/// Adds `step` for each value of each row of a run.
fn add_rows(lists: &Lists, from: usize, to: usize, step: u32, counts: &mut [u32]) {
    // Lists that no row has anything in may be empty.
    if from >= to || lists.values.is_empty() {
        return;
    }
    let at = |row: usize| if lists.starts.is_empty() { row } else { lists.starts[row] as usize };
    let (from, to) = (at(from), at(to));
    match &lists.values {
        Narrow::Short(values) => add(&values[from..to], step, counts),
        Narrow::Long(values) => add(&values[from..to], step, counts),
    }
}

/// Rows between two marks.
fn stride(values: usize) -> usize {
    (values * STRIDE_OF_VALUE).next_power_of_two().max(LEAST_STRIDE)
}

/// Adds `step` for each value.
#[inline]
pub(crate) fn add<T: Copy + Into<u32>>(values: &[T], step: u32, counts: &mut [u32]) {
    for value in values {
        let value: u32 = (*value).into();
        // What stands for none is past the end.
        if let Some(count) = counts.get_mut(value as usize) {
            *count = count.wrapping_add(step);
        }
    }
}
