//! The mounted element in a real browser.
#![cfg(target_arch = "wasm32")]

mod exports;
mod figures;
mod languages;

use conflict_timeline::core::ingest::{Input, Node, Sealing, Value, read};
use conflict_timeline::embed::{Incoming, Mounted, language_pack, mount, prepare};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit, ShadowRoot, ShadowRootInit, ShadowRootMode};

wasm_bindgen_test_configure!(run_in_browser);

/// A mounted timeline in a shadow root, and everything that it told the page.
pub(crate) struct Stage {
    host: HtmlElement,
    shadow: ShadowRoot,
    live: Option<Mounted>,
    told: Array,
}

impl Stage {
    async fn new(attributes: &[(&str, &str)]) -> Self {
        Self::with(attributes, &["en-prose"]).await
    }

    /// With these packs behind the first drawing.
    async fn with(attributes: &[(&str, &str)], names: &[&str]) -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let host: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        document.body().unwrap().append_child(&host).unwrap();
        let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        shadow.append_child(&root).unwrap();
        let told = Array::new();
        let notify = Function::new_with_args("type, detail", "this.push({type, detail})").bind0(&told);
        let object = Object::new();
        for (name, value) in attributes {
            Reflect::set(&object, &(*name).into(), &(*value).into()).unwrap();
        }
        let is_embedded = attributes.iter().all(|(name, _)| *name != "src");
        let live = mount(root, &object, notify, prepare(is_embedded, None));
        if let Some(name) = names.first() {
            live.add_language(&name[..2], &packs(names)).unwrap();
        }
        live.proceed();
        let live = Some(live);
        let stage = Self { host, shadow, live, told };
        wasm_bindgen_futures::JsFuture::from(stage.live().updated()).await.unwrap();
        stage.settle().await;
        stage
    }

    fn live(&self) -> &Mounted {
        self.live.as_ref().unwrap()
    }

    /// Two frames and a moment more than the list waits.
    async fn settle(&self) {
        pause(220).await;
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.shadow.query_selector(selector).unwrap()
    }

    fn all(&self, selector: &str) -> u32 {
        self.shadow.query_selector_all(selector).unwrap().length()
    }

    fn text(&self, selector: &str) -> String {
        self.find(selector).and_then(|element| element.text_content()).unwrap_or_default()
    }

    async fn click(&self, selector: &str) {
        self.find(selector).expect(selector).unchecked_into::<HtmlElement>().click();
        self.settle().await;
    }

    async fn press(&self, selector: &str, key: &str) {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        self.find(selector).expect(selector).dispatch_event(&event).unwrap();
        self.settle().await;
    }

    fn number(&self, name: &str) -> u32 {
        Reflect::get(&self.live().state(), &name.into()).unwrap().as_f64().unwrap() as u32
    }

    fn word(&self, name: &str) -> Option<String> {
        Reflect::get(&self.live().state(), &name.into()).unwrap().as_string()
    }

    /// What was told under a type, the last one.
    fn heard(&self, kind: &str) -> Option<JsValue> {
        let of = |entry: &JsValue| Reflect::get(entry, &"type".into()).unwrap().as_string();
        let entry = self.told.iter().rfind(|entry| of(entry).as_deref() == Some(kind))?;
        Some(Reflect::get(&entry, &"detail".into()).unwrap())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.live = None;
        self.host.remove();
    }
}

/// Files of `lang`, as they are fetched.
pub(crate) fn packs(names: &[&str]) -> Vec<u8> {
    names.iter().flat_map(|name| language_pack(name).unwrap()).copied().collect()
}

