//! From a value to the rows that have it: a bit set where there are many, a list where there are few.

use super::bits::Rows;
use crate::model::table::Lists;

/// Up to this many values in use, each has a bit set: counting by them beats counting by rows.
const ALL_DENSE: usize = 64;
/// A bit set is smaller than a list of four bytes a row from this share of the rows on.
const DENSE_SHARE: usize = 32;
/// Marks a value that has a list.
const SPARSE: u32 = u32::MAX;

/// Rows with their values: every pair once, rows rising.
pub(super) trait Pairs {
    /// How many rows there are.
    fn rows(&self) -> usize;
    /// Calls with every row and value.
    fn each(&self, call: impl FnMut(usize, u32));
}

impl Pairs for Lists {
    fn rows(&self) -> usize {
        Lists::rows(self)
    }

    #[inline]
    fn each(&self, call: impl FnMut(usize, u32)) {
        Lists::each(self, call);
    }
}

impl Pairs for [u8] {
    fn rows(&self) -> usize {
        self.len()
    }

    #[inline]
    fn each(&self, mut call: impl FnMut(usize, u32)) {
        for (row, value) in self.iter().enumerate() {
            call(row, (*value).into());
        }
    }
}

/// Values that follow from others: the regions of places, the blocs of actors.
pub(super) struct Derived<'a> {
    pub(super) lists: &'a Lists,
    /// What follows from each value.
    pub(super) from: &'a Lists,
    /// How many values may follow.
    pub(super) bound: usize,
}

impl Pairs for Derived<'_> {
    fn rows(&self) -> usize {
        self.lists.rows()
    }

    #[inline]
    fn each(&self, mut call: impl FnMut(usize, u32)) {
        // The last row that each value was told of, plus one: a row tells a value once.
        let mut told = vec![0; self.bound];
        self.lists.each(|row, value| {
            for value in self.from.of(value as usize) {
                let told = &mut told[value as usize];
                if *told != row + 1 {
                    *told = row + 1;
                    call(row, value);
                }
            }
        });
    }
}

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
    /// Reads all pairs twice. `row_count` may be more than pairs know of.
    pub(super) fn new(row_count: usize, value_count: usize, pairs: &(impl Pairs + ?Sized)) -> Self {
        let mut totals = vec![0_u32; value_count];
        pairs.each(|_, value| totals[value as usize] += 1);
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
        pairs.each(|row, value| {
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
