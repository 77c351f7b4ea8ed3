//! What sets hold of each month, added up.

use crate::model::Event;
use crate::time::Day;
use std::collections::BTreeMap;

/// What all files of a set in parts hold of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthEntry {
    /// Its first day.
    pub from: Day,
    /// Events that began in it.
    pub events: u64,
    /// Sum of their lowest tolls.
    pub low: u64,
    /// Sum of their highest.
    pub high: u64,
    /// Events without a figure.
    pub unknown: u64,
}

impl MonthEntry {
    fn each(&self, other: &Self, both: fn(u64, u64) -> u64) -> Self {
        Self {
            from: self.from,
            events: both(self.events, other.events),
            low: both(self.low, other.low),
            high: both(self.high, other.high),
            unknown: both(self.unknown, other.unknown),
        }
    }

    /// Without those of `taken`.
    pub(super) fn without(&self, taken: Option<&Self>) -> Self {
        taken.map_or(*self, |taken| self.each(taken, u64::saturating_sub))
    }
}

/// Counts events by the month in which they may have begun first.
///
/// ```
/// use conflict_timeline_core::ingest::Months;
/// use conflict_timeline_core::{model::Event, time::When};
/// let mut months = Months::default();
/// months.count(&Event { when: When::parse("2013-01-10").unwrap(), ..Event::default() });
/// let month = months.iter().next().unwrap();
/// assert_eq!((month.from.to_string().as_str(), month.events, month.unknown), ("2013-01-01", 1, 1));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Months(BTreeMap<Day, MonthEntry>);

impl Months {
    /// Counts an event.
    pub fn count(&mut self, event: &Event) {
        let from = event.when.earliest.month_start();
        let [low, high] = event.toll().map_or([0; 2], |toll| [toll.low, toll.high].map(u64::from));
        self.add(MonthEntry { from, events: 1, low, high, unknown: u64::from(event.toll().is_none()) });
    }

    /// Counts all that a month has, beside what is counted of it.
    pub fn add(&mut self, month: MonthEntry) {
        let sum = self.0.entry(month.from).or_insert(MonthEntry { events: 0, low: 0, high: 0, unknown: 0, ..month });
        *sum = sum.each(&month, u64::saturating_add);
    }

    /// The months with events, in order.
    pub fn iter(&self) -> impl Iterator<Item = &MonthEntry> {
        self.0.values()
    }

    pub(super) fn of(&self, first: Day) -> Option<&MonthEntry> {
        self.0.get(&first)
    }
}
