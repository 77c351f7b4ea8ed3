//! A cell of a date as a whole: one date, a range or a choice of two, with a hedge, a time of day or a remark.

use super::date::{Date, date};
use crate::time::{Day, Qualifier};

/// What else a cell says beside its dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Rest {
    #[default]
    Nothing,
    /// A time of day, or words that were understood.
    Understood,
    /// A moment that was counted in seconds or milliseconds: its day depends on where one was.
    Counted,
    /// Words that mean nothing here.
    Remark,
}

/// What a cell of a date tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Told {
    pub(super) first: Date,
    /// The second date of a range or a choice.
    pub(super) last: Option<Date>,
    /// It was on one of the two.
    pub(super) is_choice: bool,
    /// How the words hedge it.
    pub(super) hedge: Qualifier,
    pub(super) rest: Rest,
}

impl From<Date> for Told {
    fn from(first: Date) -> Self {
        Self { first, last: None, is_choice: false, hedge: Qualifier::None, rest: Rest::Nothing }
    }
}

/// What parts the two dates of a range; those with blanks first, so that none is taken for a part of a date.
const RANGES: &[&str] =
    &[" to ", " until ", " till ", " through ", " au ", " bis ", " - ", " – ", " — ", "–", "—", "..", "-"];
const CHOICES: &[&str] = &[" or ", " ou "];
/// What joins days: they are a range only where each follows the one before.
const JOINTS: &[&str] = &[" and ", " et ", " und ", " & ", "&", "/"];
/// Words before a date that leave it as it is.
const LEADS: &[&str] = &["from ", "du ", "on ", "the ", "overnight ", "night of ", "nuit du ", "between "];
/// Words that say which part of a month or year it was: no days are known by them, so the whole of it stands.
const STRETCHES: &[&str] = &[
    "early",
    "mid",
    "middle of",
    "late",
    "beginning of",
    "start of",
    "end of",
    "first half of",
    "second half of",
    "début",
    "mi",
    "fin",
    "anfang",
    "mitte",
    "ende",
];
/// Words for "about", the longest first.
const HEDGES: &[&str] =
    &["approximately", "estimated", "environ", "approx", "around", "about", "circa", "env", "est", "ca", "c", "~"];
/// A remark is looked for behind so many bytes at most.
const LONGEST_DATE_BYTES: usize = 48;

/// Reads all that a cell says of a date; `None` where it has none at its beginning.
pub(super) fn tell(text: &str) -> Option<Told> {
    // What UCDP writes a million times.
    if let Some((day, time)) = text.split_at_checked(10)
        && time.bytes().all(|byte| b" T0:.Z".contains(&byte))
        && let Some(Date::Day(day)) = date(day)
    {
        return Some(Date::Day(day).into());
    }
    if let Some(date) = date(text) {
        return Some(date.into());
    }
    timed(text)
        .or_else(|| moment(text))
        .or_else(|| pair(text, CHOICES, true))
        .or_else(|| pair(text, RANGES, false))
        .or_else(|| joined(text))
        .or_else(|| stretch(text))
        .or_else(|| led(text))
        .or_else(|| hedged(text))
        .or_else(|| remarked(text))
}

/// A date with a time of day behind it; that of midnight says nothing.
fn timed(text: &str) -> Option<Told> {
    let start = start_of_time(text)?;
    let time = text[start..].trim_start_matches('T').to_ascii_lowercase();
    let is_sign = |byte: u8| byte.is_ascii_digit() || b":.+-z ".contains(&byte);
    let is_half = |time: &str| [" am", " pm", "am", "pm", "utc", "gmt"].iter().any(|end| time.ends_with(end));
    let mut signs = &*time;
    while is_half(signs) {
        signs = signs.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()).trim_end();
    }
    if signs.is_empty() || !signs.bytes().all(is_sign) {
        return None;
    }
    let first = date(text[..start].trim_end_matches([' ', ',']))?;
    let is_utc = ["z", "utc", "gmt", "+00", "+0000", "+00:00"].iter().any(|zone| time.ends_with(zone));
    let rest = match signs.len() == time.len() && time.bytes().all(|byte| b"0:.z+".contains(&byte)) {
        true => Rest::Nothing,
        false if is_utc => Rest::Counted,
        false => Rest::Understood,
    };
    Some(Told { rest, ..first.into() })
}

