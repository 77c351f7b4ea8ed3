//! `cargo +nightly fuzz run file`, from `crates/core`: any bytes as a file of any form that is known: JSON of our own,
//! GeoJSON, TimelineJS, answers of APIs, JSON in a call, sequences, TOML, tables, packed sets; and as an index of parts.
#![no_main]

use conflict_timeline_core::ingest::{Options, PartsIndex, import_bytes};
use conflict_timeline_core::query::{Filter, Index, matches};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let import = import_bytes(data, Options { listed: 3, ..Options::default() });
    let index = Index::new(&import.data);
    assert_eq!(matches(&index, &Filter::default()).count(), import.data.events.len());
    if let Ok(index) = PartsIndex::parse(data) {
        assert!(index.chosen(1, None, None, &[0, 7]).iter().all(|at| *at < index.parts.len()));
    }
});
