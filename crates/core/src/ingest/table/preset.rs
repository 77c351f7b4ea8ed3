//! What a format's columns and codes mean, read from the texts in `presets/`.

use super::cell::{folded, whole};

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// What a column can be.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Field { $($(#[$doc])* $name),+ }

        impl Field {
            pub(super) const NAMES: &'static [&'static str] = &[$($text),+];
            pub(super) const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

fields! {
    /// The row's own id.
    Id = "id",
    /// First day, or the date.
    Start = "start",
    /// Last day.
    End = "end",
    Year = "year",
    Month = "month",
    Day = "day",
    Time = "time",
    EndYear = "end_year",
    EndMonth = "end_month",
    EndDay = "end_day",
    /// Code of how firm the date is.
    DatePrec = "date_prec",
    /// Code of how firm the place is.
    PlacePrec = "place_prec",
    /// Code of one event or a summary of several.
    Clarity = "clarity",
    Kind = "kind",
    /// Where the first has no meaning.
    Kind2 = "kind2",
    SideA = "side_a",
    SideB = "side_b",
    /// With side A; a list.
    AssocA = "assoc_a",
    AssocB = "assoc_b",
    /// Code of what side A is.
    SortA = "sort_a",
    SortB = "sort_b",
    /// A list.
    Actors = "actors",
    /// Who fought whom, where sides are given too.
    Dyad = "dyad",
    Conflict = "conflict",
    Place = "place",
    Admin1 = "admin1",
    Admin2 = "admin2",
    Country = "country",
    Iso = "iso",
    Lat = "lat",
    Lon = "lon",
    /// A geometry as well-known text.
    Wkt = "wkt",
    /// Killed: lowest, best and highest estimate.
    Low = "low",
    Best = "best",
    High = "high",
    DeathsA = "deaths_a",
    DeathsB = "deaths_b",
    DeathsCivilians = "deaths_civilians",
    DeathsUnknown = "deaths_unknown",
    Wounded = "wounded",
    Headline = "headline",
    Summary = "summary",
    Note = "note",
    /// How an inferred date was found.
    DateNote = "date_note",
    /// A list.
    Sources = "sources",
    Url = "url",
    Status = "status",
    /// TimelineJS: `title`, `era` or nothing.
    Type = "type",
}

const START: usize = Field::Start as usize;
const END_DAY: usize = Field::EndDay as usize;
const LAT: usize = Field::Lat as usize;
const WOUNDED: usize = Field::Wounded as usize;

/// How many fields there are.
pub(super) const FIELDS: usize = Field::NAMES.len();

/// Some fields, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(u64);

impl Fields {
    /// Stands for what no field is.
    pub(super) const EXTRA: Self = Self(1 << FIELDS);

    pub(super) fn add(&mut self, field: Field) {
        self.0 |= 1 << field as u64;
    }

    pub(super) fn add_all(&mut self, fields: &[Field]) {
        fields.iter().for_each(|field| self.add(*field));
    }

    pub(super) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Field {
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Field::NAMES.iter().position(|known| *known == name).map(|index| Self::ALL[index])
    }

    /// Whether it is read from figures: a date, a point, a number of people.
    pub(super) fn is_figure(self) -> bool {
        matches!(self as usize, START..=END_DAY | LAT..=WOUNDED)
    }
}

/// A pattern of fields and the signs between them.
pub(super) type Pattern = Vec<Piece>;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Sign(String),
    Of(Field),
}

