//! Words for people, one table a language, so that a language can be left out or added later.

use super::Lines;

/// What spreadsheets take for the beginning of a formula.
pub const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A position in every language's table. `TextId(0)` is the empty text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TextId(pub u32);

impl TextId {
    /// Whether there is no text at all.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// The text tables of a data set. The first language is complete, or will be once its prose has come; a gap in another
/// falls back to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Texts {
    tables: Vec<(String, Lines)>,
}

impl Default for Texts {
    fn default() -> Self {
        Self::new("en")
    }
}

impl Texts {
    /// Tables with one language and no text but the empty one.
    #[must_use]
    pub fn new(first: &str) -> Self {
        Self { tables: vec![(first.into(), Lines::from_iter([""]))] }
    }

    /// Adds a text in the first language and its translations; an empty text needs no id.
    pub fn add<'a>(&mut self, mut by_language: impl Iterator<Item = (&'a str, &'a str)>) -> TextId {
        self.add_each(&mut by_language)
    }

    fn add_each<'a>(&mut self, by_language: &mut dyn Iterator<Item = (&'a str, &'a str)>) -> TextId {
        let id = self.tables[0].1.len();
        let mut used = false;
        for (language, text) in by_language {
            if text.is_empty() {
                continue;
            }
            used = true;
            let table = match self.tables.iter().position(|(name, _)| name == language) {
                Some(index) => &mut self.tables[index].1,
                None => {
                    self.tables.push((language.into(), Lines::default()));
                    let last = self.tables.len() - 1;
                    &mut self.tables[last].1
                }
            };
            table.fill(id);
            table.push(text);
        }
        if !used {
            return TextId(0);
        }
        // A text that the first language lacks falls back to whichever language has it.
        if self.tables[0].1.len() == id {
            let other = self.tables.iter().find_map(|(_, table)| table.get(id)).unwrap_or_default().to_string();
            self.tables[0].1.push(&other);
        }
        TextId(id as u32)
    }

    /// Adds a text in the first language alone; an empty text needs no id.
    pub fn push(&mut self, text: &str) -> TextId {
        if text.is_empty() {
            return TextId(0);
        }
        let first = &mut self.tables[0].1;
        first.push(text);
        TextId(first.len() as u32 - 1)
    }

    /// The text in the first language.
    #[must_use]
    pub fn first(&self, id: TextId) -> &str {
        self.tables[0].1.get(id.0 as usize).unwrap_or_default()
    }

    /// The text in a language, else in the first language. `fr-ML` finds `fr`.
    #[must_use]
    pub fn get(&self, id: TextId, language: &str) -> &str {
        let index = id.0 as usize;
        self.table(language)
            .and_then(|table| table.get(index))
            .filter(|text| !text.is_empty())
            .or_else(|| self.tables[0].1.get(index))
            .unwrap_or_default()
    }

    /// The text in exactly this language, or `None`.
    #[must_use]
    pub fn exact(&self, id: TextId, language: &str) -> Option<&str> {
        let text = self.table(language)?.get(id.0 as usize)?;
        (!text.is_empty()).then_some(text)
    }

    /// The short form of a text, or its full one where that is all the language has.
    #[must_use]
    pub fn shorter(&self, [short, full]: [TextId; 2], language: &str) -> TextId {
        let has_full_alone = self.exact(short, language).is_none() && self.exact(full, language).is_some();
        if has_full_alone { full } else { short }
    }

    /// The text in every language that has it.
    pub fn every(&self, id: TextId) -> impl Iterator<Item = &str> {
        self.tables.iter().filter_map(move |(_, table)| table.get(id.0 as usize)).filter(|text| !text.is_empty())
    }

    /// The languages that have a table; the first is the complete one.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().map(|(name, _)| name.as_str())
    }

    /// How many ids there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.tables[0].1.len()
    }

    /// The first language and its texts, where it is the only one.
    #[must_use]
    pub fn in_first(&self) -> Option<(&str, &Lines)> {
        if let [(language, lines)] = &self.tables[..] { Some((language, lines)) } else { None }
    }

    /// Takes a language's table out, to be shipped apart.
    pub fn take(&mut self, language: &str) -> Option<Lines> {
        let index = self.tables.iter().skip(1).position(|(name, _)| name == language)? + 1;
        Some(self.tables.remove(index).1)
    }

    /// Puts a language's table in; of one that stands already, the gaps are filled.
    pub fn put(&mut self, language: &str, table: &Lines) {
        let found = self.tables.iter().position(|(name, _)| name == language);
        let index = found.unwrap_or_else(|| {
            self.tables.push((language.into(), Lines::default()));
            self.tables.len() - 1
        });
        let own = core::mem::take(&mut self.tables[index].1);
        for at in 0..own.len().max(table.len()) {
            let text = own.get(at).filter(|text| !text.is_empty()).or_else(|| table.get(at));
            self.tables[index].1.push(text.unwrap_or_default());
        }
    }

    /// Keeps the texts that are named, and returns the others of each language that has any.
    pub(super) fn split(&mut self, is_kept: &[bool]) -> Vec<(String, Lines)> {
        let mut apart = Vec::new();
        for (language, table) in &mut self.tables {
            let (mut kept, mut taken) = (Lines::default(), Lines::default());
            for (at, text) in table.iter().enumerate() {
                let stays = is_kept.get(at).is_some_and(|kept| *kept);
                kept.push(if stays { text } else { "" });
                if !stays && !text.is_empty() {
                    taken.fill(at);
                    taken.push(text);
                }
            }
            *table = kept;
            if !taken.is_empty() {
                apart.push((language.clone(), taken));
            }
        }
        apart
    }

    /// Every language with its texts in the order of their ids, the first one first.
    #[must_use]
    pub fn into_tables(self) -> Vec<(String, Lines)> {
        self.tables
    }

    /// The texts of such tables; `None` where the first language lacks the empty text that stands for none.
    #[must_use]
    pub fn of_tables(tables: Vec<(String, Lines)>) -> Option<Self> {
        let is_sound = tables.first().is_some_and(|(_, texts)| texts.get(0).is_some_and(str::is_empty));
        is_sound.then_some(Self { tables })
    }

    fn table(&self, language: &str) -> Option<&Lines> {
        let base = language.split(['-', '_']).next().unwrap_or(language);
        self.tables.iter().find(|(name, _)| name.eq_ignore_ascii_case(base)).map(|(_, table)| table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_falls_back_to_the_first_language() {
        let mut texts = Texts::new("en");
        let both = texts.add([("en", "Konna falls"), ("fr", "Konna tombe")].into_iter());
        let one = texts.add([("en", "Only here")].into_iter());
        let other = texts.add([("fr", "Ici seulement")].into_iter());
        assert_eq!(texts.get(both, "fr-ML"), "Konna tombe");
        assert_eq!(texts.get(one, "fr"), "Only here");
        assert_eq!(texts.get(other, "en"), "Ici seulement");
        assert_eq!(texts.exact(one, "fr"), None);
        assert_eq!(texts.get(TextId(0), "en"), "");
        assert_eq!(texts.get(TextId(99), "en"), "");
    }

    #[test]
    fn a_language_travels_apart() {
        let mut texts = Texts::new("en");
        let id = texts.add([("en", "one"), ("fr", "un")].into_iter());
        let french = texts.take("fr").expect("there");
        assert_eq!(texts.get(id, "fr"), "one");
        texts.put("fr", &french);
        assert_eq!(texts.get(id, "fr"), "un");
        assert_eq!(texts.take("en"), None);
    }
}
