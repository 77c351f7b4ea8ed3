//! What a few letters may mean: actors, places, events.

use super::fold;
use super::slip::is_slip;
use crate::model::{DataSet, Event, EventId, TextId};

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
    let mut scratch = Event::default();
    let events = (0..data.events.len()).filter(|at| {
        let event = data.events.peek(*at, &mut scratch);
        event.is_some_and(|event| fits(&[event.title], &[]))
    });
    actors
        .map(|(index, _)| Suggestion::Actor(index as u32))
        .chain(places.map(|(index, _)| Suggestion::Place(index as u32)))
        .chain(events.map(|at| Suggestion::Event(EventId::at(at))))
        .take(most)
        .collect()
}

fn has_words(text: &str, wanted: &str) -> bool {
    wanted.split(' ').all(|wanted| text.split(' ').any(|word| word.starts_with(wanted) || is_slip(wanted, word)))
}
