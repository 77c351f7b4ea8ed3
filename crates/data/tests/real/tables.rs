//! Delimited text.

use crate::support::*;
use conflict_timeline_core::ingest::{Options, Pair};
use conflict_timeline_core::model::{Bloc, Claim, Kind, PlacePrecision, Role, Status, Wording};
use conflict_timeline_core::problem::Code;
use conflict_timeline_core::time::Precision;

/// Format, rows and events; all rows are events.
#[track_caller]
fn check(name: &str, format: &str, rows: usize) {
    let Some(import) = import(name) else { return };
    let found = (import.format.as_str(), import.rows as usize, import.data.events.len());
    assert_eq!(found, (format, rows, rows), "{name}: {}", messages(&import));
}

#[test]
fn every_row_of_every_table_is_an_event() {
    check("ucdp/ged211_mali_14col.csv", "ucdp-ged", 891);
    check("ucdp/DERIVED_ged211_mali_relaid_49col.csv", "ucdp-ged", 891);
    check("ucdp/ged211_global_subset_14col.csv.gz", "ucdp-ged", 176_579);
    check("ucdp/ged241_mexico_49col.csv.gz", "ucdp-ged", 18_957);
    check("ucdp/ged231_global_sample1000_49col.csv", "ucdp-ged", 1000);
    check("ucdp/hdx_ukraine_52col_hxl.csv", "ucdp-ged", 1167);
    check("ucdp/ged231_westafrica_2018_2022_place_year.csv", "ucdp-sums", 2821);
    check("acled-fixtures/DERIVED_acled31_mali_numeric.csv", "acled", 891);
    check("acled-fixtures/DERIVED_acled31_mali_textinter.csv", "acled", 891);
    check("acled-fixtures/DERIVED_acled31_mali_exporttool_semicolon_bom_crlf.csv", "acled", 400);
    check("acled-fixtures/DERIVED_acled2020_mali_hxl_desc.csv", "acled", 891);
    check("acled-fixtures/DERIVED_acled31_myanmar_mexico_26k.csv.gz", "acled", 26_331);
    check("gdelt/gdelt1_mali_1979_1997_59col.csv", "gdelt", 934);
    check("gdelt/DERIVED_gdelt1_mali_58col_noheader.export.CSV", "gdelt", 934);
    check("gdelt/DERIVED_gdelt2_mali_61col_noheader.export.CSV", "gdelt", 934);
    check("gdelt/gdelt1_westafrica_1979_1997_59col.csv.gz", "gdelt", 83_659);
}

#[test]
fn sums_of_the_dead_are_those_of_the_file() {
    let best = |claim: &&Claim| claim.id == "best";
    for name in ["ucdp/ged211_mali_14col.csv", "ucdp/DERIVED_ged211_mali_relaid_49col.csv"] {
        let Some(import) = import(name) else { return };
        let claims = || import.data.events.iter().flat_map(|event| &event.claims).filter(best);
        assert_eq!(claims().filter_map(|claim| claim.low).sum::<u32>(), 6705);
        assert_eq!(claims().filter(|claim| claim.low == Some(0)).count(), 66);
        let points = |place: &&conflict_timeline_core::model::Place| place.lat_e5.is_some();
        // 323 points in the file; two of them are the same to five places.
        let count = import.data.places.iter().filter(points).count();
        assert!((321..=323).contains(&count), "{count}");
    }
}

#[test]
fn figures_in_the_wrong_order_are_kept_and_counted() {
    let Some(import) = import("ucdp/ged241_mexico_49col.csv.gz") else { return };
    let of = |clause: &str| {
        let found = import.problems.iter().filter(|problem| problem.code == Code::FigureOrder);
        found
            .map(|problem| problem.message.as_str())
            .find(|message| message.contains(clause))
            .unwrap_or_default()
            .to_string()
    };
    assert_eq!(of("best below low"), "best: 17 rows with best below low, first at line 50 (`5`)");
    assert!(of("high below best").starts_with("best: 72 rows with high below best"), "{}", of("high below best"));
    let odd = import.data.events.iter().find(|event| event.sources[0].lines == [50]).expect("the row of line 50");
    assert_eq!(odd.claims.iter().filter(|claim| claim.voice.is_none()).count(), 3);
    assert!(!odd.note.is_none());
}

#[test]
fn codes_of_ucdp_become_precision_and_stay_as_codes() {
    let Some(import) = import("ucdp/ged241_mexico_49col.csv.gz") else { return };
    let data = &import.data;
    let month = event(data, "182027");
    assert_eq!((month.edtf.as_str(), month.when.precision, month.when.lasts), ("1992-09", Precision::Month, false));
    assert_eq!((kept(data, month, "date_prec").as_str(), kept(data, month, "event_clarity").as_str()), ("4", "1"));
    assert_eq!(kept(data, month, "relid"), "MEX-1992-2-14353-10");
    let ranges = data.events.iter().filter(|event| event.when.earliest != event.when.latest).count();
    assert_eq!(ranges, 2381);
    let newlines = data.events.iter().filter(|event| data.texts.get(event.record, "en").contains("\n ")).count();
    assert!(newlines > 1000, "{newlines} records with lines of their own");
    assert!(data.events.iter().any(|event| event.when.lasts), "summaries of several events last");
}

