//! Two versions of a set, several sheets, several parts.

use crate::support::*;
use conflict_data::diff;
use conflict_data::pack::{Partition, write_parts};
use conflict_timeline_core::ingest::{Options, PartsImporter};
use std::path::Path;

#[test]
fn a_place_that_moved_is_a_change() {
    let at = |lat: &str| read(format!("id,date,place,lat,lon\na,2013-01-10,Gao,{lat},-0.04\n")).data;
    let changes = diff::diff(&at("16.27"), &at("16.28"));
    let told: Vec<_> = changes.iter().map(|change| (change.list, &change.field[..], &change.after[..])).collect();
    assert_eq!(told, [("event", "points", "gao 16.28, -0.04"), ("place", "lat", "16.28")]);
    assert!(diff::diff(&at("16.27"), &at("16.27")).is_empty());
}

#[test]
fn rows_without_ids_have_different_ones_in_every_part() {
    let rows: String = (0..10).map(|row| format!("2013-01-1{},Gao,{row}\n", row / 6)).collect();
    let text = ["date,place,killed\n", &rows].concat();
    let folder = temporary("same-day");
    let options = Options { file: "rows.csv".into(), ..Options::default() };
    let outcome = write_parts(&mut text.as_bytes(), &options, Partition::Rows(2), false, (Path::new(&folder), "rows"))
        .expect("parts");
    assert_eq!((outcome.index.parts.len(), outcome.index.rows), (5, 10));
    let mut ids = Vec::new();
    for part in &outcome.index.parts {
        let bytes = std::fs::read(Path::new(&folder).join(&part.file)).expect("written");
        let mut importer = PartsImporter::default();
        importer.begin(&part.file, Some(part.rows), part.bytes);
        importer.feed(0, &bytes).expect("sound");
        while importer.step() {}
        importer.end().expect("whole");
        ids.extend(importer.finish().data.events.iter().map(|event| event.slug.clone()).collect::<Vec<_>>());
    }
    assert_eq!(ids.len(), 10);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 10, "{ids:?}");
}
