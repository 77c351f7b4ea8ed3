//! The figures of a line: digits, and English number words up to thousands.

use super::token::{Sort, Token};

/// The figures of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Plain figures.
    pub numbers: Vec<u32>,
    /// "a", "the", "another": one, if need be.
    pub has_article: bool,
    /// "no", "none", "without": nought.
    pub has_none: bool,
    /// "All but one": how many are left out of a figure of the line.
    pub left_out: Option<u32>,
    /// "dozens", "hundreds": a figure of which no number is told.
    pub has_vague: bool,
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
];

impl Figures {
    /// The figures in the tokens that are no part of a date.
    #[must_use]
    pub fn of(tokens: &[Token], is_date: &[bool]) -> Self {
        let mut figures = Self::default();
        let mut at = 0;
        while at < tokens.len() {
            if is_date.get(at).copied().unwrap_or(false) {
                at += 1;
                continue;
            }
            at += figures.take(tokens, at);
        }
        figures
    }

    /// Whether a number stands in the line, and whether it only does so as an article.
    #[must_use]
    pub fn holds(&self, number: u32) -> Option<bool> {
        let whole = self.left_out.and_then(|left_out| number.checked_add(left_out));
        let is_the_rest = whole.is_some_and(|whole| self.numbers.contains(&whole));
        if self.numbers.contains(&number) || is_the_rest || (number == 0 && self.has_none) {
            return Some(false);
        }
        (number == 1 && self.has_article).then_some(true)
    }

    /// Takes what begins here; returns how many tokens that was.
    fn take(&mut self, tokens: &[Token], at: usize) -> usize {
        let word = |ahead: usize| tokens.get(at + ahead).map_or("", |token| token.text.as_str());
        match tokens[at].sort {
            Sort::Number(number, _) => {
                self.numbers.push(number);
                return 1;
            }
            Sort::Ordinal(number) => {
                self.numbers.push(number);
                return 1;
            }
            Sort::Sign(_) => return 1,
            Sort::Word => {}
        }
        match word(0) {
            "half" if word(1) == "a" && word(2) == "dozen" => {
                self.numbers.push(6);
                3
            }
            "a" if ["dozen", "hundred", "thousand", "couple"].contains(&word(1)) => {
                self.numbers.push(match word(1) {
                    "dozen" => 12,
                    "hundred" => 100,
                    "thousand" => 1000,
                    _ => 2,
                });
                2
            }
            "couple" | "pair" | "both" => self.push(2),
            "all" if word(1) == "but" => {
                self.left_out = SMALL.iter().position(|known| *known == word(2)).map(|index| index as u32);
                if self.left_out.is_some() { 3 } else { 2 }
            }
            "a" | "an" | "the" | "another" | "single" | "only" | "his" | "her" | "its" => {
                self.has_article = true;
                1
            }
            "no" | "none" | "without" | "neither" | "nobody" | "not" => {
                self.has_none = true;
                1
            }
            "dozens" | "hundreds" | "thousands" | "dozen" | "hundred" => {
                self.has_vague = true;
                1
            }
            other => match ORDINALS.iter().position(|known| *known == other) {
                Some(index) => self.push(index as u32 + 1),
                None => self.take_words(tokens, at),
            },
        }
    }

    fn push(&mut self, number: u32) -> usize {
        self.numbers.push(number);
        1
    }

    /// "twenty-one", "three hundred", "two thousand", "two dozen".
    fn take_words(&mut self, tokens: &[Token], at: usize) -> usize {
        let word = |index: usize| tokens.get(index).map_or("", |token| token.text.as_str());
        let small = |word: &str| SMALL.iter().position(|known| *known == word).map(|index| index as u32);
        let mut end = at + 1;
        let mut number = match (small(word(at)), TENS.iter().position(|known| *known == word(at))) {
            (Some(number), _) => number,
            (None, Some(ten)) => {
                let tens = (ten as u32 + 2) * 10;
                let unit_at = if word(end) == "-" { end + 1 } else { end };
                match small(word(unit_at)) {
                    Some(unit @ 1..=9) => {
                        end = unit_at + 1;
                        tens + unit
                    }
                    _ => tens,
                }
            }
            (None, None) => return 1,
        };
        let scale = match word(end) {
            "hundred" => 100,
            "thousand" => 1000,
            "dozen" => 12,
            _ => 1,
        };
        if scale > 1 {
            number *= scale;
            end += 1;
        }
        self.numbers.push(number);
        end - at
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::{tokens, without_marks};
    use super::*;

    fn of(line: &str) -> Figures {
        Figures::of(&tokens(&without_marks(line)), &[])
    }

    #[test]
    fn words_are_numbers() {
        for (line, number) in [
            ("at least a dozen fighters", 12),
            ("half a dozen pick-ups", 6),
            ("Twenty-one soldiers", 21),
            ("three hundred men", 300),
            ("more than a thousand - 1,200", 1000),
            ("two dozen", 24),
            ("the sixth French soldier", 6),
            ("both bombers", 2),
            ("ten", 10),
        ] {
            assert!(of(line).numbers.contains(&number), "{line}: {:?}", of(line));
        }
        assert!(of("several hundred men").numbers.is_empty());
        assert!(of("dozens of men").has_vague);
    }

    #[test]
    fn all_but_one_leaves_the_rest() {
        let line = of("They detained 17 men and killed all but one of them");
        assert_eq!(line.holds(16), Some(false), "{line:?}");
        assert_eq!((line.holds(15), line.holds(0)), (None, None), "{line:?}");
        assert_eq!(of("17 men, all but forgotten").holds(16), None);
    }

    #[test]
    fn one_may_be_an_article_and_nought_a_word() {
        assert_eq!(of("a soldier").holds(1), Some(true));
        assert_eq!(of("one soldier").holds(1), Some(false));
        assert_eq!(of("soldiers died").holds(1), None);
        assert_eq!(of("no soldier").holds(0), Some(false));
        assert_eq!(of("1,200 men").holds(200), None);
    }
}
