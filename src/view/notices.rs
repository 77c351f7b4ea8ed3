//! What is wrong with data, attributes or filter: a panel above whatever still works.

use super::el::{El, button, cl, el};
use super::list::focus_soon;
use super::state::State;
use super::text::Msg;
use conflict_timeline_core::problem::Problem;
use leptos::prelude::*;

/// One complaint on show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it came from; the next value from there replaces it.
    pub origin: String,
    /// `CT-103`.
    pub code: String,
    /// What is wrong, where, and what would be right.
    pub text: String,
}

impl Notice {
    /// A complaint about what came from `origin`.
    #[must_use]
    pub fn new(origin: &str, problem: &Problem) -> Self {
        let place = problem.place();
        let text = if place.is_empty() { problem.message.clone() } else { [&place, ": ", &problem.message].concat() };
        Self { origin: origin.into(), code: problem.code.label(), text }
    }
}

/// Newer data did not come: the one complaint in the reader's language, all others are in English.
pub const STALE: &str = "CT-315";
/// Rows before "and n more".
const MOST: usize = 8;

/// The panel; nothing where nothing is wrong.
pub(super) fn notices(state: State) -> El {
    el("div").live_kid(move || {
        let notices = state.notices.get();
        if notices.is_empty() {
            return None;
        }
        let words = state.words.read();
        let more = notices.len().saturating_sub(MOST);
        let rows = notices.iter().take(MOST).map(|notice| {
            let row = el("li").attr("dir", "auto").text(notice.text.clone()).text(" ");
            let row = row.maybe_attr("lang", (notice.code != STALE).then(|| "en".into()));
            row.kid(el("small").text(notice.code.clone()))
        });
        let more = (more > 0).then(|| el("p").text(words.fill(Msg::ErrorMore, &[("n", &words.number(more))])));
        let dismiss = button("ct-link", move |event| {
            focus_soon(event.target(), "[part=header] button".into());
            state.notices.set(Vec::new());
        });
        let dismiss = dismiss.attr("data-act", "dismiss").text(words.say(Msg::ErrorDismiss));
        Some(
            cl("div", "ct-error")
                .attr("role", "alert")
                .attr("part", "error")
                .kid(el("h3").text(words.say(Msg::ErrorTitle)))
                .kid(el("ul").kids(rows))
                .kids(more)
                .kid(dismiss),
        )
    })
}
