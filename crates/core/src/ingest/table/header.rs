//! Which format a table has, told by its columns alone.

use super::bound::is_origin;
use super::cell::{degrees_e5, folded, integer, text};
use super::cells::{Row, RowBuffer};
use super::importer::Options;
use super::preset::{FIELDS, Field, Fields, Preset, presets};
use crate::problem::nearest;
use std::collections::HashMap;

/// Where everything stands in a row.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Column of each field.
    at: [Option<u32>; FIELDS],
    /// Name of each column, as written.
    pub(super) names: Vec<String>,
    /// What each column is: some fields, [`Fields::EXTRA`] where none takes it, nothing where it is dropped.
    pub(super) fields: Vec<Fields>,
    /// The first column has no name and may be nothing but the index of a data frame.
    pub(super) may_be_index: bool,
    /// The column in which a row says what licence binds it.
    pub(super) licence: Option<usize>,
    /// Those in which a row says what collection it comes from.
    pub(super) origins: Vec<usize>,
    /// A cell that a spreadsheet would take for a formula has an apostrophe before it. JSON and Parquet, whose names stand in
    /// no line, need none.
    pub(super) is_guarded: bool,
}

impl Columns {
    pub(super) fn of(&self, field: Field) -> Option<usize> {
        self.at[field as usize].map(|index| index as usize)
    }

    /// Where the columns stand in a row that is this header once more, in whatever order; nowhere in any other row. What is
    /// empty behind its last name says nothing.
    pub(super) fn order_in(&self, row: Row<'_>) -> Option<Vec<usize>> {
        let bare = |names: &[String]| names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
        let names = numbered(&names_of(row));
        let (names, wanted) = (&names[..bare(&names)], &self.names[..bare(&self.names)]);
        let place = |wanted: &String| names.iter().position(|name| !name.is_empty() && name == wanted);
        match names == wanted {
            true => Some(Vec::new()),
            false if names.len() == wanted.len() => wanted.iter().map(place).collect(),
            false => None,
        }
    }

    /// The column's name as written; the field's where there is none.
    pub(super) fn name(&self, field: Field) -> &str {
        match self.of(field) {
            Some(index) => &self.names[index],
            None => Field::NAMES[field as usize],
        }
    }
}

/// One pair of a mapping: what an event has, and the column that holds it.
pub type Pair = (String, String);

/// A header that was understood.
pub(super) struct Found {
    pub(super) preset: usize,
    pub(super) columns: Columns,
    /// The first row holds data already.
    pub(super) is_bare: bool,
    /// Fields of the mapping whose pairs mean nothing, and why.
    pub(super) unmapped: Vec<Pair>,
    /// The format whose terms bind the rows, where they are read as another one.
    pub(super) bound_by: Option<usize>,
}

fn names_of(row: Row<'_>) -> Vec<String> {
    row.iter().map(|cell| text(cell).0.trim_start_matches('\u{feff}').trim().to_string()).collect()
}

/// `eventDate` as `event Date`, and `Date (dd/mm/yyyy)` as `Date`: by what else a column may be known. What else stands
/// in brackets may make it another thing.
fn parted(name: &str) -> String {
    let mut parted = String::with_capacity(name.len() + 4);
    let is_unit = |unit: &str| {
        let unit = unit.trim_end_matches([')', ']', ' ']).to_ascii_lowercase();
        unit.starts_with("wgs") || unit.starts_with("decimal") || unit.bytes().all(|byte| b"dmyja/-. ".contains(&byte))
    };
    let bare = name.split_once(['(', '[']).filter(|(_, unit)| is_unit(unit)).map_or(name, |(bare, _)| bare.trim_end());
    for letter in bare.chars() {
        if letter.is_uppercase() && parted.ends_with(char::is_lowercase) {
            parted.push(' ');
        }
        parted.push(letter);
    }
    parted
}

/// The names of a header of two rows, where the second parts what the first has merged, and both as one: `Toll, ` above
/// `low, high` is `low, high`, and `Toll low, Toll high`.
pub(super) fn of_two_rows(first: Row<'_>, second: Row<'_>, options: &Options) -> Option<[RowBuffer; 2]> {
    // Cells that were merged are empty behind the first of them, and names have no figures.
    let is_merged = first.iter().zip(second.iter()).any(|(above, below)| above.is_empty() && !below.is_empty());
    let has_figures = second.iter().any(|cell| cell.iter().any(u8::is_ascii_digit));
    if !is_merged || has_figures || first.iter().count() != second.iter().count() {
        return None;
    }
    let [mut names, mut both] = [(); 2].map(|()| RowBuffer::default());
    names.start(second.line);
    let mut last: &[u8] = b"";
    for (above, below) in first.iter().zip(second.iter()) {
        last = if above.is_empty() { last } else { above };
        names.push(if below.is_empty() { above } else { below });
        both.push(&[last, b" ", below].concat());
    }
    let all = presets(&options.presets);
    let found = recognise(second, Some(both.row()), &all, options.format.as_deref(), &options.mapping);
    found.is_ok_and(|found| !found.is_bare).then_some([names, both])
}

