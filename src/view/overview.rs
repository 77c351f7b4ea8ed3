//! The strip: the whole span, phases, and the window in view as a brush with two thumbs.

use super::chart::{move_view, px, slide};
use super::dom;
use super::draw::{Pen, palette};
use super::el::{El, button, cl, el, spot};
use super::gestures::STILL_PX;
use super::lettering::word;
use super::list::told;
use super::state::{Form, State};
use super::text::Msg;
use super::typeset::{Setter, plot_options};
use conflict_timeline_core::layout::{self, Gesture, Viewport};
use conflict_timeline_core::query::BinUnit;
use conflict_timeline_core::time::{Day, Span, When};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, PointerEvent};

/// At the usual size of text, as all that words need room in.
const AXIS_PX: f64 = 18.0;
/// What the strip can show, by the bits of `State::strip`.
const EVENTS: u32 = 1;
const KILLED: u32 = 2;

/// Of shorter sets a month is too long a step.
const SHORT_DAYS: i32 = 92;

/// What a pointer drags.
#[derive(Clone, Copy, PartialEq)]
enum Grip {
    From,
    To,
    Window,
    /// The strip where the window is not.
    Beside,
}

/// Events and people killed over the whole span, and the window in view.
pub(super) fn overview(state: State) -> El {
    let (canvas, strip) = (spot(), spot());
    let drawn = Memo::new(move |_| {
        let (shown, env, words) = (state.shown.read(), state.env.read(), state.words.read());
        let options = plot_options(state.form.get(), &env, &words);
        let setter = Setter::new(&words, &env);
        let shows = [EVENTS, KILLED].map(|bit| state.strip.get() & bit != 0);
        let (bins, away) = (&state.months.read(), &shown.away);
        Arc::new(layout::overview(&shown.data, bins, away, shows, shown.span, &options, &setter))
    });
    let brush = move || drawn.read().brush(state.viewport.get());
    dom::effect(move || {
        let (Some(canvas), Some(strip)) = (canvas.get(), strip.get()) else { return };
        let overview = drawn.read();
        let Some(context) = dom::context(&canvas, overview.width_px, overview.height_px) else { return };
        Pen::new(&context, &palette(state, &strip, &context)).overview(&overview);
    });
    // The grip, its way from the pointer in days, where the pointer came down, and whether it has moved.
    let dragged = StoredValue::new(None::<(Grip, f64, i32, bool)>);
    let day_at = move |event: &PointerEvent| {
        let strip = strip.get_untracked()?;
        let (x_px, _) = dom::point_in(&strip, event.client_x(), event.client_y());
        Some(drawn.read_untracked().scale.day_from_x(x_px))
    };
    let down = move |grip: Grip, event: &PointerEvent| {
        let Some(day) = day_at(event) else { return };
        event.stop_propagation();
        dragged.set_value(Some((grip, day - state.viewport.get_untracked().from, event.client_x(), false)));
        if let Some(strip) = strip.get_untracked() {
            let _ = strip.set_pointer_capture(event.pointer_id());
        }
    };
    // A press beside the window brings the window there: once it is lifted or drawn along, so that a swipe down the page
    // passes over the strip.
    let down_beside = move |event: Event| {
        let event: &PointerEvent = event.unchecked_ref();
        down(Grip::Beside, event);
    };
    let up = move |event: Event| {
        let pressed = dragged.get_value().filter(|(grip, _, _, was_moved)| *grip == Grip::Beside && !was_moved);
        if let (Some(_), Some(day)) = (pressed, day_at(event.unchecked_ref())) {
            move_view(state, centred(state, day));
        }
        dragged.set_value(None);
    };
    let moved = move |event: Event| {
        let event: &PointerEvent = event.unchecked_ref();
        let (Some((grip, offset, start, was_moved)), Some(day)) = (dragged.get_value(), day_at(event)) else { return };
        if !was_moved && f64::from(event.client_x() - start).abs() < STILL_PX {
            return;
        }
        dragged.set_value(Some((grip, offset, start, true)));
        move_view(
            state,
            match grip {
                Grip::From => Gesture::SetFrom(Day(day.floor() as i32)),
                Grip::To => Gesture::SetTo(Day(day.floor() as i32)),
                Grip::Window => Gesture::BrushMove { from: day - offset },
                Grip::Beside => centred(state, day),
            },
        );
    };
    // What moves is moved by transforms, so that the page is not laid out anew.
    let shade = |is_from: bool| {
        el("i").live_style("transform", move || {
            let (scale, (from, to)) = (drawn.read().scale, brush());
            slide(if is_from { from - scale.right_px() + 1.0 } else { to - scale.left_px - 1.0 })
        })
    };
    let shades = cl("div", "ct-shade")
        .live_style("left", move || px(drawn.read().scale.left_px))
        .kid(shade(true))
        .kid(shade(false));
    let grip = cl("div", "ct-window")
        .live_style("transform", move || slide(brush().0 + 12.0))
        .live_style("width", move || px((brush().1 - brush().0 - 24.0).max(0.0)))
        .on("pointerdown", move |event| down(Grip::Window, event.unchecked_ref()));
    cl("div", "ct-time ct-overview")
        .attr("part", "overview")
        .attr("role", "group")
        .live("aria-label", move || state.say(Msg::Overview))
        .spot(strip)
        .live_style("height", move || px(drawn.read().height_px + AXIS_PX * state.env.read().text_scale))
        .on("pointerdown", down_beside)
        .on("pointermove", moved)
        .on("pointerup", up)
        .on("pointercancel", move |_| dragged.set_value(None))
        .kid(
            el("canvas")
                .attr("aria-hidden", "true")
                .spot(canvas)
                .live_style("height", move || px(drawn.read().height_px)),
        )
        .kid(shades)
        .kid(el("div").attr("aria-hidden", "true").live_kids(move || words_view(state, &drawn.read())))
        .live_kid(move || (state.form.get() == Form::Wide).then(|| strip_switch(state)))
        .kid(grip)
        .kid(thumb(state, drawn, Grip::From, down))
        .kid(thumb(state, drawn, Grip::To, down))
}

