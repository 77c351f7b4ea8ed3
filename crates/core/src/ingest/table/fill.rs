//! The rest of a row: its place, figures, texts, and what is left over.

use super::book::Spot;
use super::cell::{angle_e5, integer, is_nothing, may_be_thousands, whole};
use super::figures::{Figures, before_note, worded};
use super::geometry;
use super::import::is_bound;
use super::markup::plain;
use super::preset::{Field, Fields, Pattern, Piece};
use super::row::{Cells, Desk};
use crate::model::{ActorId, Event, EventPlace, PlacePrecision, TextId, record};
use crate::problem::Code;
use std::borrow::Cow;

/// The longest title that is put together from cells.
const TITLE_CHARS: usize = 80;
const SHORT_CHARS: usize = 28;
/// A record longer than this is a row's own.
const SHARED_BYTES: usize = 64;

impl Desk {
    pub(super) fn civilians_of(&mut self, figures: &Figures) -> Option<ActorId> {
        if self.civilians.is_none() && figures.by_side[2].is_some_and(|number| number > 0) {
            self.civilians = Some(self.book.actor("Civilians", &|| Some("people CV")));
        }
        self.civilians
    }

    pub(super) fn place(&mut self, event: &mut Event, cells: &Cells<'_>, line: u32, kept: &mut Fields) {
        let [lat, lon] =
            [(Field::Lat, 90), (Field::Lon, 180)].map(|(field, limit)| self.degrees(cells, field, limit, line, kept));
        let wkt = cells.get(Field::Wkt);
        if self.preset.is_ours {
            let points =
                lat.zip(lon).map_or_else(|| geometry::positions(&wkt).flatten().collect(), |point| vec![point]);
            if !self.own_places(event, cells, &points) {
                kept.add_all(&[Field::Lat, Field::Lon, Field::Wkt, Field::PlacePrec]);
                let clause = "with more or fewer points than its places have, left out";
                self.troubles.add(Code::WrongType, self.columns.name(Field::Place), clause, line, "");
            }
            return;
        }
        kept.add(Field::PlacePrec);
        let is_sought = lat.is_none() && lon.is_none() && !wkt.is_empty();
        let shape = if is_sought { geometry::of(&wkt) } else { None };
        // A point beside its own degrees says nothing more; a pair may say it more finely.
        let is_told =
            wkt.contains('(') && shape.map_or(lat.is_some() && wkt.starts_with("POINT"), |shape| !shape.is_area);
        if lat == Some(0) && lon == Some(0) {
            let clause = "at 0, 0, where exports put what has no point";
            self.troubles.add(Code::OutOfRange, self.columns.name(Field::Lat), clause, line, "");
        }
        if !is_told && !wkt.is_empty() {
            kept.add(Field::Wkt);
            if shape.is_none() && lat.is_none() && lon.is_none() {
                let column = self.columns.name(Field::Wkt);
                self.troubles.add(
                    Code::WrongType,
                    column,
                    "with a geometry that has no point on the globe",
                    line,
                    &wkt,
                );
            }
        }
        let [name, admin1, admin2, country, iso] =
            [Field::Place, Field::Admin1, Field::Admin2, Field::Country, Field::Iso].map(|field| cells.get(field));
        let code = cells.get(Field::PlacePrec);
        let firm = self.preset.meaning("place_prec", &code);
        let is_area = firm == Some("area") || shape.is_some_and(|shape| shape.is_area);
        let precision = if is_area { PlacePrecision::Area } else { PlacePrecision::Point };
        let spot = Spot {
            name: &name,
            admin1: &admin1,
            admin2: &admin2,
            country: &country,
            iso: &iso,
            point_e5: lat.zip(lon).or(shape.map(|shape| shape.point_e5)),
            precision,
        };
        let is_near = firm == Some("near");
        let place = self.book.place(spot);
        event.places.extend(place.map(|place| EventPlace { place, is_near }));
        // One point stands for all rows that name it, whatever region they put it in.
        if !admin1.is_empty() && place.is_some_and(|place| !self.book.is_in(place, &admin1)) {
            kept.add(Field::Admin1);
        }
        if lat.is_some() != lon.is_some() {
            kept.add_all(&[Field::Lat, Field::Lon]);
            let column = self.columns.name(if lat.is_some() { Field::Lon } else { Field::Lat });
            self.troubles.add(Code::Missing, column, "with half of a point", line, "");
        }
    }

