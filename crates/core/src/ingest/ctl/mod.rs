//! The packed file, `.ctl`: columns that need no parsing, then blocks of whole events. FORMAT.md tells
//! each byte.

mod read;
mod tree;
mod whole;
mod write;

pub use read::{Outline, Packed, block, unpack};
pub use tree::{join, sorted_events, split};
pub use whole::{is_sealed, seal, unseal};
pub use write::{CtlWriter, Finished, pack, pack_columns};

const MAGIC: &[u8; 4] = b"CTLF";
/// The version that this crate writes and reads.
pub const VERSION: u32 = 1;
/// Magic, version, length, sections, checksum of the directory.
const HEADER_BYTES: usize = 24;
/// Tag, bytes an entry, offset, length, checksum.
const ENTRY_BYTES: usize = 32;
/// Rows, length, checksum.
const BLOCK_ENTRY_BYTES: usize = 20;
/// Events of a block, unless the writer is told otherwise.
const BLOCK_ROWS: usize = 4_096;
/// Bytes of texts behind which a block ends, so that the first of a set is soon fetched.
const BLOCK_BYTES: usize = 1 << 20;

/// The sections in their order, with the bytes an entry may have.
const SECTIONS: [(&[u8; 4], &[usize]); 20] = [
    (b"SET ", &[1]),
    (b"EARL", &[4]),
    (b"LATE", &[4]),
    (b"WHEN", &[1]),
    (b"KIND", &[1]),
    (b"STAT", &[1]),
    (b"MARK", &[1]),
    (b"TLOW", &[4]),
    (b"THIG", &[4]),
    (b"LATI", &[4]),
    (b"LONG", &[4]),
    (b"ACTS", &[4]),
    (b"ACTV", &[2, 4]),
    (b"PLAS", &[4]),
    (b"PLAV", &[2, 4]),
    (b"SRCS", &[4]),
    (b"SRCV", &[2, 4]),
    (b"PHAS", &[4]),
    (b"PHAV", &[2, 4]),
    (b"BLKS", &[BLOCK_ENTRY_BYTES]),
];
const COLUMNS: [&str; 10] =
    ["earliest", "latest", "when", "kind", "status", "marks", "toll_low", "toll_high", "lat_e5", "lon_e5"];
const LISTS: [&str; 4] = ["actors", "places", "sources", "phases"];

/// Where a block stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BlockEntry {
    /// Its first row.
    pub first_row: u32,
    /// How many rows it has.
    pub rows: u32,
    /// Where it begins in the file: what an HTTP range asks for.
    pub offset: u64,
    /// How many bytes it has.
    pub length: u64,
    /// Its checksum.
    sum: u64,
}

/// What is wrong with a packed file, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CtlError {
    /// Byte offset in the file, or in the block where a block was read alone.
    pub offset: u64,
    /// What is wrong, as a clause.
    pub reason: &'static str,
}

impl core::fmt::Display for CtlError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "byte {}: {}", self.offset, self.reason)
    }
}

impl core::error::Error for CtlError {}

/// Whether these first bytes are those of a packed file.
#[must_use]
pub fn is_ctl(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

fn wrong<T>(offset: usize, reason: &'static str) -> Result<T, CtlError> {
    Err(CtlError { offset: offset as u64, reason })
}

/// Four lanes of FNV-1a over words of 64 bits, then over the lanes and the length: finds damage at the
/// speed of memory, proves no origin. The last bytes are filled up with noughts.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut lanes = [0xcbf2_9ce4_8422_2325_u64, 1, 2, 3];
    let mut step = |chunk: &[u8]| {
        for (lane, word) in lanes.iter_mut().zip(chunk.chunks_exact(8)) {
            let word = u64::from_le_bytes([word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7]]);
            // The turn lets high bits reach the low ones, which a product alone never does.
            *lane = (*lane ^ word).wrapping_mul(PRIME).rotate_left(29);
        }
    };
    let chunks = bytes.chunks_exact(32);
    let rest = chunks.remainder();
    chunks.for_each(&mut step);
    let mut last = [0; 32];
    last[..rest.len()].copy_from_slice(rest);
    step(&last);
    let all = lanes.iter().fold(bytes.len() as u64, |sum, lane| (sum ^ lane).wrapping_mul(PRIME).rotate_left(29));
    all ^ all >> 32
}

fn aligned(length: usize) -> usize {
    length.next_multiple_of(8)
}
