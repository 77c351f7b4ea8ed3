//! Packed files: there and back, and whatever else bytes may be.

mod damage;
mod sealed;

use conflict_timeline_core::ingest::ctl::{
    self, CtlWriter, Finished, Packed, block, is_sealed, join, pack, pack_columns, sorted_events, split, unpack, unseal,
};
use conflict_timeline_core::ingest::{Input, Node, Value, read as read_tree};
use conflict_timeline_core::model::DataSet;
use conflict_timeline_core::model::table::{Row, Table};
use conflict_timeline_core::time::Day;
use damage::{DIRECTORY, ENTRY, SECTIONS, read, seal};
use std::{fs, path::Path};

/// The same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }
}

fn text(text: &str) -> Node {
    Value::Text(text.into()).into()
}

fn list(items: Vec<Node>) -> Node {
    Value::List(items).into()
}

fn table(entries: Vec<(&str, Node)>) -> Node {
    Value::Map(entries.into_iter().map(|(key, node)| (key.into(), node)).collect()).into()
}

/// A set with so many events, which are not in order; every fifth has no id.
fn tree(events: usize) -> Node {
    let actor = |at: usize| table(vec![("id", text(&format!("a{at}"))), ("name", text("Group")), ("bloc", text("JH"))]);
    let place = |at: usize| {
        let mut entries = vec![("id", text(&format!("p{at}"))), ("name", text("Gao"))];
        entries.push(("kind", text(if at == 0 { "country" } else { "town" })));
        if at > 0 {
            entries.push(("parent", text("p0")));
        }
        table(entries)
    };
    let mut random = Random(3);
    let mut event = |row: usize| {
        let day = Day(15_000 + random.below(40) as i32);
        let mut entries = vec![
            ("when", text(&day.to_string())),
            ("title", text(&format!("event {row}"))),
            ("kind", text("battle")),
            ("places", list(vec![text(&format!("p{}", random.below(5)))])),
            ("actors", list((0..random.below(3)).map(|at| table(vec![("actor", text(&format!("a{at}")))])).collect())),
        ];
        if !row.is_multiple_of(5) {
            entries.push(("id", text(&format!("e{row}"))));
        }
        table(entries)
    };
    table(vec![
        ("actors", list((0..9).map(actor).collect())),
        ("places", list((0..5).map(place).collect())),
        ("sources", list(vec![table(vec![("id", text("s")), ("title", text("Report"))])])),
        ("events", list((0..events).map(&mut event).collect())),
    ])
}

fn set_of(root: Node) -> DataSet {
    read_tree(vec![Input { root, ..Input::default() }]).data
}

fn set(events: usize) -> DataSet {
    set_of(tree(events))
}

/// Small blocks, so that there are several.
fn written(root: Node) -> Vec<u8> {
    let data = set_of(root.clone());
    let (set, events) = split(root);
    let mut writer = CtlWriter::new(set).with_block_rows(7);
    let mut blocks = Vec::new();
    for (node, event) in sorted_events(events, &data).into_iter().zip(&data.events) {
        blocks.extend(writer.push(node, &Row::of(event)).expect("in order").unwrap_or_default());
    }
    let Finished { last, head: mut bytes, table } = writer.finish().expect("short");
    assert_eq!(table, Table::of(&data));
    bytes.extend(blocks);
    bytes.extend(last.unwrap_or_default());
    bytes
}

#[test]
fn a_set_goes_there_and_back() {
    for events in [0, 1, 7, 50] {
        let data = set(events);
        assert_eq!(data.events.len(), events);
        for bytes in [written(tree(events)), pack(tree(events)).expect("sound")] {
            let packed = Packed::open(&bytes).expect("sound");
            assert_eq!(packed.table, Table::of(&data));
            let again = set_of(unpack(&bytes).expect("sound"));
            assert_eq!(again.events.len(), events);
            for (a, b) in again.events.iter().zip(&data.events) {
                assert_eq!((&a.slug, a.when, &a.actors, &a.places), (&b.slug, b.when, &b.actors, &b.places));
                assert_eq!(again.texts.get(a.title, "en"), data.texts.get(b.title, "en"));
            }
            let head = Packed::head_bytes(&bytes[..Packed::PREFIX_BYTES]).expect("sound") as usize;
            let alone = Packed::open(&bytes[..head]).expect("a head needs no block");
            assert_eq!((alone.table, &alone.blocks), (packed.table, &packed.blocks));
            for entry in &packed.blocks {
                let (from, to) = (entry.offset as usize, (entry.offset + entry.length) as usize);
                let found = block(entry, &bytes[from..to]).expect("sound");
                let set = split(unpack(&bytes).expect("sound")).0;
                let first = entry.first_row as usize;
                let slugs = |data: &DataSet| data.events.iter().map(|event| event.slug.clone()).collect::<Vec<_>>();
                assert_eq!(slugs(&set_of(join(set, found))), slugs(&data)[first..first + entry.rows as usize]);
            }
        }
    }
}

