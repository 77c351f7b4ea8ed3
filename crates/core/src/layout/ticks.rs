//! Calendar ticks, from single days to millennia.

use super::typesetter::{TextSize, Typesetter};
use super::viewport::TimeScale;
use crate::time::Day;

/// The calendar unit between two ticks, and so the words that a tick's label wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TickStep {
    /// Every day: its number, "17". The month stands in the context row.
    Day,
    /// Mondays: day and month, "14 Jan".
    Week,
    /// First of the month: the month, "Jan". The year stands in the context row.
    Month,
    /// January, April, July, October: the month.
    Quarter,
    /// January and July: the month.
    HalfYear,
    /// Years divisible by 1, 2, 5, 10, 20 ...: the year, "2013".
    Years(u32),
    /// Only in the context row: month and year, "January 2013".
    MonthOfYear,
}

/// The ladder below years.
const FINE: [TickStep; 5] = [TickStep::Day, TickStep::Week, TickStep::Month, TickStep::Quarter, TickStep::HalfYear];

impl TickStep {
    /// The fewest days from one tick to the next.
    #[must_use]
    pub fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month | Self::MonthOfYear => 28.0,
            Self::Quarter => 90.0,
            Self::HalfYear => 181.0,
            Self::Years(years) => 365.0 * f64::from(years),
        }
    }

    /// The last tick at or before a day.
    #[must_use]
    pub fn start(self, day: Day) -> Day {
        match self {
            Self::Day => day,
            Self::Week => day.plus(-(day.weekday() as i32)),
            Self::Month | Self::MonthOfYear => day.month_start(),
            Self::Quarter => months_start(day, 3),
            Self::HalfYear => months_start(day, 6),
            Self::Years(years) => {
                let years = years.max(1) as i32;
                Day::from_ymd(day.ymd().0.div_euclid(years) * years, 1, 1).unwrap_or(day)
            }
        }
    }

    /// The tick after one; the same day where the calendar ends.
    #[must_use]
    pub fn next(self, start: Day) -> Day {
        match self {
            Self::Day => start.plus(1),
            Self::Week => start.plus(7),
            Self::Month | Self::MonthOfYear => start.month_offset(1),
            Self::Quarter => start.month_offset(3),
            Self::HalfYear => start.month_offset(6),
            Self::Years(years) => {
                let year = start.ymd().0.saturating_add(years.max(1) as i32);
                Day::from_ymd(year, 1, 1).unwrap_or(start)
            }
        }
    }

    /// The unit of the row over the ticks: it says month or year where the ticks do not.
    #[must_use]
    pub fn context(self) -> Option<Self> {
        match self {
            Self::Day | Self::Week => Some(Self::MonthOfYear),
            Self::Month | Self::Quarter | Self::HalfYear => Some(Self::Years(1)),
            Self::Years(_) | Self::MonthOfYear => None,
        }
    }

    /// The finest unit that is at least `least_px` wide.
    #[must_use]
    pub fn at_least(least_px: f64, px_per_day: f64) -> Self {
        for step in FINE {
            if step.days() * px_per_day >= least_px {
                return step;
            }
        }
        let mut years = 1;
        while Self::Years(years).days() * px_per_day < least_px && years < MOST_YEARS {
            years = rounder(years);
        }
        Self::Years(years)
    }

    fn is_major(self, day: Day) -> bool {
        let (year, month, of_month) = day.ymd();
        match self {
            Self::Day => of_month == 1,
            Self::Week => of_month <= 7,
            Self::Month | Self::Quarter | Self::HalfYear | Self::MonthOfYear => month == 1,
            Self::Years(years) => year % (i64::from(years).min(1_000_000) as i32 * 10) == 0,
        }
    }
}

const MOST_YEARS: u32 = 1_000_000;
const MOST_TICKS: usize = 2000;
/// A label begins so far right of its line.
const LABEL_OFFSET_PX: f64 = 3.0;
/// Air after a label: years stand closer, they have no second row.
const LABEL_GAP_PX: f64 = 24.0;
const YEAR_GAP_PX: f64 = 12.0;

/// 1, 2, 5, 10, 20, 50 ...
fn rounder(years: u32) -> u32 {
    let mut power = 1;
    while power * 10 <= years {
        power *= 10;
    }
    if years / power == 2 { power * 5 } else { years * 2 }
}

fn months_start(day: Day, months: u32) -> Day {
    let (year, month, _) = day.ymd();
    Day::from_ymd(year, (month - 1) / months * months + 1, 1).unwrap_or(day)
}

/// A grid line.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The day that begins here.
    pub day: Day,
    /// Where.
    pub x_px: f64,
    /// The unit.
    pub step: TickStep,
    /// Its words, 3 px right of the line; empty where they do not fit or would repeat the last ones.
    pub label: String,
    /// It begins a larger unit too.
    pub is_major: bool,
}

