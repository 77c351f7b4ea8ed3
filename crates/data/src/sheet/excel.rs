//! Sheets of a workbook as rows of text.

use super::number;
use anyhow::{Context, Result};
use calamine::{Data, Reader, SheetVisible, Sheets, open_workbook_auto_from_rs};
use std::collections::HashMap;
use std::io::Cursor;

/// Excel's own limit; a broken file may name a column far beyond.
const COLUMNS: u32 = 16_384;

/// More rows than that are no group of events under one date.
const MERGED_ROWS: u32 = 1_000;

/// A workbook that was opened.
pub(super) struct Book<'a>(Sheets<Cursor<&'a [u8]>>);

impl<'a> Book<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        let book = open_workbook_auto_from_rs(Cursor::new(bytes));
        book.map(Self).context("this is no Excel workbook, or is locked")
    }

    /// The sheets in their order, and whether each is hidden.
    pub(super) fn names(&self) -> Vec<(String, bool)> {
        let sheets = self.0.sheets_metadata().iter();
        sheets.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
    }

    /// By row, where the first cell stands of each that was merged with cells of rows above.
    fn merged(&mut self, name: &str) -> HashMap<u32, Vec<(u32, u32)>> {
        let Sheets::Xlsx(book) = &mut self.0 else { return HashMap::new() };
        let mut below: HashMap<u32, Vec<(u32, u32)>> = HashMap::new();
        for area in book.merge_cells_by_sheet_name(name).unwrap_or_default() {
            if area.end.0.saturating_sub(area.start.0) < MERGED_ROWS && area.start.1 < COLUMNS {
                (area.start.0 + 1..=area.end.0).for_each(|row| below.entry(row).or_default().push(area.start));
            }
        }
        below
    }

    /// Hands over every row that has cells, with its number in the sheet.
    pub(super) fn rows(&mut self, name: &str, take: &mut dyn FnMut(u32, &[String])) -> Result<()> {
        let mut cells: Vec<String> = Vec::new();
        let merged = self.merged(name);
        // Cell by cell where that can be: two cells far apart must not cost the room between them.
        if let Sheets::Xlsx(book) = &mut self.0 {
            // A sheet of charts alone has no cells.
            let Ok(mut reader) = book.worksheet_cells_reader(name) else { return Ok(()) };
            let finenesses: Vec<Fineness> = reader
                .styles()
                .iter()
                .map(|style| Fineness::of(style.number_format.as_ref().map_or("", |format| &format.format_code)))
                .collect();
            let mut tops: HashMap<(u32, u32), String> =
                merged.values().flatten().map(|top| (*top, String::new())).collect();
            let mut at = 0;
            let fill = |row: u32, cells: &mut Vec<String>, tops: &HashMap<(u32, u32), String>| {
                for top in merged.get(&row).into_iter().flatten() {
                    let column = top.1 as usize;
                    cells.resize(cells.len().max(column + 1), String::new());
                    if cells[column].is_empty() {
                        cells[column] = tops.get(top).cloned().unwrap_or_default();
                    }
                }
            };
            while let Some((cell, style)) =
                reader.next_cell_with_style_id().with_context(|| format!("sheet {name} is broken"))?
            {
                let (row, column) = cell.get_position();
                if column >= COLUMNS {
                    continue;
                }
                if row != at && !cells.is_empty() {
                    fill(at, &mut cells, &tops);
                    take(at + 1, &cells);
                    cells.clear();
                }
                at = row;
                cells.resize(cells.len().max(column as usize + 1), String::new());
                let value = Data::from(cell.get_value().clone());
                let text = text(&value, finenesses.get(style).copied().unwrap_or_default());
                // A date or a name over several rows is that of each; a number may be the sum of all.
                if let Some(top) = tops.get_mut(&(row, column)) {
                    let is_number = matches!(value, Data::Int(_) | Data::Float(_));
                    *top = if is_number { String::new() } else { text.clone() };
                }
                cells[column as usize] = text;
            }
            if !cells.is_empty() {
                fill(at, &mut cells, &tops);
                take(at.saturating_add(1), &cells);
            }
            return Ok(());
        }
        let Ok(range) = self.0.worksheet_range(name) else { return Ok(()) };
        let first = range.start().map_or(0, |(row, _)| row);
        for (row, number) in range.rows().zip(first + 1..) {
            cells.clear();
            cells.extend(row.iter().map(|cell| text(cell, Fineness::Day)));
            take(number, &cells);
        }
        Ok(())
    }
}

/// How much of a date a cell shows. Whoever types `Jan 2013` gets the first of January, shown as `Jan-13`.
#[derive(Clone, Copy, Default)]
enum Fineness {
    #[default]
    Day,
    Month,
    Year,
}

impl Fineness {
    /// By the letters of a format for dates; text within quotes or brackets, and letters behind `\\` or `_`, are none.
    fn of(format: &str) -> Self {
        let mut letters = String::new();
        let mut signs = format.split(';').next().unwrap_or_default().chars();
        while let Some(sign) = signs.next() {
            match sign {
                '"' => while signs.next().is_some_and(|sign| sign != '"') {},
                '[' => while signs.next().is_some_and(|sign| sign != ']') {},
                '\\' | '_' | '*' => {
                    signs.next();
                }
                letter => letters.extend(letter.to_lowercase()),
            }
        }
        match (letters.contains('y'), letters.contains('m'), letters.contains(['d', 'h', 's', 'g'])) {
            (true, true, false) => Self::Month,
            (true, false, false) => Self::Year,
            _ => Self::Day,
        }
    }
}

fn text(cell: &Data, fineness: Fineness) -> String {
    match cell {
        Data::Int(value) => value.to_string(),
        Data::Float(value) => number(*value),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(value) if value.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                // A time alone is a fraction of a day.
                _ if value.as_f64() < 1.0 => format!("{hour:02}:{minute:02}:{second:02}"),
                (0, 0, 0) => match (fineness, day, month) {
                    (Fineness::Month, 1, _) => format!("{year:04}-{month:02}"),
                    (Fineness::Year, 1, 1) => format!("{year:04}"),
                    _ => date,
                },
                _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::DateTime(value) => number(value.as_f64()),
        // `#N/A` and its like say that there is nothing.
        _ => String::new(),
    }
}
