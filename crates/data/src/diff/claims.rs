//! The claims of an event, put beside one another.

use super::told::text;
use super::{Fields, keys};
use serde_json::Value;

/// What tells claims apart, the firmest first: all of each has to be the same.
const ALIKE: [&[&str]; 4] =
    [&["id", "by", "what", "about"], &["by", "what", "about", "place"], &["by", "what"], &["id", "what"]];

/// What a figure is made of.
const FIGURE: [&str; 2] = ["low", "high"];

/// Tells what changed: the claim, or what of it, then the value before and after. Their order is no change.
pub(super) fn compare(old: &[Value], new: &[Value], told: &mut dyn FnMut(&str, String, String)) {
    let mut old: Vec<&Fields> = old.iter().filter_map(Value::as_object).collect();
    let mut new: Vec<&Fields> = new.iter().filter_map(Value::as_object).collect();
    take_pairs(&mut old, &mut new, |a, b| a == b);
    for same in ALIKE {
        let is_alike = |a: &Fields, b: &Fields| same.iter().all(|key| a.get(*key) == b.get(*key));
        for (old, new) in take_pairs(&mut old, &mut new, is_alike) {
            changed(old, new, told);
        }
    }
    old.iter().for_each(|claim| told(&name(claim), said(claim), String::new()));
    new.iter().for_each(|claim| told(&name(claim), String::new(), said(claim)));
}

/// Takes out each that has another beside it.
fn take_pairs<'a>(
    old: &mut Vec<&'a Fields>,
    new: &mut Vec<&'a Fields>,
    is_pair: impl Fn(&Fields, &Fields) -> bool,
) -> Vec<(&'a Fields, &'a Fields)> {
    let mut pairs = Vec::new();
    old.retain(|claim| {
        let Some(at) = new.iter().position(|other| is_pair(claim, other)) else { return true };
        pairs.push((*claim, new.remove(at)));
        false
    });
    pairs
}

fn changed(old: &Fields, new: &Fields, told: &mut dyn FnMut(&str, String, String)) {
    let name = name(new);
    if figure(old) != figure(new) {
        told(&name, figure(old), figure(new));
    }
    for key in keys(old, new).into_iter().filter(|key| !FIGURE.contains(key) && old.get(*key) != new.get(*key)) {
        let value = |claim: &Fields| claim.get(key).map(text).unwrap_or_default();
        told(&format!("{name}, {key}"), value(old), value(new));
    }
}

/// `killed, by mali-war, of mnla`
fn name(claim: &Fields) -> String {
    let word = |key: &str| claim.get(key).and_then(Value::as_str);
    let mut name = format!("{}, by {}", word("what").unwrap_or_default(), word("by").unwrap_or_default());
    if let Some(about) = word("about") {
        name += &format!(", of {about}");
    }
    name
}

/// `17`, or `17 to 20`; nothing where no number was said.
fn figure(claim: &Fields) -> String {
    let [low, high] = FIGURE.map(|key| claim.get(key).map(text));
    match (low, high) {
        (Some(low), Some(high)) if low != high => format!("{low} to {high}"),
        (None, Some(high)) => format!("up to {high}"),
        (low, _) => low.unwrap_or_default(),
    }
}

/// The figure of a claim, or its words where it has none.
fn said(claim: &Fields) -> String {
    let figure = figure(claim);
    let words = || claim.get("says").or_else(|| claim.get("status")).map(text).unwrap_or_default();
    if figure.is_empty() { words() } else { figure }
}
