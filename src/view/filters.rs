//! Search, facets, chips, undo: everything that writes the filter; and the day as of which the set is shown.

use super::dom;
use super::el::{El, button, cl, el, spot};
use super::known::known_on;
use super::list::{self, focus_soon, glyph, swatch, told};
use super::overview::date_inputs;
use super::sides::{ask, short, short_id};
use super::state::{Form, State};
use super::text::{Msg, Words};
use conflict_timeline_core::layout::LaneBy;
use conflict_timeline_core::model::{ActorId, Bloc, DataSet, Kind, Status, Word};
use conflict_timeline_core::query::{Dimension, Facet, Filter, Suggestion, facets, fold, suggest};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Event;

/// The facets shown, with their headings, and the grouping of those that are shown only where lanes would tell as much.
const FACETS: [(Dimension, Msg, Option<LaneBy>); 6] = [
    (Dimension::Bloc, Msg::FacetWho, Some(LaneBy::Bloc)),
    (Dimension::Actor, Msg::FacetActor, Some(LaneBy::Actor)),
    (Dimension::Kind, Msg::FacetWhat, Some(LaneBy::Kind)),
    (Dimension::Place, Msg::FacetWhere, Some(LaneBy::Place)),
    (Dimension::Status, Msg::FacetSure, None),
    (Dimension::Phase, Msg::FacetPhase, Some(LaneBy::Phase)),
];
/// What leads back from the last change of the filter.
const BACK: &str = ".ct-chips .ct-link";
/// Rows before "show all".
const FEW: usize = 7;
/// Rows after it at most: of more, those are shown whose names hold what is typed.
const MANY: usize = 40;

/// The name of a value for people.
#[must_use]
pub fn value_name(words: &Words, data: &DataSet, dimension: Dimension, value: u32) -> String {
    let index = value as usize;
    match dimension {
        Dimension::Bloc => words.bloc(Bloc::ALL[index]).into(),
        Dimension::Kind => words.kind(Kind::ALL[index]).into(),
        Dimension::Status => words.status(Status::ALL[index]).into(),
        Dimension::Actor => short(words, data, ActorId(value)).into(),
        Dimension::Place | Dimension::Region => words.data(data, data.places[index].name).into(),
        Dimension::Phase => words.data(data, data.phases[index].name).into(),
        Dimension::Source => words.data(data, data.sources[index].title).into(),
        Dimension::Precision => dimension.value_name(data, value).into(),
    }
}

/// Search, the facets behind a button, what is set, and the day as of which the set is shown.
pub(super) fn filters(state: State) -> El {
    let (is_open, is_shut) = (RwSignal::new(false), RwSignal::new(false));
    let label = move || match chips(state).len() {
        0 => state.say(Msg::Filters),
        n => list::pair(&state.words.read(), &state.say(Msg::Filters), &n.to_string()),
    };
    // The filter before the first letter, and after the last one: undo takes the whole search back.
    let search = StoredValue::new(None::<(Filter, Filter)>);
    let typed = move |event| {
        let now = state.filter.get_untracked();
        let before =
            search.get_value().filter(|(_, last)| *last == now).map_or_else(|| now.clone(), |(first, _)| first);
        let next = Filter { text: event_target_value(&event), ..now };
        is_shut.set(false);
        search.set_value(Some((before.clone(), next.clone())));
        state.refine(&before, next);
    };
    let input = el("input")
        .attr("type", "search")
        .live("placeholder", move || state.say(Msg::Search))
        .value(move || state.filter.read().text.clone())
        .on("input", typed)
        .on("change", move |_| search.set_value(None));
    let open = button("ct-button", move |_| is_open.update(|open| *open = !*open))
        .attr("data-act", "filters")
        .live("aria-expanded", move || is_open.get().to_string())
        .say(label);
    let act = cl("div", "ct-act")
        .kid(
            cl("div", "ct-search")
                .on("keydown", move |event| seek(&event, is_shut))
                .kid(el("label").kid(cl("span", "ct-hidden").say(move || state.say(Msg::Search))).kid(input))
                .live_kid(move || if is_shut.get() { None } else { suggestions(state) }),
        )
        .kid(open)
        .kid(el("div").live_kid(move || (state.form.get() != Form::Narrow).then(|| known_on(state))));
    cl("div", "ct-controls")
        .attr("part", "filters")
        .kid(act)
        .live_kid(move || is_open.get().then(|| shelf(state, is_open)))
        .live_kid(move || chips_view(state))
}

