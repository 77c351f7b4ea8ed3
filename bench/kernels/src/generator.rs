//! Events by a seed: 5,400 days with bursts, 12 kinds, actors by Zipf, one or two a row, places by Zipf,
//! heavy-tailed tolls, titles and notes from a small language.

use conflict_timeline_core::ingest::ctl::pack_columns;
use conflict_timeline_core::ingest::{Input, Node, Value, read};
use conflict_timeline_core::model::table::{Columns, Known, Lists, NO_PLACE_E5, Table, UNKNOWN_TOLL};
use conflict_timeline_core::model::{Bloc, Kind, Word};
use wasm_bindgen::prelude::wasm_bindgen;

/// First day: 1 January 2012.
pub const FIRST_DAY: i32 = 15_340;
/// How many days there are.
pub const DAYS: i32 = 5_400;

/// What is generated.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Rows.
    pub rows: u32,
    /// Actors.
    pub actors: u32,
    /// Places.
    pub places: u32,
    /// Rows of which the day is in doubt, in a thousand.
    pub doubtful: u32,
}

#[wasm_bindgen]
impl Shape {
    /// The plain shape: 60 actors, 200 places, no doubt.
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new(rows: u32, actors: u32, places: u32, doubtful: u32) -> Self {
        Self { rows, actors, places, doubtful }
    }
}

/// xoshiro-like: a multiply and a shift a number, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = self.0 ^ self.0 >> 29;
        (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
    }

    fn below(&mut self, bound: u32) -> u32 {
        ((u64::from(self.next()) * u64::from(bound)) >> 32) as u32
    }
}

/// Shares that fall as 1/rank, to draw from.
struct Zipf(Vec<f64>);

impl Zipf {
    fn new(count: u32) -> Self {
        let mut sum = 0.0;
        let mut sums: Vec<f64> = Vec::new();
        for rank in 1..=count.max(1) {
            sum += 1.0 / f64::from(rank);
            sums.push(sum);
        }
        Self(sums)
    }

    fn draw(&self, random: &mut Random) -> u32 {
        let most = self.0[self.0.len() - 1];
        let at = f64::from(random.next()) / 4_294_967_296.0 * most;
        self.0.partition_point(|sum| *sum <= at) as u32
    }
}

/// Days by weight: a slow swell, and a burst every few months that dies away.
fn days(rows: u32, random: &mut Random) -> Vec<i32> {
    let mut weights = Vec::new();
    let mut burst = 0.0;
    for _ in 0..DAYS {
        if random.below(120) == 0 {
            burst = f64::from(4 + random.below(20));
        }
        burst *= 0.93;
        weights.push(1.0 + burst);
    }
    let sum: f64 = weights.iter().sum();
    let mut left = 0.0;
    let mut days = Vec::with_capacity(rows as usize);
    for (day, weight) in weights.iter().enumerate() {
        left += weight / sum * f64::from(rows);
        while left >= 1.0 && days.len() < rows as usize {
            days.push(FIRST_DAY + day as i32);
            left -= 1.0;
        }
    }
    days.resize(rows as usize, FIRST_DAY + DAYS - 1);
    days
}

/// Generated columns, taken one by one.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Events {
    columns: Columns,
    known: Known,
}

#[wasm_bindgen]
impl Events {
    /// The same for the same shape, on every machine.
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new(shape: &Shape) -> Self {
        let mut random = Random(0x00c0_ffee);
        let (actors, places, kinds) = (Zipf::new(shape.actors), Zipf::new(shape.places), Zipf::new(12));
        let mut columns = Columns { earliest: days(shape.rows, &mut random), ..Columns::default() };
        columns.actors = Lists::with_capacity(shape.actors as usize, shape.rows as usize * 3 / 2);
        columns.places = Lists::with_capacity(shape.places as usize, shape.rows as usize);
        for row in 0..shape.rows as usize {
            let first = columns.earliest[row];
            let (extent, bits) = match random.below(1_000) {
                dice if dice < shape.doubtful => (30, 2),
                dice if dice >= 950 => (1 + random.below(20) as i32, 8),
                _ => (0, 0),
            };
            columns.latest.push(first + extent);
            columns.when.push(bits);
            columns.kind.push(kinds.draw(&mut random) as u8);
            columns.status.push([0, 0, 0, 0, 0, 1, 1, 2, 2, 3][random.below(10) as usize]);
            columns.marks.push(u8::from(random.below(10) == 0) | if random.below(20) == 0 { 2 } else { 0 });
            let (low, high) = toll(&mut random);
            columns.toll_low.push(low);
            columns.toll_high.push(high);
            let (a, b) = (actors.draw(&mut random), actors.draw(&mut random));
            if random.below(2) == 0 || a == b {
                columns.actors.push(&[a]);
            } else {
                columns.actors.push(&[a.min(b), a.max(b)]);
            }
            columns.places.push(&[places.draw(&mut random)]);
        }
        Self { columns, known: known(shape) }
    }

