//! Where it happened: places sized by their events on a small drawn map.

use super::typesetter::{TextSize, Typesetter};
use crate::model::{DataSet, Place, PlaceId, PlacePrecision};
use crate::order;
use crate::query::{Facet, GeoBox, Index, Rows};

/// The window of a drawn map, and what stands on it beside the places.
#[derive(Clone, Debug, PartialEq)]
pub struct MapFrame {
    /// What it shows.
    pub window: GeoBox,
    /// Height over width, as drawn.
    pub ratio: f64,
    /// Country codes, with latitude and longitude in 1e-5 degrees for their names.
    pub names: Vec<(String, i32, i32)>,
}

/// Everything on the map. Pixels from its left and top edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Locator {
    /// Height; 0 where no place of the set has coordinates, and there is no map.
    pub height_px: f64,
    /// It shows the window of the frame; else the extent of the set's own places.
    pub is_framed: bool,
    /// Places, those with the most events of the whole set first: the small stand on the large.
    pub spots: Vec<Spot>,
    /// Names of places, and of countries where there is room.
    pub labels: Vec<MapLabel>,
    /// Places that are not drawn, with their events: countries, what lies outside, what has no coordinates.
    pub apart: Vec<Facet>,
    /// Events that no spot stands for.
    pub unplaced: u32,
    /// Of these, events without any place.
    pub placeless: u32,
}

/// One place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Which place, how many events, whether it is chosen.
    pub facet: Facet,
    /// Middle.
    pub x_px: f64,
    /// Middle.
    pub y_px: f64,
    /// The area goes with the events.
    pub radius_px: f64,
    /// How firm the point is. An area is a centroid with a ring around it, never a point.
    pub precision: PlacePrecision,
}

/// A name on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapLabel {
    /// Left edge.
    pub x_px: f64,
    /// Upper edge.
    pub y_px: f64,
    /// Whose name.
    pub place: PlaceId,
    /// Events; none on a country's name.
    pub count: Option<u32>,
}

/// Spots at most; the places with the fewest events stand beside the map.
const MOST_SPOTS: usize = 150;
const RADIUS_PX: f64 = 2.06;
const LEAST_RADIUS_PX: f64 = 3.2;
const MOST_RADIUS_PX: f64 = 16.0;
/// A ring says "somewhere here": it is never as small as a point.
const LEAST_RING_PX: f64 = 11.0;
const LINE_PX: f64 = 14.0;
const GAP_PX: f64 = 4.0;
const SMALL_RADIUS_PX: f64 = 4.5;
const MOST_COVERED: usize = 2;
/// One name to so many square pixels at most.
const NAME_ROOM_PX: f64 = 8_500.0;
/// Between name and number.
const COUNT_GAP_PX: f64 = 4.0;
const DEGREE: f64 = 1e5;

/// Places the events of some rows. `facets` are the rows of the facet of places, counted over these rows, the places with
/// the most events of the whole set first.
#[must_use]
pub fn locator(
    data: &DataSet,
    index: &Index,
    rows: &Rows,
    facets: Vec<Facet>,
    frame: &MapFrame,
    options: &LocatorOptions<'_>,
    typesetter: &dyn Typesetter,
) -> Locator {
    let placeless = elsewhere(index, rows, &mut facets.iter());
    let is_framed = fits(data, frame.window);
    let projection = if is_framed {
        Projection { window: frame.window, width_px: options.width_px, height_px: options.width_px * frame.ratio }
    } else {
        Projection::around(data, options.width_px)
    };
    let highest = facets.iter().map(|facet| facet.count).max().unwrap_or(0).max(1);
    let scale_px = RADIUS_PX.min(MOST_RADIUS_PX / f64::from(highest).sqrt());
    let (mut spots, mut apart) = (Vec::new(), Vec::new());
    for facet in facets {
        if facet.count == 0 && !facet.is_in {
            continue;
        }
        let place = data.places.get(facet.value as usize);
        match place.and_then(|place| Some((place, projection.at(place)?))) {
            Some((place, (x_px, y_px))) if spots.len() < MOST_SPOTS => {
                let least_px = if place.precision == PlacePrecision::Area { LEAST_RING_PX } else { LEAST_RADIUS_PX };
                let radius_px = (scale_px * f64::from(facet.count).sqrt()).max(least_px);
                spots.push(Spot { facet, x_px, y_px, radius_px, precision: place.precision });
            }
            _ => apart.push(facet),
        }
    }
    let unplaced = elsewhere(index, rows, &mut spots.iter().map(|spot| &spot.facet));
    let mut labels = Labels {
        data,
        options,
        typesetter,
        projection: &projection,
        taken: Vec::new(),
        small: Vec::new(),
        found: Vec::new(),
    };
    labels.name_spots(&spots);
    if is_framed {
        labels.name_countries(&frame.names);
    }
    Locator { height_px: projection.height_px, is_framed, spots, labels: labels.found, apart, unplaced, placeless }
}

