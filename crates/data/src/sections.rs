//! The tables of a set as they stand in the files, with their places: what the reader no longer knows.

use conflict_timeline_core::ingest::{Input, Node, Value};

/// A table and the file that it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The file.
    pub input: &'a Input,
    /// The table.
    pub node: &'a Node,
}

impl<'a> Entry<'a> {
    /// A value of the table.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        get(self.node, key)
    }

    /// A text of the table.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.get(key).and_then(text)
    }

    /// The tables in a list of the table.
    #[must_use]
    pub fn tables(&self, key: &str) -> Vec<Self> {
        let nodes = self.get(key).map_or(&[][..], list);
        nodes.iter().map(|node| Self { input: self.input, node }).collect()
    }

    /// Where the `id` stands, or else the table.
    #[must_use]
    pub fn id_at(&self) -> Option<u32> {
        self.get("id").map_or(self.node.at, |node| node.at)
    }
}

/// A value in a table.
#[must_use]
pub fn get<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)
}

/// The text, if it is one.
#[must_use]
pub fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// The members, if it is a list.
#[must_use]
pub fn list(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(list) => list,
        _ => &[],
    }
}

/// The tables of one sort from all files, in the order of the files.
#[must_use]
pub fn entries<'a>(inputs: &'a [Input], name: &str) -> Vec<Entry<'a>> {
    let mut found = Vec::new();
    for input in inputs {
        let nodes = get(&input.root, name).map_or(&[][..], list);
        found.extend(nodes.iter().map(|node| Entry { input, node }));
    }
    found
}

/// The event of that id.
#[must_use]
pub fn event<'a>(inputs: &'a [Input], slug: &str) -> Option<Entry<'a>> {
    entries(inputs, "event").into_iter().find(|entry| entry.text("id") == Some(slug))
}
