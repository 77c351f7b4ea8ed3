//! `cargo +nightly fuzz run ctl`, from `crates/core`: any bytes as a packed file. Sums are made to fit, or
//! nothing behind them would ever be reached.
#![no_main]

use conflict_timeline_core::ingest::ctl::{Packed, block, checksum, unpack};
use conflict_timeline_core::query::{Filter, Index, matches};
use conflict_timeline_core::time::Day;
use libfuzzer_sys::fuzz_target;

const DIRECTORY: usize = 24;
const ENTRY: usize = 32;
const SECTIONS: usize = 20;

fn seal(bytes: &mut [u8]) {
    if bytes.len() < DIRECTORY + SECTIONS * ENTRY {
        return;
    }
    let length = (bytes.len() - 12) as u32;
    bytes[8..12].copy_from_slice(&length.to_le_bytes());
    let wide = |bytes: &[u8], at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()) as usize;
    for at in (0..SECTIONS).map(|section| DIRECTORY + section * ENTRY) {
        let (from, length) = (wide(bytes, at + 8), wide(bytes, at + 16));
        let Some(section) = from.checked_add(length).and_then(|to| bytes.get(from..to)) else { continue };
        let sum = checksum(section);
        bytes[at + 24..at + 32].copy_from_slice(&sum.to_le_bytes());
    }
    let sum = checksum(&bytes[DIRECTORY..DIRECTORY + SECTIONS * ENTRY]);
    bytes[16..24].copy_from_slice(&sum.to_le_bytes());
}

fuzz_target!(|data: &[u8]| {
    let mut bytes = data.to_vec();
    seal(&mut bytes);
    let _ = unpack(&bytes);
    let Ok(packed) = Packed::open(&bytes) else { return };
    for entry in &packed.blocks {
        let (from, to) = (entry.offset as usize, (entry.offset + entry.length) as usize);
        let _ = bytes.get(from..to).map(|bytes| block(entry, bytes));
    }
    let index = Index::from_table(packed.table);
    let filter = Filter { to: Some(Day(15_004)), toll: Some((1, None)), ..Filter::default() };
    let _ = matches(&index, &filter).ids();
});
