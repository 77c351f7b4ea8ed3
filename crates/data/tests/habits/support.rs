//! Short texts as files.

use conflict_data::open;
use conflict_timeline_core::ingest::{Import, Options};
use conflict_timeline_core::model::{DataSet, Event, record};
use conflict_timeline_core::problem::Code;
use std::path::PathBuf;
use std::process::Command;

/// Reads a text as the command does.
pub fn read(text: impl AsRef<[u8]>) -> Import {
    read_as(text, Options::default())
}

pub fn read_as(text: impl AsRef<[u8]>, options: Options) -> Import {
    let options = Options { file: "habit".into(), listed: 9, ..options };
    open::of_reader(&mut text.as_ref(), None, options).expect("readable")
}

pub fn event<'a>(data: &'a DataSet, slug: &str) -> &'a Event {
    data.event(data.event_by_slug(slug).unwrap_or_else(|| panic!("no event {slug}")))
}

/// A column that the event's record keeps.
pub fn kept(data: &DataSet, event: &Event, column: &str) -> String {
    record::column(data.texts.get(event.record, "en"), column).unwrap_or_default()
}

/// Codes and lines of the complaints, with what they say.
pub fn complaints(import: &Import) -> Vec<(Code, u32, String)> {
    import.troubles.iter().map(|trouble| (trouble.code, trouble.first_line, trouble.clause.clone())).collect()
}

pub fn messages(import: &Import) -> String {
    import.problems.iter().map(|problem| problem.message.clone() + "\n").collect()
}

/// Runs the command.
pub fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_conflict-data")).args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

/// A path that the tests may write to.
pub fn temporary(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("habits");
    std::fs::create_dir_all(&folder).expect("makes a folder");
    folder.join(name).display().to_string()
}

/// A file with this text.
pub fn file(name: &str, text: &str) -> String {
    let path = temporary(name);
    std::fs::write(&path, text).expect("written");
    path
}
