//! What events refer to, as JSON.

use super::words::{self, Words};
use crate::model::{self, Bloc, DataSet, PlacePrecision, Word};
use crate::time::edtf;
use schemars::JsonSchema;
use serde::Serialize;

/// What the set is, where it comes from, whom to credit.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// Stable name.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub id: String,
    /// Title.
    pub title: Words,
    /// One line of what it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<Words>,
    /// How it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Words>,
    /// Credit that has to be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<Words>,
    /// Version of the data.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub version: String,
    /// Day of that version.
    #[schemars(default, schema_with = "words::day")]
    pub date: String,
    /// First day that the set is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, schema_with = "words::date")]
    pub from: Option<String>,
    /// Last day that the set is about, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, schema_with = "words::date")]
    pub to: Option<String>,
    /// Licence of the set's own text.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub licence: String,
    /// Where the licence can be read: an http or https address.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub licence_url: String,
}

/// A group, force, state, mission or people.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// Stable name.
    pub id: String,
    /// Full name.
    pub name: Words,
    /// Acronym or short name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<Words>,
    /// A neutral line on what it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Words>,
    /// The side it is drawn with.
    #[schemars(default, schema_with = "words::one_of::<Bloc>")]
    pub bloc: &'static str,
    /// `state`, `force`, `group`, `mission`, `organisation`, `people`, `media`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub kind: String,
    /// Other names and spellings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub aliases: Vec<String>,
    /// From whom it came.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub lineage: Vec<Lineage>,
    /// With or against whom it stood, from when to when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub alignment: Vec<Alignment>,
}

/// From whom an actor came.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lineage {
    /// Id of the forerunner, or of the whole that it is part of.
    pub from: String,
    /// `split`, `merged`, `renamed` or `part-of`.
    #[serde(rename = "as")]
    pub relation: String,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, schema_with = "words::date")]
    pub when: Option<String>,
    /// Id of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Line in the source, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// With or against whom an actor stood for a time.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alignment {
    /// Id of the other actor.
    pub with: String,
    /// `beside`, `against`, `talks` or `neutral`.
    #[serde(rename = "as")]
    pub relation: String,
    /// From when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, schema_with = "words::date")]
    pub from: Option<String>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, schema_with = "words::date")]
    pub to: Option<String>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Words>,
    /// Id of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Line in the source, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// A named person.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Stable name.
    pub id: String,
    /// Name.
    pub name: Words,
    /// Other names and spellings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub aliases: Vec<String>,
    /// What the person was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Words>,
    /// The groups the person belonged to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub groups: Vec<Membership>,
}

/// A group that a person belonged to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// Id of the group.
    pub actor: String,
}

/// A town, site, region or country.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Stable name.
    pub id: String,
    /// Name.
    pub name: Words,
    /// Other spellings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub aliases: Vec<String>,
    /// Latitude in degrees, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -90.0, max = 90.0))]
    pub lat: Option<f64>,
    /// Longitude in degrees, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -180.0, max = 180.0))]
    pub lon: Option<f64>,
    /// How firm the coordinates are.
    #[schemars(default, schema_with = "words::one_of::<PlacePrecision>")]
    pub precision: &'static str,
    /// `town`, `village`, `site`, `airport`, `region`, `area`, `country`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub kind: String,
    /// Id of the region it lies in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// ISO 3166 code.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub country: String,
}

/// A document.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Stable name.
    pub id: String,
    /// The file that line numbers count in.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub file: String,
    /// Title.
    pub title: Words,
    /// Who published it.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub publisher: String,
    /// `encyclopedia`, `news`, `analysis`, `data`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub kind: String,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, schema_with = "words::date")]
    pub published: Option<String>,
    /// How an inferred date of publication was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_note: Option<Words>,
    /// Language code.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub language: String,
    /// An http or https address.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub url: String,
}

impl Set {
    /// The head of a set.
    #[must_use]
    pub fn of(data: &DataSet) -> Self {
        let (meta, words) = (&data.meta, |id| Words::of(&data.texts, id));
        Self {
            id: meta.slug.clone(),
            title: words(meta.title).unwrap_or_default(),
            subtitle: words(meta.subtitle),
            about: words(meta.about),
            credit: words(meta.credit),
            version: meta.version.clone(),
            date: meta.date.to_string(),
            from: meta.span.map(|span| span.from.to_string()),
            to: meta.span.map(|span| span.to.plus(-1).to_string()),
            licence: meta.licence.clone(),
            licence_url: meta.licence_url.clone(),
        }
    }
}

impl Actor {
    /// An actor of a set.
    #[must_use]
    pub fn of(actor: &model::Actor, data: &DataSet) -> Self {
        let words = |id| Words::of(&data.texts, id);
        let source = |id: Option<model::SourceId>| id.map(|id| data.source(id).slug.clone());
        let line = |line: u32| (line > 0).then_some(line);
        Self {
            id: actor.slug.clone(),
            name: words(actor.name).unwrap_or_default(),
            // The reader fills in a missing short name with the name itself.
            short: words(actor.short).filter(|_| actor.short != actor.name),
            label: words(actor.label),
            bloc: actor.bloc.name(),
            kind: actor.sort.clone(),
            aliases: actor.aliases.clone(),
            lineage: actor
                .lineage
                .iter()
                .map(|row| Lineage {
                    from: data.actor(row.from).slug.clone(),
                    relation: row.relation.clone(),
                    when: row.when.as_ref().map(edtf),
                    source: source(row.source),
                    line: line(row.line),
                })
                .collect(),
            alignment: actor
                .alignment
                .iter()
                .map(|row| Alignment {
                    with: data.actor(row.with).slug.clone(),
                    relation: row.relation.clone(),
                    from: row.from.as_ref().map(edtf),
                    to: row.to.as_ref().map(edtf),
                    note: words(row.note),
                    source: source(row.source),
                    line: line(row.line),
                })
                .collect(),
        }
    }
}

impl Person {
    /// A person of a set.
    #[must_use]
    pub fn of(person: &model::Person, data: &DataSet) -> Self {
        let group = |id: &model::ActorId| Membership { actor: data.actor(*id).slug.clone() };
        Self {
            id: person.slug.clone(),
            name: Words::of(&data.texts, person.name).unwrap_or_default(),
            aliases: person.aliases.clone(),
            role: Words::of(&data.texts, person.role),
            groups: person.groups.iter().map(group).collect(),
        }
    }
}

impl Place {
    /// A place of a set.
    #[must_use]
    pub fn of(place: &model::Place, data: &DataSet) -> Self {
        let degrees = |e5: Option<i32>| e5.map(|e5| f64::from(e5) / 1e5);
        Self {
            id: place.slug.clone(),
            name: Words::of(&data.texts, place.name).unwrap_or_default(),
            aliases: place.aliases.clone(),
            lat: degrees(place.lat_e5),
            lon: degrees(place.lon_e5),
            precision: place.precision.name(),
            kind: place.sort.clone(),
            parent: place.parent.map(|id| data.place(id).slug.clone()),
            country: place.country.clone(),
        }
    }
}

impl Source {
    /// A document of a set.
    #[must_use]
    pub fn of(source: &model::Source, data: &DataSet) -> Self {
        Self {
            id: source.slug.clone(),
            file: source.file.clone(),
            title: Words::of(&data.texts, source.title).unwrap_or_default(),
            publisher: source.publisher.clone(),
            kind: source.sort.clone(),
            published: source.published.as_ref().map(edtf),
            date_note: Words::of(&data.texts, source.date_note),
            language: source.language.clone(),
            url: source.url.clone(),
        }
    }
}
