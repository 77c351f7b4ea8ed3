//! The short card at a mark: date, title, status, toll.

use super::chart::px;
use super::state::State;
use super::text::Msg;
use conflict_timeline_core::layout::Scene;
use conflict_timeline_core::model::EventId;
use leptos::prelude::*;
use std::sync::Arc;

const WIDTH_PX: f64 = 260.0;

/// Beside the event's first mark in view, never over it.
#[component]
pub(super) fn Card(state: State, scene: Memo<Arc<Scene>>, event: EventId) -> impl IntoView {
    let scene = scene.get_untracked();
    let mark = scene.marks_of(event).next().map(|index| scene.marks[index]);
    mark.map(|mark| {
        let (shown, words) = (state.shown.read_untracked(), state.words.read_untracked());
        let entry = shown.data.event(event);
        let left = if mark.x_px + WIDTH_PX + 20.0 < scene.width_px { mark.x_px + 14.0 } else { mark.x_px - WIDTH_PX - 14.0 };
        let toll = match entry.toll() {
            Some(toll) => words.toll(&toll),
            None if entry.kind.is_violent() => words.say(Msg::TollNone).into(),
            None => String::new(),
        };
        view! {
            <div class="ct-card" aria-hidden="true" style:left=px(left.max(0.0)) style:top=px(mark.foot_px + 10.0) style:width=px(WIDTH_PX)>
                <small>{words.when(&entry.when)}</small>
                <b>{words.data(&shown.data, entry.title).to_string()}</b>
                <span>{words.status(entry.status).to_string()}</span>
                <small>{toll}</small>
            </div>
        }
    })
}
