//! A row's dates and the code of their precision as one [`When`].

use super::cell::whole;
use super::date::{Date, civil};
use crate::time::{Day, Qualifier, When, edtf};

/// What the code of precision says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Firmness {
    /// There is no code.
    #[default]
    Unsaid,
    /// The day is known.
    Day,
    /// Some day from the first to the last.
    Span,
    /// Some day of a week around it.
    Week,
    /// Some day of its month.
    Month,
}

impl Firmness {
    pub(super) fn from_name(name: Option<&str>) -> Self {
        match name {
            Some("day") => Self::Day,
            Some("span") => Self::Span,
            Some("week") => Self::Week,
            Some("month") => Self::Month,
            _ => Self::Unsaid,
        }
    }
}

/// A date that a row tells, and how well.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dated {
    pub(super) when: When,
    pub(super) edtf: String,
    /// The last day lies before the first; the first alone is kept.
    pub(super) is_backward: bool,
    /// The code and the days contradict each other; the doubt is kept.
    pub(super) is_contradicted: bool,
    /// The days of the row can be told from `when`.
    pub(super) is_exact: bool,
}

/// A date of three columns, as fine as they go.
pub(super) fn of_parts(year: i64, month: Option<i64>, day: Option<i64>) -> Option<Date> {
    let year = u32::try_from(year).ok().filter(|year| *year <= 9999)?;
    match (month.filter(|month| *month != 0), day.filter(|day| *day != 0)) {
        (None, _) => When::parse(&format!("{year:04}")).ok().map(Date::Edtf),
        (Some(month), None) => When::parse(&format!("{year:04}-{month:02}")).ok().map(Date::Edtf),
        (Some(month), Some(day)) => civil(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?).map(Date::Day),
    }
}

/// What the cells of a row say of its date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dates {
    pub(super) start: Date,
    pub(super) end: Option<Date>,
    pub(super) firmness: Firmness,
    pub(super) lasts: bool,
    /// On one of the two, not from one to the other.
    pub(super) is_choice: bool,
    /// It goes on.
    pub(super) is_ongoing: bool,
    pub(super) hedge: Qualifier,
}

impl Dates {
    /// Whether day and month may be swapped in one of them.
    pub(super) fn is_open(&self) -> bool {
        [Some(self.start), self.end].into_iter().flatten().any(|date| matches!(date, Date::Either(..)))
    }

    /// The other way round, where that may be.
    pub(super) fn swapped(self) -> Self {
        let swap = |date| match date {
            Date::Either(day, other) => Date::Either(other, day),
            date => date,
        };
        Self { start: swap(self.start), end: self.end.map(swap), ..self }
    }
}

/// The cell of the date as it came, where that is EDTF and no other cell adds to it. An interval or a choice takes no end
/// beside its own, so that one is left to the record.
pub(super) fn verbatim(cell: &str, dates: &Dates) -> Option<Dated> {
    let text = whole(cell);
    let when = When::parse(text).ok().filter(|when| dates.start == Date::Edtf(*when))?;
    let is_alone = dates.end.is_none_or(|end| end == dates.start) && !dates.is_ongoing;
    let is_simple = !text.contains(['[', '/']);
    if is_simple && (!is_alone || dates.lasts) {
        return None;
    }
    Some(Dated { when, edtf: text.into(), is_exact: is_alone, ..Dated::default() })
}

/// The dates of a row as one. Of a day that may be read two ways the first reading counts.
pub(super) fn dated(dates: Dates) -> Dated {
    if dates.is_choice
        && let Some(found) = choice(dates)
    {
        return found;
    }
    let mut found = extent(dates.start, dates.end, dates.firmness, dates.lasts);
    if let Some(edtf) = hedged(&found.edtf, dates.hedge)
        && let Ok(when) = When::parse(&edtf)
    {
        (found.when, found.edtf) = (when, edtf);
    }
    if dates.is_ongoing
        && let Ok(when) = When::parse(&[&found.edtf, "/.."].concat())
    {
        (found.when, found.edtf) = (when, found.edtf + "/..");
    }
    found
}

