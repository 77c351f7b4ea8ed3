//! Which events become marks, and how they pile up on the lane's ground.

use super::lanes::{CLASSES, LaneList, Lanes, RANKS, gallop, id_of, inside, is_narrow, key_from_half_day};
use super::scene::{Mark, Shape};
use super::skyline::Skyline;
use super::stone::{Form, OPEN_RING_PX, Stone};
use super::viewport::TimeScale;
use crate::model::{Bloc, EventId};
use crate::time::{Day, Span};

/// Marks stand so far over the ground line.
const FOOT_PX: f64 = 0.6;
/// A shorter extent moves out of view as a whole.
const LONG_PX: f64 = 80.0;
/// From this width of a day on, events of one day stand beside each other too.
const SPREAD_DAY_PX: f64 = 16.0;

/// One lane while its marks are placed. Its own x counts from the first laid-out day and moves with
/// the data, not with the viewport: so piles stay as they are while panning.
pub(super) struct Quarry<'a> {
    pub lanes: &'a Lanes,
    pub lane: u16,
    pub bloc: Option<Bloc>,
    pub scale: TimeScale,
    /// The days laid out.
    pub days: Span,
    /// Share of a pixel by which the first day lies right of a column's edge.
    pub phase_px: f64,
    pub ground_px: f64,
    pub skyline: Skyline,
    pub marks: &'a mut Vec<Mark>,
}

