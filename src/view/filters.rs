//! Search, facets, chips, undo: everything that writes the filter.

use super::state::State;
use super::text::{Msg, Words};
use conflict_timeline_core::model::{Bloc, DataSet, Kind, Status, Word};
use conflict_timeline_core::query::{Dimension, Facet, Filter, facets};
use leptos::prelude::*;

/// The facets shown, with their headings.
const FACETS: [(Dimension, Msg); 6] = [
    (Dimension::Bloc, Msg::FacetWho),
    (Dimension::Actor, Msg::FacetActor),
    (Dimension::Kind, Msg::FacetWhat),
    (Dimension::Place, Msg::FacetWhere),
    (Dimension::Status, Msg::FacetSure),
    (Dimension::Phase, Msg::FacetPhase),
];
/// Rows before "show all".
const FEW: usize = 7;

/// The name of a value for people.
#[must_use]
pub fn value_name(words: &Words, data: &DataSet, dimension: Dimension, value: u32) -> String {
    let index = value as usize;
    match dimension {
        Dimension::Bloc => words.bloc(Bloc::ALL[index]).into(),
        Dimension::Kind => words.kind(Kind::ALL[index]).into(),
        Dimension::Status => words.status(Status::ALL[index]).into(),
        Dimension::Actor => words.data(data, data.actors[index].short).into(),
        Dimension::Place | Dimension::Region => words.data(data, data.places[index].name).into(),
        Dimension::Phase => words.data(data, data.phases[index].name).into(),
        Dimension::Source => words.data(data, data.sources[index].title).into(),
    }
}

/// Search, the facets behind a button, and what is set.
#[component]
pub fn Filters(
    /// The shared state.
    state: State,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let in_use = move || chips(state).len();
    let label = move || match in_use() {
        0 => state.say(Msg::Filters),
        n => [&state.say(Msg::Filters), ", ", &n.to_string()].concat(),
    };
    let typed = move |event| {
        let text = event_target_value(&event);
        state.change_filter(|filter| filter.text = text);
    };
    view! {
        <div class="ct-controls" part="filters">
            <div class="ct-act">
                <label class="ct-search">
                    <span class="ct-hidden">{move || state.say(Msg::Search)}</span>
                    <input
                        type="search"
                        placeholder=move || state.say(Msg::Search)
                        prop:value=move || state.filter.read().text.clone()
                        on:input=typed
                    />
                </label>
                <button
                    class="ct-button"
                    data-act="filters"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| is_open.update(|open| *open = !*open)
                >
                    {label}
                </button>
            </div>
            {move || is_open.get().then(|| shelf(state, is_open))}
            {move || chips_view(state)}
        </div>
    }
}

fn shelf(state: State, is_open: RwSignal<bool>) -> impl IntoView {
    let show = move || state.words.read().count(Msg::FiltersShow, state.matches.read().count());
    view! {
        <div class="ct-shelf">
            {FACETS.into_iter().map(|(dimension, heading)| view! { <FacetList state dimension heading/> }).collect_view()}
        </div>
        <div class="ct-sheet-foot">
            <button class="ct-button" on:click=move |_| state.set_filter(Filter::default())>
                {move || state.say(Msg::FilterClear)}
            </button>
            <button class="ct-button is-main" on:click=move |_| is_open.set(false)>{show}</button>
        </div>
    }
}

/// One dimension's values with counts; a press takes one in or out again.
#[component]
fn FacetList(state: State, dimension: Dimension, heading: Msg) -> impl IntoView {
    let is_long = RwSignal::new(false);
    let rows =
        Memo::new(move |_| facets(&state.shown.read().index, &state.matches.read(), &state.filter.read(), dimension));
    let list = move || {
        let rows = rows.read();
        let most = if is_long.get() { rows.len() } else { FEW };
        let highest = rows.iter().map(|row| row.count).max().unwrap_or(1).max(1);
        let kept = rows.iter().enumerate().filter(|(at, row)| *at < most || row.is_in || row.is_out);
        kept.map(|(_, row)| row_view(state, dimension, *row, highest)).collect_view()
    };
    let more = move || {
        let (count, words) = (rows.read().len(), state.words.read());
        (count > FEW).then(|| {
            let text = match is_long.get() {
                true => words.say(Msg::FilterLess).to_string(),
                false => words.fill(Msg::FilterMore, &[("n", &words.number(count))]),
            };
            view! { <button class="ct-link ct-note" on:click=move |_| is_long.update(|long| *long = !*long)>{text}</button> }
        })
    };
    view! {
        <fieldset class="ct-facet">
            <h3>{move || state.say(heading)}</h3>
            {list}
            {more}
        </fieldset>
    }
}

fn row_view(state: State, dimension: Dimension, row: Facet, highest: u32) -> impl IntoView {
    let (shown, words) = (state.shown.read(), state.words.read());
    let name = value_name(&words, &shown.data, dimension, row.value);
    let value = dimension.value_name(&shown.data, row.value).to_string();
    let mark = match dimension {
        Dimension::Bloc => Some(view! { <i class="ct-swatch" data-bloc=value.clone()></i> }.into_any()),
        Dimension::Status => Some(view! { <i class="ct-glyph" data-status=value.clone()></i> }.into_any()),
        _ => None,
    };
    let class = match (row.is_out, row.count) {
        (true, _) => "ct-row is-out",
        (_, 0) => "ct-row is-none",
        _ => "ct-row",
    };
    view! {
        <button
            class=class
            data-facet=dimension.name()
            data-value=value
            aria-pressed=row.is_in.to_string()
            on:click=move |_| state.change_filter(|filter| filter.toggle(dimension, row.value))
        >
            {mark}
            <span class="ct-lab">{name}</span>
            <span class="ct-n">{words.number(row.count as usize)}</span>
            <span class=move || "ct-fill" style:inline-size=format!("{}%", row.count * 100 / highest)></span>
        </button>
    }
}

