//! One event, as a table takes it.

use crate::model::{Event, Kind, Status, Word};
use crate::time::{Day, Precision, Qualifier, When};

/// What a table keeps of an event. Lists may be in any order and hold a value twice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// When.
    pub when: When,
    /// What sort.
    pub kind: Kind,
    /// How sure.
    pub status: Status,
    /// Something about it is contested.
    pub is_contested: bool,
    /// People killed, by the lowest and the highest account; `None` where nobody gives a number.
    pub toll: Option<(u32, u32)>,
    /// The highest toll is a floor.
    pub is_toll_open: bool,
    /// Latitude and longitude in 1e-5 degrees, where the row has its own.
    pub at_e5: Option<(i32, i32)>,
    /// Positions of actors.
    pub actors: Vec<u32>,
    /// Positions of places.
    pub places: Vec<u32>,
    /// Positions of sources.
    pub sources: Vec<u32>,
    /// Position of the phase.
    pub phase: Option<u32>,
}

impl Row {
    /// What a table keeps of an event of a set.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        let mut row = Self::default();
        row.read(event);
        row
    }

    /// The same, written over another one.
    pub fn read(&mut self, event: &Event) {
        let toll = event.toll();
        self.when = event.when;
        self.kind = event.kind;
        self.status = event.status;
        self.is_contested = event.status == Status::Disputed || !event.note.is_none();
        self.toll = toll.map(|toll| (toll.low, toll.high));
        self.is_toll_open = toll.is_some_and(|toll| toll.is_open);
        self.at_e5 = None;
        for list in [&mut self.actors, &mut self.places, &mut self.sources] {
            list.clear();
        }
        event.actors.iter().for_each(|part| self.actors.push(part.actor.0));
        event.places.iter().for_each(|at| self.places.push(at.place.0));
        event.sources.iter().for_each(|cited| self.sources.push(cited.source.0));
        self.phase = event.phase.map(|phase| phase.0);
    }

    pub(super) fn kind_and_status(&self) -> (u8, u8) {
        (self.kind.index() as u8, self.status.index() as u8)
    }
}

/// Bits 0 to 2: precision; 3: it lasted; 4: open start; 5: open end; 6 and 7: qualifier.
#[must_use]
pub fn when_bits(when: &When) -> u8 {
    when.precision as u8
        | u8::from(when.lasts) << 3
        | u8::from(when.open_start) << 4
        | u8::from(when.open_end) << 5
        | (when.qualifier as u8) << 6
}

/// The date of two days and [`when_bits`].
#[must_use]
pub fn when_of(earliest: Day, latest: Day, bits: u8) -> When {
    use Precision::{Day as D, Days, Decade, Month, Year};
    use Qualifier::{About, Both, None, Uncertain};
    When {
        earliest,
        latest,
        lasts: bits & 8 != 0,
        open_start: bits & 16 != 0,
        open_end: bits & 32 != 0,
        precision: [D, Days, Month, Year, Decade, Decade, Decade, Decade][usize::from(bits & 7)],
        qualifier: [None, Uncertain, About, Both][usize::from(bits >> 6)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_goes_into_its_bits_and_back() {
        for text in ["2013-01-14", "2013-01~", "2012-07-01/..", "[..2012-07-17]", "201X%", "[2013-01-28..2013-02-03]?"]
        {
            let Ok(when) = When::parse(text) else { continue };
            assert_eq!(when_of(when.earliest, when.latest, when_bits(&when)), when, "{text}");
        }
    }
}