/// What the reader's surroundings ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocatorOptions<'a> {
    /// Width of the map.
    pub width_px: f64,
    /// The reader's text size over 16 px.
    pub text_scale: f64,
    /// The language of names.
    pub language: &'a str,
}

/// How many rows are at none of these places.
fn elsewhere(index: &Index, rows: &Rows, places: &mut dyn Iterator<Item = &Facet>) -> u32 {
    let lists = &index.table().columns().places;
    if lists.is_single() {
        return (rows.count() as u32).saturating_sub(places.map(|place| place.count).sum());
    }
    let mut is_here: Vec<bool> = Vec::new();
    for place in places {
        let place = place.value as usize;
        is_here.resize(is_here.len().max(place + 1), false);
        is_here[place] = true;
    }
    let is_known = |place: u32| is_here.get(place as usize).copied().unwrap_or(false);
    rows.iter().filter(|row| !lists.of(*row).any(is_known)).count() as u32
}

/// A place that can be drawn: neither a whole country nor without coordinates.
fn point(place: &Place) -> Option<(i32, i32)> {
    let is_country = place.sort == "country";
    place.lat_e5.zip(place.lon_e5).filter(|_| !is_country)
}

/// Whether most places of the set lie in the window.
fn fits(data: &DataSet, window: GeoBox) -> bool {
    let points = || data.places.iter().filter_map(point);
    let inside = points().filter(|(lat, lon)| window.has(*lat, *lon)).count();
    inside > 0 && inside * 2 >= points().count()
}

/// Degrees to pixels, both ways level: good for a country, not for a continent.
struct Projection {
    window: GeoBox,
    width_px: f64,
    height_px: f64,
}

impl Projection {
    /// All places of the set with some room around them.
    fn around(data: &DataSet, width_px: f64) -> Self {
        let mut window = GeoBox { south: i32::MAX, west: i32::MAX, north: i32::MIN, east: i32::MIN };
        for (lat, lon) in data.places.iter().filter_map(point) {
            window.south = window.south.min(lat);
            window.north = window.north.max(lat);
            window.west = window.west.min(lon);
            window.east = window.east.max(lon);
        }
        if window.south > window.north {
            return Self { window, width_px, height_px: 0.0 };
        }
        let (middle_lat, middle_lon) = ((window.south + window.north) / 2, window.west / 2 + window.east / 2);
        let radians = f64::from(middle_lat) / DEGREE * 0.017_453;
        // The first terms of the cosine: enough as far as 60 degrees, and it costs no code.
        let square = radians * radians;
        let narrowing = (1.0 - square / 2.0 + square * square / 24.0).max(0.2);
        let half = |from: i32, to: i32| ((f64::from(to) - f64::from(from)) * 0.56).max(DEGREE / 4.0);
        let (half_lat, half_lon) = (half(window.south, window.north), half(window.west, window.east));
        // Neither a slit nor a tower.
        let half_lon = half_lon.max(half_lat / narrowing / 1.1);
        let half_lat = half_lat.max(half_lon * narrowing * 0.5);
        let edge = |middle: i32, by: f64| (f64::from(middle) + by) as i32;
        let window = GeoBox {
            south: edge(middle_lat, -half_lat),
            north: edge(middle_lat, half_lat),
            west: edge(middle_lon, -half_lon),
            east: edge(middle_lon, half_lon),
        };
        Self { window, width_px, height_px: width_px * half_lat / (half_lon * narrowing) }
    }

    /// Where a place stands; `None` where it lies outside or is no place to be drawn.
    fn at(&self, place: &Place) -> Option<(f64, f64)> {
        let (lat, lon) = point(place)?;
        self.window.has(lat, lon).then(|| self.pixel(lat, lon))
    }

    fn pixel(&self, lat: i32, lon: i32) -> (f64, f64) {
        let share =
            |value: i32, from: i32, to: i32| (f64::from(value) - f64::from(from)) / (f64::from(to) - f64::from(from));
        let window = self.window;
        (self.width_px * share(lon, window.west, window.east), self.height_px * share(lat, window.north, window.south))
    }
}

