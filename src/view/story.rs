//! An editor's sequence: each step brings its filter, its days and its event.

use super::el::{El, button, cl, el, heading};
use super::list::{focus_soon, pair, told};
use super::state::{Form, State};
use super::text::Msg;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, PointerEvent};

/// A finger that moved no farther has swiped nothing.
const SWIPE_PX: usize = 48;

/// The set's stories by name, or the step of the one that is being told.
pub(super) fn stories(state: State, level: u8) -> El {
    // Where a finger went down: a swipe goes to the step before or after.
    let down = RwSignal::new(None::<(usize, usize)>);
    let point = |event: &Event| {
        let event: &PointerEvent = event.unchecked_ref();
        (event.pointer_type() == "touch").then(|| (event.client_x().max(0) as usize, event.client_y().max(0) as usize))
    };
    let up = move |event: Event| {
        let (Some(from), Some(to)) = (down.get_untracked(), point(&event)) else { return };
        let by = swiped(from, to) * if state.words.read_untracked().is_rtl() { -1 } else { 1 };
        if let Some(next) = state.story.get_untracked().and_then(|at| neighbour(state, at, by)) {
            go(state, Some(next))(event);
        }
    };
    cl("section", "ct-story")
        .attr("part", "story")
        .live("aria-label", move || state.say(Msg::StoryTitle))
        .on("pointerdown", move |event| down.set(point(&event)))
        .on("pointerup", up)
        .live_kids(move || {
            if state.shown.read().data.stories.is_empty() {
                return Vec::new();
            }
            match state.story.get() {
                Some((story, step)) => telling(state, story, step, level),
                None => vec![offer(state)],
            }
        })
}

/// One step on for a swipe to the left, one back for one to the right.
fn swiped(from: (usize, usize), to: (usize, usize)) -> isize {
    let (x_px, y_px) = (to.0.abs_diff(from.0), to.1.abs_diff(from.1));
    if x_px < SWIPE_PX || x_px < 2 * y_px {
        return 0;
    }
    if to.0 < from.0 { 1 } else { -1 }
}

fn neighbour(state: State, (story, step): (usize, usize), by: isize) -> Option<(usize, usize)> {
    let shown = state.shown.read_untracked();
    let next = step.checked_add_signed(by).filter(|next| *next != step)?;
    (next < shown.data.stories.get(story)?.steps.len()).then_some((story, next))
}

fn go(state: State, to: Option<(usize, usize)>) -> impl Fn(Event) {
    move |event| {
        state.tell(to);
        focus_soon(event.target(), ".ct-story :is(.is-target, summary, button)".into());
    }
}

fn offer(state: State) -> El {
    let (shown, words) = (state.shown.read(), state.words.read());
    let links = shown.data.stories.iter().enumerate().map(|(index, story)| {
        button("ct-link", go(state, Some((index, 0)))).attr("data-story", &story.slug).kid(told(
            &words,
            &shown.data,
            story.title,
        ))
    });
    if state.form.get() == Form::Narrow {
        let name = pair(&words, words.say(Msg::StoryTitle), &words.number(shown.data.stories.len()));
        return el("details")
            .kid(cl("summary", "ct-note").text(name))
            .kid(cl("div", "ct-stories ct-controls").kids(links));
    }
    cl("div", "ct-stories ct-controls").kid(cl("span", "ct-note").text(words.say(Msg::StoryTitle))).kids(links)
}

fn telling(state: State, index: usize, at: usize, level: u8) -> Vec<El> {
    let (shown, words) = (state.shown.read(), state.words.read());
    let data = &shown.data;
    let Some(story) = data.stories.get(index) else { return Vec::new() };
    let Some(step) = story.steps.get(at) else { return Vec::new() };
    let (count, number) = (story.steps.len(), at + 1);
    let place = words.fill(Msg::StoryStep, &[("i", &words.number(number)), ("n", &words.number(count))]);
    let lead = (at == 0).then(|| cl("p", "ct-note").kid(told(&words, data, story.lead)));
    let back = (at > 0).then(|| button("ct-button", go(state, Some((index, at - 1)))).text(words.say(Msg::StoryBack)));
    let next = story.steps.get(number).map(|following| {
        button("ct-button is-main", go(state, Some((index, at + 1))))
            .attr("data-act", "next")
            .attr("aria-label", pair(&words, words.say(Msg::StoryNext), words.data(data, following.title)))
            .text(words.say(Msg::StoryNext))
    });
    let leave = button("ct-link", go(state, None)).attr("data-act", "leave").text(words.say(Msg::StoryLeave));
    let name = el("p").kid(told(&words, data, story.title)).text(" ").kid(cl("span", "ct-note").text(place));
    vec![
        name,
        heading(level, "ct-name is-target").kid(told(&words, data, step.title)),
        el("div").kids(lead),
        cl("p", "ct-lead").kid(told(&words, data, step.text)),
        cl("div", "ct-stories ct-controls").kids(back).kids(next).kid(leave),
    ]
}

#[cfg(test)]
mod tests {
    use super::swiped;

    #[test]
    fn only_a_level_swipe_turns_the_page() {
        assert_eq!(swiped((200, 10), (120, 20)), 1);
        assert_eq!(swiped((120, 10), (200, 20)), -1);
        assert_eq!(swiped((200, 10), (170, 10)), 0, "too short");
        assert_eq!(swiped((200, 10), (120, 60)), 0, "a scroll");
    }
}
