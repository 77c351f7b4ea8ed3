//! Where it happened: places on a small drawn map, sized by their events; each is a filter.

use super::chart::px;
use super::el::{El, button, cl, el, heading};
use super::state::{Form, Shown, State};
use super::text::{Msg, Words};
use super::towns::step;
use super::typeset::Setter;
use conflict_timeline_core::layout::{self, LocatorOptions, MapFrame, MapLabel, Spot};
use conflict_timeline_core::model::{PlaceId, Word};
use conflict_timeline_core::query::{Condition, Dimension, Facet, GeoBox, facets, facets_among};
use leptos::prelude::*;

/// Mali and its surroundings; `data/map/NOTICE.md` says where it comes from.
static MAP: &str = include_str!("../../data/map/mali.txt");
/// The paths of the map, as they lie on each other.
const PATHS: [&str; 4] = ["border", "disputed", "land", "river"];
/// As in the style sheet.
const BETWEEN_PX: f64 = 40.0;
const FIGURE_PX: f64 = 404.0;
const MOST_FIGURE_PX: f64 = 440.0;
/// A target for a finger.
const TARGET_PX: f64 = 24.0;
/// Places beside the map, and in its name, before "and more".
const FEW: usize = 8;
const MOST_NAMED: usize = 3;

/// The width of a figure: three abreast in a very wide element, then two, then one.
pub(super) fn figure_px(state: State) -> f64 {
    let (form, width_px) = (state.form.get(), state.env.read().width_px);
    match form {
        Form::Narrow => width_px,
        Form::Wide if width_px >= 1200.0 => FIGURE_PX,
        _ => ((width_px - BETWEEN_PX) / 2.0).min(MOST_FIGURE_PX),
    }
}

fn entry(key: &str) -> &'static str {
    let mut lines = MAP.lines().filter_map(|line| line.split_once(" = "));
    lines.find(|(known, _)| *known == key).map_or("", |(_, value)| value)
}

fn numbers(text: &str, between: char) -> Vec<i32> {
    text.split(between).filter_map(|number| number.parse().ok()).collect()
}

fn frame() -> MapFrame {
    let (window, size) = (numbers(entry("window"), ' '), numbers(entry("size"), ' '));
    let names = entry("names").split(' ').filter_map(|name| {
        let (code, at) = name.split_once(':')?;
        let at = numbers(at, ':');
        Some((code.into(), *at.first()?, *at.get(1)?))
    });
    let edge = |at: usize| window.get(at).copied().unwrap_or(0);
    MapFrame {
        window: GeoBox { west: edge(0), south: edge(1), east: edge(2), north: edge(3) },
        ratio: size.get(1).map_or(1.0, |height| f64::from(*height) / f64::from(size[0].max(1))),
        names: names.collect(),
    }
}

/// The map with its heading, and in words what is not on it.
pub(super) fn locator(state: State, level: u8) -> El {
    cl("section", "ct-fig ct-where")
        .attr("part", "places")
        .live("aria-label", move || state.say(Msg::FacetWhere))
        .live_kids(move || {
            let (shown, env, words) = (state.shown.read(), state.env.read(), state.words.read());
            if shown.data.places.is_empty() {
                return Vec::new();
            }
            let (matches, span) = (state.pictured.read(), state.settled.read().span());
            let condition = Condition::Choice(Dimension::Place);
            let facets = facets(matches.index(), &matches, matches.filter(), Dimension::Place);
            let (rows, facets) = if span.covers(shown.span) {
                (matches.rows_without(condition), facets)
            } else {
                let rows = matches.in_span_without(condition, span).into();
                let facets = facets_among(&shown.index, &rows, facets, Dimension::Place);
                (rows, facets)
            };
            let width_px = figure_px(state);
            let options = LocatorOptions { width_px, text_scale: env.text_scale, language: &words.language };
            let setter = Setter::new(&words, &env);
            let found = layout::locator(&shown.data, &shown.index, &rows, facets, &frame(), &options, &setter);
            let mut all = vec![heading(level, "ct-sub").text(words.say(Msg::FacetWhere))];
            if found.height_px > 0.0 {
                all.push(cl("p", "ct-note").text(words.say(Msg::PlacesHelp)));
                all.push(map(state, &shown, &words, &found, width_px));
            }
            all.extend((found.unplaced > 0).then(|| apart(state, &shown, &words, &found)));
            all
        })
}

