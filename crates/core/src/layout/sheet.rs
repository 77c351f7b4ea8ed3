//! What of a drawing has to be drawn anew. Marks keep their places beside each other while the days go by: a sheet wider
//! than the plot slides with them, and only those of its columns are drawn in which something came, went or changed.

use super::scene::{LaneBox, Scene, Shape};
use super::table::LaneKey;
use crate::model::{Bloc, EventId};

/// Width of a column.
const COLUMN_PX: f64 = 16.0;
/// Columns on either side of the plot.
const MARGIN: usize = 8;
/// What a ring round a mark adds to it.
const RING_PX: f64 = 5.0;
/// How far a smooth edge, half a line, or the cross through a bar reaches beyond the numbers.
const EDGE_PX: f64 = 3.0;

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Of phases.
    Wash,
    /// Of grid lines.
    Grid,
    /// Of lines that matter more.
    Rule,
    /// Of words.
    Soft,
    /// Of a side.
    Bloc(Bloc),
}

/// What a piece of a drawing is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// A rectangle, and how opaque it is.
    Area(Ink, f64),
    /// A line, upright or level, of that width.
    Line(Ink, f64),
    /// By its position in [`Scene::marks`].
    Mark(usize),
    /// What rides on the extent of a mark, and is drawn with it.
    Rider,
    /// Round the marks of an event; of the open one, and from one mark to the next, if true.
    Ring(EventId, bool),
}

/// A piece of a drawing. Pixels are those of the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// What it is.
    pub what: What,
    /// Left end.
    pub from_px: f64,
    /// Right end.
    pub to_px: f64,
    /// Upper end.
    pub top_px: f64,
    /// Lower end.
    pub foot_px: f64,
    /// Another number where it looks different; of a mark, also where it stands on another day.
    stamp: u32,
}

impl Piece {
    /// Whether anything of it may be drawn between two x.
    #[must_use]
    pub fn meets(&self, from_px: f64, to_px: f64) -> bool {
        self.from_px - EDGE_PX < to_px && self.to_px + EDGE_PX > from_px
    }
}

/// What a frame has to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Repaint {
    /// Device pixels a CSS pixel.
    pub ratio: f64,
    /// Width of the sheet's bitmap in device pixels.
    pub width: u32,
    /// From the whole pixel in which the plot begins to the sheet's left edge, in whole device pixels.
    pub left_px: f64,
    /// The x in the chart that is drawn at the sheet's left edge.
    pub origin_px: f64,
    /// Device pixels by which all that it holds is to be moved to the right first.
    pub moved: i32,
    /// Stretches of the chart to be cleared and drawn; between whole device pixels of the sheet.
    pub stale: Vec<(f64, f64)>,
    /// All that is drawn, from the bottom up.
    pub pieces: Vec<Piece>,
}

/// What a sheet holds.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Device pixels a CSS pixel, pixels a day, width of the plot.
    form: (f64, f64, f64),
    /// The moment at its left edge.
    day: f64,
    /// What was drawn in each column; 0: nothing that is of use.
    columns: Vec<u32>,
}

impl Sheet {
    /// Forgets what was drawn: the colours are others, or the bitmap is lost.
    pub fn forget(&mut self) {
        self.columns.fill(0);
    }