#[test]
fn a_row_of_hxl_tags_is_no_event_and_lines_are_those_of_the_file() {
    let Some(import) = import("ucdp/hdx_ukraine_52col_hxl.csv") else { return };
    let data = &import.data;
    let first = event(data, "147997");
    assert_eq!(first.sources[0].lines, [3]);
    assert_eq!(data.source(first.sources[0].source).slug, "ucdp-ged");
    assert!(first.sources.len() > 1, "the agencies that UCDP names");
    assert_eq!(
        data.texts.get(data.meta.credit, "en").split(',').next(),
        Some("UCDP Georeferenced Event Dataset (GED)")
    );
    assert_eq!(data.meta.licence, "CC BY 4.0");
    let place = data.place(first.places[0].place);
    assert_eq!((place.country.as_str(), data.texts.get(place.name, "en")), ("UKR", "Kiev city"));
    assert!(import.troubles.iter().all(|trouble| trouble.code == Code::FigureOrder), "{}", messages(&import));
}

#[test]
fn names_with_apostrophes_and_sides_of_several() {
    let Some(import) = import("ucdp/ged211_mali_14col.csv") else { return };
    let names: Vec<&str> = import.data.actors.iter().map(|actor| import.data.texts.get(actor.name, "en")).collect();
    assert!(names.contains(&"GATIA, MSA"), "{names:?}");
    let civilians = import.data.actors.iter().find(|actor| actor.slug == "civilians").expect("there");
    assert_eq!(civilians.bloc, Bloc::Civilians);
    let harm = import.data.events.iter().find(|event| event.kind == Kind::CivilianHarm).expect("one-sided");
    assert_eq!((harm.actors[0].role, harm.actors[1].role), (Role::Attacker, Role::Victim));
}

#[test]
fn rows_of_one_battle_are_one_event_by_choice() {
    let name = "ucdp/ged211_mali_14col.csv";
    let Some(bytes) = bytes(name) else { return };
    let grouped = table_of(&bytes, Options { is_grouped: true, ..options(name) });
    let data = &grouped.data;
    let konna = data.events.iter().find(|event| event.slug.contains("67970")).expect("Konna");
    assert!(["67968", "67970", "67972"].iter().all(|id| konna.slug.contains(id)), "{}", konna.slug);
    let toll = konna.toll().expect("figures");
    let best: u32 = konna.claims.iter().filter(|claim| claim.id.ends_with("-best")).filter_map(|claim| claim.low).sum();
    assert_eq!((best, konna.actors.len(), toll.accounts), (90, 4, 1));
    assert!(toll.low <= 90 && toll.high >= 90, "{toll:?}");
    assert_eq!(konna.sources[0].lines.len(), 3);
    assert_eq!(kept(data, konna, "row 67970").lines().next(), Some("type_of_violence: State-based violence"));
    // Two rows of the same two sides stay two.
    assert!(data.event_by_slug("67666").is_some() && data.event_by_slug("67667").is_some());
    let claims = data.events.iter().flat_map(|event| &event.claims);
    let sum: u32 = claims.filter(|claim| claim.id.ends_with("best")).filter_map(|claim| claim.low).sum();
    assert_eq!(sum, 6705, "nobody is lost");
}

#[test]
fn acled_layouts_old_and_new_say_the_same() {
    let names = ["numeric", "textinter"].map(|sort| format!("acled-fixtures/DERIVED_acled31_mali_{sort}.csv"));
    let [Some(numeric), Some(texts)] = names.map(|name| import(&name)) else { return };
    let Some(old) = import("acled-fixtures/DERIVED_acled2020_mali_hxl_desc.csv") else { return };
    for other in [&texts, &old] {
        assert_eq!(numeric.data.events.len(), other.data.events.len());
        for (a, b) in numeric.data.events.iter().zip(&other.data.events) {
            assert_eq!((&a.slug, a.when, a.kind, a.toll()), (&b.slug, b.when, b.kind, b.toll()));
        }
        let sorts = |import: &conflict_timeline_core::ingest::Import| {
            let mut sorts: Vec<_> =
                import.data.actors.iter().map(|actor| (actor.slug.clone(), actor.sort.clone())).collect();
            sorts.sort();
            sorts
        };
        assert_eq!(sorts(&numeric), sorts(other));
    }
    assert!(numeric.is_restricted && numeric.data.meta.licence.starts_with("ACLED"));
    assert!(numeric.data.texts.get(numeric.data.meta.credit, "en").contains("acleddata.com"));
    let near = numeric.data.events.iter().filter(|event| event.places.iter().any(|at| at.is_near)).count();
    assert!(near > 50, "{near} places known to within some kilometres");
    assert_eq!(kept(&old.data, event(&old.data, "mli891"), "data_id"), "7000891");
    assert_eq!(old.data.event(conflict_timeline_core::model::EventId(0)).sources[0].lines, [893], "newest first");
}

