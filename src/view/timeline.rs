//! The whole: header, filters, drawing, list, detail, footer, all on one [`State`].

use super::chart::{chart, move_view};
use super::detail::{detail, published};
use super::dom;
use super::el::{El, Spot, button, cl, el, fold, heading, spot, text};
use super::filters::{empty, filters, in_words};
use super::known::known_notice;
use super::legend::{keys, legend};
use super::list::{isolated, list, pair, told};
use super::locator::locator;
use super::notices::notices;
use super::overview::{date_inputs, overview, phase_told, strip_switch};
use super::share::share;
use super::sides::sides;
use super::state::{Env, Form, State, Theme};
use super::story::stories;
use super::text::{Msg, Words};
use super::tolls::tolls;
use super::towns::towns;
use conflict_timeline_core::layout::{Gesture, LaneBy};
use conflict_timeline_core::model::{DataSet, TextId, Word};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The names of the languages in themselves; a language that has no name here is not offered.
pub const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("fr", "Français"), ("ar", "العربية")];
/// The list follows the window once it has stood still for so long.
const REST_MS: u32 = 140;
const LANES: [(LaneBy, Msg); 6] = [
    (LaneBy::Bloc, Msg::LanesBloc),
    (LaneBy::Actor, Msg::LanesActor),
    (LaneBy::Kind, Msg::LanesKind),
    (LaneBy::Region, Msg::LanesRegion),
    (LaneBy::Place, Msg::LanesPlace),
    (LaneBy::Phase, Msg::LanesPhase),
];

/// The timeline with all its parts.
pub(super) fn timeline(state: State, heading_level: u8, on_language: Option<Callback<String>>) -> El {
    let root = spot();
    watch_surroundings(state, root);
    settle(state);
    let theme = move || match state.env.read().theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let level = heading_level + 1;
    el("section")
        .attr("class", "ct")
        .attr("part", "timeline")
        .spot(root)
        .live("data-theme", move || theme().into())
        .live("data-axis", move || if state.is_mirrored.get() { "rtl" } else { "ltr" }.into())
        .live("data-hides", move || hidden(state))
        .live("lang", move || state.words.read().language.clone())
        .live("dir", move || if state.words.read().is_rtl() { "rtl" } else { "ltr" }.into())
        .live("aria-label", move || title(state))
        .kid(header(state, heading_level, on_language))
        .kid(known_notice(state))
        .kid(notices(state))
        .kid(stories(state, level))
        .kid(filters(state))
        .kid(empty(state))
        .live_kid(move || (state.parts[0].get() && is_wanted(state, "list")).then(|| skip(state, root)))
        .kid(overview(state))
        .kid(bar(state))
        .kid(cl("div", "ct-phase").attr("role", "status").live_kid(move || phase_told(state)))
        .kid(chart(state))
        .kid(legend(state))
        .live_kid(later(state, 0, "chart", move || keys(state)))
        .live_kid(later(state, 0, "below", move || {
            // Without a list there is no entry under which an event could open.
            let has_list = move || is_wanted(state, "list");
            let is_apart = move || state.form.get() == Form::Wide || !has_list();
            cl("div", "ct-below")
                .live_kid(move || has_list().then(|| untrack(|| list(state, level))))
                .live_kid(move || is_apart().then(|| detail(state, level, false)))
        }))
        .live_kid(later(state, 1, "control", move || towns(state, level)))
        .kid(
            cl("div", "ct-figs")
                .live_kid(later(state, 2, "places", move || locator(state, level)))
                .live_kid(later(state, 3, "actors", move || sides(state, level)))
                .live_kid(later(state, 4, "tolls", move || tolls(state, level))),
        )
        .live_kid(later(state, 5, "footer", move || footer(state)))
}

/// Past strip and lanes, for those who go by keyboard.
fn skip(state: State, root: Spot) -> El {
    let go = move |_| {
        let list = root.get_untracked().and_then(|root| root.query_selector("[part=list]").ok().flatten());
        if let Some(list) = list {
            dom::focus(&list);
        }
    };
    button("ct-skip", go).say(move || state.say(Msg::ChartSkip))
}

/// The parts that the attribute `views` chooses from, by their bit in `State::views`.
pub const VIEWS: [&str; 9] = ["story", "filters", "overview", "chart", "list", "control", "places", "actors", "tolls"];
/// So many of them are built at once, and hidden by the style sheet where they are not wanted.
const AT_ONCE: usize = 4;

/// Whether a part is wanted; one that `views` does not know always is.
fn is_wanted(state: State, part: &str) -> bool {
    let views = state.views.get();
    VIEWS.iter().position(|name| *name == part).is_none_or(|at| views >> at & 1 == 1)
}

/// The names of the first parts that are not wanted.
fn hidden(state: State) -> String {
    VIEWS[..AT_ONCE].iter().copied().filter(|part| !is_wanted(state, part)).collect::<Vec<_>>().join(" ")
}

