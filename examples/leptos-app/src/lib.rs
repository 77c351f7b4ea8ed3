//! A Leptos application with the timeline in it: buttons of its own write the filter that all parts follow, and a line of
//! its own reads what is left.
//!
//! | feature | makes |
//! |---|---|
//! | `csr` (default) | an application that is drawn in the browser: `trunk serve` in this folder |
//! | `ssr` | a program that prints the whole page, so that it is read before any script runs |
//! | `hydrate` | the script that brings that page to life |
//!
//! `./ssr` in this folder makes the page and its script and serves both.

use conflict_timeline::core::query::Filter;
use conflict_timeline::{ConflictTimeline, State};
use leptos::prelude::*;

/// What the buttons show, and the filter's text form.
const QUESTIONS: [(&str, &str); 3] =
    [("Everything", ""), ("What happened in Konna?", "place=konna"), ("Coups", "kind=coup")];

/// The application. Server and browser build it alike from the embedded set, so that no data has to travel.
#[component]
pub fn App() -> impl IntoView {
    let state = State::bundled();
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

/// Takes over the page that the server printed. Buttons and lines stay the elements that they are; the timeline's own
/// element is put in the place of the server's, because only the browser knows how wide it is.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn hydrate() {
    conflict_timeline::adopt_style(&document());
    leptos::mount::hydrate_body(App);
}
