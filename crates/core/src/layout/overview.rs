//! The strip over the lanes: the whole span, phases, and the window in view.

use super::scene::SceneOptions;
use super::ticks::{Tick, TickStep, ticks};
use super::typesetter::{TextSize, Typesetter};
use super::viewport::{TimeScale, Viewport};
use crate::model::{DataSet, PhaseId};
use crate::query::Bin;
use crate::time::{Day, Span};
use std::cmp::Ordering;

/// The strip. Pixels as in [`super::Scene`]; the same gutter, so x falls straight into the lanes when
/// everything is in view.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// Width, gutter included.
    pub width_px: f64,
    /// Height without the labels of the axis.
    pub height_px: f64,
    /// Days to pixels of the strip.
    pub scale: TimeScale,
    /// Events stand on this line.
    pub up_px: f64,
    /// People killed hang from this line.
    pub down_px: f64,
    /// One a bin that holds something.
    pub bars: Vec<OverviewBar>,
    /// The phases.
    pub brackets: Vec<Bracket>,
    /// The axis.
    pub ticks: Vec<Tick>,
}

/// One bin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverviewBar {
    /// What it stands for.
    pub bin: Bin,
    /// Left edge.
    pub x_px: f64,
    /// Width.
    pub width_px: f64,
    /// Height of the events, up from `up_px`; square root of their number.
    pub events_px: f64,
    /// Depth of the lowest figure, down from `down_px`; same law, its own scale.
    pub low_px: f64,
    /// Depth of the highest figure, down from `down_px`.
    pub high_px: f64,
    /// Height of the events with those that are not here.
    pub all_events_px: f64,
    /// Depth of the highest figure with those that are not here.
    pub all_high_px: f64,
}

/// A month of which no more is known than how much it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Away {
    /// Its first day.
    pub from: Day,
    /// Events.
    pub events: u32,
    /// People killed, by the highest account of each event.
    pub high: u32,
}

/// A phase: a bracket over the strip, and its name where there is room.
#[derive(Clone, Debug, PartialEq)]
pub struct Bracket {
    /// Which phase.
    pub phase: PhaseId,
    /// Left end.
    pub x_px: f64,
    /// Right end.
    pub to_px: f64,
    /// Its height; the ends reach 5 px down from it.
    pub y_px: f64,
    /// Left end, baseline and width of the name; `None` where it would touch another.
    pub name: Option<(f64, f64, f64)>,
    /// A line from the bracket up to a name that is not in the lowest row: where and from which height.
    pub riser: Option<(f64, f64)>,
}

const NAME_ROW_PX: f64 = 14.0;
/// Where both are shown, so much is for events, and so much for people killed.
const UP_PX: f64 = 44.0;
const DOWN_PX: f64 = 26.0;
/// Between events and people killed.
const MIDDLE_PX: f64 = 3.0;
/// From the bracket down to where the tallest bar may begin.
const BRACKET_PX: f64 = 7.0;
/// The lowest bar that can be seen.
const LEAST_PX: f64 = 1.4;
/// The narrowest.
const LEAST_WIDE_PX: f64 = 1.0;
const NAME_GAP_PX: f64 = 9.0;
/// Rows of names: more where there is room for more of them then.
const ROWS: [u8; 2] = [2, 3];
/// The row of what has no seat.
const NOWHERE: u8 = u8::MAX;
/// So many seats are tried at most, as it is done anew at each filter.
const MOST_STEPS: u32 = 400;

impl Overview {
    /// Left and right edge of the window in view.
    #[must_use]
    pub fn brush(&self, viewport: Viewport) -> (f64, f64) {
        let edge = |day: f64| self.scale.x_from_day(day).min(self.scale.right_px()).max(self.scale.left_px);
        (edge(viewport.from), edge(viewport.to))
    }
}

