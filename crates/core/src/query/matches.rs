//! Which rows match: one set a condition, so that each facet can ignore its own, and what all let through.

use super::{Choice, Dimension, Filter, Index, dates, places};
use crate::model::EventId;
use crate::time::Span;
use conflict_timeline_rows::{Counted, Rows, Way};
use std::sync::{Arc, OnceLock};

/// A part of a filter that lets rows through or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The choice in one dimension.
    Choice(Dimension),
    /// The days.
    Dates,
    /// The range of tolls.
    Toll,
    /// The words.
    Text,
    /// Contested or not.
    Disputed,
    /// The box on the map.
    Within,
}

/// One a dimension, and the five others.
const CONDITIONS: usize = Dimension::ALL.len() + 5;

impl Condition {
    const OTHERS: [Self; 5] = [Self::Dates, Self::Toll, Self::Text, Self::Disputed, Self::Within];

    fn all() -> impl Iterator<Item = Self> {
        Dimension::ALL.into_iter().map(Self::Choice).chain(Self::OTHERS)
    }

    fn at(self) -> usize {
        let other = Dimension::ALL.len();
        match self {
            Self::Choice(dimension) => dimension as usize,
            Self::Dates => other,
            Self::Toll => other + 1,
            Self::Text => other + 2,
            Self::Disputed => other + 3,
            Self::Within => other + 4,
        }
    }

    fn is_alike(self, a: &Filter, b: &Filter) -> bool {
        match self {
            Self::Choice(dimension) => a.choice(dimension) == b.choice(dimension),
            Self::Dates => (a.from, a.to, a.dates) == (b.from, b.to, b.dates),
            Self::Toll => a.toll == b.toll,
            Self::Text => a.text == b.text,
            Self::Disputed => a.disputed == b.disputed,
            Self::Within => a.within == b.within,
        }
    }

    /// The rows that it lets through; `None` where it asks for nothing.
    fn find(self, index: &Index, filter: &Filter) -> Option<Rows> {
        let built = &index.built;
        match self {
            Self::Choice(dimension) => chosen(index, dimension, filter.choice(dimension)),
            Self::Dates => Some(built.dates.find(&built.table, filter.span()?, filter.dates)),
            Self::Toll => filter.toll.map(|(low, high)| built.tolls.find(low, high)),
            Self::Text => index.words.find(index, &filter.text),
            Self::Disputed => {
                let mut rows = built.contested.clone();
                if !filter.disputed? {
                    rows.flip();
                }
                Some(rows)
            }
            Self::Within => Some(places::find(index, filter.within?)),
        }
    }
}

fn chosen(index: &Index, dimension: Dimension, choice: &Choice) -> Option<Rows> {
    if choice.is_empty() {
        return None;
    }
    let postings = &index.values(dimension)?.postings;
    let mut rows =
        if choice.include.is_empty() { Rows::clone(&index.built.all) } else { postings.any(&choice.include) };
    if !choice.exclude.is_empty() {
        rows.drop(&postings.any(&choice.exclude));
    }
    Some(rows)
}

/// The rows that a filter leaves. A value: it depends on the index and the filter alone, however it was made.
#[derive(Clone, Debug, Default)]
pub struct Matches {
    index: Index,
    filter: Filter,
    sets: [Option<Arc<Rows>>; CONDITIONS],
    rows: Arc<Rows>,
    count: usize,
    /// What was found without one condition.
    without: [OnceLock<Arc<Rows>>; CONDITIONS],
    /// Facets counted so far.
    counted: [OnceLock<Arc<Counted>>; Dimension::ALL.len()],
    /// Facets of the matches that these were made from, to count on from.
    before: [Option<Arc<Counted>>; Dimension::ALL.len()],
    /// From those facets to these.
    way: OnceLock<Arc<Way>>,
}

/// Two are the same if they are the same rows of the same index by the same conditions.
impl PartialEq for Matches {
    fn eq(&self, other: &Self) -> bool {
        self.index.is(&other.index) && self.rows == other.rows && self.sets == other.sets
    }
}

impl Eq for Matches {}

impl Matches {
    /// How many match.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many match out of how many.
    #[must_use]
    pub fn total(&self) -> usize {
        self.rows.total()
    }

    /// Whether a row matches.
    #[must_use]
    pub fn has(&self, id: EventId) -> bool {
        self.rows.has(id.index())
    }

    /// The matching rows in order.
    #[must_use]
    pub fn ids(&self) -> Vec<EventId> {
        let mut ids = Vec::with_capacity(self.count);
        ids.extend(self.rows.iter().map(EventId::at));
        ids
    }

    /// The matching rows.
    #[must_use]
    pub fn rows(&self) -> &Arc<Rows> {
        &self.rows
    }

    /// Rows that would match without one condition.
    #[must_use]
    pub fn rows_without(&self, condition: Condition) -> Arc<Rows> {
        if self.sets[condition.at()].is_none() {
            return Arc::clone(&self.rows);
        }
        let found = self.without[condition.at()].get_or_init(|| {
            let others = self.sets.iter().enumerate().filter(|(at, _)| *at != condition.at());
            all_of(&self.index, others.filter_map(|(_, set)| set.as_ref()))
        });
        Arc::clone(found)
    }

