//! One event in full: who, where, who says what, what is contested, before and after, sources.

use super::ledger::ClaimLedger;
use super::list::{entry_selector, focus_soon, heading, sides, status, told};
use super::state::{Form, Shown, State};
use super::text::{Msg, Words};
use conflict_timeline_core::model::{Bloc, Citation, Event, EventId, Hold, Relation, Source, TextId, Word};
use leptos::prelude::*;

/// The open event, or a line that says how to open one. Escape closes it.
#[component]
pub fn EventDetail(
    /// The shared state.
    state: State,
    /// Level of the event's heading; its parts are one below.
    #[prop(default = 3)]
    level: u8,
    /// It stands under its entry in the list, which has title and date already.
    #[prop(optional)]
    is_inline: bool,
) -> impl IntoView {
    let name = move || {
        let (shown, words) = (state.shown.read(), state.words.read());
        state.selection.get().map(|id| words.data(&shown.data, shown.data.event(id).title).to_string())
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && state.selection.get_untracked().is_some() {
            event.stop_propagation();
            close(state, event.target());
        }
    };
    let inner = move || match state.selection.get() {
        Some(id) => open(state, id, level, is_inline),
        None => view! { <p class="ct-note">{state.say(Msg::DetailEmpty)}</p> }.into_any(),
    };
    view! {
        <section class="ct-detail" class:is-inline=is_inline part="detail" aria-label=name on:keydown=on_key>
            {inner}
        </section>
    }
}

/// Closes the event and goes back to its entry.
fn close(state: State, from: Option<web_sys::EventTarget>) {
    if let Some(id) = state.selection.get_untracked() {
        let slug = state.shown.read_untracked().data.event(id).slug.clone();
        state.selection.set(None);
        focus_soon(from, entry_selector(&slug));
    }
}

fn open(state: State, id: EventId, level: u8, is_inline: bool) -> AnyView {
    let (shown, words) = (state.shown.read(), state.words.read());
    let (data, event) = (&shown.data, shown.data.event(id));
    let below = if is_inline { level } else { level + 1 };
    let part = |msg: Msg, rows: Vec<AnyView>| match rows.is_empty() {
        true => ().into_any(),
        false => section(below, words.say(msg), rows),
    };
    let text = |msg: Msg, id: TextId| {
        let text = (!id.is_none()).then(|| view! { <p>{told(&words, data, id)}</p> }.into_any());
        part(msg, text.into_iter().collect())
    };
    let head = (!is_inline).then(|| {
        let places = words.places(data, event);
        view! {
            <p class="ct-when">{words.when(&event.when)}</p>
            {heading(level, "ct-name is-target", told(&words, data, event.title))}
            <p class="ct-meta">{status(&words, event.status)}" "<span>{places}</span>" "<span>{sides(&words, data, event)}</span></p>
        }
        .into_any()
    });
    let care =
        event.kind.harms_civilians().then(|| view! { <p class="ct-note">{words.say(Msg::Care).to_string()}</p> });
    let mut claims = Vec::new();
    if !event.claims.is_empty() {
        claims.push(view! { <ClaimLedger state event=id level={below + 1}/> }.into_any());
    }
    if event.claims.iter().filter(|claim| claim.toll().is_some()).count() > 1 {
        claims.push(view! { <p class="ct-note">{words.say(Msg::TollRule).to_string()}</p> }.into_any());
    }
    view! {
        {bar(state, &shown, &words, id)}
        {head}
        {care}
        <p class="ct-lead">{told(&words, data, event.summary)}</p>
        {part(Msg::DetailWho, actors(&shown, &words, event))}
        {part(Msg::DetailPeople, people(&shown, &words, event))}
        {(!event.note.is_none()).then(|| view! { <div class="ct-contested">{text(Msg::DetailContested, event.note)}</div> })}
        {part(Msg::DetailClaims, claims)}
        {part(Msg::DetailControl, control(&shown, &words, id))}
        {text(Msg::DetailDate, event.date_note)}
        {part(Msg::DetailRelated, related(state, &shown, &words, id))}
        {part(Msg::DetailSources, event.sources.iter().map(|cited| source(&shown, &words, cited)).collect())}
    }
    .into_any()
}

