//! Events as flat columns, a row an event, sorted by first day: what filters, facets and drawings need of
//! a million of them.

mod builder;
mod row;

pub use builder::TableBuilder;
pub use conflict_timeline_rows::{Lists, Narrow};
pub use row::{Row, when_bits, when_of};

use super::{Bloc, DataSet, Kind, Status, Word};
use crate::time::{Day, FARTHEST_DAY, Span, When};
use conflict_timeline_rows::columns;

/// Stands for a toll that nobody gives, in both columns of tolls.
pub const UNKNOWN_TOLL: u32 = u32::MAX;
/// Stands for a coordinate that nobody gives.
pub const NO_PLACE_E5: i32 = i32::MIN;
/// Bit of a row's mark: something about it is contested.
pub const CONTESTED: u8 = 1;
/// Bit of a row's mark: the highest toll is a floor.
pub const OPEN_TOLL: u8 = 2;

/// The columns, each as long as there are rows; lists may also be empty, where no row has any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// First possible day; never falls from one row to the next.
    pub earliest: Vec<i32>,
    /// Last possible day, included.
    pub latest: Vec<i32>,
    /// Precision, hedge, lasting and open ends, as [`when_bits`] puts them.
    pub when: Vec<u8>,
    /// Position in [`Kind::ALL`].
    pub kind: Vec<u8>,
    /// Position in [`Status::ALL`].
    pub status: Vec<u8>,
    /// [`CONTESTED`] and [`OPEN_TOLL`].
    pub marks: Vec<u8>,
    /// People killed by the lowest account, or [`UNKNOWN_TOLL`].
    pub toll_low: Vec<u32>,
    /// People killed by the highest account, or [`UNKNOWN_TOLL`].
    pub toll_high: Vec<u32>,
    /// Latitude in 1e-5 degrees where rows have their own, or [`NO_PLACE_E5`]; empty where no row has.
    pub lat_e5: Vec<i32>,
    /// Longitude, likewise.
    pub lon_e5: Vec<i32>,
    /// Positions of actors, each once, rising.
    pub actors: Lists,
    /// Positions of places, each once, rising.
    pub places: Lists,
    /// Positions of sources, each once, rising.
    pub sources: Lists,
    /// Position of the phase.
    pub phases: Lists,
}

/// How many there are of what columns point to, and what the query has to know about each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Position in [`Bloc::ALL`] of each actor.
    pub actor_blocs: Vec<u8>,
    /// The regions and countries that each place lies in, itself too if it is one; places by position.
    pub place_regions: Lists,
    /// Latitude of each place in 1e-5 degrees, or [`NO_PLACE_E5`].
    pub place_lat_e5: Vec<i32>,
    /// Longitude of each place.
    pub place_lon_e5: Vec<i32>,
    /// How many sources there are.
    pub sources: u32,
    /// How many phases there are.
    pub phases: u32,
}

impl Known {
    /// What a set's lists say.
    #[must_use]
    pub fn of(data: &DataSet) -> Self {
        let mut known = Self::default();
        known.grow(data);
        known
    }

    /// Takes what came to the ends of a set's lists.
    pub fn grow(&mut self, data: &DataSet) {
        let actors = data.actors.iter().skip(self.actors());
        self.actor_blocs.extend(actors.map(|actor| actor.bloc.index() as u8));
        (self.sources, self.phases) = (data.sources.len() as u32, data.phases.len() as u32);
        for (index, place) in data.places.iter().enumerate().skip(self.places()) {
            self.place_regions.push(&data.regions(super::PlaceId::at(index)));
            let at = place.lat_e5.zip(place.lon_e5);
            let (lat, lon) = at.unwrap_or((NO_PLACE_E5, NO_PLACE_E5));
            self.place_lat_e5.push(lat);
            self.place_lon_e5.push(lon);
        }
    }

    /// How many actors there are.
    #[must_use]
    pub fn actors(&self) -> usize {
        self.actor_blocs.len()
    }

    /// How many places there are.
    #[must_use]
    pub fn places(&self) -> usize {
        self.place_lat_e5.len()
    }
}

/// Why columns make no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableError {
    /// The column.
    pub column: &'static str,
    /// The first row that is wrong; how many rows there are, if the length is wrong.
    pub row: usize,
    /// What is wrong, as a clause.
    pub reason: &'static str,
}

impl core::fmt::Display for TableError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "column {}, row {}: {}", self.column, self.row, self.reason)
    }
}

impl core::error::Error for TableError {}

/// Columns that are sound: of one length, sorted by first day, every position within its list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    columns: Columns,
    known: Known,
}

