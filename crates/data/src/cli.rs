//! The command line.

use crate::pack::Partition;
use clap::{Args, Parser, Subcommand, ValueEnum};
use conflict_timeline_core::time::{Day, When};
use std::path::PathBuf;

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
  conflict-data check ged241.xlsx --report complaints.csv
  conflict-data convert ged241.csv --to json --out ged.json
  conflict-data convert ged241.csv --group dyads --out battles.json
  conflict-data convert battles.json --ungroup --out ged.json
  conflict-data convert list.csv --preset ours.txt --to csv
  conflict-data convert lists.xlsx --sheet 2013 --out 2013.json
  conflict-data diff old.json data/mali-war
  conflict-data match ged241.csv data/mali-war --days 3 --km 30
  conflict-data html --top 20 --page --out timeline.html
  conflict-data snippet data/mali-war --src mali-war.json
  conflict-data schema --out data/schema/conflict-timeline.schema.json
  conflict-data pack data/mali-war --out target/pack --messages src/view/messages

Exit codes:
  0  fine
  1  the data has problems; of foreign files only with --strict, or where nothing in them can be read.
     pack then writes nothing, other commands write what is sound
  2  wrong usage, or a file that cannot be read or written

Colours are left out where NO_COLOR is set or the output is no terminal.";

/// Checks, converts, compares and packs conflict data sets.
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
    /// Write the whole set as JSON or TOML, or its events as CSV, Parquet, GeoJSON, TimelineJS or iCalendar
    #[command(after_help = "Example:\n  conflict-data export data/mali-war --to csv --out mali-war.csv")]
    Export(Convert),
    /// Read a file of UCDP, ACLED, GDELT, TimelineJS, GeoJSON or any table with a date, and write it in another form
    ///
    /// Text, Excel (xls, xlsx, xlsb, ods) or Parquet, packed with gzip or not. The format is told by the columns, never by the name of the file. `-` reads standard input.
    #[command(
        after_help = "Examples:\n  conflict-data convert ged241.csv --out ged.json\n  conflict-data convert list.csv --map date=Datum --map place=Ort --to csv"
    )]
    Convert(Convert),
    /// Tell what changed between two versions of a set
    ///
    /// Events, what the set says of itself, actors, people, places, sources, phases, control, stories and corrections
    /// are compared by their ids, field by field, and claims one by one. The order of claims is no change, and of rows
    /// of a table the line alone is none.
    #[command(after_help = "Example:\n  conflict-data diff old.json data/mali-war --corrections 2026-11-21")]
    Diff(Diff),
    /// Put rows of UCDP or ACLED beside the curated events that they may tell of, as CSV
    #[command(after_help = "Example:\n  conflict-data match ged241.csv data/mali-war --days 3 --km 30 --out match.csv")]
    Match(Match),
    /// Write what a reader has without JavaScript: summary, phases, drawing, events, sources, as HTML
    ///
    /// It stands inside the element until the live timeline takes its place. Without an input it is the
    /// embedded set.
    #[command(
        after_help = "Examples:\n  conflict-data html --top 20 --snippet --manifest pkg/manifest.json\n  conflict-data html ged.json --page --src ged.json --out ged.html"
    )]
    Html(Html),
    /// Write the HTML that a newsroom pastes into an article: the element with the ten weightiest events
    #[command(
        after_help = "Example:\n  conflict-data snippet data/mali-war --src mali-war.json --manifest pkg/manifest.json"
    )]
    Snippet(Snippet),
    /// Write completions for a shell
    #[command(after_help = "Example:\n  conflict-data completions bash > /etc/bash_completion.d/conflict-data")]
    Completions(Completions),
    /// Write the manual page
    #[command(after_help = "Example:\n  conflict-data man > conflict-data.1")]
    Man,
    /// Write the JSON Schema of the JSON form
    #[command(after_help = "Example:\n  conflict-data schema --out data/schema/conflict-timeline.schema.json")]
    Schema(Schema),
    /// Write a packed file (.ctl), and the pack of words of each language but English
    #[command(
        after_help = "Examples:\n  conflict-data pack data/mali-war --out target/pack --messages src/view/messages\n  conflict-data pack my-set --sealed --out public\n  conflict-data pack rows.csv.gz --partition 50000 --out parts"
    )]
    Pack(Pack),
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Folder of the set; or a file of any form that is known, or `-`
    pub input: PathBuf,
    /// Folder of the documents that the set is taken from; compares claims, places and dates with the cited lines
    #[arg(long, value_name = "FOLDER")]
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
    /// Where every complaint goes as CSV, of a file row by row
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// How a file is read
    #[command(flatten)]
    pub reading: Reading,
}

