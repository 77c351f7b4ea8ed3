//! Which rows of UCDP or ACLED tell of which curated events: a table to be looked through by people.

use anyhow::{Context, Result};
use conflict_timeline_core::model::{DataSet, Event, EventId, Place, PlacePrecision, Toll};

/// How far apart a row and an event may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Days between them.
    pub days: i32,
    /// Kilometres between their places.
    pub km: f64,
}

/// A row beside an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The row, as an event of the imported set.
    pub row: EventId,
    /// The curated event.
    pub event: EventId,
    /// Days between the two; 0 where they may be of one day.
    pub days: i32,
    /// Kilometres between the nearest of their places; `None` where one has no point.
    pub km: Option<f64>,
}

/// Every pair within the limits, the nearest of a row first. Events without a point are matched by day alone only
/// where a place of the same name is in both.
#[must_use]
pub fn pairs(rows: &DataSet, curated: &DataSet, limits: Limits) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (index, row) in rows.events.iter().enumerate() {
        let mut found: Vec<Pair> = Vec::new();
        for (at, event) in curated.events.iter().enumerate() {
            // Events are in the order of their first day.
            if event.when.earliest.0 > row.when.latest.0 + limits.days {
                break;
            }
            let days = gap(row, event);
            if days > limits.days || !event.kind.is_violent() {
                continue;
            }
            let km = nearest(row, rows, event, curated);
            let is_near = km.map_or_else(|| shares_place(row, rows, event, curated), |km| km <= limits.km);
            if is_near {
                found.push(Pair { row: EventId::at(index), event: EventId::at(at), days, km });
            }
        }
        let far = |pair: &Pair| f64::from(pair.days) * 10.0 + pair.km.unwrap_or(limits.km);
        found.sort_by(|a, b| far(a).total_cmp(&far(b)));
        pairs.extend(found);
    }
    pairs
}

fn gap(a: &Event, b: &Event) -> i32 {
    (a.when.earliest.0 - b.when.latest.0).max(b.when.earliest.0 - a.when.latest.0).max(0)
}

fn points<'a>(event: &'a Event, data: &'a DataSet) -> impl Iterator<Item = (f64, f64)> + 'a {
    let is_point = |place: &&Place| place.precision != PlacePrecision::Area;
    let places = event.places.iter().map(|at| data.place(at.place)).filter(is_point);
    places.filter_map(|place| Some((f64::from(place.lat_e5?) / 1e5, f64::from(place.lon_e5?) / 1e5)))
}

fn nearest(row: &Event, rows: &DataSet, event: &Event, curated: &DataSet) -> Option<f64> {
    let all = points(row, rows).flat_map(|from| points(event, curated).map(move |to| km(from, to)));
    all.min_by(f64::total_cmp)
}

/// Great-circle distance.
fn km(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (lat, lon) = ((to.0 - from.0).to_radians(), (to.1 - from.1).to_radians());
    let chord =
        (lat / 2.0).sin().powi(2) + from.0.to_radians().cos() * to.0.to_radians().cos() * (lon / 2.0).sin().powi(2);
    2.0 * 6371.0 * chord.sqrt().min(1.0).asin()
}

fn shares_place(row: &Event, rows: &DataSet, event: &Event, curated: &DataSet) -> bool {
    let names = |event: &Event, data: &DataSet| -> Vec<String> {
        let places = event.places.iter().map(|at| data.place(at.place));
        places
            .filter(|place| place.sort != "country")
            .map(|place| data.texts.get(place.name, "en").to_lowercase())
            .collect()
    };
    let here = names(event, curated);
    names(row, rows).iter().any(|name| here.contains(name))
}

/// The pairs as CSV, then the curated events of violence that no row tells of. An empty difference: one of the two
/// gives no number. An empty high: nobody bounds it, as in "at least 13". Of rows that must not be handed on stand the
/// ids alone, unless `is_told`.
///
/// # Errors
/// Never in practice; the writer's type says it may.
pub fn table(pairs: &[Pair], rows: &DataSet, curated: &DataSet, is_told: bool) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "row",
        "row_when",
        "row_title",
        "event",
        "event_when",
        "event_title",
        "days",
        "km",
        "row_low",
        "row_high",
        "event_low",
        "event_high",
        "difference",
    ])?;
    let title = |event: &Event, data: &DataSet| data.texts.get(event.title, "en").to_string();
    let span = |event: &Event| {
        let toll = event.toll();
        let ends = [toll.map(|toll| toll.low), toll.and_then(highest)];
        ends.map(|end| end.map(|number| number.to_string()).unwrap_or_default())
    };
    for pair in pairs {
        let (row, event) = (rows.event(pair.row), curated.event(pair.event));
        let ([row_low, row_high], [low, high]) = (span(row), span(event));
        let difference = row.toll().zip(event.toll()).map(|(row, event)| difference(row, event));
        let told = |text: String| if is_told { text } else { String::new() };
        let difference = difference.map(|difference| difference.to_string()).unwrap_or_default();
        writer.write_record([
            row.slug.clone(),
            told(row.edtf.clone()),
            told(title(row, rows)),
            event.slug.clone(),
            event.edtf.clone(),
            title(event, curated),
            pair.days.to_string(),
            pair.km.map(|km| format!("{km:.1}")).unwrap_or_default(),
            told(row_low),
            told(row_high),
            low,
            high,
            told(difference),
        ])?;
    }
    for (at, event) in curated.events.iter().enumerate() {
        if event.kind.is_violent() && pairs.iter().all(|pair| pair.event != EventId::at(at)) {
            let [low, high] = span(event);
            let mut record = vec![String::new(); 13];
            (record[3], record[4], record[5]) = (event.slug.clone(), event.edtf.clone(), title(event, curated));
            (record[10], record[11]) = (low, high);
            writer.write_record(record)?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error()).context("the table cannot be written")?;
    Ok(String::from_utf8(bytes)?)
}

/// The highest figure; `None` where it is a floor.
fn highest(toll: Toll) -> Option<u32> {
    (!toll.is_open).then_some(toll.high)
}

/// How far the two spans lie apart: nought where they meet, above nought where the row has more. What has no highest
/// figure is below nothing.
fn difference(row: Toll, event: Toll) -> i64 {
    let (row_low, low) = (i64::from(row.low), i64::from(event.low));
    match (highest(row).map(i64::from), highest(event).map(i64::from)) {
        (_, Some(high)) if row_low > high => row_low - high,
        (Some(row_high), _) if row_high < low => row_high - low,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Toll, difference, km};

    #[test]
    fn a_floor_is_no_bound() {
        let toll = |low, high, is_open| Toll { low, high, is_open, accounts: 1 };
        for (row, event, apart) in [
            (toll(21, 21, false), toll(13, 13, true), 0),
            (toll(5, 5, false), toll(13, 13, true), -8),
            (toll(5, 5, true), toll(13, 13, false), 0),
            (toll(21, 21, true), toll(13, 13, false), 8),
            (toll(10, 20, false), toll(13, 13, false), 0),
        ] {
            assert_eq!(difference(row, event), apart, "{row:?} beside {event:?}");
        }
    }

    #[test]
    fn gao_lies_320_km_from_timbuktu() {
        let far = km((16.2717, -0.0447), (16.7735, -3.0074));
        assert!((315.0..325.0).contains(&far), "{far}");
        assert!(km((10.0, 10.0), (10.0, 10.0)) < 0.001);
    }
}
