//! Attribute texts to state. A wrong value is said, and everything else applies.

use crate::view::{Notice, State, Theme, VIEWS};
use conflict_timeline_core::layout::{Gesture, LaneBy, Viewport};
use conflict_timeline_core::model::Word;
use conflict_timeline_core::problem::{Code, Problem, unknown};
use conflict_timeline_core::query::{Filter, REVERSED};
use conflict_timeline_core::time::{Day, When};
use leptos::prelude::*;

/// Applies one attribute; `None` or an empty text restores the default. Complaints replace those
/// that the same attribute had before.
pub(super) fn apply(state: State, name: &str, value: Option<&str>) -> Vec<Problem> {
    let given = value.map(str::trim);
    let value = given.filter(|value| !value.is_empty());
    let problems = match name {
        "filter" => {
            let shown = state.shown.get_untracked();
            let (filter, problems) = Filter::parse(value.unwrap_or(""), &shown.data);
            state.set_filter(filter);
            problems
        }
        "selected" => select(state, value),
        "story" => tell(state, value),
        "known" => match date(name, value) {
            Ok(when) => {
                state.know(when.map(|when| when.latest));
                Vec::new()
            }
            Err(problem) => vec![problem],
        },
        "from" | "to" => window(state, name, value),
        "url-state" => {
            state.desk.update(|desk| desk.has_links = given.is_some());
            Vec::new()
        }
        "mailto" => report_to(state, given),
        "lanes" => {
            state.lane_by.set(value.and_then(LaneBy::from_name));
            one_of(name, value, LaneBy::NAMES).1
        }
        "axis" => {
            let (chosen, problems) = one_of(name, value, &["ltr", "rtl"]);
            state.is_mirrored.set(chosen == 1);
            problems
        }
        "views" => views(state, value),
        "theme" => {
            let (chosen, problems) = one_of(name, value, &["auto", "light", "dark"]);
            state.env.update(|env| env.theme = [Theme::Auto, Theme::Light, Theme::Dark][chosen]);
            problems
        }
        _ => Vec::new(),
    };
    state.notices.update(|notices| {
        notices.retain(|notice| notice.origin != name);
        notices.extend(problems.iter().map(|problem| Notice::new(name, problem)));
    });
    problems
}

fn problem(name: &str, code: Code, column: usize, message: String) -> Problem {
    Problem { code, file: name.into(), line: 1, column: column as u32 + 1, path: String::new(), message }
}

fn select(state: State, value: Option<&str>) -> Vec<Problem> {
    let shown = state.shown.get_untracked();
    let found = value.and_then(|slug| shown.data.event_by_slug(slug));
    state.selection.set(found);
    match value {
        Some(slug) if found.is_none() => {
            let events = &shown.data.events;
            // No near name is sought among many.
            let sought = if shown.is_large() { 0 } else { events.len() };
            let known = &mut events.iter().take(sought).map(|event| event.slug.as_str());
            vec![problem("selected", Code::FilterValue, 0, unknown("event", slug, known))]
        }
        _ => Vec::new(),
    }
}

/// Where readers may report errors: an address, or an empty text, which stands for the page alone.
fn report_to(state: State, value: Option<&str>) -> Vec<Problem> {
    let is_address = |text: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".@_+-".contains(&byte);
        text.is_empty() || text.contains('@') && text.bytes().all(is_plain)
    };
    let (good, bad) = (value.filter(|text| is_address(text)), value.filter(|text| !is_address(text)));
    state.desk.update(|desk| desk.reports = good.map(str::to_string));
    bad.map(|text| problem("mailto", Code::FilterValue, 0, format!("`{text}` is no mail address")))
        .into_iter()
        .collect()
}