/// Arguments of `stats`.
#[derive(Debug, Args)]
pub struct Stats {
    /// Folder of the set; or a file of any form that is known, or `-`
    pub input: PathBuf,
    /// How a file is read
    #[command(flatten)]
    pub reading: Reading,
}

/// How a foreign file is read.
#[derive(Clone, Debug, Default, Args)]
pub struct Reading {
    /// Format, where the columns do not tell it: conflict-timeline, ucdp-ged, ucdp-sums, ucdp-years, acled, gdelt, gtd, icews, scad, timelinejs, generic
    #[arg(long, value_name = "ID")]
    pub format: Option<String>,
    /// What an event has, and the column that holds it; may be given several times
    #[arg(long = "map", value_name = "FIELD=COLUMN")]
    pub mapping: Vec<String>,
    /// Formats of your own, tried before those that are known; docs/presets.md has the form of the file
    #[arg(long, value_name = "FILE")]
    pub preset: Option<PathBuf>,
    /// Sheet of a workbook, by its name or its number from 1; without it, the first one that is understood, and all with its header
    #[arg(long, value_name = "NAME|N")]
    pub sheet: Option<String>,
    /// Make one event of rows that the source splits
    #[arg(long, value_enum)]
    pub group: Option<Group>,
    /// Make rows again of the events that --group made of several
    #[arg(long, conflicts_with = "group")]
    pub ungroup: bool,
}

/// What may be grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Group {
    /// Rows of one day and place that UCDP splits by dyad
    Dyads,
}

/// Arguments of `convert` and `export`.
#[derive(Debug, Args)]
pub struct Convert {
    /// File, folder of a set, or `-`
    pub input: PathBuf,
    /// Form
    #[arg(long, value_enum, default_value_t = Form::Json)]
    pub to: Form,
    /// Language of the texts, where the set has them in it; JSON and TOML hold all
    #[arg(long, default_value = "en")]
    pub lang: String,
    /// File to write; without it, standard output
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// How it is read
    #[command(flatten)]
    pub reading: Reading,
    /// File for every complaint, row by row, as CSV
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Any complaint makes the exit code 1, and nothing is written
    #[arg(long)]
    pub strict: bool,
    /// You hold a licence to hand on rows of ACLED or the GTD; without it, sums are written
    #[arg(long)]
    pub licence_held: bool,
}

/// Forms of export.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Form {
    /// The whole set; the same form that the element's `load` takes
    Json,
    /// The whole set as people edit it
    Toml,
    /// One row an event
    Csv,
    /// One feature an event
    Geojson,
    /// TimelineJS, version 3
    Timelinejs,
    /// iCalendar
    Ics,
    /// One row an event, with the columns of the CSV
    Parquet,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The older version: file or folder
    pub before: PathBuf,
    /// The newer version: file or folder
    pub after: PathBuf,
    /// Write entries for corrections.toml of this day instead of a table
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub corrections: Option<Day>,
    /// How files are read
    #[command(flatten)]
    pub reading: Reading,
    /// You hold a licence to hand on rows of ACLED or the GTD; without it, what they say is left out
    #[arg(long)]
    pub licence_held: bool,
}

/// A day as an argument.
fn day(text: &str) -> Result<Day, String> {
    let when = When::parse(text).ok().filter(When::is_exact_day);
    when.map(|when| when.earliest).ok_or_else(|| "it is a day, such as 2026-11-21".into())
}

