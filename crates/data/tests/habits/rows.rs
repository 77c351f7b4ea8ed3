//! What stands above a header, between quotes, or nowhere.

use crate::support::*;
use conflict_data::open;
use conflict_data::pack::{Partition, write_parts};
use conflict_timeline_core::ingest::Options;
use conflict_timeline_core::problem::Code;
use std::path::PathBuf;

#[test]
fn titles_and_orders_to_excel_above_the_header_are_passed_over() {
    for text in [
        "sep=;\r\nid;date;place\r\na;2013-01-10;Gao\r\n",
        "Conflict list, version 3\n\nid,date,place\na,2013-01-10,Gao\n",
        "# downloaded 2024-01-01\nid,date,place\na,2013-01-10,Gao\n",
        "List\nof events\nid;date;place\na;2013-01-10;Gao\n",
    ] {
        let import = read(text);
        assert_eq!((messages(&import).as_str(), import.rows, import.data.events.len()), ("", 1, 1), "{text}");
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("titles");
        let options = Options { file: "titles.csv".into(), ..Options::default() };
        let outcome =
            write_parts(&mut text.as_bytes(), &options, Partition::Year, false, (&folder, "titles")).expect("parts");
        assert_eq!((outcome.rows, outcome.index.rows), (1, 1), "{text}");
    }
    let import = read("one,two\n1,2\n3,4\n");
    assert_eq!((import.problems.len(), import.problems[0].code, import.problems[0].line), (1, Code::Format, 1));
}

#[test]
fn a_header_alone_is_told() {
    let import = read("date,place,killed\n");
    assert_eq!(
        (import.format.as_str(), import.rows, messages(&import).as_str()),
        ("generic", 0, "there is no row below the header\n")
    );
    assert_eq!(import.problems[0].code, Code::Empty);
}

#[test]
fn two_bytes_a_letter_are_read_by_their_mark() {
    let text = "date;place\n2013-01-10;Ménaka\n";
    for (mark, is_little) in [([0xff, 0xfe], true), ([0xfe, 0xff], false)] {
        let units =
            text.encode_utf16().flat_map(|unit| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() });
        let import = read(mark.into_iter().chain(units).collect::<Vec<u8>>());
        assert_eq!(messages(&import), "");
        assert!(import.data.places.iter().any(|place| import.data.texts.get(place.name, "en") == "Ménaka"));
    }
}

#[test]
fn tags_of_hxl_behind_the_index_of_a_data_frame_are_no_event() {
    let import = read(",date,place\n0,#date,#loc\n1,2013-01-10,Gao\n");
    assert_eq!((import.rows, messages(&import).as_str()), (1, ""));
}

#[test]
fn columns_by_the_names_that_people_give_them() {
    for name in [
        "datetime",
        "Date Time",
        "incident_date",
        "occurred",
        "start_time",
        "event_start",
        "date (utc)",
        "Date of event",
        "published",
    ] {
        let import = read(format!("{name},place\n2013-01-10,Gao\n"));
        assert_eq!((import.format.as_str(), import.data.events.len()), ("generic", 1), "{name}");
    }
    for (low, high) in [
        ("killed_min", "killed_max"),
        ("min_killed", "max_killed"),
        ("low_fatalities", "high_fatalities"),
        ("deaths_min", "deaths_max"),
    ] {
        let import = read(format!("date,place,{low},{high}\n2013-01-10,Gao,3,5\n"));
        assert_eq!(import.data.events[0].toll().map(|toll| (toll.low, toll.high)), Some((3, 5)), "{low}");
    }
}

#[test]
fn a_quote_that_is_never_closed_takes_no_lines_with_it() {
    let rows: String = (1..=9).map(|day| format!("{day},2013-01-0{day},Gao\n")).collect();
    let text = ["id,date,place,note\n", &rows, "10,2013-01-10,\"Gao\n", &rows.replace(",2013-01", ",2014-01")].concat();
    for slice in [3, text.len()] {
        let mut importer = conflict_timeline_core::ingest::Importer::new(Options::default());
        text.as_bytes().chunks(slice).for_each(|slice| importer.feed(slice));
        let import = importer.finish();
        assert_eq!(import.data.events.len(), 19, "in slices of {slice}");
        let found = complaints(&import);
        assert!(found.iter().any(|(code, line, _)| (*code, *line) == (Code::Quote, 11)), "{found:?}");
    }
    // One that a later line closes is told.
    let import = read("id,date,note\n1,2013-01-01,\"one\ntwo\" and\n2,2013-01-02,x\n");
    assert_eq!((import.troubles[0].code, import.troubles[0].first_value.as_str()), (Code::Quote, "2 lines"));
}

#[test]
fn gdelt_knows_no_quotes() {
    let row = |id: u32, name: &str| {
        let mut cells = vec![String::new(); 58];
        (cells[0], cells[1], cells[6]) = (id.to_string(), format!("2013011{id}"), name.into());
        (cells[26], cells[57]) = ("190".into(), "BBC Monitoring".into());
        cells.join("\t") + "\n"
    };
    let text = [row(1, "\"MALI"), row(2, "MALI"), row(3, "\"MALI\" ARMY")].concat();
    let import = read(&text);
    assert_eq!((import.format.as_str(), import.data.events.len(), messages(&import).as_str()), ("gdelt", 3, ""));
    let names: Vec<&str> = import.data.actors.iter().map(|actor| import.data.texts.get(actor.name, "en")).collect();
    assert_eq!(names, ["\"MALI", "MALI", "\"MALI\" ARMY"]);
    let name =
        |source: &conflict_timeline_core::model::Source| import.data.texts.get(source.title, "en") == "BBC Monitoring";
    assert!(import.data.sources.iter().any(|source| name(source) && source.url.is_empty()));
}

#[test]
fn rows_shorter_than_the_header_are_said_once() {
    let import = read("id,date,place,killed\na,2013-01-10\nb,2013-01-11\nc,2013-01-12,Gao,3\n");
    assert_eq!(import.data.events.len(), 3);
    assert_eq!(messages(&import), "2 rows with fewer cells than the header, first at line 2 (`2 of 4 cells`)\n");
}

#[test]
fn what_is_cut_off_is_said() {
    let long = "x".repeat(17 << 20);
    let text = ["id,date,note\na,2013-01-10,", &long, "\nb,2013-01-11,y\n"].concat();
    let import = open::of_reader(&mut text.as_bytes(), None, Options::default()).expect("readable");
    assert_eq!(import.data.events.len(), 2);
    assert!(messages(&import).contains("longer than 16 MB"), "{}", messages(&import));
}
