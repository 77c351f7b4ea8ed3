//! Words typed by a reader against words of the set: folded, by their beginnings, one slip forgiven.

use super::fold::fold_into;
use super::slip::is_slip;
use super::{Dimension, Index, fold};
use crate::model::{DataSet, Event};
use crate::order;
use conflict_timeline_rows::{Lists, Postings, Rows};

/// Every word of the set, sorted, with the rows that have it and the names that it stands in.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    words: Words,
    /// The rows of each word.
    postings: Postings,
    /// Word, dimension and value of each word of a name, by word.
    names: Vec<(u32, Dimension, u32)>,
}

impl Dictionary {
    /// Reads titles, summaries and notes, and the names and aliases of actors, people and places, in every
    /// language.
    #[must_use]
    pub fn new(data: &DataSet) -> Self {
        let mut builder = DictionaryBuilder::default();
        data.events.each(&mut |_, event| builder.push_event(data, event));
        builder.push_names(data);
        builder.finish(&[])
    }

    /// How many words there are.
    #[must_use]
    pub fn words(&self) -> usize {
        self.words.ends.len()
    }

    /// Rows in which every word stands; `None` where nothing was typed.
    pub(super) fn find(&self, index: &Index, text: &str) -> Option<Rows> {
        let folded = fold(text);
        let mut all: Option<Rows> = None;
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            let rows = self.rows(index, word);
            match &mut all {
                Some(all) => all.keep(&rows),
                None => all = Some(rows),
            }
        }
        all
    }

    /// Rows with a word that begins so; if there is none, with one slip forgiven.
    fn rows(&self, index: &Index, wanted: &str) -> Rows {
        let mut rows = Rows::none(index.rows());
        let count = self.words() as u32;
        let mut word = self.words.first_from(wanted);
        let mut is_found = false;
        while word < count && self.words.get(word).starts_with(wanted) {
            is_found |= self.join(index, word, &mut rows);
            word += 1;
        }
        if !is_found {
            for word in (0..count).filter(|word| is_slip(wanted, self.words.get(*word))) {
                self.join(index, word, &mut rows);
            }
        }
        rows
    }

    /// Takes in the rows of a word; whether it has any.
    fn join(&self, index: &Index, word: u32, rows: &mut Rows) -> bool {
        let mut is_found = self.postings.totals()[word as usize] > 0;
        self.postings.join_into(word, rows);
        let from = self.names.partition_point(|(known, ..)| *known < word);
        for (_, dimension, value) in self.names[from..].iter().take_while(|(known, ..)| *known == word) {
            let Some(values) = index.values(*dimension) else { continue };
            is_found |= values.postings.totals().get(*value as usize).is_some_and(|total| *total > 0);
            values.postings.join_into(*value, rows);
        }
        is_found
    }
}

/// Words end to end.
#[derive(Clone, Debug, Default)]
struct Words {
    text: String,
    ends: Vec<u32>,
}

impl Words {
    fn get(&self, word: u32) -> &str {
        let word = word as usize;
        let from = if word == 0 { 0 } else { self.ends[word - 1] as usize };
        &self.text[from..self.ends[word] as usize]
    }

    fn push(&mut self, word: &str) {
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
    }

