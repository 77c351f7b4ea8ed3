//! Numbers and texts to and from streams of bytes: each field of a table has a stream of its own, so that
//! like stands beside like and a general compressor finds it. One function a table says how it is written and
//! how it is read.

use super::number;
use crate::model::{Lines, Word};
use crate::time::{Day, Precision, Qualifier, Span, When};
use std::borrow::Cow;

/// Days outside of these years are no dates of an event list.
const DAYS: core::ops::RangeInclusive<i32> = -1_000_000..=4_000_000;

/// Writes what it is given, or puts what it reads in its place.
pub(super) trait Coder {
    /// A number of the stream.
    fn number(&mut self, stream: usize, value: u64) -> u64;
    /// A text of the stream, without 0.
    fn text(&mut self, stream: usize, value: &mut String);
    /// What was read is not what a writer makes. Nothing but a reader can fail.
    fn fail(&mut self) {}
    /// It failed before: nothing that follows counts.
    fn has_failed(&self) -> bool {
        false
    }
    /// The stream of the next field.
    fn next(&mut self) -> &mut usize;
    /// What stands for a position of a list where this goes.
    fn place(&mut self, _list: usize, position: u32) -> u32 {
        position
    }
    /// How many entries the lists have that numbers point into.
    fn limits(&mut self) -> &mut [usize; LISTS];
}

/// The lists that are pointed into.
pub(super) const LISTS: usize = 7;

/// The fields of one table, in their order.
pub(super) struct Fields<'a, C>(pub(super) &'a mut C);

impl<C: Coder> Fields<'_, C> {
    fn stream(&mut self) -> usize {
        let next = self.0.next();
        *next += 1;
        *next - 1
    }

    pub(super) fn number(&mut self, value: u64) -> u64 {
        let stream = self.stream();
        self.0.number(stream, value)
    }

    pub(super) fn small<T: TryFrom<u64> + Into<u64> + Copy>(&mut self, value: &mut T) {
        match T::try_from(self.number((*value).into())) {
            Ok(read) => *value = read,
            Err(_) => self.0.fail(),
        }
    }

    pub(super) fn signed(&mut self, value: &mut i32) {
        let read = self.number(number::zigzag(i64::from(*value)));
        match i32::try_from(number::unzigzag(read)) {
            Ok(read) => *value = read,
            Err(_) => self.0.fail(),
        }
    }

    pub(super) fn flag(&mut self, value: &mut bool) {
        *value = self.number(u64::from(*value)) == 1;
    }

    pub(super) fn text(&mut self, value: &mut String) {
        let stream = self.stream();
        self.0.text(stream, value);
    }

    /// A list of texts.
    pub(super) fn lines(&mut self, base: usize, lines: &mut Lines) {
        let count = self.number(lines.len() as u64);
        let mut text = String::new();
        for at in 0..count as usize {
            if self.0.has_failed() {
                break;
            }
            text.clear();
            text.push_str(lines.get(at).unwrap_or_default());
            self.0.text(base, &mut text);
            if at == lines.len() {
                lines.push(&text);
            }
        }
    }

    pub(super) fn word<W: Word>(&mut self, value: &mut W) {
        let read = self.number(value.index() as u64);
        match W::ALL.get(read as usize) {
            Some(word) => *value = *word,
            None => self.0.fail(),
        }
    }

    /// A position in one of the lists.
    pub(super) fn id(&mut self, list: usize, value: &mut u32) {
        let place = self.0.place(list, *value);
        let read = self.number(u64::from(place));
        if read >= self.0.limits()[list] as u64 {
            self.0.fail();
        } else {
            *value = read as u32;
        }
    }

    pub(super) fn day(&mut self, value: &mut Day) {
        self.signed(&mut value.0);
        self.check(*value);
    }

    fn check(&mut self, day: Day) {
        if !DAYS.contains(&day.0) {
            self.0.fail();
        }
    }

    pub(super) fn span(&mut self, span: &mut Span) {
        self.day(&mut span.from);
        let days = self.number(span.days().max(1) as u64);
        span.to = span.from.plus(i32::try_from(days.max(1)).unwrap_or(i32::MAX));
        self.check(span.to);
    }

    /// A date, the first day as the distance from another one that does not lie after it.
    pub(super) fn when(&mut self, when: &mut When, before: Option<Day>) {
        match before {
            Some(before) => {
                let days = self.number(u64::from(when.earliest.0.abs_diff(before.0)));
                when.earliest = before.plus(i32::try_from(days).unwrap_or(i32::MAX));
                self.check(when.earliest);
            }
            None => self.day(&mut when.earliest),
        }
        let extent = self.number(u64::from(when.latest.0.abs_diff(when.earliest.0)));
        when.latest = when.earliest.plus(i32::try_from(extent).unwrap_or(i32::MAX));
        self.check(when.latest);
        let flags = u64::from(when.lasts) | u64::from(when.open_start) << 1 | u64::from(when.open_end) << 2;
        let flags = self.number(flags | (when.precision as u64) << 3 | (when.qualifier as u64) << 6);
        when.lasts = flags & 1 != 0;
        when.open_start = flags & 2 != 0;
        when.open_end = flags & 4 != 0;
        match Precision::ALL.get(flags as usize >> 3 & 7) {
            Some(precision) => when.precision = *precision,
            None => self.0.fail(),
        }
        let qualifiers = [Qualifier::None, Qualifier::Uncertain, Qualifier::About, Qualifier::Both];
        when.qualifier = qualifiers[flags as usize >> 6 & 3];
    }

    /// A value that may be absent; its fields take the streams that follow either way.
    pub(super) fn maybe<T: Default>(&mut self, value: &mut Option<T>, fields: usize, each: impl Fn(&mut Self, &mut T)) {
        let mut is_there = value.is_some();
        self.flag(&mut is_there);
        let first = *self.0.next();
        if is_there {
            each(self, value.get_or_insert_with(T::default));
        } else {
            *value = None;
        }
        *self.0.next() = first + fields;
    }

    /// A list whose entries have their fields in streams from `base` on.
    pub(super) fn list<T: Default>(&mut self, base: usize, list: &mut Vec<T>, mut each: impl FnMut(&mut Self, &mut T)) {
        let count = self.number(list.len() as u64);
        let after = *self.0.next();
        // What is read may be written over something longer.
        list.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        for at in 0..count as usize {
            // Each entry takes a byte at least, so a false count ends with the bytes.
            if self.0.has_failed() {
                break;
            }
            if at == list.len() {
                list.push(T::default());
            }
            *self.0.next() = base;
            each(self, &mut list[at]);
        }
        *self.0.next() = after;
    }
}

