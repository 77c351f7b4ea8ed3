//! One civil day as a number, and half-open spans of days.

use chrono::{Datelike, NaiveDate};

/// A civil day: days since 1970-01-01, negative before.
///
/// ```
/// use conflict_timeline_core::time::Day;
/// let day = Day::from_ymd(2012, 1, 17).expect("a real day");
/// assert_eq!(day.ymd(), (2012, 1, 17));
/// assert_eq!(Day::from_ymd(2013, 2, 29), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Beyond what the calendar holds, on both sides of 1970; sums of two stay small.
pub(crate) const FARTHEST_DAY: i32 = 100_000_000;

/// Days from 0001-01-01 (chrono's day 1) to 1970-01-01.
const EPOCH_FROM_CE: i32 = 719_163;

impl Day {
    /// The day of a proleptic Gregorian date, or `None` if the calendar has no such day.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        Some(Self(date.num_days_from_ce() - EPOCH_FROM_CE))
    }

    /// Year, month (1 to 12) and day of the month (1 to 31).
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// The same day for callers that already use chrono; clamped to the years that chrono holds.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0.saturating_add(EPOCH_FROM_CE)).unwrap_or(if self.0 < 0 {
            NaiveDate::MIN
        } else {
            NaiveDate::MAX
        })
    }

    /// The first day of this day's month.
    #[must_use]
    pub fn month_start(self) -> Self {
        let (_, _, day) = self.ymd();
        Self(self.0 - day as i32 + 1)
    }

    /// The first day of the month that lies `months` after this day's month.
    #[must_use]
    pub fn month_offset(self, months: i32) -> Self {
        let (year, month, _) = self.ymd();
        let index = year * 12 + month as i32 - 1 + months;
        Self::from_ymd(index.div_euclid(12), index.rem_euclid(12) as u32 + 1, 1).unwrap_or(self)
    }

    /// The first day of this day's year.
    #[must_use]
    pub fn year_start(self) -> Self {
        Self::from_ymd(self.ymd().0, 1, 1).unwrap_or(self)
    }

    /// Day of the week, Monday is 0.
    #[must_use]
    pub fn weekday(self) -> u32 {
        (self.0 + 3).rem_euclid(7) as u32
    }

    /// As it is displayed, for those who write a million.
    #[must_use]
    pub fn text(self) -> String {
        let (year, month, day) = self.ymd();
        let mut text = *b"0000-00-00";
        put(&mut text, year, month, day).map_or_else(|| self.to_string(), str::to_string)
    }

    /// This day `days` later.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

/// `2013-01-10`
impl core::fmt::Display for Day {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (year, month, day) = self.ymd();
        let mut text = *b"0000-00-00";
        match put(&mut text, year, month, day) {
            Some(text) => f.write_str(text),
            None => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// The date as text, where its year has four digits.
fn put(text: &mut [u8; 10], year: i32, month: u32, day: u32) -> Option<&str> {
    if !(0..=9999).contains(&year) {
        return None;
    }
    for (at, number) in [(3, year as u32), (6, month), (9, day)] {
        let (mut at, mut number) = (at, number);
        while number > 0 {
            text[at] = b'0' + (number % 10) as u8;
            number /= 10;
            at = at.saturating_sub(1);
        }
    }
    core::str::from_utf8(text).ok()
}

/// Days from `from` up to, not including, `to`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First day inside.
    pub from: Day,
    /// First day after.
    pub to: Day,
}

impl Span {
    /// A span of at least one day; `to` is moved if it does not lie after `from`.
    #[must_use]
    pub fn new(from: Day, to: Day) -> Self {
        Self { from, to: to.max(from.plus(1)) }
    }

    /// How many days lie inside.
    #[must_use]
    pub fn days(self) -> i32 {
        self.to.0 - self.from.0
    }

    /// Whether the two share a day.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// The days of it that `whole` has; where that has none of them, the nearest one.
    #[must_use]
    pub fn within(self, whole: Self) -> Self {
        let from = self.from.min(whole.to.plus(-1)).max(whole.from);
        Self { from, to: self.to.min(whole.to).max(from.plus(1)) }
    }

    /// Whether all of `other` lies inside.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether the day lies inside.
    #[must_use]
    pub fn has(self, day: Day) -> bool {
        self.from <= day && day < self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_two_centuries_goes_there_and_back() {
        let first = Day::from_ymd(1900, 1, 1).expect("real");
        let last = Day::from_ymd(2100, 12, 31).expect("real");
        for number in first.0..=last.0 {
            let (y, m, d) = Day(number).ymd();
            assert_eq!(Day::from_ymd(y, m, d), Some(Day(number)));
        }
        assert_eq!(Day::from_ymd(1970, 1, 1), Some(Day(0)));
    }

    #[test]
    fn months_cross_years_both_ways() {
        let day = Day::from_ymd(2012, 12, 31).expect("real");
        assert_eq!(day.month_offset(1), Day::from_ymd(2013, 1, 1).expect("real"));
        assert_eq!(day.month_offset(-12), Day::from_ymd(2011, 12, 1).expect("real"));
        assert_eq!(day.month_start().to_string(), "2012-12-01");
    }

    #[test]
    fn tuesday_is_one() {
        assert_eq!(Day::from_ymd(2024, 9, 17).expect("real").weekday(), 1);
    }

    #[test]
    fn absurd_days_do_not_panic() {
        for number in [i32::MIN, -999_999_999, 999_999_999, i32::MAX] {
            let _ = Day(number).ymd();
            let _ = Day(number).month_offset(i32::from(i16::MAX));
        }
    }
}
