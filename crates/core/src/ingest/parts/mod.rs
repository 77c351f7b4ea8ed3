//! A set in parts, packed files beside an index of them, as one set: blocks of events are taken as they come, and the
//! lists of all parts become one. FORMAT.md tells the files.

mod gather;
mod index;
mod months;

pub use index::{PartEntry, PartsIndex, is_parts};
pub use months::{MonthEntry, Months};

use super::ctl::{BlockEntry, CtlError, Outline, Packed, block, join};
use super::table::{Heap, Import, is_restricted};
use super::{Input, Node, read};
use crate::model::DataSet;
use crate::problem::Problem;
use crate::time::Span;
use core::ops::Range;
use gather::{Gather, Maps};
use std::vec::IntoIter;

/// Events of a step: the lists are read again with each.
const STEP: usize = 1_024;
/// Complaints about what stands in the parts that are kept.
const MOST_PROBLEMS: usize = 20;

/// Takes packed files in slices, one file after the other, and makes one set of them.
///
/// Actors, places, sources, people and phases are the same where they are called the same, and places where they also
/// lie at the same spot. Links from one event to another, who held which town, stories and corrections are left out:
/// no table of rows has them.
///
/// ```
/// use conflict_timeline_core::ingest::{Node, PartsImporter, Value, ctl};
/// let event = Value::Map(vec![
///     ("when".into(), Value::Text("2013-01-10".into()).into()),
///     ("title".into(), Value::Text("Konna falls".into()).into()),
/// ]);
/// let bytes = ctl::pack(Value::Map(vec![("events".into(), Value::List(vec![event.into()]).into())]).into())?;
/// let mut parts = PartsImporter::default();
/// parts.begin("2013.ctl", Some(1), bytes.len() as u64);
/// parts.feed(0, &bytes[..700])?;
/// let next = parts.wanted().unwrap_or_default();
/// parts.feed(next, &bytes[next..])?;
/// parts.end()?;
/// assert_eq!(parts.finish().data.events.len(), 1);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct PartsImporter {
    gather: Gather,
    events: Heap,
    part: Part,
    problems: Vec<Problem>,
    rows: u32,
    /// What was taken.
    months: Months,
    span: Option<Span>,
}

/// The file that is being read: which bytes are wanted next, and what came of them.
#[derive(Debug, Default)]
struct Part {
    file: String,
    /// What the index says, if there is one.
    rows: Option<u32>,
    size: u64,
    wanted: Range<usize>,
    bytes: Vec<u8>,
    stage: Stage,
    set: Node,
    maps: Maps,
    /// Events of the last block that were not taken yet.
    waiting: IntoIter<Node>,
}

#[derive(Debug, Default)]
enum Stage {
    /// Header and directory.
    #[default]
    Prefix,
    Set(Box<Outline>),
    /// The list of blocks.
    List(Box<Outline>),
    /// Blocks, from this one on.
    Block(Vec<BlockEntry>, usize),
}

impl PartsImporter {
    /// Has the set be about these days, though events of all of them may not come.
    pub fn set_span(&mut self, span: Option<Span>) {
        self.span = span;
    }

    /// Begins with the next file, which has to hold so many rows, where that is known, and bytes.
    pub fn begin(&mut self, file: &str, rows: Option<u32>, size: u64) {
        while self.step() {}
        let wanted = 0..Packed::PREFIX_BYTES;
        self.part = Part { file: file.into(), rows, size, wanted, ..Part::default() };
    }

    /// The first byte of the file that is wanted and was not fed; `None` once there is none. Columns are skipped.
    #[must_use]
    pub fn wanted(&self) -> Option<usize> {
        let Part { wanted, bytes, .. } = &self.part;
        (!wanted.is_empty()).then_some(wanted.start + bytes.len())
    }

    /// Takes bytes of the file and where they begin; those that are not wanted are passed over.
    ///
    /// # Errors
    /// What is wrong with it, as a clause. Nothing of it can be taken after that; what was taken stays.
    pub fn feed(&mut self, from: usize, slice: &[u8]) -> Result<(), String> {
        while let Some(next) = self.wanted() {
            let Some(more) = next.checked_sub(from).map(|skip| slice.get(skip..).unwrap_or_default()) else {
                return Err(format!("byte {next}: it is missing"));
            };
            let room = self.part.wanted.end - next;
            self.part.bytes.extend_from_slice(&more[..room.min(more.len())]);
            if more.len() < room {
                break;
            }
            while self.step() {}
            let start = core::mem::take(&mut self.part.wanted).start;
            let bytes = core::mem::take(&mut self.part.bytes);
            self.part.wanted = self.take(start, &bytes)?;
        }
        Ok(())
    }

