//! Events and claims as JSON.

use super::words::{self, Columns, Words};
use crate::model::{
    self, ClaimStatus, Claimant, DataSet, Kind, Measure, PlaceId, Relation, Role, Status, Word, Wording,
};
use crate::time::When;
use crate::time::edtf;
use schemars::JsonSchema;
use serde::Serialize;

/// Something that happened, or was said to have happened.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Stable name, for links; never changes once published.
    #[schemars(default)]
    pub id: String,
    /// When, as firm as the source.
    #[schemars(schema_with = "words::date")]
    pub when: String,
    /// First possible day; follows from `when`, and is absent where that has an open start.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, schema_with = "words::day")]
    pub earliest: Option<String>,
    /// Last possible day; follows from `when`, and is absent where that has an open end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, schema_with = "words::day")]
    pub latest: Option<String>,
    /// The coarsest unit that `when` names; follows from it.
    #[schemars(default, schema_with = "words::precision")]
    pub precision: &'static str,
    /// At most 60 characters.
    pub title: Words,
    /// At most 28 characters, for a crowded drawing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<Words>,
    /// One to three sentences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Words>,
    /// What is contested, in plain words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Words>,
    /// How an inferred date was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_note: Option<Words>,
    /// What an imported row says beside all this, by its columns.
    #[serde(skip_serializing_if = "Columns::is_empty")]
    #[schemars(default)]
    pub record: Columns,
    /// What sort.
    #[schemars(default, schema_with = "words::one_of::<Kind>")]
    pub kind: &'static str,
    /// How sure it is that it happened as told.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schemars(default, schema_with = "words::one_of::<Status>")]
    pub status: &'static str,
    /// Editorial weight, 1 to 5.
    #[schemars(default, range(min = 1, max = 5))]
    pub weight: u8,
    /// Id of the phase in which it falls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// Where.
    #[schemars(default)]
    pub places: Vec<EventPlace>,
    /// Who took part, and how.
    #[schemars(default)]
    pub actors: Vec<Participant>,
    /// Ids of named people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub people: Vec<String>,
    /// Who says what. Figures of two claimants are never added.
    #[schemars(default)]
    pub claims: Vec<Claim>,
    /// Links to other events.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub related: Vec<Related>,
    /// Where it is written.
    #[schemars(default)]
    pub sources: Vec<Citation>,
}

/// Where it happened.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventPlace {
    /// Id of the place.
    pub id: String,
    /// Near it, not in it.
    #[schemars(default)]
    pub near: bool,
}

/// Who took part and how.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Id of the actor.
    pub id: String,
    /// How.
    #[schemars(default, schema_with = "words::one_of::<Role>")]
    pub role: &'static str,
}

/// A link to another event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Related {
    /// Id of the other event.
    pub event: String,
    /// What this event is to it.
    #[serde(rename = "as")]
    #[schemars(default, schema_with = "words::one_of::<Relation>")]
    pub relation: &'static str,
}

/// Where it is written.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Id of the source.
    pub id: String,
    /// Lines in it, from 1.
    #[schemars(default)]
    pub lines: Vec<u32>,
    /// The source's own reference numbers for the statement.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub refs: Vec<u32>,
}

/// One statement by one claimant.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Name within the event, if another claim refers to it.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub id: String,
    /// Who says it: id of an actor or of a source, or `unattributed`.
    pub by: String,
    /// Who exactly spoke.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<Words>,
    /// About whom: id of an actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// About what.
    #[schemars(default, schema_with = "words::one_of::<Measure>")]
    pub what: &'static str,
    /// Lowest number said; absent where none was, never nought for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<u32>,
    /// Highest number said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<u32>,
    /// How the claimant worded the figure.
    #[schemars(default, schema_with = "words::one_of::<Wording>")]
    pub wording: &'static str,
    /// What became of the claim.
    #[schemars(default, schema_with = "words::one_of::<ClaimStatus>")]
    pub status: &'static str,
    /// When it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, schema_with = "words::date")]
    pub said: Option<String>,
    /// What it says, in our words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<Words>,
    /// What was counted, where it is not people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Words>,
    /// Id of the place that a control claim is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// `id` of an older claim of the same claimant that this one replaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// Id of the source; the event's first where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Line in the source, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

impl Event {
    /// An event of a set.
    #[must_use]
    pub fn of(event: &model::Event, data: &DataSet) -> Self {
        let words = |id| Words::of(&data.texts, id);
        Self {
            id: event.slug.clone(),
            when: event.edtf.clone(),
            earliest: event.when.first_day().map(|day| day.to_string()),
            latest: event.when.last_day().map(|day| day.to_string()),
            precision: event.when.precision.name(),
            title: words(event.title).unwrap_or_default(),
            // The reader fills in a missing short title with the title itself.
            short: words(event.short).filter(|_| event.short != event.title),
            summary: words(event.summary),
            note: words(event.note),
            date_note: words(event.date_note),
            record: Columns::of(&data.texts, event.record),
            kind: event.kind.name(),
            status: event.status.name(),
            weight: event.weight,
            phase: event.phase.map(|id| data.phases[id.index()].slug.clone()),
            places: event
                .places
                .iter()
                .map(|near| EventPlace { id: place(near.place, data), near: near.is_near })
                .collect(),
            actors: event
                .actors
                .iter()
                .map(|part| Participant { id: data.actor(part.actor).slug.clone(), role: part.role.name() })
                .collect(),
            people: event.people.iter().map(|id| data.people[id.index()].slug.clone()).collect(),
            claims: (0..event.claims.len()).map(|index| Claim::of(event, index, data)).collect(),
            related: event
                .related
                .iter()
                .map(|to| Related { event: data.event(to.event).slug.clone(), relation: to.relation.name() })
                .collect(),
            sources: event
                .sources
                .iter()
                .map(|cited| Citation {
                    id: data.source(cited.source).slug.clone(),
                    lines: cited.lines.clone(),
                    refs: cited.refs.clone(),
                })
                .collect(),
        }
    }
}

impl Claim {
    fn of(event: &model::Event, index: usize, data: &DataSet) -> Self {
        let claim = &event.claims[index];
        let words = |id| Words::of(&data.texts, id);
        let replaced = event.claims.iter().find(|old| old.replaced_by == Some(index as u32));
        Self {
            id: claim.id.clone(),
            by: claimant(claim.by, data),
            voice: words(claim.voice),
            about: claim.about.map(|id| data.actor(id).slug.clone()),
            what: claim.what.name(),
            low: claim.low,
            high: claim.high,
            wording: claim.wording.name(),
            status: claim.status.name(),
            said: claim.said.as_ref().map(|when: &When| edtf(when)),
            says: words(claim.says),
            unit: words(claim.unit),
            place: claim.place.map(|id| place(id, data)),
            replaces: replaced.map(|old| old.id.clone()),
            source: claim.source.map(|id| data.source(id).slug.clone()),
            line: (claim.line > 0).then_some(claim.line),
        }
    }
}

/// Id of the claimant.
fn claimant(by: Claimant, data: &DataSet) -> String {
    match by {
        Claimant::Unattributed => "unattributed".into(),
        Claimant::Actor(id) => data.actor(id).slug.clone(),
        Claimant::Source(id) => data.source(id).slug.clone(),
    }
}

fn place(id: PlaceId, data: &DataSet) -> String {
    data.place(id).slug.clone()
}
