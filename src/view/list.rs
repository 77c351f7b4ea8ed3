//! The list of events: the equal of the drawing, by month, each entry readable alone.

use super::detail::detail;
use super::dom;
use super::el::{El, Spot, button, cl, el, heading, spot};
use super::state::{Form, Shown, State};
use super::text::{Msg, Words};
use conflict_timeline_core::model::{Bloc, DataSet, Event as Entry, EventId, Role, Status, TextId, Word};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget};

/// Height of the heading that stays at the list's upper edge.
const HEADING_PX: f64 = 48.0;
/// Entries in the page at first, and how many a press adds.
const PAGE: usize = 60;
/// Up to so many events, years are heading enough.
const FEW: usize = 60;

/// The events of the filter in their order, grouped under sticky headings. In the middle form an
/// open event is told under its entry, in the narrow form in place of the list.
pub(super) fn list(state: State, level: u8) -> El {
    let root = spot();
    let first = window(&state.listed.read_untracked(), state.selection.get_untracked(), (0, PAGE));
    let range = RwSignal::new(first);
    let show = move |next| {
        if range.get_untracked() != next {
            range.set(next);
        }
    };
    dom::effect(move || show(window(&state.listed.read(), state.selection.get_untracked(), (0, PAGE))));
    dom::effect(move || {
        let selected = state.selection.get();
        show(window(&state.listed.read_untracked(), selected, range.get_untracked()));
        if selected.is_some() {
            request_animation_frame(move || reveal(root));
        }
    });
    // The open event is told here, and not under an entry.
    let is_apart = move || match (state.selection.get(), state.form.get()) {
        (None, _) | (_, Form::Wide) => false,
        (_, Form::Narrow) => true,
        (Some(id), Form::Middle) => state.listed.read().binary_search(&id).is_err(),
    };
    let is_replaced = move || state.form.get() == Form::Narrow && state.selection.get().is_some();
    cl("section", "ct-list")
        .attr("part", "list")
        .attr("tabindex", "-1")
        .spot(root)
        .live("aria-label", move || state.say(Msg::List))
        .live_kid(move || is_apart().then(|| detail(state, level, false)))
        .kid(
            el("div")
                .maybe_live("hidden", move || is_replaced().then(String::new))
                .live_kids(move || groups(state, level, range)),
        )
}

/// Brings the open entry into the part of the list that is in sight; the page itself stays where it is.
fn reveal(root: Spot) {
    let Some(list) = root.try_get_untracked().flatten() else { return };
    let Ok(Some(entry)) = list.query_selector(".ct-entry.is-open") else { return };
    let (frame, place) = (list.get_bounding_client_rect(), entry.get_bounding_client_rect());
    let above_px = place.top() - frame.top() - HEADING_PX;
    let below_px = place.bottom() - frame.bottom();
    if above_px < 0.0 || below_px > 0.0 {
        let by_px = if above_px < 0.0 { above_px } else { below_px.min(above_px) };
        list.set_scroll_top(list.scroll_top() + by_px as i32);
    }
}

/// From which to before which entry the list stands in the page: as before, unless the open event
/// lies outside.
fn window(ids: &[EventId], open: Option<EventId>, before: (usize, usize)) -> (usize, usize) {
    match open.and_then(|id| ids.binary_search(&id).ok()) {
        Some(at) if !(before.0..before.1).contains(&at) => {
            let from = at.saturating_sub(PAGE / 3);
            (from, from + PAGE)
        }
        _ => before,
    }
}

