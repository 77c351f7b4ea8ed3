//! How an input is read, as the command line asks for it, and what became of it.

use crate::cli::{Group, Reading, Verdict};
use crate::finding::Level;
use crate::pack::LANGUAGES;
use crate::{open, report};
use anyhow::{Context, Result, bail, ensure};
use conflict_timeline_core::ingest::{Import, Options, check_presets, formats, is_mappable, ungroup};
use conflict_timeline_core::model::DataSet;
use conflict_timeline_core::problem::nearest;
use std::io::{IsTerminal, stderr};
use std::path::Path;

/// The data is at fault and not the usage: exit code 1, where other errors have 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct AtFault(pub String);

/// What the options say, with `listed` rows of each complaint.
///
/// # Errors
/// Where a mapping or a format is not one, or a preset cannot be read.
pub fn options(reading: &Reading, listed: usize) -> Result<Options> {
    let mapping = reading.mapping.iter().map(|pair| mapped(pair)).collect::<Result<_>>()?;
    let is_grouped = reading.group == Some(Group::Dyads);
    let presets = reading.preset.as_deref().map(preset).transpose()?.unwrap_or_default();
    if let Some(format) = &reading.format {
        known_format(format, &presets)?;
    }
    Ok(Options { format: reading.format.clone(), mapping, is_grouped, listed, presets, ..Options::default() })
}

/// What an event has, and the column that holds it.
fn mapped(pair: &str) -> Result<(String, String)> {
    let parts = pair.split_once('=').map(|(field, column)| (field.trim(), column.trim()));
    let Some((field, column)) = parts.filter(|(field, column)| !field.is_empty() && !column.is_empty()) else {
        bail!("--map takes FIELD=COLUMN, not `{pair}`")
    };
    ensure!(
        is_mappable(field),
        "--map {field}={column}: `{field}` is nothing that an event has, such as date, place or killed"
    );
    Ok((field.into(), column.into()))
}

fn known_format(format: &str, presets: &str) -> Result<()> {
    let known: Vec<String> = formats(presets).into_iter().map(|(id, _)| id).collect();
    if known.iter().any(|id| id == format) {
        return Ok(());
    }
    let near = nearest(format, known.iter().map(String::as_str));
    let hint = near.map_or(String::new(), |near| format!(", did you mean `{near}`?"));
    bail!("no format is called `{format}`{hint}; known are {}", known.join(", "))
}

/// The text of presets of one's own.
fn preset(path: &Path) -> Result<String> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read the preset {name}"))?;
    let problems = check_presets(&name, &text);
    if problems.is_empty() {
        return Ok(text);
    }
    let list: Vec<String> = problems.iter().map(|problem| format!("\n  {problem}")).collect();
    bail!("{name} is no sound preset; docs/presets.md has its form:{}", list.concat())
}

/// A folder of ours has one form, and cannot be asked to be read as another.
///
/// # Errors
/// Where it is.
pub fn without_reading(reading: &Reading) -> Result<()> {
    let Reading { format, mapping, preset, sheet, group, ungroup: _ } = reading;
    let is_asked = format.is_some() || preset.is_some() || sheet.is_some() || group.is_some() || !mapping.is_empty();
    ensure!(
        !is_asked,
        "--format, --map, --preset, --sheet and --group are for files, and a folder of ours has one form"
    );
    Ok(())
}

/// How one of two inputs is read: what is asked of files goes past a folder that stands beside one.
#[must_use]
pub fn beside(reading: &Reading, path: &Path, other: &Path) -> Reading {
    if path.is_dir() && !other.is_dir() { Reading::default() } else { reading.clone() }
}

/// A file or a folder, read as it is asked for.
///
/// # Errors
/// Where it cannot be read.
pub fn opened(path: &Path, reading: &Reading, listed: usize) -> Result<Import> {
    if path.is_dir() {
        without_reading(reading)?;
    }
    let asked = open::Asked { options: options(reading, listed)?, sheet: reading.sheet.clone() };
    let mut import = open::open(path, asked)?;
    if reading.ungroup {
        ungroup(&mut import.data);
    }
    Ok(import)
}

/// A set as far as it can be read and what it comes to, its complaints on standard error.
///
/// # Errors
/// Where it cannot be read, or nothing that is in it.
pub fn read(path: &Path, reading: &Reading) -> Result<(Import, Verdict)> {
    let import = opened(path, reading, 0)?;
    report::print(&import, drawn(path, &stderr()), &mut anstream::stderr().lock())?;
    if import.data.events.is_empty() && !import.problems.is_empty() && report::level(&import) == Level::Error {
        bail!(AtFault(format!("{} holds nothing that can be read", path.display())));
    }
    let verdict = verdict(&import, false);
    Ok((import, verdict))
}

/// The file of which a terminal shows the lines that are complained of.
pub fn drawn<'a>(path: &'a Path, out: &impl IsTerminal) -> Option<&'a Path> {
    (out.is_terminal() && path.is_file()).then_some(path)
}

/// Our own forms have no problems; a foreign file fails only where nothing in it can be read, or when strict.
#[must_use]
pub fn verdict(import: &Import, is_strict: bool) -> Verdict {
    let is_empty = import.data.events.is_empty();
    if is_strict && is_empty && import.problems.is_empty() {
        anstream::eprintln!("conflict-data: there is no event in it, and --strict asks for some");
    }
    let has_problems = !import.problems.is_empty() && (is_strict || report::level(import) == Level::Error);
    if has_problems || is_strict && is_empty { Verdict::Problems } else { Verdict::Fine }
}

/// The language as the set or the tool writes it, in capital letters or not.
///
/// # Errors
/// Where neither has it.
pub fn language(asked: &str, data: &DataSet) -> Result<String> {
    let known = || data.texts.languages().chain(LANGUAGES);
    if let Some(language) = known().find(|language| language.eq_ignore_ascii_case(asked)) {
        return Ok(language.into());
    }
    let mut all: Vec<&str> = known().collect();
    all.sort_unstable();
    all.dedup();
    bail!("no texts in `{asked}`: it is one of {}", all.join(", "))
}
