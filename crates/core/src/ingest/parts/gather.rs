//! The lists of many sets as one, and their events with positions in those.

use crate::ingest::coder::{Coder, Fields, LISTS};
use crate::ingest::sealed::tables::{self, ACTORS, PEOPLE, PHASES, PLACES, SOURCES, TEXTS};
use crate::ingest::table::Heap;
use crate::model::{Actor, DataSet, Person, Phase, Place, Source, TextId, Texts};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Longer texts are seldom the same twice.
const SHARED_BYTES: usize = 80;

/// For each list, where the entries of one set stand in the whole.
pub(super) type Maps = [Vec<u32>; LISTS];

/// The whole without its events.
#[derive(Debug, Default)]
pub(super) struct Gather {
    pub(super) data: DataSet,
    /// Entries by list and what tells them apart.
    known: HashMap<(usize, String), u32>,
    /// Slugs by the hash of list and slug.
    slugs: HashSet<u64>,
    texts: HashMap<u64, TextId>,
}

const EVENTS: usize = LISTS;

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl Gather {
    /// Adds what the lists of a set have that the whole has not, and tells where each entry stands.
    pub(super) fn lists(&mut self, set: &mut DataSet) -> Maps {
        let mut maps = Maps::default();
        let is_first = self.data.meta == Default::default();
        let texts = core::mem::take(&mut set.texts);
        let word = |id: TextId| texts.get(id, "en");
        let name = |at: Option<&Place>| at.map(|place| word(place.name)).unwrap_or_default();
        let places: Vec<String> = set
            .places
            .iter()
            .map(|place| match place.lat_e5.zip(place.lon_e5) {
                // Homonyms lie at another spot, or in another region.
                Some((lat, lon)) => format!("{}\0{}\0{lat}\0{lon}", word(place.name), place.country),
                None => {
                    let parent = name(place.parent.and_then(|at| set.places.get(at.index())));
                    format!("{}\0{}\0{}\0{parent}", word(place.name), place.country, place.sort)
                }
            })
            .collect();
        let mut add = |list: usize, keys: &mut dyn Iterator<Item = String>, count: usize| {
            let mut next = count as u32;
            let mut place = |key| {
                let at = *self.known.entry((list, key)).or_insert(next);
                next += u32::from(at == next);
                at
            };
            maps[list] = keys.map(&mut place).collect();
        };
        let whole = &self.data;
        let source = |at: &Source| format!("{}\0{}\0{}", word(at.title), at.url, at.file);
        add(SOURCES, &mut set.sources.iter().map(source), whole.sources.len());
        add(ACTORS, &mut set.actors.iter().map(|at| word(at.name).to_string()), whole.actors.len());
        add(PEOPLE, &mut set.people.iter().map(|at| word(at.name).to_string()), whole.people.len());
        add(PLACES, &mut places.into_iter(), whole.places.len());
        let phase = |at: &Phase| format!("{}\0{}\0{}", word(at.name), at.span.from.0, at.span.to.0);
        add(PHASES, &mut set.phases.iter().map(phase), whole.phases.len());

        let mut slugs = core::mem::take(&mut self.slugs);
        let mut data = core::mem::take(&mut self.data);
        let mut mover = Mover::new(&texts, &mut data.texts, &mut self.texts, &mut maps);
        let c = &mut Fields(&mut mover);
        // New entries come in the order of their positions.
        macro_rules! add_new {
            ($list:expr, $from:expr, $to:expr, $sort:ty, $fields:path) => {
                for (at, mut entry) in core::mem::take(&mut $from).into_iter().enumerate() {
                    if c.0.maps[$list][at] as usize == $to.len() {
                        $fields(c, &mut entry);
                        entry.slug = unique(&mut slugs, $list, &entry.slug);
                        let entry: $sort = entry;
                        $to.push(entry);
                    }
                }
            };
        }
        add_new!(SOURCES, set.sources, data.sources, Source, tables::source);
        add_new!(ACTORS, set.actors, data.actors, Actor, tables::actor);
        add_new!(PEOPLE, set.people, data.people, Person, tables::person);
        add_new!(PLACES, set.places, data.places, Place, tables::place);
        add_new!(PHASES, set.phases, data.phases, Phase, tables::phase);
        if is_first {
            tables::meta(c, &mut set.meta);
            data.meta = core::mem::take(&mut set.meta);
            data.meta.span = None;
        }
        (self.data, self.slugs) = (data, slugs);
        maps
    }

    /// Adds the events of a set that has the lists to which `maps` belongs.
    pub(super) fn events(&mut self, set: &mut DataSet, maps: &mut Maps, heap: &mut Heap) {
        let texts = core::mem::take(&mut set.texts);
        maps[TEXTS].clear();
        let mut mover = Mover::new(&texts, &mut self.data.texts, &mut self.texts, maps);
        for event in set.events.list_mut() {
            event.related.clear();
            tables::one(&mut Fields(&mut mover), event);
            event.slug = unique(&mut self.slugs, EVENTS, &event.slug);
            heap.push(event);
        }
    }
}

/// The slug, or with a number behind it where the list has it already.
fn unique(slugs: &mut HashSet<u64>, list: usize, slug: &str) -> String {
    let mut wanted = slug.to_string();
    let mut count = 1;
    while !slugs.insert(hash((list, &wanted))) {
        count += 1;
        wanted = format!("{slug}-{count}");
    }
    wanted
}

/// Writes nothing and reads nothing, but puts the whole's position where one of a set stands.
struct Mover<'a> {
    from: &'a Texts,
    to: &'a mut Texts,
    shared: &'a mut HashMap<u64, TextId>,
    maps: &'a mut Maps,
    next: usize,
    limits: [usize; LISTS],
}

impl<'a> Mover<'a> {
    fn new(from: &'a Texts, to: &'a mut Texts, shared: &'a mut HashMap<u64, TextId>, maps: &'a mut Maps) -> Self {
        maps[TEXTS].resize(from.count(), 0);
        Self { from, to, shared, maps, next: 0, limits: [usize::MAX; LISTS] }
    }

    fn text(&mut self, id: TextId) -> TextId {
        let (from, to) = (self.from, &mut *self.to);
        let words = || from.languages().filter_map(|name| Some((name, from.exact(id, name)?)));
        if from.get(id, "en").len() > SHARED_BYTES {
            return to.add(words());
        }
        let key = words().fold(0, |key, word| hash((key, word)));
        let is_same = |known: &TextId| words().all(|(name, text)| to.exact(*known, name) == Some(text));
        match self.shared.get(&key).copied().filter(is_same) {
            Some(known) => known,
            None => {
                let new = to.add(words());
                self.shared.insert(key, new);
                new
            }
        }
    }
}

impl Coder for Mover<'_> {
    fn number(&mut self, _: usize, value: u64) -> u64 {
        value
    }

    fn text(&mut self, _: usize, _: &mut String) {}

    fn next(&mut self) -> &mut usize {
        &mut self.next
    }

    fn place(&mut self, list: usize, position: u32) -> u32 {
        let at = position as usize;
        if list != TEXTS {
            return self.maps[list].get(at).copied().unwrap_or_default();
        }
        if position != 0 && self.maps[TEXTS].get(at) == Some(&0) {
            self.maps[TEXTS][at] = Mover::text(self, TextId(position)).0;
        }
        self.maps[TEXTS].get(at).copied().unwrap_or_default()
    }

    fn limits(&mut self) -> &mut [usize; LISTS] {
        &mut self.limits
    }
}
