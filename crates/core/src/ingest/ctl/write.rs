//! Writes a packed file, block by block, so that only the columns of all events are held at once.

use super::{BLOCK_BYTES, BLOCK_ROWS, BlockEntry, ENTRY_BYTES, HEADER_BYTES, MAGIC, SECTIONS, VERSION};
use super::{CtlError, aligned, checksum, sorted_events, split, wrong};
use crate::ingest::{Input, Node, Value, pack as pack_tree, read};
use crate::model::table::{Columns, Known, Lists, Narrow, Row, Table, TableBuilder};

/// Takes events in the order of their first days.
///
/// The file is the bytes of [`Self::finish`]'s head, then each block in the order in which it was given
/// out. Blocks are given out as they are full, and may be kept anywhere until the head is known.
#[derive(Clone, Debug)]
pub struct CtlWriter {
    set: Node,
    table: TableBuilder,
    block: Vec<Node>,
    block_bytes: usize,
    block_rows: usize,
    blocks: Vec<BlockEntry>,
    last_day: i32,
}

/// What a writer gives out at the end.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The last block, if any event was left.
    pub last: Option<Vec<u8>>,
    /// The head, which goes before all blocks.
    pub head: Vec<u8>,
    /// The table that the head holds, to compare with what is read again.
    pub table: Table,
}

impl CtlWriter {
    /// A writer of events that point into the lists of this set, a tree without events. It has to declare
    /// all of its lists: what a reader makes from it alone is what columns point to.
    #[must_use]
    pub fn new(set: Node) -> Self {
        Self {
            table: TableBuilder::new(known(&set)),
            set,
            block: Vec::new(),
            block_bytes: 0,
            block_rows: BLOCK_ROWS,
            blocks: Vec::new(),
            last_day: i32::MIN,
        }
    }

    /// Another number of events a block.
    #[must_use]
    pub fn with_block_rows(mut self, rows: usize) -> Self {
        self.block_rows = rows.max(1);
        self
    }

    /// Takes an event, as a tree and as a row; a full block is given out.
    ///
    /// # Errors
    /// Where the event happened before the last one, or its tree is nested too deep.
    pub fn push(&mut self, event: Node, row: &Row) -> Result<Option<Vec<u8>>, CtlError> {
        let day = row.when.earliest.0;
        if day < self.last_day {
            return wrong(self.table.rows(), "events have to come in the order of their first days");
        }
        self.last_day = day;
        self.table.push(row);
        self.block_bytes += text_bytes(&event);
        self.block.push(event);
        let is_full = self.block.len() >= self.block_rows || self.block_bytes >= BLOCK_BYTES;
        if is_full { self.close().map(Some) } else { Ok(None) }
    }

    fn close(&mut self) -> Result<Vec<u8>, CtlError> {
        let block = core::mem::take(&mut self.block);
        self.block_bytes = 0;
        let rows = block.len() as u32;
        let Some(bytes) = pack_tree(&Value::List(block).into()) else {
            return wrong(self.table.rows(), "an event is nested too deep or has a long key");
        };
        let (length, sum) = (bytes.len() as u64, checksum(&bytes));
        self.blocks.push(BlockEntry { rows, length, sum, ..BlockEntry::default() });
        Ok(bytes)
    }

    /// What is left to write.
    ///
    /// # Errors
    /// Where the file would be longer than 4 GB.
    pub fn finish(mut self) -> Result<Finished, CtlError> {
        let last = if self.block.is_empty() { None } else { Some(self.close()?) };
        let (table, _) = self.table.finish();
        let mut entries = Vec::new();
        for block in &self.blocks {
            entries.extend(block.rows.to_le_bytes());
            entries.extend(block.length.to_le_bytes());
            entries.extend(block.sum.to_le_bytes());
        }
        let blocks: u64 = self.blocks.iter().map(|block| block.length).sum();
        let head = head(tree(&self.set)?, &table, entries, blocks)?;
        Ok(Finished { last, head, table })
    }
}

/// Bytes of the texts in a tree.
fn text_bytes(node: &Node) -> usize {
    match &node.value {
        Value::Text(text) => text.len(),
        Value::List(items) => items.iter().map(text_bytes).sum(),
        Value::Map(entries) => entries.iter().map(|(_, node)| text_bytes(node)).sum(),
        _ => 0,
    }
}

/// What columns point to, as a reader of the set alone finds it.
fn known(set: &Node) -> Known {
    Known::of(&read(vec![Input { root: set.clone(), ..Input::default() }]).data)
}

