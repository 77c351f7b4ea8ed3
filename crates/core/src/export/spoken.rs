//! Words of closed lists, and those between them, in the languages of the interface: for forms that are read by people alone.

/// English, which is the stable name, French, Arabic.
const WORDS: &[[&str; 3]] = &[
    ["confirmed", "confirmé", "مؤكد"],
    ["claimed", "affirmé par une seule partie", "قول طرف واحد"],
    ["disputed", "contesté", "متنازع عليه"],
    ["denied", "démenti", "منفي"],
    ["superseded", "remplacé", "حلّ محله غيره"],
    ["killed", "tués", "قتلى"],
    ["wounded", "blessés", "جرحى"],
    ["captured", "capturés", "أسرى"],
    ["missing", "disparus", "مفقودون"],
    ["freed", "libérés", "مفرج عنهم"],
    ["displaced", "déplacés", "نازحون"],
    ["destroyed", "détruits ou perdus", "ما دُمّر أو فُقد"],
    ["strength", "présents", "حاضرون"],
    ["attribution", "auteur", "الفاعل"],
    ["control", "contrôle", "السيطرة"],
    ["other", "autre déclaration", "قول آخر"],
    ["about", "environ", "نحو"],
    ["at-least", "au moins", "على الأقل"],
    ["more-than", "plus de", "أكثر من"],
    ["up-to", "jusqu’à", "حتى"],
    ["range", "de", "من"],
    ["several", "plusieurs", "عدة"],
    ["dozens", "des dizaines", "عشرات"],
    ["hundreds", "des centaines", "مئات"],
    ["none-given", "aucun chiffre donné", "لم يُذكر رقم"],
    ["unattributed", "auteur non nommé", "القائل غير مذكور"],
    ["near", "près de", "قرب"],
    ["of", "de", "من"],
    ["to", "à", "إلى"],
    ["said", "dit le", "قيل في"],
    ["line", "ligne", "السطر"],
    ["reference", "référence", "المرجع"],
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
}
