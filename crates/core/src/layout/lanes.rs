//! The matched events of each lane, ready to be walked by weight and day.

use super::scene::Scene;
use super::stone::{LEAST_EXTENT_PX, Stone};
use super::table::LaneTable;
use crate::model::{EventId, Status, Word};
use crate::order;
use crate::query::Rows;
use crate::time::Span;
use std::sync::Arc;

pub(super) const RANKS: usize = 5;
/// Events by how many days are possible: one, 2 or 3, 4 to 7, 8 to 15 ...
pub(super) const CLASSES: usize = 16;

/// Where so much of a set is matched, what does not match is taken from the whole: that is read in its order.
const MUCH: usize = 8;

/// The matched events of each lane. Made once a filter; O(matched), and nothing where all are.
#[derive(Clone, Debug)]
pub struct Lanes {
    pub(super) table: Arc<LaneTable>,
    pub(super) matched: Arc<Rows>,
    pub(super) lists: Arc<Vec<LaneList>>,
}

/// One lane's events. Each run holds one rank and class, sorted by [`key`].
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LaneList {
    pub count: u32,
    runs: Vec<Vec<u64>>,
}

/// An event as a number that sorts by the middle of its days.
fn key(stone: &Stone, id: u32) -> u64 {
    let twice_middle = i64::from(stone.earliest) + i64::from(stone.latest) + 1;
    (((twice_middle + KEY_BIAS) as u64) << 32) | u64::from(id)
}

const KEY_BIAS: i64 = 1 << 31;

/// The least key whose middle is not before a day, given in half days.
pub(super) fn key_from_half_day(half_day: i64) -> u64 {
    ((half_day + KEY_BIAS).clamp(0, i64::from(u32::MAX)) as u64) << 32
}

/// The position of the event.
pub(super) fn id_of(key: u64) -> u32 {
    (key & u64::from(u32::MAX)) as u32
}

/// The part of a run whose middles lie in these days.
pub(super) fn inside(run: &[u64], from: i64, to: i64) -> &[u64] {
    let (from, to) = (key_from_half_day(2 * from), key_from_half_day(2 * to));
    let first = run.partition_point(|key| *key < from);
    let rest = run.get(first..).unwrap_or(&[]);
    rest.get(..rest.partition_point(|key| *key < to)).unwrap_or(&[])
}

/// How many at the start of a run lie before a key; near ones are found at once.
pub(super) fn gallop(run: &[u64], before: u64) -> usize {
    let mut step = 1;
    let mut low = 0;
    while low + step <= run.len() && run[low + step - 1] < before {
        low += step;
        step *= 2;
    }
    let high = (low + step - 1).min(run.len());
    low + run[low..high].partition_point(|key| *key < before)
}

/// Whether every event of the class is drawn in its middle at this scale.
pub(super) fn is_narrow(class: usize, px_per_day: f64) -> bool {
    class == 0 || (class + 1 < CLASSES && f64::from((2_u32 << class) - 1) * px_per_day < LEAST_EXTENT_PX)
}

/// Events in their lanes; from the first that the table lacks on they are left out.
pub(super) fn sorted(table: &LaneTable, rows: impl Iterator<Item = usize>) -> Vec<LaneList> {
    let mut lists: Vec<LaneList> = Vec::new();
    for _ in 0..table.keys.len() {
        lists.push(LaneList { count: 0, runs: vec![Vec::new(); RANKS * CLASSES] });
    }
    // Most runs come sorted, as events do.
    let mut is_mixed = vec![false; table.keys.len() * RANKS * CLASSES];
    for row in rows {
        let id = row as u32;
        let Some(stone) = table.stone(id) else { break };
        let run = usize::from(stone.rank) * CLASSES + stone.class();
        let key = key(stone, id);
        let mut lanes = table.lanes(id);
        while lanes != 0 {
            let lane = lanes.trailing_zeros() as usize;
            if let Some(list) = lists.get_mut(lane) {
                list.count += 1;
                let keys = &mut list.runs[run];
                is_mixed[lane * RANKS * CLASSES + run] |= keys.last().is_some_and(|last| *last > key);
                keys.push(key);
            }
            lanes &= lanes - 1;
        }
    }
    for (run, is_mixed) in lists.iter_mut().flat_map(|list| &mut list.runs).zip(is_mixed) {
        if is_mixed {
            order::keys(run);
        }
    }
    lists
}