/// The parts that are wanted, in any order; all, where none is named that there is.
fn views(state: State, value: Option<&str>) -> Vec<Problem> {
    let mut chosen = 0;
    let mut problems = Vec::new();
    let text = value.unwrap_or_default();
    for word in text.split_ascii_whitespace() {
        match VIEWS.iter().position(|name| *name == word) {
            Some(at) => chosen |= 1 << at,
            None => {
                let column = word.as_ptr() as usize - text.as_ptr() as usize;
                let message = unknown("part", word, &mut VIEWS.into_iter());
                problems.push(problem("views", Code::FilterValue, column, message));
            }
        }
    }
    state.views.set(if chosen == 0 { u32::MAX } else { chosen });
    problems
}

/// A story by its id, from its first step or from that of the number behind a slash.
fn tell(state: State, value: Option<&str>) -> Vec<Problem> {
    let shown = state.shown.get_untracked();
    let stories = &shown.data.stories;
    let (slug, number) = value.and_then(|text| text.split_once('/')).unwrap_or((value.unwrap_or_default(), "1"));
    let found = stories.iter().position(|story| story.slug == slug);
    let step = |index: usize| number.parse().unwrap_or(1).clamp(1, stories[index].steps.len().max(1)) - 1;
    state.tell(found.map(|index| (index, step(index))));
    match value {
        Some(_) if found.is_none() => {
            let known = &mut stories.iter().map(|story| story.slug.as_str());
            vec![problem("story", Code::FilterValue, 0, unknown("story", slug, known))]
        }
        _ => Vec::new(),
    }
}

fn date(name: &str, value: Option<&str>) -> Result<Option<When>, Problem> {
    value.map(When::parse).transpose().map_err(|error| {
        let text = value.unwrap_or("");
        let message = format!("`{text}` is no date: {}; write 2013, 2013-01 or 2013-01-14", error.reason);
        problem(name, Code::FilterDate, error.offset, message)
    })
}

/// One edge of the window; without a value, that edge of the whole span.
fn window(state: State, name: &str, value: Option<&str>) -> Vec<Problem> {
    let whole = state.shown.get_untracked().span;
    let when = match date(name, value) {
        Ok(when) => when,
        Err(problem) => return vec![problem],
    };
    let view = state.viewport.get_untracked();
    let is_late = when.is_some_and(|when| name == "to" && f64::from(when.latest.0) < view.from);
    if is_late {
        return vec![problem(name, Code::FilterDate, 0, REVERSED.into())];
    }
    let gesture = match name {
        "from" => Gesture::SetFrom(when.map_or(whole.from, |when| when.earliest)),
        _ => Gesture::SetTo(when.map_or(whole.to.plus(-1), |when| when.latest)),
    };
    move_window(state, gesture);
    Vec::new()
}

pub(super) fn move_window(state: State, gesture: Gesture) {
    let whole = state.shown.get_untracked().span;
    let next = state.viewport.get_untracked().apply(gesture, whole, 1.0);
    state.look_at(next);
}

/// Both edges at once, so that neither is held back by the other. Of days that reach beyond the set, those that it has; of none
/// that it has, as many at its end.
pub(super) fn show_days(state: State, from: Day, to: Day) {
    let wanted = Viewport::new(f64::from(from.0), f64::from(to.0) + 1.0);
    let whole = Viewport::fit(state.shown.read_untracked().span);
    let (from, to) = (wanted.from.max(whole.from), wanted.to.min(whole.to));
    state.viewport.set(if from < to { Viewport::new(from, to) } else { wanted });
    move_window(state, Gesture::Pan { dx_px: 0.0 });
}

/// Which of the words it is; the first without a value or with another one.
fn one_of(name: &str, value: Option<&str>, known: &[&str]) -> (usize, Vec<Problem>) {
    let Some(text) = value else { return (0, Vec::new()) };
    match known.iter().position(|word| *word == text) {
        Some(chosen) => (chosen, Vec::new()),
        None => {
            let message = format!("`{text}` is no value of `{name}`: it takes {}", known.join(", "));
            (0, vec![problem(name, Code::FilterValue, 0, message)])
        }
    }
}
