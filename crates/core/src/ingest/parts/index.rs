//! The index of a set in parts. Nothing in it is trusted: it names files of its own folder and no others.

use super::MonthEntry;
use crate::ingest::{Node, SNIFF_BYTES, Value};
use crate::time::{Day, Span, When};

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
    /// What they hold, by month, as far as the index says it.
    pub months: Vec<MonthEntry>,
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
        let list = if let Some(Value::List(list)) = get(&root, "months") { &**list } else { &[] };
        let mut months: Vec<MonthEntry> = Vec::with_capacity(list.len());
        for (at, node) in list.iter().enumerate() {
            let month = month(node).ok_or_else(|| format!("months[{at}]: it is no month with four counts"))?;
            if months.last().is_some_and(|last| last.from >= month.from) {
                return Err(format!("months[{at}]: it does not follow the month before it"));
            }
            months.push(month);
        }
        Ok(Self { rows, parts, months })
    }

    /// From the first possible day of all events to the last.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        let to = self.parts.iter().map(|part| part.to).max()?;
        Some(Span::new(self.parts[0].from, to.plus(1)))
    }

    /// The parts that hold events of the days from `from` to `to`, both included; what is not given has no bound.
    #[must_use]
    pub fn within(&self, from: Option<Day>, to: Option<Day>) -> Vec<usize> {
        let end = to.map_or(self.parts.len(), |to| self.parts.partition_point(|part| part.from <= to));
        (0..end).filter(|at| from.is_none_or(|from| self.parts[*at].to >= from)).collect()
    }

    /// The parts to read for these days, in the order in which to read them: at most `most` rows, and at least one part.
    /// Of more rows those from `from` on; without it those up to `to`, or the newest. Then of those that are `held`
    /// already as many as fit, the nearest first.
    #[must_use]
    pub fn chosen(&self, most: u64, from: Option<Day>, to: Option<Day>, held: &[usize]) -> Vec<usize> {
        let mut sum = 0;
        let mut fits = |at: &usize| {
            sum += u64::from(self.parts[*at].rows);
            sum <= most
        };
        let within = self.within(from, to);
        let mut chosen: Vec<usize> = if from.is_some() {
            within.iter().copied().take_while(&mut fits).collect()
        } else {
            within.iter().copied().rev().take_while(&mut fits).collect()
        };
        chosen.sort_unstable();
        if chosen.is_empty() {
            let ends = if from.is_some() { within.first() } else { within.last() };
            let before = self.parts.partition_point(|part| to.or(from).is_none_or(|day| part.from <= day));
            let near = ends.copied().unwrap_or(before.saturating_sub(1));
            chosen.extend((near < self.parts.len()).then_some(near).inspect(|at| _ = fits(at)));
        }
        if let Some((first, last)) = chosen.first().copied().zip(chosen.last().copied()) {
            let held = held.iter().copied().filter(|at| *at < self.parts.len() && !within.contains(at));
            let mut near: Vec<usize> = held.collect();
            near.sort_by_key(|at| if *at < first { first - at } else { at.saturating_sub(last) });
            chosen.extend(near.into_iter().take_while(&mut fits));
        }
        chosen
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

fn month(node: &Node) -> Option<MonthEntry> {
    let Value::List(cells) = &node.value else { return None };
    let [month, counts @ ..] = &cells[..] else { return None };
    let Value::Text(month) = &month.value else { return None };
    let from = When::parse(month).ok()?.earliest;
    let count = |node: &Node| if let Value::Int(count) = node.value { u64::try_from(count).ok() } else { None };
    let counts: Vec<u64> = counts.iter().map(count).collect::<Option<_>>()?;
    let [events, low, high, unknown] = counts[..] else { return None };
    (from == from.month_start()).then_some(MonthEntry { from, events, low, high, unknown })
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
