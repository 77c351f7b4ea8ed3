//! The things that events can be chosen by, each value a number in one list.

use super::fold;
use crate::model::{Bloc, DataSet, Kind, Status, Word};
use crate::time::Precision;

/// What a facet counts and a filter chooses by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Side of the actors.
    Bloc,
    /// Sort of event.
    Kind,
    /// Who took part.
    Actor,
    /// Where.
    Place,
    /// The region or country around it.
    Region,
    /// Part of the war.
    Phase,
    /// How sure.
    Status,
    /// Where it is written.
    Source,
    /// How firm its date is.
    Precision,
}

impl Dimension {
    /// All, in the order of the textual form.
    pub const ALL: [Self; 9] = [
        Self::Bloc,
        Self::Kind,
        Self::Actor,
        Self::Place,
        Self::Region,
        Self::Phase,
        Self::Status,
        Self::Source,
        Self::Precision,
    ];

    /// The key in the textual form.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["bloc", "kind", "actor", "place", "region", "phase", "status", "source", "precision"][self as usize]
    }

    /// The dimension of that key.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.name() == name)
    }

    /// How many values there are.
    #[must_use]
    pub fn count(self, data: &DataSet) -> usize {
        match self {
            Self::Bloc => Bloc::ALL.len(),
            Self::Kind => Kind::ALL.len(),
            Self::Actor => data.actors.len(),
            Self::Place | Self::Region => data.places.len(),
            Self::Phase => data.phases.len(),
            Self::Status => Status::ALL.len(),
            Self::Source => data.sources.len(),
            Self::Precision => Precision::ALL.len(),
        }
    }

    /// The stable name of a value.
    #[must_use]
    pub fn value_name(self, data: &DataSet, value: u32) -> &str {
        let index = value as usize;
        let name = match self {
            Self::Bloc => Bloc::NAMES.get(index).copied(),
            Self::Kind => Kind::NAMES.get(index).copied(),
            Self::Status => Status::NAMES.get(index).copied(),
            Self::Precision => Precision::ALL.get(index).map(|precision| precision.name()),
            Self::Actor => data.actors.get(index).map(|actor| actor.slug.as_str()),
            Self::Place | Self::Region => data.places.get(index).map(|place| place.slug.as_str()),
            Self::Phase => data.phases.get(index).map(|phase| phase.slug.as_str()),
            Self::Source => data.sources.get(index).map(|source| source.slug.as_str()),
        };
        name.unwrap_or("")
    }

    /// The value of a stable name, or of a name for people in any language, case and accents folded.
    #[must_use]
    pub fn value(self, data: &DataSet, name: &str) -> Option<u32> {
        let count = self.count(data) as u32;
        let by_slug = (0..count).find(|value| self.value_name(data, *value).eq_ignore_ascii_case(name));
        by_slug.or_else(|| {
            let wanted = fold(name);
            (0..count).find(|value| self.spellings(data, *value).iter().any(|known| fold(known) == wanted))
        })
    }

    pub(super) fn spellings(self, data: &DataSet, value: u32) -> Vec<&str> {
        let index = value as usize;
        let (ids, aliases): (Vec<_>, &[String]) = match self {
            Self::Actor => (vec![data.actors[index].name, data.actors[index].short], &data.actors[index].aliases),
            Self::Place | Self::Region => (vec![data.places[index].name], &data.places[index].aliases),
            Self::Phase => (vec![data.phases[index].name], &[]),
            Self::Source => (vec![data.sources[index].title], &[]),
            _ => (Vec::new(), &[]),
        };
        let mut spellings: Vec<&str> = aliases.iter().map(String::as_str).collect();
        for language in data.texts.languages() {
            spellings.extend(ids.iter().filter_map(|id| data.texts.exact(*id, language)));
        }
        spellings
    }
}
