//! The set in the forms of others: GeoJSON and TimelineJS.

use super::told::Told;
use crate::model::{DataSet, Event, Word};
use crate::time::{Day, Precision};
use serde_json::{Value, json};

/// A feature an event: its first place that has a point, and its fields as properties. Events without a point have
/// no geometry, as RFC 7946 allows.
#[must_use]
pub fn geojson(data: &DataSet, language: &str) -> String {
    let told = Told { data, language };
    let feature = |event: &Event| {
        let point = told.point(event);
        let toll = event.toll();
        let actors: Vec<&str> = event.actors.iter().map(|part| told.text(data.actor(part.actor).name)).collect();
        json!({
            "type": "Feature",
            "id": event.slug,
            "geometry": point.map(|(_, lat, lon)| json!({ "type": "Point", "coordinates": [lon, lat] })),
            "properties": {
                "date": event.edtf,
                "title": told.text(event.title),
                "description": told.text(event.summary),
                "type": event.kind.name(),
                "status": event.status.name(),
                "actors": actors.join("; "),
                "place": point.map(|(place, ..)| told.text(place.name)),
                "fatalities_low": toll.map(|toll| toll.low),
                "fatalities_high": toll.filter(|toll| !toll.is_open).map(|toll| toll.high),
                "claims": told.claims(event).join("; "),
                "sources": told.sources(event).join("; "),
            },
        })
    };
    let meta = &data.meta;
    let whole = json!({
        "type": "FeatureCollection",
        "name": meta.slug,
        "credit": told.text(meta.credit),
        "version": meta.version,
        "licence": meta.licence,
        "features": data.events.iter().map(feature).collect::<Vec<Value>>(),
    });
    whole.to_string() + "\n"
}

/// TimelineJS, version 3: the kind is the group, phases are eras. Claims and sources follow the text of an event.
#[must_use]
pub fn timelinejs(data: &DataSet, language: &str) -> String {
    let told = Told { data, language };
    let date = |day: Day, is_year: bool, is_month: bool| {
        let (year, month, day) = day.ymd();
        match (is_year, is_month) {
            (true, _) => json!({ "year": year }),
            (_, true) => json!({ "year": year, "month": month }),
            _ => json!({ "year": year, "month": month, "day": day }),
        }
    };
    let event = |event: &Event| {
        let when = event.when;
        let (is_year, is_month) = (when.precision >= Precision::Year, when.precision == Precision::Month);
        let mut words = vec![told.text(event.summary).to_string()];
        words.extend(told.claims(event));
        words.extend(told.sources(event));
        let mut value = json!({
            "unique_id": event.slug,
            "start_date": date(when.earliest, is_year, is_month),
            "display_date": if when.is_exact_day() { String::new() } else { event.edtf.clone() },
            "text": { "headline": escape(told.text(event.title)), "text": paragraphs(&words) },
            "group": event.kind.name(),
        });
        if when.lasts || (when.earliest != when.latest && !is_year && !is_month) {
            value["end_date"] = date(when.latest, is_year, is_month);
        }
        if let Some((place, lat, lon)) = told.point(event) {
            value["location"] = json!({ "lat": lat, "lon": lon, "name": told.text(place.name) });
        }
        value
    };
    let eras = data.phases.iter().map(|phase| {
        json!({
            "start_date": date(phase.span.from, false, false),
            "end_date": date(phase.span.to.plus(-1), false, false),
            "text": { "headline": escape(told.text(phase.name)) },
        })
    });
    let about = [told.text(data.meta.about).to_string(), told.text(data.meta.credit).to_string(), told.origin()];
    let whole = json!({
        "title": { "text": { "headline": escape(told.text(data.meta.title)), "text": paragraphs(&about) } },
        "events": data.events.iter().map(event).collect::<Vec<_>>(),
        "eras": eras.collect::<Vec<_>>(),
    });
    whole.to_string() + "\n"
}

/// TimelineJS takes HTML.
fn paragraphs(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(|part| ["<p>", &escape(part), "</p>"].concat()).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
