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
        let Seat { lane, event } = from;
        match to {
            Move::Next => self.after(lane, event.index().saturating_add(1)),
            Move::Previous => self.before(lane, event.index()),
            Move::First => self.after(lane, 0),
            Move::Last => self.before(lane, usize::MAX),
            Move::Up => (0..lane.min(self.lists.len())).rev().find_map(|lane| self.nearest(lane, event)),
            Move::Down => (lane + 1..self.lists.len()).find_map(|lane| self.nearest(lane, event)),
        }
    }

    /// The seat of a matched event: in the first lane that it touches.
    #[must_use]
    pub fn seat_of(&self, event: EventId) -> Option<Seat> {
        let lane = self.table.lanes(event.0).trailing_zeros() as usize;
        (self.matched.has(event.index()) && lane < self.lists.len()).then_some(Seat { lane, event })
    }

    /// The event of a lane nearest in time; the same event if it stands there too.
    #[must_use]
    pub fn nearest(&self, lane: usize, event: EventId) -> Option<Seat> {
        let (after, before) = (self.after(lane, event.index()), self.before(lane, event.index()));
        let (Some(one), Some(other)) = (after, before) else { return after.or(before) };
        let far = |seat: Seat| (self.stone(seat.event.0).middle() - self.stone(event.0).middle()).abs();
        Some(if one.event == event || far(one) <= far(other) { one } else { other })
    }

    /// The first event of a lane from a position on.
    fn after(&self, lane: usize, row: usize) -> Option<Seat> {
        let mut at = row;
        while !(self.matched.has(at) && self.is_in(at as u32, lane)) {
            at = self.matched.after(at)?;
        }
        Some(Seat { lane, event: EventId::at(at) })
    }

    /// The last event of a lane before a position.
    fn before(&self, lane: usize, row: usize) -> Option<Seat> {
        let mut at = self.matched.before(row)?;
        while !self.is_in(at as u32, lane) {
            at = self.matched.before(at)?;
        }
        Some(Seat { lane, event: EventId::at(at) })
    }
}