fn section(level: u8, title: &str, rows: Vec<AnyView>) -> AnyView {
    let title = title.to_string().into_any();
    view! { <div class="ct-part">{heading(level, "ct-sub", title)}{rows}</div> }.into_any()
}

/// Back or close, before, next. In the narrow form the event stands in place of the list.
fn bar(state: State, shown: &Shown, words: &Words, id: EventId) -> AnyView {
    let ids = state.listed.read();
    let (before, after) = match ids.binary_search(&id) {
        Ok(at) => (at.checked_sub(1), Some(at + 1)),
        Err(at) => (at.checked_sub(1), Some(at)),
    };
    let step = |class: &'static str, msg: Msg, to: Option<usize>| {
        let to = to.and_then(|at| ids.get(at)).copied();
        // The title of the other event is its description.
        let title = to.map(|to| words.data(&shown.data, shown.data.event(to).title).to_string());
        let go = move |event: leptos::ev::MouseEvent| {
            if to.is_some() {
                state.selection.set(to);
                // In the middle form the whole detail moves under the other entry.
                focus_soon(event.target(), [".", class].concat());
            }
        };
        let is_last = to.is_none().then_some("true");
        let label = words.say(msg).to_string();
        view! { <button class=class aria-label=label title=title aria-disabled=is_last on:click=go></button> }
            .into_any()
    };
    let shut = move |event: leptos::ev::MouseEvent| close(state, event.target());
    let (class, label, text) = match state.form.get() {
        Form::Narrow => ("ct-back", None, Some(words.say(Msg::DetailBack).to_string())),
        _ => ("ct-close", Some(words.say(Msg::DetailClose).to_string()), None),
    };
    view! {
        <div class="ct-steps ct-controls">
            {step("ct-previous", Msg::DetailPrevious, before)}
            {step("ct-next", Msg::DetailNext, after)}
            <button class=class aria-label=label on:click=shut>{text}</button>
        </div>
    }
    .into_any()
}

/// A bloc's colour and texture.
fn swatch(bloc: Bloc) -> AnyView {
    view! { <i class="ct-swatch" data-bloc=bloc.name()></i> }.into_any()
}

fn actors(shown: &Shown, words: &Words, event: &Event) -> Vec<AnyView> {
    let rows = event.actors.iter().map(|part| {
        let actor = shown.data.actor(part.actor);
        let name = told(words, &shown.data, actor.name);
        let short = words.data(&shown.data, actor.short);
        // The ledger and the list use short names; an acronym needs its full name beside it here.
        let is_acronym = !short.contains(' ') && short != words.data(&shown.data, actor.name);
        let short = is_acronym.then(|| view! { " "<small>{short.to_string()}</small> });
        let role = words.role(part.role).to_string();
        view! { <dt>{swatch(actor.bloc)}<span>{name}{short}</span></dt><dd>{role}</dd> }.into_any()
    });
    let rows: Vec<AnyView> = rows.collect();
    let list = (!rows.is_empty()).then(|| view! { <dl class="ct-who">{rows}</dl> }.into_any());
    list.into_iter().collect()
}

fn people(shown: &Shown, words: &Words, event: &Event) -> Vec<AnyView> {
    let row = |person: &conflict_timeline_core::model::Person| {
        view! { <p>{told(words, &shown.data, person.name)}" "<small>{told(words, &shown.data, person.role)}</small></p> }
            .into_any()
    };
    event.people.iter().map(|id| row(&shown.data.people[id.index()])).collect()
}

