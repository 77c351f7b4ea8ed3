//! A row's figures as claims of whoever coded them.

use super::cell::integer;
use crate::model::{ActorId, Claim, Claimant, Measure, SourceId, TextId, Wording};

/// What is said with figures.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    /// The voice of those by side.
    pub(super) by_side: TextId,
    /// Which of three figures of one row it is, as [`WHICH`] has it.
    pub(super) which: [TextId; 3],
}

/// Ids of a row's figures, and what tells them apart for people.
pub(super) const WHICH: [(&str, &str); 3] =
    [("best", "given as best"), ("low", "given as lowest"), ("high", "given as highest")];

/// Where a row has several figures of all the dead, each number alone says which it is.
pub(super) fn tell_which(claims: &mut [Claim], which: [TextId; 3]) {
    let is_whole = |claim: &Claim| claim.what == Measure::Killed && claim.voice.is_none();
    if claims.iter().filter(|claim| is_whole(claim)).count() < 2 {
        return;
    }
    for claim in claims.iter_mut().filter(|claim| is_whole(claim) && claim.wording == Wording::Exact) {
        let at = WHICH.iter().position(|(id, _)| claim.id == *id);
        claim.says = at.map_or(claim.says, |at| which[at]);
    }
}

/// What a row says of the dead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) low: Option<u32>,
    pub(super) best: Option<u32>,
    pub(super) high: Option<u32>,
    /// Of side A, of side B, of civilians, of unknown people.
    pub(super) by_side: [Option<u32>; 4],
    pub(super) wounded: Option<u32>,
    /// Of the dead and of the wounded, what words say in place of a number.
    pub(super) in_words: [Option<Worded>; 2],
}

/// Lowest and highest number, and how they are worded.
pub(super) type Worded = (Option<u32>, Option<u32>, Wording);

/// What may stand before a number, and behind it.
const WORDINGS: &[(&str, Wording)] = &[
    ("at least", Wording::AtLeast),
    ("au moins", Wording::AtLeast),
    ("minimum", Wording::AtLeast),
    ("min.", Wording::AtLeast),
    (">=", Wording::AtLeast),
    ("≥", Wording::AtLeast),
    ("more than", Wording::MoreThan),
    ("over", Wording::MoreThan),
    ("plus de", Wording::MoreThan),
    (">", Wording::MoreThan),
    ("up to", Wording::UpTo),
    ("jusqu'à", Wording::UpTo),
    ("jusqu’à", Wording::UpTo),
    ("<=", Wording::UpTo),
    ("≤", Wording::UpTo),
    ("approximately", Wording::About),
    ("approx.", Wording::About),
    ("around", Wording::About),
    ("about", Wording::About),
    ("environ", Wording::About),
    ("circa", Wording::About),
    ("ca.", Wording::About),
    ("c.", Wording::About),
    ("~", Wording::About),
    ("±", Wording::About),
];

/// Words that stand for a number that nobody gives.
const MANY: &[(&str, Wording)] = &[
    ("several", Wording::Several),
    ("plusieurs", Wording::Several),
    ("dozens", Wording::Dozens),
    ("des dizaines", Wording::Dozens),
    ("hundreds", Wording::Hundreds),
    ("des centaines", Wording::Hundreds),
];

