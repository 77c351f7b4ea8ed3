//! One event in full: who, where, who says what, what is contested, before and after, sources.

use super::el::{El, button, cl, el, heading, text};
use super::ledger::ledger;
use super::list::{self, entry_selector, focus_soon, meta, pair, swatch, told};
use super::share::acts;
use super::sides::{link, short};
use super::state::{Form, Shown, State};
use super::text::{Msg, Words};
use super::towns::held;
use conflict_timeline_core::model::{Citation, Event as Entry, EventId, PersonId, Relation, Source, TextId, Word};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// The open event, or a line that says how to open one. Escape closes it. `is_inline` says that it
/// stands under its entry in the list, which has title and date already.
pub(super) fn detail(state: State, level: u8, is_inline: bool) -> El {
    let on_key = move |event: Event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        if key.key() == "Escape" && state.selection.get_untracked().is_some() {
            event.stop_propagation();
            close(state, event.target());
        }
    };
    let inner = move || match state.selection.get() {
        Some(id) => open(state, id, level, is_inline),
        None if state.listed.read().count() == 0 => Vec::new(),
        None => vec![cl("p", "ct-note").text(state.say(Msg::DetailEmpty))],
    };
    cl("section", if is_inline { "ct-detail is-inline" } else { "ct-detail" })
        .attr("part", "detail")
        .attr("aria-labelledby", "ct-told")
        .on("keydown", on_key)
        .live_kids(inner)
}

/// Closes the event and goes back to its entry.
fn close(state: State, from: Option<web_sys::EventTarget>) {
    if let Some(id) = state.selection.get_untracked() {
        let slug = state.shown.read_untracked().data.event(id).slug.clone();
        state.selection.set(None);
        focus_soon(from, entry_selector(&slug));
    }
}

fn open(state: State, id: EventId, level: u8, is_inline: bool) -> Vec<El> {
    let (shown, words) = (state.shown.read(), state.words.read());
    let (data, event) = (&shown.data, shown.data.event(id));
    let below = if is_inline { level } else { level + 1 };
    let mut all = vec![bar(state, &shown, &words, id)];
    if !is_inline {
        all.push(cl("p", "ct-when").text(words.when(&event.when)));
        all.push(heading(level, "ct-name is-target").attr("id", "ct-told").kid(told(&words, data, event.title)));
        all.push(meta(&words, &shown, event));
    }
    if event.kind.harms_civilians() {
        all.push(cl("p", "ct-note").text(words.say(Msg::Care)));
    }
    all.push(cl("p", "ct-lead").kid(told(&words, data, event.summary)));
    let part = |msg: Msg, rows: Vec<El>| {
        let section = || cl("div", "ct-part").kid(heading(below, "ct-sub").text(words.say(msg)));
        (!rows.is_empty()).then(|| section().kids(rows))
    };
    let note = |msg: Msg, id: TextId| {
        let text = (!id.is_none()).then(|| el("p").kid(told(&words, data, id)));
        part(msg, text.into_iter().collect())
    };
    let mut claims = Vec::new();
    if !event.claims.is_empty() {
        claims.push(ledger(&shown, &words, id, below + 1));
    }
    if event.claims.iter().filter(|claim| claim.toll().is_some()).count() > 1 {
        claims.push(cl("p", "ct-note").text(words.say(Msg::TollRule)));
    }
    all.extend(part(Msg::DetailWho, actors(state, &shown, &words, event)));
    all.extend(part(Msg::DetailPeople, people(&shown, &words, event)));
    all.extend(note(Msg::DetailContested, event.note).map(|note| cl("div", "ct-contested").kid(note)));
    all.extend(part(Msg::DetailClaims, claims));
    all.extend(part(Msg::DetailControl, control(&shown, &words, id)));
    all.extend(note(Msg::DetailDate, event.date_note));
    all.extend(part(Msg::DetailRelated, related(state, &shown, &words, id)));
    all.extend(part(Msg::DetailSources, event.sources.iter().map(|cited| source(&shown, &words, cited)).collect()));
    all.push(acts(state, &shown, &words, id));
    all
}

/// Back or close, before, next. In the narrow form the event stands in place of the list.
fn bar(state: State, shown: &Shown, words: &Words, id: EventId) -> El {
    let listed = state.listed.read();
    let (before, after) = (listed.before(id.index()), listed.after(id.index()));
    let step = |class: &'static str, msg: Msg, to: Option<usize>| {
        let to = to.map(EventId::at);
        // The title of the other event is its description.
        let title = to.map(|to| words.data(&shown.data, shown.data.event(to).title).to_string());
        let go = move |event: Event| {
            if to.is_some() {
                state.selection.set(to);
                // In the middle form the whole detail moves under the other entry.
                focus_soon(event.target(), [".", class].concat());
            }
        };
        button(class, go)
            .attr("aria-label", words.say(msg))
            .maybe_attr("title", title)
            .maybe_attr("aria-disabled", to.is_none().then(|| "true".into()))
    };
    let shut = move |event: Event| close(state, event.target());
    let shut = match state.form.get() {
        Form::Narrow => button("ct-back", shut).text(words.say(Msg::DetailBack)),
        _ => button("ct-close", shut).attr("aria-label", words.say(Msg::DetailClose)),
    };
    cl("div", "ct-steps ct-controls")
        .kid(step("ct-previous", Msg::DetailPrevious, before))
        .kid(step("ct-next", Msg::DetailNext, after))
        .kid(shut)
}