/// A part by its name, built once it is due, where it is wanted.
fn later(
    state: State,
    at: usize,
    name: &'static str,
    part: impl Fn() -> El + Send + 'static,
) -> impl Fn() -> Option<El> + Send + 'static {
    move || (state.parts[at].get() && is_wanted(state, name)).then(|| untrack(&part))
}

pub(super) fn title(state: State) -> String {
    let shown = state.shown.read();
    state.words.read().data(&shown.data, shown.data.meta.title).to_string()
}

/// What surrounds the timeline that is about to be drawn into `root`.
pub fn surroundings(root: &HtmlElement) -> Env {
    let probe = dom::element("div");
    let probe: &HtmlElement = probe.unchecked_ref();
    probe.set_class_name("ct");
    let _ = root.append_child(probe);
    let env = around(probe, probe.get_bounding_client_rect().width(), Env::default());
    probe.remove();
    env
}

/// Width where there is any, face, text size and motion.
fn around(element: &HtmlElement, width_px: f64, before: Env) -> Env {
    let family = dom::style_of(element).map(|style| dom::token(&style, "font-family")).unwrap_or_default();
    Env {
        width_px: if width_px > 0.0 { width_px } else { before.width_px },
        family: if family.is_empty() { "sans-serif".into() } else { family },
        text_scale: dom::text_scale(),
        has_reduced_motion: dom::media("(prefers-reduced-motion: reduce)"),
        theme: before.theme,
    }
}

/// Follows what surrounds the timeline. The first width comes with the first layout, which nobody has to force.
fn watch_surroundings(state: State, root: Spot) {
    dom::effect(move || {
        let Some(element) = root.get() else { return };
        let read = {
            let element = element.clone();
            move |width_px: f64| {
                let Some(before) = state.env.try_get_untracked() else { return };
                let next = around(&element, width_px, before.clone());
                // Without a width it is the colours that changed, which only the style sheet knows.
                if next != before || width_px == 0.0 {
                    state.env.set(next);
                }
            }
        };
        dom::on_resize(&element, read.clone());
        // Another screen may have finer pixels; each step is a query of its own.
        for query in [
            "(prefers-color-scheme: dark)",
            "(forced-colors: active)",
            "print",
            "(min-resolution: 1.5dppx)",
            "(min-resolution: 2dppx)",
            "(min-resolution: 3dppx)",
        ] {
            let read = read.clone();
            dom::on_media(query, move || {
                // On paper nothing is drawn a second time: the colours are asked for at once.
                state.palette.set(Default::default());
                read(0.0);
            });
        }
    });
}

/// Lets the list follow the window once that has come to rest.
fn settle(state: State) {
    let rest = dom::Rest::new();
    dom::effect(move || {
        let next = state.viewport.get();
        if state.settled.get_untracked() == next {
            return;
        }
        rest.ask(REST_MS, move || {
            let _ = state.settled.try_set(next);
        });
    });
}

fn header(state: State, level: u8, on_language: Option<Callback<String>>) -> El {
    let deck = move || {
        let shown = state.shown.read();
        state.words.read().data(&shown.data, shown.data.meta.subtitle).to_string()
    };
    let themes = [(Theme::Light, Msg::ThemeLight), (Theme::Dark, Msg::ThemeDark)].map(|(theme, msg)| {
        let press = move |_| {
            state.env.update(|env| env.theme = if env.theme == theme { Theme::Auto } else { theme });
        };
        button("", press)
            .live("aria-pressed", move || (state.env.read().theme == theme).to_string())
            .say(move || state.say(msg))
    });
    let head = el("div")
        .kid(heading(level, "ct-title").say(move || title(state)))
        .kid(cl("p", "ct-deck").say(deck))
        .kid(cl("p", "ct-count").attr("role", "status").attr("part", "status").say(move || count(state)))
        .live_kid(move || {
            let label = cl("span", "ct-note").text(state.say(Msg::FiltersInUse)).text(" ");
            in_words(state).map(|filter| cl("p", "ct-paper").kid(label).text(filter))
        });
    let tools = cl("div", "ct-tools ct-controls")
        .kid(
            cl("div", "ct-seg")
                .attr("role", "group")
                .live("aria-label", move || state.say(Msg::NavLanguages))
                .live_kids(move || languages(state, on_language)),
        )
        .kid(cl("div", "ct-seg").attr("role", "group").live("aria-label", move || state.say(Msg::Theme)).kids(themes))
        .kid(share(state));
    cl("header", "ct-head").attr("part", "header").kid(head).kid(tools)
}

/// "79 of 305 events shown, 1–31 January 2013"
pub(super) fn count(state: State) -> String {
    let words = state.words.read();
    let (listed, total) = (state.listed.read().count(), state.matches.read().total());
    let text = words.part(Msg::Shown, listed, total);
    let whole = state.shown.read().span;
    let days = state.settled.get().span().within(whole);
    if days == whole || total == 0 {
        return text;
    }
    pair(&words, &text, &words.span(days))
}

