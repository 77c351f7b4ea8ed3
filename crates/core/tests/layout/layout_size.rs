//! How much is readable, and that a million events are laid out in time.

use crate::fake::{Fake, all, war};
use conflict_timeline_core::layout::{LaneBy, LaneTable, Lanes, SceneOptions, Viewport, scene, scene_of};
use std::sync::Arc;
use std::time::Instant;

#[test]
fn thirty_titles_on_a_desk_and_eight_on_a_phone() {
    for seed in 1..8 {
        let data = war(150, seed);
        let view = Viewport::fit(data.span());
        let desk = SceneOptions { width_px: 1280.0, height_px: Some(480.0), ..SceneOptions::default() };
        let scene = scene_of(&data, &all(&data), LaneBy::Bloc, view, &desk, &Fake);
        println!("desk: {} titles, {} x {}", scene.labels.len(), scene.width_px, scene.height_px);
        assert!(scene.labels.len() >= 30);
        assert!(scene.height_px <= 480.0);
        let tall = SceneOptions { width_px: 1200.0, ..SceneOptions::default() };
        let scene = scene_of(&data, &all(&data), LaneBy::Bloc, view, &tall, &Fake);
        println!("tall: {} titles, {} x {}", scene.labels.len(), scene.width_px, scene.height_px);
        let phone =
            SceneOptions { width_px: 328.0, gutter_px: 0.0, is_narrow: true, max_rows: 8, ..SceneOptions::default() };
        let scene = scene_of(&data, &all(&data), LaneBy::All, view, &phone, &Fake);
        println!("phone: {} titles, {} x {}", scene.labels.len(), scene.width_px, scene.height_px);
        assert!(scene.labels.len() >= 8);
    }
}

/// `cargo test --release -p conflict-timeline-core --test layout -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn a_million_events() {
    for count in [305, 10_000, 100_000, 1_000_000] {
        let data = war(count, 7);
        let matched = all(&data);
        let start = Instant::now();
        let table = Arc::new(LaneTable::of(&data, LaneBy::Bloc));
        let tabled = start.elapsed();
        let start = Instant::now();
        let lanes = Lanes::new(table, &matched);
        let listed = start.elapsed();
        println!("{count} events: table {tabled:?}, lanes {listed:?}");
        for part in [1.0, 0.1, 0.01, 0.001, 0.0003] {
            let whole = Viewport::fit(data.span());
            let from = whole.from + whole.days() * 0.03;
            let view = Viewport::new(if part == 1.0 { whole.from } else { from }, from + whole.days() * part);
            let options = SceneOptions { width_px: 1280.0, height_px: Some(480.0), ..SceneOptions::default() };
            let drawn = scene(&data, &lanes, view, &options, &Fake);
            let start = Instant::now();
            for _ in 0..10 {
                let _ = scene(&data, &lanes, view, &SceneOptions { previous: &drawn.labels, ..options }, &Fake);
            }
            let took = start.elapsed() / 10;
            let (marks, roots, labels) = (drawn.marks.len(), drawn.roots.len(), drawn.labels.len());
            println!("  {:.1} days: {took:?}, {marks} marks, {roots} roots, {labels} titles", view.days());
        }
    }
}
