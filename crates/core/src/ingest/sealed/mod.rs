//! The form in which a checked set travels to the page: a header with a checksum, then every table field by
//! field. Whoever writes it has read a [`DataSet`] and its names; whoever reads it needs no names any more.

mod growing;
mod pieces;
pub(super) mod tables;
mod unsealing;

pub(super) use growing::Growing;
pub use growing::Grown;
pub use pieces::Sealing;
pub use unsealing::{Unsealing, unseal_any};

use super::coder::{Fields, Reader, Writer};
use super::pack::{PackError, length_of, open, seal};
use crate::model::{DataSet, Lines};

/// What a sealed set begins with.
pub(super) const SEALED: &[u8; 4] = b"CTPS";
/// Raised with every change of the fields.
const VERSION: u32 = 4;

/// What a language adds: the interface's messages and the set's texts, in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LanguagePack {
    /// Language code.
    pub language: String,
    /// Version of the data that the texts belong to.
    pub version: String,
    /// Messages of the interface.
    pub messages: Vec<String>,
    /// Texts of the set.
    pub texts: Lines,
}

/// A set as bytes. The same set gives the same bytes.
///
/// ```
/// use conflict_timeline_core::ingest::{seal_set, unseal_set};
/// use conflict_timeline_core::model::DataSet;
/// let bytes = seal_set(DataSet::default());
/// assert_eq!(unseal_set(&bytes), Ok(DataSet::default()));
/// assert!(unseal_set(&bytes[1..]).is_err());
/// ```
#[must_use]
pub fn seal_set(set: DataSet) -> Vec<u8> {
    sealed(SEALED, set, tables::set)
}

/// The set of these bytes.
///
/// # Errors
/// Anything that [`PackError`] names; never panics on odd bytes, and no number points past its list.
pub fn unseal_set(bytes: &[u8]) -> Result<DataSet, PackError> {
    unsealed(SEALED, bytes, tables::set)
}

/// A language as bytes.
#[must_use]
pub fn seal_language(language: LanguagePack) -> Vec<u8> {
    sealed(SEALED, language, tables::language)
}

/// The language of these bytes.
///
/// # Errors
/// Anything that [`PackError`] names.
pub fn unseal_language(bytes: &[u8]) -> Result<LanguagePack, PackError> {
    unsealed(SEALED, bytes, tables::language)
}

/// The languages of packs that stand end to end.
///
/// # Errors
/// Anything that [`PackError`] names.
pub fn unseal_languages(mut bytes: &[u8]) -> Result<Vec<LanguagePack>, PackError> {
    let mut packs = Vec::new();
    while let Some(length) = length_of(bytes) {
        packs.push(unseal_language(bytes.split_off(..length).ok_or(PackError::Length)?)?);
    }
    Ok(packs)
}

fn sealed<T>(magic: &[u8; 4], mut value: T, fields: fn(&mut Fields<'_, Writer>, &mut T)) -> Vec<u8> {
    let mut writer = Writer::default();
    fields(&mut Fields(&mut writer), &mut value);
    seal(magic, VERSION, &writer.into_bytes())
}

fn unsealed<'a, T: Default>(
    magic: &[u8; 4],
    bytes: &'a [u8],
    fields: fn(&mut Fields<'_, Reader<'a>>, &mut T),
) -> Result<T, PackError> {
    let mut reader = Reader::new(open(magic, VERSION, bytes)?).ok_or(PackError::Body)?;
    let mut found = T::default();
    fields(&mut Fields(&mut reader), &mut found);
    if reader.is_done() { Ok(found) } else { Err(PackError::Body) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Input, Node, Value, read};

    fn text(text: &str) -> Node {
        Value::Text(text.into()).into()
    }

    fn map(entries: &[(&str, Node)]) -> Node {
        Value::Map(entries.iter().map(|(key, node)| ((*key).into(), node.clone())).collect()).into()
    }

    /// A set in which each list has an entry.
    pub(super) fn sample() -> DataSet {
        let both = map(&[("en", text("Konna falls")), ("fr", text("Konna tombe"))]);
        let claim = map(&[
            ("by", text("mnla")),
            ("what", text("killed")),
            ("low", Value::Int(12).into()),
            ("said", text("2013-01-11")),
        ]);
        let event = map(&[
            ("id", text("konna")),
            ("when", text("[2013-01-09..2013-01-10]")),
            ("title", both),
            ("status", text("confirmed")),
            ("places", Value::List(vec![text("konna")]).into()),
            ("actors", map(&[("attacker", Value::List(vec![text("mnla")]).into())])),
            ("claims", Value::List(vec![claim]).into()),
        ]);
        let later = map(&[("id", text("later")), ("when", text("2013-02~")), ("title", text("Later"))]);
        let root = map(&[("events", Value::List(vec![event, later]).into())]);
        read(vec![Input { file: "sample".into(), root, ..Input::default() }]).data
    }

    #[test]
    fn a_set_goes_there_and_back() {
        let set = sample();
        assert_eq!(set.events.len(), 2);
        assert_eq!(unseal_set(&seal_set(set.clone())), Ok(set));
    }

    #[test]
    fn odd_bytes_are_named_and_never_panic() {
        let good = seal_set(sample());
        for end in 0..good.len() {
            assert!(unseal_set(&good[..end]).is_err(), "cut at {end}");
        }
        let body = &good[16..];
        let mut sound = 0;
        for at in 0..body.len() {
            for byte in (0..=255).step_by(15) {
                let mut odd = body.to_vec();
                odd[at] = byte;
                // Whoever fits the checksum to a damaged body gets an error or a set without a number that points
                // nowhere: sealing it again walks through all of it.
                if let Ok(set) = unseal_set(&seal(SEALED, VERSION, &odd)) {
                    sound += 1;
                    assert_eq!(unseal_set(&seal_set(set.clone())), Ok(set));
                }
            }
        }
        assert!(sound > 0, "some bytes are letters of a text");
        assert_eq!(unseal_set(b"<html>"), Err(PackError::NotPacked));
    }

    #[test]
    fn a_language_goes_there_and_back() {
        let french =
            LanguagePack { language: "fr".into(), texts: Lines::from_iter(["Konna tombe"]), ..LanguagePack::default() };
        assert_eq!(unseal_language(&seal_language(french.clone())), Ok(french.clone()));
        let two = [seal_language(french.clone()), seal_language(french.clone())].concat();
        assert_eq!(unseal_languages(&two), Ok(vec![french.clone(), french]));
        assert_eq!(unseal_languages(&[]), Ok(Vec::new()));
        assert!(unseal_languages(&two[..two.len() - 1]).is_err());
    }
}
