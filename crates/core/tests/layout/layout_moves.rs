//! Gestures, keys, and input that nobody should send.

use crate::fake::{Fake, Telling, all, day, empty, tell, war};
use conflict_timeline_core::layout::{
    Gesture, LaneBy, LaneTable, Lanes, Move, SceneOptions, Seat, TimeScale, Viewport, bands, hit, overview, scene,
    scene_of,
};
use conflict_timeline_core::model::{DataSet, EventId, Status, TextId, Word};
use conflict_timeline_core::query::Rows;
use conflict_timeline_core::time::{Day, Span, When};
use proptest::prelude::*;
use std::sync::Arc;

fn whole() -> Span {
    Span::new(Day(0), Day(4000))
}

proptest! {
    #[test]
    fn pan_and_pan_back_is_where_it_began(from in 100.0_f64..2000.0, days in 1.0_f64..900.0, dx in -300.0_f64..300.0) {
        let view = Viewport::new(from, from + days);
        let width_px = 1000.0;
        let there = view.apply(Gesture::Pan { dx_px: dx }, whole(), width_px);
        let bounds = Viewport::fit(whole());
        prop_assume!(there.from > bounds.from && there.to < bounds.to);
        let back = there.apply(Gesture::Pan { dx_px: -dx }, whole(), width_px);
        prop_assert!((back.from - view.from).abs() < 1e-6 && (back.to - view.to).abs() < 1e-6);
    }

    #[test]
    fn zoom_keeps_the_day_under_the_pointer(from in 1500.0_f64..2000.0, days in 8.0_f64..300.0, at in 0.0_f64..1.0, factor in 0.4_f64..4.0) {
        let view = Viewport::new(from, from + days);
        let x = at * 1000.0;
        let next = view.apply(Gesture::ZoomAt { x_in_plot_px: x, factor }, whole(), 1000.0);
        let scale = |view| TimeScale::new(view, 0.0, 1000.0);
        prop_assert!((scale(view).day_from_x(x) - scale(next).day_from_x(x)).abs() < 1e-6);
    }

    #[test]
    fn nothing_leads_out_of_bounds(from in -1e7_f64..1e7, days in -10.0_f64..1e7, number in -1e6_f64..1e6, which in 0_usize..14, width in -5.0_f64..3000.0) {
        let day = Day(number as i32);
        let gesture = [
            Gesture::Pan { dx_px: number },
            Gesture::ZoomAt { x_in_plot_px: number, factor: number },
            Gesture::ZoomAt { x_in_plot_px: 10.0, factor: f64::NAN },
            Gesture::ZoomIn, Gesture::ZoomOut, Gesture::Fit(Span::new(day, day)), Gesture::FitAll, Gesture::Home,
            Gesture::End, Gesture::PageBack, Gesture::PageForward, Gesture::SetFrom(day), Gesture::SetTo(day),
            Gesture::BrushMove { from: number },
        ][which];
        let next = Viewport::new(from, from + days).apply(gesture, whole(), width);
        let bounds = Viewport::fit(whole());
        prop_assert!(next.days() >= 1.0 - 1e-9 && next.from >= bounds.from - 1e-6 && next.to <= bounds.to + 1e-6, "{next:?}");
    }

    #[test]
    fn days_and_pixels_go_there_and_back(from in -1e5_f64..1e5, days in 1.0_f64..1e5, at in -1e5_f64..1e5) {
        let scale = TimeScale::new(Viewport::new(from, from + days), 148.0, 1000.0);
        prop_assert!((scale.day_from_x(scale.x_from_day(at)) - at).abs() < 1e-6);
    }
}

#[test]
fn what_is_in_view_is_never_shown_smaller() {
    let fit = |from: f64, to: f64, first, end| {
        let next = Viewport::new(from, to).apply(Gesture::Fit(Span::new(Day(first), Day(end))), whole(), 500.0);
        (next.from, next.to)
    };
    assert_eq!(fit(100.0, 200.0, 120, 121), (119.5, 121.5), "with room beside it");
    assert_eq!(fit(119.5, 121.5, 120, 121), (120.0, 121.0), "a second press leaves the room out");
    assert_eq!(fit(120.0, 121.0, 120, 121), (120.0, 121.0));
    assert_eq!(fit(120.3, 121.3, 121, 122), (121.0, 122.0), "as large, but whole");
    assert_eq!(fit(120.3, 121.7, 120, 122), (120.3, 121.7), "no larger than it is");
    assert_eq!(fit(120.0, 121.0, 130, 140), (129.5, 140.5), "what is elsewhere is gone to");
}

