//! One row of cells, and one that was put aside.

/// One row: its cells, and the line of the file on which it begins.
///
/// ```
/// use conflict_timeline_core::ingest::{Row, Splitter};
/// let mut rows = Vec::new();
/// let mut splitter = Splitter::new(b',');
/// let mut keep = |row: Row<'_>| rows.push((row.line, row.iter().map(<[u8]>::to_vec).collect::<Vec<_>>()));
/// splitter.feed(b"a,\"b\n\"\"c", &mut keep);
/// splitter.feed(b"\"\"\"\r\nd", &mut keep);
/// splitter.finish(&mut keep);
/// assert_eq!(rows, [(1, vec![b"a".to_vec(), b"b\n\"c\"".to_vec()]), (3, vec![b"d".to_vec()])]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Line in the original file, from 1.
    pub line: u32,
    pub(super) bytes: &'a [u8],
    /// Where each cell begins and ends.
    pub(super) cells: &'a [(u32, u32)],
}

impl<'a> Row<'a> {
    /// A cell; empty where the row has fewer.
    #[must_use]
    pub fn cell(&self, index: usize) -> &'a [u8] {
        &self.bytes[self.range(index)]
    }

    /// Where a cell lies within all of them.
    pub(super) fn range(&self, index: usize) -> core::ops::Range<usize> {
        self.cells.get(index).map_or(0..0, |(from, to)| *from as usize..*to as usize)
    }

    /// How many cells it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|(from, to)| from == to)
    }

    /// All cells and what stands between them, if they are UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        core::str::from_utf8(self.bytes).ok()
    }

    /// All cells.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let row = *self;
        (0..row.len()).map(move |index| row.cell(index))
    }
}

/// A row that was put aside, or made from something else than text.
#[derive(Clone, Debug, Default)]
pub(super) struct RowBuffer {
    line: u32,
    bytes: Vec<u8>,
    cells: Vec<(u32, u32)>,
}

impl RowBuffer {
    pub(super) fn of(row: Row<'_>) -> Self {
        Self { line: row.line, bytes: row.bytes.to_vec(), cells: row.cells.to_vec() }
    }

    /// The row with its cells in another order; those that this does not name come last.
    pub(super) fn ordered(row: Row<'_>, order: &[usize]) -> Self {
        let mut ordered = Self { line: row.line, ..Self::default() };
        order.iter().copied().chain(order.len()..row.len()).for_each(|index| ordered.push(row.cell(index)));
        ordered
    }

    pub(super) fn start(&mut self, line: u32) {
        self.line = line;
        self.bytes.clear();
        self.cells.clear();
    }

    pub(super) fn push(&mut self, cell: &[u8]) {
        let from = self.bytes.len() as u32;
        self.bytes.extend_from_slice(cell);
        self.cells.push((from, self.bytes.len() as u32));
    }

    pub(super) fn row(&self) -> Row<'_> {
        Row { line: self.line, bytes: &self.bytes, cells: &self.cells }
    }
}
