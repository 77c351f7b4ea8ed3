//! The data set that travels inside the Wasm.

use crate::view::{Shown, State, Words};
use conflict_timeline_core::ingest::{self, Input};
use conflict_timeline_core::model::DataSet;
use std::sync::Arc;

/// Packed by `build.rs`, English only.
static SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/mali-war.ctpk"));

/// The embedded set.
pub(super) fn data() -> DataSet {
    // The bytes were unpacked by a test of this very build; a damaged download fails its own checksum
    // long before. An empty set still shows a timeline, without events.
    let root = ingest::unpack(SET).unwrap_or_default();
    ingest::read(vec![Input { root, ..Input::default() }]).data
}

impl State {
    /// The embedded set in English, everything shown.
    #[must_use]
    pub fn bundled() -> Self {
        Self::new(Arc::new(Shown::new(data())), Words::default())
    }
}

/// A language pack as this build made it, for tests and for servers that render in that language:
/// `fr` or `ar`. The browser fetches the same bytes from `lang/`.
#[cfg(any(test, not(target_arch = "wasm32"), feature = "packs"))]
#[must_use]
pub fn language_pack(language: &str) -> Option<&'static [u8]> {
    match language {
        "fr" => Some(include_bytes!(concat!(env!("OUT_DIR"), "/fr.ctp"))),
        "ar" => Some(include_bytes!(concat!(env!("OUT_DIR"), "/ar.ctp"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_set_unpacks_and_is_english() {
        let root = ingest::unpack(SET).expect("packed by this build");
        let outcome = ingest::read(vec![Input { root, ..Input::default() }]);
        assert_eq!(outcome.problems, []);
        let data = outcome.data;
        assert!(data.events.len() >= 60);
        assert_eq!(data.texts.languages().collect::<Vec<_>>(), ["en"]);
    }

    #[test]
    fn every_language_pack_fits_the_embedded_set() {
        let data = data();
        for language in ["fr", "ar"] {
            let pack = ingest::unpack_language(language_pack(language).expect("made")).expect("sound");
            assert_eq!(pack.version, data.meta.version);
            assert!(pack.texts.len() <= data.texts.count());
            assert!(Words::new(language, pack.messages).is_some());
        }
    }
}
