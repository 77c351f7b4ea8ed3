//! The short card at a mark: date, title, status, toll.

use super::chart::px;
use super::el::{El, cl, el};
use super::state::State;
use super::text::Msg;
use conflict_timeline_core::layout::Scene;
use conflict_timeline_core::model::EventId;
use leptos::prelude::*;

const WIDTH_PX: f64 = 260.0;

/// Beside the event's first mark in view, never over it.
pub(super) fn card(state: State, scene: &Scene, event: EventId) -> Option<El> {
    let mark = scene.marks_of(event).next().map(|index| scene.marks[index])?;
    let (shown, words) = (state.shown.read_untracked(), state.words.read_untracked());
    let entry = shown.data.event(event);
    let is_right = mark.x_px + WIDTH_PX + 20.0 < scene.width_px;
    let left_px = if is_right { mark.x_px + 14.0 } else { mark.x_px - WIDTH_PX - 14.0 };
    let toll = match entry.toll() {
        Some(toll) => words.toll(&toll),
        None if entry.kind.is_violent() => words.say(Msg::TollNone).into(),
        None => String::new(),
    };
    Some(
        cl("div", "ct-card")
            .attr("aria-hidden", "true")
            .style("left", px(left_px.max(0.0)))
            .style("top", px(mark.foot_px + 10.0))
            .style("width", px(WIDTH_PX))
            .kid(el("small").text(words.when(&entry.when)))
            .kid(el("b").text(words.data(&shown.data, entry.title)))
            .kid(el("span").text(words.status(entry.status)))
            .kid(el("small").text(toll)),
    )
}