fn groups(state: State, level: u8, range: RwSignal<(usize, usize)>) -> Vec<El> {
    let (shown, words, ids) = (state.shown.read(), state.words.read(), state.listed.read());
    let asked = range.get();
    let (from, to) = (asked.0.min(ids.len()), asked.1.min(ids.len()));
    let day = |id: EventId| shown.data.event(id).when.earliest;
    let mut groups = Vec::new();
    let mut at = from;
    while at < to {
        let is_fine = ids.len() > FEW;
        let (begin, months) = if is_fine { (day(ids[at]).month_start(), 1) } else { (day(ids[at]).year_start(), 12) };
        let next = begin.month_offset(months);
        // The heading counts the whole group, also what the page does not hold yet.
        let first = ids.partition_point(|id| day(*id) < begin);
        let end = ids.partition_point(|id| day(*id) < next).max(at + 1);
        let entries = ids[at..end.min(to)].iter().map(|id| entry(state, &words, &shown, *id, level + 1));
        let entries = el("ol").kids(entries);
        // No month over events of which only the year is known.
        let is_month = |id: &EventId| shown.data.event(*id).when.latest < next;
        let name = if is_fine && ids[first..end].iter().any(is_month) {
            words.year_month(begin)
        } else {
            begin.ymd().0.to_string()
        };
        let count = words.count(Msg::Events, end - first);
        groups.push(heading(level, "ct-month").text(name).text(" ").kid(el("small").text(count)));
        groups.push(entries);
        at = end;
    }
    let (earlier, later) = (from.min(PAGE), (ids.len() - to).min(PAGE));
    let more = |n: usize, msg: Msg| {
        let text = words.fill(msg, &[("n", &words.number(n))]);
        let next_slug = ids.get(to).map(|id| shown.data.event(*id).slug.clone()).unwrap_or_default();
        let is_later = msg == Msg::ListMore;
        let press = move |event: Event| {
            range.set(if is_later { (from, to + n) } else { (from - n, to) });
            if is_later {
                focus_soon(event.target(), entry_selector(&next_slug));
            }
        };
        (n > 0).then(|| button("ct-link ct-controls", press).text(text))
    };
    more(earlier, Msg::ListEarlier).into_iter().chain(groups).chain(more(later, Msg::ListMore)).collect()
}

fn entry(state: State, words: &Words, shown: &Shown, id: EventId, level: u8) -> El {
    let (data, event) = (&shown.data, shown.data.event(id));
    let is_open = move || state.selection.get() == Some(id);
    let press = move |event: Event| {
        let next = (state.selection.get_untracked() != Some(id)).then_some(id);
        state.selection.set(next);
        if next.is_some() && state.form.get_untracked() != Form::Middle {
            focus_soon(event.target(), ".is-target".into());
        }
    };
    let title =
        button("", press).live("aria-expanded", move || is_open().to_string()).kid(told(words, data, event.title));
    let summary = bdi(first_sentence(words.data(data, event.summary)).into(), foreign(words, data, event.summary));
    let under = move || (is_open() && state.form.get() == Form::Middle).then(|| detail(state, level, true));
    let article = el("article")
        .live("class", move || if is_open() { "ct-entry is-open" } else { "ct-entry" }.into())
        .attr("data-event", event.slug.clone())
        .kid(cl("p", "ct-when").text(words.when(&event.when)))
        .kid(heading(level, "ct-name").kid(title))
        .kid(cl("p", "ct-sum").kid(summary))
        .kid(meta(words, data, event))
        .kids(toll(words, event));
    el("li").kid(article).live_kid(under)
}

/// "46 to 148 dead · 3 accounts". Where people may have died and nobody says how many, that is said;
/// where there was no violence, nothing.
fn toll(words: &Words, event: &Entry) -> Option<El> {
    let line = cl("p", "ct-toll");
    match event.toll() {
        Some(toll) => {
            let accounts = words.count(Msg::TollAccounts, toll.accounts as usize);
            Some(line.kid(el("b").text(words.toll(&toll))).text(" ").kid(el("small").text(accounts)))
        }
        None => event.kind.is_violent().then(|| line.text(words.say(Msg::TollNone))),
    }
}

/// The form of a status.
pub(super) fn glyph(status: Status) -> El {
    cl("i", "ct-glyph").attr("data-status", status.name())
}

