//! One constructed style sheet for every instance: works where a policy forbids `<style>`.

use std::cell::OnceCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Node};

/// The style sheet as text, for pages that put it in themselves.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

thread_local! {
    static SHEET: OnceCell<Option<CssStyleSheet>> = const { OnceCell::new() };
}

/// Makes the style sheet, if it is not made.
pub(super) fn make_style() -> Option<CssStyleSheet> {
    SHEET.with(|sheet| {
        sheet
            .get_or_init(|| {
                let sheet = CssStyleSheet::new().ok()?;
                sheet.replace_sync(STYLE).ok()?;
                Some(sheet)
            })
            .clone()
    })
}

/// Adopts the style sheet in the document or shadow root that holds the node; a second call changes nothing.
pub fn adopt_style(node: &Node) {
    let Some(sheet) = make_style() else { return };
    let root = node.get_root_node();
    let Ok(adopted) = js_sys::Reflect::get(&root, &JsValue::from_str("adoptedStyleSheets")) else { return };
    let adopted: js_sys::Array = js_sys::Array::from(&adopted);
    if !adopted.includes(&sheet, 0) {
        adopted.push(sheet.unchecked_ref());
        let _ = js_sys::Reflect::set(&root, &JsValue::from_str("adoptedStyleSheets"), &adopted);
    }
}
