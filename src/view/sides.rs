//! An actor: who it is, from whom it came, and on whose side it stood, turn by turn.

use super::dom;
use super::el::{El, button, cl, el, heading};
use super::list::{focus_soon, swatch, told};
use super::state::{Shown, State};
use super::text::{Msg, Words};
use conflict_timeline_core::layout::{Turn, forerunners, heirs, subject, told_of, turns};
use conflict_timeline_core::model::{ActorId, Bloc, DataSet, Lineage, TextId, Word};
use conflict_timeline_core::order;
use conflict_timeline_core::query::{Dimension, Filter};
use conflict_timeline_core::time::{Span, When};
use leptos::prelude::*;
use web_sys::Event;

/// The card of the actor that was asked for, else of the one that is filtered by.
pub(super) fn sides(state: State, level: u8) -> El {
    cl("section", "ct-fig ct-sides").attr("part", "actors").live("aria-label", move || state.say(Msg::Sides)).live_kids(
        move || {
            let (shown, words) = (state.shown.read(), state.words.read());
            let included = state.filter.read().choice(Dimension::Actor).include.clone();
            match subject(&shown.data, state.actor.get(), &included) {
                Some(actor) => card(state, &shown, &words, actor, level),
                None => Vec::new(),
            }
        },
    )
}

/// Shows an actor's card and goes there, from under the sheet too.
pub(super) fn ask(state: State, actor: ActorId, event: &Event) {
    state.actor.set(Some(actor));
    dom::leave_sheet(event);
    focus_soon(event.target(), ".ct-sides .is-target".into());
}

/// The name of an actor; a press opens its card.
pub(super) fn link(state: State, shown: &Shown, words: &Words, actor: ActorId) -> El {
    button("ct-link", move |event| ask(state, actor, &event)).kid(told(
        words,
        &shown.data,
        shown.data.actor(actor).name,
    ))
}

/// The name by which lists call an actor.
pub(super) fn short_id(words: &Words, data: &DataSet, actor: ActorId) -> TextId {
    let actor = data.actor(actor);
    data.texts.shorter([actor.short, actor.name], &words.language)
}

pub(super) fn short<'a>(words: &Words, data: &'a DataSet, actor: ActorId) -> &'a str {
    words.data(data, short_id(words, data, actor))
}

fn card(state: State, shown: &Shown, words: &Words, id: ActorId, level: u8) -> Vec<El> {
    let data = &shown.data;
    let actor = data.actor(id);
    let name = words.data(data, actor.name);
    let mut all = vec![
        heading(level, "ct-sub is-target").text(words.fill(Msg::SidesOf, &[("name", short(words, data, id))])),
        choice(state, shown, words, id),
        cl("p", "ct-who-name").kid(swatch(actor.bloc.name())).kid(told(words, data, actor.name)),
    ];
    let mut facts: Vec<El> = Vec::new();
    if !actor.label.is_none() && words.data(data, actor.label) != name {
        facts.push(told(words, data, actor.label));
    }
    if actor.bloc != Bloc::None {
        facts.push(el("span").text(words.bloc(actor.bloc)));
    }
    let known = [name, short(words, data, id)];
    let aliases: Vec<&str> = actor.aliases.iter().map(String::as_str).filter(|alias| !known.contains(alias)).collect();
    if !aliases.is_empty() {
        let names = aliases.join(words.say(Msg::ListComma));
        facts.push(el("span").text(words.fill(Msg::SidesAlias, &[("names", &names)])));
    }
    all.extend(facts.into_iter().map(|fact| cl("p", "ct-note").kid(fact)));
    let lineage = lineage(state, shown, words, id);
    all.extend((!lineage.is_empty()).then(|| cl("ul", "ct-lineage").kids(lineage)));
    all.push(acts(state, shown, words, id));
    let turns = turns(data, id);
    if !turns.is_empty() {
        all.push(cl("p", "ct-note").text(words.say(Msg::SidesHelp)));
        all.push(cl("ol", "ct-turns").kids(turns.iter().map(|turn| turn_view(state, shown, words, turn))));
    }
    all
}

/// Every actor of whom sides or forerunners are told. The others have their names where they are met.
fn choice(state: State, shown: &Shown, words: &Words, now: ActorId) -> El {
    let data = &shown.data;
    let mut ids = told_of(data);
    if !ids.contains(&now.0) {
        ids.push(now.0);
    }
    let key = |id: u32| (data.actor(ActorId(id)).bloc, id);
    order::by(&mut ids, &mut |a, b| key(a).cmp(&key(b)));
    let options = ids.iter().map(|id| {
        let value = id.to_string();
        let short = short(words, data, ActorId(*id));
        let name = words.data(data, data.actor(ActorId(*id)).name);
        let name = if name == short { name.to_string() } else { [short, " \u{2013} ", name].concat() };
        el("option").maybe_attr("selected", (*id == now.0).then(String::new)).attr("value", value).text(name)
    });
    let choose = move |event| {
        if let Ok(id) = event_target_value(&event).parse() {
            state.actor.set(Some(ActorId(id)));
        }
    };
    let select = el("select").on("change", choose).kids(options).value(move || now.0.to_string());
    cl("label", "ct-choice ct-controls").kid(cl("span", "ct-hidden").text(words.say(Msg::SidesChoose))).kid(select)
}