    /// The events as a packed file.
    #[must_use]
    pub fn packed(&self) -> Vec<u8> {
        let text = |text: &str| Node::from(Value::Text(text.into()));
        let map = |entries: Vec<(&str, Node)>| {
            Node::from(Value::Map(entries.into_iter().map(|(key, node)| (key.into(), node)).collect()))
        };
        let list = |count: usize, item: &dyn Fn(usize) -> Node| Node::from(Value::List((0..count).map(item).collect()));
        let bloc = |actor: usize| text(Bloc::NAMES[usize::from(self.known.actor_blocs[actor])]);
        let actor = |at: usize| map(vec![("id", text(&format!("a{at}"))), ("name", text("a")), ("bloc", bloc(at))]);
        let place = |at: usize| map(vec![("id", text(&format!("p{at}"))), ("name", text("p"))]);
        let lists = [("actors", list(self.known.actors(), &actor)), ("places", list(self.known.places(), &place))];
        let set = map(lists.into());
        let known = Known::of(&read(vec![Input { root: set.clone(), ..Input::default() }]).data);
        let table = Table::new(self.columns.clone(), known).expect("the same lists");
        pack_columns(&set, &table).expect("the same lists")
    }

    /// First days.
    pub fn earliest(&mut self) -> Vec<i32> {
        core::mem::take(&mut self.columns.earliest)
    }

    /// Last days.
    pub fn latest(&mut self) -> Vec<i32> {
        core::mem::take(&mut self.columns.latest)
    }

    /// One of the columns of bytes: `when`, `kind`, `status`, `marks`.
    pub fn bytes(&mut self, column: usize) -> Vec<u8> {
        let columns = &mut self.columns;
        core::mem::take([&mut columns.when, &mut columns.kind, &mut columns.status, &mut columns.marks][column])
    }

    /// For each kind: whether a missing toll is unknown, and not nought.
    #[must_use]
    pub fn violent(&self) -> Vec<u8> {
        Kind::ALL.iter().map(|kind| kind.is_violent().into()).collect()
    }

    /// Lowest tolls.
    pub fn toll_low(&mut self) -> Vec<u32> {
        core::mem::take(&mut self.columns.toll_low)
    }

    /// Highest tolls.
    pub fn toll_high(&mut self) -> Vec<u32> {
        core::mem::take(&mut self.columns.toll_high)
    }

    /// Where each row's actors begin.
    pub fn actor_starts(&mut self) -> Vec<u32> {
        core::mem::take(&mut self.columns.actors.starts)
    }

    /// Actors of all rows.
    #[must_use]
    pub fn actors(&self) -> Vec<u16> {
        short(&self.columns.actors)
    }

    /// The place of each row.
    #[must_use]
    pub fn places(&self) -> Vec<u16> {
        short(&self.columns.places)
    }
}

impl Events {
    /// The columns as a table.
    ///
    /// # Panics
    /// Where a column was taken out before.
    #[must_use]
    pub fn table(self) -> Table {
        Table::new(self.columns, self.known).expect("generated columns are sound")
    }
}

fn short(lists: &Lists) -> Vec<u16> {
    let values = &lists.values;
    (0..values.len()).map(|at| values.get(at).map_or(u16::MAX, |value| value as u16)).collect()
}

/// A third of the tolls is unknown, most others are small, one in a hundred thousand is in the thousands.
fn toll(random: &mut Random) -> (u32, u32) {
    if random.below(3) == 0 {
        return (UNKNOWN_TOLL, UNKNOWN_TOLL);
    }
    let tail = (1_u64 << 32) / (u64::from(random.next()) + 60_000);
    let low = (tail as u32).saturating_sub(1) * 3 / 2;
    let more = if random.below(4) == 0 { random.below(low / 2 + 3) } else { 0 };
    (low, low + more)
}

/// Actors by turns on seven sides, places in regions of ten in one country.
pub(crate) fn known(shape: &Shape) -> Known {
    let mut known =
        Known { actor_blocs: (0..shape.actors).map(|actor| (actor % 8) as u8).collect(), ..Known::default() };
    for place in 0..shape.places {
        let region = place - place % 10;
        known.place_regions.push(&if region == 0 { vec![0] } else { vec![0, region] });
        known.place_lat_e5.push(1_000_000 + (place % 50) as i32 * 20_000);
        known.place_lon_e5.push(if place % 17 == 0 { NO_PLACE_E5 } else { (place / 50) as i32 * 20_000 });
        if place % 17 == 0 {
            known.place_lat_e5[place as usize] = NO_PLACE_E5;
        }
    }
    known
}

/// Titles of eight and notes of twenty words, by the row's number.
#[derive(Debug)]
pub struct Titles {
    words: Vec<String>,
    random: Random,
    ranks: Zipf,
    text: String,
}

impl core::fmt::Debug for Random {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Random")
    }
}

impl core::fmt::Debug for Zipf {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Zipf")
    }
}

impl Default for Titles {
    fn default() -> Self {
        let mut random = Random(7);
        let syllables =
            ["ba", "men", "ka", "to", "ri", "gao", "se", "lou", "tin", "da", "no", "fi", "zou", "ra", "kid"];
        let mut words: Vec<String> = Vec::new();
        for _ in 0..6_000 {
            let count = 1 + random.below(4);
            words.push((0..count).map(|_| syllables[random.below(15) as usize]).collect());
        }
        Self { words, random, ranks: Zipf::new(6_000), text: String::new() }
    }
}

impl Titles {
    /// The next text, of so many words.
    pub fn next(&mut self, count: usize) -> &str {
        self.text.clear();
        for at in 0..count {
            if at > 0 {
                self.text.push(' ');
            }
            let word = self.ranks.draw(&mut self.random) as usize;
            self.text.push_str(&self.words[word]);
        }
        &self.text
    }
}