#[test]
fn a_root_tells_how_many_of_each_status_it_stands_for() {
    let mut data = empty();
    for index in 0..200 {
        tell(&mut data, &Telling { status: Status::ALL[index * 7 % 10 / 3], ..Telling::default() });
    }
    let lanes = Lanes::new(Arc::new(LaneTable::of(&data, LaneBy::Bloc)), &all(&data));
    let drawn = scene(&data, &lanes, Viewport::new(15_000.0, 16_500.0), &SceneOptions::default(), &Fake);
    let [root] = &drawn.roots[..] else { panic!("one root\n{drawn}") };
    let told = lanes.root_statuses(&drawn, 0);
    assert_eq!(told.iter().sum::<u32>(), root.count);
    for (status, count) in Status::ALL.iter().zip(told) {
        let of = |id: &EventId| data.event(*id).status == *status;
        assert_eq!(lanes.root_events(&drawn, 0).iter().filter(|id| of(id)).count(), count as usize);
        assert!(count > 0);
    }
}

#[test]
fn reveal_moves_no_more_than_it_must() {
    let view = Viewport::new(100.0, 200.0);
    assert_eq!(view.apply(Gesture::Reveal(Day(150)), whole(), 500.0), view);
    let moved = view.apply(Gesture::Reveal(Day(300)), whole(), 500.0);
    assert_eq!((moved.from, moved.to), (210.5, 310.5));
    let moved = view.apply(Gesture::Reveal(Day(50)), whole(), 500.0);
    assert_eq!((moved.from, moved.to), (40.5, 140.5));
}

#[test]
fn keys_go_from_event_to_event_and_from_lane_to_lane() {
    let mut data = empty();
    for (when, actors) in
        [("2013-01-01", &[0][..]), ("2013-01-05", &[0, 2]), ("2013-01-20", &[2]), ("2013-02-01", &[0])]
    {
        tell(&mut data, &Telling { when, actors, ..Telling::default() });
    }
    let lanes = Lanes::new(Arc::new(LaneTable::of(&data, LaneBy::Bloc)), &all(&data));
    let seat = |lane, event| Seat { lane, event: EventId(event) };
    assert_eq!(lanes.moved(seat(0, 0), Move::Next), Some(seat(0, 1)));
    assert_eq!(lanes.moved(seat(0, 1), Move::Next), Some(seat(0, 3)));
    assert_eq!(lanes.moved(seat(0, 3), Move::Next), None);
    assert_eq!(lanes.moved(seat(0, 1), Move::Previous), Some(seat(0, 0)));
    assert_eq!(lanes.moved(seat(0, 1), Move::Down), Some(seat(1, 1)), "the same event in the other lane");
    assert_eq!(lanes.moved(seat(0, 3), Move::Down), Some(seat(1, 2)));
    assert_eq!(lanes.moved(seat(1, 2), Move::Up), Some(seat(0, 3)));
    assert_eq!(lanes.moved(seat(0, 0), Move::Up), None);
    assert_eq!(lanes.moved(seat(0, 0), Move::Last), Some(seat(0, 3)));
    assert_eq!(lanes.moved(seat(9, 0), Move::Next), None);
    assert_eq!(lanes.seat_of(EventId(2)), Some(seat(1, 2)));
}

