//! A set as text in every form, beside texts that are kept; the page gives the same ones (`tests/page/export.test.mjs`).
#![cfg(all(feature = "export", feature = "files"))]

use conflict_timeline_core::export;
use conflict_timeline_core::ingest::{Options, import_bytes};
use conflict_timeline_core::model::{DataSet, EventId, Role, record};
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
fn an_open_date_has_no_first_or_last_day() {
    let by = r#"{"events": [{"when": "[..2012-07-17]", "title": "a"}, {"when": "2024-10/..", "title": "b"}]}"#;
    let data = import_bytes(by.as_bytes(), Options::default()).data;
    let json: serde_json::Value = serde_json::from_str(&export::json(&data).expect("written")).expect("JSON");
    let days = |at: usize| (json["events"][at]["earliest"].as_str(), json["events"][at]["latest"].as_str());
    assert_eq!((days(0), days(1)), ((None, Some("2012-07-17")), (Some("2024-10-01"), None)));
    let table = export::csv(&data, "en");
    assert!(
        table.contains(",[..2012-07-17],,2012-07-17,day,a,") && table.contains(",2024-10/..,2024-10-01,,"),
        "{table}"
    );
}

#[test]
fn a_calendar_keeps_the_rules_of_its_form() {
    let ics = export::ics(&sample(), "en");
    assert!(ics.ends_with("\r\n") && ics.matches('\n').count() == ics.matches("\r\n").count());
    assert!(ics.split("\r\n").all(|line| line.len() <= 75), "{ics}");
    let unfolded = ics.replace("\r\n ", "");
    assert_eq!(unfolded.matches("BEGIN:VEVENT\r\n").count(), 3);
    for line in [
        "SUMMARY:Fight at \"First\"\\, <b>bold</b> (disputed)",
        "SUMMARY:=SUM(A1) is a title ([2013-03..2013-05-02])",
        "DTSTART;VALUE=DATE:20130301\r\nDTEND;VALUE=DATE:20130503",
        "DTSTART;VALUE=DATE:20130601\r\nDTEND;VALUE=DATE:20130701",
        "NAME:A sample\\; with signs\\, \\\\ and lines",
        "GEO:14.5;-3.25",
    ] {
        assert!(unfolded.contains(&format!("{line}\r\n")), "{line} in\n{unfolded}");
    }
}

/// A set with all that is not firm: open ends, doubt, places without points, what was denied.
fn unfirm() -> DataSet {
    let text = r#"{"set": {"id": "doubts", "version": "1", "title": "Doubts"},
        "places": [
            {"id": "gao", "name": "Gao", "lat": 16.27, "lon": -0.04},
            {"id": "kidal", "name": "Kidal", "lat": 18.44, "lon": 1.41, "precision": "area"},
            {"id": "tessalit", "name": "Tessalit"}],
        "sources": [{"id": "paper", "title": "Paper"}],
        "events": [
            {"id": "open", "when": "2024-10/..", "title": "A siege", "note": "Contested.", "date_note": "By the month.",
             "status": "denied", "sources": ["paper"], "places": ["gao", "kidal", {"id": "tessalit", "near": true}]},
            {"id": "years", "when": "2007/2009", "title": "Years", "sources": ["paper"], "places": [{"id": "tessalit", "near": true}]},
            {"id": "span", "when": "2013-01-14/2013-01-21", "title": "A span", "sources": ["paper"]}]}"#;
    let import = import_bytes(text.as_bytes(), Options::default());
    assert_eq!(import.problems, []);
    import.data
}