fn languages(state: State, on_language: Option<Callback<String>>) -> Vec<El> {
    let now = state.words.read().language.clone();
    let offered = LANGUAGES.iter().filter(|(code, _)| on_language.is_some() || *code == now);
    let buttons = offered.map(|(code, name)| {
        let choose = move |_| {
            if let Some(call) = on_language {
                call.run((*code).to_string());
            }
        };
        button("", choose)
            .attr("data-lang", *code)
            .attr("lang", *code)
            .attr("aria-pressed", (now == *code).to_string())
            .kid(el("bdi").text(*name))
    });
    buttons.collect()
}

/// Dates, grouping, zoom.
fn bar(state: State) -> El {
    let lanes = move || {
        let shown = state.shown.read();
        if state.form.get() == Form::Narrow || shown.groupings.len() < 2 {
            return None;
        }
        let offered = LANES.into_iter().filter(|(by, _)| shown.groupings.contains(by));
        let buttons = offered.map(|(by, msg)| {
            button("", move |_| state.lane_by.set(Some(by)))
                .attr("data-lanes", by.name())
                .live("aria-pressed", move || (state.grouping() == by).to_string())
                .say(move || state.say(msg))
        });
        let group = cl("div", "ct-seg").attr("role", "group").live("aria-label", move || state.say(Msg::Lanes));
        let name = cl("span", "ct-note").say(move || state.say(Msg::Lanes));
        Some(cl("div", "ct-by").kid(name).kid(group.kids(buttons)))
    };
    let icon = |sign: El, msg: Msg, act: &'static str, gesture: Gesture| {
        button("ct-icon", move |_| move_view(state, gesture))
            .attr("data-act", act)
            .live("aria-label", move || state.say(msg))
            .live("title", move || state.say(msg))
            .kid(sign)
    };
    // Drawn: many faces lack the character, and to look for one that has it takes the browser long.
    let arrows = el("path").attr("d", "M7 1h4v4M11 1 1 11M5 11H1V7");
    let fit = el("svg").attr("viewBox", "0 0 12 12").attr("aria-hidden", "true").kid(arrows);
    let zoom = cl("span", "ct-end")
        .kid(icon(text("\u{2212}"), Msg::ChartZoomOut, "zoom-out", Gesture::ZoomOut))
        .kid(icon(text("+"), Msg::ChartZoomIn, "zoom-in", Gesture::ZoomIn))
        .kid(icon(fit, Msg::ChartFit, "fit", Gesture::FitAll));
    // In the narrow form the dates stand among the filters.
    let dates = move || (state.form.get() != Form::Narrow).then(|| date_inputs(state));
    let strip = move || (state.form.get() != Form::Wide).then(|| strip_switch(state));
    cl("div", "ct-bar ct-controls").live_kid(strip).kid(el("div").live_kid(dates)).live_kid(lanes).kid(zoom)
}

/// Version, licence, how it was made.
fn footer(state: State) -> El {
    let is_open = RwSignal::new(false);
    cl("footer", "ct-foot").attr("part", "footer").live_kids(move || {
        let (shown, words) = (state.shown.read(), state.words.read());
        let (data, meta) = (&shown.data, &shown.data.meta);
        let version = words.fill(Msg::FooterVersion, &[("version", &meta.version), ("date", &words.day(meta.date))]);
        let version = (!meta.version.is_empty()).then(|| el("span").text(version));
        version
            .into_iter()
            .chain([
                el("span").text(words.count(Msg::Events, data.events.len())),
                el("span").text(words.count(Msg::FooterCorrections, data.corrections.len())),
            ])
            // Whoever made the data is named where everyone sees it.
            .chain(note(data, &words, meta.credit))
            .chain([fold(words.say(Msg::FooterAbout), is_open, move || about(state))])
            .collect()
    })
}

pub(super) fn note(data: &DataSet, words: &Words, id: TextId) -> Option<El> {
    let text = words.data(data, id);
    (!text.is_empty()).then(|| el("p").kid(told(words, data, id)))
}

/// Licence, rules, sources, corrections.
fn about(state: State) -> Vec<El> {
    let (shown, words) = (state.shown.read(), state.words.read());
    let (data, meta) = (&shown.data, &shown.data.meta);
    let sources = data.sources.iter().map(|source| {
        let parts = published(&words, source).into_iter().filter(|part| !part.is_empty());
        let parts = parts.map(|part| [words.say(Msg::ListComma), &isolated(&words, &part)].concat());
        el("li").kid(told(&words, data, source.title)).text(parts.collect::<String>())
    });
    let corrections = data.corrections.iter().map(|entry| {
        let (what, why) = (told(&words, data, entry.what), told(&words, data, entry.why));
        el("li").text([&words.day(entry.date), ": "].concat()).kid(what).text(" ").kid(why)
    });
    let licence = words.fill(Msg::FooterLicence, &[("licence", &meta.licence)]);
    let licence =
        (!meta.licence.is_empty()).then(|| el("p").kid(el("a").attr("href", meta.licence_url.clone()).text(licence)));
    note(data, &words, meta.about)
        .into_iter()
        .chain([el("p").text(words.say(Msg::PlacesCredit))])
        .chain(licence)
        .chain([el("p").text(words.say(Msg::TollRule)), el("ul").kids(sources), el("ul").kids(corrections)])
        .collect()
}
