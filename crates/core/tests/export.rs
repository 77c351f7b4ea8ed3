//! A set as text in every form, beside texts that are kept; the page gives the same ones (`tests/page/export.test.mjs`).
#![cfg(all(feature = "export", feature = "files"))]

use conflict_timeline_core::export;
use conflict_timeline_core::ingest::{Options, import_bytes};
use conflict_timeline_core::model::{DataSet, EventId};
use conflict_timeline_core::time::Day;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/export");

fn sample() -> DataSet {
    let bytes = std::fs::read(format!("{FOLDER}/set.json")).expect("the sample");
    let import = import_bytes(&bytes, Options::default());
    assert_eq!(import.problems, []);
    import.data
}

#[track_caller]
fn check(name: &str, text: &str) {
    let path = format!("{FOLDER}/{name}");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).expect("written");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, golden, "{name} differs; UPDATE_GOLDEN=1 keeps the new text");
}

#[test]
fn every_form_of_the_sample_is_as_it_was() {
    let data = sample();
    check("all.json", &export::json(&data).expect("written"));
    check("all.csv", &export::csv(&data, "en"));
    check("all.ics", &export::ics(&data, "en"));
    check("all.geojson", &export::geojson(&data, "en"));
    check("all.timelinejs.json", &export::timelinejs(&data, "en"));
}

#[test]
fn some_events_of_an_earlier_day_in_another_language() {
    let mut data = sample().known_on(Day::from_ymd(2013, 1, 31).expect("a day"));
    data.keep(&[EventId(0)]);
    assert!(data.events[0].related.is_empty() && data.events[0].claims.len() == 3);
    check("early.fr.csv", &export::csv(&data, "fr"));
    check("early.fr.ics", &export::ics(&data, "fr"));
}

#[test]
fn json_comes_back_as_the_same_set() {
    let data = sample();
    let json = export::json(&data).expect("written");
    let back = import_bytes(json.as_bytes(), Options::default());
    assert_eq!((back.problems, back.data), (Vec::new(), data));
}

#[test]
fn a_calendar_keeps_the_rules_of_its_form() {
    let ics = export::ics(&sample(), "en");
    assert!(ics.ends_with("\r\n") && ics.matches('\n').count() == ics.matches("\r\n").count());
    assert!(ics.split("\r\n").all(|line| line.len() <= 75), "{ics}");
    let unfolded = ics.replace("\r\n ", "");
    assert_eq!(unfolded.matches("BEGIN:VEVENT\r\n").count(), 3);
    for line in [
        "SUMMARY:Fight at \"First\"\\, <b>bold</b>",
        "SUMMARY:=SUM(A1) is a title ([2013-03..2013-05-02])",
        "DTSTART;VALUE=DATE:20130301\r\nDTEND;VALUE=DATE:20130503",
        "DTSTART;VALUE=DATE:20130601\r\nDTEND;VALUE=DATE:20130701",
        "NAME:A sample\\; with signs\\, \\\\ and lines",
        "GEO:14.5;-3.25",
    ] {
        assert!(unfolded.contains(&format!("{line}\r\n")), "{line} in\n{unfolded}");
    }
}
