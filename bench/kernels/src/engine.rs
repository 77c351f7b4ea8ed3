//! The engine, as a page or a native benchmark drives it.

use crate::generator::{DAYS, FIRST_DAY, Shape, Titles, known};
use conflict_timeline_core::ingest::ctl::Packed;
use conflict_timeline_core::model::table::{Columns, Lists, Narrow, Table};
use conflict_timeline_core::query::{
    Bin, BinUnit, Dates, DictionaryBuilder, Dimension, Facet, Filter, Index, Matches, Rows, facets, histogram,
    matches_after,
};
use conflict_timeline_core::time::{Day, Span};
use std::sync::Arc;
use wasm_bindgen::prelude::wasm_bindgen;

const FACETS: [Dimension; 4] = [Dimension::Kind, Dimension::Actor, Dimension::Place, Dimension::Status];
/// Bars of the histogram.
pub const BARS: u32 = 400;

/// An index, a filter, and the answers to it.
#[wasm_bindgen]
#[derive(Clone, Debug, Default)]
pub struct Engine {
    index: Index,
    filter: Filter,
    matches: Option<Matches>,
    facets: Vec<Vec<Facet>>,
    bars: Vec<Bin>,
    bars_of: Option<Arc<Rows>>,
}

#[wasm_bindgen]
impl Engine {
    /// From columns; `bytes` are `when`, `kind`, `status` and `marks`, end to end.
    #[must_use]
    #[allow(clippy::too_many_arguments, reason = "one argument a column")]
    pub fn from_columns(
        shape: &Shape,
        earliest: Vec<i32>,
        latest: Vec<i32>,
        when: Vec<u8>,
        kind: Vec<u8>,
        status: Vec<u8>,
        marks: Vec<u8>,
        toll_low: Vec<u32>,
        toll_high: Vec<u32>,
        actor_starts: Vec<u32>,
        actors: Vec<u16>,
        places: Vec<u16>,
    ) -> Option<Self> {
        let columns = Columns {
            earliest,
            latest,
            when,
            kind,
            status,
            marks,
            toll_low,
            toll_high,
            actors: Lists { starts: actor_starts, values: Narrow::Short(actors) },
            places: Lists { starts: Vec::new(), values: Narrow::Short(places) },
            ..Columns::default()
        };
        Table::new(columns, known(shape)).ok().map(Self::from_table)
    }

    /// From a packed file.
    #[must_use]
    pub fn open(bytes: &[u8]) -> Option<Self> {
        Packed::open(bytes).ok().map(|packed| Self::from_table(packed.table))
    }

    /// Reads a packed file without an index; how many rows it has.
    #[must_use]
    pub fn read(bytes: &[u8]) -> u32 {
        Packed::open(bytes).map_or(0, |packed| packed.table.rows() as u32)
    }

    /// Gives each row a title of eight words, and the actors and places names.
    pub fn add_words(&mut self, shape: &Shape) {
        let (mut builder, mut titles) = (DictionaryBuilder::default(), Titles::default());
        for _ in 0..shape.rows {
            builder.push_row(&[titles.next(8)]);
        }
        for (dimension, count) in [(Dimension::Actor, shape.actors), (Dimension::Place, shape.places)] {
            for value in 0..count {
                builder.push_name(dimension, value, titles.next(2));
            }
        }
        self.index = self.index.with_words(builder.finish(&[]));
        self.clear();
        self.matches = None;
        self.bars_of = None;
    }

    /// Chooses values of a facet: kind, actor, place, status.
    pub fn choose(&mut self, facet: usize, include: Vec<u32>, exclude: Vec<u32>) {
        let choice = &mut self.filter.choices[FACETS[facet] as usize];
        (choice.include, choice.exclude) = (include, exclude);
    }

    /// Chooses days, counted from the first, the end left out; by first day.
    pub fn brush(&mut self, from: i32, to: i32) {
        self.filter.dates = Dates::Start;
        self.filter.from = Some(Day(FIRST_DAY + from));
        self.filter.to = Some(Day(FIRST_DAY + to - 1));
    }

    /// The same, doubt counted in.
    pub fn brush_overlapping(&mut self, from: i32, to: i32) {
        self.brush(from, to);
        self.filter.dates = Dates::Overlap;
    }

    /// Chooses the least toll.
    pub fn toll_from(&mut self, low: u32) {
        self.filter.toll = Some((low, None));
    }

    /// Chooses words.
    pub fn type_words(&mut self, text: &str) {
        self.filter.text = text.into();
    }

    /// Chooses nothing.
    pub fn clear(&mut self) {
        self.filter = Filter::default();
    }

    /// Answers the filter: rows, four facets, histogram. Returns how many rows match.
    pub fn update(&mut self) -> u32 {
        let matches = matches_after(&self.index, &self.filter, self.matches.as_ref());
        self.facets.clear();
        self.facets.extend(FACETS.iter().map(|facet| facets(&self.index, &matches, &self.filter, *facet)));
        let rows = matches.without_dates();
        if !self.bars_of.as_ref().is_some_and(|known| Arc::ptr_eq(known, &rows)) {
            let span = Span::new(Day(FIRST_DAY), Day(FIRST_DAY + DAYS));
            self.bars = histogram(&self.index, &rows, span, BinUnit::Even(BARS));
            self.bars_of = Some(rows);
        }
        let count = matches.count() as u32;
        self.matches = Some(matches);
        count
    }

    /// The counts of a facet by value.
    #[must_use]
    pub fn counts(&self, facet: usize) -> Vec<u32> {
        let facets = &self.facets[facet];
        let most = facets.iter().map(|facet| facet.value + 1).max().unwrap_or(0);
        let mut counts = vec![0; most as usize];
        for facet in facets {
            counts[facet.value as usize] = facet.count;
        }
        counts
    }

    /// The bars, four numbers each: events, low, high, unknown.
    #[must_use]
    pub fn bars(&self) -> Vec<u32> {
        self.bars.iter().flat_map(|bar| [bar.events, bar.low, bar.high, bar.unknown]).collect()
    }

    /// The first matching rows.
    #[must_use]
    pub fn first_rows(&self, most: usize) -> Vec<u32> {
        let rows = self.matches.iter().flat_map(|matches| matches.rows().iter());
        rows.take(most).map(|row| row as u32).collect()
    }
}

impl Engine {
    /// From a table, everything shown.
    #[must_use]
    pub fn from_table(table: Table) -> Self {
        Self { index: Index::from_table(table), ..Self::default() }
    }
}
