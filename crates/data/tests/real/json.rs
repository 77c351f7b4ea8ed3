//! JSON of every form.

use crate::support::*;
use conflict_timeline_core::ingest::{Value, import_node};
use conflict_timeline_core::problem::Code;

#[track_caller]
fn check(name: &str, format: &str, events: usize) {
    let Some(import) = import(name) else { return };
    assert_eq!((import.format.as_str(), import.data.events.len()), (format, events), "{name}: {}", messages(&import));
}

#[test]
fn timelines_of_both_versions() {
    for (name, events) in [
        ("houston", 18),
        ("marktwain", 17),
        ("mediatypes", 29),
        ("republican", 13),
        ("shit-people-say", 20),
        ("soundcite", 18),
        ("template-all-media-types", 41),
        ("template-eras", 20),
        ("user-interface", 22),
        ("website-timeline3", 18),
        ("women_in_computing", 10),
        ("DERIVED_mali_ged211_891events", 891),
    ] {
        check(&format!("timelinejs/v3/{name}.json"), "timelinejs", events);
    }
    for (name, events) in [
        ("example_json.json", 22),
        ("example_jsonp.jsonp", 21),
        ("houston.json", 18),
        ("model.json", 1),
        ("shit-people-say.json", 20),
        ("test_extra_html.json", 5),
        ("test_utc_firefox.json", 14),
        ("user-interface.json", 22),
        ("website-example.json", 28),
    ] {
        check(&format!("timelinejs/v2-legacy/{name}"), "timelinejs", events);
    }
    // The title row is the set's title, no event.
    check("timelinejs/csv/my-own-timeline.csv", "timelinejs", 10);
    check("timelinejs/csv/thecdil-demo-timeline.csv", "timelinejs", 4);
}

#[test]
fn titles_eras_and_markup() {
    let Some(import) = import("timelinejs/v3/template-eras.json") else { return };
    assert_eq!(import.data.phases.len(), 3);
    assert!(import.data.events.iter().any(|event| event.phase.is_some()));
    let Some(import) = crate::support::import("timelinejs/v3/houston.json") else { return };
    assert_eq!(import.data.texts.get(import.data.meta.title, "en"), "Whitney Houston 1963 - 2012");
    for event in &import.data.events {
        assert!(!import.data.texts.get(event.summary, "en").contains("<p>"));
    }
}

#[test]
fn years_before_the_calendar_are_said() {
    let Some(import) = import("timelinejs/v3/template-cosmo.json") else { return };
    assert!(import.data.events.is_empty());
    assert_eq!(import.problems[0].code, Code::OutOfRange);
    assert!(
        import.problems[0].message.starts_with("year: 7 rows outside of the years 0 to 9999"),
        "{}",
        messages(&import)
    );
}

#[test]
fn geojson_and_its_sequences() {
    check("geojson/DERIVED_mali_ged211.geojson", "ucdp-ged", 891);
    check("geojson/DERIVED_mali_ged211.geojsonl", "ucdp-ged", 200);
    check("ucdp/ged231_car_482_head150.geojson", "ucdp-ged", 150);
    let Some(map) = import("map/tiny_mali.geojson") else { return };
    assert_eq!(map.problems[0].code, Code::Format, "a map is no set of events");
}

#[test]
fn answers_of_the_apis() {
    let Some(bytes) = bytes("ucdp/ged231_car_482_head150.geojson") else { return };
    let whole: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let features = whole["features"].as_array().expect("features");
    let rows: Vec<serde_json::Value> = features
        .iter()
        .map(|feature| {
            let mut row = feature["properties"].clone();
            row["longitude"] = feature["geometry"]["coordinates"][0].clone();
            row["latitude"] = feature["geometry"]["coordinates"][1].clone();
            row
        })
        .collect();
    let node = |value: serde_json::Value| serde_json::from_value(value).expect("a node");
    let envelope = serde_json::json!({ "TotalCount": 150, "TotalPages": 1, "NextPageUrl": "", "Result": rows });
    for value in [serde_json::Value::Array(rows.clone()), envelope] {
        let import = import_node(node(value), options("api.json"));
        assert_eq!((import.format.as_str(), import.data.events.len()), ("ucdp-ged", 150), "{}", messages(&import));
    }
    let none = import_node(Value::Text("?".into()).into(), options("x.json"));
    assert_eq!(none.problems[0].code, Code::Format);
}
