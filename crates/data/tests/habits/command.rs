//! The command as it is run.

use crate::support::*;
use std::path::PathBuf;

#[test]
fn the_manual_has_the_options_of_every_command() {
    let (code, page, _) = run(&["man"]);
    assert_eq!(code, 0);
    for part in [
        ".SH \"CONFLICT-DATA CONVERT\"",
        "\\-\\-licence\\-held",
        "\\-\\-partition",
        "\\-\\-against",
        "\\-\\-corrections",
        "\\-\\-preset",
        "\\-\\-km",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert_eq!(page.matches(".TH ").count(), 1, "one page");
}

#[test]
fn a_report_of_a_folder_is_written() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/wrong-date").display().to_string();
    let report = temporary("folder.csv");
    assert_eq!(run(&["check", &folder, "--report", &report]).0, 1);
    let text = std::fs::read_to_string(&report).expect("written");
    assert!(text.contains(",3,error"), "{text}");
}

#[test]
fn an_empty_table_fails_where_strict() {
    let empty = file("empty.csv", "date,place\n");
    let (code, out, _) = run(&["check", &empty]);
    assert!(code == 0 && out.contains("warning: there is no row below the header (CT-112)"), "{out}");
    assert_eq!(run(&["check", &empty, "--strict"]).0, 1);
    assert_eq!(run(&["convert", &empty, "--strict"]).0, 1);
}

#[test]
fn rows_of_acled_are_neither_packed_in_parts_nor_compared_aloud() {
    // Made for this test in the layout of ACLED.
    let header = "event_id_cnty,event_date,event_type,sub_event_type,actor1,location,latitude,longitude,fatalities\n";
    let row = |dead: u32| format!("TST1,2013-01-10,Battles,Armed clash,Secret group,Konna,14.94,-3.89,{dead}\n");
    let [old, new] = [("old.csv", 3), ("new.csv", 4)].map(|(name, dead)| file(name, &[header, &row(dead)].concat()));
    let (code, _, error) = run(&["pack", &old, "--partition", "year", "--out", &temporary("parts")]);
    assert!(code == 2 && error.contains("convert FILE --out sums.json") && error.contains("--licence-held"), "{error}");
    let (_, out, error) = run(&["diff", &old, &new]);
    assert!(out.contains("~ tst1 claims:") && !out.contains("Secret") && !out.contains('4'), "{out}");
    assert!(error.contains("--licence-held"), "{error}");
    assert!(run(&["diff", &old, &new, "--licence-held"]).1.contains('4'));
    let curated =
        file("curated.csv", "id,date,place,kind,title,lat,lon\nk,2013-01-10,Konna,battle,Konna,14.94,-3.89\n");
    let (_, out, _) = run(&["match", &old, &curated]);
    assert!(out.contains("tst1,,,k,2013-01-10,Konna,0,0.0,,,"), "{out}");
    assert!(run(&["match", &old, &curated, "--licence-held"]).1.contains("Secret group"));
}

#[test]
fn a_report_has_what_is_about_no_row_too() {
    let features = r#"{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:3857"}}, "features": [
        {"type": "Feature", "properties": {"date": "2013-01-10", "title": "a", "killed": "some"}, "geometry": null}]}"#;
    let (input, report) = (file("system.json", features), temporary("system.csv"));
    run(&["convert", &input, "--map", "date=x", "--map", "date=date", "--report", &report]);
    let text = std::fs::read_to_string(&report).expect("written");
    assert!(text.contains("CT-128,mapping.date,no column is called `x`,,"), "{text}");
    assert!(text.contains("CT-106,killed,not a whole number,1,some"), "{text}");
    assert!(text.contains("CT-111,crs,\"the points are given in EPSG:3857"), "{text}");
}
