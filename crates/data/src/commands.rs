//! What the commands on foreign files do.

use crate::cli::{Check, Convert, Diff, Form, Html, Match, Pack, Reading, Snippet, Stats, Verdict};
use crate::finding::Level;
use crate::output::{keep_inputs, write_out};
use crate::reading::{beside, drawn, language, opened, options, read, verdict};
use crate::{diff, export, html, licence, matching, open, pack, report, sheet, stats};
use anyhow::{Context, Result, bail, ensure};
use conflict_timeline_core::ingest::{Import, Input, Options, Unit};
use conflict_timeline_core::model::DataSet;
use conflict_timeline_core::problem::Problem;
use std::io::{Write, stderr, stdout};
use std::path::{Path, PathBuf};

/// `check` of a file that is no folder of ours.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn check_file(arguments: &Check) -> Result<Verdict> {
    ensure!(arguments.against.is_none(), "--against is for a folder of ours: a file names no lines of documents");
    keep_inputs(&inputs(&arguments.input, &arguments.reading), &[arguments.report.as_deref()])?;
    let import = opened(&arguments.input, &arguments.reading, listed(arguments.report.as_ref()))?;
    let drawn = drawn(&arguments.input, &stdout());
    told(&import, drawn, arguments.report.as_ref(), &mut anstream::stdout().lock())?;
    Ok(verdict(&import, arguments.strict))
}

/// `stats`.
///
/// # Errors
/// Where the file cannot be read.
pub fn write_stats(arguments: &Stats) -> Result<Verdict> {
    let import = opened(&arguments.input, &arguments.reading, 0)?;
    told(&import, drawn(&arguments.input, &stderr()), None, &mut anstream::stderr().lock())?;
    stats::print(&stats::Stats::of(&import.data), &mut anstream::stdout().lock())?;
    Ok(verdict(&import, false))
}

/// What is read, and must not be written over.
fn inputs<'a>(input: &'a Path, reading: &'a Reading) -> [Option<&'a Path>; 2] {
    [Some(input), reading.preset.as_deref()]
}

/// How many rows of each complaint are wanted.
fn listed(report: Option<&PathBuf>) -> usize {
    if report.is_some() { report::LISTED } else { 0 }
}

/// Complaints for the eye, and as a file where one is asked for.
fn told(import: &Import, drawn: Option<&Path>, file: Option<&PathBuf>, out: &mut impl Write) -> Result<()> {
    report::print(import, drawn, out)?;
    let Some(path) = file else { return Ok(()) };
    std::fs::write(path, report::csv(import)?).with_context(|| format!("cannot write {}", path.display()))
}

/// `convert` and `export`.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn convert(arguments: &Convert) -> Result<Verdict> {
    let outputs = [arguments.out.as_deref(), arguments.report.as_deref()];
    keep_inputs(&inputs(&arguments.input, &arguments.reading), &outputs)?;
    let import = opened(&arguments.input, &arguments.reading, listed(arguments.report.as_ref()))?;
    let drawn = drawn(&arguments.input, &stderr());
    told(&import, drawn, arguments.report.as_ref(), &mut anstream::stderr().lock())?;
    let verdict = verdict(&import, arguments.strict);
    if verdict == Verdict::Problems && (arguments.strict || import.data.events.is_empty()) {
        return Ok(Verdict::Problems);
    }
    let language = language(&arguments.lang, &import.data)?;
    let data = publishable(import.data, arguments.licence_held);
    write_out(arguments.out.as_ref(), written(&data, arguments.to, &language)?)?;
    Ok(verdict)
}

fn written(data: &DataSet, form: Form, language: &str) -> Result<Vec<u8>> {
    let text = match form {
        Form::Parquet => return sheet::parquet(data, language),
        Form::Json => export::json(data)?,
        Form::Toml => export::toml(data)?,
        Form::Csv => export::csv(data, language),
        Form::Geojson => export::geojson(data, language),
        Form::Timelinejs => export::timelinejs(data, language),
        Form::Ics => export::ics(data, language),
    };
    Ok(text.into_bytes())
}

/// `diff`.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn diff(arguments: &Diff) -> Result<Verdict> {
    let (old, new) = (&arguments.before, &arguments.after);
    let (before, of_before) = read(old, &beside(&arguments.reading, old, new))?;
    let (after, of_after) = read(new, &beside(&arguments.reading, new, old))?;
    let mut changes = diff::diff(&before.data, &after.data);
    if !arguments.licence_held && [&before, &after].iter().any(|import| import.is_restricted) {
        anstream::eprintln!("conflict-data: {}", licence::VALUES_LEFT_OUT);
        diff::leave_out_values(&mut changes);
    }
    let text = match arguments.corrections {
        None => diff::table(&changes),
        Some(day) => diff::corrections(&changes, &day.to_string()),
    };
    write_out(None, &text)?;
    Ok(of_before.max(of_after))
}

/// `match`.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn match_rows(arguments: &Match) -> Result<Verdict> {
    let inputs = [Some(arguments.rows.as_path()), Some(&arguments.curated), arguments.reading.preset.as_deref()];
    keep_inputs(&inputs, &[arguments.out.as_deref()])?;
    let (rows, of_rows) = read(&arguments.rows, &arguments.reading)?;
    let presets = Reading { preset: arguments.reading.preset.clone(), ..Reading::default() };
    let (curated, of_curated) = read(&arguments.curated, &beside(&presets, &arguments.curated, &arguments.rows))?;
    let limits = matching::Limits { days: arguments.days, km: arguments.km };
    let pairs = matching::pairs(&rows.data, &curated.data, limits);
    let is_told = arguments.licence_held || !rows.is_restricted;
    if !is_told {
        anstream::eprintln!("conflict-data: {}", licence::VALUES_LEFT_OUT);
    }
    write_out(arguments.out.as_ref(), &matching::table(&pairs, &rows.data, &curated.data, is_told)?)?;
    Ok(of_rows.max(of_curated))
}

