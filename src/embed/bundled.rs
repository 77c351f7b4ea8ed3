//! The data set that travels inside the Wasm.

use crate::view::{Shown, State, Words};
use conflict_timeline_core::ingest;
use conflict_timeline_core::model::DataSet;
use std::sync::Arc;

/// Packed by `build.rs` (`crates/core/FORMAT.md`), sealed, with the titles and names in English alone.
pub(super) static SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/mali-war.ctl"));
/// What the set calls itself.
pub(super) const SLUG: &str = "mali-war";
/// The languages that tell of more than titles and names; others have it in the first one.
const PROSE: [&str; 2] = ["en", "fr"];

/// The embedded set without its prose.
pub(super) fn data() -> DataSet {
    // The bytes were read by a test of this very build; a damaged download fails its own checksum
    // long before. An empty set still shows a timeline, without events.
    ingest::ctl::unseal(SET).unwrap_or_default()
}

/// The language in which a language's readers are told more than titles and names.
pub(super) fn told(language: &str) -> &str {
    if PROSE.contains(&language) { language } else { PROSE[0] }
}

impl State {
    /// The embedded set in English, everything shown, and with all that it tells: the element has that come
    /// behind the first drawing.
    #[must_use]
    pub fn bundled() -> Self {
        let mut data = data();
        let prose = include_bytes!(concat!(env!("OUT_DIR"), "/en-prose.ctp"));
        if let Ok(pack) = ingest::unseal_language(prose) {
            data.texts.put(&pack.language, &pack.texts);
        }
        Self::new(Arc::new(Shown::new(data)), Words::default())
    }
}

/// A language pack as this build made it, for tests and for servers that render in that language: `fr` and `ar`, and
/// `fr-prose` and `en-prose` with what the set tells beyond titles and names. The browser fetches the same bytes from
/// `lang/`.
#[cfg(any(test, not(target_arch = "wasm32"), feature = "packs"))]
#[must_use]
pub fn language_pack(name: &str) -> Option<&'static [u8]> {
    match name {
        "fr" => Some(include_bytes!(concat!(env!("OUT_DIR"), "/fr.ctp"))),
        "ar" => Some(include_bytes!(concat!(env!("OUT_DIR"), "/ar.ctp"))),
        "en-prose" => Some(include_bytes!(concat!(env!("OUT_DIR"), "/en-prose.ctp"))),
        "fr-prose" => Some(include_bytes!(concat!(env!("OUT_DIR"), "/fr-prose.ctp"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_set_is_sound_and_english() {
        let data = ingest::ctl::unseal(SET).expect("sealed by this build");
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
        for language in PROSE {
            let pack =
                ingest::unseal_language(language_pack(&[language, "-prose"].concat()).expect("made")).expect("sound");
            assert_eq!((pack.language.as_str(), pack.version), (language, data.meta.version.clone()));
            assert!(pack.messages.is_empty() && pack.texts.len() <= data.texts.count());
        }
    }

    #[test]
    fn whoever_reads_french_needs_no_english_prose() {
        let pack = |name: &str| ingest::unseal_language(language_pack(name).expect("made")).expect("sound").texts;
        let (english, french) = (pack("en-prose"), pack("fr-prose"));
        let is_told = |at: &usize| french.get(*at).is_some_and(|text| !text.is_empty());
        let lacks = (0..english.len()).filter(|at| !is_told(at)).filter_map(|at| english.get(at));
        assert_eq!(lacks.filter(|text| !text.is_empty()).collect::<Vec<_>>(), [""; 0]);
    }
}