impl Quarry<'_> {
    /// x in the skyline of a moment.
    fn column_px(&self, day: f64) -> f64 {
        (day - f64::from(self.days.from.0)) * self.scale.px_per_day() + self.phase_px
    }

    /// From x in the skyline to x in the chart.
    pub fn shift_px(&self) -> f64 {
        self.scale.x_from_day(f64::from(self.days.from.0)) - self.phase_px
    }

    /// Places what fits, heaviest first; long extents before short ones of the same weight.
    pub fn place_all(&mut self, list: &LaneList, selected: Option<EventId>) {
        let px_per_day = self.scale.px_per_day();
        let lanes = self.lanes;
        for rank in 0..RANKS {
            for class in (0..CLASSES).rev() {
                if is_narrow(class, px_per_day) {
                    let (from, to) = (i64::from(self.days.from.0), i64::from(self.days.to.0));
                    self.place_narrow(inside(list.run(rank, class), from, to));
                    continue;
                }
                for key in list.near(rank, class, self.days) {
                    let stone = lanes.stone(id_of(*key));
                    if stone.root_day(&self.scale, self.days).is_some() {
                        self.place(id_of(*key), stone, false);
                    }
                }
            }
        }
        let Some(selected) = selected else { return };
        let is_drawn = self.marks.iter().any(|mark| mark.event == selected && mark.lane == self.lane);
        let is_here = lanes.is_in(selected.0, usize::from(self.lane));
        if !is_drawn && is_here && lanes.matched.has(selected.index()) {
            let stone = lanes.stone(selected.0);
            if stone.root_day(&self.scale, self.days).is_some() {
                self.place(selected.0, stone, true);
            }
        }
    }

    /// Places a run whose events are drawn in their middles, passing over columns that are full.
    fn place_narrow(&mut self, mut run: &[u64]) {
        let px_per_day = self.scale.px_per_day();
        let lanes = self.lanes;
        while let Some(key) = run.first() {
            let stone = lanes.stone(id_of(*key));
            let x_px = self.column_px(stone.middle());
            if let Some(open_px) = self.skyline.beyond_closed(x_px, px_per_day >= SPREAD_DAY_PX) {
                let half_days = (2.0 * (open_px - self.phase_px) / px_per_day).ceil() as i64;
                let next = key_from_half_day(2 * i64::from(self.days.from.0) + half_days);
                run = run.get(gallop(run, next).max(1)..).unwrap_or(&[]);
                continue;
            }
            if !self.place(id_of(*key), stone, false) {
                self.skyline.miss(x_px);
            }
            run = &run[1..];
        }
    }

    /// Gives an event its place, if there is one.
    fn place(&mut self, id: u32, stone: Stone, must_fit: bool) -> bool {
        let px_per_day = self.scale.px_per_day();
        let form = stone.form(px_per_day);
        let middle_px = self.column_px(stone.middle());
        if let Some((before_px, after_px)) = form.beyond_px {
            let from_px = self.column_px(f64::from(stone.earliest)) - before_px;
            let to_px = self.column_px(f64::from(stone.latest) + 1.0) + after_px;
            return self.place_extent(id, stone, &form, from_px, to_px, must_fit);
        }
        let step_px = 2.0 * form.half_px + 2.0;
        let reach_px = px_per_day / 2.0 - form.half_px - 1.0;
        let mut offset_px = 0.0;
        loop {
            for side in [1.0, -1.0] {
                let x_px = middle_px + side * offset_px;
                let (from_px, to_px) = (x_px - form.half_px, x_px + form.half_px);
                let foot_px = self.skyline.foot_px(from_px, to_px);
                if must_fit || self.skyline.has_room(foot_px, form.height_px) {
                    self.skyline.raise(from_px, to_px, foot_px + form.height_px);
                    self.push(id, stone, &form, x_px, foot_px, (from_px, to_px));
                    return true;
                }
                if offset_px == 0.0 {
                    break;
                }
            }
            offset_px += step_px;
            if px_per_day < SPREAD_DAY_PX || offset_px > reach_px {
                return false;
            }
        }
    }

    /// An extent, with a disc riding in the middle where a figure is known.
    fn place_extent(&mut self, id: u32, stone: Stone, form: &Form, from_px: f64, to_px: f64, must_fit: bool) -> bool {
        // The disc, and the title, of a long extent stay with what can be seen.
        let left_px = self.scale.left_px - self.shift_px();
        let right_px = left_px + self.scale.width_px;
        let mut x_px = (from_px + to_px) / 2.0;
        let is_off = x_px < left_px || x_px > right_px;
        if is_off && to_px - from_px >= LONG_PX && to_px >= left_px && from_px <= right_px {
            let room_px = form.half_px.min(self.scale.width_px / 2.0);
            x_px = (from_px.max(left_px) + to_px.min(right_px)) / 2.0;
            x_px = x_px.min(right_px - room_px).max(left_px + room_px);
        }
        let disc = (x_px - form.half_px, x_px + form.half_px);
        let foot_px = self.skyline.foot_px(from_px.min(disc.0), to_px.max(disc.1));
        if !must_fit && !self.skyline.has_room(foot_px, form.height_px) {
            return false;
        }
        self.skyline.raise(from_px, to_px, foot_px + form.height_px.min(7.0));
        if form.half_px > 0.0 {
            self.skyline.raise(disc.0, disc.1, foot_px + form.height_px);
        }
        self.push(id, stone, form, x_px, foot_px, (from_px, to_px));
        true
    }

    fn push(&mut self, id: u32, stone: Stone, form: &Form, x_px: f64, foot_px: f64, extent: (f64, f64)) {
        let shift_px = self.shift_px();
        let foot_px = self.ground_px - FOOT_PX - foot_px;
        let is_bare_line = matches!(form.shape, Shape::Span { .. }) && form.r_high_px == 0.0;
        let y_px = if is_bare_line { foot_px - 1.9 } else { foot_px - form.height_px / 2.0 };
        self.marks.push(Mark {
            event: EventId(id),
            lane: self.lane,
            x_px: x_px + shift_px,
            y_px,
            foot_px,
            r_low_px: form.r_low_px,
            r_high_px: form.r_high_px,
            shape: form.shape,
            fill: stone.fill(),
            is_open: stone.is_open() && form.r_high_px > 0.0,
            is_soft: form.is_soft,
            extent: (extent.0 + shift_px, extent.1 + shift_px),
            top_px: foot_px - form.height_px,
            bloc: self.bloc.unwrap_or_else(|| stone.bloc()),
        });
    }
}

/// Whole root buckets that cover the viewport and a margin on both sides.
pub(super) fn laid_out_days(scale: &TimeScale, step: super::ticks::TickStep) -> Span {
    let margin = (2.0 * (15.5 + OPEN_RING_PX) + 13.0) / scale.px_per_day();
    let from = step.start(Day((scale.viewport.from - margin).floor() as i32));
    let last = step.start(Day((scale.viewport.to + margin).floor() as i32));
    Span::new(from, step.next(last))
}
