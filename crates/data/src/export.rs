//! A set as text, in all forms of the core, and those that only the tool knows: TOML, and the schema of the JSON.

use anyhow::Result;
use conflict_timeline_core::model::DataSet;
use schemars::generate::SchemaSettings;
use serde_json::Value;

pub use conflict_timeline_core::export::*;

/// The JSON Schema (draft 2020-12) of [`json`]'s form.
///
/// # Errors
/// Never in practice; serde_json's type says it may.
pub fn schema() -> Result<String> {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Document>();
    schema.insert("$id".into(), SCHEMA_ID.into());
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}

/// The whole set as TOML.
///
/// # Errors
/// Where a number is too large for TOML.
pub fn toml(data: &DataSet) -> Result<String> {
    let mut value = serde_json::to_value(Document::of(data))?;
    if let Some(map) = value.as_object_mut() {
        map.remove("$schema");
        map.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
    }
    prune(&mut value);
    Ok(toml::to_string(&value)?)
}

/// TOML has no null.
fn prune(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null());
            map.values_mut().for_each(prune);
        }
        Value::Array(list) => list.iter_mut().for_each(prune),
        _ => {}
    }
}