/// Reads `10-12`, `10 to 12`, `at least 5`, `10+`, `>5`, `~20`, `up to 7`, `dozens`; nothing may stand around it.
pub(super) fn worded(text: &str) -> Option<Worded> {
    let text = text.trim().to_lowercase();
    let number = |text: &str| integer(text.trim()).and_then(|number| u32::try_from(number).ok());
    if let Some((_, wording)) = MANY.iter().find(|(word, _)| *word == text) {
        return Some((None, None, *wording));
    }
    if let Some(number) = text.strip_suffix('+').and_then(number) {
        return Some((Some(number), None, Wording::AtLeast));
    }
    for (word, wording) in WORDINGS {
        let Some(number) = text.strip_prefix(word).and_then(number) else { continue };
        let is_highest = *wording == Wording::UpTo;
        return Some(if is_highest { (None, Some(number), *wording) } else { (Some(number), None, *wording) });
    }
    let both = text.strip_prefix("between ").and_then(|text| text.split_once(" and "));
    let both = both.or_else(|| text.strip_prefix("entre ").and_then(|text| text.split_once(" et ")));
    let signs = [" to ", " à ", " bis ", "–", "—", "-"];
    let both = both.or_else(|| signs.iter().find_map(|sign| text.split_once(sign)));
    let (low, high) = both.and_then(|(low, high)| Some((number(low)?, number(high)?)))?;
    (low <= high).then_some((Some(low), Some(high), Wording::Range))
}

/// What may stand behind the number of the dead, or of the wounded, without making it another one.
const NOUNS: [&[&str]; 2] = [
    &["killed", "dead", "deaths", "fatalities", "morts", "tués", "people", "persons", "civilians"],
    &["injured", "wounded", "blessés", "people", "persons", "civilians"],
];

/// The number before a note in brackets, the sign of a footnote or one of [`NOUNS`]: `5*`, `60[a]`, `12 (3 children)`,
/// `at least 5 civilians`; `None` where nothing of the sort stands there.
pub(super) fn before_note(text: &str, is_wounded: bool) -> Option<Worded> {
    let bare = match text.find(['(', '[']) {
        Some(at) if text.ends_with([')', ']']) => &text[..at],
        _ => text.trim_end_matches(['*', '†']),
    };
    let bare = bare.trim_end();
    let bare = match bare.rsplit_once(' ') {
        Some((number, noun)) if NOUNS[usize::from(is_wounded)].contains(&&*noun.to_lowercase()) => number.trim_end(),
        _ => bare,
    };
    if bare.len() == text.len() {
        return None;
    }
    let number = integer(bare).and_then(|number| u32::try_from(number).ok());
    number.map(|number| (Some(number), None, Wording::Exact)).or_else(|| worded(bare))
}