/// The window about a moment.
fn centred(state: State, day: f64) -> Gesture {
    Gesture::BrushMove { from: day - state.viewport.get_untracked().days() / 2.0 }
}

/// One end of the window: dragged, or moved by a month with the arrow keys and by a year with Page keys.
fn thumb(
    state: State,
    drawn: Memo<Arc<layout::Overview>>,
    grip: Grip,
    down: impl Fn(Grip, &PointerEvent) + 'static,
) -> El {
    let is_from = grip == Grip::From;
    let day = move || {
        let days = inside(state, state.viewport);
        if is_from { days.from } else { days.to.plus(-1) }
    };
    let set = move |day: Day| {
        move_view(state, if is_from { Gesture::SetFrom(day) } else { Gesture::SetTo(day) });
    };
    let on_key = move |event: Event| {
        let event: KeyboardEvent = event.unchecked_into();
        let whole = state.shown.read_untracked().span;
        let now = untrack(day);
        // In a set of weeks by days, else by months: the right end is the last day of one, the left one the first.
        let by_days = whole.to.0 - whole.from.0 < SHORT_DAYS;
        let step = |months: i32| match is_from {
            _ if by_days => now.plus(if months.abs() > 1 { 7 * months.signum() } else { months }),
            true => now.month_offset(months),
            false => now.plus(1).month_offset(months).plus(-1),
        };
        let next = match &*dom::key(&event) {
            "ArrowRight" | "ArrowUp" => step(1),
            "ArrowLeft" | "ArrowDown" => {
                if is_from && !by_days && now != now.month_start() {
                    now.month_start()
                } else {
                    step(-1)
                }
            }
            "PageUp" => step(12),
            "PageDown" => step(-12),
            "Home" => whole.from,
            "End" => whole.to.plus(-1),
            _ => return,
        };
        event.prevent_default();
        set(next);
    };
    let name = if is_from { Msg::OverviewThumbFrom } else { Msg::OverviewThumbTo };
    let limit = move |is_low: bool| {
        let (whole, days) = (state.shown.read().span, inside(state, state.viewport));
        match (is_from, is_low) {
            (true, true) => whole.from.0,
            (true, false) => days.to.0 - 1,
            (false, true) => days.from.0,
            (false, false) => whole.to.0 - 1,
        }
    };
    // Left edges of the thumb, and in it of its grip.
    let seat = move || {
        let drawn = drawn.read();
        let (from, to) = drawn.brush(state.viewport.get());
        // Where the window is narrow they stand beside it, so that neither covers the other.
        let apart_px = (12.0 - (to - from) / 2.0).max(0.0);
        let (x_px, beside_px, least_px) =
            if is_from { (from, from - apart_px, 0.0) } else { (to, to + apart_px, 24.0) };
        // At an edge it stays inside, with room for the other: it would widen the page.
        let left_px = (beside_px - 12.0).min(drawn.width_px - 48.0 + least_px).max(least_px);
        let grip_px = ((x_px + beside_px) / 2.0).min(left_px + 17.5).max(left_px + 6.5);
        (left_px, grip_px - 5.5 - left_px)
    };
    cl("div", "ct-thumb")
        .attr("role", "slider")
        .attr("tabindex", "0")
        .live("aria-label", move || state.say(name))
        .attr("aria-orientation", "horizontal")
        .live("aria-valuemin", move || limit(true).to_string())
        .live("aria-valuemax", move || limit(false).to_string())
        .live("aria-valuenow", move || day().0.to_string())
        .live("aria-valuetext", move || state.words.read().day(day()))
        .live_style("transform", move || slide(seat().0))
        .kid(el("i").live_style("transform", move || slide(seat().1)))
        .on("keydown", on_key)
        .on("pointerdown", move |event| down(grip, event.unchecked_ref()))
}

