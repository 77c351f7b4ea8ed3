//! A source document, line by line, with its dates and figures.

use super::date::{Mention, is_relative, mentions};
use super::number::Figures;
use super::token::{tokens, without_marks};
use anyhow::{Context, Result};
use conflict_timeline_core::model::{DataSet, Source};
use conflict_timeline_core::query::fold;
use std::path::Path;

/// One line of a document.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The text as it stands.
    pub text: String,
    /// The text in small letters without accents, marks and signs, with a space at both ends.
    pub folded: String,
    /// The dates that it names.
    pub dates: Vec<Mention>,
    /// Its figures.
    pub figures: Figures,
    /// It hangs a date on one told before ("the following day").
    pub is_relative: bool,
    /// It is a stamp of a web page ("updated 9:15 PM EST, Tue March 5, 2013"), which dates the line below.
    pub is_stamp: bool,
}

impl Line {
    /// Reads a line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let plain = without_marks(text);
        let tokens = tokens(&plain);
        let (dates, is_date) = mentions(&tokens);
        let folded = format!(" {} ", fold(&plain));
        let is_relative = is_relative(&folded);
        Self {
            text: text.into(),
            figures: Figures::of(&tokens, &is_date),
            dates,
            is_relative,
            is_stamp: text.starts_with("updated "),
            folded,
        }
    }

    /// Whether it holds a date, or a figure that is more than the word "one".
    #[must_use]
    pub fn holds_date_or_figure(&self) -> bool {
        let figures = &self.figures;
        let has_digit = without_marks(&self.text).bytes().any(|byte| byte.is_ascii_digit());
        has_digit || !self.dates.is_empty() || figures.numbers.iter().any(|number| *number > 1) || figures.has_vague
    }

    /// Its beginning, for messages.
    #[must_use]
    pub fn excerpt(&self) -> String {
        let mut excerpt: String = self.text.chars().take(90).collect();
        if excerpt.len() < self.text.len() {
            excerpt.push('…');
        }
        excerpt
    }
}

/// A document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The path, for messages.
    pub file: String,
    /// Its lines; line 1 is the first.
    pub lines: Vec<Line>,
}

impl Document {
    /// The line of that number, from 1.
    #[must_use]
    pub fn line(&self, number: u32) -> Option<&Line> {
        self.lines.get((number as usize).checked_sub(1)?)
    }

    /// The line that says where a news report was written: "BAMAKO, Mali (AP) — …".
    #[must_use]
    pub fn dateline(&self) -> Option<&Line> {
        let is_it = |line: &&Line| {
            let head: String = line.text.chars().take(48).collect();
            head.contains(") —") || head.contains(") --")
        };
        self.lines.iter().take(20).find(is_it)
    }
}

/// Reads the document of each source, in the order of the sources. A source without a file has no lines.
///
/// # Errors
/// Where a file cannot be read.
pub fn open_all(data: &DataSet, folder: &Path) -> Result<Vec<Document>> {
    data.sources.iter().map(|source| open(source, folder)).collect()
}

fn open(source: &Source, folder: &Path) -> Result<Document> {
    if source.file.is_empty() {
        return Ok(Document::default());
    }
    let path = folder.join(&source.file);
    let file = path.display().to_string();
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {file}"))?;
    Ok(Document { file, lines: text.lines().map(Line::new).collect() })
}
