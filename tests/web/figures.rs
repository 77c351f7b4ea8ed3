//! The figures below the list, pressed.

use crate::Stage;
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
