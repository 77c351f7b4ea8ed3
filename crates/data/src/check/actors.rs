//! Whether an actor's alignments reach over the events that it takes part in.

use crate::finding::{Finding, Level};
use crate::folder::Folder;
use crate::sections::entries;
use conflict_timeline_core::model::{Actor, ActorId, DataSet, Event};

/// Words for lineage and alignment.
const LINEAGE: [&str; 4] = ["split", "merged", "renamed", "part-of"];
const ALIGNMENT: [&str; 4] = ["beside", "against", "talks", "neutral"];

pub(super) fn check(folder: &Folder, data: &DataSet, findings: &mut Vec<Finding>) {
    for entry in entries(&folder.inputs, "actor") {
        let Some(index) = data.actors.iter().position(|actor| Some(actor.slug.as_str()) == entry.text("id")) else {
            continue;
        };
        for (list, words) in [("lineage", LINEAGE), ("alignment", ALIGNMENT)] {
            for table in entry.tables(list) {
                let word = table.text("as").unwrap_or_default();
                if !words.contains(&word) {
                    let message = format!("`as = \"{word}\"` in `{list}`: one of {} belongs here", words.join(", "));
                    findings.push(Finding::at(Level::Error, "CD-151", table.input, table.node.at, message));
                }
            }
        }
        let actor = &data.actors[index];
        for row in &actor.alignment {
            if let (Some(from), Some(to)) = (row.from, row.to)
                && to.latest < from.earliest
            {
                let message =
                    format!("an alignment of `{}` ends on {} and begins on {}", actor.slug, to.latest, from.earliest);
                findings.push(Finding::at(Level::Error, "CD-152", entry.input, entry.id_at(), message));
            }
        }
        let outside: Vec<&str> = uncovered(actor, ActorId::at(index), data).map(|event| event.slug.as_str()).collect();
        if !outside.is_empty() {
            let total = events_of(ActorId::at(index), data).count();
            let message = format!(
                "{} of the {total} events of `{}` lie outside its alignments: {}",
                outside.len(),
                actor.slug,
                outside.join(", ")
            );
            findings.push(Finding::at(Level::Note, "CD-153", entry.input, entry.id_at(), message));
        }
    }
}

fn events_of(actor: ActorId, data: &DataSet) -> impl Iterator<Item = &Event> {
    data.events.iter().filter(move |event| event.actors.iter().any(|part| part.actor == actor))
}

/// Events of an actor that no alignment row reaches; none where the actor has no rows.
fn uncovered<'a>(actor: &'a Actor, id: ActorId, data: &'a DataSet) -> impl Iterator<Item = &'a Event> {
    events_of(id, data).filter(|event| {
        !actor.alignment.is_empty()
            && !actor.alignment.iter().any(|row| {
                let starts = row.from.is_none_or(|from| from.earliest <= event.when.latest);
                let ends = row.to.is_some_and(|to| to.latest < event.when.earliest);
                starts && !ends
            })
    })
}
