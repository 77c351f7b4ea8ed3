//! Tables that are no text: Excel and Parquet. Their cells become text and go the way of every other table.

mod excel;
mod parquet;

pub use self::parquet::write as parquet;
use anyhow::{Result, bail};
use conflict_timeline_core::ingest::{Import, Importer, Options, Unit};
use conflict_timeline_core::problem::{Code, Problem};

/// The first bytes of Excel's form before 2007.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether these are the first bytes of Excel before 2007; the newer one is a ZIP archive.
#[must_use]
pub fn is_old_excel(head: &[u8]) -> bool {
    head.starts_with(OLE)
}

/// The sheet that is asked for by its name or its number from 1. Without one, the first that is understood, hidden ones
/// last, and a word on others that would be; else what is wrong with the first one.
///
/// # Errors
/// Where it is no workbook, or has no such sheet.
pub fn of_excel(bytes: &[u8], options: &Options, asked: Option<&str>) -> Result<Import> {
    guarded(|| {
        let mut book = excel::Book::open(bytes)?;
        let mut first = None;
        let mut read: Option<Import> = None;
        let mut sheets = book.names();
        let names: Vec<String> = sheets.iter().map(|(name, _)| name.clone()).collect();
        // What was hidden is what others replace.
        sheets.sort_by_key(|(_, is_hidden)| *is_hidden);
        let shown = || sheets.iter().map(|(name, _)| name.clone()).collect();
        for name in if let Some(asked) = asked { vec![named(&names, asked)?] } else { shown() } {
            let file = format!("{}, sheet {name}", options.file);
            let mut importer = Importer::new(Options { file, ..options.clone() });
            book.rows(&name, &mut |number, cells| importer.row(Unit::Row, number, cells))?;
            let import = importer.finish();
            match &mut read {
                Some(read) if !import.data.events.is_empty() => read.problems.push(left_out(&name, &import, options)),
                Some(_) => {}
                None if !import.data.events.is_empty() => read = Some(import),
                None => {
                    first.get_or_insert(import);
                }
            }
        }
        if let Some(import) = read {
            return Ok(import);
        }
        // A workbook without a sheet is an empty file.
        Ok(first.unwrap_or_else(|| Importer::new(options.clone()).finish()))
    })
}

/// A name goes before a number: there are sheets that are called 2013.
fn named(names: &[String], asked: &str) -> Result<String> {
    let place = || asked.parse::<usize>().ok().and_then(|number| names.get(number.checked_sub(1)?));
    if let Some(name) = names.iter().find(|name| *name == asked).or_else(place) {
        return Ok(name.clone());
    }
    let list: Vec<String> = names.iter().zip(1..).map(|(name, number)| format!("{number} {name}")).collect();
    bail!("there is no sheet `{asked}`; the workbook has: {}", list.join(", "))
}

/// One set is read from a workbook.
fn left_out(name: &str, import: &Import, options: &Options) -> Problem {
    let message = format!(
        "sheet {name} has {} events of its own and is not read: ask for it with --sheet, or put its rows under those of the first sheet",
        import.data.events.len()
    );
    let file = format!("{}, sheet {name}", options.file);
    Problem { code: Code::Format, file, line: 1, column: 1, path: String::new(), message }
}

/// Every row of a Parquet file, counted from 1.
///
/// # Errors
/// Where it is no Parquet, or is broken.
pub fn of_parquet(bytes: Vec<u8>, options: Options) -> Result<Import> {
    guarded(|| {
        let mut importer = Importer::new(options);
        parquet::rows(bytes, &mut |number, cells| importer.row(Unit::Row, number, cells))?;
        Ok(importer.finish())
    })
}

/// The readers of these formats are not ours: where one gives up in the midst of a broken file, that is an error as
/// any other.
fn guarded<T>(read: impl FnOnce() -> Result<T>) -> Result<T> {
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
    caught.unwrap_or_else(|_| bail!("the file is broken"))
}

/// A number as people write it: 12 and not 12.0.
fn number(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}
