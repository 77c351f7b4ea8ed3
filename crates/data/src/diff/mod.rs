//! What changed between two versions of a set.

mod claims;
mod lists;
mod rows;
mod told;

use crate::export::Event;
use conflict_timeline_core::model::{DataSet, Place};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

pub use told::{corrections, table};

/// What an entry says, by its keys.
type Fields = Map<String, Value>;

/// The list of events, the first that is compared.
const EVENT: &str = "event";

/// One change of one entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The list: `event`, `set`, `actor`, `person`, `place`, `source`, `phase`, `control`, `story` or `correction`.
    pub list: &'static str,
    /// The id of the entry; what tells it from others where it has none.
    pub id: String,
    /// `added`, `removed` or `changed`.
    pub what: &'static str,
    /// The field that changed; empty for the whole entry.
    pub field: String,
    /// The part of it that changed: a language, a column, a claim. Empty for the whole field.
    pub part: String,
    /// The title, or the value before.
    pub before: String,
    /// The title, or the value after.
    pub after: String,
}

/// Leaves the events and the fields that changed, and nothing that they say. What events refer to is made of what they
/// say, and goes too.
pub fn leave_out_values(changes: &mut Vec<Change>) {
    changes.retain(|change| matches!(change.list, EVENT | lists::SET));
    for change in changes.iter_mut() {
        change.part.clear();
        change.before.clear();
        change.after.clear();
    }
    changes.dedup();
}

/// Every change: of events by their ids, then of what the set says of itself and of the lists that events refer to.
#[must_use]
pub fn diff(before: &DataSet, after: &DataSet) -> Vec<Change> {
    let mut changes = Vec::new();
    let are_rows = rows::are_rows(before) || rows::are_rows(after);
    let renamed = if are_rows { rows::renamed(before, after) } else { None };
    let after = renamed.as_ref().unwrap_or(after);
    compare(EVENT, &events(before, are_rows), &events(after, are_rows), &mut changes);
    let (old, new) = (lists::lists(before), lists::lists(after));
    for ((list, old), (_, new)) in old.iter().zip(&new) {
        compare(list, old, new, &mut changes);
    }
    changes
}

/// What one list has more, less or otherwise.
fn compare(list: &'static str, old: &BTreeMap<String, Fields>, new: &BTreeMap<String, Fields>, out: &mut Vec<Change>) {
    let mut ids: Vec<&String> = old.keys().chain(new.keys()).collect();
    ids.sort();
    ids.dedup();
    for id in ids {
        let whole = |what, before, after| Change { list, id: id.clone(), what, before, after, ..Change::default() };
        match (old.get(id), new.get(id)) {
            (Some(old), Some(new)) => fields(list, id, old, new, out),
            (Some(old), None) => out.push(whole("removed", told::title(old), String::new())),
            (None, new) => out.push(whole("added", String::new(), new.map(told::title).unwrap_or_default())),
        }
    }
}

/// What one entry says otherwise, field by field.
fn fields(list: &'static str, id: &str, old: &Fields, new: &Fields, out: &mut Vec<Change>) {
    let mut push = |field: &str, part: &str, before: String, after: String| {
        let (field, part) = (field.to_string(), part.to_string());
        out.push(Change { list, id: id.into(), what: "changed", field, part, before, after });
    };
    for field in keys(old, new) {
        let value = |entry: &Fields| entry.get(field).map(told::text).unwrap_or_default();
        match (old.get(field), new.get(field)) {
            (old, new) if old == new => {}
            (Some(Value::Array(old)), Some(Value::Array(new))) if field == "claims" => {
                claims::compare(old, new, &mut |part, before, after| push(field, part, before, after));
            }
            // A text in some languages, or a record of some columns.
            (Some(Value::Object(old)), Some(Value::Object(new))) => {
                for part in keys(old, new).into_iter().filter(|part| old.get(*part) != new.get(*part)) {
                    let word = |words: &Fields| words.get(part).map(told::text).unwrap_or_default();
                    push(field, if part == "en" { "" } else { part }, word(old), word(new));
                }
            }
            _ => push(field, "", value(old), value(new)),
        }
    }
}

/// The keys of both, each once.
fn keys<'a>(old: &'a Fields, new: &'a Fields) -> Vec<&'a str> {
    let mut keys: Vec<&str> = old.keys().chain(new.keys()).map(String::as_str).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn events(data: &DataSet, are_rows: bool) -> BTreeMap<String, Fields> {
    let all = data.events.iter().filter_map(|event| {
        let mut fields = lists::fields(&Event::of(event, data))?;
        // A place keeps its id when it moves.
        let points: Vec<String> = event.places.iter().filter_map(|at| point(data.place(at.place))).collect();
        fields.insert("points".into(), points.join("; ").into());
        if are_rows {
            rows::without_lines(&mut fields);
        }
        Some((event.slug.clone(), fields))
    });
    all.collect()
}

/// `gao 16.27, -0.04`
fn point(place: &Place) -> Option<String> {
    let [lat, lon] = [place.lat_e5?, place.lon_e5?].map(|e5| f64::from(e5) / 1e5);
    Some(format!("{} {lat}, {lon}", place.slug))
}