#[test]
fn a_sealed_set_goes_there_and_back_and_odd_bytes_are_refused() {
    for events in [0, 1, 50] {
        let data = set(events);
        let good = ctl::seal(data.clone()).expect("short");
        assert!(is_sealed(&good) && !is_sealed(&written(tree(events))) && !is_sealed(&good[..Packed::PREFIX_BYTES]));
        assert_eq!(unseal(&good), Ok(data.clone()));
        assert_eq!(ctl::seal(data).expect("short"), good, "the same bytes");
        assert!(Packed::open(&good).is_err() && unpack(&good).is_err(), "there is no tree in it");
        for end in 0..good.len() {
            assert!(unseal(&good[..end]).is_err(), "cut at {end}");
        }
        assert!(unseal(&[&good[..], b"\0"].concat()).is_err());
        for at in 0..good.len() {
            let mut odd = good.clone();
            odd[at] ^= 1;
            // The last section ends with noughts that no sum covers.
            let is_padding = at >= Packed::PREFIX_BYTES && good[at..].iter().all(|byte| *byte == 0);
            assert!(is_padding || unseal(&odd).is_err(), "byte {at}");
            assert!(!read(&odd), "byte {at}");
        }
        let mut newer = good.clone();
        newer[Packed::PREFIX_BYTES + 4] += 1;
        damage::seal(&mut newer);
        let error = unseal(&newer).expect_err("of another version");
        assert_eq!(error.to_string(), format!("byte {}: packed by another version", Packed::PREFIX_BYTES));
    }
    assert!(unseal(&written(tree(3))).is_err(), "it holds a tree and columns");
}

#[test]
fn columns_may_stand_alone() {
    let bytes = pack_columns(&split(tree(30)).0, &Table::of(&set(30))).expect("short");
    let packed = Packed::open(&bytes).expect("sound");
    assert_eq!((packed.table, packed.blocks.len()), (Table::of(&set(30)), 0));
}

#[test]
fn a_set_that_declares_too_little_is_refused() {
    let (_, events) = split(tree(30));
    assert!(pack(join(Node::from(Value::Map(Vec::new())), events)).is_err());
}

#[test]
fn an_event_too_early_is_refused() {
    let mut writer = CtlWriter::new(split(tree(0)).0);
    let on = |day| {
        let mut row = Row::default();
        (row.when.earliest, row.when.latest) = (Day(day), Day(day));
        row
    };
    assert!(writer.push(Node::default(), &on(5)).is_ok());
    assert!(writer.push(Node::default(), &on(4)).is_err());
}

#[test]
fn forty_thousand_damaged_files_are_refused_or_read() {
    let good = written(tree(40));
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
    let good = written(tree(20));
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
    let mut bytes = written(tree(40));
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
    for name in ["ctl", "sealed"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
        let files: Vec<_> = fs::read_dir(&folder).expect("the corpus").collect();
        assert!(files.len() >= 3, "{} files in the corpus {name}", files.len());
        for file in files {
            let bytes = fs::read(file.expect("an entry").path()).expect("a file");
            if name == "ctl" {
                read(&bytes)
            } else {
                sealed::read(&bytes)
            };
        }
    }
}

/// Writes the first files of the corpus: `cargo test --test packed -- --ignored corpus`.
#[test]
#[ignore = "writes files"]
fn corpus_is_seeded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/ctl");
    fs::create_dir_all(&folder).expect("a folder");
    let good = written(tree(12));
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("written");
    write("empty.ctl", &pack(tree(0)).expect("sound"));
    write("twelve.ctl", &good);
    write("cut.ctl", &good[..good.len() / 2]);
    write("magic.ctl", &good[..12]);
    let folder = folder.with_file_name("sealed");
    fs::create_dir_all(&folder).expect("a folder");
    for events in [0, 1, 12] {
        // Without the header, which the fuzzer makes.
        let bytes = &ctl::seal(set(events)).expect("short")[Packed::PREFIX_BYTES..];
        let length = u32::from_le_bytes(bytes[8..12].try_into().expect("four")) as usize;
        fs::write(folder.join(format!("{events}.columns")), &bytes[16..12 + length]).expect("written");
    }
}
