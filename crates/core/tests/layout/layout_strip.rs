//! Overview and control bands.

use crate::fake::{Fake, day, empty, tell_phase, tell_place, text};
use conflict_timeline_core::layout::{Away, SceneOptions, TimeScale, Viewport, bands, overview};
use conflict_timeline_core::model::{ActorId, Bloc, Control, EventId, Hold};
use conflict_timeline_core::query::{Bin, BinUnit};
use conflict_timeline_core::time::{Span, When};

fn options() -> SceneOptions<'static> {
    SceneOptions { width_px: 1200.0, gutter_px: 100.0, ..SceneOptions::default() }
}

#[test]
fn bars_have_the_law_of_roots_and_the_window_lies_where_it_shows() {
    let data = empty();
    let whole = Span::new(day("2012-01-01"), day("2014-01-01"));
    let bin = |from: &str, to: &str, events, low, high| Bin {
        span: Span::new(day(from), day(to)),
        events,
        low,
        high,
        ..Bin::default()
    };
    let bins = [
        bin("2012-01-01", "2012-02-01", 4, 0, 0),
        bin("2012-02-01", "2012-03-01", 16, 25, 100),
        bin("2012-03-01", "2012-04-01", 0, 0, 0),
    ];
    let view = Viewport::new(f64::from(day("2012-07-01").0), f64::from(day("2013-01-01").0));
    let strip = overview(&data, &bins, &[], [true; 2], whole, &options(), &Fake);
    assert_eq!(strip.bars.len(), 2);
    assert!((strip.bars[0].events_px * 2.0 - strip.bars[1].events_px).abs() < 1e-9);
    assert!((strip.bars[1].low_px * 2.0 - strip.bars[1].high_px).abs() < 1e-9);
    assert_eq!(strip.bars[0].low_px, 0.0);
    let brush = strip.brush(view);
    assert!((strip.scale.day_from_x(brush.0) - view.from).abs() < 1e-6);
    assert!((strip.scale.day_from_x(brush.1) - view.to).abs() < 1e-6);
    assert_eq!(strip.brush(Viewport::new(view.from - 9e4, view.to + 9e4)), (100.0, 1200.0));
    assert!(
        strip
            .bars
            .iter()
            .all(|bar| strip.up_px - bar.events_px >= 0.0 && strip.down_px + bar.high_px <= strip.height_px)
    );
}

#[test]
fn bars_are_as_fine_as_the_span_allows_and_stay_inside_the_strip() {
    for (from, to, desk, phone) in [
        ("2013-01-10", "2013-01-11", BinUnit::Day, BinUnit::Day),
        ("2013-01-10", "2013-01-17", BinUnit::Day, BinUnit::Day),
        ("2013-01-10", "2013-03-20", BinUnit::Day, BinUnit::Day),
        ("2013-01-10", "2014-04-20", BinUnit::Week, BinUnit::Week),
        ("2013-01-10", "2017-01-20", BinUnit::Week, BinUnit::Month),
        ("2012-01-16", "2025-06-01", BinUnit::Month, BinUnit::Month),
        ("1990-05-05", "2025-06-01", BinUnit::Month, BinUnit::Year),
        ("1900-02-14", "2020-09-14", BinUnit::Year, BinUnit::Year),
        ("0001-01-01", "2020-09-14", BinUnit::Year, BinUnit::Year),
    ] {
        let whole = Span::new(day(from), day(to));
        for (width_px, gutter_px, wanted) in [(1248.0, 148.0, desk), (328.0, 0.0, phone)] {
            let unit = BinUnit::fitting(whole, width_px - gutter_px);
            assert_eq!(unit, wanted, "{from} to {to}, {width_px} px");
            let bins: Vec<Bin> =
                unit.spans(whole).into_iter().map(|span| Bin { span, events: 1, ..Bin::default() }).collect();
            let options = SceneOptions { width_px, gutter_px, ..SceneOptions::default() };
            let strip = overview(&empty(), &bins, &[], [true; 2], whole, &options, &Fake);
            assert_eq!(strip.bars.len(), bins.len());
            for bar in &strip.bars {
                assert!(bar.width_px >= 1.0, "{from} to {to}: {bar:?}");
                assert!(bar.x_px >= gutter_px && bar.x_px + bar.width_px <= width_px + 1e-9, "{from} to {to}: {bar:?}");
            }
        }
    }
}

