//! JSON of others: geometries, objects in lists, sequences, records with names of their own.

use crate::support::*;
use conflict_timeline_core::model::PlacePrecision;
use conflict_timeline_core::problem::Code;

fn feature(day: u32, geometry: &str) -> String {
    format!(
        r#"{{ "type": "Feature", "geometry": {geometry}, "properties": {{"Event Date": "2013-01-{day:02}", "Title": "T{day}"}} }}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, features.join(",\n"))
}

#[test]
fn every_geometry_is_a_place_or_a_complaint() {
    let import = read(collection(&[
        feature(10, r#"{"type": "LineString", "coordinates": [[0, 16], [1, 17]]}"#),
        feature(11, r#"{"type": "Polygon", "coordinates": [[[0, 16], [1, 17], [1, 16], [0, 16]]]}"#),
        feature(12, "null"),
        feature(13, r#"{"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [0, 16]}]}"#),
        feature(14, r#"{"type": "Polygon", "coordinates": []}"#),
        "null".into(),
        r#"{"type": "Feature", "geometry": null, "properties": {}}"#.into(),
    ]));
    let data = &import.data;
    let points: Vec<_> = data
        .events
        .iter()
        .map(|event| event.places.first().map(|at| data.place(at.place)))
        .map(|place| place.map(|place| (place.lat_e5, place.lon_e5, place.precision)))
        .collect();
    let middle = Some((Some(1_650_000), Some(50_000), PlacePrecision::Area));
    let point = Some((Some(1_600_000), Some(0), PlacePrecision::Point));
    assert_eq!(points, [middle, middle, None, point, None]);
    assert_eq!(kept(data, &data.events[0], "geometry"), "LINESTRING (0 16, 1 17)");
    assert_eq!(import.rows, 7);
    let found: Vec<(Code, u32)> = import.troubles.iter().map(|trouble| (trouble.code, trouble.count)).collect();
    assert_eq!(found, [(Code::WrongType, 1), (Code::Empty, 2)]);
}

#[test]
fn objects_in_lists_stay_as_text() {
    let import = read(r#"[{"date": "2013-01-10", "tags": ["a", "b"], "links": [{"to": "x\"y", "n": 1}, null]}]"#);
    let event = &import.data.events[0];
    assert_eq!(kept(&import.data, event, "tags"), "a;b");
    assert_eq!(kept(&import.data, event, "links"), r#"[{"to":"x\"y","n":1},null]"#);
}

#[test]
fn sequences_of_every_form_go_on_behind_what_is_broken() {
    let point = r#"{"type": "Point", "coordinates": [0, 16]}"#;
    let lines: Vec<String> = (10..13).map(|day| feature(day, point)).collect();
    assert_eq!(read(lines.join("\n")).data.events.len(), 3, "with a blank behind the brace");
    let pretty = |feature: &String| ["\u{1e}", &feature.replace(", ", ",\n"), "\n"].concat();
    assert_eq!(read(lines.iter().map(pretty).collect::<String>()).data.events.len(), 3);
    let cut = [&lines[0], &lines[1][..60], "", &lines[2]].join("\n");
    let import = read(cut);
    assert_eq!((import.data.events.len(), import.problems[0].code, import.problems[0].line), (2, Code::Syntax, 2));
    let cut = [pretty(&lines[0]), "\u{1e}{\n \"a\": ,\n}\n".into(), pretty(&lines[2])].concat();
    let import = read(&cut);
    let line = 1 + cut[..cut.find(" \"a\"").expect("there")].matches('\n').count() as u32;
    assert_eq!((import.data.events.len(), import.problems[0].line), (2, line));
}

#[test]
fn records_with_names_of_their_own_cost_no_more_than_their_length() {
    let record = |index: usize| format!(r#"{{"k{index}": "v{index}", "date": "2013-01-10", "id": "e{index}"}}"#);
    let text = ["[", &(0..20_000).map(record).collect::<Vec<_>>().join(","), "]"].concat();
    let began = std::time::Instant::now();
    let import = read(text);
    assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
    let data = &import.data;
    assert_eq!(data.events.len(), 20_000);
    for name in ["0", "19999"] {
        let event = event(data, &["e", name].concat());
        assert_eq!(kept(data, event, &["k", name].concat()), ["v", name].concat());
    }
}

#[test]
fn a_call_behind_comments_is_read() {
    let data = r#"{"timeline":{"headline":"H","date":[{"startDate":"2012,1,17","headline":"A","text":"x"}]}}"#;
    for text in [format!("/**/callback({data});"), format!("// made {{by}} x\nstoryjs = {data};")] {
        assert_eq!(read(&text).data.events.len(), 1, "{text}");
    }
}

#[test]
fn points_in_another_system_and_lists_under_other_names_are_told() {
    let import = read(
        r#"{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}},
            "features": [{"type": "Feature", "properties": {"date": "2013-01-10"},
            "geometry": {"type": "Point", "coordinates": [-433033, 1680000]}}]}"#,
    );
    assert!(messages(&import).contains("EPSG::3857 and not in WGS 84"), "{}", messages(&import));
    let import = read(
        r#"{"spatialReference": {"wkid": 4326}, "features": [{"attributes": {"EVENT_DATE": 1357819200000, "NAME": "Konna"},
            "geometry": {"x": -3.89, "y": 14.94}}]}"#,
    );
    let place = import.data.place(import.data.events[0].places[0].place);
    assert_eq!((import.data.events[0].edtf.as_str(), place.lat_e5), ("2013-01-10", Some(1_494_000)));
    assert!(messages(&import).contains("a moment in UTC, read as its day there"), "{}", messages(&import));
    for json in [
        r#"{"count": 1, "incidents": [{"date": "2013-01-10", "location": {"type": "Point", "coordinates": [-3.89, 14.94]}}]}"#,
        r#"{"head": {}, "results": {"bindings": [{"date": {"type": "literal", "value": "2013-01-10T00:00:00Z"},
            "coord": {"datatype": "wkt", "type": "literal", "value": "Point(-3.89 14.94)"}}]}}"#,
    ] {
        let import = read(json);
        let place = import.data.place(import.data.events[0].places[0].place);
        assert_eq!((place.lat_e5, messages(&import).as_str()), (Some(1_494_000), ""), "{json}");
    }
    assert!(read(r#"{"a": [{"date": "2013-01-10"}], "b": [{"date": "2013-01-11"}]}"#).data.events.is_empty());
}

#[test]
fn complaints_about_json_have_a_line() {
    let places = |text: &str| -> Vec<String> { read(text).problems.iter().map(|problem| problem.place()).collect() };
    let list = "[\n {\"date\": \"2013-01-10\"},\n {\"place\": \"Gao\", \"date\": \"soon\"}\n]";
    assert_eq!(places(list), ["habit:3:27"]);
    assert_eq!(places(&["{\"a\": 1,\n \"data\": {\"rows\":", list, "}}"].concat()), ["habit:4:27"]);
    assert_eq!(places(&list.replace('\n', "")), ["habit, [1].date"]);
    let both = [feature(10, "null"), feature(11, "null").replace("2013-01-11", "soon")];
    assert_eq!(places(&collection(&both)), ["habit:2:1"], "of a column within the properties the record is known");
    assert_eq!(places(&both.join("\n\n")), ["habit:3:1"]);
    assert_eq!(places("[[\"date\", \"place\"],\n[\"soon\", \"Gao\"]]"), ["habit, [0].date"]);
    let own = "{\"events\": [\n {\"when\": \"2013\", \"title\": \"a\",\n  \"kind\": \"batle\"}]}";
    assert_eq!(places(own), ["habit:2:2"]);
}

#[test]
fn ids_of_64_bits_are_whole() {
    let import = read(r#"[{"id": 18446744073709551615, "date": "2013-01-10"}, {"id": 1, "date": "2013-01-11"}]"#);
    assert_eq!(import.data.events[0].slug, "18446744073709551615");
}
