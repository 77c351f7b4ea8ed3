//! Reads a packed file: its head at once, its blocks one by one. Whatever the bytes are, nothing panics,
//! and nothing is allocated that they do not fill.

use super::{BLOCK_ENTRY_BYTES, BlockEntry, COLUMNS, ENTRY_BYTES, HEADER_BYTES, LISTS, MAGIC, SECTIONS};
use super::{CtlError, VERSION, checksum, wrong};
use crate::ingest::{Input, Node, Value, read, unpack as unpack_tree};
use crate::model::DataSet;
use crate::model::table::{Columns, Known, Lists, Narrow, Table, TableError};

/// The head of a packed file: all that filters, facets and drawings need.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    /// The set without its events.
    pub set: DataSet,
    /// The events as columns.
    pub table: Table,
    /// Where whole events stand, in the order of rows.
    pub blocks: Vec<BlockEntry>,
}

impl Packed {
    /// How many bytes the head has, from the first [`Self::PREFIX_BYTES`] of a file: what to fetch first.
    ///
    /// # Errors
    /// Where they are not the beginning of a packed file of this version.
    pub fn head_bytes(prefix: &[u8]) -> Result<u64, CtlError> {
        Ok(Head::read(prefix)?.end as u64)
    }

    /// Bytes from which the length of the head can be told.
    pub const PREFIX_BYTES: usize = HEADER_BYTES + ENTRY_BYTES * SECTIONS.len();

    /// Reads the head of a file; bytes behind it, if any are there, are not looked at.
    ///
    /// # Errors
    /// Anything that is not as FORMAT.md says, with its offset.
    pub fn open(bytes: &[u8]) -> Result<Self, CtlError> {
        let head = Head::read(bytes)?;
        let tree = head.set(bytes)?;
        let set = read(vec![Input { root: tree, ..Input::default() }]).data;
        let columns = head.columns(bytes)?;
        let table = Table::new(columns, Known::of(&set)).map_err(|error| head.place(error))?;
        let blocks = head.blocks(bytes)?;
        let rows: u64 = blocks.iter().map(|block| u64::from(block.rows)).sum();
        // Columns may stand alone.
        if !blocks.is_empty() && rows != table.rows() as u64 {
            return wrong(
                head.sections[SECTIONS.len() - 1].offset,
                "the blocks do not hold as many events as there are rows",
            );
        }
        Ok(Self { set, table, blocks })
    }
}

/// Where in a file the set and its blocks stand, for whoever reads events and no columns.
#[derive(Debug)]
pub struct Outline(Head);

impl Outline {
    /// From the first [`Packed::PREFIX_BYTES`] of a file.
    ///
    /// # Errors
    /// Where they are not the beginning of a packed file of this version.
    pub fn read(prefix: &[u8]) -> Result<Self, CtlError> {
        Head::read(prefix).map(Self)
    }

    /// How many bytes the file has.
    #[must_use]
    pub fn file_bytes(&self) -> usize {
        self.0.file_end
    }

    /// Where the set stands, and where the list of blocks.
    #[must_use]
    pub fn ranges(&self) -> [core::ops::Range<usize>; 2] {
        [0, SECTIONS.len() - 1]
            .map(|at| self.0.sections[at].offset..self.0.sections[at].offset + self.0.sections[at].length)
    }

    /// The tree of the set, from the bytes where it stands.
    ///
    /// # Errors
    /// Where they are damaged.
    pub fn set(&self, bytes: &[u8]) -> Result<Node, CtlError> {
        self.0.tree(self.0.sound(bytes, 0)?)
    }

    /// Where whole events stand, from the bytes of the list of blocks.
    ///
    /// # Errors
    /// Where they are damaged.
    pub fn blocks(&self, bytes: &[u8]) -> Result<Vec<BlockEntry>, CtlError> {
        self.0.entries(self.0.sound(bytes, SECTIONS.len() - 1)?)
    }
}

/// Reads a block from its own bytes: events as trees, which [`crate::ingest::read`] takes beside the set's.
///
/// # Errors
/// Where length, checksum or contents are not what the entry says.
pub fn block(entry: &BlockEntry, bytes: &[u8]) -> Result<Vec<Node>, CtlError> {
    if bytes.len() as u64 != entry.length {
        return wrong(bytes.len(), "the block is cut off or has bytes left over");
    }
    if checksum(bytes) != entry.sum {
        return wrong(0, "the block is damaged: its checksum does not fit");
    }
    match unpack_tree(bytes) {
        Ok(Node { value: Value::List(events), .. }) if events.len() == entry.rows as usize => Ok(events),
        Ok(_) => wrong(0, "the block does not hold as many events as its entry says"),
        Err(_) => wrong(0, "the block does not decode"),
    }
}

