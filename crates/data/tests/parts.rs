//! Tables of any length as packed files by time: every row in one part, each part a file of its own.

use conflict_data::open;
use conflict_data::pack::{Outcome, Partition, write_parts};
use conflict_timeline_core::ingest::ctl::{Packed, unpack};
use conflict_timeline_core::ingest::{Importer, Input, Options, PartEntry, PartsImporter, PartsIndex, is_parts, read};
use conflict_timeline_core::model::DataSet;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::remove_dir_all(&folder).ok();
    folder
}

/// Rows in no order of days; every seventh has no figure, every fiftieth no date.
fn rows(count: u32) -> String {
    let mut text = String::from("id,date,place,actors,killed,title\n");
    for row in 0..count {
        let (year, month, day) = (2010 + row * 7 % 4, 1 + row * 5 % 12, 1 + row * 11 % 28);
        let date = if row % 50 == 49 { "soon".into() } else { format!("{year}-{month:02}-{day:02}") };
        let killed = if row % 7 == 0 { String::new() } else { (row % 9).to_string() };
        text += &format!("e{row},{date},\"Place {}, north\",Group {},{killed},\"Row\n{row}\"\n", row % 13, row % 5);
    }
    text
}

fn packed(text: &str, name: &str, partition: Partition) -> (PathBuf, anyhow::Result<Outcome>) {
    let folder = folder(name);
    let options = Options { file: "rows.csv".into(), ..Options::default() };
    let outcome = write_parts(&mut text.as_bytes(), &options, partition, false, (&folder, "rows"));
    (folder, outcome)
}

fn set(bytes: &[u8]) -> DataSet {
    let outcome = read(vec![Input { root: unpack(bytes).expect("sound"), ..Input::default() }]);
    assert_eq!(outcome.problems, []);
    outcome.data
}

#[test]
fn every_row_is_in_one_part_and_the_index_says_where() {
    // The last is of two batches.
    for (name, partition, count, parts) in [
        ("parts-year", Partition::Year, 4_500, 4),
        ("parts-month", Partition::Month, 4_500, 12),
        ("parts-rows", Partition::Rows(5_000), 21_000, 5),
    ] {
        let text = rows(count);
        let undated = count / 50;
        let events = u64::from(count - undated);
        let (folder, outcome) = packed(&text, name, partition);
        let outcome = outcome.expect("packs");
        let index = &outcome.index;
        assert_eq!((outcome.rows, index.rows, index.parts.len()), (u64::from(count), events, parts), "{name}");
        assert_eq!(outcome.troubles.len(), 1);
        let soon = &outcome.troubles[0];
        assert_eq!((soon.count, soon.first_line, soon.first_value.as_str()), (undated, 100, "soon"), "{name}");
        let json = std::fs::read_to_string(folder.join("rows.parts.json")).expect("the index");
        let told: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!((told["format"].as_str(), told["version"].as_u64()), (Some("conflict-timeline-parts"), Some(1)));
        let mut slugs = BTreeSet::new();
        let mut last = String::new();
        let mut killed = 0;
        for part in &index.parts {
            let bytes = std::fs::read(folder.join(&part.file)).expect("the part");
            assert_eq!(bytes.len() as u64, part.bytes);
            let head = Packed::open(&bytes[..part.head as usize]).expect("the head is enough for the columns");
            assert_eq!(head.table.rows(), part.rows as usize);
            let data = set(&bytes);
            assert_eq!(data.events.len(), part.rows as usize);
            assert!(part.from >= last, "parts follow one another");
            for event in &data.events {
                let days = (event.when.earliest.to_string(), event.when.latest.to_string());
                assert!(days.0 >= part.from && days.1 <= part.to);
                assert!(slugs.insert(event.slug.clone()), "{} stands twice", event.slug);
                killed += event.toll().map_or(0, |toll| u64::from(toll.high));
            }
            // Lines are those of the whole file: two a row, for the titles have two.
            let event = &data.events[0];
            let row: u32 = event.slug[1..].parse().expect("a number");
            assert_eq!(event.sources[0].lines, [2 + 2 * row]);
            last.clone_from(&part.from);
        }
        assert_eq!(slugs.len() as u64, events);
        let months = |field: fn(&(String, u64, u64, u64, u64)) -> u64| index.months.iter().map(field).sum::<u64>();
        assert_eq!((months(|month| month.1), months(|month| month.3)), (events, killed));
        assert_eq!(months(|month| month.4), (0..count).filter(|row| row % 7 == 0 && row % 50 != 49).count() as u64);
        let left: Vec<String> = std::fs::read_dir(&folder)
            .expect("there")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| !name.ends_with(".ctl") && !name.ends_with(".json"))
            .collect();
        assert_eq!(left, Vec::<String>::new(), "nothing else is left");
    }
}