/// The days of the set that are in a view, in part at least.
fn inside(state: State, view: RwSignal<Viewport>) -> Span {
    view.get().span().within(state.shown.read().span)
}

fn words_view(state: State, overview: &layout::Overview) -> Vec<El> {
    let (shown, words, rise_px) = (state.shown.read(), state.words.read(), 10.0 * state.env.read().text_scale);
    let phases = overview.brackets.iter().filter_map(|bracket| {
        let (x_px, y_px, _) = bracket.name?;
        let name = words.data(&shown.data, shown.data.phases[bracket.phase.index()].name);
        Some(word("ct-w", x_px, y_px - rise_px, name))
    });
    let ticks = overview.ticks.iter().filter(|tick| !tick.label.is_empty());
    let ticks = ticks.map(|tick| word("ct-w is-soft", tick.x_px + 3.0, overview.height_px + 4.0, &tick.label));
    phases.chain(ticks).collect()
}

/// What the strip shows: a key to it, and a switch.
pub(super) fn strip_switch(state: State) -> El {
    let button = |bit: u32, name: &'static str, msg: fn(State) -> Msg| {
        // What is alone gives way to the other.
        let press = move |_| {
            let left = state.strip.get_untracked() ^ bit;
            state.strip.set(if left == 0 { (EVENTS | KILLED) ^ bit } else { left });
        };
        button("", press)
            .attr("data-strip", name)
            .live("aria-pressed", move || (state.strip.get() & bit != 0).to_string())
            .kid(el("span").say(move || state.say(msg(state))))
    };
    cl("div", "ct-strip")
        .attr("role", "group")
        .live("aria-label", move || state.say(Msg::Overview))
        .on("pointerdown", |event| event.stop_propagation())
        .kid(button(EVENTS, "events", events_msg))
        .kid(button(KILLED, "killed", |_| Msg::OverviewKilled))
        .kid(el("small").say(move || state.say(Msg::OverviewLowest)))
        .kid(
            el("small").say(move || {
                if state.shown.read().away.is_empty() { String::new() } else { state.say(Msg::OverviewAway) }
            }),
        )
}

/// What a bar of events counts.
fn events_msg(state: State) -> Msg {
    match state.shown.read().unit(state.env.read().width_px) {
        BinUnit::Day => Msg::OverviewEventsDay,
        BinUnit::Week => Msg::OverviewEventsWeek,
        BinUnit::Year => Msg::OverviewEventsYear,
        _ => Msg::OverviewEvents,
    }
}

/// An input for a day. What it holds is told with each change, and once more, as the last, when it is left. The first one
/// of a page costs its browser as much as the drawing: it becomes one behind that.
pub(super) fn date_input(
    state: State,
    day: Arc<dyn Fn() -> String + Send + Sync>,
    set: Arc<dyn Fn(Option<When>, bool)>,
) -> El {
    let is_due = move || state.parts[0].get();
    let now = day.clone();
    let take = move |event: Event| {
        let is_last = event.type_() == "blur";
        if dom::is_valid(&event) {
            set(When::parse(&event_target_value(&event)).ok(), is_last);
        }
        // What was not taken gives way to what is on show.
        if is_last {
            dom::set_value(&event.target().into(), &untrack(|| now()));
        }
    };
    el("input")
        .live("type", move || if is_due() { "date" } else { "text" }.into())
        .value(move || if is_due() { day() } else { String::new() })
        // A year is typed digit by digit, and each is one already: those of the set count.
        .on("change", take.clone())
        .on("blur", take)
}