impl LaneList {
    /// What of it is matched.
    fn of(&self, matched: &Rows) -> Self {
        let kept = |run: &Vec<u64>| -> Vec<u64> {
            run.iter().copied().filter(|key| matched.has(id_of(*key) as usize)).collect()
        };
        let runs: Vec<Vec<u64>> = self.runs.iter().map(kept).collect();
        Self { count: runs.iter().map(|run| run.len() as u32).sum(), runs }
    }

    /// The run of a rank and class.
    pub fn run(&self, rank: usize, class: usize) -> &[u64] {
        self.runs.get(rank * CLASSES + class).map_or(&[], Vec::as_slice)
    }

    /// Those of a class with extents that may meet the days.
    pub fn near(&self, rank: usize, class: usize, days: Span) -> &[u64] {
        let run = self.run(rank, class);
        if class + 1 >= CLASSES {
            return run;
        }
        let reach = 2_i64 << class;
        inside(run, i64::from(days.from.0) - reach, i64::from(days.to.0) + reach)
    }
}

impl Lanes {
    /// Sorts matched events into lanes; those that the table lacks are left out.
    #[must_use]
    pub fn new(table: Arc<LaneTable>, matched: &Arc<Rows>) -> Self {
        let (count, rows) = (matched.count(), table.rows());
        let lists = if count == rows && matched.total() == rows {
            Arc::clone(table.whole())
        } else if count * MUCH > rows {
            Arc::new(table.whole().iter().map(|list| list.of(matched)).collect())
        } else {
            Arc::new(sorted(&table, matched.iter()))
        };
        Self { table, matched: Arc::clone(matched), lists }
    }

    /// The table these lanes were made from.
    #[must_use]
    pub fn table(&self) -> &Arc<LaneTable> {
        &self.table
    }

    /// Matched events in a lane.
    #[must_use]
    pub fn count(&self, lane: usize) -> u32 {
        self.lists.get(lane).map_or(0, |list| list.count)
    }

    /// The events of a lane, ascending.
    pub fn events(&self, lane: usize) -> impl Iterator<Item = EventId> + '_ {
        self.matched.iter().map(EventId::at).filter(move |id| self.is_in(id.0, lane))
    }

    /// The events that a root stands for: those of its lane and days that the scene has no mark for.
    #[must_use]
    pub fn root_events(&self, scene: &Scene, root: usize) -> Vec<EventId> {
        let mut found = Vec::new();
        let Some(root) = scene.roots.get(root) else { return found };
        let mut drawn: Vec<u32> = Vec::new();
        for mark in &scene.marks {
            if mark.lane == root.lane {
                drawn.push(mark.event.0);
            }
        }
        order::ids(&mut drawn);
        for row in self.matched.iter() {
            let id = row as u32;
            let is_inside = self.is_in(id, usize::from(root.lane))
                && self
                    .stone(id)
                    .root_day(&scene.scale, scene.days)
                    .is_some_and(|day| root.days.from.0 <= day && day < root.days.to.0);
            if is_inside && drawn.binary_search(&id).is_err() {
                found.push(EventId(id));
            }
        }
        found
    }

    /// How many events of each status a root stands for, in the order of [`Status::ALL`].
    #[must_use]
    pub fn root_statuses(&self, scene: &Scene, root: usize) -> [u32; Status::ALL.len()] {
        let mut counts = [0; Status::ALL.len()];
        for event in self.root_events(scene, root) {
            counts[self.stone(event.0).status().index()] += 1;
        }
        counts
    }

    pub(super) fn stone(&self, id: u32) -> Stone {
        self.table.stone(id).copied().unwrap_or_default()
    }

    /// Whether an event touches a lane, matched or not.
    pub(super) fn is_in(&self, id: u32, lane: usize) -> bool {
        lane < self.lists.len() && self.table.lanes(id) & (1 << lane) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::LaneBy;
    use crate::model::{DataSet, Event};
    use crate::time::Day;

    #[test]
    fn lanes_are_the_same_however_many_events_match() {
        let mut data = DataSet::default();
        for at in 0..200_u32 {
            let mut event = Event::default();
            event.when.earliest = Day(at as i32 / 3);
            event.when.latest = Day(at as i32 / 3 + (at as i32 * 7) % 40);
            data.events.list_mut().push(event);
        }
        let table = Arc::new(LaneTable::of(&data, LaneBy::All));
        for step in [1, 2, 3, 7, 9, 50, 1_000] {
            let mut matched = Rows::none(200);
            (0..200).step_by(step).for_each(|row| matched.insert(row));
            let wanted = sorted(&table, matched.iter());
            let lanes = Lanes::new(Arc::clone(&table), &Arc::new(matched));
            assert_eq!(*lanes.lists, wanted, "one of {step}");
        }
    }
}
