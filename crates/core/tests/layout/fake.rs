//! A typesetter with letters of one width, and small data sets.

use conflict_timeline_core::layout::{TextSize, TickStep, Typesetter};
use conflict_timeline_core::model::{
    Actor, ActorId, Bloc, Claim, Claimant, DataSet, Event, EventPlace, Kind, Participant, Phase, PhaseId, Place,
    PlaceId, Role, Status, TextId, Wording,
};
use conflict_timeline_core::query::Rows;
use conflict_timeline_core::time::{Day, Span, When};
use std::sync::Arc;

pub struct Fake;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Typesetter for Fake {
    fn width_px(&self, text: &str, size: TextSize, is_bold: bool) -> f64 {
        let letter_px = match size {
            TextSize::Chart => 6.1,
            TextSize::Small => 5.6,
            TextSize::Name => 6.6,
        };
        text.chars().count() as f64 * if is_bold { letter_px * 1.06 } else { letter_px }
    }

    fn tick(&self, day: Day, step: TickStep) -> String {
        let (year, month, of_month) = day.ymd();
        let name = MONTHS[month as usize - 1];
        match step {
            TickStep::Day => of_month.to_string(),
            TickStep::Week => format!("{of_month} {name}"),
            TickStep::Month | TickStep::Quarter | TickStep::HalfYear => name.into(),
            TickStep::Years(_) => year.to_string(),
            TickStep::MonthOfYear => format!("{name} {year}"),
        }
    }
}

pub fn day(text: &str) -> Day {
    When::parse(text).expect("a date").earliest
}

pub fn all(data: &DataSet) -> Arc<Rows> {
    Arc::new(Rows::all(data.events.len()))
}

pub fn text(data: &mut DataSet, words: &str) -> TextId {
    data.texts.add([("en", words)].into_iter())
}

/// One actor for each bloc, in the order of the blocs: state 0, separatist 1, jihadist 2, France 3,
/// UN 4, Russia 5, civilians 6, unknown 7.
pub fn empty() -> DataSet {
    let mut data = DataSet::default();
    for (slug, bloc) in [
        ("army", Bloc::State),
        ("mnla", Bloc::Separatist),
        ("jnim", Bloc::Jihadist),
        ("france", Bloc::France),
        ("minusma", Bloc::Un),
        ("wagner", Bloc::Russia),
        ("civilians", Bloc::Civilians),
        ("unknown", Bloc::None),
    ] {
        let short = text(&mut data, slug);
        data.actors.push(Actor { slug: slug.into(), short, bloc, ..Actor::default() });
    }
    data
}

pub struct Telling<'a> {
    pub when: &'a str,
    pub title: &'a str,
    pub short: &'a str,
    pub kind: Kind,
    pub status: Status,
    pub weight: u8,
    pub actors: &'a [u32],
    pub killed: &'a [(u32, u32, Wording)],
}

impl Default for Telling<'_> {
    fn default() -> Self {
        Self {
            when: "2013-01-10",
            title: "",
            short: "",
            kind: Kind::Battle,
            status: Status::Confirmed,
            weight: 3,
            actors: &[0],
            killed: &[],
        }
    }
}

/// Adds an event; events are told in the order of their days.
pub fn tell(data: &mut DataSet, telling: &Telling<'_>) {
    let title = text(data, telling.title);
    let short = text(data, telling.short);
    let mut claims = Vec::new();
    for (index, (low, high, wording)) in telling.killed.iter().enumerate() {
        claims.push(Claim {
            by: Claimant::Actor(ActorId(index as u32)),
            low: Some(*low),
            high: Some(*high),
            wording: *wording,
            ..Claim::default()
        });
    }
    let mut actors = Vec::new();
    for actor in telling.actors {
        actors.push(Participant { actor: ActorId(*actor), role: Role::Side });
    }
    let count = data.events.len();
    data.events.list_mut().push(Event {
        slug: format!("event-{count}"),
        when: When::parse(telling.when).expect("a date"),
        title,
        short,
        kind: telling.kind,
        status: telling.status,
        weight: telling.weight,
        actors,
        claims,
        ..Event::default()
    });
}

pub fn tell_phase(data: &mut DataSet, name: &str, from: &str, to: &str) {
    let name = text(data, name);
    let span = Span::new(day(from), day(to));
    data.phases.push(Phase { name, span, ..Phase::default() });
    let _ = PhaseId::at(0);
}

pub fn tell_place(data: &mut DataSet, name: &str, sort: &str, parent: Option<u32>, lat_e5: i32) -> PlaceId {
    let name = text(data, name);
    data.places.push(Place {
        name,
        sort: sort.into(),
        parent: parent.map(PlaceId),
        lat_e5: Some(lat_e5),
        ..Place::default()
    });
    PlaceId::at(data.places.len() - 1)
}

pub fn at(place: PlaceId) -> EventPlace {
    EventPlace { place, is_near: false }
}

/// Numbers that look random and are always the same.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(sides.max(1))) as u32
    }
}

/// A war of so many events from 2012 to 2024, crowded as the real one is: most in the first two years
/// and the last three, one in three with two sides, one in twelve with a doubtful day.
pub fn war(count: usize, seed: u64) -> DataSet {
    let mut data = empty();
    let mut dice = Dice(seed);
    let words = ["Ambush near", "Army retakes", "Talks open in", "Mine kills three at", "Rebels leave", "Raid on"];
    let towns = ["Gao", "Kidal", "Timbuktu", "Konna", "Ber", "Ansongo", "Tessalit", "Ménaka"];
    let first = day("2012-01-16").0;
    let mut days: Vec<i32> = Vec::new();
    for _ in 0..count {
        days.push(match dice.roll(10) {
            0..=4 => first + dice.roll(500) as i32,
            5..=7 => first + 3650 + dice.roll(1000) as i32,
            _ => first + dice.roll(4700) as i32,
        });
    }
    days.sort_unstable();
    for start in days {
        let (year, month, _) = Day(start).ymd();
        let when = match dice.roll(36) {
            0 => format!("{year:04}-{month:02}"),
            1 => format!("{}/{}", Day(start), Day(start + 40)),
            2 => format!("[..{}]", Day(start)),
            3 => format!("[{},{}]", Day(start), Day(start + 1)),
            4 => format!("{}~", Day(start)),
            5 => format!("{year:04}-{month:02}/{:04}", year + 1),
            _ => Day(start).to_string(),
        };
        let town = towns[dice.roll(8) as usize];
        let title = format!("{} {town}", words[dice.roll(6) as usize]);
        let kinds = [Kind::Battle, Kind::Ambush, Kind::Talks, Kind::CivilianHarm, Kind::Deployment];
        let statuses = [Status::Confirmed, Status::Confirmed, Status::Claimed, Status::Disputed, Status::Denied];
        let sides = [dice.roll(8), dice.roll(8)];
        let (low, more) = (dice.roll(60), dice.roll(90));
        let killed = [(low, low + more, Wording::Exact), (low, low, Wording::AtLeast)];
        tell(
            &mut data,
            &Telling {
                when: &when,
                title: &title,
                short: town,
                kind: kinds[dice.roll(5) as usize],
                status: statuses[dice.roll(5) as usize],
                weight: 1 + dice.roll(5) as u8,
                actors: if dice.roll(3) == 0 { &sides } else { &sides[..1] },
                killed: &killed[..dice.roll(3) as usize],
            },
        );
    }
    data.events.list_mut().sort_by_key(|event| event.when.earliest);
    data
}