/// The window as two date inputs: the way without dragging.
pub(super) fn date_inputs(state: State) -> El {
    let input = move |is_from: bool| {
        // One that changes is laid out anew: not while the view moves.
        let day = move || {
            let days = inside(state, state.settled);
            (if is_from { days.from } else { days.to.plus(-1) }).to_string()
        };
        // On the way to another day one may stand beyond the window's other end. Only one that is left there is meant:
        // then all days beyond it are in view.
        let set = move |when: Option<When>, is_last: bool| {
            let Some(when) = when else { return };
            let days = untrack(|| inside(state, state.viewport));
            let is_beyond = if is_from { when.earliest >= days.to } else { when.latest < days.from };
            if is_beyond != is_last {
                return;
            }
            if is_beyond {
                move_view(state, Gesture::FitAll);
            }
            move_view(state, if is_from { Gesture::SetFrom(when.earliest) } else { Gesture::SetTo(when.latest) });
        };
        let bound = move |is_low: bool| {
            let whole = state.shown.read().span;
            (if is_low { whole.from } else { whole.to.plus(-1) }).to_string()
        };
        let name = if is_from { Msg::DatesFrom } else { Msg::DatesTo };
        let input = date_input(state, Arc::new(day), Arc::new(set))
            .attr("data-date", if is_from { "from" } else { "to" })
            .live("min", move || bound(true))
            .live("max", move || bound(false));
        el("label").kid(el("span").say(move || state.say(name))).kid(input)
    };
    let is_all = move || inside(state, state.settled) == state.shown.read().span;
    let all = button("ct-link", move |_| move_view(state, Gesture::FitAll))
        .attr("data-act", "fit-all")
        .maybe_live("aria-disabled", move || is_all().then(|| "true".into()))
        .say(move || state.say(Msg::DatesAll));
    cl("div", "ct-dates ct-controls")
        .kid(input(true))
        .kid(input(false))
        .kid(all)
        .live_kid(move || (!state.shown.read().data.phases.is_empty()).then(|| phase_choice(state)))
}

/// The days of a phase, by its name.
fn phase_choice(state: State) -> El {
    let option = |value: String, name: &str| el("option").attr("value", value).text(name);
    let options = move || {
        let (shown, words) = (state.shown.read(), state.words.read());
        let phases = shown.data.phases.iter().enumerate().filter(|(_, phase)| phase.span.meets(shown.span));
        let named = phases.map(|(at, phase)| option(at.to_string(), words.data(&shown.data, phase.name)));
        [option(String::new(), words.say(Msg::FacetPhase))].into_iter().chain(named).collect()
    };
    let now = move || phase_in_view(state).map(|at| at.to_string()).unwrap_or_default();
    let choose = move |event| {
        let shown = state.shown.read_untracked();
        let chosen = event_target_value(&event).parse().ok().and_then(|at: usize| shown.data.phases.get(at));
        state.look_at(chosen.map_or_else(|| Viewport::fit(shown.span), |phase| exactly(phase.span)));
    };
    let select = el("select").attr("data-act", "phase").live_kids(options).value(now).on("change", choose);
    el("label").kid(cl("span", "ct-hidden").say(move || state.say(Msg::FacetPhase))).kid(select)
}

fn exactly(days: Span) -> Viewport {
    Viewport::new(f64::from(days.from.0), f64::from(days.to.0))
}

/// The phase whose days are in view, no more and no fewer.
fn phase_in_view(state: State) -> Option<usize> {
    let settled = state.settled.get();
    state.shown.read().data.phases.iter().position(|phase| exactly(phase.span) == settled)
}

/// What happened in the phase in view.
pub(super) fn phase_told(state: State) -> Option<El> {
    let at = phase_in_view(state)?;
    let (shown, words) = (state.shown.read(), state.words.read());
    let summary = shown.data.phases[at].summary;
    (!words.data(&shown.data, summary).is_empty()).then(|| cl("p", "ct-sum").kid(told(&words, &shown.data, summary)))
}