    /// Takes all the bytes that were wanted, which begin at `start`, and tells which are next.
    fn take(&mut self, start: usize, bytes: &[u8]) -> Result<Range<usize>, String> {
        let part = &mut self.part;
        let (stage, wanted) = match core::mem::take(&mut part.stage) {
            Stage::Prefix => {
                let outline = Outline::read(bytes).map_err(told)?;
                let size = outline.file_bytes();
                if size as u64 != part.size {
                    return Err(format!("it is {size} bytes long, and {} are there", part.size));
                }
                let [set, _] = outline.ranges();
                (Stage::Set(outline.into()), set)
            }
            Stage::Set(outline) => {
                part.set = outline.set(bytes).map_err(told)?;
                let input = Input { file: part.file.clone(), root: part.set.clone(), ..Input::default() };
                part.maps = self.gather.lists(&mut read(vec![input]).data);
                let [_, list] = outline.ranges();
                (Stage::List(outline), list)
            }
            Stage::List(outline) => {
                let blocks = outline.blocks(bytes).map_err(told)?;
                let rows: u64 = blocks.iter().map(|block| u64::from(block.rows)).sum();
                if let Some(told) = part.rows.filter(|told| rows != u64::from(*told)) {
                    return Err(format!("it holds {rows} rows, the index says {told}"));
                }
                let first = place(blocks.first());
                (Stage::Block(blocks, 0), first)
            }
            Stage::Block(blocks, at) => {
                let offset = |error: CtlError| told(CtlError { offset: start as u64 + error.offset, ..error });
                part.waiting = block(&blocks[at], bytes).map_err(offset)?.into_iter();
                let next = place(blocks.get(at + 1));
                (Stage::Block(blocks, at + 1), next)
            }
        };
        part.stage = stage;
        Ok(wanted)
    }

    /// Takes some events of the bytes that were fed, which [`Self::feed`] and [`Self::end`] do too; `false` once there is
    /// none left. For those who must not be kept waiting.
    pub fn step(&mut self) -> bool {
        let part = &mut self.part;
        let some: Vec<Node> = part.waiting.by_ref().take(STEP).collect();
        if some.is_empty() {
            return false;
        }
        self.rows += some.len() as u32;
        let root = join(part.set.clone(), some);
        let mut found = read(vec![Input { file: part.file.clone(), root, ..Input::default() }]);
        let room = MOST_PROBLEMS.saturating_sub(self.problems.len());
        self.problems.extend(found.problems.into_iter().take(room));
        found.data.events.iter().for_each(|event| self.months.count(event));
        self.gather.events(&mut found.data, &mut part.maps, &mut self.events);
        true
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Where bytes are missing.
    pub fn end(&mut self) -> Result<(), String> {
        while self.step() {}
        let part = core::mem::take(&mut self.part);
        match part.stage {
            Stage::Block(blocks, at) if at == blocks.len() => Ok(()),
            _ => Err(format!("byte {}: the file is cut off", part.wanted.start + part.bytes.len())),
        }
    }

    /// What the parts of the index hold beyond what has been taken; months of which nothing is left are left out.
    #[must_use]
    pub fn away(&self, index: &PartsIndex) -> Vec<MonthEntry> {
        let left = |month: &MonthEntry| month.without(self.months.of(month.from));
        index.months.iter().map(left).filter(|month| month.events > 0).collect()
    }

    /// How many rows have been taken.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// What has been taken so far, in order, as a set of its own: for a first picture.
    #[must_use]
    pub fn so_far(&self) -> DataSet {
        let mut data = self.gather.data.clone();
        self.events.again().settle(&mut data);
        data.meta.span = self.span;
        data
    }

    /// All of it.
    #[must_use]
    pub fn finish(mut self) -> Import {
        while self.step() {}
        let mut data = self.gather.data;
        self.events.settle(&mut data);
        data.meta.span = self.span;
        Import {
            is_restricted: is_restricted(&data),
            data,
            problems: self.problems,
            format: "ctl".into(),
            rows: self.rows,
            ..Import::default()
        }
    }
}

fn told(error: CtlError) -> String {
    error.to_string()
}

/// Where a block stands; nowhere behind the last.
fn place(entry: Option<&BlockEntry>) -> Range<usize> {
    entry.map_or(0..0, |entry| entry.offset as usize..(entry.offset + entry.length) as usize)
}

#[cfg(test)]
mod tests;
