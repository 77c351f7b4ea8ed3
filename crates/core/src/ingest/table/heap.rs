//! The events of a table as its rows give them, few bytes each, and their order in the end.

use crate::ingest::rows::{Rows, Spot};
use crate::model::{DataSet, Event, Events};
use crate::time::Day;
use std::cmp::Ordering;
use std::sync::Arc;

/// So many are sorted at once; sorted stretches of one length become one, so that the last step is a short one.
const RUN: usize = 1 << 14;

/// What decides an event's place.
#[derive(Clone, Copy, Debug)]
struct Key {
    earliest: Day,
    latest: Day,
    /// How many came before it.
    row: u32,
    spot: Spot,
}

/// Takes events in any order.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Heap {
    rows: Rows,
    keys: Vec<Key>,
    /// Where sorted stretches end.
    runs: Vec<usize>,
}

impl Heap {
    pub(super) fn of(mut events: Events) -> Self {
        let mut heap = Self::default();
        events.list_mut().iter_mut().for_each(|event| heap.push(event));
        heap
    }

    /// The same events.
    pub(in crate::ingest) fn again(&self) -> Self {
        let (mut heap, mut event) = (Self::default(), Event::default());
        for key in &self.keys {
            self.rows.event(key.spot, &mut event);
            heap.push(&mut event);
        }
        heap
    }

    /// Their bytes, as they came.
    pub(super) fn rows(&self) -> &Rows {
        &self.rows
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    pub(in crate::ingest) fn push(&mut self, event: &mut Event) {
        let (spot, row) = (self.rows.put(event), self.keys.len() as u32);
        self.keys.push(Key { earliest: event.when.earliest, latest: event.when.latest, row, spot });
        let mut from = self.runs.last().copied().unwrap_or(0);
        if self.keys.len() - from < RUN {
            return;
        }
        self.sort(from);
        // From the run before the last: as long as the last, or longer.
        while let Some(end) = self.runs.pop() {
            let before = self.runs.last().copied().unwrap_or(0);
            if end - before > self.keys.len() - end {
                self.runs.push(end);
                break;
            }
            from = before;
            self.sort(from);
        }
        self.runs.push(self.keys.len());
    }

    /// The standard library's own sort, as it makes one of sorted stretches in one pass.
    fn sort(&mut self, from: usize) {
        let rows = &self.rows;
        // Their bytes begin with the slugs.
        self.keys[from..].sort_by(|a, b| match (a.earliest, a.latest).cmp(&(b.earliest, b.latest)) {
            Ordering::Equal => rows.bytes(a.spot).cmp(rows.bytes(b.spot)),
            unequal => unequal,
        });
    }

    /// The events in the order in which they came, to be changed by number.
    pub(super) fn as_they_came(&mut self) -> &mut Self {
        self.runs.clear();
        self.keys.sort_unstable_by_key(|key| key.row);
        self
    }

    /// Changes an event, if `change` says that it did; only behind [`Self::as_they_came`].
    pub(super) fn change(&mut self, row: u32, change: &mut dyn FnMut(&mut Event) -> bool) {
        let Some(key) = self.keys.get_mut(row as usize) else { return };
        let mut event = Event::default();
        self.rows.event(key.spot, &mut event);
        if change(&mut event) {
            let spot = self.rows.put(&mut event);
            *key = Key { earliest: event.when.earliest, latest: event.when.latest, spot, ..*key };
        }
    }

    /// The events as a list, in the order in which they came.
    pub(super) fn list(&mut self) -> Vec<Event> {
        self.as_they_came();
        let mut list = vec![Event::default(); self.keys.len()];
        for (key, event) in self.keys.iter().zip(&mut list) {
            self.rows.event(key.spot, event);
        }
        list
    }

    /// Puts the events into a set in the order that our own reader gives them, each with its phase; returns the number that
    /// each had as it came.
    pub(in crate::ingest) fn settle(mut self, data: &mut DataSet) -> Vec<u32> {
        if !data.phases.is_empty() {
            self.as_they_came();
            for row in 0..self.keys.len() as u32 {
                self.change(row, &mut |event| {
                    event.phase = data.phase_at(event.when.anchor());
                    event.phase.is_some()
                });
            }
        }
        self.sort(0);
        // A set without a day of its own has that of its last event, so that it is the same each time.
        data.meta.date = self.keys.iter().map(|key| key.latest).max().unwrap_or_default();
        self.rows.spots = self.keys.iter().map(|key| key.spot).collect();
        data.events = Events::of_kept(Arc::new(self.rows));
        self.keys.iter().map(|key| key.row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_of_any_number_come_out_in_order_and_as_they_came() {
        let mut heap = Heap::default();
        let mut seed = 7_u32;
        let count = 5 * RUN as u32 + 3;
        for row in 0..count {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let day = Day((seed >> 24) as i32);
            let when = crate::time::When { earliest: day, latest: day, ..Default::default() };
            heap.push(&mut Event { slug: format!("e{row}"), when, ..Event::default() });
        }
        assert!(heap.list().iter().enumerate().all(|(row, event)| event.slug == format!("e{row}")));
        let mut data = DataSet::default();
        heap.settle(&mut data);
        assert_eq!(data.events.len(), count as usize);
        let keys = data.events.iter().map(|event| (event.when.earliest, event.slug.clone()));
        assert!(keys.clone().is_sorted() && data.meta.date == Day(255));
    }
}
