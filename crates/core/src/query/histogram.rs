//! Events and people killed over time.

use super::Index;
use crate::model::EventId;
use crate::time::{Day, Span};

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

/// How wide a bar is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BinUnit {
    /// One day.
    Day,
    /// One calendar month.
    #[default]
    Month,
    /// One calendar year.
    Year,
}

impl BinUnit {
    fn start(self, day: Day) -> Day {
        match self {
            Self::Day => day,
            Self::Month => day.month_start(),
            Self::Year => day.year_start(),
        }
    }

    fn next(self, start: Day) -> Day {
        match self {
            Self::Day => start.plus(1),
            Self::Month => start.month_offset(1),
            Self::Year => start.month_offset(12),
        }
    }
}

/// Bars over the whole span, empty ones included. Each event counts once, at its anchor day.
/// At most 4,000 bars are made: a longer span takes the next wider unit.
#[must_use]
pub fn histogram(index: &Index, ids: &[EventId], span: Span, unit: BinUnit) -> Vec<Bin> {
    let days = span.days();
    let unit = match unit {
        BinUnit::Day if days > 4_000 => BinUnit::Month,
        BinUnit::Month if days > 120_000 => BinUnit::Year,
        unit => unit,
    };
    let mut bins = Vec::new();
    let mut start = unit.start(span.from);
    while start < span.to && bins.len() < 4_000 {
        let next = unit.next(start);
        if next <= start {
            break;
        }
        bins.push(Bin { span: Span::new(start, next), ..Bin::default() });
        start = next;
    }
    for id in ids {
        let day = index.whens[id.index()].anchor();
        let after = bins.partition_point(|bin| bin.span.from <= day);
        let Some(bin) = after.checked_sub(1).and_then(|at| bins.get_mut(at)) else { continue };
        if !bin.span.has(day) {
            continue;
        }
        bin.events += 1;
        match index.tolls[id.index()] {
            Some(toll) => {
                bin.low = bin.low.saturating_add(toll.low);
                bin.high = bin.high.saturating_add(toll.high);
                bin.is_open |= toll.is_open;
            }
            None => bin.unknown += u32::from(index.is_violent[id.index()]),
        }
    }
    bins
}
