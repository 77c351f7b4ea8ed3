//! From a value to the rows that have it: a bit set where there are many, a list where there are few.

use super::bits::Rows;
use crate::model::table::Lists;

/// Up to this many values in use, each has a bit set: counting by them beats counting by rows.
const ALL_DENSE: usize = 64;
/// A bit set is smaller than a list of four bytes a row from this share of the rows on.
const DENSE_SHARE: usize = 32;
/// Marks a value that has a list.
const SPARSE: u32 = u32::MAX;

/// Rows of each value.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    /// How many rows have each value.
    pub(super) totals: Vec<u32>,
    /// Position in `sets` of each value, or [`SPARSE`].
    at: Vec<u32>,
    /// The bit sets, with their values.
    pub(super) sets: Vec<(u32, Rows)>,
    starts: Vec<u32>,
    rows: Vec<u32>,
    row_count: usize,
    /// Every value in use has a bit set.
    pub(super) is_dense: bool,
}

impl Postings {
    /// `each` calls with every row and value, rows rising, a value once a row.
    pub(super) fn new(row_count: usize, value_count: usize, each: impl Fn(&mut dyn FnMut(usize, u32))) -> Self {
        let mut totals = vec![0_u32; value_count];
        each(&mut |_, value| totals[value as usize] += 1);
        let is_dense = totals.iter().filter(|total| **total > 0).count() <= ALL_DENSE;
        let least = if is_dense { 1 } else { (row_count / DENSE_SHARE).max(ALL_DENSE) };
        let mut postings = Self { row_count, is_dense, ..Self::default() };
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
        each(&mut |row, value| {
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

    pub(super) fn of_lists(lists: &Lists, value_count: usize) -> Self {
        Self::new(lists.rows(), value_count, |call| lists.each(call))
    }

    pub(super) fn of_bytes(column: &[u8], value_count: usize) -> Self {
        Self::new(column.len(), value_count, |call| {
            for (row, value) in column.iter().enumerate() {
                call(row, (*value).into());
            }
        })
    }

    /// Takes the rows of a value into a set; a value that nothing has brings none.
    pub(super) fn join_into(&self, value: u32, rows: &mut Rows) {
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
    pub(super) fn any(&self, values: &[u32]) -> Rows {
        let mut rows = Rows::none(self.row_count);
        for value in values {
            self.join_into(*value, &mut rows);
        }
        rows
    }
}
