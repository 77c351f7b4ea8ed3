//! People reported killed by year or month, from the lowest to the highest figure.

use super::ticks::TickStep;
use super::typesetter::{TextSize, Typesetter};
use crate::model::{Actor, Bloc, Claim, ClaimStatus, DataSet, Event, Measure};
use crate::query::{BinUnit, Index, Rows, histogram};
use crate::time::Span;

/// Who was killed, as far as the claims say about whom they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Victims {
    /// Everybody: per event what each account says in total.
    #[default]
    All,
    /// Civilians.
    Civilians,
    /// Soldiers, police, peacekeepers.
    Forces,
    /// Fighters of armed groups.
    Groups,
    /// Others, and those of whom it is not said who they were.
    Unsaid,
}

impl Victims {
    /// All, in the order of a table's columns.
    pub const ALL: [Self; 5] = [Self::All, Self::Civilians, Self::Forces, Self::Groups, Self::Unsaid];

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["all", "civilians", "forces", "groups", "unsaid"][self as usize]
    }

    fn of(claim: &Claim, data: &DataSet) -> Self {
        let Some(Actor { bloc, sort, .. }) = claim.about.and_then(|actor| data.actors.get(actor.index())) else {
            return Self::Unsaid;
        };
        match (bloc, sort.as_str()) {
            (Bloc::Civilians, _) => Self::Civilians,
            (_, "force" | "mission") => Self::Forces,
            (_, "group") => Self::Groups,
            _ => Self::Unsaid,
        }
    }
}

/// People killed in one year or month. Sums over events of each event's own span: figures of two
/// accounts are never added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TollCell {
    /// Lowest and highest; `None` where nobody gives a number.
    pub figures: Option<(u32, u32)>,
    /// Some of the highest figures are floors.
    pub is_open: bool,
    /// Events in which people may have died, or did, and nobody gives a number.
    pub unknown: u32,
}

/// The tolls of some rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TollTable {
    /// The unit of a row is a month; else a year.
    pub is_monthly: bool,
    /// What a row stands for, and a cell for each of [`Victims::ALL`].
    pub rows: Vec<(Span, [TollCell; 5])>,
}

/// Up to so many days a row is a month.
const MONTHLY_DAYS: i32 = 731;

/// More events than these are counted as a whole only: who was killed takes a look at every claim.
const MOST_SPLIT: usize = 20_000;

/// Counts by year, or by month where the days are few.
#[must_use]
pub fn toll_table(data: &DataSet, index: &Index, rows: &Rows, days: Span) -> TollTable {
    let is_monthly = days.days() <= MONTHLY_DAYS;
    let bins = histogram(index, rows, days, if is_monthly { BinUnit::Month } else { BinUnit::Year });
    let mut table = TollTable { is_monthly, rows: Vec::new() };
    for bin in &bins {
        // A sum of nought over events that have figures is a figure; over none it is not.
        let mut cells = [TollCell::default(); 5];
        cells[0] = TollCell {
            figures: (bin.high > 0).then_some((bin.low, bin.high)),
            is_open: bin.is_open,
            unknown: bin.unknown,
        };
        table.rows.push((bin.span, cells));
    }
    if rows.count() > MOST_SPLIT {
        return table;
    }
    let mut scratch = Event::default();
    for row in rows.iter() {
        let Some(event) = data.events.peek(row, &mut scratch).filter(|event| !event.claims.is_empty()) else {
            continue;
        };
        let anchor = event.when.anchor();
        let at = table.rows.partition_point(|(span, _)| span.to <= anchor);
        if let Some((_, cells)) = table.rows.get_mut(at).filter(|(span, _)| span.has(anchor)) {
            count(data, event, cells);
        }
    }
    table
}