/// Keys of the search: arrows go to what is suggested and back, Escape shuts it.
fn seek(event: &Event, is_shut: RwSignal<bool>) {
    let (Some(search), target) = (event.current_target(), event.target()) else { return };
    let stops = dom::all(search.unchecked_ref(), "input, .ct-suggest button");
    let at = stops.iter().position(|stop| target.as_deref() == Some(stop)).unwrap_or_default();
    let to = match &*dom::key(event.unchecked_ref()) {
        "ArrowDown" => at + 1,
        "ArrowUp" => at.wrapping_sub(1),
        "Escape" if stops.len() > 1 => {
            is_shut.set(true);
            0
        }
        _ => return,
    };
    if let Some(stop) = stops.get(to) {
        event.prevent_default();
        dom::focus(stop);
    }
}

/// What the letters typed may mean: a press on an actor or place makes it a filter, on an event opens it.
fn suggestions(state: State) -> Option<El> {
    let (shown, words, filter) = (state.shown.read(), state.words.read(), state.filter.read());
    if filter.text.is_empty() || shown.is_large() {
        return None;
    }
    let rows = suggest(&shown.data, &filter.text, FEW).into_iter().map(|found| {
        let (msg, name) = match found {
            Suggestion::Actor(id) => (Msg::LanesActor, short_id(&words, &shown.data, ActorId(id))),
            Suggestion::Place(id) => (Msg::LanesPlace, shown.data.places[id as usize].name),
            Suggestion::Event(id) => (Msg::SuggestEvent, shown.data.event(id).title),
        };
        let name = told(&words, &shown.data, name);
        let take = move |event: Event| {
            state.change_filter(|filter| {
                filter.text.clear();
                match found {
                    Suggestion::Actor(id) => filter.toggle(Dimension::Actor, id),
                    Suggestion::Place(id) => filter.toggle(Dimension::Place, id),
                    Suggestion::Event(_) => {}
                }
            });
            match found {
                Suggestion::Event(id) => list::open(state, id, event.target()),
                _ => focus_soon(event.target(), BACK.into()),
            }
        };
        el("li").kid(button("", take).kid(name).text(" ").kid(el("small").text(words.say(msg))))
    });
    let rows: Vec<El> = rows.collect();
    (!rows.is_empty()).then(|| cl("ul", "ct-suggest").attr("aria-label", words.say(Msg::Suggest)).kids(rows))
}

/// The facets: in place, or in the narrow form on a sheet over the page.
fn shelf(state: State, is_open: RwSignal<bool>) -> El {
    let sheet = spot();
    let is_narrow = state.form.get() == Form::Narrow;
    let show = move || state.words.read().count(Msg::FiltersShow, state.listed.read().count());
    let facets = cl("div", "ct-shelf")
        .kids(is_narrow.then(|| cl("div", "ct-facet").kid(date_inputs(state)).kid(known_on(state))))
        .kids(FACETS.map(|(dimension, heading, by)| {
            let tells = move || {
                let shown = state.shown.read();
                by.map_or(shown.tells_status, |by| shown.groupings.contains(&by))
            };
            facet_list(state, dimension, heading).maybe_live("hidden", move || (!tells()).then(String::new))
        }));
    if !is_narrow {
        return facets;
    }
    dom::effect(move || {
        if let Some(sheet) = sheet.get() {
            dom::show_sheet(&sheet);
        }
    });
    // Closing it hands the focus back; it goes once that is done.
    let close = |event| dom::leave_sheet(&event);
    let foot = cl("div", "ct-sheet-foot")
        .kid(button("ct-button", move |_| state.set_filter(Filter::default())).say(move || state.say(Msg::FilterClear)))
        .kid(button("ct-button is-main", close).attr("data-act", "show").say(show));
    cl("dialog", "ct-sheet")
        .attr("autofocus", "")
        .live("aria-label", move || state.say(Msg::Filters))
        .spot(sheet)
        .on("close", move |_| is_open.set(false))
        .kid(facets)
        .kid(foot)
}

