//! The second Wasm of the element: bytes of any known format in, a sealed set out; and the other way, events of a sealed
//! set as text. A page that shows the embedded set and exports nothing never fetches it.
//!
//! Delimited text is fed in slices, so that no slice holds the page up; all else is read as a whole.

use conflict_timeline_core::export;
use conflict_timeline_core::ingest::{
    self, Import, Importer, MonthEntry, Options, Pair, PartEntry, PartsImporter, PartsIndex, Sealing, Shape,
    check_presets, import_bytes, sniff,
};
use conflict_timeline_core::model::EventId;
use conflict_timeline_core::problem::Problem;
use conflict_timeline_core::time::{Day, When};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// What `load(source, options)` was given.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    /// Name for messages.
    name: String,
    /// Id of the format; told by the contents where there is none.
    format: Option<String>,
    /// What an event has, and the column that holds it.
    mapping: Vec<Pair>,
    /// `dyads`: make one event of the rows that UCDP splits by dyad.
    group: Option<String>,
    /// Presets of one's own as text.
    preset: Option<String>,
}

impl From<Wanted> for Options {
    fn from(wanted: Wanted) -> Self {
        Self {
            file: wanted.name,
            format: wanted.format.filter(|format| !format.is_empty()),
            mapping: wanted.mapping,
            is_grouped: wanted.group.as_deref() == Some("dyads"),
            presets: wanted.preset.unwrap_or_default(),
            ..Self::default()
        }
    }
}

/// What was read, beside the set itself.
#[derive(Serialize)]
struct Report {
    /// Events that can be shown.
    rows: usize,
    /// Rows of the file.
    read: u32,
    /// Id of the format.
    format: String,
    /// The rows must not be handed on without a licence of one's own.
    restricted: bool,
    warnings: Vec<Problem>,
}

/// A set that was read, and what is to be said of it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Found {
    sealing: Sealing,
    report: JsValue,
}

#[wasm_bindgen]
impl Found {
    /// The next piece of the sealed set; nothing behind the last.
    pub fn piece(&mut self) -> Option<Vec<u8>> {
        self.sealing.next()
    }

    /// How much of the set has been handed out, from 0 to 1.
    #[wasm_bindgen(getter)]
    pub fn share(&self) -> f64 {
        self.sealing.share()
    }

    /// `{rows, read, format, restricted, warnings: [{code, message, where}]}`; null for a part of a set.
    #[wasm_bindgen(getter)]
    pub fn report(&self) -> JsValue {
        self.report.clone()
    }
}

impl From<Import> for Found {
    fn from(mut import: Import) -> Self {
        let report = Report {
            rows: import.data.events.len(),
            read: import.rows,
            format: core::mem::take(&mut import.format),
            restricted: import.is_restricted,
            warnings: core::mem::take(&mut import.problems),
        };
        let report = report.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL);
        Self { sealing: import.into(), report }
    }
}

/// Takes the bytes of one table.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Reader(Importer);

#[wasm_bindgen]
impl Reader {
    /// `options` is `{name, format, mapping: [[field, column]], group, preset}`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Reader {
        Self(Importer::new(Options { in_pieces: true, ..self::options(options) }))
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, slice: &[u8]) {
        self.0.feed(slice);
    }

    /// The next piece of the sealed set as far as it goes; those of [`Self::finish`] go on from there.
    pub fn piece(&mut self) -> Option<Vec<u8>> {
        self.0.piece()
    }

    /// Rows so far.
    #[wasm_bindgen(getter)]
    pub fn rows(&self) -> u32 {
        self.0.rows()
    }

    /// No further bytes will help.
    #[wasm_bindgen(getter)]
    pub fn failed(&self) -> bool {
        self.0.has_failed()
    }

    /// The rows so far as a sealed set: for a first picture.
    pub fn so_far(&self) -> Found {
        Found { sealing: Sealing::new(self.0.so_far()), report: JsValue::NULL }
    }

    /// Ends the table.
    pub fn finish(self) -> Found {
        self.0.finish().into()
    }
}

/// A file of an index.
#[derive(Serialize)]
struct File {
    file: String,
    rows: u32,
    bytes: u64,
    /// First and last possible day.
    from: String,
    to: String,
}

/// The index of a set in parts.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Index(PartsIndex);

#[wasm_bindgen]
impl Index {
    /// Reads an index.
    ///
    /// # Errors
    /// Where it is no index of this version, or names a file outside of its folder.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Index, JsError> {
        PartsIndex::parse(bytes).map(Self).map_err(|clause| JsError::new(&clause))
    }

    /// `[{file, rows, bytes, from, to}]`, by their first days.
    #[wasm_bindgen(getter)]
    pub fn files(&self) -> JsValue {
        let file = |part: &PartEntry| File {
            file: part.file.clone(),
            rows: part.rows,
            bytes: part.bytes,
            from: part.from.to_string(),
            to: part.to.to_string(),
        };
        let files: Vec<File> = self.0.parts.iter().map(file).collect();
        files.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
    }

    /// Which files hold events of the days from `from` to `to`.
    pub fn within(&self, from: Option<String>, to: Option<String>) -> Vec<u32> {
        let (from, to) = days(from, to);
        out(self.0.within(from, to))
    }

    /// Which files to read for these days, in order: at most `most` rows, and as many of those `held` as still fit.
    pub fn chosen(&self, most: u32, from: Option<String>, to: Option<String>, held: Vec<u32>) -> Vec<u32> {
        let (from, to) = days(from, to);
        let held: Vec<usize> = held.into_iter().map(|at| at as usize).collect();
        out(self.0.chosen(most.into(), from, to, &held))
    }
}

