//! The stretch of time in view, how gestures move it, and days to pixels and back.

use crate::time::{Day, Span};

/// The stretch of time in view, in days since 1970-01-01, fractions allowed.
///
/// ```
/// use conflict_timeline_core::layout::{Gesture, Viewport};
/// use conflict_timeline_core::time::{Day, Span};
/// let whole = Span::new(Day(0), Day(1000));
/// let view = Viewport::new(100.0, 200.0);
/// let moved = view.apply(Gesture::Pan { dx_px: -50.0 }, whole, 500.0);
/// assert_eq!((moved.from, moved.to), (110.0, 210.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Left edge.
    pub from: f64,
    /// Right edge, always at least one day after `from`.
    pub to: f64,
}

/// What a reader does to the viewport. Pixels are counted in the plot, without the gutter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gesture {
    /// The drawing follows the finger by so many pixels; right is positive.
    Pan {
        /// Way of the finger.
        dx_px: f64,
    },
    /// Zoom about a place; a factor above 1 shows less time.
    ZoomAt {
        /// From the left edge of the plot.
        x_in_plot_px: f64,
        /// How many times larger a day becomes.
        factor: f64,
    },
    /// Twice as large about the middle.
    ZoomIn,
    /// Half as large about the middle.
    ZoomOut,
    /// Show these days, with a little room beside them. Days that are in view are never shown smaller for that room:
    /// it is left out then, and what cannot be shown larger stays as it is.
    Fit(Span),
    /// Show everything.
    FitAll,
    /// To the first days, same length.
    Home,
    /// To the last days, same length.
    End,
    /// Nine tenths of a screen back.
    PageBack,
    /// Nine tenths of a screen on.
    PageForward,
    /// The left edge moves to the start of this day.
    SetFrom(Day),
    /// The right edge moves to the end of this day.
    SetTo(Day),
    /// The window of the overview is dragged: its left edge, same length.
    BrushMove {
        /// In days.
        from: f64,
    },
    /// Brings a day into view with as little movement as will do.
    Reveal(Day),
}

/// Room beside the outermost days, as a share of the whole.
const PADDING: f64 = 0.01;
const SMALLEST_DAYS: f64 = 1.0;
/// With the padding the largest disc's radius, to half a pixel.
const EDGE_PX: f64 = 12.0;
const PAGE: f64 = 0.9;

impl Viewport {
    /// A viewport of at least one day; what is not a number becomes 0.
    #[must_use]
    pub fn new(from: f64, to: f64) -> Self {
        let from = if from.is_finite() { from } else { 0.0 };
        let to = if to.is_finite() { to } else { from };
        Self { from, to: to.max(from + SMALLEST_DAYS) }
    }

    /// The span with a little room on both sides. Of the whole span: the farthest one can zoom out.
    #[must_use]
    pub fn fit(span: Span) -> Self {
        let (from, to) = (f64::from(span.from.0), f64::from(span.to.0));
        let pad = ((to - from) * PADDING).max(0.5);
        Self::new(from - pad, to + pad)
    }

    /// Length in days.
    #[must_use]
    pub fn days(self) -> f64 {
        self.to - self.from
    }

    /// All civil days that are in view, in part at least.
    #[must_use]
    pub fn span(self) -> Span {
        Span::new(Day(self.from.floor() as i32), Day(self.to.ceil() as i32))
    }

    /// The viewport after a gesture, never beyond the whole span and never under one day.
    #[must_use]
    pub fn apply(self, gesture: Gesture, whole: Span, width_px: f64) -> Self {
        let width_px = if width_px >= 1.0 { width_px } else { 1.0 };
        let length = self.days();
        let bounds = Self::fit(whole);
        let moved = |from: f64| Self { from, to: from + length };
        let next = match gesture {
            Gesture::Pan { dx_px } => moved(self.from - dx_px * length / width_px),
            Gesture::ZoomAt { x_in_plot_px, factor } => {
                self.zoomed(self.from + x_in_plot_px * length / width_px, factor, bounds.days())
            }
            Gesture::ZoomIn => self.zoomed(self.from + length / 2.0, 2.0, bounds.days()),
            Gesture::ZoomOut => self.zoomed(self.from + length / 2.0, 0.5, bounds.days()),
            Gesture::Fit(span) => {
                let next = Self::fit(span);
                let bare = Self::new(f64::from(span.from.0), f64::from(span.to.0));
                match self.span().covers(span) {
                    true if next.days() < length => next,
                    true if bare.days() <= length => bare,
                    true => self,
                    false => next,
                }
            }
            Gesture::FitAll => bounds,
            Gesture::Home => moved(bounds.from),
            Gesture::End => moved(bounds.to - length),
            Gesture::PageBack => moved(self.from - length * PAGE),
            Gesture::PageForward => moved(self.from + length * PAGE),
            // A day beyond the bounds leaves the other edge where it is.
            Gesture::SetFrom(day) => {
                Self { from: f64::from(day.0).max(bounds.from).min(self.to - SMALLEST_DAYS), to: self.to }
            }
            Gesture::SetTo(day) => {
                Self { from: self.from, to: (f64::from(day.0) + 1.0).min(bounds.to).max(self.from + SMALLEST_DAYS) }
            }
            Gesture::BrushMove { from } => moved(from),
            Gesture::Reveal(day) => {
                let (room, middle) = (length * 0.1, f64::from(day.0) + 0.5);
                moved(self.from.min(middle - room).max(middle + room - length))
            }
        };
        if !next.from.is_finite() || !next.to.is_finite() {
            return self;
        }
        // Never `f64::clamp`: its panic prints the bounds, and that is 12 kB of float formatting in the Wasm.
        let length = next.days().min(bounds.days()).max(SMALLEST_DAYS);
        // `min` before `max`: where rounding leaves no room, the left edge wins.
        let from = next.from.min(bounds.to - length).max(bounds.from);
        if from == next.from && length == next.days() { next } else { Self { from, to: from + length } }
    }

