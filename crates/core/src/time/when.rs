//! Dates as EDTF text (ISO 8601-2), levels 0 to 2 as far as event lists need them.

use super::{Day, Span};

/// The coarsest unit that the text names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A civil day.
    #[default]
    Day,
    /// One of several days, or some day in a span of days.
    Days,
    /// Some day in a month.
    Month,
    /// Some day in a year.
    Year,
    /// Some day in a decade.
    Decade,
}

impl Precision {
    /// All, from the finest.
    pub const ALL: [Self; 5] = [Self::Day, Self::Days, Self::Month, Self::Year, Self::Decade];

    /// The word used in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["day", "days", "month", "year", "decade"][self as usize]
    }
}

/// How the text hedges the date itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// Not hedged.
    #[default]
    None,
    /// `?`: reported, but the source is not sure.
    Uncertain,
    /// `~`: about then.
    About,
    /// `%`: both.
    Both,
}

/// When something happened, as firm as its source and no firmer.
///
/// Duration and doubt are different: `lasts` says that it went on from `earliest` to `latest`;
/// without it, it happened at some time between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct When {
    /// First possible day.
    pub earliest: Day,
    /// Last possible day, included.
    pub latest: Day,
    /// It went on for the whole extent.
    pub lasts: bool,
    /// It may have begun at any time before `earliest` ("by 17 July").
    pub open_start: bool,
    /// It may go on after `latest`.
    pub open_end: bool,
    /// The coarsest unit named.
    pub precision: Precision,
    /// The hedge on the date.
    pub qualifier: Qualifier,
}

/// A date text that is not EDTF, with the place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhenError {
    /// Byte offset in the text.
    pub offset: usize,
    /// What is wrong, as a clause.
    pub reason: &'static str,
}

impl core::fmt::Display for WhenError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} (character {})", self.reason, self.offset + 1)
    }
}

impl core::error::Error for WhenError {}

impl When {
    /// Reads EDTF: `2013-01-14`, `2012-07`, `2013-01-14/2013-01-21`, `[2013-01-28,2013-01-29]`,
    /// `[2013-01-28..2013-02-03]`, `[..2012-07-17]`, `2013-01~`, `2012-07-01/..`, `201X`.
    ///
    /// # Errors
    /// Where the text is no such date, the calendar has no such day, or an interval ends before it begins.
    ///
    /// ```
    /// use conflict_timeline_core::time::{Precision, When};
    /// let by = When::parse("[..2012-07-17]")?;
    /// assert!(by.open_start && !by.lasts);
    /// assert_eq!(When::parse("2012-07~")?.precision, Precision::Month);
    /// assert_eq!(When::parse("17 July 2012").unwrap_err().offset, 2);
    /// # Ok::<(), conflict_timeline_core::time::WhenError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, WhenError> {
        if let Some(inner) = text.strip_prefix('[') {
            let inner = inner
                .strip_suffix(']')
                .ok_or(WhenError { offset: text.len(), reason: "`[` is never closed by `]`" })?;
            return one_of(inner, 1);
        }
        if let Some((from, to)) = text.split_once('/') {
            return interval(from, to);
        }
        point(text, 0)
    }

    /// The possible extent; open ends are not stretched.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.earliest, self.latest.plus(1))
    }

    /// The first possible day, where there is one: "by 17 July" has none.
    #[must_use]
    pub fn first_day(&self) -> Option<Day> {
        (!self.open_start).then_some(self.earliest)
    }

    /// The last possible day, where there is one: what goes on has none.
    #[must_use]
    pub fn last_day(&self) -> Option<Day> {
        (!self.open_end).then_some(self.latest)
    }

    /// Whether one exact day is known.
    #[must_use]
    pub fn is_exact_day(&self) -> bool {
        self.earliest == self.latest && !self.open_start && !self.open_end && self.qualifier == Qualifier::None
    }

    /// The day that drawings and sums use when they need one: the middle of a doubtful extent,
    /// the first day of one that lasted, the last of "by".
    #[must_use]
    pub fn anchor(&self) -> Day {
        if self.lasts { self.earliest } else { Day(self.earliest.0 + (self.latest.0 - self.earliest.0) / 2) }
    }

    /// Whether it may have happened, in part at least, inside the span. Doubt counts.
    #[must_use]
    pub fn may_meet(&self, span: Span) -> bool {
        (self.open_end || self.latest >= span.from) && (self.open_start || self.earliest < span.to)
    }

    /// Whether all of it certainly happened inside the span.
    #[must_use]
    pub fn is_inside(&self, span: Span) -> bool {
        !self.open_start && !self.open_end && span.covers(self.span())
    }
}

