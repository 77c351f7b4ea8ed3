//! The command itself: exit codes, output, files.

use std::path::PathBuf;
use std::process::{Command, Output};

fn fixture(name: &str) -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name).display().to_string()
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_conflict-data")).args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

/// An empty folder of this test's own.
fn empty_folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder).expect("makes a folder");
    folder
}

#[test]
fn exit_codes_tell_problems_from_wrong_usage() {
    let (code, out, _) = run(&["check", &fixture("wrong-date")]);
    assert_eq!(code, 1);
    assert!(out.contains("wrong-date/events/2012.toml:3:8: error: "), "{out}");
    assert!(!out.contains('\u{1b}'), "no colours where no terminal is");
    assert_eq!(run(&["check", &fixture("against")]).0, 0);
    assert_eq!(run(&["check", &fixture("nowhere")]).0, 2);
    assert_eq!(run(&["check"]).0, 2);
    assert_eq!(run(&["export", &fixture("against"), "--to", "xml"]).0, 2);
    assert_eq!(run(&["check", &fixture("against"), "--against", &fixture("papers")]).0, 1);
}

#[test]
fn warnings_count_when_strict() {
    let folder = empty_folder("strict");
    let text = std::fs::read_to_string(fixture("against") + "/lists.toml").expect("there");
    let event = "[[event]]\nid = \"2012-11-16-gao\"\nwhen = \"2012-11-16\"\nplaces = [\"gao\"]\n\
                 sources = [{ source = \"paper\", lines = [1] }]\ntitle = { en = \"A\", fr = \"Un\" }\n\
                 summary = { en = \"A\", fr = \"Un\" }\n";
    std::fs::write(folder.join("set.toml"), text + "\n" + event).expect("writes");
    let folder = folder.display().to_string();
    assert_eq!(run(&["check", &folder]).0, 0);
    assert_eq!(run(&["check", &folder, "--strict"]).0, 1);
}

#[test]
fn a_missing_folder_of_documents_is_said() {
    let (code, _, error) = run(&["check", &fixture("against"), "--against", "no/such/folder"]);
    assert_eq!(code, 2);
    assert!(error.contains("no/such/folder is no folder: --against takes that of the documents"), "{error}");
}

#[test]
fn help_has_an_example_for_each_command() {
    let (code, out, _) = run(&["--help"]);
    assert_eq!(code, 0);
    for command in ["check", "stats", "export", "schema", "pack"] {
        assert!(out.contains(&format!("  conflict-data {command} ")), "{command}: {out}");
    }
}

#[test]
fn files_are_written() {
    let folder = empty_folder("written");
    let path = |name: &str| folder.join(name).display().to_string();
    let (set, json, schema) = (fixture("against"), path("set.json"), path("schema.json"));
    assert_eq!(run(&["export", &set, "--to", "json", "--out", &json]).0, 0);
    assert_eq!(run(&["schema", "--out", &schema]).0, 0);
    let (code, out, _) = run(&["pack", &set, "--out", &path("packed"), "--messages", &fixture("messages")]);
    assert_eq!((code, out.lines().count()), (0, 3), "{out}");
    let packed = std::fs::read(folder.join("packed/set.ctl")).expect("written");
    assert!(conflict_timeline_core::ingest::ctl::Packed::open(&packed).is_ok_and(|packed| packed.table.rows() > 0));
    let (code, out, _) = run(&["pack", &set, "--sealed", "--out", &path("sealed")]);
    assert_eq!((code, out.lines().count()), (0, 1), "{out}");
    let sealed = std::fs::read(folder.join("sealed/set.ctl")).expect("written");
    let whole = conflict_timeline_core::ingest::ctl::unseal(&sealed).expect("sound");
    assert_eq!(whole.texts.languages().collect::<Vec<_>>(), ["en", "fr", "ar"]);
    // Whatever reads files reads this one too, and another is made of it.
    let (_, from_json, _) = run(&["export", &json, "--to", "json"]);
    let (code, from_sealed, _) = run(&["export", &path("sealed/set.ctl"), "--to", "json"]);
    assert_eq!((code, from_sealed), (0, from_json));
    assert_eq!(run(&["pack", &json, "--sealed", "--out", &path("again")]).0, 0);
    let packed = std::fs::read(folder.join("packed/fr.ctp")).expect("written");
    let french = conflict_timeline_core::ingest::unseal_language(&packed).expect("unpacks");
    assert_eq!(french.messages, ["Bonjour", "Au revoir"]);
    assert!(french.texts.iter().any(|text| text == "Combat à Gao"));
    let packed = std::fs::read(folder.join("packed/ar.ctp")).expect("written");
    let arabic = conflict_timeline_core::ingest::unseal_language(&packed).expect("unpacks");
    assert!(arabic.texts.iter().any(|text| text == "غاو") && arabic.texts.iter().any(str::is_empty));
    let (code, csv, _) = run(&["export", &set, "--to", "csv"]);
    assert!(code == 0 && csv.starts_with("id,when,earliest,latest,precision,title,summary"), "{csv}");
    let (code, out, _) = run(&["stats", &set]);
    assert!(code == 0 && out.contains("Events by year\n  2012"), "{out}");
}

#[test]
fn a_broken_set_is_not_packed() {
    let folder = empty_folder("broken");
    let (code, _, error) = run(&["pack", &fixture("wrong-date"), "--out", &folder.join("out").display().to_string()]);
    assert_eq!(code, 1);
    assert!(error.contains("CT-105") && !folder.join("out").exists(), "{error}");
}
