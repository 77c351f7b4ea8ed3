//! A line of prose as words and numbers, without its reference marks.

use conflict_timeline_core::query::fold;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A word, or a designation with digits such as `C-130`.
    Word,
    /// A whole number as digits; `true` where its thousands are set apart, so that it is no year.
    Number(u32, bool),
    /// `11th`
    Ordinal(u32),
    /// Anything else but space.
    Sign(char),
}

/// A word, number or sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub sort: Sort,
    /// The word in small letters without accents, or the digits.
    pub text: String,
    /// The word begins with a capital.
    pub is_capital: bool,
}

/// Takes out `[12]`, `[c]` and `[citation needed]`.
#[must_use]
pub fn without_marks(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        let inside = &rest[open + 1..];
        let mark = inside.find(']').map(|close| &inside[..close]);
        let is_mark = mark.is_some_and(|mark| {
            mark.len() == 1 || mark == "citation needed" || mark.bytes().all(|byte| byte.is_ascii_digit())
        });
        plain.push_str(&rest[..open]);
        match mark {
            Some(mark) if is_mark => {
                plain.push(' ');
                rest = &inside[mark.len() + 1..];
            }
            _ => {
                plain.push(' ');
                rest = inside;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The tokens of a line that has no marks any more.
#[must_use]
pub fn tokens(line: &str) -> Vec<Token> {
    let letters: Vec<char> = line.chars().collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let start = at;
        let first = letters[at];
        if first.is_ascii_digit() {
            at = end_of_number(&letters, at);
            let is_glued = at < letters.len() && letters[at].is_alphabetic();
            let number_end = at;
            while at < letters.len() && letters[at].is_alphanumeric() {
                at += 1;
            }
            let text: String = letters[start..at].iter().collect();
            let digits: String = letters[start..number_end].iter().filter(|letter| letter.is_ascii_digit()).collect();
            let tail: String = letters[number_end..at].iter().collect();
            let is_parted = digits.len() < number_end - start;
            let sort = match digits.parse() {
                Ok(number) if is_glued && ["st", "nd", "rd", "th"].contains(&tail.as_str()) => Sort::Ordinal(number),
                Ok(number) if !is_glued && !is_designation(&letters, start) && !is_part(&letters, start, at) => {
                    Sort::Number(number, is_parted)
                }
                _ => Sort::Word,
            };
            tokens.push(Token { sort, text, is_capital: false });
        } else if first.is_alphabetic() {
            while at < letters.len() && letters[at].is_alphabetic() {
                at += 1;
            }
            let word: String = letters[start..at].iter().collect();
            tokens.push(Token { sort: Sort::Word, text: fold(&word), is_capital: first.is_uppercase() });
        } else {
            at += 1;
            if !first.is_whitespace() {
                tokens.push(Token { sort: Sort::Sign(first), text: first.to_string(), is_capital: false });
            }
        }
    }
    tokens
}

/// Digits, with groups of exactly three behind a comma or a narrow space.
fn end_of_number(letters: &[char], start: usize) -> usize {
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut at = start;
    while is_digit(at) {
        at += 1;
    }
    while matches!(letters.get(at), Some(',' | '\u{202f}' | '\u{a0}'))
        && (1..=3).all(|ahead| is_digit(at + ahead))
        && !is_digit(at + 4)
    {
        at += 4;
    }
    at
}

/// `C-130`, `Mi-8`: a number behind letters and a hyphen; but `mid-2014`.
fn is_designation(letters: &[char], start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    let hyphens = ['-', '\u{2011}'];
    let end = if hyphens.contains(&letters[before]) { before } else { start };
    let word: String = letters[..end].iter().rev().take_while(|letter| letter.is_alphabetic()).collect();
    !word.is_empty() && !["dim", "ylrae", "etal"].contains(&word.as_str())
}

/// Part of a time or a decimal: `7:45`, `1.5`.
fn is_part(letters: &[char], start: usize, end: usize) -> bool {
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let joins = |at: usize| matches!(letters.get(at), Some(':' | '.'));
    (start >= 2 && joins(start - 1) && is_digit(start - 2)) || (joins(end) && is_digit(end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(line: &str) -> Vec<u32> {
        let found = tokens(&without_marks(line)).into_iter().filter_map(|token| match token.sort {
            Sort::Number(number, _) => Some(number),
            _ => None,
        });
        found.collect()
    }

    #[test]
    fn only_plain_numbers_are_numbers() {
        assert_eq!(numbers("killed 65 of 1,200 fighters.[125][c] In 2012, 600"), [65, 1200, 2012, 600]);
        assert_eq!(numbers("C-130, Mi-8, 2000D, L-39C, AK-47s, 7:45 am, 1.5 tons, 11th"), Vec::<u32>::new());
        assert_eq!(numbers("mid-2014 and 50–60, 4+ Rafale"), [2014, 50, 60, 4]);
        assert_eq!(numbers("1,2000 [citation needed] [...] 3"), [1, 2000, 3]);
    }
}