/// Columns alone, without any event to read: a head and no blocks.
///
/// # Errors
/// Where the file would be longer than 4 GB, or columns point elsewhere than into the lists of the set.
pub fn pack_columns(set: &Node, table: &Table) -> Result<Vec<u8>, CtlError> {
    if known(set) != *table.known() {
        return wrong(0, "the columns point into other lists than the set's");
    }
    head(tree(set)?, table, Vec::new(), 0)
}

/// A whole set in one piece. The result is the same for the same tree.
///
/// # Errors
/// Where the set does not declare a list that its events use, a tree is nested too deep, or the file would
/// be longer than 4 GB.
pub fn pack(root: Node) -> Result<Vec<u8>, CtlError> {
    let data = read(vec![Input { root: root.clone(), ..Input::default() }]).data;
    let (set, events) = split(root);
    let mut writer = CtlWriter::new(set);
    if *writer.table.known_mut() != Known::of(&data) {
        return wrong(0, "the set does not declare a list that its events use");
    }
    let mut blocks = Vec::new();
    for (node, event) in sorted_events(events, &data).into_iter().zip(&data.events) {
        blocks.extend(writer.push(node, &Row::of(event))?.unwrap_or_default());
    }
    let Finished { last, head: mut bytes, .. } = writer.finish()?;
    bytes.extend(blocks);
    bytes.extend(last.unwrap_or_default());
    Ok(bytes)
}

fn tree(set: &Node) -> Result<Vec<u8>, CtlError> {
    pack_tree(set).map_or_else(|| wrong(0, "the set is nested too deep or has a long key"), Ok)
}

pub(super) fn head(set: Vec<u8>, table: &Table, entries: Vec<u8>, blocks: u64) -> Result<Vec<u8>, CtlError> {
    let mut sections = vec![(1, set)];
    sections.extend(columns(table.columns()));
    sections.push((super::BLOCK_ENTRY_BYTES, entries));
    let start = HEADER_BYTES + ENTRY_BYTES * sections.len();
    let (mut directory, mut offset) = (Vec::new(), start);
    for ((tag, _), (width, bytes)) in SECTIONS.iter().zip(&sections) {
        directory.extend(*tag);
        directory.extend((*width as u32).to_le_bytes());
        directory.extend((offset as u64).to_le_bytes());
        directory.extend((bytes.len() as u64).to_le_bytes());
        directory.extend(checksum(bytes).to_le_bytes());
        offset += aligned(bytes.len());
    }
    let Ok(length) = u32::try_from(offset as u64 + blocks - 12) else {
        return wrong(offset, "the file would be longer than 4 GB");
    };
    let mut head = Vec::with_capacity(offset);
    head.extend(MAGIC);
    head.extend(VERSION.to_le_bytes());
    head.extend(length.to_le_bytes());
    head.extend((sections.len() as u32).to_le_bytes());
    head.extend(checksum(&directory).to_le_bytes());
    head.extend(directory);
    for (_, bytes) in &sections {
        head.extend(bytes);
        head.resize(aligned(head.len()), 0);
    }
    Ok(head)
}

/// The columns as bytes, in the order of sections, with the bytes an entry has.
fn columns(columns: &Columns) -> Vec<(usize, Vec<u8>)> {
    let days = |column: &[i32]| (4, column.iter().flat_map(|day| day.to_le_bytes()).collect());
    let mut sections = vec![days(&columns.earliest), days(&columns.latest)];
    sections.extend([&columns.when, &columns.kind, &columns.status, &columns.marks].map(|column| (1, column.clone())));
    sections.extend([longs(&columns.toll_low), longs(&columns.toll_high)]);
    sections.extend([days(&columns.lat_e5), days(&columns.lon_e5)]);
    for lists in [&columns.actors, &columns.places, &columns.sources, &columns.phases] {
        sections.extend(list_sections(lists));
    }
    sections
}

fn longs(column: &[u32]) -> (usize, Vec<u8>) {
    (4, column.iter().flat_map(|number| number.to_le_bytes()).collect())
}

fn list_sections(lists: &Lists) -> [(usize, Vec<u8>); 2] {
    let values = match &lists.values {
        Narrow::Short(values) => (2, values.iter().flat_map(|number| number.to_le_bytes()).collect()),
        Narrow::Long(values) => longs(values),
    };
    [longs(&lists.starts), values]
}
