//! The list of events: the equal of the drawing, by month, each entry readable alone.

use super::chart::px;
use super::detail::detail;
use super::dom;
use super::el::{El, button, cl, el, heading, late, spot};
use super::reel::Reel;
use super::sides::short;
use super::state::{Form, Shown, State};
use super::text::{Msg, Words};
use conflict_timeline_core::model::{Bloc, DataSet, Event as Entry, EventId, Role, Status, TextId, Word};
use conflict_timeline_core::time::Day;
use leptos::prelude::*;
use std::sync::{Arc, Mutex};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget};

/// Up to so many events, years are heading enough.
const FEW: usize = 60;

/// The events of the filter in their order, grouped under sticky headings. In the middle form an
/// open event is told under its entry, in the narrow form in place of the list.
pub(super) fn list(state: State, level: u8) -> El {
    let root = spot();
    let reel = Reel::new(state, root);
    let press = Press::default();
    // The open event is told here, and not under an entry.
    let is_apart = move || match (state.selection.get(), state.form.get()) {
        (None, _) | (_, Form::Wide) => false,
        (_, Form::Narrow) => true,
        (Some(id), Form::Middle) => !state.listed.read().has(id.index()),
    };
    let is_replaced = move || state.form.get() == Form::Narrow && state.selection.get().is_some();
    cl("section", "ct-list")
        .attr("part", "list")
        .attr("tabindex", "-1")
        .spot(root)
        .live("aria-label", move || state.say(Msg::List))
        .on("scroll", move |_| reel.follow())
        .live_kid(move || is_apart().then(|| detail(state, level, false)))
        .kid(
            cl("div", "ct-reel")
                .maybe_live("hidden", move || is_replaced().then(String::new))
                .kid(gap().live_style("block-size", move || px(reel.before_px())))
                .kid(el("div").live_kids(move || groups(state, level, reel, &press)))
                .kid(gap().live_style("block-size", move || px(reel.after_px())))
                .live_kid(move || reel.on_paper().map(|said| cl("p", "ct-paper").text(said))),
        )
}

/// Stands for entries that the page does not hold.
fn gap() -> El {
    cl("div", "ct-gap").attr("aria-hidden", "true")
}

/// Says what of the list has to be made anew: entries with another set or language, groups with any other list.
#[derive(Default)]
struct Press(Mutex<Pressed>);

#[derive(Default)]
struct Pressed {
    of: Option<(Arc<Shown>, String)>,
    entries: u32,
    groups: u32,
    owner: Owner,
    /// What was made before lives until it has left the page.
    before: Owner,
}

impl Press {
    fn next(&self, shown: &Arc<Shown>, language: &str) -> (u32, u32, Owner) {
        let mut now = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let is_same = now.of.as_ref().is_some_and(|(of, spoken)| Arc::ptr_eq(of, shown) && spoken == language);
        if !is_same {
            now.of = Some((shown.clone(), language.into()));
            now.entries += 1;
            now.before = core::mem::take(&mut now.owner);
        }
        now.groups += 1;
        (now.entries, now.groups, now.owner.clone())
    }
}

fn groups(state: State, level: u8, reel: Reel, press: &Press) -> Vec<El> {
    let (shown, words, listed) = (state.shown.read(), state.words.read(), state.listed.read());
    let (entries, lists, owner) = press.next(&shown, &words.language);
    let count = listed.count();
    let (from, to) = reel.range(count);
    let columns = shown.index.table().columns();
    let before = |day: Day| listed.rank(columns.earliest.partition_point(|known| *known < day.0));
    let mut groups = Vec::new();
    let mut at = from;
    while at < to {
        let Some(row) = listed.nth(at) else { break };
        let (day, is_fine) = (Day(columns.earliest[row]), count > FEW);
        let (begin, months) = if is_fine { (day.month_start(), 1) } else { (day.year_start(), 12) };
        let next = begin.month_offset(months);
        // The heading counts the whole group, also what the page does not hold.
        let first = before(begin);
        let end = before(next).max(at + 1);
        let (rows, most, owner_of) = (Arc::clone(&listed), end.min(to) - at, owner.clone());
        let list = move || {
            el("ol").live_kids(move || {
                let mut kids = Vec::new();
                let mut at = Some(row);
                while let Some(row) = at.filter(|_| kids.len() < most) {
                    let id = EventId::at(row);
                    kids.push(late(id.0, entries, &owner_of, move || entry(state, id, level + 1)));
                    at = rows.after(row);
                }
                kids
            })
        };
        // No month over events of which only the year is known.
        let mut is_month = false;
        let mut seen = listed.nth(first).filter(|_| is_fine);
        while let Some(row) = seen.filter(|row| !is_month && columns.earliest[*row] < next.0) {
            is_month = columns.latest[row] < next.0;
            seen = listed.after(row);
        }
        let name = if is_month { words.year_month(begin) } else { begin.ymd().0.to_string() };
        let count = words.count(Msg::Events, end - first);
        let title = move || heading(level, "ct-month").text(name).text(" ").kid(el("small").text(count));
        // Two a month, in the order of days.
        let key = (begin.0 as u32) << 1;
        groups.push(late(key, lists, &owner, title));
        groups.push(late(key | 1, lists, &owner, list));
        at = end;
    }
    groups
}

