//! What became of a foreign file.

use super::trouble::Trouble;
use crate::ingest::Outcome;
use crate::ingest::sealed::Grown;
use crate::model::DataSet;
use crate::problem::{Code, Problem};

/// A foreign file as a set.
#[derive(Debug, Default)]
pub struct Import {
    /// The sound part.
    pub data: DataSet,
    /// One complaint a column and sort, with the number of rows.
    pub problems: Vec<Problem>,
    /// The same with the rows one by one, as far as the options ask for them.
    pub troubles: Vec<Trouble>,
    /// Id of the format; `json` for our own.
    pub format: String,
    /// Rows read, those left out included, header and HXL row not.
    pub rows: u32,
    /// The rows must not be published without a licence of one's own.
    pub is_restricted: bool,
    /// The file breaks off in its midst.
    pub is_cut: bool,
    /// The end of the set, if pieces of it were made while it was read.
    pub grown: Option<Grown>,
}

impl Import {
    /// A set of our own form.
    pub(in crate::ingest) fn of(outcome: Outcome, format: &str) -> Self {
        Self {
            rows: outcome.data.events.len() as u32,
            is_restricted: is_restricted(&outcome.data),
            data: outcome.data,
            problems: outcome.problems,
            format: format.into(),
            ..Self::default()
        }
    }
}

/// Whether the rows of the set must not be published without a licence of one's own. A set says so by its licence, so
/// that a file made from the rows says it too.
#[must_use]
pub fn is_restricted(data: &DataSet) -> bool {
    is_bound(&data.meta.licence) && !data.meta.slug.ends_with("-sums")
}

/// Whether a licence lets no rows be handed on.
pub(super) fn is_bound(licence: &str) -> bool {
    BOUND.iter().any(|terms| licence.starts_with(terms))
}

/// How the licences of rows that must not be handed on begin.
pub(super) const BOUND: [&str; 2] = ["ACLED terms", "GTD terms"];

impl From<Import> for Outcome {
    fn from(import: Import) -> Self {
        Self { data: import.data, problems: import.problems }
    }
}

pub(super) fn failure(file: &str, code: Code, message: String) -> Import {
    let problem = Problem { code, file: file.into(), line: 0, column: 0, path: String::new(), message };
    Import { problems: vec![problem], ..Import::default() }
}
