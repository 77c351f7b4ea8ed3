//! The embedded form: a header with a checksum, then the set in postcard. Languages other than
//! the first travel apart.

use crate::model::DataSet;
use serde::{Deserialize, Serialize};

/// `CTPK`, version, length of what follows.
const MAGIC: &[u8; 4] = b"CTPK";
const VERSION: u32 = 1;
const HEADER_BYTES: usize = 16;

/// Why packed bytes could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackError {
    /// Too short, or the first four bytes are not `CTPK`.
    NotPacked,
    /// Another version of the form.
    Version(u32),
    /// Shorter or longer than the header says.
    Length,
    /// The checksum does not fit.
    Checksum,
    /// The body does not decode.
    Body,
}

impl core::fmt::Display for PackError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::NotPacked => f.write_str("not a packed data set"),
            Self::Version(version) => write!(f, "packed by version {version}, this reader knows {VERSION}"),
            Self::Length => f.write_str("the packed file is cut off or has bytes left over"),
            Self::Checksum => f.write_str("the packed file is damaged: its checksum does not fit"),
            Self::Body => f.write_str("the packed file is damaged: its body does not decode"),
        }
    }
}

impl core::error::Error for PackError {}

/// What a language adds: the interface's messages and the set's texts, in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguagePack {
    /// Language code.
    pub language: String,
    /// Version of the data that the texts belong to.
    pub version: String,
    /// Messages of the interface.
    pub messages: Vec<String>,
    /// Texts of the set.
    pub texts: Vec<String>,
}

/// Packs a set. The result is the same for the same set.
#[must_use]
pub fn pack(data: &DataSet) -> Vec<u8> {
    seal(postcard::to_allocvec(data).unwrap_or_default())
}

/// Unpacks a set.
///
/// # Errors
/// Anything that [`PackError`] names; never panics on odd bytes.
pub fn unpack(bytes: &[u8]) -> Result<DataSet, PackError> {
    postcard::from_bytes(open(bytes)?).map_err(|_| PackError::Body)
}

/// Packs a language.
#[must_use]
pub fn pack_language(language: &LanguagePack) -> Vec<u8> {
    seal(postcard::to_allocvec(language).unwrap_or_default())
}

/// Unpacks a language.
///
/// # Errors
/// Anything that [`PackError`] names.
pub fn unpack_language(bytes: &[u8]) -> Result<LanguagePack, PackError> {
    postcard::from_bytes(open(bytes)?).map_err(|_| PackError::Body)
}

fn seal(body: Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER_BYTES + body.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    // The length counts everything behind it: checksum and body.
    bytes.extend_from_slice(&(body.len() as u32 + 4).to_le_bytes());
    bytes.extend_from_slice(&checksum(&body).to_le_bytes());
    bytes.extend_from_slice(&body);
    bytes
}

fn open(bytes: &[u8]) -> Result<&[u8], PackError> {
    let word = |at: usize| -> Option<u32> {
        let four = bytes.get(at..at + 4)?;
        Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    };
    if !bytes.starts_with(MAGIC) {
        return Err(PackError::NotPacked);
    }
    let version = word(4).ok_or(PackError::NotPacked)?;
    if version != VERSION {
        return Err(PackError::Version(version));
    }
    let length = word(8).ok_or(PackError::Length)? as usize;
    let sum = word(12).ok_or(PackError::Length)?;
    if length.checked_add(HEADER_BYTES - 4) != Some(bytes.len()) {
        return Err(PackError::Length);
    }
    let body = &bytes[HEADER_BYTES..];
    if checksum(body) == sum { Ok(body) } else { Err(PackError::Checksum) }
}

/// FNV-1a, 32 bit: finds damage, proves no origin.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_bytes_are_named_and_never_panic() {
        let good = pack(&DataSet::default());
        assert!(unpack(&good).is_ok());
        for end in 0..good.len() {
            assert!(unpack(&good[..end]).is_err(), "cut at {end}");
        }
        assert_eq!(unpack(b"<html>").unwrap_err(), PackError::NotPacked);
        let mut newer = good.clone();
        newer[4] = 9;
        assert_eq!(unpack(&newer).unwrap_err(), PackError::Version(9));
        let mut flipped = good.clone();
        *flipped.last_mut().expect("a body") ^= 1;
        assert_eq!(unpack(&flipped).unwrap_err(), PackError::Checksum);
        let mut longer = good;
        longer.push(0);
        assert_eq!(unpack(&longer).unwrap_err(), PackError::Length);
    }

    #[test]
    fn a_language_goes_there_and_back() {
        let french =
            LanguagePack { language: "fr".into(), texts: vec!["Konna tombe".into()], ..LanguagePack::default() };
        assert_eq!(unpack_language(&pack_language(&french)), Ok(french));
    }
}
