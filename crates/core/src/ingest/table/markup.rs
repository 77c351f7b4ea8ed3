//! HTML as plain text.

use std::borrow::Cow;

const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("hellip", "…"),
    ("bull", "•"),
    ("euro", "€"),
    ("trade", "™"),
    ("oelig", "œ"),
    ("OElig", "Œ"),
    ("scaron", "š"),
    ("Scaron", "Š"),
    ("Yuml", "Ÿ"),
];

/// The names of the signs from U+00A0 to U+00FF, in their order.
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
     sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
     AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
     Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml \
     igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn \
     yuml";

/// The text without tags, with entities read as HTML names them in Latin scripts, and blanks drawn together where a tag
/// was.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&']) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((letter, length)) = letter(rest) {
            plain.push(letter);
            rest = &rest[length..];
            continue;
        }
        let read = if rest.starts_with('<') { tag(rest) } else { entity(rest) };
        match read {
            Some((sign, length)) => {
                let is_doubled = sign == " " && (plain.is_empty() || plain.ends_with([' ', '\n']));
                plain.push_str(if is_doubled { "" } else { sign });
                rest = &rest[length..];
                if sign == " " {
                    rest = rest.trim_start_matches(' ');
                }
            }
            None => {
                plain.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain.trim_ascii().into())
}

/// What stands for a tag, and its length: nothing for one within a line, else a blank.
fn tag(text: &str) -> Option<(&'static str, usize)> {
    let next = text.as_bytes().get(1)?;
    if !next.is_ascii_alphabetic() && !matches!(next, b'/' | b'!') {
        return None;
    }
    let end = text.find('>')? + 1;
    let name = text[1..end - 1].trim_start_matches('/');
    let name = name.split([' ', '/', '\n']).next().unwrap_or_default();
    let is_within_line = ["a", "b", "i", "em", "strong", "span", "small", "sup", "sub", "u"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name));
    Some((if is_within_line { "" } else { " " }, end))
}

/// A letter by its number or its name in Latin-1.
fn letter(text: &str) -> Option<(char, usize)> {
    let (name, _) = text.strip_prefix('&')?.split_once(';').filter(|(name, _)| name.len() <= 8)?;
    let number = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(number) => u32::from_str_radix(number, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => 0xa0 + LATIN_1.split(' ').skip(1).position(|known| known == name)? as u32 + 1,
    };
    let letter = char::from_u32(number).filter(|letter| !letter.is_control() && *letter != '\u{a0}')?;
    Some((letter, name.len() + 2))
}

fn entity(text: &str) -> Option<(&'static str, usize)> {
    let (name, _) = text[1..].split_once(';')?;
    let (_, sign) = ENTITIES.iter().find(|(known, _)| *known == name)?;
    Some((sign, name.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn tags_go_and_words_stay_apart() {
        for (html, text) in [
            ("Whitney Houston<br/> 1963-2012", "Whitney Houston 1963-2012"),
            ("<p>One</p><p>Two &amp; <em>three</em></p>", "One Two & three"),
            ("a < b and c > d", "a < b and c > d"),
            ("AT&T; &c", "AT&T; &c"),
            ("M&eacute;naka&#8217;s &#xc9;t&uuml;de &yuml; &#39;a&#39;&nbsp;b", "Ménaka’s Étüde ÿ 'a' b"),
            ("&#0; &#x110000; &#;", "&#0; &#x110000; &#;"),
            ("<a href='x'>link</a>s", "links"),
            ("never <closed", "never <closed"),
            ("é<", "é<"),
        ] {
            assert_eq!(plain(html), text, "{html}");
        }
    }
}
