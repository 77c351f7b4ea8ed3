//! One cell's text as a number, as degrees, as plain text.

use std::borrow::Cow;

/// Windows-1252 from 0x80 to 0x9F; the rest is Latin-1.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The cell as text without blanks around it, and whether it was UTF-8. Other bytes are read as Windows-1252.
pub(super) fn text(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match core::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text.trim_ascii()), true),
        Err(_) => {
            let read = |byte: &u8| match byte {
                0x80..=0x9f => WINDOWS_1252.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{fffd}'),
                _ => char::from(*byte),
            };
            (Cow::Owned(bytes.iter().map(read).collect::<String>().trim_ascii().to_string()), false)
        }
    }
}

/// Whether the cell holds what exports write where they have nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    // Few cells begin as those do.
    let is_like_it = matches!(text.as_bytes().first(), Some(b'N' | b'n' | b'\\' | b'-' | b'#' | b'<'));
    let words = ["NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "null", "NULL", "None", "\\N", "-"];
    text.is_empty() || is_like_it && words.contains(&text)
}

/// Digits and points of Arabic and Persian as those that numbers and dates are read from.
pub(super) fn plain_digits(text: Cow<'_, str>) -> Cow<'_, str> {
    let plain = |letter: char| match letter {
        '٠'..='٩' | '۰'..='۹' => char::from(b'0' + (letter as u32 & 15) as u8),
        '٫' => '.',
        '٬' => ',',
        letter => letter,
    };
    if text.is_ascii() {
        return text;
    }
    text.chars().map(plain).collect::<String>().into()
}

/// What parts thousands, beside the comma: a blank, one that does not break, a narrow one, an apostrophe.
const THOUSANDS: [char; 5] = [' ', '\u{a0}', '\u{202f}', '\'', '’'];

/// A whole number as exports write it: `4`, `4.0`, `1,234`, `1 234`, `-1`; `None` for anything else.
///
/// A fraction is no whole number, unless it is nought.
pub(super) fn integer(text: &str) -> Option<i64> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    // Fewer than three figures behind a comma are no thousands.
    let without =
        |noughts| digits.strip_suffix(noughts).filter(|whole| whole.bytes().all(|byte| byte.is_ascii_digit()));
    let digits = without(",0").or(without(",00")).unwrap_or(digits);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if !fraction.bytes().all(|byte| byte == b'0') {
        return None;
    }
    let is_plain = whole.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    let whole = if is_plain { Cow::Borrowed(whole) } else { Cow::Owned(whole.replace(THOUSANDS, ",")) };
    let mut value: i64 = 0;
    let mut group = None;
    for byte in whole.bytes() {
        match byte {
            b'0'..=b'9' => {
                value = value.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                group = group.map(|count| count + 1);
            }
            b',' if group.is_none_or(|count| count == 3) && !whole.starts_with(',') => group = Some(0),
            _ => return None,
        }
    }
    let is_whole = !whole.is_empty() && group.is_none_or(|count| count == 3);
    is_whole.then_some(if is_negative { -value } else { value })
}

/// The digits of a whole number that a data frame wrote as a float, such as `1.0` or `3.00`; other text as it is.
pub(super) fn whole(text: &str) -> &str {
    match text.split_once('.') {
        Some((digits, fraction))
            if !digits.is_empty()
                && !fraction.is_empty()
                && fraction.bytes().all(|byte| byte == b'0')
                && digits.strip_prefix('-').unwrap_or(digits).bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            digits
        }
        _ => text,
    }
}

/// Whether the point in a number may part thousands: `1.000` is one here and a thousand there.
pub(super) fn may_be_thousands(text: &str) -> bool {
    text.split_once('.')
        .is_some_and(|(whole, fraction)| (1..=3).contains(&whole.len()) && !whole.starts_with('0') && fraction == "000")
}

/// Degrees in units of 1e-5, rounded, and whether nothing was lost by that. A comma may stand for the point.
pub(super) fn degrees_e5(text: &str) -> Option<(i32, bool)> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() || whole.len() > 3 {
        return None;
    }
    let mut value: i64 = 0;
    let mut is_exact = true;
    for byte in whole.bytes() {
        value = value * 10 + i64::from(digit(byte)?);
    }
    for index in 0..fraction.len().max(6) {
        let next = fraction.as_bytes().get(index).map_or(Some(0), |byte| digit(*byte))?;
        match index {
            0..5 => value = value * 10 + i64::from(next),
            5 => {
                value += i64::from(next >= 5);
                is_exact &= next == 0;
            }
            _ => is_exact &= next == 0,
        }
    }
    Some(((if is_negative { -value } else { value }) as i32, is_exact))
}

