//! The index of a set in parts. Nothing in it is trusted: it names files of its own folder and no others.

use crate::ingest::{Node, SNIFF_BYTES, Value};
use crate::time::{Day, When};
use core::ops::Range;

const FORMAT: &str = "conflict-timeline-parts";
const VERSION: i64 = 1;

/// Whether these first bytes are those of an index of parts, of any version.
///
/// ```
/// use conflict_timeline_core::ingest::is_parts;
/// assert!(is_parts(br#"{"format": "conflict-timeline-parts", "version": 1, "#));
/// assert!(!is_parts(br#"{"events": []}"#));
/// ```
#[must_use]
pub fn is_parts(head: &[u8]) -> bool {
    let head = &head[..head.len().min(SNIFF_BYTES)];
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let format = FORMAT.as_bytes();
    let stands = |at: &[u8]| at[0] == b'"' && at[format.len() + 1] == b'"' && at[1..=format.len()] == *format;
    head.first() == Some(&b'{') && head.windows(format.len() + 2).any(stands)
}

/// One packed file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartEntry {
    /// Its name beside the index.
    pub file: String,
    /// Events.
    pub rows: u32,
    /// First possible day of all.
    pub from: Day,
    /// Last possible day of all.
    pub to: Day,
    /// Bytes to the end of the head.
    pub head: u64,
    /// All bytes.
    pub bytes: u64,
}

/// Which files there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartsIndex {
    /// All events.
    pub rows: u64,
    /// The files, by their first days.
    pub parts: Vec<PartEntry>,
}

impl PartsIndex {
    /// Reads an index.
    ///
    /// # Errors
    /// Where it is no JSON, of another version, names a file outside of its own folder, or contradicts itself: a clause
    /// that says which.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let root: Node = serde_json::from_slice(bytes).map_err(|error| format!("it is no JSON: {error}"))?;
        if text(&root, "format")? != FORMAT {
            return Err(format!("its `format` is not `{FORMAT}`"));
        }
        let version = int(&root, "version")?;
        if version != VERSION {
            return Err(format!("it is of version {version}, and this reader knows {VERSION}"));
        }
        let rows = count(&root, "rows")?;
        let Some(Value::List(list)) = get(&root, "parts") else { return Err("it has no list `parts`".into()) };
        let mut parts: Vec<PartEntry> = Vec::with_capacity(list.len());
        for (at, node) in list.iter().enumerate() {
            let part = part(node).map_err(|clause| format!("parts[{at}]: {clause}"))?;
            if parts.last().is_some_and(|last| last.from > part.from) {
                return Err(format!("parts[{at}]: it begins before the part before it"));
            }
            parts.push(part);
        }
        let sum: u64 = parts.iter().map(|part| u64::from(part.rows)).sum();
        if sum != rows {
            return Err(format!("its parts hold {sum} rows, and it says {rows}"));
        }
        Ok(Self { rows, parts })
    }

    /// The parts to read, at most `most` rows and at least one part: all, if they are no more; else from the one that
    /// holds the first day asked for, else up to the one that holds the last; and with no day asked for, the newest.
    #[must_use]
    pub fn within(&self, most: u64, from: Option<Day>, to: Option<Day>) -> Range<usize> {
        let count = self.parts.len();
        if self.rows <= most || count == 0 {
            return 0..count;
        }
        let mut sum = 0;
        let mut fits = |part: &&PartEntry| {
            sum += u64::from(part.rows);
            sum <= most
        };
        if let Some(from) = from {
            let first = self.parts.iter().position(|part| part.to >= from).unwrap_or(count - 1);
            let taken = self.parts[first..].iter().take_while(&mut fits).count();
            return first..first + taken.max(1);
        }
        let end = to.map_or(count, |to| self.parts.partition_point(|part| part.from <= to).max(1));
        let taken = self.parts[..end].iter().rev().take_while(&mut fits).count();
        end - taken.max(1)..end
    }
}

fn part(node: &Node) -> Result<PartEntry, String> {
    let file = text(node, "file")?;
    // A name and nothing else: no folder, no scheme, no question.
    let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | ' ' | '(' | ')');
    if file.is_empty() || file.starts_with('.') || !file.chars().all(is_name) {
        return Err(format!("`{file}` is no name of a file beside the index"));
    }
    let day = |key: &str| {
        let text = text(node, key)?;
        When::parse(text).map_err(|_| format!("`{key}` is no day: `{text}`"))
    };
    let rows = u32::try_from(count(node, "rows")?).map_err(|_| "`rows` is out of range".to_string())?;
    let part = PartEntry {
        file: file.into(),
        rows,
        from: day("from")?.earliest,
        to: day("to")?.latest,
        head: count(node, "head")?,
        bytes: count(node, "bytes")?,
    };
    if part.from > part.to || part.head > part.bytes {
        return Err("it ends before it begins".into());
    }
    Ok(part)
}

fn get<'a>(node: &'a Node, key: &str) -> Option<&'a Value> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|(name, _)| name == key).map(|(_, node)| &node.value)
}

fn text<'a>(node: &'a Node, key: &str) -> Result<&'a str, String> {
    match get(node, key) {
        Some(Value::Text(text)) => Ok(text),
        _ => Err(format!("it has no text `{key}`")),
    }
}

fn int(node: &Node, key: &str) -> Result<i64, String> {
    match get(node, key) {
        Some(Value::Int(number)) => Ok(*number),
        _ => Err(format!("it has no whole number `{key}`")),
    }
}

fn count(node: &Node, key: &str) -> Result<u64, String> {
    u64::try_from(int(node, key)?).map_err(|_| format!("`{key}` is below nought"))
}