#[test]
fn what_the_strip_shows_alone_has_the_room_of_both() {
    let whole = Span::new(day("2012-01-01"), day("2014-01-01"));
    let bin =
        Bin { span: Span::new(day("2012-01-01"), day("2012-02-01")), events: 9, low: 4, high: 16, ..Bin::default() };
    let strip = |shows| overview(&empty(), &[bin], &[], shows, whole, &options(), &Fake);
    let (both, events, killed) = (strip([true; 2]), strip([true, false]), strip([false, true]));
    for alone in [&events, &killed] {
        assert_eq!(alone.height_px, both.height_px);
    }
    let room_px = both.bars[0].events_px + both.bars[0].high_px + both.down_px - both.up_px;
    assert_eq!((events.bars[0].events_px, events.bars[0].high_px, events.bars[0].low_px), (room_px, 0.0, 0.0));
    assert_eq!(events.up_px - events.bars[0].events_px, both.up_px - both.bars[0].events_px);
    assert_eq!(
        (killed.bars[0].events_px, killed.bars[0].high_px, killed.bars[0].low_px),
        (0.0, room_px, room_px / 2.0)
    );
    assert_eq!(killed.down_px + killed.bars[0].high_px, both.down_px + both.bars[0].high_px);
}

#[test]
fn what_is_away_stands_on_what_is_here_on_one_scale() {
    let whole = Span::new(day("2012-01-01"), day("2012-03-01"));
    let months = BinUnit::Month.spans(whole);
    let bin = |at: usize, events, high| Bin { span: months[at], events, low: 0, high, ..Bin::default() };
    let bins = [bin(0, 9, 4), bin(1, 0, 0)];
    let away = [Away { from: months[1].from, events: 36, high: 16 }];
    let strip = overview(&empty(), &bins, &away, [true; 2], whole, &options(), &Fake);
    let [here, gone] = &strip.bars[..] else { panic!("a bar for what is away alone") };
    assert_eq!((here.all_events_px, here.all_high_px), (here.events_px, here.high_px));
    assert_eq!((gone.events_px, gone.high_px), (0.0, 0.0));
    assert!((gone.all_events_px - 2.0 * here.events_px).abs() < 1e-9 && gone.all_high_px > here.high_px);
    let year = Bin { span: whole, ..bins[0] };
    let strip = overview(&empty(), &[year], &away, [true; 2], whole, &options(), &Fake);
    assert!((strip.bars[0].events_px * 5.0_f64.sqrt() - strip.bars[0].all_events_px).abs() < 1e-9, "9 of 45");
}

#[test]
fn the_strip_names_years_or_months_by_itself() {
    let whole = |from: &str, to: &str| Span::new(day(from), day(to));
    for (whole, name) in [
        (whole("2012-01-01", "2025-01-01"), "2013"),
        (whole("2012-01-01", "2015-01-01"), "2013"),
        (whole("2012-11-01", "2013-06-01"), "2013"),
        (whole("2012-12-20", "2013-01-20"), "Jan"),
    ] {
        for width_px in [700.0, 1100.0, 1700.0] {
            let options = SceneOptions { width_px, ..options() };
            let strip = overview(&empty(), &[], &[], [true; 2], whole, &options, &Fake);
            let labels: Vec<&str> =
                strip.ticks.iter().map(|tick| &*tick.label).filter(|label| !label.is_empty()).collect();
            assert!(labels.iter().any(|label| label.contains(name)), "{width_px} px: {labels:?}");
            assert!(labels.windows(2).all(|pair| pair[0] != pair[1]), "{width_px} px: {labels:?}");
        }
    }
}

