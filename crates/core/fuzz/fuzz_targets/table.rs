//! `cargo +nightly fuzz run table`, from `crates/core`: any bytes as delimited text, in slices as a stream has them.
//! The first byte says where slices end, and whether rows are grouped.
#![no_main]

use conflict_timeline_core::ingest::{Importer, Options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let options = Options { is_grouped: first & 1 == 1, listed: 3, ..Options::default() };
    let mut importer = Importer::new(options.clone());
    bytes.chunks(usize::from(*first) + 1).for_each(|slice| importer.feed(slice));
    let import = importer.finish();
    assert!(import.data.events.len() <= import.rows as usize);
    // However it is cut, it is the same.
    let mut whole = Importer::new(options);
    whole.feed(bytes);
    let whole = whole.finish();
    assert_eq!((import.rows, import.problems), (whole.rows, whole.problems));
});