fn actors(state: State, shown: &Shown, words: &Words, event: &Entry) -> Vec<El> {
    let mut list = cl("dl", "ct-who");
    for part in &event.actors {
        let actor = shown.data.actor(part.actor);
        let short = short(words, &shown.data, part.actor);
        // The ledger and the list use short names; an acronym needs its full name beside it here.
        let is_acronym = !short.contains(' ') && short != words.data(&shown.data, actor.name);
        let name = el("span")
            .kid(link(state, shown, words, part.actor))
            .kids(is_acronym.then(|| text(" ")))
            .kids(is_acronym.then(|| el("small").text(short)));
        list = list.kid(el("dt").kid(swatch(actor.bloc.name())).kid(name)).kid(el("dd").text(words.role(part.role)));
    }
    if event.actors.is_empty() { Vec::new() } else { vec![list] }
}

fn people(shown: &Shown, words: &Words, event: &Entry) -> Vec<El> {
    let row = |id: &PersonId| {
        let person = &shown.data.people[id.index()];
        let role = el("small").kid(told(words, &shown.data, person.role));
        el("p").kid(told(words, &shown.data, person.name)).text(" ").kid(role)
    };
    event.people.iter().map(row).collect()
}

fn control(shown: &Shown, words: &Words, id: EventId) -> Vec<El> {
    let data = &shown.data;
    let rows = data.control.iter().filter(|row| row.event == Some(id)).map(|row| {
        let held = held(shown, words, row);
        let place = pair(words, words.data(data, data.place(row.place).name), &held);
        el("p").text(place).text(" ").kid(el("small").kid(told(words, data, row.note)))
    });
    rows.collect()
}

/// Links of this event and links of others to it, in the order of time.
fn related(state: State, shown: &Shown, words: &Words, id: EventId) -> Vec<El> {
    let data = &shown.data;
    let mut links: Vec<(EventId, Msg)> = Vec::new();
    let mut add = |other: EventId, msg: Msg| {
        let at = links.partition_point(|(known, _)| *known < other);
        if links.get(at).is_none_or(|(known, _)| *known != other) {
            links.insert(at, (other, msg));
        }
    };
    for link in &data.event(id).related {
        add(link.event, relation(Msg::RelationFollows, link.relation));
    }
    for (other, link) in shown.links.iter().filter(|(_, link)| link.event == id) {
        add(*other, relation(Msg::BackFollows, link.relation));
    }
    let row = |(other, msg): (EventId, Msg)| {
        let event = data.event(other);
        let go = move |event: Event| list::open(state, other, event.target());
        let small = |text: String| el("small").text(text);
        el("p")
            .kid(small([words.say(msg), " "].concat()))
            .kid(button("ct-link", go).kid(told(words, data, event.title)))
            .text(" ")
            .kid(small(words.when(&event.when)))
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

/// By whom, what sort of document, and when; what is not known is empty.
pub(super) fn published(words: &Words, source: &Source) -> [String; 3] {
    // Who published an encyclopedia article may be given as just that.
    let is_named = source.publisher != sort(&Words::default(), source);
    [
        if is_named { source.publisher.clone() } else { String::new() },
        sort(words, source).to_string(),
        source.published.as_ref().map(|when| words.when(when)).unwrap_or_default(),
    ]
}

/// "lines 43 and 44"
pub(super) fn cited_lines(words: &Words, cited: &Citation) -> String {
    numbered(words, &cited.lines, Msg::DetailLines, Msg::DetailLinesMany, "lines")
}

fn numbered(words: &Words, list: &[u32], one: Msg, many: Msg, blank: &str) -> String {
    let numbers = words.list(&list.iter().map(u32::to_string).collect::<Vec<_>>());
    match list {
        [] => String::new(),
        [_] => words.fill(one, &[(blank, &numbers)]),
        _ => words.fill(many, &[(blank, &numbers)]),
    }
}

fn source(shown: &Shown, words: &Words, cited: &Citation) -> El {
    let source = shown.data.source(cited.source);
    let [by, sort, date] = published(words, source);
    let refs = numbered(words, &cited.refs, Msg::DetailRef, Msg::DetailRefs, "refs");
    let mut facts = vec![by, sort, date, cited_lines(words, cited), refs];
    facts.retain(|fact| !fact.is_empty());
    let title = told(words, &shown.data, source.title);
    let has_link = source.url.starts_with("https://") || source.url.starts_with("http://");
    let title = if has_link {
        el("a").attr("class", "ct-link").attr("href", source.url.clone()).attr("rel", "noopener").kid(title)
    } else {
        title
    };
    el("p").kid(title).text(" ").kid(el("small").text(facts.join(words.say(Msg::ListComma))))
}
