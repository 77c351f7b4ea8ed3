//! What the engine must answer, row by row and without a thought for speed.

use crate::rows::World;
use conflict_timeline_core::model::table::Row;
use conflict_timeline_core::model::{Bloc, Word};
use conflict_timeline_core::query::{Bin, BinUnit, Condition, Dates, Dimension, Facet, Filter, fold};
use conflict_timeline_core::time::Span;

pub const CONDITIONS: [Condition; 14] = [
    Condition::Choice(Dimension::Bloc),
    Condition::Choice(Dimension::Kind),
    Condition::Choice(Dimension::Actor),
    Condition::Choice(Dimension::Place),
    Condition::Choice(Dimension::Region),
    Condition::Choice(Dimension::Phase),
    Condition::Choice(Dimension::Status),
    Condition::Choice(Dimension::Source),
    Condition::Choice(Dimension::Precision),
    Condition::Dates,
    Condition::Toll,
    Condition::Text,
    Condition::Disputed,
    Condition::Within,
];

pub fn values(world: &World, row: &Row, dimension: Dimension) -> Vec<u32> {
    let mut values: Vec<u32> = match dimension {
        Dimension::Bloc => row.actors.iter().map(|actor| u32::from(world.known.actor_blocs[*actor as usize])).collect(),
        Dimension::Kind => vec![row.kind.index() as u32],
        Dimension::Actor => row.actors.clone(),
        Dimension::Place => row.places.clone(),
        Dimension::Region => {
            row.places.iter().flat_map(|place| world.known.place_regions.of(*place as usize)).collect()
        }
        Dimension::Phase => row.phase.into_iter().collect(),
        Dimension::Status => vec![row.status.index() as u32],
        Dimension::Source => row.sources.clone(),
        Dimension::Precision => vec![row.when.precision as u32],
    };
    if dimension == Dimension::Bloc {
        values.retain(|bloc| *bloc != Bloc::None.index() as u32);
    }
    values.sort_unstable();
    values.dedup();
    values
}

pub fn passes(world: &World, at: usize, filter: &Filter, condition: Condition) -> bool {
    let row = &world.rows[at];
    match condition {
        Condition::Choice(dimension) => {
            let (choice, values) = (filter.choice(dimension), values(world, row, dimension));
            let has = |list: &[u32]| values.iter().any(|value| list.contains(value));
            (choice.include.is_empty() || has(&choice.include)) && !has(&choice.exclude)
        }
        Condition::Dates => filter.span().is_none_or(|span| match filter.dates {
            Dates::Overlap => row.when.may_meet(span),
            Dates::Inside => row.when.is_inside(span),
            Dates::Start => span.has(row.when.earliest),
        }),
        Condition::Toll => filter.toll.is_none_or(|(low, high)| {
            row.toll.is_some_and(|(_, toll)| low <= toll && high.is_none_or(|high| toll <= high))
        }),
        Condition::Text => {
            fold(&filter.text).split(' ').filter(|word| !word.is_empty()).all(|word| has(world, at, word))
        }
        Condition::Disputed => filter.disputed.is_none_or(|wanted| wanted == row.is_contested),
        Condition::Within => filter.within.is_none_or(|within| match row.at_e5 {
            Some((lat, lon)) => within.has(lat, lon),
            None => row.places.iter().any(|place| {
                let place = *place as usize;
                within.has(world.known.place_lat_e5[place], world.known.place_lon_e5[place])
            }),
        }),
    }
}

/// The words of a row: its text, and the names of its actors and places.
fn words(world: &World, at: usize) -> Vec<String> {
    let row = &world.rows[at];
    let mut texts = vec![world.texts[at].clone()];
    texts.extend(row.actors.iter().map(|actor| world.actor_names[*actor as usize].clone()));
    texts.extend(row.places.iter().map(|place| world.place_names[*place as usize].clone()));
    texts.iter().flat_map(|text| fold(text).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn has(world: &World, at: usize, wanted: &str) -> bool {
    let begins = |at: usize| words(world, at).iter().any(|word| word.starts_with(wanted));
    if (0..world.rows.len()).any(begins) {
        return begins(at);
    }
    wanted.chars().count() >= 5 && words(world, at).iter().any(|word| is_near(wanted, word))
}

/// One letter dropped from either, or put in the other's place: on the small alphabet of these tests all
/// words within one slip can be written out.
fn is_near(wanted: &str, word: &str) -> bool {
    let letters: Vec<char> = wanted.chars().collect();
    let mut slips = Vec::new();
    for at in 0..=letters.len() {
        for letter in "abcdeghilmnorstu0123456789".chars() {
            let mut more = letters.clone();
            more.insert(at, letter);
            slips.push(more);
            if at < letters.len() {
                let mut other = letters.clone();
                other[at] = letter;
                slips.push(other);
            }
        }
        if at < letters.len() {
            let mut fewer = letters.clone();
            fewer.remove(at);
            slips.push(fewer);
        }
        if at + 1 < letters.len() {
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            slips.push(swapped);
        }
    }
    slips.iter().any(|slip| word.starts_with(&slip.iter().collect::<String>()))
}

/// For each row, the conditions that let it through.
pub fn table_of_passes(world: &World, filter: &Filter) -> Vec<Vec<bool>> {
    let rows = 0..world.rows.len();
    rows.map(|at| CONDITIONS.iter().map(|condition| passes(world, at, filter, *condition)).collect()).collect()
}

pub fn rows_without(passes: &[Vec<bool>], ignored: Option<usize>) -> Vec<usize> {
    let fits = |row: &Vec<bool>| row.iter().enumerate().all(|(at, fits)| *fits || Some(at) == ignored);
    (0..passes.len()).filter(|at| fits(&passes[*at])).collect()
}

pub fn facets(world: &World, passes: &[Vec<bool>], filter: &Filter, dimension: Dimension, count: usize) -> Vec<Facet> {
    let choice = filter.choice(dimension);
    let matching = rows_without(passes, Some(dimension as usize));
    let mut totals = vec![0; count];
    let mut counts = vec![0; count];
    for (at, row) in world.rows.iter().enumerate() {
        for value in values(world, row, dimension) {
            totals[value as usize] += 1;
            counts[value as usize] += u32::from(matching.binary_search(&at).is_ok());
        }
    }
    let mut facets: Vec<Facet> = (0..count as u32)
        .filter(|value| totals[*value as usize] > 0)
        .map(|value| Facet {
            value,
            count: counts[value as usize],
            total: totals[value as usize],
            is_in: choice.include.contains(&value),
            is_out: choice.exclude.contains(&value),
        })
        .collect();
    facets.sort_by_key(|facet| (core::cmp::Reverse(facet.total), facet.value));
    facets
}

pub fn histogram(world: &World, rows: &[usize], span: Span, unit: BinUnit) -> Vec<Bin> {
    let bin = |span: Span| {
        let mut bin = Bin { span, ..Bin::default() };
        let (mut low, mut high) = (0_u64, 0_u64);
        for row in rows.iter().map(|row| &world.rows[*row]).filter(|row| span.has(row.when.anchor())) {
            bin.events += 1;
            match row.toll {
                Some(toll) => {
                    low += u64::from(toll.0);
                    high += u64::from(toll.1);
                    bin.is_open |= row.is_toll_open;
                }
                None => bin.unknown += u32::from(row.kind.is_violent()),
            }
        }
        bin.low = low.min(u32::MAX.into()) as u32;
        bin.high = high.min(u32::MAX.into()) as u32;
        bin
    };
    unit.spans(span).into_iter().map(bin).collect()
}
