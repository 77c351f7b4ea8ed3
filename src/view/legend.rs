//! How to read a mark: status words that filter, the forms of the grammar, and what the colours stand for.

use super::dom;
use super::draw::Pen;
use super::el::{El, button, cl, el, spot};
use super::list::{glyph, swatch};
use super::state::{Form, State};
use super::text::Msg;
use conflict_timeline_core::layout::{Fill, LaneBy, Mark, Shape};
use conflict_timeline_core::model::{Bloc, EventId, Status, Word};
use conflict_timeline_core::query::Dimension;
use leptos::prelude::*;

/// Size of a sample, as the style sheet has it.
const WIDTH_PX: f64 = 34.0;
const HEIGHT_PX: f64 = 20.0;

/// What the drawing says, in the drawing's own hand.
pub(super) fn legend(state: State) -> El {
    let buttons = Status::ALL.iter().map(|status| {
        let value = status.index() as u32;
        let is_on = move || state.filter.read().choice(Dimension::Status).include.contains(&value).to_string();
        let toggle = button("", move |event| {
            dom::hold(&event, || state.change_filter(|filter| filter.toggle(Dimension::Status, value)));
        });
        glyph(*status, toggle)
            .live("aria-pressed", is_on)
            .kid(el("span").say(move || state.words.read().status(*status).to_string()))
    });
    cl("div", "ct-legend ct-controls")
        .maybe_live("hidden", move || (!state.shown.read().tells_status).then(String::new))
        .attr("role", "group")
        .live("aria-label", move || state.say(Msg::LegendStatus))
        .kid(el("span").say(move || state.say(Msg::LegendStatus)))
        .kids(buttons)
}

/// The forms of marks, and the blocs where no lane says whose colour it is; on a phone behind a press.
pub(super) fn keys(state: State) -> El {
    el("div").live_kid(move || {
        let name = |tag| el(tag).say(move || state.say(Msg::Legend));
        let keys = if state.form.get() == Form::Narrow {
            let inner = cl("div", "ct-legend is-keys").kids(forms(state)).live_kids(move || blocs(state));
            cl("details", "ct-about").kid(name("summary")).kid(inner)
        } else {
            cl("div", "ct-legend is-keys").kid(name("span")).kids(forms(state)).live_kids(move || blocs(state))
        };
        Some(keys)
    })
}

fn forms(state: State) -> [El; 8] {
    let is_lasting = Shape::Span { is_open_left: false, is_open_right: false };
    let is_doubtful = Shape::Capsule { fade_left: true, fade_right: true };
    let forms = [
        (Msg::LegendFigure, vec![disc(5.0, 2.0, 2.0), disc(12.5, 3.5, 3.5), disc(25.0, 6.5, 6.5)]),
        (Msg::LegendRange, vec![disc(17.0, 3.5, 8.0)]),
        (Msg::LegendOpen, vec![Mark { is_open: true, ..disc(17.0, 5.0, 5.0) }]),
        (Msg::LegendNone, vec![mark(17.0, 1.8, Shape::Bar)]),
        (Msg::LegendPeace, vec![mark(17.0, 3.9, Shape::Diamond)]),
        (Msg::LegendLasted, vec![mark(17.0, 14.0, is_lasting)]),
        (Msg::LegendDoubt, vec![mark(17.0, 16.0, is_doubtful)]),
        (Msg::LegendMore, Vec::new()),
    ];
    forms.map(|(msg, marks)| {
        let sample = sample(state, marks);
        cl("span", "ct-key").kid(sample).kid(el("span").say(move || state.say(msg)))
    })
}

fn blocs(state: State) -> Vec<El> {
    if state.form.get() != Form::Narrow && state.grouping() == LaneBy::Bloc {
        return Vec::new();
    }
    let (shown, words) = (state.shown.read(), state.words.read());
    let has = |bloc: &&Bloc| **bloc != Bloc::None && shown.data.actors.iter().any(|actor| actor.bloc == **bloc);
    let key = |bloc: &Bloc| cl("span", "ct-key").kid(swatch(bloc.name())).kid(el("span").text(words.bloc(*bloc)));
    Bloc::ALL.iter().filter(has).map(key).collect()
}

/// Marks, or without any what stands for those that found no room, as the drawing draws them.
fn sample(state: State, marks: Vec<Mark>) -> El {
    let canvas = spot();
    dom::effect(move || {
        let Some(canvas) = canvas.get() else { return };
        let Some(context) = dom::context(&canvas, WIDTH_PX, HEIGHT_PX) else { return };
        // Asked for by the drawing, which stands by now.
        let palette = state.palette.get();
        if !palette.is_known() {
            return;
        }
        let pen = Pen::new(&context, &palette);
        marks.iter().for_each(|mark| pen.mark(mark));
        if marks.is_empty() {
            pen.more(WIDTH_PX / 2.0, HEIGHT_PX / 2.0);
        }
    });
    el("canvas").attr("aria-hidden", "true").spot(canvas)
}

fn disc(x_px: f64, r_low_px: f64, r_high_px: f64) -> Mark {
    Mark { r_low_px, r_high_px, ..mark(x_px, r_high_px, Shape::Disc) }
}

fn mark(x_px: f64, half_px: f64, shape: Shape) -> Mark {
    let y_px = HEIGHT_PX / 2.0;
    Mark {
        event: EventId(0),
        lane: 0,
        x_px,
        y_px,
        foot_px: y_px + 5.25,
        r_low_px: 0.0,
        r_high_px: 0.0,
        shape,
        fill: Fill::Filled,
        is_open: false,
        is_soft: false,
        extent: (x_px - half_px, x_px + half_px),
        top_px: y_px - 5.25,
        bloc: Bloc::None,
    }
}
