//! The lanes: a canvas for marks, words and focus in the DOM.

use super::card::{Pointed, SLOP_PX, Target, card};
use super::dom;
use super::draw::{Palette, Pen, palette};
use super::el::{El, cl, el, spot};
use super::gestures::{Act, Pointers};
use super::glide::Glide;
use super::lanes;
use super::lettering::{self, origin_px};
use super::list::choose;
use super::state::{Form, State};
use super::text::Msg;
use super::typeset::{Setter, plot_options};
use conflict_timeline_core::layout::{
    Gesture, Hit, Lanes, Move, Scene, SceneOptions, Seat, Sheet, TimeScale, Viewport, hit, scene,
};
use conflict_timeline_core::model::EventId;
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// Room for lane names beside the plot.
const GUTTER_PX: f64 = 148.0;
/// Two lines: ticks, and under them the year or month that they lie in.
const AXIS_PX: f64 = 36.0;
/// Laid out beside the plot while that is dragged: within it a frame only moves layers.
pub(super) const SLACK_PX: f64 = 64.0;

/// Left edge of every plot, so that strip, lanes and bands share one x.
#[must_use]
pub(super) fn gutter_px(form: Form, text_scale: f64) -> f64 {
    if form == Form::Wide { GUTTER_PX * text_scale } else { 0.0 }
}

/// Days to pixels in every plot.
pub(super) fn plot_scale(state: State, view: Viewport) -> TimeScale {
    let (form, env) = (state.form.get(), state.env.read());
    TimeScale::of_plot(view, gutter_px(form, env.text_scale), env.width_px)
}