/// One format.
#[derive(Clone, Debug, Default)]
pub(super) struct Preset {
    pub(super) id: String,
    pub(super) name: String,
    /// Each a choice of spellings.
    pub(super) needs: Vec<Vec<String>>,
    pub(super) lacks: Vec<String>,
    /// Columns that no other format has together; one such set is enough where a date is there too.
    pub(super) like: Vec<Vec<String>>,
    /// Columns of files without a header.
    pub(super) columns: Vec<Vec<String>>,
    /// Id, title and address of the document that makes the claims; empty: the file itself.
    pub(super) source: Vec<String>,
    pub(super) set: String,
    pub(super) about: String,
    pub(super) credit: String,
    pub(super) licence: String,
    pub(super) licence_url: String,
    pub(super) is_restricted: bool,
    /// How a cell begins that names this collection as the source of a row, which then is bound by its terms.
    pub(super) called: Vec<String>,
    /// A quote is a sign as any other.
    pub(super) is_unquoted: bool,
    /// Cells hold what we ourselves write into tables.
    pub(super) is_ours: bool,
    /// Why tables of this sort are not read; empty where they are.
    pub(super) refusal: String,
    /// Texts hold HTML.
    pub(super) has_markup: bool,
    /// A year or a span is how long it lasted, not a doubt.
    pub(super) lasts: bool,
    pub(super) status: String,
    pub(super) fields: Vec<(Field, Vec<String>)>,
    /// Columns that say nothing that others do not.
    pub(super) dropped: Vec<String>,
    /// Table, folded value or its beginning, meaning.
    pub(super) values: Vec<(String, String, String)>,
    pub(super) titles: Vec<Pattern>,
    pub(super) shorts: Vec<Pattern>,
}

const TEXTS: &[&str] = &[
    include_str!("../../../presets/own.txt"),
    include_str!("../../../presets/ucdp.txt"),
    include_str!("../../../presets/acled.txt"),
    include_str!("../../../presets/gdelt.txt"),
    include_str!("../../../presets/gtd.txt"),
    include_str!("../../../presets/icews.txt"),
    include_str!("../../../presets/scad.txt"),
    include_str!("../../../presets/timelinejs.txt"),
    include_str!("../../../presets/generic.txt"),
];

/// All presets, in the order in which they are tried: those of one's own, then the known ones.
pub(super) fn presets(own: &str) -> Vec<Preset> {
    [own].iter().chain(TEXTS).flat_map(|text| read(text)).collect()
}

/// Id and name of each format, those of one's own first, for help texts and menus.
#[must_use]
pub fn formats(own: &str) -> Vec<(String, String)> {
    let read = presets(own).into_iter().filter(|preset| preset.refusal.is_empty());
    read.map(|preset| (preset.id, preset.name)).collect()
}

/// Reads presets from their text; a line that means nothing is passed over, and a test holds that there is none.
pub(super) fn read(text: &str) -> Vec<Preset> {
    let mut presets: Vec<Preset> = Vec::new();
    for line in text.lines() {
        if let Some(id) = line.strip_prefix("preset ") {
            presets.push(Preset { id: id.into(), ..Preset::default() });
        } else if let Some(preset) = presets.last_mut() {
            read_line(line, preset);
        }
    }
    presets
}

/// Whether the line means something.
pub(super) fn read_line(line: &str, preset: &mut Preset) -> bool {
    if line.is_empty() || line.starts_with("# ") {
        return true;
    }
    if let Some((name, rest)) = line.split_once(" = ") {
        if let Some((table, value)) = name.split_once(": ") {
            preset.values.push((table.into(), folded_pattern(value), rest.into()));
            return true;
        }
        match name {
            "title" => preset.titles = patterns(rest),
            "short" => preset.shorts = patterns(rest),
            "drop" => preset.dropped.extend(spellings(rest)),
            "markup" => preset.has_markup = true,
            "whole" => preset.lasts = true,
            _ => {
                let Some(field) = Field::from_name(name) else { return false };
                preset.fields.push((field, spellings(rest)));
            }
        }
        return true;
    }
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let text = match word {
        "name" => &mut preset.name,
        "set" => &mut preset.set,
        "about" => &mut preset.about,
        "credit" => &mut preset.credit,
        "licence" => &mut preset.licence,
        "licence_url" => &mut preset.licence_url,
        "status" => &mut preset.status,
        "refuse" => &mut preset.refusal,
        "needs" => {
            preset.needs = rest.split(", ").map(spellings).collect();
            return true;
        }
        "lacks" => {
            preset.lacks = rest.split(", ").map(folded).collect();
            return true;
        }
        "like" => {
            preset.like.extend(rest.split(" | ").map(|set| set.split(" + ").map(folded).collect()));
            return true;
        }
        "columns" => {
            preset.columns.push(rest.split(", ").map(str::to_string).collect());
            return true;
        }
        "source" => {
            preset.source = rest.split(" | ").map(str::to_string).collect();
            return true;
        }
        "called" => {
            preset.called = rest.split(" | ").map(str::to_string).collect();
            return true;
        }
        "unquoted" => {
            preset.is_unquoted = true;
            return true;
        }
        "ours" => {
            preset.is_ours = true;
            return true;
        }
        "restricted" => {
            preset.is_restricted = true;
            return true;
        }
        _ => return false,
    };
    *text = rest.into();
    true
}

