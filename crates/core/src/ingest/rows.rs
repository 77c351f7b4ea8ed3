//! Events in few bytes each: every field one behind the other, to be read again when they are asked for.

use super::coder::{Fields, Flat, LISTS, Reader};
use super::sealed::tables::one;
use crate::model::{Event, Kept};

/// Bytes that stand together, about.
const CHUNK_BYTES: usize = 1 << 18;

/// Where the bytes of an event are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spot {
    chunk: u32,
    at: u32,
    length: u32,
}

/// How far the bytes have been taken: so many of a chunk.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    chunk: usize,
    at: usize,
}

/// Events as bytes, in any order of their places.
pub(super) struct Rows {
    chunks: Vec<Vec<u8>>,
    pub(super) spots: Vec<Spot>,
    /// What ids may point to.
    pub(super) limits: [usize; LISTS],
    writer: Flat,
}

impl Default for Rows {
    /// For events that are known to be sound.
    fn default() -> Self {
        Self { chunks: Vec::new(), spots: Vec::new(), limits: [usize::MAX; LISTS], writer: Flat::default() }
    }
}

impl core::fmt::Debug for Rows {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Rows {{ count: {} }}", self.spots.len())
    }
}

impl Rows {
    /// A list of events as bytes.
    pub(super) fn of(events: &mut [Event]) -> Self {
        let mut rows = Self::default();
        for event in events {
            let spot = rows.put(event);
            rows.spots.push(spot);
        }
        rows
    }

    /// Writes an event somewhere.
    pub(super) fn put(&mut self, event: &mut Event) -> Spot {
        self.writer.bytes.clear();
        one(&mut Fields(&mut self.writer), event);
        let bytes = &self.writer.bytes;
        if self.chunks.last().is_none_or(|last| last.len() + bytes.len() > last.capacity()) {
            self.chunks.push(Vec::with_capacity(CHUNK_BYTES.max(bytes.len())));
        }
        let chunk = self.chunks.len() - 1;
        let at = self.chunks[chunk].len();
        self.chunks[chunk].extend_from_slice(bytes);
        Spot { chunk: chunk as u32, at: at as u32, length: bytes.len() as u32 }
    }

    /// Adds to `bytes` what was written since a mark, which moves on.
    pub(super) fn since(&self, mark: &mut Mark, bytes: &mut Vec<u8>) {
        for (number, chunk) in self.chunks.iter().enumerate().skip(mark.chunk) {
            bytes.extend_from_slice(&chunk[if number == mark.chunk { mark.at } else { 0 }..]);
            *mark = Mark { chunk: number, at: chunk.len() };
        }
    }

    /// Takes events as they were written, `count` of them; each is shown to `see`, which may refuse it. `false` where
    /// they are no events, or too many.
    pub(super) fn take(&mut self, bytes: &[u8], count: usize, see: &mut dyn FnMut(usize, &Event) -> bool) -> bool {
        let mut reader = Reader::flat(bytes, self.limits);
        let mut event = Event::default();
        let chunk = self.chunks.len() as u32;
        for _ in 0..count {
            let at = bytes.len() - reader.streams[0].len();
            one(&mut Fields(&mut reader), &mut event);
            if reader.has_failed || !see(self.spots.len(), &event) {
                return false;
            }
            let length = bytes.len() - reader.streams[0].len() - at;
            self.spots.push(Spot { chunk, at: at as u32, length: length as u32 });
        }
        self.chunks.push(bytes.to_vec());
        reader.is_done()
    }

    /// The bytes somewhere, which begin with the slug.
    pub(super) fn bytes(&self, spot: Spot) -> &[u8] {
        let at = spot.at as usize;
        &self.chunks[spot.chunk as usize][at..at + spot.length as usize]
    }

    /// Reads the event that is written somewhere.
    pub(super) fn event(&self, spot: Spot, event: &mut Event) {
        one(&mut Fields(&mut Reader::flat(self.bytes(spot), self.limits)), event);
    }
}

impl Kept for Rows {
    fn count(&self) -> usize {
        self.spots.len()
    }

    fn read(&self, at: usize, event: &mut Event) {
        self.event(self.spots[at], event);
    }

    fn position(&self, slug: &str) -> Option<usize> {
        let slug = slug.as_bytes();
        let is_it = |spot: &Spot| {
            let bytes = self.bytes(*spot);
            bytes.starts_with(slug) && bytes.get(slug.len()) == Some(&0)
        };
        self.spots.iter().position(is_it)
    }

    fn record(&self, at: usize) -> &[u8] {
        self.bytes(self.spots[at])
    }
}
