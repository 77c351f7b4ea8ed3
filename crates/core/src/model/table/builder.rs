//! Rows in any order, in; sorted columns, out.

use super::{CONTESTED, Columns, Known, Lists, NO_PLACE_E5, OPEN_TOLL, Row, Table, UNKNOWN_TOLL, when_bits};
use crate::order;

/// Takes rows one by one.
#[derive(Clone, Debug, Default)]
pub struct TableBuilder {
    columns: Columns,
    known: Known,
    is_unsorted: bool,
    has_own_places: bool,
}

impl TableBuilder {
    /// A builder for rows that point into lists of the given lengths.
    #[must_use]
    pub fn new(known: Known) -> Self {
        Self { known, ..Self::default() }
    }

    /// Changes what rows point to; lists may grow while rows are read.
    pub fn known_mut(&mut self) -> &mut Known {
        &mut self.known
    }

    /// How many rows were taken.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.earliest.len()
    }

    /// Takes a row. Positions past the end of their lists are left out; a toll or an extent the wrong way
    /// round is turned.
    pub fn push(&mut self, row: &Row) {
        let columns = &mut self.columns;
        let (earliest, latest) = (row.when.earliest.0, row.when.latest.0);
        let (earliest, latest) = (earliest.min(latest), earliest.max(latest));
        self.is_unsorted |= columns.earliest.last().is_some_and(|last| *last > earliest);
        columns.earliest.push(earliest);
        columns.latest.push(latest);
        columns.when.push(when_bits(&row.when));
        let (kind, status) = row.kind_and_status();
        columns.kind.push(kind);
        columns.status.push(status);
        columns.marks.push(
            if row.is_contested { CONTESTED } else { 0 }
                | if row.is_toll_open && row.toll.is_some() { OPEN_TOLL } else { 0 },
        );
        let most = UNKNOWN_TOLL - 1;
        let (low, high) =
            row.toll.map_or((UNKNOWN_TOLL, UNKNOWN_TOLL), |(a, b)| (a.min(b).min(most), a.max(b).min(most)));
        columns.toll_low.push(low);
        columns.toll_high.push(high);
        let (lat, lon) = row.at_e5.unwrap_or((NO_PLACE_E5, NO_PLACE_E5));
        if row.at_e5.is_some() && !self.has_own_places {
            self.has_own_places = true;
            columns.lat_e5 = vec![NO_PLACE_E5; columns.earliest.len() - 1];
            columns.lon_e5 = columns.lat_e5.clone();
        }
        if self.has_own_places {
            columns.lat_e5.push(lat);
            columns.lon_e5.push(lon);
        }
        push_list(&mut columns.actors, &row.actors, self.known.actors());
        push_list(&mut columns.places, &row.places, self.known.places());
        push_list(&mut columns.sources, &row.sources, self.known.sources as usize);
        push_list(&mut columns.phases, row.phase.as_slice(), self.known.phases as usize);
    }

    /// The table, and the order in which rows were sorted: row `i` is the one pushed as `order[i]`. The
    /// order is empty where rows came sorted.
    #[must_use]
    pub fn finish(mut self) -> (Table, Vec<u32>) {
        let mut order = Vec::new();
        if self.is_unsorted {
            order = (0..self.columns.earliest.len() as u32).collect();
            let days = &self.columns.earliest;
            order::by(&mut order, &mut |a, b| days[a as usize].cmp(&days[b as usize]));
            self.sort(&order);
        }
        (Table { columns: self.columns, known: self.known }, order)
    }

    /// Puts the rows in an order in which their first days do not fall: row `i` is to be the one pushed as `order[i]`.
    ///
    /// # Panics
    /// Where the order names a row that there is not.
    pub fn sort(&mut self, order: &[u32]) {
        fn sorted<T: Copy>(column: &mut Vec<T>, order: &[u32]) {
            if !column.is_empty() {
                *column = order.iter().map(|row| column[*row as usize]).collect();
            }
        }
        let columns = &mut self.columns;
        for column in [&mut columns.earliest, &mut columns.latest, &mut columns.lat_e5, &mut columns.lon_e5] {
            sorted(column, order);
        }
        for column in [&mut columns.when, &mut columns.kind, &mut columns.status, &mut columns.marks] {
            sorted(column, order);
        }
        for column in [&mut columns.toll_low, &mut columns.toll_high] {
            sorted(column, order);
        }
        for lists in [&mut columns.actors, &mut columns.places, &mut columns.sources, &mut columns.phases] {
            *lists = lists.ordered(order);
        }
        self.is_unsorted = false;
    }
}

fn push_list(lists: &mut Lists, values: &[u32], bound: usize) {
    let is_rising = values.windows(2).all(|two| two[0] < two[1]);
    if is_rising && values.last().is_none_or(|last| (*last as usize) < bound) {
        return lists.push(values);
    }
    let mut values: Vec<u32> = values.iter().copied().filter(|value| (*value as usize) < bound).collect();
    order::ids(&mut values);
    values.dedup();
    lists.push(&values);
}
