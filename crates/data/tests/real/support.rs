//! Finding and reading the files.

use conflict_timeline_core::ingest::{self, Import, Importer, Node, Options, Shape, import_node, sniff};
use conflict_timeline_core::model::{DataSet, Event, record};
use std::io::Read;
use std::path::PathBuf;

/// The folder of real files: `CONFLICT_REAL_DATA`, or `shared/data` beside the repository.
pub fn folder() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let named = std::env::var_os("CONFLICT_REAL_DATA").map(PathBuf::from);
    let found = [named, Some(beside)].into_iter().flatten().find(|folder| folder.is_dir());
    if found.is_none() {
        eprintln!("skipped: no folder of real files; set CONFLICT_REAL_DATA");
    }
    found
}

/// The bytes of a file, unpacked; `None`, with the reason printed, where it is not there.
pub fn bytes(name: &str) -> Option<Vec<u8>> {
    let path = folder()?.join(name);
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    if sniff(&bytes) != Shape::Gzip {
        return Some(bytes);
    }
    let mut unpacked = Vec::new();
    flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut unpacked).expect("sound gzip");
    Some(unpacked)
}

pub fn options(name: &str) -> Options {
    Options { file: name.into(), ..Options::default() }
}

/// Reads a table in slices of an odd size.
pub fn table_of(bytes: &[u8], options: Options) -> Import {
    let mut importer = Importer::new(options);
    bytes.chunks(4093).for_each(|slice| importer.feed(slice));
    importer.finish()
}

/// Reads a file of any shape as the tool and the page do.
pub fn import_of(bytes: &[u8], options: Options) -> Import {
    let text = || String::from_utf8_lossy(bytes);
    let node = |text: &str| serde_json::from_str::<Node>(text).unwrap_or_default();
    match sniff(bytes) {
        Shape::Json => import_node(node(&text()), options),
        Shape::Jsonp => import_node(node(ingest::without_call(&text())), options),
        Shape::JsonSequence => {
            let text = text();
            let lines = text.lines().map(|line| line.trim_start_matches('\u{1e}')).filter(|line| !line.is_empty());
            let list = lines.map(node).collect();
            import_node(ingest::Value::List(list).into(), options)
        }
        _ => table_of(bytes, options),
    }
}

/// Reads a real file; `None` where it is not there.
pub fn import(name: &str) -> Option<Import> {
    let bytes = bytes(name)?;
    Some(import_of(&bytes, options(name)))
}

/// The messages of an import, one a line.
pub fn messages(import: &Import) -> String {
    import.problems.iter().map(|problem| problem.message.clone() + "\n").collect()
}

pub fn event<'a>(data: &'a DataSet, slug: &str) -> &'a Event {
    data.event(data.event_by_slug(slug).unwrap_or_else(|| panic!("no event {slug}")))
}

/// A column that the event's record keeps.
pub fn kept(data: &DataSet, event: &Event, column: &str) -> String {
    record::column(data.texts.get(event.record, "en"), column).unwrap_or_default()
}
