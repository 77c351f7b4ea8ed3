//! One row into one event.

use super::book::{Book, Hashed, hash};
use super::cell::{is_nothing, plain_digits, slug, text};
use super::cells::Row;
use super::days::Dates;
use super::figures::Said;
use super::header::Columns;
use super::heap::Heap;
use super::own::{unguarded, with_role};
use super::preset::{Field, Fields, Preset};
use super::trouble::Troubles;
use crate::ingest::sealed::Growing;
use crate::model::{ActorId, Event, Kind, Participant, Role, SourceId, Status, TextId, Word};
use crate::problem::Code;
use std::borrow::Cow;
use std::sync::Arc;

/// Everything that reading a row needs and changes.
pub(super) struct Desk {
    pub(super) preset: Preset,
    /// Those whose terms bind the set as soon as a row names them as its source; none where it is bound already.
    pub(super) binders: Vec<Preset>,
    pub(super) columns: Arc<Columns>,
    pub(super) troubles: Troubles,
    pub(super) book: Book,
    pub(super) events: Heap,
    /// Of the row before: the memory that it took serves the next one.
    pub(super) text: String,
    pub(super) main: SourceId,
    pub(super) said: Said,
    pub(super) civilians: Option<ActorId>,
    /// Kinds by the hash of the cells that they were read from; a table has few.
    pub(super) kinds: Hashed<(Kind, [Role; 2])>,
    /// Those rows in which day and month may be swapped, read as day before month.
    pub(super) either: Vec<Either>,
    /// Whether some date of figures has shown the day first, the month first.
    pub(super) is_order_seen: [bool; 2],
    /// Rows so far, this one included.
    pub(super) rows: u32,
    /// Columns of this row beside those of the header.
    pub(super) extra: Vec<(String, String)>,
    /// The sheets of a workbook, with how many events there were before each.
    pub(super) sheets: Vec<(u32, String)>,
    /// The set is handed over while it is read.
    pub(super) growing: Option<Growing>,
}

/// A row with a date that may be read two ways.
pub(super) struct Either {
    pub(super) row: u32,
    pub(super) line: u32,
    pub(super) dates: Dates,
    /// It has an id of its own, and not one that was made of its day.
    pub(super) has_id: bool,
}

const KINDS_KEPT: usize = 64;

/// The mark of byte order, as a letter.
const MARK: char = '\u{feff}';

/// The cells of one row, by field.
pub(super) struct Cells<'a> {
    pub(super) row: Row<'a>,
    columns: &'a Columns,
    /// The whole row, where it is UTF-8: looked at once, and not once a cell.
    whole: Option<&'a str>,
}

impl<'a> Cells<'a> {
    pub(super) fn of(row: Row<'a>, columns: &'a Columns) -> Self {
        Self { row, columns, whole: row.text() }
    }

    pub(super) fn line(&self) -> u32 {
        self.row.line
    }

    pub(super) fn get(&self, field: Field) -> Cow<'a, str> {
        let Some(index) = self.columns.of(field) else { return Cow::Borrowed("") };
        let text = self.at(index);
        if is_nothing(&text) {
            Cow::Borrowed("")
        } else if field.is_figure() {
            plain_digits(text)
        } else {
            text
        }
    }

    /// The cell of a column as it stands there.
    pub(super) fn at(&self, index: usize) -> Cow<'a, str> {
        let mut cell = match self.whole.and_then(|whole| whole.get(self.row.range(index))) {
            Some(text) => Cow::Borrowed(text.trim_ascii()),
            None => text(self.row.cell(index)).0,
        };
        // Files that were put together have their marks of byte order in the midst of it.
        if index == 0 && cell.starts_with(MARK) {
            cell = cell.trim_start_matches(MARK).to_string().into();
        }
        if self.columns.is_guarded { unguarded(cell) } else { cell }
    }
}

impl Desk {
    /// The rows that follow are those of this sheet.
    pub(super) fn begin_sheet(&mut self, name: &str) {
        self.troubles.sheet = name.into();
        self.sheets.push((self.events.len() as u32, name.into()));
    }

    /// Reads a row over the event of another one; `None`, after a complaint, where it has no date.
    pub(super) fn event(&mut self, cells: &Cells<'_>, event: &mut Event) -> Option<()> {
        let row = cells.row;
        let mut kept = Fields::EXTRA;
        self.check_shape(cells);
        let dated = self.dated(cells, row.line, &mut kept)?;
        (event.when, event.edtf, event.weight, event.note) = (dated.when, dated.edtf, 2, TextId(0));
        event.places.clear();
        event.actors.clear();
        let (kind, roles) = self.kind(cells, row.line);
        event.kind = kind;
        if cells.get(Field::Kind) != kind.name() {
            kept.add(Field::Kind);
        }
        kept.add_all(&[Field::Kind2, Field::DatePrec, Field::Clarity, Field::SortA, Field::SortB]);
        kept.add_all(&[Field::Conflict, Field::Dyad, Field::Admin2, Field::Time]);
        event.status = self.status(cells, row.line);
        if cells.get(Field::Status) != event.status.name() {
            kept.add(Field::Status);
        }
        let sides = self.actors(event, cells, roles);
        self.place(event, cells, row.line, &mut kept);
        self.sources(event, cells, row.line, &mut kept);
        let figures = self.figures(cells, row.line, &mut kept);
        let sides = [sides[0], sides[1], self.civilians_of(&figures), None];
        if !figures.claims(self.main, row.line, sides, self.said, &mut event.claims) {
            kept.add_all(&[Field::DeathsA, Field::DeathsB, Field::DeathsCivilians, Field::DeathsUnknown]);
        }
        if let Some(clause) = figures.disorder() {
            self.troubles.add(
                Code::FigureOrder,
                self.columns.name(Field::Best),
                clause,
                row.line,
                &cells.get(Field::Best),
            );
            event.note = self.book.shared("The figures of this row are in the wrong order, and stand as they came.");
        }
        self.texts(event, cells, &mut kept);
        self.name(event, cells, row.line);
        if cells.get(Field::Id) != event.slug.as_str() {
            kept.add(Field::Id);
        }
        event.record = self.record(cells, kept);
        Some(())
    }