/// A whole set's tree from one piece. Its columns are left alone: they follow from the events.
///
/// # Errors
/// Anything that is not as FORMAT.md says.
pub fn unpack(bytes: &[u8]) -> Result<Node, CtlError> {
    let head = Head::read(bytes)?;
    if head.file_end != bytes.len() {
        return wrong(bytes.len().min(head.file_end), "the file is cut off or has bytes left over");
    }
    let set = head.set(bytes)?;
    let mut events = Vec::new();
    for entry in head.blocks(bytes)? {
        let (from, to) = (entry.offset as usize, (entry.offset + entry.length) as usize);
        let found = block(&entry, &bytes[from..to]);
        events.extend(found.map_err(|error| CtlError { offset: entry.offset + error.offset, ..error })?);
    }
    Ok(super::join(set, events))
}

#[derive(Clone, Copy, Debug, Default)]
struct Section {
    offset: usize,
    length: usize,
    width: usize,
    sum: u64,
}

#[derive(Debug)]
struct Head {
    sections: [Section; SECTIONS.len()],
    /// Where the head ends and blocks begin.
    end: usize,
    file_end: usize,
}

impl Head {
    /// Reads header and directory, and asks for a head that fills the space from one section to the next.
    fn read(bytes: &[u8]) -> Result<Self, CtlError> {
        if !bytes.starts_with(MAGIC) {
            return wrong(0, "not a packed file");
        }
        if long(bytes, 4)? != VERSION {
            return wrong(4, "packed by another version");
        }
        let file_end = long(bytes, 8)? as usize;
        let Some(file_end) = file_end.checked_add(12) else { return wrong(8, "the length is out of range") };
        if long(bytes, 12)? as usize != SECTIONS.len() {
            return wrong(12, "not as many sections as this version has");
        }
        let Some(directory) = bytes.get(HEADER_BYTES..Packed::PREFIX_BYTES) else {
            return wrong(bytes.len(), "the file is cut off");
        };
        if checksum(directory) != wide(bytes, 16)? {
            return wrong(16, "the directory is damaged: its checksum does not fit");
        }
        let mut sections = [Section::default(); SECTIONS.len()];
        let mut end = Packed::PREFIX_BYTES;
        for (at, (tag, widths)) in SECTIONS.iter().enumerate() {
            let entry = HEADER_BYTES + at * ENTRY_BYTES;
            if !bytes[entry..].starts_with(*tag) {
                return wrong(entry, "not the section that stands here");
            }
            let width = long(bytes, entry + 4)? as usize;
            let (offset, length) = (wide(bytes, entry + 8)?, wide(bytes, entry + 16)?);
            if !widths.contains(&width) {
                return wrong(entry + 4, "no such width");
            }
            if offset != end as u64 {
                return wrong(entry + 8, "the section does not follow the one before");
            }
            if length > (file_end - end.min(file_end)) as u64 || length % width as u64 != 0 {
                return wrong(entry + 16, "the section is longer than the file, or ends within an entry");
            }
            let length = length as usize;
            sections[at] = Section { offset: end, length, width, sum: wide(bytes, entry + 24)? };
            // A length near the end of numbers fails at the next section or at the end.
            end = end.saturating_add(length.checked_next_multiple_of(8).unwrap_or(usize::MAX));
        }
        if end > file_end {
            return wrong(8, "the file is shorter than its head");
        }
        Ok(Self { sections, end, file_end })
    }

