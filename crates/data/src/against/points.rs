//! The days, months and years that an EDTF text names.

use super::date::Mention;
use conflict_timeline_core::time::{Day, When};

/// A day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A day.
    Day(Day),
    /// Year and month from 1.
    Month(i32, u32),
    /// A year.
    Year(i32),
    /// A decade, by its first year.
    Decade(i32),
}

impl core::fmt::Display for Point {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Day(day) => write!(f, "the day {day}"),
            Self::Month(year, month) => write!(f, "the month {year:04}-{month:02}"),
            Self::Year(year) => write!(f, "the year {year}"),
            Self::Decade(year) => write!(f, "the decade {year}s"),
        }
    }
}

impl Point {
    /// Whether a line names just that.
    #[must_use]
    pub fn is(self, mention: &Mention) -> bool {
        match self {
            Self::Day(day) => mention.is_day(day),
            Self::Month(year, month) => mention.is_month(year, month),
            Self::Year(year) => mention.year == Some(year),
            Self::Decade(year) => mention.year.is_some_and(|named| named / 10 == year / 10),
        }
    }

    /// Whether a line names a date so near that "the next day" may lead here: two days, or a month.
    #[must_use]
    pub fn is_around(self, mention: &Mention) -> bool {
        match self {
            Self::Day(day) => (-2..=2).any(|shift| mention.is_day(day.plus(shift))),
            Self::Month(year, month) => {
                let first = Day::from_ymd(year, month, 1).unwrap_or_default();
                (-1..=1).any(|shift| {
                    let (year, month, _) = first.month_offset(shift).ymd();
                    mention.is_month(year, month)
                })
            }
            Self::Year(_) | Self::Decade(_) => self.is(mention),
        }
    }

    /// The day, if it is one.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(day),
            _ => None,
        }
    }

    /// First and last day.
    #[must_use]
    pub fn extent(self) -> (Day, Day) {
        let year = |year| Day::from_ymd(year, 1, 1).unwrap_or_default();
        match self {
            Self::Day(day) => (day, day),
            Self::Month(year, month) => {
                let first = Day::from_ymd(year, month, 1).unwrap_or_default();
                (first, first.month_offset(1).plus(-1))
            }
            Self::Year(number) => (year(number), year(number + 1).plus(-1)),
            Self::Decade(number) => (year(number), year(number + 10).plus(-1)),
        }
    }
}

/// What an EDTF text names, in its order; nothing for open ends.
///
/// ```
/// use conflict_data::against::{points, Point};
/// assert_eq!(points("[..2012-07]"), [Point::Month(2012, 7)]);
/// assert_eq!(points("2013~/.."), [Point::Year(2013)]);
/// assert_eq!(points("2013-01-14/2013-01-21").len(), 2);
/// ```
#[must_use]
pub fn points(edtf: &str) -> Vec<Point> {
    let parts = edtf.split(['[', ']', ',', '/']).flat_map(|part| part.split(".."));
    parts.filter_map(|part| point(part.trim().trim_end_matches(['?', '~', '%']))).collect()
}

fn point(text: &str) -> Option<Point> {
    let when = When::parse(text).ok()?;
    let (year, month, _) = when.earliest.ymd();
    Some(match text.len() {
        4 if text.ends_with('X') => Point::Decade(year),
        4 => Point::Year(year),
        7 if !text.ends_with("XX") => Point::Month(year, month),
        7 => Point::Year(year),
        _ if text.ends_with("XX") => Point::Month(year, month),
        _ => Point::Day(when.earliest),
    })
}