fn name<'a>(shown: &'a Shown, words: &Words, place: u32) -> &'a str {
    words.data(&shown.data, shown.data.place(PlaceId(place)).name)
}

fn map(state: State, shown: &Shown, words: &Words, found: &layout::Locator, width_px: f64) -> El {
    let base = found.is_framed.then(|| {
        let paths = PATHS.map(|path| el("path").attr("class", path).attr("d", entry(path)));
        el("svg").attr("viewBox", ["0 0 ", entry("size")].concat()).attr("aria-hidden", "true").kids(paths)
    });
    let most: Vec<String> =
        found.labels.iter().filter_map(|label| Some(named(shown, words, label.place, label.count?))).collect();
    let most = words.list(&most[..most.len().min(MOST_NAMED)]);
    let spots = found.spots.iter().enumerate().map(|(index, spot)| dot(state, shown, words, spot, index == 0));
    let labels = found.labels.iter().map(|label| label_view(shown, words, label, found));
    cl("div", "ct-map ct-time")
        .attr("role", "group")
        .attr("aria-label", words.fill(Msg::PlacesMost, &[("places", &most)]))
        .style("width", px(width_px))
        .style("height", px(found.height_px))
        .kids(base)
        .kid(el("div").kids(spots))
        .kid(el("div").kids(labels))
}

/// "Gao, 31 events"
fn named(shown: &Shown, words: &Words, place: PlaceId, count: u32) -> String {
    let events = words.count(Msg::Events, count as usize);
    words.fill(Msg::PlacesName, &[("name", name(shown, words, place.0)), ("events", &events)])
}

/// A button that takes a place into the filter, or out again.
fn choose(state: State, shown: &Shown, class: &'static str, facet: Facet) -> El {
    let value = facet.value;
    button(class, move |_| state.change_filter(|filter| filter.toggle(Dimension::Place, value)))
        .attr("data-place", Dimension::Place.value_name(&shown.data, value))
        .attr("aria-pressed", facet.is_in.to_string())
}

fn dot(state: State, shown: &Shown, words: &Words, spot: &Spot, is_first: bool) -> El {
    let target_px = (spot.radius_px * 2.0).max(TARGET_PX);
    let text = named(shown, words, PlaceId(spot.facet.value), spot.facet.count);
    choose(state, shown, "ct-spot", spot.facet)
        .attr("data-precision", spot.precision.name())
        .attr("tabindex", if is_first { "0" } else { "-1" })
        .attr("aria-label", &text)
        .attr("title", &text)
        .style("left", px(spot.x_px - target_px / 2.0))
        .style("top", px(spot.y_px - target_px / 2.0))
        .style("width", px(target_px))
        .style("height", px(target_px))
        .on("keydown", step)
        .style("--size", px(spot.radius_px * 2.0))
}

fn label_view(shown: &Shown, words: &Words, label: &MapLabel, found: &layout::Locator) -> El {
    let is_in = found.spots.iter().any(|spot| spot.facet.is_in && spot.facet.value == label.place.0);
    let class = match (label.count, is_in) {
        (None, _) => "ct-w is-small",
        (_, true) => "ct-w is-bold",
        _ => "ct-w",
    };
    cl("span", class)
        .attr("aria-hidden", "true")
        .attr("dir", if words.is_rtl() { "rtl" } else { "ltr" })
        .style("left", px(label.x_px))
        .style("top", px(label.y_px))
        .text(name(shown, words, label.place.0))
        .maybe_attr("data-n", label.count.map(|count| words.number(count as usize)))
}

/// What has no place on the map, as buttons too.
fn apart(state: State, shown: &Shown, words: &Words, found: &layout::Locator) -> El {
    let buttons = found.apart.iter().take(FEW).map(|facet| {
        choose(state, shown, "ct-link", *facet)
            .kid(el("bdi").text(name(shown, words, facet.value)))
            .kid(el("small").text(words.number(facet.count as usize)))
    });
    let more = found.apart.len().saturating_sub(FEW);
    let more = (more > 0).then(|| el("span").text(words.count(Msg::PlacesMore, more)));
    let placeless =
        (found.placeless > 0).then(|| el("span").text(words.count(Msg::PlacesNone, found.placeless as usize)));
    cl("p", "ct-apart ct-note")
        .kid(el("span").text(words.count(Msg::PlacesApart, found.unplaced as usize)))
        .kids(buttons)
        .kids(more)
        .kids(placeless)
}