/// `pack` of a file that is no folder of ours.
///
/// # Errors
/// Where a file cannot be read or written, or rows must not be handed on.
pub fn pack_file(arguments: &Pack) -> Result<Verdict> {
    let mut out = anstream::stdout().lock();
    let Some(partition) = arguments.partition else {
        let (import, verdict) = read(&arguments.input, &arguments.reading)?;
        if verdict == Verdict::Problems {
            return Ok(verdict);
        }
        let data = publishable(import.data, arguments.licence_held);
        keep_inputs(&inputs(&arguments.input, &arguments.reading), &[Some(&pack::path(&data, &arguments.out))])?;
        if arguments.sealed {
            pack::write_sealed(data, &arguments.out, &mut out)?;
            return Ok(verdict);
        }
        let root = serde_json::from_slice(&serde_json::to_vec(&export::Document::of(&data))?)?;
        let inputs = vec![Input { root, ..Input::default() }];
        pack::write(inputs, data, &arguments.out, arguments.messages.as_deref(), &mut out)?;
        return Ok(verdict);
    };
    if arguments.reading.sheet.is_some() {
        bail!("--partition reads text alone: save the sheet as CSV, or leave --sheet out");
    }
    let (mut reader, file) = open::reader(&arguments.input)?;
    let name = file.split('.').next().filter(|name| !name.is_empty() && *name != "standard input").unwrap_or("rows");
    let options = Options { file: file.clone(), ..options(&arguments.reading, 0)? };
    let place = (arguments.out.as_path(), name);
    let outcome = pack::write_parts(&mut *reader, &options, partition, arguments.licence_held, place)?;
    let problems: Vec<Problem> = outcome.troubles.iter().map(|it| it.problem(&file, Unit::Line)).collect();
    let drawn = drawn(&arguments.input, &stderr());
    report::complaints(&problems, Level::Warning, drawn, &mut anstream::stderr().lock())?;
    let index = &outcome.index;
    let bytes: u64 = index.parts.iter().map(|part| part.bytes).sum();
    writeln!(out, "{} rows, {} events, {} parts, {bytes} bytes", outcome.rows, index.rows, index.parts.len())?;
    Ok(Verdict::Fine)
}

/// `html`.
///
/// # Errors
/// Where the file cannot be read or written, or there is nothing to print.
pub fn write_html(arguments: &Html) -> Result<Verdict> {
    let inputs = [arguments.input.as_deref(), arguments.reading.preset.as_deref(), arguments.manifest.as_deref()];
    keep_inputs(&inputs, &[arguments.out.as_deref()])?;
    let (base, integrity) = script(&arguments.base, arguments.manifest.as_deref())?;
    let options = html::Options {
        language: arguments.lang.to_ascii_lowercase(),
        filter: arguments.filter.clone(),
        top: arguments.top,
        link: arguments.link.clone().or_else(|| arguments.src.clone()),
        has_element: arguments.snippet,
        is_page: arguments.page,
        src: arguments.src.clone(),
        base,
        integrity,
        has_picture: !arguments.no_picture,
        has_json_ld: !arguments.no_json_ld,
    };
    let (data, verdict) = match &arguments.input {
        Some(path) => {
            let (import, verdict) = read(path, &arguments.reading)?;
            (publishable(import.data, arguments.licence_held), verdict)
        }
        None => (html::bundled(&options.language)?, Verdict::Fine),
    };
    write_out(arguments.out.as_ref(), &html::html(&data, &options)?)?;
    Ok(verdict)
}

/// The folder of the script, and its hash where a manifest of the package has one.
fn script(base: &str, manifest: Option<&Path>) -> Result<(String, Option<String>)> {
    let Some(path) = manifest else { return Ok((base.into(), None)) };
    let named = |wrong: &str| format!("{} {wrong}", path.display());
    let text = std::fs::read(path).with_context(|| named("cannot be read"))?;
    let manifest: serde_json::Value = serde_json::from_slice(&text).with_context(|| named("is no JSON"))?;
    let hash = manifest["files"]["embed.js"]["integrity"].as_str().with_context(|| named("has no hash of embed.js"))?;
    let folder = if base.is_empty() { manifest["folder"].as_str().unwrap_or_default() } else { base };
    Ok((folder.into(), Some(hash.into())))
}

/// The set, or its sums where its rows must not be handed on.
fn publishable(data: DataSet, is_licence_held: bool) -> DataSet {
    if is_licence_held || !licence::is_restricted(&data) {
        return data;
    }
    anstream::eprintln!("conflict-data: {}", licence::HELD_BACK);
    licence::aggregate(&data)
}

/// `snippet`.
///
/// # Errors
/// Where the file cannot be read.
pub fn write_snippet(arguments: &Snippet) -> Result<Verdict> {
    let (import, verdict) = read(&arguments.input, &arguments.reading)?;
    let data = publishable(import.data, false);
    let (base, integrity) = script(&arguments.base, arguments.manifest.as_deref())?;
    let options = html::Options {
        top: Some(10),
        link: Some(arguments.src.clone()),
        has_element: true,
        src: Some(arguments.src.clone()),
        base,
        integrity,
        has_picture: false,
        has_json_ld: false,
        ..html::Options::default()
    };
    write_out(None, &html::html(&data, &options)?)?;
    Ok(verdict)
}