#[test]
fn what_is_not_firm_is_said_in_calendars_and_timelines() {
    let data = unfirm();
    let ics = export::ics(&data, "en").replace("\r\n ", "");
    for line in [
        "SUMMARY:A siege (2024-10/..\\, open end\\; denied)\r\nSTATUS:CANCELLED",
        "DESCRIPTION:date: 2024-10/..\\, open end\\nstatus: denied\\nBy the month.\\nContested.\\nPaper\\nDoubts\\, 1",
        "SUMMARY:Years (2007/2009)\r\nSTATUS:CONFIRMED",
        "SUMMARY:A span",
    ] {
        assert!(ics.contains(&format!("{line}\r\n")), "{line} in\n{ics}");
    }
    let timeline: serde_json::Value = serde_json::from_str(&export::timelinejs(&data, "en")).expect("JSON");
    let open = timeline["events"].as_array().expect("a list").iter().find(|event| event["unique_id"] == "open");
    let open = open.expect("there");
    assert_eq!(open["display_date"], "2024-10/.., open end");
    assert!(open["end_date"].is_null() && open["text"]["headline"] == "A siege (2024-10/.., open end; denied)");
    assert!(
        open["text"]["text"].as_str().is_some_and(|text| text.contains("<p>status: denied</p><p>By the month.</p>"))
    );
}

#[test]
fn what_people_read_is_in_their_language_and_what_readers_take_apart_is_not() {
    let data = unfirm();
    let ics = export::ics(&data, "fr").replace("\r\n ", "");
    for words in [
        "(2024-10/..\\, fin ouverte\\; démenti ou retiré)",
        "statut : démenti ou retiré",
        "LOCATION:Gao\\, Kidal\\, près de Tessalit",
    ] {
        assert!(ics.contains(words), "{words} in\n{ics}");
    }
    assert!(export::timelinejs(&data, "ar").contains("<p>الحالة: منفي أو مسحوب</p>"));
    for text in [export::csv(&data, "fr"), export::geojson(&data, "fr")] {
        assert!(text.contains("near Tessalit") && text.contains("denied"), "{text}");
    }
}

#[test]
fn features_have_all_places_and_how_firm_they_are() {
    let features: serde_json::Value = serde_json::from_str(&export::geojson(&unfirm(), "en")).expect("JSON");
    let find = |id: &str| {
        let all = features["features"].as_array().expect("a list");
        all.iter().find(|feature| feature["id"] == id).expect("there")
    };
    let open = find("open");
    let points = serde_json::json!({ "type": "MultiPoint", "coordinates": [[-0.04, 16.27], [1.41, 18.44]] });
    assert_eq!(open["geometry"], points);
    let properties = &open["properties"];
    assert_eq!(properties["places"], serde_json::json!(["Gao", "Kidal", "near Tessalit"]));
    assert_eq!(properties["place_precision"], serde_json::json!(["point", "area", null]));
    assert_eq!((&properties["note"], &properties["date_note"]), (&"Contested.".into(), &"By the month.".into()));
    let years = find("years");
    assert!(years["geometry"].is_null() && years["properties"]["place"] == "near Tessalit");
    assert!(find("span")["properties"]["place"].is_null());
}

#[test]
fn names_of_entries_are_those_of_one_set() {
    let uid = |file: &str, text: &str| {
        let options = Options { file: file.into(), ..Options::default() };
        let ics = export::ics(&import_bytes(text.as_bytes(), options).data, "en").replace("\r\n ", "");
        ics.lines().find_map(|line| line.strip_prefix("UID:").map(str::to_string)).expect("a name")
    };
    let (battle, protest) = ("date,place,title\n2013-01-10,Gao,Battle\n", "date,place,title\n2013-01-10,Gao,Protest\n");
    let name = uid("a.csv", battle);
    assert!(name.starts_with("2013-01-10-gao-") && name.ends_with("@generic"), "{name}");
    assert_eq!(name, uid("a.csv", battle));
    assert_ne!(name, uid("a.csv", protest));
    assert_ne!(name, uid("b.csv", battle));
    assert!(export::ics(&unfirm(), "en").contains("UID:open@doubts\r\n"));
}

