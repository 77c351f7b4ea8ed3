//! The dates that a line names, in English.

use super::token::{Sort, Token};
use conflict_timeline_core::time::Day;

/// A date as far as a line names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mention {
    /// The year, if the line names it.
    pub year: Option<i32>,
    /// The month from 1.
    pub month: Option<u32>,
    /// The day of the month.
    pub day: Option<u32>,
    /// The day of the week, Monday is 0.
    pub weekday: Option<u32>,
}

impl core::fmt::Display for Mention {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let day = self.day.map(|day| day.to_string());
        let month = self.month.map(|month| MONTHS[month as usize - 1].to_string());
        let year = self.year.map(|year| year.to_string());
        let weekday = self.weekday.map(|weekday| WEEKDAYS[weekday as usize].to_string());
        let parts: Vec<String> = [weekday, day, month, year].into_iter().flatten().collect();
        f.write_str(&parts.join(" "))
    }
}

impl Mention {
    /// Whether it may be that day.
    #[must_use]
    pub fn is_day(&self, day: Day) -> bool {
        let (year, month, number) = day.ymd();
        self.day == Some(number) && self.month == Some(month) && self.year.is_none_or(|named| named == year)
    }

    /// Whether it may lie in that month.
    #[must_use]
    pub fn is_month(&self, year: i32, month: u32) -> bool {
        self.month == Some(month) && self.year.is_none_or(|named| named == year)
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The dates of a line, and which tokens belong to one.
#[must_use]
pub fn mentions(tokens: &[Token]) -> (Vec<Mention>, Vec<bool>) {
    let mut found = Vec::new();
    let mut used = vec![false; tokens.len()];
    for at in 0..tokens.len() {
        if let Some(month) = month(&tokens[at]) {
            around_month(tokens, at, month, &mut found, &mut used);
        }
    }
    for at in 0..tokens.len() {
        let token = &tokens[at];
        if used[at] {
            continue;
        }
        if let Sort::Number(number @ 1900..=2100, false) = token.sort {
            let year = Some(number as i32);
            found.push(Mention { year, ..Mention::default() });
            found.extend(half_before(tokens, at).into_iter().flatten().map(|month| Mention {
                year,
                month: Some(month),
                ..Mention::default()
            }));
            used[at] = true;
        } else if let Some(weekday) = weekday(token) {
            found.push(Mention { weekday: Some(weekday), ..Mention::default() });
            used[at] = true;
        } else if let Sort::Ordinal(day @ 1..=31) = token.sort {
            // "between the 11th and the 12th": of the month named last.
            let month = (0..at).rev().find_map(|before| month(&tokens[before]));
            found.push(Mention { day: Some(day), month, ..Mention::default() });
        }
    }
    (found, used)
}

/// "the first half of 2018": its first and last month.
fn half_before(tokens: &[Token], year_at: usize) -> Option<[u32; 2]> {
    let words: Vec<&str> = tokens[year_at.checked_sub(3)?..year_at].iter().map(|token| token.text.as_str()).collect();
    match words[..] {
        ["first", "half", "of"] => Some([1, 6]),
        ["second", "half", "of"] => Some([7, 12]),
        _ => None,
    }
}

fn month(token: &Token) -> Option<u32> {
    if token.sort != Sort::Word || !token.is_capital {
        return None;
    }
    let is_it = |name: &&str| {
        let name = name.to_ascii_lowercase();
        name == token.text
            || (token.text.len() == 3 && name.starts_with(&token.text))
            || (token.text == "sept" && name == "september")
    };
    MONTHS.iter().position(is_it).map(|index| index as u32 + 1)
}

fn weekday(token: &Token) -> Option<u32> {
    if token.sort != Sort::Word || !token.is_capital {
        return None;
    }
    let is_it = |name: &&str| {
        let name = name.to_ascii_lowercase();
        name == token.text || (token.text.len() == 3 && name.starts_with(&token.text))
    };
    WEEKDAYS.iter().position(is_it).map(|index| index as u32)
}

fn day_number(token: Option<&Token>) -> Option<u32> {
    match token?.sort {
        Sort::Number(day @ 1..=31, false) | Sort::Ordinal(day @ 1..=31) => Some(day),
        _ => None,
    }
}

/// How many joints stand right before a token.
fn joints_before(tokens: &[Token], at: usize) -> usize {
    let is_joint = |token: &&Token| matches!(token.text.as_str(), "–" | "-" | "and" | "," | "to" | "or" | "the");
    tokens[..at].iter().rev().take_while(is_joint).count()
}

/// Days before the month ("16 and 17 January"), or behind it ("January 16"), and the year behind.
fn around_month(tokens: &[Token], at: usize, month: u32, found: &mut Vec<Mention>, used: &mut [bool]) {
    used[at] = true;
    let mut days = Vec::new();
    let mut next = at;
    while let Some(before) = next.checked_sub(1) {
        // "16 and 17 January": a joint stands between days, not between day and month.
        let skipped = if days.is_empty() { 0 } else { joints_before(tokens, next) };
        let Some(before) = before.checked_sub(skipped) else { break };
        match day_number(tokens.get(before)) {
            Some(day) if !used[before] && (days.is_empty() || skipped > 0) => {
                days.push(day);
                used[before] = true;
                next = before;
            }
            _ => break,
        }
    }
    let mut after = at + 1;
    while tokens.get(after).is_some_and(|token| token.text == ".") && day_number(tokens.get(after + 1)).is_some() {
        after += 1;
    }
    if days.is_empty()
        && let Some(day) = day_number(tokens.get(after))
    {
        days.push(day);
        used[after] = true;
        after += 1;
    }
    if tokens.get(after).is_some_and(|token| token.text == ",") {
        after += 1;
    }
    let mut year = None;
    if let Some(Token { sort: Sort::Number(number @ 1900..=2100, false), .. }) = tokens.get(after) {
        year = Some(*number as i32);
        used[after] = true;
    }
    if days.is_empty() {
        found.push(Mention { year, month: Some(month), ..Mention::default() });
    }
    days.reverse();
    found.extend(days.into_iter().map(|day| Mention { year, month: Some(month), day: Some(day), weekday: None }));
}

/// Words that hang a date on one told before.
const RELATIVE: [&str; 22] = [
    "next day",
    "following day",
    "same day",
    "that day",
    "day before",
    "previous day",
    "day earlier",
    "next morning",
    "next night",
    "following night",
    "that night",
    "overnight",
    "end of the day",
    "day of the fight",
    "days later",
    "night of",
    "same month",
    "same year",
    "hours after",
    "first day of",
    "in the evening",
    "earlier today",
];

/// Whether a folded line hangs a date on one told before.
#[must_use]
pub fn is_relative(folded: &str) -> bool {
    RELATIVE.iter().any(|words| folded.contains(words))
}

#[cfg(test)]
mod tests {
    use super::super::token::{tokens, without_marks};
    use super::*;

    fn told(line: &str) -> Vec<String> {
        mentions(&tokens(&without_marks(line))).0.iter().map(Mention::to_string).collect()
    }

    #[test]
    fn english_dates_are_found() {
        for (line, dates) in [
            ("on 6 and 7 May 2012. By 7 May, two", vec!["6 May 2012", "7 May 2012", "7 May"]),
            ("- Date: 14–21 January 2013, ()", vec!["14 January 2013", "21 January 2013"]),
            ("Between 8 and 10 February, MUJAO", vec!["8 February", "10 February"]),
            ("Friday, February 8, after", vec!["8 February", "Friday"]),
            ("On Feb. 22, the groups", vec!["22 February"]),
            ("On December 1, 2024, seven", vec!["1 December 2024"]),
            ("On November 15, the", vec!["15 November"]),
            ("In May 2012, it may march", vec!["May 2012"]),
            ("October–November, over 100", vec!["October", "November"]),
            ("11 January 2013; between the 11th and the 12th", vec!["11 January 2013", "11 January", "12 January"]),
            ("in 2020 and 2021", vec!["2020", "2021"]),
            ("In the first half of 2018, attacks", vec!["2018", "January 2018", "June 2018"]),
            ("killed 100 on 5 June 2012,One", vec!["5 June 2012"]),
            ("a total of 13, January", vec!["January"]),
        ] {
            assert_eq!(told(line), dates, "{line}");
        }
    }

    #[test]
    fn tokens_of_dates_are_no_figures() {
        let tokens = tokens("On 22 February 2013, 13 soldiers");
        let (_, used) = mentions(&tokens);
        let figures = super::super::number::Figures::of(&tokens, &used);
        assert_eq!(figures.numbers, [13]);
    }
}
