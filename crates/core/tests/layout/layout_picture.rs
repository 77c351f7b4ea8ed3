//! The scene as SVG.

use crate::fake::{Fake, Telling, all, day, empty, tell, tell_phase};
use conflict_timeline_core::layout::{Frame, LaneBy, Scene, SceneOptions, Viewport, picture, scene_of};
use conflict_timeline_core::model::{Kind, Status, Wording};

fn drawn() -> Scene {
    let mut data = empty();
    tell_phase(&mut data, "First", "2013-01-01", "2013-02-01");
    let exact = Wording::Exact;
    for (when, killed, status, kind) in [
        ("2013-01-02", &[(4, 4, exact)][..], Status::Confirmed, Kind::Battle),
        ("2013-01-12", &[(46, 46, exact), (148, 148, exact)], Status::Denied, Kind::Battle),
        ("2013-01-22", &[(30, 30, Wording::AtLeast)], Status::Claimed, Kind::Battle),
        ("2013-02-02", &[(6, 6, exact), (20, 20, exact)], Status::Disputed, Kind::Battle),
        ("2013-02-12", &[], Status::Disputed, Kind::Battle),
        ("2013-02-22", &[], Status::Confirmed, Kind::Talks),
        ("2013-03-12/2013-03-20", &[(12, 12, exact)], Status::Confirmed, Kind::Battle),
        ("2013-03", &[], Status::Denied, Kind::Battle),
        ("[2013-02-03,2013-02-26]", &[], Status::Claimed, Kind::Battle),
    ] {
        tell(&mut data, &Telling { when, killed, status, kind, title: "Fire & <b>smoke</b>", ..Telling::default() });
    }
    data.events.list_mut().sort_by_key(|event| event.when.earliest);
    let view = Viewport::new(f64::from(day("2012-12-25").0), f64::from(day("2013-04-01").0));
    let options = SceneOptions { width_px: 900.0, gutter_px: 100.0, ..SceneOptions::default() };
    scene_of(&data, &all(&data), LaneBy::Bloc, view, &options, &Fake)
}

fn told(is_rtl: bool, is_mirrored: bool) -> String {
    let lane = |lane: &conflict_timeline_core::layout::LaneBox| ["A & B".to_string(), lane.count.to_string()];
    let frame = Frame {
        title: "War \"<script>\"",
        deck: "9 of 9",
        lane: &lane,
        note: "Text: CC BY 4.0 \u{1}",
        family: "\"Two Words\", serif",
        is_rtl,
        is_mirrored,
        colour: &|token| format!("var(--ct-{token}, #123)"),
    };
    picture(&drawn(), &frame, &Fake)
}

/// Names of elements in their order, each closed where it must be, and no bare `<`, `>` or `&` in words or values.
fn elements(svg: &str) -> Vec<String> {
    let (mut open, mut seen) = (Vec::new(), Vec::new());
    for part in svg.split('<').skip(1) {
        let (tag, words) = part.split_once('>').expect("every tag ends");
        assert!(!words.contains('>'), "{part}");
        for entity in part.match_indices('&').map(|(at, _)| &part[at..]) {
            assert!(["&amp;", "&lt;", "&gt;", "&quot;"].iter().any(|known| entity.starts_with(known)), "{part}");
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
        } else {
            let name = tag.split([' ', '/']).next().expect("a name").to_string();
            seen.push(name.clone());
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
    }
    assert_eq!(open, Vec::<String>::new());
    seen
}

#[test]
fn a_picture_is_well_formed_and_holds_no_script() {
    for is_rtl in [false, true] {
        let svg = told(is_rtl, false);
        let names = elements(&svg);
        for name in ["svg", "title", "desc", "circle", "path", "rect", "linearGradient", "text"] {
            assert!(names.iter().any(|known| known == name), "{name}");
        }
        assert!(names.iter().all(|name| name != "script" && name != "style" && name != "b"));
        assert!(svg.contains("<title>War &quot;&lt;script&gt;&quot;</title>"));
        assert!(svg.contains("font-family=\"&quot;Two Words&quot;, serif\""));
        assert_eq!(svg.contains("direction=\"rtl\""), is_rtl);
        assert!(svg.split_once('>').is_some_and(|(root, _)| root.contains("direction=\"ltr\"")), "whatever is around");
        assert!(!svg.contains("NaN") && !svg.contains("inf") && !svg.contains('\u{1}'));
    }
}

#[test]
fn a_picture_holds_every_mark_and_title_of_its_scene() {
    let (scene, svg) = (drawn(), told(false, false));
    assert_eq!(svg, told(false, false), "the same scene gives the same text");
    assert_eq!(svg.matches("Fire &amp; &lt;b&gt;smoke&lt;/b&gt;").count(), scene.labels.len());
    // At least a dotted ring, a half disc, a diamond, a cross, two stops and a fade.
    for form in ["stroke-dasharray", " 0 0 0 0 ", "l3.8 -3.8l3.8 3.8", "m0 -", "v5.5", "url(#ct-"] {
        assert!(svg.contains(form), "{form}");
    }
    let ids: Vec<&str> = svg.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "no name stands twice");
    assert!(svg.contains("A &amp; B: "), "the lanes are told");
}

