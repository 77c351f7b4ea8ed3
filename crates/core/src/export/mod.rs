//! A set as text: as JSON, the same form that the element's `load` takes, and in the forms of others.

mod calendar;
mod event;
mod foreign;
mod layers;
mod lists;
mod spoken;
mod table;
mod told;
mod words;

use crate::model::DataSet;
use schemars::JsonSchema;
use serde::Serialize;

pub use calendar::ics;
pub use event::{Citation, Claim, Event, EventPlace, Participant, Related};
pub use foreign::{geojson, timelinejs};
pub use layers::{Control, Correction, Phase, Step, Story};
pub use lists::{Actor, Alignment, Lineage, Membership, Person, Place, Set, Source};
pub use table::{COLUMNS, csv, rows};
pub use words::Words;

/// Name of the schema. The file itself comes with the package, so it needs no address.
pub const SCHEMA_ID: &str = "urn:conflict-timeline:schema:1";

/// A whole set of conflict events. Only `events` has to be there; lists that are left out are made from the
/// names that the events use.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Conflict timeline")]
pub struct Document {
    /// Name of this schema.
    #[serde(rename = "$schema")]
    #[schemars(default)]
    pub schema: &'static str,
    /// About the set.
    #[schemars(default)]
    pub set: Option<Set>,
    /// Events, by day.
    pub events: Vec<Event>,
    /// Actors.
    #[schemars(default)]
    pub actors: Vec<Actor>,
    /// People.
    #[schemars(default)]
    pub people: Vec<Person>,
    /// Places.
    #[schemars(default)]
    pub places: Vec<Place>,
    /// Documents.
    #[schemars(default)]
    pub sources: Vec<Source>,
    /// Phases.
    #[schemars(default)]
    pub phases: Vec<Phase>,
    /// Who held which town.
    #[schemars(default)]
    pub control: Vec<Control>,
    /// Stories.
    #[schemars(default)]
    pub stories: Vec<Story>,
    /// Corrections, oldest first.
    #[schemars(default)]
    pub corrections: Vec<Correction>,
}

impl Document {
    /// The whole of a set. Events have a status only where the set says something of it.
    #[must_use]
    pub fn of(data: &DataSet) -> Self {
        let tells_status = data.tells_status();
        let event = |event| {
            let event = Event::of(event, data);
            Event { status: if tells_status { event.status } else { "" }, ..event }
        };
        Self { events: data.events.iter().map(event).collect(), ..Self::without_events(data) }
    }

    /// Everything of a set but its events.
    #[must_use]
    pub fn without_events(data: &DataSet) -> Self {
        Self {
            schema: SCHEMA_ID,
            set: Some(Set::of(data)),
            events: Vec::new(),
            actors: data.actors.iter().map(|actor| Actor::of(actor, data)).collect(),
            people: data.people.iter().map(|person| Person::of(person, data)).collect(),
            places: data.places.iter().map(|place| Place::of(place, data)).collect(),
            sources: data.sources.iter().map(|source| Source::of(source, data)).collect(),
            phases: data.phases.iter().map(|phase| Phase::of(phase, data)).collect(),
            control: data.control.iter().map(|row| Control::of(row, data)).collect(),
            stories: data.stories.iter().map(|story| Story::of(story, data)).collect(),
            corrections: data.corrections.iter().map(|correction| Correction::of(correction, data)).collect(),
        }
    }
}

/// The set as JSON text.
///
/// # Errors
/// Never for a set that was read; serde_json's type says it may.
pub fn json(data: &DataSet) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&Document::of(data))? + "\n")
}
