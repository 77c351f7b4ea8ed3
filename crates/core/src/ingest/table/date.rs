//! Dates as exports write them.

use super::cell::whole;
use crate::time::{Day, When};

/// What a cell of a date holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Date {
    /// One day.
    Day(Day),
    /// Something coarser or doubtful that EDTF has a form for.
    Edtf(When),
    /// Figures of which one can only be the day; whether the month stood first.
    Ordered(Day, bool),
    /// Figures of which the first two may be day and month either way: read as day, month; the other way round.
    Either(Day, Day),
}

/// Reads `2018-05-15`, `20180515`, `15 May 2018`, `Tuesday, May 15, 2018`, `15-May-18`, `15.05.2018`, `15/05/2018`,
/// `2018/5/15`, a year, a month, or EDTF; nothing may stand around it.
pub(super) fn date(text: &str) -> Option<Date> {
    if let Some(day) = iso(text.as_bytes()) {
        return Some(Date::Day(day));
    }
    let text = whole(text);
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return civil(number(&text[..4])?, number(&text[4..6])?, number(&text[6..])?).map(Date::Day);
    }
    if let Ok(when) = When::parse(text) {
        return Some(Date::Edtf(when));
    }
    in_words(text).or_else(|| counted(text).map(Date::Day))
}

/// `2018-05-15`, the commonest form by far.
fn iso(bytes: &[u8]) -> Option<Day> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *bytes else { return None };
    let pair = |tens: u8, ones: u8| {
        (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
    };
    let year = pair(y0, y1)? * 100 + pair(y2, y3)?;
    Day::from_ymd(year as i32, pair(m0, m1)?, pair(d0, d1)?)
}

/// The beginnings of the months' names in English, French, Spanish, German and Arabic; `juin` stands before `jui`.
const MONTHS: &[(&str, u32)] = &[
    ("jan", 1),
    ("feb", 2),
    ("fev", 2),
    ("fév", 2),
    ("mar", 3),
    ("apr", 4),
    ("avr", 4),
    ("may", 5),
    ("mai", 5),
    ("juin", 6),
    ("jun", 6),
    ("jui", 7),
    ("jul", 7),
    ("aug", 8),
    ("aou", 8),
    ("aoû", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("déc", 12),
    ("ene", 1),
    ("abr", 4),
    ("ago", 8),
    ("dic", 12),
    ("mär", 3),
    ("okt", 10),
    ("dez", 12),
    ("يناير", 1),
    ("فبراير", 2),
    ("مارس", 3),
    ("أبريل", 4),
    ("ابريل", 4),
    ("مايو", 5),
    ("يونيو", 6),
    ("يوليو", 7),
    ("أغسطس", 8),
    ("اغسطس", 8),
    ("سبتمبر", 9),
    ("أكتوبر", 10),
    ("اكتوبر", 10),
    ("نوفمبر", 11),
    ("ديسمبر", 12),
];

/// The month that a word begins to name.
pub(super) fn month_of(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    MONTHS.iter().find(|(start, _)| word.starts_with(start)).map(|(_, month)| *month)
}

/// Days of the week in English, also short, and in French.
const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
];

fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether the text tells of a year before 0 or after 9999, which are not read: `-0043`, `15 March 44 BC`, `12013-01-01`.
pub(super) fn is_far(text: &str) -> bool {
    let text = text.trim().to_lowercase().replace('.', "");
    let is_digit = |letter: char| letter.is_ascii_digit();
    let bare = text.trim_start_matches(['-', '\u{2212}', '+']);
    let behind = bare.trim_start_matches(is_digit);
    let is_before = bare.len() < text.len() && behind.len() < bare.len() && !text.starts_with('+');
    let is_after = bare.len() - behind.len() > 4 && behind.starts_with('-');
    let is_era = |era: &&str| {
        text.match_indices(*era).any(|(at, _)| {
            let is_end = !text[at + era.len()..].starts_with(char::is_alphanumeric);
            is_end && text[..at].trim_end().ends_with(is_digit)
        })
    };
    is_before || is_after || ["bc", "bce", "av j-c", "av jc", "avant j-c", "v chr"].iter().any(is_era)
}

/// Milliseconds since 1970, as a data frame writes a day as JSON. What is no whole day is none, nor what may be a day with
/// hours and minutes behind it.
fn counted(text: &str) -> Option<Day> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !(11..=13).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if digits.len() == 12 && matches!(&digits[..2], "19" | "20") && date(&digits[..8]).is_some() {
        return None;
    }
    let count: i64 = text.parse().ok()?;
    (count % 86_400_000 == 0).then_some(Day((count / 86_400_000) as i32))
}

/// Whether the text may be a day as spreadsheets count them: `41284` is 10 January 2013.
pub(super) fn is_serial(text: &str) -> bool {
    let (days, time) = text.split_once(['.', ',']).unwrap_or((text, ""));
    days.len() == 5 && [days, time].concat().bytes().all(|byte| byte.is_ascii_digit())
}