impl Table {
    /// Checks columns and keeps them.
    ///
    /// # Errors
    /// The first column that is of another length, out of order or out of range.
    pub fn new(columns: Columns, known: Known) -> Result<Self, TableError> {
        let rows = columns.earliest.len();
        let wrong = |column, row, reason| Err(TableError { column, row, reason });
        if rows > u32::MAX as usize / 2 {
            return wrong("earliest", rows, "too many rows");
        }
        if let Some(row) = columns::first_fall(&columns.earliest) {
            return wrong("earliest", row + 1, "rows are not sorted by first day");
        }
        let lengths = [
            ("latest", columns.latest.len()),
            ("when", columns.when.len()),
            ("kind", columns.kind.len()),
            ("status", columns.status.len()),
            ("marks", columns.marks.len()),
            ("toll_low", columns.toll_low.len()),
            ("toll_high", columns.toll_high.len()),
        ];
        if let Some((column, length)) = lengths.into_iter().find(|(_, length)| *length != rows) {
            return wrong(column, length, "not as many entries as rows");
        }
        if columns.lat_e5.len() != columns.lon_e5.len() || ![0, rows].contains(&columns.lat_e5.len()) {
            return wrong("lat_e5", columns.lat_e5.len(), "not as many entries as rows");
        }
        if let Some(row) = columns::first_above(&columns.earliest, &columns.latest) {
            return wrong("latest", row, "the last day lies before the first");
        }
        for (name, days) in [("earliest", &columns.earliest), ("latest", &columns.latest)] {
            if let Some(row) = columns::first_outside(days, -FARTHEST_DAY, FARTHEST_DAY) {
                return wrong(name, row, "no calendar has such a day");
            }
        }
        if let Some(row) = columns::first_no_range(&columns.toll_low, &columns.toll_high, UNKNOWN_TOLL) {
            return wrong("toll_low", row, "the lowest toll is above the highest, or only one is known");
        }
        if let Some(row) = columns::first_more(&columns.when, 7, 4) {
            return wrong("when", row, "no such precision");
        }
        for (name, column, bound) in
            [("kind", &columns.kind, Kind::ALL.len()), ("status", &columns.status, Status::ALL.len())]
        {
            if let Some(row) = columns::first_more(column, u8::MAX, bound as u8 - 1) {
                return wrong(name, row, "no such word");
            }
        }
        check_lists("actors", &columns.actors, rows, known.actors())?;
        check_lists("places", &columns.places, rows, known.places())?;
        check_lists("sources", &columns.sources, rows, known.sources as usize)?;
        check_lists("phases", &columns.phases, rows, known.phases as usize)?;
        check_lists("place_regions", &known.place_regions, known.places(), known.places())?;
        if known.place_lon_e5.len() != known.places() {
            return wrong("place_lon_e5", known.place_lon_e5.len(), "not as many entries as places");
        }
        if let Some(row) = known.actor_blocs.iter().position(|bloc| usize::from(*bloc) >= Bloc::ALL.len()) {
            return wrong("actor_blocs", row, "no such word");
        }
        Ok(Self { columns, known })
    }

    /// The events of a set, a row each. A set whose events are not in order gives the rows in order of
    /// days, so that a row is no longer the event's position; readers of this crate sort sets.
    #[must_use]
    pub fn of(data: &DataSet) -> Self {
        let mut builder = TableBuilder::new(Known::of(data));
        data.events.each(&mut |_, event| builder.push(&Row::of(event)));
        builder.finish().0
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.earliest.len()
    }

    /// The columns.
    #[must_use]
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// What they point to.
    #[must_use]
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// When a row happened.
    ///
    /// # Panics
    /// Where there is no such row.
    #[must_use]
    pub fn when(&self, row: usize) -> When {
        let columns = &self.columns;
        when_of(Day(columns.earliest[row]), Day(columns.latest[row]), columns.when[row])
    }

    /// People killed in a row, lowest and highest; `None` where nobody gives a number.
    ///
    /// # Panics
    /// Where there is no such row.
    #[must_use]
    pub fn toll(&self, row: usize) -> Option<(u32, u32)> {
        let toll = (self.columns.toll_low[row], self.columns.toll_high[row]);
        (toll.1 != UNKNOWN_TOLL).then_some(toll)
    }

    /// The days from the first to the last of any row; one day where there is none.
    #[must_use]
    pub fn span(&self) -> Span {
        let first = self.columns.earliest.first().copied().unwrap_or_default();
        let last = self.columns.latest.iter().copied().max().unwrap_or_default();
        Span::new(Day(first), Day(last).plus(1))
    }

    /// The columns, taken out.
    #[must_use]
    pub fn into_parts(self) -> (Columns, Known) {
        (self.columns, self.known)
    }
}

fn check_lists(column: &'static str, lists: &Lists, rows: usize, bound: usize) -> Result<(), TableError> {
    lists.check(rows, bound).map_err(|(row, reason)| TableError { column, row, reason })
}
