//! The strip over the lanes: the whole span, phases, and the window in view.

use super::scene::SceneOptions;
use super::ticks::{Tick, TickStep, ticks};
use super::typesetter::{TextSize, Typesetter};
use super::viewport::{TimeScale, Viewport};
use crate::model::{DataSet, PhaseId};
use crate::query::Bin;
use crate::time::Span;

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
    /// The bar with most events, in `bars`.
    pub peak: Option<usize>,
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
    /// A line from the bracket up to a name in the upper row: where and from which height.
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

impl Overview {
    /// Left and right edge of the window in view.
    #[must_use]
    pub fn brush(&self, viewport: Viewport) -> (f64, f64) {
        let edge = |day: f64| self.scale.x_from_day(day).min(self.scale.right_px()).max(self.scale.left_px);
        (edge(viewport.from), edge(viewport.to))
    }
}

/// The strip of `bins` over the whole span; `shows`: whether events, and whether people killed. What is shown alone has
/// the room of both.
#[must_use]
pub fn overview(
    data: &DataSet,
    bins: &[Bin],
    shows: [bool; 2],
    whole: Span,
    options: &SceneOptions<'_>,
    typesetter: &dyn Typesetter,
) -> Overview {
    let left_px = options.gutter_px.max(0.0);
    let scale = TimeScale::new(Viewport::fit(whole), left_px, options.width_px - left_px);
    let row_px = NAME_ROW_PX * if options.text_scale > 0.1 { options.text_scale } else { 1.0 };
    let has_names = !data.phases.is_empty() && !options.is_narrow;
    let bracket_px = if has_names { 2.0 * row_px + 3.0 } else { 0.0 };
    let (most_up_px, most_down_px) = match shows {
        [true, false] => (UP_PX + MIDDLE_PX + DOWN_PX, 0.0),
        [false, true] => (0.0, UP_PX + MIDDLE_PX + DOWN_PX),
        _ => (UP_PX, DOWN_PX),
    };
    let up_px = bracket_px + BRACKET_PX + most_up_px;
    let height_px = bracket_px + BRACKET_PX + UP_PX + MIDDLE_PX + DOWN_PX;
    let down_px = height_px - most_down_px;
    let (mut most_events, mut most_killed) = (1, 1);
    for bin in bins {
        most_events = most_events.max(bin.events);
        most_killed = most_killed.max(bin.high).max(bin.low);
    }
    let mut bars: Vec<OverviewBar> = Vec::new();
    let mut peak: Option<usize> = None;
    for bin in bins {
        if bin.events == 0 && bin.high == 0 && bin.unknown == 0 {
            continue;
        }
        // The first and the last reach beyond the span.
        let x_px =
            scale.x_from_day(f64::from(bin.span.from.0)).max(scale.left_px).min(scale.right_px() - LEAST_WIDE_PX);
        let to_px = scale.x_from_day(f64::from(bin.span.to.0)).min(scale.right_px());
        if peak.is_none_or(|peak| bars[peak].bin.events < bin.events) && bin.events > 0 {
            peak = Some(bars.len());
        }
        bars.push(OverviewBar {
            bin: *bin,
            x_px,
            width_px: ((to_px - x_px) * 0.8).max(LEAST_WIDE_PX),
            events_px: tall_px(bin.events, most_events, most_up_px),
            low_px: tall_px(bin.low, most_killed, most_down_px),
            high_px: tall_px(bin.high.max(bin.low), most_killed, most_down_px),
        });
    }
    Overview {
        width_px: scale.right_px(),
        height_px: height_px + 1.0,
        up_px,
        down_px,
        bars,
        peak,
        brackets: brackets(data, &scale, has_names.then_some(row_px), options.language, typesetter),
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
    /// 0 above, 1 below.
    row: u8,
    pole_px: f64,
}

impl Name {
    /// Whether both can be read: not in one row too near, and no riser through the lower one.
    fn agrees(&self, other: &Self) -> bool {
        let is_apart = |from: f64, to: f64| to + NAME_GAP_PX <= self.from_px || self.to_px + NAME_GAP_PX <= from;
        match (self.row, other.row) {
            (1, 0) => is_apart(other.pole_px, other.pole_px),
            (0, 1) => other.agrees(self),
            _ => is_apart(other.from_px, other.to_px),
        }
    }
}

/// Brackets of the phases in the strip; names from the left end or up to the right end, in two rows, if there are rows.
fn brackets(
    data: &DataSet,
    scale: &TimeScale,
    row_px: Option<f64>,
    language: &str,
    typesetter: &dyn Typesetter,
) -> Vec<Bracket> {
    let mut brackets: Vec<Bracket> = Vec::new();
    let mut names: Vec<Option<Name>> = Vec::new();
    let mut widths_px: Vec<f64> = Vec::new();
    for (index, phase) in data.phases.iter().enumerate() {
        let x_px = scale.x_from_day(f64::from(phase.span.from.0)).max(scale.left_px);
        let to_px = scale.x_from_day(f64::from(phase.span.to.0)).min(scale.right_px());
        if to_px <= x_px {
            continue;
        }
        let name = data.texts.get(phase.name, language);
        widths_px.push(typesetter.width_px(name, TextSize::Chart, false));
        names.push(None);
        let y_px = row_px.map_or(0.5, |row_px| 2.0 * row_px + 3.0);
        brackets.push(Bracket { phase: PhaseId::at(index), x_px, to_px, y_px, name: None, riser: None });
        let last = names.len() - 1;
        if !name.is_empty() && row_px.is_some() {
            place_name(&brackets, &widths_px, &mut names, last, scale);
        }
    }
    for (index, name) in names.iter().enumerate() {
        let (Some(name), Some(row_px)) = (name, row_px) else { continue };
        let bracket = &mut brackets[index];
        bracket.name = Some((name.from_px, row_px * (f64::from(name.row) + 0.8), widths_px[index]));
        bracket.riser = (name.row == 0).then_some((name.pole_px, row_px + 1.0));
    }
    brackets
}

/// Gives the last name a place; if there is none, the name before it may move to make one.
fn place_name(brackets: &[Bracket], widths_px: &[f64], names: &mut [Option<Name>], last: usize, scale: &TimeScale) {
    let place = |index: usize, choice: u8| {
        let bracket = &brackets[index];
        let (is_right, row) = (choice & 2 != 0, choice & 1);
        let from_px = if is_right { bracket.to_px - widths_px[index] } else { bracket.x_px };
        let pole_px = if is_right { bracket.to_px - 0.5 } else { bracket.x_px + 0.5 };
        let name = Name { from_px, to_px: from_px + widths_px[index], row, pole_px };
        (from_px >= scale.left_px && name.to_px <= scale.right_px()).then_some(name)
    };
    let fits = |names: &[Option<Name>], name: &Name, but: usize| {
        names.iter().enumerate().all(|(index, other)| index == but || other.is_none_or(|other| name.agrees(&other)))
    };
    for choice in 0..4 {
        let Some(name) = place(last, choice) else { continue };
        if fits(names, &name, last) {
            names[last] = Some(name);
            return;
        }
    }
    let Some(before) = last.checked_sub(1) else { return };
    let old = names[before];
    for (before_choice, choice) in (0..16).map(|both| (both / 4, both % 4)) {
        let (Some(moved), Some(name)) = (place(before, before_choice), place(last, choice)) else { continue };
        names[before] = None;
        if fits(names, &moved, before) && moved.agrees(&name) && fits(names, &name, last) {
            names[before] = Some(moved);
            names[last] = Some(name);
            return;
        }
        names[before] = old;
    }
}