/// What an event says, in words and not in positions.
fn told(data: &DataSet) -> Vec<String> {
    let word = |id| data.texts.get(id, "en");
    let mut all = Vec::new();
    for event in &data.events {
        let places = event.places.iter().map(|at| word(data.place(at.place).name));
        let actors = event.actors.iter().map(|part| word(data.actor(part.actor).name));
        let cited =
            event.sources.iter().map(|cited| format!("{} {:?}", word(data.source(cited.source).title), cited.lines));
        let (names, cited) = (places.chain(actors).collect::<Vec<_>>(), cited.collect::<Vec<_>>());
        let texts = [event.title, event.summary, event.note, event.record].map(word);
        all.push(format!(
            "{} {} {:?} {texts:?} {names:?} {cited:?} {:?}",
            event.slug,
            event.edtf,
            event.kind,
            event.toll()
        ));
    }
    all
}

#[test]
fn parts_read_one_after_the_other_are_the_table_again() {
    let text = rows(21_000);
    let (folder, outcome) = packed(&text, "parts-again", Partition::Rows(5_000));
    outcome.expect("packs");
    let json = std::fs::read(folder.join("rows.parts.json")).expect("the index");
    assert!(is_parts(&json));
    let index = PartsIndex::parse(&json).expect("sound");
    let mut parts = PartsImporter::default();
    // In any order of parts, and without the columns.
    for part in index.parts.iter().rev() {
        let bytes = std::fs::read(folder.join(&part.file)).expect("the part");
        parts.begin(&part.file, Some(part.rows), part.bytes);
        while let Some(at) = parts.wanted() {
            parts.feed(at, &bytes[at..bytes.len().min(at + 65_536)]).expect("sound");
        }
        parts.end().expect("whole");
    }
    let found = parts.finish();
    let mut importer = Importer::new(Options { file: "rows.csv".into(), ..Options::default() });
    importer.feed(text.as_bytes());
    let wanted = importer.finish().data;
    assert_eq!((found.problems.len(), found.data.places.len()), (0, wanted.places.len()));
    assert_eq!((found.data.actors.len(), found.data.sources.len()), (wanted.actors.len(), wanted.sources.len()));
    assert!(told(&found.data) == told(&wanted), "the same events in the same order");
    assert_eq!(found.data.meta.date, wanted.meta.date);
}

#[test]
fn what_the_index_counts_beyond_some_parts_is_what_the_others_hold() {
    let (folder, outcome) = packed(&rows(9_000), "parts-beyond", Partition::Rows(2_000));
    outcome.expect("packs");
    let index = PartsIndex::parse(&std::fs::read(folder.join("rows.parts.json")).expect("the index")).expect("sound");
    let bytes = |part: &PartEntry| std::fs::read(folder.join(&part.file)).expect("the part");
    let none = PartsImporter::default().away(&index);
    assert_eq!(none, index.months);
    for at in &index.parts {
        let mut parts = PartsImporter::default();
        parts.begin(&at.file, Some(at.rows), at.bytes);
        while let Some(from) = parts.wanted() {
            parts.feed(from, &bytes(at)[from..]).expect("sound");
        }
        parts.end().expect("whole");
        let left =
            parts.away(&index).iter().fold((0, 0), |(events, high), month| (events + month.events, high + month.high));
        let others = index.parts.iter().filter(|part| *part != at).map(|part| set(&bytes(part)));
        let events: Vec<_> = others.flat_map(|data| data.events.iter().cloned().collect::<Vec<_>>()).collect();
        let high: u64 = events.iter().filter_map(|event| event.toll()).map(|toll| u64::from(toll.high)).sum();
        assert_eq!(left, (events.len() as u64, high), "beside {}", at.file);
    }
}

