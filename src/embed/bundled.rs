//! The data set that travels inside the Wasm.

use crate::view::{Shown, State, Words};
use conflict_timeline_core::ingest;
use conflict_timeline_core::model::DataSet;
use std::sync::Arc;

/// Sealed by `build.rs`, English only.
pub(super) static SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/mali-war.ctps"));

/// The embedded set.
pub(super) fn data() -> DataSet {
    // The bytes were read by a test of this very build; a damaged download fails its own checksum
    // long before. An empty set still shows a timeline, without events.
    ingest::unseal_set(SET).unwrap_or_default()
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
    fn the_embedded_set_is_sound_and_english() {
        let data = ingest::unseal_set(SET).expect("sealed by this build");
        assert!(data.events.len() >= 60);
        assert_eq!(data.texts.languages().collect::<Vec<_>>(), ["en"]);
    }

    #[test]
    fn every_language_pack_fits_the_embedded_set() {
        let data = data();
        for language in ["fr", "ar"] {
            let pack = ingest::unseal_language(language_pack(language).expect("made")).expect("sound");
            assert_eq!(pack.version, data.meta.version);
            assert!(pack.texts.len() <= data.texts.count());
            assert!(Words::new(language, pack.messages).is_some());
        }
    }
}
