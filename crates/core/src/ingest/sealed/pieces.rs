//! A sealed set in pieces, each with a checksum of its own, so that a large one is made and read little by little: first
//! all but texts and events, then the texts, then the events in their order.

use super::super::coder::without_nought;
use super::super::number;
use super::super::pack::seal;
use super::super::rows::Rows;
use super::super::table::Import;
use super::growing::{Grown, order_piece};
use super::{VERSION, sealed, tables};
use crate::model::{DataSet, Kept, Lines};
use std::collections::VecDeque;
use std::sync::Arc;

pub(super) const HEAD: &[u8; 4] = b"CTPH";
pub(super) const TEXTS: &[u8; 4] = b"CTPT";
pub(super) const EVENTS: &[u8; 4] = b"CTPE";
// Of a set that grows: new entries of lists, and at the end all but texts and events, and the order of these.
pub(super) const GROWN: &[u8; 4] = b"CTPG";
pub(super) const END: &[u8; 4] = b"CTPF";
pub(super) const ORDER: &[u8; 4] = b"CTPO";

/// Events of a piece.
pub(super) const MOST_EVENTS: usize = 2_048;
/// A piece of texts ends behind the one that passes this.
const TEXT_BYTES: usize = 1 << 18;

/// Makes the pieces of a set, one after the other.
///
/// ```
/// use conflict_timeline_core::ingest::{Sealing, Unsealing};
/// use conflict_timeline_core::model::DataSet;
/// let mut unsealing = Unsealing::default();
/// for piece in Sealing::new(DataSet::default()) {
///     unsealing.feed(&piece, &mut |_, _, _| ())?;
/// }
/// assert_eq!(unsealing.finish(), Ok(DataSet::default()));
/// # Ok::<(), conflict_timeline_core::ingest::PackError>(())
/// ```
#[derive(Debug)]
pub struct Sealing {
    head: Option<DataSet>,
    texts: Vec<(String, Lines)>,
    /// The language and the text that are next.
    text: (usize, usize),
    events: Arc<dyn Kept>,
    event: usize,
    /// Of a set that grew, pieces that were made before it was whole.
    ready: VecDeque<Vec<u8>>,
    /// Where its events belong, and how many of these places have been told; nothing where it did not grow.
    order: Option<Vec<u32>>,
    ordered: usize,
}

impl From<Import> for Sealing {
    /// Goes on where pieces of the set were made while it was read, else begins.
    fn from(import: Import) -> Self {
        let mut sealing = Self::new(import.data);
        if let Some(Grown { ready, order }) = import.grown {
            sealing.text = (sealing.texts.len(), 0);
            sealing.event = sealing.events.count();
            (sealing.ready, sealing.order) = (ready, Some(order));
        }
        sealing
    }
}

impl Sealing {
    /// Begins with a set whose events are in order.
    #[must_use]
    pub fn new(mut data: DataSet) -> Self {
        let texts = core::mem::take(&mut data.texts).into_tables();
        let mut events = core::mem::take(&mut data.events);
        let events = match events.kept() {
            Some(kept) => Arc::clone(kept),
            None => Arc::new(Rows::of(events.list_mut())),
        };
        Self {
            head: Some(data),
            texts,
            text: (0, 0),
            events,
            event: 0,
            ready: VecDeque::new(),
            order: None,
            ordered: 0,
        }
    }

    /// How much has been made, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        let before: usize = self.texts.iter().take(self.text.0).map(|(_, lines)| lines.len()).sum();
        let done = before + self.text.1 + self.event + self.ordered;
        let order = self.order.as_ref().map_or(0, Vec::len);
        done as f64 / (self.text_count() + self.events.count() + order).max(1) as f64
    }

    fn text_count(&self) -> usize {
        self.texts.iter().map(|(_, lines)| lines.len()).sum()
    }

    fn some_texts(&mut self) -> Option<Vec<u8>> {
        let (language, at) = self.text;
        let (name, lines) = self.texts.get(language)?;
        let (piece, at) = texts_piece(name, lines, at);
        self.text = if at < lines.len() { (language, at) } else { (language + 1, 0) };
        Some(piece)
    }

    fn some_places(&mut self) -> Option<Vec<u8>> {
        let order = self.order.as_ref().filter(|order| self.ordered < order.len())?;
        let (piece, to) = order_piece(order, self.ordered);
        self.ordered = to;
        Some(piece)
    }

    fn some_events(&mut self) -> Option<Vec<u8>> {
        let to = (self.event + MOST_EVENTS).min(self.events.count());
        if self.event == to {
            return None;
        }
        let mut body = Vec::new();
        number::put(&mut body, (to - self.event) as u64);
        (self.event..to).for_each(|at| body.extend_from_slice(self.events.record(at)));
        self.event = to;
        Some(seal(EVENTS, VERSION, &body))
    }
}

impl Iterator for Sealing {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        if let Some(piece) = self.ready.pop_front() {
            return Some(piece);
        }
        if let Some(head) = self.head.take() {
            let texts = self.texts.first().map_or(0, |(_, texts)| texts.len());
            let magic = if self.order.is_some() { END } else { HEAD };
            let apart = [texts, self.events.count(), self.text_count(), 0, 0, 0, 0];
            return Some(sealed(magic, (head, apart), tables::head));
        }
        self.some_texts().or_else(|| self.some_events()).or_else(|| self.some_places())
    }
}

