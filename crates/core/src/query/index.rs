//! What a filter needs of each row, laid out flat and built once a data set.

use super::{Dimension, search::Dictionary};
use crate::model::{DataSet, Toll};
use crate::time::When;

/// Values of one dimension: row `i` has `values[starts[i]..starts[i + 1]]`.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    starts: Vec<u32>,
    values: Vec<u32>,
    pub(super) value_count: usize,
}

impl Column {
    pub(super) fn of(&self, row: usize) -> &[u32] {
        &self.values[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

/// Built from a data set; a row is an event, in the order of ids.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub(super) columns: Vec<Column>,
    pub(super) whens: Vec<When>,
    pub(super) tolls: Vec<Option<Toll>>,
    pub(super) is_violent: Vec<bool>,
    pub(super) words: Dictionary,
}

impl Index {
    /// Reads every row once. Words of every language that the set holds are found.
    #[must_use]
    pub fn new(data: &DataSet) -> Self {
        let columns = Dimension::ALL.into_iter().map(|dimension| {
            let mut column = Column { value_count: dimension.count(data), ..Column::default() };
            column.starts.push(0);
            for event in &data.events {
                column.values.extend(dimension.values_of(data, event));
                column.starts.push(column.values.len() as u32);
            }
            column
        });
        Self {
            columns: columns.collect(),
            whens: data.events.iter().map(|event| event.when).collect(),
            tolls: data.events.iter().map(crate::model::Event::toll).collect(),
            is_violent: data.events.iter().map(|event| event.kind.is_violent()).collect(),
            words: Dictionary::new(data),
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.whens.len()
    }
}
