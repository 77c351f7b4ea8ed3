//! Who held which town, from north to south, on the same axis as the lanes.

use super::chart::{SLACK_PX, plot_scale, px, slide};
use super::dom;
use super::el::{El, button, cl, el, heading, spot};
use super::list::{open, pair};
use super::state::{Shown, State};
use super::text::{Msg, Words};
use super::typeset::{Setter, plot_options};
use conflict_timeline_core::layout::{Band, SceneOptions, Segment, TextSize, Typesetter, Viewport, bands};
use conflict_timeline_core::model::{Bloc, Control, Hold, Word};
use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

/// Room that the words for no report leave of their dotted line.
const UNKNOWN_ROOM_PX: f64 = 40.0;

/// Zoomed in further than this, what was laid out before looks drawn out.
const MOST_STRETCH: f64 = 1.25;

/// One band a town; a press opens the event by which it changed hands.
pub(super) fn towns(state: State, level: u8) -> El {
    // Below what is in sight they follow once the view rests; where they are is asked as it begins to move.
    let (section, is_followed, was_moving) = (spot(), RwSignal::new(false), Cell::new(false));
    dom::effect(move || {
        let is_moving = state.viewport.get() != state.settled.get();
        if was_moving.replace(is_moving) != is_moving {
            let top_px = section.get_untracked().map(|section| section.get_bounding_client_rect().top());
            is_followed.set(is_moving && top_px.is_some_and(|top_px| top_px < dom::window_height()));
        }
    });
    let view = move || if is_followed.get() { state.viewport.get() } else { state.settled.get() };
    // The stretch for which the bands are laid out: that in view, or while it moves one near it, with room beside it.
    let laid = Memo::new(move |before: Option<&Viewport>| {
        let (view, settled) = (view(), state.settled.get());
        let serves = |before: &&Viewport| {
            **before != settled
                && plot_scale(state, **before).widened(SLACK_PX).viewport.covers(view)
                && before.days() <= view.days() * MOST_STRETCH
        };
        before.filter(|_| view != settled).filter(serves).copied().unwrap_or(view)
    });
    // Where what was laid out is by now: to a thousandth, without the code that formats floats.
    let moved = move || {
        let (by_px, stretch) = plot_scale(state, laid.get()).onto(view());
        let stretch = ((stretch * 1000.0).round() as i64).to_string();
        [&slide(by_px), " scaleX(calc(", &stretch, " / 1000))"].concat()
    };
    cl("section", "ct-towns")
        .attr("part", "control")
        .live("aria-label", move || state.say(Msg::Towns))
        .spot(section)
        .live_kids(move || {
            let (shown, env, words) = (state.shown.read(), state.env.read(), state.words.read());
            if shown.data.control.is_empty() {
                return Vec::new();
            }
            let slack_px = if laid.get() == state.settled.get() { 0.0 } else { SLACK_PX };
            let options = SceneOptions { slack_px, ..plot_options(state.form.get(), &env, &words) };
            let setter = Setter::new(&words, &env);
            let bands = bands(&shown.data, shown.span, laid.get(), &options, &setter);
            let left_px = options.gutter_px;
            let rows = bands.iter().map(|band| row(state, &shown, &words, band, left_px, moved, &setter));
            vec![heading(level, "ct-group").text(words.say(Msg::Towns)), key(&words), cl("ul", "ct-time").kids(rows)]
        })
}

/// How a band says what is not simply held.
fn key(words: &Words) -> El {
    let parts = [
        ("contested", Msg::TownsContested),
        ("besieged", Msg::TownsBesieged),
        ("soft", Msg::LegendDoubt),
        ("unknown", Msg::TownsNone),
    ];
    cl("p", "ct-bandkey").kids(parts.map(|(state, msg)| {
        let sample = cl("i", "ct-hold").attr("data-state", state).attr("aria-hidden", "true");
        el("span").kid(sample).text(words.say(msg))
    }))
}

