//! Scenes as text, compared with what was looked at and kept.

use crate::fake::{Fake, Telling, all, at, day, empty, tell, tell_phase, tell_place};
use conflict_timeline_core::layout::{LaneBy, LaneKey, Scene, SceneOptions, TimeScale, Viewport, scene_of};
use conflict_timeline_core::model::{Bloc, DataSet, EventId, Kind, Status, Wording};

#[track_caller]
fn check(name: &str, text: &str) {
    let path = format!("{}/tests/golden/layout-{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).expect("written");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, golden, "{name} differs; UPDATE_GOLDEN=1 keeps the new text");
}

fn view(from: &str, to: &str) -> Viewport {
    Viewport::new(f64::from(day(from).0), f64::from(day(to).0))
}

fn drawn(data: &DataSet, lane_by: LaneBy, viewport: Viewport, options: &SceneOptions<'_>) -> Scene {
    scene_of(data, &all(data), lane_by, viewport, options, &Fake)
}

fn small() -> SceneOptions<'static> {
    SceneOptions { width_px: 600.0, gutter_px: 100.0, ..SceneOptions::default() }
}

#[test]
fn lanes() {
    let mut data = empty();
    let gao_region = tell_place(&mut data, "Gao region", "region", None, 16_00000);
    let gao = tell_place(&mut data, "Gao", "town", Some(gao_region.0), 16_27000);
    let niamey = tell_place(&mut data, "Niamey", "town", None, 13_51000);
    tell_phase(&mut data, "First", "2013-01-01", "2013-02-01");
    for (when, actors, place) in [
        ("2013-01-05", &[0, 2][..], Some(gao)),
        ("2013-01-12", &[3, 0], Some(gao)),
        ("2013-01-20", &[7, 6], Some(niamey)),
        ("2013-02-10", &[7], None),
    ] {
        tell(&mut data, &Telling { when, actors, title: "Clash", ..Telling::default() });
        data.events.list_mut().last_mut().expect("told").places.extend(place.map(at));
    }
    let mut out = String::new();
    for lane_by in [LaneBy::Bloc, LaneBy::Actor, LaneBy::Region, LaneBy::Place, LaneBy::All] {
        out += &format!("== {lane_by:?}\n");
        let view = view("2013-01-01", "2013-03-01");
        let collapsed = [LaneKey::Bloc(Bloc::State)];
        out += &drawn(&data, lane_by, view, &SceneOptions { collapsed: &collapsed, ..small() }).to_string();
    }
    check("lanes", &out);
}

#[test]
fn doubt() {
    let mut data = empty();
    for (when, status, weight) in [
        ("2013-01", Status::Confirmed, 5),
        ("2013-01-05/2013-01-25", Status::Confirmed, 4),
        ("[2013-02-03,2013-02-06]", Status::Claimed, 3),
        ("[..2013-02-20]", Status::Claimed, 3),
        ("2013-02-25/..", Status::Confirmed, 3),
        ("2013-03-01~", Status::Disputed, 3),
    ] {
        tell(&mut data, &Telling { when, status, weight, title: "Event", ..Telling::default() });
    }
    data.events.list_mut().sort_by_key(|event| event.when.earliest);
    let mut out = String::from("== six weeks: a day is 11 px\n");
    out += &drawn(&data, LaneBy::All, view("2013-01-20", "2013-03-05"), &small()).to_string();
    out += "== ten years: all but open ends are ordinary marks\n";
    out += &drawn(&data, LaneBy::All, view("2010-01-01", "2020-01-01"), &small()).to_string();
    let mut data = empty();
    for (when, killed) in [
        ("2012-12/2013-02", &[][..]),
        ("2013-02-09~", &[(0, 0, Wording::Exact)]),
        ("2013-02-16?/2013-02-28", &[(40, 40, Wording::Exact)]),
        ("2013-02-20~", &[]),
        ("2013-02-26/2013-03-01", &[]),
    ] {
        tell(&mut data, &Telling { when, killed, ..Telling::default() });
    }
    out += "== about a day, and ends that are not firm\n";
    out += &drawn(&data, LaneBy::All, view("2013-01-20", "2013-03-05"), &small()).to_string();
    check("doubt", &out);
}

#[test]
fn tolls_and_status() {
    let mut data = empty();
    let exact = Wording::Exact;
    for (when, killed, status, kind) in [
        ("2013-01-02", &[(4, 4, exact)][..], Status::Confirmed, Kind::Battle),
        ("2013-01-12", &[(46, 46, exact), (148, 148, exact)], Status::Denied, Kind::Battle),
        ("2013-01-22", &[(30, 30, Wording::AtLeast)], Status::Claimed, Kind::Battle),
        ("2013-02-02", &[(0, 0, exact), (20, 20, exact)], Status::Disputed, Kind::Battle),
        ("2013-02-12", &[], Status::Disputed, Kind::Battle),
        ("2013-02-22", &[], Status::Confirmed, Kind::Talks),
        ("2013-03-02", &[(9000, 9000, exact)], Status::Confirmed, Kind::Battle),
        ("2013-03-12/2013-03-20", &[(12, 12, exact)], Status::Confirmed, Kind::Battle),
    ] {
        tell(&mut data, &Telling { when, killed, status, kind, ..Telling::default() });
    }
    let scene = drawn(&data, LaneBy::All, view("2012-12-25", "2013-04-01"), &small());
    check("tolls", &scene.to_string());
}

