//! Rows that UCDP splits by dyad, as one event.

use crate::model::{ActorId, Claim, DataSet, Event, EventPlace, Measure, record};
use crate::time::When;
use std::collections::HashMap;

/// What the rows of one battle share: the date and the place.
type Key = (When, u32);

fn key(event: &Event) -> Option<Key> {
    let [EventPlace { place, .. }] = event.places[..] else { return None };
    event.when.is_exact_day().then_some((event.when, place.0))
}

/// Makes one event of the rows with one day, one place, one kind and one side in common.
///
/// Nothing goes: each row's claims stay, about the side that only that row has, so that the figures of the rows are
/// added and the estimates within one row are not. The event's id is made of the ids of the rows, and the columns
/// of each row stand in the record under `row ID`. Two rows of the same two sides are two battles and stay so.
pub(super) fn group(data: &mut DataSet) {
    let events = core::mem::take(data.events.list_mut());
    let mut first: HashMap<Key, Vec<usize>> = HashMap::new();
    let mut merged: Vec<Event> = Vec::with_capacity(events.len());
    let mut is_one: Vec<bool> = Vec::with_capacity(events.len());
    for event in events {
        let found = key(&event).and_then(|key| {
            let same = |index: &&usize| is_same_battle(&merged[**index], &event);
            first.get(&key)?.iter().find(same).copied()
        });
        if let Some(index) = found {
            let into = &mut merged[index];
            if core::mem::replace(&mut is_one[index], false) {
                let only = own_side(into, &event);
                file(into, only, String::new(), data);
            }
            join(into, event, data);
            continue;
        }
        if let Some(key) = key(&event) {
            first.entry(key).or_default().push(merged.len());
        }
        merged.push(event);
        is_one.push(true);
    }
    data.events = merged.into();
}

fn is_same_battle(a: &Event, b: &Event) -> bool {
    let has = |event: &Event, actor: ActorId| event.actors.iter().any(|part| part.actor == actor);
    let shared = b.actors.iter().filter(|part| has(a, part.actor)).count();
    a.kind == b.kind && a.status == b.status && shared == 1 && b.actors.len() == 2 && own_side(a, b).is_some()
}

/// The side that the other has not.
fn own_side(event: &Event, other: &Event) -> Option<ActorId> {
    let is_own = |actor: &ActorId| other.actors.iter().all(|part| part.actor != *actor);
    event.actors.iter().map(|part| part.actor).find(is_own)
}

/// Makes a row's claims be about its own side, and its columns one entry of a record.
fn file(event: &mut Event, about: Option<ActorId>, mut before: String, data: &mut DataSet) {
    let slug = event.slug.clone();
    let is_whole = |claim: &&mut Claim| claim.what == Measure::Killed && claim.voice.is_none();
    for claim in event.claims.iter_mut().filter(is_whole) {
        claim.about = claim.about.or(about);
        claim.id = [&slug, "-", &claim.id].concat();
    }
    let row = data.texts.get(event.record, "en");
    record::push(&mut before, &["row ", &slug].concat(), if row.is_empty() { "-" } else { row });
    event.record = data.texts.add(core::iter::once(("en", before.as_str())));
}

fn join(into: &mut Event, mut row: Event, data: &mut DataSet) {
    let before = data.texts.get(into.record, "en").to_string();
    let about = own_side(&row, into);
    file(&mut row, about, before, data);
    into.record = row.record;
    into.slug = [&into.slug, "+", &row.slug].concat();
    for part in row.actors {
        if into.actors.iter().all(|known| known.actor != part.actor) {
            into.actors.push(part);
        }
    }
    into.claims.extend(row.claims);
    for cited in row.sources {
        match into.sources.iter_mut().find(|known| known.source == cited.source) {
            Some(known) => known.lines.extend(cited.lines),
            None => into.sources.push(cited),
        }
    }
    if into.note.is_none() {
        into.note = row.note;
    }
}