/// The lanes of the matched events, with axis.
pub(super) fn chart(state: State) -> El {
    let (canvas, plot) = (spot(), spot());
    let seat = RwSignal::new(None::<Seat>);
    // Whether the card of the seat stands: Escape closes it, and the keyboard stays where it is.
    let is_told = RwSignal::new(true);
    let pointed = Pointed::new();
    let lanes = lanes::matched(state);
    let scale_of = move |view: Viewport| plot_scale(state, view);
    let left_px = move || gutter_px(state.form.get(), state.env.read().text_scale);
    // The stretch for which the drawing is laid out: that in view, or one near it while that is dragged.
    let is_panned = RwSignal::new(false);
    let laid = Memo::new(move |before: Option<&Viewport>| {
        let view = state.viewport.get();
        let is_near =
            |before: &&Viewport| before.ahead_px(view, scale_of(view).width_px).is_some_and(|px| px.abs() <= SLACK_PX);
        before.filter(is_near).filter(|_| is_panned.get()).copied().unwrap_or(view)
    });
    let drawn = Memo::new(move |before: Option<&Arc<Scene>>| {
        let (shown, env, words) = (state.shown.read(), state.env.read(), state.words.read());
        let options = SceneOptions {
            collapsed: &state.folded.read(),
            // What has the keyboard is a mark too, however many lie on that day.
            selected: seat.get().map(|seat| seat.event).or(state.selection.get()),
            slack_px: if is_panned.get() { SLACK_PX } else { 0.0 },
            // Titles keep their seats while panning and zooming; at another width they are placed anew.
            previous: before
                .filter(|scene| scene.width_px == env.width_px)
                .map_or(&[], |scene| scene.labels.as_slice()),
            ..plot_options(state.form.get(), &env, &words)
        };
        let setter = Setter::new(&words, &env);
        Arc::new(scene(&shown.data, &lanes.read(), laid.get(), &options, &setter))
    });
    // Whole pixels: between them a layer's words are blurred.
    let ahead_px = move || drawn.read().ahead_px(&scale_of(state.viewport.get())).round();
    let sheet = RefCell::new((Sheet::default(), Arc::<Palette>::default()));
    dom::effect(move || {
        let (Some(canvas), Some(plot)) = (canvas.get(), plot.get()) else { return };
        let scene = drawn.read();
        let Some(context) = dom::pen(&canvas) else { return };
        let palette = palette(state, &plot, &context);
        let mut sheet = sheet.borrow_mut();
        if !Arc::ptr_eq(&palette, &sheet.1) {
            sheet.0.forget();
            sheet.1 = Arc::clone(&palette);
        }
        let selected = state.selection.get().or_else(|| seat.get().map(|seat| seat.event));
        let hovered = pointed.target.get().and_then(Target::event);
        let repaint = sheet.0.repaint(&scene, dom::pixel_ratio(), selected, hovered);
        let foot_px = dom::lay(&canvas, &context, &repaint, scene.height_px);
        Pen::new(&context, &palette).sheet(&scene, &repaint, foot_px);
    });
    let glide = Glide::new(state, is_panned);
    let act = move |act: Act| match act {
        Act::Move(gesture) => move_view(state, gesture),
        Act::Press { x_px, y_px } => {
            let told = press(state, &drawn.read_untracked(), &lanes.read_untracked(), x_px, y_px);
            if let Some(event) = told {
                seat.set(None);
                choose(state, event, plot.get_untracked().map(|plot| plot.take().into()));
            }
        }
        Act::Hover { x_px, y_px } => pointed.at(Target::at(&drawn.read_untracked(), x_px, y_px)),
        Act::Leave => pointed.at(None),
        Act::Hold(is_held) => glide.hold(is_held),
        Act::Flick { px_per_ms } => glide.flick(px_per_ms),
    };
    let pointers = Pointers::new(plot, move || untrack(|| scale_of(state.viewport.get())).left_px, act);
    let on_key = move |event: Event| {
        let event: KeyboardEvent = event.unchecked_into();
        if key(state, &lanes.read_untracked(), seat, is_told, &dom::key(&event)) {
            // The pointer only rests where it was.
            pointed.close();
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let height = move || px(drawn.read().height_px + AXIS_PX);
    let (owner, axis_owner) = (Owner::new(), Owner::new());
    // Canvas and titles slide as one, the titles in a layer whose words keep their days.
    let moving = cl("div", "ct-moving")
        .live_style("transform", move || slide(-ahead_px()))
        .kid(
            el("canvas")
                .spot(canvas)
                .on("contextrestored", move |_| state.palette.update(|known| *known = Arc::new(Palette::clone(known)))),
        )
        .kid(
            cl("div", "ct-moving")
                .live_style("transform", move || slide(origin_px(&scale_of(laid.get())).round() - left_px().floor()))
                .live_kids(move || lettering::titles(&drawn.read(), origin_px(&scale_of(laid.get())), &owner)),
        );
    let frame =
        cl("div", "ct-frame").attr("aria-hidden", "true").live_style("left", move || px(left_px().floor())).kid(moving);
    let in_view = move || {
        let scale = scale_of(state.viewport.get());
        scale.widened(scale.left_px - left_px())
    };
    let axis = cl("div", "ct-moving")
        .attr("aria-hidden", "true")
        .live_style("transform", move || slide(origin_px(&in_view()).round()))
        .live_kids(move || lettering::axis(state, &in_view(), drawn.read().height_px, &axis_owner));
    let hint = move || {
        let seated = || seat.get().filter(|_| is_told.get()).map(|seat| Target::Event(seat.event));
        pointed.target.get().or_else(seated).filter(|_| !pointers.is_dragged.get())
    };
    // A press gives the focus too, and goes to what it is on.
    let focused = move |_| {
        let is_by_key = plot.get_untracked().is_some_and(|plot| plot.matches(":focus-visible").unwrap_or(false));
        if is_by_key && seat.get_untracked().is_none() {
            is_told.set(true);
            seat.set(first_seat(state, &lanes.read_untracked()));
        }
    };
    let surface = el("div")
        .live("class", move || if pointers.is_dragged.get() { "ct-plot is-dragged" } else { "ct-plot" }.into())
        .spot(plot)
        .attr("tabindex", "0")
        .attr("role", "listbox")
        .live("aria-label", move || state.say(Msg::Chart))
        .live("aria-description", move || state.say(Msg::ChartHelp))
        .maybe_live("aria-activedescendant", move || seat.get().map(|_| "ct-seat".into()))
        .live_style("height", height)
        .on("keydown", on_key)
        .on("focus", focused)
        .on("blur", move |_| seat.set(None))
        .on("pointerdown", move |event| pointers.down(event.unchecked_ref()))
        .on("pointermove", move |event| pointers.moved(event.unchecked_ref()))
        .on("pointerup", move |event| pointers.up(event.unchecked_ref()))
        .on("pointercancel", move |event| pointers.cancel(event.unchecked_ref()))
        .on("pointerleave", move |_| pointers.leave())
        .on("wheel", move |event| pointers.wheel(event.unchecked_ref()))
        .on("dblclick", move |_| move_view(state, Gesture::FitAll))
        .live_kid(move || seat.get().map(|seat| option_view(state, seat)))
        .kid(frame)
        .kid(axis);
    cl("div", "ct-time")
        .attr("part", "chart")
        .live_style("height", height)
        .kid(surface)
        .kid(
            cl("div", "ct-lanes")
                .attr("role", "group")
                .live("aria-label", move || state.say(Msg::Lanes))
                .live_kids(move || lanes::names(state, &drawn.read())),
        )
        .live_kid(move || hint().and_then(|target| card(state, &drawn.read(), &lanes.read(), target, pointed)))
}

/// Applies a gesture to the shared viewport.
pub(super) fn move_view(state: State, gesture: Gesture) {
    let whole = state.shown.read_untracked().span;
    let view = state.viewport.get_untracked();
    let next = view.apply(gesture, whole, untrack(|| plot_scale(state, view)).width_px);
    if next != view {
        state.viewport.set(next);
    }
}

/// The event that a press opens; one beside all marks closes what is open.
fn press(state: State, scene: &Scene, lanes: &Lanes, x_px: f64, y_px: f64) -> Option<EventId> {
    if let Some(Hit::Root(index)) = hit(scene, x_px, y_px, SLOP_PX) {
        return open_root(state, scene, lanes, index);
    }
    let event = Target::at(scene, x_px, y_px).and_then(Target::event);
    if event.is_none() {
        state.selection.set(None);
    }
    event
}

/// Zooms to the days of a root; where they are as large as they can be, its first event is opened, and the list has all.
fn open_root(state: State, scene: &Scene, lanes: &Lanes, root: usize) -> Option<EventId> {
    let before = state.viewport.get_untracked();
    move_view(state, Gesture::Fit(scene.roots[root].days));
    let is_closest = state.viewport.get_untracked() == before;
    lanes.root_events(scene, root).first().copied().filter(|_| is_closest)
}

fn first_seat(state: State, lanes: &Lanes) -> Option<Seat> {
    let in_view = state.viewport.get_untracked().span();
    let shown = state.shown.read_untracked();
    let matched = state.matches.read_untracked();
    let selected = state.selection.get_untracked().filter(|event| matched.has(*event));
    let is_seen = |row: &usize| in_view.has(shown.index.table().when(*row).anchor());
    lanes.seat_of(selected.or_else(|| matched.rows().iter().find(is_seen).map(EventId::at))?)
}

/// Handles a key; `false` leaves it to the page.
fn key(state: State, lanes: &Lanes, seat: RwSignal<Option<Seat>>, is_told: RwSignal<bool>, key: &str) -> bool {
    let whole = Viewport::fit(state.shown.read_untracked().span).span();
    let day_of = |seat: Seat| state.shown.read_untracked().data.event(seat.event).when.anchor();
    let step = |to: Move| {
        let mut next = match seat.get_untracked() {
            Some(from) => lanes.moved(from, to),
            None => first_seat(state, lanes),
        };
        // What lies before or after all days that the axis has is in the list alone.
        while let Some(beyond) = next.filter(|next| !whole.has(day_of(*next))) {
            let back = if to == Move::First { Move::Next } else { Move::Previous };
            let is_edge = matches!(to, Move::First | Move::Last);
            next = if is_edge { lanes.moved(beyond, back).filter(|next| *next != beyond) } else { None };
        }
        if let Some(next) = next {
            is_told.set(true);
            seat.set(Some(next));
            move_view(state, Gesture::Reveal(day_of(next)));
        }
    };
    let zoom = |factor: f64| {
        let scale = untrack(|| plot_scale(state, state.viewport.get()));
        let at = seat.get_untracked().map(|seat| scale.x_from_day(f64::from(day_of(seat).0) + 0.5));
        let at = at.map(|px| px - scale.left_px).filter(|px| *px >= 0.0 && *px <= scale.width_px);
        let x_in_plot_px = at.unwrap_or(scale.width_px / 2.0);
        move_view(state, Gesture::ZoomAt { x_in_plot_px, factor });
    };
    match key {
        "ArrowRight" => step(Move::Next),
        "ArrowLeft" => step(Move::Previous),
        "ArrowUp" => step(Move::Up),
        "ArrowDown" => step(Move::Down),
        "Home" => step(Move::First),
        "End" => step(Move::Last),
        "PageUp" => move_view(state, Gesture::PageBack),
        "PageDown" => move_view(state, Gesture::PageForward),
        "+" | "=" => zoom(2.0),
        "-" => zoom(0.5),
        "0" => move_view(state, Gesture::FitAll),
        "Enter" | " " => match seat.get_untracked() {
            Some(seat) => state.selection.set(Some(seat.event)),
            None => return false,
        },
        "Escape" if state.selection.get_untracked().is_some() => state.selection.set(None),
        "Escape" if seat.get_untracked().is_some() && is_told.get_untracked() => is_told.set(false),
        _ => return false,
    }
    true
}

/// The event on which the keyboard stands, for those who hear the page.
fn option_view(state: State, seat: Seat) -> El {
    let (shown, words) = (state.shown.read(), state.words.read());
    let event = shown.data.event(seat.event);
    let matched = state.matches.read();
    let position = matched.rank(seat.event) + usize::from(matched.has(seat.event));
    let is_open = state.selection.get() == Some(seat.event);
    let parts = [
        words.data(&shown.data, event.title).to_string(),
        words.when(&event.when),
        shown.status(&words, event.status).to_string(),
        event.toll().map(|toll| words.toll(&toll)).unwrap_or_default(),
        words.fill(Msg::ChartPosition, &[("i", &words.number(position)), ("n", &words.number(matched.count()))]),
    ];
    let mut text = String::new();
    for part in parts {
        if !text.is_empty() && !part.is_empty() {
            text.push_str(words.say(Msg::ListComma));
        }
        text.push_str(&part);
    }
    cl("span", "ct-hidden")
        .attr("role", "option")
        .attr("id", "ct-seat")
        .attr("aria-selected", is_open.to_string())
        .text(text)
}

/// A transform to the right.
pub(super) fn slide(by_px: f64) -> String {
    ["translate(", &px(by_px), ")"].concat()
}

/// A length for CSSOM, to a tenth of a pixel.
pub(super) fn px(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}px", tenths.abs() / 10, tenths.abs() % 10)
}
