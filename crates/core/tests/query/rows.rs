//! Any rows, any filters, and changes from one filter to the next.

use conflict_timeline_core::model::table::{Known, NO_PLACE_E5, Row, Table, TableBuilder};
use conflict_timeline_core::model::{Bloc, Kind, Status, Word};
use conflict_timeline_core::query::{Dates, DictionaryBuilder, Dimension, Filter, GeoBox, Index};
use conflict_timeline_core::time::{Day, Precision, Qualifier, When};
use proptest::prelude::*;

const ACTORS: u32 = 90;
const PLACES: u32 = 120;
const SOURCES: u32 = 5;
const PHASES: u32 = 4;
const WORDS: [&str; 12] =
    ["Battle", "near", "Ménaka", "convoy", "ambush", "market", "camp", "road", "raid", "ceasefire", "bridge", "well"];

/// Rows in the order of the table, and all that they point to.
#[derive(Clone, Debug)]
pub struct World {
    pub rows: Vec<Row>,
    pub texts: Vec<String>,
    pub known: Known,
    pub actor_names: Vec<String>,
    pub place_names: Vec<String>,
}

impl World {
    fn new(rows: Vec<(Row, String)>) -> Self {
        let mut rows = rows;
        rows.sort_by_key(|(row, _)| row.when.earliest);
        let (rows, texts) = rows.into_iter().unzip();
        let mut known = Known {
            actor_blocs: (0..ACTORS).map(|actor| (actor as usize % Bloc::ALL.len()) as u8).collect(),
            sources: SOURCES,
            phases: PHASES,
            ..Known::default()
        };
        for place in 0..PLACES {
            // Every tenth is a region, every thirtieth a country; some lie in both.
            let regions: &[u32] = match place % 3 {
                0 => &[place / 30 * 30],
                1 => &[place / 30 * 30, place / 10 * 10],
                _ => &[],
            };
            let mut regions = regions.to_vec();
            regions.dedup();
            known.place_regions.push(&regions);
            let has_point = place % 4 > 0;
            known.place_lat_e5.push(if has_point { place as i32 * 1_000 } else { NO_PLACE_E5 });
            known.place_lon_e5.push(if has_point { place as i32 * -1_000 } else { NO_PLACE_E5 });
        }
        let actor_names = (0..ACTORS).map(|actor| format!("Group{actor} alias")).collect();
        let place_names = (0..PLACES).map(|place| format!("Town{place}")).collect();
        Self { rows, texts, known, actor_names, place_names }
    }

    pub fn table(&self) -> Table {
        let mut builder = TableBuilder::new(self.known.clone());
        // Backwards, so that the table has to sort; of one day the last pushed comes last.
        let mut from_day = Vec::new();
        for day in self.rows.chunk_by(|a, b| a.when.earliest == b.when.earliest).rev() {
            from_day.extend(day);
        }
        for row in from_day {
            builder.push(row);
        }
        builder.finish().0
    }

    pub fn index(&self) -> Index {
        let mut words = DictionaryBuilder::default();
        for text in &self.texts {
            words.push_row(&[text]);
        }
        for (dimension, names) in [(Dimension::Actor, &self.actor_names), (Dimension::Place, &self.place_names)] {
            for (value, name) in names.iter().enumerate() {
                words.push_name(dimension, value as u32, name);
            }
        }
        Index::from_table(self.table()).with_words(words.finish(&[]))
    }

    pub fn value_count(&self, dimension: Dimension) -> usize {
        match dimension {
            Dimension::Bloc => Bloc::ALL.len(),
            Dimension::Kind => Kind::ALL.len(),
            Dimension::Actor => ACTORS as usize,
            Dimension::Place | Dimension::Region => PLACES as usize,
            Dimension::Phase => PHASES as usize,
            Dimension::Status => Status::ALL.len(),
            Dimension::Source => SOURCES as usize,
            Dimension::Precision => 5,
        }
    }
}

fn when() -> impl Strategy<Value = When> {
    let extent = prop_oneof![4 => Just(0), 1 => 1..60_i32, 1 => 60..900_i32];
    (-400..2_000_i32, extent, any::<(bool, bool, bool)>(), 0..5_usize, 0..8_u8).prop_map(
        |(first, extent, (lasts, open_start, open_end), precision, rare)| When {
            earliest: Day(first),
            latest: Day(first + extent),
            lasts,
            open_start: open_start && rare == 0,
            open_end: open_end && rare == 1,
            precision: Precision::ALL[precision],
            qualifier: if rare == 2 { Qualifier::About } else { Qualifier::None },
        },
    )
}

