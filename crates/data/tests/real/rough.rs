//! Files with bytes changed, cut and doubled: no panic, no hang, and no more events than rows.

use crate::support::*;
use conflict_data::{open, sheet};
use conflict_timeline_core::ingest::Import;
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;

/// A generator of numbers that is the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// What breaks readers.
const CRUMBS: &[&[u8]] = &[
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\r\n",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\0",
    b"-",
    b"1e99",
    b"[",
    b"{",
    b"}",
    b"9999999999999999999999",
    b"0000-00-00",
    b"31/12/9999",
    b"#",
    b"\xc3",
    "é–…".as_bytes(),
    b"NaN",
    b"/",
    b"..",
];

fn spoil(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(24) {
        let at = dice.below(bytes.len());
        match dice.below(5) {
            0 => bytes[at] = dice.below(256) as u8,
            1 => bytes.truncate(at.max(1)),
            2 => {
                let crumb = CRUMBS[dice.below(CRUMBS.len())];
                bytes.splice(at..at, crumb.iter().copied());
            }
            3 => {
                let end = (at + dice.below(400)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            _ => {
                let end = (at + dice.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
        }
        if bytes.is_empty() {
            bytes.push(b'x');
        }
    }
}

#[test]
fn spoilt_files_never_stop_the_reader() {
    let names = [
        "ucdp/ged211_mali_14col.csv",
        "ucdp/hdx_ukraine_52col_hxl.csv",
        "ucdp/ged231_westafrica_2018_2022_place_year.csv",
        "acled-fixtures/DERIVED_acled31_mali_numeric.csv",
        "acled-fixtures/DERIVED_acled2020_mali_hxl_desc.csv",
        "gdelt/DERIVED_gdelt2_mali_61col_noheader.export.CSV",
        "geojson/DERIVED_mali_ged211.geojsonl",
        "timelinejs/v3/template-eras.json",
        "timelinejs/v2-legacy/example_jsonp.jsonp",
        "timelinejs/csv/my-own-timeline.csv",
    ];
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut tried = 0;
    let began = Instant::now();
    let own = include_bytes!("../fixtures/import/generic.csv").to_vec();
    let files = names.iter().filter_map(|name| bytes(name)).chain([own]);
    for file in files {
        // The beginning is enough of the large ones, and quick.
        let file = &file[..file.len().min(24_000)];
        for round in 0..60 {
            let mut spoilt = file.to_vec();
            spoil(&mut spoilt, &mut dice);
            let mut options = options("spoilt");
            options.is_grouped = round % 2 == 0;
            options.listed = 3;
            let import = import_of(&spoilt, options);
            let most = import.rows as usize;
            assert!(import.data.events.len() <= most, "{} events of {most} rows", import.data.events.len());
            tried += 1;
        }
    }
    assert!(tried >= 60 && began.elapsed() < Duration::from_secs(120), "{tried} in {:?}", began.elapsed());
}

/// A workbook in which one of its parts is spoilt, and every checksum is right.
fn spoil_within(book: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).expect("an archive");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = dice.below(archive.len());
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("sound");
        if index == chosen {
            spoil(&mut bytes, dice);
        }
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(part.name().expect("named"), stored).expect("begun");
        writer.write_all(&bytes).expect("written");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn spoilt_workbooks_and_frames_are_read_or_refused() {
    let book = include_bytes!("../fixtures/import/ucdp.xlsx");
    let import = |bytes: &[u8]| open::of_reader(&mut &bytes[..], None, options("spoilt"));
    let data = import(book).expect("a workbook").data;
    let frame = sheet::parquet(&data, "en").expect("a frame");
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (mut read, mut refused) = (0, 0);
    let began = Instant::now();
    for _ in 0..150 {
        let mut whole = [book.to_vec(), frame.clone()];
        whole.iter_mut().for_each(|bytes| spoil(bytes, &mut dice));
        let [whole, frame] = whole;
        for bytes in [whole, frame, spoil_within(book, &mut dice)] {
            match import(&bytes) {
                Ok(Import { rows, data, .. }) if data.events.len() <= rows as usize => read += 1,
                Ok(Import { rows, data, .. }) => panic!("{} events of {rows} rows", data.events.len()),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(read > 20 && refused > 20, "{read} were read, {refused} refused");
    assert!(began.elapsed() < Duration::from_secs(120), "{:?}", began.elapsed());
}

#[test]
fn slices_of_any_size_read_the_same() {
    let Some(bytes) = bytes("ucdp/hdx_ukraine_52col_hxl.csv") else { return };
    let whole = table_of(&bytes, options("a"));
    for size in [1, 7, 1000, 16_384, 1 << 20] {
        let mut importer = conflict_timeline_core::ingest::Importer::new(options("a"));
        bytes.chunks(size).for_each(|slice| importer.feed(slice));
        let import = importer.finish();
        assert_eq!(import.data.events, whole.data.events, "slices of {size}");
        assert_eq!(import.problems, whole.problems);
    }
}