/// One of two days.
fn choice(dates: Dates) -> Option<Dated> {
    let (first, last) = (day_of(dates.start)?, day_of(dates.end?)?);
    let edtf = format!("[{},{}]", first.min(last), first.max(last));
    let when = When::parse(&edtf).ok()?;
    Some(Dated { when, edtf, is_exact: true, ..Dated::default() })
}

/// The same with the hedge behind each of its dates, where none has a mark of its own.
fn hedged(edtf: &str, hedge: Qualifier) -> Option<String> {
    let mark = mark(hedge);
    if mark.is_empty() || edtf.contains(['[', '~', '?', '%']) || edtf.contains("..") {
        return None;
    }
    Some(edtf.replace('/', &[mark, "/"].concat()) + mark)
}

fn mark(hedge: Qualifier) -> &'static str {
    match hedge {
        Qualifier::None => "",
        Qualifier::Uncertain => "?",
        Qualifier::About => "~",
        Qualifier::Both => "%",
    }
}

/// First and last day as one date.
fn extent(start: Date, end: Option<Date>, firmness: Firmness, lasts: bool) -> Dated {
    let (Some(first), true) = (day_of(start), end.is_none_or(|end| day_of(end).is_some())) else {
        return coarse(start, end, lasts);
    };
    let mut last = first;
    let mut is_backward = false;
    if let Some(day) = end.and_then(day_of) {
        is_backward = day < first;
        last = day.max(first);
    }
    let is_one = first == last;
    let mut is_exact = !is_backward;
    let mut is_contradicted = false;
    let edtf = match firmness {
        Firmness::Week if is_one => {
            is_exact = false;
            format!("[{}..{}]", first.plus(-3), first.plus(3))
        }
        Firmness::Month if is_one => {
            is_exact = false;
            month(first)
        }
        Firmness::Span if is_one => {
            is_contradicted = true;
            format!("{first}~")
        }
        _ if is_one => {
            let when = When { earliest: first, latest: first, ..When::default() };
            return Dated { when, edtf: first.text(), is_backward, is_contradicted, is_exact };
        }
        // Without a code two dates are a beginning and an end.
        Firmness::Unsaid | Firmness::Day => format!("{first}/{last}"),
        _ if lasts => format!("{first}/{last}"),
        _ => doubtful(first, last),
    };
    let when = When::parse(&edtf).unwrap_or(When { earliest: first, latest: last, ..When::default() });
    Dated { when, edtf, is_backward, is_contradicted, is_exact }
}

fn day_of(date: Date) -> Option<Day> {
    match date {
        Date::Day(day) | Date::Either(day, _) | Date::Ordered(day, _) => Some(day),
        Date::Edtf(_) => None,
    }
}

fn month(day: Day) -> String {
    let (year, month, _) = day.ymd();
    format!("{year:04}-{month:02}")
}

/// Some day from `first` to `last`: a year or a month where it is just that.
fn doubtful(first: Day, last: Day) -> String {
    let next = last.plus(1);
    if first == first.year_start() && next == next.year_start() && first.ymd().0 == last.ymd().0 {
        return format!("{:04}", first.ymd().0);
    }
    if first == first.month_start() && next == first.month_offset(1) {
        return month(first);
    }
    format!("[{first}..{last}]")
}

