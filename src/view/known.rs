//! The set as it stood on a day that the reader names.

use super::el::{El, button, cl, el};
use super::list::focus_soon;
use super::overview::date_input;
use super::state::State;
use super::text::Msg;
use conflict_timeline_core::time::When;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::Event;

/// A date input; nothing where the set has reports of one day only.
pub(super) fn known_on(state: State) -> El {
    cl("div", "ct-dates ct-controls").attr("part", "known").live_kids(move || {
        let (shown, known, words) = (state.shown.read(), state.known.read(), state.words.read());
        let today = known.as_ref().map_or(&**shown, |(_, today)| &**today);
        let Some(reports) = today.reports else { return Vec::new() };
        let whole = today.span;
        let choose = move |when: Option<When>, is_last: bool| {
            if !is_last {
                state.know(when.map(|when| when.earliest));
            }
        };
        let day = known.as_ref().map(|(day, _)| day.to_string()).unwrap_or_default();
        let input = date_input(state, Arc::new(move || day.clone()), Arc::new(choose))
            .attr("data-date", "known")
            .attr("min", whole.from.to_string())
            .attr("max", reports.to.max(whole.to).plus(-1).to_string());
        let back = back(state)
            .maybe_attr("aria-disabled", known.is_none().then(|| "true".into()))
            .text(words.say(Msg::KnownToday));
        vec![el("label").kid(el("span").text(words.say(Msg::Known))).kid(input), back]
    })
}

/// What is not in sight while the set is shown as of another day.
pub(super) fn known_notice(state: State) -> El {
    el("div").attr("role", "status").live_kid(move || {
        let (day, words) = (state.known.read().as_ref()?.0, state.words.read());
        let text = words.fill(Msg::KnownNotice, &[("date", &words.day(day))]);
        let back = back(state).text(words.say(Msg::KnownBack));
        Some(cl("p", "ct-known").text(text).text(" ").kid(back))
    })
}

/// Back to what is known today. It keeps the focus, or hands it on to the other of its kind.
fn back(state: State) -> El {
    let go = move |event: Event| {
        focus_soon(event.target(), "[data-act=today]".into());
        state.know(None);
    };
    button("ct-link", go).attr("data-act", "today")
}
