//! What crosses to JavaScript and back: plain values, never handles.

use conflict_timeline_core::query::encoded;
use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// `state` of the element.
#[derive(Serialize)]
pub(super) struct Snapshot {
    pub(super) total: usize,
    pub(super) matched: usize,
    pub(super) marks: usize,
    pub(super) filter: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) selected: Option<String>,
    pub(super) story: Option<String>,
    pub(super) known: Option<String>,
}

/// Detail of `ct-known`.
#[derive(Serialize)]
pub(super) struct AsOf {
    pub(super) known: Option<String>,
}

/// Detail of `ct-story`.
#[derive(Serialize)]
pub(super) struct Told {
    pub(super) story: Option<String>,
}

/// Detail of `ct-filter`.
#[derive(Serialize)]
pub(super) struct Filtered {
    pub(super) filter: String,
    pub(super) total: usize,
    pub(super) matched: usize,
}

/// Detail of `ct-select` and `ct-report`.
#[derive(Serialize)]
pub(super) struct Selected {
    pub(super) id: Option<String>,
}

/// Detail of `ct-viewport`: first and last day in view.
#[derive(Serialize)]
pub(super) struct Window {
    pub(super) from: String,
    pub(super) to: String,
}

/// What the page is asked to fetch: files of `lang`, with a space between their names.
#[derive(Serialize)]
pub(super) struct Wanted {
    pub(super) lang: String,
    pub(super) packs: String,
}

/// As a plain object; what is absent is `null`.
pub(super) fn out(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// An `Error` with a stable `code`.
pub(super) fn failure(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    let _ = Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}

/// `{kind: ["battle"], q: "convoy"}` as `kind=battle;q=convoy`.
pub(super) fn filter_text(value: &JsValue) -> String {
    let Some(object) = value.dyn_ref::<Object>() else { return String::new() };
    // Words to search are the one value that may hold the marks of the text form.
    let one = |key: &str, value: &JsValue| match (value.as_string(), value.as_f64()) {
        (Some(text), _) if key == "q" => encoded(&text),
        (Some(text), _) => text,
        (_, Some(number)) => (number as i64).to_string(),
        _ => String::new(),
    };
    let mut parts = Vec::new();
    for entry in Object::entries(object) {
        let entry: Array = entry.unchecked_into();
        let (key, value) = (entry.get(0).as_string().unwrap_or_default(), entry.get(1));
        let text = if Array::is_array(&value) {
            let list: Vec<String> = Array::from(&value).iter().map(|item| one(&key, &item)).collect();
            list.join(",")
        } else {
            one(&key, &value)
        };
        if !text.is_empty() {
            parts.push([key.as_str(), "=", &text].concat());
        }
    }
    parts.join(";")
}
