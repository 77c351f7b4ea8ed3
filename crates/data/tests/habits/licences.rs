//! Whose rows they are, told by any of their marks. All rows are made for these tests.

use crate::support::*;
use conflict_data::{export, licence};
use conflict_timeline_core::ingest::Options;
use conflict_timeline_core::model::PlacePrecision;

/// A made-up row in the layout of ACLED.
const ACLED: [(&str, &str); 17] = [
    ("event_id_cnty", "TST1"),
    ("event_date", "2013-01-10"),
    ("year", "2013"),
    ("time_precision", "1"),
    ("disorder_type", "Political violence"),
    ("event_type", "Battles"),
    ("sub_event_type", "Armed clash"),
    ("actor1", "Group A"),
    ("inter1", "2"),
    ("actor2", "Group B"),
    ("inter2", "2"),
    ("admin1", "Gao"),
    ("location", "Gao"),
    ("latitude", "16.27"),
    ("longitude", "-0.04"),
    ("geo_precision", "1"),
    ("fatalities", "3"),
];

fn table(columns: impl Iterator<Item = (&'static str, &'static str)>) -> String {
    let (names, cells): (Vec<_>, Vec<_>) = columns.unzip();
    format!("{}\n{}\n", names.join(","), cells.join(","))
}

#[test]
fn acled_is_known_with_columns_missing() {
    for missing in ["event_id_cnty", "event_type", "actor1", "fatalities", "sub_event_type", ""] {
        let import = read(table(ACLED.into_iter().filter(|(name, _)| *name != missing)));
        assert_eq!((import.format.as_str(), import.data.events.len()), ("acled", 1), "without {missing}");
        assert!(import.is_restricted, "without {missing}");
    }
    let few = ["event_date", "sub_event_type", "event_type", "location"];
    let import = read(table(ACLED.into_iter().filter(|(name, _)| few.contains(name))));
    assert!(import.is_restricted && import.format == "acled");
}

#[test]
fn read_as_another_format_the_rows_stay_bound() {
    let options = || Options { format: Some("generic".into()), ..Options::default() };
    let import = read_as(table(ACLED.into_iter()), options());
    assert_eq!(import.format, "generic");
    assert!(import.is_restricted && licence::is_restricted(&import.data));
    let credit = import.data.texts.get(import.data.meta.credit, "en");
    assert!(credit.contains("acleddata.com"), "{credit}");
    // Nor does another name of the date column set them free.
    let renamed = ACLED.map(|(name, cell)| (if name == "event_date" { "date" } else { name }, cell));
    let renamed = renamed.into_iter().filter(|(name, _)| *name != "year");
    let import = read(table(renamed));
    assert_eq!((import.format.as_str(), import.is_restricted), ("generic", true));
}

