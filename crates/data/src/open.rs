//! Any input as a set: a folder of TOML, a file of any format that is known, or standard input.

use crate::folder::Folder;
use crate::gzip::Unpacked;
use crate::sheet;
use crate::utf16::Utf16;
use anyhow::{Context, Error, Result, anyhow, ensure};
use conflict_timeline_core::ingest::{
    self, Import, Importer, Options, PartsImporter, PartsIndex, SNIFF_BYTES, Shape, is_parts, sniff,
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::Path;

/// Bytes read at a time.
const SLICE_BYTES: usize = 1 << 20;

/// What is asked of an input.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// How its text is read.
    pub options: Options,
    /// The sheet of a workbook, by its name or its number from 1.
    pub sheet: Option<String>,
}

impl From<Options> for Asked {
    fn from(options: Options) -> Self {
        Self { options, sheet: None }
    }
}

/// Reads a folder, a file or, for `-`, standard input.
///
/// # Errors
/// Where it cannot be read. What is wrong within it is in the problems.
pub fn open(path: &Path, asked: impl Into<Asked>) -> Result<Import> {
    let mut asked = asked.into();
    if path.is_dir() {
        without_sheet(&asked)?;
        let outcome = Folder::open(path)?.read();
        let rows = outcome.data.events.len() as u32;
        let is_restricted = crate::licence::is_restricted(&outcome.data);
        let (data, problems) = (outcome.data, outcome.problems);
        return Ok(Import { data, problems, format: "toml".into(), rows, is_restricted, ..Import::default() });
    }
    if path == Path::new("-") {
        asked.options.file = "standard input".into();
        return read(&mut io::stdin().lock(), None, asked, None);
    }
    let name = path.display();
    asked.options.file = path.file_name().map_or_else(|| name.to_string(), |name| name.to_string_lossy().into());
    let mut file = File::open(path).with_context(|| format!("cannot open {name}"))?;
    let length = file.metadata().ok().map(|about| about.len());
    read(&mut file, length, asked, Some(path)).with_context(|| format!("cannot read {name}"))
}

/// Reads an index of parts, and the packed files beside it that it names.
fn parts(path: &Path) -> Result<Import> {
    let index = PartsIndex::parse(&fs::read(path)?).map_err(Error::msg)?;
    let mut importer = PartsImporter::default();
    for part in &index.parts {
        let name = path.with_file_name(&part.file);
        let bytes = fs::read(&name).with_context(|| format!("cannot read {}", name.display()))?;
        importer.begin(&part.file, Some(part.rows), part.bytes);
        importer.feed(0, &bytes).and_then(|()| importer.end()).map_err(|clause| anyhow!("{}: {clause}", part.file))?;
    }
    Ok(importer.finish())
}

/// The text of a file or standard input, unpacked where it is packed with gzip, as UTF-8 where it is UTF-16, and the name
/// of the file.
///
/// # Errors
/// Where it cannot be opened.
pub fn reader(path: &Path) -> Result<(Box<dyn Read>, String)> {
    let (reader, name): (Box<dyn Read>, String) = if path == Path::new("-") {
        (Box::new(io::stdin()), "standard input".into())
    } else {
        let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        (Box::new(progress(file.metadata().ok().map(|about| about.len())).wrap_read(file)), name)
    };
    Ok((plain(reader)?, name))
}

fn plain(mut reader: Box<dyn Read>) -> Result<Box<dyn Read>> {
    let mut head = [0; 4];
    let count = fill(&mut *reader, &mut head)?;
    let whole = io::Cursor::new(head[..count].to_vec()).chain(reader);
    match sniff(&head[..count]) {
        Shape::Gzip => plain(Box::new(flate2::read::MultiGzDecoder::new(whole))),
        Shape::Utf16 => Ok(Box::new(Utf16::new(whole))),
        _ => Ok(Box::new(whole)),
    }
}

/// Reads any bytes; `length` is for the progress alone.
///
/// # Errors
/// Where the bytes cannot be read.
pub fn of_reader(reader: &mut dyn Read, length: Option<u64>, asked: impl Into<Asked>) -> Result<Import> {
    read(reader, length, asked.into(), None)
}

/// The same of the file of that path.
fn read(reader: &mut dyn Read, length: Option<u64>, asked: Asked, path: Option<&Path>) -> Result<Import> {
    let mut head = vec![0; SNIFF_BYTES];
    let count = fill(reader, &mut head)?;
    head.truncate(count);
    if is_parts(&head) {
        without_sheet(&asked)?;
        let path = path.context("this is an index of parts: name the file itself, for the parts stand beside it")?;
        return parts(path);
    }
    let shape = sniff(&head);
    let bar = progress(length);
    let mut rest = bar.wrap_read((&head[..]).chain(reader));
    let import = match shape {
        Shape::Gzip => {
            let (mut unpacked, file) = (Unpacked::new(rest), asked.options.file.clone());
            let import = read(&mut unpacked, None, asked, None);
            match (import, unpacked.problem(&file)) {
                (Ok(import), Some(problem)) => {
                    let problems = [problem].into_iter().chain(import.problems).collect();
                    Import { problems, is_cut: true, ..import }
                }
                (import, Some(problem)) => import.context(problem.message)?,
                (import, None) => import?,
            }
        }
        Shape::Utf16 => read(&mut Utf16::new(rest), None, asked, None)?,
        Shape::Table(_) if !sheet::is_old_excel(&head) => {
            without_sheet(&asked)?;
            table(&mut rest, asked.options)?
        }
        _ => {
            let mut bytes = Vec::new();
            rest.read_to_end(&mut bytes)?;
            whole(shape, bytes, asked)?
        }
    };
    bar.finish_and_clear();
    Ok(import)
}

/// Reads until the buffer is full or the bytes end; returns how many there were.
pub(crate) fn fill(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut count = 0;
    while count < buffer.len() {
        match reader.read(&mut buffer[count..])? {
            0 => break,
            more => count += more,
        }
    }
    Ok(count)
}

/// A bar on a terminal, where the length is known: what is packed within a file has none of its own.
fn progress(length: Option<u64>) -> ProgressBar {
    if length.is_none() || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:30} {bytes} of {total_bytes}, {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}

fn table(reader: &mut dyn Read, options: Options) -> Result<Import> {
    let mut importer = Importer::new(options);
    let mut slice = vec![0; SLICE_BYTES];
    loop {
        let count = reader.read(&mut slice)?;
        if count == 0 || importer.has_failed() {
            return Ok(importer.finish());
        }
        importer.feed(&slice[..count]);
    }
}

/// What is no text is read here; all else as the page reads it.
fn whole(shape: Shape, bytes: Vec<u8>, asked: Asked) -> Result<Import> {
    if shape == Shape::Zip || sheet::is_old_excel(&bytes) {
        return sheet::of_excel(&bytes, &asked.options, asked.sheet.as_deref());
    }
    without_sheet(&asked)?;
    match shape {
        Shape::Parquet => sheet::of_parquet(bytes, asked.options),
        _ => Ok(ingest::import_bytes(&bytes, asked.options)),
    }
}

/// What has no sheets cannot be asked for one.
fn without_sheet(asked: &Asked) -> Result<()> {
    ensure!(asked.sheet.is_none(), "--sheet is for workbooks (xls, xlsx, xlsb, ods), and this is none: leave it out");
    Ok(())
}