    /// The first word, of sorted ones, that does not come before this one.
    fn first_from(&self, wanted: &str) -> u32 {
        let (mut low, mut high) = (0, self.ends.len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(middle) < wanted { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// Takes texts row by row, and names in any order.
#[derive(Clone, Debug, Default)]
pub struct DictionaryBuilder {
    words: Words,
    /// Positions of words by their hash, plus one; nought is empty. A power of two, at most half full.
    slots: Vec<u32>,
    rows: Lists,
    names: Vec<(u32, Dimension, u32)>,
    row: Vec<u32>,
    /// The row that each word was found in last, plus one.
    told: Vec<u32>,
    folded: String,
}

impl DictionaryBuilder {
    /// Takes the texts of the next event of a set.
    pub fn push_event(&mut self, data: &DataSet, event: &Event) {
        for id in [event.title, event.summary, event.note] {
            data.texts.every(id).for_each(|text| self.push_text(text));
        }
        // All but the names of actors and places, which are looked up by value.
        for person in &event.people {
            let person = &data.people[person.index()];
            data.texts.every(person.name).for_each(|text| self.push_text(text));
            person.aliases.iter().for_each(|alias| self.push_text(alias));
        }
        self.end_row();
    }

    /// Takes the names of a set's actors and places.
    pub fn push_names(&mut self, data: &DataSet) {
        for (dimension, count) in [(Dimension::Actor, data.actors.len()), (Dimension::Place, data.places.len())] {
            for value in 0..count as u32 {
                for name in dimension.spellings(data, value) {
                    self.push_name(dimension, value, name);
                }
            }
        }
    }

    /// Takes the texts of the next row.
    pub fn push_row(&mut self, texts: &[&str]) {
        texts.iter().for_each(|text| self.push_text(text));
        self.end_row();
    }

    fn push_text(&mut self, text: &str) {
        let row = self.rows.rows() as u32 + 1;
        let mut folded = core::mem::take(&mut self.folded);
        folded.clear();
        fold_into(text, &mut folded);
        for word in folded.as_bytes().split(|byte| *byte == b' ').filter(|word| !word.is_empty()) {
            let word = self.word(word);
            let told = &mut self.told[word as usize];
            if *told != row {
                *told = row;
                self.row.push(word);
            }
        }
        self.folded = folded;
    }

    fn end_row(&mut self) {
        self.rows.push(&self.row);
        self.row.clear();
    }

    /// Takes a name of an actor or place: its words find every row that has the value.
    pub fn push_name(&mut self, dimension: Dimension, value: u32, name: &str) {
        for word in fold(name).split(' ').filter(|word| !word.is_empty()) {
            let word = self.word(word.as_bytes());
            self.names.push((word, dimension, value));
        }
    }

    /// The dictionary; row `i` is the one taken as `order[i]`, if there is an order.
    #[must_use]
    pub fn finish(mut self, order: &[u32]) -> Dictionary {
        if !order.is_empty() {
            self.rows = self.rows.ordered(order);
        }
        let count = self.words.ends.len();
        let mut order: Vec<u32> = (0..count as u32).collect();
        order::by(&mut order, &mut |a, b| self.words.get(a).cmp(self.words.get(b)));
        let (mut words, mut new) = (Words::default(), vec![0_u32; count]);
        for (at, word) in order.iter().enumerate() {
            words.push(self.words.get(*word));
            new[*word as usize] = at as u32;
        }
        self.rows.rename(&new);
        let postings = Postings::to_find(count, &self.rows);
        let key = |(word, dimension, value): &(u32, Dimension, u32)| {
            u64::from(new[*word as usize]) << 36 | (*dimension as u64) << 32 | u64::from(*value)
        };
        let mut keys: Vec<u64> = self.names.iter().map(key).collect();
        order::keys(&mut keys);
        keys.dedup();
        let name = |key: &u64| ((key >> 36) as u32, Dimension::ALL[(key >> 32 & 15) as usize], *key as u32);
        let names = keys.iter().map(name).collect();
        Dictionary { words, postings, names }
    }

    /// The position of a word, which is new or known.
    fn word(&mut self, word: &[u8]) -> u32 {
        if self.words.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let at = self.slot(word);
        if self.slots[at] == 0 {
            self.words.push(core::str::from_utf8(word).unwrap_or_default());
            self.told.push(0);
            self.slots[at] = self.words.ends.len() as u32;
        }
        self.slots[at] - 1
    }

    fn slot(&self, word: &[u8]) -> usize {
        // As slices: a vector's own index is a call where all is compiled for size.
        let (slots, ends, text) = (&self.slots[..], &self.words.ends[..], self.words.text.as_bytes());
        let mask = slots.len() - 1;
        let mut at = hash(word) & mask;
        while slots[at] != 0 {
            let known = slots[at] as usize - 1;
            let from = if known == 0 { 0 } else { ends[known - 1] as usize };
            if text[from..ends[known] as usize] == *word {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(64)];
        for word in 0..self.words.ends.len() as u32 {
            let at = self.slot(self.words.get(word).as_bytes());
            self.slots[at] = word + 1;
        }
    }
}

/// FNV-1a, its high bits folded down.
fn hash(word: &[u8]) -> usize {
    let hash = word.iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 15) as usize
}