    /// What to do, so that the sheet shows the scene; `ratio` is device pixels a CSS pixel.
    pub fn repaint(
        &mut self,
        scene: &Scene,
        ratio: f64,
        selected: Option<EventId>,
        hovered: Option<EventId>,
    ) -> Repaint {
        let scale = &scene.scale;
        let left_px = scene.gutter_px.floor();
        let (plot_px, px_per_day) = (scene.width_px - left_px, scale.px_per_day());
        let column = (COLUMN_PX * ratio).ceil();
        let column_px = column / ratio;
        let count = (plot_px / column_px).ceil() as usize + 1 + 2 * MARGIN;
        let home_px = left_px - MARGIN as f64 * column_px;
        // The same scale may differ in its last digits.
        let is_scale = (px_per_day / self.form.1 - 1.0).abs() < 1e-9;
        if !is_scale || (ratio, plot_px) != (self.form.0, self.form.2) {
            *self = Self { form: (ratio, px_per_day, plot_px), day: scale.day_from_x(home_px), columns: Vec::new() };
        }
        self.columns.resize(count, 0);
        let placed = |day: f64| {
            let origin_px = scale.x_from_day(day);
            (origin_px, left_px + ((origin_px - left_px) * ratio).round() / ratio)
        };
        let (mut origin_px, mut at_px) = placed(self.day);
        let mut moved = 0;
        let (shown_px, end_px) = (left_px - scene.slack_px(), scene.width_px + scene.slack_px());
        if at_px > shown_px || at_px + count as f64 * column_px < end_px {
            let by = ((home_px - at_px) / column_px).round();
            let is_kept = by.abs() < count as f64;
            let kept = |at: usize| self.columns.get(at.wrapping_add_signed(by as isize)).copied();
            self.columns = (0..count).map(|at| kept(at).unwrap_or(0)).collect();
            moved = if is_kept { -(by * column) as i32 } else { 0 };
            self.day += by * column_px / px_per_day;
            (origin_px, at_px) = placed(self.day);
        }
        let pieces = scene.pieces(origin_px, selected, hovered);
        let column_at = |px: f64| (px / column_px).max(0.0) as usize;
        let first = column_at(shown_px - at_px);
        let end = (column_at(end_px - at_px) + 1).min(count);
        let mut next = vec![0; count];
        next[first..end].fill(fold(1, scene.height_px));
        for piece in &pieces {
            let (from_px, to_px) = (piece.from_px - origin_px, piece.to_px - origin_px);
            let start = first.max(column_at(from_px - EDGE_PX));
            let after = end.min(column_at(to_px + EDGE_PX) + 1);
            for (at, stamp) in next.iter_mut().enumerate().take(after).skip(start) {
                let mut looks = piece.stamp;
                if matches!(piece.what, What::Area(..) | What::Line(..)) {
                    // It may be cut at the plot's edges: what counts is how it lies in this column.
                    let start_px = at as f64 * column_px;
                    looks = fold(looks, (from_px - start_px).max(-EDGE_PX));
                    looks = fold(looks, (to_px - start_px).min(column_px + EDGE_PX));
                }
                *stamp = stamp.wrapping_add(looks);
            }
        }
        let mut stale: Vec<(f64, f64)> = Vec::new();
        let mut is_on = false;
        for (at, (now, before)) in next.iter().zip(&self.columns).enumerate().take(end).skip(first) {
            let is_stale = now != before;
            let edge_px = |at: usize| origin_px + at as f64 * column_px;
            if let Some(run) = stale.last_mut().filter(|_| is_stale && is_on) {
                run.1 = edge_px(at + 1);
            } else if is_stale {
                stale.push((edge_px(at), edge_px(at + 1)));
            }
            is_on = is_stale;
        }
        self.columns = next;
        Repaint {
            ratio,
            width: (count as f64 * column) as u32,
            left_px: at_px - left_px,
            origin_px,
            moved,
            stale,
            pieces,
        }
    }
}

/// A number with one more value in it, to an eighth of a pixel: days to pixels and back lose far less.
fn fold(stamp: u32, value: f64) -> u32 {
    (stamp ^ (value * 8.0).round() as i32 as u32).wrapping_mul(0x9e37_79b1).rotate_left(13)
}

impl Scene {
    /// What is drawn on either side of the plot; at most what a sheet has room for.
    fn slack_px(&self) -> f64 {
        (self.gutter_px - self.scale.left_px).min(MARGIN as f64 * COLUMN_PX / 2.0)
    }

