//! What an import has to say, for the eye and as a file.

use crate::finding::{Finding, Level};
use crate::utf16::Utf16;
use crate::{drawn, open, sheet};
use anyhow::Result;
use conflict_timeline_core::ingest::{Import, SNIFF_BYTES, Shape, Trouble, sniff};
use conflict_timeline_core::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, Read, Write};
use std::path::Path;

/// How many rows of each complaint a report lists.
pub const LISTED: usize = 100_000;

/// One line a complaint, and a summary. Of a file that is `drawn`, as for a terminal, complaints stand with their lines.
///
/// # Errors
/// Where the output cannot be written.
pub fn print(import: &Import, drawn: Option<&Path>, out: &mut impl Write) -> io::Result<()> {
    complaints(&import.problems, level(import), drawn, out)?;
    let events = import.data.events.len();
    let format = if import.format.is_empty() { "no format" } else { &import.format };
    writeln!(out, "{format}: {} rows, {events} events, {} sorts of problems", import.rows, import.problems.len())
}

/// How much the complaints matter: our own forms have to be sound and files whole, and of a foreign file something has to be
/// readable.
#[must_use]
pub fn level(import: &Import) -> Level {
    let is_own = matches!(import.format.as_str(), "toml" | "json" | "ctl");
    let is_header_alone = import.rows == 0 && !import.format.is_empty();
    if is_own || import.is_cut || import.data.events.is_empty() && !is_header_alone {
        Level::Error
    } else {
        Level::Warning
    }
}

/// One line a complaint with its place, or a drawing of its line.
///
/// # Errors
/// Where the output cannot be written.
pub fn complaints(problems: &[Problem], level: Level, drawn: Option<&Path>, out: &mut impl Write) -> io::Result<()> {
    let (style, word) = (level.style(), level.word());
    let lines = drawn.and_then(|path| lines(path, problems).ok()).unwrap_or_default();
    for problem in problems {
        if let Some(line) = lines.get(&problem.line) {
            let (column, chars) = marked(problem, line);
            drawn::write(&Finding { level, column, ..problem.into() }, line, chars, out)?;
            continue;
        }
        writeln!(out, "{}: {style}{word}{style:#}: {} ({})", problem.place(), problem.message, problem.code.label())?;
    }
    Ok(())
}

/// The lines of a text that the complaints are about, by their numbers; none of what is no text.
fn lines(path: &Path, problems: &[Problem]) -> io::Result<BTreeMap<u32, String>> {
    let mut file = File::open(path)?;
    let mut head = vec![0; SNIFF_BYTES];
    let count = open::fill(&mut file, &mut head)?;
    head.truncate(count);
    let (shape, is_old_excel) = (sniff(&head), sheet::is_old_excel(&head));
    let whole = io::Cursor::new(head).chain(file);
    let reader: Box<dyn Read> = match shape {
        Shape::Gzip => Box::new(flate2::read::MultiGzDecoder::new(whole)),
        Shape::Utf16 => Box::new(Utf16::new(whole)),
        Shape::Table(_) | Shape::Json | Shape::JsonSequence | Shape::Jsonp | Shape::Toml if !is_old_excel => {
            Box::new(whole)
        }
        _ => return Ok(BTreeMap::new()),
    };
    let wanted: BTreeSet<u32> = problems.iter().map(|problem| problem.line).filter(|line| *line > 0).collect();
    let last = wanted.last().copied().unwrap_or(0);
    let mut found = BTreeMap::new();
    for (number, line) in (1..=last).zip(io::BufReader::new(reader).split(b'\n')) {
        let line = line?;
        if wanted.contains(&number) {
            found.insert(number, String::from_utf8_lossy(&line).trim_end().to_string());
        }
    }
    Ok(found)
}

/// Where the value stands in the line that the complaint repeats, from 1, and how long it is; else the whole line from the
/// complaint's own column on.
fn marked(problem: &Problem, line: &str) -> (u32, usize) {
    let value = problem.message.rsplit_once(" (`").and_then(|(_, value)| value.strip_suffix("`)"));
    if let Some(at) = value.and_then(|value| line.find(value)) {
        return (line[..at].chars().count() as u32 + 1, value.map_or(1, |value| value.chars().count()));
    }
    match problem.column {
        0 | 1 => (1, line.chars().count()),
        column => (column, 1),
    }
}

/// The complaints row by row as CSV: code, column or path, what, line or record, value.
///
/// # Errors
/// Never in practice; the writer's type says it may.
pub fn csv(import: &Import) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["code", "column", "what", "line", "value"])?;
    for trouble in &import.troubles {
        for (line, value) in &trouble.rows {
            let (code, line) = (trouble.code.label(), numbered(*line));
            writer.write_record([code.as_str(), &trouble.column, &trouble.clause, &line, value])?;
        }
    }
    // What is not about rows: a header, a broken file, our own form.
    let is_listed = |problem: &&Problem| {
        let is_it = |trouble: &Trouble| trouble.code == problem.code && problem.message.contains(&trouble.clause);
        import.troubles.iter().any(is_it)
    };
    for problem in import.problems.iter().filter(|problem| !is_listed(problem)) {
        let (code, line) = (problem.code.label(), numbered(problem.line));
        writer.write_record([code.as_str(), &problem.path, &problem.message, &line, ""])?;
    }
    Ok(writer.into_inner().map_err(|error| error.into_error())?)
}

/// The number of a line; nothing where there is none.
fn numbered(line: u32) -> String {
    if line > 0 { line.to_string() } else { String::new() }
}
