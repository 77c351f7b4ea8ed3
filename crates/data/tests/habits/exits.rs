//! One rule of exit codes for all commands, and where a complaint stands.

use crate::support::*;
use std::path::{Path, PathBuf};

const BAD: &str = "{\"events\": [{\"id\": \"a\", \"when\": \"2013-01-10\", \"title\": \"Konna\"},\n\
    {\"id\": \"b\", \"when\": \"2013-01-11\", \"title\": \"Gao\", \"kind\": \"batle\"}]}";

fn fixture(name: &str) -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name).display().to_string()
}

#[test]
fn our_own_form_with_a_fault_fails_in_every_command() {
    let (bad, packed) = (file("bad.json", BAD), temporary("bad-packed"));
    for arguments in [
        &["check", &bad][..],
        &["stats", &bad],
        &["export", &bad],
        &["convert", &bad, "--to", "csv"],
        &["html", &bad],
        &["snippet", &bad, "--src", "a.json"],
        &["diff", &bad, &bad],
        &["match", &bad, &bad],
    ] {
        let (code, out, error) = run(arguments);
        assert_eq!(code, 1, "{arguments:?}: {error}");
        assert!(!out.is_empty(), "what is sound is written: {arguments:?}");
        let place = "bad.json:2:1: error: unknown kind `batle`, did you mean `battle`? (CT-108)\n";
        assert!([out, error].concat().contains(place), "{arguments:?}");
    }
    for more in ["--sealed", "--licence-held"] {
        assert_eq!(run(&["pack", &bad, "--out", &packed, more]).0, 1);
        assert!(!Path::new(&packed).exists(), "nothing is packed");
    }
}

#[test]
fn what_holds_nothing_fails_in_every_command() {
    let cut = &BAD[..40];
    for (name, text) in [("empty.txt", ""), ("cut.json", cut)] {
        let (path, sound, packed) =
            (file(name, text), file("sound.csv", "date,place\n2013-01-10,Gao\n"), temporary("none"));
        for arguments in [
            &["check", &path][..],
            &["stats", &path],
            &["convert", &path],
            &["html", &path],
            &["snippet", &path, "--src", "a.json"],
            &["pack", &path, "--out", &packed],
            &["diff", &sound, &path],
            &["match", &path, &sound],
        ] {
            let (code, out, error) = run(arguments);
            assert!(code == 1 && [out, error].concat().contains("error: "), "{arguments:?}");
        }
        assert!(!Path::new(&packed).exists());
    }
}

#[test]
fn a_complaint_has_the_place_that_is_known() {
    let toml = file("one.toml", "[[event]]\nid = \"a\"\nwhen = \"2013-01-10\"\ntitle = \"A\"\nkind = \"batle\"\n");
    assert!(
        run(&["check", &toml]).1.contains("one.toml:5:8: error: unknown kind `batle`"),
        "{}",
        run(&["check", &toml]).1
    );
    let folder = fixture("wrong-date");
    for command in ["convert", "export", "html", "diff"] {
        let arguments = if command == "diff" { vec![command, &folder, &folder] } else { vec![command, &folder] };
        let (_, out, error) = run(&arguments);
        let told = [out, error].concat();
        assert!(told.contains("events/2012.toml:3:8: error: "), "{command}: {told}");
    }
    // Of a foreign file it is a warning, and no failure unless strict.
    let rows = file("placed.csv", "date,place\n2013-01-10,Gao\nsoon,Gao\n");
    let (code, out, _) = run(&["check", &rows]);
    assert!(code == 0 && out.contains("placed.csv:3:1: warning: date: 1 row not a date"), "{out}");
    assert_eq!(run(&["check", &rows, "--strict"]).0, 1);
}

#[test]
fn what_goes_with_files_alone_is_refused_of_a_folder() {
    let folder = fixture("against");
    for (option, value) in [("--format", "generic"), ("--map", "date=Day"), ("--sheet", "2"), ("--group", "dyads")] {
        for command in ["check", "stats", "export", "html"] {
            let (code, _, error) = run(&[command, &folder, option, value]);
            assert!(code == 2 && error.contains("--sheet and --group are for files"), "{command} {option}: {error}");
        }
    }
    let rows = file("documents.csv", "date,place\n2013-01-10,Gao\n");
    let (code, _, error) = run(&["check", &rows, "--against", &fixture("papers")]);
    assert!(code == 2 && error.contains("--against is for a folder"), "{error}");
}

#[test]
fn wrong_usage_is_said() {
    let rows = file("usage.csv", "date,place\n2013-01-10,Gao\n");
    for (arguments, words) in [
        (&["convert", &rows, "--map", "foo=place"][..], "`foo` is nothing that an event has"),
        (&["convert", &rows, "--map", "=place"], "--map takes FIELD=COLUMN"),
        (&["convert", &rows, "--map", "place="], "--map takes FIELD=COLUMN"),
        (&["check", &rows, "--format", "nix"], "no format is called `nix`; known are conflict-timeline, ucdp-ged, "),
        (&["check", &rows, "--format", "gdelt-gkg"], "no format is called `gdelt-gkg`, did you mean `gdelt`?"),
        (&["export", &rows, "--to", "csv", "--lang", "xx"], "no texts in `xx`: it is one of ar, en, fr"),
        (&["html", &rows, "--lang", "xx"], "it is one of en, fr, ar"),
        (&["diff", &rows, &rows, "--corrections", "2026"], "it is a day, such as 2026-11-21"),
    ] {
        let (code, _, error) = run(arguments);
        assert!(code == 2 && error.contains(words), "{arguments:?}: {code} {error}");
    }
    let (code, _, error) = run(&["convert", &rows, "--map", "date=bar", "--map", "headline=place"]);
    assert!(code == 0 && error.contains("no column is called `bar`"), "{error}");
    for command in ["export", "html"] {
        for language in ["fr", "FR"] {
            assert_eq!(run(&[command, &rows, "--lang", language]).0, 0, "{command} {language}");
        }
    }
}

#[test]
fn presets_go_with_every_command_that_reads() {
    let preset = file("own.txt", "preset own\nname Own\nneeds datum, ort\nstart = datum\nplace = ort\n");
    let [old, new] = [("own-old.csv", "Gao"), ("own-new.csv", "Kidal")]
        .map(|(name, place)| file(name, &format!("datum,ort\n2013-01-10,{place}\n")));
    let (code, out, error) = run(&["diff", &old, &new, "--preset", &preset]);
    assert!(code == 0 && out.contains("+ 2013-01-10-kidal"), "{out}{error}");
    let (code, out, _) = run(&["match", &old, &new, "--preset", &preset]);
    assert!(code == 0 && out.starts_with("row,"));
    let (code, out, _) = run(&["snippet", &old, "--src", "a.json", "--preset", &preset]);
    assert!(code == 0 && out.contains("Gao"));
}

#[test]
fn the_help_and_the_manual_name_what_there_is() {
    let (_, out, _) = run(&["check", "--help"]);
    assert!(out.contains("--against <FOLDER>"), "{out}");
    for (id, _) in conflict_timeline_core::ingest::formats("") {
        assert!(out.contains(&id), "{id}: {out}");
    }
    let (_, page, _) = run(&["man"]);
    for section in [".SH EXAMPLES", ".SH \"EXIT STATUS\"", ".SH ENVIRONMENT", ".SS EXAMPLES"] {
        assert!(page.contains(section), "{section}");
    }
    assert!(!page.contains("EXTRA") && !page.contains("(1)"), "no page is named that is none");
}