/// Whether a tab-separated file with this first line is of a format that knows no quotes.
pub(super) fn knows_no_quotes(line: &[u8], options: &Options) -> bool {
    let mut row = RowBuffer::default();
    line.split(|byte| *byte == b'\t').for_each(|cell| row.push(cell));
    let all = presets(&options.presets);
    recognise(row.row(), None, &all, options.format.as_deref(), &options.mapping)
        .is_ok_and(|found| all[found.preset].is_unquoted)
}

/// Finds the format of a table; `tags` is the second row where that is one of HXL tags.
///
/// # Errors
/// The formats tried, with what each lacks.
pub(super) fn recognise(
    first: Row<'_>,
    tags: Option<Row<'_>>,
    presets: &[Preset],
    wanted: Option<&str>,
    mapping: &[Pair],
) -> Result<Found, String> {
    let names = names_of(first);
    if let Some((preset, names)) = bare(&names, presets, wanted) {
        refused(&presets[preset])?;
        let (columns, unmapped) = place(&names, &[], &presets[preset], mapping);
        return Ok(Found { preset, columns, is_bare: true, unmapped, bound_by: None });
    }
    let tags = tags.map_or_else(|| names.iter().map(|name| parted(name)).collect(), names_of);
    let known: Vec<String> = names.iter().chain(&tags).map(|name| folded(name)).collect();
    let has = |name: &String| !name.is_empty() && known.contains(name);
    let is_like = |preset: &Preset| preset.is_like(&has) && preset.has_date(&has) && !preset.lacks.iter().any(has);
    let mut found = None;
    let mut tried = Vec::new();
    for (index, preset) in presets.iter().enumerate() {
        // Whoever says what a column is knows what the table is.
        let is_refused = !preset.refusal.is_empty();
        if wanted.is_some_and(|wanted| wanted != preset.id) || is_refused && !mapping.is_empty() {
            continue;
        }
        let is_last = index + 1 == presets.len();
        // What has the marks of a format is it, before it is taken for any table.
        if is_last && wanted.is_none() {
            found = found.or_else(|| presets[..index].iter().position(is_like));
        }
        let lacking: Vec<&str> =
            preset.needs.iter().filter(|names| !names.iter().any(has)).map(|names| names[0].as_str()).collect();
        let is_mapped =
            is_last && mapping.iter().any(|(field, _)| matches!(field_of(field), Some(Field::Start | Field::Year)));
        let is_it = lacking.is_empty() || is_mapped || wanted.is_some() && is_like(preset);
        if let Some(index) = found.or((is_it && !preset.lacks.iter().any(has)).then_some(index)) {
            refused(&presets[index])?;
            let (mut columns, unmapped) = place(&names, &tags, &presets[index], mapping);
            columns.is_guarded &= first.line > 0;
            let binds = |preset: &Preset| preset.is_restricted && preset.is_like(&has);
            let bound_by = if presets[index].is_restricted { None } else { presets.iter().position(binds) };
            return Ok(Found { preset: index, columns, is_bare: false, unmapped, bound_by });
        }
        if is_refused {
            continue;
        }
        let lacking = if lacking.is_empty() { format!("it has {}", preset.lacks.join(", ")) } else { lacks(&lacking) };
        tried.push(format!("{} ({lacking})", preset.name));
    }
    if tried.is_empty() {
        let wanted = wanted.unwrap_or_default();
        let ids = presets.iter().map(|preset| preset.id.as_str());
        let hint = nearest(wanted, ids.clone()).map_or(String::new(), |near| format!(", did you mean `{near}`?"));
        return Err(format!("no format is called `{wanted}`{hint}; known are {}", ids.collect::<Vec<_>>().join(", ")));
    }
    let seen: Vec<&str> = names.iter().filter(|name| !name.is_empty()).take(12).map(String::as_str).collect();
    let dots = if names.len() > 12 { ", …" } else { "" };
    let hint = if has_numbers(first) { " (numbers: is there a row of names above them?)" } else { "" };
    Err(format!(
        "the header is not understood: it has {}{dots}{hint}. Tried: {}. Name the column of the date in a mapping, such as date=COLUMN",
        seen.join(", "),
        tried.join("; ")
    ))
}

/// Of tables that hold no events it is said what they are.
fn refused(preset: &Preset) -> Result<(), String> {
    if preset.refusal.is_empty() { Ok(()) } else { Err(format!("this is {}: {}", preset.name, preset.refusal)) }
}

/// Whether cells of the row are numbers: it is data then, and no header.
pub(super) fn has_numbers(row: Row<'_>) -> bool {
    row.iter().any(|cell| degrees_e5(&text(cell).0).is_some() || integer(&text(cell).0).is_some())
}

fn lacks(names: &[&str]) -> String {
    match names {
        [only] => format!("lacks {only}"),
        _ => format!("lacks {}", names.join(", ")),
    }
}

