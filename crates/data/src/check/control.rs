//! Who held a town: each town's rows meet end to end, and the event behind a row fits it.

use crate::finding::{Finding, Level};
use crate::folder::Folder;
use crate::sections::{Entry, entries};
use conflict_timeline_core::model::{Control, DataSet, Hold, PlaceId};
use conflict_timeline_core::time::Span;

pub(super) fn check(folder: &Folder, data: &DataSet, findings: &mut Vec<Finding>) {
    let tables = entries(&folder.inputs, "control");
    if tables.len() != data.control.len() {
        return; // A row that could not be read is complained about already, and positions no longer fit.
    }
    let rows: Vec<(&Control, Entry<'_>)> = data.control.iter().zip(tables).collect();
    let mut towns: Vec<PlaceId> = data.control.iter().map(|row| row.place).collect();
    towns.sort_unstable();
    towns.dedup();
    for town in towns {
        let of_town: Vec<_> = rows.iter().filter(|(row, _)| row.place == town).collect();
        for pair in of_town.windows(2).filter(|pair| pair[1].0.from.latest < pair[0].0.from.earliest) {
            let (row, entry) = pair[1];
            let message = format!("the rows of `{}` are not in the order of time", data.place(row.place).slug);
            findings.push(Finding::at(Level::Error, "CD-130", entry.input, entry.node.at, message));
        }
        check_town(&of_town, data, findings);
    }
    for (row, entry) in &rows {
        check_row(row, *entry, data, findings);
    }
}

/// Rows of one town, by time. A row without `to` runs until the next one, the last to the end of the set.
fn check_town(rows: &[&(&Control, Entry<'_>)], data: &DataSet, findings: &mut Vec<Finding>) {
    let Span { from: start, to: end } = data.span();
    for pair in rows.windows(2) {
        let ((before, _), (after, entry)) = (pair[0], pair[1]);
        let town = &data.place(after.place).slug;
        let mut complain = |code: &str, message: String| {
            findings.push(Finding::at(Level::Error, code, entry.input, entry.node.at, message));
        };
        if before.from == after.from {
            complain("CD-131", format!("two rows of `{town}` begin at the same time"));
        }
        match before.to {
            Some(to) if to.latest.plus(1) < after.from.earliest => {
                complain("CD-132", format!("no row of `{town}` from {} to {}", to.latest, after.from.earliest));
            }
            Some(to) if after.from.latest < to.earliest => {
                complain(
                    "CD-133",
                    format!("two rows of `{town}` overlap from {} to {}", after.from.latest, to.earliest),
                );
            }
            _ => {}
        }
    }
    let (Some((first, entry)), Some((last, last_entry))) = (rows.first(), rows.last()) else { return };
    let town = &data.place(first.place).slug;
    if first.from.earliest > start && !first.from.open_start {
        let message = format!("the first row of `{town}` begins on {}, the set on {start}", first.from.earliest);
        findings.push(Finding::at(Level::Error, "CD-134", entry.input, entry.node.at, message));
    }
    if let Some(to) = last.to
        && to.latest.plus(1) < end
    {
        let message = format!("the last row of `{town}` ends on {}, before the set does", to.latest);
        findings.push(Finding::at(Level::Error, "CD-135", last_entry.input, last_entry.node.at, message));
    }
}

fn check_row(row: &Control, entry: Entry<'_>, data: &DataSet, findings: &mut Vec<Finding>) {
    let town = &data.place(row.place).slug;
    let mut say = |level: Level, code: &str, message: String| {
        findings.push(Finding::at(level, code, entry.input, entry.node.at, message));
    };
    if row.state == Hold::Unknown && !row.holders.is_empty() {
        say(Level::Error, "CD-136", format!("`{town}`: a holder is named, and the state is `unknown`"));
    }
    if row.state != Hold::Unknown && row.holders.is_empty() {
        say(Level::Error, "CD-137", format!("`{town}`: no holder is named, and the state is not `unknown`"));
    }
    let Some(event) = row.event else {
        if row.from.earliest > data.span().from && entry.get("event").is_none() && row.note.is_none() {
            say(
                Level::Warning,
                "CD-138",
                format!("`{town}` from {}: neither event nor note says why", row.from.earliest),
            );
        }
        return;
    };
    let event = data.event(event);
    // What an event leaves behind may begin on the day after it.
    let around = Span::new(row.from.earliest.plus(-1), row.from.latest.plus(1));
    if !event.when.may_meet(around) {
        let (slug, when) = (&event.slug, &event.edtf);
        let message = format!("`{town}` from {} by the event `{slug}`, which is of {when}", row.from.earliest);
        say(Level::Error, "CD-139", message);
    }
    let lies_in = |place: PlaceId| place == row.place || data.place(row.place).parent == Some(place);
    if !event.places.iter().any(|near| lies_in(near.place)) {
        say(Level::Warning, "CD-140", format!("the event `{}` does not name the place `{town}`", event.slug));
    }
}
