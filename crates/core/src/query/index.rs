//! What a filter needs of each row, laid out flat and built once a data set.

use super::dates::DateIndex;
use super::tolls::TollIndex;
use super::{Dictionary, DictionaryBuilder, Dimension};
use crate::model::table::{CONTESTED, Known, Lists, Narrow, Row, Table, TableBuilder};
use crate::model::{Bloc, DataSet, Event, Kind, Status, Word};
use crate::order;
use crate::time::Precision;
use conflict_timeline_rows::{ALL_DENSE, Counted, Postings, Rows, Way, columns};
use std::sync::Arc;

/// In which dimensions are built: blocs follow from actors, and regions from places. The cheap ones come first, because
/// a browser runs a function slowly until it has been called before.
const ORDER: [Dimension; Dimension::ALL.len()] = [
    Dimension::Kind,
    Dimension::Status,
    Dimension::Precision,
    Dimension::Phase,
    Dimension::Source,
    Dimension::Actor,
    Dimension::Place,
    Dimension::Bloc,
    Dimension::Region,
];

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
        let totals = postings.totals();
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
    order: Vec<u32>,
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

    /// Takes what came to the ends of a set's lists.
    pub fn grow(&mut self, data: &DataSet) {
        self.rows.known_mut().grow(data);
    }

    /// The number that each event had as it was taken, in their order; not needed where they came in it.
    pub fn set_order(&mut self, order: Vec<u32>) {
        self.order = order;
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
        let dimensions = ORDER.len();
        match self.step {
            0 => {
                if !self.is_wordless {
                    self.words.push_names(data);
                }
                if !self.order.is_empty() {
                    self.rows.sort(&self.order);
                }
                self.built.table = core::mem::take(&mut self.rows).finish().0;
            }
            1 => self.found = core::mem::take(&mut self.words).finish(&self.order),
            step => match ORDER.get(step - 2) {
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
    /// Adds the values of a dimension, in the order of [`ORDER`].
    fn push(&mut self, dimension: Dimension) {
        self.values.resize_with(ORDER.len(), Values::default);
        let (columns, known, rows) = (self.table.columns(), self.table.known(), self.table.rows());
        let mut lists = None;
        let postings = match dimension {
            Dimension::Bloc => {
                let mut blocs = Lists::default();
                for bloc in &known.actor_blocs {
                    let bloc = u32::from(*bloc);
                    blocs.push((bloc != Bloc::None.index() as u32).then_some(bloc).as_slice());
                }
                let actors = &self.values[Dimension::Actor as usize].postings;
                derived(Bloc::ALL.len(), actors, &columns.actors, &blocs).0
            }
            Dimension::Kind => Postings::of(rows, Kind::ALL.len(), &Lists::of_column(&columns.kind, u8::MAX)),
            Dimension::Actor => Postings::of(rows, known.actors(), &columns.actors),
            Dimension::Place => Postings::of(rows, known.places(), &columns.places),
            Dimension::Region => {
                let places = &self.values[Dimension::Place as usize].postings;
                let (postings, by_row) = derived(known.places(), places, &columns.places, &known.place_regions);
                lists = by_row;
                postings
            }
            Dimension::Phase => Postings::of(rows, known.phases as usize, &columns.phases),
            Dimension::Status => Postings::of(rows, Status::ALL.len(), &Lists::of_column(&columns.status, u8::MAX)),
            Dimension::Source => Postings::of(rows, known.sources as usize, &columns.sources),
            Dimension::Precision => Postings::of(rows, Precision::ALL.len(), &Lists::of_column(&columns.when, 7)),
        };
        self.values[dimension as usize] = Values { lists, ..Values::new(postings) };
    }

    fn finish(&mut self) {
        let rows = self.table.rows();
        self.contested = columns::rows_with(&self.table.columns().marks, CONTESTED);
        self.dates = DateIndex::new(&self.table);
        self.tolls = TollIndex::new(&self.table);
        self.all = Arc::new(Rows::all(rows));
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
        ORDER.into_iter().for_each(|dimension| built.push(dimension));
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

    /// How many of the rows that a way leads to have each value.
    pub(super) fn count(&self, dimension: Dimension, way: &Way, before: Option<&Counted>) -> Counted {
        let Some(values) = self.values(dimension) else { return Counted::default() };
        way.count(&values.postings, self.lists(dimension), before)
    }

    /// Whether both are the same, not only alike.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.built, &other.built) && Arc::ptr_eq(&self.words, &other.words)
    }
}

/// The values that follow from others, as regions do from places, each once a row: `from` has those of each of the
/// others, `lists` the others of each row, and `others` their rows. As lists too where there are too many for a bit set
/// each: these are counted by rows.
fn derived(values: usize, others: &Postings, lists: &Lists, from: &Lists) -> (Postings, Option<Lists>) {
    let mut sources = vec![Vec::new(); values];
    from.each(|other, value| sources[value as usize].push(other as u32));
    let total = |other: usize| others.totals().get(other).copied().unwrap_or(0) as usize;
    let is_in_use = |sources: &Vec<u32>| sources.iter().any(|other| total(*other as usize) > 0);
    if sources.iter().filter(|sources| is_in_use(sources)).count() <= ALL_DENSE {
        let used = sources.iter().zip(0_u32..).filter(|(sources, _)| is_in_use(sources));
        let sets = used.map(|(sources, value)| (value, others.any(sources))).collect();
        return (Postings::of_sets(others.rows(), values, sets), None);
    }
    let most = (0..from.rows()).map(|other| from.of(other).count() * total(other)).sum();
    let mut by_row =
        Lists { starts: Vec::with_capacity(lists.rows() + 1), values: Narrow::with_capacity(values, most) };
    by_row.starts.push(0);
    let (mut flat, mut ends) = (Vec::new(), vec![0]);
    for other in 0..from.rows() {
        flat.extend(from.of(other));
        ends.push(flat.len());
    }
    let mut row_values: Vec<u32> = Vec::new();
    for row in 0..lists.rows() {
        for other in lists.of(row) {
            row_values.extend_from_slice(&flat[ends[other as usize]..ends[other as usize + 1]]);
        }
        // What follows from one value rises already.
        if row_values.windows(2).any(|two| two[0] >= two[1]) {
            order::ids(&mut row_values);
            row_values.dedup();
        }
        by_row.push(&row_values);
        row_values.clear();
    }
    (Postings::of(others.rows(), values, &by_row), Some(by_row))
}
