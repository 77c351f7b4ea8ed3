//! How many events each value has, the dimension's own choice ignored.

use super::{Dimension, Filter, Index, Matches, matches};
use conflict_timeline_rows::{Rows, Way};
use std::sync::Arc;

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
/// `matches` has to be the answer to `filter` over `index`; if it is not, that answer is made first.
#[must_use]
pub fn facets(index: &Index, matches: &Matches, filter: &Filter, dimension: Dimension) -> Vec<Facet> {
    if !matches.index().is(index) || matches.filter() != filter {
        return facets(index, &self::matches(index, filter), filter, dimension);
    }
    let Some(values) = index.values(dimension) else { return Vec::new() };
    let (choice, counts) = (filter.choice(dimension), matches.counts(dimension));
    let facet = |value: &u32| Facet {
        value: *value,
        count: counts[*value as usize],
        total: values.postings.totals()[*value as usize],
        is_in: choice.include.contains(value),
        is_out: choice.exclude.contains(value),
    };
    values.by_total.iter().map(facet).collect()
}

/// The same values, with how many of some rows have each.
#[must_use]
pub fn facets_among(index: &Index, rows: &Arc<Rows>, mut facets: Vec<Facet>, dimension: Dimension) -> Vec<Facet> {
    let counts = index.count(dimension, &Way::new(rows, None, None), None).counts;
    for facet in &mut facets {
        facet.count = counts.get(facet.value as usize).copied().unwrap_or(0);
    }
    facets
}