/// A file without a header: as many cells as a known format has columns, a number and a day of eight figures first, or a
/// moment of fourteen.
fn bare(cells: &[String], presets: &[Preset], wanted: Option<&str>) -> Option<(usize, Vec<String>)> {
    let is_id =
        |cell: &String| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit() || b"-T".contains(&byte));
    let is_data = is_id(cells.first()?) && matches!(cells.get(1)?.len(), 8 | 14) && integer(&cells[1]).is_some();
    if !is_data {
        return None;
    }
    presets.iter().enumerate().filter(|(_, preset)| wanted.is_none_or(|wanted| wanted == preset.id)).find_map(
        |(index, preset)| {
            let columns = preset.columns.iter().find(|columns| columns.len() == cells.len())?;
            Some((index, columns.clone()))
        },
    )
}

/// Whether a mapping may name a column for this.
#[must_use]
pub fn is_mappable(name: &str) -> bool {
    field_of(name).is_some()
}

/// What a mapping may call a field beside its name.
fn field_of(name: &str) -> Option<Field> {
    let name = folded(name);
    let name = match name.as_str() {
        "date" | "when" => "start",
        "title" | "name" => "headline",
        "text" | "note" | "description" => "summary",
        "type" | "category" => "kind",
        "killed" | "fatalities" | "deaths" => "best",
        "source" => "sources",
        "latitude" => "lat",
        "longitude" => "lon",
        "actor" => "actors",
        "actor1" => "side_a",
        "actor2" => "side_b",
        name => name,
    };
    Field::from_name(name)
}

fn place(names: &[String], tags: &[String], preset: &Preset, mapping: &[Pair]) -> (Columns, Vec<Pair>) {
    let folds: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let tag_folds: Vec<String> = tags.iter().map(|name| folded(name)).collect();
    let find = |name: &String| {
        let is_it = |known: &String| !known.is_empty() && known == name;
        folds.iter().position(is_it).or_else(|| tag_folds.iter().position(is_it))
    };
    let mut at = [None; FIELDS];
    let mut unmapped = Vec::new();
    for (name, column) in mapping {
        match (field_of(name), find(&folded(column))) {
            (Some(field), Some(index)) => at[field as usize] = Some(index as u32),
            (None, _) => unmapped.push((name.clone(), format!("`{name}` is nothing that an event has"))),
            (_, None) => {
                let hint = nearest(column, names.iter().map(String::as_str));
                let hint = hint.map_or(String::new(), |near| format!(", did you mean `{near}`?"));
                unmapped.push((name.clone(), format!("no column is called `{column}`{hint}")));
            }
        }
    }
    for (field, spellings) in &preset.fields {
        if at[*field as usize].is_none() {
            let free = |index: &usize| !at.contains(&Some(*index as u32));
            at[*field as usize] = spellings.iter().filter_map(find).find(free).map(|index| index as u32);
        }
    }
    // `end` belongs to `start`: where the date is another column, the two are of something else, such as a form's filling in.
    if let (Some(start), Some(end)) = (at[Field::Start as usize], at[Field::End as usize])
        && !mapping.iter().any(|(name, _)| field_of(name) == Some(Field::End))
    {
        let mate = folds[end as usize].replace("end", "start");
        let mate = folds.iter().position(|fold| *fold == mate).map(|index| index as u32);
        if mate.is_some_and(|mate| mate != start && mate != end) {
            at[Field::End as usize] = None;
        }
    }
    let is_extra = |index: &usize| !at.contains(&Some(*index as u32)) && !preset.dropped.contains(&folds[*index]);
    let mut fields: Vec<Fields> =
        (0..names.len()).map(|index| if is_extra(&index) { Fields::EXTRA } else { Fields::default() }).collect();
    for (field, index) in Field::ALL.iter().zip(at).filter_map(|(field, index)| Some((field, index?))) {
        if let Some(fields) = fields.get_mut(index as usize) {
            fields.add(*field);
        }
    }
    let is_first_nameless = folds.first().is_some_and(|fold| fold.is_empty() || fold == "unnamed_0");
    let may_be_index = is_first_nameless && fields[0] == Fields::EXTRA;
    let licence = folds.iter().position(|fold| matches!(fold.as_str(), "licence" | "license"));
    let origins = (0..folds.len()).filter(|index| is_origin(&folds[*index])).collect();
    let is_guarded = preset.is_ours;
    (Columns { at, names: numbered(names), fields, may_be_index, licence, origins, is_guarded }, unmapped)
}

/// The names, with a number behind those that stood before, so that each cell of a record is told by its name.
fn numbered(names: &[String]) -> Vec<String> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut all = Vec::with_capacity(names.len());
    for name in names {
        let count = seen.entry(name).or_default();
        *count += 1;
        all.push(if name.is_empty() || *count == 1 { name.clone() } else { format!("{name} ({count})") });
    }
    all
}

/// Whether the row is one of HXL tags: all that it has begins with `#`.
pub(super) fn is_hxl(row: Row<'_>) -> bool {
    let mut filled = row.iter().filter(|cell| !cell.is_empty()).peekable();
    // A data frame counted it with the rows.
    filled.next_if(|cell| cell.iter().all(u8::is_ascii_digit));
    filled.peek().is_some() && filled.all(|cell| cell[0] == b'#')
}