#[test]
fn crowds() {
    let mut data = empty();
    for index in 0..40 {
        let kind = if index % 2 == 0 { Kind::Talks } else { Kind::Battle };
        let when = format!("2013-01-{:02}", 1 + index / 4);
        let weight = 1 + (index % 5) as u8;
        tell(&mut data, &Telling { when: &when, kind, weight, title: "In the crowd", ..Telling::default() });
    }
    let mut out = String::from("== four years\n");
    let wide = view("2011-01-01", "2015-01-01");
    out += &drawn(&data, LaneBy::All, wide, &small()).to_string();
    out += "== two weeks\n";
    let near = view("2013-01-01", "2013-01-15");
    out += &drawn(&data, LaneBy::All, near, &small()).to_string();
    out += "== the lightest is selected\n";
    let selected = SceneOptions { selected: Some(EventId(0)), ..small() };
    out += &drawn(&data, LaneBy::All, wide, &selected).to_string();
    check("crowds", &out);
}

#[test]
fn labels() {
    let mut data = empty();
    for (when, title, short, weight) in [
        ("2012-03-22", "Coup ousts President Touré", "Coup", 5),
        ("2012-04-06", "Azawad declared independent", "Azawad", 5),
        ("2012-06-27", "MOJWA drives the MNLA out of Gao", "Gao falls", 3),
        ("2013-01-10", "Konna falls", "Konna", 4),
        ("2013-01-11", "France launches Serval", "Serval", 5),
        ("2013-01-26", "Gao retaken", "Gao", 3),
        ("2013-01-28", "Timbuktu retaken", "Timbuktu", 3),
        ("2013-06-18", "Peace deal signed in Ouagadougou", "Peace deal", 3),
        ("2013-12-30", "The last event stands near the right edge", "Last", 3),
    ] {
        tell(&mut data, &Telling { when, title, short, weight, ..Telling::default() });
    }
    let view = view("2012-01-01", "2014-01-15");
    let mut out = String::from("== wide\n");
    out += &drawn(&data, LaneBy::Bloc, view, &SceneOptions { gutter_px: 100.0, ..SceneOptions::default() }).to_string();
    out += "== phone\n";
    let phone =
        SceneOptions { width_px: 328.0, gutter_px: 0.0, is_narrow: true, max_rows: 9, ..SceneOptions::default() };
    out += &drawn(&data, LaneBy::All, view, &phone).to_string();
    check("labels", &out);
}

#[test]
fn ticks() {
    let mut out = String::new();
    let mut data = empty();
    tell_phase(&mut data, "French intervention", "2013-01-10", "2013-06-19");
    for (from, to) in [
        ("2013-01-10", "2013-01-11"),
        ("2012-12-28", "2013-01-12"),
        ("2012-12-20", "2013-02-10"),
        ("2012-10-01", "2013-06-01"),
        ("2012-01-01", "2014-06-01"),
        ("2010-06-01", "2016-06-01"),
        ("2012-01-16", "2024-12-01"),
        ("1960-01-01", "2024-12-01"),
        ("0001-01-01", "2024-12-01"),
    ] {
        out += &format!("== {from} to {to}\n{}", drawn(&data, LaneBy::Bloc, view(from, to), &small()));
    }
    check("ticks", &out);
}

/// Axes from a day to two millennia as lines of JSON; `tests/page/ticks.test.mjs` holds them against d3.
#[test]
fn axis() {
    let mut out = String::new();
    for (from, to) in [
        ("2013-01-10", "2013-01-11"),
        ("2012-02-27", "2012-03-02"),
        ("2012-12-28", "2013-01-07"),
        ("2000-02-20", "2000-03-12"),
        ("2012-12-20", "2013-02-10"),
        ("1900-01-15", "1900-04-15"),
        ("2012-10-01", "2013-06-01"),
        ("2012-01-16", "2013-01-16"),
        ("2012-01-01", "2014-06-01"),
        ("2019-11-30", "2024-02-29"),
        ("2012-01-16", "2024-12-01"),
        ("1990-05-05", "2024-12-01"),
        ("1960-01-01", "2024-12-01"),
        ("1789-07-14", "2024-12-01"),
        ("0001-01-01", "2024-12-01"),
    ] {
        for width_px in [320.0, 740.0, 1440.0] {
            let ticks = conflict_timeline_core::layout::ticks(&TimeScale::new(view(from, to), 0.0, width_px), &Fake);
            let told: Vec<String> = ticks.iter().map(|tick| format!(r#"["{}","{}"]"#, tick.day, tick.label)).collect();
            let step = ticks[0].step;
            out += &format!(
                r#"{{"from":"{from}","to":"{to}","width_px":{width_px},"step":"{step:?}","ticks":[{}]}}"#,
                told.join(",")
            );
            out.push('\n');
        }
    }
    check("axis", &out);
}
