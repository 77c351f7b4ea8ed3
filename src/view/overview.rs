//! The strip: the whole span, phases, and the window in view as a brush with two thumbs.

use super::chart::{gutter_px, move_view, px};
use super::dom;
use super::draw::{Palette, Pen};
use super::state::{Form, State};
use super::text::Msg;
use super::typeset::Setter;
use conflict_timeline_core::layout::{self, Gesture, SceneOptions};
use conflict_timeline_core::time::{Day, When};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

const AXIS_PX: f64 = 18.0;

/// What a pointer drags.
#[derive(Clone, Copy, PartialEq)]
enum Grip {
    From,
    To,
    Window,
}

/// Events and people killed over the whole span, and the window in view.
#[component]
pub fn Overview(
    /// The shared state.
    state: State,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let strip = NodeRef::<html::Div>::new();
    let drawn = Memo::new(move |_| {
        let (shown, env, words) = (state.shown.read(), state.env.read(), state.words.read());
        let form = state.form.get();
        let options = SceneOptions {
            width_px: env.width_px,
            gutter_px: gutter_px(form, env.text_scale),
            is_narrow: form == Form::Narrow,
            text_scale: env.text_scale,
            language: &words.language,
            ..SceneOptions::default()
        };
        let setter = Setter { words: &words, family: &env.family, text_scale: env.text_scale };
        let viewport = state.viewport.get();
        Arc::new(layout::overview(&shown.data, &state.months.read(), shown.span, viewport, &options, &setter))
    });
    Effect::new(move || {
        let (Some(canvas), Some(strip)) = (canvas.get(), strip.get()) else { return };
        let overview = drawn.read();
        state.env.track();
        let Some(style) = dom::style_of(&strip) else { return };
        let Some(context) = dom::context(&canvas, overview.width_px, overview.height_px) else { return };
        Pen { context: &context, palette: &Palette::of(&style) }.overview(&overview);
    });
    let dragged = StoredValue::new(None::<(Grip, f64)>);
    let day_at = move |event: &ev::PointerEvent| {
        let strip = strip.get_untracked()?;
        let (x_px, _) = dom::point_in(&strip, event.client_x(), event.client_y());
        Some(drawn.read_untracked().scale.day_from_x(x_px))
    };
    let down = move |grip: Grip, event: ev::PointerEvent| {
        let Some(day) = day_at(&event) else { return };
        event.stop_propagation();
        dragged.set_value(Some((grip, day - state.viewport.get_untracked().from)));
        if let Some(strip) = strip.get_untracked() {
            let _ = strip.set_pointer_capture(event.pointer_id());
        }
    };
    // A press beside the window brings the window there.
    let down_beside = move |event: ev::PointerEvent| {
        let Some(day) = day_at(&event) else { return };
        let view = state.viewport.get_untracked();
        move_view(state, Gesture::BrushMove { from: day - view.days() / 2.0 });
        down(Grip::Window, event);
    };
    let moved = move |event: ev::PointerEvent| {
        let (Some((grip, offset)), Some(day)) = (dragged.get_value(), day_at(&event)) else { return };
        move_view(
            state,
            match grip {
                Grip::From => Gesture::SetFrom(Day(day.floor() as i32)),
                Grip::To => Gesture::SetTo(Day(day.floor() as i32)),
                Grip::Window => Gesture::BrushMove { from: day - offset },
            },
        );
    };
    let height = move || px(drawn.read().height_px + AXIS_PX);
    view! {
        <div class="ct-time ct-overview" part="overview" role="group" aria-label=move || state.say(Msg::Overview)
            node_ref=strip style:height=height
            on:pointerdown=down_beside on:pointermove=moved
            on:pointerup=move |_| dragged.set_value(None) on:pointercancel=move |_| dragged.set_value(None)>
            <canvas node_ref=canvas aria-hidden="true" style:height=move || px(drawn.read().height_px)></canvas>
            <div aria-hidden=move || "true">{move || words_view(state, &drawn.read())}</div>
            <div class=move || "ct-window" style:left=move || px(drawn.read().brush.0 + 12.0)
                style:width=move || px((drawn.read().brush.1 - drawn.read().brush.0 - 24.0).max(0.0))
                style:top=move || px(drawn.read().up_px - 44.0) style:height="74px"
                on:pointerdown=move |event| down(Grip::Window, event)></div>
            {thumb(state, drawn, Grip::From, down)}
            {thumb(state, drawn, Grip::To, down)}
        </div>
    }
}

