//! What is read is not written over.

use crate::support::*;
use std::fs;
use std::path::Path;

const ROWS: &str = "date,place,killed\n2013-01-10,Konna,12\n";

#[test]
fn no_output_is_an_input() {
    let rows = file("same.csv", ROWS);
    let again = file("again.csv", ROWS);
    let preset = file("same.txt", "preset ours\nname Ours\nneeds datum\nstart = datum\n");
    // The same file by another path.
    let around = Path::new(&rows).parent().expect("a folder").join("../habits/same.csv").display().to_string();
    for arguments in [
        &["convert", &rows, "--out", &rows][..],
        &["convert", &rows, "--out", &around],
        &["convert", &rows, "--report", &rows, "--to", "csv"],
        &["convert", &rows, "--preset", &preset, "--out", &preset],
        &["check", &rows, "--report", &rows],
        &["html", &rows, "--out", &rows],
        &["match", &again, &rows, "--out", &rows],
    ] {
        let (code, _, error) = run(arguments);
        assert!(code == 2 && error.contains("would be written over"), "{arguments:?}: {code} {error}");
        assert_eq!(fs::read_to_string(&rows).expect("there"), ROWS, "{arguments:?}");
    }
    assert!(fs::read_to_string(&preset).expect("there").starts_with("preset ours"));
    assert_eq!(run(&["convert", &rows, "--out", &again, "--to", "csv"]).0, 0, "another file may be written over");
}

#[test]
fn no_output_joins_the_folder_that_is_read() {
    let folder = temporary("joined");
    fs::create_dir_all(&folder).expect("a folder");
    let json = r#"{"events": [{"id": "a", "when": "2013-01-10", "title": "Konna"}]}"#;
    let set = format!("{folder}/set.toml");
    assert_eq!(run(&["convert", &file("joined.json", json), "--to", "toml", "--out", &set]).0, 0);
    let whole = fs::read_to_string(&set).expect("written");
    for name in ["set.toml", "more.toml"] {
        let out = format!("{folder}/{name}");
        let (code, _, error) = run(&["export", &folder, "--to", "toml", "--out", &out]);
        assert!(code == 2 && error.contains(name), "{error}");
        assert_eq!(run(&["check", &folder, "--report", &out]).0, 2);
    }
    assert_eq!(fs::read_to_string(&set).expect("there"), whole);
    assert!(!Path::new(&folder).join("more.toml").exists());
    assert_eq!(run(&["export", &folder, "--out", &format!("{folder}/set.json")]).0, 0, "JSON is not read with it");
}

#[test]
fn no_report_is_a_document() {
    let fixture = |name: &str| [env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/", name].concat();
    let papers = temporary("papers");
    fs::create_dir_all(&papers).expect("a folder");
    for entry in fs::read_dir(fixture("papers")).expect("there") {
        let path = entry.expect("an entry").path();
        let copy = Path::new(&papers).join(path.file_name().expect("a name"));
        fs::copy(&path, &copy).expect("copied");
        let report = copy.display().to_string();
        let (code, _, error) = run(&["check", &fixture("against"), "--against", &papers, "--report", &report]);
        assert!(code == 2 && error.contains("would be written over"), "{error}");
        assert_eq!(fs::read(&copy).expect("there"), fs::read(&path).expect("there"));
    }
}

#[test]
fn a_packed_file_is_not_packed_onto_itself() {
    let folder = temporary("onto-itself");
    let json = file("onto-itself.json", r#"{"events": [{"id": "a", "when": "2013-01-10", "title": "Konna"}]}"#);
    assert_eq!(run(&["pack", &json, "--sealed", "--out", &folder]).0, 0);
    let packed = format!("{folder}/set.ctl");
    let (code, _, error) = run(&["pack", &packed, "--out", &folder]);
    assert!(code == 2 && error.contains("set.ctl is read"), "{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_a_closed_pipe_are_no_panic() {
    for shell in ["bash", "zsh"] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_conflict-data"));
        let output = command.args(["completions", shell]).stdout(full).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2));
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_conflict-data"));
        let output = command.args(["completions", shell]).stdout(writer).output().expect("it runs");
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    }
}
