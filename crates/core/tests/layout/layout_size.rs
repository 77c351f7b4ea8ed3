//! How much is readable, and that a million events are laid out in time.

use crate::fake::{Dice, Fake, Telling, all, day, tell, war};
use conflict_timeline_core::layout::{Label, LaneBy, LaneTable, Lanes, SceneOptions, Viewport, scene, scene_of};
use conflict_timeline_core::model::{DataSet, Wording};
use conflict_timeline_core::time::Day;
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

/// What a table without blocs and without short titles holds: all in one lane, each title of 20 to 60 letters.
fn plain(count: usize, seed: u64) -> DataSet {
    let mut data = DataSet::default();
    let mut dice = Dice(seed);
    let words = ["Attack", "on", "the", "market", "near", "Gao", "kills", "several", "people", "of", "convoy", "Kidal"];
    let mut days: Vec<i32> = (0..count).map(|_| day("2012-01-01").0 + dice.roll(4000) as i32).collect();
    days.sort_unstable();
    for start in days {
        let least = 20 + dice.roll(34) as usize;
        let mut title = String::from("Battle");
        while title.len() < least {
            title = [&title, " ", words[dice.roll(words.len() as u32) as usize]].concat();
        }
        let killed = dice.roll(80);
        let told = (killed, killed, Wording::Exact);
        let killed = if dice.roll(3) == 0 { &[][..] } else { &[told][..] };
        tell(
            &mut data,
            &Telling { when: &Day(start).to_string(), title: &title, actors: &[], killed, ..Telling::default() },
        );
    }
    data
}

/// The chart of a phone of 360 px.
fn phone() -> SceneOptions<'static> {
    SceneOptions { width_px: 328.0, gutter_px: 0.0, is_narrow: true, max_rows: 11, ..SceneOptions::default() }
}

#[test]
fn a_plain_table_has_as_many() {
    for seed in 1..8 {
        let data = plain(150, seed);
        let view = Viewport::fit(data.span());
        let desk = SceneOptions { width_px: 1248.0, ..SceneOptions::default() };
        let scene = scene_of(&data, &all(&data), LaneBy::Bloc, view, &desk, &Fake);
        println!("desk: {} titles, {} x {}", scene.labels.len(), scene.width_px, scene.height_px);
        assert!(scene.labels.len() >= 30);
        assert!(scene.height_px <= 460.0);
        let scene = scene_of(&data, &all(&data), LaneBy::All, view, &phone(), &Fake);
        println!("phone: {} titles, {} x {}", scene.labels.len(), scene.width_px, scene.height_px);
        assert!(scene.labels.len() >= 8);
        assert!(scene.height_px <= 200.0);
    }
}

#[test]
fn lanes_that_are_few_grow_with_what_they_hold_and_many_stay() {
    let height_px = |data: &DataSet, lane_by| {
        let options = SceneOptions { width_px: 1248.0, ..SceneOptions::default() };
        scene_of(data, &all(data), lane_by, Viewport::fit(data.span()), &options, &Fake).height_px
    };
    assert!(height_px(&plain(5, 1), LaneBy::Bloc) < 60.0, "five titles need no five rows");
    assert!(height_px(&plain(40, 1), LaneBy::Bloc) < 160.0);
    let crowd = war(3000, 1);
    let lanes = LaneTable::of(&crowd, LaneBy::Kind).keys.len() as f64;
    // Five rows of 14 px, the words of the ground, and the roots.
    assert_eq!(height_px(&crowd, LaneBy::Kind), lanes * 101.0);
}

#[test]
fn a_title_of_another_set_leaves_no_seat_behind() {
    let data = plain(150, 2);
    let titles = |previous: &[Label]| {
        let options = SceneOptions { previous, ..phone() };
        scene_of(&data, &all(&data), LaneBy::All, Viewport::fit(data.span()), &options, &Fake).labels
    };
    let alone = titles(&[]);
    let moved = |text: &str| -> Vec<Label> {
        let of = |label: &Label| Label { row: 11, text: [&label.text, text].concat(), ..label.clone() };
        alone.iter().map(of).collect()
    };
    assert_eq!(titles(&moved(""))[0].row, 11, "it stays where it stood");
    assert_eq!(titles(&moved(" of 1893")), alone);
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

#[test]
fn the_largest_disc_stands_whole_on_the_first_and_the_last_of_all_days() {
    let mut data = DataSet::default();
    for when in ["2012-01-01", "2024-12-31"] {
        let killed = &[(5000, 5000, Wording::Exact)];
        tell(&mut data, &Telling { when, title: "Battle", actors: &[], killed, ..Telling::default() });
    }
    for width_px in [328.0, 344.0, 600.0, 899.0] {
        let scene = scene_of(
            &data,
            &all(&data),
            LaneBy::All,
            Viewport::fit(data.span()),
            &SceneOptions { width_px, ..phone() },
            &Fake,
        );
        assert_eq!(scene.marks.len(), 2);
        for mark in &scene.marks {
            assert!(mark.r_high_px > 15.0);
            assert!(mark.extent.0 > -0.5 && mark.extent.1 < width_px + 0.5, "{width_px}: {mark:?}");
        }
    }
}
