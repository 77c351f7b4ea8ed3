//! Languages, and what the set tells beyond titles and names: both come in packs.

use crate::{Stage, packs};
use js_sys::Reflect;
use wasm_bindgen_test::wasm_bindgen_test;

/// The packs that were asked for last.
fn wanted(stage: &Stage) -> String {
    let heard = stage.heard("need-language").expect("asked for");
    Reflect::get(&heard, &"packs".into()).unwrap().as_string().unwrap().trim().into()
}

#[wasm_bindgen_test]
async fn french_is_asked_for_and_spoken_once_it_is_there() {
    let stage = Stage::new(&[("lang", "fr-ML")]).await;
    assert_eq!(wanted(&stage), "fr");
    assert!(stage.text("[role=status]").contains("events shown"));
    stage.live().add_language("fr", &packs(&["fr", "fr-prose"])).unwrap();
    stage.settle().await;
    assert!(stage.text("[role=status]").contains(" événements"), "{}", stage.text("[role=status]"));
    assert_eq!(stage.text(".ct-sum bdi[lang]"), "", "the summaries are French too");
    stage.click("button[data-lang=en]").await;
    assert!(stage.text("[role=status]").contains("events shown"));
    assert!(stage.live().add_language("ar", b"<html><html>").is_err());
}

#[wasm_bindgen_test]
async fn arabic_mirrors_the_interface() {
    let stage = Stage::new(&[]).await;
    stage.click("button[data-lang=ar]").await;
    assert_eq!(wanted(&stage), "ar");
    stage.live().add_language("ar", &packs(&["ar"])).unwrap();
    stage.settle().await;
    assert_eq!(stage.find(".ct").unwrap().get_attribute("dir").unwrap(), "rtl");
}

#[wasm_bindgen_test]
async fn titles_and_figures_stand_before_the_prose_comes_and_it_is_told_and_found_then() {
    let stage = Stage::with(&[("filter", "q=because")], &[]).await;
    assert_eq!((stage.number("matched"), stage.all(".ct-entry")), (0, 0));
    stage.live().set("filter", Some("place=konna".into()));
    stage.settle().await;
    let (entries, tolls) = (stage.all(".ct-entry"), stage.all(".ct-toll b"));
    assert!(entries > 1 && tolls > 0);
    assert_eq!((stage.text(".ct-entry button").is_empty(), stage.text(".ct-sum").as_str()), (false, ""));
    stage.live().problem("CT-319", "the prose is missing", false);
    stage.live().add_language("en", &packs(&["en-prose"])).unwrap();
    stage.settle().await;
    assert_eq!((stage.all(".ct-entry"), stage.all(".ct-toll b")), (entries, tolls));
    assert!(stage.text(".ct-sum").ends_with('.'), "{}", stage.text(".ct-sum"));
    assert_eq!(stage.all(".ct-error li"), 0, "what was complained of is there now");
    stage.live().set("filter", Some("q=because".into()));
    stage.settle().await;
    assert!(stage.number("matched") > 0);
}

#[wasm_bindgen_test]
async fn whoever_began_in_french_is_brought_english_prose_only_for_english() {
    let stage = Stage::with(&[], &["fr", "fr-prose"]).await;
    assert!(stage.text("[role=status]").contains(" événements"));
    let french = stage.text(".ct-sum");
    stage.click("button[data-lang=en]").await;
    assert_eq!(wanted(&stage), "en-prose");
    assert!(stage.text("[role=status]").contains(" événements"), "until it is there");
    stage.live().add_language("en", &packs(&["en-prose"])).unwrap();
    stage.settle().await;
    assert!(stage.text("[role=status]").contains("events shown"));
    assert!(!stage.text(".ct-sum").is_empty() && stage.text(".ct-sum") != french);
}
