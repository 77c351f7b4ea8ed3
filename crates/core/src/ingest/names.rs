//! Slugs to positions, with a complaint or a new entry for a slug that nobody declared.

use super::record::{Desk, unknown};
use super::{Node, Value};
use crate::problem::{Code, Problem};
use std::collections::HashMap;

/// The slugs of one list.
pub(super) struct Names {
    what: &'static str,
    order: Vec<String>,
    index: HashMap<String, u32>,
    /// The input declares none of these: every name used makes an entry.
    is_open: bool,
}

impl Names {
    /// Reads the `id` of each table; a second one of the same id is complained about and dropped.
    pub(super) fn declare(what: &'static str, nodes: &mut Vec<(usize, Node)>, desks: &mut Desks<'_>) -> Self {
        let mut names = Self { what, order: Vec::new(), index: HashMap::new(), is_open: nodes.is_empty() };
        let mut number = 0;
        nodes.retain(|(file, node)| {
            number += 1;
            let id = node_id(node);
            let (slug, at) = match &id {
                Some((slug, at)) if !slug.is_empty() => (slug.clone(), *at),
                _ if what == "event" => (format!("event-{number}"), node.at),
                _ => {
                    desks.complain(*file, Code::Missing, node.at, what, number - 1, format!("this {what} has no `id`"));
                    return false;
                }
            };
            if names.index.contains_key(&slug) {
                let message = format!("a second {what} with the id `{slug}`");
                desks.complain(*file, Code::Duplicate, at, what, number - 1, message);
                return false;
            }
            names.push(slug);
            true
        });
        names
    }

    fn push(&mut self, slug: String) -> u32 {
        let position = self.order.len() as u32;
        self.index.insert(slug.clone(), position);
        self.order.push(slug);
        position
    }

    pub(super) fn slug(&self, position: usize) -> &str {
        &self.order[position]
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.order.iter().map(String::as_str)
    }

    pub(super) fn get(&self, slug: &str) -> Option<u32> {
        self.index.get(slug).copied()
    }

    /// The position, or a complaint with the nearest name.
    pub(super) fn find(&mut self, slug: &str, at: Option<u32>, desk: &mut Desk<'_>) -> Option<u32> {
        if let Some(position) = self.get(slug) {
            return Some(position);
        }
        if self.is_open && self.what != "event" {
            return Some(self.push(slug.into()));
        }
        let message = unknown(self.what, slug, self.all());
        desk.complain(Code::UnknownName, at, message);
        None
    }
}

/// A desk for whichever file is being read.
pub(super) struct Desks<'a> {
    pub(super) inputs: &'a [super::Input],
    pub(super) problems: Vec<Problem>,
    pub(super) texts: crate::model::Texts,
}

impl Desks<'_> {
    pub(super) fn at<T>(&mut self, file: usize, step: &str, index: usize, work: impl FnOnce(&mut Desk<'_>) -> T) -> T {
        let mut desk = Desk {
            input: &self.inputs[file],
            path: format!("{step}[{index}]"),
            problems: &mut self.problems,
            texts: &mut self.texts,
        };
        work(&mut desk)
    }

    fn complain(&mut self, file: usize, code: Code, at: Option<u32>, what: &str, index: usize, message: String) {
        self.at(file, what, index, |desk| desk.complain(code, at, message));
    }
}

fn node_id(node: &Node) -> Option<(String, Option<u32>)> {
    let Value::Map(entries) = &node.value else { return None };
    let id = entries.iter().find(|(key, _)| key == "id")?;
    match &id.1.value {
        Value::Text(text) => Some((text.clone(), id.1.at)),
        Value::Int(number) => Some((number.to_string(), id.1.at)),
        _ => None,
    }
}
