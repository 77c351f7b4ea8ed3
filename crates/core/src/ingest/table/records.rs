//! JSON of foreign forms as rows: lists of records, the envelopes of APIs, GeoJSON, TimelineJS.

use super::cells::RowBuffer;
use super::faults::Faults;
use super::feature::{foreign_system, is_geometry, record, well_known};
use super::frames::unframed;
use super::import::{Import, failure, is_bound, is_restricted};
use super::importer::{Options, Table};
use super::knight;
use super::sources::is_link;
use super::trouble::Unit;
use crate::ingest::{Input, Node, Value, read};
use crate::problem::{Code, Problem};
use std::collections::HashMap;

/// Names and texts of one record.
pub(super) type Record = Vec<(String, String)>;

/// Keys under which APIs put their rows: UCDP, ACLED, and others.
const ENVELOPES: &[&str] = &["Result", "data", "results", "rows", "records", "events", "features"];

/// Reads JSON, or any other text made into a [`Node`]: our own form, TimelineJS of both versions, GeoJSON, rows of
/// UCDP, ACLED or any table as a list of records, with or without the envelope of an API.
///
/// ```
/// use conflict_timeline_core::ingest::{Node, Options, Value, import_node};
/// let text = |text: &str| Node::from(Value::Text(text.into()));
/// let record = Value::Map(vec![("date".into(), text("10 January 2013")), ("place".into(), text("Konna"))]);
/// let import = import_node(Value::List(vec![record.into()]).into(), Options::default());
/// assert_eq!((import.data.events.len(), import.format.as_str()), (1, "generic"));
/// ```
#[must_use]
pub fn import_node(root: Node, options: Options) -> Import {
    import_lines(root, options, None)
}

/// The same of a list whose values begin on these lines of a text.
pub(in crate::ingest) fn import_lines(root: Node, options: Options, lines: Option<&[u32]>) -> Import {
    let is_forced = options.format.as_deref().is_some_and(|format| format != "json") || !options.mapping.is_empty();
    if !is_forced && is_own(&root) {
        return Import::of(read(vec![Input { file: options.file, text: String::new(), root }]), "json");
    }
    if let Some(records) = knight::records(&root) {
        return of_records(&records, options, None);
    }
    let terms = ["licence", "licence_url", "credit"].map(|key| get(&root, key).map(|node| text(&node.value)));
    let system = foreign_system(&root);
    match unframed(root).map(|nodes| (String::new(), nodes)).map_or_else(rows, Some) {
        Some((way, nodes)) => {
            // The first may be but the names of the columns.
            let lines = lines.and_then(|lines| lines.get(lines.len().checked_sub(nodes.len())?..));
            let records: Vec<Record> = nodes.into_iter().map(record).collect();
            let file = options.file.clone();
            let mut import = bound(of_records(&records, options, lines), terms.map(Option::unwrap_or_default));
            for problem in import.problems.iter_mut().filter(|problem| problem.path.starts_with('[')) {
                problem.path.insert_str(0, &way);
            }
            import.problems.extend(system.map(|system| {
                let message = format!(
                    "the points are given in {system} and not in WGS 84 (EPSG:4326), so they lie elsewhere or nowhere: write the file anew in that"
                );
                Problem { code: Code::OutOfRange, file, line: 0, column: 0, path: "crs".into(), message }
            }));
            import
        }
        None => {
            let message = "this JSON is no list of events, no GeoJSON, no TimelineJS, no data frame, and no answer of an API that is known";
            failure(&options.file, Code::Format, message.into())
        }
    }
}

/// The same with the licence, its address and the credit that stand in the file beside the rows, where the format has none of
/// its own; terms that bind the rows bind them whatever the format.
fn bound(mut import: Import, [licence, licence_url, credit]: [String; 3]) -> Import {
    let meta = &mut import.data.meta;
    if meta.licence.is_empty() || is_bound(&licence) {
        meta.licence_url = if licence_url.starts_with("https://") { licence_url } else { String::new() };
        meta.licence = licence;
        if !credit.is_empty() {
            meta.credit = import.data.texts.add(core::iter::once(("en", credit.as_str())));
        }
    }
    import.is_restricted |= is_restricted(&import.data);
    import
}

pub(super) fn get<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)
}

