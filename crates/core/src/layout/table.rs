//! By what lanes are made, and which event touches which lane.

use super::stone::Stone;
use crate::model::{ActorId, Bloc, DataSet, Event, Kind, PhaseId, PlaceId, Role, Word};
use crate::order;

/// By what lanes are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LaneBy {
    /// The side.
    #[default]
    Bloc,
    /// The actor; the twelve with most events, the rest together.
    Actor,
    /// The kind of event; likewise.
    Kind,
    /// The region of the place; likewise.
    Region,
    /// The place; likewise.
    Place,
    /// The phase.
    Phase,
    /// Everything in one lane.
    All,
}

impl Word for LaneBy {
    const ALL: &'static [Self] =
        &[Self::Bloc, Self::Actor, Self::Kind, Self::Region, Self::Place, Self::Phase, Self::All];
    const NAMES: &'static [&'static str] = &["bloc", "actor", "kind", "region", "place", "phase", "all"];

    fn index(self) -> usize {
        self as usize
    }
}

/// Whose lane it is; the caller has the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneKey {
    /// A side; [`Bloc::None`] holds events that touch none.
    Bloc(Bloc),
    /// An actor.
    Actor(ActorId),
    /// A kind of event.
    Kind(Kind),
    /// A region.
    Region(PlaceId),
    /// A place.
    Place(PlaceId),
    /// A phase.
    Phase(PhaseId),
    /// Everything.
    All,
    /// What has no lane of its own.
    Others,
}

/// Lanes with their own name, at most; one more holds the others.
const MOST_LANES: usize = 12;

/// Which event of a data set touches which lane. Made once a data set and grouping; O(events).
#[derive(Clone, Debug)]
pub struct LaneTable {
    /// The grouping.
    pub lane_by: LaneBy,
    /// From top to bottom. Only lanes that some event of the data set touches.
    pub keys: Vec<LaneKey>,
    pub(super) stones: Vec<Stone>,
}

impl LaneTable {
    /// The table of a data set whose events are sorted by earliest day.
    #[must_use]
    pub fn new(data: &DataSet, lane_by: LaneBy) -> Self {
        let entity_count = match lane_by {
            LaneBy::Bloc => Bloc::ALL.len(),
            LaneBy::Actor => data.actors.len(),
            LaneBy::Kind => Kind::ALL.len(),
            LaneBy::Region | LaneBy::Place => data.places.len(),
            LaneBy::Phase => data.phases.len(),
            LaneBy::All => 1,
        };
        let mut counts = vec![0_u32; entity_count];
        let mut found: Vec<usize> = Vec::new();
        for event in &data.events {
            entities(data, lane_by, event, &mut found);
            for entity in &found {
                if let Some(count) = counts.get_mut(*entity) {
                    *count += 1;
                }
            }
        }
        let order = lane_order(&counts, matches!(lane_by, LaneBy::Bloc | LaneBy::Phase));
        let others = order.len();
        let mut lane_of = vec![others as u8; entity_count];
        for (lane, entity) in order.iter().enumerate() {
            lane_of[*entity] = lane as u8;
        }
        let mut has_others = false;
        let mut stones = Vec::with_capacity(data.events.len());
        for event in &data.events {
            entities(data, lane_by, event, &mut found);
            let mut lanes = 0_u16;
            for entity in &found {
                lanes |= 1 << lane_of.get(*entity).copied().unwrap_or(others as u8);
            }
            if lanes == 0 {
                lanes = 1 << others;
            }
            has_others |= lanes >> others != 0;
            stones.push(Stone::new(event, colour(data, event), lanes));
        }
        let mut keys: Vec<LaneKey> = Vec::with_capacity(others + 1);
        for entity in &order {
            keys.push(match lane_by {
                LaneBy::Bloc => LaneKey::Bloc(Bloc::ALL[*entity]),
                LaneBy::Actor => LaneKey::Actor(ActorId::at(*entity)),
                LaneBy::Kind => LaneKey::Kind(Kind::ALL[*entity]),
                LaneBy::Region => LaneKey::Region(PlaceId::at(*entity)),
                LaneBy::Place => LaneKey::Place(PlaceId::at(*entity)),
                LaneBy::Phase => LaneKey::Phase(PhaseId::at(*entity)),
                LaneBy::All => LaneKey::All,
            });
        }
        if has_others {
            keys.push(LaneKey::Others);
        }
        Self { lane_by, keys, stones }
    }

