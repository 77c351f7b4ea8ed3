//! What must hold between a set and the documents that it is taken from: every figure, place and date
//! of an event stands in a line that it cites, and every line with a date or a figure is cited or reviewed.

mod coverage;
mod date;
mod document;
mod facts;
mod number;
mod place;
mod points;
mod reviewed;
mod token;

use crate::finding::Finding;
use crate::folder::Folder;
use anyhow::Result;
use conflict_timeline_core::model::DataSet;
use std::path::Path;

pub use coverage::{Coverage, UNCLAIMED_FIGURES};
pub use facts::Compared;
pub use points::{Point, points};

/// What was compared, and what it came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Figures, places and dates.
    pub compared: Compared,
    /// Lines.
    pub coverage: Coverage,
}

impl core::fmt::Display for Summary {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (c, l) = (&self.compared, &self.coverage);
        writeln!(
            f,
            "figures: {} compared, {} of them rest on an article (“a soldier”)",
            c.figures, c.figures_by_article
        )?;
        writeln!(
            f,
            "places:  {} compared, {} found by what lies in or around them, {} regions or countries not named and skipped",
            c.places, c.places_around, c.places_skipped
        )?;
        writeln!(
            f,
            "dates:   {} compared, {} hung on a date told before, {} rest on a note",
            c.dates, c.dates_relative, c.dates_noted
        )?;
        write!(
            f,
            "lines:   {} with a date or a figure, {} cited, {} reviewed, {} open",
            l.lines,
            l.cited,
            l.reviewed,
            l.lines - l.cited - l.reviewed
        )
    }
}

/// Compares a set with the folder of its documents.
///
/// # Errors
/// Where a document cannot be read.
pub fn check(folder: &Folder, data: &DataSet, seeds: &Path) -> Result<(Vec<Finding>, Summary)> {
    let documents = document::open_all(data, seeds)?;
    let mut reader = facts::Reader {
        folder,
        data,
        documents: &documents,
        gazetteer: place::Gazetteer::new(data),
        compared: Compared::default(),
        findings: Vec::new(),
    };
    reader.read_all();
    let (compared, mut findings) = (reader.compared, reader.findings);
    let coverage = coverage::cover(folder, data, &documents, &mut findings);
    Ok((findings, Summary { compared, coverage }))
}
