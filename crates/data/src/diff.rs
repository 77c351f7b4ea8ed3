//! What changed between two versions of a set.

use crate::export;
use conflict_timeline_core::model::{DataSet, Place};
use serde_json::Value;
use std::collections::BTreeMap;

/// One change of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The event.
    pub event: String,
    /// `added`, `removed` or `changed`.
    pub what: &'static str,
    /// The field that changed; empty for the whole event.
    pub field: String,
    /// The title, or the value before.
    pub before: String,
    /// The title, or the value after.
    pub after: String,
}

impl Change {
    /// Leaves the event and the field that changed, and nothing that they say.
    pub fn leave_out_values(&mut self) {
        self.before.clear();
        self.after.clear();
    }
}

/// Every change, by event.
#[must_use]
pub fn diff(before: &DataSet, after: &DataSet) -> Vec<Change> {
    let (old, new) = (events(before), events(after));
    let mut changes = Vec::new();
    let whole = |event: &str, what, before: String, after: String| Change {
        event: event.into(),
        what,
        field: String::new(),
        before,
        after,
    };
    for (slug, event) in &old {
        let Some(now) = new.get(slug) else {
            changes.push(whole(slug, "removed", text(&event["title"]), String::new()));
            continue;
        };
        let keys =
            |value: &Value| value.as_object().map(|map| map.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
        let mut fields = keys(event);
        fields.extend(keys(now));
        fields.sort();
        fields.dedup();
        for field in fields.into_iter().filter(|field| event.get(field) != now.get(field)) {
            let value = |event: &Value| event.get(&field).map(text).unwrap_or_default();
            let (event, before, after) = (slug.clone(), value(event), value(now));
            changes.push(Change { event, what: "changed", field, before, after });
        }
    }
    for (slug, event) in new.iter().filter(|(slug, _)| !old.contains_key(*slug)) {
        changes.push(whole(slug, "added", String::new(), text(&event["title"])));
    }
    changes.sort_by(|a, b| a.event.cmp(&b.event));
    changes
}

fn events(data: &DataSet) -> BTreeMap<String, Value> {
    let all = data.events.iter().filter_map(|event| {
        let mut value = serde_json::to_value(export::Event::of(event, data)).ok()?;
        // A place keeps its id when it moves.
        let points: Vec<String> = event.places.iter().filter_map(|at| point(data.place(at.place))).collect();
        value["points"] = points.join("; ").into();
        Some((event.slug.clone(), value))
    });
    all.collect()
}

/// `gao 16.27, -0.04`
fn point(place: &Place) -> Option<String> {
    let [lat, lon] = [place.lat_e5?, place.lon_e5?].map(|e5| f64::from(e5) / 1e5);
    Some(format!("{} {lat}, {lon}", place.slug))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(words) if words.len() == 1 => words.values().next().map(text).unwrap_or_default(),
        other => other.to_string(),
    }
}

/// The changes as a table for people.
#[must_use]
pub fn table(changes: &[Change]) -> String {
    let mut out = String::new();
    for change in changes {
        let sign = match change.what {
            "added" => '+',
            "removed" => '-',
            _ => '~',
        };
        out += &match change.what {
            "changed" => {
                format!("{sign} {} {}: {} -> {}\n", change.event, change.field, change.before, change.after)
            }
            _ => format!("{sign} {} {}{}\n", change.event, change.before, change.after),
        };
    }
    let count = |what| changes.iter().filter(|change| change.what == what).count();
    let mut changed: Vec<&str> = changes.iter().filter(|c| c.what == "changed").map(|c| c.event.as_str()).collect();
    changed.dedup();
    out + &format!("{} added, {} removed, {} changed\n", count("added"), count("removed"), changed.len())
}

/// The changes as entries of `corrections.toml`; why they were made is left to be written.
#[must_use]
pub fn corrections(changes: &[Change], date: &str) -> String {
    let mut out = String::new();
    for change in changes {
        let what = match change.what {
            "changed" => format!("{}: {} -> {}", change.field, change.before, change.after),
            what => format!("Event {what}: {}{}", change.before, change.after),
        };
        let quoted = |text: &str| Value::String(text.into()).to_string();
        out += &format!(
            "[[correction]]\ndate = {}\nevent = {}\nwhat = {{ en = {} }}\nwhy = {{ en = \"\" }}\n\n",
            quoted(date),
            quoted(&change.event),
            quoted(&what)
        );
    }
    out
}
