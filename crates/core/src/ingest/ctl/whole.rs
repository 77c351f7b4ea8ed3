//! A packed file with its set sealed within: what a page carries, and reads without any reader of other forms.

use super::read::{long, wide};
use super::write::head;
use super::{CtlError, HEADER_BYTES, Packed, SECTIONS, VERSION, aligned, checksum, is_ctl, wrong};
use crate::ingest::sealed::SEALED;
use crate::ingest::{seal_set, unseal_set};
use crate::model::DataSet;
use crate::model::table::Table;

/// A whole set in the form that a page reads without any reader of other forms: its tables, sealed, in the place of the
/// tree, and no columns and blocks beside them. The same set gives the same bytes.
///
/// ```
/// use conflict_timeline_core::ingest::ctl::{is_sealed, seal, unseal};
/// use conflict_timeline_core::model::DataSet;
/// let bytes = seal(DataSet::default());
/// assert!(bytes.as_ref().is_ok_and(|bytes| is_sealed(bytes) && unseal(bytes) == Ok(DataSet::default())));
/// ```
///
/// # Errors
/// Where the file would be longer than 4 GB.
pub fn seal(set: DataSet) -> Result<Vec<u8>, CtlError> {
    head(seal_set(set), &Table::default(), Vec::new(), 0)
}

/// Whether these first bytes are those of a packed file whose set is sealed.
#[must_use]
pub fn is_sealed(head: &[u8]) -> bool {
    is_ctl(head) && head.get(Packed::PREFIX_BYTES..).is_some_and(|set| set.starts_with(SEALED))
}

/// The set of a packed file that holds it sealed.
///
/// # Errors
/// Anything that is not as FORMAT.md says; never panics on odd bytes.
pub fn unseal(bytes: &[u8]) -> Result<DataSet, CtlError> {
    if !is_sealed(bytes) {
        return wrong(0, "not a packed file with a sealed set");
    }
    // Not by `Head`, whose checks of twenty sections would weigh 0.6 kB more in every page.
    if long(bytes, 4)? != VERSION || long(bytes, 12)? as usize != SECTIONS.len() {
        return wrong(4, "packed by another version");
    }
    if checksum(&bytes[HEADER_BYTES..Packed::PREFIX_BYTES]) != wide(bytes, 16)? {
        return wrong(16, "the directory is damaged: its checksum does not fit");
    }
    // The set is all that there is, and has a checksum of its own.
    let length = wide(bytes, HEADER_BYTES + 16)? as usize;
    let end = Packed::PREFIX_BYTES.saturating_add(aligned(length.min(bytes.len())));
    if end != bytes.len() || long(bytes, 8)? as usize + 12 != end {
        return wrong(bytes.len(), "the file is cut off or has bytes left over");
    }
    unseal_set(&bytes[Packed::PREFIX_BYTES..Packed::PREFIX_BYTES + length])
        .or_else(|error| wrong(Packed::PREFIX_BYTES, error.clause()))
}
