//! The editorial layers over the events, as JSON.

use super::words::{self, Words};
use crate::model::{self, DataSet, Hold, Word};
use crate::time::edtf;
use schemars::JsonSchema;
use serde::Serialize;

/// A named stretch of the war.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Stable name.
    pub id: String,
    /// Name.
    pub name: Words,
    /// What it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Words>,
    /// First day.
    #[schemars(schema_with = "words::date")]
    pub from: String,
    /// Last day, included.
    #[schemars(schema_with = "words::date")]
    pub to: String,
}

/// Who held a town from when to when.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Id of the town.
    pub place: String,
    /// Ids of the holders; none where unknown.
    #[schemars(default)]
    pub holder: Vec<String>,
    /// How.
    #[schemars(default, schema_with = "words::one_of::<Hold>")]
    pub state: &'static str,
    /// From when.
    #[schemars(schema_with = "words::date")]
    pub from: String,
    /// Until when; without it until the town's next row, or the end of the set.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, schema_with = "words::date")]
    pub to: Option<String>,
    /// Id of the event that made it so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Words>,
}

/// An editor's sequence.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// Stable name.
    pub id: String,
    /// Title.
    pub title: Words,
    /// What it tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<Words>,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// One step of a story.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Id of the event it stands on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Words>,
    /// Bridge text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Words>,
    /// Filter in its textual form: `kind=battle;actor=mnla`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub filter: String,
    /// First day in view.
    #[schemars(schema_with = "words::date")]
    pub from: String,
    /// Last day in view, included.
    #[schemars(schema_with = "words::date")]
    pub to: String,
}

/// What was changed, when and why.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The day of the change.
    #[schemars(schema_with = "words::day")]
    pub date: String,
    /// Id of the event changed.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub event: String,
    /// What was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<Words>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Words>,
}

impl Phase {
    /// A phase of a set.
    #[must_use]
    pub fn of(phase: &model::Phase, data: &DataSet) -> Self {
        Self {
            id: phase.slug.clone(),
            name: Words::of(&data.texts, phase.name).unwrap_or_default(),
            summary: Words::of(&data.texts, phase.summary),
            from: phase.span.from.to_string(),
            to: phase.span.to.plus(-1).to_string(),
        }
    }
}

impl Control {
    /// A control row of a set.
    #[must_use]
    pub fn of(row: &model::Control, data: &DataSet) -> Self {
        Self {
            place: data.place(row.place).slug.clone(),
            holder: row.holders.iter().map(|id| data.actor(*id).slug.clone()).collect(),
            state: row.state.name(),
            from: edtf(&row.from),
            to: row.to.as_ref().map(edtf),
            event: row.event.map(|id| data.event(id).slug.clone()),
            note: Words::of(&data.texts, row.note),
        }
    }
}

impl Story {
    /// A story of a set.
    #[must_use]
    pub fn of(story: &model::Story, data: &DataSet) -> Self {
        let words = |id| Words::of(&data.texts, id);
        let step = |step: &model::Step| Step {
            event: step.event.map(|id| data.event(id).slug.clone()),
            title: words(step.title),
            text: words(step.text),
            filter: step.filter.clone(),
            from: step.span.from.to_string(),
            to: step.span.to.plus(-1).to_string(),
        };
        Self {
            id: story.slug.clone(),
            title: words(story.title).unwrap_or_default(),
            lead: words(story.lead),
            steps: story.steps.iter().map(step).collect(),
        }
    }
}

impl Correction {
    /// A correction of a set.
    #[must_use]
    pub fn of(correction: &model::Correction, data: &DataSet) -> Self {
        Self {
            date: correction.date.to_string(),
            event: correction.event.clone(),
            what: Words::of(&data.texts, correction.what),
            why: Words::of(&data.texts, correction.why),
        }
    }
}
