//! Files with one mistake each: file, line, column, code and the way out are named.

use conflict_data::check::check;
use conflict_data::finding::{Finding, Level, print};
use conflict_data::folder::Folder;
use std::path::PathBuf;

fn fixture(name: &str) -> Folder {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    Folder::open(&path).expect("the fixture is there")
}

/// The only finding of a fixture that is more than a note.
fn only(name: &str) -> Finding {
    let (_, mut findings) = check(&fixture(name));
    findings.retain(|finding| finding.level != Level::Note);
    assert_eq!(findings.len(), 1, "{name}: {findings:#?}");
    findings.remove(0)
}

/// What a finding of `events/2012.toml` has to say.
fn assert_says(name: &str, line: u32, column: u32, code: &str, message: &str) {
    let finding = only(name);
    assert!(finding.file.ends_with(&format!("{name}/events/2012.toml")), "{}", finding.file);
    assert_eq!((finding.line, finding.column, finding.code.as_str()), (line, column, code), "{finding:#?}");
    assert!(finding.message.contains(message), "{}", finding.message);
}

#[test]
fn a_day_that_the_calendar_lacks() {
    assert_says("wrong-date", 3, 8, "CT-105", "`when` has the date `2012-11-31`");
}

#[test]
fn an_actor_misspelt() {
    assert_says("unknown-actor", 6, 21, "CT-103", "unknown actor `mnal`, did you mean `mnla`?");
}

#[test]
fn an_id_used_twice() {
    assert_says("duplicate-id", 12, 6, "CT-104", "a second event with the id `2012-11-16-gao`");
}

#[test]
fn an_event_without_a_source() {
    assert_says("missing-source", 1, 1, "CT-109", "`2012-11-16-gao` names no source");
}

#[test]
fn low_above_high() {
    assert_says("low-above-high", 11, 1, "CT-110", "`low` 13 lies above `high` 12");
}

#[test]
fn broken_toml_keeps_the_other_files() {
    assert_says("broken-toml", 4, 15, "CT-101", "not TOML");
    let (data, _) = check(&fixture("broken-toml"));
    assert_eq!((data.actors.len(), data.events.len()), (2, 0));
}

#[test]
fn the_line_is_shown_with_a_caret() {
    let folder = fixture("unknown-actor");
    let mut out = Vec::new();
    print(&[only("unknown-actor")], &folder, false, &mut anstream::StripStream::new(&mut out)).expect("memory");
    let text = String::from_utf8(out).expect("UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].ends_with("error: unknown actor `mnal`, did you mean `mnla`? (CT-103)"), "{text}");
    assert!(lines[1].starts_with(" 6 | actors = [{ actor = \"mnal\""), "{text}");
    assert_eq!(lines[2], format!("   | {}^", " ".repeat(20)), "{text}");
}

#[test]
fn a_folder_without_data_is_an_error() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    assert!(Folder::open(&root.join("nowhere")).is_err());
    assert!(Folder::open(&root.join("messages")).is_err());
}