#[test]
fn what_cannot_be_packed_in_parts_is_said() {
    let fails = |text: &str, name: &str| packed(text, name, Partition::Year).1.expect_err("fails").to_string();
    assert!(fails("[{\"date\": \"2013\"}]", "parts-json").contains("only delimited text"));
    assert!(fails("a,b\n1,2\n3,4\n", "parts-header").contains("column"), "{}", fails("a,b\n1,2\n", "parts-header"));
    let swapped = fails("date,place\n03/04/2013,Gao\n05/06/2013,Gao\n", "parts-swapped");
    assert!(swapped.contains("day and month may be swapped"), "{swapped}");
    assert!(fails("", "parts-empty").contains("the file is empty"));
    let undated = fails("date,place\nsoon,Gao\nlater,Gao\n", "parts-undated");
    assert!(undated.contains("no row of it can be read: date: 2 rows not a date"), "{undated}");
    for name in ["parts-json", "parts-header", "parts-swapped", "parts-empty", "parts-undated"] {
        assert!(!PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name).exists(), "{name}: no empty folder is left");
    }
    assert!("0".parse::<Partition>().is_err() && "week".parse::<Partition>().is_err());
    assert_eq!("50000".parse(), Ok(Partition::Rows(50_000)));
}

#[test]
fn text_of_two_bytes_a_letter_is_packed_as_any_other() {
    let text = rows(3_000).replace("Place", "Ménaka 𓀀");
    let (plain, outcome) = packed(&text, "parts-utf8", Partition::Year);
    outcome.expect("packs");
    let bytes: Vec<u8> = ["\u{feff}", &text].concat().encode_utf16().flat_map(u16::to_be_bytes).collect();
    let folder = folder("parts-utf16");
    std::fs::create_dir_all(&folder).expect("made");
    let (path, out) = (folder.join("rows.csv"), folder.join("out"));
    std::fs::write(&path, &bytes).expect("written");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_conflict-data"));
    let output = command.arg("pack").arg(&path).args(["--partition", "year", "--out"]).arg(&out).output();
    let output = output.expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for name in ["rows.parts.json", "rows-2010.ctl", "rows-2013.ctl"] {
        let read = |folder: &PathBuf| std::fs::read(folder.join(name)).expect(name);
        assert!(read(&out) == read(&plain), "{name}");
    }
}

#[test]
fn what_a_former_run_left_is_removed() {
    let (folder, outcome) = packed(&rows(300), "parts-former", Partition::Rows(50));
    let former = outcome.expect("packs").index.parts;
    std::fs::write(folder.join("rows-old.ctl"), "mine").expect("written");
    std::fs::write(folder.join("other-00001.ctl"), "mine").expect("written");
    let options = Options { file: "rows.csv".into(), ..Options::default() };
    let text = rows(300);
    let outcome = write_parts(&mut text.as_bytes(), &options, Partition::Rows(200), false, (&folder, "rows"));
    let parts = outcome.expect("packs").index.parts;
    assert!(parts.len() < former.len());
    let mut wanted: Vec<String> = parts.into_iter().map(|part| part.file).collect();
    wanted.extend(["other-00001.ctl", "rows-old.ctl", "rows.parts.json"].map(String::from));
    wanted.sort();
    let mut found: Vec<String> = std::fs::read_dir(&folder)
        .expect("there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    found.sort();
    assert_eq!(found, wanted);
}

#[test]
fn the_index_of_parts_is_read_as_the_table() {
    let text = rows(900);
    let (folder, outcome) = packed(&text, "parts-opened", Partition::Year);
    outcome.expect("packs");
    let index = folder.join("rows.parts.json");
    let import = open::open(&index, Options::default()).expect("readable");
    let mut importer = Importer::new(Options { file: "rows.csv".into(), ..Options::default() });
    importer.feed(text.as_bytes());
    assert!(told(&import.data) == told(&importer.finish().data), "the same events");
    // Whatever comes without its folder is named.
    let bytes = std::fs::read(&index).expect("there");
    let error = open::of_reader(&mut &bytes[..], None, Options::default()).expect_err("fails").to_string();
    assert!(error.contains("this is an index of parts"), "{error}");
    std::fs::remove_file(folder.join("rows-2011.ctl")).expect("there");
    let error = format!("{:#}", open::open(&index, Options::default()).expect_err("fails"));
    assert!(error.contains("rows-2011.ctl"), "{error}");
}