/// One dimension's values with counts; a press takes one in or out again.
fn facet_list(state: State, dimension: Dimension, heading: Msg) -> El {
    let (is_long, wanted) = (RwSignal::new(false), RwSignal::new(String::new()));
    let rows = Memo::new(move |_| {
        let matches = state.matches.read();
        facets(matches.index(), &matches, &state.filter.read(), dimension)
    });
    let list = move || {
        let (rows, shown, words, wanted) = (rows.read(), state.shown.read(), state.words.read(), fold(&wanted.read()));
        let mut room = if is_long.get() { MANY } else { FEW };
        let highest = rows.iter().map(|row| row.count).max().unwrap_or(1).max(1);
        let kept = rows.iter().filter(|row| {
            let is_wanted = room > 0
                && (wanted.is_empty()
                    || fold(&value_name(&words, &shown.data, dimension, row.value)).contains(&wanted));
            room -= usize::from(is_wanted);
            is_wanted || row.is_in || row.is_out
        });
        kept.map(|row| row_view(state, dimension, *row, highest)).collect()
    };
    let of_all = move |msg| state.words.read().fill(msg, &[("n", &state.words.read().number(rows.read().len()))]);
    let find = move || {
        let typed = move |event| wanted.set(event_target_value(&event));
        (is_long.get() && rows.read().len() > MANY).then(|| {
            el("input")
                .attr("type", "search")
                .attr("aria-label", of_all(Msg::FilterFind))
                .attr("placeholder", of_all(Msg::FilterFind))
                .attr("value", wanted.get_untracked())
                .on("input", typed)
        })
    };
    let more = move || {
        let count = rows.read().len();
        let text = match is_long.get() {
            true => state.say(Msg::FilterLess),
            false => of_all(if count > MANY { Msg::FilterFind } else { Msg::FilterMore }),
        };
        let turn = move |_| {
            wanted.set(String::new());
            is_long.update(|long| *long = !*long);
        };
        (count > FEW).then(|| button("ct-link ct-note", turn).text(text))
    };
    let name = el("h3").say(move || state.say(heading));
    cl("fieldset", "ct-facet").kid(name).live_kid(find).live_kids(list).live_kid(more)
}

fn row_view(state: State, dimension: Dimension, row: Facet, highest: u32) -> El {
    let (shown, words) = (state.shown.read(), state.words.read());
    let name = value_name(&words, &shown.data, dimension, row.value);
    let value = dimension.value_name(&shown.data, row.value).to_string();
    let label = cl("span", "ct-lab").text(&name);
    let (mark, label) = match dimension {
        Dimension::Bloc => (Some(swatch(&value)), label),
        Dimension::Status => (None, glyph(Status::ALL[row.value as usize], label)),
        _ => (None, label),
    };
    let class = match (row.is_out, row.count) {
        (true, _) => "ct-row is-out",
        (_, 0) => "ct-row is-none",
        _ => "ct-row",
    };
    let share = [&(row.count * 100 / highest).to_string(), "%"].concat();
    let toggle = button(class, move |_| state.change_filter(|filter| filter.toggle(dimension, row.value)))
        .attr("data-facet", dimension.name())
        .attr("data-value", value)
        .attr("aria-pressed", row.is_in.to_string())
        .style("--share", share)
        .kids(mark)
        .kid(label)
        .kid(cl("span", "ct-n").text(words.number(row.count as usize)));
    if dimension != Dimension::Actor {
        return toggle;
    }
    let about = move |event| ask(state, ActorId(row.value), &event);
    let about = button("ct-info", about).attr("aria-label", words.fill(Msg::SidesAbout, &[("name", &name)]));
    cl("div", "ct-pair").kid(toggle).kid(about)
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
    if let Some(is_disputed) = filter.disputed {
        let name = words.status(Status::Disputed);
        let name = if is_disputed { name.into() } else { words.fill(Msg::FacetNot, &[("name", name)]) };
        add(name, &|filter| filter.disputed = None);
    }
    if let Some(within) = filter.within {
        add([words.say(Msg::FacetWhere), " ", &within.to_string()].concat(), &|filter| filter.within = None);
    }
    if !filter.text.is_empty() {
        let name = words.fill(Msg::FacetText, &[("text", filter.text.trim_matches('"'))]);
        add(name, &|filter| filter.text.clear());
    }
    chips
}

