//! TimelineJS, versions 2 and 3, as the rows of its own spreadsheet.

use super::records::{Record, flatten, get, text};
use crate::ingest::{Node, Value};

/// Names of an event in version 3 by the way to them; whatever else there is keeps its own name.
const COLUMNS: &[(&str, &str)] = &[
    ("start_date_year", "year"),
    ("start_date_month", "month"),
    ("start_date_day", "day"),
    ("start_date_display_date", "display_date"),
    ("end_date_year", "end_year"),
    ("end_date_month", "end_month"),
    ("end_date_day", "end_day"),
    ("text_headline", "headline"),
    ("text_text", "text"),
    ("media_url", "media"),
];

/// The rows; `None` where it is no TimelineJS.
pub(super) fn records(root: &Node) -> Option<Vec<Record>> {
    if let Some(timeline) = get(root, "timeline").filter(|node| matches!(node.value, Value::Map(_))) {
        return Some(second(timeline));
    }
    let events = list(root, "events");
    let is_knight = |node: &&Node| get(node, "start_date").is_some_and(|date| matches!(date.value, Value::Map(_)));
    list(root, "eras").iter().chain(events).find(is_knight)?;
    let mut records = Vec::new();
    if let Some(title) = get(root, "title") {
        records.push(third(title, "title"));
    }
    records.extend(list(root, "eras").iter().map(|era| third(era, "era")));
    records.extend(events.iter().map(|event| third(event, "")));
    Some(records)
}

fn list<'a>(node: &'a Node, key: &str) -> &'a [Node] {
    match get(node, key).map(|node| &node.value) {
        Some(Value::List(list)) => list,
        _ => &[],
    }
}

fn third(node: &Node, sort: &str) -> Record {
    let mut record = Record::new();
    // The header needs them, even where no event has them.
    for name in ["year", "headline", "text", "type"] {
        record.push((name.into(), if name == "type" { sort.into() } else { String::new() }));
    }
    let Value::Map(entries) = &node.value else { return record };
    let mut flat = Record::new();
    flatten("", entries.clone(), &mut flat, 0);
    for (name, text) in flat {
        let known = COLUMNS.iter().find(|(long, _)| *long == name).map(|(_, short)| (*short).to_string());
        if !text.is_empty() && (name != "type" || sort.is_empty()) {
            record.push((known.unwrap_or(name), text));
        }
    }
    record
}

fn second(timeline: &Node) -> Vec<Record> {
    let mut records = vec![second_row(timeline, "title")];
    for (key, sort) in [("era", "era"), ("date", "")] {
        match get(timeline, key) {
            Some(Node { value: Value::List(list), .. }) => {
                records.extend(list.iter().map(|node| second_row(node, sort)))
            }
            Some(node) => records.push(second_row(node, sort)),
            None => {}
        }
    }
    // The old editor left empty forms behind.
    let is_filled = |record: &Record| record.iter().any(|(name, text)| name != "type" && !text.is_empty());
    records.retain(is_filled);
    records
}

fn second_row(node: &Node, sort: &str) -> Record {
    let mut record = Record::new();
    for name in ["year", "headline", "text", "type"] {
        record.push((name.into(), if name == "type" { sort.into() } else { String::new() }));
    }
    let Value::Map(entries) = &node.value else { return record };
    for (name, node) in entries {
        match (name.as_str(), &node.value) {
            ("startDate", value) if sort != "title" => {
                date(&text(value), ["year", "month", "day", "time", "start_date"], &mut record)
            }
            ("endDate", value) if sort != "title" => {
                date(&text(value), ["end_year", "end_month", "end_day", "end_time", "end_date"], &mut record);
            }
            ("date" | "era" | "type", _) => {}
            ("asset", Value::Map(asset)) => {
                for (name, node) in asset {
                    let name = if name == "media" { "media".into() } else { ["media_", name].concat() };
                    record.push((name, text(&node.value)));
                }
            }
            (name, value) => record.push((name.into(), text(value))),
        }
    }
    record
}

/// `2011,12,12`, `1978`, `1896,9,10,12,06`, or a date in another form.
fn date(text: &str, names: [&str; 5], record: &mut Record) {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let is_year = parts[0].trim_start_matches('-').len() != 10 && !parts[0].trim_start_matches('-').contains('-');
    if !parts.iter().all(|part| is_number(part)) || !is_year {
        record.push((names[4].into(), text.into()));
        return;
    }
    for (name, part) in names.iter().zip(&parts).take(3) {
        record.push(((*name).into(), (*part).into()));
    }
    if parts.len() > 3 {
        record.push((names[3].into(), parts[3..].join(":")));
    }
}