    /// The bloc with whose colour an event is drawn where its lane does not say one.
    #[must_use]
    pub fn bloc(&self, event: crate::model::EventId) -> Bloc {
        self.stones.get(event.index()).map_or(Bloc::None, |stone| stone.bloc())
    }
}

/// The entities with a lane of their own, in order.
fn lane_order(counts: &[u32], is_by_index: bool) -> Vec<usize> {
    // Most events first; the earlier entity where two have the same. One number, so that one sort will do.
    let mut order: Vec<u64> = Vec::new();
    for (entity, count) in counts.iter().enumerate() {
        if *count > 0 {
            order.push((u64::from(u32::MAX - count) << 32) | entity as u64);
        }
    }
    order::keys(&mut order);
    if order.len() > MOST_LANES + 1 {
        order.truncate(MOST_LANES);
    }
    for entity in &mut order {
        *entity &= u64::from(u32::MAX);
    }
    if is_by_index {
        order::keys(&mut order);
    }
    order.iter().map(|entity| *entity as usize).collect()
}

/// The positions of what an event touches, in `found`; none: others.
fn entities(data: &DataSet, lane_by: LaneBy, event: &Event, found: &mut Vec<usize>) {
    found.clear();
    match lane_by {
        LaneBy::Bloc => {
            for part in &event.actors {
                let bloc = bloc_of(data, part.actor);
                if bloc != Bloc::None {
                    add(found, bloc.index());
                }
            }
            if found.is_empty() {
                let civilians = event.kind.harms_civilians();
                found.push(if civilians { Bloc::Civilians.index() } else { Bloc::None.index() });
            }
        }
        LaneBy::Actor => {
            for part in &event.actors {
                add(found, part.actor.index());
            }
        }
        LaneBy::Kind => found.push(event.kind.index()),
        LaneBy::Place => {
            for at in &event.places {
                add(found, at.place.index());
            }
        }
        LaneBy::Region => {
            for at in &event.places {
                if let Some(region) = region_of(data, at.place) {
                    add(found, region);
                }
            }
        }
        LaneBy::Phase => found.extend(event.phase.map(PhaseId::index)),
        LaneBy::All => found.push(0),
    }
}

fn add(found: &mut Vec<usize>, entity: usize) {
    if !found.contains(&entity) {
        found.push(entity);
    }
}

fn bloc_of(data: &DataSet, actor: ActorId) -> Bloc {
    data.actors.get(actor.index()).map_or(Bloc::None, |actor| actor.bloc)
}

/// The region that a place is or lies in.
fn region_of(data: &DataSet, place: PlaceId) -> Option<usize> {
    let mut at = place.index();
    // A place lies a few levels deep; a circle in bad data ends here.
    for _ in 0..8 {
        let place = data.places.get(at)?;
        if place.sort == "region" {
            return Some(at);
        }
        at = place.parent?.index();
    }
    None
}

/// Attackers first, then whoever else has a side: an unknown attacker gives no colour.
fn colour(data: &DataSet, event: &Event) -> Bloc {
    let mut first = Bloc::None;
    for part in &event.actors {
        let bloc = bloc_of(data, part.actor);
        if bloc == Bloc::None {
            continue;
        }
        if part.role == Role::Attacker {
            return bloc;
        }
        if first == Bloc::None {
            first = bloc;
        }
    }
    if first == Bloc::None && event.kind.harms_civilians() { Bloc::Civilians } else { first }
}
