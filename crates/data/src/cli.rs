//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Exit code 0.
    Fine,
    /// Exit code 1: the set has problems.
    Problems,
}

const EXAMPLES: &str = "\
Examples:
  conflict-data check data/mali-war
  conflict-data check data/mali-war --against documents/ --strict
  conflict-data stats data/mali-war
  conflict-data export data/mali-war --to json --out mali-war.json
  conflict-data export data/mali-war --to csv > mali-war.csv
  conflict-data schema --out data/schema/conflict-timeline.schema.json
  conflict-data pack data/mali-war --out target/pack --messages src/view/messages

Exit codes:
  0  fine
  1  the data has problems
  2  wrong usage, or a file that cannot be read or written

Colours are left out where NO_COLOR is set or the output is no terminal.";

/// Checks, counts, exports and packs a conflict data set.
#[derive(Debug, Parser)]
#[command(name = "conflict-data", version, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read all of a set and name file, line and column of whatever is wrong
    ///
    /// Errors make the exit code 1, warnings do so with --strict, notes never do.
    #[command(after_help = "Example:\n  conflict-data check data/mali-war --against documents/")]
    Check(Check),
    /// Count events by year, kind, status, precision and language
    #[command(after_help = "Example:\n  conflict-data stats data/mali-war")]
    Stats(Stats),
    /// Write the whole set as JSON, or its events as CSV
    #[command(after_help = "Example:\n  conflict-data export data/mali-war --to csv --out mali-war.csv")]
    Export(Export),
    /// Write the JSON Schema of the JSON form
    #[command(after_help = "Example:\n  conflict-data schema --out data/schema/conflict-timeline.schema.json")]
    Schema(Schema),
    /// Write the embedded form: one file for the set in English, one for each further language
    #[command(
        after_help = "Example:\n  conflict-data pack data/mali-war --out target/pack --messages src/view/messages"
    )]
    Pack(Pack),
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Folder of the set
    pub dir: PathBuf,
    /// Folder of the documents that the set is taken from; compares claims, places and dates with the cited lines
    #[arg(long, value_name = "SEEDS")]
    pub against: Option<PathBuf>,
    /// With --against: list the figures of cited lines that no claim has
    #[arg(long, requires = "against")]
    pub figures: bool,
    /// Count warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Leave out the notes
    #[arg(long)]
    pub quiet: bool,
}

/// Arguments of `stats`.
#[derive(Debug, Args)]
pub struct Stats {
    /// Folder of the set
    pub dir: PathBuf,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct Export {
    /// Folder of the set
    pub dir: PathBuf,
    /// Form
    #[arg(long, value_enum)]
    pub to: Form,
    /// File to write; without it, standard output
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// Forms of export.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Form {
    /// The whole set; the same form that the element's `load` takes
    Json,
    /// One row an event
    Csv,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// File to write; without it, standard output
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// Arguments of `pack`.
#[derive(Debug, Args)]
pub struct Pack {
    /// Folder of the set
    pub dir: PathBuf,
    /// Folder to write to; made if it is not there
    #[arg(long)]
    pub out: PathBuf,
    /// Folder of the interface's messages: en.txt, fr.txt, ar.txt
    #[arg(long)]
    pub messages: Option<PathBuf>,
}
