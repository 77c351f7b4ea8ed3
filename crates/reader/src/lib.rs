//! The second Wasm of the element: bytes of any known format in, a sealed set out; and the other way, events of a sealed
//! set as text. A page that shows the embedded set and exports nothing never fetches it.
//!
//! Delimited text is fed in slices, so that no slice holds the page up; all else is read as a whole.

use conflict_timeline_core::export;
use conflict_timeline_core::ingest::{self, Import, Importer, Options, Pair, Sealing, Shape, import_bytes, sniff};
use conflict_timeline_core::model::EventId;
use conflict_timeline_core::problem::Problem;
use conflict_timeline_core::time::Day;
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
}

impl From<Wanted> for Options {
    fn from(wanted: Wanted) -> Self {
        Self {
            file: wanted.name,
            format: wanted.format.filter(|format| !format.is_empty()),
            mapping: wanted.mapping,
            is_grouped: wanted.group.as_deref() == Some("dyads"),
            listed: 0,
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
            format: import.format,
            restricted: import.is_restricted,
            warnings: import.problems,
        };
        let report = report.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL);
        Self { sealing: Sealing::new(import.data), report }
    }
}

/// Takes the bytes of one table.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Reader(Importer);

#[wasm_bindgen]
impl Reader {
    /// `options` is `{name, format, mapping: [[field, column]], group}`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Reader {
        Self(Importer::new(self::options(options)))
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, slice: &[u8]) {
        self.0.feed(slice);
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

/// Whether these first bytes are those of a table, to be fed in slices; else the whole is asked for.
#[wasm_bindgen]
pub fn is_table(head: &[u8]) -> bool {
    matches!(sniff(head), Shape::Table(_))
}

/// Ids of the formats that `options.format` may name.
#[wasm_bindgen]
pub fn formats() -> Vec<String> {
    ingest::formats().into_iter().map(|(id, _)| id).collect()
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
    for pack in ingest::unseal_languages(&words)? {
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
