//! Packed files: there and back, and whatever else bytes may be.

use conflict_timeline_core::ingest::ctl::{CtlWriter, Finished, Packed, block, checksum, pack, pack_columns, unpack};
use conflict_timeline_core::model::table::Table;
use conflict_timeline_core::model::{
    Actor, ActorId, Bloc, Claim, DataSet, Event, EventPlace, Kind, Participant, Phase, PhaseId, Place, PlaceId, Role,
    Source, Wording,
};
use conflict_timeline_core::query::{Filter, Index, matches};
use conflict_timeline_core::time::{Day, When};
use std::{fs, path::Path};

const DIRECTORY: usize = 24;
const ENTRY: usize = 32;
const SECTIONS: usize = 20;

/// The same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }
}

fn set(events: usize) -> DataSet {
    let mut data = DataSet::default();
    let name = data.texts.add([("en", "Gao")].into_iter());
    for actor in 0..9 {
        data.actors.push(Actor { slug: format!("a{actor}"), name, bloc: Bloc::State, ..Actor::default() });
    }
    for place in 0..5_u32 {
        let parent = (place > 0).then_some(PlaceId(0));
        let sort = if place == 0 { "country" } else { "town" };
        data.places.push(Place { slug: format!("p{place}"), name, sort: sort.into(), parent, ..Place::default() });
    }
    data.phases.push(Phase::default());
    data.sources.push(Source::default());
    let mut random = Random(3);
    for row in 0..events {
        let day = Day(15_000 + (row / 3) as i32);
        let when = When { earliest: day, latest: day.plus((row % 4) as i32), ..When::default() };
        let title = data.texts.add([("en", format!("event {row}").as_str())].into_iter());
        let party = |actor: usize| Participant { actor: ActorId(actor as u32), role: Role::Side };
        let low = (row % 3 > 0).then_some(random.below(50) as u32);
        data.events.push(Event {
            slug: format!("e{row}"),
            when,
            title,
            kind: Kind::Battle,
            actors: (0..random.below(3)).map(party).collect(),
            places: vec![EventPlace { place: PlaceId(random.below(5) as u32), is_near: false }],
            phase: (row % 2 == 0).then_some(PhaseId(0)),
            claims: vec![Claim { low, wording: Wording::Exact, ..Claim::default() }],
            ..Event::default()
        });
    }
    data
}

/// Small blocks, so that there are several.
fn written(data: &DataSet) -> Vec<u8> {
    let mut writer = CtlWriter::new(data.clone()).with_block_rows(7);
    let mut blocks = Vec::new();
    for event in &data.events {
        blocks.extend(writer.push(|_| event.clone()).expect("in order").unwrap_or_default());
    }
    let Finished { last, head: mut bytes, table } = writer.finish().expect("short");
    assert_eq!(table, Table::of(data));
    bytes.extend(blocks);
    bytes.extend(last.unwrap_or_default());
    bytes
}

#[test]
fn a_set_goes_there_and_back() {
    for events in [0, 1, 7, 50] {
        let data = set(events);
        for bytes in [written(&data), pack(&data)] {
            let packed = Packed::open(&bytes).expect("sound");
            assert_eq!(packed.table, Table::of(&data));
            let again = unpack(&bytes).expect("sound");
            assert_eq!(again.events, data.events);
            assert_eq!(again.texts.count(), data.texts.count());
            let head = Packed::head_bytes(&bytes[..Packed::PREFIX_BYTES]).expect("sound") as usize;
            let alone = Packed::open(&bytes[..head]).expect("a head needs no block");
            assert_eq!((alone.table, alone.blocks), (packed.table, packed.blocks.clone()));
            for entry in &packed.blocks {
                let (from, to) = (entry.offset as usize, (entry.offset + entry.length) as usize);
                let found = block(entry, &bytes[from..to]).expect("sound");
                let first = entry.first_row as usize;
                assert_eq!(found.events, data.events[first..first + entry.rows as usize]);
            }
        }
    }
}

#[test]
fn texts_may_stand_in_the_blocks() {
    let mut writer = CtlWriter::new(set(0)).with_block_rows(2);
    let mut parts = Vec::new();
    for title in ["one", "two", "three"] {
        let make = |texts: &mut conflict_timeline_core::model::Texts| {
            let title = texts.add([("en", title)].into_iter());
            Event { title, ..Event::default() }
        };
        parts.extend(writer.push(make).expect("in order"));
    }
    let Finished { last, head: bytes, .. } = writer.finish().expect("short");
    let packed = Packed::open(&bytes).expect("sound");
    let found = block(&packed.blocks[1], &last.expect("one is left")).expect("sound");
    assert_eq!(found.texts.get(found.events[0].title, "en"), "three");
    let whole = [bytes, parts.concat()].concat();
    assert!(unpack(&whole).is_err());
}

#[test]
fn columns_may_stand_alone() {
    let data = set(30);
    let bytes = pack_columns(&DataSet { events: Vec::new(), ..data.clone() }, &Table::of(&data)).expect("short");
    let packed = Packed::open(&bytes).expect("sound");
    assert_eq!((packed.table, packed.blocks.len()), (Table::of(&data), 0));
}

