//! UTF-16 as UTF-8, a slice at a time.

use std::io::{self, Read};

/// Bytes read at a time.
const SLICE_BYTES: usize = 64 << 10;

/// Gives the text of a reader of UTF-16 as UTF-8, without its byte order mark.
#[derive(Debug)]
pub struct Utf16<R> {
    reader: R,
    /// Bytes whose letter is not whole yet.
    waiting: Vec<u8>,
    is_little: Option<bool>,
    text: Vec<u8>,
    at: usize,
}

impl<R: Read> Utf16<R> {
    /// The order of bytes is told by the mark, or, without one, by where the nought of the first letter stands.
    pub fn new(reader: R) -> Self {
        Self { reader, waiting: Vec::new(), is_little: None, text: Vec::new(), at: 0 }
    }

    /// Takes the next bytes; `false` at the end.
    fn step(&mut self) -> io::Result<bool> {
        let before = self.waiting.len();
        self.waiting.resize(before + SLICE_BYTES, 0);
        let count = self.reader.read(&mut self.waiting[before..])?;
        self.waiting.truncate(before + count);
        self.text.clear();
        self.at = 0;
        let is_end = count == 0;
        let [first, second, ..] = self.waiting[..] else { return Ok(!is_end) };
        let is_first = self.is_little.is_none();
        let is_little = *self.is_little.get_or_insert(matches!([first, second], [0xff, 0xfe] | [_, 0]));
        let unit = |pair: &[u8; 2]| if is_little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) };
        let mut units: Vec<u16> = self.waiting.as_chunks().0.iter().map(unit).collect();
        // The other half of the last letter is still to come.
        if !is_end && units.last().is_some_and(|unit| (0xd800..0xdc00).contains(unit)) {
            units.pop();
        }
        self.waiting.drain(..units.len() * 2);
        let start = usize::from(is_first && units.first() == Some(&0xfeff));
        for letter in char::decode_utf16(units[start..].iter().copied()) {
            let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Ok(!is_end)
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() {
            if !self.step()? && self.text.is_empty() {
                return Ok(0);
            }
        }
        (&self.text[self.at..]).read(buffer).inspect(|count| self.at += count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a byte or two at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 = 3 - self.1;
            let count = self.1.min(buffer.len());
            self.0.read(&mut buffer[..count])
        }
    }

    #[test]
    fn text_is_the_same_however_it_comes() {
        let text = "date;Ort\n2013-01-10;Ménaka 𓀀 غاو\n".repeat(9);
        let bytes = |mark: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            [mark, &text].concat().encode_utf16().flat_map(order).collect()
        };
        for mark in ["", "\u{feff}"] {
            for order in [u16::to_le_bytes, u16::to_be_bytes] {
                let bytes = bytes(mark, order);
                for reader in [Box::new(Slow(&bytes, 1)) as Box<dyn Read>, Box::new(&bytes[..])] {
                    assert_eq!(io::read_to_string(Utf16::new(reader)).expect("text"), text);
                }
            }
        }
        assert_eq!(io::read_to_string(Utf16::new(&b"a\0\x00\xd8b"[..])).expect("text"), "a\u{fffd}");
        assert_eq!(io::read_to_string(Utf16::new(&b""[..])).expect("text"), "");
    }
}
