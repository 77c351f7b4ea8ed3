//! What a filter needs of each row, laid out flat and built once a data set.

use super::bits::Rows;
use super::dates::DateIndex;
use super::postings::Postings;
use super::tolls::TollIndex;
use super::{Dictionary, Dimension};
use crate::model::table::{CONTESTED, Lists, Table};
use crate::model::{Bloc, DataSet, Kind, Status, Word};
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
        by_total.sort_unstable_by_key(|value| (core::cmp::Reverse(totals[*value as usize]), *value));
        Self { postings, by_total, lists: None }
    }

    fn of_lists(lists: &Lists, value_count: usize) -> Self {
        Self::new(Postings::of_lists(lists, value_count))
    }

    fn of_bytes(column: &[u8], value_count: usize) -> Self {
        Self::new(Postings::of_bytes(column, value_count))
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
        let blocs = derived(&columns.actors, |actor, found| {
            let bloc = u32::from(known.actor_blocs[actor as usize]);
            found.extend((bloc != Bloc::None.index() as u32).then_some(bloc));
        });
        let regions = derived(&columns.places, |place, found| found.extend(known.place_regions.of(place as usize)));
        let precisions: Vec<u8> = columns.when.iter().map(|bits| bits & 7).collect();
        let values = Dimension::ALL.map(|dimension| match dimension {
            Dimension::Bloc => Values::of_lists(&blocs, Bloc::ALL.len()),
            Dimension::Kind => Values::of_bytes(&columns.kind, Kind::ALL.len()),
            Dimension::Actor => Values::of_lists(&columns.actors, known.actors()),
            Dimension::Place => Values::of_lists(&columns.places, known.places()),
            Dimension::Region => Values::of_lists(&regions, known.places()),
            Dimension::Phase => Values::of_lists(&columns.phases, known.phases as usize),
            Dimension::Status => Values::of_bytes(&columns.status, Status::ALL.len()),
            Dimension::Source => Values::of_lists(&columns.sources, known.sources as usize),
            Dimension::Precision => Values::of_bytes(&precisions, 5),
        });
        let mut values = Vec::from(values);
        if !values[Dimension::Region as usize].postings.is_dense {
            values[Dimension::Region as usize].lists = Some(regions);
        }
        let rows = table.rows();
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

/// Other values from the values of each row, each once.
fn derived(lists: &Lists, of: impl Fn(u32, &mut Vec<u32>)) -> Lists {
    let mut result = Lists::default();
    let mut found = Vec::new();
    for row in 0..lists.rows() {
        found.clear();
        for value in lists.of(row) {
            of(value, &mut found);
        }
        if found.len() > 1 {
            found.sort_unstable();
            found.dedup();
        }
        result.push(&found);
    }
    result
}
