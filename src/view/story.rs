//! An editor's sequence: each step brings its filter, its days and its event.

use super::el::{El, button, cl, el, heading};
use super::list::{focus_soon, told};
use super::state::{Form, State};
use super::text::Msg;
use leptos::prelude::*;
use web_sys::Event;

/// The set's stories by name, or the step of the one that is being told.
pub(super) fn stories(state: State, level: u8) -> El {
    cl("section", "ct-story").attr("part", "story").live("aria-label", move || state.say(Msg::StoryTitle)).live_kids(
        move || {
            if state.shown.read().data.stories.is_empty() {
                return Vec::new();
            }
            match state.story.get() {
                Some((story, step)) => telling(state, story, step, level),
                None => vec![offer(state)],
            }
        },
    )
}

fn go(state: State, to: Option<(usize, usize)>) -> impl Fn(Event) {
    move |event| {
        state.tell(to);
        focus_soon(event.target(), ".ct-story .is-target, .ct-story button".into());
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
        let name = [words.say(Msg::StoryTitle), ", ", &words.number(shown.data.stories.len())].concat();
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
    let next = (number < count).then(|| {
        button("ct-button is-main", go(state, Some((index, at + 1))))
            .attr("data-act", "next")
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
