//! Sheets of a workbook as rows of text.

use super::number;
use anyhow::{Context, Result};
use calamine::{Data, Reader, Sheets, open_workbook_auto_from_rs};
use std::io::Cursor;

/// Excel's own limit; a broken file may name a column far beyond.
const COLUMNS: u32 = 16_384;

/// A workbook that was opened.
pub(super) struct Book<'a>(Sheets<Cursor<&'a [u8]>>);

impl<'a> Book<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        let book = open_workbook_auto_from_rs(Cursor::new(bytes));
        book.map(Self).context("this is no Excel workbook, or is locked")
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.0.sheet_names()
    }

    /// Hands over every row that has cells, with its number in the sheet.
    pub(super) fn rows(&mut self, name: &str, take: &mut dyn FnMut(u32, &[String])) -> Result<()> {
        let mut cells: Vec<String> = Vec::new();
        // Cell by cell where that can be: two cells far apart must not cost the room between them.
        if let Sheets::Xlsx(book) = &mut self.0 {
            // A sheet of charts alone has no cells.
            let Ok(mut reader) = book.worksheet_cells_reader(name) else { return Ok(()) };
            let mut at = 0;
            while let Some(cell) = reader.next_cell().with_context(|| format!("sheet {name} is broken"))? {
                let (row, column) = cell.get_position();
                if column >= COLUMNS {
                    continue;
                }
                if row != at && !cells.is_empty() {
                    take(at + 1, &cells);
                    cells.clear();
                }
                at = row;
                cells.resize(cells.len().max(column as usize + 1), String::new());
                cells[column as usize] = text(&Data::from(cell.get_value().clone()));
            }
            if !cells.is_empty() {
                take(at.saturating_add(1), &cells);
            }
            return Ok(());
        }
        let Ok(range) = self.0.worksheet_range(name) else { return Ok(()) };
        let first = range.start().map_or(0, |(row, _)| row);
        for (row, number) in range.rows().zip(first + 1..) {
            cells.clear();
            cells.extend(row.iter().map(text));
            take(number, &cells);
        }
        Ok(())
    }
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Int(value) => value.to_string(),
        Data::Float(value) => number(*value),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(value) if value.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => date,
                _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::DateTime(value) => number(value.as_f64()),
        // `#N/A` and its like say that there is nothing.
        _ => String::new(),
    }
}
