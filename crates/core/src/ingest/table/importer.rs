//! Rows in, a set out: the header first, then one event a row, then the whole in order.

use super::cells::{Row, RowBuffer};
use super::desk::{data_row, desk};
use super::dyads::group;
use super::faults::Faults;
use super::header::{Pair, has_numbers, is_hxl, of_two_rows, recognise};
use super::heap::Heap;
use super::import::{Import, failure, is_restricted};
use super::preset::{Preset, presets};
use super::row::Desk;
use super::sniff::{SNIFF_BYTES, Shape, sniff};
use super::split::Splitter;
use super::trouble::Unit;
use super::wrapped;
use crate::ingest::sealed::Growing;
use crate::model::{DataSet, Event};
use crate::problem::Code;

/// What the reader of a foreign file may be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Name of the file, for messages and as the title; never asked for its sort.
    pub file: String,
    /// Id of the format (`conflict-timeline`, `ucdp-ged`, `ucdp-sums`, `ucdp-years`, `acled`, `gdelt`, `gtd`, `icews`, `scad`, `timelinejs`, `generic`);
    /// told by the columns where there is none.
    pub format: Option<String>,
    /// What an event has, and the column that holds it: `("date", "Datum")`. Counts before the format.
    pub mapping: Vec<Pair>,
    /// Make one event of the rows that UCDP splits by dyad.
    pub is_grouped: bool,
    /// Presets of one's own as text, tried before the known ones; see `crates/core/presets/README.md`.
    pub presets: String,
    /// How many rows of each sort of complaint are listed one by one.
    pub listed: usize,
    /// Make pieces of the set while it is read, for [`Importer::piece`].
    pub in_pieces: bool,
}

/// Reads delimited text that arrives in slices: UCDP, ACLED, GDELT, a TimelineJS sheet, or any table with a date.
///
/// ```
/// use conflict_timeline_core::ingest::{Importer, Options};
/// let mut importer = Importer::new(Options { file: "mine.csv".into(), ..Options::default() });
/// importer.feed(b"date,place,killed\n2013-01-10,Kon");
/// importer.feed(b"na,12\nsoon,Gao,\n");
/// let import = importer.finish();
/// assert_eq!((import.data.events.len(), import.rows, import.format.as_str()), (1, 2, "generic"));
/// assert_eq!(import.problems[0].message, "date: 1 row not a date, at line 3 (`soon`)");
/// ```
pub struct Importer {
    stage: Stage,
    table: Table,
}

enum Stage {
    /// Not enough bytes to tell the delimiter.
    Waiting(Vec<u8>),
    Rows(Box<Splitter>),
    /// Not delimited text.
    Not(Shape),
    /// Rows come one by one.
    Cut,
}