/// A filter that is set, in words, and the filter without it.
pub(super) struct Chip {
    pub(super) name: String,
    pub(super) without: Filter,
}

/// Everything that is set, one by one.
pub(super) fn chips(state: State) -> Vec<Chip> {
    let (shown, words, filter) = (state.shown.read(), state.words.read(), state.filter.read());
    let mut chips = Vec::new();
    let mut add = |name: String, change: &dyn Fn(&mut Filter)| {
        let mut without = filter.clone();
        change(&mut without);
        chips.push(Chip { name, without });
    };
    for dimension in Dimension::ALL {
        let choice = filter.choice(dimension);
        for value in choice.include.iter().copied() {
            let name = value_name(&words, &shown.data, dimension, value);
            add(name, &|filter| filter.choices[dimension as usize].include.retain(|known| *known != value));
        }
        for value in choice.exclude.iter().copied() {
            let name = value_name(&words, &shown.data, dimension, value);
            let name = words.fill(Msg::FacetNot, &[("name", &name)]);
            add(name, &|filter| filter.choices[dimension as usize].exclude.retain(|known| *known != value));
        }
    }
    let dates = match (filter.from, filter.to) {
        (Some(from), Some(to)) => Some(words.span(conflict_timeline_core::time::Span::new(from, to.plus(1)))),
        (Some(from), None) => Some(words.fill(Msg::DateSince, &[("date", &words.day(from))])),
        (None, Some(to)) => Some(words.fill(Msg::DateUntil, &[("date", &words.day(to))])),
        (None, None) => None,
    };
    if let Some(dates) = dates {
        add(dates, &|filter| (filter.from, filter.to) = (None, None));
    }
    if let Some((low, high)) = filter.toll {
        let range = match high {
            Some(high) => words.fill(
                Msg::WordingRange,
                &[("low", &words.number(low as usize)), ("high", &words.number(high as usize))],
            ),
            None => words.fill(Msg::WordingAtLeast, &[("n", &words.number(low as usize))]),
        };
        add([words.say(Msg::FacetKilled), " ", &range].concat(), &|filter| filter.toll = None);
    }
    if !filter.text.is_empty() {
        let name = words.fill(Msg::FacetText, &[("text", &filter.text)]);
        add(name, &|filter| filter.text.clear());
    }
    chips
}

fn chips_view(state: State) -> Option<AnyView> {
    let chips = chips(state);
    let (can_undo, can_redo) = (!state.undo.read().is_empty(), !state.redo.read().is_empty());
    if chips.is_empty() && !can_undo && !can_redo {
        return None;
    }
    let words = state.words.get();
    let has_chips = !chips.is_empty();
    let chips = chips.into_iter().map(|chip| {
        let label = words.fill(Msg::FilterRemove, &[("name", &chip.name)]);
        let without = chip.without;
        view! {
            <button class="ct-chip" aria-label=label on:click=move |_| state.set_filter(without.clone())>{chip.name}</button>
        }
    });
    let link = |msg: Msg, act: &'static str, is_on: bool, call: fn(State)| {
        is_on.then(
            || view! { <button class="ct-link" data-act=act on:click=move |_| call(state)>{state.say(msg)}</button> },
        )
    };
    Some(
        view! {
            <div class="ct-chips">
                {has_chips.then(|| view! { <span class="ct-note">{words.say(Msg::FiltersInUse).to_string()}</span> })}
                {chips.collect_view()}
                {link(Msg::FilterUndo, "undo", can_undo, |state| state.step_back(false))}
                {link(Msg::FilterRedo, "redo", can_redo, |state| state.step_back(true))}
                {link(Msg::FilterClear, "clear", has_chips, |state| state.set_filter(Filter::default()))}
            </div>
        }
        .into_any(),
    )
}

/// When nothing matches: each filter that would help, with the number that it brings back.
#[component]
pub(super) fn Empty(state: State) -> impl IntoView {
    move || {
        if state.matches.read().count() > 0 || state.shown.read().data.events.is_empty() {
            return None;
        }
        let words = state.words.get();
        let chips = chips(state);
        let heading = words.count(Msg::Empty, chips.len());
        let index = state.shown.get();
        let offers = chips.into_iter().filter_map(|chip| {
            let count = conflict_timeline_core::query::matches(&index.index, &chip.without).count();
            let text = words.fill(Msg::EmptyLoosen, &[("name", &chip.name), ("events", &words.count(Msg::Events, count))]);
            (count > 0).then(|| {
                view! { <li><button class="ct-link" on:click=move |_| state.set_filter(chip.without.clone())>{text}</button></li> }
            })
        });
        Some(view! {
            <div class="ct-empty">
                <h3>{heading}</h3>
                <ul>{offers.collect_view()}</ul>
                <button class="ct-button" data-act="clear" on:click=move |_| state.set_filter(Filter::default())>
                    {words.say(Msg::FilterClear).to_string()}
                </button>
            </div>
        })
    }
}