#[test]
fn phase_names_never_touch_and_every_phase_keeps_its_bracket() {
    let mut data = empty();
    for (name, from, to) in [
        ("Rebellion and coup", "2012-01-16", "2012-04-07"),
        ("The north under armed groups", "2012-04-07", "2013-01-10"),
        ("French intervention", "2013-01-10", "2013-06-19"),
        ("Insurgency returns", "2013-09-01", "2016-01-01"),
        ("JNIM forms, war spreads", "2016-01-01", "2018-01-01"),
        ("Centre escalates", "2018-01-01", "2020-01-01"),
        ("Coups, break with France", "2020-01-01", "2022-08-16"),
        ("UN leaves, army moves north", "2023-06-16", "2024-02-10"),
        ("Drones, attrition", "2024-04-29", "2024-12-02"),
    ] {
        tell_phase(&mut data, name, from, to);
    }
    let whole = Span::new(day("2012-01-01"), day("2025-01-01"));
    for (width_px, least) in [(1200.0, 9), (700.0, 8), (400.0, 4), (150.0, 0)] {
        let options = SceneOptions { width_px, ..options() };
        let strip = overview(&data, &[], &[], [true; 2], whole, &options, &Fake);
        assert_eq!(strip.brackets.len(), 9);
        let mut named = 0;
        for (index, a) in strip.brackets.iter().enumerate() {
            let Some((x, y, width)) = a.name else { continue };
            named += 1;
            assert!(x >= 100.0 && x + width <= width_px);
            for b in &strip.brackets[index + 1..] {
                let Some((other_x, other_y, other_width)) = b.name else { continue };
                assert!(y != other_y || x + width <= other_x || other_x + other_width <= x);
            }
            for b in &strip.brackets {
                let Some((pole_x, pole_y)) = b.riser else { continue };
                assert!(y < pole_y || pole_x <= x || pole_x >= x + width, "a riser crosses a name");
            }
        }
        assert!(named >= least, "{width_px} px: {named} names");
    }
}

#[test]
fn without_a_name_that_fits_the_brackets_take_no_room() {
    let mut data = empty();
    tell_phase(&mut data, &"Fall of the north ".repeat(9), "2012-01-16", "2013-01-10");
    tell_phase(&mut data, "", "2013-01-10", "2013-06-19");
    let whole = Span::new(day("2012-01-01"), day("2025-01-01"));
    let bin = Bin { span: Span::new(day("2012-01-01"), day("2012-02-01")), events: 9, ..Bin::default() };
    let options = SceneOptions { width_px: 328.0, gutter_px: 0.0, is_narrow: true, ..SceneOptions::default() };
    let strip = overview(&data, &[bin], &[], [true; 2], whole, &options, &Fake);
    let bare = overview(&empty(), &[bin], &[], [true; 2], whole, &options, &Fake);
    assert_eq!(strip.brackets.len(), 2);
    assert!(strip.brackets.iter().all(|bracket| bracket.name.is_none() && bracket.riser.is_none()));
    assert_eq!((strip.height_px, &strip.bars), (bare.height_px, &bare.bars), "they take no room of their own");
    let top_px = strip.up_px - strip.bars[0].events_px;
    assert!(strip.brackets.iter().all(|bracket| bracket.y_px >= 0.5 && bracket.y_px + 5.0 < top_px));
}