#[test]
fn rows_that_name_acled_as_their_source_bind_the_set() {
    // The layout of xSub with two rows made up for this test: they are of no collection.
    let xsub = |source: &str| {
        format!(
            "SOURCE,CONFLICT,COWN,COWC,ISO3,DATE,LAT,LONG,INITIATOR_SIDEA,TARGET_SIDEB,ACTION_ANY\n\
             GED,Mali,432,MLI,MLI,20120117,15.918,2.402,0,1,1\n{source},Mali,432,MLI,MLI,20120118,15.918,2.402,0,1,1\n"
        )
    };
    for source in ["ACLED_v7", "ACLED", "acled", "UCDP; ACLED", "https://acleddata.com/", "GTD"] {
        let import = read(xsub(source));
        assert!(import.is_restricted && licence::is_restricted(&import.data), "{source}");
        assert_eq!((import.format.as_str(), import.data.events.len()), ("generic", 2));
        assert!(!import.data.texts.get(import.data.meta.credit, "en").is_empty(), "{source}");
    }
    for source in ["SCAD", "Acledia Post", "GTDs", ""] {
        assert!(!read(xsub(source)).is_restricted, "{source}");
    }
    for name in ["data_source", "dataset", "Source"] {
        let row = format!("date,place,{name}\n2012-01-17,Menaka,ACLED\n");
        assert!(read(&row).is_restricted, "{name}");
        assert!(!read(row.replace(name, "remarks")).is_restricted, "words of a text bind nothing");
        let json = format!(r#"[{{"date": "2012-01-17", "place": "Menaka", "{name}": "ACLED"}}]"#);
        assert!(read(json).is_restricted, "{name}");
    }
    let mapped = Options { mapping: vec![("sources".into(), "Woher".into())], ..Options::default() };
    assert!(read_as("date,place,Woher\n2012-01-17,Menaka,ACLED\n", mapped).is_restricted);
    // What UCDP and curated sets cite is no row of it.
    let ucdp = read(
        "id,relid,date_start,date_end,side_a,side_b,where_prec,date_prec,type_of_violence,best,source_office\n\
                     1,MLI-1,2012-01-17,2012-01-17,A,B,1,1,1,3,ACLED\n",
    );
    assert_eq!((ucdp.format.as_str(), ucdp.is_restricted), ("ucdp-ged", false));
    let curated = read(r#"[{"when": "2012-01-17", "title": "Menaka", "sources": [{"title": "ACLED"}]}]"#);
    assert!(!curated.is_restricted && !read(export::csv(&curated.data, "en")).is_restricted);
}

#[test]
fn what_was_made_from_the_rows_is_bound_in_every_form_and_sums_in_none() {
    let data = read(table(ACLED.into_iter())).data;
    let sums = licence::aggregate(&data);
    for (form, is_bound) in [(&data, true), (&sums, false)] {
        let forms = [export::geojson, export::csv, export::timelinejs].map(|write| write(form, "en"));
        for text in forms.into_iter().chain([export::json(form).expect("JSON")]) {
            let back = read(&text);
            assert_eq!((back.is_restricted, back.data.events.len()), (is_bound, 1), "{text}");
            assert_eq!(licence::is_restricted(&back.data), is_bound);
        }
    }
}

#[test]
fn ucdp_is_known_in_reduced_layouts() {
    const GED: [(&str, &str); 18] = [
        ("id", "1"),
        ("relid", "X-1"),
        ("year", "2013"),
        ("type_of_violence", "1"),
        ("dyad_new_id", "7"),
        ("side_a", "Group A"),
        ("side_b", "Group B"),
        ("where_prec", "4"),
        ("where_coordinates", "Gao"),
        ("latitude", "16.27"),
        ("longitude", "-0.04"),
        ("geom_wkt", "POINT (-0.04 16.27)"),
        ("country", "Mali"),
        ("date_prec", "4"),
        ("date_start", "2013-01-01"),
        ("date_end", "2013-01-31"),
        ("best", "3"),
        ("low", "3"),
    ];
    for missing in
        [&["latitude", "longitude"][..], &["type_of_violence"], &["best", "low"], &["id"], &["geom_wkt", "relid"]]
    {
        let import = read(table(GED.into_iter().filter(|(name, _)| !missing.contains(name))));
        assert_eq!((import.format.as_str(), messages(&import).as_str()), ("ucdp-ged", ""), "{missing:?}");
        let event = &import.data.events[0];
        let place = import.data.place(event.places[0].place);
        assert_eq!((event.edtf.as_str(), place.precision), ("2013-01", PlacePrecision::Area), "{missing:?}");
        assert_eq!((place.lat_e5, place.lon_e5), (Some(1_627_000), Some(-4_000)), "{missing:?}");
        assert!(import.data.texts.get(import.data.meta.credit, "en").contains("Uppsala"));
        assert_eq!(kept(&import.data, event, "geom_wkt"), "", "the point is told");
    }
    let renamed = GED.map(|(name, cell)| (if name == "id" { "event_id" } else { name }, cell));
    assert_eq!(read(table(renamed.into_iter())).data.events[0].slug, "1");
    for (text, toll) in [
        (
            "country_id,country,region,year,type_of_violence,best,low,high\n432,Mali,Africa,2012,1,100,90,120\n",
            (90, 120),
        ),
        ("latitude,longitude,year,deaths_civilians,deaths_total\n16.2,-0.04,2012,4,10\n", (10, 10)),
    ] {
        let import = read(text);
        assert_eq!((import.format.as_str(), import.data.meta.licence.as_str()), ("ucdp-sums", "CC BY 4.0"), "{text}");
        let event = &import.data.events[0];
        assert!(event.when.lasts && event.toll().is_some_and(|found| (found.low, found.high) == toll), "{text}");
    }
}
