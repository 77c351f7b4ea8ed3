//! The markup that components print on a host.
#![cfg(feature = "ssr")]

mod figures;

use conflict_timeline::core::ingest::unseal_language;
use conflict_timeline::core::model::EventId;
use conflict_timeline::core::query::{Dimension, Filter};
use conflict_timeline::embed::language_pack;
use conflict_timeline::{ClaimLedger, ConflictTimeline, EventList, State, Words};
use leptos::prelude::*;

/// The whole timeline as text, after a change to its state.
fn page(change: impl FnOnce(State)) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let state = State::bundled();
        change(state);
        view! { <ConflictTimeline state/> }.to_html()
    })
}

fn filtered(text: &str) -> String {
    page(|state| {
        let (filter, problems) = Filter::parse(text, &state.shown.get_untracked().data);
        assert_eq!(problems, vec![], "{text}");
        state.set_filter(filter);
    })
}

#[test]
fn the_whole_is_a_named_section_with_a_status() {
    let html = page(|_| ());
    assert!(html.contains("<section class=\"ct\" part=\"timeline\""), "{html}");
    assert!(html.contains("aria-label=\"The war in Mali, 2012 to 2024\""));
    assert!(html.contains("role=\"status\""));
    assert_eq!(html.matches("role=\"slider\"").count(), 2);
    assert!(html.contains("type=\"date\"") && html.contains("type=\"search\""));
}

#[test]
fn the_list_holds_articles_with_headings_and_dates() {
    let html = page(|_| ());
    assert!(html.contains("<article"));
    assert!(html.contains("data-event=\"2012-"));
    assert!(html.contains("<ol"));
}

#[test]
fn a_filter_narrows_the_count_and_stands_as_a_chip() {
    let html = filtered("place=konna");
    assert!(html.contains("class=\"ct-chip\""));
    assert!(html.contains(">Konna<"));
    assert!(html.contains("data-event=\"2013-01-10-konna-capture\""));
    assert!(!html.contains("data-event=\"2012-03-30-kidal-capture\""));
}

#[test]
fn search_ignores_accents() {
    let html = filtered("q=menaka");
    assert!(html.contains("Ménaka"));
}

#[test]
fn nothing_left_says_which_filter_to_loosen() {
    let html = filtered("place=konna;kind=coup");
    assert!(html.contains("No event fits all 2 filters"));
    assert!(html.contains("Without Konna"));
}

#[test]
fn an_open_event_shows_claims_by_claimant_and_sources() {
    let html = page(|state| {
        let shown = state.shown.get_untracked();
        let id = shown.data.event_by_slug("2012-11-19-menaka-capture").expect("in the set");
        state.selection.set(Some(id));
    });
    assert!(html.contains("Who says what") && html.contains("Sources"));
    assert!(html.contains("65") && html.contains("more than 100"));
}

#[test]
fn french_words_and_texts_come_from_their_pack() {
    let owner = Owner::new();
    let html = owner.with(|| {
        let state = State::bundled();
        let pack = |name: &str| {
            let bytes = conflict_timeline::embed::language_pack(name).expect("made by the build");
            conflict_timeline::core::ingest::unseal_language(bytes).expect("sound")
        };
        let (pack, prose) = (pack("fr"), pack("fr-prose"));
        let mut data = state.shown.get_untracked().data.clone();
        data.texts.put("fr", &pack.texts);
        data.texts.put("fr", &prose.texts);
        state.shown.set(std::sync::Arc::new(conflict_timeline::Shown::new(data)));
        state.words.set(Words::new("fr", pack.messages).expect("of this version"));
        view! { <ConflictTimeline state/> }.to_html()
    });
    assert!(html.contains("lang=\"fr\""));
    assert!(html.contains(" événements"));
}

#[test]
fn text_is_text_and_never_markup() {
    use conflict_timeline::core::ingest::{Input, Node, Value, read};
    let entry = |key: &str, text: &str| (key.to_string(), Node::from(Value::Text(text.into())));
    let event = Value::Map(vec![entry("when", "2013"), entry("title", "<img src=x onerror=alert(1)>")]);
    let root = Node::from(Value::List(vec![event.into()]));
    let data = read(vec![Input { file: "mine".into(), text: String::new(), root }]).data;
    let owner = Owner::new();
    let html = owner.with(|| {
        let state = State::new(std::sync::Arc::new(conflict_timeline::Shown::new(data)), Words::default());
        view! { <EventList state/> }.to_html()
    });
    assert!(!html.contains("<img"), "{html}");
    assert!(html.contains("&lt;img"));
}

#[test]
fn every_facet_value_has_a_name() {
    let owner = Owner::new();
    owner.with(|| {
        let state = State::bundled();
        let shown = state.shown.get_untracked();
        for dimension in Dimension::ALL {
            for value in 0..dimension.count(&shown.data) as u32 {
                assert!(!dimension.value_name(&shown.data, value).is_empty(), "{dimension:?} {value}");
            }
        }
    });
}

#[test]
fn a_server_may_end_a_page_on_another_thread() {
    let owner = Owner::new();
    let view = owner.with(|| {
        let state = State::bundled();
        state.selection.set(state.shown.read().data.event_by_slug("2013-01-10-konna-capture"));
        view! { <ConflictTimeline state/> }
    });
    std::thread::spawn(move || {
        let html = owner.with(|| view.to_html());
        assert!(html.contains("role=\"status\""));
        owner.cleanup();
        drop(owner);
    })
    .join()
    .expect("nothing in it belongs to the thread that made it");
}

#[test]
fn a_ledger_of_its_own_follows_event_and_language() {
    let owner = Owner::new();
    owner.with(|| {
        let state = State::bundled();
        let event = RwSignal::new(None);
        let html = || view! { <ClaimLedger state event/> }.to_html();
        assert!(!html().contains("ct-ledger"));
        event.set(state.shown.read().data.event_by_slug("2013-01-10-konna-capture"));
        assert!(html().contains("they say that they hold Konna"), "{}", html());
        let packs = ["fr", "fr-prose"].map(|name| language_pack(name).and_then(|bytes| unseal_language(bytes).ok()));
        state.speak("fr", &[packs[0].as_ref(), packs[1].as_ref()]);
        assert!(html().contains("déclaré"), "{}", html());
        event.set(Some(EventId(u32::MAX)));
        assert!(!html().contains("ct-ledger"), "no such event");
    });
}
