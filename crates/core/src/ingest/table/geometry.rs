//! A geometry as well-known text: the point that stands for it.

use super::cell::degrees_e5;

/// A point, and whether it stands for more than a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) point_e5: (i32, i32),
    pub(super) is_area: bool,
}

/// Latitude and longitude of the middle of the box around all of it; `None` where it is no such text, or beyond the
/// globe.
pub(super) fn of(text: &str) -> Option<Shape> {
    // PostGIS writes the number of the system before it.
    let text =
        text.split_once(';').map_or(text, |(before, rest)| if before.starts_with("SRID=") { rest } else { text });
    let open = text.find('(')?;
    let sort = text[..open].trim().to_ascii_uppercase();
    let is_known =
        ["POINT", "MULTIPOINT", "LINESTRING", "MULTILINESTRING", "POLYGON", "MULTIPOLYGON", "GEOMETRYCOLLECTION"]
            .iter()
            .any(|known| sort.split(' ').next() == Some(known));
    if !is_known {
        return None;
    }
    let mut bounds: Option<[i32; 4]> = None;
    let is_sign = |letter: char| matches!(letter, '(' | ')' | ',') || letter.is_ascii_alphabetic();
    for position in text[open..].split(is_sign).filter(|part| !part.trim().is_empty()) {
        let mut numbers = position.split_ascii_whitespace().map(degrees_e5);
        let (Some(Some((lon, _))), Some(Some((lat, _)))) = (numbers.next(), numbers.next()) else { return None };
        let [west, south, east, north] = bounds.unwrap_or([lon, lat, lon, lat]);
        bounds = Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)]);
    }
    let [west, south, east, north] = bounds?;
    let is_on_globe = west >= -18_000_000 && east <= 18_000_000 && south >= -9_000_000 && north <= 9_000_000;
    let middle = |a: i32, b: i32| a + (b - a + 1) / 2;
    let point_e5 = (middle(south, north), middle(west, east));
    is_on_globe.then_some(Shape { point_e5, is_area: west < east || south < north })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_stands_for_the_whole() {
        for (text, point_e5, is_area) in [
            ("POINT (36.558974 35.763369)", (3_576_337, 3_655_897), false),
            ("SRID=4326;POINT Z(-3.5 16 250)", (1_600_000, -350_000), false),
            ("LINESTRING(0 16, 1 17)", (1_650_000, 50_000), true),
            ("POLYGON ((0 16, 1 17, 1 16, 0 16))", (1_650_000, 50_000), true),
            ("GEOMETRYCOLLECTION (POINT (0 16), LINESTRING (0 16, 1 17))", (1_650_000, 50_000), true),
        ] {
            assert_eq!(of(text), Some(Shape { point_e5, is_area }), "{text}");
        }
        for text in ["", "POINT EMPTY", "POINT ()", "POINT (1)", "POINT (200 10)", "circle (1 2)", "0101000020E6"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
