//! The pieces of a set, back into a set.

use super::super::ctl;
use super::super::number;
use super::super::pack::{PackError, length_of, open};
use super::super::rows::Rows;
use super::pieces::{END, EVENTS, GROWN, HEAD, ORDER, TEXTS};
use super::{VERSION, tables, unseal_set, unsealed};
use crate::model::{DataSet, Event, EventId, Events, Lines, Texts};
use crate::time::Day;
use std::sync::Arc;

/// Takes the pieces of a set.
#[derive(Debug, Default)]
pub struct Unsealing {
    /// All but the events, and how many texts and events there are to be, and texts in all languages.
    set: Option<tables::Head>,
    texts: Vec<(String, Lines)>,
    text_count: usize,
    rows: Rows,
    last: Day,
    /// The set began without a head: its lists grow, and its events come in any order.
    is_growing: bool,
    /// The first days of such events, as they came.
    days: Vec<Day>,
    /// The number that each of them had as it came, in their order.
    order: Vec<u32>,
}

impl Unsealing {
    /// Takes the next piece. `see` is shown the set as far as it goes, the texts within, and each of its events.
    ///
    /// # Errors
    /// Anything that [`PackError`] names; never panics on odd bytes, and no number points past its list. Nothing can be
    /// taken after it.
    pub fn feed(&mut self, piece: &[u8], see: &mut dyn FnMut(&DataSet, EventId, &Event)) -> Result<(), PackError> {
        if self.set.is_none() && !piece.starts_with(HEAD) {
            self.is_growing = true;
            self.set = Some(Default::default());
            self.rows.limits = [0; _];
        }
        let Some((set, _)) = &mut self.set else {
            let (set, apart) = unsealed(HEAD, piece, tables::head)?;
            self.rows.limits = tables::counts(&set);
            self.rows.limits[..2].copy_from_slice(&apart[..2]);
            self.set = Some((set, apart));
            return Ok(());
        };
        if piece.starts_with(TEXTS) {
            // Those of a set that grows are within it by now.
            if self.is_growing && self.texts.is_empty() && self.text_count > 0 {
                self.texts = core::mem::take(&mut set.texts).into_tables();
            }
            return self.take_texts(open(TEXTS, VERSION, piece)?).ok_or(PackError::Body);
        }
        self.settle_texts()?;
        if self.is_growing && !piece.starts_with(EVENTS) {
            return self.grow(piece);
        }
        let Some((set, [_, count, ..])) = &self.set else { return Err(PackError::Body) };
        let mut body = open(EVENTS, VERSION, piece)?;
        let some = number::take(&mut body).ok_or(PackError::Body)? as usize;
        let (mut last, days) = (self.last, &mut self.days);
        let mut see = |at: usize, event: &Event| {
            let day = event.when.earliest;
            let is_next = if self.is_growing { *count == 0 } else { at < *count && (at == 0 || last <= day) };
            if self.is_growing {
                days.push(day);
            }
            last = day;
            if is_next {
                see(set, EventId::at(at), event);
            }
            is_next
        };
        let is_sound = self.rows.take(body, some, &mut see);
        self.last = last;
        if is_sound { Ok(()) } else { Err(PackError::Body) }
    }

    /// The set as far as it goes.
    #[must_use]
    pub fn so_far(&self) -> Option<&DataSet> {
        self.set.as_ref().map(|(set, _)| set)
    }

    /// Whether this piece is the first of a set that takes the place of one which did not grow as it should.
    #[must_use]
    pub fn is_anew(&self, piece: &[u8]) -> bool {
        self.is_growing && piece.starts_with(HEAD)
    }

    /// Takes what came to the lists, or the end, or the places of some events.
    fn grow(&mut self, piece: &[u8]) -> Result<(), PackError> {
        let Some((set, apart)) = &mut self.set else { return Err(PackError::Body) };
        let is_ended = apart[1] > 0;
        if piece.starts_with(ORDER) && is_ended {
            let mut body = open(ORDER, VERSION, piece)?;
            while !body.is_empty() {
                let step = number::unzigzag(number::take(&mut body).ok_or(PackError::Body)?);
                let before = self.order.last().copied().unwrap_or(0);
                let row = u32::try_from(i64::from(before).wrapping_add(step)).map_err(|_| PackError::Body)?;
                self.order.push(row);
            }
            return Ok(());
        }
        let counts = if piece.starts_with(END) {
            let (mut end, told) = unsealed(END, piece, tables::head)?;
            let mut counts = tables::counts(&end);
            counts[tables::TEXTS] = told[0];
            if told[1] != self.rows.spots.len() || counts != self.rows.limits {
                return Err(PackError::Body);
            }
            end.texts = core::mem::take(&mut set.texts);
            (*set, *apart) = (end, told);
            counts
        } else {
            let (came, counts) = unsealed(GROWN, piece, tables::grown)?;
            set.sources.extend(came.sources);
            set.actors.extend(came.actors);
            set.places.extend(came.places);
            counts
        };
        let is_sound = counts == tables::counts(set) && (is_ended, counts[tables::EVENTS]) == (false, 0);
        self.rows.limits = counts;
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

    /// Puts the texts into the set: all of them, or those that came so far where it grows.
    fn settle_texts(&mut self) -> Result<(), PackError> {
        let Some((set, [count, _, all, ..])) = &mut self.set else { return Err(PackError::Body) };
        if !self.texts.is_empty() {
            set.texts = Texts::of_tables(core::mem::take(&mut self.texts)).ok_or(PackError::Body)?;
            if self.is_growing && *all == 0 {
                self.rows.limits[tables::TEXTS] = set.texts.count();
                return Ok(());
            }
        }
        let is_whole = (set.texts.count(), self.text_count) == (*count, *all);
        if is_whole || self.is_growing && *all == 0 { Ok(()) } else { Err(PackError::Body) }
    }

    /// The set, once all pieces have been taken.
    ///
    /// # Errors
    /// Where some are missing.
    pub fn finish(self) -> Result<DataSet, PackError> {
        Ok(self.finish_in_order()?.0)
    }

    /// The same, and the number that each event had when it was seen; nothing where they were seen in their order.
    ///
    /// # Errors
    /// Where some are missing, or the order is none of these events.
    pub fn finish_in_order(mut self) -> Result<(DataSet, Vec<u32>), PackError> {
        self.settle_texts()?;
        let (mut set, [_, count, all, ..]) = self.set.ok_or(PackError::Body)?;
        let spots = &mut self.rows.spots;
        if spots.len() != count || all == 0 || ![0, count].contains(&self.order.len()) {
            return Err(PackError::Length);
        }
        if !self.order.is_empty() {
            *spots = self.order.iter().filter_map(|row| spots.get(*row as usize).copied()).collect();
        }
        let day = |at: usize| self.days.get(self.order.get(at).map_or(at, |row| *row as usize));
        let is_ordered = (1..self.days.len()).all(|at| day(at - 1) <= day(at));
        if spots.len() != count || !is_ordered {
            return Err(PackError::Body);
        }
        set.events = Events::of_kept(Arc::new(self.rows));
        Ok((set, self.order))
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
    if ![HEAD, TEXTS].iter().any(|magic| bytes.starts_with(*magic)) {
        return unseal_set(bytes);
    }
    let mut unsealing = Unsealing::default();
    while let Some(length) = length_of(bytes) {
        let piece = bytes.split_off(..length).ok_or(PackError::Length)?;
        if unsealing.is_anew(piece) {
            unsealing = Unsealing::default();
        }
        unsealing.feed(piece, &mut |_, _, _| ())?;
    }
    unsealing.finish()
}