/// A bloc's colour and texture.
pub(super) fn swatch(bloc: &str) -> El {
    cl("i", "ct-swatch").attr("data-bloc", bloc)
}

/// How sure, where, who against whom.
pub(super) fn meta(words: &Words, data: &DataSet, event: &Entry) -> El {
    cl("p", "ct-meta")
        .kid(status(words, event.status))
        .text(" ")
        .kid(el("span").text(words.places(data, event)))
        .text(" ")
        .kid(el("span").text(sides(words, data, event)))
}

/// Glyph and word.
fn status(words: &Words, status: Status) -> El {
    cl("span", "ct-status").kid(glyph(status)).text(words.status(status))
}

/// Who against whom, where the roles tell; else who.
fn sides(words: &Words, data: &DataSet, event: &Entry) -> String {
    let names = |fits: &dyn Fn(Role, Bloc) -> bool| {
        let parts = event.actors.iter().filter(|part| fits(part.role, data.actor(part.actor).bloc));
        let names: Vec<String> =
            parts.map(|part| isolated(words, words.data(data, data.actor(part.actor).short))).collect();
        words.list(&names)
    };
    let has = |role: Role| event.actors.iter().any(|part| part.role == role);
    let mut blocs: Vec<Bloc> = Vec::new();
    for part in event.actors.iter().filter(|part| part.role == Role::Side) {
        let bloc = data.actor(part.actor).bloc;
        if !blocs.contains(&bloc) {
            blocs.push(bloc);
        }
    }
    let attackers = if has(Role::Attacker) { Role::Attacker } else { Role::Side };
    let (a, b) = if has(attackers) && (has(Role::Defender) || has(Role::Victim)) {
        (names(&|role, _| role == attackers), names(&|role, _| matches!(role, Role::Defender | Role::Victim)))
    } else if let [one, other] = blocs[..] {
        (
            names(&|role, bloc| role == Role::Side && bloc == one),
            names(&|role, bloc| role == Role::Side && bloc == other),
        )
    } else {
        return names(&|_, _| true);
    };
    words.fill(Msg::ListAgainst, &[("a", &a), ("b", &b)])
}

/// A name that keeps its own direction inside a sentence that runs from right to left.
pub(super) fn isolated(words: &Words, name: &str) -> String {
    if words.is_rtl() { ["\u{2068}", name, "\u{2069}"].concat() } else { name.into() }
}

/// A text of the data set, marked with its language where that is another than the reader's.
pub(super) fn told(words: &Words, data: &DataSet, id: TextId) -> El {
    bdi(words.data(data, id).into(), foreign(words, data, id))
}

fn bdi(text: String, lang: Option<String>) -> El {
    el("bdi").maybe_attr("lang", lang).text(text)
}

/// The language of a text that the reader's language lacks.
fn foreign(words: &Words, data: &DataSet, id: TextId) -> Option<String> {
    let lacks = !id.is_none() && data.texts.exact(id, &words.language).is_none();
    data.texts.languages().next().filter(|_| lacks).map(str::to_string)
}

/// Up to the first full stop that ends a sentence.
fn first_sentence(text: &str) -> &str {
    let mut from = 0;
    while let Some(stop) = text[from..].find(['.', '!', '?', '؟']) {
        let stop = from + stop;
        let end = stop + text[stop..].chars().next().map_or(1, char::len_utf8);
        let mut rest = text[end..].chars();
        let is_end =
            rest.next().is_some_and(|space| space == ' ') && rest.next().is_some_and(|next| !next.is_lowercase());
        // "M. Le Drian", "Maj. Gen.": no sentence is as short as that.
        let word = text[..stop].rsplit(' ').next().unwrap_or("");
        let is_short_form = stop < 10 || word.chars().count() == 1;
        if is_end && !is_short_form {
            return &text[..end];
        }
        from = end;
    }
    text
}

/// Where the button of an entry is found.
pub(super) fn entry_selector(slug: &str) -> String {
    ["[data-event=\"", slug, "\"] button"].concat()
}

