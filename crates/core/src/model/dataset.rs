//! The whole: lists that refer to each other by position.

use super::vocabulary::words;
use super::{
    Actor, ActorId, Event, EventId, Events, Person, PhaseId, Place, PlaceId, SourceId, Status, TextId, Texts, Word,
};
use crate::time::{Day, Span, When};

/// What the set is, where it comes from, who to credit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// Stable slug.
    pub slug: String,
    /// Title.
    pub title: TextId,
    /// One line of what it is.
    pub subtitle: TextId,
    /// How it was made.
    pub about: TextId,
    /// Credit that has to be shown.
    pub credit: TextId,
    /// Version of the data.
    pub version: String,
    /// Date of that version.
    pub date: Day,
    /// Licence of the set's own text.
    pub licence: String,
    /// Where the licence can be read.
    pub licence_url: String,
    /// The days that the set is about; events outside are background.
    pub span: Option<Span>,
}

impl Meta {
    /// The slug, or what stands for it where there is none.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.slug.is_empty() { "set" } else { &self.slug }
    }
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Stable slug.
    pub slug: String,
    /// The file that the line numbers count in.
    pub file: String,
    /// Title.
    pub title: TextId,
    /// Who published it.
    pub publisher: String,
    /// `encyclopedia`, `news`, `analysis`, `data`.
    pub sort: String,
    /// When it was published.
    pub published: Option<When>,
    /// How an inferred date of publication was found.
    pub date_note: TextId,
    /// Language code.
    pub language: String,
    /// http or https link, or empty.
    pub url: String,
}

/// A named stretch of the war.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Phase {
    /// Stable slug.
    pub slug: String,
    /// Name.
    pub name: TextId,
    /// What it was.
    pub summary: TextId,
    /// From its first day to the day after its last.
    pub span: Span,
}

words! {
    /// Who holds a town.
    Hold {
        /// Held.
        #[default]
        Held = "held",
        /// Fought over or claimed by two.
        Contested = "contested",
        /// Held, and under siege.
        Besieged = "besieged",
        /// No report in the sources.
        Unknown = "unknown",
    }
}

/// Who held a town from when to when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Control {
    /// The town.
    pub place: PlaceId,
    /// The holders; none where unknown.
    pub holders: Vec<ActorId>,
    /// How.
    pub state: Hold,
    /// From when.
    pub from: When,
    /// Until when; `None`: to the end of the set.
    pub to: Option<When>,
    /// The event that made it so.
    pub event: Option<EventId>,
    /// In words.
    pub note: TextId,
}

/// One step of a story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// The event it stands on.
    pub event: Option<EventId>,
    /// Heading.
    pub title: TextId,
    /// Bridge text.
    pub text: TextId,
    /// Filter in its textual form.
    pub filter: String,
    /// The span in view.
    pub span: Span,
}

/// An editor's sequence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// Stable slug.
    pub slug: String,
    /// Title.
    pub title: TextId,
    /// What it tells.
    pub lead: TextId,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// What was changed, when and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// The day of the change.
    pub date: Day,
    /// The event changed, by slug: it may be gone.
    pub event: String,
    /// What was changed.
    pub what: TextId,
    /// Why.
    pub why: TextId,
}

/// Everything. Lists refer to each other by position; events are sorted by day, then slug.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataSet {
    /// About the set.
    pub meta: Meta,
    /// Words for people.
    pub texts: Texts,
    /// Events, by day.
    pub events: Events,
    /// Actors.
    pub actors: Vec<Actor>,
    /// People.
    pub people: Vec<Person>,
    /// Places.
    pub places: Vec<Place>,
    /// Documents.
    pub sources: Vec<Source>,
    /// Phases.
    pub phases: Vec<Phase>,
    /// Control of towns.
    pub control: Vec<Control>,
    /// Stories.
    pub stories: Vec<Story>,
    /// Corrections.
    pub corrections: Vec<Correction>,
    /// Events were given a status, be it that all are confirmed, or the set of which [`Self::keep`] left a part has one for them.
    pub says_status: bool,
}

impl DataSet {
    /// The event of that slug.
    #[must_use]
    pub fn event_by_slug(&self, slug: &str) -> Option<EventId> {
        self.events.position(slug).map(EventId::at)
    }

    /// The event at a position.
    #[must_use]
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.index()]
    }

    /// The actor at a position.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.index()]
    }

    /// The place at a position.
    #[must_use]
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[id.index()]
    }

    /// The source at a position.
    #[must_use]
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.index()]
    }

    /// The phase in which a day falls; the later one where two overlap.
    #[must_use]
    pub fn phase_at(&self, day: Day) -> Option<PhaseId> {
        self.phases.iter().rposition(|phase| phase.span.has(day)).map(PhaseId::at)
    }

    /// The days that the set is about: as it says itself, else from its first event to the day after
    /// its last; one day where there is none.
    #[must_use]
    pub fn span(&self) -> Span {
        if let Some(span) = self.meta.span {
            return span;
        }
        let mut days = None;
        self.events.each(&mut |_, Event { when, .. }| {
            let (first, last) = days.unwrap_or((when.earliest, when.latest));
            days = Some((when.earliest.min(first), when.latest.max(last)));
        });
        let (first, last) = days.unwrap_or_default();
        Span::new(first, last.plus(1))
    }

    /// Whether the set says of its events how sure they are. Where all are confirmed and none was given that status, nobody
    /// said anything of it.
    #[must_use]
    pub fn tells_status(&self) -> bool {
        let mut tells = self.says_status;
        self.events.each(&mut |_, event| tells |= event.status != Status::Confirmed);
        tells
    }

    /// The regions and countries that a place lies in, itself too if it is one.
    #[must_use]
    pub fn regions(&self, place: PlaceId) -> Vec<u32> {
        let mut found = Vec::new();
        let mut next = Some(place);
        // A set may say that a lies in b and b in a: no way up is longer than the list of places.
        for _ in 0..self.places.len() {
            let Some(place) = next else { break };
            let entry = self.place(place);
            if matches!(entry.sort.as_str(), "region" | "area" | "country") {
                found.push(place.0);
            }
            next = entry.parent;
        }
        crate::order::ids(&mut found);
        found.dedup();
        found
    }

    /// The blocs of an event's actors, each once, in the order of [`super::Bloc`], without `None`.
    #[must_use]
    pub fn blocs(&self, event: &Event) -> Vec<super::Bloc> {
        let takes_part = |bloc: &super::Bloc| event.actors.iter().any(|part| self.actor(part.actor).bloc == *bloc);
        super::Bloc::ALL.iter().copied().filter(|bloc| *bloc != super::Bloc::None).filter(takes_part).collect()
    }
}
