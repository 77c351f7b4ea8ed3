//! French as it is set: narrow no-break spaces before high punctuation and inside guillemets.

/// U+202F.
const NARROW: char = '\u{202f}';

/// A slip in a French text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Byte of the text where it stands.
    pub offset: usize,
    /// What would be right.
    pub message: String,
}

/// The slips in a French text.
///
/// ```
/// use conflict_data::check::slips;
/// assert!(slips("« Gao\u{202f}»").len() == 1);
/// assert!(slips("«\u{202f}Gao\u{202f}», à 7:45\u{202f}: voir https://a.b/c?d").is_empty());
/// assert_eq!(slips("Qui tire?")[0].offset, 8);
/// ```
#[must_use]
pub fn slips(text: &str) -> Vec<Slip> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut slips = Vec::new();
    let mut slip = |offset: usize, message: String| slips.push(Slip { offset, message });
    for (index, (offset, letter)) in letters.iter().copied().enumerate() {
        let before = index.checked_sub(1).map(|index| letters[index].1);
        let after = letters.get(index + 1).map(|(_, letter)| *letter);
        match letter {
            ';' | ':' | '!' | '?' => {
                // Times, addresses and doubled signs stand as they are.
                let ends_word = after.is_none_or(|after| !after.is_alphanumeric() && !matches!(after, '/' | '=' | '&'));
                let follows_sign = before.is_some_and(|before| matches!(before, '!' | '?' | NARROW));
                if ends_word && !follows_sign {
                    slip(offset, format!("a narrow no-break space (U+202F) belongs before `{letter}`"));
                }
            }
            '»' if before != Some(NARROW) => {
                slip(offset, "a narrow no-break space (U+202F) belongs before `»`".into());
            }
            '«' if after != Some(NARROW) => {
                slip(offset, "a narrow no-break space (U+202F) belongs after `«`".into());
            }
            '\'' => slip(offset, "write the apostrophe as `’`".into()),
            '"' | '“' | '”' => slip(offset, format!("write guillemets, not `{letter}`")),
            ' ' | '\u{a0}' if parts_thousands(&letters, index) => {
                slip(offset, "a narrow no-break space (U+202F) belongs between thousands".into());
            }
            _ => {}
        }
    }
    slips
}

/// A space between one to three digits and exactly three.
fn parts_thousands(letters: &[(usize, char)], index: usize) -> bool {
    let is_digit = |at: usize| letters.get(at).is_some_and(|(_, letter)| letter.is_ascii_digit());
    let before = (1..=4).take_while(|back| index >= *back && is_digit(index - back)).count();
    let after = (1..=4).take_while(|ahead| is_digit(index + ahead)).count();
    (1..=3).contains(&before) && after == 3
}

#[cfg(test)]
mod tests {
    use super::slips;

    #[test]
    fn each_rule_has_a_right_and_a_wrong_text() {
        for right in [
            "Gao\u{202f}: la ville\u{202f}; qui\u{202f}? Quoi\u{202f}!",
            "«\u{202f}Gao\u{202f}»",
            "à 7:45, https://a.fr/b?c=d",
            "Quoi\u{202f}?!",
            "l’armée",
            "1\u{202f}200 hommes en janvier 2013",
            "le 14 2013",
            "",
        ] {
            assert_eq!(slips(right), Vec::new(), "{right}");
        }
        for wrong in ["Gao : la", "Gao: la", "Gao\u{a0}; la", "Quoi?", "«Gao\u{202f}»", "l'armée", "1 200 hommes"] {
            assert_eq!(slips(wrong).len(), 1, "{wrong}");
        }
        assert_eq!(slips("\"Gao\"").len(), 2);
    }
}