impl Importer {
    /// A reader of one file.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { stage: Stage::Waiting(Vec::new()), table: Table::new(options, Unit::Line) }
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, slice: &[u8]) {
        if let Stage::Waiting(bytes) = &mut self.stage {
            bytes.extend_from_slice(slice);
            if bytes.len() >= SNIFF_BYTES {
                self.begin();
            }
        } else if let Stage::Rows(splitter) = &mut self.stage {
            splitter.feed(slice, &mut |row| self.table.take(row));
        }
    }

    /// Takes a row that another reader has cut, with its number in the file. Not for a file that is fed.
    pub fn row<T: AsRef<[u8]>>(&mut self, unit: Unit, number: u32, cells: &[T]) {
        self.table.unit = unit;
        self.stage = Stage::Cut;
        let mut row = RowBuffer::default();
        row.start(number);
        cells.iter().for_each(|cell| row.push(cell.as_ref()));
        self.table.take(row.row());
    }

    /// Goes on with the sheet of this name of a workbook; where rows of another one were read, those that follow count from
    /// below the same header on, its columns in any order.
    pub fn sheet(&mut self, name: &str) {
        self.table.sheet = name.into();
        if let Some(desk) = &mut self.table.desk {
            desk.begin_sheet(name);
            self.table.is_above_header = true;
            self.table.order.clear();
        }
    }

    /// Whether the rows of the sheet are read: its header was found.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.table.desk.is_some() && !self.table.is_above_header
    }

    /// How many events there are so far.
    #[must_use]
    pub fn events(&self) -> usize {
        self.table.desk.as_ref().map_or(0, |desk| desk.events.len())
    }

    fn begin(&mut self) {
        let Stage::Waiting(bytes) = &mut self.stage else { return };
        let bytes = core::mem::take(bytes);
        let shape = sniff(&bytes);
        let Shape::Table(delimiter) = shape else {
            self.stage = Stage::Not(shape);
            return;
        };
        let start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let mut splitter = Splitter::of(&bytes[start..], delimiter, &self.table.options);
        splitter.feed(&bytes[start..], &mut |row| self.table.take(row));
        self.stage = Stage::Rows(Box::new(splitter));
    }

    /// The next piece of what has been read so far, where the options ask for pieces; [`Sealing`] of the whole import
    /// goes on from there.
    ///
    /// [`Sealing`]: crate::ingest::Sealing
    pub fn piece(&mut self) -> Option<Vec<u8>> {
        self.table.desk.as_mut()?.growing.as_mut()?.piece()
    }

    /// How many rows have been read.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.table.rows
    }

    /// The header is not understood: no further bytes will change that.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.table.failure.is_some() || matches!(self.stage, Stage::Not(_))
    }

    /// What has been read so far, in order, as a set of its own: for a first picture.
    #[must_use]
    pub fn so_far(&self) -> DataSet {
        let Some(desk) = &self.table.desk else { return DataSet::default() };
        let mut data = desk.book.data.clone();
        desk.events.again().settle(&mut data);
        data
    }

    /// Ends the file.
    #[must_use]
    pub fn finish(mut self) -> Import {
        self.begin();
        match &mut self.stage {
            Stage::Rows(splitter) => {
                let faults = splitter.finish(&mut |row| self.table.take(row));
                self.table.finish(&faults)
            }
            Stage::Not(shape) => {
                let (code, what) = match shape {
                    Shape::Empty => (Code::Empty, "the file is empty"),
                    Shape::Json | Shape::JsonSequence | Shape::Jsonp => (Code::Format, "this is JSON, not a table"),
                    Shape::Toml => (Code::Format, "this is TOML, not a table"),
                    Shape::Markup => (Code::Format, "this is a web page or XML, not data"),
                    Shape::Gzip => (Code::Format, "this is packed with gzip: unpack it first"),
                    Shape::Zip => (
                        Code::Format,
                        "this is an Excel file or an archive: save it as CSV, or use the command conflict-data",
                    ),
                    Shape::Parquet => {
                        (Code::Format, "this is Parquet: save it as CSV, or use the command conflict-data")
                    }
                    Shape::Utf16 => (Code::Format, "this is UTF-16: save it as UTF-8"),
                    _ => (Code::Format, "this is packed data, not a table"),
                };
                failure(&self.table.options.file, code, what.into())
            }
            Stage::Cut => self.table.finish(&Faults::default()),
            Stage::Waiting(_) => Import::default(),
        }
    }
}

impl core::fmt::Debug for Importer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Importer {{ rows: {} }}", self.rows())
    }
}

/// Rows, wherever they come from.
pub(super) struct Table {
    pub(super) options: Options,
    /// What rows are counted in.
    unit: Unit,
    /// The first row, until the second tells whether it is one of HXL tags.
    header: Option<RowBuffer>,
    desk: Option<Desk>,
    /// That of the row before: the memory that it took serves the next one.
    event: Event,
    failure: Option<Import>,
    /// Why the first line is no header, while others are tried.
    not_headers: Option<Import>,
    tried: usize,
    /// Columns of the next row that are too rare to stand in the header.
    pub(super) extra: Vec<(String, String)>,
    /// The sheet of a workbook that has several.
    sheet: String,
    /// Rows of a further sheet are passed over until its header, which is that of the first.
    is_above_header: bool,
    /// Where the columns of the header stand in the rows of this sheet; empty where they stand as there.
    order: Vec<usize>,
    /// The header stands in one cell, and so may its rows.
    is_wrapped: bool,
    rows: u32,
}

/// Lines of titles and remarks above a header.
const MOST_TITLES: usize = 10;

/// What Excel reads before the header: `sep=;`.
fn is_separator(row: Row<'_>) -> bool {
    row.line == 1 && row.len() <= 2 && row.cell(0).to_ascii_lowercase().starts_with(b"sep=") && row.cell(0).len() <= 5
}

impl Table {
    pub(super) fn new(options: Options, unit: Unit) -> Self {
        Self {
            options,
            unit,
            header: None,
            desk: None,
            event: Event::default(),
            failure: None,
            not_headers: None,
            tried: 0,
            extra: Vec::new(),
            sheet: String::new(),
            is_above_header: false,
            order: Vec::new(),
            is_wrapped: false,
            rows: 0,
        }
    }

    /// Counts a row that has nothing in it, and says so.
    pub(super) fn take_nothing(&mut self, number: u32) {
        if let Some(header) = self.header.take() {
            self.open(header.row(), None);
        }
        if let Some(desk) = &mut self.desk {
            self.rows += 1;
            desk.troubles.add(Code::Empty, "", "with nothing in it", number, "");
        }
    }

