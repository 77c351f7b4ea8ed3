//! Events and people killed over time.

use super::Index;
use super::dates::run;
use super::tolls::Sums;
use crate::time::{Day, Span};
use conflict_timeline_rows::Rows;

/// One bar of a histogram. Low and high are sums over events of each event's own span
/// ([`crate::model::Event::toll`]); events without a figure are counted, never taken as nought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bin {
    /// The days that it stands for.
    pub span: Span,
    /// Events whose anchor day lies inside.
    pub events: u32,
    /// People killed, by the lowest account of each event.
    pub low: u32,
    /// People killed, by the highest account of each event.
    pub high: u32,
    /// Some of the highest figures are floors.
    pub is_open: bool,
    /// Violent events for which nobody gives a number.
    pub unknown: u32,
}

/// Bars at most: more than any screen has columns, few enough to keep.
const MOST_BARS: usize = 4_000;

/// A bar of days or weeks is at least so wide: months say as much in fewer.
const LEAST_SHORT_PX: f64 = 4.0;
/// A bar of a month; years hide much.
const LEAST_MONTH_PX: f64 = 1.5;

/// How wide a bar is, the narrow ones first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum BinUnit {
    /// One day.
    Day,
    /// Seven days from a Monday on.
    Week,
    /// One calendar month.
    #[default]
    Month,
    /// One calendar year.
    Year,
    /// So many bars of the same length, to the day; fewer, where there are not as many days.
    Even(u32),
}

impl BinUnit {
    /// The finest calendar unit whose bars over a span can be told apart in so many pixels.
    ///
    /// ```
    /// use conflict_timeline_core::query::BinUnit;
    /// use conflict_timeline_core::time::{Day, Span};
    /// let unit = |days| BinUnit::fitting(Span::new(Day(0), Day(days)), 1_000.0);
    /// assert_eq!([7, 700, 7_000, 70_000].map(unit), [BinUnit::Day, BinUnit::Week, BinUnit::Month, BinUnit::Year]);
    /// ```
    #[must_use]
    pub fn fitting(span: Span, width_px: f64) -> Self {
        let day_px = width_px / (f64::from(span.to.0) - f64::from(span.from.0)).max(1.0);
        match () {
            () if day_px >= LEAST_SHORT_PX => Self::Day,
            () if day_px * 7.0 >= LEAST_SHORT_PX => Self::Week,
            () if day_px * 30.0 >= LEAST_MONTH_PX => Self::Month,
            () => Self::Year,
        }
    }

    fn start(self, day: Day) -> Day {
        match self {
            Self::Day | Self::Even(_) => day,
            Self::Week => day.plus(-(day.weekday() as i32)),
            Self::Month => day.month_start(),
            Self::Year => day.year_start(),
        }
    }

    fn next(self, start: Day) -> Day {
        match self {
            Self::Day | Self::Even(_) => start.plus(1),
            Self::Week => start.plus(7),
            Self::Month => start.month_offset(1),
            Self::Year => start.month_offset(12),
        }
    }

    /// The bars over a span, end to end. At most 4,000: a longer span takes the next wider unit.
    #[must_use]
    pub fn spans(self, span: Span) -> Vec<Span> {
        let days = i64::from(span.to.0) - i64::from(span.from.0);
        let most = MOST_BARS as i64;
        if let Self::Even(count) = self {
            let count = i64::from(count).clamp(1, most.min(days.max(1)));
            let edge = |bar: i64| Day((i64::from(span.from.0) + days * bar / count) as i32);
            return (0..count).map(|bar| Span::new(edge(bar), edge(bar + 1))).collect();
        }
        let unit = match self {
            Self::Day if days > most => Self::Month,
            Self::Week if days > most * 7 => Self::Month,
            Self::Month if days > most * 30 => Self::Year,
            unit => unit,
        };
        let mut spans = Vec::new();
        let mut start = unit.start(span.from);
        while start < span.to && spans.len() < MOST_BARS {
            let next = unit.next(start);
            if next <= start {
                break;
            }
            spans.push(Span::new(start, next));
            start = next;
        }
        spans
    }
}

/// Bars over the whole span, empty ones included. Each event counts once, at its anchor day.
#[must_use]
pub fn histogram(index: &Index, rows: &Rows, span: Span, unit: BinUnit) -> Vec<Bin> {
    let spans = unit.spans(span);
    let built = &index.built;
    // Rows that count at their first day lie in runs; the few others are looked at one by one.
    let mut plain = rows.clone();
    plain.drop(built.dates.drift());
    let bars = spans.into_iter().map(|span| {
        let (from, to) = run(&built.table, span);
        let mut bin = Bin { span, events: plain.count_in(from, to) as u32, ..Bin::default() };
        if bin.events > 0 {
            bin.add(built.tolls.sum(&built.table, &plain, from, to, bin.events as usize));
        }
        for row in built.dates.drifted(span).filter(|row| rows.has(*row)) {
            bin.events += 1;
            bin.add(built.tolls.of(&built.table, row));
        }
        bin
    });
    bars.collect()
}

impl Bin {
    fn add(&mut self, sums: Sums) {
        self.low = u32::try_from(sums.low).unwrap_or(u32::MAX).saturating_add(self.low);
        self.high = u32::try_from(sums.high).unwrap_or(u32::MAX).saturating_add(self.high);
        self.is_open |= sums.is_open;
        self.unknown += sums.unknown;
    }
}
