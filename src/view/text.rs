//! Words for people: messages with their blanks filled in, plurals, numbers, dates as firm as known.

use conflict_timeline_core::model::{
    Bloc, DataSet, Event, EventPlace, Kind, Measure, Relation, Role, Status, TextId, Toll, Word, Wording,
};
use conflict_timeline_core::time::{Day, Precision, Qualifier, Span, When};
use std::sync::Arc;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// One language's messages, and which language the set's texts are read in.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// `en`, `fr`, `ar`.
    pub language: String,
    messages: Option<Arc<Vec<String>>>,
}

impl Default for Words {
    fn default() -> Self {
        Self { language: "en".into(), messages: None }
    }
}

impl Words {
    /// A language with the messages of its pack, in the order of `en.txt`. A pack of another
    /// length belongs to another version and is refused.
    #[must_use]
    pub fn new(language: &str, messages: Vec<String>) -> Option<Self> {
        (messages.len() == ENGLISH.len())
            .then(|| Self { language: language.into(), messages: Some(Arc::new(messages)) })
    }

    /// Whether the interface runs from right to left.
    #[must_use]
    pub fn is_rtl(&self) -> bool {
        self.language == "ar"
    }

    /// A message as it is.
    #[must_use]
    pub fn say(&self, msg: Msg) -> &str {
        match &self.messages {
            Some(own) => &own[msg as usize],
            None => ENGLISH[msg as usize],
        }
    }

    /// A message with its blanks filled.
    #[must_use]
    pub fn fill(&self, msg: Msg, blanks: &[(&str, &str)]) -> String {
        fill(self.say(msg), blanks)
    }

    /// A plural message: its form for `n`, with `{n}` filled.
    #[must_use]
    pub fn count(&self, msg: Msg, n: usize) -> String {
        self.part(msg, n, n)
    }

    /// The same for `n` of all, with `{total}` filled: the form is that of all.
    #[must_use]
    pub fn part(&self, msg: Msg, n: usize, total: usize) -> String {
        let text = self.say(msg);
        let category = plural(&self.language, total);
        let form = |name: &str| {
            text.split('|').find_map(|form| form.split_once(':').filter(|(of, _)| *of == name)).map(|(_, form)| form)
        };
        let form = form(category).or_else(|| form("other")).unwrap_or(text);
        fill(form, &[("n", &self.number(n)), ("total", &self.number(total))])
    }

