//! What a filter needs of each row, laid out flat and built once a data set.

use super::bits::Rows;
use super::dates::DateIndex;
use super::postings::{Derived, Pairs, Postings};
use super::tolls::TollIndex;
use super::{Dictionary, Dimension};
use crate::model::table::{CONTESTED, Lists, Table};
use crate::model::{Bloc, DataSet, Kind, Status, Word};
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

impl Index {
    /// Reads every event once. Words of every language that the set holds are found.
    #[must_use]
    pub fn new(data: &DataSet) -> Self {
        Self::from_table(Table::of(data)).with_words(Dictionary::new(data))
    }

    /// Reads every row once; no words are found until they are given.
    #[must_use]
    pub fn from_table(table: Table) -> Self {
        let (columns, known) = (table.columns(), table.known());
        let rows = table.rows();
        let mut blocs = Lists::default();
        for bloc in &known.actor_blocs {
            let bloc = u32::from(*bloc);
            blocs.push((bloc != Bloc::None.index() as u32).then_some(bloc).as_slice());
        }
        let blocs = Derived { lists: &columns.actors, from: &blocs, bound: Bloc::ALL.len() };
        let regions = Derived { lists: &columns.places, from: &known.place_regions, bound: known.places() };
        let precisions: Vec<u8> = columns.when.iter().map(|bits| bits & 7).collect();
        let mut values = Vec::from(Dimension::ALL.map(|dimension| {
            Values::new(match dimension {
                Dimension::Bloc => Postings::new(rows, Bloc::ALL.len(), &blocs),
                Dimension::Kind => Postings::new(rows, Kind::ALL.len(), &columns.kind[..]),
                Dimension::Actor => Postings::new(rows, known.actors(), &columns.actors),
                Dimension::Place => Postings::new(rows, known.places(), &columns.places),
                Dimension::Region => Postings::new(rows, known.places(), &regions),
                Dimension::Phase => Postings::new(rows, known.phases as usize, &columns.phases),
                Dimension::Status => Postings::new(rows, Status::ALL.len(), &columns.status[..]),
                Dimension::Source => Postings::new(rows, known.sources as usize, &columns.sources),
                Dimension::Precision => Postings::new(rows, Precision::ALL.len(), &precisions[..]),
            })
        }));
        // Where there are too many regions for bit sets, they are counted by rows.
        if !values[Dimension::Region as usize].postings.is_dense {
            values[Dimension::Region as usize].lists = Some(listed(&regions));
        }
        let mut contested = Rows::none(rows);
        for (row, marks) in columns.marks.iter().enumerate() {
            if marks & CONTESTED != 0 {
                contested.insert(row);
            }
        }
        let built = Built {
            values,
            dates: DateIndex::new(&table),
            tolls: TollIndex::new(&table),
            contested,
            none: Arc::new(Rows::none(rows)),
            all: Arc::new(Rows::all(rows)),
            table,
        };
        Self { built: Arc::new(built), words: Arc::default() }
    }

    /// The same rows, found by these words.
    #[must_use]
    pub fn with_words(&self, words: Dictionary) -> Self {
        Self { built: Arc::clone(&self.built), words: Arc::new(words) }
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
