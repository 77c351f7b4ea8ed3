//! Rows in, a set out: the header first, then one event a row, then the whole in order.

use super::book::Book;
use super::dyads::group;
use super::header::{Columns, Pair, is_hxl, recognise};
use super::heap::Heap;
use super::markup::plain;
use super::preset::{Field, Preset, presets};
use super::row::{Cells, Desk};
use super::sniff::{SNIFF_BYTES, Shape, sniff};
use super::split::{Row, RowBuffer, Splitter};
use super::trouble::{Trouble, Troubles, Unit};
use crate::ingest::Outcome;
use crate::model::{DataSet, Event, Phase};
use crate::problem::{Code, Problem};
use std::sync::Arc;

/// What the reader of a foreign file may be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Name of the file, for messages and as the title; never asked for its sort.
    pub file: String,
    /// Id of the format (`ucdp-ged`, `ucdp-sums`, `acled`, `gdelt`, `timelinejs`, `generic`); told by the
    /// columns where there is none.
    pub format: Option<String>,
    /// What an event has, and the column that holds it: `("date", "Datum")`. Counts before the format.
    pub mapping: Vec<Pair>,
    /// Make one event of the rows that UCDP splits by dyad.
    pub is_grouped: bool,
    /// How many rows of each sort of complaint are listed one by one.
    pub listed: usize,
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
    licence.starts_with("ACLED terms")
}

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
        let mut splitter = Splitter::new(delimiter);
        let start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        splitter.feed(&bytes[start..], &mut |row| self.table.take(row));
        self.stage = Stage::Rows(Box::new(splitter));
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
                let unclosed = splitter.finish(&mut |row| self.table.take(row));
                self.table.finish(unclosed)
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
            Stage::Cut => self.table.finish(None),
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
    rows: u32,
}

impl Table {
    pub(super) fn new(options: Options, unit: Unit) -> Self {
        Self { options, unit, header: None, desk: None, event: Event::default(), failure: None, rows: 0 }
    }

    pub(super) fn take(&mut self, row: Row<'_>) {
        if self.failure.is_some() || row.iter().all(<[u8]>::is_empty) {
            return;
        }
        if let Some(desk) = &mut self.desk {
            self.rows += 1;
            return data_row(desk, &mut self.event, row);
        }
        match self.header.take() {
            None => self.header = Some(RowBuffer::of(row)),
            Some(header) if is_hxl(row) && !is_hxl(header.row()) => self.open(header.row(), Some(row)),
            Some(header) => {
                self.open(header.row(), None);
                self.take(row);
            }
        }
    }

    fn open(&mut self, header: Row<'_>, tags: Option<Row<'_>>) {
        let all = presets();
        let found = match recognise(header, tags, &all, self.options.format.as_deref(), &self.options.mapping) {
            Ok(found) => found,
            Err(message) => {
                let mut import = failure(&self.options.file, Code::Format, message);
                let place = u32::from(self.unit != Unit::Record);
                (import.problems[0].line, import.problems[0].column) = (place, place);
                self.failure = Some(import);
                return;
            }
        };
        let terms = found.bound_by.map(|index| all[index].clone());
        let mut preset = all.into_iter().nth(found.preset).unwrap_or_default();
        if let Some(terms) = terms {
            preset.is_restricted = true;
            (preset.licence, preset.licence_url, preset.credit) = (terms.licence, terms.licence_url, terms.credit);
        }
        let mut desk = desk(preset, found.columns, &self.options);
        for message in found.unmapped {
            desk.troubles.add(Code::Mapping, "", &message, header.line, "");
        }
        if found.is_bare {
            self.rows += 1;
            data_row(&mut desk, &mut self.event, header);
        }
        self.desk = Some(desk);
    }

    pub(super) fn finish(&mut self, unclosed: Option<u32>) -> Import {
        if let Some(header) = self.header.take() {
            self.open(header.row(), None);
        }
        if let Some(failure) = self.failure.take() {
            return failure;
        }
        let Some(mut desk) = self.desk.take() else {
            return failure(&self.options.file, Code::Empty, "there are no rows".into());
        };
        if let Some(line) = unclosed {
            desk.troubles.add(Code::Quote, "", "with a quote that is never closed", line, "");
        }
        desk.settle();
        let mut data = core::mem::take(&mut desk.book.data);
        let mut events = core::mem::take(&mut desk.events);
        if self.options.is_grouped {
            data.events = events.list().into();
            group(&mut data);
            events = Heap::of(core::mem::take(&mut data.events));
        }
        events.settle(&mut data);
        let troubles = desk.troubles.into_groups();
        let problems = troubles.iter().map(|trouble| trouble.problem(&self.options.file, self.unit)).collect();
        let is_restricted = desk.preset.is_restricted || is_restricted(&data);
        let format = desk.preset.id;
        Import { data, problems, troubles, format, rows: self.rows, is_restricted }
    }
}

fn desk(preset: Preset, columns: Columns, options: &Options) -> Desk {
    let mut book = Book::default();
    let main = book.main_source(&preset.source, &options.file);
    let by_side = book.shared("by side");
    let set = if preset.set.is_empty() { &options.file } else { &preset.set };
    let meta = &mut book.data.meta;
    meta.licence.clone_from(&preset.licence);
    meta.licence_url.clone_from(&preset.licence_url);
    meta.slug.clone_from(&preset.id);
    let texts = &mut book.data.texts;
    let mut add = |text: &str| texts.add(core::iter::once(("en", text)));
    (meta.title, meta.about, meta.credit) = (add(set), add(&preset.about), add(&preset.credit));
    if set != &options.file {
        meta.subtitle = add(&options.file);
    }
    Desk {
        columns: Arc::new(columns),
        troubles: Troubles { listed: options.listed, ..Troubles::default() },
        book,
        events: Heap::default(),
        text: String::new(),
        main,
        by_side,
        civilians: None,
        kinds: Vec::new(),
        either: Vec::new(),
        is_order_seen: [false; 2],
        rows: 0,
        preset,
    }
}

fn data_row(desk: &mut Desk, event: &mut Event, row: Row<'_>) {
    let columns = Arc::clone(&desk.columns);
    let cells = Cells::of(row, &columns);
    desk.rows += 1;
    if let Some(column) = columns.licence {
        desk.licensed(&cells.at(column));
    }
    let sort = cells.get(Field::Type);
    let is_title = sort.eq_ignore_ascii_case("title");
    if is_title && desk.preset.has_markup {
        let (title, about) = (cells.get(Field::Headline), cells.get(Field::Summary));
        if !title.is_empty() {
            desk.book.data.meta.title = desk.book.own(&plain(&title));
        }
        desk.book.data.meta.about = desk.book.own(&plain(&about));
    } else if desk.event(&cells, event).is_some() {
        if desk.preset.has_markup && sort.eq_ignore_ascii_case("era") {
            let span = event.when.span();
            let slug = desk.book.slug("phase", &cells.get(Field::Headline)).0;
            let (name, summary) = (event.title, event.summary);
            desk.book.data.phases.push(Phase { slug, name, summary, span });
        } else {
            desk.events.push(event);
        }
    }
}
