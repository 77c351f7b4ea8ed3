//! The whole: header, filters, drawing, list, detail, footer, all on one [`State`].

use super::chart::{Chart, move_view};
use super::detail::EventDetail;
use super::dom;
use super::filters::{Empty, Filters};
use super::list::EventList;
use super::notices::Notices;
use super::overview::{DateInputs, Overview};
use super::state::{Form, State, Theme};
use super::text::Msg;
use conflict_timeline_core::layout::{Gesture, LaneBy};
use conflict_timeline_core::model::{Status, Word};
use conflict_timeline_core::query::Dimension;
use gloo_timers::callback::Timeout;
use leptos::html;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;

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
///
/// ```
/// use conflict_timeline::{ConflictTimeline, State};
/// use leptos::prelude::*;
/// let owner = Owner::new();
/// let html = owner.with(|| {
///     let state = State::bundled();
///     view! { <ConflictTimeline state/> }.to_html()
/// });
/// assert!(html.contains("ct-list"));
/// ```
#[component]
pub fn ConflictTimeline(
    /// The shared state.
    state: State,
    /// Level of the title's heading in the page, 1 to 6.
    #[prop(default = 2)]
    heading_level: u8,
    /// Called when the reader asks for another language.
    #[prop(optional, into)]
    on_language: Option<Callback<String>>,
) -> impl IntoView {
    let root = NodeRef::<html::Section>::new();
    watch_surroundings(state, root);
    settle(state);
    let theme = move || match state.env.read().theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let below = move || {
        let form = state.form.get();
        let level = heading_level + 1;
        view! {
            <div class="ct-below">
                <EventList state level/>
                {(form == Form::Wide).then(|| view! { <EventDetail state level/> })}
            </div>
        }
    };
    view! {
        <section
            class="ct"
            part="timeline"
            node_ref=root
            data-theme=theme
            lang=move || state.words.read().language.clone()
            dir=move || if state.words.read().is_rtl() { "rtl" } else { "ltr" }
            aria-label=move || title(state)
        >
            {header(state, heading_level, on_language)}
            <Notices state/>
            <Filters state/>
            <Empty state/>
            <Overview state/>
            {bar(state)}
            <Chart state/>
            {legend(state)}
            {below}
            {footer(state)}
        </section>
    }
}

fn title(state: State) -> String {
    let shown = state.shown.read();
    state.words.read().data(&shown.data, shown.data.meta.title).to_string()
}

/// Width, face, text size, colours and motion, now and when they change.
fn watch_surroundings(state: State, root: NodeRef<html::Section>) {
    Effect::new(move || {
        let Some(root) = root.get() else { return };
        let element: web_sys::HtmlElement = root.unchecked_into();
        let read = {
            let element = element.clone();
            move |width_px: f64| {
                let family = dom::style_of(&element).map(|style| dom::token(&style, "font-family")).unwrap_or_default();
                let mut next = state.env.try_get_untracked().unwrap_or_default();
                next.width_px = if width_px > 0.0 { width_px } else { next.width_px };
                next.family = if family.is_empty() { "sans-serif".into() } else { family };
                next.text_scale = dom::text_scale();
                next.has_reduced_motion = dom::media("(prefers-reduced-motion: reduce)");
                let _ = state.env.try_set(next);
            }
        };
        read(element.get_bounding_client_rect().width());
        dom::on_resize(&element, {
            let read = read.clone();
            move |width_px| read(width_px)
        });
        for query in ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"] {
            let read = read.clone();
            dom::on_media(query, move || read(0.0));
        }
    });
}

/// Lets the list follow the window once that has come to rest.
fn settle(state: State) {
    let waiting: Rc<RefCell<Option<Timeout>>> = Rc::default();
    let kept = send_wrapper::SendWrapper::new(waiting.clone());
    on_cleanup(move || drop(kept.take().borrow_mut().take()));
    Effect::new(move || {
        let next = state.viewport.get();
        if state.settled.get_untracked() == next {
            return;
        }
        let timeout = Timeout::new(REST_MS, move || {
            let _ = state.settled.try_set(next);
        });
        *waiting.borrow_mut() = Some(timeout);
    });
}