    /// A whole number, grouped in threes as the language does.
    #[must_use]
    pub fn number(&self, n: usize) -> String {
        let digits = n.to_string();
        // "1024" stays "1024": four figures are read at a glance in the languages at hand.
        if digits.len() < 5 {
            return digits;
        }
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push_str(self.say(Msg::Group));
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A text of the data set.
    #[must_use]
    pub fn data<'a>(&self, data: &'a DataSet, id: TextId) -> &'a str {
        data.texts.get(id, &self.language)
    }

    /// "January", from 1 to 12.
    #[must_use]
    pub fn month(&self, month: u32) -> &str {
        self.say(Msg::Months).split('|').nth(month as usize - 1).unwrap_or("")
    }

    /// "Jan", from 1 to 12.
    #[must_use]
    pub fn month_short(&self, month: u32) -> &str {
        self.say(Msg::MonthsShort).split('|').nth(month as usize - 1).unwrap_or("")
    }

    fn day_number(&self, day: u32) -> String {
        if day == 1 { self.say(Msg::DayFirst).into() } else { day.to_string() }
    }

    /// "11 January 2013"
    #[must_use]
    pub fn day(&self, day: Day) -> String {
        let (year, month, number) = day.ymd();
        self.fill(
            Msg::DateDay,
            &[("day", &self.day_number(number)), ("month", self.month(month)), ("year", &year.to_string())],
        )
    }

    /// "11 January"
    fn day_month(&self, day: Day) -> String {
        let (_, month, number) = day.ymd();
        self.fill(Msg::DateDayMonth, &[("day", &self.day_number(number)), ("month", self.month(month))])
    }

    /// "January 2013"
    #[must_use]
    pub fn year_month(&self, day: Day) -> String {
        let (year, month, _) = day.ymd();
        self.fill(Msg::DateMonth, &[("month", self.month(month)), ("year", &year.to_string())])
    }

    /// The days from the first to the last of a span, as short as can be without doubt.
    #[must_use]
    pub fn span(&self, span: Span) -> String {
        self.between(span.from, span.to.plus(-1), Msg::DateRange, Msg::DateRangeLong)
    }

    fn between(&self, from: Day, to: Day, near: Msg, far: Msg) -> String {
        if from == to {
            return self.day(from);
        }
        let (from_year, from_month, from_day) = from.ymd();
        let (year, month, _) = to.ymd();
        if (from_year, from_month) == (year, month) {
            return self.fill(near, &[("from", &self.day_number(from_day)), ("to", &self.day(to))]);
        }
        let from = if from_year == year { self.day_month(from) } else { self.day(from) };
        self.fill(far, &[("from", &from), ("to", &self.day(to))])
    }

    /// A date as firm as its source, and no firmer.
    #[must_use]
    pub fn when(&self, when: &When) -> String {
        let text = self.extent(when);
        match when.qualifier {
            Qualifier::None => text,
            Qualifier::Uncertain => self.fill(Msg::DateUncertain, &[("date", &text)]),
            Qualifier::About | Qualifier::Both => self.fill(Msg::DateAbout, &[("date", &text)]),
        }
    }

    fn extent(&self, when: &When) -> String {
        let one = self.unit(when.earliest, when.latest, when.precision);
        if when.open_start {
            return self.fill(if when.lasts { Msg::DateUntil } else { Msg::DateBy }, &[("date", &one)]);
        }
        if when.open_end {
            return self.fill(Msg::DateSince, &[("date", &one)]);
        }
        if is_one_unit(when) {
            return one;
        }
        if when.lasts {
            return match when.precision {
                Precision::Day | Precision::Days => {
                    self.between(when.earliest, when.latest, Msg::DateRange, Msg::DateRangeLong)
                }
                _ => self.fill(
                    Msg::DateRangeLong,
                    &[("from", &self.year_month(when.earliest)), ("to", &self.year_month(when.latest))],
                ),
            };
        }
        if when.latest.0 - when.earliest.0 == 1 {
            return self.between(when.earliest, when.latest, Msg::DateOr, Msg::DateOr);
        }
        self.fill(Msg::DateBetween, &[("from", &self.day(when.earliest)), ("to", &self.day(when.latest))])
    }

    /// The extent as one day, month, year or decade.
    fn unit(&self, earliest: Day, latest: Day, precision: Precision) -> String {
        match precision {
            Precision::Day | Precision::Days => self.day(latest),
            Precision::Month => self.year_month(earliest),
            Precision::Year => earliest.ymd().0.to_string(),
            Precision::Decade => self.fill(Msg::DateDecade, &[("year", &earliest.ymd().0.to_string())]),
        }
    }

    /// The toll of an event in words. Who says it comes with it.
    #[must_use]
    pub fn toll(&self, toll: &Toll) -> String {
        let (low, high) = (self.number(toll.low as usize), self.number(toll.high as usize));
        let blanks = [("low", low.as_str()), ("high", high.as_str())];
        match (toll.low == toll.high, toll.is_open) {
            (true, _) if toll.high == 0 => self.say(Msg::TollZero).into(),
            (true, is_open) => self.count(if is_open { Msg::TollOpen } else { Msg::TollOne }, toll.high as usize),
            (false, is_open) => self.fill(if is_open { Msg::TollRangeOpen } else { Msg::TollRange }, &blanks),
        }
    }

    /// A figure with the wording of its claimant.
    #[must_use]
    pub fn figure(&self, wording: Wording, low: Option<u32>, high: Option<u32>) -> String {
        let msg = at(Msg::WordingExact, wording.index());
        let low = low.or(high);
        match low {
            None => match wording {
                Wording::Several | Wording::Dozens | Wording::Hundreds | Wording::NoneGiven | Wording::Denied => {
                    self.say(msg).into()
                }
                _ => self.say(Msg::WordingNoneGiven).into(),
            },
            Some(low) => {
                let high = high.unwrap_or(low);
                let (low_text, high_text) = (self.number(low as usize), self.number(high as usize));
                let msg = if high > low && wording == Wording::Exact { Msg::WordingRange } else { msg };
                let n = if wording == Wording::UpTo { &high_text } else { &low_text };
                self.fill(msg, &[("n", n), ("low", &low_text), ("high", &high_text)])
            }
        }
    }

    /// The name of a kind of event.
    #[must_use]
    pub fn kind(&self, kind: Kind) -> &str {
        self.say(at(Msg::KindBattle, kind.index()))
    }

    /// The name of a status.
    #[must_use]
    pub fn status(&self, status: Status) -> &str {
        self.say(at(Msg::StatusConfirmed, status.index()))
    }

    /// The name of a bloc.
    #[must_use]
    pub fn bloc(&self, bloc: Bloc) -> &str {
        self.say(at(Msg::BlocML, bloc.index()))
    }

    /// What an actor did.
    #[must_use]
    pub fn role(&self, role: Role) -> &str {
        self.say(at(Msg::RoleAttacker, role.index()))
    }

    /// What a claim is about.
    #[must_use]
    pub fn measure(&self, measure: Measure) -> &str {
        self.say(at(Msg::MeasureKilled, measure.index()))
    }

    /// How two events hang together.
    #[must_use]
    pub fn relation(&self, relation: Relation) -> &str {
        self.say(at(Msg::RelationFollows, relation.index()))
    }

    /// The places of an event, "near" where it was near.
    #[must_use]
    pub fn places(&self, data: &DataSet, event: &Event) -> String {
        let name = |at: &EventPlace| at.named(self.say(Msg::ListNear), self.data(data, data.place(at.place).name));
        self.list(&event.places.iter().map(name).collect::<Vec<String>>())
    }

    /// "a, b and c"
    #[must_use]
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => self.fill(Msg::ListAnd, &[("a", &first.join(self.say(Msg::ListComma))), ("b", last)]),
        }
    }
}

