//! Data frames as JSON: by columns, by index, split into names and rows, or rows alone with the names as the first.

use crate::ingest::{Node, Value};
use std::collections::HashMap;

/// The records of a data frame.
///
/// # Errors
/// What is no data frame, as it came.
pub(super) fn unframed(root: Node) -> Result<Vec<Node>, Node> {
    match &root.value {
        Value::Map(entries) if has(entries, "columns", is_list) && has(entries, "data", is_table) => split(root),
        Value::Map(entries) if !entries.is_empty() && entries.iter().all(|(_, node)| is_map(node)) => {
            let is_index = entries.iter().all(|(key, _)| is_number(key));
            let by_columns =
                |node: &Node| matches!(&node.value, Value::Map(rows) if rows.iter().all(|(key, _)| is_number(key)));
            if is_index {
                Ok(listed(root).into_iter().map(|(_, node)| node).collect())
            } else if entries.iter().all(|(_, node)| by_columns(node)) {
                Ok(turned(listed(root)))
            } else {
                Err(root)
            }
        }
        Value::List(list) if list.iter().all(is_list) && list.first().is_some_and(is_header) => {
            let Value::List(list) = root.value else { return Err(root) };
            let mut list = list.into_iter();
            let names = list.next().map(names).unwrap_or_default();
            Ok(list.map(|row| named(&names, row)).collect())
        }
        _ => Err(root),
    }
}

fn has(entries: &[(String, Node)], key: &str, is_it: fn(&Node) -> bool) -> bool {
    entries.iter().any(|(name, node)| name == key && is_it(node))
}

fn is_map(node: &Node) -> bool {
    matches!(node.value, Value::Map(_))
}

fn is_list(node: &Node) -> bool {
    matches!(node.value, Value::List(_))
}

fn is_table(node: &Node) -> bool {
    matches!(&node.value, Value::List(list) if list.iter().all(is_list))
}

fn is_header(node: &Node) -> bool {
    let is_text = |node: &Node| matches!(node.value, Value::Text(_));
    matches!(&node.value, Value::List(list) if !list.is_empty() && list.iter().all(is_text))
}

fn is_number(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit())
}

fn listed(root: Node) -> Vec<(String, Node)> {
    if let Value::Map(entries) = root.value { entries } else { Vec::new() }
}

fn names(row: Node) -> Vec<String> {
    let Value::List(list) = row.value else { return Vec::new() };
    list.into_iter().map(|node| if let Value::Text(text) = node.value { text } else { String::new() }).collect()
}

fn named(names: &[String], row: Node) -> Node {
    let Value::List(cells) = row.value else { return row };
    Value::Map(names.iter().cloned().zip(cells).collect()).into()
}

fn split(root: Node) -> Result<Vec<Node>, Node> {
    let (mut head, mut rows) = (Vec::new(), Vec::new());
    for (key, node) in listed(root) {
        match (key.as_str(), node.value) {
            ("columns", value) => head = names(value.into()),
            ("data", Value::List(list)) => rows = list,
            _ => {}
        }
    }
    Ok(rows.into_iter().map(|row| named(&head, row)).collect())
}

/// Columns of rows as rows of columns, in the order in which the rows are first named.
fn turned(columns: Vec<(String, Node)>) -> Vec<Node> {
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut rows: Vec<Vec<(String, Node)>> = Vec::new();
    for (name, node) in columns {
        for (key, cell) in listed(node) {
            let at = *index.entry(key).or_insert(rows.len());
            if at == rows.len() {
                rows.push(Vec::new());
            }
            rows[at].push((name.clone(), cell));
        }
    }
    rows.into_iter().map(|row| Value::Map(row).into()).collect()
}

#[cfg(all(test, feature = "files"))]
mod tests {
    use crate::ingest::{Options, import_bytes};
    use crate::problem::Code;

    #[test]
    fn data_frames_in_each_of_their_forms() {
        for json in [
            r#"{"date": {"0": 1357776000000, "1": 1357862400000}, "place": {"0": "Konna", "1": "Gao"}}"#,
            r#"{"7": {"date": "2013-01-10", "place": "Konna"}, "9": {"date": "2013-01-11", "place": "Gao"}}"#,
            r#"{"columns": ["date", "place"], "index": [0, 1], "data": [["2013-01-10", "Konna"], ["2013-01-11", "Gao"]]}"#,
            r#"[["date", "place"], ["2013-01-10", "Konna"], ["2013-01-11", "Gao"]]"#,
        ] {
            let import = import_bytes(json.as_bytes(), Options::default());
            let days: Vec<String> = import.data.events.iter().map(|event| event.when.earliest.to_string()).collect();
            assert_eq!(days, ["2013-01-10", "2013-01-11"], "{json}");
            assert_eq!((import.data.places.len(), import.problems.len()), (2, 0), "{json}");
        }
        for json in [r#"{"a": {"b": 1}}"#, r#"{"a": {}}"#, "[[1, 2]]", "[[]]", r#"{"columns": [], "data": []}"#] {
            let import = import_bytes(json.as_bytes(), Options::default());
            assert_eq!(import.data.events.len(), 0, "{json}");
            assert!(matches!(import.problems[0].code, Code::Format | Code::Empty), "{json}: {:?}", import.problems);
        }
    }
}