    /// The bytes of a section, if they are what was written.
    fn bytes<'a>(&self, bytes: &'a [u8], at: usize) -> Result<&'a [u8], CtlError> {
        let section = self.sections[at];
        let Some(found) = bytes.get(section.offset..section.offset + section.length) else {
            return wrong(bytes.len(), "the file is cut off");
        };
        self.sound(found, at)
    }

    /// These bytes, if they are those of the section.
    fn sound<'a>(&self, found: &'a [u8], at: usize) -> Result<&'a [u8], CtlError> {
        if checksum(found) == self.sections[at].sum {
            return Ok(found);
        }
        wrong(self.sections[at].offset, "the section is damaged: its checksum does not fit")
    }

    fn set(&self, bytes: &[u8]) -> Result<Node, CtlError> {
        self.tree(self.bytes(bytes, 0)?)
    }

    fn tree(&self, section: &[u8]) -> Result<Node, CtlError> {
        match unpack_tree(section) {
            Ok(set) if super::split(set.clone()).1.is_empty() => Ok(set),
            Ok(_) => wrong(self.sections[0].offset, "the set holds events"),
            Err(_) => wrong(self.sections[0].offset, "the set does not decode"),
        }
    }

    fn columns(&self, bytes: &[u8]) -> Result<Columns, CtlError> {
        let longs = |at: usize| Ok::<Vec<u32>, CtlError>(longs(self.bytes(bytes, at)?));
        let days = |at: usize| Ok::<Vec<i32>, CtlError>(days(self.bytes(bytes, at)?));
        let lists = |at: usize| {
            let values = self.bytes(bytes, at + 1)?;
            let values = if self.sections[at + 1].width == 2 {
                Narrow::Short(values.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect())
            } else {
                Narrow::Long(self::longs(values))
            };
            Ok::<Lists, CtlError>(Lists { starts: longs(at)?, values })
        };
        let words = |at: usize| Ok::<Vec<u8>, CtlError>(self.bytes(bytes, at)?.to_vec());
        Ok(Columns {
            earliest: days(1)?,
            latest: days(2)?,
            when: words(3)?,
            kind: words(4)?,
            status: words(5)?,
            marks: words(6)?,
            toll_low: longs(7)?,
            toll_high: longs(8)?,
            lat_e5: days(9)?,
            lon_e5: days(10)?,
            actors: lists(11)?,
            places: lists(13)?,
            sources: lists(15)?,
            phases: lists(17)?,
        })
    }

    fn blocks(&self, bytes: &[u8]) -> Result<Vec<BlockEntry>, CtlError> {
        self.entries(self.bytes(bytes, SECTIONS.len() - 1)?)
    }

    fn entries(&self, entries: &[u8]) -> Result<Vec<BlockEntry>, CtlError> {
        let at = SECTIONS.len() - 1;
        let mut blocks = Vec::with_capacity(entries.len() / BLOCK_ENTRY_BYTES);
        let (mut offset, mut first_row) = (self.end as u64, 0_u32);
        for (index, entry) in entries.chunks_exact(BLOCK_ENTRY_BYTES).enumerate() {
            let place = self.sections[at].offset + index * BLOCK_ENTRY_BYTES;
            let (rows, length, sum) = (long(entry, 0)?, wide(entry, 4)?, wide(entry, 12)?);
            let next = first_row.checked_add(rows);
            if length > (self.file_end as u64).saturating_sub(offset) || next.is_none() {
                return wrong(place, "the block lies past the end of the file");
            }
            blocks.push(BlockEntry { first_row, rows, offset, length, sum });
            offset += length;
            first_row = next.unwrap_or(first_row);
        }
        if offset != self.file_end as u64 {
            return wrong(self.sections[at].offset, "the blocks do not fill the file");
        }
        Ok(blocks)
    }

    /// Where in the file a row of a column stands.
    fn place(&self, error: TableError) -> CtlError {
        let column = COLUMNS.iter().position(|name| *name == error.column).map(|at| at + 1);
        let list = || LISTS.iter().position(|name| *name == error.column).map(|at| COLUMNS.len() + 2 + at * 2);
        // What is wrong with a place or an actor stands in the set.
        let section = self.sections[column.or_else(list).unwrap_or(0)];
        let offset = section.offset + (error.row * section.width).min(section.length);
        CtlError { offset: offset as u64, reason: error.reason }
    }
}

pub(super) fn long(bytes: &[u8], at: usize) -> Result<u32, CtlError> {
    match bytes.get(at..at + 4) {
        Some(four) => Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]])),
        None => wrong(bytes.len(), "the file is cut off"),
    }
}

pub(super) fn wide(bytes: &[u8], at: usize) -> Result<u64, CtlError> {
    Ok(u64::from(long(bytes, at)?) | u64::from(long(bytes, at + 4)?) << 32)
}

fn longs(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}

fn days(bytes: &[u8]) -> Vec<i32> {
    bytes.chunks_exact(4).map(|four| i32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}
