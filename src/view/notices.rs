//! What is wrong with data, attributes or filter: a panel above whatever still works.

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

/// Rows before "and n more".
const MOST: usize = 8;

/// The panel; nothing where nothing is wrong.
#[component]
pub(super) fn Notices(state: State) -> impl IntoView {
    move || {
        let notices = state.notices.get();
        if notices.is_empty() {
            return None;
        }
        let words = state.words.read();
        let more = notices.len().saturating_sub(MOST);
        let rows = notices.iter().take(MOST).map(|notice| {
            view! { <li>{notice.text.clone()}" "<small>{notice.code.clone()}</small></li> }
        });
        Some(view! {
            <div class="ct-error" role="alert" part="error">
                <h3>{words.say(Msg::ErrorTitle).to_string()}</h3>
                <ul>{rows.collect_view()}</ul>
                {(more > 0).then(|| view! { <p>{words.fill(Msg::ErrorMore, &[("n", &words.number(more))])}</p> })}
                <button class="ct-link" data-act="dismiss" on:click=move |_| state.notices.set(Vec::new())>
                    {words.say(Msg::ErrorDismiss).to_string()}
                </button>
            </div>
        })
    }
}
