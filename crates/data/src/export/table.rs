//! Events as CSV, one row each.

use super::event::claimant;
use anyhow::{Context, Result};
use conflict_timeline_core::model::{Claim, DataSet, Event, Word, Wording};

/// The columns, of Parquet too.
pub(crate) const COLUMNS: [&str; 16] = [
    "id",
    "when",
    "earliest",
    "latest",
    "precision",
    "title_en",
    "title_fr",
    "kind",
    "status",
    "places",
    "actors",
    "toll_low",
    "toll_high",
    "toll_accounts",
    "claims",
    "sources",
];

/// One row an event, lists joined by `; `. Tolls are spans over accounts and never sums of them.
///
/// # Errors
/// Never for a set that was read; the writer's type says it may.
pub fn csv(data: &DataSet) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for event in &data.events {
        writer.write_record(row(event, data))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error()).context("the table cannot be written")?;
    Ok(String::from_utf8(bytes)?)
}

pub(crate) fn row(event: &Event, data: &DataSet) -> [String; 16] {
    let toll = event.toll();
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let text = |id, language| data.texts.exact(id, language).unwrap_or_default().to_string();
    let places = event.places.iter().map(|at| {
        let slug = &data.place(at.place).slug;
        if at.is_near { format!("near {slug}") } else { slug.clone() }
    });
    let actors = event.actors.iter().map(|part| format!("{} ({})", data.actor(part.actor).slug, part.role.name()));
    let sources = event.sources.iter().map(|cited| {
        let lines: Vec<String> = cited.lines.iter().map(u32::to_string).collect();
        format!("{} {}", data.source(cited.source).slug, lines.join(","))
    });
    [
        event.slug.clone(),
        event.edtf.clone(),
        event.when.earliest.to_string(),
        event.when.latest.to_string(),
        event.when.precision.name().into(),
        text(event.title, "en"),
        text(event.title, "fr"),
        event.kind.name().into(),
        event.status.name().into(),
        join(places),
        join(actors),
        number(toll.map(|toll| toll.low)),
        number(toll.map(|toll| toll.high)),
        number(toll.map(|toll| toll.accounts)),
        join(event.claims.iter().map(|claim| claim_text(claim, data))),
        join(sources),
    ]
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

/// "mnla (an MNLA official): killed mujao exact 13 [superseded]"
fn claim_text(claim: &Claim, data: &DataSet) -> String {
    let mut text = claimant(claim.by, data);
    let voice = data.texts.get(claim.voice, "en");
    if !voice.is_empty() {
        text += &format!(" ({voice})");
    }
    text += &format!(": {}", claim.what.name());
    if let Some(about) = claim.about {
        text += &format!(" {}", data.actor(about).slug);
    }
    match (claim.low, claim.high) {
        (Some(low), Some(high)) if low != high => text += &format!(" {} {low} to {high}", claim.wording.name()),
        (Some(number), _) | (None, Some(number)) => text += &format!(" {} {number}", claim.wording.name()),
        (None, None) if claim.wording != Wording::Exact => text += &format!(" {}", claim.wording.name()),
        (None, None) => {}
    }
    for words in [claim.unit, claim.says] {
        let words = data.texts.get(words, "en");
        if !words.is_empty() {
            text += &format!(" ({words})");
        }
    }
    if claim.status.index() > 0 {
        text += &format!(" [{}]", claim.status.name());
    }
    text
}