/// Our own form: a list of events that have `when`, or a table with such a list, or with sections of ours only.
fn is_own(root: &Node) -> bool {
    let has_when = |list: &Node| match &list.value {
        Value::List(list) => {
            list.first().is_some_and(|first| get(first, "when").is_some() && get(first, "title").is_some())
        }
        _ => false,
    };
    match &root.value {
        Value::List(_) => has_when(root),
        Value::Map(entries) => {
            let sections = ["set", "$schema", "event", "actors", "actor", "places", "phases", "control", "stories"];
            let is_section = entries.iter().any(|(key, _)| sections.contains(&key.as_str()));
            let has_events = ["events", "event"].iter().any(|key| get(root, key).is_some_and(has_when));
            has_events || is_section && get(root, "type").is_none() && get(root, "timeline").is_none()
        }
        _ => false,
    }
}

/// The list of records and the way to it, wherever it is: under a name that APIs use, else the only list of tables that there is.
fn rows(root: Node) -> Option<(String, Vec<Node>)> {
    let is_map = |node: &Node| matches!(node.value, Value::Map(_));
    match root.value {
        Value::List(list) if list.is_empty() || list.iter().any(is_map) => Some((String::new(), list)),
        Value::Map(ref entries) => {
            if get(&root, "type").is_some_and(|node| node.value == Value::Text("Feature".into())) {
                return Some((String::new(), vec![root]));
            }
            let is_list = |node: &Node| matches!(node.value, Value::List(_));
            let is_table = |node: &Node| matches!(&node.value, Value::List(list) if list.iter().any(is_map));
            let named =
                ENVELOPES.iter().find_map(|key| entries.iter().position(|(name, node)| name == key && is_list(node)));
            let only = |is_it: &dyn Fn(&Node) -> bool| {
                let mut found = entries.iter().enumerate().filter(|(_, (_, node))| is_it(node)).map(|(at, _)| at);
                found.next().filter(|_| found.next().is_none())
            };
            let found = named.or_else(|| only(&is_table));
            // Some wrap the list once more.
            let within =
                || ENVELOPES.iter().find_map(|key| entries.iter().position(|(name, node)| name == key && is_map(node)));
            let at = found.or_else(within)?;
            let Value::Map(mut entries) = root.value else { return None };
            let (way, inner) = entries.swap_remove(at);
            if let Value::List(list) = inner.value {
                return Some((way, list));
            }
            let (rest, list) = rows(inner)?;
            Some((if rest.is_empty() { way } else { [&way, ".", &rest].concat() }, list))
        }
        _ => None,
    }
}

/// Deepest table within a table that becomes columns.
const DEEPEST: usize = 4;

pub(super) fn flatten(prefix: &str, entries: Vec<(String, Node)>, record: &mut Record, depth: usize) {
    for (name, node) in entries {
        let name = if prefix.is_empty() { name } else { [prefix, "_", &name].concat() };
        match node.value {
            Value::Map(inner) if is_geometry(&inner) => {
                let suffix = if name.ends_with("geometry") { "" } else { "_geometry" };
                record.push((name + suffix, well_known(&inner)));
            }
            // A cell of a query's answer, with its sort beside it.
            Value::Map(mut inner) if inner.len() > 1 && is_cell(&inner) => {
                let at = inner.iter().position(|(name, _)| name == "value").unwrap_or(0);
                record.push((name, text(&inner.swap_remove(at).1.value)));
            }
            Value::Map(inner) if depth < DEEPEST => flatten(&name, inner, record, depth + 1),
            Value::List(list) if !list.is_empty() && list.iter().all(|node| cited(node).is_some()) => {
                let texts: Vec<String> = list.iter().filter_map(cited).collect();
                record.push((name.clone() + "_in_full", text(&Value::List(list))));
                record.push((name, texts.join("; ")));
            }
            value => record.push((name, text(&value))),
        }
    }
}

/// `{"type": "literal", "value": "x"}` of SPARQL.
fn is_cell(entries: &[(String, Node)]) -> bool {
    let is_known = |name: &str| matches!(name, "type" | "value" | "datatype" | "xml:lang");
    entries.iter().all(|(name, _)| is_known(name))
        && ["type", "value"].iter().all(|key| entries.iter().any(|(name, _)| name == key))
}

/// A source that is a table of its own: its name and its address.
fn cited(node: &Node) -> Option<String> {
    let Value::Map(entries) = &node.value else { return None };
    let find = |is_it: &dyn Fn(&str, &str) -> bool| {
        entries.iter().find_map(|(name, node)| match &node.value {
            Value::Text(text) if is_it(name, text) => Some(text.clone()),
            _ => None,
        })
    };
    let url = find(&|_, text| is_link(text))?;
    let is_name = |name: &str| matches!(name, "name" | "title" | "publisher" | "source" | "description");
    let name = find(&|name, text| is_name(name) && !is_link(text) && !text.contains(';'));
    Some(name.map_or(url.clone(), |name| [&name, " ", &url].concat()))
}

