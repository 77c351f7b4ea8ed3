//! The figures below the list, pressed.

use crate::{Stage, packs};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_place_on_the_map_is_a_filter_and_arrows_go_from_place_to_place() {
    let stage = Stage::new(&[]).await;
    let land = stage.find(".ct-map path.land").unwrap();
    assert!(land.get_bounding_client_rect().width() > 100.0);
    stage.click("button[data-place=gao]").await;
    assert_eq!(stage.word("filter").unwrap(), "place=gao");
    let gao = stage.find("button[data-place=gao]").unwrap();
    assert_eq!(gao.get_attribute("aria-pressed").unwrap(), "true");
    stage.press("button.ct-spot[tabindex='0']", "ArrowDown").await;
    let now = stage.shadow.active_element().expect("focus inside");
    assert!(now.class_name() == "ct-spot" && now.get_attribute("tabindex").unwrap() == "-1");
    stage.click("button[data-place=gao]").await;
    assert_eq!(stage.number("matched"), stage.number("total"));
}

#[wasm_bindgen_test]
async fn the_switch_shows_who_was_killed() {
    let stage = Stage::new(&[]).await;
    let all = stage.all(".ct-reach");
    assert!(all > 8, "{all} bars");
    stage.click("button[data-victims=civilians]").await;
    assert!(stage.all(".ct-reach") < all);
    let pressed = stage.find("button[data-victims=civilians]").unwrap().get_attribute("aria-pressed");
    assert_eq!(pressed.as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn a_participant_and_a_facet_lead_to_the_card_and_the_card_filters() {
    let stage = Stage::new(&[("selected", "2012-11-19-menaka-capture")]).await;
    stage.click(".ct-who button.ct-link").await;
    let heading = stage.text(".ct-sides .is-target");
    let focused = stage.shadow.active_element().expect("focus inside");
    assert_eq!(focused.text_content().unwrap(), heading);
    stage.click("button[data-act=filters]").await;
    stage.click("button[data-facet=actor][data-value=mnla] + .ct-info").await;
    assert_eq!(stage.text(".ct-sides .is-target"), "Whose side: MNLA");
    stage.click("button[data-act=forerunners]").await;
    let filter = stage.word("filter").unwrap();
    assert!(filter == "actor=mnla,mna" || filter == "actor=mna,mnla", "{filter}");
    stage.click("button[data-act=forerunners]").await;
    assert_eq!(stage.word("filter").unwrap(), "actor=mnla");
    stage.click("button[data-act=actor]").await;
    assert_eq!(stage.word("filter").unwrap(), "");
}

#[wasm_bindgen_test]
async fn a_day_takes_away_what_was_not_known_and_today_brings_it_back() {
    let stage = Stage::new(&[("filter", "place=in-amenas"), ("selected", "2013-01-16-in-amenas-hostages")]).await;
    let all = stage.number("total");
    let matched = stage.number("matched");
    let input: web_sys::HtmlInputElement = stage.find("input[data-date=known]").unwrap().unchecked_into();
    input.set_value("2013-01-18");
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    input.dispatch_event(&web_sys::Event::new_with_event_init_dict("change", &init).unwrap()).unwrap();
    stage.settle().await;
    assert!(stage.number("total") < all && stage.number("matched") < matched);
    assert_eq!(stage.word("to").unwrap(), "2013-01-18");
    assert_eq!(stage.word("filter").unwrap(), "place=in-amenas");
    assert_eq!(stage.word("selected").unwrap(), "2013-01-16-in-amenas-hostages");
    assert!(stage.text(".ct-known").contains("18 January 2013"));
    stage.live().add_language("fr", &packs(&["fr", "fr-prose"])).unwrap();
    stage.settle().await;
    assert!(stage.text(".ct-known").contains("18 janvier 2013"));
    stage.click(".ct-known button").await;
    assert_eq!((stage.number("total"), stage.number("matched")), (all, matched));
    assert_eq!(stage.find(".ct").unwrap().get_attribute("lang").unwrap(), "fr");
    assert!(stage.find(".ct-known").is_none());
}

#[wasm_bindgen_test]
async fn a_town_band_opens_the_event_that_changed_it() {
    let stage = Stage::new(&[]).await;
    assert!(stage.all(".ct-towns li") > 10);
    stage.click("button.ct-hold[data-bloc=AZ]").await;
    assert!(stage.word("selected").is_some());
}