fn toll() -> impl Strategy<Value = Option<(u32, u32)>> {
    let number = prop_oneof![4 => 0..10_u32, 3 => 0..300_u32, 1 => 0..200_000_u32, 1 => Just(u32::MAX - 1)];
    proptest::option::weighted(0.7, (number.clone(), number).prop_map(|(a, b)| (a.min(b), a.max(b))))
}

/// Few of many, the first ones the most often.
fn some(bound: u32, most: usize) -> impl Strategy<Value = Vec<u32>> {
    let one = (0..bound, 0..bound).prop_map(move |(a, b)| a * b / bound);
    proptest::collection::btree_set(one, 0..=most).prop_map(|set| set.into_iter().collect())
}

fn row() -> impl Strategy<Value = (Row, String)> {
    let words = (0..Kind::ALL.len(), 0..4_usize, any::<(bool, bool)>());
    let lists = (some(ACTORS, 3), some(PLACES, 2), some(SOURCES, 2), proptest::option::of(0..PHASES));
    let at = proptest::option::weighted(0.2, (-200_000..200_000_i32, -200_000..200_000_i32));
    let text = proptest::collection::vec(0..WORDS.len(), 0..4);
    (when(), words, toll(), lists, at, text).prop_map(|(when, words, toll, lists, at_e5, text)| {
        let row = Row {
            when,
            kind: Kind::ALL[words.0],
            status: Status::ALL[words.1],
            is_contested: words.2.0,
            toll,
            is_toll_open: words.2.1 && toll.is_some(),
            at_e5,
            actors: lists.0,
            places: lists.1,
            sources: lists.2,
            phase: lists.3,
        };
        (row, text.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(" "))
    })
}

pub fn world(most: usize) -> impl Strategy<Value = World> {
    proptest::collection::vec(row(), 0..most).prop_map(World::new)
}

/// One change of a filter.
#[derive(Clone, Debug)]
pub enum Change {
    Toggle(usize, u32),
    Exclude(usize, u32),
    Days(Option<i32>, Option<i32>),
    Dates(u8),
    Toll(Option<(u32, Option<u32>)>),
    Text(String),
    Disputed(Option<bool>),
    Within(Option<GeoBox>),
    Clear,
}

pub fn change() -> impl Strategy<Value = Change> {
    let value = || prop_oneof![3 => 0..8_u32, 1 => 0..PLACES];
    let toll =
        (0..400_u32, proptest::option::of(0..400_u32)).prop_map(|(low, more)| (low, more.map(|more| low + more)));
    let text = prop_oneof![
        Just("men"),
        Just("MÉNAKA"),
        Just("menakka"),
        Just("abmush con"),
        Just("group1"),
        Just("town7"),
        Just("xyz"),
        Just(""),
        Just("mraket"),
        Just("alias near"),
        Just("towm12"),
        Just("ce")
    ];
    let corner = || -150_000..150_000_i32;
    let within = (corner(), corner(), corner(), corner()).prop_map(|(a, b, west, east)| GeoBox {
        south: a.min(b),
        north: a.max(b),
        west,
        east,
    });
    prop_oneof![
        5 => (0..9_usize, value()).prop_map(|(dimension, value)| Change::Toggle(dimension, value)),
        2 => (0..9_usize, value()).prop_map(|(dimension, value)| Change::Exclude(dimension, value)),
        4 => (proptest::option::of(-500..2_500_i32), proptest::option::of(-500..2_500_i32))
            .prop_map(|(from, to)| Change::Days(from, to)),
        1 => (0..3_u8).prop_map(Change::Dates),
        1 => proptest::option::weighted(0.7, toll).prop_map(Change::Toll),
        1 => text.prop_map(|text| Change::Text(text.into())),
        1 => any::<Option<bool>>().prop_map(Change::Disputed),
        1 => proptest::option::weighted(0.6, within).prop_map(Change::Within),
        1 => Just(Change::Clear),
    ]
}

impl Change {
    pub fn apply(&self, filter: &mut Filter) {
        match self {
            Self::Toggle(dimension, value) => filter.toggle(Dimension::ALL[*dimension], *value),
            Self::Exclude(dimension, value) => {
                let choice = &mut filter.choices[*dimension];
                choice.exclude.retain(|known| known != value);
                choice.exclude.push(*value);
            }
            Self::Days(from, to) => (filter.from, filter.to) = (from.map(Day), to.map(Day)),
            Self::Dates(mode) => filter.dates = [Dates::Overlap, Dates::Inside, Dates::Start][usize::from(*mode)],
            Self::Toll(toll) => filter.toll = *toll,
            Self::Text(text) => filter.text.clone_from(text),
            Self::Disputed(disputed) => filter.disputed = *disputed,
            Self::Within(within) => filter.within = *within,
            Self::Clear => *filter = Filter::default(),
        }
    }
}
