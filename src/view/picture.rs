//! The chart as an SVG text.

use super::filters::in_words;
use super::lanes::lane_name;
use super::list::isolated;
use super::state::{Form, State};
use super::text::Msg;
use super::timeline::{count, title};
use super::typeset::{Setter, plot_options};
use conflict_timeline_core::layout::{self, Frame, LaneBox, LaneBy, LaneKey, Lanes, SceneOptions, Typesetter, scene};
use leptos::prelude::*;

/// The lanes as the reader has them: filter, days, width and language; with title, licence and credit. `colour` says
/// what a token of the style sheet is; `typesetter` measures where no browser does.
///
/// ```
/// use conflict_timeline::{State, picture};
/// let owner = leptos::prelude::Owner::new();
/// let svg = owner.with(|| picture(State::bundled(), &|_| "black".into(), None));
/// assert!(svg.starts_with("<svg ") && svg.contains("The war in Mali"));
/// ```
#[must_use]
pub fn picture(state: State, colour: &dyn Fn(&str) -> String, typesetter: Option<&dyn Typesetter>) -> String {
    let (shown, env, words) = (state.shown.get_untracked(), state.env.get_untracked(), state.words.get_untracked());
    let (data, form) = (&shown.data, state.form.get_untracked());
    let folded = state.folded.read_untracked();
    let options = SceneOptions {
        selected: state.selection.get_untracked(),
        collapsed: &folded,
        ..plot_options(form, &env, &words)
    };
    let setter = Setter::new(&words, &env);
    let typesetter = typesetter.unwrap_or(&setter);
    let by = if form == Form::Narrow { LaneBy::All } else { untrack(|| state.grouping()) };
    let lanes = Lanes::new(shown.lanes(by), state.matches.get_untracked().rows());
    let scene = scene(data, &lanes, state.viewport.get_untracked(), &options, typesetter);
    let lane = |lane: &LaneBox| {
        let name = if lane.key == LaneKey::All { String::new() } else { untrack(|| lane_name(state, lane.key)) };
        // The lanes' words run from left to right, whatever the language: the number stays before its word.
        [name, isolated(&words, &words.count(Msg::Events, lane.count as usize))]
    };
    let meta = &data.meta;
    let mut note = words.data(data, meta.credit).to_string();
    for (of, msg) in [(&meta.version, Msg::FooterVersion), (&meta.licence, Msg::FooterLicence)] {
        if !of.is_empty() {
            let blanks = [("version", &**of), ("licence", &**of), ("date", &*words.day(meta.date))];
            note = [&note, " ", &words.fill(msg, &blanks), "."].concat();
        }
    }
    let title = untrack(|| title(state));
    let known = state.as_of().map(|day| [words.say(Msg::Known), " ", &words.day(day)].concat());
    let deck =
        untrack(|| [Some(count(state)), known, in_words(state)]).into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let (family, is_rtl) = (&*env.family, words.is_rtl());
    let is_mirrored = state.is_mirrored.get_untracked();
    let frame =
        Frame { title: &title, deck: &deck, lane: &lane, note: note.trim(), family, is_rtl, is_mirrored, colour };
    layout::picture(&scene, &frame, typesetter)
}
