//! What a filter needs of each row, laid out flat and built once a data set.

use super::bits::Rows;
use super::dates::DateIndex;
use super::postings::{Derived, Pairs, Postings};
use super::tolls::TollIndex;
use super::{Dictionary, DictionaryBuilder, Dimension};
use crate::model::table::{CONTESTED, Known, Lists, Row, Table, TableBuilder};
use crate::model::{Bloc, DataSet, Event, Kind, Status, Word};
use crate::order;
use crate::time::Precision;
use std::sync::Arc;

/// Built from a table or a data set; a row is an event, in the order of ids. Copies share everything.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub(super) built: Arc<Built>,
    pub(super) words: Arc<Dictionary>,
}

/// All but the words.
#[derive(Debug, Default)]
pub(super) struct Built {
    pub(super) table: Table,
    /// One for each dimension.
    pub(super) values: Vec<Values>,
    pub(super) dates: DateIndex,
    pub(super) tolls: TollIndex,
    pub(super) contested: Rows,
    pub(super) none: Arc<Rows>,
    pub(super) all: Arc<Rows>,
}

/// The values of one dimension.
#[derive(Debug, Default)]
pub(super) struct Values {
    pub(super) postings: Postings,
    /// Values that any row has, the most frequent first, ties in the order of the list.
    pub(super) by_total: Vec<u32>,
    /// The values of each row, where they are no column of the table and there are many.
    lists: Option<Lists>,
}

impl Values {
    fn new(postings: Postings) -> Self {
        let totals = &postings.totals;
        let mut by_total: Vec<u32> = (0..totals.len() as u32).filter(|value| totals[*value as usize] > 0).collect();
        order::by(&mut by_total, &mut |a, b| totals[b as usize].cmp(&totals[a as usize]));
        Self { postings, by_total, lists: None }
    }
}

/// Builds an index: events first, one by one, then in steps that are short even where there are many.
#[derive(Debug, Default)]
pub struct IndexBuilder {
    rows: TableBuilder,
    row: Row,
    words: DictionaryBuilder,
    is_wordless: bool,
    built: Built,
    found: Dictionary,
    step: usize,
}

impl IndexBuilder {
    /// Begins with what rows of a set will point to.
    #[must_use]
    pub fn new(known: Known) -> Self {
        Self { rows: TableBuilder::new(known), ..Self::default() }
    }

    /// The index is to find no words until they are given, see [`Index::with_words`]: they are half of the work.
    pub fn leave_words(&mut self) {
        self.is_wordless = true;
    }

    /// Takes the next event of a set, with the words of every language that the set holds.
    pub fn push(&mut self, data: &DataSet, event: &Event) {
        self.row.read(event);
        self.rows.push(&self.row);
        if !self.is_wordless {
            self.words.push_event(data, event);
        }
    }

    /// The rows, behind the first step.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.built.table
    }

    /// Takes the next step behind all events; `false` once there is none left.
    pub fn step(&mut self, data: &DataSet) -> bool {
        let dimensions = Dimension::ALL.len();
        match self.step {
            0 => {
                if !self.is_wordless {
                    self.words.push_names(data);
                }
                self.built.table = core::mem::take(&mut self.rows).finish().0;
            }
            1 => self.found = core::mem::take(&mut self.words).finish(),
            step => match Dimension::ALL.get(step - 2) {
                Some(dimension) => self.built.push(*dimension),
                None if step == 2 + dimensions => self.built.finish(),
                None => return false,
            },
        }
        self.step += 1;
        true
    }

    /// The index, after whatever steps are left.
    #[must_use]
    pub fn finish(mut self, data: &DataSet) -> Index {
        while self.step(data) {}
        Index { built: Arc::new(self.built), words: Arc::new(self.found) }
    }
}

