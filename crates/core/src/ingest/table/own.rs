//! Cells of the tables that we write ourselves, which name places, actors and sources as `export` puts them in words.

use super::book::Spot;
use super::preset::Field;
use super::row::{Cells, Desk, list};
use super::sources::is_link;
use crate::model::{Citation, Event, EventPlace, FORMULA, PlacePrecision, Role, Word};
use std::borrow::Cow;

impl Desk {
    /// "Gao; near Kidal", with the points of those that have a precision; `false` where these are not as many as the points.
    pub(super) fn own_places(&mut self, event: &mut Event, cells: &Cells<'_>, points: &[(i32, i32)]) -> bool {
        let (names, words) = (cells.get(Field::Place), cells.get(Field::PlacePrec));
        let mut precisions: Vec<_> = words.split(';').map(PlacePrecision::from_name).collect();
        if words.is_empty() && list(&names).count() == points.len() {
            precisions = vec![Some(PlacePrecision::Point); points.len()];
        }
        let is_sound = precisions.iter().flatten().count() == points.len();
        let mut points = points.iter().copied().filter(|_| is_sound);
        for (index, part) in list(&names).enumerate() {
            let near = part.strip_prefix("near ");
            let precision = precisions.get(index).copied().flatten();
            let spot = Spot {
                name: near.unwrap_or(part),
                point_e5: precision.and_then(|_| points.next()),
                precision: precision.unwrap_or_default(),
                ..Spot::default()
            };
            let place = self.book.place(spot);
            event.places.extend(place.map(|place| EventPlace { place, is_near: near.is_some() }));
        }
        is_sound
    }

    /// Adds the documents behind the table itself.
    pub(super) fn own_sources(&mut self, event: &mut Event, cells: &Cells<'_>) {
        for part in cells.get(Field::Sources).split("; ").filter(|part| !part.is_empty()) {
            let (title, [lines, refs], url) = citation(part);
            let source = self.book.source(title, url);
            match event.sources.iter_mut().find(|known| known.source == source) {
                Some(known) => {
                    known.lines.extend(lines);
                    known.refs.extend(refs);
                }
                None => event.sources.push(Citation { source, lines, refs }),
            }
        }
    }
}

/// "MNLA (attacker)"
pub(super) fn with_role(part: &str) -> (&str, Role) {
    let told = part.strip_suffix(')').and_then(|part| part.rsplit_once(" ("));
    let told = told.and_then(|(name, role)| Some((name, Role::from_name(role)?)));
    told.unwrap_or((part, Role::Side))
}

/// Title, lines, references and address of "Mali War, line 43, 44, reference 12, https://example.org/".
fn citation(text: &str) -> (&str, [Vec<u32>; 2], &str) {
    let (text, url) = text.rsplit_once(", ").filter(|(_, url)| is_link(url)).unwrap_or((text, ""));
    let (text, refs) = numbered(text, ", reference ");
    let (title, lines) = numbered(text, ", line ");
    (title, [lines, refs], url)
}

fn numbered<'a>(text: &'a str, sign: &str) -> (&'a str, Vec<u32>) {
    let found = text.rsplit_once(sign).and_then(|(before, numbers)| {
        let numbers: Option<Vec<u32>> = numbers.split(", ").map(|number| number.parse().ok()).collect();
        Some((before, numbers?))
    });
    found.unwrap_or((text, Vec::new()))
}

/// The cell without the apostrophe that keeps spreadsheets from taking it for a formula.
pub(super) fn unguarded(cell: Cow<'_, str>) -> Cow<'_, str> {
    let is_guarded = cell.starts_with('\'') && cell.trim_start_matches('\'').starts_with(FORMULA);
    match cell {
        cell if !is_guarded => cell,
        Cow::Borrowed(cell) => Cow::Borrowed(&cell[1..]),
        Cow::Owned(cell) => Cow::Owned(cell[1..].into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_apart_as_they_were_put_together() {
        assert_eq!(with_role("People (Mali) (victim)"), ("People (Mali)", Role::Victim));
        assert_eq!(with_role("People (Mali)"), ("People (Mali)", Role::Side));
        let found = citation("Mali War, a line, line 43, 44, reference 12, https://example.org/a");
        assert_eq!(found, ("Mali War, a line", [vec![43, 44], vec![12]], "https://example.org/a"));
        assert_eq!(citation("A letter, of a friend"), ("A letter, of a friend", [vec![], vec![]], ""));
        for (cell, text) in [("'-5 degrees", "-5 degrees"), ("''=1", "'=1"), ("'s", "'s"), ("'", "'"), ("-5", "-5")] {
            assert_eq!(unguarded(cell.into()), text);
        }
    }
}
