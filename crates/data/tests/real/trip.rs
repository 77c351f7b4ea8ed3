//! There and back: an import written as our JSON and read again is the same.

use crate::support::*;
use conflict_data::export;
use conflict_timeline_core::ingest::{Node, import_node};
use conflict_timeline_core::model::{DataSet, TextId};

fn texts<'a>(data: &'a DataSet, ids: &[TextId]) -> Vec<&'a str> {
    ids.iter().map(|id| data.texts.get(*id, "en")).collect()
}

#[track_caller]
fn check(name: &str) {
    let Some(import) = import(name) else { return };
    let before = import.data;
    let json = export::json(&before).expect("JSON");
    let node: Node = serde_json::from_str(&json).expect("a node");
    let back = import_node(node, options(name));
    assert_eq!((back.format.as_str(), messages(&back).as_str()), ("json", ""), "{name}");
    let after = back.data;
    assert_eq!(before.events.len(), after.events.len());
    for (a, b) in before.events.iter().zip(&after.events) {
        assert_eq!((&a.slug, a.when, &a.edtf, a.kind, a.status), (&b.slug, b.when, &b.edtf, b.kind, b.status));
        let all = |event: &conflict_timeline_core::model::Event| {
            [event.title, event.short, event.summary, event.note, event.date_note, event.record]
        };
        assert_eq!(texts(&before, &all(a)), texts(&after, &all(b)), "{name}: {}", a.slug);
        assert_eq!((&a.places, &a.actors, &a.sources), (&b.places, &b.actors, &b.sources));
        assert_eq!(a.claims.len(), b.claims.len());
        for (x, y) in a.claims.iter().zip(&b.claims) {
            assert_eq!((&x.id, x.by, x.about, x.what, x.low, x.high), (&y.id, y.by, y.about, y.what, y.low, y.high));
            assert_eq!((x.wording, x.status, x.source, x.line), (y.wording, y.status, y.source, y.line), "{}", a.slug);
            assert_eq!(texts(&before, &[x.voice, x.says, x.unit]), texts(&after, &[y.voice, y.says, y.unit]));
        }
        assert_eq!(a.toll(), b.toll(), "{}", a.slug);
    }
    assert_eq!(before.actors.len(), after.actors.len());
    for (a, b) in before.places.iter().zip(&after.places) {
        assert_eq!(
            (&a.slug, a.lat_e5, a.lon_e5, a.precision, a.parent),
            (&b.slug, b.lat_e5, b.lon_e5, b.precision, b.parent)
        );
    }
    assert_eq!(before.meta.licence, after.meta.licence);
    assert_eq!(before.phases.len(), after.phases.len());
}

#[test]
fn every_field_comes_back() {
    check("ucdp/ged231_global_sample1000_49col.csv");
    check("ucdp/hdx_ukraine_52col_hxl.csv");
    check("ucdp/ged231_westafrica_2018_2022_place_year.csv");
    check("acled-fixtures/DERIVED_acled31_mali_textinter.csv");
    check("acled-fixtures/DERIVED_acled2020_mali_hxl_desc.csv");
    check("gdelt/gdelt1_mali_1979_1997_59col.csv");
    check("geojson/DERIVED_mali_ged211.geojson");
    check("timelinejs/v3/template-eras.json");
    check("timelinejs/v2-legacy/website-example.json");
}