    pub(super) fn degrees(
        &mut self,
        cells: &Cells<'_>,
        field: Field,
        limit: i32,
        line: u32,
        kept: &mut Fields,
    ) -> Option<i32> {
        let cell = cells.get(field);
        if cell.is_empty() {
            return None;
        }
        let column = self.columns.name(field);
        let letters = if field == Field::Lat { ['N', 'S'] } else { ['E', 'W'] };
        match angle_e5(&cell, letters) {
            Some((value, is_exact)) if value.unsigned_abs() <= limit as u32 * 100_000 => {
                if !is_exact {
                    kept.add(field);
                }
                return Some(value);
            }
            Some(_) => self.troubles.add(Code::OutOfRange, column, &format!("beyond {limit} degrees"), line, &cell),
            None => self.troubles.add(Code::WrongType, column, "not degrees", line, &cell),
        }
        kept.add(field);
        None
    }

    pub(super) fn figures(&mut self, cells: &Cells<'_>, line: u32, kept: &mut Fields) -> Figures {
        // What words say of a number is no complaint, and stays in the record as it was said.
        let in_words = [Field::Best, Field::Wounded].map(|field| {
            let cell = cells.get(field);
            let is_number = cell.bytes().all(|byte| byte.is_ascii_digit()) || integer(&cell).is_some();
            let mut told = if is_number { None } else { worded(&cell) };
            if !is_number && told.is_none() {
                told = before_note(&cell, field == Field::Wounded);
                if told.is_some() {
                    let clause = "with words behind the number, which are kept in the record and not understood";
                    self.troubles.add(Code::WrongType, self.columns.name(field), clause, line, &cell);
                }
            }
            if told.is_some() {
                kept.add(field);
            }
            told
        });
        let mut count = |field| match (field, in_words) {
            (Field::Best, [Some(_), _]) | (Field::Wounded, [_, Some(_)]) => None,
            _ => self.count(cells, field, line, kept),
        };
        let sides = [Field::DeathsA, Field::DeathsB, Field::DeathsCivilians, Field::DeathsUnknown];
        let figures = Figures {
            low: count(Field::Low),
            best: count(Field::Best),
            high: count(Field::High),
            by_side: sides.map(&mut count),
            wounded: count(Field::Wounded),
            in_words,
        };
        // Nought of a side makes no claim, and is not lost.
        let noughts = sides.into_iter().zip(figures.by_side).filter(|(_, number)| *number == Some(0));
        noughts.for_each(|(side, _)| kept.add(side));
        figures
    }

    pub(super) fn count(&mut self, cells: &Cells<'_>, field: Field, line: u32, kept: &mut Fields) -> Option<u32> {
        let cell = cells.get(field);
        if cell.is_empty() {
            return None;
        }
        let number = integer(&cell);
        let count = number.and_then(|number| u32::try_from(number).ok());
        if count.is_none() {
            let (code, clause) = match number {
                Some(_) => (Code::OutOfRange, "not a number of people"),
                None => (Code::WrongType, "not a whole number"),
            };
            self.troubles.add(code, self.columns.name(field), clause, line, &cell);
            kept.add(field);
        } else if may_be_thousands(&cell) {
            let clause = "with three noughts behind a point, which may be thousands, read as a point and nought";
            self.troubles.add(Code::WrongType, self.columns.name(field), clause, line, &cell);
            kept.add(field);
        }
        count
    }

    pub(super) fn texts(&mut self, event: &mut Event, cells: &Cells<'_>, kept: &mut Fields) {
        let summary = cells.get(Field::Summary);
        let title = first_pattern(&self.preset.titles, cells);
        let is_headline = !cells.get(Field::Headline).is_empty();
        let (mut summary_text, mut title_text) = (Cow::Borrowed(&*summary), Cow::Borrowed(&*title));
        if self.preset.has_markup {
            (summary_text, title_text) = (plain(&summary), plain(&title));
            if summary_text != summary {
                kept.add(Field::Summary);
            }
            if title_text != title {
                kept.add(Field::Headline);
            }
        }
        event.summary = self.book.own(&summary_text);
        let note = cells.get(Field::Note);
        if event.note.is_none() {
            event.note = self.book.own(&note);
        } else {
            kept.add(Field::Note);
        }
        event.date_note = self.book.own(&cells.get(Field::DateNote));
        let limit = if is_headline { usize::MAX } else { TITLE_CHARS };
        event.title = match title_text.is_empty() {
            true => self.book.shared(&format!("Row {}", cells.line())),
            false => self.book.shared(&cut(&title_text, limit)),
        };
        event.short = event.title;
        if !is_headline {
            let short = first_pattern(&self.preset.shorts, cells);
            if !short.is_empty() {
                event.short = self.book.shared(&cut(&short, SHORT_CHARS));
            }
        }
    }