    /// What is wrong with the row as a whole.
    fn check_shape(&mut self, cells: &Cells<'_>) {
        let (row, names) = (cells.row, self.columns.names.len());
        if row.len() > names {
            let value = cells.at(names);
            self.troubles.add(Code::ExtraCells, "", "with more cells than the header", row.line, &value);
        }
        if cells.whole.is_none() {
            self.troubles.add(Code::Encoding, "", "not UTF-8, read as Windows-1252", row.line, "");
        }
    }

    /// A row that ends before the header does: a cell may be missing in its midst.
    pub(super) fn check_length(&mut self, row: Row<'_>) {
        if row.len() < self.columns.names.len() {
            let cells = format!("{} of {} cells", row.len(), self.columns.names.len());
            self.troubles.add(Code::ExtraCells, "", "with fewer cells than the header", row.line, &cells);
        }
    }

    fn kind(&mut self, cells: &Cells<'_>, line: u32) -> (Kind, [Role; 2]) {
        let (first, second) = (cells.get(Field::Kind), cells.get(Field::Kind2));
        let key = hash((&*first, &*second));
        if let Some(known) = self.kinds.get(&key) {
            return *known;
        }
        let meaning = |table: &str, cell: &str| self.preset.meaning(table, cell);
        let kind = meaning("kind", &first)
            .and_then(Kind::from_name)
            .or_else(|| Kind::from_name(&slug(&first)))
            .or_else(|| meaning("kind2", &second).and_then(Kind::from_name));
        let roles = meaning("roles", &first).or_else(|| meaning("roles2", &second)).unwrap_or_default();
        let mut words = roles.split(' ').map(|role| Role::from_name(role).unwrap_or_default());
        let roles = [words.next().unwrap_or_default(), words.next().unwrap_or_default()];
        if kind.is_none() && !(first.is_empty() && second.is_empty()) {
            let column = self.columns.name(Field::Kind);
            self.troubles.add(Code::UnknownWord, column, "with a kind that is not known, shown as other", line, &first);
            return (Kind::Other, roles);
        }
        let kind = kind.unwrap_or_default();
        if self.kinds.len() < KINDS_KEPT {
            self.kinds.insert(key, (kind, roles));
        }
        (kind, roles)
    }

    fn status(&mut self, cells: &Cells<'_>, line: u32) -> Status {
        let cell = cells.get(Field::Status);
        let preset = Status::from_name(&self.preset.status).unwrap_or_default();
        if cell.is_empty() {
            return preset;
        }
        let known = self.preset.meaning("status", &cell).and_then(Status::from_name);
        let known = known.or_else(|| Status::from_name(&slug(&cell)));
        self.book.data.says_status |= known.is_some();
        known.unwrap_or_else(|| {
            let column = self.columns.name(Field::Status);
            self.troubles.add(Code::UnknownWord, column, "with a status that is not known", line, &cell);
            preset
        })
    }

    /// Adds who took part; returns the two sides.
    fn actors(&mut self, event: &mut Event, cells: &Cells<'_>, roles: [Role; 2]) -> [Option<ActorId>; 2] {
        let mut sides = [None; 2];
        let fields = [(Field::SideA, Field::SortA, Field::AssocA), (Field::SideB, Field::SortB, Field::AssocB)];
        for (index, (side, sort, assoc)) in fields.into_iter().enumerate() {
            let name = cells.get(side);
            if !name.is_empty() {
                let preset = &self.preset;
                let sort = || preset.meaning("inter", &cells.get(sort)).or_else(|| preset.meaning("sort", &name));
                let actor = self.book.actor(&name, &sort);
                sides[index] = Some(actor);
                join(event, actor, roles[index]);
            }
            for name in list(&cells.get(assoc)) {
                let actor = self.book.actor(name, &|| self.preset.meaning("sort", name));
                join(event, actor, Role::Supporter);
            }
        }
        for part in list(&cells.get(Field::Actors)) {
            let (name, role) = if self.preset.is_ours { with_role(part) } else { (part, Role::Side) };
            let actor = self.book.actor(name, &|| self.preset.meaning("sort", name));
            join(event, actor, role);
        }
        sides
    }
}

fn join(event: &mut Event, actor: ActorId, role: Role) {
    if event.actors.iter().all(|part| part.actor != actor) {
        event.actors.push(Participant { actor, role });
    }
}

/// The parts of a list in one cell.
pub(super) fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '|']).map(str::trim).filter(|part| !part.is_empty())
}
