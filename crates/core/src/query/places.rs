//! Rows in a box on the map.

use super::{Dimension, GeoBox, Index};
use crate::model::table::NO_PLACE_E5;
use conflict_timeline_rows::Rows;

/// Rows whose own coordinates lie in the box, or, where a row has none, any of whose places does.
pub(super) fn find(index: &Index, within: GeoBox) -> Rows {
    let (columns, known) = (index.table().columns(), index.table().known());
    let is_in = |lat: i32, lon: i32| lat != NO_PLACE_E5 && within.has(lat, lon);
    let points = known.place_lat_e5.iter().zip(&known.place_lon_e5).enumerate();
    let places: Vec<u32> =
        points.filter(|(_, (lat, lon))| is_in(**lat, **lon)).map(|(place, _)| place as u32).collect();
    let mut rows = match index.values(Dimension::Place) {
        Some(values) => values.postings.any(&places),
        None => Rows::none(index.rows()),
    };
    let own = columns.lat_e5.chunks(64).zip(columns.lon_e5.chunks(64));
    for (word, (lats, lons)) in rows.words_mut().iter_mut().zip(own) {
        let (mut has_own, mut in_box) = (0_u64, 0_u64);
        for (bit, (lat, lon)) in lats.iter().zip(lons).enumerate() {
            has_own |= u64::from(*lat != NO_PLACE_E5) << bit;
            in_box |= u64::from(within.has(*lat, *lon)) << bit;
        }
        *word = (*word & !has_own) | (in_box & has_own);
    }
    rows
}