fn in_words(text: &str) -> Option<Date> {
    // A minus is no sign between parts.
    if text.strip_prefix('-').is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit())) {
        return None;
    }
    let mut numbers: Vec<(u32, usize)> = Vec::new();
    let mut month = None;
    let is_part = |part: &&str| !part.is_empty() && !part.eq_ignore_ascii_case("de");
    let mut parts = text.split(is_sign).filter(is_part).peekable();
    parts.next_if(|part| is_weekday(part));
    for (index, part) in parts.enumerate() {
        let digits = &part[..part.bytes().take_while(u8::is_ascii_digit).count()];
        if index >= 3 || part.contains(':') {
            return None;
        }
        if digits.is_empty() {
            if month.is_some() {
                return None;
            }
            month = Some(month_of(part)?);
        } else {
            // "15th", "1er"
            let is_ordinal = matches!(&part[digits.len()..], "" | "st" | "nd" | "rd" | "th" | "er");
            numbers.push((is_ordinal.then(|| number(digits)).flatten()?, digits.len()));
        }
    }
    match (month, numbers.as_slice()) {
        (Some(month), [(year, 4)]) => When::parse(&format!("{year:04}-{month:02}")).ok().map(Date::Edtf),
        (Some(month), [(year, 4), (day, _)]) => civil(*year, month, *day).map(Date::Day),
        (Some(month), [(day, _), (year, length @ (2 | 4))]) => {
            civil(whole_year(*year, *length), month, *day).map(Date::Day)
        }
        (None, [(year, 4), (month, _), (day, _)]) => civil(*year, *month, *day).map(Date::Day),
        (None, [(first, _), (second, _), (year, length @ (2 | 4))]) => {
            let year = whole_year(*year, *length);
            match (civil(year, *second, *first), civil(year, *first, *second)) {
                (Some(day), Some(other)) if day != other && !text.contains('.') => Some(Date::Either(day, other)),
                (Some(day), None) if !text.contains('.') => Some(Date::Ordered(day, false)),
                (Some(day), _) => Some(Date::Day(day)),
                (None, Some(day)) => Some(Date::Ordered(day, true)),
                (None, None) => None,
            }
        }
        (None, [(year, 4), (month, 1 | 2)]) | (None, [(month, 1 | 2), (year, 4)]) => {
            When::parse(&format!("{year:04}-{month:02}")).ok().map(Date::Edtf)
        }
        _ => None,
    }
}

/// What may stand between the parts of a date. A colon belongs to a time, and other signs say something of their own.
fn is_sign(letter: char) -> bool {
    letter.is_ascii_whitespace() || matches!(letter, '-' | '/' | '.' | ',' | '_' | '\'' | '،')
}

/// `18` is 2018 and `98` is 1998.
fn whole_year(year: u32, digits: usize) -> u32 {
    match (digits, year) {
        (2, 0..70) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    }
}

fn number(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(text.bytes().fold(0, |value, byte| value * 10 + u32::from(byte - b'0')))
}

/// A day of the years that EDTF writes with four digits.
pub(super) fn civil(year: u32, month: u32, day: u32) -> Option<Day> {
    if year > 9999 {
        return None;
    }
    Day::from_ymd(year as i32, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, day: &str) {
        let wanted = When::parse(day).expect(day).earliest;
        match date(text) {
            Some(Date::Day(day) | Date::Ordered(day, _)) => assert_eq!(day, wanted, "{text}"),
            other => panic!("{text} was read as {other:?}"),
        }
    }

    #[test]
    fn days_in_every_form() {
        for text in [
            "2018-05-15",
            "20180515",
            "15 May 2018",
            "15-May-18",
            "May 15, 2018",
            "May 15th 2018",
            "15 mai 2018",
            "Tuesday, May 15, 2018",
            "mardi 15 mai 2018",
            "20180515.0",
            "1526342400000",
            "MARDI 15 MAI 2018",
            "15 de mayo de 2018",
            "15. Mai 2018",
            "2018/5/15",
            "15.05.2018",
            "15/05/2018",
            "05/15/2018",
        ] {
            check(text, "2018-05-15");
        }
        check("1er août 2012", "2012-08-01");
        check("31 juillet 2012", "2012-07-31");
        check("03-AOÛT-1990", "1990-08-03");
        check("-631152000000", "1950-01-01");
        check("3. März 2013", "2013-03-03");
        check("10 de enero de 2013", "2013-01-10");
        check("20 juin 2012", "2012-06-20");
        check("2-Jan-98", "1998-01-02");
        check("17 يناير، 2012", "2012-01-17");
    }

    #[test]
    fn coarser_ones_stay_coarse() {
        for (text, edtf) in [
            ("2018", "2018"),
            ("2018.0", "2018"),
            ("May 2018", "2018-05"),
            ("2018-05", "2018-05"),
            ("05/2018", "2018-05"),
        ] {
            assert_eq!(date(text), When::parse(edtf).ok().map(Date::Edtf), "{text}");
        }
        assert!(matches!(date("[2013-01-28..2013-02-03]"), Some(Date::Edtf(_))));
        assert!(matches!(date("04/05/2018"), Some(Date::Either(..))));
        assert!(matches!(date("04/04/2018"), Some(Date::Day(..))));
        assert!(matches!(date("04/15/2018"), Some(Date::Ordered(_, true))));
    }

    #[test]
    fn what_is_no_date() {
        let none = ["", "2018-02-30", "31/02/2018", "soon", "2018-05-15-16", "May", "May June 2018", "15", "1.5", "٣"];
        for text in none.into_iter().chain([
            "-0043-03-15",
            "-0043",
            "-44",
            "41284",
            "1526342400001",
            "199001010000",
            "201805150000",
            "2‘34567‘",
        ]) {
            assert_eq!(date(text), None, "{text}");
        }
        for text in [
            "-0043-03-15",
            "44 BC",
            "0044-03-15 BC",
            "15 March 44 B.C.",
            "44BCE",
            "52 av. J.-C.",
            "+12013-01-01",
            "12013-01-01",
        ] {
            assert!(is_far(text), "{text}");
        }
        for text in ["2012", "41275", "-", "2012-01-10", "10 Jan 2013 (BCC)", "10 Jan 2013, BC", "+2013", ""] {
            assert!(!is_far(text), "{text}");
        }
    }
}
