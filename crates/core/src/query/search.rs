//! Words typed by a reader against words of the set: folded, by their beginnings, one slip forgiven.

use super::fold;
use crate::model::{DataSet, Event, EventId, TextId};
use crate::order;
use crate::problem::edit_distance;
use fixedbitset::FixedBitSet;

/// A word of five letters or more may have one slip.
const FORGIVEN_FROM: usize = 5;

/// Every word of the set, sorted, with the rows that have it.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    words: Vec<(String, Vec<u32>)>,
}

impl Dictionary {
    /// Reads titles, summaries, and the names and aliases of actors, people and places, in every language.
    #[must_use]
    pub fn new(data: &DataSet) -> Self {
        let mut pairs: Vec<(String, u32)> = Vec::new();
        for (row, event) in data.events.iter().enumerate() {
            for text in words_of(data, event) {
                let folded = fold(text);
                pairs.extend(folded.split(' ').filter(|word| !word.is_empty()).map(|word| (word.into(), row as u32)));
            }
        }
        let mut sorted: Vec<u32> = (0..pairs.len() as u32).collect();
        // Rows are ascending already: equal words keep theirs so.
        order::by(&mut sorted, &mut |a, b| pairs[a as usize].0.cmp(&pairs[b as usize].0));
        let mut words: Vec<(String, Vec<u32>)> = Vec::new();
        for at in sorted {
            let (word, row) = core::mem::take(&mut pairs[at as usize]);
            match words.last_mut() {
                Some((last, rows)) if *last == word => {
                    if rows.last() != Some(&row) {
                        rows.push(row);
                    }
                }
                _ => words.push((word, vec![row])),
            }
        }
        Self { words }
    }

    /// Rows with a word that begins so; if there is none, with one slip forgiven.
    fn rows(&self, wanted: &str, rows: &mut FixedBitSet) {
        let from = self.words.partition_point(|(word, _)| word.as_str() < wanted);
        let mut is_found = false;
        for (_, found) in self.words[from..].iter().take_while(|(word, _)| word.starts_with(wanted)) {
            is_found = true;
            rows.extend(found.iter().map(|row| *row as usize));
        }
        if is_found {
            return;
        }
        for (word, found) in &self.words {
            if is_slip(wanted, word) {
                rows.extend(found.iter().map(|row| *row as usize));
            }
        }
    }
}

/// Whether the wanted word is the other one, or a beginning of it, with one slip.
fn is_slip(wanted: &str, word: &str) -> bool {
    let letters = wanted.chars().count();
    if letters < FORGIVEN_FROM {
        return false;
    }
    (letters - 1..=letters + 1).any(|length| {
        let end = word.char_indices().nth(length).map_or(word.len(), |(at, _)| at);
        edit_distance(wanted, &word[..end], 1) <= 1
    })
}

fn words_of<'a>(data: &'a DataSet, event: &'a Event) -> Vec<&'a str> {
    let mut ids = vec![event.title, event.summary, event.note];
    let mut texts: Vec<&str> = Vec::new();
    for part in &event.actors {
        let actor = data.actor(part.actor);
        ids.extend([actor.name, actor.short]);
        texts.extend(actor.aliases.iter().map(String::as_str));
    }
    for at in &event.places {
        let place = data.place(at.place);
        ids.push(place.name);
        texts.extend(place.aliases.iter().map(String::as_str));
    }
    for person in &event.people {
        let person = &data.people[person.index()];
        ids.push(person.name);
        texts.extend(person.aliases.iter().map(String::as_str));
    }
    for language in data.texts.languages() {
        texts.extend(ids.iter().filter_map(|id| data.texts.exact(*id, language)));
    }
    texts
}

/// Rows in which every word stands; `None` where nothing was typed.
pub(super) fn find(dictionary: &Dictionary, text: &str, row_count: usize) -> Option<FixedBitSet> {
    let folded = fold(text);
    let mut all: Option<FixedBitSet> = None;
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let mut rows = FixedBitSet::with_capacity(row_count);
        dictionary.rows(word, &mut rows);
        match &mut all {
            Some(all) => all.intersect_with(&rows),
            None => all = Some(rows),
        }
    }
    all
}

/// Something that what was typed may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// An actor, by position.
    Actor(u32),
    /// A place, by position.
    Place(u32),
    /// An event.
    Event(EventId),
}

/// At most `most` actors and places, then events, whose name has every word typed.
#[must_use]
pub fn suggest(data: &DataSet, text: &str, most: usize) -> Vec<Suggestion> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let fits = |ids: &[TextId], aliases: &[String]| {
        let by_alias = aliases.iter().any(|alias| has_words(&fold(alias), &wanted));
        by_alias
            || data.texts.languages().any(|language| {
                ids.iter().filter_map(|id| data.texts.exact(*id, language)).any(|name| has_words(&fold(name), &wanted))
            })
    };
    let actors = data.actors.iter().enumerate();
    let actors = actors.filter(|(_, actor)| fits(&[actor.name, actor.short], &actor.aliases));
    let places = data.places.iter().enumerate();
    let places = places.filter(|(_, place)| fits(&[place.name], &place.aliases));
    let events = data.events.iter().enumerate().filter(|(_, event)| fits(&[event.title], &[]));
    actors
        .map(|(index, _)| Suggestion::Actor(index as u32))
        .chain(places.map(|(index, _)| Suggestion::Place(index as u32)))
        .chain(events.map(|(index, _)| Suggestion::Event(EventId::at(index))))
        .take(most)
        .collect()
}

fn has_words(text: &str, wanted: &str) -> bool {
    wanted.split(' ').all(|wanted| text.split(' ').any(|word| word.starts_with(wanted) || is_slip(wanted, word)))
}