#[test]
fn time_from_right_to_left_mirrors_all_but_words() {
    let (plain, mirrored) = (told(false, false), told(false, true));
    assert_eq!(elements(&plain), elements(&mirrored));
    let drawn = |svg: &str| svg.matches("<path").count();
    assert_eq!(drawn(&plain), drawn(&mirrored));
    let (outside, inside) = mirrored.split_once("<g transform=\"translate(900 ").expect("the drawing is mirrored");
    assert!(!outside.contains("text-anchor"), "title and notes stay as they are");
    assert!(inside.split("<text").skip(1).all(|word| word.contains("transform=\"scale(-1 1)\" text-anchor=\"end\"")));
}

/// The strokes of one event's mark, without how strong its colour is.
fn strokes(when: &str, killed: &[(u32, u32, Wording)], kind: Kind, status: Status) -> String {
    let mut data = empty();
    tell(&mut data, &Telling { when, killed, kind, status, ..Telling::default() });
    let view = Viewport::new(f64::from(day("2013-01-01").0), f64::from(day("2013-02-01").0));
    let options = SceneOptions { width_px: 900.0, gutter_px: 100.0, ..SceneOptions::default() };
    let scene = scene_of(&data, &all(&data), LaneBy::Bloc, view, &options, &Fake);
    let lane = |_: &conflict_timeline_core::layout::LaneBox| [String::new(), String::new()];
    let colour = |_: &str| String::new();
    let (is_rtl, is_mirrored) = (false, false);
    let frame = Frame { title: "", deck: "", lane: &lane, note: "", family: "", is_rtl, is_mirrored, colour: &colour };
    let svg = picture(&scene, &frame, &Fake);
    let marks = svg.split_once("stroke=\"currentColor\"").expect("a mark").1;
    let marks = marks.split_once("</svg>").expect("the plot ends").0;
    marks.split("<linearGradient").map(|part| part.rsplit("</linearGradient>").next().unwrap_or("")).collect()
}

#[test]
fn each_form_says_by_strokes_alone_how_sure_it_is() {
    let exact = Wording::Exact;
    for (when, killed, kind) in [
        ("2013-01-10", &[(20, 20, exact)][..], Kind::Battle),
        ("2013-01-10", &[(0, 0, exact)], Kind::Battle),
        ("2013-01-10", &[(0, 0, exact), (90, 90, exact)], Kind::Battle),
        ("2013-01-10", &[], Kind::Battle),
        ("2013-01-10", &[], Kind::Talks),
        ("2013-01-10~", &[], Kind::Battle),
        ("2013-01-05/2013-01-20", &[], Kind::Battle),
        ("2013-01-05~/2013-01-20", &[], Kind::Battle),
        ("2013-01-05/2013-01-20", &[(20, 20, exact)], Kind::Battle),
        ("2013-01", &[], Kind::Battle),
        ("[..2013-01-10]", &[(20, 20, exact)], Kind::Battle),
        ("[2013-01-10,2013-01-20]", &[], Kind::Battle),
    ] {
        let told = [Status::Confirmed, Status::Claimed, Status::Disputed, Status::Denied]
            .map(|status| strokes(when, killed, kind, status));
        for (index, one) in told.iter().enumerate() {
            assert!(!told[..index].contains(one), "{when} {killed:?} {kind:?}: {one}");
        }
    }
}

#[test]
fn where_one_account_says_none_nothing_is_shaded() {
    let exact = Wording::Exact;
    let none = strokes("2013-01-10", &[(0, 0, exact), (90, 90, exact)], Kind::Battle, Status::Confirmed);
    let some = strokes("2013-01-10", &[(5, 5, exact), (90, 90, exact)], Kind::Battle, Status::Confirmed);
    assert!(some.contains("fill-opacity") && !none.contains("fill-opacity"), "{none}");
}

#[test]
fn no_end_is_harder_than_it_is_known() {
    let of = |when| strokes(when, &[], Kind::Battle, Status::Confirmed);
    let stops = |strokes: &str| strokes.matches("v5.5").count();
    assert_eq!(stops(&of("2013-01-05/2013-01-20")), 2);
    for when in ["2013-01-05~/2013-01-20", "2013-01/2013-01-20", "2012/2013-01"] {
        assert_eq!(stops(&of(when)), 0, "{when}");
    }
    assert!(!of("2013-01-10").contains("url(#"));
    assert!(of("2013-01-10?").contains("url(#"), "a faded stripe, not a point alone");
}
