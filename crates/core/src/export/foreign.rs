//! The set in the forms of others: GeoJSON and TimelineJS.

use super::told::{Told, best};
use crate::model::{DataSet, Event, Word};
use crate::time::{Day, Precision};
use serde_json::{Value, json};

/// A feature an event: the points of its places, and its fields as properties. Events without a point have no geometry, as
/// RFC 7946 allows. `actors` are told with their roles, `places` holds all places, also those without a point, and `place_precision` how firm each point is.
#[must_use]
pub fn geojson(data: &DataSet, language: &str) -> String {
    let told = Told::of(data, language);
    let feature = |event: &Event| {
        let points: Vec<[f64; 2]> = told.points(event).into_iter().map(|(_, lat, lon)| [lon, lat]).collect();
        let geometry = match &points[..] {
            [] => Value::Null,
            [point] => json!({ "type": "Point", "coordinates": point }),
            points => json!({ "type": "MultiPoint", "coordinates": points }),
        };
        let places = told.places(event);
        let precisions = event.places.iter().map(|at| data.place(at.place));
        let precisions = precisions.map(|place| place.lat_e5.and(place.lon_e5).map(|_| place.precision.name()));
        let toll = event.toll();
        json!({
            "type": "Feature",
            "id": event.slug,
            "geometry": geometry,
            "properties": {
                "date": event.edtf,
                "title": told.text(event.title),
                "description": told.text(event.summary),
                "type": event.kind.name(),
                "status": told.status(event),
                "actors": told.actors(event, Told::name),
                "place": (!places.is_empty()).then(|| places.join("; ")),
                "places": places,
                "place_precision": precisions.collect::<Vec<_>>(),
                "note": told.text(event.note),
                "date_note": told.text(event.date_note),
                "fatalities_best": best(event),
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
        "title": told.text(meta.title),
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
    let told = Told::for_people(data, language);
    let day_of = |day: Day, is_year: bool, is_month: bool| {
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
        let mut value = json!({
            "unique_id": event.slug,
            "start_date": day_of(when.earliest, is_year, is_month),
            "display_date": if when.is_exact_day() { String::new() } else { told.date(event) },
            "text": { "headline": escape(&told.title(event)), "text": paragraphs(&told.paragraphs(event)) },
            "group": event.kind.name(),
        });
        // What goes on has no last day.
        if !when.open_end && when.lasts || (when.earliest != when.latest && !is_year && !is_month) {
            value["end_date"] = day_of(when.latest, is_year, is_month);
        }
        if let Some((name, lat, lon)) = told.points(event).first() {
            value["location"] = json!({ "lat": lat, "lon": lon, "name": name });
        }
        value
    };
    let eras = data.phases.iter().map(|phase| {
        json!({
            "start_date": day_of(phase.span.from, false, false),
            "end_date": day_of(phase.span.to.plus(-1), false, false),
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
