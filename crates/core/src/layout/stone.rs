//! An event boiled down to what decides its mark: sixteen bytes, so that a million stay in reach.

use super::scene::{Fill, Shape};
use super::viewport::TimeScale;
use crate::model::{Bloc, Event, Status, Word};
use crate::time::{FARTHEST_DAY, Precision, Qualifier, Span};

const HAS_TOLL: u16 = 1;
const OPEN_TOLL: u16 = 2;
const VIOLENT: u16 = 4;
const LASTS: u16 = 8;
const OPEN_START: u16 = 16;
const OPEN_END: u16 = 32;
const ONE_OF: u16 = 64;
const SOFT: u16 = 128;
const STATUS_SHIFT: u16 = 8;

/// An extent narrower than this is drawn as an ordinary mark in its middle.
pub(super) const LEAST_EXTENT_PX: f64 = 13.0;
/// How far an open end is drawn.
const OPEN_PX: f64 = 18.0;
const RADIUS_UNIT: f64 = 1.0 / 16.0;
/// A ring with something in it has at least this radius.
const EMPTY_PX: f64 = 4.0;
/// So far the faded stripe under a point reaches beyond it on both sides.
const WING_PX: f64 = 5.0;
/// The dotted ring of "at least".
pub(super) const OPEN_RING_PX: f64 = 2.0;

/// What decides an event's mark.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stone {
    /// First possible day.
    pub earliest: i32,
    /// Last possible day.
    pub latest: i32,
    flags: u16,
    /// 0 heaviest, 4 lightest.
    pub rank: u8,
    r_low: u8,
    r_high: u8,
    bloc: u8,
}

/// What is drawn, before it has a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub shape: Shape,
    /// From the middle to each side; of the riding disc where there is an extent.
    pub half_px: f64,
    pub height_px: f64,
    pub r_low_px: f64,
    pub r_high_px: f64,
    /// The days are not firm, and no capsule says so.
    pub is_soft: bool,
    /// How far the extent reaches beyond its days to the left and right; `None`: no extent.
    pub beyond_px: Option<(f64, f64)>,
}

/// How large a figure is drawn.
fn radius_px(killed: u32) -> f64 {
    (1.9 + 0.6 * f64::from(killed).sqrt()).min(15.5)
}

impl Stone {
    pub fn new(event: &Event, bloc: Bloc) -> Self {
        let when = &event.when;
        let toll = event.toll();
        let mut flags = (event.status.index() as u16) << STATUS_SHIFT;
        let conditions = [
            (toll.is_some(), HAS_TOLL),
            (toll.is_some_and(|toll| toll.is_open), OPEN_TOLL),
            (event.kind.is_violent(), VIOLENT),
            (when.lasts, LASTS),
            (when.open_start, OPEN_START),
            (when.open_end, OPEN_END),
            (!when.lasts && when.precision == Precision::Days, ONE_OF),
            (when.qualifier != Qualifier::None || when.lasts && when.precision != Precision::Day, SOFT),
        ];
        for (holds, flag) in conditions {
            if holds {
                flags |= flag;
            }
        }
        let (mut r_low, mut r_high) = (0.0, 0.0);
        if let Some(toll) = toll {
            r_low = if toll.low == 0 { 0.0 } else { radius_px(toll.low) };
            r_high = radius_px(toll.high.max(1)).max(if toll.low == 0 { EMPTY_PX } else { r_low });
        }
        Self {
            earliest: when.earliest.0.clamp(-FARTHEST_DAY, FARTHEST_DAY),
            latest: when.latest.0.max(when.earliest.0).clamp(-FARTHEST_DAY, FARTHEST_DAY),
            flags,
            rank: 5 - event.weight.clamp(1, 5),
            r_low: (r_low / RADIUS_UNIT) as u8,
            r_high: (r_high / RADIUS_UNIT) as u8,
            bloc: bloc.index() as u8,
        }
    }

    pub fn bloc(self) -> Bloc {
        Bloc::ALL.get(usize::from(self.bloc)).copied().unwrap_or_default()
    }

    pub fn fill(self) -> Fill {
        match self.status() {
            Status::Claimed => Fill::Hollow,
            Status::Disputed => Fill::Half,
            Status::Denied => Fill::Crossed,
            Status::Confirmed => Fill::Filled,
        }
    }

    pub fn status(self) -> Status {
        Status::ALL.get(usize::from(self.flags >> STATUS_SHIFT)).copied().unwrap_or_default()
    }

