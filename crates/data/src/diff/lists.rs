//! What a set has beside its events, by ids.

use super::Fields;
use crate::export::Document;
use conflict_timeline_core::model::DataSet;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// What the set says of itself; its one entry has no id.
pub(super) const SET: &str = "set";

/// The list of corrections.
pub(super) const CORRECTION: &str = "correction";

/// The lists, by the names of their entries.
pub(super) fn lists(data: &DataSet) -> [(&'static str, BTreeMap<String, Fields>); 9] {
    let all = Document::without_events(data);
    [
        (SET, all.set.iter().filter_map(|set| Some((String::new(), fields(set)?))).collect()),
        ("actor", list(&all.actors, &["id"])),
        ("person", list(&all.people, &["id"])),
        ("place", list(&all.places, &["id"])),
        ("source", list(&all.sources, &["id"])),
        ("phase", list(&all.phases, &["id"])),
        ("control", list(&all.control, &["place", "from"])),
        ("story", list(&all.stories, &["id"])),
        (CORRECTION, list(&all.corrections, &["date", "event"])),
    ]
}

/// Entries by what tells them apart; those that it does not tell apart have a number behind it.
fn list<T: Serialize>(entries: &[T], by: &[&str]) -> BTreeMap<String, Fields> {
    let mut all = BTreeMap::new();
    for entry in entries.iter().filter_map(fields) {
        let words: Vec<&str> = by.iter().filter_map(|key| entry.get(*key)?.as_str()).collect();
        let key = words.join(" ");
        let numbered = (2..).map(|number| format!("{key} ({number})"));
        let free = core::iter::once(key.clone()).chain(numbered).find(|id| !all.contains_key(id));
        all.insert(free.unwrap_or(key), entry);
    }
    all
}

/// An entry as the JSON form has it.
pub(super) fn fields(entry: &impl Serialize) -> Option<Fields> {
    match serde_json::to_value(entry) {
        Ok(Value::Object(fields)) => Some(fields),
        _ => None,
    }
}
