//! Slugs to positions, with a complaint or a new entry for a slug that nobody declared.

use super::record::{Desk, Record};
use super::{Node, Value};
use crate::problem::{Code, Problem, unknown};

/// What people call a file: of its path or address the last part, if that looks like a file, else all but the question.
pub(super) fn called(file: &str) -> &str {
    let whole = file.split_once("://").map_or(file, |(_, address)| address.split(['?', '#']).next().unwrap_or(address));
    let last = whole.rsplit(['/', '\\']).next().filter(|last| last.contains('.'));
    last.unwrap_or(whole)
}

/// The slugs of one list.
pub(super) struct Names {
    what: &'static str,
    order: Vec<String>,
    /// Positions in `order` and one more, at their hash or behind it; 0 is free, and half of them are.
    slots: Vec<u32>,
    /// The input declares none of these: every name used makes an entry.
    is_open: bool,
}

impl Names {
    /// Reads the `id` of each table; a second one of the same id is complained about and dropped.
    pub(super) fn declare(what: &'static str, nodes: &mut Vec<(usize, Node)>, desks: &mut Desks<'_>) -> Self {
        let mut names = Self { what, order: Vec::new(), slots: vec![0; 8], is_open: nodes.is_empty() };
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
            if names.get(&slug).is_some() {
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
        self.order.push(slug);
        if self.order.len() * 2 <= self.slots.len() {
            self.place(position);
        } else {
            self.slots = vec![0; self.slots.len() * 2];
            (0..=position).for_each(|position| self.place(position));
        }
        position
    }

    fn place(&mut self, position: u32) {
        let slot = self.slot(&self.order[position as usize]);
        self.slots[slot] = position + 1;
    }

    /// Where a slug stands, or would.
    fn slot(&self, slug: &str) -> usize {
        // FNV-1a. A page that floods its own reader with collisions harms itself alone.
        let hash = slug.bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        let mut slot = hash as usize;
        loop {
            slot %= self.slots.len();
            match self.slots[slot].checked_sub(1) {
                Some(position) if self.order[position as usize] != slug => slot += 1,
                _ => return slot,
            }
        }
    }

    pub(super) fn slug(&self, position: usize) -> &str {
        &self.order[position]
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.order.iter().map(String::as_str)
    }

    pub(super) fn get(&self, slug: &str) -> Option<u32> {
        self.slots[self.slot(slug)].checked_sub(1)
    }

    /// The position, or a complaint with the nearest name.
    pub(super) fn find(&mut self, slug: &str, at: Option<u32>, desk: &mut Desk<'_>) -> Option<u32> {
        if let Some(position) = self.get(slug) {
            return Some(position);
        }
        if self.is_open && self.what != "event" {
            return Some(self.push(slug.into()));
        }
        let message = unknown(self.what, slug, &mut self.all());
        desk.complain(Code::UnknownName, at, message);
        None
    }

    /// The position of the name under a key.
    pub(super) fn take(&mut self, record: &mut Record, key: &'static str, desk: &mut Desk<'_>) -> Option<u32> {
        let (slug, at) = record.string(key, desk)?;
        self.find(&slug, at, desk)
    }
}

/// A desk for whichever file is being read.
pub(super) struct Desks<'a> {
    pub(super) inputs: &'a [super::Input],
    pub(super) problems: Vec<Problem>,
    pub(super) texts: crate::model::Texts,
}

impl Desks<'_> {
    pub(super) fn at(&mut self, file: usize, step: &str, index: usize) -> Desk<'_> {
        Desk {
            input: &self.inputs[file],
            path: [step, "[", &index.to_string(), "]"].concat(),
            problems: &mut self.problems,
            texts: &mut self.texts,
        }
    }

    fn complain(&mut self, file: usize, code: Code, at: Option<u32>, what: &str, index: usize, message: String) {
        self.at(file, what, index).complain(code, at, message);
    }
}

pub(super) fn node_id(node: &Node) -> Option<(String, Option<u32>)> {
    let Value::Map(entries) = &node.value else { return None };
    let id = entries.iter().find(|(key, _)| key == "id")?;
    match &id.1.value {
        Value::Text(text) => Some((text.clone(), id.1.at)),
        Value::Int(number) => Some((number.to_string(), id.1.at)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::called;

    #[test]
    fn a_file_is_called_by_its_last_name() {
        assert_eq!(called("https://example.org/data/mali.csv?v=2#x"), "mali.csv");
        assert_eq!(called("https://example.org/api/read?from=2012"), "example.org/api/read");
        assert_eq!(called("C:\\data\\mali.csv"), "mali.csv");
        assert_eq!(called("../data/mali.csv"), "mali.csv");
        assert_eq!(called("JSON text"), "JSON text");
    }
}
