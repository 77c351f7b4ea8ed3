//! The short card at a mark: date, title, status, toll; and for which mark it stands.

use super::chart::px;
use super::dom;
use super::el::{El, cl, el};
use super::list::{choose, glyph};
use super::state::State;
use super::text::Msg;
use conflict_timeline_core::layout::{Hit, Lanes, Scene, hit};
use conflict_timeline_core::model::{EventId, Status, Word};
use conflict_timeline_core::time::Day;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

const WIDTH_PX: f64 = 260.0;
/// A pointer so near to a mark is on it.
pub(super) const SLOP_PX: f64 = 12.0;
/// So long a pointer may take from a mark to its card.
const WAY_MS: u64 = 300;
/// So long it may cross other marks on that way.
const CROSSING_MS: u64 = 120;

/// What a card can tell about.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Target {
    /// An event.
    Event(EventId),
    /// What stands for the events of a lane, from a day on, that found no room.
    Root(u16, Day),
}

impl Target {
    /// What is drawn at a point.
    pub(super) fn at(scene: &Scene, x_px: f64, y_px: f64) -> Option<Self> {
        match hit(scene, x_px, y_px, SLOP_PX)? {
            Hit::Mark(index) => scene.marks.get(index).map(|mark| Self::Event(mark.event)),
            Hit::Label(index) => scene.labels.get(index).map(|label| Self::Event(label.event)),
            Hit::Root(index) => scene.roots.get(index).map(|root| Self::Root(root.lane, root.days.from)),
        }
    }

    pub(super) fn event(self) -> Option<EventId> {
        match self {
            Self::Event(event) => Some(event),
            Self::Root(..) => None,
        }
    }
}

/// Whose card the pointer asks for. It stays while the pointer is on the way to it, and on it; Escape closes it.
#[derive(Clone, Copy)]
pub(super) struct Pointed {
    /// Whose card stands.
    pub(super) target: RwSignal<Option<Target>>,
    /// What the pointer is on, and how often that changed.
    under: StoredValue<(Option<Target>, u32)>,
}

impl Pointed {
    pub(super) fn new() -> Self {
        let pointed = Self { target: RwSignal::new(None), under: StoredValue::new((None, 0)) };
        let close = move |event: &Event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" && pointed.target.get_untracked().is_some() {
                pointed.close();
            }
        };
        // The key goes to where the focus is, which need not be here.
        dom::effect(move || dom::on_window("keydown", close));
        pointed
    }

    /// No card stands, nor does one come that was on its way.
    pub(super) fn close(self) {
        self.target.set(None);
        self.under.update_value(|(_, turn)| *turn += 1);
    }

    /// The pointer is on something, or on nothing.
    pub(super) fn at(self, target: Option<Target>) {
        let (before, turn) = self.under.get_value();
        if before == target {
            return;
        }
        let turn = turn + 1;
        self.under.set_value((target, turn));
        let wait_ms = match (target, self.target.get_untracked()) {
            (Some(_), None) => return self.target.set(target),
            (Some(target), Some(shown)) if target == shown => return,
            (Some(_), Some(_)) => CROSSING_MS,
            (None, _) => WAY_MS,
        };
        let follow = move || {
            if self.under.try_get_value() == Some((target, turn)) {
                self.target.set(target);
            }
        };
        set_timeout(follow, Duration::from_millis(wait_ms));
    }
}

/// Beside what it tells about, never over it. A press on an event's opens the event.
pub(super) fn card(state: State, scene: &Scene, lanes: &Lanes, target: Target, pointed: Pointed) -> Option<El> {
    let (x_px, top_px, told) = match target {
        Target::Event(event) => {
            let mark = scene.marks_of(event).next().map(|index| scene.marks[index])?;
            (mark.x_px, mark.foot_px, event_told(state, event))
        }
        Target::Root(lane, from) => {
            let at = scene.roots.iter().position(|root| (root.lane, root.days.from) == (lane, from))?;
            let root = &scene.roots[at];
            (root.x_px + root.width_px / 2.0, root.y_px + root.height_px, root_told(state, scene, lanes, at))
        }
    };
    let is_right = x_px + WIDTH_PX + 20.0 < scene.width_px;
    let left_px = if is_right { x_px + 14.0 } else { x_px - WIDTH_PX - 14.0 };
    let press = move |press: Event| {
        if let Some(event) = target.event() {
            choose(state, event, press.target());
        }
    };
    Some(
        cl("div", "ct-card")
            .attr("aria-hidden", "true")
            .style("left", px(left_px.max(0.0)))
            .style("top", px(top_px + 10.0))
            .style("width", px(WIDTH_PX))
            .on("pointerenter", move |_| pointed.at(pointed.target.get_untracked()))
            .on("pointerleave", move |_| pointed.at(None))
            .on("click", press)
            .kids(told),
    )
}

fn event_told(state: State, event: EventId) -> Vec<El> {
    let (shown, words) = (state.shown.read_untracked(), state.words.read_untracked());
    let entry = shown.data.event(event);
    let toll = match entry.toll() {
        Some(toll) => words.toll(&toll),
        None if entry.kind.is_violent() => words.say(Msg::TollNone).into(),
        None => String::new(),
    };
    vec![
        el("small").text(words.when(&entry.when)),
        el("b").text(words.data(&shown.data, entry.title)),
        el("span").text(shown.status(&words, entry.status)),
        el("small").text(toll),
    ]
}

/// When, how many, how many of each status, and that a press opens them.
fn root_told(state: State, scene: &Scene, lanes: &Lanes, root: usize) -> Vec<El> {
    let words = state.words.read_untracked();
    let about = &scene.roots[root];
    let mut told =
        vec![el("small").text(words.span(about.days)), el("b").text(words.count(Msg::Events, about.count as usize))];
    let tells_status = state.shown.read_untracked().tells_status;
    for (status, count) in Status::ALL.iter().zip(lanes.root_statuses(scene, root)) {
        if count > 0 && tells_status {
            let line = [words.status(*status), " ", &words.number(count as usize)].concat();
            told.push(glyph(*status, el("div")).text(line));
        }
    }
    told.push(el("small").text(words.say(Msg::LegendMore)));
    told
}