#[test]
fn an_event_too_early_is_refused() {
    let mut writer = CtlWriter::new(set(0));
    let on = |day| Event { when: When { earliest: Day(day), latest: Day(day), ..When::default() }, ..Event::default() };
    assert!(writer.push(|_| on(5)).is_ok());
    assert!(writer.push(|_| on(4)).is_err());
}

/// Whatever is in it must be read or refused, and what is read must answer a filter.
fn read(bytes: &[u8]) -> bool {
    let _ = unpack(bytes);
    let _ = Packed::head_bytes(bytes);
    let Ok(packed) = Packed::open(bytes) else { return false };
    for entry in &packed.blocks {
        let (from, to) = (entry.offset as usize, (entry.offset + entry.length) as usize);
        let _ = bytes.get(from..to).map(|bytes| block(entry, bytes));
    }
    let index = Index::from_table(packed.table);
    let filter = Filter { to: Some(Day(15_004)), toll: Some((1, None)), ..Filter::default() };
    let _ = matches(&index, &filter).ids();
    true
}

/// Makes the sums of all sections and of the directory fit again, as far as they can be told.
fn seal(bytes: &mut [u8]) {
    let wide = |bytes: &[u8], at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight")) as usize;
    for at in (0..SECTIONS).map(|section| DIRECTORY + section * ENTRY) {
        let (from, length) = (wide(bytes, at + 8), wide(bytes, at + 16));
        let Some(section) = from.checked_add(length).and_then(|to| bytes.get(from..to)) else { continue };
        let sum = checksum(section);
        bytes[at + 24..at + 32].copy_from_slice(&sum.to_le_bytes());
    }
    let sum = checksum(&bytes[DIRECTORY..DIRECTORY + SECTIONS * ENTRY]);
    bytes[16..24].copy_from_slice(&sum.to_le_bytes());
}

#[test]
fn forty_thousand_damaged_files_are_refused_or_read() {
    let good = written(&set(40));
    let mut random = Random(11);
    let mut kept = 0;
    for round in 0..40_000 {
        let mut bytes = good.clone();
        for _ in 0..=random.below(3) {
            // The directory is small and decides the most: half of the hits go there.
            let end = if random.below(2) == 0 { DIRECTORY + SECTIONS * ENTRY } else { bytes.len() };
            let at = random.below(end);
            bytes[at] = match random.below(4) {
                0 => 0xff,
                1 => 0,
                2 => bytes[at] ^ 1 << random.below(8),
                _ => random.below(256) as u8,
            };
        }
        if random.below(8) == 0 {
            bytes.truncate(random.below(good.len()));
        }
        if round % 4 > 0 && bytes.len() > DIRECTORY + SECTIONS * ENTRY {
            seal(&mut bytes);
        }
        kept += usize::from(read(&bytes));
    }
    // Most hits on values that stay in range are sound files; too few would mean that nothing deep is reached.
    assert!(kept > 500, "{kept}");
}

#[test]
fn every_cut_is_named_with_its_place() {
    let good = written(&set(20));
    let head = Packed::head_bytes(&good).expect("sound") as usize;
    for end in 0..good.len() {
        let error = unpack(&good[..end]).expect_err("cut");
        assert!(error.offset <= good.len() as u64, "{error}");
        // The noughts that fill the head up to eight bytes may be missing.
        if end < head - 7 || end >= head {
            assert_eq!(Packed::open(&good[..end]).is_err(), end < head, "{end} of {head}");
        }
    }
}

#[test]
fn a_wrong_entry_is_found_where_it_stands() {
    let data = set(40);
    let mut bytes = written(&data);
    // Kinds are the fifth section.
    let at = DIRECTORY + 4 * ENTRY + 8;
    let kinds = u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight")) as usize;
    bytes[kinds + 13] = 250;
    assert_eq!(Packed::open(&bytes).expect_err("damaged").offset, kinds as u64);
    seal(&mut bytes);
    let error = Packed::open(&bytes).expect_err("no such kind");
    assert_eq!((error.offset, error.reason), (kinds as u64 + 13, "no such word"));
}

/// What the fuzzer found worth keeping.
#[test]
fn the_corpus_is_refused_or_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/ctl");
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("the corpus") {
        let bytes = fs::read(entry.expect("an entry").path()).expect("a file");
        read(&bytes);
        count += 1;
    }
    assert!(count >= 4, "{count} files in the corpus");
}

/// Writes the first files of the corpus: `cargo test --test packed -- --ignored corpus`.
#[test]
#[ignore = "writes files"]
fn corpus_is_seeded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/ctl");
    fs::create_dir_all(&folder).expect("a folder");
    let good = written(&set(12));
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("written");
    write("empty.ctl", &pack(&DataSet::default()));
    write("twelve.ctl", &good);
    write("cut.ctl", &good[..good.len() / 2]);
    write("magic.ctl", &good[..12]);
}
