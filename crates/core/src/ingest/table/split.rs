//! Delimited text into rows, fed in slices of any size.

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
    bytes: &'a [u8],
    /// Where each cell begins and ends.
    cells: &'a [(u32, u32)],
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// At the beginning of a cell.
    Start,
    /// In a cell without quotes.
    Plain,
    /// Between two quotes.
    Quoted,
    /// Behind a quote within quotes: the end of the cell, or half of a doubled one.
    Closing,
    /// Behind `\r`: a `\n` belongs to the same end of line.
    Return,
}

/// Rows longer than this are cut off there and ended at the next end of line: a quote that is never
/// closed must not swallow a whole file.
const LONGEST_ROW_BYTES: usize = 16 << 20;

/// A push reader of delimited text: doubled quotes, quoted ends of lines, `\n`, `\r\n` and `\r`.
/// Empty lines are passed over. It holds one row and never more, and only where that does not lie whole in a slice.
#[derive(Clone, Debug)]
pub struct Splitter {
    delimiter: u8,
    state: State,
    bytes: Vec<u8>,
    cells: Vec<(u32, u32)>,
    line: u32,
    row_line: u32,
    is_stop: [bool; 256],
}

impl Splitter {
    /// A reader of text with this delimiter.
    #[must_use]
    pub fn new(delimiter: u8) -> Self {
        let mut is_stop = [false; 256];
        for stop in [delimiter, b'\n', b'\r'] {
            is_stop[usize::from(stop)] = true;
        }
        let (bytes, cells) = (Vec::new(), Vec::new());
        Self { delimiter, state: State::Start, bytes, cells, line: 1, row_line: 1, is_stop }
    }

