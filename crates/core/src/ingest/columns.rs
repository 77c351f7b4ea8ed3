//! The body of a packed file: a [`Node`] tree cut into one column a key, so that like stands beside
//! like and a general compressor finds it. Places in a file are not kept.
//!
//! | part | holds |
//! |---|---|
//! | keys | count, then length and bytes of each |
//! | shapes | count, then for each the number of keys and their positions: the keys of one table, in order |
//! | lengths | bytes of each key's column, then of the root's |
//! | columns | the values under each key in the order of reading, then the root |
//!
//! A value is a byte that tells its sort and what follows it, or, from [`FIRST_LETTER`] on, the
//! first byte of a text that ends with 0. Numbers are LEB128, signed ones zigzag.

use super::{Node, Value, number};

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
/// A signed number.
const INT: u8 = 3;
/// A signed number of 1e-5.
const DECIMAL: u8 = 4;
/// Eight bytes, little endian.
const FLOAT: u8 = 5;
/// How many items follow in the same column.
const LIST: u8 = 6;
/// A shape; each value follows in its key's column.
const MAP: u8 = 7;
/// Length and bytes: a text that cannot end with 0.
const TEXT: u8 = 8;
const FIRST_LETTER: u8 = 16;

const DECIMALS: f64 = 1e5;
/// Longer keys are refused, so that few bytes cannot ask for much memory.
const LONGEST_KEY: usize = 64;
/// Deeper trees are refused, so that no file can exhaust the stack.
const DEEPEST: u32 = 32;

/// The bytes of a tree; `None` where a key is too long or the tree too deep to be read again.
pub(super) fn encode(root: &Node) -> Option<Vec<u8>> {
    let mut writer = Writer::default();
    writer.value(&root.value, None, 0)?;
    let mut bytes = Vec::new();
    number::put(&mut bytes, writer.keys.len() as u64);
    for (key, _) in &writer.keys {
        number::put(&mut bytes, key.len() as u64);
        bytes.extend_from_slice(key.as_bytes());
    }
    number::put(&mut bytes, writer.shapes.len() as u64);
    for shape in &writer.shapes {
        number::put(&mut bytes, shape.len() as u64);
        shape.iter().for_each(|key| number::put(&mut bytes, *key as u64));
    }
    let columns = || writer.keys.iter().map(|(_, column)| column).chain([&writer.root]);
    columns().for_each(|column| number::put(&mut bytes, column.len() as u64));
    columns().for_each(|column| bytes.extend_from_slice(column));
    Some(bytes)
}

#[derive(Default)]
struct Writer {
    /// Each key with its column.
    keys: Vec<(String, Vec<u8>)>,
    shapes: Vec<Vec<usize>>,
    root: Vec<u8>,
}

impl Writer {
    /// Writes into the column of a key, or into the root's.
    fn value(&mut self, value: &Value, at: Option<usize>, depth: u32) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let column = self.column(at);
        match value {
            Value::Null => column.push(NULL),
            Value::Bool(value) => column.push(if *value { TRUE } else { FALSE }),
            Value::Int(value) => {
                column.push(INT);
                number::put(column, number::zigzag(*value));
            }
            Value::Float(value) => {
                let scaled = (value * DECIMALS).round();
                if scaled.abs() < 9e15 && scaled / DECIMALS == *value {
                    column.push(DECIMAL);
                    number::put(column, number::zigzag(scaled as i64));
                } else {
                    column.push(FLOAT);
                    column.extend_from_slice(&value.to_le_bytes());
                }
            }
            Value::Text(text) => {
                if text.as_bytes().first().is_some_and(|first| *first >= FIRST_LETTER) && !text.contains('\0') {
                    column.extend_from_slice(text.as_bytes());
                    column.push(0);
                } else {
                    column.push(TEXT);
                    number::put(column, text.len() as u64);
                    column.extend_from_slice(text.as_bytes());
                }
            }
            Value::List(items) => {
                column.push(LIST);
                number::put(column, items.len() as u64);
                for item in items {
                    self.value(&item.value, at, depth + 1)?;
                }
            }
            Value::Map(entries) => {
                column.push(MAP);
                let shape = entries.iter().map(|(key, _)| self.key(key)).collect::<Option<Vec<usize>>>()?;
                let number = self.shapes.iter().position(|known| *known == shape).unwrap_or_else(|| {
                    self.shapes.push(shape.clone());
                    self.shapes.len() - 1
                });
                number::put(self.column(at), number as u64);
                for (key, (_, node)) in shape.iter().zip(entries) {
                    self.value(&node.value, Some(*key), depth + 1)?;
                }
            }
        }
        Some(())
    }

    fn key(&mut self, key: &str) -> Option<usize> {
        if key.len() > LONGEST_KEY {
            return None;
        }
        let known = self.keys.iter().position(|(known, _)| known == key);
        Some(known.unwrap_or_else(|| {
            self.keys.push((key.into(), Vec::new()));
            self.keys.len() - 1
        }))
    }

    fn column(&mut self, at: Option<usize>) -> &mut Vec<u8> {
        match at {
            Some(key) => &mut self.keys[key].1,
            None => &mut self.root,
        }
    }
}

