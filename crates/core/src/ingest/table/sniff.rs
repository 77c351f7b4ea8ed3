//! What sort of file it is, by its first bytes alone.

use super::split::Splitter;

/// The sort of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Rows with this delimiter.
    Table(u8),
    /// One JSON value.
    Json,
    /// A JSON value a line, or RFC 8142 with its record separators.
    JsonSequence,
    /// JSON in a call or an assignment.
    Jsonp,
    /// TOML of our own form.
    Toml,
    /// Our packed form.
    Packed,
    /// A web page or XML.
    Markup,
    /// Packed with gzip: unpack first.
    Gzip,
    /// A ZIP archive, as Excel writes.
    Zip,
    /// Parquet.
    Parquet,
    /// Text of two bytes a letter: convert first.
    Utf16,
    /// Nothing.
    Empty,
}

/// Bytes that are enough to tell.
pub const SNIFF_BYTES: usize = 16 << 10;

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Tells the sort of a file by its first bytes; its name is never asked for.
///
/// ```
/// use conflict_timeline_core::ingest::{Shape, sniff};
/// assert_eq!(sniff(b"date;place\n2013-01-10;Konna\n"), Shape::Table(b';'));
/// assert_eq!(sniff(b"[{\"when\": \"2013-01-10\"}]"), Shape::Json);
/// assert_eq!(sniff(b"[[event]]\nwhen = \"2013-01-10\""), Shape::Toml);
/// ```
#[must_use]
pub fn sniff(bytes: &[u8]) -> Shape {
    let bytes = &bytes[..bytes.len().min(SNIFF_BYTES)];
    for (start, shape) in [
        (&b"CTPK"[..], Shape::Packed),
        (b"CTLF", Shape::Packed),
        (b"\x1f\x8b", Shape::Gzip),
        (b"PK\x03\x04", Shape::Zip),
        (b"PAR1", Shape::Parquet),
        (b"\xff\xfe", Shape::Utf16),
        (b"\xfe\xff", Shape::Utf16),
    ] {
        if bytes.starts_with(start) {
            return shape;
        }
    }
    // Without its mark: Latin letters with a nought behind or before each.
    if matches!(bytes, [a, 0, b, 0, ..] | [0, a, 0, b, ..] if *a > 0 && *b > 0) {
        return Shape::Utf16;
    }
    let text = bytes.strip_prefix(MARK).unwrap_or(bytes).trim_ascii_start();
    match text {
        [] => Shape::Empty,
        [0x1e, ..] => Shape::JsonSequence,
        [b'{', ..] if is_sequence(text) => Shape::JsonSequence,
        [b'{', ..] => Shape::Json,
        [b'[', b'[', third, ..] if third.is_ascii_alphabetic() => Shape::Toml,
        [b'[', second, ..] if second.is_ascii_alphabetic() => Shape::Toml,
        [b'[', ..] => Shape::Json,
        [b'<', ..] => Shape::Markup,
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', sign, b'\r' | b'\n', ..] => Shape::Table(*sign),
        _ if is_jsonp(text) => Shape::Jsonp,
        _ if is_toml(text) => Shape::Toml,
        _ => Shape::Table(delimiter(text)),
    }
}

/// Whether the first two lines are one value each.
fn is_sequence(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let is_value = |line: Option<&[u8]>| line.is_some_and(|line| line.starts_with(b"{") && line.ends_with(b"}"));
    // The second line may be cut off by the end of the bytes at hand.
    let begins =
        |line: &[u8]| matches!(line, [b'{', rest @ ..] if matches!(rest.trim_ascii_start(), [] | [b'"' | b'}', ..]));
    is_value(lines.next()) && lines.next().is_some_and(begins)
}

/// What stands behind comments of JavaScript.
fn without_comments(mut text: &[u8]) -> &[u8] {
    loop {
        text = text.trim_ascii_start();
        let find = |end: &[u8]| text.windows(end.len()).position(|part| part == end).map(|at| at + end.len());
        let length = match text {
            [b'/', b'*', ..] => find(b"*/"),
            [b'/', b'/', ..] => find(b"\n"),
            _ => None,
        };
        let Some(length) = length else { return text };
        text = &text[length..];
    }
}