impl Figures {
    /// The order that the three must have and have not, as a clause.
    pub(super) fn disorder(&self) -> Option<&'static str> {
        let above = |a: Option<u32>, b: Option<u32>| matches!((a, b), (Some(a), Some(b)) if a > b);
        if above(self.low, self.best) {
            Some("with best below low")
        } else if above(self.best, self.high) {
            Some("with high below best")
        } else if above(self.low, self.high) {
            Some("with high below low")
        } else {
            None
        }
    }

    /// Puts the claims in the place of others, and says whether they tell the deaths by side.
    ///
    /// Those on the whole have one voice, so that they make one span; those by side have another, so that they are
    /// not added to it. Where there is one number alone and all of it is of one side, the whole is about that side, and one
    /// voice is enough; what is lowest and highest is said of the whole, and never of a side.
    /// Where two sides cannot be told apart, or together have fewer than the whole, the figures by side make no claims.
    pub(super) fn claims(
        &self,
        by: SourceId,
        line: u32,
        sides: [Option<ActorId>; 4],
        said: Said,
        claims: &mut Vec<Claim>,
    ) -> bool {
        claims.clear();
        let told =
            self.by_side.into_iter().zip(sides).filter_map(|(number, about)| Some((number.filter(|n| *n > 0)?, about)));
        let told: Vec<(u32, Option<ActorId>)> = told.collect();
        // Some of the dead by side are no account of all of them.
        let sum = told.iter().fold(0_u32, |sum, (number, _)| sum.saturating_add(*number));
        let is_all =
            told.is_empty() || [self.low, self.best].into_iter().flatten().min().is_none_or(|whole| whole <= sum);
        let is_apart = is_all
            && told.iter().enumerate().all(|(at, (_, about))| told[..at].iter().all(|(_, other)| other != about));
        let is_one = [self.low, self.high].into_iter().flatten().all(|number| Some(number) == self.best);
        let only = match told[..] {
            [(number, Some(about))] if Some(number) == self.best && is_one => Some(about),
            _ => None,
        };
        let base = Claim { by: Claimant::Source(by), source: Some(by), about: only, line, ..Claim::default() };
        let mut add = |id: &str, low: Option<u32>, high: Option<u32>, wording| {
            if low.is_some() || high.is_some() {
                claims.push(Claim { id: id.into(), low, high, wording, ..base.clone() });
            }
        };
        if self.disorder().is_some() {
            // As it stands, each figure for itself: no order is put into them that they have not.
            add("best", self.best, None, Wording::Exact);
            add("low", self.low, None, Wording::Exact);
            add("high", self.high, None, Wording::Exact);
        } else {
            add("best", self.best, None, Wording::Exact);
            match (self.low, self.high) {
                (Some(low), None) => add("low", Some(low), None, Wording::AtLeast),
                (None, Some(high)) => add("high", None, Some(high), Wording::UpTo),
                (Some(low), Some(high)) if low == high && self.best.is_none() => {
                    add("range", Some(low), None, Wording::Exact);
                }
                (Some(low), Some(high)) if self.best != Some(low) || self.best != Some(high) => {
                    add("range", Some(low), Some(high), Wording::Range);
                }
                _ => {}
            }
        }
        if let Some((low, high, wording)) = self.in_words[0] {
            claims.push(Claim { id: "best".into(), low, high, wording, ..base.clone() });
        }
        if is_apart && only.is_none() {
            let by_side = |(number, about)| Claim { about, low: Some(number), voice: said.by_side, ..base.clone() };
            claims.extend(told.into_iter().map(by_side));
        }
        if let Some(wounded) = self.wounded {
            claims.push(Claim { what: Measure::Wounded, low: Some(wounded), about: None, ..base });
        } else if let Some((low, high, wording)) = self.in_words[1] {
            claims.push(Claim { what: Measure::Wounded, low, high, wording, about: None, ..base });
        }
        tell_which(claims, said.which);
        is_apart
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Event;

    fn claims(figures: Figures, sides: [Option<ActorId>; 4]) -> (Vec<Claim>, bool) {
        let mut claims = vec![Claim::default()];
        let is_told = figures.claims(SourceId(0), 2, sides, SAID, &mut claims);
        (claims, is_told)
    }

    const SAID: Said = Said { by_side: TextId(1), which: [TextId(2), TextId(3), TextId(4)] };

    #[test]
    fn of_several_figures_each_says_which_it_is() {
        let says = |low, best, high| -> Vec<u32> {
            let figures = Figures { low: Some(low), best: Some(best), high: Some(high), ..Figures::default() };
            claims(figures, [None; 4]).0.iter().map(|claim| claim.says.0).collect()
        };
        let none = TextId::default().0;
        assert_eq!(says(3, 4, 14), [2, none], "the range tells itself");
        assert_eq!(says(18, 17, 45), [2, 3, 4], "not in order");
        assert_eq!(says(4, 4, 4), [none], "one figure");
    }

    fn toll(figures: Figures) -> Option<(u32, u32)> {
        let (claims, _) = claims(figures, [None; 4]);
        Event { claims, ..Event::default() }.toll().map(|toll| (toll.low, toll.high))
    }

    #[test]
    fn three_figures_are_one_span() {
        let figures =
            |low, best, high| Figures { low: Some(low), best: Some(best), high: Some(high), ..Figures::default() };
        assert_eq!(toll(figures(3, 4, 14)), Some((3, 14)));
        assert_eq!(toll(figures(4, 4, 4)), Some((4, 4)));
        assert_eq!(claims(figures(4, 4, 4), [None; 4]).0.len(), 1);
        assert_eq!(toll(figures(0, 0, 14)), Some((0, 14)));
        assert_eq!(toll(figures(9, 3, 6)), Some((3, 9)));
        assert_eq!(figures(9, 3, 6).disorder(), Some("with best below low"));
        assert_eq!(figures(3, 9, 6).disorder(), Some("with high below best"));
        assert_eq!(toll(Figures::default()), None);
    }

    #[test]
    fn figures_in_words() {
        for (text, low, high, wording) in [
            ("10-12", Some(10), Some(12), Wording::Range),
            ("10 à 12", Some(10), Some(12), Wording::Range),
            ("Between 1,000 and 1,200", Some(1000), Some(1200), Wording::Range),
            ("at least 5", Some(5), None, Wording::AtLeast),
            ("10+", Some(10), None, Wording::AtLeast),
            ("> 5", Some(5), None, Wording::MoreThan),
            ("~20", Some(20), None, Wording::About),
            ("Up to 7", None, Some(7), Wording::UpTo),
            ("dozens", None, None, Wording::Dozens),
        ] {
            assert_eq!(worded(text), Some((low, high, wording)), "{text}");
        }
        for text in ["", "12-10", "5 men", "unknown", "-5", "5-", "1-2-3", "+", "over", "‘3"] {
            assert_eq!(worded(text), None, "{text}");
        }
        let exact = |number| Some((Some(number), None, Wording::Exact));
        for (text, number) in [
            ("5*", exact(5)),
            ("60[a]", exact(60)),
            ("12 (3 children)", exact(12)),
            ("at least 5 civilians", Some((Some(5), None, Wording::AtLeast))),
            ("11 killed [2]", exact(11)),
            ("11 killed, 60+ wounded", None),
            ("3 wounded", None),
            ("5 men", None),
            ("5", None),
            ("(5", None),
        ] {
            assert_eq!(before_note(text, false), number, "{text}");
        }
        let open = Figures { in_words: [worded("10+"), worded("~3")], ..Figures::default() };
        let (list, _) = claims(open, [None; 4]);
        assert_eq!((list.len(), list[1].what), (2, Measure::Wounded));
        let toll = Event { claims: list, ..Event::default() }.toll().expect("a figure");
        assert!((toll.low, toll.is_open) == (10, true));
    }

    #[test]
    fn deaths_by_side_are_not_added_to_the_whole() {
        let by_side = [Some(3), Some(0), Some(2), None];
        let figures = Figures { best: Some(5), low: Some(5), high: Some(7), by_side, ..Figures::default() };
        let sides = [Some(ActorId(0)), Some(ActorId(1)), Some(ActorId(2)), None];
        let (list, is_told) = claims(figures, sides);
        assert!(is_told && list.len() == 4);
        let toll = Event { claims: list, ..Event::default() }.toll().expect("figures");
        assert_eq!((toll.low, toll.high), (5, 7));
        assert!(!claims(figures, [None; 4]).1, "sides without names");
        let one = Figures { by_side: [Some(5), None, Some(0), None], high: Some(5), ..figures };
        let (list, _) = claims(one, sides);
        assert!(list.len() == 1 && list[0].about == Some(ActorId(0)));
    }

    #[test]
    fn lowest_and_highest_are_of_no_side() {
        let by_side = [None, Some(18), None, None];
        let figures = Figures { low: Some(0), best: Some(18), high: Some(18), by_side, ..Figures::default() };
        let (list, _) = claims(figures, [Some(ActorId(0)), Some(ActorId(1)), None, None]);
        let told: Vec<_> = list.iter().map(|claim| (claim.id.as_str(), claim.about, claim.toll())).collect();
        let by_side = ("", Some(ActorId(1)), Some((18, 18)));
        assert_eq!(told, [("best", None, Some((18, 18))), ("range", None, Some((0, 18))), by_side]);
        let toll = Event { claims: list, ..Event::default() }.toll().expect("figures");
        assert_eq!((toll.low, toll.high), (0, 18));
    }
}
