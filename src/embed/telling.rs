//! What the page hears of a timeline.

use super::crossing::{AsOf, Filtered, Selected, Told, Window, out};
use crate::view::{Ask, State};
use conflict_timeline_core::layout::Viewport;
use conflict_timeline_core::model::EventId;
use conflict_timeline_core::problem::Problem;
use conflict_timeline_core::query::Filter;
use conflict_timeline_core::time::Day;
use js_sys::Function;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// What the page is told of: filter, open event, days in view, step of a story, day as of which the set is shown.
type Seen = (Filter, Option<EventId>, Viewport, Option<(usize, usize)>, Option<Day>);

/// Tells the page of every change but the first values.
pub(super) fn tell(state: State, notify: &Notifier) {
    let told = notify.clone();
    Effect::new(move |before: Option<Seen>| {
        state.known.track();
        let now = (state.filter.get(), state.selection.get(), state.settled.get(), state.story.get(), state.as_of());
        let Some(before) = before else { return now };
        if before.0 != now.0 {
            let matches = state.matches.read_untracked();
            let text = now.0.to_text(&state.shown.read_untracked().data);
            let (total, matched) = (matches.total(), matches.count());
            told.tell("ct-filter", &out(&Filtered { filter: text, total, matched }));
        }
        if before.1 != now.1 {
            let shown = state.shown.read_untracked();
            let id = now.1.map(|id| shown.data.event(id).slug.clone());
            told.tell("ct-select", &out(&Selected { id }));
        }
        if before.2 != now.2 {
            let (from, to) = edges(state);
            told.tell("ct-viewport", &out(&Window { from: from.to_string(), to: to.to_string() }));
        }
        if before.3 != now.3 {
            told.tell("ct-story", &out(&Told { story: story(state) }));
        }
        if before.4 != now.4 {
            told.tell("ct-known", &out(&AsOf { known: known(state) }));
        }
        now
    });
}

/// Passes on what readers ask of the page.
pub(super) fn pass_on(state: State, notify: &Notifier) {
    let told = notify.clone();
    Effect::new(move |before: Option<Option<_>>| {
        let asked = state.desk.read().asked;
        if let Some((_, what)) = asked.filter(|_| before.is_some_and(|before| before != asked)) {
            let id = match what {
                Ask::Link => None,
                Ask::Report(id) => Some(state.shown.read_untracked().data.event(id).slug.clone()),
            };
            told.tell(if id.is_some() { "ct-report" } else { "share" }, &out(&Selected { id }));
        }
        asked
    });
}

/// The story that is told, as the attribute names it and its step.
pub(super) fn story(state: State) -> Option<String> {
    let (story, step) = state.story.get_untracked()?;
    let shown = state.shown.read_untracked();
    let slug = &shown.data.stories.get(story)?.slug;
    Some(if step == 0 { slug.clone() } else { [slug, "/", &(step + 1).to_string()].concat() })
}

/// The day as of which the set is shown, if it is not today's.
pub(super) fn known(state: State) -> Option<String> {
    state.as_of().map(|day| day.to_string())
}

/// First and last day in view.
pub(super) fn edges(state: State) -> (Day, Day) {
    let days = state.viewport.get_untracked().span().within(state.shown.read_untracked().span);
    (days.from, days.to.plus(-1))
}

/// The page's ear.
#[derive(Clone)]
pub(super) struct Notifier(pub(super) Rc<Function>);

impl Notifier {
    pub(super) fn tell(&self, kind: &str, detail: &JsValue) {
        // What the page's own listener throws is the page's affair.
        let _ = self.0.call2(&JsValue::NULL, &kind.into(), detail);
    }

    pub(super) fn problem(&self, problem: &Problem) {
        self.tell("ct-error", &out(problem));
    }
}