fn row(
    state: State,
    shown: &Shown,
    words: &Words,
    band: &Band,
    left_px: f64,
    moved: impl Fn() -> String + Copy + Send + 'static,
    setter: &Setter<'_>,
) -> El {
    let town = words.data(&shown.data, shown.data.place(band.place).name);
    let mut is_first = true;
    let none = words.say(Msg::TownsNone);
    let none_px = setter.width_px(none, TextSize::Small, false) + UNKNOWN_ROOM_PX;
    let holds = band.segments.iter().map(|segment| {
        let words_px = segment.words_px(left_px);
        let room_px = segment.to_px - words_px;
        let is_unknown = segment.state == Hold::Unknown && none_px <= room_px;
        let label = segment.label.as_deref().or(is_unknown.then_some(none));
        let written = label.map(|label| el("span").style("margin-left", px(words_px - segment.x_px)).text(label));
        let Some(control) = segment.control.and_then(|index| shown.data.control.get(index)) else {
            return stretch(cl("i", "ct-hold"), segment, left_px).attr("data-state", "unknown").kids(written);
        };
        let mut text = pair(words, town, &told(shown, words, control));
        // Who speaks to the page says what is written: it belongs to the name.
        if let Some(label) = label.filter(|label| !text.contains(*label)) {
            text = pair(words, &text, label);
        }
        let hold = match segment.event {
            Some(event) => button("ct-hold", move |press| open(state, event, press.target()))
                .attr("tabindex", if std::mem::take(&mut is_first) { "0" } else { "-1" })
                .on("keydown", step),
            // What only a note tells of has nothing to open.
            None => cl("i", "ct-hold").attr("role", "img"),
        };
        let bloc = |at: usize| segment.blocs.get(at).copied();
        let of = bloc(0).unwrap_or(Bloc::None);
        stretch(hold, segment, left_px)
            .attr("data-state", segment.state.name())
            .attr("data-bloc", of.name())
            .maybe_attr("data-and", bloc(1).map(|other| other.name().to_string()))
            .attr("aria-label", &text)
            .attr("title", &text)
            .kids(written)
    });
    let run = cl("div", "ct-moving").live_style("transform", moved).kids(holds);
    let line = cl("div", "ct-band").style("height", px(band.height_px)).style("margin-left", px(left_px)).kid(run);
    el("li").kid(cl("span", "ct-town").text(town)).kid(line)
}

fn stretch(el: El, segment: &Segment, left_px: f64) -> El {
    el.style("left", px(segment.x_px - left_px))
        .style("width", px((segment.to_px - segment.x_px).max(0.0)))
        .maybe_attr("data-soft", (!segment.is_hard_left && !segment.is_cut_left).then(String::new))
}

/// "held by MNLA"
pub(super) fn held(shown: &Shown, words: &Words, control: &Control) -> String {
    let data = &shown.data;
    let names: Vec<String> =
        control.holders.iter().map(|id| words.data(data, data.actor(*id).name).to_string()).collect();
    let msg = match control.state {
        Hold::Held => Msg::HoldHeld,
        Hold::Contested => Msg::HoldContested,
        Hold::Besieged => Msg::HoldBesieged,
        Hold::Unknown => Msg::HoldUnknown,
    };
    words.fill(msg, &[("name", &words.list(&names))])
}

/// "held by MNLA, 30 March 2012 – 27 June 2012"
fn told(shown: &Shown, words: &Words, control: &Control) -> String {
    let mut text = held(shown, words, control);
    for (index, when) in [Some(control.from), control.to].into_iter().flatten().enumerate() {
        text += if index == 0 { words.say(Msg::ListComma) } else { " \u{2013} " };
        text += &words.when(&when);
    }
    text
}

/// The arrow keys go along a band or from place to place, so that each row of buttons is one stop for the tab key.
pub(super) fn step(event: Event) {
    let key: &KeyboardEvent = event.unchecked_ref();
    let is_next = match &*dom::key(key) {
        "ArrowRight" | "ArrowDown" => true,
        "ArrowLeft" | "ArrowUp" => false,
        _ => return,
    };
    let mut at = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    while let Some(element) = at {
        at = if is_next { element.next_element_sibling() } else { element.previous_element_sibling() };
        if let Some(button) = at.as_ref().filter(|next| next.tag_name() == "BUTTON") {
            event.prevent_default();
            dom::focus(button);
            return;
        }
    }
}