fn entry(state: State, id: EventId, level: u8) -> El {
    let (shown, words) = (state.shown.read_untracked(), state.words.read_untracked());
    let (words, data, event) = (&*words, &shown.data, shown.data.event(id));
    let is_open = move || state.selection.get() == Some(id);
    let press = move |event: Event| match state.selection.get_untracked() == Some(id) {
        true => state.selection.set(None),
        false => open(state, id, event.target()),
    };
    let title =
        button("", press).live("aria-expanded", move || is_open().to_string()).kid(told(words, data, event.title));
    let summary = bdi(first_sentence(words.data(data, event.summary)).into(), foreign(words, data, event.summary));
    let is_told = move || is_open() && state.form.get() == Form::Middle;
    let under = move || is_told().then(|| detail(state, level, true));
    let article = el("article")
        .live("class", move || if is_open() { "ct-entry is-open" } else { "ct-entry" }.into())
        .attr("data-event", event.slug.clone())
        .kid(cl("p", "ct-when").text(words.when(&event.when)))
        .kid(heading(level, "ct-name").maybe_live("id", move || is_told().then(|| "ct-told".into())).kid(title))
        .kids(shown.fresh.binary_search(&id).is_ok().then(|| cl("p", "ct-fresh").text(words.say(Msg::ListFresh))))
        .kid(cl("p", "ct-sum").kid(summary))
        .kid(meta(words, &shown, event))
        .kids(toll(words, event));
    // The page holds only those that are near.
    el("li")
        .live("aria-posinset", move || (state.listed.read().rank(id.index()) + 1).to_string())
        .live("aria-setsize", move || state.listed.read().count().to_string())
        .kid(article)
        .live_kid(under)
}

/// "46 to 148 dead · 3 accounts". Where people may have died and nobody says how many, that is said;
/// where there was no violence, nothing.
pub(super) fn toll(words: &Words, event: &Entry) -> Option<El> {
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
pub(super) fn glyph(status: Status, before: El) -> El {
    before.attr("data-status", status.name())
}

/// A bloc's colour and texture.
pub(super) fn swatch(bloc: &str) -> El {
    cl("i", "ct-swatch").attr("data-bloc", bloc)
}

/// How sure, where, who against whom.
pub(super) fn meta(words: &Words, shown: &Shown, event: &Entry) -> El {
    let data = &shown.data;
    let line = cl("p", "ct-meta");
    let line = if shown.tells_status { line.kid(status(words, event.status)).text(" ") } else { line };
    line.kid(el("span").text(words.places(data, event))).text(" ").kid(el("span").text(sides(words, data, event)))
}

/// Glyph and word.
fn status(words: &Words, status: Status) -> El {
    glyph(status, cl("span", "ct-status")).text(words.status(status))
}

/// Who against whom, where the roles tell; else who.
pub(super) fn sides(words: &Words, data: &DataSet, event: &Entry) -> String {
    let names = |fits: &dyn Fn(Role, Bloc) -> bool| {
        let parts = event.actors.iter().filter(|part| fits(part.role, data.actor(part.actor).bloc));
        let names: Vec<String> = parts.map(|part| isolated(words, short(words, data, part.actor))).collect();
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

/// "the first, the second"
pub(super) fn pair(words: &Words, first: &str, second: &str) -> String {
    [first, words.say(Msg::ListComma), second].concat()
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

/// Opens an event and goes to where it is told.
pub(super) fn open(state: State, id: EventId, from: Option<EventTarget>) {
    state.selection.set(Some(id));
    // A story that is told has a title of that class too.
    let told = match state.form.get_untracked() {
        Form::Middle => ".ct-detail .is-target, .ct-entry.is-open button",
        _ => ".ct-detail .is-target",
    };
    focus_soon(from, told.into());
}

/// Opens an event from the drawing, which keeps the focus where the event is told beside it; further down it may be out of sight.
pub(super) fn choose(state: State, id: EventId, from: Option<EventTarget>) {
    match state.form.get_untracked() {
        Form::Wide => state.selection.set(Some(id)),
        _ => open(state, id, from),
    }
}

/// Focuses an element of the same timeline once the page has followed the change; the list if there
/// is none, and without one the drawing.
pub(super) fn focus_soon(from: Option<EventTarget>, selector: String) {
    let from = from.and_then(|from| from.dyn_into::<Element>().ok());
    let Some(root) = from.and_then(|from| from.closest(".ct").ok().flatten()) else { return };
    request_animation_frame(move || {
        let find = |selector: &str| root.query_selector(selector).ok().flatten();
        if let Some(found) = find(&selector).or_else(|| find(".ct-list")).or_else(|| find(".ct-plot")) {
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
}