/// Where one of the dates is coarser than a day.
fn coarse(start: Date, end: Option<Date>, lasts: bool) -> Dated {
    let text_of = |date: Date| match date {
        Date::Day(day) | Date::Either(day, _) | Date::Ordered(day, _) => day.to_string(),
        Date::Edtf(when) => edtf(&when),
    };
    let first = text_of(start);
    let last = end.map(text_of);
    let is_simple = |text: &str| !text.contains(['[', '/']);
    let joined = match &last {
        Some(last) if is_simple(&first) && is_simple(last) && *last != first => format!("{first}/{last}"),
        None if lasts && is_simple(&first) => format!("{first}/{first}"),
        _ => first.clone(),
    };
    if let Ok(when) = When::parse(&joined) {
        let is_whole = |when| matches!(start, Date::Edtf(read) if read == when) || joined != first;
        let is_exact = is_whole(when) && last.is_none_or(|last| last == first || joined != first);
        return Dated { when, edtf: joined, is_exact, ..Dated::default() };
    }
    let when = When::parse(&first).unwrap_or_default();
    Dated { when, edtf: first, is_backward: true, ..Dated::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::table::date::date;

    fn dates(start: Date, end: Option<Date>, firmness: Firmness, lasts: bool) -> Dates {
        Dates { start, end, firmness, lasts, is_choice: false, is_ongoing: false, hedge: Qualifier::None }
    }

    #[track_caller]
    fn check(start: &str, end: &str, firmness: Firmness, lasts: bool, edtf: &str) {
        let found = dated(dates(date(start).expect(start), date(end), firmness, lasts));
        assert_eq!(found.edtf, edtf, "{start} {end} {firmness:?}");
        assert_eq!(When::parse(&found.edtf), Ok(found.when), "{edtf}");
    }

    #[test]
    fn the_codes_of_ucdp() {
        check("2013-01-11", "2013-01-11", Firmness::Day, false, "2013-01-11");
        check("2013-01-11", "2013-01-14", Firmness::Day, false, "2013-01-11/2013-01-14");
        check("2013-01-11", "2013-01-14", Firmness::Span, false, "[2013-01-11..2013-01-14]");
        check("2013-01-11", "2013-01-14", Firmness::Span, true, "2013-01-11/2013-01-14");
        check("1992-09-01", "1992-09-30", Firmness::Span, false, "1992-09");
        check("1992-01-01", "1992-12-31", Firmness::Span, false, "1992");
        check("2013-01-11", "2013-01-11", Firmness::Span, false, "2013-01-11~");
    }

    #[test]
    fn the_codes_of_acled() {
        check("2013-01-11", "", Firmness::Day, false, "2013-01-11");
        check("2013-01-11", "", Firmness::Week, false, "[2013-01-08..2013-01-14]");
        check("2013-01-11", "", Firmness::Month, false, "2013-01");
    }

    #[test]
    fn no_codes() {
        check("2013-01-11", "2013-01-14", Firmness::Unsaid, false, "2013-01-11/2013-01-14");
        check("2018", "", Firmness::Unsaid, true, "2018/2018");
        check("2018", "", Firmness::Unsaid, false, "2018");
        check("2018", "2020-05", Firmness::Unsaid, false, "2018/2020-05");
        check("2013-01-14?", "", Firmness::Unsaid, false, "2013-01-14?");
        let back = dated(dates(date("2013-01-14").expect("day"), date("2013-01-11"), Firmness::Unsaid, false));
        assert!(back.is_backward && back.edtf == "2013-01-14");
    }

    #[test]
    fn one_of_two_and_about() {
        use Qualifier::About;
        let read = |start, end, is_choice, hedge| {
            let plain = dates(date(start).expect(start), date(end), Firmness::Unsaid, false);
            dated(Dates { is_choice, hedge, ..plain }).edtf
        };
        assert_eq!(read("2013-01-10", "2013-01-20", true, Qualifier::None), "[2013-01-10,2013-01-20]");
        assert_eq!(read("2013-01-10", "", false, About), "2013-01-10~");
        assert_eq!(read("2013-01-10", "2013-01-12", false, About), "2013-01-10~/2013-01-12~");
        assert_eq!(read("2013-01~", "", false, About), "2013-01~");
    }

    #[test]
    fn parts_as_far_as_they_go() {
        let read = |year, month, day| {
            of_parts(year, month, day).map(|date| dated(dates(date, None, Firmness::Unsaid, false)).edtf)
        };
        assert_eq!(read(1910, None, None).as_deref(), Some("1910"));
        assert_eq!(read(1910, Some(2), None).as_deref(), Some("1910-02"));
        assert_eq!(read(1910, Some(2), Some(9)).as_deref(), Some("1910-02-09"));
        assert_eq!(read(1910, Some(2), Some(30)), None);
        assert_eq!(read(1910, Some(13), None), None);
        assert_eq!(read(-13_800_000_000, None, None), None);
    }
}