/// Where a `T` ends the figures of a date, or the figures before the first colon begin.
fn start_of_time(text: &str) -> Option<usize> {
    let figures = text.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.')).count();
    if figures >= 8 && text.as_bytes().get(figures) == Some(&b'T') {
        return Some(figures);
    }
    let colon = text.find(':')?;
    let hours = text[..colon].bytes().rev().take_while(u8::is_ascii_digit).count();
    ((1..=2).contains(&hours) && text[..colon - hours].ends_with(' ')).then_some(colon - hours)
}

/// Two dates and what parts them; the first may leave out what the second says.
fn pair(text: &str, signs: &[&str], is_choice: bool) -> Option<Told> {
    let text = without_lead(text);
    let split = signs.iter().flat_map(|sign| text.match_indices(sign));
    let mut halves = split.map(|(at, sign)| (sign, text[..at].trim(), text[at + sign.len()..].trim()));
    let (first, last) = halves.find_map(|(sign, first, last)| {
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        // `2018-05-15-16` is no range.
        let is_clear =
            sign != "-" || digits(first) == digits(last) || text.bytes().any(|byte| byte.is_ascii_alphabetic());
        if is_clear { both(first, last) } else { None }
    })?;
    let hedge = if first.hedge == Qualifier::None { last.hedge } else { first.hedge };
    let rest = if first.rest == Rest::Remark || last.rest == Rest::Remark { Rest::Remark } else { Rest::Understood };
    Some(Told { first: first.first, last: Some(last.first), is_choice, hedge, rest })
}

fn both(first: &str, last: &str) -> Option<(Told, Told)> {
    let one = |text: &str| date(text).map(Told::from).or_else(|| timed(text)).or_else(|| hedged(text));
    if let (Some(first), Some(last)) = (one(first), one(last)) {
        return Some((first, last));
    }
    let day = &last[..last.bytes().take_while(u8::is_ascii_digit).count()];
    let year = last.split(|letter: char| !letter.is_ascii_digit()).rfind(|part| part.len() == 4)?;
    if first.is_empty() || first.len() > LONGEST_DATE_BYTES || last.len() > LONGEST_DATE_BYTES {
        return None;
    }
    // "10-12 January 2013", "28 January - 3 February 2013", "January 10-12, 2013"
    let month: String = first.chars().take_while(|letter| letter.is_alphabetic()).collect();
    let is_day = first.len() <= 2 && first.bytes().all(|byte| byte.is_ascii_digit());
    let has_words = |text: &str| text.chars().any(char::is_alphabetic);
    let (whole_first, whole_last) = match (is_day, has_words(first), has_words(last)) {
        (true, _, true) => ([first, " ", &last[day.len()..]].concat(), last.to_string()),
        (false, true, true) => ([first, " ", year].concat(), last.to_string()),
        (false, true, false) if !month.is_empty() => ([first, " ", year].concat(), [&month, " ", last].concat()),
        _ => return None,
    };
    Some((date(&whole_first)?.into(), one(&whole_last)?))
}

/// The text behind words that leave a date as it is.
fn without_lead(mut text: &str) -> &str {
    let is_lead = |text: &str, lead: &str| text.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead));
    while let Some(lead) = LEADS.iter().find(|lead| is_lead(text, lead)) {
        text = &text[lead.len()..];
    }
    text
}

/// `on 10 January 2013`, `night of 10 January 2013`.
fn led(text: &str) -> Option<Told> {
    let bare = without_lead(text);
    let told = if bare.len() < text.len() { date(bare)?.into() } else { return None };
    Some(Told { rest: Rest::Understood, ..told })
}

/// Days that follow each other: `10/11 January 2013`, `10 and 11 January 2013`, `10, 11 and 12 January 2013`; of others
/// the cell says more than a range can.
fn joined(text: &str) -> Option<Told> {
    let (at, sign) = JOINTS.iter().find_map(|sign| text.find(sign).map(|at| (at, *sign)))?;
    let (before, last) = (without_lead(&text[..at]), text[at + sign.len()..].trim());
    let starts: Vec<&str> = before.split(',').map(str::trim).collect();
    let mut days = Vec::with_capacity(starts.len() + 1);
    for start in &starts {
        let (first, end) = both(start, last)?;
        let (Date::Day(first), Date::Day(end), Rest::Nothing) = (first.first, end.first, end.rest) else { return None };
        days.push(first);
        if days.len() == starts.len() {
            days.push(end);
        }
    }
    let is_run = days.windows(2).all(|pair| pair[0].plus(1) == pair[1]);
    let (first, last) = (Date::Day(*days.first()?), days.last().map(|day| Date::Day(*day)));
    is_run.then_some(Told { last, rest: Rest::Understood, ..first.into() })
}

