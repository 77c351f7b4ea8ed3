//! What must hold within a set, beyond what the reader complains about.

mod actors;
mod claims;
mod control;
mod events;
mod french;
mod stories;
mod translations;

use crate::finding::Finding;
use crate::folder::Folder;
use conflict_timeline_core::model::DataSet;

pub use french::{Slip, slips};

/// Reads the set and looks at it from all sides. Findings stand in the order of files and lines,
/// those about the whole at the end.
#[must_use]
pub fn check(folder: &Folder) -> (DataSet, Vec<Finding>) {
    let outcome = folder.read();
    let mut findings: Vec<Finding> = outcome.problems.iter().map(Finding::from).collect();
    let data = outcome.data;
    translations::check(folder, &mut findings);
    events::check(folder, &data, &mut findings);
    claims::check(folder, &data, &mut findings);
    control::check(folder, &data, &mut findings);
    stories::check(folder, &data, &mut findings);
    actors::check(folder, &data, &mut findings);
    sort(&mut findings);
    (data, findings)
}

/// By file, line and column; findings without a file at the end.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        (a.file.is_empty(), &a.file, a.line, a.column).cmp(&(b.file.is_empty(), &b.file, b.line, b.column))
    });
}