/// One end of the window: dragged, or moved by a month with the arrow keys and by a year with Page keys.
fn thumb(
    state: State,
    drawn: Memo<Arc<layout::Overview>>,
    grip: Grip,
    down: impl Fn(Grip, ev::PointerEvent) + 'static,
) -> impl IntoView {
    let is_from = grip == Grip::From;
    let day = move || {
        let span = inside(state);
        if is_from { span.0 } else { span.1 }
    };
    let set = move |day: Day| {
        move_view(state, if is_from { Gesture::SetFrom(day) } else { Gesture::SetTo(day) });
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let whole = state.shown.read_untracked().span;
        let now = untrack(day);
        // The right end is the last day of a month, the left one the first.
        let step = |months: i32| match is_from {
            true => now.month_offset(months),
            false => now.plus(1).month_offset(months).plus(-1),
        };
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => step(1),
            "ArrowLeft" | "ArrowDown" => {
                if is_from && now != now.month_start() {
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
        let (whole, other) = (state.shown.read().span, inside(state));
        match (is_from, is_low) {
            (true, true) => whole.from.0,
            (true, false) => other.1.0,
            (false, true) => other.0.0,
            (false, false) => whole.to.0 - 1,
        }
    };
    view! {
        <div
            class=move || "ct-thumb"
            role="slider"
            tabindex="0"
            aria-label=move || state.say(name)
            aria-orientation="horizontal"
            aria-valuemin=move || limit(true)
            aria-valuemax=move || limit(false)
            aria-valuenow=move || day().0
            aria-valuetext=move || state.words.read().day(day())
            style:left=move || { let brush = drawn.read().brush; px(if is_from { brush.0 } else { brush.1 } - 12.0) }
            style:top=move || px(drawn.read().up_px - 44.0)
            style:height="74px"
            on:keydown=on_key
            on:pointerdown=move |event| down(grip, event)
        ></div>
    }
}

/// First and last day in view that lie inside the set.
fn inside(state: State) -> (Day, Day) {
    let (view, whole) = (state.viewport.get(), state.shown.read().span);
    let (from, to) = (view.from.ceil() as i32, view.to.floor() as i32 - 1);
    let last = whole.to.0 - 1;
    (Day(from.clamp(whole.from.0, last)), Day(to.max(from).clamp(whole.from.0, last)))
}

fn words_view(state: State, overview: &layout::Overview) -> AnyView {
    let (shown, words) = (state.shown.read(), state.words.read());
    let word = |class: &'static str, x_px: f64, y_px: f64, text: String| {
        view! { <span class=class.to_string() style:left=px(x_px) style:top=px(y_px)>{text}</span> }
    };
    let phases = overview.brackets.iter().filter_map(|bracket| {
        let (x_px, y_px, _) = bracket.name?;
        let name = words.data(&shown.data, shown.data.phases[bracket.phase.index()].name);
        Some(word("ct-w", x_px, y_px - 10.0, name.into()))
    });
    let ticks = overview.ticks.iter().filter(|tick| !tick.label.is_empty());
    let ticks = ticks.map(|tick| word("ct-w is-soft", tick.x_px + 3.0, overview.height_px + 4.0, tick.label.clone()));
    let names = (overview.scale.left_px > 100.0).then(|| {
        let name = |y_px: f64, main: Msg, small: Option<Msg>| {
            view! {
                <span class=move || "ct-axis-name" style:top=px(y_px) style:max-width="140px">
                    {words.say(main).to_string()}
                    {small.map(|small| view! { <small>{words.say(small).to_string()}</small> })}
                </span>
            }
        };
        view! {
            {name(overview.up_px - 22.0, Msg::OverviewEvents, None)}
            {name(overview.down_px + 1.0, Msg::OverviewKilled, Some(Msg::OverviewLowest))}
        }
    });
    view! {
        {phases.collect_view()}
        {ticks.collect_view()}
        {names}
    }
    .into_any()
}

/// The window as two date inputs: the way without dragging.
#[component]
pub fn DateInputs(
    /// The shared state.
    state: State,
) -> impl IntoView {
    let input = move |is_from: bool| {
        let day = move || {
            let span = inside(state);
            (if is_from { span.0 } else { span.1 }).to_string()
        };
        let set = move |event| {
            let Ok(when) = When::parse(&event_target_value(&event)) else { return };
            move_view(state, if is_from { Gesture::SetFrom(when.earliest) } else { Gesture::SetTo(when.latest) });
        };
        let bound = move |is_low: bool| {
            let whole = state.shown.read().span;
            (if is_low { whole.from } else { whole.to.plus(-1) }).to_string()
        };
        let name = if is_from { Msg::DatesFrom } else { Msg::DatesTo };
        view! {
            <label>
                <span>{move || state.say(name)}</span>
                <input type="date" data-date=if is_from { "from" } else { "to" } min=move || bound(true) max=move || bound(false) prop:value=day on:change=set/>
            </label>
        }
    };
    let is_all = move || {
        let whole = state.shown.read().span;
        inside(state) == (whole.from, whole.to.plus(-1))
    };
    view! {
        <div class="ct-dates ct-controls">
            {input(true)}
            {input(false)}
            <button class="ct-link" data-act="fit" disabled=is_all on:click=move |_| move_view(state, Gesture::FitAll)>
                {move || state.say(Msg::DatesAll)}
            </button>
        </div>
    }
}
