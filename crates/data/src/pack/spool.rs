//! Rows of text on disk, by month, until they are packed.

use anyhow::{Context, Result};
use conflict_timeline_core::ingest::Row;
use conflict_timeline_core::time::Day;
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Bytes of a month that are held before they go to disk.
const HELD_BYTES: usize = 256 << 10;

/// Rows one after the other: line, number of cells, then each with its length.
#[derive(Debug, Default)]
pub(super) struct Rows {
    bytes: Vec<u8>,
    starts: Vec<usize>,
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    pub(super) fn add(&mut self, row: Row<'_>) {
        self.start(row.line, row.len());
        row.iter().for_each(|cell| self.cell(cell));
    }

    pub(super) fn put(&mut self, line: u32, cells: &[&[u8]]) {
        self.start(line, cells.len());
        cells.iter().for_each(|cell| self.cell(cell));
    }

    fn start(&mut self, line: u32, cells: usize) {
        self.starts.push(self.bytes.len());
        self.bytes.extend(line.to_le_bytes());
        self.bytes.extend((cells as u32).to_le_bytes());
    }

    fn cell(&mut self, cell: &[u8]) {
        self.bytes.extend((cell.len() as u32).to_le_bytes());
        self.bytes.extend_from_slice(cell);
    }

    fn raw(&self, index: usize) -> &[u8] {
        let end = self.starts.get(index + 1).copied().unwrap_or(self.bytes.len());
        &self.bytes[self.starts[index]..end]
    }

    /// Line and cells of each.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, Vec<&[u8]>)> {
        (0..self.len()).map(|index| decode(self.raw(index)))
    }

    /// Moves a row here.
    fn copy(&mut self, raw: &[u8]) {
        self.starts.push(self.bytes.len());
        self.bytes.extend_from_slice(raw);
    }
}

fn word(bytes: &mut &[u8]) -> u32 {
    let Some((word, rest)) = bytes.split_first_chunk() else { return 0 };
    *bytes = rest;
    u32::from_le_bytes(*word)
}

fn decode(mut raw: &[u8]) -> (u32, Vec<&[u8]>) {
    let (line, count) = (word(&mut raw), word(&mut raw));
    let cells = (0..count).map(|_| {
        let length = word(&mut raw) as usize;
        let (cell, rest) = raw.split_at(length.min(raw.len()));
        raw = rest;
        cell
    });
    (line, cells.collect())
}

/// A folder of files, one a month; it goes when this is dropped.
pub(super) struct Spool {
    folder: PathBuf,
    held: BTreeMap<i32, Vec<u8>>,
}

impl Spool {
    /// # Errors
    /// Where the folder is there already, or cannot be made.
    pub(super) fn new(folder: PathBuf) -> Result<Self> {
        fs::create_dir(&folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        Ok(Self { folder, held: BTreeMap::new() })
    }

    /// Keeps a row of a batch under the month of its day.
    pub(super) fn keep(&mut self, day: Day, rows: &Rows, index: usize) -> Result<()> {
        let (year, month, _) = day.ymd();
        let month = year * 12 + month as i32 - 1;
        let held = self.held.entry(month).or_default();
        let raw = rows.raw(index);
        held.extend(day.0.to_le_bytes());
        held.extend((raw.len() as u32).to_le_bytes());
        held.extend_from_slice(raw);
        if held.len() < HELD_BYTES {
            return Ok(());
        }
        let bytes = core::mem::take(held);
        let path = path(&self.folder, month);
        let file = OpenOptions::new().create(true).append(true).open(&path);
        let written = file.and_then(|mut file| file.write_all(&bytes));
        written.with_context(|| format!("cannot write {}", path.display()))
    }

    /// Year and month of all rows, rising.
    pub(super) fn months(&self) -> Vec<i32> {
        self.held.keys().copied().collect()
    }

    /// The rows of a month in the order of days and lines, each with its day. They are gone from here.
    pub(super) fn take(&mut self, month: i32, take: &mut dyn FnMut(Day, &Pending<'_>) -> Result<()>) -> Result<()> {
        let path = path(&self.folder, month);
        let mut bytes = if path.exists() {
            fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?
        } else {
            Vec::new()
        };
        let _ = fs::remove_file(&path);
        bytes.extend(self.held.remove(&month).unwrap_or_default());
        let (mut rest, mut order) = (&bytes[..], Vec::new());
        while !rest.is_empty() {
            let day = Day(word(&mut rest) as i32);
            let length = word(&mut rest) as usize;
            let (raw, after) = rest.split_at(length.min(rest.len()));
            order.push((day, word(&mut &raw[..]), raw));
            rest = after;
        }
        order.sort_unstable_by_key(|(day, line, _)| (*day, *line));
        order.iter().try_for_each(|(day, _, raw)| take(*day, &Pending(raw)))
    }
}

/// A row that waits.
pub(super) struct Pending<'a>(&'a [u8]);

impl Pending<'_> {
    pub(super) fn add_to(&self, rows: &mut Rows) {
        rows.copy(self.0);
    }
}

fn path(folder: &Path, month: i32) -> PathBuf {
    folder.join(format!("{month}.rows"))
}

impl Drop for Spool {
    fn drop(&mut self) {
        // What cannot be removed is named as ours, and in the way of nothing.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
