//! Rows in, a set out: the header first, then one event a row, then the whole in order.

use super::cells::{Row, RowBuffer};
use super::desk::{data_row, desk};
use super::dyads::group;
use super::faults::Faults;
use super::header::{Pair, has_numbers, is_hxl, of_two_rows, recognise};
use super::heap::Heap;
use super::preset::presets;
use super::row::Desk;
use super::sniff::{SNIFF_BYTES, Shape, sniff};
use super::split::Splitter;
use super::trouble::{Trouble, Unit};
use crate::ingest::Outcome;
use crate::ingest::sealed::{Growing, Grown};
use crate::model::{DataSet, Event};
use crate::problem::{Code, Problem};

/// What the reader of a foreign file may be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Name of the file, for messages and as the title; never asked for its sort.
    pub file: String,
    /// Id of the format (`conflict-timeline`, `ucdp-ged`, `ucdp-sums`, `acled`, `gdelt`, `gtd`, `icews`, `timelinejs`, `generic`);
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

/// A foreign file as a set.
#[derive(Debug, Default)]
pub struct Import {
    /// The sound part.
    pub data: DataSet,
    /// One complaint a column and sort, with the number of rows.
    pub problems: Vec<Problem>,
    /// The same with the rows one by one, as far as the options ask for them.
    pub troubles: Vec<Trouble>,
    /// Id of the format; `json` for our own.
    pub format: String,
    /// Rows read, those left out included, header and HXL row not.
    pub rows: u32,
    /// The rows must not be published without a licence of one's own.
    pub is_restricted: bool,
    /// The end of the set, if pieces of it were made while it was read.
    pub grown: Option<Grown>,
}

impl Import {
    /// A set of our own form.
    pub(in crate::ingest) fn of(outcome: Outcome, format: &str) -> Self {
        Self {
            rows: outcome.data.events.len() as u32,
            is_restricted: is_restricted(&outcome.data),
            data: outcome.data,
            problems: outcome.problems,
            format: format.into(),
            ..Self::default()
        }
    }
}

/// Whether the rows of the set must not be published without a licence of one's own. A set says so by its licence, so
/// that a file made from the rows says it too.
#[must_use]
pub fn is_restricted(data: &DataSet) -> bool {
    is_bound(&data.meta.licence) && !data.meta.slug.ends_with("-sums")
}

/// Whether a licence lets no rows be handed on.
pub(super) fn is_bound(licence: &str) -> bool {
    BOUND.iter().any(|terms| licence.starts_with(terms))
}

/// How the licences of rows that must not be handed on begin.
pub(super) const BOUND: [&str; 2] = ["ACLED terms", "GTD terms"];

impl From<Import> for Outcome {
    fn from(import: Import) -> Self {
        Self { data: import.data, problems: import.problems }
    }
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

pub(super) fn failure(file: &str, code: Code, message: String) -> Import {
    let problem = Problem { code, file: file.into(), line: 0, column: 0, path: String::new(), message };
    Import { problems: vec![problem], ..Import::default() }
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
            self.rows += 1;
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
            None => self.header = Some(RowBuffer::of(row)),
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
        let mut preset = all.into_iter().nth(found.preset).unwrap_or_default();
        if let Some(terms) = terms {
            preset.is_restricted = true;
            (preset.licence, preset.licence_url, preset.credit) = (terms.licence, terms.licence_url, terms.credit);
        }
        let mut desk = desk(preset, found.columns, &self.options);
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
        Import { data, problems, troubles, format, rows: self.rows, is_restricted, grown }
    }
}
