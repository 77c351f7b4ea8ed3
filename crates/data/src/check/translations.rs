//! Every text in English and French, names of actors and places in Arabic too, French set as French is.

use super::french;
use crate::finding::{Finding, Level};
use crate::folder::Folder;
use crate::sections::{Entry, entries, text};
use conflict_timeline_core::ingest::{Node, Value};

/// Languages that every text has.
const COMPLETE: [&str; 2] = ["en", "fr"];
/// Languages that a text may have.
const KNOWN: [&str; 3] = ["en", "fr", "ar"];

/// Texts of one sort of table. `!` marks one that has to be there, `*` one that has to be there in Arabic too.
const TEXTS: &[(&str, &[&str])] = &[
    ("source", &["!title", "date_note"]),
    ("actor", &["*name", "short", "!label"]),
    ("place", &["*name"]),
    ("phase", &["!name", "!summary"]),
    ("event", &["!title", "short", "!summary", "note", "date_note"]),
    ("control", &["note"]),
    ("story", &["!title", "!lead"]),
    ("correction", &["!what", "!why"]),
    ("person", &["role"]),
];

/// Texts of tables within tables.
const INNER: &[(&str, &str, &[&str])] = &[
    ("actor", "alignment", &["note"]),
    ("event", "claim", &["voice", "says", "unit"]),
    ("story", "step", &["!title", "!text"]),
];

/// Longest title and short title, in characters.
const TITLE_CHARS: usize = 60;
const SHORT_CHARS: usize = 28;

pub(super) fn check(folder: &Folder, findings: &mut Vec<Finding>) {
    for input in folder.inputs.iter().filter(|input| input_is_set(&input.root)) {
        let entry = Entry { input, node: &input.root };
        check_texts(entry, &["!title", "subtitle", "about", "credit"], findings);
    }
    for (section, keys) in TEXTS {
        for entry in entries(&folder.inputs, section) {
            check_texts(entry, keys, findings);
            if *section == "event" {
                check_length(entry, "title", TITLE_CHARS, findings);
                check_length(entry, "short", SHORT_CHARS, findings);
            }
        }
    }
    for (section, list, keys) in INNER {
        for inner in entries(&folder.inputs, section).iter().flat_map(|entry| entry.tables(list)) {
            check_texts(inner, keys, findings);
        }
    }
}

fn input_is_set(root: &Node) -> bool {
    crate::sections::get(root, "title").is_some()
}

fn check_texts(entry: Entry<'_>, keys: &[&str], findings: &mut Vec<Finding>) {
    for marked in keys {
        let key = marked.trim_start_matches(['!', '*']);
        match entry.get(key) {
            Some(node) => check_text(entry, key, node, marked.starts_with('*'), findings),
            None if marked != &key => {
                let name = entry.text("id").or(entry.text("event")).unwrap_or("this entry");
                let message = format!("`{name}` has no `{key}`");
                findings.push(Finding::at(Level::Error, "CD-101", entry.input, entry.id_at(), message));
            }
            None => {}
        }
    }
}

fn check_text(entry: Entry<'_>, key: &str, node: &Node, needs_arabic: bool, findings: &mut Vec<Finding>) {
    let mut complain = |code: &str, at: Option<u32>, message: String| {
        findings.push(Finding::at(Level::Error, code, entry.input, at, message));
    };
    let Value::Map(languages) = &node.value else {
        return complain("CD-102", node.at, format!("`{key}` has one language only: write {{ en = …, fr = … }}"));
    };
    let arabic = needs_arabic.then_some("ar");
    for language in COMPLETE.into_iter().chain(arabic) {
        let found = languages.iter().find(|(name, _)| name == language);
        if found.and_then(|(_, node)| text(node)).is_none_or(|text| text.trim().is_empty()) {
            complain("CD-102", node.at, format!("`{key}` has no `{language}`"));
        }
    }
    for (language, node) in languages {
        let Some(words) = text(node) else { continue };
        if !KNOWN.contains(&language.as_str()) {
            complain("CD-103", node.at, format!("unknown language `{language}`: en, fr and ar are known"));
        }
        if words.trim() != words || words.contains("  ") {
            complain("CD-104", node.at, format!("`{key}.{language}` has spaces at an end or two in a row"));
        }
        if language == "fr" {
            for slip in french::slips(words) {
                let at = place_in(&entry.input.text, node.at, words, slip.offset);
                complain("CD-105", at, format!("`{key}.fr`: {}", slip.message));
            }
        }
    }
}

/// The byte of a file where a byte of a text stands; the beginning of the text where escapes hide it.
fn place_in(file: &str, at: Option<u32>, words: &str, offset: usize) -> Option<u32> {
    let inside = at? as usize + 1 + offset;
    let is_there = file.get(inside..).is_some_and(|rest| rest.starts_with(&words[offset..]));
    if is_there { Some(inside as u32) } else { at }
}

fn check_length(entry: Entry<'_>, key: &str, most: usize, findings: &mut Vec<Finding>) {
    let Some(Node { value: Value::Map(languages), .. }) = entry.get(key) else { return };
    for (language, node) in languages {
        let count = text(node).map_or(0, |words| words.chars().count());
        if count > most {
            let message = format!("`{key}.{language}` has {count} characters, {most} at most");
            findings.push(Finding::at(Level::Error, "CD-106", entry.input, node.at, message));
        }
    }
}