#[test]
fn acled_precision_becomes_a_week_or_a_month() {
    let Some(import) = import("acled-fixtures/DERIVED_acled31_myanmar_mexico_26k.csv.gz") else { return };
    let month = event(&import.data, "mmr1");
    assert_eq!((month.edtf.as_str(), kept(&import.data, month, "event_date").as_str()), ("1989-01", "1989-01-01"));
    let week = event(&import.data, "mmr3");
    assert_eq!((week.edtf.as_str(), week.when.precision), ("[1989-02-14..1989-02-20]", Precision::Days));
    assert_eq!(import.data.place(month.places[0].place).precision, PlacePrecision::Area);
    let harm = event(&import.data, "mmr2");
    assert_eq!((harm.kind, harm.actors[1].role), (Kind::CivilianHarm, Role::Victim));
    assert!(import.data.texts.get(harm.summary, "en").starts_with("DERIVED TEST ROW"));
}

#[test]
fn gdelt_in_three_layouts_says_the_same() {
    let names = [
        "gdelt/gdelt1_mali_1979_1997_59col.csv",
        "gdelt/DERIVED_gdelt1_mali_58col_noheader.export.CSV",
        "gdelt/DERIVED_gdelt2_mali_61col_noheader.export.CSV",
    ];
    let [Some(header), Some(first), Some(second)] = names.map(import) else { return };
    for other in [&first, &second] {
        for (a, b) in header.data.events.iter().zip(&other.data.events) {
            assert_eq!(
                (&a.slug, a.when, a.kind, &a.actors, &a.places),
                (&b.slug, b.when, b.kind, &b.actors, &b.places)
            );
        }
    }
    let data = &header.data;
    assert!(data.events.iter().all(|event| event.toll().is_none() && event.status == Status::Claimed));
    assert!(data.events.iter().all(|event| event.when.is_exact_day()));
    let mali = data.places.iter().position(|place| place.lat_e5 == Some(1_700_000) && place.lon_e5 == Some(-400_000));
    assert_eq!(data.places[mali.expect("the country's point")].precision, PlacePrecision::Area);
    assert!(data.places.iter().any(|place| data.texts.get(place.name, "en").contains("Séu")), "broken names stay");
}

#[test]
fn sums_by_year_last_the_year_and_have_no_day() {
    let Some(import) = import("ucdp/ged231_westafrica_2018_2022_place_year.csv") else { return };
    assert!(import.data.events.iter().all(|event| event.when.lasts && event.when.precision == Precision::Year));
    assert!(import.data.events.iter().all(|event| event.toll().is_none_or(|toll| toll.low == toll.high)));
    assert!(import.data.events.iter().flat_map(|event| &event.claims).all(|claim| claim.wording == Wording::Exact));
}

#[test]
fn a_gazetteer_is_no_set_of_events_and_the_message_says_why() {
    for name in
        ["gazetteer/gazetteer.csv", "gazetteer/geonames_ML_populated_places.csv.gz", "timelinejs/csv/parser_test.csv"]
    {
        let Some(import) = import(name) else { return };
        assert_eq!((import.problems.len(), import.problems[0].code), (1, Code::Format), "{name}");
        let message = &import.problems[0].message;
        for part in ["ACLED (events) (lacks event_id_cnty", "UCDP GED (events) (lacks", "a table of events (lacks date"]
        {
            assert!(message.contains(part), "{name}: {message}");
        }
    }
}

#[test]
fn a_mapping_reads_what_no_format_knows() {
    let name = "gazetteer/geonames_ML_populated_places.csv.gz";
    let Some(bytes) = bytes(name) else { return };
    let pair = |field: &str, column: &str| -> Pair { (field.into(), column.into()) };
    let mapping = vec![pair("date", "modified"), pair("title", "name"), pair("place", "asciiname"), pair("x", "nam")];
    let import = table_of(&bytes, Options { mapping, ..options(name) });
    assert_eq!((import.format.as_str(), import.data.events.len()), ("generic", 15_448));
    assert!(messages(&import).contains("`x` is nothing that an event has"), "{}", messages(&import));
    assert_eq!(kept(&import.data, &import.data.events[0], "feature_code"), "PPL");
}
