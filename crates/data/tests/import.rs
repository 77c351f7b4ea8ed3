//! Foreign files through the library and the command, on small tables of our own.

use conflict_data::{diff, export, licence, matching, open};
use conflict_timeline_core::ingest::{Import, Options, formats};
use conflict_timeline_core::model::{Kind, Status, TextId};
use conflict_timeline_core::problem::Code;
use std::path::{Path, PathBuf};
use std::process::Command;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)
}

fn import(name: &str) -> Import {
    open::open(&fixture(name), Options { listed: 9, ..Options::default() }).expect("readable")
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_conflict-data")).args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

fn path(name: &str) -> String {
    fixture(name).display().to_string()
}

#[test]
fn a_table_of_ones_own_with_all_that_goes_wrong() {
    let import = import("generic.csv");
    assert_eq!((import.format.as_str(), import.rows, import.data.events.len()), ("generic", 6, 4));
    let found: Vec<(Code, &str, u32, u32)> =
        import.troubles.iter().map(|t| (t.code, t.column.as_str(), t.count, t.first_line)).collect();
    for wanted in [
        (Code::BadDate, "Date", 2, 6),
        (Code::UnknownWord, "Type", 1, 5),
        (Code::OutOfRange, "Killed low", 1, 5),
        (Code::WrongType, "Killed", 1, 5),
        (Code::OutOfRange, "Lat", 1, 8),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} in {found:#?}");
    }
    let data = &import.data;
    let konna = &data.events[0];
    assert_eq!(
        (konna.edtf.as_str(), konna.kind, konna.status),
        ("2013-01-10/2013-01-11", Kind::Battle, Status::Confirmed)
    );
    assert_eq!(data.texts.get(konna.summary, "en"), "Told by two, \"at least\"\non two lines");
    assert_eq!(data.texts.get(konna.record, "en"), "Type: Battle\nMotive: road south");
    assert_eq!((konna.actors.len(), konna.sources.len()), (2, 3));
    assert_eq!(konna.toll().map(|toll| (toll.low, toll.high)), Some((10, 20)));
    // 12/03 may be either; 25/03 shows that the day comes first.
    let gao = data.events.iter().find(|event| event.kind == Kind::Airstrike).expect("by `air strike`");
    assert_eq!(gao.edtf, "2013-03-12");
}

#[test]
fn an_acled_layout_with_every_habit_of_the_export_tool() {
    let import = import("DERIVED_acled_semicolon_bom_crlf.csv");
    assert_eq!((import.format.as_str(), import.data.events.len(), import.problems.len()), ("acled", 12, 0));
    assert!(import.is_restricted && import.data.events.iter().all(|event| event.when.is_exact_day()));
    assert_eq!(import.data.events[0].sources[0].lines.len(), 1);
    let sorts: Vec<&str> = import.data.actors.iter().map(|actor| actor.sort.as_str()).collect();
    assert!(sorts.contains(&"state") && sorts.contains(&"group"), "{sorts:?}");
}

#[test]
fn floats_and_a_column_of_numbers_by_pandas() {
    let import = import("ucdp_pandas.csv");
    assert_eq!((import.format.as_str(), import.data.events.len(), import.problems.len()), ("ucdp-ged", 10, 0));
    assert!(import.data.events.iter().all(|event| !event.slug.contains('.') && event.when.is_exact_day()));
}

#[test]
fn rows_of_acled_are_held_back_as_sums() {
    let name = path("DERIVED_acled_semicolon_bom_crlf.csv");
    let (code, out, error) = run(&["convert", &name, "--to", "csv"]);
    assert_eq!(code, 0, "{error}");
    assert!(error.contains("--licence-held") && !out.contains("mli"), "{error}{out}");
    let (_, raw, _) = run(&["convert", &name, "--to", "csv", "--licence-held"]);
    assert_eq!(raw.lines().count(), 13);
    let import = import("DERIVED_acled_semicolon_bom_crlf.csv");
    let sums = licence::aggregate(&import.data);
    assert!(!licence::is_restricted(&sums) && sums.places.iter().all(|place| place.lat_e5.is_none()));
    let dead = |data: &conflict_timeline_core::model::DataSet| -> u32 {
        data.events.iter().flat_map(|event| &event.claims).filter_map(|claim| claim.low).sum()
    };
    assert_eq!(dead(&sums), dead(&import.data));
    // What was made from the rows still says so after a round trip.
    let json = export::json(&import.data).expect("JSON");
    let back = open::of_reader(&mut json.as_bytes(), None, Options::default()).expect("readable");
    assert!(back.is_restricted);
    // Nothing of a single row may be left among the texts.
    let texts: Vec<&str> = (0..sums.texts.count()).map(|id| sums.texts.get(TextId(id as u32), "en")).collect();
    let packed = texts.join("\n");
    assert!(!packed.contains("DERIVED TEST ROW") && packed.contains("acleddata.com"));
}

#[test]
fn every_form_out_reads_in_again() {
    let import = import("ucdp_pandas.csv");
    let days = |import: &Import| -> Vec<_> { import.data.events.iter().map(|event| event.when.earliest).collect() };
    let read = |text: &str| open::of_reader(&mut text.as_bytes(), None, Options::default()).expect("readable");
    let data = &import.data;
    for (text, format) in [
        (export::json(data).expect("written"), "json"),
        (export::toml(data).expect("written"), "toml"),
        (export::geojson(data, "en"), "conflict-timeline"),
        (export::timelinejs(data, "en"), "timelinejs"),
        (export::csv(data, "en"), "conflict-timeline"),
    ] {
        let back = read(&text);
        assert_eq!((back.format.as_str(), days(&back)), (format, days(&import)), "{:#?}", back.problems);
    }
    let ics = export::ics(data, "en");
    assert!(ics.starts_with("BEGIN:VCALENDAR\r\n") && ics.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(ics.matches("BEGIN:VEVENT").count(), 10);
    assert!(ics.split("\r\n").all(|line| line.len() <= 75));
}

#[test]
fn the_command_reports_row_by_row_and_is_strict_when_asked() {
    let report = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("report.csv").display().to_string();
    let (code, out, error) = run(&["convert", &path("generic.csv"), "--report", &report]);
    assert_eq!(code, 0, "{error}");
    assert!(
        out.contains("\"Konna falls\"") && error.contains("Date: 2 rows not a date, first at line 6 (`soon`) (CT-105)")
    );
    let text = std::fs::read_to_string(report).expect("written");
    assert!(text.starts_with("code,column,what,line,value\n"), "{text}");
    assert!(text.contains("CT-105,Date,not a date,7,2013-02-30"), "{text}");
    let (code, out, _) = run(&["convert", &path("generic.csv"), "--strict"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(run(&["convert", &path("README.md")]).0, 1);
    assert_eq!(run(&["convert", &path("nowhere.csv")]).0, 2);
    assert_eq!(run(&["convert", &path("generic.csv"), "--map", "date"]).0, 2);
    let (code, _, error) = run(&["convert", &path("generic.csv"), "--format", "aced"]);
    assert!(code == 2 && error.contains("no format is called `aced`, did you mean `acled`?"), "{error}");
}

#[test]
fn a_mapping_on_the_command_line() {
    let (code, out, error) =
        run(&["convert", &path("generic.csv"), "--map", "summary=Motive", "--map", "place=y", "--to", "geojson"]);
    assert_eq!(code, 0, "{error}");
    assert!(out.contains("road south") && error.contains("CT-128"), "{error}");
}

#[test]
fn what_changed_between_two_versions() {
    let before = import("ucdp_pandas.csv").data;
    let mut after = before.clone();
    after.events.list_mut()[0].kind = Kind::Ambush;
    let gone = after.events.list_mut().remove(1);
    let changes = diff::diff(&before, &after);
    let text = diff::table(&changes);
    assert!(text.contains(&format!("~ {} kind: {} -> ambush", before.events[0].slug, "battle")), "{text}");
    assert!(text.contains(&format!("- {} ", gone.slug)) && text.ends_with("0 added, 1 removed, 1 changed\n"), "{text}");
    assert!(diff::corrections(&changes, "2026-11-21").contains("[[correction]]\ndate = \"2026-11-21\""));
    assert!(diff::diff(&before, &before).is_empty());
}

#[test]
fn rows_beside_curated_events() {
    let rows = import("ucdp_pandas.csv").data;
    let pairs = matching::pairs(&rows, &rows, matching::Limits { days: 0, km: 1.0 });
    let own = pairs.iter().filter(|pair| pair.row == pair.event).count();
    assert_eq!(own, rows.events.len(), "each row finds itself");
    let table = matching::table(&pairs, &rows, &rows, true).expect("a table");
    assert!(table.starts_with("row,row_when,row_title,event,") && table.lines().count() > 10);
    assert!(table.lines().nth(1).is_some_and(|line| line.contains(",0,0.0,")), "{table}");
}

#[test]
fn at_least_so_many_has_no_highest_figure() {
    let read = |killed: &str| {
        let table = format!("id,date,place,lat,lon,kind,killed\na,2013-01-10,Gao,16.27,-0.04,battle,{killed}\n");
        open::of_reader(&mut table.as_bytes(), None, Options::default()).expect("readable").data
    };
    for (row, event, cells) in [
        ("21", "at least 13", ",21,21,13,,0"),
        ("5", "at least 13", ",5,5,13,,-8"),
        ("at least 5", "13", ",5,,13,13,0"),
        ("21", "13", ",21,21,13,13,8"),
    ] {
        let (rows, curated) = (read(row), read(event));
        let pairs = matching::pairs(&rows, &curated, matching::Limits { days: 0, km: 1.0 });
        let table = matching::table(&pairs, &rows, &curated, true).expect("a table");
        assert!(table.lines().nth(1).is_some_and(|line| line.ends_with(cells)), "{table}");
    }
}

#[test]
fn snippet_completions_and_manual() {
    let (code, out, _) = run(&["snippet", &path("ucdp_pandas.csv"), "--src", "a\"b.json", "--base", "/timeline"]);
    assert!(code == 0 && out.ends_with("<script async src=\"/timeline/embed.js\"></script>\n"), "{out}");
    assert!(out.contains("src=\"a&quot;b.json\"") && out.matches("<time ").count() == 10, "{out}");
    let manifest = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("manifest.json").display().to_string();
    std::fs::write(&manifest, r#"{"folder": "/ct/0.1.0/", "files": {"embed.js": {"integrity": "sha384-aGFzaA=="}}}"#)
        .expect("written");
    let (code, out, _) = run(&["snippet", &path("ucdp_pandas.csv"), "--src", "ged.json", "--manifest", &manifest]);
    let script =
        "<script async src=\"/ct/0.1.0/embed.js\" integrity=\"sha384-aGFzaA==\" crossorigin=\"anonymous\"></script>\n";
    assert!(code == 0 && out.ends_with(script), "{out}");
    std::fs::write(&manifest, "{}").expect("written");
    let (code, _, error) = run(&["snippet", &path("ucdp_pandas.csv"), "--src", "ged.json", "--manifest", &manifest]);
    assert!(code == 2 && error.contains("has no hash of embed.js"), "{error}");
    let (code, out, _) = run(&["completions", "bash"]);
    assert!(code == 0 && out.contains("licence-held"));
    let (code, out, _) = run(&["man"]);
    assert!(code == 0 && out.contains(".TH conflict-data"));
    assert!(formats("").iter().any(|(id, _)| id == "ucdp-ged"));
}