/// The filter in words, for paper and pictures.
pub(super) fn in_words(state: State) -> Option<String> {
    let names: Vec<String> = chips(state).into_iter().map(|chip| chip.name).collect();
    (!names.is_empty()).then(|| names.join(state.words.read().say(Msg::ListComma)))
}

/// What a press does that takes the pressed away with the filter: the keyboard goes on from what leads back.
fn staying(act: impl Fn() + 'static) -> impl Fn(Event) {
    move |event| {
        focus_soon(event.target(), BACK.into());
        act();
    }
}

fn chips_view(state: State) -> Option<El> {
    let chips = chips(state);
    let (can_undo, can_redo) = (!state.undo.read().is_empty(), !state.redo.read().is_empty());
    if chips.is_empty() && !can_undo && !can_redo {
        return None;
    }
    let words = state.words.read();
    let has_chips = !chips.is_empty();
    let chips = chips.into_iter().map(|chip| {
        let label = words.fill(Msg::FilterRemove, &[("name", &chip.name)]);
        let without = chip.without;
        let remove = staying(move || state.set_filter(without.clone()));
        button("ct-chip", remove).attr("aria-label", label).text(chip.name)
    });
    let link = |msg: Msg, act: &'static str, is_on: bool, call: fn(State)| {
        is_on.then(|| button("ct-link", staying(move || call(state))).attr("data-act", act).text(words.say(msg)))
    };
    Some(
        cl("div", "ct-chips")
            .kids(has_chips.then(|| cl("span", "ct-note").text(words.say(Msg::FiltersInUse))))
            .kids(chips)
            .kids(link(Msg::FilterUndo, "undo", can_undo, |state| state.step_back(false)))
            .kids(link(Msg::FilterRedo, "redo", can_redo, |state| state.step_back(true)))
            .kids(link(Msg::FilterClear, "clear", has_chips, |state| state.set_filter(Filter::default()))),
    )
}

/// When nothing matches: each filter that would help, with the number that it brings back.
pub(super) fn empty(state: State) -> El {
    el("div").live_kid(move || {
        let shown = state.shown.read();
        if state.matches.read().count() > 0 || shown.data.events.is_empty() {
            return None;
        }
        let words = state.words.read();
        let chips = chips(state);
        let heading = words.count(Msg::Empty, chips.len());
        let offers = chips.into_iter().filter_map(|chip| {
            let count = conflict_timeline_core::query::matches(state.matches.read().index(), &chip.without).count();
            let blanks = [("name", chip.name.as_str()), ("events", &words.count(Msg::Events, count))];
            let text = words.fill(Msg::EmptyLoosen, &blanks);
            let loosen = staying(move || state.set_filter(chip.without.clone()));
            (count > 0).then(|| el("li").kid(button("ct-link", loosen).text(text)))
        });
        let forget = staying(move || state.set_filter(Filter::default()));
        let clear = button("ct-button", forget).attr("data-act", "clear").text(words.say(Msg::FilterClear));
        Some(cl("div", "ct-empty").kid(el("h3").text(heading)).kid(el("ul").kids(offers)).kid(clear))
    })
}
