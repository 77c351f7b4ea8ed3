//! Texts for people, and closed lists of words, as JSON.

use crate::model::{TextId, Texts, Word, record};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::borrow::Cow;

/// A text in each language that has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<(String, String)>);

impl Words {
    /// The text of that id; `None` where there is no text at all.
    #[must_use]
    pub fn of(texts: &Texts, id: TextId) -> Option<Self> {
        if id.is_none() {
            return None;
        }
        let pairs = texts
            .languages()
            .filter_map(|language| texts.exact(id, language).map(|text| (language.to_string(), text.to_string())));
        Some(Self(pairs.collect()))
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (language, text) in &self.0 {
            map.serialize_entry(language, text)?;
        }
        map.end()
    }
}

impl JsonSchema for Words {
    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Text for people: one text a language code, or plain text for English.",
            "anyOf": [
                { "type": "string" },
                { "type": "object", "additionalProperties": { "type": "string" }, "minProperties": 1 }
            ]
        })
    }
}

/// The columns of an imported row, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(Vec<(String, String)>);

impl Columns {
    /// The columns of a record's text.
    #[must_use]
    pub fn of(texts: &Texts, id: TextId) -> Self {
        Self(record::columns(texts.get(id, "en")).map(|(name, value)| (name.to_string(), value)).collect())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Columns {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl JsonSchema for Columns {
    fn schema_name() -> Cow<'static, str> {
        "Columns".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": { "type": "string" } })
    }
}

/// The schema of a closed list of words.
pub(super) fn one_of<W: Word>(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": W::NAMES })
}

/// The schema of the words for precision.
pub(super) fn precision(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": ["day", "days", "month", "year", "decade"] })
}

/// The schema of a date that may be uncertain.
pub(super) fn date(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "description": "A date as EDTF (ISO 8601-2), as firm as its source.",
        "examples": ["2013-01-14", "2012-07", "2013-01-14/2013-01-21", "[2013-01-28,2013-01-29]", "[..2012-07-17]"],
        "minLength": 4
    })
}

/// The schema of a civil day.
pub(super) fn day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
}