async fn pause(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().unwrap();
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

fn json(text: &str) -> JsValue {
    js_sys::JSON::parse(text).unwrap()
}

#[wasm_bindgen_test]
async fn mounts_in_a_shadow_root_with_all_events() {
    let stage = Stage::new(&[]).await;
    assert!(stage.number("total") >= 60);
    assert_eq!(stage.number("total"), stage.number("matched"));
    assert!(stage.text("[role=status]").contains("events shown"));
    assert!(stage.all("article[data-event]") >= 8);
    assert!(stage.all(".ct-w.is-title") > 5);
}

#[wasm_bindgen_test]
async fn a_facet_button_filters_and_tells_the_page() {
    let stage = Stage::new(&[]).await;
    stage.click("button[data-act=filters]").await;
    stage.click("button[data-facet=kind][data-value=battle]").await;
    assert_eq!(stage.word("filter").unwrap(), "kind=battle");
    assert!(stage.number("matched") > 0 && stage.number("matched") < stage.number("total"));
    let heard = stage.heard("ct-filter").expect("told");
    assert_eq!(Reflect::get(&heard, &"filter".into()).unwrap().as_string().unwrap(), "kind=battle");
    let button = stage.find("button[data-facet=kind][data-value=battle]").unwrap();
    assert_eq!(button.get_attribute("aria-pressed").unwrap(), "true");
}

#[wasm_bindgen_test]
async fn clear_all_and_undo_bring_the_events_back() {
    let stage = Stage::new(&[("filter", "kind=coup")]).await;
    let few = stage.number("matched");
    stage.click("button[data-act=clear]").await;
    assert_eq!(stage.number("matched"), stage.number("total"));
    stage.click("button[data-act=undo]").await;
    assert_eq!(stage.number("matched"), few);
}

#[wasm_bindgen_test]
async fn the_filter_attribute_filters_at_once() {
    let stage = Stage::new(&[("filter", "place=konna")]).await;
    assert!(stage.number("matched") < stage.number("total"));
    stage.live().set("filter", Some("place=gao".into()));
    stage.settle().await;
    assert_eq!(stage.live().filter(), "place=gao");
    stage.live().set("filter", None);
    assert_eq!(stage.number("matched"), stage.number("total"));
}

#[wasm_bindgen_test]
async fn a_malformed_filter_is_said_and_the_rest_applies() {
    let stage = Stage::new(&[("filter", "kind=airstrik;place=gao")]).await;
    assert_eq!(stage.live().filter(), "place=gao");
    let panel = stage.text("[role=alert]");
    assert!(panel.contains("did you mean `airstrike`?") && panel.contains("CT-202"), "{panel}");
    let heard = stage.heard("ct-error").expect("told");
    assert_eq!(Reflect::get(&heard, &"code".into()).unwrap().as_string().unwrap(), "CT-202");
    stage.live().set("filter", Some("place=gao".into()));
    stage.settle().await;
    assert!(stage.find("[role=alert]").is_none());
}

#[wasm_bindgen_test]
async fn a_filter_may_be_an_object_with_names() {
    let stage = Stage::new(&[]).await;
    stage.live().set_filter(&json(r#"{"place": ["Ménaka", "gao"], "from": "2012"}"#));
    stage.settle().await;
    assert_eq!(stage.live().filter(), "place=menaka,gao;from=2012-01-01".replace("menaka,gao", &sorted(&stage)));
}

/// The two places in the order of the set.
fn sorted(stage: &Stage) -> String {
    let filter = stage.live().filter();
    let list = filter.split(';').next().unwrap().trim_start_matches("place=").to_string();
    let mut names: Vec<&str> = list.split(',').collect();
    names.sort_unstable();
    assert_eq!(names, ["gao", "menaka"]);
    list
}

#[wasm_bindgen_test]
async fn the_brush_moves_by_keyboard() {
    let stage = Stage::new(&[]).await;
    let thumbs = stage.shadow.query_selector_all("[role=slider]").unwrap();
    assert_eq!(thumbs.length(), 2);
    let before = stage.number("marks");
    for _ in 0..3 {
        stage.press("[role=slider]", "PageUp").await;
    }
    assert!(stage.number("marks") < before);
    assert!(stage.word("from").unwrap().starts_with("2015-01"), "{:?}", stage.word("from"));
    assert!(stage.heard("ct-viewport").is_some());
    let text = stage.find("[role=slider]").unwrap().get_attribute("aria-valuetext").unwrap();
    assert!(text.contains("2015"), "{text}");
}

#[wasm_bindgen_test]
async fn selecting_in_the_list_shows_the_detail_and_tells_the_page() {
    let stage = Stage::new(&[("filter", "place=konna")]).await;
    let slug = stage.find("article[data-event]").unwrap().get_attribute("data-event").unwrap();
    stage.click("article[data-event] button").await;
    assert_eq!(stage.word("selected").unwrap(), slug);
    assert!(stage.text("section[part=detail]").contains("Sources"));
    let heard = stage.heard("ct-select").expect("told");
    assert_eq!(Reflect::get(&heard, &"id".into()).unwrap().as_string().unwrap(), slug);
}

#[wasm_bindgen_test]
async fn select_by_id_and_unknown_ids() {
    let stage = Stage::new(&[]).await;
    assert!(stage.live().select(Some("2013-01-10-konna-capture".into())));
    stage.settle().await;
    assert!(stage.text("section[part=detail]").contains("Konna"));
    assert!(!stage.live().select(Some("nothing-of-the-kind".into())));
    assert!(stage.live().select(None));
    assert_eq!(stage.word("selected"), None);
}

#[wasm_bindgen_test]
async fn arrow_keys_walk_the_chart_and_enter_opens() {
    let stage = Stage::new(&[]).await;
    stage.press(".ct-plot", "ArrowRight").await;
    let first = stage.text("[role=option]");
    stage.press(".ct-plot", "ArrowRight").await;
    let second = stage.text("[role=option]");
    assert!(!first.is_empty() && first != second, "{first} / {second}");
    stage.press(".ct-plot", "Enter").await;
    assert!(stage.word("selected").is_some());
    stage.press(".ct-plot", "Escape").await;
    assert_eq!(stage.word("selected"), None);
}

#[wasm_bindgen_test]
async fn zoom_keys_and_zoom_to_move_the_window() {
    let stage = Stage::new(&[]).await;
    stage.press(".ct-plot", "+").await;
    let (from, to) = (stage.word("from").unwrap(), stage.word("to").unwrap());
    assert!(from.as_str() > "2012-02" && to.as_str() < "2024-11", "{from} {to}");
    stage.live().zoom_to("2013-01", "2013-01").unwrap();
    stage.settle().await;
    assert_eq!(stage.word("from").unwrap(), "2013-01-01");
    assert_eq!(stage.word("to").unwrap(), "2013-01-31");
    assert!(stage.live().zoom_to("soon", "later").is_err());
}

#[wasm_bindgen_test]
async fn two_instances_share_no_state() {
    let one = Stage::new(&[("filter", "kind=coup")]).await;
    let two = Stage::new(&[]).await;
    assert!(one.number("matched") < two.number("matched"));
    two.live().set("filter", Some("place=gao".into()));
    two.settle().await;
    assert_eq!(one.live().filter(), "kind=coup");
}

#[wasm_bindgen_test]
async fn unmounting_leaves_no_node_and_a_second_mount_works() {
    let mut stage = Stage::new(&[]).await;
    let root = stage.shadow.first_element_child().unwrap();
    assert!(root.child_element_count() > 0);
    stage.live = None;
    pause(50).await;
    assert_eq!(root.child_nodes().length(), 0);
    let told = stage.told.length();
    stage.host.style().set_property("width", "320px").unwrap();
    pause(250).await;
    assert_eq!(stage.told.length(), told);
    let notify = Function::new_no_args("");
    stage.live = Some(mount(root.unchecked_into(), &Object::new(), notify, prepare(true, None)));
    stage.settle().await;
    assert!(stage.number("matched") > 0);
}

/// A set of these events, each day and title, as it comes from the reader.
fn incoming(events: &[(&str, &str)]) -> Incoming {
    let text = |text: &str| Node::from(Value::Text(text.into()));
    let event = |(when, title): &(&str, &str)| {
        let id = title.to_lowercase();
        Node::from(Value::Map(vec![
            ("id".into(), text(&id)),
            ("when".into(), text(when)),
            ("title".into(), text(title)),
        ]))
    };
    let root = Value::List(events.iter().map(event).collect()).into();
    let mut incoming = Incoming::new();
    for piece in Sealing::new(read(vec![Input { file: "mine".into(), root, ..Input::default() }]).data) {
        incoming.feed(&piece).unwrap();
    }
    while incoming.step().unwrap() {}
    incoming
}

#[wasm_bindgen_test]
async fn a_set_is_shown_beside_what_is_wrong_with_it() {
    let stage = Stage::new(&[("src", "mine.json")]).await;
    assert_eq!(stage.number("total"), 0);
    assert_eq!(stage.live().show(incoming(&[("2020-05-01", "One")]), false, false).unwrap(), 1);
    stage.live().problem("CT-105", "mine.json, events[1].when: not a date", true);
    stage.live().problem("CT-107", "mine.json, events[1]: unknown key", true);
    stage.settle().await;
    let panel = stage.text("[role=alert]");
    assert!(panel.contains("events[1].when") && panel.contains("CT-105") && panel.contains("CT-107"), "{panel}");
    assert!(stage.text(".ct-list").contains("One"));
    stage.live().show(incoming(&[("2020-05-01", "One")]), false, false).unwrap();
    stage.settle().await;
    assert!(stage.find("[role=alert]").is_none(), "the next set comes without them");
}

#[wasm_bindgen_test]
async fn bytes_that_are_no_set_are_refused_and_the_rest_stays() {
    let stage = Stage::new(&[]).await;
    let before = stage.number("total");
    let none = Incoming::new().feed(b"<html>").unwrap_err();
    let missing = stage.live().show(Incoming::new(), false, false).unwrap_err();
    for error in [none, missing] {
        assert_eq!(Reflect::get(&error, &"code".into()).unwrap().as_string().unwrap(), "CT-308");
    }
    assert_eq!(stage.number("total"), before);
}

#[wasm_bindgen_test]
async fn a_newer_form_of_the_set_leaves_the_reader_where_he_was() {
    let stage = Stage::new(&[("src", "mine.json")]).await;
    stage.live().show(incoming(&[("2020-05-01", "One"), ("2020-06-01", "Two")]), false, false).unwrap();
    stage.live().set("filter", Some("q=two".into()));
    assert!(stage.live().select(Some("two".into())));
    stage
        .live()
        .show(incoming(&[("2020-04-01", "Zero"), ("2020-05-01", "One"), ("2020-06-01", "Two")]), true, true)
        .unwrap();
    stage.settle().await;
    assert_eq!((stage.number("total"), stage.number("matched")), (3, 1));
    assert_eq!(stage.all(".ct-fresh"), 0, "what is listed is as it was");
    let state = stage.live().state();
    assert_eq!(Reflect::get(&state, &"selected".into()).unwrap().as_string().as_deref(), Some("two"));
}

#[wasm_bindgen_test]
async fn typing_searches_with_accents_folded() {
    let stage = Stage::new(&[]).await;
    let input: web_sys::HtmlInputElement = stage.find("input[type=search]").unwrap().unchecked_into();
    input.set_value("menaka");
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    input.dispatch_event(&web_sys::Event::new_with_event_init_dict("input", &init).unwrap()).unwrap();
    stage.settle().await;
    assert!(stage.number("matched") > 0 && stage.number("matched") < stage.number("total"));
    assert!(stage.text(".ct-list").contains("Ménaka"));
}

#[wasm_bindgen_test]
async fn a_story_goes_step_by_step_and_leaves_its_view() {
    let stage = Stage::new(&[("story", "how-the-north-fell")]).await;
    assert!(stage.text(".ct-story").contains("Step 1 of"));
    let first = stage.word("selected").unwrap();
    stage.click("button[data-act=next]").await;
    assert!(stage.text(".ct-story").contains("Step 2 of"));
    let second = stage.word("selected").unwrap();
    assert_ne!(first, second);
    stage.click("button[data-act=leave]").await;
    assert_eq!(stage.word("selected").unwrap(), second);
    assert!(stage.all("button[data-story]") >= 4);
}
