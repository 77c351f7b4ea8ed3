//! What crosses to JavaScript and back: plain values, never handles.

use conflict_timeline_core::ingest::{Node, Value};
use conflict_timeline_core::problem::Problem;
use conflict_timeline_core::query::encoded;
use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// Deeper values are refused.
const DEEPEST: u32 = 32;

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
}

/// Detail of `ct-filter`.
#[derive(Serialize)]
pub(super) struct Filtered {
    pub(super) filter: String,
    pub(super) total: usize,
    pub(super) matched: usize,
}

/// Detail of `ct-select`.
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

/// What the page is asked to fetch.
#[derive(Serialize)]
pub(super) struct Wanted {
    pub(super) lang: String,
}

/// Detail of `ct-error`, and a warning of `load`.
#[derive(Serialize)]
pub(super) struct Complaint {
    code: String,
    message: String,
    #[serde(rename = "where")]
    place: String,
}

impl From<&Problem> for Complaint {
    fn from(problem: &Problem) -> Self {
        Self { code: problem.code.label(), message: problem.message.clone(), place: problem.place() }
    }
}

/// What `load` resolves with.
#[derive(Serialize)]
pub(super) struct Loaded {
    pub(super) rows: usize,
    pub(super) warnings: Vec<Complaint>,
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

/// A plain JavaScript value as any file has it; the error is a clause.
pub(super) fn node(value: &JsValue, depth: u32) -> Result<Node, &'static str> {
    // A value that holds itself would go on for ever.
    if depth > DEEPEST {
        return Err("values lie too deep in each other");
    }
    let value = if let Some(text) = value.as_string() {
        Value::Text(text)
    } else if let Some(number) = value.as_f64() {
        Value::number(number)
    } else if let Some(flag) = value.as_bool() {
        Value::Bool(flag)
    } else if value.is_null() || value.is_undefined() {
        Value::Null
    } else if Array::is_array(value) {
        let items: Result<Vec<Node>, _> = Array::from(value).iter().map(|item| node(&item, depth + 1)).collect();
        Value::List(items?)
    } else if value.is_object() && !value.is_function() {
        let mut entries = Vec::new();
        for entry in Object::entries(value.unchecked_ref()) {
            let entry: Array = entry.unchecked_into();
            entries.push((entry.get(0).as_string().unwrap_or_default(), node(&entry.get(1), depth + 1)?));
        }
        Value::Map(entries)
    } else {
        return Err("a value is neither text, number, list nor table");
    };
    Ok(value.into())
}

/// `{kind: ["battle"], q: "convoy"}` as `kind=battle;q=convoy`.
pub(super) fn filter_text(value: &JsValue) -> String {
    let Ok(Node { value: Value::Map(entries), .. }) = node(value, 0) else { return String::new() };
    // Words to search are the one value that may hold the marks of the text form.
    let one = |key: &str, node: &Node| match &node.value {
        Value::Text(text) if key == "q" => encoded(text),
        Value::Text(text) => text.clone(),
        Value::Int(number) => number.to_string(),
        _ => String::new(),
    };
    let parts = entries.iter().filter_map(|(key, node)| {
        let text = match &node.value {
            Value::List(list) => list.iter().map(|node| one(key, node)).collect::<Vec<_>>().join(","),
            _ => one(key, node),
        };
        (!text.is_empty()).then(|| [key.as_str(), "=", &text].concat())
    });
    parts.collect::<Vec<_>>().join(";")
}