/// `early January 2013`: the month, with the words kept.
fn stretch(text: &str) -> Option<Told> {
    let lower = without_lead(text).to_lowercase();
    let rest = STRETCHES.iter().find_map(|word| lower.strip_prefix(word)?.strip_prefix([' ', '-']))?;
    match date(rest.strip_prefix("de ").unwrap_or(rest).trim_start())? {
        Date::Edtf(when) => Some(Told { rest: Rest::Understood, ..Date::Edtf(when).into() }),
        _ => None,
    }
}

/// A moment in figures alone: `20130110143000`, or seconds and milliseconds since 1970, by the day in UTC. Figures that
/// may as well be a day and its hours are none.
fn moment(text: &str) -> Option<Told> {
    let (day, time) = text.split_at_checked(8)?;
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let first = date(day).filter(|_| day.starts_with("19") || day.starts_with("20"));
    if let Some(first) = first {
        let pairs = [(0, 24), (2, 60), (4, 60)];
        let is_time =
            time.len() == 6 && pairs.iter().all(|(at, end)| time[*at..at + 2].parse::<u8>().is_ok_and(|n| n < *end));
        return is_time.then(|| Told { rest: Rest::Understood, ..first.into() });
    }
    let seconds_a_day = match text.len() {
        10 => 86_400,
        12 | 13 => 86_400_000,
        _ => return None,
    };
    let day = Date::Day(Day((text.parse::<i64>().ok()? / seconds_a_day) as i32));
    Some(Told { rest: Rest::Counted, ..day.into() })
}

/// A date that words call a rough one, or a question mark a doubtful one.
fn hedged(text: &str) -> Option<Told> {
    let lower = text.to_ascii_lowercase();
    let is_letter = |letter: char| letter.is_ascii_alphabetic();
    if let Some(before) = text.trim_end_matches([')', ' ']).strip_suffix('?') {
        let told = date(before.trim_end_matches(['(', ' ']))?.into();
        return Some(Told { hedge: Qualifier::Uncertain, rest: Rest::Understood, ..told });
    }
    let bare = HEDGES.iter().find_map(|word| {
        if let Some(rest) = lower.strip_prefix(word)
            && !rest.starts_with(is_letter)
        {
            return Some(text[word.len()..].trim_start_matches(['.', ' ', ':']));
        }
        let end = lower.trim_end_matches([')', '.', ' ']);
        let before = end.strip_suffix(word).filter(|before| !before.ends_with(is_letter))?;
        Some(text[..before.len()].trim_end_matches(['(', ' ', ',']))
    })?;
    let told = date(bare).map(Told::from).or_else(|| timed(bare)).or_else(|| pair(bare, RANGES, false))?;
    Some(Told { hedge: Qualifier::About, rest: Rest::Understood, ..told })
}