    pub(super) fn take(&mut self, row: Row<'_>) {
        if self.failure.is_some() || row.iter().all(<[u8]>::is_empty) {
            return;
        }
        if let Some(desk) = &mut self.desk {
            if self.is_above_header {
                let order = desk.columns.order_in(row);
                self.is_above_header = order.is_none();
                self.order = order.unwrap_or_default();
                return;
            }
            let wrapped = wrapped::data(row, desk.columns.names.len(), self.is_wrapped);
            let row = wrapped.as_ref().map_or(row, RowBuffer::row);
            let ordered = (!self.order.is_empty()).then(|| RowBuffer::ordered(row, &self.order));
            let row = ordered.as_ref().map_or(row, RowBuffer::row);
            self.rows += 1;
            if !self.sheet.is_empty() {
                self.extra.push(("sheet".into(), self.sheet.clone()));
            }
            desk.extra = core::mem::take(&mut self.extra);
            if self.unit == Unit::Line {
                desk.check_length(row);
            }
            return data_row(desk, &mut self.event, row);
        }
        match self.header.take() {
            None if is_separator(row) => {}
            // Below the first row, one with numbers is data whose names stand nowhere.
            None if self.tried > 0 && has_numbers(row) => self.pass_over(),
            None => {
                let wrapped = if self.unit == Unit::Record { None } else { wrapped::header(row) };
                self.is_wrapped = wrapped.is_some();
                self.header = Some(wrapped.unwrap_or_else(|| RowBuffer::of(row)));
            }
            Some(header) if is_hxl(row) && !is_hxl(header.row()) => self.open(header.row(), Some(row)),
            Some(header) => match of_two_rows(header.row(), row, &self.options) {
                Some([names, both]) => self.open(names.row(), Some(both.row())),
                None => {
                    self.open(header.row(), None);
                    self.take(row);
                }
            },
        }
    }

    /// Goes on below a row that is no header, for a title or remarks may stand above it; too far down nothing is.
    fn pass_over(&mut self) {
        self.tried += 1;
        if self.tried > MOST_TITLES || self.unit == Unit::Record {
            self.failure = self.not_headers.take();
        }
    }

    fn open(&mut self, header: Row<'_>, tags: Option<Row<'_>>) {
        let all = presets(&self.options.presets);
        let found = match recognise(header, tags, &all, self.options.format.as_deref(), &self.options.mapping) {
            Ok(found) => found,
            Err(message) => {
                let mut import = failure(&self.options.file, Code::Format, message);
                let place = u32::from(self.unit != Unit::Record);
                (import.problems[0].line, import.problems[0].column) = (place, place);
                self.not_headers.get_or_insert(import);
                return self.pass_over();
            }
        };
        let terms = found.bound_by.map(|index| all[index].clone());
        let binders: Vec<Preset> = all.iter().filter(|preset| !preset.called.is_empty()).cloned().collect();
        let mut preset = all.into_iter().nth(found.preset).unwrap_or_default();
        if let Some(terms) = terms {
            preset.bind(&terms);
        }
        let mut desk = desk(preset, found.columns, &self.options);
        // Our own tables say in a column of their own what binds them, and may cite whom they like.
        if !desk.preset.is_restricted && !desk.preset.is_ours {
            desk.binders = binders;
        }
        desk.begin_sheet(&self.sheet);
        for (name, message) in found.unmapped {
            desk.troubles.add(Code::Mapping, &["mapping.", &name].concat(), &message, 0, "");
        }
        if found.is_bare {
            self.rows += 1;
            data_row(&mut desk, &mut self.event, header);
        }
        self.desk = Some(desk);
    }

    pub(super) fn finish(&mut self, faults: &Faults) -> Import {
        if let Some(header) = self.header.take() {
            self.open(header.row(), None);
        }
        if let Some(failure) = self.failure.take() {
            return failure;
        }
        let Some(mut desk) = self.desk.take() else {
            if let Some(import) = self.not_headers.take() {
                return import;
            }
            return failure(&self.options.file, Code::Empty, "there are no rows".into());
        };
        if self.rows == 0 {
            desk.troubles.add(Code::Empty, "", "there is no row below the header", 0, "");
        }
        let growing = desk.growing.take().filter(Growing::has_begun).map(|mut growing| {
            growing.take(&desk.book.data, desk.events.rows(), desk.events.len());
            growing
        });
        let is_changed = desk.settle();
        let mut data = core::mem::take(&mut desk.book.data);
        let mut events = core::mem::take(&mut desk.events);
        if self.options.is_grouped {
            data.events = events.list().into();
            group(&mut data);
            events = Heap::of(core::mem::take(&mut data.events));
        }
        let order = events.settle(&mut data);
        // What was made of events that are others now counts for nothing.
        let grown = growing.filter(|_| !is_changed).map(|growing| growing.end(order));
        let mut troubles = desk.troubles.into_groups();
        troubles.extend(faults.troubles(self.options.listed));
        let problems = troubles.iter().map(|trouble| trouble.problem(&self.options.file, self.unit)).collect();
        let is_restricted = desk.preset.is_restricted || is_restricted(&data);
        let format = desk.preset.id;
        Import { data, problems, troubles, format, rows: self.rows, is_restricted, is_cut: false, grown }
    }
}
