//! The drawing as plain numbers. Pixels are CSS pixels in the chart: x from its left edge, the
//! gutter included, y down from its top edge.

use super::table::LaneKey;
use super::ticks::{Tick, TickContext};
use super::viewport::TimeScale;
use crate::model::{Bloc, EventId, PhaseId};
use crate::time::Span;

/// What the drawing depends on besides data, filter and viewport.
#[derive(Clone, Copy, Debug)]
pub struct SceneOptions<'a> {
    /// Width of the chart, gutter included.
    pub width_px: f64,
    /// Room for lane names at the left; 0 where they stand elsewhere.
    pub gutter_px: f64,
    /// So much on either side of the plot is drawn as if it were in view: it can be moved that far before anything has to
    /// be laid out anew.
    pub slack_px: f64,
    /// Height to share out among the lanes; `None`: as they need. Never shrinks a lane under its least.
    pub height_px: Option<f64>,
    /// Lanes shown as one line of roots.
    pub collapsed: &'a [LaneKey],
    /// Under 600 px: short titles first, and the caller passes [`super::LaneBy::All`].
    pub is_narrow: bool,
    /// The reader's text size over 16 px.
    pub text_scale: f64,
    /// The event that is open: always a mark where it is in view, titled first.
    pub selected: Option<EventId>,
    /// Language of the titles.
    pub language: &'a str,
    /// Most rows of flags in a lane, but where lanes are few and hold much: those take the room that is left.
    pub max_rows: u8,
    /// The labels of the scene before: they keep their seats where they still fit.
    pub previous: &'a [Label],
}

impl Default for SceneOptions<'_> {
    fn default() -> Self {
        Self {
            width_px: 1200.0,
            gutter_px: 148.0,
            slack_px: 0.0,
            height_px: None,
            collapsed: &[],
            is_narrow: false,
            text_scale: 1.0,
            selected: None,
            language: "en",
            max_rows: 5,
            previous: &[],
        }
    }
}

/// All that is drawn of the lanes.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width of the chart.
    pub width_px: f64,
    /// Height of all lanes.
    pub height_px: f64,
    /// Left edge of the plot.
    pub gutter_px: f64,
    /// The reader's text size over 16 px: rows of words are 14 px times this.
    pub text_scale: f64,
    /// Days to pixels. It begins and ends beside the plot, if the options say so.
    pub scale: TimeScale,
    /// The days that marks and roots were laid out for: those in view and a little more.
    pub days: Span,
    /// From top to bottom.
    pub lanes: Vec<LaneBox>,
    /// In drawing order. Some stand just outside the plot, so that piles do not change at its edges.
    pub marks: Vec<Mark>,
    /// Titles.
    pub labels: Vec<Label>,
    /// The lines from flags to marks; draw them under the marks.
    pub leaders: Vec<Leader>,
    /// Events that are not marks.
    pub roots: Vec<Root>,
    /// Grid lines, each with its label or without.
    pub ticks: Vec<Tick>,
    /// The unit over the ticks' own (the year over months), if there is one.
    pub contexts: Vec<TickContext>,
    /// Every other phase is washed.
    pub washes: Vec<Wash>,
}

impl Scene {
    /// The positions in `marks` where an event stands, at most one a lane.
    pub fn marks_of(&self, event: EventId) -> impl Iterator<Item = usize> {
        self.marks.iter().enumerate().filter(move |(_, mark)| mark.event == event).map(|(index, _)| index)
    }

    /// By how much all that is drawn has to go left, so that it stands on another scale of the same plot.
    #[must_use]
    pub fn ahead_px(&self, scale: &TimeScale) -> f64 {
        self.scale.x_from_day(scale.viewport.from) - scale.left_px
    }

    /// The lane at a height; the nearest one above or below all. `None` without lanes.
    #[must_use]
    pub fn lane_at(&self, y_px: f64) -> Option<usize> {
        let after = self.lanes.partition_point(|lane| lane.y_px <= y_px);
        (!self.lanes.is_empty()).then(|| after.saturating_sub(1))
    }
}

/// One lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LaneBox {
    /// Whose it is.
    pub key: LaneKey,
    /// Matched events in it, in view or not.
    pub count: u32,
    /// Top edge.
    pub y_px: f64,
    /// Height.
    pub height_px: f64,
    /// The line on which marks stand and under which roots hang.
    pub ground_px: f64,
    /// Only roots are drawn.
    pub is_collapsed: bool,
}