fn days(from: Option<String>, to: Option<String>) -> (Option<Day>, Option<Day>) {
    let when = |text: Option<String>| When::parse(&text?).ok();
    (when(from).map(|when| when.earliest), when(to).map(|when| when.latest))
}

fn out(places: Vec<usize>) -> Vec<u32> {
    places.into_iter().map(|at| at as u32).collect()
}

/// Takes packed files, one after the other, as one set.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Parts(PartsImporter);

#[wasm_bindgen]
impl Parts {
    /// Nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Parts {
        Self::default()
    }

    /// Has the set be about all days of the index, though not all files come.
    pub fn span(&mut self, index: &Index) {
        self.0.set_span(index.0.span());
    }

    /// Begins with the next file.
    pub fn begin(&mut self, file: &str, rows: Option<u32>, bytes: f64) {
        self.0.begin(file, rows, bytes as u64);
    }

    /// The byte of the file that is wanted next; nothing once there is none.
    #[wasm_bindgen(getter)]
    pub fn wanted(&self) -> Option<f64> {
        self.0.wanted().map(|at| at as f64)
    }

    /// Takes bytes of the file from `from` on.
    ///
    /// # Errors
    /// Where the file is damaged; what was taken of it stays.
    pub fn feed(&mut self, from: f64, slice: &[u8]) -> Result<(), JsError> {
        self.0.feed(from as usize, slice).map_err(|clause| JsError::new(&clause))
    }

    /// Takes some events of what was fed; `false` once there is none left.
    pub fn step(&mut self) -> bool {
        self.0.step()
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Where it is cut off.
    pub fn end(&mut self) -> Result<(), JsError> {
        self.0.end().map_err(|clause| JsError::new(&clause))
    }

    /// Rows so far.
    #[wasm_bindgen(getter)]
    pub fn rows(&self) -> u32 {
        self.0.rows()
    }

    /// What the files of the index hold beyond the rows so far: for each month its first day, counted from 1970, its
    /// events, and the sum of their highest tolls.
    pub fn away(&self, index: &Index) -> Vec<f64> {
        let month = |month: MonthEntry| [f64::from(month.from.0), month.events as f64, month.high as f64];
        self.0.away(&index.0).into_iter().flat_map(month).collect()
    }

    /// The rows so far as a sealed set: for a first picture.
    pub fn so_far(&self) -> Found {
        Found { sealing: Sealing::new(self.0.so_far()), report: JsValue::NULL }
    }

    /// All of them.
    pub fn finish(self) -> Found {
        self.0.finish().into()
    }
}

/// Whether these first bytes are those of a packed file with columns.
#[wasm_bindgen]
pub fn is_ctl(head: &[u8]) -> bool {
    ingest::is_ctl(head)
}

/// Whether these first bytes are those of an index of parts, which is asked for as a whole.
#[wasm_bindgen]
pub fn is_parts(head: &[u8]) -> bool {
    ingest::is_parts(head)
}

/// Whether these first bytes are those of a table, to be fed in slices; else the whole is asked for.
#[wasm_bindgen]
pub fn is_table(head: &[u8]) -> bool {
    matches!(sniff(head), Shape::Table(_))
}

/// Ids of the formats that `options.format` may name, with presets of one's own or an empty text.
#[wasm_bindgen]
pub fn formats(preset: &str) -> Vec<String> {
    ingest::formats(preset).into_iter().map(|(id, _)| id).collect()
}

/// What is wrong with presets of one's own; nothing where they are sound.
#[wasm_bindgen]
pub fn preset_fault(preset: &str) -> Option<String> {
    check_presets("preset", preset).first().map(ToString::to_string)
}

/// Whether these first bytes are those of a web page.
#[wasm_bindgen]
pub fn is_markup(head: &[u8]) -> bool {
    sniff(head) == Shape::Markup
}

/// Reads a whole file that is no table. `options` as for [`Reader::new`].
#[wasm_bindgen]
pub fn read(bytes: &[u8], options: JsValue) -> Found {
    import_bytes(bytes, self::options(options)).into()
}

/// Some events of a sealed set as `csv`, `json`, `ics` or `geojson`: those that `matched` counts off in the set as it
/// was known on a day, or is today. `words` are the packs that the set lacks, end to end; texts are in `language` where the set
/// has them in it.
///
/// # Errors
/// Where the bytes are no sealed set or language of this version.
#[wasm_bindgen]
pub fn write(
    format: &str,
    set: &[u8],
    words: &[u8],
    language: &str,
    known: Option<i32>,
    matched: Vec<u32>,
) -> Result<String, JsError> {
    let mut data = ingest::unseal_any(set)?;
    for pack in ingest::unseal_languages(words)? {
        if pack.version == data.meta.version {
            data.texts.put(&pack.language, &pack.texts);
        }
    }
    if let Some(day) = known {
        data = data.known_on(Day(day));
    }
    data.keep(&matched.into_iter().map(EventId).collect::<Vec<_>>());
    Ok(match format {
        "json" => export::json(&data)?,
        "ics" => export::ics(&data, language),
        "geojson" => export::geojson(&data, language),
        _ => export::csv(&data, language),
    })
}

fn options(value: JsValue) -> Options {
    serde_wasm_bindgen::from_value::<Wanted>(value).unwrap_or_default().into()
}
