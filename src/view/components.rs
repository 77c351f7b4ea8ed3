//! The parts as Leptos components, for pages that are Leptos applications themselves.

use super::el::el;
#[cfg(feature = "ssr")]
use super::fallback;
use super::state::State;
use super::{chart, detail, filters, ledger, list, locator, overview, sides, story, timeline, tolls, towns};
use conflict_timeline_core::model::EventId;
use leptos::prelude::*;

/// The timeline with all its parts.
///
/// ```
/// use conflict_timeline::{ConflictTimeline, State};
/// use leptos::prelude::*;
/// let owner = Owner::new();
/// let html = owner.with(|| {
///     let state = State::bundled();
///     view! { <ConflictTimeline state/> }.to_html()
/// });
/// assert!(html.contains("ct-list"));
/// ```
#[component]
pub fn ConflictTimeline(
    /// The shared state.
    state: State,
    /// Level of the title's heading in the page, 1 to 6.
    #[prop(default = 2)]
    heading_level: u8,
    /// Called with its code (`en`, `fr` or `ar`) when the reader asks for another language: [`State::speak`] shows it.
    /// Without it no other language is offered.
    #[prop(optional, into)]
    on_language: Option<Callback<String>>,
) -> impl IntoView {
    timeline::timeline(state, heading_level, on_language)
}

/// What a page holds before the script arrives, and without it: the title, the phases, a picture, the events of the filter
/// with their figures and sources, credits. Nothing in it can be pressed and it brings no style sheet. An event in it has its
/// identifier as `data-event`, so that the element finds its way from here to the live list.
///
/// ```
/// use conflict_timeline::State;
/// use conflict_timeline::view::Fallback;
/// use leptos::prelude::*;
/// let html = Owner::new().with(|| view! { <Fallback state=State::bundled() top=Some(20)/> }.to_html());
/// assert_eq!(html.matches("<li data-event=").count(), 20);
/// ```
#[cfg(feature = "ssr")]
#[component]
pub fn Fallback(
    /// The set, its filter and the language.
    state: State,
    /// Level of the title's heading in the page, 1 to 5.
    #[prop(default = 2)]
    heading_level: u8,
    /// Only so many events: the weightiest, and of these the ones with the highest accounts of people killed.
    #[prop(optional_no_strip)]
    top: Option<usize>,
    /// Address of the data, for readers: of the web, or beside the page.
    #[prop(optional, into)]
    link: String,
    /// Markup of [`picture`](super::picture::picture), put in as it is.
    #[prop(optional_no_strip)]
    picture: Option<String>,
) -> impl IntoView {
    fallback::Fallback { state, level: heading_level, top, link, picture }.view()
}

/// The lanes of the matched events, with axis.
#[component]
pub fn Chart(
    /// The shared state.
    state: State,
) -> impl IntoView {
    chart::chart(state)
}

/// Events and people killed over the whole span, and the window in view.
#[component]
pub fn Overview(
    /// The shared state.
    state: State,
) -> impl IntoView {
    overview::overview(state)
}

/// The window in view as two date inputs: the way without dragging.
#[component]
pub fn DateInputs(
    /// The shared state.
    state: State,
) -> impl IntoView {
    overview::date_inputs(state)
}

/// Search, the facets behind a button, what is set, and the day as of which the set is shown.
#[component]
pub fn Filters(
    /// The shared state.
    state: State,
) -> impl IntoView {
    filters::filters(state)
}

/// The events of the filter in their order, grouped under sticky headings. In the middle form an
/// open event is told under its entry, in the narrow form in place of the list.
#[component]
pub fn EventList(
    /// The shared state.
    state: State,
    /// Level of the headings over the groups; entries are one below.
    #[prop(default = 3)]
    level: u8,
) -> impl IntoView {
    list::list(state, level)
}

/// The open event, or a line that says how to open one. Escape closes it.
#[component]
pub fn EventDetail(
    /// The shared state.
    state: State,
    /// Level of the event's heading; its parts are one below.
    #[prop(default = 3)]
    level: u8,
) -> impl IntoView {
    detail::detail(state, level, false)
}

/// The claims about an event, grouped by what and about whom; nothing where the set on show has no such event.
#[component]
pub fn ClaimLedger(
    /// The shared state.
    state: State,
    /// The event.
    #[prop(into)]
    event: Signal<Option<EventId>>,
    /// Level of the headings over the groups.
    #[prop(default = 5)]
    level: u8,
) -> impl IntoView {
    el("div").live_kid(move || {
        let (shown, words) = (state.shown.read(), state.words.read());
        let event = event.get().filter(|id| id.index() < shown.data.events.len())?;
        Some(ledger::ledger(&shown, &words, event, level))
    })
}

/// Who held which town, on the axis of the chart.
#[component]
pub fn ControlBands(
    /// The shared state.
    state: State,
    /// Level of its heading.
    #[prop(default = 3)]
    level: u8,
) -> impl IntoView {
    towns::towns(state, level)
}

/// Where it happened: places on a small map, sized by the events of the filter; a press filters by a place.
#[component]
pub fn Locator(
    /// The shared state.
    state: State,
    /// Level of its heading.
    #[prop(default = 3)]
    level: u8,
) -> impl IntoView {
    locator::locator(state, level)
}

/// People reported killed by year, or by month where the days in view are few, as spans from the lowest to the
/// highest figure, and the same as a table.
#[component]
pub fn TollChart(
    /// The shared state.
    state: State,
    /// Level of its heading.
    #[prop(default = 3)]
    level: u8,
) -> impl IntoView {
    tolls::tolls(state, level)
}

/// An actor: who it is, from whom it came, and on whose side it stood. The one asked for, else the one filtered by.
#[component]
pub fn ActorCard(
    /// The shared state.
    state: State,
    /// Level of its heading.
    #[prop(default = 3)]
    level: u8,
) -> impl IntoView {
    sides::sides(state, level)
}

/// The set's guided stories: their names, or the step that is being told.
#[component]
pub fn Story(
    /// The shared state.
    state: State,
    /// Level of a step's heading.
    #[prop(default = 3)]
    level: u8,
) -> impl IntoView {
    story::stories(state, level)
}
