//! How many events each value has, the dimension's own choice ignored.

use super::{Dimension, Filter, Index, Matches};
use crate::order;

/// One value of a dimension with its count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The value.
    pub value: u32,
    /// Events that have it and match every other dimension.
    pub count: u32,
    /// Events that have it at all.
    pub total: u32,
    /// Chosen.
    pub is_in: bool,
    /// Taken out.
    pub is_out: bool,
}

/// The values of a dimension that any event has, the most frequent first, ties in the order of the list.
#[must_use]
pub fn facets(index: &Index, matches: &Matches, filter: &Filter, dimension: Dimension) -> Vec<Facet> {
    let column = &index.columns[dimension as usize];
    let mut counts = vec![(0_u32, 0_u32); column.value_count];
    let other_bits = !(1_u16 << dimension as u16);
    for (row, bits) in matches.reject.iter().enumerate() {
        let is_counted = u32::from(bits & other_bits == 0);
        for value in column.of(row) {
            let count = &mut counts[*value as usize];
            count.0 += is_counted;
            count.1 += 1;
        }
    }
    let choice = filter.choice(dimension);
    let mut values: Vec<u32> = (0..counts.len() as u32).filter(|value| counts[*value as usize].1 > 0).collect();
    order::by(&mut values, &mut |a, b| counts[b as usize].1.cmp(&counts[a as usize].1));
    let facet = |value: u32| {
        let (count, total) = counts[value as usize];
        let (is_in, is_out) = (choice.include.contains(&value), choice.exclude.contains(&value));
        Facet { value, count, total, is_in, is_out }
    };
    values.into_iter().map(facet).collect()
}