/// "split from AQIM, by April 2012"
fn lineage(state: State, shown: &Shown, words: &Words, id: ActorId) -> Vec<El> {
    let own = shown.data.actor(id).lineage.iter().map(|link| (link.from, link, Msg::LineageSplit));
    let heirs = heirs(&shown.data, id).into_iter().map(|(heir, link)| (heir, link, Msg::HeirSplit));
    let row = |(other, lineage, first): (ActorId, &Lineage, Msg)| {
        let at = ["split", "merged", "renamed"].iter().position(|known| *known == lineage.relation).unwrap_or(3);
        let when = lineage.when.as_ref().map(|when| words.when(when));
        el("li")
            .kid(el("small").text(words.say(Msg::ALL[first as usize + at])))
            .text(" ")
            .kid(link(state, shown, words, other))
            .text(" ")
            .kids(when.map(|when| el("small").text(when)))
    };
    own.chain(heirs).map(row).collect()
}

/// When, a filled or hollow mark, with or against whom.
fn turn_view(state: State, shown: &Shown, words: &Words, turn: &Turn) -> El {
    let msg = match turn.relation.as_str() {
        "beside" => Msg::SideBeside,
        "against" => Msg::SideAgainst,
        "talks" => Msg::SideTalks,
        _ => Msg::SideNeutral,
    };
    let mut whom = el("span").text(words.say(msg)).text(" ");
    for (index, actor) in turn.with.iter().enumerate() {
        if index > 0 {
            whom = whom.text(words.say(Msg::ListComma));
        }
        let (actor, name) = (*actor, short(words, &shown.data, *actor));
        whom = whom.kid(button("ct-link", move |event| ask(state, actor, &event)).kid(el("bdi").text(name)));
    }
    let note = (!turn.note.is_none()).then(|| el("small").kid(told(words, &shown.data, turn.note)));
    cl("li", if turn.is_against() { "is-against" } else { "" })
        .kid(cl("span", "ct-when").text(stretch(words, turn.from.as_ref(), turn.to.as_ref())))
        .kid(el("div").kid(whom).kids(note))
}

/// "30 March 2012 to 27 June 2012"
fn stretch(words: &Words, from: Option<&When>, to: Option<&When>) -> String {
    if let (Some(from), Some(to)) = (from, to)
        && from.is_exact_day()
        && to.is_exact_day()
    {
        return words.span(Span::new(from.earliest, to.latest.plus(1)));
    }
    match (from.map(|when| words.when(when)), to.map(|when| words.when(when))) {
        (Some(from), Some(to)) if from == to => from,
        (Some(from), Some(to)) => words.fill(Msg::DateRangeLong, &[("from", &from), ("to", &to)]),
        (Some(from), None) => words.fill(Msg::DateSince, &[("date", &from)]),
        (None, Some(to)) => words.fill(Msg::DateUntil, &[("date", &to)]),
        (None, None) => words.say(Msg::DetailUndated).into(),
    }
}

/// The actor as a filter, with those from whom it came if the reader wishes.
fn acts(state: State, shown: &Shown, words: &Words, id: ActorId) -> El {
    let before = forerunners(&shown.data, id);
    let included = state.filter.read().choice(Dimension::Actor).include.clone();
    let is_in = included.contains(&id.0);
    let has_all = is_in && before.iter().all(|other| included.contains(&other.0));
    let toggle = move |filter: &mut Filter, actor: u32| {
        // Whoever is told of stays, whom else the filter then holds.
        state.actor.set(Some(id));
        filter.toggle(Dimension::Actor, actor);
    };
    let only = button("ct-button", move |_| state.change_filter(|filter| toggle(filter, id.0)))
        .attr("data-act", "actor")
        .attr("aria-pressed", is_in.to_string())
        .text(words.say(Msg::SidesFilter));
    let names: Vec<String> = before.iter().map(|other| short(words, &shown.data, *other).to_string()).collect();
    let with = (!before.is_empty()).then(|| {
        let group: Vec<u32> = before.iter().map(|other| other.0).chain([id.0]).collect();
        let change = move |_| {
            state.change_filter(|filter| {
                for actor in &group {
                    // All in, or, if they were, only the actor itself.
                    let is_in = filter.choice(Dimension::Actor).include.contains(actor);
                    if (has_all && *actor != id.0) || !is_in {
                        toggle(filter, *actor);
                    }
                }
            });
        };
        button("ct-button", change)
            .attr("data-act", "forerunners")
            .attr("aria-pressed", has_all.to_string())
            .text(words.fill(Msg::SidesForerunners, &[("names", &words.list(&names))]))
    });
    cl("div", "ct-acts ct-controls").kid(only).kids(with)
}