    /// All that is drawn but words.
    fn pieces(&self, origin_px: f64, selected: Option<EventId>, hovered: Option<EventId>) -> Vec<Piece> {
        let mut all = Vec::new();
        let mut put = |what: What, (from_px, to_px): (f64, f64), (top_px, foot_px): (f64, f64), looks: &[f64]| {
            let stamp = looks.iter().fold(fold(fold(0x811c_9dc5, top_px), foot_px), |stamp, look| fold(stamp, *look));
            all.push(Piece { what, from_px, to_px, top_px, foot_px, stamp });
        };
        for wash in &self.washes {
            put(What::Area(Ink::Wash, 1.0), (wash.x_px, wash.x_px + wash.width_px), (0.0, self.height_px), &[1.0]);
        }
        for tick in &self.ticks {
            put(What::Line(Ink::Grid, 1.0), (tick.x_px, tick.x_px), (0.0, self.height_px), &[2.0]);
        }
        let ink = |lane: &LaneBox, otherwise: Ink| match lane.key {
            LaneKey::Bloc(bloc) => Ink::Bloc(bloc),
            _ => otherwise,
        };
        let look = |ink: Ink| match ink {
            Ink::Bloc(bloc) => 4.0 + f64::from(bloc as u32),
            _ => 3.0,
        };
        for lane in &self.lanes {
            let ink = ink(lane, Ink::Rule);
            let whole = (self.scale.left_px, self.scale.right_px());
            put(What::Line(ink, 1.2), whole, (lane.ground_px, lane.ground_px), &[look(ink)]);
        }
        for leader in &self.leaders {
            put(What::Line(Ink::Rule, 0.8), (leader.x_px, leader.x_px), (leader.top_px, leader.foot_px), &[]);
        }
        for root in &self.roots {
            let Some(lane) = self.lanes.get(usize::from(root.lane)) else { continue };
            let ink = ink(lane, Ink::Soft);
            let (across, down) = ((root.x_px, root.x_px + root.width_px), (root.y_px, root.y_px + root.height_px));
            put(What::Area(ink, 0.45), across, down, &[look(ink)]);
        }
        for (at, mark) in self.marks.iter().enumerate() {
            let shape = number(mark.shape);
            let looks = [
                f64::from((mark.bloc as u32) << 9 | u32::from(mark.is_soft) << 8 | (mark.fill as u32) << 6 | shape),
                mark.extent.0 - origin_px,
                mark.extent.1 - origin_px,
                mark.r_low_px,
                if mark.is_open { -mark.r_high_px } else { mark.r_high_px },
            ];
            let down = (mark.top_px, mark.foot_px);
            put(What::Mark(at), mark.sides(), down, &looks);
            // The middle of a long extent is that of what is in view.
            if shape > 2 {
                let reach_px = mark.r_high_px.max(4.0) + 2.0;
                put(What::Rider, (mark.x_px - reach_px, mark.x_px + reach_px), down, &[mark.x_px - origin_px]);
            }
        }
        for (event, is_open) in [(hovered, false), (selected, true)] {
            let (mut across, mut looks) = ((f64::MAX, f64::MIN), vec![f64::from(u8::from(is_open))]);
            for at in event.into_iter().flat_map(|event| self.marks_of(event)) {
                let mark = &self.marks[at];
                let (from_px, to_px) = mark.sides();
                across = (across.0.min(from_px - RING_PX), across.1.max(to_px + RING_PX));
                looks.extend([mark.x_px - origin_px, mark.top_px, mark.foot_px]);
            }
            if let Some(event) = event {
                put(What::Ring(event, is_open), across, (0.0, 0.0), &looks);
            }
        }
        all
    }
}

fn number(shape: Shape) -> u32 {
    match shape {
        Shape::Disc => 0,
        Shape::Bar => 1,
        Shape::Diamond => 2,
        Shape::OneOf => 3,
        Shape::Span { is_open_left, is_open_right } => 4 | u32::from(is_open_left) << 4 | u32::from(is_open_right) << 5,
        Shape::Capsule { fade_left, fade_right } => 5 | u32::from(fade_left) << 4 | u32::from(fade_right) << 5,
    }
}