fn control(shown: &Shown, words: &Words, id: EventId) -> Vec<AnyView> {
    let data = &shown.data;
    let rows = data.control.iter().filter(|row| row.event == Some(id)).map(|row| {
        let holders: Vec<String> =
            row.holders.iter().map(|id| words.data(data, data.actor(*id).name).to_string()).collect();
        let msg = match row.state {
            Hold::Held => Msg::HoldHeld,
            Hold::Contested => Msg::HoldContested,
            Hold::Besieged => Msg::HoldBesieged,
            Hold::Unknown => Msg::HoldUnknown,
        };
        let held = words.fill(msg, &[("name", &words.list(&holders))]);
        let text = [words.data(data, data.place(row.place).name), words.say(Msg::ListComma), &held].concat();
        view! { <p>{text}" "<small>{told(words, data, row.note)}</small></p> }.into_any()
    });
    rows.collect()
}

/// Links of this event and links of others to it, in the order of time.
fn related(state: State, shown: &Shown, words: &Words, id: EventId) -> Vec<AnyView> {
    let data = &shown.data;
    let mut links: Vec<(EventId, Msg)> = Vec::new();
    for link in &data.event(id).related {
        links.push((link.event, relation(Msg::RelationFollows, link.relation)));
    }
    for (index, other) in data.events.iter().enumerate() {
        for link in other.related.iter().filter(|link| link.event == id) {
            links.push((EventId::at(index), relation(Msg::BackFollows, link.relation)));
        }
    }
    links.sort_by_key(|(other, _)| *other);
    links.dedup_by_key(|(other, _)| *other);
    let row = |(other, msg): (EventId, Msg)| {
        let event = data.event(other);
        let go = move |event: leptos::ev::MouseEvent| {
            state.selection.set(Some(other));
            let is_inline = state.form.get_untracked() == Form::Middle;
            let target = if is_inline { ".is-target, .ct-entry.is-open button" } else { ".is-target" };
            focus_soon(event.target(), target.into());
        };
        let how = words.say(msg).to_string();
        view! {
            <p>
                <small>{how}</small>" "<button class="ct-link" on:click=go>{told(words, data, event.title)}</button>" "
                <small>{words.when(&event.when)}</small>
            </p>
        }
        .into_any()
    };
    links.into_iter().map(row).collect()
}

/// The word for a relation; `first` begins the list for one direction.
fn relation(first: Msg, relation: Relation) -> Msg {
    Msg::ALL[first as usize + relation.index()]
}

/// The word for a sort of document; a sort of the set's own stays as it is.
fn sort<'a>(words: &'a Words, source: &'a Source) -> &'a str {
    match source.sort.as_str() {
        "encyclopedia" => words.say(Msg::SourceEncyclopedia),
        "news" => words.say(Msg::SourceNews),
        "analysis" => words.say(Msg::SourceAnalysis),
        "data" => words.say(Msg::SourceData),
        other => other,
    }
}

fn source(shown: &Shown, words: &Words, cited: &Citation) -> AnyView {
    let source = shown.data.source(cited.source);
    let numbers = |list: &[u32]| words.list(&list.iter().map(u32::to_string).collect::<Vec<_>>());
    let place = |list: &[u32], one: Msg, many: Msg, blank: &str| match list {
        [] => String::new(),
        [_] => words.fill(one, &[(blank, &numbers(list))]),
        _ => words.fill(many, &[(blank, &numbers(list))]),
    };
    // Who published an encyclopedia article may be given as just that.
    let is_named = source.publisher != sort(&Words::default(), source);
    let mut facts = vec![
        if is_named { source.publisher.clone() } else { String::new() },
        sort(words, source).to_string(),
        source.published.as_ref().map(|when| words.when(when)).unwrap_or_default(),
        place(&cited.lines, Msg::DetailLines, Msg::DetailLinesMany, "lines"),
        place(&cited.refs, Msg::DetailRef, Msg::DetailRefs, "refs"),
    ];
    facts.retain(|fact| !fact.is_empty());
    let title = told(words, &shown.data, source.title);
    let has_link = source.url.starts_with("https://") || source.url.starts_with("http://");
    let title = if has_link {
        view! { <a class="ct-link" href=source.url.clone() rel="noopener">{title}</a> }.into_any()
    } else {
        title
    };
    view! { <p>{title}" "<small>{facts.join(words.say(Msg::ListComma))}</small></p> }.into_any()
}
