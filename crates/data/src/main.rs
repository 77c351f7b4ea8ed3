//! The command `conflict-data`.

use anyhow::{Result, ensure};
use clap::Parser;
use conflict_data::cli::{self, Cli, Command, Verdict};
use conflict_data::commands;
use conflict_data::finding::{self, Finding, Level, tally};
use conflict_data::folder::Folder;
use conflict_data::output::{keep_inputs, write_out};
use conflict_data::reading::{AtFault, without_reading};
use conflict_data::{against, check, export, manual, pack, stats};
use conflict_timeline_core::model::DataSet;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(&Cli::parse().command) {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Problems) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("conflict-data: {error:#}");
            ExitCode::from(if error.is::<AtFault>() { 1 } else { 2 })
        }
    }
}

/// A reader such as `head` that has seen enough is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

fn run(command: &Command) -> Result<Verdict> {
    match command {
        Command::Check(arguments) if !arguments.input.is_dir() => commands::check_file(arguments),
        Command::Check(arguments) => run_check(arguments),
        Command::Stats(arguments) if !arguments.input.is_dir() => commands::write_stats(arguments),
        Command::Stats(arguments) => {
            without_reading(&arguments.reading)?;
            let (data, verdict) = sound_part(&Folder::open(&arguments.input)?)?;
            stats::print(&stats::Stats::of(&data), &mut anstream::stdout().lock())?;
            Ok(verdict)
        }
        Command::Export(arguments) | Command::Convert(arguments) => commands::convert(arguments),
        Command::Diff(arguments) => commands::diff(arguments),
        Command::Match(arguments) => commands::match_rows(arguments),
        Command::Html(arguments) => commands::write_html(arguments),
        Command::Snippet(arguments) => commands::write_snippet(arguments),
        Command::Completions(arguments) => {
            manual::completions(arguments.shell)?;
            Ok(Verdict::Fine)
        }
        Command::Man => {
            manual::man()?;
            Ok(Verdict::Fine)
        }
        Command::Schema(arguments) => {
            write_out(arguments.out.as_ref(), &export::schema()?)?;
            Ok(Verdict::Fine)
        }
        Command::Pack(arguments) if !arguments.input.is_dir() => commands::pack_file(arguments),
        Command::Pack(arguments) => {
            if arguments.partition.is_some() {
                anyhow::bail!("--partition is for tables; a folder of ours is packed whole");
            }
            without_reading(&arguments.reading)?;
            let folder = Folder::open(&arguments.input)?;
            let (data, verdict) = sound_part(&folder)?;
            if verdict == Verdict::Fine && arguments.sealed {
                pack::write_sealed(data, &arguments.out, &mut anstream::stdout().lock())?;
            } else if verdict == Verdict::Fine {
                pack::write(
                    folder.inputs,
                    data,
                    &arguments.out,
                    arguments.messages.as_deref(),
                    &mut anstream::stdout().lock(),
                )?;
            }
            Ok(verdict)
        }
    }
}

fn run_check(arguments: &cli::Check) -> Result<Verdict> {
    without_reading(&arguments.reading)?;
    keep_inputs(&[Some(&arguments.input)], &[arguments.report.as_deref()])?;
    let folder = Folder::open(&arguments.input)?;
    let (data, mut findings) = check::check(&folder);
    let mut out = anstream::stdout().lock();
    let mut summary = None;
    if let Some(seeds) = &arguments.against {
        ensure!(seeds.is_dir(), "{} is no folder: --against takes that of the documents", seeds.display());
        let documents: Vec<PathBuf> = data.sources.iter().map(|source| seeds.join(&source.file)).collect();
        let documents: Vec<Option<&Path>> = documents.iter().map(|path| Some(path.as_path())).collect();
        keep_inputs(&documents, &[arguments.report.as_deref()])?;
        let (more, counts) = against::check(&folder, &data, seeds)?;
        findings.extend(more);
        check::sort(&mut findings);
        summary = Some(counts);
    }
    if !arguments.figures {
        findings.retain(|finding| finding.code != against::UNCLAIMED_FIGURES);
    }
    if arguments.quiet {
        findings.retain(|finding| finding.level != Level::Note);
    }
    finding::print(&findings, &folder, stdout().is_terminal(), &mut out)?;
    if arguments.report.is_some() {
        write_out(arguments.report.as_ref(), finding::csv(&findings)?)?;
    }
    if let Some(counts) = summary {
        writeln!(out, "{counts}")?;
    }
    let (errors, warnings, notes) = tally(&findings);
    let claims: usize = data.events.iter().map(|event| event.claims.len()).sum();
    let (files, events) = (folder.texts.len(), data.events.len());
    writeln!(
        out,
        "{files} files, {events} events, {claims} claims: {errors} errors, {warnings} warnings, {notes} notes"
    )?;
    let fails = errors > 0 || (arguments.strict && warnings > 0);
    Ok(if fails { Verdict::Problems } else { Verdict::Fine })
}

/// The set as far as it is sound; complaints go to standard error.
fn sound_part(folder: &Folder) -> Result<(DataSet, Verdict)> {
    let outcome = folder.read();
    let findings: Vec<Finding> = outcome.problems.iter().map(Finding::from).collect();
    finding::print(&findings, folder, stderr().is_terminal(), &mut anstream::stderr().lock())?;
    Ok((outcome.data, if findings.is_empty() { Verdict::Fine } else { Verdict::Problems }))
}
