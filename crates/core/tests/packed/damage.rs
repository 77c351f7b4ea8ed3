//! What the tests and the fuzzer do with packed files of any bytes.

use conflict_timeline_core::ingest::PartsImporter;
use conflict_timeline_core::ingest::ctl::{Packed, block, checksum, unpack, unseal};
use conflict_timeline_core::query::{Filter, Index, matches};
use conflict_timeline_core::time::Day;

/// Where the directory begins, the bytes of an entry, and how many there are.
pub const DIRECTORY: usize = 24;
pub const ENTRY: usize = 32;
pub const SECTIONS: usize = 20;

/// Whatever is in it must be read or refused, and what is read must answer a filter.
pub fn read(bytes: &[u8]) -> bool {
    let _ = unpack(bytes);
    let _ = Packed::head_bytes(bytes);
    if let Ok(set) = unseal(bytes) {
        let _ = Index::new(&set);
    }
    gather(bytes);
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

/// The same file twice, by ranges, as the parts of one set.
fn gather(bytes: &[u8]) {
    let mut parts = PartsImporter::default();
    for name in ["1.ctl", "2.ctl"] {
        parts.begin(name, None, bytes.len() as u64);
        while let Some(next) = parts.wanted() {
            let Some(rest) = bytes.get(next..).filter(|rest| !rest.is_empty()) else { break };
            if parts.feed(next, &rest[..rest.len().min(997)]).is_err() {
                break;
            }
        }
        let _ = parts.end();
    }
    let rows = parts.rows() as usize;
    let import = parts.finish();
    assert!(import.data.events.len() <= rows);
    let _ = Index::new(&import.data);
}

/// Makes the sums of all sections and of the directory fit again, as far as they can be told.
pub fn seal(bytes: &mut [u8]) {
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