/// Arguments of `match`.
#[derive(Debug, Args)]
pub struct Match {
    /// File of UCDP, ACLED or the like
    pub rows: PathBuf,
    /// The curated set: file or folder
    pub curated: PathBuf,
    /// Most days between a row and an event
    #[arg(long, default_value_t = 3)]
    pub days: i32,
    /// Most kilometres between a row and an event
    #[arg(long, default_value_t = 30.0)]
    pub km: f64,
    /// File to write; without it, standard output
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// How the rows are read
    #[command(flatten)]
    pub reading: Reading,
    /// You hold a licence to hand on rows of ACLED or the GTD; without it, what they say is left out
    #[arg(long)]
    pub licence_held: bool,
}

/// Arguments of `html`.
#[derive(Debug, Args)]
pub struct Html {
    /// File, folder of a set, or `-`; without it, the embedded set
    pub input: Option<PathBuf>,
    /// Language of words and dates: en, fr, ar
    #[arg(long, default_value = "en")]
    pub lang: String,
    /// Only what fits, in the filter's text form
    #[arg(long, default_value = "", value_name = "FILTER")]
    pub filter: String,
    /// Only so many events: the weightiest, and of these the ones with the highest accounts of people killed
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,
    /// With the element around it and the script beside it
    #[arg(long)]
    pub snippet: bool,
    /// As a whole page, with the element and the script
    #[arg(long)]
    pub page: bool,
    /// Address of the data file, as the page will see it, for the element
    #[arg(long)]
    pub src: Option<String>,
    /// Address of the data, for readers; without it, that of --src
    #[arg(long, value_name = "ADDRESS")]
    pub link: Option<String>,
    /// Address of the folder of embed.js; without it, that of --manifest, or the page's own
    #[arg(long, default_value = "")]
    pub base: String,
    /// manifest.json of the package: the script gets its hash from there
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
    /// Without the drawing
    #[arg(long)]
    pub no_picture: bool,
    /// Without the data set told to machines, which a strict policy may take for a script
    #[arg(long)]
    pub no_json_ld: bool,
    /// File to write; without it, standard output
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// How a file is read
    #[command(flatten)]
    pub reading: Reading,
    /// You hold a licence to hand on rows of ACLED or the GTD; without it, sums are written
    #[arg(long)]
    pub licence_held: bool,
}

/// Arguments of `snippet`.
#[derive(Debug, Args)]
pub struct Snippet {
    /// File or folder of the set
    pub input: PathBuf,
    /// How a file is read
    #[command(flatten)]
    pub reading: Reading,
    /// Address of the data file, as the page will see it
    #[arg(long)]
    pub src: String,
    /// Address of the folder of embed.js; without it, that of --manifest, or the page's own
    #[arg(long, default_value = "")]
    pub base: String,
    /// manifest.json of the package: the script gets its hash from there
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// Shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
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
    /// Folder of the set; or a file of any form that is known, or `-`
    pub input: PathBuf,
    /// Folder to write to; made if it is not there
    #[arg(long)]
    pub out: PathBuf,
    /// Folder of the interface's messages: en.txt, fr.txt, ar.txt
    #[arg(long)]
    pub messages: Option<PathBuf>,
    /// Write the one packed file that a page reads without fetching its reader (290 kB): the set whole, in all its
    /// languages, read at once. For sets that a page shows whole
    #[arg(long, conflicts_with_all = ["partition", "messages"])]
    pub sealed: bool,
    /// Write packed files by time with an index, each of a `year`, a `month` or so many rows, in little memory
    #[arg(long, value_name = "year|month|ROWS")]
    pub partition: Option<Partition>,
    /// How a file is read
    #[command(flatten)]
    pub reading: Reading,
    /// You hold a licence to hand on rows of ACLED or the GTD; without it, sums are written
    #[arg(long)]
    pub licence_held: bool,
}
