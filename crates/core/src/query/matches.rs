//! Which rows match: one reject bit a dimension a row, so that each facet can ignore its own.

use super::search::find;
use super::{Choice, Dates, Dimension, Filter, Index};
use crate::model::EventId;

const DATES_BIT: u16 = 1 << 8;
const TOLL_BIT: u16 = 1 << 9;
const TEXT_BIT: u16 = 1 << 10;

/// The rows that a filter leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// A row matches when nothing rejects it.
    pub(super) reject: Vec<u16>,
    /// The matching rows in order.
    pub ids: Vec<EventId>,
}

impl Matches {
    /// How many match.
    #[must_use]
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    /// How many match out of how many.
    #[must_use]
    pub fn total(&self) -> usize {
        self.reject.len()
    }

    /// Whether a row matches.
    #[must_use]
    pub fn has(&self, id: EventId) -> bool {
        self.reject.get(id.index()) == Some(&0)
    }

    /// Rows that would match if the dates were not filtered.
    #[must_use]
    pub fn without_dates(&self) -> Vec<EventId> {
        let rows = self.reject.iter().enumerate();
        rows.filter(|(_, bits)| **bits & !DATES_BIT == 0).map(|(row, _)| EventId::at(row)).collect()
    }

    /// How many would match without one dimension's choice, dates (8), toll (9) or words (10).
    #[must_use]
    pub fn count_without(&self, bit: usize) -> usize {
        self.reject.iter().filter(|bits| **bits & !(1 << bit) == 0).count()
    }
}

/// The rows that the filter leaves.
#[must_use]
pub fn matches(index: &Index, filter: &Filter) -> Matches {
    let mut reject = vec![0_u16; index.rows()];
    for dimension in Dimension::ALL {
        let choice = filter.choice(dimension);
        if choice.is_empty() {
            continue;
        }
        let column = &index.columns[dimension as usize];
        for (row, bits) in reject.iter_mut().enumerate() {
            if !accepts(choice, column.of(row)) {
                *bits |= 1 << dimension as u16;
            }
        }
    }
    if let Some(span) = filter.span() {
        for (when, bits) in index.whens.iter().zip(&mut reject) {
            let is_in = match filter.dates {
                Dates::Overlap => when.may_meet(span),
                Dates::Inside => when.is_inside(span),
                Dates::Start => span.has(when.earliest),
            };
            if !is_in {
                *bits |= DATES_BIT;
            }
        }
    }
    if let Some((low, high)) = filter.toll {
        for (toll, bits) in index.tolls.iter().zip(&mut reject) {
            let is_in = toll.is_some_and(|toll| low <= toll.high && high.is_none_or(|high| toll.high <= high));
            if !is_in {
                *bits |= TOLL_BIT;
            }
        }
    }
    if let Some(found) = find(&index.words, &filter.text, index.rows()) {
        for (row, bits) in reject.iter_mut().enumerate() {
            if !found.contains(row) {
                *bits |= TEXT_BIT;
            }
        }
    }
    let rows = reject.iter().enumerate();
    let ids = rows.filter(|(_, bits)| **bits == 0).map(|(row, _)| EventId::at(row)).collect();
    Matches { reject, ids }
}

fn accepts(choice: &Choice, values: &[u32]) -> bool {
    let has = |list: &[u32]| values.iter().any(|value| list.contains(value));
    (choice.include.is_empty() || has(&choice.include)) && !has(&choice.exclude)
}