fn spellings(text: &str) -> Vec<String> {
    text.split('|').map(folded).collect()
}

fn folded_pattern(value: &str) -> String {
    let star = if value.ends_with('*') { "*" } else { "" };
    folded(value) + star
}

fn patterns(text: &str) -> Vec<Pattern> {
    text.split(" | ").map(pattern).collect()
}

fn pattern(text: &str) -> Pattern {
    let mut pieces = Pattern::new();
    let mut rest = text;
    while let Some((sign, behind)) = rest.split_once('{') {
        let Some((name, behind)) = behind.split_once('}') else { break };
        if !sign.is_empty() {
            pieces.push(Piece::Sign(sign.into()));
        }
        pieces.extend(Field::from_name(name).map(Piece::Of));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Sign(rest.into()));
    }
    pieces
}

impl Preset {
    /// Whether columns are there that only this format has.
    pub(super) fn is_like(&self, has: &dyn Fn(&String) -> bool) -> bool {
        self.like.iter().any(|set| set.iter().all(has))
    }

    /// Whether some column of dates or years is there.
    pub(super) fn has_date(&self, has: &dyn Fn(&String) -> bool) -> bool {
        let dates = self.fields.iter().filter(|(field, _)| matches!(field, Field::Start | Field::Year));
        dates.flat_map(|(_, names)| names).any(has)
    }

    /// What a value means in a table.
    pub(super) fn meaning(&self, table: &str, value: &str) -> Option<&str> {
        if value.is_empty() {
            return None;
        }
        let folded = folded(whole(value));
        let fits = |known: &str| match known.strip_suffix('*') {
            Some(start) => folded.starts_with(start),
            None => folded == known,
        };
        let found = self.values.iter().find(|(name, known, _)| name == table && fits(known));
        found.map(|(_, _, meaning)| meaning.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::table::soundness::check_presets;

    #[test]
    fn the_known_presets_are_sound() {
        for text in TEXTS {
            assert_eq!(check_presets("known", text), []);
        }
        assert!(!read_line("sides = a | b", &mut Preset::default()));
        for preset in presets("") {
            assert!(!preset.titles.is_empty() || !preset.refusal.is_empty(), "{}", preset.id);
        }
    }

    #[test]
    fn beginnings_and_whole_values() {
        let all = presets("");
        let gdelt = all.iter().find(|preset| preset.id == "gdelt").expect("there");
        assert_eq!(gdelt.meaning("kind", "1831"), Some("bombing"));
        assert_eq!(gdelt.meaning("kind", "193"), Some("battle"));
        assert_eq!(gdelt.meaning("kind", ""), None);
        let acled = all.iter().find(|preset| preset.id == "acled").expect("there");
        assert_eq!(acled.meaning("inter", "State forces"), Some("state"));
        assert_eq!(acled.meaning("kind", "Attack on something"), None);
        assert_eq!((acled.meaning("inter", "1.0"), acled.meaning("date_prec", "3.00")), (Some("state"), Some("month")));
    }
}