/// A value as the text that a table would have.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Map(entries) if entries.is_empty() => String::new(),
        Value::Bool(value) => (if *value { "true" } else { "false" }).into(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => decimal(*number),
        Value::Text(text) => text.clone(),
        Value::Map(_) => json(value),
        Value::List(list) if list.iter().any(|node| matches!(node.value, Value::Map(_) | Value::List(_))) => {
            json(value)
        }
        Value::List(list) => list.iter().map(|node| text(&node.value)).collect::<Vec<_>>().join(";"),
    }
}

/// A value as JSON: what no cell has a form for.
fn json(value: &Value) -> String {
    let list = |parts: Vec<String>, [open, close]: [&str; 2]| [open, &parts.join(","), close].concat();
    match value {
        Value::Null => "null".into(),
        Value::Text(text) => quoted(text),
        Value::List(nodes) => list(nodes.iter().map(|node| json(&node.value)).collect(), ["[", "]"]),
        Value::Map(entries) => {
            let pair = |(name, node): &(String, Node)| [&quoted(name), ":", &json(&node.value)].concat();
            list(entries.iter().map(pair).collect(), ["{", "}"])
        }
        value => text(value),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            letter if letter < ' ' => quoted += &format!("\\u{:04x}", letter as u32),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

/// A fraction with up to nine places, by whole numbers: formatting floats is dear in Wasm.
fn decimal(number: f64) -> String {
    if number.is_nan() || number.abs() > 9e9 {
        return if number.is_nan() { String::new() } else { (number as i64).to_string() };
    }
    let nano = (number.abs() * 1e9 + 0.5) as u64;
    let text = format!("{}{}.{:09}", if number < 0.0 { "-" } else { "" }, nano / 1_000_000_000, nano % 1_000_000_000);
    let text = text.trim_end_matches('0');
    text.strip_suffix('.').unwrap_or(text).into()
}

/// So many names of records are columns; rarer ones go straight into the record of their event, so that a file in which
/// each record has names of its own costs no more than its length.
const MOST_COLUMNS: usize = 256;

/// Records as rows under the names of all of them, counted as such or by the lines on which they begin.
pub(super) fn of_records(records: &[Record], options: Options, lines: Option<&[u32]>) -> Import {
    let mut index: HashMap<&str, usize> = HashMap::new();
    let mut names: Vec<(&str, usize)> = Vec::new();
    for (name, _) in records.iter().flatten() {
        let at = *index.entry(name).or_insert_with(|| {
            names.push((name, 0));
            names.len() - 1
        });
        names[at].1 += 1;
    }
    if names.len() > MOST_COLUMNS {
        names.sort_by_key(|(_, count)| core::cmp::Reverse(*count));
        names.truncate(MOST_COLUMNS);
        index = names.iter().enumerate().map(|(at, (name, _))| (*name, at)).collect();
    }
    let mut table = Table::new(options, if lines.is_some() { Unit::Line } else { Unit::Record });
    let mut buffer = RowBuffer::default();
    names.iter().for_each(|(name, _)| buffer.push(name.as_bytes()));
    table.take(buffer.row());
    let mut cells = vec![""; names.len()];
    for (number, record) in records.iter().enumerate() {
        let number = lines.map_or(number as u32 + 1, |lines| lines[number]);
        if record.iter().all(|(_, text)| text.is_empty()) {
            table.take_nothing(number);
            continue;
        }
        cells.fill("");
        for (name, text) in record {
            match index.get(name.as_str()) {
                Some(at) => cells[*at] = text,
                None => table.extra.push((name.clone(), text.clone())),
            }
        }
        buffer.start(number);
        cells.iter().for_each(|cell| buffer.push(cell.as_bytes()));
        table.take(buffer.row());
    }
    table.finish(&Faults::default())
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn fractions_as_they_were_written() {
        for (number, text) in [
            (16.615833, "16.615833"),
            (-3.614, "-3.614"),
            (2.0, "2"),
            (0.000_000_4, "0.0000004"),
            (2.34375, "2.34375"),
            (1e300, "9223372036854775807"),
            (f64::NAN, ""),
        ] {
            assert_eq!(decimal(number), text);
        }
    }
}
