//! Complaints about many rows, grouped by column and counted.

use crate::problem::{Code, Problem};

/// What the rows of a file are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Lines of text; a row may take several.
    Line,
    /// Rows of a sheet.
    Row,
    /// Records of JSON.
    Record,
}

/// One sort of complaint about one column, however many rows have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The stable code.
    pub code: Code,
    /// The column, or empty; `mapping.date` where it is no row that is at fault.
    pub column: String,
    /// What is wrong with each of these rows, as a clause.
    pub clause: String,
    /// The sheet of the workbook; empty where there are none.
    pub sheet: String,
    /// How many rows.
    pub count: u32,
    /// Line of the first, in the original file; for JSON the number of the record; 0 where it is no row.
    pub first_line: u32,
    /// What stands there.
    pub first_value: String,
    /// Line and value of each, as far as the options ask for them.
    pub rows: Vec<(u32, String)>,
}

/// Longest value that a message repeats, in characters.
const SHOWN: usize = 60;

/// Collects complaints.
#[derive(Clone, Debug, Default)]
pub(super) struct Troubles {
    pub(super) groups: Vec<Trouble>,
    /// The sheet that is read.
    pub(super) sheet: String,
    /// How many rows of each group are listed one by one.
    pub(super) listed: usize,
}

impl Troubles {
    pub(super) fn add(&mut self, code: Code, column: &str, clause: &str, line: u32, value: &str) {
        let sheet = &self.sheet;
        let known = |group: &&mut Trouble| {
            group.code == code && group.column == column && group.clause == clause && group.sheet == *sheet
        };
        let short = |text: &str| {
            let mut short: String = text.chars().take(SHOWN).collect();
            if short.len() < text.len() {
                short.push('…');
            }
            short
        };
        let group = match self.groups.iter_mut().find(known) {
            Some(group) => {
                group.count += 1;
                // What waits for the end of the file comes behind what did not.
                if line < group.first_line {
                    (group.first_line, group.first_value) = (line, short(value));
                }
                group
            }
            None => {
                self.groups.push(Trouble {
                    code,
                    column: column.into(),
                    clause: clause.into(),
                    sheet: sheet.clone(),
                    count: 1,
                    first_line: line,
                    first_value: short(value),
                    rows: Vec::new(),
                });
                let last = self.groups.len() - 1;
                &mut self.groups[last]
            }
        };
        if group.rows.len() < self.listed {
            group.rows.push((line, short(value)));
        }
    }

    pub(super) fn into_groups(self) -> Vec<Trouble> {
        self.groups
    }
}

impl Trouble {
    /// "date_start: 17 rows not a date, first at line 812 (`31 June`)"
    #[must_use]
    pub fn problem(&self, file: &str, unit: Unit) -> Problem {
        let code = self.code;
        let file = if self.sheet.is_empty() { file.into() } else { format!("{file}, sheet {}", self.sheet) };
        if self.first_line == 0 {
            let (path, message) = (self.column.clone(), self.clause.clone());
            return Problem { code, file, line: 0, column: 0, path, message };
        }
        let is_lined = unit != Unit::Record;
        let rows = if self.count == 1 { "1 row".into() } else { format!("{} rows", self.count) };
        let unit = ["line", "row", "record"][unit as usize];
        let first = if self.count == 1 { "at" } else { "first at" };
        let colon = if self.column.is_empty() { "" } else { ": " };
        let mut message = format!("{}{colon}{rows} {}, {first} {unit} {}", self.column, self.clause, self.first_line);
        if !self.first_value.is_empty() {
            message += &format!(" (`{}`)", self.first_value);
        }
        let dot = if self.column.is_empty() { "" } else { "." };
        let path =
            if is_lined { self.column.clone() } else { format!("[{}]{dot}{}", self.first_line - 1, self.column) };
        Problem {
            code,
            file,
            line: if is_lined { self.first_line } else { 0 },
            column: if is_lined { 1 } else { 0 },
            path,
            message,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_a_column_however_many_rows() {
        let mut troubles = Troubles { listed: 1, ..Troubles::default() };
        for line in [812, 813, 900] {
            troubles.add(Code::BadDate, "date_start", "not a date", line, "31 June");
        }
        troubles.add(Code::OutOfRange, "latitude", "beyond 90 degrees", 5, "914");
        let groups = troubles.into_groups();
        assert_eq!(groups[0].rows, [(812, "31 June".to_string())]);
        let problem = groups[0].problem("a.csv", Unit::Line);
        assert_eq!(problem.message, "date_start: 3 rows not a date, first at line 812 (`31 June`)");
        assert_eq!((problem.line, problem.place().as_str()), (812, "a.csv:812:1"));
        let problem = groups[1].problem("a.json", Unit::Record);
        assert_eq!(problem.message, "latitude: 1 row beyond 90 degrees, at record 5 (`914`)");
        assert_eq!(problem.path, "[4].latitude");
    }
}
