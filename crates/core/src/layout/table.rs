//! By what lanes are made, and which event touches which lane.

use super::lanes::{LaneList, sorted};
use super::stone::Stone;
use crate::model::table::{Lists, Table};
use crate::model::{Actor, ActorId, Bloc, DataSet, Event, Kind, PhaseId, PlaceId, Role, Word};
use crate::order;
use std::sync::{Arc, OnceLock};

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

/// What decides the mark of each event of a data set. Made once a data set, event by event.
#[derive(Clone, Debug, Default)]
pub struct Stones(Vec<Stone>);

impl Stones {
    /// Takes the next event.
    pub fn push(&mut self, data: &DataSet, event: &Event) {
        self.0.push(Stone::new(event, colour(data, event)));
    }

    /// Puts them in another order: that of event `i` is the one taken as `order[i]`.
    pub fn sort(&mut self, order: &[u32]) {
        self.0 = order.iter().filter_map(|row| self.0.get(*row as usize).copied()).collect();
    }
}

/// Which event of a data set touches which lane. Made once a data set and grouping; O(events).
#[derive(Clone, Debug, Default)]
pub struct LaneTable {
    /// The grouping.
    pub lane_by: LaneBy,
    /// From top to bottom. Only lanes that some event of the data set touches.
    pub keys: Vec<LaneKey>,
    /// One bit a lane.
    lanes: Vec<u16>,
    stones: Arc<Stones>,
    /// All events in their lanes, once somebody asked.
    whole: OnceLock<Arc<Vec<LaneList>>>,
}

impl LaneTable {
    /// The table of a data set whose events are sorted by earliest day, from the events themselves.
    #[must_use]
    pub fn of(data: &DataSet, lane_by: LaneBy) -> Self {
        let mut stones = Stones::default();
        data.events.each(&mut |_, event| stones.push(data, event));
        Self::new(data, &Table::of(data), &Arc::new(stones), lane_by)
    }

    /// The table of a data set whose events are sorted by earliest day.
    #[must_use]
    pub fn new(data: &DataSet, table: &Table, stones: &Arc<Stones>, lane_by: LaneBy) -> Self {
        let touching = Touching::new(data, table, lane_by);
        let mut counts = vec![0_u32; touching.bound];
        let mut found: Vec<usize> = Vec::new();
        for row in 0..table.rows() {
            touching.entities(row, &mut found);
            for entity in &found {
                counts[*entity] += 1;
            }
        }
        let order = lane_order(&counts, matches!(lane_by, LaneBy::Bloc | LaneBy::Phase));
        let others = order.len();
        let mut lane_of = vec![others as u8; touching.bound];
        for (lane, entity) in order.iter().enumerate() {
            lane_of[*entity] = lane as u8;
        }
        let mut has_others = false;
        let mut lanes = Vec::with_capacity(table.rows());
        for row in 0..table.rows() {
            touching.entities(row, &mut found);
            let mut bits = found.iter().fold(0_u16, |bits, entity| bits | 1 << lane_of[*entity]);
            if bits == 0 {
                bits = 1 << others;
            }
            has_others |= bits >> others != 0;
            lanes.push(bits);
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
        Self { lane_by, keys, lanes, stones: Arc::clone(stones), whole: OnceLock::new() }
    }

    /// The same events by another grouping.
    #[must_use]
    pub fn regrouped(&self, data: &DataSet, table: &Table, lane_by: LaneBy) -> Self {
        Self::new(data, table, &self.stones, lane_by)
    }

    /// How many events it knows.
    pub(super) fn rows(&self) -> usize {
        self.lanes.len()
    }

    /// All events in their lanes.
    pub(super) fn whole(&self) -> &Arc<Vec<LaneList>> {
        self.whole.get_or_init(|| Arc::new(sorted(self, 0..self.rows())))
    }

    pub(super) fn stone(&self, id: u32) -> Option<&Stone> {
        self.stones.0.get(id as usize)
    }

    /// The lanes that an event touches, one bit each.
    pub(super) fn lanes(&self, id: u32) -> u16 {
        self.lanes.get(id as usize).copied().unwrap_or(0)
    }

    /// The bloc with whose colour an event is drawn where its lane does not say one.
    #[must_use]
    pub fn bloc(&self, event: crate::model::EventId) -> Bloc {
        self.stone(event.0).map_or(Bloc::None, |stone| stone.bloc())
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

/// What lanes are made of: the rows of a table, and what follows from what they hold.
struct Touching<'a> {
    table: &'a Table,
    lane_by: LaneBy,
    /// How many there are that could have a lane.
    bound: usize,
    /// The bloc of each actor, the region of each place, else empty; `None`: none.
    from: Vec<Option<usize>>,
}

impl<'a> Touching<'a> {
    fn new(data: &DataSet, table: &'a Table, lane_by: LaneBy) -> Self {
        let places = || (0..data.places.len()).map(PlaceId::at);
        let bloc = |actor: &Actor| (actor.bloc != Bloc::None).then(|| actor.bloc.index());
        let (bound, from) = match lane_by {
            LaneBy::Bloc => (Bloc::ALL.len(), data.actors.iter().map(bloc).collect()),
            LaneBy::Actor => (data.actors.len(), Vec::new()),
            LaneBy::Kind => (Kind::ALL.len(), Vec::new()),
            LaneBy::Region => (data.places.len(), places().map(|place| region_of(data, place)).collect()),
            LaneBy::Place => (data.places.len(), Vec::new()),
            LaneBy::Phase => (data.phases.len(), Vec::new()),
            LaneBy::All => (1, Vec::new()),
        };
        Self { table, lane_by, bound, from }
    }

    /// The positions of what a row touches, in `found`; none: others.
    fn entities(&self, row: usize, found: &mut Vec<usize>) {
        found.clear();
        let columns = self.table.columns();
        match self.lane_by {
            LaneBy::Bloc => {
                self.derived(&columns.actors, row, found);
                if found.is_empty() {
                    let harms_civilians = Kind::ALL[usize::from(columns.kind[row])].harms_civilians();
                    found.push(if harms_civilians { Bloc::Civilians } else { Bloc::None }.index());
                }
            }
            LaneBy::Region => self.derived(&columns.places, row, found),
            LaneBy::Actor => found.extend(columns.actors.of(row).map(|actor| actor as usize)),
            LaneBy::Place => found.extend(columns.places.of(row).map(|place| place as usize)),
            LaneBy::Phase => found.extend(columns.phases.of(row).map(|phase| phase as usize)),
            LaneBy::Kind => found.push(usize::from(columns.kind[row])),
            LaneBy::All => found.push(0),
        }
    }

    fn derived(&self, lists: &Lists, row: usize, found: &mut Vec<usize>) {
        for value in lists.of(row) {
            if let Some(entity) = self.from[value as usize].filter(|entity| !found.contains(entity)) {
                found.push(entity);
            }
        }
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