/// A text ends with 0, so a 0 within stands as what stands for unreadable letters.
pub(super) fn without_nought(text: &str) -> Cow<'_, str> {
    if text.as_bytes().contains(&0) { text.replace('\0', "\u{fffd}").into() } else { text.into() }
}

/// Takes values and makes streams.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) streams: Vec<Vec<u8>>,
    next: usize,
    limits: [usize; LISTS],
}

/// Takes values and makes one stream of all fields.
#[derive(Default)]
pub(super) struct Flat {
    pub(super) bytes: Vec<u8>,
    next: usize,
    limits: [usize; LISTS],
}

impl Coder for Flat {
    #[inline]
    fn number(&mut self, _: usize, value: u64) -> u64 {
        number::put(&mut self.bytes, value);
        value
    }

    fn text(&mut self, _: usize, value: &mut String) {
        self.bytes.extend_from_slice(without_nought(value).as_bytes());
        self.bytes.push(0);
    }

    fn next(&mut self) -> &mut usize {
        &mut self.next
    }

    fn limits(&mut self) -> &mut [usize; LISTS] {
        &mut self.limits
    }
}

impl Writer {
    fn stream(&mut self, stream: usize) -> &mut Vec<u8> {
        if self.streams.len() <= stream {
            self.streams.resize(stream + 1, Vec::new());
        }
        &mut self.streams[stream]
    }

    /// The streams one after the other, behind their number and lengths.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        number::put(&mut bytes, self.streams.len() as u64);
        self.streams.iter().for_each(|stream| number::put(&mut bytes, stream.len() as u64));
        self.streams.iter().for_each(|stream| bytes.extend_from_slice(stream));
        bytes
    }
}

impl Coder for Writer {
    fn number(&mut self, stream: usize, value: u64) -> u64 {
        number::put(self.stream(stream), value);
        value
    }

    fn text(&mut self, stream: usize, value: &mut String) {
        let text = without_nought(value);
        let stream = self.stream(stream);
        stream.extend_from_slice(text.as_bytes());
        stream.push(0);
    }

    fn next(&mut self) -> &mut usize {
        &mut self.next
    }

    fn limits(&mut self) -> &mut [usize; LISTS] {
        &mut self.limits
    }
}

/// Takes streams and gives values. Memory grows with the bytes that are read, whatever they say.
#[derive(Default)]
pub(super) struct Reader<'a> {
    pub(super) streams: Vec<&'a [u8]>,
    /// All fields come from one stream.
    pub(super) is_flat: bool,
    next: usize,
    limits: [usize; LISTS],
    pub(super) has_failed: bool,
}

impl<'a> Reader<'a> {
    /// Takes all fields from these bytes.
    pub(super) fn flat(bytes: &'a [u8], limits: [usize; LISTS]) -> Self {
        Self { streams: vec![bytes], is_flat: true, limits, ..Self::default() }
    }

    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes;
        let count = number::take(&mut rest)?;
        let mut lengths = Vec::new();
        for _ in 0..count {
            lengths.push(number::take(&mut rest)? as usize);
        }
        let mut reader = Self::default();
        for length in lengths {
            reader.streams.push(rest.split_off(..length)?);
        }
        rest.is_empty().then_some(reader)
    }

    /// All was sound, and nothing is left over.
    pub(super) fn is_done(&self) -> bool {
        !self.has_failed && self.streams.iter().all(|stream| stream.is_empty())
    }

    fn take<T>(&mut self, stream: usize, take: impl Fn(&mut &'a [u8]) -> Option<T>) -> Option<T> {
        let found = self.streams.get_mut(if self.is_flat { 0 } else { stream }).and_then(take);
        self.has_failed |= found.is_none();
        found
    }
}

impl<'a> Coder for Reader<'a> {
    fn number(&mut self, stream: usize, _: u64) -> u64 {
        // Most are of one byte.
        if let Some(rest) = self.streams.get_mut(if self.is_flat { 0 } else { stream })
            && let Some((byte, behind)) = rest.split_first()
            && *byte < 0x80
        {
            *rest = behind;
            return (*byte).into();
        }
        self.take(stream, number::take).unwrap_or(0)
    }

    fn text(&mut self, stream: usize, value: &mut String) {
        let text = |rest: &mut &'a [u8]| {
            let end = rest.iter().position(|byte| *byte == 0)?;
            let text = core::str::from_utf8(&rest[..end]).ok()?;
            *rest = &rest[end + 1..];
            Some(text)
        };
        value.clear();
        value.push_str(self.take(stream, text).unwrap_or_default());
    }

    fn fail(&mut self) {
        self.has_failed = true;
    }

    fn has_failed(&self) -> bool {
        self.has_failed
    }

    fn next(&mut self) -> &mut usize {
        &mut self.next
    }

    fn limits(&mut self) -> &mut [usize; LISTS] {
        &mut self.limits
    }
}
