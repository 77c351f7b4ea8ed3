//! A whole file of any format that is no table: JSON in its forms, TOML, our packed form.

use super::locate::locate;
use super::table::{Import, Importer, Options, Shape, import_lines, import_node, sniff, without_call};
use super::{Input, Node, Outcome, Value, ctl, parse_toml, read, unpack};
use crate::problem::{Code, Problem};

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads a file that is at hand as a whole: any text format that is known, `.ctpk` and `.ctl`. Tables that are
/// larger than memory go through [`Importer`] in slices.
///
/// ```
/// use conflict_timeline_core::ingest::{Options, import_bytes};
/// let import = import_bytes(br#"[{"when": "2013-01-10", "title": "Konna"}]"#, Options::default());
/// assert_eq!((import.data.events.len(), import.format.as_str()), (1, "json"));
/// let import = import_bytes(b"{\n \"events\": [", Options { file: "cut.json".into(), ..Options::default() });
/// assert_eq!(import.problems[0].place(), "cut.json:2:12");
/// ```
#[must_use]
pub fn import_bytes(bytes: &[u8], options: Options) -> Import {
    let shape = sniff(bytes);
    if shape == Shape::Utf16 {
        return import_bytes(of_utf16(bytes).as_bytes(), options);
    }
    if shape == Shape::Packed {
        if ctl::is_sealed(bytes) {
            return match ctl::unseal(bytes) {
                Ok(data) => Import::of(Outcome { data, problems: Vec::new() }, "ctl"),
                Err(error) => broken(&options.file, (0, 0), Code::Format, error.to_string()),
            };
        }
        let is_file = ctl::is_ctl(bytes);
        let root = if is_file {
            ctl::unpack(bytes).map_err(|error| error.to_string())
        } else {
            unpack(bytes).map_err(|error| error.to_string())
        };
        return match root {
            Ok(root) if is_file => {
                Import::of(read(vec![Input { file: options.file, text: String::new(), root }]), "ctl")
            }
            Ok(root) => import_node(root, options),
            Err(error) => broken(&options.file, (0, 0), Code::Format, error),
        };
    }
    let is_text = matches!(shape, Shape::Json | Shape::Jsonp | Shape::JsonSequence | Shape::Toml);
    if !is_text {
        let mut importer = Importer::new(options);
        importer.feed(bytes);
        return importer.finish();
    }
    let text = match core::str::from_utf8(bytes.strip_prefix(MARK).unwrap_or(bytes)) {
        Ok(text) => text,
        Err(error) => {
            let sound = &bytes[..error.valid_up_to().min(bytes.len())];
            let line = 1 + sound.iter().filter(|byte| **byte == b'\n').count();
            let message = "it is not UTF-8: save it again as UTF-8".into();
            return broken(&options.file, (line, 1), Code::Encoding, message);
        }
    };
    match shape {
        Shape::Jsonp => json(without_call(text), options),
        Shape::JsonSequence => sequence(text, options),
        Shape::Toml => match parse_toml(&options.file, text) {
            Ok(input) => Import::of(read(vec![input]), "toml"),
            Err(problem) => Import { problems: vec![problem], ..Import::default() },
        },
        _ => json(text, options),
    }
}

fn json(text: &str, options: Options) -> Import {
    match serde_json::from_str::<Node>(text) {
        Ok(node) => {
            let mut import = import_node(node, options);
            locate(&mut import.problems, text);
            import
        }
        // More values behind the first: lines too long to be known by the first bytes.
        Err(error)
            if error.is_syntax() && error.line() > 1 && serde_json::from_str::<Node>(first_line(text)).is_ok() =>
        {
            sequence(text, options)
        }
        Err(error) => not_json(&options.file, error.line(), &error),
    }
}

fn first_line(text: &str) -> &str {
    text.trim_start().lines().next().unwrap_or_default()
}

/// Values behind record separators (RFC 8142), each over any lines, or one a line. What is broken is left out and said.
fn sequence(text: &str, options: Options) -> Import {
    let (mut list, mut lines, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    let separator = if text.contains('\u{1e}') { '\u{1e}' } else { '\n' };
    let mut line = 1;
    for part in text.split(separator) {
        let begins = line + part[..part.len() - part.trim_start().len()].matches('\n').count();
        if !part.trim().is_empty() {
            match serde_json::from_str::<Node>(part.trim()) {
                Ok(node) => {
                    list.push(node);
                    lines.push(begins as u32);
                }
                Err(error) => problems.extend(not_json(&options.file, begins + error.line() - 1, &error).problems),
            }
        }
        line += part.matches('\n').count() + usize::from(separator == '\n');
    }
    if list.is_empty() && !problems.is_empty() {
        return Import { problems, ..Import::default() };
    }
    let mut import = import_lines(Value::List(list).into(), options, Some(&lines));
    // Our own form tells the way to its values, and no lines.
    for problem in import.problems.iter_mut().filter(|problem| problem.line == 0) {
        let record =
            problem.path.strip_prefix("events[").and_then(|path| path.split_once(']')?.0.parse::<usize>().ok());
        if let Some(line) = record.and_then(|record| lines.get(record)) {
            (problem.line, problem.column) = (*line, 1);
        }
    }
    problems.append(&mut import.problems);
    Import { problems, ..import }
}

/// Text of two bytes a letter, by its mark or, without one, by where the nought of its first letter stands.
fn of_utf16(bytes: &[u8]) -> String {
    let is_little = bytes.starts_with(b"\xff\xfe") || bytes[1] == 0;
    let (pairs, _) = bytes.as_chunks::<2>();
    let unit = |pair: &[u8; 2]| if is_little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) };
    // A mark of its own would send this round once more.
    char::decode_utf16(pairs.iter().map(unit))
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .skip_while(|letter| *letter == '\u{feff}')
        .collect()
}

fn not_json(file: &str, line: usize, error: &serde_json::Error) -> Import {
    let (column, text) = (error.column(), error.to_string());
    // Of a part of the file the error tells the line within that.
    let clause = text.rsplit_once(" at line ").map_or(text.as_str(), |(clause, _)| clause);
    broken(file, (line, column), Code::Syntax, format!("not JSON: {clause} at line {line} column {column}"))
}

fn broken(file: &str, (line, column): (usize, usize), code: Code, message: String) -> Import {
    let (line, column) = (line as u32, column as u32);
    let problem = Problem { code, file: file.into(), line, column, path: String::new(), message };
    Import { problems: vec![problem], ..Import::default() }
}
