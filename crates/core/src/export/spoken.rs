//! Words of closed lists, and those between them, in the languages of the interface: for forms that are read by people alone.

/// English, which is the stable name, French, Arabic.
const WORDS: &[[&str; 3]] = &[
    ["confirmed", "confirmé", "مؤكد"],
    ["claimed", "affirmé par une seule partie", "قول طرف واحد"],
    ["disputed", "contesté", "متنازع عليه"],
    ["denied", "démenti ou retiré", "منفي أو مسحوب"],
    ["superseded", "remplacé", "حلّ محله غيره"],
    ["killed", "tués", "قتلى"],
    ["wounded", "blessés", "جرحى"],
    ["captured", "capturés", "أسرى"],
    ["missing", "disparus", "مفقودون"],
    ["freed", "libérés", "مفرج عنهم"],
    ["displaced", "déplacés", "نازحون"],
    ["destroyed", "détruits ou perdus", "ما دُمّر أو فُقد"],
    ["strength", "présents", "حاضرون"],
    ["attribution", "qui en est l’auteur", "من الفاعل"],
    ["control", "qui tenait la ville", "من كان يسيطر على البلدة"],
    ["other", "autres déclarations", "أقوال أخرى"],
    ["about", "environ", "نحو"],
    ["at-least", "au moins", "على الأقل"],
    ["more-than", "plus de", "أكثر من"],
    ["up-to", "jusqu’à", "حتى"],
    ["range", "de", "من"],
    ["several", "plusieurs", "عدة"],
    ["dozens", "des dizaines", "عشرات"],
    ["hundreds", "des centaines", "مئات"],
    ["denies", "dément", "ينفي"],
    ["none-given", "aucun chiffre donné", "لم يُذكر رقم"],
    ["unattributed", "auteur non nommé", "القائل غير مذكور"],
    ["near", "près de", "قرب"],
    ["to", "à", "إلى"],
    ["said", "déclaré :", "صدر التصريح:"],
    ["line", "ligne", "السطر"],
    ["reference", "note", "الحاشية"],
    ["date", "date", "التاريخ"],
    ["status", "statut", "الحالة"],
    [": ", " : ", ": "],
    ["open start", "début ouvert", "البداية مفتوحة"],
    ["open end", "fin ouverte", "النهاية مفتوحة"],
];

/// The word in a language; the stable name in any other one.
pub(super) fn spoken(word: &'static str, language: &str) -> &'static str {
    let column = match language {
        "fr" => 1,
        "ar" => 2,
        _ => return word,
    };
    WORDS.iter().find(|words| words[0] == word).map_or(word, |words| words[column])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ClaimStatus, Measure, Status, Word, Wording};

    #[test]
    fn every_word_of_the_lists_that_are_told_is_there() {
        let lists = [Status::NAMES, Measure::NAMES, &Wording::NAMES[1..], &ClaimStatus::NAMES[1..]];
        for word in lists.concat() {
            assert!(WORDS.iter().any(|words| words[0] == word), "{word}");
        }
        assert_eq!((spoken("near", "fr"), spoken("near", "de")), ("près de", "near"));
    }

    /// The text of a message without the places for numbers and names, and not as the beginning of a line.
    fn bare(message: &str) -> String {
        let parts = message.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
        let text = parts.collect::<Vec<_>>().join(" ");
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        let text = words.join(" ");
        text.chars().take(1).flat_map(char::to_lowercase).chain(text.chars().skip(1)).collect()
    }

    #[test]
    fn the_words_are_those_of_the_interface() {
        let mut compared = 0;
        for language in ["fr", "ar"] {
            let path = format!("{}/../../src/view/messages/{language}.txt", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).expect("the messages of the interface");
            let message =
                |key: &str| text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = ")).map(bare);
            let lists = [("status", Status::NAMES), ("measure", Measure::NAMES), ("wording", &Wording::NAMES[1..])];
            let listed = lists
                .iter()
                .flat_map(|(list, words)| words.iter().map(move |word| (*word, [list, ".", word].concat())));
            let others = [
                ("unattributed", "detail.unattributed"),
                ("said", "detail.said"),
                ("line", "detail.lines"),
                ("reference", "detail.ref"),
                ("near", "list.near"),
            ];
            // `date` stands before the date of an event too.
            let listed = listed.filter(|(word, _)| *word != "date");
            for (word, key) in listed.chain(others.map(|(word, key)| (word, key.to_string()))) {
                let wanted = message(&key).unwrap_or_else(|| panic!("{language}: no message {key}"));
                let spoken = match word {
                    _ if key == "wording.denied" => spoken("denies", language).to_string(),
                    "range" => [spoken("range", language), " ", spoken("to", language)].concat(),
                    word => spoken(word, language).to_string(),
                };
                assert_eq!(spoken, wanted, "{language}: {key}");
                compared += 1;
            }
        }
        assert!(compared > 40, "{compared}");
    }
}
