//! The generated events as a table of text.

use crate::{Events, Shape, Titles};
use conflict_timeline_core::model::{Kind, Word};
use conflict_timeline_core::time::Day;
use std::io::{self, Write};

/// Rows that are generated at once; each lot goes over all the years.
const LOT: u32 = 1_000_000;
/// What stands for no figure.
const NONE: u32 = u32::MAX;

/// Writes so many rows as CSV, from a million on in no order of days.
///
/// # Errors
/// Where they cannot be written.
pub fn write_rows(rows: u32, out: &mut impl Write) -> io::Result<()> {
    let mut titles = Titles::default();
    writeln!(out, "id,date,kind,actors,place,killed_low,killed_high,title,source")?;
    for lot in 0..rows.div_ceil(LOT) {
        let count = LOT.min(rows - lot * LOT);
        let mut events = Events::new(&Shape::new(count, 60, 200, 0));
        let (days, kinds, places) = (events.earliest(), events.bytes(1), events.places());
        let (low, high, actors) = (events.toll_low(), events.toll_high(), events.actors());
        for at in 0..count as usize {
            let number = |toll: u32| if toll == NONE { String::new() } else { toll.to_string() };
            writeln!(
                out,
                "e{},{},{},Group {},Place {},{},{},{},Generated",
                u64::from(lot) * u64::from(LOT) + at as u64,
                Day(days[at]),
                Kind::NAMES[usize::from(kinds[at]) % Kind::NAMES.len()],
                actors[at],
                places[at],
                number(low[at]),
                number(high[at]),
                titles.next(5),
            )?;
        }
    }
    out.flush()
}
