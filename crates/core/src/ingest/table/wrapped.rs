//! Rows that stand between quotes as a whole, as spreadsheets save them that took each for one cell.

use super::cells::{Row, RowBuffer};
use super::sniff::{DELIMITERS, delimiter};
use super::split::Splitter;

/// The cells of a header that stand in its first cell.
pub(super) fn header(row: Row<'_>) -> Option<RowBuffer> {
    let is_alone = !row.cell(0).is_empty() && is_first_alone(row);
    is_alone.then(|| split(row, delimiter(row.cell(0)))).flatten().filter(|found| found.row().len() > 1)
}

/// The cells of a row that stand in its first cell, where they are as many as the header's. Of two, only below such a
/// header: `10 January, 2013` may be a date alone.
pub(super) fn data(row: Row<'_>, wanted: usize, is_header_wrapped: bool) -> Option<RowBuffer> {
    let may_be = if is_header_wrapped { is_first_alone(row) } else { row.len() == 1 && wanted > 2 };
    let mut all = DELIMITERS.iter().filter(|delimiter| may_be && row.cell(0).contains(delimiter));
    all.find_map(|delimiter| split(row, *delimiter).filter(|found| found.row().len() == wanted))
}

fn is_first_alone(row: Row<'_>) -> bool {
    row.iter().skip(1).all(<[u8]>::is_empty)
}

fn split(row: Row<'_>, delimiter: u8) -> Option<RowBuffer> {
    let (mut found, mut count) = (RowBuffer::default(), 0);
    let mut keep = |part: Row<'_>| {
        found = RowBuffer::of(Row { line: row.line, ..part });
        count += 1;
    };
    let mut splitter = Splitter::new(delimiter);
    splitter.feed(row.cell(0), &mut keep);
    splitter.finish(&mut keep);
    (count == 1).then_some(found)
}
