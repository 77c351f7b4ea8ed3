//! Delimited text into rows, fed in slices of any size.

use super::cells::Row;
use super::faults::Faults;
use super::importer::Options;

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

/// Rows longer than this are cut off there: a quote that is never closed must not swallow a whole file.
const LONGEST_ROW_BYTES: usize = 16 << 20;
/// Quotes that are never closed, each of which is read again as a plain sign, until quotes are taken for none.
const MOST_UNCLOSED: usize = 64;

/// A push reader of delimited text: doubled quotes, quoted ends of lines, `\n`, `\r\n` and `\r`.
/// Empty lines are passed over. It holds one row and never more, and only where that does not lie whole in a slice.
/// A quote that is never closed is a sign as any other: what it took is read again.
#[derive(Clone, Debug)]
pub struct Splitter {
    delimiter: u8,
    has_quotes: bool,
    /// The cell between quotes as it came, and the line on which it begins.
    raw: Vec<u8>,
    raw_line: u32,
    /// Where the quote stood behind which the text of a quoted cell goes on.
    stray: Option<usize>,
    faults: Faults,
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
        Self {
            delimiter,
            has_quotes: true,
            raw: Vec::new(),
            raw_line: 1,
            stray: None,
            faults: Faults::default(),
            state: State::Start,
            bytes: Vec::new(),
            cells: Vec::new(),
            line: 1,
            row_line: 1,
            is_stop,
        }
    }

    /// A reader for the file that begins with these bytes: some formats know no quotes.
    #[must_use]
    pub fn of(head: &[u8], delimiter: u8, options: &Options) -> Self {
        let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        let has_quotes = delimiter != b'\t' || !super::header::knows_no_quotes(line, options);
        Self { has_quotes, ..Self::new(delimiter) }
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
                    if self.state == State::Start && self.has_quotes && byte == b'"' {
                        self.state = State::Quoted;
                        self.raw.clear();
                        self.raw_line = self.line;
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
                    self.keep_raw(&rest[..run.max(1)]);
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
                            self.keep_raw(b"\"");
                            self.state = State::Quoted;
                        }
                        _ if byte == self.delimiter || byte == b'\n' || byte == b'\r' => self.end_cell(byte, take),
                        // Text behind a closing quote: not by the book, so it is no closing one.
                        _ => {
                            if self.line > self.raw_line {
                                self.faults.late.push((self.row_line, self.line - self.raw_line));
                            }
                            self.stray = Some(self.bytes.len());
                            self.keep(&[byte]);
                            self.state = State::Plain;
                        }
                    }
                }
            }
        }
    }

    /// Ends the file: hands over a last row that no end of line closed, and starts anew. Returns what was wrong with
    /// the rows as such.
    pub fn finish(&mut self, take: &mut dyn FnMut(Row<'_>)) -> Faults {
        while self.state == State::Quoted {
            self.read_again(take);
        }
        if self.state != State::Start && self.state != State::Return || !self.cells.is_empty() {
            self.end_cell(b'\n', take);
        }
        let faults = core::mem::take(&mut self.faults);
        *self = Self { has_quotes: self.has_quotes, ..Self::new(self.delimiter) };
        faults
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = LONGEST_ROW_BYTES.saturating_sub(self.bytes.len());
        if bytes.len() > room && self.faults.cut.last() != Some(&self.row_line) {
            self.faults.cut.push(self.row_line);
        }
        self.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn keep_raw(&mut self, bytes: &[u8]) {
        let room = (LONGEST_ROW_BYTES * 2).saturating_sub(self.raw.len());
        self.raw.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    /// Takes the quote of the cell at hand for a plain sign, and reads what it took once more.
    fn read_again(&mut self, take: &mut dyn FnMut(Row<'_>)) {
        self.faults.unclosed.push(self.row_line);
        if self.raw.len() >= LONGEST_ROW_BYTES * 2 {
            return self.end_cell(b'\n', take);
        }
        let raw = core::mem::take(&mut self.raw);
        self.bytes.truncate(self.cells.last().map_or(0, |(_, to)| *to) as usize);
        self.keep(b"\"");
        (self.line, self.state) = (self.raw_line, State::Plain);
        self.has_quotes &= self.faults.unclosed.len() < MOST_UNCLOSED;
        self.feed(&raw, take);
    }

    fn line_within_quotes(&mut self, byte: u8, next: Option<&u8>, take: &mut dyn FnMut(Row<'_>)) {
        if self.bytes.len() >= LONGEST_ROW_BYTES {
            self.faults.cut.retain(|line| *line != self.row_line);
            return self.read_again(take);
        }
        self.keep(&[byte]);
        // A lone `\r` is a line too; before `\n` it is a part of one end.
        self.line += u32::from(byte == b'\n' || next.is_some_and(|next| *next != b'\n'));
    }

    fn end_cell(&mut self, byte: u8, take: &mut dyn FnMut(Row<'_>)) {
        let from = self.cells.last().map_or(0, |(_, to)| *to);
        if let Some(at) = self.stray.take().filter(|at| !self.bytes[*at..].trim_ascii().is_empty()) {
            self.end_stray(from as usize, at);
        }
        self.cells.push((from, self.bytes.len() as u32));
        if byte == self.delimiter {
            self.state = State::Start;
        } else {
            self.end_row(None, byte, take);
        }
    }

    /// Puts back the quotes of a cell that has one in its midst: only where the cell ends with one too are its first and its
    /// last no signs of the text.
    fn end_stray(&mut self, from: usize, at: usize) {
        self.bytes.insert(at, b'"');
        let length = self.bytes.trim_ascii_end().len();
        if self.bytes[at + 1..length].ends_with(b"\"") {
            self.bytes.truncate(length - 1);
        } else {
            self.bytes.insert(from, b'"');
        }
        if self.faults.late.last().is_none_or(|(line, _)| *line != self.row_line) {
            self.faults.stray.push(self.row_line);
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
            let is_quoted = *rest.get(at)? == b'"' && self.has_quotes;
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
        check("\"a\" b,c", &[(1, &["\"a\" b", "c"])]);
        check("\"Kon\"na\",\"a\" ,c", &[(1, &["Kon\"na", "a ", "c"])]);
        check("\"\",\"\"\n", &[(1, &["", ""])]);
        check("\"never closed\nb", &[(1, &["\"never closed"]), (2, &["b"])]);
        check("a,\"b\nc,\"d\"\"\"\ne,\"f\ng,h", &[(1, &["a", "b\nc,\"d\"\""]), (3, &["e", "\"f"]), (4, &["g", "h"])]);
        check(",", &[(1, &["", ""])]);
    }

    #[test]
    fn other_delimiters() {
        assert_eq!(rows("a;b,c\n", b';', 2), [(1, vec!["a".into(), "b,c".into()])]);
        assert_eq!(rows("a\t\"b\tc\"", b'\t', 3), [(1, vec!["a".into(), "b\tc".into()])]);
    }
}