impl Built {
    /// Adds the values of the next dimension.
    fn push(&mut self, dimension: Dimension) {
        let (columns, known, rows) = (self.table.columns(), self.table.known(), self.table.rows());
        let mut lists = None;
        let postings = match dimension {
            Dimension::Bloc => {
                let mut blocs = Lists::default();
                for bloc in &known.actor_blocs {
                    let bloc = u32::from(*bloc);
                    blocs.push((bloc != Bloc::None.index() as u32).then_some(bloc).as_slice());
                }
                let blocs = Derived { lists: &columns.actors, from: &blocs, bound: Bloc::ALL.len() };
                Postings::new(rows, Bloc::ALL.len(), &blocs)
            }
            Dimension::Kind => Postings::new(rows, Kind::ALL.len(), &columns.kind[..]),
            Dimension::Actor => Postings::new(rows, known.actors(), &columns.actors),
            Dimension::Place => Postings::new(rows, known.places(), &columns.places),
            Dimension::Region => {
                let regions = Derived { lists: &columns.places, from: &known.place_regions, bound: known.places() };
                let postings = Postings::new(rows, known.places(), &regions);
                // Where there are too many regions for bit sets, they are counted by rows.
                lists = (!postings.is_dense).then(|| listed(&regions));
                postings
            }
            Dimension::Phase => Postings::new(rows, known.phases as usize, &columns.phases),
            Dimension::Status => Postings::new(rows, Status::ALL.len(), &columns.status[..]),
            Dimension::Source => Postings::new(rows, known.sources as usize, &columns.sources),
            Dimension::Precision => {
                let precisions: Vec<u8> = columns.when.iter().map(|bits| bits & 7).collect();
                Postings::new(rows, Precision::ALL.len(), &precisions[..])
            }
        };
        self.values.push(Values { lists, ..Values::new(postings) });
    }

    fn finish(&mut self) {
        let rows = self.table.rows();
        self.contested = Rows::none(rows);
        for (row, marks) in self.table.columns().marks.iter().enumerate() {
            if marks & CONTESTED != 0 {
                self.contested.insert(row);
            }
        }
        self.dates = DateIndex::new(&self.table);
        self.tolls = TollIndex::new(&self.table);
        (self.none, self.all) = (Arc::new(Rows::none(rows)), Arc::new(Rows::all(rows)));
    }
}

impl Index {
    /// Reads every event once. Words of every language that the set holds are found.
    #[must_use]
    pub fn new(data: &DataSet) -> Self {
        let mut builder = IndexBuilder::new(Known::of(data));
        data.events.each(&mut |_, event| builder.push(data, event));
        builder.finish(data)
    }

    /// Reads every row once; no words are found until they are given.
    #[must_use]
    pub fn from_table(table: Table) -> Self {
        let mut built = Built { table, ..Built::default() };
        Dimension::ALL.into_iter().for_each(|dimension| built.push(dimension));
        built.finish();
        Self { built: Arc::new(built), words: Arc::default() }
    }

    /// The same rows, found by these words.
    #[must_use]
    pub fn with_words(&self, words: Dictionary) -> Self {
        Self { built: Arc::clone(&self.built), words: Arc::new(words) }
    }

    /// Whether any word can be found.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.words.words() > 0
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.built.table.rows()
    }

    /// The columns that it was built from.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.built.table
    }

    pub(super) fn values(&self, dimension: Dimension) -> Option<&Values> {
        self.built.values.get(dimension as usize)
    }

    /// The values of each row of a dimension, where they stand anywhere.
    pub(super) fn lists(&self, dimension: Dimension) -> Option<&Lists> {
        let columns = self.built.table.columns();
        match dimension {
            Dimension::Actor => Some(&columns.actors),
            Dimension::Place => Some(&columns.places),
            Dimension::Source => Some(&columns.sources),
            Dimension::Phase => Some(&columns.phases),
            _ => self.values(dimension)?.lists.as_ref(),
        }
    }

    /// Whether both are the same, not only alike.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.built, &other.built) && Arc::ptr_eq(&self.words, &other.words)
    }
}

/// Pairs as the values of each row, rising.
fn listed(pairs: &impl Pairs) -> Lists {
    let (mut lists, mut row_values, mut at) = (Lists::default(), Vec::new(), 0);
    pairs.each(|row, value| {
        while at < row {
            lists.push(&row_values);
            row_values.clear();
            at += 1;
        }
        row_values.push(value);
    });
    while at < pairs.rows() {
        lists.push(&row_values);
        row_values.clear();
        at += 1;
    }
    lists
}