    /// Rows that would match if the dates were not filtered.
    #[must_use]
    pub fn without_dates(&self) -> Arc<Rows> {
        self.rows_without(Condition::Dates)
    }

    /// How many would match without one condition.
    #[must_use]
    pub fn count_without(&self, condition: Condition) -> usize {
        if self.sets[condition.at()].is_none() { self.count } else { self.rows_without(condition).count() }
    }

    /// The matching row that has `n` others before it.
    #[must_use]
    pub fn nth(&self, n: usize) -> Option<EventId> {
        self.rows.nth(n).map(EventId::at)
    }

    /// How many matching rows come before this one.
    #[must_use]
    pub fn rank(&self, id: EventId) -> usize {
        self.rows.rank(id.index())
    }

    /// The next matching row after this one, which need not match itself.
    #[must_use]
    pub fn next(&self, id: EventId) -> Option<EventId> {
        self.rows.after(id.index()).map(EventId::at)
    }

    /// The last matching row before this one.
    #[must_use]
    pub fn previous(&self, id: EventId) -> Option<EventId> {
        self.rows.before(id.index()).map(EventId::at)
    }

    /// The matching rows that may have happened, in part at least, in the span.
    #[must_use]
    pub fn in_span(&self, span: Span) -> Rows {
        let built = &self.index.built;
        let mut rows = built.dates.find(&built.table, span, super::Dates::Overlap);
        rows.keep(&self.rows);
        rows
    }

    /// The same, one condition left aside, as its facet does.
    #[must_use]
    pub fn in_span_without(&self, condition: Condition, span: Span) -> Rows {
        let built = &self.index.built;
        let mut rows = built.dates.find(&built.table, span, super::Dates::Overlap);
        rows.keep(&self.rows_without(condition));
        rows
    }

    /// How many rows have each value of a dimension and match every other condition, by position.
    #[must_use]
    pub fn counts(&self, dimension: Dimension) -> &[u32] {
        let counted = self.counted[dimension as usize].get_or_init(|| {
            let rows = self.rows_without(Condition::Choice(dimension));
            match &self.before[dimension as usize] {
                Some(before) if Arc::ptr_eq(&before.rows, &rows) => Arc::clone(before),
                before => Arc::new(self.count_anew(dimension, &rows, before.as_deref())),
            }
        });
        &counted.counts
    }

    fn count_anew(&self, dimension: Dimension, rows: &Arc<Rows>, before: Option<&Counted>) -> Counted {
        let known = before.map(|before| &before.rows);
        // Where the days are chosen, what matches is often little else than a run of rows.
        let find = || {
            let run = self.filter.span().map(|span| dates::run(&self.index.built.table, span));
            Way::new(rows, run, known)
        };
        // Dimensions without a choice of their own are counted over the same rows: one way serves them.
        let shared = Arc::ptr_eq(rows, &self.rows).then(|| self.way.get_or_init(|| Arc::new(find())));
        match shared.filter(|way| way.is(rows, known)) {
            Some(way) => self.index.count(dimension, way, before),
            None => self.index.count(dimension, &find(), before),
        }
    }

    /// The index of which they are rows.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The filter that left them.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }
}

/// The rows in every set.
fn all_of<'a>(index: &Index, mut sets: impl Iterator<Item = &'a Arc<Rows>>) -> Arc<Rows> {
    let Some(first) = sets.next() else { return Arc::clone(&index.built.all) };
    let mut rows = Arc::clone(first);
    for set in sets {
        Arc::make_mut(&mut rows).keep(set);
    }
    rows
}

/// The rows that the filter leaves.
#[must_use]
pub fn matches(index: &Index, filter: &Filter) -> Matches {
    matches_after(index, filter, None)
}

/// The same, sooner: what an earlier answer over the same index knows already is taken from it.
#[must_use]
pub fn matches_after(index: &Index, filter: &Filter, before: Option<&Matches>) -> Matches {
    let before = before.filter(|before| before.index.is(index));
    let mut sets: [Option<Arc<Rows>>; CONDITIONS] = Default::default();
    let mut changed = Vec::new();
    for condition in Condition::all() {
        sets[condition.at()] = match before {
            Some(before) if condition.is_alike(&before.filter, filter) => before.sets[condition.at()].clone(),
            _ => {
                changed.push(condition.at());
                condition.find(index, filter).map(Arc::new)
            }
        };
    }
    let rows = match before {
        Some(before) if changed.is_empty() => Arc::clone(&before.rows),
        _ => all_of(index, sets.iter().flatten()),
    };
    // Where one condition changed, what was found without it stands.
    let mut without: [OnceLock<Arc<Rows>>; CONDITIONS] = Default::default();
    if let (Some(before), [at]) = (before, &changed[..]) {
        let known = if before.sets[*at].is_none() { Some(&before.rows) } else { before.without[*at].get() };
        without[*at] = known.cloned().map_or_else(OnceLock::new, OnceLock::from);
    }
    let kept = Dimension::ALL.map(|dimension| {
        let before = before?;
        before.counted[dimension as usize].get().or(before.before[dimension as usize].as_ref()).cloned()
    });
    let count = rows.count();
    Matches {
        index: index.clone(),
        filter: filter.clone(),
        sets,
        rows,
        count,
        without,
        counted: Default::default(),
        before: kept,
        way: OnceLock::new(),
    }
}
