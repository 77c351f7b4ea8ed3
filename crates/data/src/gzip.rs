//! Gzip as far as it goes: what was unpacked before the bytes break off is not lost.

use conflict_timeline_core::problem::{Code, Problem};
use flate2::read::MultiGzDecoder;
use std::io::{self, ErrorKind, Read};

/// Bytes unpacked at a time.
const SLICE_BYTES: usize = 64 << 10;

/// Unpacks, and ends where the packed bytes are at fault: behind the last line that is whole, for half a number would be
/// read as a number.
#[derive(Debug)]
pub struct Unpacked<R> {
    packed: MultiGzDecoder<R>,
    /// Whole lines, and how much of them was handed out.
    lines: Vec<u8>,
    at: usize,
    /// The line that has no end yet.
    rest: Vec<u8>,
    is_done: bool,
    fault: Option<io::Error>,
}

impl<R: Read> Unpacked<R> {
    /// A reader of what is packed.
    pub fn new(packed: R) -> Self {
        let packed = MultiGzDecoder::new(packed);
        Self { packed, lines: Vec::new(), at: 0, rest: Vec::new(), is_done: false, fault: None }
    }

    /// What is wrong with the packed bytes, once they were read.
    #[must_use]
    pub fn problem(&self, file: &str) -> Option<Problem> {
        let fault = self.fault.as_ref()?;
        let what = if fault.kind() == ErrorKind::UnexpectedEof { "is cut off" } else { "is damaged" };
        let message = format!(
            "the file {what}: what gzip packed in it cannot be unpacked to its end ({fault}). It is read up to there, without the line that is not whole: fetch it again"
        );
        Some(Problem { code: Code::Syntax, file: file.into(), line: 0, column: 0, path: String::new(), message })
    }

    fn step(&mut self) {
        self.lines.clear();
        self.at = 0;
        let before = self.rest.len();
        self.rest.resize(before + SLICE_BYTES, 0);
        let read = self.packed.read(&mut self.rest[before..]);
        self.rest.truncate(before + *read.as_ref().unwrap_or(&0));
        match read {
            Ok(0) => {
                self.is_done = true;
                core::mem::swap(&mut self.lines, &mut self.rest);
            }
            Ok(_) => {
                if let Some(end) = self.rest[before..].iter().rposition(|byte| *byte == b'\n') {
                    self.lines.extend(self.rest.drain(..=before + end));
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => (self.is_done, self.fault) = (true, Some(error)),
        }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.lines.len() {
            if self.is_done {
                return Ok(0);
            }
            self.step();
        }
        (&self.lines[self.at..]).read(buffer).inspect(|count| self.at += count)
    }
}