/// Focuses an element of the same timeline once the page has followed the change; the list if there
/// is none.
pub(super) fn focus_soon(from: Option<EventTarget>, selector: String) {
    let from = from.and_then(|from| from.dyn_into::<Element>().ok());
    let Some(root) = from.and_then(|from| from.closest(".ct").ok().flatten()) else { return };
    request_animation_frame(move || {
        let find = |selector: &str| root.query_selector(selector).ok().flatten();
        if let Some(found) = find(&selector).or_else(|| find(".ct-list")) {
            dom::focus(&found);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use conflict_timeline_core::model::{Actor, ActorId, Participant};

    fn set() -> DataSet {
        let mut data = DataSet::default();
        let actors =
            [("MNLA", Bloc::Separatist), ("FAMa", Bloc::State), ("Ansar Dine", Bloc::Jihadist), ("GATIA", Bloc::State)];
        for (name, bloc) in actors {
            let short = data.texts.add([("en", name)].into_iter());
            data.actors.push(Actor { short, bloc, ..Actor::default() });
        }
        data
    }

    #[track_caller]
    fn reads(parts: &[(u32, Role)], text: &str) {
        let actors = parts.iter().map(|(actor, role)| Participant { actor: ActorId(*actor), role: *role }).collect();
        let event = Entry { actors, ..Entry::default() };
        assert_eq!(sides(&Words::default(), &set(), &event), text);
    }

    #[test]
    fn who_against_whom_only_where_the_roles_tell() {
        use Role::{Attacker, Author, Defender, Party, Side, Subject, Supporter, Victim};
        reads(&[(0, Attacker), (2, Attacker), (1, Defender)], "MNLA and Ansar Dine against FAMa");
        reads(&[(2, Attacker), (3, Supporter), (1, Victim)], "Ansar Dine against FAMa");
        reads(&[(0, Side), (1, Side), (3, Side)], "MNLA against FAMa and GATIA");
        reads(&[(0, Side), (1, Side), (2, Side)], "MNLA, FAMa and Ansar Dine");
        reads(&[(0, Side), (1, Defender)], "MNLA against FAMa");
        reads(&[(0, Party), (1, Party)], "MNLA and FAMa");
        reads(&[(0, Author), (1, Subject)], "MNLA and FAMa");
        reads(&[(2, Attacker)], "Ansar Dine");
        reads(&[], "");
    }

    #[test]
    fn a_summary_is_cut_at_its_first_full_stop_only() {
        assert_eq!(first_sentence("Konna falls. The army leaves."), "Konna falls.");
        assert_eq!(first_sentence("It backs the MNLA. By June they fight."), "It backs the MNLA.");
        assert_eq!(first_sentence("Maj. Gen. Kéba Sangaré leaves."), "Maj. Gen. Kéba Sangaré leaves.");
        assert_eq!(first_sentence("People march in Gao. One dies."), "People march in Gao.");
        assert_eq!(first_sentence("Speeches by J. Kerry, 1.5 km on"), "Speeches by J. Kerry, 1.5 km on");
        assert_eq!(first_sentence("لم تسقط المدينة؟ نعم."), "لم تسقط المدينة؟");
        assert_eq!(first_sentence(""), "");
    }

    #[test]
    fn the_page_holds_the_open_event_and_moves_no_more_than_it_must() {
        let ids: Vec<EventId> = (0..1000).map(|n| EventId(n * 2)).collect();
        assert_eq!(window(&ids, None, (0, PAGE)), (0, PAGE));
        assert_eq!(window(&ids, Some(EventId(40)), (0, PAGE)), (0, PAGE));
        assert_eq!(window(&ids, Some(EventId(41)), (0, PAGE)), (0, PAGE), "not in the list");
        let (from, to) = window(&ids, Some(EventId(1000)), (0, PAGE));
        assert!((from..to).contains(&500) && to - from == PAGE);
    }
}
