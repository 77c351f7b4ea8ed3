//! Whether the text of presets means what it says: each line, and each word of the model in it.

use super::preset::{Field, Preset, read_line};
use crate::model::{Kind, Role, Status, Word};
use crate::problem::{Code, Problem, nearest};

/// What is wrong with the text of presets, by lines.
///
/// ```
/// use conflict_timeline_core::ingest::check_presets;
/// let sound = "preset ours\nname Our list\nneeds datum, ort\nstart = datum\nplace = ort\ntitle = {place}\n";
/// assert!(check_presets("ours.txt", sound).is_empty());
/// let problems = check_presets("ours.txt", "preset ours\nneeds datum\nplaec = ort\nkind: 1 = battel\n");
/// assert_eq!(problems[0].to_string(), "ours.txt:3:1: `plaec` is no field, did you mean `place`? (CT-107)");
/// assert_eq!((problems[1].line, problems[1].code as u16), (4, 108));
/// ```
#[must_use]
pub fn check_presets(file: &str, text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut complain = |line: usize, code: Code, message: String| {
        let (line, column) = (line as u32, 1);
        problems.push(Problem { code, file: file.into(), line, column, path: String::new(), message });
    };
    let mut preset = Preset::default();
    let mut begins = None;
    let mut count = 0;
    for (line, text) in text.lines().enumerate().map(|(at, text)| (at + 1, text)) {
        if let Some(id) = text.strip_prefix("preset ") {
            if let Some((code, message)) = begins.and_then(|_| lack(&preset)) {
                complain(begins.unwrap_or(line), code, message);
            }
            (preset, begins, count) = (Preset { id: id.into(), ..Preset::default() }, Some(line), count + 1);
        } else if begins.is_none() && !text.is_empty() && !text.starts_with("# ") {
            return vec![Problem {
                code: Code::Format,
                file: file.into(),
                line: line as u32,
                column: 1,
                path: String::new(),
                message: "a preset begins with a line `preset ID`".into(),
            }];
        } else if let Some((code, message)) = fault(text, &mut preset) {
            complain(line, code, message);
        }
    }
    match begins {
        Some(line) => {
            if let Some((code, message)) = lack(&preset) {
                complain(line, code, message);
            }
        }
        None => complain(1, Code::Empty, "there is no line `preset ID`".into()),
    }
    problems
}

/// What a whole preset cannot do without.
fn lack(preset: &Preset) -> Option<(Code, String)> {
    if preset.needs.is_empty() && preset.like.is_empty() {
        return Some((Code::Missing, format!("preset {} has no `needs`: it would take every table", preset.id)));
    }
    let has_date = preset.fields.iter().any(|(field, _)| matches!(field, Field::Start | Field::Year));
    (!has_date && preset.refusal.is_empty())
        .then(|| (Code::Missing, format!("preset {} has no column for `start` or `year`", preset.id)))
}

/// What is wrong with a line.
fn fault(line: &str, preset: &mut Preset) -> Option<(Code, String)> {
    let values = preset.values.len();
    if !read_line(line, preset) {
        let name = line.split([' ', ':']).next().unwrap_or_default();
        let words = [
            "name", "needs", "lacks", "like", "called", "columns", "source", "set", "about", "credit", "licence",
            "refuse", "drop",
        ];
        let near = nearest(name, Field::NAMES.iter().copied().chain(words));
        let hint = near.map_or(String::new(), |near| format!(", did you mean `{near}`?"));
        return Some((Code::UnknownKey, format!("`{name}` is no field{hint}")));
    }
    if let Some((table, value, meaning)) = preset.values.get(values)
        && !is_meaning(table, meaning)
    {
        return Some((Code::UnknownWord, format!("`{table}: {value}` cannot mean `{meaning}`")));
    }
    // A line with ` = ` names columns.
    if line.contains(" = ") {
        return None;
    }
    if line.starts_with("status ") && Status::from_name(&preset.status).is_none() {
        return Some((Code::UnknownWord, format!("`{}` is no status", preset.status)));
    }
    if line.starts_with("source ") && preset.source.len() != 3 {
        return Some((Code::Format, "a source is `ID | TITLE | URL`".into()));
    }
    None
}

/// Whether a value of this table can mean that.
fn is_meaning(table: &str, meaning: &str) -> bool {
    match table {
        "status" => Status::from_name(meaning).is_some(),
        "kind" | "kind2" => Kind::from_name(meaning).is_some(),
        "roles" | "roles2" => meaning.split(' ').all(|role| Role::from_name(role).is_some()),
        "date_prec" => ["day", "span", "week", "month"].contains(&meaning),
        "place_prec" => ["point", "near", "area"].contains(&meaning),
        "clarity" => meaning == "lasts",
        "sort" | "inter" => true,
        _ => false,
    }
}
