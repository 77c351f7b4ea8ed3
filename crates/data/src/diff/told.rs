//! Changes as text.

use super::{Change, EVENT, Fields, lists};
use serde_json::Value;

/// A value for people: lists with commas, entries of a list by what they hold.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(false) => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => {
            let between = if all.iter().any(Value::is_object) { "; " } else { ", " };
            all.iter().map(text).collect::<Vec<_>>().join(between)
        }
        Value::Object(words) if words.len() == 1 => words.values().next().map(text).unwrap_or_default(),
        Value::Object(entry) => {
            let words =
                entry.iter().map(|(key, value)| if *value == Value::Bool(true) { key.clone() } else { text(value) });
            words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

/// What an entry is called.
pub(super) fn title(entry: &Fields) -> String {
    let words = ["title", "name", "what", "state"].iter().find_map(|key| entry.get(*key));
    let english = words.and_then(|words| words.get("en")).or(words);
    english.map(text).unwrap_or_default()
}

impl Change {
    /// The entry: an event by its id alone, others with the name of their list.
    fn entry(&self) -> String {
        match self.list {
            EVENT => self.id.clone(),
            lists::SET => self.list.into(),
            list => [list, " ", &self.id].concat(),
        }
    }

    /// The field, and the part of it; a claim is a part that needs no field.
    fn place(&self) -> String {
        match (self.field.as_str(), self.part.as_str()) {
            (field, "") => field.into(),
            ("claims", claim) => claim.into(),
            (field, part) => [field, " ", part].concat(),
        }
    }
}

/// The changes as a table for people.
#[must_use]
pub fn table(changes: &[Change]) -> String {
    let mut out = String::new();
    for change in changes {
        let (entry, before, after) = (change.entry(), &change.before, &change.after);
        out += &match change.what {
            "added" => format!("+ {entry} {after}\n"),
            "removed" => format!("- {entry} {before}\n"),
            _ => format!("~ {entry} {}: {before} -> {after}\n", change.place()),
        };
    }
    let count = |what| changes.iter().filter(|change| change.what == what).count();
    let changed = changes.iter().filter(|change| change.what == "changed");
    let mut changed: Vec<(&str, &str)> = changed.map(|change| (change.list, change.id.as_str())).collect();
    changed.dedup();
    out + &format!("{} added, {} removed, {} changed\n", count("added"), count("removed"), changed.len())
}

/// The changes as entries of `corrections.toml`; why they were made is left to be written. Corrections themselves are
/// not corrected.
#[must_use]
pub fn corrections(changes: &[Change], date: &str) -> String {
    let mut out = String::new();
    let quoted = |text: &str| Value::String(text.into()).to_string();
    for change in changes.iter().filter(|change| change.list != lists::CORRECTION) {
        let is_event = change.list == EVENT;
        let entry = if is_event { String::new() } else { change.entry() + ", " };
        let what = match change.what {
            "changed" => format!("{entry}{}: {} -> {}", change.place(), change.before, change.after),
            what if is_event => format!("Event {what}: {}{}", change.before, change.after),
            what => format!("{entry}{what}: {}{}", change.before, change.after),
        };
        let event = if is_event { format!("event = {}\n", quoted(&change.id)) } else { String::new() };
        out += &format!(
            "[[correction]]\ndate = {}\n{event}what = {{ en = {} }}\nwhy = {{ en = \"\" }}\n\n",
            quoted(date),
            quoted(&what)
        );
    }
    out
}