/// A heading of any level.
pub(super) fn heading(level: u8, class: &'static str, text: impl Fn() -> String + Send + 'static) -> AnyView {
    match level {
        0 | 1 => view! { <h1 class=class>{text}</h1> }.into_any(),
        2 => view! { <h2 class=class>{text}</h2> }.into_any(),
        3 => view! { <h3 class=class>{text}</h3> }.into_any(),
        4 => view! { <h4 class=class>{text}</h4> }.into_any(),
        5 => view! { <h5 class=class>{text}</h5> }.into_any(),
        _ => view! { <h6 class=class>{text}</h6> }.into_any(),
    }
}

fn header(state: State, level: u8, on_language: Option<Callback<String>>) -> impl IntoView {
    let deck = move || {
        let shown = state.shown.read();
        state.words.read().data(&shown.data, shown.data.meta.subtitle).to_string()
    };
    view! {
        <header class="ct-head" part="header">
            <div>
                {heading(level, "ct-title", move || title(state))}
                <p class="ct-deck">{deck}</p>
                <p class="ct-count" role="status" part="status">{move || count(state)}</p>
            </div>
            <div class="ct-tools ct-controls">
                <div class="ct-seg" role="group" aria-label=move || state.say(Msg::NavLanguages)>
                    {move || languages(state, on_language)}
                </div>
                <div class="ct-seg" role="group">
                    {[(Theme::Light, Msg::ThemeLight), (Theme::Dark, Msg::ThemeDark)].into_iter().map(|(theme, msg)| {
                        let is_on = move || (state.env.read().theme == theme).to_string();
                        let press = move |_| {
                            state.env.update(|env| env.theme = if env.theme == theme { Theme::Auto } else { theme });
                        };
                        view! { <button aria-pressed=is_on on:click=press>{move || state.say(msg)}</button> }
                    }).collect_view()}
                </div>
            </div>
        </header>
    }
}

/// "79 of 305 events shown, 1–31 January 2013"
fn count(state: State) -> String {
    let words = state.words.read();
    let (listed, total) = (state.listed.read().len(), state.matches.read().total());
    let text = words.fill(Msg::Shown, &[("n", &words.number(listed)), ("total", &words.number(total))]);
    let (view, whole) = (state.settled.get().span(), state.shown.read().span);
    if view.covers(whole) || total == 0 {
        return text;
    }
    let from = view.from.max(whole.from);
    let span = conflict_timeline_core::time::Span::new(from, view.to.min(whole.to));
    [&text, words.say(Msg::ListComma), &words.span(span)].concat()
}

fn languages(state: State, on_language: Option<Callback<String>>) -> AnyView {
    let now = state.words.read().language.clone();
    let buttons = LANGUAGES.iter().filter(|(code, _)| on_language.is_some() || *code == now).map(|(code, name)| {
        let choose = move |_| {
            if let Some(call) = on_language {
                call.run((*code).to_string());
            }
        };
        view! {
            <button data-lang=*code lang=*code aria-pressed=(now == *code).to_string() on:click=choose>
                <bdi>{name.to_string()}</bdi>
            </button>
        }
    });
    buttons.collect_view().into_any()
}