fn count(data: &DataSet, event: &Event, cells: &mut [TollCell; 5]) {
    if event.toll().is_some() {
        cells[0].figures = cells[0].figures.or(Some((0, 0)));
    }
    for victims in Victims::ALL.into_iter().skip(1) {
        let is_about = |claim: &Claim| Victims::of(claim, data) == victims;
        let cell = &mut cells[victims as usize];
        if let Some(toll) = event.toll_of(&is_about) {
            let (low, high) = cell.figures.unwrap_or_default();
            cell.figures = Some((low.saturating_add(toll.low), high.saturating_add(toll.high)));
            cell.is_open |= toll.is_open;
        } else {
            let counts = |claim: &Claim| claim.what == Measure::Killed && claim.status == ClaimStatus::Stands;
            cell.unknown += u32::from(event.claims.iter().any(|claim| counts(claim) && is_about(claim)));
        }
    }
}

/// The bars of one group. Pixels from the left and top edge of the figure.
#[derive(Clone, Debug, PartialEq)]
pub struct TollChart {
    /// Where nought is.
    pub ground_px: f64,
    /// The grid: height and number, nought included.
    pub ticks: Vec<(f64, u32)>,
    /// One for each row of the table.
    pub bars: Vec<TollBar>,
}

/// One year or month.
#[derive(Clone, Debug, PartialEq)]
pub struct TollBar {
    /// Left edge.
    pub x_px: f64,
    /// Width.
    pub width_px: f64,
    /// Heights of the highest and lowest figure; `None` without one.
    pub reach: Option<(f64, f64)>,
    /// An arrow upwards.
    pub is_open: bool,
    /// Middle and upper edge of the figures, where they fit.
    pub figures: Option<(f64, f64)>,
    /// What stands below, where it fits.
    pub label: Option<String>,
}

/// From top to ground; above it there is room for figures.
const PLOT_PX: f64 = 128.0;
const TOP_PX: f64 = 36.0;
const AXIS_PX: f64 = 8.0;
const BAR_PX: f64 = 21.0;
const LINE_PX: f64 = 13.0;
const BETWEEN_PX: f64 = 4.0;
/// For the arrow over a bar.
const ARROW_PX: f64 = 12.0;

/// Where figures may stand.
struct Room {
    from_px: f64,
    to_px: f64,
    ground_px: f64,
    text_scale: f64,
}

/// Draws one group of a table. `figures` are the words above the bars.
#[must_use]
pub fn toll_chart(
    table: &TollTable,
    victims: Victims,
    figures: &[String],
    width_px: f64,
    text_scale: f64,
    typesetter: &dyn Typesetter,
) -> TollChart {
    let cells = || table.rows.iter().map(|(_, cells)| cells[victims as usize]);
    let highest = cells().filter_map(|cell| cell.figures).map(|(_, high)| high).max().unwrap_or(0);
    let step = grid_step(highest);
    let top = highest.max(1).div_ceil(step).saturating_mul(step);
    let ground_px = TOP_PX * text_scale + PLOT_PX;
    let y = |number: u32| ground_px - PLOT_PX * f64::from(number) / f64::from(top);
    let ticks: Vec<(f64, u32)> = (0..=top / step).map(|tick| (y(tick * step), tick * step)).collect();
    let left_px = typesetter.width_px(&top.to_string(), TextSize::Small, false).ceil() + AXIS_PX;
    let column_px = (width_px - left_px) / table.rows.len().max(1) as f64;
    let bar_px = (column_px * 0.78).min(BAR_PX);
    let middle_px = |at: usize| left_px + column_px * (at as f64 + 0.5);
    let bars = cells().enumerate().map(|(at, cell)| TollBar {
        x_px: middle_px(at) - bar_px / 2.0,
        width_px: bar_px,
        reach: cell.figures.map(|(low, high)| (y(high), y(low))),
        is_open: cell.is_open,
        figures: None,
        label: None,
    });
    let mut bars: Vec<TollBar> = bars.collect();
    let mut taken: Vec<(f64, f64)> = Vec::new();
    // Where rows are months, years come first, with the month where there is room.
    for is_first in [true, false] {
        for (at, (span, _)) in table.rows.iter().enumerate() {
            let begins = at == 0 || span.from == span.from.year_start();
            let steps: &[TickStep] = match (table.is_monthly, begins) {
                (true, true) => &[TickStep::MonthOfYear, TickStep::Years(1)],
                (true, false) => &[TickStep::Month],
                _ => &[TickStep::Years(1)],
            };
            if begins != is_first {
                continue;
            }
            bars[at].label = steps.iter().map(|step| typesetter.tick(span.from, *step)).find(|label| {
                let half_px = (typesetter.width_px(label, TextSize::Small, false) + BETWEEN_PX) / 2.0;
                let (from, to) = (middle_px(at) - half_px, middle_px(at) + half_px);
                let fits = from >= -BETWEEN_PX && to <= width_px + BETWEEN_PX;
                let fits = fits && taken.iter().all(|(left, right)| to <= *left || *right <= from);
                if fits {
                    taken.push((from, to));
                }
                fits
            });
        }
    }
    let room = Room { from_px: left_px - AXIS_PX, to_px: width_px, ground_px, text_scale };
    show_figures(&mut bars, figures, &room, typesetter);
    TollChart { ground_px, ticks, bars }
}

