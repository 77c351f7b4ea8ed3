//! Delimited text.

use crate::support::*;
use conflict_timeline_core::model::{Bloc, Kind, PlacePrecision, Wording};
use conflict_timeline_core::time::Precision;

#[test]
fn print_all() {
    let Some(folder) = folder() else { return };
    for dir in ["ucdp", "acled-fixtures", "gdelt", "geojson", "timelinejs/csv", "timelinejs/v2-legacy", "timelinejs/v3", "gazetteer"] {
        let mut names: Vec<_> = std::fs::read_dir(folder.join(dir)).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        for name in names {
            let name = format!("{dir}/{}", name.to_string_lossy());
            if name.ends_with(".md") || name.ends_with("columns.json") { continue }
            let start = std::time::Instant::now();
            let i = import(&name).unwrap();
            println!("{name}: {} {} rows {} events {} actors {} places {} sources {} phases {} restricted {:?}\n{}", i.format, i.rows, i.data.events.len(), i.data.actors.len(), i.data.places.len(), i.data.sources.len(), i.data.phases.len(), start.elapsed(), messages(&i));
            for e in i.data.events.iter().take(2) {
                println!("   {} {} {:?} [{}] ({}) {:?} toll {:?}\n   rec: {}", e.slug, e.edtf, e.kind, i.data.texts.get(e.title, "en"), i.data.texts.get(e.short,"en"), e.claims.iter().map(|c| (c.id.clone(), c.low, c.high)).collect::<Vec<_>>(), e.toll(), i.data.texts.get(e.record, "en").replace('\n', " | ").chars().take(700).collect::<String>());
            }
        }
    }
}