/// The strip of `bins` over the whole span. What is `away` in whole months of these, which rise, stands on what is here.
/// `shows`: whether events, and whether people killed. What is shown alone has the room of both.
#[must_use]
pub fn overview(
    data: &DataSet,
    bins: &[Bin],
    away: &[Away],
    shows: [bool; 2],
    whole: Span,
    options: &SceneOptions<'_>,
    typesetter: &dyn Typesetter,
) -> Overview {
    let left_px = options.gutter_px.max(0.0);
    let scale = TimeScale::of_drawing(Viewport::fit(whole), left_px, options.width_px, 0.0);
    let row_px = NAME_ROW_PX * if options.text_scale > 0.1 { options.text_scale } else { 1.0 };
    let (brackets, bracket_px) = brackets(data, &scale, row_px, options.language, typesetter);
    let (most_up_px, most_down_px) = match shows {
        [true, false] => (UP_PX + MIDDLE_PX + DOWN_PX, 0.0),
        [false, true] => (0.0, UP_PX + MIDDLE_PX + DOWN_PX),
        _ => (UP_PX, DOWN_PX),
    };
    let up_px = bracket_px + BRACKET_PX + most_up_px;
    let height_px = bracket_px + BRACKET_PX + UP_PX + MIDDLE_PX + DOWN_PX;
    let down_px = height_px - most_down_px;
    let (mut most_events, mut most_killed) = (1, 1);
    let mut left = away;
    let mut all: Vec<(u32, u32)> = Vec::with_capacity(bins.len());
    for bin in bins {
        let (mut events, mut high) = (bin.events, bin.high.max(bin.low));
        while let Some((month, rest)) = left.split_first().filter(|(month, _)| month.from < bin.span.to) {
            (events, high, left) = (events.saturating_add(month.events), high.saturating_add(month.high), rest);
        }
        (most_events, most_killed) = (most_events.max(events), most_killed.max(high));
        all.push((events, high));
    }
    let mut bars: Vec<OverviewBar> = Vec::new();
    for (bin, (all_events, all_high)) in bins.iter().zip(all) {
        if all_events == 0 && all_high == 0 && bin.unknown == 0 {
            continue;
        }
        // The first and the last reach beyond the span.
        let x_px =
            scale.x_from_day(f64::from(bin.span.from.0)).max(scale.left_px).min(scale.right_px() - LEAST_WIDE_PX);
        let to_px = scale.x_from_day(f64::from(bin.span.to.0)).min(scale.right_px());
        bars.push(OverviewBar {
            bin: *bin,
            x_px,
            width_px: ((to_px - x_px) * 0.8).max(LEAST_WIDE_PX),
            events_px: tall_px(bin.events, most_events, most_up_px),
            low_px: tall_px(bin.low, most_killed, most_down_px),
            high_px: tall_px(bin.high.max(bin.low), most_killed, most_down_px),
            all_events_px: tall_px(all_events, most_events, most_up_px),
            all_high_px: tall_px(all_high, most_killed, most_down_px),
        });
    }
    Overview {
        width_px: scale.right_px(),
        height_px: height_px + 1.0,
        up_px,
        down_px,
        bars,
        brackets,
        ticks: named(ticks(&scale, typesetter), typesetter),
        scale,
    }
}

/// There is no row of years under the strip: its Januaries say their year, and its days, on the first, their month.
fn named(mut ticks: Vec<Tick>, typesetter: &dyn Typesetter) -> Vec<Tick> {
    for tick in ticks.iter_mut().filter(|tick| tick.is_major && !tick.label.is_empty()) {
        match tick.step {
            TickStep::Month | TickStep::Quarter | TickStep::HalfYear => {
                tick.label = typesetter.tick(tick.day, TickStep::Years(1))
            }
            TickStep::Day => tick.label = typesetter.tick(tick.day, TickStep::Month),
            _ => {}
        }
    }
    ticks
}

/// Square-root scale; nothing is 0, anything is seen.
fn tall_px(count: u32, most: u32, full_px: f64) -> f64 {
    if count == 0 || full_px == 0.0 {
        0.0
    } else {
        (full_px * (f64::from(count) / f64::from(most)).sqrt()).max(LEAST_PX)
    }
}

/// A name over a bracket.
#[derive(Clone, Copy)]
struct Name {
    from_px: f64,
    to_px: f64,
    /// From the top.
    row: u8,
    pole_px: f64,
}

impl Name {
    /// Whether both can be read: not in one row too near, and no riser through the lower one.
    fn agrees(&self, other: &Self) -> bool {
        let is_apart = |from: f64, to: f64| to + NAME_GAP_PX <= self.from_px || self.to_px + NAME_GAP_PX <= from;
        if other.row == NOWHERE {
            return true;
        }
        match self.row.cmp(&other.row) {
            Ordering::Greater => is_apart(other.pole_px, other.pole_px),
            Ordering::Less => other.agrees(self),
            Ordering::Equal => is_apart(other.from_px, other.to_px),
        }
    }
}