/// What is known about deaths, and about the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A figure: disc of `r_low`, ring at `r_high`. `r_low` 0: one account says none, ring and dash.
    Disc,
    /// May have killed, no figure: upright bar, 3.6 by 10.5.
    Bar,
    /// No violence of its own: diamond, 7.8 across.
    Diamond,
    /// It lasted: line with two end stops over `extent`; a disc rides on it where `r_high` is above 0.
    Span {
        /// It may have begun before: no stop.
        is_open_left: bool,
        /// It may go on: no stop.
        is_open_right: bool,
    },
    /// Day not known: 7 high over `extent`, no point inside. An end that does not fade is hard.
    Capsule {
        /// Fades to the left.
        fade_left: bool,
        /// Fades to the right.
        fade_right: bool,
    },
    /// One of several days: two hairline stops at the ends of `extent`, faded between.
    OneOf,
}

/// How sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Confirmed.
    Filled,
    /// Claimed by one side.
    Hollow,
    /// Disputed: left half filled; of a bar the lower half.
    Half,
    /// Denied or withdrawn: hollow and crossed.
    Crossed,
}

/// An event in a lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Which event.
    pub event: EventId,
    /// Position in [`Scene::lanes`].
    pub lane: u16,
    /// Middle; of an extent, the middle of what is in view.
    pub x_px: f64,
    /// Middle of the disc, bar, diamond or capsule; of a span without a disc, its line.
    pub y_px: f64,
    /// Lower end of what is drawn.
    pub foot_px: f64,
    /// Radius of the lowest figure; 0 where there is none or it is nought.
    pub r_low_px: f64,
    /// Radius of the highest figure; 0 where there is none.
    pub r_high_px: f64,
    /// Form.
    pub shape: Shape,
    /// Status.
    pub fill: Fill,
    /// "At least": a dotted ring 2 px outside.
    pub is_open: bool,
    /// "About", or known to the month or year alone: what lasted has faded ends in place of stops, and a disc, bar
    /// or diamond lies on a short faded stripe.
    pub is_soft: bool,
    /// Left and right end of what is drawn; of a capsule or span, of its days.
    pub extent: (f64, f64),
    /// Upper end of what is drawn.
    pub top_px: f64,
    /// Colour.
    pub bloc: Bloc,
}

/// Events of one stretch of days in one lane that are not marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Root {
    /// Position in [`Scene::lanes`].
    pub lane: u16,
    /// Which days.
    pub days: Span,
    /// Left edge of the bar.
    pub x_px: f64,
    /// Width of the bar.
    pub width_px: f64,
    /// Top edge: the lane's ground.
    pub y_px: f64,
    /// Length of the bar.
    pub height_px: f64,
    /// How many events.
    pub count: u32,
    /// "+n" with the left edge of its text; `None` under 10 and where it does not fit.
    pub label: Option<RootLabel>,
}

/// The count beside a root.
#[derive(Clone, Debug, PartialEq)]
pub struct RootLabel {
    /// "+21".
    pub text: String,
    /// Left edge.
    pub x_px: f64,
    /// Baseline.
    pub y_px: f64,
    /// Width.
    pub width_px: f64,
}

/// A title.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Which event.
    pub event: EventId,
    /// Position in [`Scene::lanes`].
    pub lane: u16,
    /// Whose mark it names, in [`Scene::marks`].
    pub mark: u32,
    /// The words, never cut.
    pub text: String,
    /// Left edge.
    pub x_px: f64,
    /// Baseline.
    pub y_px: f64,
    /// Width.
    pub width_px: f64,
    /// 0: beside the mark; from 1: flag, that many rows up.
    pub row: u8,
    /// It stands to the left of its mark or leader.
    pub is_left: bool,
    /// The short title.
    pub is_short: bool,
    /// Among the weightiest: weight 600.
    pub is_bold: bool,
}

/// An upright line from a flag down to its mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leader {
    /// Where.
    pub x_px: f64,
    /// Upper end.
    pub top_px: f64,
    /// Lower end.
    pub foot_px: f64,
    /// Whose label, in [`Scene::labels`].
    pub label: u32,
}

/// A phase behind the lanes, cut to the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wash {
    /// Which phase.
    pub phase: PhaseId,
    /// Left edge.
    pub x_px: f64,
    /// Width.
    pub width_px: f64,
}

impl Mark {
    /// Left and right end of all that is drawn: the extent and the disc that rides on it.
    #[must_use]
    pub fn sides(&self) -> (f64, f64) {
        if self.r_high_px == 0.0 {
            return self.extent;
        }
        let radius_px = self.r_high_px + if self.is_open { 2.0 } else { 0.0 };
        (self.extent.0.min(self.x_px - radius_px), self.extent.1.max(self.x_px + radius_px))
    }
}
