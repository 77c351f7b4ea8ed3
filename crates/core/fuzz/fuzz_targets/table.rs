//! `cargo +nightly fuzz run table`, from `crates/core`: any bytes as delimited text, in slices as a stream has them.
//! The first byte says where slices end, and whether rows are grouped.
#![no_main]

use conflict_timeline_core::ingest::{Importer, Options, Sealing, Unsealing};
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
    // What was read can be sealed in pieces, and is whole again.
    let mut unsealing = Unsealing::default();
    Sealing::new(whole.data).for_each(|piece| unsealing.feed(&piece, &mut |_, _, _| ()).expect("sound"));
    assert_eq!(unsealing.finish().expect("whole").events, import.data.events);
});
