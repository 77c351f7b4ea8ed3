//! Whether a line names a place, in any spelling.

use super::document::Line;
use conflict_timeline_core::model::{DataSet, Place, PlaceId};
use conflict_timeline_core::query::fold;

/// How a place is found in lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// By a name of its own.
    Named,
    /// By something that lies in it, or by what it lies in.
    Around,
    /// Not at all.
    Missing,
}

/// Words that stand for a city: a capital, the seat of a body.
const SEATS: [(&str, &str); 7] = [
    ("bamako", " mali s capital "),
    ("bamako", " capital of mali "),
    ("bamako", " in the capital on "),
    ("niamey", " capital of niger "),
    ("new-york", " un security council "),
    ("new-york", " united nations security council "),
    ("the-hague", " international criminal court "),
];

/// The spellings of every place, folded.
#[derive(Debug)]
pub struct Gazetteer<'a> {
    data: &'a DataSet,
    spellings: Vec<Vec<String>>,
}

impl<'a> Gazetteer<'a> {
    /// Gathers the spellings.
    #[must_use]
    pub fn new(data: &'a DataSet) -> Self {
        Self { data, spellings: data.places.iter().map(|place| spellings(place, data)).collect() }
    }

    /// Whether the lines name the place. A town may be named by its region where the event is only near it;
    /// a region or country by any place in it.
    #[must_use]
    pub fn find(&self, id: PlaceId, is_near: bool, lines: &[&Line]) -> Found {
        if self.is_named(id, lines) {
            return Found::Named;
        }
        let place = self.data.place(id);
        if SEATS.iter().any(|(slug, words)| *slug == place.slug && lines.iter().any(|line| line.folded.contains(words)))
        {
            return Found::Around;
        }
        let parent = place.parent.filter(|parent| is_near || self.data.place(*parent).sort != "country");
        let by_parent = parent.is_some_and(|parent| self.is_named(parent, lines));
        let inside = |index: usize| self.lies_in(PlaceId::at(index), id);
        let by_child =
            (0..self.data.places.len()).any(|index| inside(index) && self.is_named(PlaceId::at(index), lines));
        if by_parent || by_child { Found::Around } else { Found::Missing }
    }

    /// Whether it is a region, a country or another wide stretch.
    #[must_use]
    pub fn is_wide(&self, id: PlaceId) -> bool {
        matches!(self.data.place(id).sort.as_str(), "region" | "area" | "country")
    }

    fn is_named(&self, id: PlaceId, lines: &[&Line]) -> bool {
        let is_country = self.data.place(id).sort == "country";
        let is_airport = self.data.place(id).sort == "airport";
        self.spellings[id.index()].iter().any(|name| {
            lines.iter().any(|line| names(&line.folded, name) || (is_country && names_people(&line.folded, name)))
                || (is_airport && names_airport(lines, name))
        })
    }

    fn lies_in(&self, inner: PlaceId, outer: PlaceId) -> bool {
        let mut at = self.data.place(inner).parent;
        // No chain of parents is longer than this; a circle ends here too.
        for _ in 0..8 {
            match at {
                Some(parent) if parent == outer => return true,
                Some(parent) => at = self.data.place(parent).parent,
                None => return false,
            }
        }
        false
    }
}

fn spellings(place: &Place, data: &DataSet) -> Vec<String> {
    let own = ["en", "fr"].into_iter().map(|language| data.texts.get(place.name, language));
    let mut names: Vec<String> = own.chain(place.aliases.iter().map(String::as_str)).map(fold).collect();
    names.retain(|name| !name.is_empty());
    names.sort();
    names.dedup();
    names
}

/// A whole word or words.
fn names(folded: &str, name: &str) -> bool {
    folded.contains(&format!(" {name} "))
}

/// "Tessalit and its airport": the town and the word, in whichever line.
fn names_airport(lines: &[&Line], name: &str) -> bool {
    let town: Vec<&str> =
        name.split(' ').filter(|word| !matches!(*word, "airport" | "airfield" | "aeroport" | "de")).collect();
    let has = |word: &str| lines.iter().any(|line| names(&line.folded, word));
    town.len() < name.split(' ').count()
        && has(&town.join(" "))
        && (has("airport") || has("airports") || has("airfield"))
}

/// "Malian", "Nigeriens": the people of a country.
fn names_people(folded: &str, name: &str) -> bool {
    let stem = name.trim_end_matches('a');
    ["n", "an", "ian", "ien"].iter().any(|end| {
        let is_other_country = name == "niger" && *end == "ian";
        !is_other_country
            && [format!(" {name}{end}"), format!(" {stem}{end}")]
                .iter()
                .any(|word| folded.contains(&format!("{word} ")) || folded.contains(&format!("{word}s ")))
    })
}
