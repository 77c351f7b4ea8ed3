//! The short card at a mark: date, title, status, toll; and for which mark it stands.

use super::chart::px;
use super::dom;
use super::el::{El, cl, el};
use super::state::State;
use super::text::Msg;
use conflict_timeline_core::layout::Scene;
use conflict_timeline_core::model::EventId;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

const WIDTH_PX: f64 = 260.0;
/// So long a pointer may take from a mark to its card.
const WAY_MS: u64 = 300;
/// So long it may cross other marks on that way.
const CROSSING_MS: u64 = 120;

/// Whose card the pointer asks for. It stays while the pointer is on the way to it, and on it; Escape closes it.
#[derive(Clone, Copy)]
pub(super) struct Pointed {
    /// The event whose card stands.
    pub(super) event: RwSignal<Option<EventId>>,
    /// What the pointer is on, and how often that changed.
    under: StoredValue<(Option<EventId>, u32)>,
}

impl Pointed {
    pub(super) fn new() -> Self {
        let pointed = Self { event: RwSignal::new(None), under: StoredValue::new((None, 0)) };
        // The key goes to where the focus is, which need not be here.
        dom::on_window("keydown", move |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" && pointed.event.get_untracked().is_some() {
                pointed.event.set(None);
            }
        });
        pointed
    }

    /// The pointer is on an event, or on none.
    pub(super) fn at(self, event: Option<EventId>) {
        let (before, turn) = self.under.get_value();
        if before == event {
            return;
        }
        let turn = turn + 1;
        self.under.set_value((event, turn));
        let wait_ms = match (event, self.event.get_untracked()) {
            (Some(_), None) => return self.event.set(event),
            (Some(event), Some(shown)) if event == shown => return,
            (Some(_), Some(_)) => CROSSING_MS,
            (None, _) => WAY_MS,
        };
        let follow = move || {
            if self.under.try_get_value() == Some((event, turn)) {
                self.event.set(event);
            }
        };
        set_timeout(follow, Duration::from_millis(wait_ms));
    }
}

/// Beside the event's first mark in view, never over it.
pub(super) fn card(state: State, scene: &Scene, event: EventId, pointed: Pointed) -> Option<El> {
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
            .on("pointerenter", move |_| pointed.at(pointed.event.get_untracked()))
            .on("pointerleave", move |_| pointed.at(None))
            .on("click", move |_| state.selection.set(Some(event)))
            .kid(el("small").text(words.when(&entry.when)))
            .kid(el("b").text(words.data(&shown.data, entry.title)))
            .kid(el("span").text(words.status(entry.status)))
            .kid(el("small").text(toll)),
    )
}
