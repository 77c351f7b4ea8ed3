//! Case and accents out of the way, for comparing what people type with what editors wrote.

/// Lower case, without Latin accents, quotes and hyphens opened to spaces.
///
/// ```
/// use conflict_timeline_core::query::fold;
/// assert_eq!(fold("Ménaka"), "menaka");
/// assert_eq!(fold("Abou-Zeïd’s"), "abou zeid s");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// The same, written behind nothing.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    if text.is_ascii() {
        return fold_ascii(text.as_bytes(), folded);
    }
    for letter in text.chars() {
        match letter {
            'A'..='Z' => folded.push(letter.to_ascii_lowercase()),
            'a'..='z' | '0'..='9' => folded.push(letter),
            '\u{c0}'..='\u{17f}' => folded.push_str(latin(letter)),
            // Combining accents, as decomposed text has them, and Arabic vowel signs.
            '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{640}' => {}
            'أ' | 'إ' | 'آ' => folded.push('ا'),
            _ if letter as u32 > 0x2ff && !(0x2000..0x2070).contains(&(letter as u32)) => folded.push(letter),
            _ => {
                if !folded.ends_with(' ') && !folded.is_empty() {
                    folded.push(' ');
                }
            }
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
}

/// The same of texts without any letter that needs thought, as titles of a million rows are; over what stood there.
fn fold_ascii(text: &[u8], folded: &mut String) {
    let mut bytes = core::mem::take(folded).into_bytes();
    bytes.clear();
    bytes.resize(text.len(), b' ');
    let (mut at, mut last) = (0, b' ');
    // A slice: a vector's own index is a call where all is compiled for size.
    let out = &mut bytes[..];
    for byte in text {
        let letter = if byte.is_ascii_alphanumeric() { byte.to_ascii_lowercase() } else { b' ' };
        if letter != b' ' || last != b' ' {
            out[at] = letter;
            at += 1;
        }
        last = letter;
    }
    bytes.truncate(at - usize::from(at > 0 && last == b' '));
    *folded = String::from_utf8(bytes).unwrap_or_default();
}

/// Latin-1 and Latin Extended-A letters without their marks; upper and lower case alike.
fn latin(letter: char) -> &'static str {
    /// One entry a letter from U+00C0 on, `_` for a sign that is no letter.
    const BASE: &[u8; 192] = b"aaaaaa*ceeeeiiiidnooooo_ouuuuy**aaaaaa*ceeeeiiiidnooooo_ouuuuy*y\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllllllllnnnnnnnnnoooooo**rrrrrrsssssssstttttt\
        uuuuuuuuuuuuwwyyyzzzzzzs";
    let index = letter as usize - 0xc0;
    match (letter, BASE.get(index)) {
        ('Æ' | 'æ', _) => "ae",
        ('Þ' | 'þ', _) => "th",
        ('ß', _) => "ss",
        ('Œ' | 'œ', _) => "oe",
        ('Ĳ' | 'ĳ', _) => "ij",
        (_, Some(base @ b'a'..=b'z')) => {
            const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
            let at = usize::from(base - b'a');
            &LETTERS[at..=at]
        }
        _ => " ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_joints_are_folded() {
        for (text, folded) in [
            ("Ménaka", "menaka"),
            ("SÉVARÉ", "sevare"),
            ("Me\u{301}naka", "menaka"),
            ("Jama'at Nasr al-Islam", "jama at nasr al islam"),
            ("Œuvre Æther straße", "oeuvre aether strasse"),
            ("Łódź Çelik ÿ ž", "lodz celik y z"),
            ("  In Aménas — 2013 ", "in amenas 2013"),
            ("أزواد", "ازواد"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }
}