fn one_of(inner: &str, base: usize) -> Result<When, WhenError> {
    if let Some((from, to)) = inner.split_once("..") {
        let at_to = base + from.len() + 2;
        return match (from, to) {
            ("", "") => Err(WhenError { offset: base, reason: "a span needs a date on one side" }),
            ("", to) => Ok(When { open_start: true, ..last_day(point(to, at_to)?) }),
            (from, "") => Ok(When { open_end: true, ..first_day(point(from, base)?) }),
            (from, to) => joined(point(from, base)?, point(to, at_to)?, base),
        };
    }
    let mut offset = base;
    let mut whole: Option<When> = None;
    for part in inner.split(',') {
        let trimmed = part.trim_start();
        let one = point(trimmed.trim_end(), offset + part.len() - trimmed.len())?;
        whole = Some(match whole {
            None => one,
            Some(before) => joined(before, one, offset)?,
        });
        offset += part.len() + 1;
    }
    whole.ok_or(WhenError { offset: base, reason: "an empty list of dates" })
}

fn last_day(when: When) -> When {
    When { earliest: when.latest, ..when }
}

fn first_day(when: When) -> When {
    When { latest: when.earliest, ..when }
}

/// Some day between the two.
fn joined(from: When, to: When, offset: usize) -> Result<When, WhenError> {
    if to.latest < from.earliest {
        return Err(WhenError { offset, reason: "the dates are in the wrong order" });
    }
    Ok(When {
        earliest: from.earliest,
        latest: to.latest,
        precision: from.precision.max(to.precision).max(Precision::Days),
        qualifier: either(from.qualifier, to.qualifier),
        ..When::default()
    })
}

fn interval(from: &str, to: &str) -> Result<When, WhenError> {
    let at_to = from.len() + 1;
    match (from, to) {
        (".." | "", ".." | "") => Err(WhenError { offset: 0, reason: "an interval needs a date on one side" }),
        (".." | "", to) => Ok(When { open_start: true, lasts: true, ..last_day(point(to, at_to)?) }),
        (from, ".." | "") => Ok(When { open_end: true, lasts: true, ..first_day(point(from, 0)?) }),
        (from, to) => {
            let (from, to) = (point(from, 0)?, point(to, at_to)?);
            if to.latest < from.earliest {
                return Err(WhenError { offset: at_to, reason: "the interval ends before it begins" });
            }
            Ok(When {
                earliest: from.earliest,
                latest: to.latest,
                lasts: true,
                precision: from.precision.max(to.precision),
                qualifier: either(from.qualifier, to.qualifier),
                ..When::default()
            })
        }
    }
}

fn either(a: Qualifier, b: Qualifier) -> Qualifier {
    match (a, b) {
        (Qualifier::None, other) | (other, Qualifier::None) => other,
        (a, b) if a == b => a,
        _ => Qualifier::Both,
    }
}

/// A year, month or day, with at most one qualifier behind it.
fn point(text: &str, base: usize) -> Result<When, WhenError> {
    let (body, qualifier) = match text.as_bytes().last() {
        Some(b'?') => (&text[..text.len() - 1], Qualifier::Uncertain),
        Some(b'~') => (&text[..text.len() - 1], Qualifier::About),
        Some(b'%') => (&text[..text.len() - 1], Qualifier::Both),
        _ => (text, Qualifier::None),
    };
    if body.starts_with('-') {
        return Err(WhenError { offset: base, reason: "years before 0000 cannot be shown" });
    }
    let mut parts = [""; 3];
    let mut count = 0;
    for part in body.split('-') {
        if count == 3 {
            let offset = base + parts.iter().map(|p| p.len() + 1).sum::<usize>();
            return Err(WhenError { offset, reason: "more than a year, a month and a day" });
        }
        parts[count] = part;
        count += 1;
    }
    let at_month = base + parts[0].len() + 1;
    let at_day = at_month + parts[1].len() + 1;
    if count > 1 && parts[1] == "XX" {
        parts[1] = "";
        count = 1;
    } else if count == 3 && parts[2] == "XX" {
        count = 2;
    }
    let (earliest, latest, precision) = match count {
        1 => year_or_decade(parts[0], base)?,
        2 => {
            let first = civil(parts[0], parts[1], "01", base, at_month, at_day)?;
            (first, first.month_offset(1).plus(-1), Precision::Month)
        }
        _ => {
            let day = civil(parts[0], parts[1], parts[2], base, at_month, at_day)?;
            (day, day, Precision::Day)
        }
    };
    Ok(When { earliest, latest, precision, qualifier, ..When::default() })
}

fn year_or_decade(text: &str, base: usize) -> Result<(Day, Day, Precision), WhenError> {
    if text.len() == 4 && text.ends_with('X') {
        let decade = number(&text[..3], 3, base, "a year has four digits, as in 2012")? as i32 * 10;
        let (from, to) = (year_start(decade, base)?, year_start(decade + 10, base)?);
        return Ok((from, to.plus(-1), Precision::Decade));
    }
    let year = number(text, 4, base, "a year has four digits, as in 2012")? as i32;
    Ok((year_start(year, base)?, year_start(year + 1, base)?.plus(-1), Precision::Year))
}