/// A search for the seats in which most names can be read.
struct Seating<'a> {
    brackets: &'a [Bracket],
    /// 0 where there is no name.
    widths_px: &'a [f64],
    scale: &'a TimeScale,
    rows: u8,
    /// By bracket; those that found no seat have the row [`NOWHERE`].
    names: Vec<Name>,
    best: Vec<Name>,
    steps: u32,
}

impl Seating<'_> {
    /// Seats all from the first that has no seat yet, from left to right: where the bracket begins, or as near to that
    /// as the row is free, else up to its right end.
    fn go_on(&mut self) {
        let at = self.names.len();
        // What can still be named is too little, or it took too long.
        let may_win = seated(&self.names) + self.brackets.len() - at > seated(&self.best);
        if !may_win || self.steps == 0 {
            return;
        }
        self.steps -= 1;
        let Some(bracket) = self.brackets.get(at) else {
            self.best.clone_from(&self.names);
            return;
        };
        let width_px = self.widths_px[at];
        for choice in 0..=2 * self.rows {
            let (mut row, is_right) = (choice % self.rows, choice >= self.rows);
            let in_row = self.names.iter().filter(|name| name.row == row);
            let free_px = in_row.fold(bracket.x_px, |free_px, name| free_px.max(name.to_px + NAME_GAP_PX));
            let from_px = if is_right { bracket.to_px - width_px } else { free_px };
            let pole_px = if is_right { bracket.to_px - 0.5 } else { from_px + 0.5 };
            let to_px = from_px + width_px;
            if choice == 2 * self.rows {
                row = NOWHERE;
            }
            let name = Name { from_px, to_px, row, pole_px };
            let is_inside = from_px >= self.scale.left_px && pole_px <= bracket.to_px && to_px <= self.scale.right_px();
            let fits = width_px > 0.0 && is_inside && self.names.iter().all(|other| name.agrees(other));
            if fits || row == NOWHERE {
                self.names.push(name);
                self.go_on();
                self.names.pop();
            }
        }
    }
}

fn seated(names: &[Name]) -> usize {
    names.iter().filter(|name| name.row < NOWHERE).count()
}

/// Brackets of the phases in the strip, and the height of what stands over them. Names take two rows, or three where these
/// have room for more of them.
fn brackets(
    data: &DataSet,
    scale: &TimeScale,
    row_px: f64,
    language: &str,
    typesetter: &dyn Typesetter,
) -> (Vec<Bracket>, f64) {
    let mut brackets: Vec<Bracket> = Vec::new();
    let mut widths_px: Vec<f64> = Vec::new();
    for (index, phase) in data.phases.iter().enumerate() {
        let x_px = scale.x_from_day(f64::from(phase.span.from.0)).max(scale.left_px);
        let to_px = scale.x_from_day(f64::from(phase.span.to.0)).min(scale.right_px());
        if to_px > x_px {
            let name = data.texts.get(phase.name, language);
            widths_px.push(typesetter.width_px(name, TextSize::Chart, false));
            brackets.push(Bracket { phase: PhaseId::at(index), x_px, to_px, y_px: 0.5, name: None, riser: None });
        }
    }
    let mut seats: Vec<Name> = Vec::new();
    let mut rows = 0;
    for more in ROWS {
        let (names, best) = (Vec::new(), seats.clone());
        let steps = MOST_STEPS;
        let mut seating = Seating { brackets: &brackets, widths_px: &widths_px, scale, rows: more, names, best, steps };
        seating.go_on();
        if seated(&seating.best) > seated(&seats) {
            (rows, seats) = (more, seating.best);
        }
    }
    let top_px = if rows > 0 { f64::from(rows) * row_px + 3.0 } else { 0.0 };
    for (at, bracket) in brackets.iter_mut().enumerate() {
        bracket.y_px = top_px.max(0.5);
        let Some(name) = seats.get(at).filter(|name| name.row < NOWHERE) else { continue };
        let foot_px = row_px * f64::from(name.row + 1);
        bracket.name = Some((name.from_px, foot_px - 0.2 * row_px, widths_px[at]));
        bracket.riser = (name.row + 1 < rows).then_some((name.pole_px, foot_px + 1.0));
    }
    (brackets, top_px)
}
