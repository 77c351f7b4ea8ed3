//! Places on the map.

use crate::fake::{Fake, empty, text};
use conflict_timeline_core::layout::{Locator, LocatorOptions, MapFrame, locator};
use conflict_timeline_core::model::{DataSet, Event, EventPlace, Place, PlaceId, PlacePrecision};
use conflict_timeline_core::query::{Dimension, Filter, GeoBox, Index, facets, matches};
use conflict_timeline_core::time::When;

fn frame() -> MapFrame {
    MapFrame {
        window: GeoBox { south: 10_00000, west: -12_00000, north: 25_00000, east: 5_00000 },
        ratio: 0.9,
        names: vec![("DZ".into(), 24_00000, 1_00000), ("XX".into(), 12_00000, 1_00000)],
    }
}

/// Gao with three events, Ber with one, a region, a country, a place far away, and one event without a place.
fn set() -> DataSet {
    let mut data = empty();
    let mut add = |name: &str, lat: i32, lon: i32, precision: PlacePrecision, sort: &str, country: &str| {
        let name = text(&mut data, name);
        let (lat_e5, lon_e5) = (Some(lat), Some(lon));
        data.places.push(Place {
            name,
            lat_e5,
            lon_e5,
            precision,
            sort: sort.into(),
            country: country.into(),
            ..Place::default()
        });
    };
    add("Gao", 16_27000, -4000, PlacePrecision::Point, "town", "ML");
    add("Ber", 16_83000, -2_52000, PlacePrecision::Point, "town", "ML");
    add("Kidal region", 19_40000, 1_20000, PlacePrecision::Area, "region", "ML");
    add("Algeria", 28_16000, 2_62000, PlacePrecision::Area, "country", "DZ");
    add("New York", 40_71000, -74_00000, PlacePrecision::Point, "town", "US");
    for places in [&[0, 1][..], &[0], &[0], &[2], &[3], &[4], &[]] {
        let places = places.iter().map(|place| EventPlace { place: PlaceId(*place), is_near: false }).collect();
        data.events.list_mut().push(Event {
            when: When::parse("2013-01-10").expect("a date"),
            places,
            ..Event::default()
        });
    }
    data
}

fn made(data: &DataSet, filter: &Filter) -> Locator {
    let index = Index::new(data);
    let matches = matches(&index, filter);
    let rows = matches.rows_without(conflict_timeline_core::query::Condition::Choice(Dimension::Place));
    let facets = facets(&index, &matches, filter, Dimension::Place);
    let options = LocatorOptions { width_px: 400.0, text_scale: 1.0, language: "en" };
    locator(data, &index, &rows, facets, &frame(), &options, &Fake)
}

#[test]
fn the_area_of_a_spot_goes_with_its_events_and_the_rest_is_counted_beside() {
    let data = set();
    let found = made(&data, &Filter::default());
    assert!(found.is_framed);
    let counts: Vec<_> = found.spots.iter().map(|spot| (spot.facet.value, spot.facet.count)).collect();
    assert_eq!(counts, [(0, 3), (1, 1), (2, 1)]);
    let (gao, ber, region) = (&found.spots[0], &found.spots[1], &found.spots[2]);
    assert!(gao.radius_px > ber.radius_px && region.radius_px > gao.radius_px);
    assert!(gao.x_px > ber.x_px && gao.y_px > ber.y_px, "Gao lies south-east of Ber");
    assert_eq!(found.apart.iter().map(|facet| facet.value).collect::<Vec<_>>(), [3, 4]);
    assert_eq!((found.unplaced, found.placeless), (3, 1));
}

#[test]
fn names_cover_neither_each_other_nor_the_edge_and_an_unknown_country_has_none() {
    let found = made(&set(), &Filter::default());
    let named: Vec<_> = found.labels.iter().map(|label| (label.place.0, label.count)).collect();
    assert_eq!(named, [(0, Some(3)), (1, Some(1)), (2, Some(1)), (3, None)]);
    for label in &found.labels {
        assert!(label.x_px >= 0.0 && label.y_px >= 0.0 && label.y_px + 14.0 <= found.height_px);
    }
}

#[test]
fn a_chosen_place_stays_and_the_others_keep_their_counts() {
    let data = set();
    let mut filter = Filter::default();
    filter.toggle(Dimension::Place, 1);
    let found = made(&data, &filter);
    assert_eq!(found.spots[0].facet.count, 3);
    assert!(found.spots[1].facet.is_in);
}

#[test]
fn places_elsewhere_get_a_map_of_their_own_extent() {
    let mut data = set();
    for (place, lon) in data.places.iter_mut().zip([30_00000, 32_00000, 34_00000]) {
        (place.lat_e5, place.lon_e5) = (Some(48_00000 + lon / 10), Some(lon));
    }
    let found = made(&data, &Filter::default());
    assert!(!found.is_framed);
    assert_eq!(found.spots.len(), 4, "New York too: it belongs to the extent");
    for spot in &found.spots {
        assert!((0.0..=400.0).contains(&spot.x_px) && (0.0..=found.height_px).contains(&spot.y_px));
    }
    let none = made(&DataSet::default(), &Filter::default());
    assert!(none.spots.is_empty() && none.height_px.is_finite());
}
