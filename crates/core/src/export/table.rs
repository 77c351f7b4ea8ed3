//! Events as CSV, one row each.

use super::told::{Told, best};
use crate::model::{DataSet, Event, FORMULA, Word};
use crate::time::Day;

/// The columns of [`csv`].
pub const COLUMNS: [&str; 21] = [
    "id",
    "when",
    "earliest",
    "latest",
    "precision",
    "title",
    "summary",
    "kind",
    "status",
    "places",
    "actors",
    "toll_low",
    "toll_high",
    "toll_accounts",
    "claims",
    "sources",
    "data_version",
    "licence",
    "note",
    "date_note",
    "toll_best",
];

/// One row an event as RFC 4180 has it, texts in a language or else in the first, lists joined by `; `. A toll is the
/// span over accounts and never a sum of them; its high end is empty where no account bounds it, and so are `earliest` and
/// `latest` where the date is open. `toll_best` is what
/// a table gave as its best figure, or as its only one. `status` is empty in a set that says nothing of it. A cell that a spreadsheet would take for a formula gets an apostrophe
/// before it, and so does one that begins as such a cell then would.
///
/// ```
/// use conflict_timeline_core::{export, model::{DataSet, Event}, time::When};
/// let event = Event { slug: "konna".into(), when: When::parse("2013-01-10")?, ..Event::default() };
/// let table = export::csv(&DataSet { events: vec![event].into(), ..DataSet::default() }, "en");
/// assert!(table.starts_with("id,when,earliest,latest,"));
/// assert!(table.lines().nth(1).is_some_and(|row| row.starts_with("konna,,2013-01-10,2013-01-10,day,")));
/// # Ok::<(), conflict_timeline_core::time::WhenError>(())
/// ```
#[must_use]
pub fn csv(data: &DataSet, language: &str) -> String {
    let mut table = String::new();
    line(&mut table, &COLUMNS);
    rows(data, language).for_each(|row| line(&mut table, &row));
    table
}

/// The cells of each event's row, as they are before they are quoted.
pub fn rows<'a>(data: &'a DataSet, language: &'a str) -> impl Iterator<Item = [String; COLUMNS.len()]> + 'a {
    let told = Told::of(data, language);
    data.events.iter().map(move |event| row(event, told))
}

fn row(event: &Event, told: Told<'_>) -> [String; COLUMNS.len()] {
    let data = told.data;
    let toll = event.toll();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    [
        event.slug.clone(),
        event.edtf.clone(),
        day(event.when.first_day()),
        day(event.when.last_day()),
        event.when.precision.name().into(),
        told.text(event.title).into(),
        told.text(event.summary).into(),
        event.kind.name().into(),
        told.status(event).unwrap_or_default().into(),
        told.places(event).join("; "),
        told.actors(event, Told::short),
        number(toll.map(|toll| toll.low)),
        number(toll.filter(|toll| !toll.is_open).map(|toll| toll.high)),
        number(toll.map(|toll| toll.accounts)),
        told.claims(event).join("; "),
        told.sources(event).join("; "),
        data.meta.version.clone(),
        data.meta.licence.clone(),
        told.text(event.note).into(),
        told.text(event.date_note).into(),
        number(best(event)),
    ]
}

fn line(table: &mut String, cells: &[impl AsRef<str>]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            table.push(',');
        }
        put(table, cell.as_ref());
    }
    table.push_str("\r\n");
}

fn put(table: &mut String, cell: &str) {
    let is_formula = cell.trim_start_matches('\'').starts_with(FORMULA);
    if !is_formula && !cell.contains(['"', ',', '\n', '\r']) {
        return table.push_str(cell);
    }
    table.push('"');
    if is_formula {
        table.push('\'');
    }
    table.push_str(&cell.replace('"', "\"\""));
    table.push('"');
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut table = String::new();
        line(&mut table, &["Gao", "a, b", "say \"no\"", "two\nlines", "=1+1", "'=1", "'s"]);
        assert_eq!(table, "Gao,\"a, b\",\"say \"\"no\"\"\",\"two\nlines\",\"'=1+1\",\"''=1\",'s\r\n");
    }
}
