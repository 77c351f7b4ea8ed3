//! The second Wasm of the element: bytes of any known format in, a sealed set out; and the other way, events of a sealed
//! set as text. A page that shows the embedded set and exports nothing never fetches it.
//!
//! Delimited text is fed in slices, so that no slice holds the page up; all else is read as a whole.

use conflict_timeline_core::export;
use conflict_timeline_core::ingest::{
    self, Import, Importer, Options, Pair, PartEntry, PartsImporter, PartsIndex, Sealing, Shape, check_presets,
    import_bytes, sniff,
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
    fn from(import: Import) -> Self {
        let report = Report {
            rows: import.data.events.len(),
            read: import.rows,
            format: import.format.clone(),
            restricted: import.is_restricted,
            warnings: import.problems.clone(),
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

/// A file of an index; alone, it has no rows beforehand.
#[derive(Serialize)]
struct File {
    file: String,
    rows: Option<u32>,
    bytes: u64,
}

/// What to read of a set in parts.
#[derive(Serialize)]
struct Plan {
    /// In the order in which they are to be read.
    files: Vec<File>,
    /// The first and the last of these rows, from 1, among all.
    first: u64,
    last: u64,
    all: u64,
}

impl From<Plan> for Parts {
    fn from(plan: Plan) -> Self {
        let plan = plan.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL);
        Self { parts: PartsImporter::default(), plan }
    }
}

/// Takes a set in parts: packed files beside an index of them.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Parts {
    parts: PartsImporter,
    plan: JsValue,
}

#[wasm_bindgen]
impl Parts {
    /// Reads an index and chooses parts of at most `most` rows, those with the days from `from` to `to` before others.
    ///
    /// # Errors
    /// Where it is no index of this version, or names a file outside of its folder.
    #[wasm_bindgen(constructor)]
    pub fn new(index: &[u8], most: u32, from: Option<String>, to: Option<String>) -> Result<Parts, JsError> {
        let index = PartsIndex::parse(index).map_err(|clause| JsError::new(&clause))?;
        let when = |text: Option<String>| When::parse(&text?).ok();
        let (from, to) = (when(from).map(|when| when.earliest), when(to).map(|when| when.latest));
        let some = index.within(most.into(), from, to);
        let rows = |parts: &[PartEntry]| parts.iter().map(|part| u64::from(part.rows)).sum::<u64>();
        let first = rows(&index.parts[..some.start]);
        let last = first + rows(&index.parts[some.clone()]);
        // From the first day asked for on, then what lies before it.
        let start = some.clone().find(|at| from.is_none_or(|from| index.parts[*at].to >= from)).unwrap_or(some.start);
        let order = (start..some.end).chain((some.start..start).rev());
        let file = |part: &PartEntry| File { file: part.file.clone(), rows: Some(part.rows), bytes: part.bytes };
        let files = order.map(|at| file(&index.parts[at])).collect();
        Ok(Plan { files, first: first + 1, last, all: index.rows }.into())
    }

    /// A packed file without an index.
    pub fn alone(file: String, bytes: f64) -> Parts {
        let file = File { file, rows: None, bytes: bytes as u64 };
        Plan { files: vec![file], first: 1, last: 0, all: 0 }.into()
    }

    /// `{files: [{file, rows, bytes}], first, last, all}`
    #[wasm_bindgen(getter)]
    pub fn plan(&self) -> JsValue {
        self.plan.clone()
    }

    /// Begins with the next file.
    pub fn begin(&mut self, file: &str, rows: Option<u32>, bytes: f64) {
        self.parts.begin(file, rows, bytes as u64);
    }

    /// The byte of the file that is wanted next; nothing once there is none.
    #[wasm_bindgen(getter)]
    pub fn wanted(&self) -> Option<f64> {
        self.parts.wanted().map(|at| at as f64)
    }

    /// Takes bytes of the file from `from` on.
    ///
    /// # Errors
    /// Where the file is damaged; what was taken of it stays.
    pub fn feed(&mut self, from: f64, slice: &[u8]) -> Result<(), JsError> {
        self.parts.feed(from as usize, slice).map_err(|clause| JsError::new(&clause))
    }

    /// Takes some events of what was fed; `false` once there is none left.
    pub fn step(&mut self) -> bool {
        self.parts.step()
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Where it is cut off.
    pub fn end(&mut self) -> Result<(), JsError> {
        self.parts.end().map_err(|clause| JsError::new(&clause))
    }

    /// Rows so far.
    #[wasm_bindgen(getter)]
    pub fn rows(&self) -> u32 {
        self.parts.rows()
    }

    /// The rows so far as a sealed set: for a first picture.
    pub fn so_far(&self) -> Found {
        Found { sealing: Sealing::new(self.parts.so_far()), report: JsValue::NULL }
    }

    /// All of them.
    pub fn finish(self) -> Found {
        self.parts.finish().into()
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