#[test]
fn bands_run_from_north_to_south_without_gap_or_guess() {
    let mut data = empty();
    let gao = tell_place(&mut data, "Gao", "town", None, 16_27000);
    let kidal = tell_place(&mut data, "Kidal", "town", None, 18_44000);
    let hold = |place, holder: u32, from: &str, to: Option<&str>, state, event| Control {
        place,
        holders: vec![ActorId(holder)],
        state,
        from: When::parse(from).expect("a date"),
        to: to.map(|to| When::parse(to).expect("a date")),
        event,
        ..Control::default()
    };
    data.control.push(hold(gao, 0, "2012-01-01", Some("2012-03-31"), Hold::Held, None));
    data.control.push(hold(gao, 1, "2012-03-31", Some("2012-06-27"), Hold::Contested, Some(EventId(4))));
    data.control.push(hold(gao, 2, "2012-06-27", Some("2012-06-28"), Hold::Held, None));
    data.control.push(hold(gao, 3, "2013-01", None, Hold::Held, None));
    data.control.push(hold(kidal, 1, "2012-03-30", None, Hold::Held, None));
    let whole = Span::new(day("2012-01-01"), day("2014-01-01"));
    let found = bands(&data, whole, Viewport::fit(whole), &options(), &Fake);
    assert_eq!(found.iter().map(|band| band.place).collect::<Vec<_>>(), [kidal, gao]);
    assert!(found[1].y_px >= found[0].y_px + found[0].height_px);
    for band in &found {
        for pair in band.segments.windows(2) {
            assert_eq!(pair[0].to_px, pair[1].x_px, "{band:?}");
        }
    }
    let states: Vec<_> = found[1].segments.iter().map(|segment| (segment.state, segment.is_hard_left)).collect();
    assert_eq!(
        states,
        [(Hold::Held, true), (Hold::Contested, true), (Hold::Held, true), (Hold::Unknown, false), (Hold::Held, false),]
    );
    let gao = &found[1].segments;
    assert_eq!((gao[1].event, gao[1].control), (Some(EventId(4)), Some(1)));
    assert!(gao[2].to_px - gao[2].x_px >= 2.5, "a hold of one day can be seen");
    assert_eq!(gao[0].label.as_deref(), Some("army"));
    assert_eq!(gao[2].label, None);
    assert_eq!(gao[0].blocs, [Bloc::State]);
    assert_eq!(found[0].segments[0].state, Hold::Unknown);
    // Zoomed into the middle of a hold, its edge is cut and not claimed.
    let inside = Viewport::new(f64::from(day("2013-06-01").0), f64::from(day("2013-07-01").0));
    let found = bands(&data, whole, inside, &options(), &Fake);
    assert_eq!(found[0].segments.len(), 1);
    assert!(found[0].segments[0].is_cut_left && !found[0].segments[0].is_hard_left);
    // With slack it goes on beside the plot, and its words still begin in view.
    let slack_px = 64.0;
    let found = bands(&data, whole, inside, &SceneOptions { slack_px, ..options() }, &Fake);
    let cut = &found[0].segments[0];
    let gutter_px = options().gutter_px;
    assert_eq!((cut.x_px, cut.words_px(gutter_px)), (gutter_px - slack_px, gutter_px));
    assert_eq!(cut.to_px, options().width_px + slack_px);
    assert_eq!(cut.label.as_deref(), Some("mnla"));
    let _ = text(&mut data, "");
}

#[test]
fn what_was_laid_out_comes_to_show_other_days_by_a_shift_and_a_stretch() {
    let scale = TimeScale::new(Viewport::new(100.0, 200.0), 50.0, 1000.0);
    for (from, to) in [(110.0, 210.0), (120.0, 170.0), (0.0, 400.0)] {
        let other = TimeScale::new(Viewport::new(from, to), 50.0, 1000.0);
        let (by_px, stretch) = scale.onto(other.viewport);
        for day in [90.0, 100.0, 155.5, 210.0] {
            let moved_px = 50.0 + by_px + (scale.x_from_day(day) - 50.0) * stretch;
            assert!((moved_px - other.x_from_day(day)).abs() < 1e-9, "{from} to {to}, {day}");
        }
    }
    let wide = scale.widened(64.0);
    assert_eq!((wide.left_px, wide.right_px()), (-14.0, 1114.0));
    assert!((wide.x_from_day(123.0) - scale.x_from_day(123.0)).abs() < 1e-9);
    assert!(wide.viewport.covers(scale.viewport) && !scale.viewport.covers(wide.viewport));
}