    /// The row's own columns that the event does not hold elsewhere, as they came.
    pub(super) fn record(&mut self, cells: &Cells<'_>, kept: Fields) -> TextId {
        let mut text = core::mem::take(&mut self.text);
        text.clear();
        let from = usize::from(self.columns.may_be_index && self.is_index(cells));
        for index in from..cells.row.len() {
            let is_kept = self.columns.fields.get(index).is_none_or(|fields| fields.meet(kept));
            let cell = if is_kept { cells.at(index) } else { continue };
            if is_nothing(&cell) {
                continue;
            }
            match self.columns.names.get(index) {
                Some(name) if !name.is_empty() => record::push(&mut text, name, &cell),
                _ => record::push(&mut text, &format!("column {}", index + 1), &cell),
            }
        }
        self.extra.drain(..).for_each(|(name, value)| record::push(&mut text, &name, &value));
        // A code or two are those of many rows.
        let id = if text.len() < SHARED_BYTES { self.book.shared(&text) } else { self.book.own(&text) };
        self.text = text;
        id
    }

    /// Whether the first cell is no more than the number of the row, as data frames write it.
    fn is_index(&self, cells: &Cells<'_>) -> bool {
        let Some(number) = integer(&cells.at(0)) else { return false };
        let line = cells.line();
        // Rows that are read in parts are counted by their lines alone.
        [self.rows.wrapping_sub(1), self.rows, line.wrapping_sub(2), line.wrapping_sub(1)]
            .map(i64::from)
            .contains(&number)
    }

    /// What a row says of its licence; that of rows that must not be handed on binds the whole file.
    pub(super) fn licensed(&mut self, cell: &str) {
        let licence = &mut self.book.data.meta.licence;
        if !cell.is_empty() && (licence.is_empty() || is_bound(cell)) && licence != cell {
            *licence = cell.into();
        }
    }

    pub(super) fn name(&mut self, event: &mut Event, cells: &Cells<'_>, line: u32) {
        let id = cells.get(Field::Id);
        let id = whole(&id);
        if id.is_empty() {
            return self.book.put_made_slug(event);
        }
        if is_shortened(id) {
            let clause = "with an id that a spreadsheet cut short, so give the column the form of text there";
            self.troubles.add(Code::WrongType, self.columns.name(Field::Id), clause, line, id);
        }
        if !self.book.put_slug("event", id, &mut event.slug) {
            self.troubles.add(Code::Duplicate, self.columns.name(Field::Id), "with an id that another has", line, id);
        }
    }
}

/// Whether it is how spreadsheets show a number of many figures: `1.23457E+12`.
fn is_shortened(id: &str) -> bool {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    id.split_once("E+").is_some_and(|(number, power)| {
        number
            .split_once(['.', ','])
            .is_some_and(|(whole, rest)| whole.len() == 1 && is_number(whole) && is_number(rest))
            && is_number(power)
    })
}

/// The first pattern whose fields all have text.
fn first_pattern<'a>(patterns: &[Pattern], cells: &Cells<'a>) -> Cow<'a, str> {
    for pattern in patterns {
        if let [Piece::Of(field)] = pattern[..] {
            let cell = cells.get(field);
            if cell.is_empty() {
                continue;
            }
            return cell;
        }
        let mut text = String::new();
        let is_whole = pattern.iter().all(|piece| match piece {
            Piece::Sign(sign) => {
                text.push_str(sign);
                true
            }
            Piece::Of(field) => {
                let cell = cells.get(*field);
                text.push_str(&cell);
                !cell.is_empty()
            }
        });
        if is_whole {
            return text.into();
        }
    }
    Cow::Borrowed("")
}

/// No longer than so many characters, and not cut within a word but where one word alone is longer.
fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    // No text has more characters than bytes.
    if text.len() <= limit {
        return text.into();
    }
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.into() };
    let before = text.char_indices().take(limit - 1).last().map_or(end, |(at, letter)| at + letter.len_utf8());
    let is_split = !text[before..].starts_with(char::is_whitespace);
    let words = if is_split { text[..before].rsplit_once(char::is_whitespace) } else { None };
    let kept = words.map_or(&text[..before], |(words, _)| words);
    // A dash or a bracket that would lead on to what is left out.
    let kept = kept.trim_end_matches(|letter: char| letter.is_whitespace() || "–-,:;(/".contains(letter));
    [kept, "…"].concat().into()
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn what_is_too_long_ends_with_a_whole_word() {
        assert_eq!(cut("Armed clash, Gao", 16), "Armed clash, Gao");
        assert_eq!(
            cut("Armed clash, Gao town", 16),
            "Armed clash…",
            "the limit cuts no word, but leaves no room for the sign"
        );
        assert_eq!(cut("Armed clash, Gao town", 17), "Armed clash, Gao…");
        assert_eq!(cut("Government of Mali – Movement", 22), "Government of Mali…");
        assert_eq!(cut("Ouagadougouvillage", 8), "Ouagado…", "one word alone is longer");
        assert_eq!(cut("Ménaka-Ansongo–Gao été", 20), "Ménaka-Ansongo–Gao…");
        assert_eq!(cut("", 8), "");
    }
}
