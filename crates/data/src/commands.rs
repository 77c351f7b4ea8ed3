//! What the commands on foreign files do.

use crate::cli::{Check, Cli, Convert, Diff, Form, Group, Html, Match, Pack, Reading, Snippet, Stats, Verdict};
use crate::{diff, export, html, licence, matching, open, pack, report, sheet, stats};
use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use conflict_timeline_core::ingest::{Import, Input, Options, Unit, check_presets, ungroup};
use conflict_timeline_core::model::DataSet;
use conflict_timeline_core::time::Day;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::{Path, PathBuf};

/// Writes text or bytes to a file or to standard output.
///
/// # Errors
/// Where it cannot be written.
pub fn write_out(path: Option<&PathBuf>, text: impl AsRef<[u8]>) -> Result<()> {
    match path {
        None => Ok(std::io::stdout().lock().write_all(text.as_ref())?),
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
    let presets = reading.preset.as_deref().map(preset).transpose()?.unwrap_or_default();
    Ok(Options { format: reading.format.clone(), mapping, is_grouped, listed, presets, ..Options::default() })
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

/// A file or a folder, read as it is asked for.
fn opened(path: &Path, reading: &Reading, listed: usize) -> Result<Import> {
    let asked = open::Asked { options: options(reading, listed)?, sheet: reading.sheet.clone() };
    let mut import = open::open(path, asked)?;
    if reading.ungroup {
        ungroup(&mut import.data);
    }
    Ok(import)
}

/// A set as far as it can be read, its complaints on standard error.
fn read(path: &Path, reading: &Reading) -> Result<Import> {
    let import = opened(path, reading, 0)?;
    report::print(&import, drawn(path, &stderr()), &mut anstream::stderr().lock())?;
    if import.rows == 0 && !import.problems.is_empty() {
        bail!("{} holds nothing that can be read", path.display());
    }
    Ok(import)
}

/// `check` of a file that is no folder of ours.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn check_file(arguments: &Check) -> Result<Verdict> {
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

/// The file of which a terminal shows the lines that are complained of.
fn drawn<'a>(path: &'a Path, out: &impl IsTerminal) -> Option<&'a Path> {
    (out.is_terminal() && path.is_file()).then_some(path)
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

/// Our own forms have no problems; a foreign file fails only where nothing in it can be read, or when strict.
fn verdict(import: &Import, is_strict: bool) -> Verdict {
    let is_own = matches!(import.format.as_str(), "toml" | "json" | "ctl");
    let is_empty = import.data.events.is_empty();
    if is_strict && is_empty && import.problems.is_empty() {
        anstream::eprintln!("conflict-data: there is no event in it, and --strict asks for some");
    }
    let fails = is_strict && is_empty || !import.problems.is_empty() && (is_strict || is_own || is_empty);
    if fails { Verdict::Problems } else { Verdict::Fine }
}

/// `convert` and `export`.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn convert(arguments: &Convert) -> Result<Verdict> {
    let import = opened(&arguments.input, &arguments.reading, listed(arguments.report.as_ref()))?;
    let drawn = drawn(&arguments.input, &stderr());
    told(&import, drawn, arguments.report.as_ref(), &mut anstream::stderr().lock())?;
    let verdict = verdict(&import, arguments.strict);
    if verdict == Verdict::Problems && (arguments.strict || import.data.events.is_empty()) {
        return Ok(Verdict::Problems);
    }
    let data = publishable(import.data, arguments.licence_held);
    write_out(arguments.out.as_ref(), written(&data, arguments.to, &arguments.lang)?)?;
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
/// Where a file cannot be read or written, or the day is no day.
pub fn diff(arguments: &Diff) -> Result<Verdict> {
    let reading = Reading::default();
    let (before, after) = (read(&arguments.before, &reading)?, read(&arguments.after, &reading)?);
    let mut changes = diff::diff(&before.data, &after.data);
    if !arguments.licence_held && [&before, &after].iter().any(|import| import.is_restricted) {
        anstream::eprintln!("conflict-data: {}", licence::VALUES_LEFT_OUT);
        diff::leave_out_values(&mut changes);
    }
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
    let is_told = arguments.licence_held || !rows.is_restricted;
    if !is_told {
        anstream::eprintln!("conflict-data: {}", licence::VALUES_LEFT_OUT);
    }
    write_out(arguments.out.as_ref(), &matching::table(&pairs, &rows.data, &curated.data, is_told)?)?;
    Ok(Verdict::Fine)
}

/// `pack` of a file that is no folder of ours.
///
/// # Errors
/// Where a file cannot be read or written, or rows must not be handed on.
pub fn pack_file(arguments: &Pack) -> Result<Verdict> {
    let mut out = anstream::stdout().lock();
    let Some(partition) = arguments.partition else {
        let data = publishable(read(&arguments.input, &arguments.reading)?.data, arguments.licence_held);
        if arguments.sealed {
            pack::write_sealed(data, &arguments.out, &mut out)?;
            return Ok(Verdict::Fine);
        }
        let root = serde_json::from_slice(&serde_json::to_vec(&export::Document::of(&data))?)?;
        let inputs = vec![Input { root, ..Input::default() }];
        pack::write(inputs, data, &arguments.out, arguments.messages.as_deref(), &mut out)?;
        return Ok(Verdict::Fine);
    };
    if arguments.reading.sheet.is_some() {
        bail!("--partition reads text alone: save the sheet as CSV, or leave --sheet out");
    }
    let (mut reader, file) = open::reader(&arguments.input)?;
    let name = file.split('.').next().filter(|name| !name.is_empty() && *name != "standard input").unwrap_or("rows");
    let options = Options { file: file.clone(), ..options(&arguments.reading, 0)? };
    let place = (arguments.out.as_path(), name);
    let outcome = pack::write_parts(&mut *reader, &options, partition, arguments.licence_held, place)?;
    let problems = outcome.troubles.iter().map(|trouble| trouble.problem(&file, Unit::Line)).collect();
    let import = Import { problems, ..Import::default() };
    report::complaints(&import, drawn(&arguments.input, &stderr()), &mut anstream::stderr().lock())?;
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
    let (base, integrity) = script(&arguments.base, arguments.manifest.as_deref())?;
    let options = html::Options {
        language: arguments.lang.clone(),
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
    let data = match &arguments.input {
        Some(path) => publishable(read(path, &arguments.reading)?.data, arguments.licence_held),
        None => html::bundled(&arguments.lang)?,
    };
    write_out(arguments.out.as_ref(), &html::html(&data, &options)?)?;
    Ok(Verdict::Fine)
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
    let data = publishable(read(&arguments.input, &Reading::default())?.data, false);
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
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let name = ["conflict-data ", sub.get_name()].concat();
        let man = clap_mangen::Man::new(sub.clone());
        let mut part = Vec::new();
        man.render_synopsis_section(&mut part)?;
        man.render_description_section(&mut part)?;
        man.render_options_section(&mut part)?;
        // Each command is a section of the one page, and its sections are parts of that.
        let part = String::from_utf8(part)?.replace(".SH ", ".SS ");
        write!(page, ".SH \"{}\"\n{part}", name.to_uppercase())?;
    }
    Ok(std::io::stdout().lock().write_all(&page)?)
}
