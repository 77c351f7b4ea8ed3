//! What an import has to say, for the eye and as a file.

use anyhow::Result;
use conflict_timeline_core::ingest::Import;
use std::io::{self, Write};

/// How many rows of each complaint a report lists.
pub const LISTED: usize = 100_000;

/// One line a complaint, and a summary.
///
/// # Errors
/// Where the output cannot be written.
pub fn print(import: &Import, out: &mut impl Write) -> io::Result<()> {
    complaints(import, out)?;
    let events = import.data.events.len();
    let format = if import.format.is_empty() { "no format" } else { &import.format };
    writeln!(out, "{format}: {} rows, {events} events, {} sorts of problems", import.rows, import.problems.len())
}

/// One line a complaint.
///
/// # Errors
/// Where the output cannot be written.
pub fn complaints(import: &Import, out: &mut impl Write) -> io::Result<()> {
    let style = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Yellow.into()));
    for problem in &import.problems {
        writeln!(out, "{}: {style}warning{style:#}: {} ({})", problem.file, problem.message, problem.code.label())?;
    }
    Ok(())
}

/// The complaints row by row as CSV: code, column, what, line, value.
///
/// # Errors
/// Never in practice; the writer's type says it may.
pub fn csv(import: &Import) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["code", "column", "what", "line", "value"])?;
    for trouble in &import.troubles {
        for (line, value) in &trouble.rows {
            let (code, line) = (trouble.code.label(), line.to_string());
            writer.write_record([code.as_str(), &trouble.column, &trouble.clause, &line, value])?;
        }
    }
    // What is not about rows: a header, a broken file, our own form.
    if import.troubles.is_empty() {
        for problem in &import.problems {
            let (code, line) = (problem.code.label(), problem.line.to_string());
            writer.write_record([code.as_str(), &problem.path, &problem.message, &line, ""])?;
        }
    }
    Ok(writer.into_inner().map_err(|error| error.into_error())?)
}
