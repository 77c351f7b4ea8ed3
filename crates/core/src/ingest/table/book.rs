//! The set while it grows: names to positions, texts kept once, places, actors, sources made from the rows.

use super::cell::put_slug;
use crate::ingest::names::called;
use crate::model::{
    Actor, ActorId, Bloc, DataSet, Event, Place, PlaceId, PlacePrecision, Source, SourceId, TextId, Word,
};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// A place as a row tells it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spot<'a> {
    pub(super) name: &'a str,
    pub(super) admin2: &'a str,
    pub(super) admin1: &'a str,
    pub(super) country: &'a str,
    pub(super) iso: &'a str,
    pub(super) point_e5: Option<(i32, i32)>,
    pub(super) precision: PlacePrecision,
}

/// The set and its indexes.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) data: DataSet,
    /// Texts that came last, each with its hash and at the place that this gives it: a clash makes a second copy of a
    /// text, nothing worse.
    texts: Vec<(u32, TextId)>,
    /// Actors, places and sources by the hash of what tells them apart.
    known: Hashed<u32>,
    /// Hashes of slugs by some of their bits, so that no table is ever so long that its growth is felt.
    slugs: [HashSet<u64, BuildHasherDefault<Mixed>>; 32],
}

/// Texts that are looked for before one is taken for new.
const TEXTS_KEPT: usize = 1 << 16;

/// Eight bytes at a time: a row takes about ten hashes, and the standard library's takes much longer over each.
#[derive(Default)]
pub(super) struct Mixed(u64);

/// Values by hashes.
pub(super) type Hashed<T> = HashMap<u64, T, BuildHasherDefault<Mixed>>;

impl Mixed {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 29;
    }
}

impl Hasher for Mixed {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        words.iter().for_each(|word| self.mix(u64::from_le_bytes(*word)));
        self.mix(rest.iter().fold(bytes.len() as u64, |word, byte| word << 8 | u64::from(*byte)));
    }

    /// A hash is a good hash of itself.
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        let mixed = (self.0 ^ self.0 >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
        mixed ^ mixed >> 32
    }
}

pub(super) fn hash(value: impl Hash) -> u64 {
    let mut hasher = Mixed::default();
    value.hash(&mut hasher);
    hasher.finish()
}

impl Book {
    /// A text that many rows share.
    pub(super) fn shared(&mut self, text: &str) -> TextId {
        if text.is_empty() {
            return TextId(0);
        }
        self.texts.resize(TEXTS_KEPT, (0, TextId(0)));
        let hash = hash(text);
        let (at, mark) = (hash as usize % TEXTS_KEPT, (hash >> 32) as u32);
        let (known, id) = self.texts[at];
        if known == mark && self.data.texts.first(id) == text {
            return id;
        }
        let id = self.own(text);
        self.texts[at] = (mark, id);
        id
    }

    /// Whether this list has no such slug yet.
    fn is_new(&mut self, list: &str, slug: &str) -> bool {
        let key = hash((list, slug));
        self.slugs[key as usize % self.slugs.len()].insert(key)
    }

    /// A text of one row.
    pub(super) fn own(&mut self, text: &str) -> TextId {
        self.data.texts.push(text)
    }

    /// A slug that nothing of this list has yet: the name's, or with a number behind it. `true` where it is the
    /// name's own.
    pub(super) fn slug(&mut self, list: &str, name: &str) -> (String, bool) {
        let mut slug = String::new();
        let is_own = self.put_slug(list, name, &mut slug);
        (slug, is_own)
    }

    /// The same, written over another one.
    pub(super) fn put_slug(&mut self, list: &str, name: &str, wanted: &mut String) -> bool {
        wanted.clear();
        put_slug(name, wanted);
        if wanted.is_empty() {
            wanted.push_str(list);
        }
        if self.is_new(list, wanted) {
            return true;
        }
        loop {
            // The count goes on where the last one of this slug stopped.
            let next = self.known.entry(hash(("slug", list, &*wanted))).or_insert(1);
            *next += 1;
            let candidate = format!("{wanted}-{next}");
            if self.is_new(list, &candidate) {
                *wanted = candidate;
                return false;
            }
        }
    }

