use super::*;
use crate::ingest::{Value, ctl};
use crate::time::{Day, When};

fn text(text: &str) -> Node {
    Value::Text(text.into()).into()
}

fn map<const N: usize>(entries: [(&str, Node); N]) -> Node {
    Value::Map(entries.map(|(key, node)| (key.to_string(), node)).into()).into()
}

/// Events of a day, each with an actor and a place by their positions in lists of this part's own.
fn packed(lists: (Node, Node), events: &[(&str, &str, &str, &str)]) -> Vec<u8> {
    let event = |(id, when, actor, place): &(&str, &str, &str, &str)| {
        map([
            ("id", text(id)),
            ("when", text(when)),
            ("title", text(&format!("{actor} at {place}"))),
            ("actors", Value::List(vec![text(actor)]).into()),
            ("places", Value::List(vec![text(place)]).into()),
        ])
    };
    let events = Value::List(events.iter().map(event).collect()).into();
    ctl::pack(map([("actors", lists.0), ("places", lists.1), ("events", events)])).expect("packs")
}

fn named(entries: &[(&str, &str)]) -> Node {
    let entry = |(id, name): &(&str, &str)| map([("id", text(id)), ("name", text(name))]);
    Value::List(entries.iter().map(entry).collect()).into()
}

fn at(entries: &[(&str, &str, i64)]) -> Node {
    let entry = |(id, name, lat): &(&str, &str, i64)| {
        let degrees = |number: i64| Node::from(Value::Int(number));
        map([("id", text(id)), ("name", text(name)), ("lat", degrees(*lat)), ("lon", degrees(0))])
    };
    Value::List(entries.iter().map(entry).collect()).into()
}

fn feed(parts: &mut PartsImporter, file: &str, (rows, size): (u32, usize), bytes: &[u8]) -> Result<(), String> {
    parts.begin(file, Some(rows), size as u64);
    bytes.chunks(61).enumerate().try_for_each(|(at, slice)| parts.feed(at * 61, slice))?;
    parts.end()
}

/// Two parts whose lists have other orders, and ids that mean another place.
fn two() -> [Vec<u8>; 2] {
    let first = packed(
        (named(&[("a", "Army"), ("b", "Group")]), at(&[("bourem", "Bourem", 16), ("bourem-2", "Bourem", 15)])),
        &[("e1", "2012-01-05", "a", "bourem"), ("e2", "2012-01-07", "b", "bourem-2")],
    );
    let second = packed(
        (named(&[("b", "Group"), ("a", "Army")]), at(&[("bourem", "Bourem", 15), ("gao", "Gao", 16)])),
        &[("e1", "2012-01-06", "a", "bourem"), ("e3", "2013-02-01", "b", "gao")],
    );
    [first, second]
}

