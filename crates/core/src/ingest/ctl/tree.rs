//! A set's tree in two: its events, and all else.

use crate::ingest::names::node_id;
use crate::ingest::{Node, Value};
use crate::model::DataSet;

const EVENTS: [&str; 2] = ["event", "events"];

/// Takes the events out of a tree as [`crate::ingest::merge`] makes it.
#[must_use]
pub fn split(root: Node) -> (Node, Vec<Node>) {
    let mut events = Vec::new();
    let entries = match root.value {
        Value::Map(entries) => entries,
        list => vec![(EVENTS[1].into(), list.into())],
    };
    let mut rest = Vec::new();
    for (key, node) in entries {
        match node.value {
            Value::List(list) if EVENTS.contains(&key.as_str()) => events.extend(list),
            value => rest.push((key, value.into())),
        }
    }
    (Value::Map(rest).into(), events)
}

/// Puts events in again.
#[must_use]
pub fn join(set: Node, events: Vec<Node>) -> Node {
    let mut entries = match set.value {
        Value::Map(entries) => entries,
        _ => Vec::new(),
    };
    entries.push((EVENTS[1].into(), Value::List(events).into()));
    Value::Map(entries).into()
}

/// The events of a tree in the order in which the set that was read from it has them, each with its slug;
/// those that could not be read are left out.
#[must_use]
pub fn sorted_events(events: Vec<Node>, data: &DataSet) -> Vec<Node> {
    let mut named: Vec<(String, Option<Node>)> = Vec::new();
    for (at, mut node) in events.into_iter().enumerate() {
        let slug = match node_id(&node) {
            Some((slug, _)) if !slug.is_empty() => slug,
            _ => {
                let slug = format!("event-{}", at + 1);
                if let Value::Map(entries) = &mut node.value {
                    entries.retain(|(key, _)| key != "id");
                    entries.push(("id".into(), Value::Text(slug.clone()).into()));
                }
                slug
            }
        };
        named.push((slug, Some(node)));
    }
    let mut order: Vec<u32> = (0..named.len() as u32).collect();
    crate::order::by(&mut order, &mut |a, b| named[a as usize].0.cmp(&named[b as usize].0));
    let found = data.events.iter().map(|event| {
        let at = order.partition_point(|at| named[*at as usize].0 < event.slug);
        let (slug, node) = &mut named[*order.get(at)? as usize];
        if *slug == event.slug { node.take() } else { None }
    });
    found.collect::<Vec<_>>().into_iter().flatten().collect()
}
