//! The set in the forms of others: GeoJSON, TimelineJS, iCalendar; and as TOML, the form that people edit.

use super::Document;
use anyhow::Result;
use conflict_timeline_core::model::{DataSet, Event};
use serde_json::{Value, json};

/// A feature an event: its first place that has a point, and its fields as properties. Events without a point have
/// no geometry, as RFC 7946 allows.
///
/// # Errors
/// Never in practice; serde_json's type says it may.
pub fn geojson(data: &DataSet) -> Result<String> {
    let feature = |event: &Event| {
        let place = event.places.iter().map(|at| data.place(at.place)).find(|place| place.lat_e5.is_some());
        let point = place.and_then(|place| Some((place.lon_e5?, place.lat_e5?)));
        let degrees = |e5: i32| f64::from(e5) / 1e5;
        let toll = event.toll();
        let actors: Vec<&str> = event.actors.iter().map(|part| text(data, data.actor(part.actor).name)).collect();
        json!({
            "type": "Feature",
            "id": event.slug,
            "geometry": point.map(|(lon, lat)| json!({ "type": "Point", "coordinates": [degrees(lon), degrees(lat)] })),
            "properties": {
                "date": event.edtf,
                "title": text(data, event.title),
                "description": text(data, event.summary),
                "type": kind(event),
                "status": status(event),
                "actors": actors.join("; "),
                "place": place.map(|place| text(data, place.name)),
                "fatalities_low": toll.map(|toll| toll.low),
                "fatalities_high": toll.map(|toll| toll.high),
            },
        })
    };
    let features: Vec<Value> = data.events.iter().map(feature).collect();
    let credit = text(data, data.meta.credit);
    let whole = json!({ "type": "FeatureCollection", "name": data.meta.slug, "credit": credit, "features": features });
    Ok(serde_json::to_string(&whole)? + "\n")
}

fn text(data: &DataSet, id: conflict_timeline_core::model::TextId) -> &str {
    data.texts.get(id, "en")
}

fn kind(event: &Event) -> &'static str {
    use conflict_timeline_core::model::Word;
    event.kind.name()
}

fn status(event: &Event) -> &'static str {
    use conflict_timeline_core::model::Word;
    event.status.name()
}

/// TimelineJS, version 3: the kind is the group, phases are eras.
///
/// # Errors
/// Never in practice; serde_json's type says it may.
pub fn timelinejs(data: &DataSet) -> Result<String> {
    let date = |day: conflict_timeline_core::time::Day, is_year: bool, is_month: bool| {
        let (year, month, day) = day.ymd();
        match (is_year, is_month) {
            (true, _) => json!({ "year": year }),
            (_, true) => json!({ "year": year, "month": month }),
            _ => json!({ "year": year, "month": month, "day": day }),
        }
    };
    let event = |event: &Event| {
        use conflict_timeline_core::time::Precision;
        let when = event.when;
        let (is_year, is_month) = (when.precision >= Precision::Year, when.precision == Precision::Month);
        let mut value = json!({
            "unique_id": event.slug,
            "start_date": date(when.earliest, is_year, is_month),
            "display_date": if when.is_exact_day() { String::new() } else { event.edtf.clone() },
            "text": { "headline": escape(text(data, event.title)), "text": escape(text(data, event.summary)) },
            "group": kind(event),
        });
        if when.lasts || (when.earliest != when.latest && !is_year && !is_month) {
            value["end_date"] = date(when.latest, is_year, is_month);
        }
        let place = event.places.iter().map(|at| data.place(at.place)).find(|place| place.lat_e5.is_some());
        if let Some((place, lat, lon)) = place.and_then(|place| Some((place, place.lat_e5?, place.lon_e5?))) {
            let (lat, lon) = (f64::from(lat) / 1e5, f64::from(lon) / 1e5);
            value["location"] = json!({ "lat": lat, "lon": lon, "name": text(data, place.name) });
        }
        value
    };
    let eras = data.phases.iter().map(|phase| {
        json!({
            "start_date": date(phase.span.from, false, false),
            "end_date": date(phase.span.to.plus(-1), false, false),
            "text": { "headline": escape(text(data, phase.name)) },
        })
    });
    let about = [text(data, data.meta.about), text(data, data.meta.credit)].join(" ");
    let whole = json!({
        "title": { "text": { "headline": escape(text(data, data.meta.title)), "text": escape(about.trim()) } },
        "events": data.events.iter().map(event).collect::<Vec<_>>(),
        "eras": eras.collect::<Vec<_>>(),
    });
    Ok(serde_json::to_string(&whole)? + "\n")
}

/// TimelineJS takes HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// iCalendar (RFC 5545), all-day entries. A doubtful date is its whole extent, and the summary says so.
#[must_use]
pub fn ics(data: &DataSet) -> String {
    let mut out = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//conflict-timeline//conflict-data//EN\r\n");
    let stamp = data.meta.date.to_string().replace('-', "");
    for event in &data.events {
        let day = |day: conflict_timeline_core::time::Day| day.to_string().replace('-', "");
        let doubt =
            if event.when.is_exact_day() || event.when.lasts { String::new() } else { format!(" ({})", event.edtf) };
        let places: Vec<&str> = event.places.iter().map(|at| text(data, data.place(at.place).name)).collect();
        for line in [
            "BEGIN:VEVENT".into(),
            format!("UID:{}@{}", event.slug, if data.meta.slug.is_empty() { "set" } else { &data.meta.slug }),
            format!("DTSTAMP:{stamp}T000000Z"),
            format!("DTSTART;VALUE=DATE:{}", day(event.when.earliest)),
            format!("DTEND;VALUE=DATE:{}", day(event.when.latest.plus(1))),
            format!("SUMMARY:{}", escape_ics(&[text(data, event.title), &doubt].concat())),
            format!("DESCRIPTION:{}", escape_ics(text(data, event.summary))),
            format!("LOCATION:{}", escape_ics(&places.join(", "))),
            format!("CATEGORIES:{}", kind(event)),
            "TRANSP:TRANSPARENT".into(),
            "END:VEVENT".into(),
        ] {
            if !line.ends_with(':') {
                fold(&line, &mut out);
            }
        }
    }
    out + "END:VCALENDAR\r\n"
}

fn escape_ics(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\r', "").replace('\n', "\\n")
}

/// Lines of at most 75 bytes, the next ones set in by a blank.
fn fold(line: &str, out: &mut String) {
    let mut room = 75;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        room -= letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
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