    /// How far another viewport of the same length lies to the right in a plot of that width; `None` of another length.
    #[must_use]
    pub fn ahead_px(self, other: Self, width_px: f64) -> Option<f64> {
        // Days are reckoned anew with every step: the same length may differ in its last digits.
        let is_same_length = (other.days() / self.days() - 1.0).abs() < 1e-9;
        is_same_length.then(|| (other.from - self.from) * width_px / self.days())
    }

    /// Whether all of another is in it.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// With so much more on both sides.
    #[must_use]
    pub fn widened(self, days: f64) -> Self {
        Self { from: self.from - days, to: self.to + days }
    }

    fn zoomed(self, about: f64, factor: f64, longest: f64) -> Self {
        let factor = if factor > 0.0 { factor } else { 1.0 };
        let length = (self.days() / factor).min(longest).max(SMALLEST_DAYS);
        let from = about - (about - self.from) * length / self.days();
        Self { from, to: from + length }
    }
}

/// Days to pixels and back. `x_px` is in the chart: the plot begins at `left_px`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeScale {
    /// Days in view.
    pub viewport: Viewport,
    /// Left edge of the plot: the width of the gutter.
    pub left_px: f64,
    /// Width of the plot, at least 1.
    pub width_px: f64,
}

impl TimeScale {
    /// A scale; a width that is no positive number becomes 1.
    #[must_use]
    pub fn new(viewport: Viewport, left_px: f64, width_px: f64) -> Self {
        let width_px = if width_px.is_finite() && width_px >= 1.0 { width_px } else { 1.0 };
        Self { viewport, left_px, width_px }
    }

    /// That of a plot from `gutter_px` to `right_px`. Without a gutter the days in view leave room at its edges, where
    /// those beside them show: else the largest disc would be cut on the first and the last of all days.
    #[must_use]
    pub fn of_plot(viewport: Viewport, gutter_px: f64, right_px: f64) -> Self {
        let room_px = right_px - gutter_px;
        let edge_px = if gutter_px > 0.0 { 0.0 } else { EDGE_PX.min(room_px / 4.0).max(0.0) };
        Self::new(viewport, gutter_px + edge_px, room_px - 2.0 * edge_px)
    }

    /// That of what is drawn in such a plot: up to its edges, and so many pixels further on both sides.
    #[must_use]
    pub fn of_drawing(viewport: Viewport, gutter_px: f64, right_px: f64, slack_px: f64) -> Self {
        let scale = Self::of_plot(viewport, gutter_px, right_px);
        scale.widened(scale.left_px - gutter_px + slack_px)
    }

    /// With so many pixels more on both sides.
    #[must_use]
    pub fn widened(&self, by_px: f64) -> Self {
        let viewport = self.viewport.widened(by_px / self.px_per_day());
        Self::new(viewport, self.left_px - by_px, self.width_px + 2.0 * by_px)
    }

    /// How what is drawn on this scale comes to show another stretch of days in the same plot: so many pixels to the right
    /// at the left edge, and so many times wider.
    #[must_use]
    pub fn onto(&self, viewport: Viewport) -> (f64, f64) {
        let other = Self { viewport, ..*self };
        (other.x_from_day(self.viewport.from) - self.left_px, other.px_per_day() / self.px_per_day())
    }

    /// Where a moment stands, outside the plot too.
    #[must_use]
    pub fn x_from_day(&self, day: f64) -> f64 {
        self.left_px + (day - self.viewport.from) * self.px_per_day()
    }

    /// The moment that stands there.
    #[must_use]
    pub fn day_from_x(&self, x_px: f64) -> f64 {
        self.viewport.from + (x_px - self.left_px) / self.px_per_day()
    }

    /// Width of one day.
    #[must_use]
    pub fn px_per_day(&self) -> f64 {
        self.width_px / self.viewport.days()
    }

    /// Right edge of the plot.
    #[must_use]
    pub fn right_px(&self) -> f64 {
        self.left_px + self.width_px
    }
}
