//! What a check has to say, where, and how it is shown.

use crate::drawn;
use crate::folder::Folder;
use anstyle::{AnsiColor, Style};
use conflict_timeline_core::ingest::Input;
use conflict_timeline_core::problem::Problem;
use std::io::{self, Write};

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The check fails.
    Error,
    /// The check fails with `--strict`.
    Warning,
    /// Worth knowing; never fails.
    Note,
}

impl Level {
    pub(crate) fn word(self) -> &'static str {
        ["error", "warning", "note"][self as usize]
    }

    pub(crate) fn style(self) -> Style {
        let colour = [AnsiColor::Red, AnsiColor::Yellow, AnsiColor::Cyan][self as usize];
        Style::new().bold().fg_color(Some(colour.into()))
    }
}

/// One thing that a check has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// Stable code: `CT-…` for what the reader finds, `CD-…` for what this tool finds.
    pub code: String,
    /// The file; empty where it is about the whole.
    pub file: String,
    /// Line from 1; 0 where there is none.
    pub line: u32,
    /// Column in characters from 1; 0 where there is none.
    pub column: u32,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Finding {
    /// A finding about the whole.
    #[must_use]
    pub fn whole(level: Level, code: &str, message: String) -> Self {
        Self { level, code: code.into(), file: String::new(), line: 0, column: 0, message }
    }

    /// A finding at a byte of a file.
    #[must_use]
    pub fn at(level: Level, code: &str, input: &Input, offset: Option<u32>, message: String) -> Self {
        let (line, column) = offset.map_or((0, 0), |offset| line_and_column(&input.text, offset as usize));
        Self { level, code: code.into(), file: input.file.clone(), line, column, message }
    }

    /// `file:line:column`, as far as known.
    #[must_use]
    pub fn place(&self) -> String {
        if self.line == 0 { self.file.clone() } else { format!("{}:{}:{}", self.file, self.line, self.column) }
    }
}

/// The findings as CSV: code, column, what, line, value, as of a file; the column is the file of the set, the value how
/// much it matters.
///
/// # Errors
/// Never in practice; the writer's type says it may.
pub fn csv(findings: &[Finding]) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["code", "column", "what", "line", "value"])?;
    for finding in findings {
        let line = finding.line.to_string();
        writer.write_record([&finding.code, &finding.file, &finding.message, &line, finding.level.word()])?;
    }
    Ok(writer.into_inner().map_err(|error| error.into_error())?)
}

impl From<&Problem> for Finding {
    fn from(problem: &Problem) -> Self {
        Self {
            level: Level::Error,
            code: problem.code.label(),
            file: problem.file.clone(),
            line: problem.line,
            column: problem.column,
            message: problem.message.clone(),
        }
    }
}

/// Line and column (in characters) of a byte offset, both from 1.
fn line_and_column(text: &str, offset: usize) -> (u32, u32) {
    let before = text.get(..offset.min(text.len())).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |index| index + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    (line as u32, before[line_start..].chars().count() as u32 + 1)
}

/// How many findings of each level there are: errors, warnings, notes.
#[must_use]
pub fn tally(findings: &[Finding]) -> (usize, usize, usize) {
    let count = |level| findings.iter().filter(|finding| finding.level == level).count();
    (count(Level::Error), count(Level::Warning), count(Level::Note))
}

/// The widest part of a source line that is shown.
const LINE_CHARS: usize = 100;

/// Prints findings: place, message and code, and below errors and warnings the line with a caret; with `is_drawn`, as for a
/// terminal, these as a drawing.
///
/// # Errors
/// Where the output cannot be written.
pub fn print(findings: &[Finding], folder: &Folder, is_drawn: bool, out: &mut impl Write) -> io::Result<()> {
    for finding in findings {
        if is_drawn
            && finding.level != Level::Note
            && let Some(line) = folder.line(&finding.file, finding.line)
        {
            drawn::write(finding, line, 1, out)?;
            continue;
        }
        let (style, reset) = (finding.level.style(), anstyle::Reset);
        let place = finding.place();
        let colon = if place.is_empty() { "" } else { ": " };
        writeln!(out, "{place}{colon}{style}{}{reset}: {} ({})", finding.level.word(), finding.message, finding.code)?;
        if finding.level != Level::Note
            && let Some(line) = folder.line(&finding.file, finding.line)
        {
            snippet(line, finding, out)?;
        }
    }
    Ok(())
}

/// The part of a line that is shown around a caret, and how many characters stand before it.
pub(crate) fn around(line: &str, caret: usize) -> (usize, String) {
    let start = caret.saturating_sub(LINE_CHARS / 2);
    (start, line.chars().skip(start).take(LINE_CHARS).collect())
}

fn snippet(line: &str, finding: &Finding, out: &mut impl Write) -> io::Result<()> {
    let caret = (finding.column as usize).saturating_sub(1);
    let (start, shown) = around(line, caret);
    let total = line.chars().count();
    let (before, after) = (if start > 0 { "…" } else { "" }, if start + LINE_CHARS < total { "…" } else { "" });
    let gutter = finding.line.to_string();
    let blank = " ".repeat(gutter.len());
    let (dim, style, reset) = (Style::new().dimmed(), finding.level.style(), anstyle::Reset);
    let indent = " ".repeat(caret - start + before.chars().count());
    writeln!(out, " {dim}{gutter} |{reset} {before}{shown}{after}")?;
    writeln!(out, " {dim}{blank} |{reset} {indent}{style}^{reset}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_below_the_place() {
        let file = "a.toml".to_string();
        let folder = Folder { texts: vec![(file.clone(), "x = 1\nwhen = \"2012-13\"\n".into())], ..Folder::default() };
        let finding =
            Finding { level: Level::Error, code: "CT-105".into(), file, line: 2, column: 8, message: "no".into() };
        let mut out = Vec::new();
        print(&[finding], &folder, false, &mut anstream::StripStream::new(&mut out)).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(text, "a.toml:2:8: error: no (CT-105)\n 2 | when = \"2012-13\"\n   |        ^\n");
    }

    #[test]
    fn columns_are_characters() {
        assert_eq!(line_and_column("a\né = x", 7), (2, 5));
    }
}
