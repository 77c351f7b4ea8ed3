//! A geometry as well-known text, or a pair of degrees: the point that stands for it.

use super::cell::{angle_e5, degrees_e5};

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
    let Some(open) = text.find('(') else { return pair(text) };
    let sort = text[..open].trim().to_ascii_uppercase();
    let is_known =
        ["POINT", "MULTIPOINT", "LINESTRING", "MULTILINESTRING", "POLYGON", "MULTIPOLYGON", "GEOMETRYCOLLECTION"]
            .iter()
            .any(|known| sort.split(' ').next() == Some(known));
    if !is_known {
        return None;
    }
    let mut bounds: Option<[i32; 4]> = None;
    for position in positions(&text[open..]) {
        let (lat, lon) = position?;
        let [west, south, east, north] = bounds.unwrap_or([lon, lat, lon, lat]);
        bounds = Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)]);
    }
    let [west, south, east, north] = bounds?;
    let is_on_globe = west >= -18_000_000 && east <= 18_000_000 && south >= -9_000_000 && north <= 9_000_000;
    let middle = |a: i32, b: i32| a + (b - a + 1) / 2;
    let point_e5 = (middle(south, north), middle(west, east));
    is_on_globe.then_some(Shape { point_e5, is_area: west < east || south < north })
}

/// Latitude and longitude of each position of well-known text; `None` for one that is none.
pub(super) fn positions(text: &str) -> impl Iterator<Item = Option<(i32, i32)>> {
    let is_sign = |letter: char| matches!(letter, '(' | ')' | ',') || letter.is_ascii_alphabetic();
    text.split(is_sign).filter(|part| !part.trim().is_empty()).map(|position| {
        let mut numbers = position.split_ascii_whitespace().map(degrees_e5);
        let ((lon, _), (lat, _)) = (numbers.next()??, numbers.next()??);
        Some((lat, lon))
    })
}

/// `16.27, -0.04`, `16°16'N 0°2'W`, `16,27; -0,04`: the latitude first, as maps and people write it, unless letters of
/// the compass say otherwise. What may be read two ways is none.
fn pair(text: &str) -> Option<Shape> {
    let text = text.trim_matches(['[', ']', ' ']);
    let bytes = text.as_bytes();
    let is_letter = |at: &usize| matches!(bytes[*at].to_ascii_uppercase(), b'N' | b'S' | b'E' | b'W');
    let cuts = || -> Option<(&str, &str)> {
        // Of a list in JSON, `36.2;50`, nobody knows which comes first.
        let halves = text.split_once(';').filter(|(_, second)| second.starts_with(' ') || text.contains(','));
        if let Some(halves) = halves.or_else(|| text.split_once(", ")).or_else(|| text.split_once('/')) {
            return Some(halves);
        }
        let mut letters = (0..text.len()).filter(is_letter);
        if let (Some(first), Some(second)) = (letters.next(), letters.next()) {
            return Some(text.split_at(if first == 0 { second } else { first + 1 }));
        }
        // With a point in it, a comma parts the two.
        if text.contains('.') && text.matches(',').count() == 1 {
            return text.split_once(',');
        }
        text.split_once(' ')
    };
    let (first, second) = cuts()?;
    let [first, second] = [first, second].map(|half| half.trim_matches([' ', ',']));
    let is_east = |half: &str| half.contains(['E', 'e', 'W', 'w']);
    let (lat, lon) = if is_east(first) { (second, first) } else { (first, second) };
    let (lat, _) = angle_e5(lat, ['N', 'S'])?;
    let (lon, _) = angle_e5(lon, ['E', 'W'])?;
    let is_on_globe = lat.abs() <= 9_000_000 && lon.abs() <= 18_000_000;
    is_on_globe.then_some(Shape { point_e5: (lat, lon), is_area: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_stands_for_the_whole() {
        for (text, point_e5, is_area) in [
            ("POINT (36.558974 35.763369)", (3_576_337, 3_655_897), false),
            ("16.27, -0.04", (1_627_000, -4_000), false),
            ("16.27,-0.04", (1_627_000, -4_000), false),
            ("16.27 -0.04", (1_627_000, -4_000), false),
            ("[16.27, -0.04]", (1_627_000, -4_000), false),
            ("16,27; -0,04", (1_627_000, -4_000), false),
            ("16°16'12\"N 0°2'24\"W", (1_627_000, -4_000), false),
            ("0.04°W, 16.27°N", (1_627_000, -4_000), false),
            ("N16.27 W0.04", (1_627_000, -4_000), false),
            ("SRID=4326;POINT Z(-3.5 16 250)", (1_600_000, -350_000), false),
            ("LINESTRING(0 16, 1 17)", (1_650_000, 50_000), true),
            ("POLYGON ((0 16, 1 17, 1 16, 0 16))", (1_650_000, 50_000), true),
            ("GEOMETRYCOLLECTION (POINT (0 16), LINESTRING (0 16, 1 17))", (1_650_000, 50_000), true),
        ] {
            assert_eq!(of(text), Some(Shape { point_e5, is_area }), "{text}");
        }
        for text in [
            "",
            "POINT EMPTY",
            "POINT ()",
            "POINT (1)",
            "POINT (200 10)",
            "circle (1 2)",
            "0101000020E6",
            "16",
            "16,27",
            "97.1, 20.2",
            "16,27,0,04",
            "16.27;-0.04",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
