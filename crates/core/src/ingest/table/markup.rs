//! HTML as plain text.

use std::borrow::Cow;

const ENTITIES: &[(&str, &str)] =
    &[("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("#39", "'"), ("nbsp", " ")];

/// The text without tags, with the commonest entities read, and blanks drawn together where a tag was.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&']) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
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
            ("<a href='x'>link</a>s", "links"),
            ("never <closed", "never <closed"),
            ("é<", "é<"),
        ] {
            assert_eq!(plain(html), text, "{html}");
        }
    }
}