/// The tree of these bytes; `None` where they are not what [`encode`] makes. Takes memory in
/// proportion to the bytes, whatever they are.
pub(super) fn decode(bytes: &[u8]) -> Option<Node> {
    let mut head = bytes;
    let mut reader = Reader { keys: Vec::new(), shape_ends: Vec::new(), shape_keys: Vec::new(), columns: Vec::new() };
    for _ in 0..number::take(&mut head)? {
        let length = number::take(&mut head)? as usize;
        if length > LONGEST_KEY {
            return None;
        }
        reader.keys.push(take_text(&mut head, length)?);
    }
    for _ in 0..number::take(&mut head)? {
        for _ in 0..number::take(&mut head)? {
            let key = number::take(&mut head)?;
            if key >= reader.keys.len() as u64 {
                return None;
            }
            reader.shape_keys.push(key as u32);
        }
        reader.shape_ends.push(reader.shape_keys.len() as u32);
    }
    let mut lengths = Vec::new();
    for _ in 0..=reader.keys.len() {
        lengths.push(number::take(&mut head)? as u32);
    }
    for length in lengths {
        reader.columns.push(head.split_off(..length as usize)?);
    }
    let root = reader.value(reader.keys.len(), 0)?;
    let is_used_up = head.is_empty() && reader.columns.iter().all(|column| column.is_empty());
    is_used_up.then_some(root)
}

/// What of the bytes is still to be read.
struct Reader<'a> {
    keys: Vec<&'a str>,
    /// Where each shape ends in `shape_keys`.
    shape_ends: Vec<u32>,
    shape_keys: Vec<u32>,
    /// What is left of each.
    columns: Vec<&'a [u8]>,
}

impl Reader<'_> {
    fn value(&mut self, column: usize, depth: u32) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        let rest = &mut self.columns[column];
        let first = *rest.first()?;
        if first >= FIRST_LETTER {
            let end = rest.iter().position(|byte| *byte == 0)?;
            let text = take_text(rest, end)?.into();
            *rest = &rest[1..];
            return Some(Value::Text(text).into());
        }
        *rest = &rest[1..];
        let value = match first {
            NULL => Value::Null,
            FALSE => Value::Bool(false),
            TRUE => Value::Bool(true),
            INT => Value::Int(number::unzigzag(number::take(rest)?)),
            DECIMAL => Value::Float(number::unzigzag(number::take(rest)?) as f64 / DECIMALS),
            FLOAT => {
                let eight = rest.split_off(..8)?;
                Value::Float(f64::from_le_bytes(eight.try_into().ok()?))
            }
            TEXT => {
                let length = number::take(rest)? as usize;
                Value::Text(take_text(rest, length)?.into())
            }
            LIST => {
                let mut items = Vec::new();
                for _ in 0..number::take(rest)? {
                    items.push(self.value(column, depth + 1)?);
                }
                Value::List(items)
            }
            MAP => {
                let shape = number::take(rest)? as usize;
                let to = *self.shape_ends.get(shape)?;
                let from = shape.checked_sub(1).map_or(0, |before| self.shape_ends[before]);
                let mut entries = Vec::new();
                for at in from..to {
                    let key = self.shape_keys[at as usize] as usize;
                    let node = self.value(key, depth + 1)?;
                    entries.push((self.keys[key].into(), node));
                }
                Value::Map(entries)
            }
            _ => return None,
        };
        Some(value.into())
    }
}

fn take_text<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a str> {
    core::str::from_utf8(rest.split_off(..length)?).ok()
}