/// `name = {"` or `name({"`.
fn is_jsonp(text: &[u8]) -> bool {
    let text = without_comments(text);
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.' | b' ');
    let length = text.iter().take_while(|byte| is_name(byte)).count();
    let [b'=' | b'(', rest @ ..] = &text[length..] else { return false };
    let [b'{' | b'[', rest @ ..] = rest.trim_ascii_start() else { return false };
    length > 0 && matches!(rest.trim_ascii_start(), [b'"' | b'{' | b']' | b'}', ..])
}

/// The first line that is no comment is `name = value`.
fn is_toml(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let line = lines.find(|line| !line.is_empty() && !line.starts_with(b"# ")).unwrap_or_default();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let length = line.iter().take_while(|byte| is_name(byte)).count();
    length > 0 && line[length..].trim_ascii_start().starts_with(b"=") || line.starts_with(b"[[") || is_table(line)
}

fn is_table(line: &[u8]) -> bool {
    line.starts_with(b"[") && line.ends_with(b"]")
}

/// Signs between cells.
pub(super) const DELIMITERS: [u8; 4] = [b'\t', b',', b';', b'|'];

/// The delimiter that makes the most cells in the most alike rows.
pub(super) fn delimiter(text: &[u8]) -> u8 {
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let mut counts = Vec::new();
        let mut splitter = Splitter::new(delimiter);
        let mut take = |row: super::Row<'_>| counts.push(row.len());
        splitter.feed(text, &mut take);
        if counts.is_empty() {
            splitter.finish(&mut |row| counts.push(row.len()));
        }
        counts.truncate(40);
        // A title may stand above the header.
        let cells = counts.iter().copied().find(|count| *count > 1).unwrap_or(0);
        let alike = counts.iter().filter(|count| **count == cells).count();
        let score = if cells > 1 { cells * 1000 * alike / counts.len().max(1) } else { 0 };
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// The JSON within a call or an assignment.
///
/// ```
/// use conflict_timeline_core::ingest::without_call;
/// assert_eq!(without_call("storyjs_jsonp_data = {\"a\": [1]};\n"), "{\"a\": [1]}");
/// assert_eq!(without_call("no JSON here"), "no JSON here");
/// ```
#[must_use]
pub fn without_call(text: &str) -> &str {
    let text = &text[text.len() - without_comments(text.as_bytes()).len()..];
    match (text.find(['{', '[']), text.rfind(['}', ']'])) {
        (Some(start), Some(end)) if start < end => &text[start..=end],
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sort_by_its_first_bytes() {
        for (bytes, shape) in [
            (&b""[..], Shape::Empty),
            (b" \n", Shape::Empty),
            (b"\xef\xbb\xbfa;b\n1;2", Shape::Table(b';')),
            (b"a,b;c,d\n1,\"2;3;4;5\",6", Shape::Table(b',')),
            (b"1\t20130110\tx,y,z\n2\t20130111\ta,b,c\n", Shape::Table(b'\t')),
            (b"one\ntwo\n", Shape::Table(b',')),
            (b"{\n\"a\": 1}", Shape::Json),
            (b"[ {}, {} ]", Shape::Json),
            (b"{\"a\":1}\n{\"a\":2}\n", Shape::JsonSequence),
            (b"{ \"a\": 1 }\n{ \"a\": 2 }\n", Shape::JsonSequence),
            (b"sep=;\r\na;b,c,d\r\n", Shape::Table(b';')),
            (b"A title, and more\nof it\na;b;c\n1;2;3\n", Shape::Table(b';')),
            (b"/**/call({\"a\": 1})", Shape::Jsonp),
            (b"// {made} by x\ncall = {\"a\": 1}", Shape::Jsonp),
            (b"\x1e{\"a\":1}\n", Shape::JsonSequence),
            (b"storyjs_jsonp_data = {\n \"timeline\":", Shape::Jsonp),
            (b"callback({\"a\": 1})", Shape::Jsonp),
            (b"# A comment\n\nid = \"x\"", Shape::Toml),
            (b"# A comment\n[[event]]", Shape::Toml),
            (b"<!doctype html>", Shape::Markup),
            (b"\x1f\x8b\x08", Shape::Gzip),
            (b"PK\x03\x04", Shape::Zip),
            (b"\xff\xfea\0", Shape::Utf16),
            (b"a\0b\0", Shape::Utf16),
            (b"\0a\0b", Shape::Utf16),
            (b"CTPK", Shape::Packed),
            (b"CTLF", Shape::Packed),
        ] {
            assert_eq!(sniff(bytes), shape, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
