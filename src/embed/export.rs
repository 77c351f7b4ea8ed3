//! The matched events as a table, for those who want to count themselves.

use crate::view::{State, Words};
use conflict_timeline_core::model::{Claim, Claimant, DataSet, Event, TextId, Word};
use leptos::prelude::*;

const COLUMNS: &str = "id,when,earliest,latest,kind,status,title,places,actors,killed_low,killed_high,claims,sources,data_version,licence";

/// One line an event that the filter leaves, as RFC 4180 has it; claims side by side, never summed up.
pub(super) fn csv(state: State) -> String {
    let (shown, words) = (state.shown.get_untracked(), state.words.get_untracked());
    let (data, meta) = (&shown.data, &shown.data.meta);
    let mut table = [COLUMNS, "\r\n"].concat();
    for id in state.matches.get_untracked().ids().iter() {
        let event = data.event(*id);
        let name = |id: TextId| words.data(data, id).to_string();
        let joined = |items: Vec<String>| items.join("; ");
        let actors = event
            .actors
            .iter()
            .map(|part| [&name(data.actor(part.actor).short), " (", words.role(part.role), ")"].concat());
        let toll = event.toll();
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        let cells = [
            event.slug.clone(),
            event.edtf.clone(),
            event.when.earliest.to_string(),
            event.when.latest.to_string(),
            event.kind.name().into(),
            event.status.name().into(),
            name(event.title),
            words.places(data, event),
            joined(actors.collect()),
            number(toll.as_ref().map(|toll| toll.low)),
            number(toll.as_ref().filter(|toll| !toll.is_open).map(|toll| toll.high)),
            joined(event.claims.iter().map(|claim| told(&words, data, claim)).collect()),
            joined(sources(&words, data, event)),
            meta.version.clone(),
            meta.licence.clone(),
        ];
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                table.push(',');
            }
            put(&mut table, cell);
        }
        table.push_str("\r\n");
    }
    table
}

/// "MNLA: killed 46, exact (stands)"
fn told(words: &Words, data: &DataSet, claim: &Claim) -> String {
    let who = match claim.by {
        Claimant::Actor(id) => words.data(data, data.actor(id).short),
        Claimant::Source(id) => words.data(data, data.source(id).title),
        Claimant::Unattributed => "unattributed",
    };
    let figure = words.figure(claim.wording, claim.low, claim.high);
    let says = words.data(data, claim.says);
    [
        who,
        ": ",
        words.measure(claim.what),
        " ",
        &figure,
        if says.is_empty() { "" } else { " " },
        says,
        " (",
        claim.status.name(),
        ")",
    ]
    .concat()
}

/// "Mali War, line 43"
fn sources(words: &Words, data: &DataSet, event: &Event) -> Vec<String> {
    let one = |cited: &conflict_timeline_core::model::Citation| {
        let lines: Vec<String> = cited.lines.iter().map(u32::to_string).collect();
        [words.data(data, data.source(cited.source).title), " l. ", &lines.join(" ")].concat()
    };
    event.sources.iter().map(one).collect()
}

/// A cell that no spreadsheet takes for a formula.
fn put(table: &mut String, cell: &str) {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t']);
    if !is_formula && !cell.contains(['"', ',', '\n', '\r']) {
        return table.push_str(cell);
    }
    table.push('"');
    if is_formula {
        table.push('\'');
    }
    for letter in cell.chars() {
        if letter == '"' {
            table.push('"');
        }
        table.push(letter);
    }
    table.push('"');
}

#[cfg(test)]
mod tests {
    use super::put;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut table = String::new();
        for cell in ["Gao", "a, b", "say \"no\"", "=1+1"] {
            put(&mut table, cell);
            table.push('|');
        }
        assert_eq!(table, "Gao|\"a, b\"|\"say \"\"no\"\"\"|\"'=1+1\"|");
    }
}