    pub fn is_open(self) -> bool {
        self.has(OPEN_TOLL)
    }

    /// More than one day is possible.
    pub fn is_wide(self) -> bool {
        self.latest > self.earliest
    }

    /// 0: one possible day; 1: two or three; 2: four to seven; and so on, doubling.
    pub fn class(self) -> usize {
        let days = (self.latest - self.earliest) as u32 + 1;
        (days.ilog2() as usize).min(super::lanes::CLASSES - 1)
    }

    /// The middle of its days.
    pub fn middle(self) -> f64 {
        (f64::from(self.earliest) + f64::from(self.latest) + 1.0) / 2.0
    }

    /// A number for sorting: larger is to be named first.
    pub fn urgency(self) -> u64 {
        (u64::from(4 - self.rank) << 8) | u64::from(self.r_high)
    }

    /// Whether its days are drawn as an extent at this scale.
    pub fn is_extent(self, px_per_day: f64) -> bool {
        let days = f64::from(self.latest) - f64::from(self.earliest) + 1.0;
        let is_drawn = self.is_wide() || (self.has(SOFT) && !self.has(LASTS));
        self.has(OPEN_START | OPEN_END) || (is_drawn && days * px_per_day >= LEAST_EXTENT_PX)
    }

    /// The day by which it is counted in a root, or `None` where it is not among those days.
    pub fn root_day(self, scale: &TimeScale, days: Span) -> Option<i32> {
        let middle = self.middle().floor() as i32;
        if self.is_wide() && self.is_extent(scale.px_per_day()) {
            let meets = |span: Span| self.earliest < span.to.0 && self.latest >= span.from.0;
            // More days are laid out than are seen: what is in view in part is counted in view.
            let seen = scale.viewport.span();
            let into = |day: i32, span: Span| day.min(span.to.0 - 1).max(span.from.0);
            let day = if meets(seen) { into(middle, seen) } else { middle };
            return meets(days).then(|| into(day, days));
        }
        (days.from.0 <= middle && middle < days.to.0).then_some(middle)
    }

    /// What is drawn at this scale.
    pub fn form(self, px_per_day: f64) -> Form {
        let (has_toll, lasts) = (self.has(HAS_TOLL), self.has(LASTS));
        let (open_left, open_right) = (self.has(OPEN_START), self.has(OPEN_END));
        let r_low_px = f64::from(self.r_low) * RADIUS_UNIT;
        let r_high_px = f64::from(self.r_high) * RADIUS_UNIT;
        let ring_px = if self.is_open() { OPEN_RING_PX } else { 0.0 };
        let disc_px = if has_toll { r_high_px + ring_px } else { 0.0 };
        let form = Form {
            shape: Shape::Disc,
            half_px: disc_px,
            height_px: 2.0 * disc_px,
            r_low_px,
            r_high_px,
            is_soft: self.has(SOFT),
            beyond_px: None,
        };
        if self.is_extent(px_per_day) {
            let beyond = (if open_left { OPEN_PX } else { 0.0 }, if open_right { OPEN_PX } else { 0.0 });
            let beyond_px = Some(beyond);
            if lasts {
                let shape = Shape::Span { is_open_left: open_left, is_open_right: open_right };
                return Form { shape, height_px: form.height_px.max(5.5), beyond_px, ..form };
            }
            let shape = if self.has(ONE_OF) && !open_left && !open_right {
                Shape::OneOf
            } else {
                // "By a day" has a hard right edge, "not before" a hard left one.
                Shape::Capsule { fade_left: open_left || !open_right, fade_right: open_right || !open_left }
            };
            let none = Form { half_px: 0.0, r_low_px: 0.0, r_high_px: 0.0, is_soft: false, ..form };
            return Form { shape, height_px: 7.0, beyond_px, ..none };
        }
        let (shape, half_px, height_px) = match (has_toll, self.has(VIOLENT)) {
            (true, _) => (Shape::Disc, disc_px, 2.0 * disc_px),
            (false, true) => (Shape::Bar, 1.8, 10.5),
            (false, false) => (Shape::Diamond, 3.9, 7.8),
        };
        if form.is_soft {
            return Form { shape, half_px: half_px + WING_PX, height_px: height_px.max(7.0), ..form };
        }
        Form { shape, half_px, height_px, ..form }
    }

    fn has(self, flag: u16) -> bool {
        self.flags & flag != 0
    }
}