/// Left, top, right, bottom.
type Room = (f64, f64, f64, f64);

struct Labels<'a> {
    data: &'a DataSet,
    options: &'a LocatorOptions<'a>,
    typesetter: &'a dyn Typesetter,
    projection: &'a Projection,
    taken: Vec<Room>,
    /// Spots that a name may cover, for want of a better place.
    small: Vec<Room>,
    found: Vec<MapLabel>,
}

impl Labels<'_> {
    /// The places with the most events first; a name that would cover another or a large spot is left out.
    fn name_spots(&mut self, spots: &[Spot]) {
        for spot in spots.iter().filter(|spot| spot.precision != PlacePrecision::Area) {
            let (x, y, radius_px) = (spot.x_px, spot.y_px, spot.radius_px);
            let room = (x - radius_px, y - radius_px, x + radius_px, y + radius_px);
            if radius_px < SMALL_RADIUS_PX { self.small.push(room) } else { self.taken.push(room) }
        }
        let most = (self.projection.width_px * self.projection.height_px / NAME_ROOM_PX) as usize;
        let mut by_count: Vec<u32> = (0..spots.len() as u32).collect();
        let key = |at: u32| {
            let spot = &spots[at as usize];
            (!spot.facet.is_in, u32::MAX - spot.facet.count)
        };
        order::by(&mut by_count, &mut |a, b| key(a).cmp(&key(b)));
        for at in by_count {
            if self.found.len() >= most {
                break;
            }
            let spot = &spots[at as usize];
            let place = PlaceId(spot.facet.value);
            let digits = spot.facet.count.to_string();
            let count_px = self.typesetter.width_px(&digits, TextSize::Chart, false);
            let (width_px, height_px) = self.size(place, spot.facet.is_in, COUNT_GAP_PX + count_px);
            let (x, y, away) = (spot.x_px, spot.y_px, spot.radius_px + GAP_PX);
            let level = y - height_px / 2.0;
            let right = (x + away, level);
            let left = (x - away - width_px, level);
            let above = (x - width_px / 2.0, y - away - height_px + 2.0);
            let below = (x - width_px / 2.0, y + away - 2.0);
            let inside = (x - width_px / 2.0, level);
            let tries = match spot.precision {
                PlacePrecision::Area => [inside, below, above, right],
                _ => [right, left, above, below],
            };
            self.put(place, Some(spot.facet.count), &tries, (width_px, height_px));
        }
    }

    fn name_countries(&mut self, names: &[(String, i32, i32)]) {
        for (code, lat, lon) in names {
            let is_it = |place: &Place| place.sort == "country" && place.country == *code;
            let Some(place) = self.data.places.iter().position(is_it).map(|at| PlaceId(at as u32)) else { continue };
            let (x_px, y_px) = self.projection.pixel(*lat, *lon);
            let (width_px, height_px) = self.size(place, false, 0.0);
            let middle = (x_px - width_px / 2.0, y_px - height_px / 2.0);
            self.put(place, None, &[middle], (width_px, height_px));
        }
    }

    fn size(&self, place: PlaceId, is_bold: bool, more_px: f64) -> (f64, f64) {
        let name = self.data.texts.get(self.data.place(place).name, self.options.language);
        let width_px = self.typesetter.width_px(name, TextSize::Chart, is_bold) + more_px;
        (width_px.ceil(), LINE_PX * self.options.text_scale.max(0.1))
    }

    fn put(&mut self, place: PlaceId, count: Option<u32>, tries: &[(f64, f64)], (width_px, height_px): (f64, f64)) {
        let is_free = |(left, top): &(f64, f64)| {
            let (right, bottom) = (left + width_px, top + height_px);
            let covers = |room: &Room| *left < room.2 && room.0 < right && *top < room.3 && room.1 < bottom;
            let is_inside = *left >= 0.0 && *top >= 0.0;
            let is_inside = is_inside && right <= self.projection.width_px && bottom <= self.projection.height_px;
            (is_inside && !self.taken.iter().any(covers)).then(|| self.small.iter().filter(|room| covers(room)).count())
        };
        // The first free place that covers the fewest small spots.
        let free = tries.iter().filter_map(|at| Some((is_free(at)?, *at)));
        let best = free.reduce(|best, next| if next.0 < best.0 { next } else { best });
        if let Some((_, (x_px, y_px))) = best.filter(|(covered, _)| *covered <= MOST_COVERED) {
            self.taken.push((x_px, y_px, x_px + width_px, y_px + height_px));
            self.found.push(MapLabel { x_px, y_px, place, count });
        }
    }
}