fn year_start(year: i32, offset: usize) -> Result<Day, WhenError> {
    Day::from_ymd(year, 1, 1).ok_or(WhenError { offset, reason: "no such year" })
}

fn civil(year: &str, month: &str, day: &str, at_year: usize, at_month: usize, at_day: usize) -> Result<Day, WhenError> {
    let year = number(year, 4, at_year, "a year has four digits, as in 2012")? as i32;
    let month = number(month, 2, at_month, "a month has two digits, as in 07")?;
    let day = number(day, 2, at_day, "a day has two digits, as in 09")?;
    if !(1..=12).contains(&month) {
        return Err(WhenError { offset: at_month, reason: "no such month" });
    }
    Day::from_ymd(year, month, day).ok_or(WhenError { offset: at_day, reason: "the calendar has no such day" })
}

fn number(text: &str, digits: usize, base: usize, reason: &'static str) -> Result<u32, WhenError> {
    let mut value = 0;
    for (index, byte) in text.bytes().enumerate() {
        if !byte.is_ascii_digit() || index >= digits {
            return Err(WhenError { offset: base + index, reason });
        }
        value = value * 10 + u32::from(byte - b'0');
    }
    if text.len() < digits {
        return Err(WhenError { offset: base + text.len(), reason });
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        When::parse(text).expect("a day").earliest
    }

    #[track_caller]
    fn check(text: &str, from: &str, to: &str, lasts: bool, precision: Precision) {
        let when = When::parse(text).expect(text);
        assert_eq!((when.earliest, when.latest), (day(from), day(to)), "{text}");
        assert_eq!((when.lasts, when.precision), (lasts, precision), "{text}");
    }

    #[test]
    fn each_form_is_read() {
        check("2013-01-14", "2013-01-14", "2013-01-14", false, Precision::Day);
        check("2012-07", "2012-07-01", "2012-07-31", false, Precision::Month);
        check("2012-02", "2012-02-01", "2012-02-29", false, Precision::Month);
        check("2012", "2012-01-01", "2012-12-31", false, Precision::Year);
        check("201X", "2010-01-01", "2019-12-31", false, Precision::Decade);
        check("2013-05-XX", "2013-05-01", "2013-05-31", false, Precision::Month);
        check("2013-XX-XX", "2013-01-01", "2013-12-31", false, Precision::Year);
        check("2013-01-14/2013-01-21", "2013-01-14", "2013-01-21", true, Precision::Day);
        check("2012-07/2012-10-31", "2012-07-01", "2012-10-31", true, Precision::Month);
        check("[2013-01-28,2013-01-29]", "2013-01-28", "2013-01-29", false, Precision::Days);
        check("[2013-01-28..2013-02-03]", "2013-01-28", "2013-02-03", false, Precision::Days);
    }

    #[test]
    fn open_ends_and_hedges_are_kept() {
        let by = When::parse("[..2012-07-17]").expect("by");
        assert!(by.open_start && !by.lasts && by.earliest == day("2012-07-17"));
        let since = When::parse("2022-01/..").expect("since");
        assert!(since.open_end && since.lasts && since.latest == day("2022-01-01"));
        assert_eq!(When::parse("2013-01~").expect("about").qualifier, Qualifier::About);
        assert_eq!(When::parse("2013-01-14?").expect("unsure").qualifier, Qualifier::Uncertain);
        assert_eq!(When::parse("2013-01?/2013-02~").expect("both").qualifier, Qualifier::Both);
    }

    #[test]
    fn errors_name_the_place() {
        for (text, offset) in [
            ("", 0),
            ("13", 2),
            ("2013-1-04", 6),
            ("2013-13", 5),
            ("2013-02-30", 8),
            ("2013-01-01-01", 11),
            ("2013-01-21/2013-01-14", 11),
            ("[2013-01-01", 11),
            ("[..]", 1),
            ("../..", 0),
            ("17 July 2012", 2),
            ("2013-01-é", 8),
            ("-0043-03-15", 0),
            ("2012/-0043", 5),
            ("12013", 4),
        ] {
            assert_eq!(When::parse(text).expect_err(text).offset, offset, "{text}");
        }
    }

    #[test]
    fn doubt_counts_when_it_may_overlap_and_not_when_it_must_lie_inside() {
        let july = When::parse("2012-07").expect("month");
        let first_week = Span::new(day("2012-07-01"), day("2012-07-08"));
        assert!(july.may_meet(first_week) && !july.is_inside(first_week));
        let by = When::parse("[..2012-07-17]").expect("by");
        assert!(by.may_meet(first_week) && !by.is_inside(Span::new(day("2012"), day("2013"))));
    }
}
