//! Words and prose that come in packs beside the Wasm.

use super::bundled;
use super::crossing::{Wanted, out};
use super::telling::Notifier;
use crate::view::{LANGUAGES, State, Words};
use conflict_timeline_core::ingest::LanguagePack;
use conflict_timeline_core::model::{DataSet, TextId};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// What was fetched: of a language its words, with the titles and names of the set, or the set's prose.
pub(super) type Packs = Rc<RefCell<Vec<LanguagePack>>>;

/// Whether a pack has the words of this very set, not of the interface alone.
pub(super) fn is_of(pack: &LanguagePack, data: &DataSet) -> bool {
    data.meta.version == pack.version && data.meta.slug == bundled::SLUG
}

/// Whether a pack has texts of the set and nothing else.
pub(super) fn is_prose(pack: &LanguagePack) -> bool {
    pack.messages.is_empty()
}

/// Whether the set has the texts of a pack.
fn has(data: &DataSet, pack: &LanguagePack) -> bool {
    let first = pack.texts.iter().position(|text| !text.is_empty());
    first.is_none_or(|at| data.texts.exact(TextId(at as u32), &pack.language).is_some())
}

/// Switches the language if its words are here, else asks the page for them; for its prose too where that is asked for.
pub(super) fn use_language(state: State, packs: &Packs, notify: &Notifier, language: &str, with_prose: bool) {
    let base = language.split(['-', '_']).next().unwrap_or_default();
    let base = LANGUAGES.iter().map(|(code, _)| *code).find(|code| base.eq_ignore_ascii_case(code)).unwrap_or("en");
    let told = bundled::told(base);
    let packs = packs.borrow();
    let find =
        |language: &str, told: bool| packs.iter().find(|pack| pack.language == language && is_prose(pack) == told);
    let (words, prose) = (find(base, false), find(told, true));
    let shown = state.shown.get_untracked();
    let mut wanted = String::new();
    if base != "en" && words.is_none() {
        wanted.push_str(base);
    }
    if with_prose && prose.is_none() && shown.data.meta.slug == bundled::SLUG {
        wanted.push_str(&[" ", told, "-prose"].concat());
    }
    if !wanted.is_empty() {
        return notify.tell("need-language", &out(&Wanted { lang: base.into(), packs: wanted }));
    }
    state.speak(base, &[words, prose]);
}

impl State {
    /// Shows a language: its words, and what of `packs` are texts of the set on show. A pack is what
    /// [`unseal_language`](conflict_timeline_core::ingest::unseal_language) makes of `lang/fr.ctp` or `lang/fr-prose.ctp`;
    /// without a pack that has words, they are English.
    ///
    /// ```
    /// use conflict_timeline::{State, core::ingest::unseal_language, embed::language_pack};
    /// use leptos::prelude::*;
    /// Owner::new().with(|| {
    ///     let state = State::bundled();
    ///     let [words, prose] = ["fr", "fr-prose"].map(|name| unseal_language(language_pack(name)?).ok());
    ///     state.speak("fr", &[words.as_ref(), prose.as_ref()]);
    ///     assert_eq!(state.words.read().language, "fr");
    /// });
    /// ```
    pub fn speak(self, language: &str, packs: &[Option<&LanguagePack>]) {
        let shown = self.shown.get_untracked();
        let is_new = |pack: &&LanguagePack| is_of(pack, &shown.data) && !has(&shown.data, pack);
        let mut found = packs.iter().copied().flatten().filter(is_new).peekable();
        if found.peek().is_some() {
            let known = self.known.get_untracked();
            let today = known.as_ref().map_or(&shown, |(_, today)| today);
            let mut data = today.data.clone();
            for pack in found {
                data.texts.put(&pack.language, &pack.texts);
            }
            let told = Arc::new(today.retold(data));
            match known {
                Some((day, _)) => {
                    self.known.set(Some((day, told)));
                    self.know(Some(day));
                }
                None => self.shown.set(told),
            }
        }
        if self.words.read_untracked().language != language {
            let words = packs.iter().copied().flatten().find(|pack| !is_prose(pack));
            self.words.set(words.and_then(|pack| Words::new(language, pack.messages.clone())).unwrap_or_default());
        }
    }
}