/// Texts of a language from one on, and the one behind them: how many bytes they take, the texts end to end, and how long
/// each is, first the name of the language.
pub(super) fn texts_piece(name: &str, lines: &Lines, mut at: usize) -> (Vec<u8>, usize) {
    let (mut texts, mut lengths) = (Vec::with_capacity(TEXT_BYTES), Vec::new());
    let mut next = Some(name);
    while let Some(text) = next {
        let text = without_nought(text);
        texts.extend_from_slice(text.as_bytes());
        number::put(&mut lengths, text.len() as u64);
        next = lines.get(at).filter(|_| texts.len() < TEXT_BYTES);
        at += usize::from(next.is_some());
    }
    let mut body = Vec::with_capacity(texts.len() + lengths.len() + 8);
    number::put(&mut body, texts.len() as u64);
    (seal(TEXTS, VERSION, &[body, texts, lengths].concat()), at)
}

#[cfg(test)]
mod tests {
    use super::super::{Unsealing, unseal_any};
    use super::*;
    use crate::ingest::PackError;
    use crate::ingest::sealed::tests::sample;

    fn unseal(pieces: &[Vec<u8>]) -> Result<DataSet, PackError> {
        let mut unsealing = Unsealing::default();
        let mut count = 0;
        for piece in pieces {
            unsealing.feed(piece, &mut |set, id, event| {
                assert_eq!((id.index(), set.texts.get(event.title, "en").is_empty()), (count, false));
                count += 1;
            })?;
        }
        unsealing.finish()
    }

    /// A set of several pieces of each kind.
    fn many() -> DataSet {
        let mut set = sample();
        let first = set.events[0].clone();
        let texts = &mut set.texts;
        let list = set.events.list_mut();
        for at in 0..5_000 {
            let title = texts.add([("en", "x".repeat(99).as_str()), ("fr", "y")].into_iter());
            list.push(crate::model::Event { slug: format!("e{at}"), title, ..first.clone() });
        }
        list.sort_by_key(|event| event.when.earliest);
        set
    }

    #[test]
    fn a_set_goes_there_in_pieces_and_back_and_there_again() {
        for set in [sample(), many()] {
            let pieces: Vec<Vec<u8>> = Sealing::new(set.clone()).collect();
            let back = unseal(&pieces).expect("sound");
            assert_eq!(back.events.position("konna"), set.events.position("konna"));
            assert!(pieces.iter().eq(&Sealing::new(back.clone()).collect::<Vec<_>>()), "the same bytes");
            assert_eq!(back, set);
            assert_eq!(unseal_any(&pieces.concat()).as_ref(), Ok(&set));
            assert!(unseal_any(&pieces.concat()[1..]).is_err() && unseal_any(&pieces[0]).is_err());
        }
        assert!(Sealing::new(many()).count() > 5);
    }

    #[test]
    fn pieces_that_are_missing_doubled_or_swapped_are_refused() {
        let good: Vec<Vec<u8>> = Sealing::new(many()).collect();
        for at in 0..good.len() {
            let mut odd = good.clone();
            odd.remove(at);
            assert!(unseal(&odd).is_err(), "{at} is missing");
            odd = good.clone();
            odd.insert(at, good[at].clone());
            assert!(unseal(&odd).is_err(), "{at} twice");
        }
        assert!(Unsealing::default().finish().is_err());
    }

    #[test]
    fn odd_bytes_of_a_piece_are_refused_or_give_a_set_without_a_hole() {
        let good: Vec<Vec<u8>> = Sealing::new(sample()).collect();
        let mut sound = 0;
        for (which, magic) in [HEAD, TEXTS, EVENTS].into_iter().enumerate() {
            for at in 0..good[which].len() {
                let mut odd = good.clone();
                odd[which].truncate(at);
                assert!(unseal(&odd).is_err(), "{which} cut at {at}");
            }
            let body = &good[which][16..];
            for at in 0..body.len() {
                for byte in (0..=255).step_by(15) {
                    let mut body = body.to_vec();
                    body[at] = byte;
                    let mut odd = good.clone();
                    odd[which] = seal(magic, VERSION, &body);
                    let mut unsealing = Unsealing::default();
                    if odd.iter().try_for_each(|piece| unsealing.feed(piece, &mut |_, _, _| ())).is_err() {
                        continue;
                    }
                    // Whatever was taken can be read again, event by event, without a number that points nowhere.
                    let Ok(set) = unsealing.finish() else { continue };
                    sound += 1;
                    assert!(set.events.iter().all(|event| !event.slug.contains('\0')));
                    let again = Sealing::new(set.clone()).collect::<Vec<_>>();
                    assert_eq!(Ok(set), {
                        let mut unsealing = Unsealing::default();
                        again.iter().for_each(|piece| unsealing.feed(piece, &mut |_, _, _| ()).expect("sound"));
                        unsealing.finish()
                    });
                }
            }
        }
        assert!(sound > 0, "some bytes are letters of a text");
    }
}
