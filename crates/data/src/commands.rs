//! What the commands on foreign files do.

use crate::cli::{Cli, Convert, Diff, Form, Group, Html, Match, Reading, Snippet, Verdict};
use crate::{diff, export, html, licence, matching, open, report};
use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use conflict_timeline_core::ingest::{Import, Options};
use conflict_timeline_core::model::DataSet;
use conflict_timeline_core::time::Day;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes a text to a file or to standard output.
///
/// # Errors
/// Where it cannot be written.
pub fn write_out(path: Option<&PathBuf>, text: &str) -> Result<()> {
    match path {
        None => Ok(std::io::stdout().lock().write_all(text.as_bytes())?),
        Some(path) => std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display())),
    }
}

fn options(reading: &Reading, listed: usize) -> Result<Options> {
    let mut mapping = Vec::new();
    for pair in &reading.mapping {
        let Some((field, column)) = pair.split_once('=') else { bail!("--map takes FIELD=COLUMN, not `{pair}`") };
        mapping.push((field.trim().to_string(), column.trim().to_string()));
    }
    let is_grouped = reading.group == Some(Group::Dyads);
    Ok(Options { format: reading.format.clone(), mapping, is_grouped, listed, ..Options::default() })
}

/// A set as far as it can be read, its complaints on standard error.
fn read(path: &Path, reading: &Reading) -> Result<Import> {
    let import = open::open(path, options(reading, 0)?)?;
    report::print(&import, &mut anstream::stderr().lock())?;
    if import.rows == 0 && !import.problems.is_empty() {
        bail!("{} holds nothing that can be read", path.display());
    }
    Ok(import)
}

/// `convert` and `export`.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn convert(arguments: &Convert) -> Result<Verdict> {
    let listed = if arguments.report.is_some() { report::LISTED } else { 0 };
    let import = open::open(&arguments.input, options(&arguments.reading, listed)?)?;
    report::print(&import, &mut anstream::stderr().lock())?;
    if let Some(path) = &arguments.report {
        std::fs::write(path, report::csv(&import)?).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let is_own = matches!(import.format.as_str(), "toml" | "json" | "packed");
    let fails = !import.problems.is_empty() && (arguments.strict || is_own || import.data.events.is_empty());
    if fails && (arguments.strict || import.data.events.is_empty()) {
        return Ok(Verdict::Problems);
    }
    let data = publishable(import.data, arguments.licence_held);
    write_out(arguments.out.as_ref(), &written(&data, arguments.to)?)?;
    Ok(if fails { Verdict::Problems } else { Verdict::Fine })
}

fn written(data: &DataSet, form: Form) -> Result<String> {
    match form {
        Form::Json => export::json(data),
        Form::Toml => export::toml(data),
        Form::Csv => export::csv(data),
        Form::Geojson => export::geojson(data),
        Form::Timelinejs => export::timelinejs(data),
        Form::Ics => Ok(export::ics(data)),
    }
}

/// `diff`.
///
/// # Errors
/// Where a file cannot be read or written, or the day is no day.
pub fn diff(arguments: &Diff) -> Result<Verdict> {
    let reading = Reading::default();
    let (before, after) = (read(&arguments.before, &reading)?, read(&arguments.after, &reading)?);
    let changes = diff::diff(&before.data, &after.data);
    let text = match &arguments.corrections {
        None => diff::table(&changes),
        Some(day) => {
            let when = conflict_timeline_core::time::When::parse(day).context("--corrections takes a day")?;
            let day: Day = when.earliest;
            diff::corrections(&changes, &day.to_string())
        }
    };
    write_out(None, &text)?;
    Ok(Verdict::Fine)
}

/// `match`.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn match_rows(arguments: &Match) -> Result<Verdict> {
    let rows = read(&arguments.rows, &arguments.reading)?;
    let curated = read(&arguments.curated, &Reading::default())?;
    let limits = matching::Limits { days: arguments.days, km: arguments.km };
    let pairs = matching::pairs(&rows.data, &curated.data, limits);
    write_out(arguments.out.as_ref(), &matching::table(&pairs, &rows.data, &curated.data)?)?;
    Ok(Verdict::Fine)
}

/// `html`.
///
/// # Errors
/// Where the file cannot be read or written, or there is nothing to print.
pub fn write_html(arguments: &Html) -> Result<Verdict> {
    let options = html::Options {
        language: arguments.lang.clone(),
        filter: arguments.filter.clone(),
        top: arguments.top,
        link: arguments.link.clone().or_else(|| arguments.src.clone()),
        has_element: arguments.snippet,
        is_page: arguments.page,
        src: arguments.src.clone(),
        base: arguments.base.clone(),
        has_picture: !arguments.no_picture,
        has_json_ld: !arguments.no_json_ld,
    };
    let data = match &arguments.input {
        Some(path) => publishable(read(path, &arguments.reading)?.data, arguments.licence_held),
        None => html::bundled(&arguments.lang)?,
    };
    write_out(arguments.out.as_ref(), &html::html(&data, &options)?)?;
    Ok(Verdict::Fine)
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
    let data = publishable(read(&arguments.input, &Reading::default())?.data, false);
    let options = html::Options {
        top: Some(10),
        link: Some(arguments.src.clone()),
        has_element: true,
        src: Some(arguments.src.clone()),
        base: arguments.base.clone(),
        has_picture: false,
        has_json_ld: false,
        ..html::Options::default()
    };
    write_out(None, &html::html(&data, &options)?)?;
    Ok(Verdict::Fine)
}

/// `completions`.
pub fn completions(shell: clap_complete::Shell) {
    clap_complete::generate(shell, &mut Cli::command(), "conflict-data", &mut std::io::stdout());
}

/// `man`.
///
/// # Errors
/// Where it cannot be written.
pub fn man() -> Result<()> {
    Ok(clap_mangen::Man::new(Cli::command()).render(&mut std::io::stdout().lock())?)
}
