//! The set as schema.org tells it to machines.

use super::Options;
use conflict_timeline::view::Words;
use conflict_timeline_core::model::{DataSet, TextId};
use serde_json::{Value, json};

/// A `Dataset` as JSON-LD that no text can end before its time.
///
/// # Errors
/// Never in practice; serde_json's type says it may.
pub(super) fn json_ld(data: &DataSet, words: &Words, options: &Options) -> serde_json::Result<String> {
    let meta = &data.meta;
    let text = |id: TextId| words.data(data, id).to_string();
    let days = data.span();
    let has_days = !data.events.is_empty();
    let mut about = vec![text(meta.subtitle), text(meta.about)];
    about.retain(|part| !part.is_empty());
    let about = about.join(". ");
    let sources = data.sources.iter().map(|source| {
        json!({
            "@type": "CreativeWork",
            "name": text(source.title),
            "publisher": some(&source.publisher).map(|name| json!({ "@type": "Organization", "name": name })),
            "datePublished": source.published.filter(|when| when.is_exact_day()).map(|when| when.earliest.to_string()),
        })
    });
    let download = some(options.link.as_deref().unwrap_or_default())
        .map(|address| json!([{ "@type": "DataDownload", "contentUrl": address }]));
    let mut whole = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": text(meta.title),
        "description": some(&about).map(str::to_string).unwrap_or_else(|| text(meta.title)),
        "inLanguage": words.language,
        "version": some(&meta.version),
        "dateModified": some(&meta.version).map(|_| meta.date.to_string()),
        "license": some(&meta.licence_url).or(some(&meta.licence)),
        "creditText": some(&text(meta.credit)),
        "temporalCoverage": has_days.then(|| format!("{}/{}", days.from, days.to.plus(-1))),
        "size": words.count(conflict_timeline::view::Msg::Events, data.events.len()),
        "isBasedOn": sources.collect::<Vec<Value>>(),
        "distribution": download,
    });
    prune(&mut whole);
    let json = serde_json::to_string(&whole)?;
    Ok(json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn prune(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
            map.values_mut().for_each(prune);
        }
        Value::Array(list) => list.iter_mut().for_each(prune),
        _ => {}
    }
}