/// Figures go to the highest bars first, above or else below, and only where they cover neither a bar nor each other.
fn show_figures(bars: &mut [TollBar], figures: &[String], room: &Room, typesetter: &dyn Typesetter) {
    let line_px = LINE_PX * room.text_scale;
    let arrow = |bar: &TollBar| if bar.is_open { ARROW_PX * room.text_scale } else { 0.0 };
    let mut order: Vec<u32> = (0..bars.len() as u32).collect();
    let top_px = |bar: &TollBar| bar.reach.map_or(f64::MAX, |(high, _)| high);
    crate::order::by(&mut order, &mut |a, b| top_px(&bars[a as usize]).total_cmp(&top_px(&bars[b as usize])));
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for at in order {
        let at = at as usize;
        let (Some(text), Some((high_px, low_px))) = (figures.get(at).filter(|text| !text.is_empty()), bars[at].reach)
        else {
            continue;
        };
        let half_px = typesetter.width_px(text, TextSize::Small, false) / 2.0 + 2.0;
        let middle_px = (bars[at].x_px + bars[at].width_px / 2.0).max(room.from_px + half_px).min(room.to_px - half_px);
        let (from, to) = (middle_px - half_px, middle_px + half_px);
        let is_free = |y_px: &f64| {
            let is_apart =
                |(left, right, y): &(f64, f64, f64)| to <= *left || *right <= from || (y - y_px).abs() > line_px;
            let covers = |(other, bar): (usize, &TollBar)| {
                let meets = other != at && bar.x_px < to && from < bar.x_px + bar.width_px;
                let lies = |(high_px, low_px): (f64, f64)| high_px - arrow(bar) < y_px + line_px && *y_px < low_px;
                meets && bar.reach.is_some_and(lies)
            };
            y_px + line_px <= room.ground_px && taken.iter().all(is_apart) && !bars.iter().enumerate().any(covers)
        };
        let tries = [high_px - arrow(&bars[at]) - line_px - 2.0, low_px + 4.0];
        if let Some(y_px) = tries.into_iter().find(is_free) {
            taken.push((from, to, y_px));
            bars[at].figures = Some((middle_px, y_px));
        }
    }
}

/// A round step that gives three or four lines.
fn grid_step(highest: u32) -> u32 {
    let mut step = 1_u32;
    loop {
        for factor in [1, 2, 5] {
            if highest <= step.saturating_mul(factor * 4) {
                return step * factor;
            }
        }
        step = step.saturating_mul(10);
        if step >= 1_000_000_000 {
            return step;
        }
    }
}