/// Degrees as people write them: those of [`degrees_e5`], also with `°`, with minutes and seconds (`16°16'18"N`), and
/// with a letter of the compass before or behind them, which must be one of `letters`: the positive one first. Of what
/// is no plain number the form is lost.
pub(super) fn angle_e5(text: &str, letters: [char; 2]) -> Option<(i32, bool)> {
    if let Some(plain) = degrees_e5(text) {
        return Some(plain);
    }
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    let (letter, figures) = match (first.is_ascii_alphabetic(), last.is_ascii_alphabetic()) {
        (true, false) => (first.to_ascii_uppercase(), &text[1..]),
        (false, true) => (last.to_ascii_uppercase(), &text[..text.len() - 1]),
        (false, false) => (letters[0], text),
        _ => return None,
    };
    let is_negative = letters.iter().position(|known| *known == letter)? == 1;
    let is_sign = |letter: char| letter.is_whitespace() || "°º'′’\"″”".contains(letter);
    let parts: Vec<&str> = figures.split(is_sign).filter(|part| !part.is_empty()).collect();
    if parts.len() == 1 {
        let (value, _) = degrees_e5(parts[0])?;
        // A minus and a letter are one sign too many.
        let is_signed = first.is_ascii_alphabetic() || last.is_ascii_alphabetic();
        return (value >= 0 || !is_signed).then_some((if is_negative { -value } else { value }, false));
    }
    // Signs say which parts are minutes; blanks alone do not.
    if parts.len() > 3 || !figures.contains(['°', 'º']) {
        return None;
    }
    let mut whole = 0;
    for (part, unit) in parts.iter().zip([1, 60, 3600]) {
        let (value, _) = degrees_e5(part).filter(|(value, _)| *value >= 0 && (unit == 1 || *value < 6_000_000))?;
        whole += (value + unit / 2) / unit;
    }
    Some((if is_negative { -whole } else { whole }, false))
}

fn digit(byte: u8) -> Option<u8> {
    byte.is_ascii_digit().then(|| byte - b'0')
}

/// A name as a slug: ASCII letters and digits, Latin letters without their accents, other scripts as they are.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    put_slug(name, &mut slug);
    slug
}

/// The same, written behind nothing.
pub(super) fn put_slug(name: &str, slug: &mut String) {
    if name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return slug.push_str(name);
    }
    for letter in name.chars() {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            'A'..='Z' => slug.push(letter.to_ascii_lowercase()),
            '\'' | '’' | '`' => {}
            'À'..='ſ' => slug.push_str(unaccented(letter)),
            _ if !letter.is_ascii()
                && !('\u{80}'..='\u{bf}').contains(&letter)
                && !('\u{2000}'..='\u{2bff}').contains(&letter) =>
            {
                slug.push(letter);
            }
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
}

/// Latin letters by what they are without an accent; `ſ` and the like fall through to `-`.
const UNACCENTED: &[(&str, &str)] = &[
    ("ÀÁÂÃÄÅàáâãäåĀāĂăĄą", "a"),
    ("ÇçĆćĈĉĊċČč", "c"),
    ("ĎďĐđÐð", "d"),
    ("ÈÉÊËèéêëĒēĔĕĖėĘęĚě", "e"),
    ("ĜĝĞğĠġĢģ", "g"),
    ("ĤĥĦħ", "h"),
    ("ÌÍÎÏìíîïĨĩĪīĬĭĮįİı", "i"),
    ("Ĵĵ", "j"),
    ("Ķķĸ", "k"),
    ("ĹĺĻļĽľĿŀŁł", "l"),
    ("ÑñŃńŅņŇňŉŊŋ", "n"),
    ("ÒÓÔÕÖØòóôõöøŌōŎŏŐő", "o"),
    ("ŔŕŖŗŘř", "r"),
    ("ŚśŜŝŞşŠšſ", "s"),
    ("ŢţŤťŦŧ", "t"),
    ("ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲų", "u"),
    ("Ŵŵ", "w"),
    ("ÝýÿŶŷŸ", "y"),
    ("ŹźŻżŽž", "z"),
    ("Ææ", "ae"),
    ("Œœ", "oe"),
    ("ß", "ss"),
    ("Þþ", "th"),
    ("Ĳĳ", "ij"),
];

