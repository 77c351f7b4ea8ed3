//! A Leptos application with the timeline in it: buttons of its own write the filter that all parts follow, and a line of
//! its own reads what is left. `trunk serve` in this folder shows it.

use conflict_timeline::core::query::Filter;
use conflict_timeline::{ConflictTimeline, State, adopt_style};
use leptos::prelude::*;

/// What the buttons show, and the filter's text form.
const QUESTIONS: [(&str, &str); 3] =
    [("Everything", ""), ("What happened in Konna?", "place=konna"), ("Coups", "kind=coup")];

#[component]
fn App() -> impl IntoView {
    let state = State::bundled();
    adopt_style(&document());
    let ask = move |text: &'static str| {
        let (filter, problems) = Filter::parse(text, &state.shown.read_untracked().data);
        debug_assert!(problems.is_empty());
        state.set_filter(filter);
    };
    let buttons = QUESTIONS.map(|(name, text)| view! { <button on:click=move |_| ask(text)>{name}</button> });
    let left = move || state.matches.read().count();
    view! {
        <main>
            <p>{buttons.into_iter().collect_view()}</p>
            <p role="status">{left} " events"</p>
            <ConflictTimeline state heading_level=1/>
        </main>
    }
}

fn main() {
    mount_to_body(App);
}