/// Dates, grouping, zoom.
fn bar(state: State) -> impl IntoView {
    let lanes = move || {
        (state.form.get() != Form::Narrow).then(|| {
            let buttons = LANES.into_iter().map(|(by, msg)| {
                let is_on = move || (state.lane_by.get() == by).to_string();
                view! {
                    <button data-lanes=by.name() aria-pressed=is_on on:click=move |_| state.lane_by.set(by)>
                        {move || state.say(msg)}
                    </button>
                }
            });
            view! {
                <span class="ct-note">{state.say(Msg::Lanes)}</span>
                <div class="ct-seg" role="group" aria-label=move || state.say(Msg::Lanes)>{buttons.collect_view()}</div>
            }
        })
    };
    let icon = |sign: &'static str, msg: Msg, act: &'static str, gesture: Gesture| {
        view! {
            <button class="ct-icon" data-act=act aria-label=move || state.say(msg) title=move || state.say(msg)
                on:click=move |_| move_view(state, gesture)>
                {move || sign}
            </button>
        }
    };
    view! {
        <div class="ct-bar ct-controls">
            <DateInputs state/>
            {lanes}
            <span class="ct-end">
                {icon("\u{2212}", Msg::ChartZoomOut, "zoom-out", Gesture::ZoomOut)}
                {icon("+", Msg::ChartZoomIn, "zoom-in", Gesture::ZoomIn)}
                {icon("\u{2922}", Msg::ChartFit, "fit", Gesture::FitAll)}
            </span>
        </div>
    }
}

/// The four status words, which are filters too.
fn legend(state: State) -> impl IntoView {
    let buttons = Status::ALL.iter().map(|status| {
        let value = status.index() as u32;
        let is_on = move || state.filter.read().choice(Dimension::Status).include.contains(&value).to_string();
        view! {
            <button aria-pressed=is_on on:click=move |_| state.change_filter(|filter| filter.toggle(Dimension::Status, value))>
                <i class="ct-glyph" data-status=move || status.name()></i>
                {move || state.words.read().status(*status).to_string()}
            </button>
        }
    });
    view! {
        <div class="ct-legend ct-controls" role="group" aria-label=move || state.say(Msg::LegendStatus)>
            <span>{move || state.say(Msg::LegendStatus)}</span>
            {buttons.collect_view()}
        </div>
    }
}

/// Version, licence, how it was made.
fn footer(state: State) -> impl IntoView {
    move || {
        let (shown, words) = (state.shown.read(), state.words.read());
        let (data, meta) = (&shown.data, &shown.data.meta);
        let text = |id| {
            let text = words.data(data, id).to_string();
            (!text.is_empty()).then(|| view! { <p>{text}</p> })
        };
        let version = words.fill(Msg::FooterVersion, &[("version", &meta.version), ("date", &words.day(meta.date))]);
        let licence = words.fill(Msg::FooterLicence, &[("licence", &meta.licence)]);
        let link = meta.licence_url.clone();
        let sources = data.sources.iter().map(|source| {
            let parts = [words.data(data, source.title), &source.publisher].map(str::to_string);
            let date = source.published.map(|when| words.when(&when)).unwrap_or_default();
            let text: Vec<String> = parts.into_iter().chain([date]).filter(|part| !part.is_empty()).collect();
            view! { <li>{text.join(", ")}</li> }
        });
        let corrections = data.corrections.iter().map(|entry| {
            let (what, why) = (words.data(data, entry.what).to_string(), words.data(data, entry.why).to_string());
            view! { <li>{words.day(entry.date)}": "{what}" "{why}</li> }
        });
        view! {
            <footer class="ct-foot" part="footer">
                {(!meta.version.is_empty()).then(|| view! { <span>{version}</span> })}
                <span>{words.count(Msg::Events, data.events.len())}</span>
                <span>{words.count(Msg::FooterCorrections, data.corrections.len())}</span>
                <details class="ct-about">
                    <summary>{words.say(Msg::FooterAbout).to_string()}</summary>
                    {text(meta.about)}
                    {text(meta.credit)}
                    {(!meta.licence.is_empty()).then(|| view! { <p><a href=link>{licence}</a></p> })}
                    <p>{words.say(Msg::TollRule).to_string()}</p>
                    <ul>{sources.collect_view()}</ul>
                    <ul>{corrections.collect_view()}</ul>
                </details>
            </footer>
        }
    }
}
