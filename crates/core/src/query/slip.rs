//! One slip of the pen forgiven.

/// A word of five letters or more may have one slip.
const FORGIVEN_FROM: usize = 5;

/// Whether the wanted word is the other one, or a beginning of it, with one letter too many, too few,
/// wrong, or swapped with its neighbour.
pub(super) fn is_slip(wanted: &str, word: &str) -> bool {
    if wanted.chars().count() < FORGIVEN_FROM {
        return false;
    }
    let same = wanted.chars().zip(word.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (wanted, word) = (&wanted[same..], &word[same..]);
    let rest = |text: &'_ str| text.chars().next().map_or(0, char::len_utf8);
    let (after_wanted, after_word) = (&wanted[rest(wanted)..], &word[rest(word)..]);
    if wanted.is_empty() || word.starts_with(after_wanted) || after_word.starts_with(wanted) {
        return true;
    }
    if word.is_empty() {
        return false;
    }
    let swapped =
        after_wanted.chars().next() == word.chars().next() && wanted.chars().next() == after_word.chars().next();
    after_word.starts_with(after_wanted)
        || (swapped && after_word[rest(after_word)..].starts_with(&after_wanted[rest(after_wanted)..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::edit_distance;
    use proptest::prelude::*;

    fn is_slip_slowly(wanted: &str, word: &str) -> bool {
        let letters = wanted.chars().count();
        letters >= FORGIVEN_FROM
            && (letters - 1..=letters + 1).any(|length| {
                let end = word.char_indices().nth(length).map_or(word.len(), |(at, _)| at);
                edit_distance(wanted, &word[..end], 1) <= 1
            })
    }

    #[test]
    fn slips_of_each_sort_are_forgiven_once() {
        for word in ["tinzaouaten", "tinzaouate", "itnzaouaten", "tinzaouatem", "tinnzaouaten", "tinzaouateb"] {
            assert!(is_slip(word, "tinzaouaten"), "{word}");
        }
        assert!(!is_slip("gaoo", "gao") && !is_slip("tinzaeuaton", "tinzaouaten"));
    }

    proptest! {
        #[test]
        fn it_is_what_the_distance_says(wanted in "[abé]{4,8}", word in "[abé]{3,10}") {
            prop_assert_eq!(is_slip(&wanted, &word), is_slip_slowly(&wanted, &word));
        }
    }
}