    /// Takes the next bytes and hands over each row that they complete.
    pub fn feed(&mut self, slice: &[u8], take: &mut dyn FnMut(Row<'_>)) {
        let mut at = 0;
        while at < slice.len() {
            let byte = slice[at];
            match self.state {
                State::Return => {
                    self.state = State::Start;
                    at += usize::from(byte == b'\n');
                }
                State::Start | State::Plain => {
                    let rest = &slice[at..];
                    if self.state == State::Start && self.cells.is_empty() {
                        if let Some(length) = self.whole_row(rest) {
                            let (row, end) = rest[..length].split_at(length - 1);
                            self.end_row(Some(row), end[0], take);
                            at += length;
                            continue;
                        }
                        self.cells.clear();
                    }
                    if self.state == State::Start && byte == b'"' {
                        self.state = State::Quoted;
                        at += 1;
                        continue;
                    }
                    let run = self.run(rest).unwrap_or(rest.len());
                    if run > 0 {
                        self.state = State::Plain;
                        self.keep(&rest[..run]);
                        at += run;
                        continue;
                    }
                    at += 1;
                    self.end_cell(byte, take);
                }
                State::Quoted => {
                    let rest = &slice[at..];
                    let run = rest.iter().position(|byte| matches!(byte, b'"' | b'\n' | b'\r')).unwrap_or(rest.len());
                    if run > 0 {
                        self.keep(&rest[..run]);
                        at += run;
                        continue;
                    }
                    at += 1;
                    match byte {
                        b'"' => self.state = State::Closing,
                        _ => self.line_within_quotes(byte, slice.get(at), take),
                    }
                }
                State::Closing => {
                    at += 1;
                    match byte {
                        b'"' => {
                            self.keep(b"\"");
                            self.state = State::Quoted;
                        }
                        _ if byte == self.delimiter || byte == b'\n' || byte == b'\r' => self.end_cell(byte, take),
                        // Text behind a closing quote: not by the book, but nothing is lost.
                        _ => {
                            self.keep(&[byte]);
                            self.state = State::Plain;
                        }
                    }
                }
            }
        }
    }

    /// Ends the file: hands over a last row that no end of line closed, and starts anew. Returns the
    /// line of a row whose quote was never closed.
    pub fn finish(&mut self, take: &mut dyn FnMut(Row<'_>)) -> Option<u32> {
        let unclosed = (self.state == State::Quoted).then_some(self.row_line);
        if self.state != State::Start && self.state != State::Return || !self.cells.is_empty() {
            self.end_cell(b'\n', take);
        }
        *self = Self::new(self.delimiter);
        unclosed
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = LONGEST_ROW_BYTES.saturating_sub(self.bytes.len());
        self.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn line_within_quotes(&mut self, byte: u8, next: Option<&u8>, take: &mut dyn FnMut(Row<'_>)) {
        if self.bytes.len() >= LONGEST_ROW_BYTES {
            return self.end_cell(byte, take);
        }
        self.keep(&[byte]);
        // A lone `\r` is a line too; before `\n` it is a part of one end.
        self.line += u32::from(byte == b'\n' || next.is_some_and(|next| *next != b'\n'));
    }

    fn end_cell(&mut self, byte: u8, take: &mut dyn FnMut(Row<'_>)) {
        let from = self.cells.last().map_or(0, |(_, to)| *to);
        self.cells.push((from, self.bytes.len() as u32));
        if byte == self.delimiter {
            self.state = State::Start;
        } else {
            self.end_row(None, byte, take);
        }
    }

    /// Hands over the cells, of these bytes or else of those that were put together.
    fn end_row(&mut self, bytes: Option<&[u8]>, byte: u8, take: &mut dyn FnMut(Row<'_>)) {
        let row = Row { line: self.row_line, bytes: bytes.unwrap_or(&self.bytes), cells: &self.cells };
        if row.len() > 1 || !row.is_empty() {
            take(row);
        }
        self.bytes.clear();
        self.cells.clear();
        self.line += 1;
        self.row_line = self.line;
        self.state = if byte == b'\r' { State::Return } else { State::Start };
    }

    /// How far it is to the end of a cell without quotes.
    fn run(&self, rest: &[u8]) -> Option<usize> {
        rest.iter().position(|byte| self.is_stop[usize::from(*byte)])
    }

    /// Finds the cells of a row that lies in these bytes with its end of line, and how many bytes it takes. `None` where
    /// it goes on behind them, or where quotes are to be taken out of the midst of a cell.
    fn whole_row(&mut self, rest: &[u8]) -> Option<usize> {
        let rest = &rest[..rest.len().min(LONGEST_ROW_BYTES)];
        let mut at = 0;
        loop {
            let is_quoted = *rest.get(at)? == b'"';
            at += usize::from(is_quoted);
            let run = if is_quoted {
                rest[at..].iter().position(|byte| matches!(byte, b'"' | b'\n' | b'\r'))
            } else {
                self.run(&rest[at..])
            };
            let end = at + run?;
            self.cells.push((at as u32, end as u32));
            at = end;
            if is_quoted {
                if rest[at] != b'"' {
                    return None;
                }
                at += 1;
            }
            match *rest.get(at)? {
                b'\n' | b'\r' => return Some(at + 1),
                byte if byte == self.delimiter => at += 1,
                _ => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Rows = Vec<(u32, Vec<String>)>;

    fn rows(text: &str, delimiter: u8, slice: usize) -> Rows {
        let mut rows = Rows::new();
        let mut keep = |row: Row<'_>| {
            rows.push((row.line, row.iter().map(|cell| String::from_utf8_lossy(cell).into()).collect()));
        };
        let mut splitter = Splitter::new(delimiter);
        for part in text.as_bytes().chunks(slice) {
            splitter.feed(part, &mut keep);
        }
        splitter.finish(&mut keep);
        rows
    }

    fn check(text: &str, wanted: &[(u32, &[&str])]) {
        let wanted: Rows =
            wanted.iter().map(|(line, row)| (*line, row.iter().map(ToString::to_string).collect())).collect();
        for slice in 1..=text.len().max(1) {
            assert_eq!(rows(text, b',', slice), wanted, "{text:?} in slices of {slice}");
        }
    }

    #[test]
    fn each_form_in_slices_of_every_size() {
        check("", &[]);
        check("a,b\nc,d", &[(1, &["a", "b"]), (2, &["c", "d"])]);
        check("a,b\r\nc,d\r\n", &[(1, &["a", "b"]), (2, &["c", "d"])]);
        check("a\rb\rc", &[(1, &["a"]), (2, &["b"]), (3, &["c"])]);
        check("a,\n,b\n", &[(1, &["a", ""]), (2, &["", "b"])]);
        check("\n\na\n\n", &[(3, &["a"])]);
        check("\"a,b\",\"c\"\"d\"\n", &[(1, &["a,b", "c\"d"])]);
        check("\"a\nb\",c\nd", &[(1, &["a\nb", "c"]), (3, &["d"])]);
        check("\"a\r\nb\"\r\nd", &[(1, &["a\r\nb"]), (3, &["d"])]);
        check("a\"b\",c", &[(1, &["a\"b\"", "c"])]);
        check("\"a\" b,c", &[(1, &["a b", "c"])]);
        check("\"\",\"\"\n", &[(1, &["", ""])]);
        check("\"never closed\nb", &[(1, &["never closed\nb"])]);
        check(",", &[(1, &["", ""])]);
    }

    #[test]
    fn other_delimiters() {
        assert_eq!(rows("a;b,c\n", b';', 2), [(1, vec!["a".into(), "b,c".into()])]);
        assert_eq!(rows("a\t\"b\tc\"", b'\t', 3), [(1, vec!["a".into(), "b\tc".into()])]);
    }
}
