//! GeoJSON, and what ArcGIS writes in its place: a feature as a record, a geometry as well-known text, the system that the
//! points are given in.

use super::records::{Record, flatten, get, text};
use crate::ingest::{Node, Value};

/// The system of the points, where the file names one that is not that of GPS.
pub(super) fn foreign_system(root: &Node) -> Option<String> {
    let name = get(root, "crs").and_then(|crs| get(crs, "properties")).and_then(|properties| get(properties, "name"));
    let number =
        get(root, "spatialReference").and_then(|system| get(system, "latestWkid").or_else(|| get(system, "wkid")));
    let name = match (name, number) {
        (Some(name), _) => text(&name.value),
        (None, Some(number)) => ["EPSG:", &text(&number.value)].concat(),
        _ => return None,
    };
    let code = name.rsplit([':', '/']).next().unwrap_or_default();
    // WGS 84 in its forms; the third has heights.
    (!matches!(code, "" | "CRS84" | "4326" | "4979" | "84" | "CRS84h")).then_some(name)
}

/// Whether it is a geometry: a sort of it, and where it lies.
pub(super) fn is_geometry(entries: &[(String, Node)]) -> bool {
    let is_text = |node: &Node| matches!(node.value, Value::Text(_));
    let has = |name: &str, is_it: &dyn Fn(&Node) -> bool| entries.iter().any(|(key, node)| key == name && is_it(node));
    has("type", &is_text) && has("coordinates", &|node| matches!(node.value, Value::List(_)))
}

/// The names and texts of a feature, or of any other table.
pub(super) fn record(node: Node) -> Record {
    let mut record = Record::new();
    let Value::Map(entries) = node.value else { return record };
    let is_map = |node: &Node| matches!(node.value, Value::Map(_));
    let is_feature = entries.iter().any(|(name, node)| match name.as_str() {
        "type" => node.value == Value::Text("Feature".into()),
        "attributes" => is_map(node) && entries.iter().all(|(name, _)| name == "attributes" || name == "geometry"),
        _ => false,
    });
    if !is_feature {
        flatten("", entries, &mut record, 0);
        return record;
    }
    let mut id = String::new();
    let mut point = None;
    let mut shape = String::new();
    for (name, node) in entries {
        match (name.as_str(), node.value) {
            ("properties" | "attributes", Value::Map(properties)) => flatten("", properties, &mut record, 0),
            ("id", value) => id = text(&value),
            ("geometry", Value::Map(geometry)) => {
                point = self::point(&geometry);
                if point.is_none() {
                    shape = well_known(&geometry);
                }
            }
            _ => {}
        }
    }
    let has = |record: &Record, name: &str| record.iter().any(|(known, text)| known == name && !text.is_empty());
    if !has(&record, "id") && !id.is_empty() {
        record.push(("id".into(), id));
    }
    if let Some((lon, lat)) = point
        && !has(&record, "latitude")
        && !has(&record, "lat")
    {
        record.push(("longitude".into(), lon));
        record.push(("latitude".into(), lat));
    }
    if !shape.is_empty() && !has(&record, "geometry") {
        record.push(("geometry".into(), shape));
    }
    record
}

/// A geometry as well-known text.
pub(super) fn well_known(geometry: &[(String, Node)]) -> String {
    let get = |key: &str| geometry.iter().find(|(name, _)| name == key).map(|(_, node)| &node.value);
    let Some(Value::Text(sort)) = get("type") else { return String::new() };
    let mut written = sort.to_ascii_uppercase() + " ";
    match (get("coordinates"), get("geometries")) {
        (_, Some(Value::List(parts))) => {
            let parts = parts.iter().filter_map(|part| match &part.value {
                Value::Map(part) => Some(well_known(part)),
                _ => None,
            });
            written += &["(", &parts.collect::<Vec<_>>().join(", "), ")"].concat();
        }
        (Some(Value::List(list)), _) if !list.iter().any(|part| matches!(part.value, Value::List(_))) => {
            written += "(";
            put_position(list, &mut written);
            written += ")";
        }
        (Some(Value::List(list)), _) => put_positions(list, &mut written),
        _ => {}
    }
    written
}

fn put_positions(list: &[Node], text: &mut String) {
    text.push('(');
    for (index, node) in list.iter().enumerate() {
        text.push_str(if index > 0 { ", " } else { "" });
        match &node.value {
            Value::List(inner) if inner.iter().any(|part| matches!(part.value, Value::List(_))) => {
                put_positions(inner, text)
            }
            Value::List(position) => put_position(position, text),
            _ => {}
        }
    }
    text.push(')');
}

fn put_position(position: &[Node], written: &mut String) {
    let numbers: Vec<String> = position.iter().map(|number| text(&number.value)).collect();
    written.push_str(&numbers.join(" "));
}

/// Longitude and latitude of a point.
fn point(geometry: &[(String, Node)]) -> Option<(String, String)> {
    let get = |key: &str| geometry.iter().find(|(name, _)| name == key).map(|(_, node)| &node.value);
    // ArcGIS.
    if let (Some(lon), Some(lat)) = (get("x"), get("y")) {
        return Some((text(lon), text(lat)));
    }
    let (Some(Value::Text(sort)), Some(Value::List(coordinates))) = (get("type"), get("coordinates")) else {
        return None;
    };
    let pair = match (sort.as_str(), coordinates.first().map(|first| &first.value)) {
        ("Point", _) => coordinates,
        ("MultiPoint", Some(Value::List(first))) if coordinates.len() == 1 => first,
        _ => return None,
    };
    Some((text(&pair.first()?.value), text(&pair.get(1)?.value)))
}
