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
/// last, and every shown one with the same header as one set with it; it is told which were read, and which others hold
/// events too. Where none is understood, what is wrong with the first one.
///
/// # Errors
/// Where it is no workbook, or has no such sheet.
pub fn of_excel(bytes: &[u8], options: &Options, asked: Option<&str>) -> Result<Import> {
    guarded(|| {
        let mut book = excel::Book::open(bytes)?;
        let mut sheets = book.names();
        if let Some(asked) = asked {
            let name = named(&sheets, asked)?;
            sheets = vec![(name, false)];
        }
        let is_one = sheets.len() < 2;
        let mut options = options.clone();
        if let (true, Some((name, _))) = (is_one, sheets.first()) {
            options.file = place(name, &options);
        }
        let mut rows = |importer: &mut Importer, name: &str| {
            if !is_one {
                importer.sheet(name);
            }
            book.rows(name, &mut |number, cells| importer.row(Unit::Row, number, cells))
        };
        // What was hidden is what others replace.
        sheets.sort_by_key(|(_, is_hidden)| *is_hidden);
        let (mut first, mut importer) = (None, None);
        let (mut read, mut others, mut left) = (Vec::new(), Vec::new(), Vec::new());
        for (name, is_hidden) in sheets {
            if let Some(known) = importer.as_mut().filter(|_| !is_hidden) {
                rows(known, &name)?;
                if known.is_reading() {
                    read.push(name);
                    continue;
                }
            }
            let mut alone = Importer::new(options.clone());
            rows(&mut alone, &name)?;
            match importer {
                None if alone.events() > 0 => {
                    importer = Some(alone);
                    read.push(name);
                    continue;
                }
                None => {
                    first.get_or_insert((name.clone(), alone));
                }
                Some(_) if alone.events() > 0 => left.push(left_out(&name, is_hidden, alone.events(), &options)),
                Some(_) => {}
            }
            others.push(name);
        }
        if !is_one && !read.is_empty() {
            let others = if others.is_empty() { String::new() } else { format!("; not read: {}", others.join(", ")) };
            anstream::eprintln!("conflict-data: sheets that are read: {}{others}", read.join(", "));
        }
        let (sheet, importer) = match (importer, first) {
            (Some(importer), _) => (String::new(), importer),
            (None, Some((name, importer))) => (name, importer),
            // A workbook without a sheet is an empty file.
            (None, None) => (String::new(), Importer::new(options.clone())),
        };
        let mut import = importer.finish();
        import
            .problems
            .iter_mut()
            .filter(|problem| !sheet.is_empty() && !is_one && problem.file == options.file)
            .for_each(|problem| problem.file = place(&sheet, &options));
        import.problems.extend(left);
        Ok(import)
    })
}

fn place(sheet: &str, options: &Options) -> String {
    format!("{}, sheet {sheet}", options.file)
}

/// A name goes before a number: there are sheets that are called 2013.
fn named(sheets: &[(String, bool)], asked: &str) -> Result<String> {
    let place = || asked.parse::<usize>().ok().and_then(|number| sheets.get(number.checked_sub(1)?));
    if let Some((name, _)) = sheets.iter().find(|(name, _)| name == asked).or_else(place) {
        return Ok(name.clone());
    }
    let list: Vec<String> = sheets.iter().zip(1..).map(|((name, _), number)| format!("{number} {name}")).collect();
    bail!("there is no sheet `{asked}`; the workbook has: {}", list.join(", "))
}

/// One set is read from a workbook, of sheets with one header.
fn left_out(name: &str, is_hidden: bool, events: usize, options: &Options) -> Problem {
    let why = if is_hidden { "it is hidden" } else { "its header is another one" };
    let message =
        format!("sheet {name} has {events} events of its own and is not read, for {why}: ask for it with --sheet");
    Problem { code: Code::Format, file: place(name, options), line: 1, column: 1, path: String::new(), message }
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