fn unaccented(letter: char) -> &'static str {
    UNACCENTED.iter().find(|(letters, _)| letters.contains(letter)).map_or("-", |(_, plain)| plain)
}

/// A column's name or a word as it is compared: lower case, `_` for every run of other signs.
pub(super) fn folded(name: &str) -> String {
    let mut folded = slug(name).replace('-', "_");
    if name.trim_start().starts_with('#') {
        folded.insert(0, '#');
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_exports_write_them() {
        for (text, value) in [
            ("4", Some(4)),
            ("4.0", Some(4)),
            ("12,0", Some(12)),
            ("3,00", Some(3)),
            (",0", None),
            ("1,234,0", None),
            ("-1", Some(-1)),
            ("1,234", Some(1234)),
            ("1,234,567", Some(1_234_567)),
            ("1 234", Some(1234)),
            ("1\u{202f}234\u{a0}567", Some(1_234_567)),
            ("1'234", Some(1234)),
            ("12 34", None),
            ("5 men", None),
            ("12.5", None),
            ("", None),
            (".", None),
            ("1,23", None),
            (",123", None),
            ("4 dead", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(integer(text), value, "{text}");
        }
    }

    #[test]
    fn floats_that_are_whole() {
        for (text, digits) in
            [("1.0", "1"), ("3.00", "3"), ("-1.0", "-1"), ("1.5", "1.5"), ("1.", "1."), (".0", ".0"), ("v1.0", "v1.0")]
        {
            assert_eq!(whole(text), digits, "{text}");
        }
        assert!(may_be_thousands("1.000") && may_be_thousands("120.000"));
        assert!(["1.0", "1.00", "0.000", "1.0000", "1234.000", "1"].iter().all(|text| !may_be_thousands(text)));
    }

    #[test]
    fn degrees_are_rounded_and_that_is_known() {
        for (text, value) in [
            ("16.615833", Some((1_661_583, false))),
            ("2.420000", Some((242_000, true))),
            ("-3.6140", Some((-361_400, true))),
            ("-0.000006", Some((-1, false))),
            ("14,94329", Some((1_494_329, true))),
            ("98", Some((9_800_000, true))),
            (".5", Some((50_000, true))),
            ("", None),
            ("1e5", None),
            ("12345.0", None),
        ] {
            assert_eq!(degrees_e5(text), value, "{text}");
        }
    }

    #[test]
    fn degrees_as_people_write_them() {
        for (text, letters, value) in [
            ("16.27", ['N', 'S'], Some(1_627_000)),
            ("16°16'12\"N", ['N', 'S'], Some(1_627_000)),
            ("16° 16.2′ n", ['N', 'S'], Some(1_627_000)),
            ("W 0.04", ['E', 'W'], Some(-4_000)),
            ("0,04°W", ['E', 'W'], Some(-4_000)),
            ("-0.04°", ['E', 'W'], Some(-4_000)),
            ("16.27 N", ['E', 'W'], None),
            ("-16.27 S", ['N', 'S'], None),
            ("16 16 12 N", ['N', 'S'], None),
            ("16°75'N", ['N', 'S'], None),
            ("north", ['N', 'S'], None),
            ("é", ['N', 'S'], None),
            ("", ['N', 'S'], None),
        ] {
            assert_eq!(angle_e5(text, letters).map(|(value, _)| value), value, "{text}");
        }
    }

    #[test]
    fn slugs_keep_what_tells_names_apart() {
        assert_eq!(slug("Jama'atu Ahlis Sunna Lidda'awati wal-Jihad"), "jamaatu-ahlis-sunna-liddaawati-wal-jihad");
        assert_eq!(slug("MPGK  - Civilians"), "mpgk-civilians");
        assert_eq!(slug("Ménaka (Œst)"), "menaka-oest");
        assert_eq!(slug("غاو"), "غاو");
        assert_eq!(folded(" Event Date "), "event_date");
        assert_eq!(folded("#date+occurred"), "#date_occurred");
    }

    #[test]
    fn other_bytes_are_windows_1252() {
        assert_eq!(text(b" M\xe9naka\x92s "), ("Ménaka’s".into(), false));
        assert_eq!(text(" Ménaka\n".as_bytes()), ("Ménaka".into(), true));
    }
}