    /// The slug of an event that has no id of its own: its day and its place.
    pub(super) fn put_made_slug(&mut self, event: &mut Event) {
        let place = event.places.first().map_or("", |at| &self.data.place(at.place).slug);
        let base = [&event.when.earliest.to_string(), " ", place].concat();
        self.put_slug("event", &base, &mut event.slug);
    }

    /// Lets a slug be given again.
    pub(super) fn free_slug(&mut self, list: &str, slug: &str) {
        let key = hash((list, slug));
        self.slugs[key as usize % self.slugs.len()].remove(&key);
    }

    pub(super) fn actor<'a>(&mut self, name: &str, sort: &dyn Fn() -> Option<&'a str>) -> ActorId {
        let key = hash(("actor", name));
        if let Some(index) = self.known.get(&key) {
            return ActorId(*index);
        }
        let (slug, _) = self.slug("actor", name);
        let text = self.shared(name);
        let (sort, bloc) = sort().map_or(("", ""), |sort| sort.split_once(' ').unwrap_or((sort, "")));
        let actor = Actor {
            slug,
            name: text,
            short: text,
            sort: sort.into(),
            bloc: Bloc::from_name(bloc).unwrap_or_default(),
            ..Actor::default()
        };
        self.known.insert(key, self.data.actors.len() as u32);
        self.data.actors.push(actor);
        ActorId::at(self.data.actors.len() - 1)
    }

    /// The place, and the region and country that it lies in; `None` where the row tells none.
    pub(super) fn place(&mut self, spot: Spot<'_>) -> Option<PlaceId> {
        let country = [spot.country, spot.iso].into_iter().find(|name| !name.is_empty());
        let country = country.map(|name| self.area(name, "country", None, spot.iso));
        let region = (!spot.admin1.is_empty()).then(|| self.area(spot.admin1, "region", country, spot.iso)).or(country);
        if spot.point_e5.is_none() && (spot.name.is_empty() || spot.name == spot.admin1 || spot.name == spot.country) {
            return match (spot.admin2, region) {
                ("", region) => region,
                (admin2, region) => Some(self.area(admin2, "area", region, spot.iso)),
            };
        }
        // Without a point, towns of one name in two regions are two.
        let admin1 = if spot.point_e5.is_some() { "" } else { spot.admin1 };
        let key = hash(("place", spot.name, spot.point_e5, spot.country, admin1));
        if let Some(index) = self.known.get(&key) {
            return Some(PlaceId(*index));
        }
        let named = [spot.name, spot.admin2].into_iter().find(|name| !name.is_empty());
        let point = spot.point_e5.map(|(lat, lon)| format!("{}, {}", degrees(lat), degrees(lon))).unwrap_or_default();
        let name = named.map_or_else(|| point.clone(), str::to_string);
        let (slug, _) = self.slug("place", &name);
        let sort = match spot.precision {
            PlacePrecision::Area => "area",
            _ if named.is_none() => "site",
            _ => "town",
        };
        let place = Place {
            slug,
            name: self.shared(&name),
            lat_e5: spot.point_e5.map(|point| point.0),
            lon_e5: spot.point_e5.map(|point| point.1),
            precision: spot.precision,
            sort: sort.into(),
            parent: region,
            country: spot.iso.into(),
            aliases: Vec::new(),
        };
        Some(self.add_place(key, place))
    }

    /// Whether the place or one that it lies in has this name.
    pub(super) fn is_in(&self, place: PlaceId, name: &str) -> bool {
        let mut next = Some(place);
        while let Some(place) = next.map(|id| self.data.place(id)) {
            if self.data.texts.first(place.name) == name {
                return true;
            }
            next = place.parent;
        }
        false
    }

    fn area(&mut self, name: &str, sort: &str, parent: Option<PlaceId>, iso: &str) -> PlaceId {
        let key = hash(("area", name, sort, parent));
        if let Some(index) = self.known.get(&key) {
            return PlaceId(*index);
        }
        let (slug, _) = self.slug("place", name);
        let precision = PlacePrecision::Area;
        let (name, sort, country) = (self.shared(name), sort.into(), iso.into());
        self.add_place(key, Place { slug, name, precision, sort, parent, country, ..Place::default() })
    }

    fn add_place(&mut self, key: u64, place: Place) -> PlaceId {
        self.known.insert(key, self.data.places.len() as u32);
        self.data.places.push(place);
        PlaceId::at(self.data.places.len() - 1)
    }

    /// A document by its name and address; either may be empty.
    pub(super) fn source(&mut self, name: &str, url: &str) -> SourceId {
        let key = hash(("source", name, url));
        if let Some(index) = self.known.get(&key) {
            return SourceId(*index);
        }
        let host = url.split("//").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(url);
        let name = if name.is_empty() { host } else { name };
        let (slug, _) = self.slug("source", name);
        let title = self.shared(name);
        let source = Source { slug, title, url: url.into(), ..Source::default() };
        self.add_source(key, source)
    }

    /// The document that the rows stand in.
    pub(super) fn main_source(&mut self, parts: &[String], file: &str) -> SourceId {
        let [id, title, url] = [0, 1, 2].map(|index| parts.get(index).cloned().unwrap_or_default());
        let title = if title.is_empty() { called(file) } else { &title };
        let (slug, _) = self.slug("source", if id.is_empty() { title } else { &id });
        let text = self.shared(title);
        let source = Source { slug, title: text, sort: "data".into(), file: file.into(), url, ..Source::default() };
        self.add_source(hash(("main", file)), source)
    }

    fn add_source(&mut self, key: u64, source: Source) -> SourceId {
        self.known.insert(key, self.data.sources.len() as u32);
        self.data.sources.push(source);
        SourceId::at(self.data.sources.len() - 1)
    }
}

