//! With whom an actor stood, turn by turn, and from whom it came.

use crate::model::{ActorId, Alignment, DataSet, TextId};
use crate::order;
use crate::time::When;

/// A stretch in which an actor stood beside others, against them, or talked with them.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// From when.
    pub from: Option<When>,
    /// Until when.
    pub to: Option<When>,
    /// `beside`, `against`, `talks` or `neutral`.
    pub relation: String,
    /// With or against whom.
    pub with: Vec<ActorId>,
    /// In words.
    pub note: TextId,
}

impl Turn {
    /// A hollow mark; else a filled one.
    #[must_use]
    pub fn is_against(&self) -> bool {
        self.relation == "against"
    }

    fn is_one_with(&self, other: &Alignment) -> bool {
        let is_same_note = other.note.is_none() || self.note == other.note;
        self.from == other.from && self.to == other.to && self.relation == other.relation && is_same_note
    }
}

/// The turns of an actor in the order of time. Where it has none of its own, those that others have with it.
#[must_use]
pub fn turns(data: &DataSet, actor: ActorId) -> Vec<Turn> {
    let own = data.actors.get(actor.index()).into_iter().flat_map(|found| &found.alignment);
    let mut found: Vec<(ActorId, &Alignment)> = own.map(|turn| (turn.with, turn)).collect();
    if found.is_empty() {
        for (index, other) in data.actors.iter().enumerate() {
            let with = other.alignment.iter().filter(|turn| turn.with == actor);
            found.extend(with.map(|turn| (ActorId::at(index), turn)));
        }
    }
    let mut by_day: Vec<u32> = (0..found.len() as u32).collect();
    let day = |at: u32| found[at as usize].1.from.map(|from| from.earliest);
    order::by(&mut by_day, &mut |a, b| day(a).cmp(&day(b)));
    let mut turns: Vec<Turn> = Vec::new();
    for at in by_day {
        let (with, turn) = found[at as usize];
        match turns.iter_mut().find(|known| known.is_one_with(turn)) {
            Some(known) => known.with.push(with),
            None => turns.push(Turn {
                from: turn.from,
                to: turn.to,
                relation: turn.relation.clone(),
                with: vec![with],
                note: turn.note,
            }),
        }
    }
    turns
}

/// Those from whom an actor split, merged or was renamed, and theirs; not the whole that it is part of.
#[must_use]
pub fn forerunners(data: &DataSet, actor: ActorId) -> Vec<ActorId> {
    let mut found = vec![actor];
    let mut at = 0;
    while let Some(next) = found.get(at).copied() {
        let lineage = data.actors.get(next.index()).into_iter().flat_map(|actor| &actor.lineage);
        for link in lineage.filter(|link| link.relation != "part-of") {
            // A set may say that a came from b and b from a.
            if !found.contains(&link.from) {
                found.push(link.from);
            }
        }
        at += 1;
    }
    found.remove(0);
    found
}

/// Those that came from an actor or are part of it, in the order of the list.
#[must_use]
pub fn heirs(data: &DataSet, actor: ActorId) -> Vec<(ActorId, &crate::model::Lineage)> {
    let all = data.actors.iter().enumerate();
    all.flat_map(|(index, heir)| heir.lineage.iter().map(move |link| (ActorId::at(index), link)))
        .filter(|(_, link)| link.from == actor)
        .collect()
}

/// Of whom turns are told or forerunners or heirs: positions in the list of actors, ascending.
#[must_use]
pub fn told_of(data: &DataSet) -> Vec<u32> {
    let mut is_told = vec![false; data.actors.len()];
    let mut tell = |actor: ActorId| {
        if let Some(known) = is_told.get_mut(actor.index()) {
            *known = true;
        }
    };
    for (index, actor) in data.actors.iter().enumerate() {
        let others = actor.alignment.iter().map(|turn| turn.with).chain(actor.lineage.iter().map(|link| link.from));
        for other in others {
            tell(other);
            tell(ActorId::at(index));
        }
    }
    (0..data.actors.len() as u32).filter(|at| is_told[*at as usize]).collect()
}

/// The actor that a card shows: the one asked for; else the one that is filtered by; else the one with the most turns.
#[must_use]
pub fn subject(data: &DataSet, asked: Option<ActorId>, filtered: &[u32]) -> Option<ActorId> {
    let exists = |actor: &ActorId| actor.index() < data.actors.len();
    if let Some(actor) = asked.filter(exists) {
        return Some(actor);
    }
    if let Some(actor) = filtered.first().map(|actor| ActorId(*actor)).filter(exists) {
        return Some(actor);
    }
    let mut most: Option<(usize, ActorId)> = None;
    for (index, actor) in data.actors.iter().enumerate() {
        let count = actor.alignment.len();
        if count > most.map_or(0, |(known, _)| known) {
            most = Some((count, ActorId::at(index)));
        }
    }
    most.map(|(_, actor)| actor)
}
