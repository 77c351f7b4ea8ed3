//! From event to event by keyboard.

use super::lanes::Lanes;
use crate::model::EventId;

/// A way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The next event in the lane.
    Next,
    /// The one before.
    Previous,
    /// The event nearest in time in the lane above.
    Up,
    /// The event nearest in time in the lane below.
    Down,
    /// The first event of the lane.
    First,
    /// The last event of the lane.
    Last,
}

/// Where the keyboard stands: an event in one of its lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Position of the lane.
    pub lane: usize,
    /// The event.
    pub event: EventId,
}

impl Lanes {
    /// The seat after a move; `None` where there is nothing that way. Lanes without events are passed
    /// over. An event that the filter took out is a place in time to go on from.
    #[must_use]
    pub fn moved(&self, from: Seat, to: Move) -> Option<Seat> {
        let at = |lane: usize, position: usize| {
            let event = EventId(*self.lists.get(lane)?.all.get(position)?);
            Some(Seat { lane, event })
        };
        let here = &self.lists.get(from.lane)?.all;
        let before = here.partition_point(|id| *id < from.event.0);
        match to {
            Move::Next => at(from.lane, here.partition_point(|id| *id <= from.event.0)),
            Move::Previous => at(from.lane, before.checked_sub(1)?),
            Move::First => at(from.lane, 0),
            Move::Last => at(from.lane, here.len().checked_sub(1)?),
            Move::Up => (0..from.lane).rev().find_map(|lane| self.nearest(lane, from.event)),
            Move::Down => (from.lane + 1..self.lists.len()).find_map(|lane| self.nearest(lane, from.event)),
        }
    }

    /// The seat of an event: in the first lane that it touches.
    #[must_use]
    pub fn seat_of(&self, event: EventId) -> Option<Seat> {
        let lane = self.lists.iter().position(|list| list.all.binary_search(&event.0).is_ok())?;
        Some(Seat { lane, event })
    }

    /// The event of a lane nearest in time; the same event if it stands there too.
    #[must_use]
    pub fn nearest(&self, lane: usize, event: EventId) -> Option<Seat> {
        let list = &self.lists.get(lane)?.all;
        let after = list.partition_point(|id| *id < event.0);
        let middle = self.stone(event.0).middle();
        let mut best: Option<(u32, f64)> = None;
        for position in [Some(after), after.checked_sub(1)].into_iter().flatten() {
            let Some(id) = list.get(position) else { continue };
            let far = if *id == event.0 { -1.0 } else { (self.stone(*id).middle() - middle).abs() };
            if best.is_none_or(|(_, best)| far < best) {
                best = Some((*id, far));
            }
        }
        best.map(|(id, _)| Seat { lane, event: EventId(id) })
    }
}
