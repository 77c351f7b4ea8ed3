//! What is wrong with the rows of a text as rows.

use super::trouble::{Trouble, Troubles};
use crate::problem::Code;

/// What [`super::Splitter`] came upon, by lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Rows with a quote that is never closed, read as a sign.
    pub unclosed: Vec<u32>,
    /// Rows with a quote that is closed some lines later within a text, and how many lines that are.
    pub late: Vec<(u32, u32)>,
    /// Rows with a quote in the midst of a quoted cell, read as a sign.
    pub stray: Vec<u32>,
    /// Rows of which the end was cut off.
    pub cut: Vec<u32>,
}

impl Faults {
    /// The same as complaints, with so many rows listed one by one.
    #[must_use]
    pub fn troubles(&self, listed: usize) -> Vec<Trouble> {
        let mut troubles = Troubles { listed, ..Troubles::default() };
        for line in &self.unclosed {
            let clause = "with a quote that is never closed, read as a plain sign";
            troubles.add(Code::Quote, "", clause, *line, "");
        }
        for line in &self.stray {
            let clause = "with a quote in the midst of a quoted cell, read as a plain sign; double the quotes in it";
            troubles.add(Code::Quote, "", clause, *line, "");
        }
        for (line, lines) in &self.late {
            let clause = "with text behind a quote that a later line closes: lines may have become one cell; double the quotes in it";
            let lines = lines + 1;
            troubles.add(Code::Quote, "", clause, *line, &format!("{lines} lines"));
        }
        for line in &self.cut {
            let clause = "longer than 16 MB, of which the rest is cut off";
            troubles.add(Code::OutOfRange, "", clause, *line, "");
        }
        troubles.into_groups()
    }
}
