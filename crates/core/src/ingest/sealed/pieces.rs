//! A sealed set in pieces, each with a checksum of its own, so that a large one is made and read little by little: first
//! all but texts and events, then the texts, then the events in their order.

use super::super::coder::without_nought;
use super::super::ctl;
use super::super::number;
use super::super::pack::{PackError, length_of, open, seal};
use super::super::rows::Rows;
use super::{VERSION, sealed, tables, unseal_set, unsealed};
use crate::model::{DataSet, Event, EventId, Events, Kept, Lines, Texts};
use crate::time::Day;
use std::sync::Arc;

const HEAD: &[u8; 4] = b"CTPH";
const TEXTS: &[u8; 4] = b"CTPT";
const EVENTS: &[u8; 4] = b"CTPE";

/// Events of a piece.
const MOST_EVENTS: usize = 2_048;
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
        Self { head: Some(data), texts, text: (0, 0), events, event: 0 }
    }

    /// How much has been made, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        let before: usize = self.texts.iter().take(self.text.0).map(|(_, lines)| lines.len()).sum();
        let done = before + self.text.1 + self.event;
        done as f64 / (self.text_count() + self.events.count()).max(1) as f64
    }

    fn text_count(&self) -> usize {
        self.texts.iter().map(|(_, lines)| lines.len()).sum()
    }

    /// How many bytes the texts take, the texts end to end, and how long each is: first the name of their language.
    fn some_texts(&mut self) -> Option<Vec<u8>> {
        let (language, mut at) = self.text;
        let (name, lines) = self.texts.get(language)?;
        let (mut texts, mut lengths) = (Vec::with_capacity(TEXT_BYTES), Vec::new());
        let mut next = Some(name.as_str());
        while let Some(text) = next {
            let text = without_nought(text);
            texts.extend_from_slice(text.as_bytes());
            number::put(&mut lengths, text.len() as u64);
            next = lines.get(at).filter(|_| texts.len() < TEXT_BYTES);
            at += usize::from(next.is_some());
        }
        self.text = if at < lines.len() { (language, at) } else { (language + 1, 0) };
        let mut body = Vec::with_capacity(texts.len() + lengths.len() + 8);
        number::put(&mut body, texts.len() as u64);
        Some(seal(TEXTS, VERSION, &[body, texts, lengths].concat()))
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
        if let Some(head) = self.head.take() {
            let texts = self.texts.first().map_or(0, |(_, texts)| texts.len());
            return Some(sealed(HEAD, (head, [texts, self.events.count(), self.text_count()]), tables::head));
        }
        self.some_texts().or_else(|| self.some_events())
    }
}

/// Takes the pieces of a set.
#[derive(Debug, Default)]
pub struct Unsealing {
    /// All but the events, and how many texts and events there are to be, and texts in all languages.
    set: Option<(DataSet, [usize; 3])>,
    texts: Vec<(String, Lines)>,
    text_count: usize,
    rows: Rows,
    last: Day,
}

impl Unsealing {
    /// Takes the next piece. `see` is shown the set as far as it goes, all texts within, and each of its events.
    ///
    /// # Errors
    /// Anything that [`PackError`] names; never panics on odd bytes, and no number points past its list. Nothing can be
    /// taken after it.
    pub fn feed(&mut self, piece: &[u8], see: &mut dyn FnMut(&DataSet, EventId, &Event)) -> Result<(), PackError> {
        if self.set.is_none() {
            let (set, apart) = unsealed(HEAD, piece, tables::head)?;
            self.rows.limits = tables::counts(&set);
            self.rows.limits[..2].copy_from_slice(&apart[..2]);
            self.set = Some((set, apart));
            return Ok(());
        }
        if piece.starts_with(TEXTS) {
            return self.take_texts(open(TEXTS, VERSION, piece)?).ok_or(PackError::Body);
        }
        let mut body = open(EVENTS, VERSION, piece)?;
        self.settle_texts()?;
        let Some((set, [_, count, _])) = &self.set else { return Err(PackError::Body) };
        let some = number::take(&mut body).ok_or(PackError::Body)? as usize;
        let mut last = self.last;
        let mut see = |at: usize, event: &Event| {
            let is_next = at < *count && (at == 0 || last <= event.when.earliest);
            last = event.when.earliest;
            if is_next {
                see(set, EventId::at(at), event);
            }
            is_next
        };
        let is_sound = self.rows.take(body, some, &mut see);
        self.last = last;
        if is_sound { Ok(()) } else { Err(PackError::Body) }
    }

    fn take_texts(&mut self, mut body: &[u8]) -> Option<()> {
        let bytes = number::take(&mut body)? as usize;
        let texts = body.split_off(..bytes).filter(|texts| !texts.contains(&0))?;
        let mut texts = core::str::from_utf8(texts).ok()?;
        let mut next = |lengths: &mut &[u8]| {
            let (text, rest) = texts.split_at_checked(number::take(lengths)? as usize)?;
            texts = rest;
            Some(text)
        };
        let language = next(&mut body)?;
        if self.texts.last().is_none_or(|(last, _)| last != language) {
            self.texts.push((language.into(), Lines::default()));
        }
        let (_, lines) = self.texts.last_mut()?;
        while !body.is_empty() {
            lines.push(next(&mut body)?);
            self.text_count += 1;
        }
        texts.is_empty().then_some(())
    }

    /// Puts the texts into the set, once all have come.
    fn settle_texts(&mut self) -> Result<(), PackError> {
        let Some((set, [count, _, all])) = &mut self.set else { return Err(PackError::Body) };
        if !self.texts.is_empty() {
            set.texts = Texts::of_tables(core::mem::take(&mut self.texts)).ok_or(PackError::Body)?;
        }
        if (set.texts.count(), self.text_count) == (*count, *all) { Ok(()) } else { Err(PackError::Body) }
    }

    /// The set, once all pieces have been taken.
    ///
    /// # Errors
    /// Where some are missing.
    pub fn finish(mut self) -> Result<DataSet, PackError> {
        self.settle_texts()?;
        let (mut set, [_, count, _]) = self.set.ok_or(PackError::Body)?;
        if self.rows.spots.len() != count {
            return Err(PackError::Length);
        }
        set.events = Events::of_kept(Arc::new(self.rows));
        Ok(set)
    }
}

/// A set that is sealed whole, by itself or in a packed file, or in pieces one behind the other.
///
/// # Errors
/// Anything that [`PackError`] names.
pub fn unseal_any(mut bytes: &[u8]) -> Result<DataSet, PackError> {
    if ctl::is_ctl(bytes) {
        return ctl::unseal(bytes).map_err(|_| PackError::Body);
    }
    if !bytes.starts_with(HEAD) {
        return unseal_set(bytes);
    }
    let mut unsealing = Unsealing::default();
    while let Some(length) = length_of(bytes) {
        let piece = bytes.split_off(..length).ok_or(PackError::Length)?;
        unsealing.feed(piece, &mut |_, _, _| ())?;
    }
    unsealing.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
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