/// A stretch of the larger unit, with its name once.
#[derive(Clone, Debug, PartialEq)]
pub struct TickContext {
    /// First day of the unit, in view or not.
    pub day: Day,
    /// Left edge of what is in view.
    pub x_px: f64,
    /// Right edge of what is in view.
    pub to_px: f64,
    /// Its words, 3 px right of the left edge; empty where they do not fit.
    pub label: String,
}

/// The ticks in view, left to right, on the finest unit whose labels fit.
#[must_use]
pub fn ticks(scale: &TimeScale, typesetter: &dyn Typesetter) -> Vec<Tick> {
    let step = fitting_step(scale, typesetter);
    let mut ticks: Vec<Tick> = Vec::new();
    let (mut free_px, mut last_labelled) = (f64::MIN, usize::MAX);
    let mut day = step.start(Day(scale.viewport.from.floor() as i32));
    while f64::from(day.0) <= scale.viewport.to && ticks.len() < MOST_TICKS {
        let x_px = scale.x_from_day(f64::from(day.0));
        if x_px >= scale.left_px - 0.001 {
            let mut label = typesetter.tick(day, step);
            let end_px = x_px + LABEL_OFFSET_PX + typesetter.width_px(&label, TextSize::Chart, false);
            let is_repeated = ticks.get(last_labelled).is_some_and(|before| before.label == label);
            if is_repeated || x_px < free_px || end_px > scale.right_px() {
                label.clear();
            } else {
                free_px = end_px + LABEL_OFFSET_PX;
                last_labelled = ticks.len();
            }
            ticks.push(Tick { day, x_px, step, label, is_major: step.is_major(day) });
        }
        let next = step.next(day);
        if next <= day {
            break;
        }
        day = next;
    }
    ticks
}

/// The row over the ticks: months of a year over days and weeks, years over months; none over years.
#[must_use]
pub fn contexts(scale: &TimeScale, ticks: &[Tick], typesetter: &dyn Typesetter) -> Vec<TickContext> {
    let mut contexts: Vec<TickContext> = Vec::new();
    let Some(unit) = ticks.first().and_then(|tick| tick.step.context()) else { return contexts };
    let mut day = unit.start(Day(scale.viewport.from.floor() as i32));
    while f64::from(day.0) < scale.viewport.to && contexts.len() < MOST_TICKS {
        let next = unit.next(day);
        let x_px = scale.x_from_day(f64::from(day.0)).max(scale.left_px);
        let to_px = if next > day { scale.x_from_day(f64::from(next.0)) } else { scale.right_px() };
        let to_px = to_px.min(scale.right_px());
        let mut label = typesetter.tick(day, unit);
        let end_px = x_px + LABEL_OFFSET_PX + typesetter.width_px(&label, TextSize::Chart, true);
        let is_repeated = contexts.last().is_some_and(|before| before.label == label);
        if is_repeated || end_px > to_px {
            label.clear();
        }
        if to_px > x_px {
            contexts.push(TickContext { day, x_px, to_px, label });
        }
        if next <= day {
            break;
        }
        day = next;
    }
    contexts
}

fn fitting_step(scale: &TimeScale, typesetter: &dyn Typesetter) -> TickStep {
    let (px_per_day, first) = (scale.px_per_day(), Day(scale.viewport.from as i32));
    let january = first.year_start();
    for step in FINE {
        let room_px = step.days() * px_per_day - LABEL_GAP_PX;
        if room_px > 0.0 && widest(step, january, typesetter) <= room_px {
            return step;
        }
    }
    let last = Day(scale.viewport.to as i32);
    let mut years = 1;
    loop {
        let step = TickStep::Years(years);
        let wide = width(step, first, typesetter).max(width(step, last, typesetter));
        if wide + YEAR_GAP_PX <= step.days() * px_per_day || years >= MOST_YEARS {
            return step;
        }
        years = rounder(years);
    }
}

/// The widest label that the step can show: the 28th, of each month it begins on.
fn widest(step: TickStep, january: Day, typesetter: &dyn Typesetter) -> f64 {
    let every = match step {
        TickStep::Day => return width(step, january.plus(27), typesetter),
        TickStep::Quarter => 3,
        TickStep::HalfYear => 6,
        _ => 1,
    };
    let offset = if step == TickStep::Week { 27 } else { 0 };
    let mut widest_px: f64 = 0.0;
    let mut month = 0;
    while month < 12 {
        let day = january.month_offset(month).plus(offset);
        widest_px = widest_px.max(width(step, day, typesetter));
        month += every;
    }
    widest_px
}

fn width(step: TickStep, day: Day, typesetter: &dyn Typesetter) -> f64 {
    typesetter.width_px(&typesetter.tick(day, step), TextSize::Chart, false)
}