/// The message that stands `offset` lines below another; the catalogue keeps closed lists in order.
fn at(first: Msg, offset: usize) -> Msg {
    Msg::ALL[first as usize + offset]
}

fn is_one_unit(when: &When) -> bool {
    let (from, to) = (when.earliest, when.latest);
    match when.precision {
        Precision::Day | Precision::Days => from == to,
        Precision::Month => from.month_start() == from && from.month_offset(1).plus(-1) == to,
        Precision::Year => from.year_start() == from && from.month_offset(12).plus(-1) == to,
        Precision::Decade => from.month_offset(120).plus(-1) == to,
    }
}

fn fill(text: &str, blanks: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(blanks.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// CLDR's plural category for a whole number.
fn plural(language: &str, n: usize) -> &'static str {
    match (language, n) {
        ("fr", 0 | 1) => "one",
        ("ar", 0) => "zero",
        ("ar", 2) => "two",
        ("ar", n) if (3..=10).contains(&(n % 100)) => "few",
        ("ar", n) if (11..=99).contains(&(n % 100)) => "many",
        (_, 1) => "one",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(edtf: &str, text: &str) {
        assert_eq!(Words::default().when(&When::parse(edtf).expect(edtf)), text, "{edtf}");
    }

    #[test]
    fn dates_are_as_firm_as_their_text() {
        reads("2013-01-11", "11 January 2013");
        reads("2013-01-14/2013-01-21", "14–21 January 2013");
        reads("2012-12-30/2013-01-02", "30 December 2012 to 2 January 2013");
        reads("2012-07", "July 2012");
        reads("2012-07/2012-10", "July 2012 to October 2012");
        reads("2019", "2019");
        reads("201X", "the 2010s");
        reads("[..2013-01-28]", "by 28 January 2013, day not known");
        reads("[2013-01-28,2013-01-29]", "28 or 29 January 2013");
        reads("[2013-01-28..2013-02-03]", "between 28 January 2013 and 3 February 2013");
        reads("2013-01~", "about January 2013");
        reads("2013-01-14?", "14 January 2013, date uncertain");
        reads("2022-01/..", "from January 2022 on");
    }

    #[test]
    fn tolls_say_how_firm_they_are() {
        let words = Words::default();
        let toll = |low, high, is_open| words.toll(&Toll { low, high, is_open, accounts: 1 });
        assert_eq!(toll(1, 1, false), "1 dead");
        assert_eq!(toll(33, 33, true), "33 or more dead");
        assert_eq!(toll(46, 148, false), "46 to 148 dead");
        assert_eq!(toll(0, 0, false), "nobody reported killed");
    }

    #[test]
    fn figures_keep_their_wording() {
        let words = Words::default();
        assert_eq!(words.figure(Wording::AtLeast, Some(30), None), "at least 30");
        assert_eq!(words.figure(Wording::Range, Some(50), Some(60)), "50 to 60");
        assert_eq!(words.figure(Wording::Dozens, None, None), "dozens");
        assert_eq!(words.figure(Wording::Exact, None, None), "no figure given");
        assert_eq!(words.number(2_354), "2354");
        assert_eq!(words.number(600_000), "600,000");
    }

    #[test]
    fn closed_lists_and_messages_stand_in_the_same_order() {
        for (index, name) in Kind::NAMES.iter().enumerate() {
            let key = format!(
                "Kind{}",
                name.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect::<String>()
            );
            assert_eq!(format!("{:?}", at(Msg::KindBattle, index)), key);
        }
        assert_eq!(at(Msg::StatusConfirmed, Status::Denied.index()), Msg::StatusDenied);
        assert_eq!(at(Msg::BlocML, Bloc::None.index()), Msg::BlocOT);
        assert_eq!(at(Msg::RoleAttacker, Role::Host.index()), Msg::RoleHost);
        assert_eq!(at(Msg::MeasureKilled, Measure::Other.index()), Msg::MeasureOther);
        assert_eq!(at(Msg::WordingExact, Wording::Denied.index()), Msg::WordingDenied);
        assert_eq!(at(Msg::RelationFollows, Relation::Contradicts.index()), Msg::RelationContradicts);
    }
}