/// The longest beginning that is a date, with other words behind it.
fn remarked(text: &str) -> Option<Told> {
    let is_end = |letter: char| matches!(letter, ' ' | ',' | ';' | '(' | '[' | '\n');
    let ends = text.match_indices(is_end).map(|(at, _)| at).filter(|at| (4..=LONGEST_DATE_BYTES).contains(at));
    let ends: Vec<usize> = ends.collect();
    ends.iter().rev().find_map(|end| {
        let before = text[..*end].trim_end_matches(is_end);
        // Of `10/11 January 2013` the last is the year, and not 11.
        if text[*end..].trim_start_matches(is_end).split(is_end).next().is_some_and(is_year) {
            return None;
        }
        // What is a year alone may be any number.
        let told =
            if before.len() < 6 { None } else { date(before).map(Told::from).or_else(|| pair(before, RANGES, false)) };
        told.map(|told| Told { rest: Rest::Remark, ..told })
    })
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::When;

    fn edtf(date: Date) -> String {
        match date {
            Date::Day(day) | Date::Either(day, _) | Date::Ordered(day, _) => day.to_string(),
            Date::Edtf(when) => format!("{:?} {}..{}", when.precision, when.earliest, when.latest),
        }
    }

    #[track_caller]
    fn check(text: &str, first: &str, last: &str, rest: Rest) {
        let told = tell(text).expect(text);
        let found = (edtf(told.first), told.last.map(edtf).unwrap_or_default(), told.rest);
        assert_eq!(found, (first.into(), last.into(), rest), "{text}");
    }

    #[test]
    fn midnight_says_nothing_and_other_times_are_not_forgotten() {
        for text in ["2018-05-15 00:00:00.000", "2018-05-15T00:00:00Z", "20180515T000000", "2018/05/15 00:00:00+00"] {
            check(text, "2018-05-15", "", Rest::Nothing);
        }
        for text in ["2018-05-15 14:30", "2018-05-15T23:30:00+02:00", "15/05/2018 08:30 PM", "2018-05-15 14:30 - 15:30"]
        {
            check(text, "2018-05-15", "", Rest::Understood);
        }
        for text in ["15 May 2018, 10:00 UTC", "2018-05-15T23:30:00Z", "2018-05-15 14:30:00 +00:00"] {
            check(text, "2018-05-15", "", Rest::Counted);
        }
    }

    #[test]
    fn two_dates_are_a_range_or_a_choice() {
        for text in [
            "2013-01-10 to 2013-01-12",
            "2013-01-10 - 2013-01-12",
            "2013/01/10-2013/01/12",
            "2013-01-10..2013-01-12",
            "10 Jan 2013 – 12 Jan 2013",
            "10 January 2013 10:00 - 12 January 2013 12:00",
            "10-12 January 2013",
            "10 January - 12 January 2013",
            "January 10-12, 2013",
            "from 10 to 12 January 2013",
        ] {
            check(text, "2013-01-10", "2013-01-12", Rest::Understood);
        }
        check("28 January - 3 February 2013", "2013-01-28", "2013-02-03", Rest::Understood);
        let years = tell("2012-2013").expect("years");
        assert!(years.last == When::parse("2013").ok().map(Date::Edtf));
        let choice = tell("20130110 or 20130111").expect("a choice");
        assert!(choice.is_choice && choice.last.map(edtf).as_deref() == Some("2013-01-11"));
        assert!(!tell("2013-01-10 to 2013-01-12").expect("a range").is_choice);
    }

    #[test]
    fn days_that_follow_each_other_and_parts_of_a_month() {
        for text in [
            "10/11 January 2013",
            "night of 10-11 January 2013",
            "The night of 10 and 11 January 2013",
            "10&11 Jan 2013",
        ] {
            check(text, "2013-01-10", "2013-01-11", Rest::Understood);
        }
        check("10, 11 and 12 January 2013", "2013-01-10", "2013-01-12", Rest::Understood);
        for text in
            ["early January 2013", "mid-January 2013", "End of January 2013", "début janvier 2013", "mi-janvier 2013"]
        {
            assert_eq!(
                tell(text).map(|told| (told.first, told.rest)),
                tell("2013-01").map(|told| (told.first, Rest::Understood)),
                "{text}"
            );
        }
        check("20130110143000", "2013-01-10", "", Rest::Understood);
        check("On the night of 10 January 2013", "2013-01-10", "", Rest::Understood);
        for text in ["1357819200000", "1357819200"] {
            check(text, "2013-01-10", "", Rest::Counted);
        }
    }

    #[test]
    fn hedges_and_remarks() {
        for text in
            ["2013-01-10 (approx.)", "c. 2013-01-10", "~ 10 January 2013", "about 10 January 2013", "2013-01-10 circa"]
        {
            check(text, "2013-01-10", "", Rest::Understood);
            assert_eq!(tell(text).expect(text).hedge, Qualifier::About, "{text}");
        }
        check("10 Jan 2013 (?)", "2013-01-10", "", Rest::Understood);
        assert_eq!(tell("10/01/2013?").expect("unsure").hedge, Qualifier::Uncertain);
        check("2013-01-10 (unconfirmed)", "2013-01-10", "", Rest::Remark);
        check("10 January 2013, at night", "2013-01-10", "", Rest::Remark);
        check("2013-01-10 to 2013-01-12, two raids", "2013-01-10", "2013-01-12", Rest::Remark);
    }

    #[test]
    fn what_is_no_date_is_none_with_more_words() {
        for text in [
            "",
            "soon",
            "2018-05-15-16",
            "2018-02-30",
            "to 2013-01-12 or so",
            "2013 people",
            "12:30",
            "10/12 January 2013",
            "10 and 12 January 2013",
            "mid 10 January 2013",
            "2013011014",
            "201301101430",
            "20130110256000",
        ] {
            assert_eq!(tell(text), None, "{text}");
        }
    }
}