#[test]
fn a_status_is_told_only_where_the_set_tells_one() {
    let read = |text: &str| import_bytes(text.as_bytes(), Options::default()).data;
    let silent = read("id,date,title\na,2013-01-10,x\nb,2013-01-11,y\n");
    let telling = read("id,date,title,status\na,2013-01-10,x,confirmed\nb,2013-01-11,y,claimed\n");
    let mut part = telling.clone();
    part.keep(&[EventId(0)]);
    let json = |data: &DataSet| export::json(data).expect("written");
    for text in
        [json(&silent), export::geojson(&silent, "en"), export::timelinejs(&silent, "en"), export::ics(&silent, "en")]
    {
        assert!(!text.to_lowercase().contains("confirmed"), "{text}");
    }
    assert!(export::rows(&silent, "en").all(|row| row[8].is_empty()) && export::COLUMNS[8] == "status");
    for data in [&telling, &part] {
        assert_eq!(export::rows(data, "en").next().expect("a row")[8], "confirmed");
        assert!(json(data).contains(r#""status": "confirmed""#));
        assert!(export::geojson(data, "en").contains(r#""status":"confirmed""#));
        assert!(export::timelinejs(data, "en").contains("status: confirmed"));
        assert!(export::ics(data, "en").contains("\r\nSTATUS:CONFIRMED\r\n"));
    }
    let back = read(&export::csv(&silent, "en"));
    assert!(back.events.iter().all(|event| event.status == silent.events[0].status));
}

#[test]
fn best_estimates_are_told_from_bounds() {
    let text = "id,date,title,killed_low,killed,killed_high\na,2013-01-10,x,0,18,20\nb,2013-01-11,y,9,3,6\nc,2013-01-12,z,,,7\n";
    let import = import_bytes(text.as_bytes(), Options { file: "t.csv".into(), ..Options::default() });
    let table = export::csv(&import.data, "en");
    let ends: Vec<&str> = table.lines().skip(1).map(|line| line.rsplit(',').next().unwrap_or_default()).collect();
    assert_eq!(ends, ["18", "3", ""]);
    assert!(
        table.contains("t.csv: killed 18 (given as best) [t.csv, line 2]; t.csv: killed range 0 to 20 [t.csv, line 2]"),
        "{table}"
    );
    for said in ["killed 9 (given as lowest) ", "killed 6 (given as highest) ", "killed up-to 7 "] {
        assert!(table.contains(said), "{table}");
    }
    let alone = import_bytes(b"id,date,title,killed\na,2013-01-10,x,18\n", Options::default());
    assert!(export::csv(&alone.data, "en").contains(": killed 18 ["), "what stands alone is no best of several");
    let features: serde_json::Value = serde_json::from_str(&export::geojson(&import.data, "en")).expect("JSON");
    let best = |at: usize| &features["features"][at]["properties"]["fatalities_best"];
    assert!(best(0) == 18 && best(2).is_null());
}

/// Two events with all that a table tells.
const TWO: &str = r#"{"sources": [{"id": "paper", "title": "Paper", "url": "https://example.org/p"}, {"id": "letter", "title": "Letter"}],
        "actors": [{"id": "mnla", "name": "Mouvement", "short": "MNLA (old)"}, {"id": "army", "name": "Army"}],
        "places": [{"id": "gao", "name": "Gao", "lat": 16.27, "lon": -0.04}, {"id": "kidal", "name": "Kidal"}],
        "events": [
            {"id": "a", "when": "2012-03-22~/2012-04-05", "title": "-5 degrees", "summary": "'=1", "note": "Note.",
             "date_note": "Found so.", "kind": "hostage-taking", "status": "disputed",
             "places": ["gao", {"id": "kidal", "near": true}],
             "actors": [{"id": "mnla", "role": "attacker"}, {"id": "army", "role": "victim"}],
             "claims": [{"by": "army", "what": "killed", "low": 13, "wording": "at-least"}],
             "sources": [{"id": "paper", "lines": [4, 5], "refs": [2]}, {"id": "letter"}]},
            {"id": "b", "when": "[2018-01?..2018-04?]", "title": "Two", "places": ["gao"],
             "claims": [{"by": "army", "what": "killed", "low": 3}, {"by": "mnla", "what": "killed", "low": 9}],
             "sources": [{"id": "letter", "lines": [1]}]}]}"#;

#[test]
fn features_of_ours_come_back() {
    for text in [TWO, &TWO.replace("Kidal\"}", "Kidal\", \"lat\": 18.44, \"lon\": 1.41, \"precision\": \"area\"}")] {
        let before = import_bytes(text.as_bytes(), Options::default());
        assert_eq!(before.problems, []);
        let features = export::geojson(&before.data, "en");
        let back = import_bytes(features.as_bytes(), Options { file: "a.geojson".into(), ..Options::default() });
        assert_eq!((back.format.as_str(), &back.problems[..]), ("conflict-timeline", &[][..]));
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        let (mut old, mut new) = (read(&features), read(&export::geojson(&back.data, "en")));
        for at in [0, 1] {
            // Who claims what is one figure of the file now, and the file is a source of its own.
            for name in ["claims", "sources"] {
                old["features"][at]["properties"][name].take();
                new["features"][at]["properties"][name].take();
            }
            assert_eq!(old["features"][at], new["features"][at]);
        }
        assert_eq!((back.data.places.len(), back.data.events[0].places[1].is_near), (2, true));
        assert_eq!(back.data.events[0].actors[1].role, Role::Victim);
        assert!(back.data.events[0].sources.iter().any(|cited| cited.lines == [4, 5] && cited.refs == [2]));
    }
}

#[test]
fn points_that_belong_to_no_place_are_told_and_kept() {
    let data = import_bytes(TWO.as_bytes(), Options::default()).data;
    let read = |text: &str| import_bytes(text.as_bytes(), Options::default());
    let more = export::geojson(&data, "en").replace("[\"point\",null]", "[null,null]");
    let import = read(&more);
    let clause = "places: 1 row with more or fewer points than its places have, left out, at record 1";
    assert_eq!(import.problems.iter().map(|it| it.message.as_str()).collect::<Vec<_>>(), [clause]);
    let kept = |column| record::column(import.data.texts.get(import.data.events[0].record, "en"), column);
    assert_eq!((kept("latitude").as_deref(), kept("longitude").as_deref()), (Some("16.27"), Some("-0.04")));
    // Whoever looks up the points of our table may put them beside the names.
    let table = export::csv(&data, "en").replace("toll_best\r\n", "toll_best,latitude,longitude\r\n");
    let import = read(&table.replace(",,,,,\r\n", ",,,,,,16.27,-0.04\r\n"));
    let place = |event: usize| import.data.place(import.data.events[event].places[0].place);
    assert_eq!((place(0).lat_e5, place(1).lat_e5), (None, Some(1_627_000)), "{table}");
}

#[test]
fn a_table_of_ours_comes_back() {
    let before = import_bytes(TWO.as_bytes(), Options::default());
    assert_eq!(before.problems, []);
    let table = export::csv(&before.data, "en");
    let back = import_bytes(table.as_bytes(), Options { file: "a.csv".into(), ..Options::default() });
    assert_eq!((back.format.as_str(), &back.problems[..]), ("conflict-timeline", &[][..]));
    let again = export::csv(&back.data, "en");
    let cells = |text: &str| -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut splitter = conflict_timeline_core::ingest::Splitter::new(b',');
        let mut keep = |row: conflict_timeline_core::ingest::Row<'_>| {
            rows.push(row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect());
        };
        splitter.feed(text.as_bytes(), &mut keep);
        splitter.finish(&mut keep);
        rows
    };
    // Who claims what is one figure of the table now, and the table is a source of its own.
    let is_same = |name: &str| !matches!(name, "toll_accounts" | "claims" | "sources" | "data_version" | "licence");
    for (old, new) in cells(&table).iter().zip(&cells(&again)) {
        for (at, name) in export::COLUMNS.iter().enumerate().filter(|(_, name)| is_same(name)) {
            assert_eq!(old[at], new[at], "{name}");
        }
        let sources = export::COLUMNS.iter().position(|name| *name == "sources").expect("there");
        assert!(new[sources].ends_with(&old[sources]), "{} in {}", old[sources], new[sources]);
    }
    let data = &back.data;
    assert_eq!((data.places.len(), data.actors.len(), data.sources.len()), (2, 2, 3));
    let event = &data.events[0];
    let toll = event.toll().expect("a figure");
    assert_eq!((toll.low, toll.is_open, event.sources[1].refs.as_slice()), (13, true, &[2][..]));
    let claims = record::column(data.texts.get(event.record, "en"), "claims");
    assert_eq!(claims.as_deref(), Some("Army: killed at-least 13 [Paper]"));
}
