//! What the tests and the fuzzer do with the tables of a sealed set of any bytes.

use conflict_timeline_core::ingest::{Sealing, seal_set, unseal_any, unseal_language, unseal_set};
use conflict_timeline_core::query::Index;

/// Whatever is in these columns must be read or refused, and what is read must bear an index and go there and back.
pub fn read(columns: &[u8]) -> bool {
    let bytes = with_header(columns);
    let Ok(set) = unseal_set(&bytes) else {
        let _ = unseal_language(&bytes);
        return false;
    };
    let _ = Index::new(&set);
    assert_eq!(unseal_set(&seal_set(set.clone())).as_ref(), Ok(&set));
    let pieces: Vec<u8> = Sealing::new(set.clone()).flatten().collect();
    assert_eq!(unseal_any(&pieces), Ok(set));
    true
}

/// The header of version 3 before these columns, with the checksum that fits them.
fn with_header(columns: &[u8]) -> Vec<u8> {
    let mix = |sum: u32, word: u32| (sum ^ word).wrapping_mul(0x0100_0193).rotate_left(15);
    let words = columns.chunks_exact(4);
    let rest = words.remainder();
    let sum = words.fold(0x811c_9dc5, |sum, four| mix(sum, u32::from_le_bytes([four[0], four[1], four[2], four[3]])));
    let sum = rest.iter().fold(sum, |sum, byte| mix(sum, (*byte).into()));
    let length = columns.len() as u32 + 4;
    [b"CTPS", &3_u32.to_le_bytes()[..], &length.to_le_bytes(), &sum.to_le_bytes(), columns].concat()
}