/// `14.94329`
fn degrees(e5: i32) -> String {
    let text =
        format!("{}{}.{:05}", if e5 < 0 { "−" } else { "" }, e5.unsigned_abs() / 100_000, e5.unsigned_abs() % 100_000);
    let short = text.trim_end_matches('0');
    short.strip_suffix('.').unwrap_or(short).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homonyms_are_told_apart_and_the_same_is_kept_once() {
        let mut book = Book::default();
        let at = |lat, lon| Spot { name: "Bourem", point_e5: Some((lat, lon)), admin1: "Gao", ..Spot::default() };
        let first = book.place(at(1_694_000, -35_000));
        assert_eq!(book.place(at(1_694_000, -35_000)), first);
        let second = book.place(at(1_500_000, -35_000)).expect("a place");
        assert_ne!(Some(second), first);
        assert_eq!(book.data.place(second).slug, "bourem-2");
        assert_eq!(book.data.places.len(), 3, "the region once");
        assert_eq!(book.place(Spot::default()), None);
    }

    #[test]
    fn a_point_without_a_name_is_called_by_its_degrees() {
        let mut book = Book::default();
        let id = book.place(Spot { point_e5: Some((1_494_329, -389_000)), ..Spot::default() }).expect("a place");
        assert_eq!(book.data.texts.get(book.data.place(id).name, "en"), "14.94329, −3.89");
        assert_eq!(book.data.place(id).slug, "14-94329-3-89");
    }

    #[test]
    fn many_of_one_slug_are_quick() {
        let mut book = Book::default();
        for _ in 0..20_000 {
            book.slug("event", "gao");
        }
        assert_eq!(book.slug("event", "gao"), ("gao-20001".into(), false));
    }
}