#[test]
fn events_of_two_parts_point_into_one_set_of_lists() {
    let mut parts = PartsImporter::default();
    let [first, second] = two();
    assert_eq!(feed(&mut parts, "1.ctl", (2, first.len()), &first), Ok(()));
    assert_eq!(parts.so_far().events.len(), 2);
    assert_eq!(feed(&mut parts, "2.ctl", (2, second.len()), &second), Ok(()));
    let Import { data, problems, rows, .. } = parts.finish();
    assert_eq!((problems, rows, data.actors.len()), (Vec::new(), 4, 2));
    let places: Vec<_> = data.places.iter().map(|place| (place.slug.as_str(), place.lat_e5)).collect();
    assert_eq!(places, [("bourem", Some(1_600_000)), ("bourem-2", Some(1_500_000)), ("gao", Some(1_600_000))]);
    let told: Vec<_> = data
        .events
        .iter()
        .map(|event| {
            let word = |id| data.texts.get(id, "en");
            let (actor, place) = (data.actor(event.actors[0].actor), data.place(event.places[0].place));
            format!("{} {}: {}, {}", event.slug, word(event.title), word(actor.name), place.slug)
        })
        .collect();
    // Two events of one id are two events.
    let wanted = [
        "e1 a at bourem: Army, bourem",
        "e1-2 a at bourem: Army, bourem-2",
        "e2 b at bourem-2: Group, bourem-2",
        "e3 b at gao: Group, gao",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn a_damaged_part_is_named_and_the_others_stay() {
    let [first, second] = two();
    for at in 0..second.len() {
        let mut parts = PartsImporter::default();
        let mut odd = second.clone();
        odd[at] ^= 1;
        let found = feed(&mut parts, "2.ctl", (2, odd.len()), &odd);
        assert_eq!(feed(&mut parts, "1.ctl", (2, first.len()), &first), Ok(()), "after damage at {at}");
        let rows = parts.finish().data.events.len();
        // Between the sections are bytes that nobody reads, and the columns are left alone.
        assert!(if found.is_ok() { rows == 4 } else { rows == 2 }, "{at}: {found:?}");
        assert!(feed(&mut PartsImporter::default(), "2.ctl", (2, second.len()), &second[..at]).is_err(), "cut at {at}");
    }
    let mut parts = PartsImporter::default();
    assert_eq!(feed(&mut parts, "2.ctl", (3, second.len()), &second), Err("it holds 2 rows, the index says 3".into()));
    assert!(
        feed(&mut parts, "2.ctl", (2, second.len() + 1), &[&second[..], b"x"].concat()).is_err(),
        "bytes left over"
    );
    let mut newer = second;
    newer[4] = 2;
    assert_eq!(feed(&mut parts, "2.ctl", (2, newer.len()), &newer), Err("byte 4: packed by another version".into()));
}

#[test]
fn columns_need_not_be_fetched() {
    let events = vec![("", "2012-01-05", "a", "gao"); 500];
    let first = packed((named(&[("a", "Army")]), at(&[("gao", "Gao", 16)])), &events);
    let mut parts = PartsImporter::default();
    parts.begin("1.ctl", None, first.len() as u64);
    let (mut fed, mut ranges) = (0, 0);
    while let Some(at) = parts.wanted() {
        let end = (at + 700).min(first.len());
        parts.feed(at, &first[at..end]).expect("sound");
        (fed, ranges) = (fed + end - at, ranges + 1);
    }
    assert!(fed < first.len() - 5_000 && ranges > 1, "{fed} of {}", first.len());
    assert_eq!((parts.end(), parts.rows()), (Ok(()), 500));
    parts.begin("1.ctl", None, first.len() as u64);
    assert_eq!(parts.feed(1, &first[1..]), Err("byte 0: it is missing".into()));
}

fn index(parts: &str, rows: u32) -> Result<PartsIndex, String> {
    let json = format!(r#"{{"format": "conflict-timeline-parts", "version": 1, "rows": {rows}, "parts": [{parts}]}}"#);
    PartsIndex::parse(json.as_bytes())
}

fn entry(file: &str, year: u32, rows: u32) -> String {
    let days = format!(r#""from": "{year}-01-01", "to": "{year}-12-31""#);
    format!(r#"{{"file": "{file}", "rows": {rows}, {days}, "head": 10, "bytes": 20}}"#)
}

#[test]
fn an_index_names_files_of_its_own_folder_alone() {
    assert_eq!(index(&entry("rows-2012 (1).ctl", 2012, 4), 4).map(|index| index.parts.len()), Ok(1));
    for file in [
        "",
        ".",
        "..",
        "../x.ctl",
        "a/b.ctl",
        "/x.ctl",
        "a\\\\b",
        "https:x",
        "//host/x",
        ".hidden",
        "x.ctl?y",
        "x#y",
        "%2e%2e%2fx",
        "x\\u0000",
    ] {
        let found = index(&entry(file, 2012, 4), 4);
        assert!(found.is_err_and(|clause| clause.starts_with("parts[0]: `")), "{file}");
    }
    let later = format!("{},{}", entry("b.ctl", 2013, 1), entry("a.ctl", 2012, 1));
    for (parts, rows) in [(entry("a.ctl", 2012, 4), 5), (later, 2), ("1".into(), 0), (r#"{"file": "a"}"#.into(), 0)] {
        assert!(index(&parts, rows).is_err(), "{parts}");
    }
    for json in ["", "{}", "[]", r#"{"format": "conflict-timeline-parts", "version": 2, "rows": 0, "parts": []}"#] {
        assert!(PartsIndex::parse(json.as_bytes()).is_err(), "{json}");
    }
}

#[test]
fn what_an_index_says_of_months_is_read_or_refused() {
    let index = |months: &str| {
        let json = format!(
            r#"{{"format": "conflict-timeline-parts", "version": 1, "rows": 0, "parts": [], "months": [{months}]}}"#
        );
        PartsIndex::parse(json.as_bytes()).map(|index| index.months)
    };
    assert_eq!(index(""), Ok(vec![]));
    let from = When::parse("2012-01").map(|when| when.earliest).expect("a month");
    assert_eq!(
        index(r#"["2012-01", 31, 80, 112, 9]"#),
        Ok(vec![MonthEntry { from, events: 31, low: 80, high: 112, unknown: 9 }])
    );
    for wrong in [
        r#"["2012-01", 31, 80, 112]"#,
        r#"["2012-01", 31, 80, -112, 9]"#,
        r#"["2012-01-02", 31, 80, 112, 9]"#,
        r#"["x", 31, 80, 112, 9]"#,
        "[]",
        "7",
        r#"["2012-02", 1, 1, 1, 0], ["2012-01", 1, 1, 1, 0]"#,
    ] {
        assert!(index(wrong).is_err_and(|clause| clause.starts_with("months[")), "{wrong}");
    }
}

#[test]
fn of_many_rows_those_are_read_that_were_asked_for_else_the_newest() {
    let parts: Vec<String> = (2010..2020).map(|year| entry(&format!("{year}.ctl"), year, 10)).collect();
    let index = index(&parts.join(","), 100).expect("sound");
    let day = |text: &str| When::parse(text).ok().map(|when| when.earliest);
    let within = |from: &str, to: &str| index.within(day(from), day(to));
    assert_eq!(within("", ""), Vec::from_iter(0..10));
    assert_eq!(within("2012-06-01", "2014-01-01"), [2, 3, 4]);
    assert_eq!(within("2018", ""), [8, 9]);
    assert!(within("2030", "").is_empty());
    let chosen = |most, from: &str, to: &str, held: &[usize]| index.chosen(most, day(from), day(to), held);
    assert_eq!(chosen(100, "", "", &[]), Vec::from_iter(0..10));
    assert_eq!(chosen(35, "", "", &[]), [7, 8, 9]);
    assert_eq!(chosen(100, "2018", "", &[]), [8, 9], "what was not asked for stays where it is");
    assert_eq!(chosen(35, "2012-06-01", "", &[]), [2, 3, 4]);
    assert_eq!(chosen(35, "2012-06-01", "2012-07-01", &[]), [2]);
    assert_eq!(chosen(35, "", "2012-07-01", &[]), [0, 1, 2]);
    assert_eq!(chosen(5, "2030", "", &[]), [9]);
    assert_eq!(chosen(5, "", "2001", &[]), [0]);
    assert_eq!(chosen(35, "2012-06-01", "2012-07-01", &[0, 1, 2, 3, 8]), [2, 1, 3], "the nearest stay");
    assert_eq!(chosen(5, "2012-06-01", "2012-07-01", &[1, 99]), [2]);
    assert_eq!(index.span().map(|span| span.days()), Some(3652));
    assert!(self::index("", 0).expect("sound").chosen(5, None, None, &[]).is_empty());
    assert_eq!(index.parts[0].to, Day::from_ymd(2010, 12, 31).expect("a day"));
}
