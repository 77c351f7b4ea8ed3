//! The matched events of each lane, ready to be walked by weight and day.

use super::scene::Scene;
use super::stone::Stone;
use super::table::LaneTable;
use crate::model::EventId;
use crate::time::Span;
use std::sync::Arc;

/// The matched events of each lane. Made once a filter; O(matched).
#[derive(Clone, Debug)]
pub struct Lanes {
    pub(super) table: Arc<LaneTable>,
    pub(super) lists: Vec<LaneList>,
}

/// One lane's events, by position, ascending: so by earliest day too.
#[derive(Clone, Debug, Default)]
pub(super) struct LaneList {
    /// All.
    pub all: Vec<u32>,
    /// Those with one possible day, heaviest rank first.
    pub points: [Vec<u32>; 5],
    /// Those with more.
    pub wides: [Vec<u32>; 5],
    /// The latest day so far in `wides`: nothing before a position reaches further.
    pub reach: [Vec<i32>; 5],
}

impl Lanes {
    /// Sorts matched events into lanes. `matched` is ascending; ids that the table lacks are left out.
    #[must_use]
    pub fn new(table: Arc<LaneTable>, matched: &[EventId]) -> Self {
        let mut lists: Vec<LaneList> = Vec::new();
        lists.resize_with(table.keys.len(), LaneList::default);
        for id in matched {
            let Some(stone) = table.stones.get(id.index()) else { continue };
            let rank = usize::from(stone.rank);
            let mut lanes = stone.lanes;
            while lanes != 0 {
                let lane = lanes.trailing_zeros() as usize;
                lanes &= lanes - 1;
                let Some(list) = lists.get_mut(lane) else { continue };
                list.all.push(id.0);
                if stone.is_wide() {
                    let reach = list.reach[rank].last().copied().unwrap_or(i32::MIN);
                    list.wides[rank].push(id.0);
                    list.reach[rank].push(reach.max(stone.latest));
                } else {
                    list.points[rank].push(id.0);
                }
            }
        }
        Self { table, lists }
    }

    /// The table these lanes were made from.
    #[must_use]
    pub fn table(&self) -> &Arc<LaneTable> {
        &self.table
    }

    /// Matched events in a lane.
    #[must_use]
    pub fn count(&self, lane: usize) -> u32 {
        self.lists.get(lane).map_or(0, |list| list.all.len() as u32)
    }

    /// The events of a lane, ascending.
    pub fn events(&self, lane: usize) -> impl Iterator<Item = EventId> + '_ {
        self.lists.get(lane).into_iter().flat_map(|list| list.all.iter().map(|id| EventId(*id)))
    }

    /// The events that a root stands for: those of its lane and days that the scene has no mark for.
    #[must_use]
    pub fn root_events(&self, scene: &Scene, root: usize) -> Vec<EventId> {
        let mut found = Vec::new();
        let Some(root) = scene.roots.get(root) else { return found };
        let Some(list) = self.lists.get(usize::from(root.lane)) else { return found };
        let mut drawn: Vec<u32> = Vec::new();
        for mark in &scene.marks {
            if mark.lane == root.lane {
                drawn.push(mark.event.0);
            }
        }
        drawn.sort_unstable();
        let px_per_day = scene.scale.px_per_day();
        for id in &list.all {
            let Some(stone) = self.table.stones.get(*id as usize) else { continue };
            if stone.earliest >= scene.days.to.0 {
                break;
            }
            let is_inside = stone
                .root_day(px_per_day, scene.days)
                .is_some_and(|day| root.days.from.0 <= day && day < root.days.to.0);
            if is_inside && drawn.binary_search(id).is_err() {
                found.push(EventId(*id));
            }
        }
        found
    }

    pub(super) fn stone(&self, id: u32) -> Stone {
        self.table.stones.get(id as usize).copied().unwrap_or_default()
    }
}

impl LaneList {
    /// The positions in `points[rank]` whose day lies in the span.
    pub fn points_in(&self, stones: &[Stone], rank: usize, days: Span) -> &[u32] {
        let list = &self.points[rank];
        let from = list.partition_point(|id| stones[*id as usize].earliest < days.from.0);
        let to = list.partition_point(|id| stones[*id as usize].earliest < days.to.0);
        list.get(from..to).unwrap_or(&[])
    }

    /// The positions in `wides[rank]` that may meet the span.
    pub fn wides_in(&self, stones: &[Stone], rank: usize, days: Span) -> &[u32] {
        let list = &self.wides[rank];
        let from = self.reach[rank].partition_point(|latest| *latest < days.from.0);
        let to = list.partition_point(|id| stones[*id as usize].earliest < days.to.0);
        list.get(from..to).unwrap_or(&[])
    }
}

/// How many at the start of `list` lie before a day; near ones are found at once.
pub(super) fn gallop(stones: &[Stone], list: &[u32], before: i32) -> usize {
    let mut step = 1;
    let mut low = 0;
    while low + step <= list.len() && stones[list[low + step - 1] as usize].earliest < before {
        low += step;
        step *= 2;
    }
    let high = (low + step - 1).min(list.len());
    low + list[low..high].partition_point(|id| stones[*id as usize].earliest < before)
}
