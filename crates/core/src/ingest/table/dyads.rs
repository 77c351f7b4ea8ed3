//! Rows that UCDP splits by dyad, as one event.

use super::undyad::keep_row;
use crate::model::{ActorId, Claim, DataSet, Event, EventPlace, Measure, Participant, TextId, Wording, record};
use crate::time::When;
use std::collections::HashMap;

/// What the rows of one battle share: the date and the place.
type Key = (When, u32);

fn key(event: &Event) -> Option<Key> {
    let [EventPlace { place, .. }] = event.places[..] else { return None };
    event.when.is_exact_day().then_some((event.when, place.0))
}

/// Rows of one battle, and all who took part in it.
struct Battle {
    rows: Vec<Event>,
    actors: Vec<Participant>,
}

impl Battle {
    fn of(row: Event) -> Self {
        Self { actors: row.actors.clone(), rows: vec![row] }
    }

    fn is_of(&self, row: &Event) -> bool {
        let first = &self.rows[0];
        let has = |actor: ActorId| self.actors.iter().any(|part| part.actor == actor);
        let shared = row.actors.iter().filter(|part| has(part.actor)).count();
        let is_like = first.kind == row.kind && first.status == row.status;
        is_like && shared == 1 && row.actors.len() == 2 && own_side(&self.actors, &row.actors).is_some()
    }

    fn add(&mut self, row: Event) {
        for part in &row.actors {
            if self.actors.iter().all(|known| known.actor != part.actor) {
                self.actors.push(*part);
            }
        }
        self.rows.push(row);
    }
}

/// Makes one event of the rows with one day, one place, one kind and one side in common.
///
/// Each row's figures stay, about the side that only that row has, so that the figures of the rows are added and the
/// estimates within one row are not; deaths by side are summed side by side. The event's id is made of the ids of the
/// rows, and each row stands in the record under `row ID`, so that [`super::ungroup`] finds all of it there. Two rows of
/// the same two sides are two battles and stay so.
pub(super) fn group(data: &mut DataSet) {
    let events = core::mem::take(data.events.list_mut());
    let mut first: HashMap<Key, Vec<usize>> = HashMap::new();
    let mut battles: Vec<Battle> = Vec::with_capacity(events.len());
    for event in events {
        let key = key(&event);
        let same = |key| first.get(&key)?.iter().find(|index| battles[**index].is_of(&event)).copied();
        if let Some(index) = key.and_then(same) {
            battles[index].add(event);
            continue;
        }
        if let Some(key) = key {
            first.entry(key).or_default().push(battles.len());
        }
        battles.push(Battle::of(event));
    }
    let events: Vec<Event> = battles.into_iter().map(|battle| merged(battle, data)).collect();
    data.events = events.into();
}

/// The side that the others have not.
fn own_side(actors: &[Participant], others: &[Participant]) -> Option<ActorId> {
    let is_own = |actor: &ActorId| others.iter().all(|part| part.actor != *actor);
    actors.iter().map(|part| part.actor).find(is_own)
}

fn is_whole(claim: &Claim) -> bool {
    claim.what == Measure::Killed && claim.voice.is_none()
}

fn is_by_side(claim: &Claim) -> bool {
    claim.what == Measure::Killed && !claim.voice.is_none()
}

fn merged(battle: Battle, data: &mut DataSet) -> Event {
    let mut rows = battle.rows;
    if rows.len() == 1 {
        return rows.swap_remove(0);
    }
    let mut text = String::new();
    rows.iter().for_each(|row| record::push(&mut text, &["row ", &row.slug].concat(), &keep_row(row, data)));
    let sides = by_side(&rows);
    let first = own_side(&rows[0].actors, &rows[1].actors);
    let mut rows = rows.into_iter();
    let Some(mut event) = rows.next() else { return Event::default() };
    let slug = event.slug.clone();
    tell_whose(&mut event, first, &slug);
    for mut row in rows {
        let own = own_side(&row.actors, &event.actors);
        let slug = row.slug.clone();
        tell_whose(&mut row, own, &slug);
        join(&mut event, row);
    }
    event.claims.extend(sides);
    event.record = data.texts.add(core::iter::once(("en", text.as_str())));
    event
}

/// Makes a row's figures be about its own side; those by side are summed elsewhere.
fn tell_whose(row: &mut Event, own: Option<ActorId>, slug: &str) {
    row.claims.retain(|claim| !is_by_side(claim));
    for claim in row.claims.iter_mut().filter(|claim| is_whole(claim)) {
        claim.about = own;
        claim.id = [slug, "-", &claim.id].concat();
    }
}

fn join(into: &mut Event, row: Event) {
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

/// The deaths by side of all rows, one claim a side: within one voice, two figures about one side would be two
/// estimates and no sum. A row that does not tell them apart adds to those of no known side.
fn by_side(rows: &[Event]) -> Vec<Claim> {
    let Some(first) = rows.iter().flat_map(|row| &row.claims).find(|claim| is_by_side(claim)) else {
        return Vec::new();
    };
    let voice: TextId = first.voice;
    let mut sums: Vec<Claim> = Vec::new();
    let mut add = |about: Option<ActorId>, low: u32, high: u32| match sums.iter_mut().find(|sum| sum.about == about) {
        Some(sum) => {
            let before = sum.high.or(sum.low).unwrap_or(0);
            sum.low = Some(sum.low.unwrap_or(0).saturating_add(low));
            sum.high = Some(before.saturating_add(high));
        }
        None => {
            let claim = Claim { id: String::new(), about, low: Some(low), high: Some(high), ..first.clone() };
            sums.push(Claim { voice, ..claim });
        }
    };
    for row in rows {
        let told: Vec<&Claim> = row.claims.iter().filter(|claim| is_by_side(claim)).collect();
        for claim in &told {
            add(claim.about, claim.low.unwrap_or(0), claim.high.or(claim.low).unwrap_or(0));
        }
        if told.is_empty()
            && let Some(toll) = row.toll()
        {
            let best = row.claims.iter().find(|claim| is_whole(claim) && claim.id == "best");
            match best.and_then(|claim| Some((claim.about?, claim.low?))) {
                Some((about, number)) => add(Some(about), number, number),
                None => add(None, toll.low, toll.high),
            }
        }
    }
    for sum in &mut sums {
        let is_one = sum.low == sum.high;
        (sum.high, sum.wording) = if is_one { (None, Wording::Exact) } else { (sum.high, Wording::Range) };
    }
    sums
}