#[test]
fn odd_input_is_drawn_without_panic() {
    let mut absurd = empty();
    for when in ["0000-01-01", "201X", "9999-12-31"] {
        tell(&mut absurd, &Telling { when, actors: &[0, 1, 2], title: "Far away", weight: 5, ..Telling::default() });
    }
    absurd.events.list_mut()[0].when.earliest = Day(i32::MIN);
    absurd.events.list_mut()[2].when.latest = Day(i32::MAX);
    absurd.events.list_mut()[1].actors[0].actor.0 = 900;
    absurd.events.list_mut()[1].title = TextId(9000);
    let mut one = empty();
    tell(&mut one, &Telling { title: "Alone", ..Telling::default() });
    for data in [DataSet::default(), one, absurd, war(40, 3)] {
        let mut matched = Rows::none(77_778);
        all(&data).iter().chain([77_777]).for_each(|row| matched.insert(row));
        let matched = Arc::new(matched);
        for lane_by in LaneBy::ALL {
            for (from, to) in [(0.0, 0.0), (15_000.0, 16_000.0), (-2e9, 2e9), (f64::NAN, f64::INFINITY), (1e15, 1e16)] {
                for (width_px, gutter_px) in
                    [(0.0, 0.0), (-5.0, 3.0), (300.0, 900.0), (1200.0, 148.0), (f64::NAN, f64::NAN), (1e9, 0.0)]
                {
                    let options = SceneOptions {
                        width_px,
                        gutter_px,
                        height_px: Some(width_px),
                        selected: Some(EventId(900)),
                        text_scale: gutter_px,
                        ..SceneOptions::default()
                    };
                    let viewport = Viewport::new(from, to);
                    let scene = scene_of(&data, &matched, *lane_by, viewport, &options, &Fake);
                    let _ = hit(&scene, width_px, gutter_px, f64::NAN);
                    let _ = overview(&data, &[], &[], [true; 2], data.span(), &options, &Fake).brush(viewport);
                    let _ = bands(&data, data.span(), viewport, &options, &Fake);
                }
            }
        }
    }
}

#[test]
fn lanes_stand_still_while_panning() {
    let data = war(200, 5);
    let lanes = Lanes::new(Arc::new(LaneTable::of(&data, LaneBy::Bloc)), &all(&data));
    let options = SceneOptions { height_px: Some(500.0), ..SceneOptions::default() };
    let at = |from: f64| scene(&data, &lanes, Viewport::new(from, from + 300.0), &options, &Fake).lanes;
    let first = at(f64::from(day("2012-01-01").0));
    assert_eq!(first, at(f64::from(day("2016-01-01").0)));
    assert_eq!(first.last().map(|lane| lane.y_px + lane.height_px), Some(500.0));
    let _ = When::default();
}

/// What is laid out for more than the plot and then moved is where it would be laid out anew.
#[test]
fn slack_moves_marks_as_another_window_does() {
    let data = war(600, 5);
    let lanes = Lanes::new(Arc::new(LaneTable::of(&data, LaneBy::Bloc)), &all(&data));
    let rest = SceneOptions::default();
    let wide = SceneOptions { slack_px: 64.0, ..rest };
    let (mut compared, mut higher) = (0, 0);
    for step in 0..40 {
        let from = 15_400.0 + 37.0 * f64::from(step);
        let view = Viewport::new(from, from + 500.0);
        let laid = scene(&data, &lanes, view, &wide, &Fake);
        for dx_px in [-60.0, -17.0, 0.0, 33.0, 64.0] {
            let ahead = dx_px / TimeScale::new(view, 0.0, rest.width_px - rest.gutter_px).px_per_day();
            let moved = Viewport::new(view.from + ahead, view.to + ahead);
            let anew = scene(&data, &lanes, moved, &rest, &Fake);
            assert!((laid.ahead_px(&TimeScale::of_plot(moved, rest.gutter_px, rest.width_px)) - dx_px).abs() < 1e-6);
            assert_eq!(laid.lanes, anew.lanes);
            for mark in anew.marks.iter().filter(|mark| mark.extent.0 > rest.gutter_px && mark.extent.1 < rest.width_px)
            {
                let is_it = |other: &&conflict_timeline_core::layout::Mark| {
                    (other.event, other.lane) == (mark.event, mark.lane)
                };
                compared += 1;
                let other = laid.marks.iter().find(is_it);
                // What lies beside the plot piles up with what is in it, and may take the last room.
                higher += u32::from(other.is_none_or(|other| other.top_px != mark.top_px));
                if let Some(other) = other {
                    assert_eq!(other.shape, mark.shape);
                    assert!((other.x_px - dx_px - mark.x_px).abs() < 1e-6, "{:?}", mark.event);
                }
            }
        }
    }
    assert!(compared > 1_000 && higher * 50 < compared, "{higher} of {compared} at another height");
}

#[test]
fn an_edge_put_beyond_the_bounds_moves_no_other_edge() {
    let bounds = Viewport::fit(whole());
    let view = Viewport::new(bounds.from + 100.0, bounds.from + 200.0);
    let put = |gesture| view.apply(gesture, whole(), 500.0);
    assert_eq!(put(Gesture::SetFrom(Day(-1_000_000))), Viewport::new(bounds.from, view.to));
    assert_eq!(put(Gesture::SetTo(Day(1_000_000))), Viewport::new(view.from, bounds.to));
}
