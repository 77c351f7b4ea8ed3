//! A table of any length as packed files by time, and an index of them. In memory are a few batches of rows, the
//! text of one month, and as many parts as there are workers.

use super::pool::pool;
use super::spool::{Rows, Spool};
use crate::export::{Document, Event};
use crate::licence::NO_PARTS;
use crate::open::fill;
use crate::reading::AtFault;
use anyhow::{Context, Result, bail, ensure};
use conflict_timeline_core::ingest::ctl::{CtlWriter, Packed, split};
use conflict_timeline_core::ingest::{
    Faults, Import, Importer, MonthEntry, Months, Node, Options, PartsIndex, SNIFF_BYTES, Shape, Splitter, Trouble,
    Unit, sniff,
};
use conflict_timeline_core::model::DataSet;
use conflict_timeline_core::model::table::{Row, Table};
use conflict_timeline_core::problem::Code;
use conflict_timeline_core::time::Day;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

/// Rows that are read at a time.
const BATCH: usize = 20_000;

/// What a part holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partition {
    /// The events that began in a year.
    Year,
    /// In a month.
    Month,
    /// So many events.
    Rows(usize),
}

impl core::str::FromStr for Partition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match (text, text.parse()) {
            ("year", _) => Ok(Self::Year),
            ("month", _) => Ok(Self::Month),
            (_, Ok(rows)) if rows > 0 => Ok(Self::Rows(rows)),
            _ => Err("it is `year`, `month`, or a number of rows".into()),
        }
    }
}

/// The index, as `crates/core/FORMAT.md` has it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Index {
    /// `conflict-timeline-parts`.
    pub format: &'static str,
    /// 1.
    pub version: u32,
    /// All events.
    pub rows: u64,
    /// The parts, by their first days.
    pub parts: Vec<Part>,
    /// Month, events that began in it, sums of the lowest and highest tolls, events without a figure.
    pub months: Vec<(String, u64, u64, u64, u64)>,
}

/// One packed file.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// Its name beside the index.
    pub file: String,
    /// Events.
    pub rows: u32,
    /// First possible day of all.
    pub from: String,
    /// Last possible day of all.
    pub to: String,
    /// Bytes to the end of the head.
    pub head: u64,
    /// All bytes.
    pub bytes: u64,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The index that was written.
    pub index: Index,
    /// Rows read.
    pub rows: u64,
    /// Complaints, as an import has them.
    pub troubles: Vec<Trouble>,
}

/// Reads delimited text and writes `<name>-….ctl` and `<name>.parts.json` into a folder.
///
/// # Errors
/// Where the input is no table that is understood, its rows must not be handed on, its dates cannot be told apart, or
/// a file cannot be written.
pub fn write_parts(
    reader: &mut dyn Read,
    options: &Options,
    partition: Partition,
    is_licence_held: bool,
    place: (&Path, &str),
) -> Result<Outcome> {
    let is_new = !place.0.exists();
    let outcome = written(reader, options, partition, is_licence_held, place);
    if outcome.is_err() && is_new {
        // One that holds something stays.
        let _ = fs::remove_dir(place.0);
    }
    outcome
}

fn written(
    reader: &mut dyn Read,
    options: &Options,
    partition: Partition,
    is_licence_held: bool,
    (folder, name): (&Path, &str),
) -> Result<Outcome> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let spool = Mutex::new(Spool::new(folder.join(format!("{name}.rows-{}", std::process::id())))?);
    let mut outcome = Outcome::default();
    let (head, batches) = spooled(reader, options, &spool, is_licence_held)?;
    for (rows, troubles) in batches {
        outcome.rows += u64::from(rows);
        troubles.into_iter().for_each(|trouble| gather(&mut outcome.troubles, trouble, options.listed));
    }
    let mut spool = spool.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let write = |(key, rows, again): Job| part(&head, &rows, options, again, &folder.join(format!("{name}-{key}.ctl")));
    let parts = pool(|send| jobs(&mut spool, partition, send), write)?;
    let mut sums = Months::default();
    for (part, months) in parts {
        outcome.index.rows += u64::from(part.rows);
        outcome.index.parts.push(part);
        months.iter().for_each(|month| sums.add(*month));
    }
    let month = |month: &MonthEntry| {
        let (year, number, _) = month.from.ymd();
        (format!("{year:04}-{number:02}"), month.events, month.low, month.high, month.unknown)
    };
    if let Some(trouble) = outcome.troubles.first().filter(|_| outcome.index.rows == 0) {
        bail!(AtFault(format!("no row of it can be read: {}", trouble.problem(&options.file, Unit::Line).message)));
    }
    outcome.index.months = sums.iter().map(month).collect();
    (outcome.index.format, outcome.index.version) = ("conflict-timeline-parts", 1);
    outcome.index.parts.sort_by(|a, b| (&a.from, &a.file).cmp(&(&b.from, &b.file)));
    let path = folder.join(format!("{name}.parts.json"));
    let json = serde_json::to_string(&outcome.index)?.replace("},{", "},\n{").replace("],[", "],\n[");
    let former = fs::read(&path).ok().and_then(|bytes| PartsIndex::parse(&bytes).ok());
    fs::write(&path, json + "\n").with_context(|| format!("cannot write {}", path.display()))?;
    for part in former.iter().flat_map(|index| &index.parts).filter(|part| is_part(&part.file, name)) {
        if !outcome.index.parts.iter().any(|now| now.file == part.file) {
            let path = folder.join(&part.file);
            fs::remove_file(&path).or_else(absent).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(outcome)
}

/// Whether a file is called as parts of these rows are: by a year, a month or a number.
fn is_part(file: &str, name: &str) -> bool {
    let key =
        file.strip_prefix(name).and_then(|rest| rest.strip_prefix('-')).and_then(|rest| rest.strip_suffix(".ctl"));
    key.is_some_and(|key| key.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
}

/// What is gone already need not be removed.
fn absent(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// Adds a complaint to those of other batches.
fn gather(all: &mut Vec<Trouble>, trouble: Trouble, listed: usize) {
    let is_same = |known: &&mut Trouble| {
        (known.code, &known.column, &known.clause) == (trouble.code, &trouble.column, &trouble.clause)
    };
    let Some(known) = all.iter_mut().find(is_same) else { return all.push(trouble) };
    known.count += trouble.count;
    if trouble.first_line < known.first_line {
        (known.first_line, known.first_value) = (trouble.first_line, trouble.first_value);
    }
    known.rows.extend(trouble.rows);
    known.rows.sort_unstable();
    known.rows.truncate(listed);
}

/// Rows of the header, and number of rows and complaints of each batch.
type Spooled = (Rows, Vec<(u32, Vec<Trouble>)>);

/// What is said where the bytes break off.
const NOT_WHOLE: &str = "the file cannot be read to its end, so no parts are written: fetch it again";

/// The first pass: finds the day of each row as an import of its batch finds it, and puts the rows by month.
fn spooled(reader: &mut dyn Read, options: &Options, spool: &Mutex<Spool>, is_licence_held: bool) -> Result<Spooled> {
    let mut slice = vec![0; SNIFF_BYTES.max(1 << 20)];
    let mut count = fill(reader, &mut slice).context(NOT_WHOLE)?;
    let delimiter = match sniff(&slice[..count]) {
        Shape::Table(delimiter) => delimiter,
        Shape::Empty => bail!(AtFault("the file is empty".into())),
        _ => bail!("only delimited text can be packed in parts; convert the file to CSV first"),
    };
    let start = if slice.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let mut splitter = Splitter::of(&slice[start..count], delimiter, options);
    let mut faults = Faults::default();
    let mut first = Rows::default();
    let mut at = start;
    // What stands above the header, itself, and a row of HXL tags under it. A file without a header has none to repeat.
    while first.len() < HEAD_ROWS && at < count {
        let end =
            (at + 1 + slice[at..count].iter().position(|byte| *byte == b'\n').unwrap_or(count - at - 1)).min(count);
        splitter.feed(&slice[at..end], &mut |row| first.add(row));
        at = end;
    }
    let head = head(&first, options)?;
    let known = head.len();
    // Each row finds its own day; parts group their rows afterwards.
    let by_row = Options { is_grouped: false, ..options.clone() };
    let batch = |rows: Rows| {
        let import = import(&head, &rows, &by_row)?;
        if import.is_restricted && !is_licence_held {
            bail!("{NO_PARTS}");
        }
        let mut spool = spool.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut days = BTreeMap::new();
        for event in &import.data.events {
            days.extend(
                event.sources.first().and_then(|cited| cited.lines.first()).map(|line| (*line, event.when.earliest)),
            );
        }
        for (index, (line, _)) in rows.iter().enumerate() {
            if let Some(day) = days.get(&line) {
                spool.keep(*day, &rows, index)?;
            }
        }
        Ok((import.rows, import.troubles))
    };
    let batches = pool(
        |send| {
            let mut waiting = Rows::default();
            for (line, cells) in first.iter().skip(known) {
                waiting.put(line, &cells);
            }
            loop {
                splitter.feed(&slice[at..count], &mut |row| waiting.add(row));
                if waiting.len() >= BATCH {
                    send(core::mem::take(&mut waiting))?;
                }
                (at, count) = (0, reader.read(&mut slice).context(NOT_WHOLE)?);
                if count == 0 {
                    faults = splitter.finish(&mut |row| waiting.add(row));
                    return if waiting.len() == 0 { Ok(()) } else { send(waiting) };
                }
            }
        },
        batch,
    )?;
    let mut batches = batches;
    batches.push((0, faults.troubles(options.listed)));
    Ok((head, batches))
}

/// Rows among which the header is looked for.
const HEAD_ROWS: usize = 12;

/// The rows that every batch begins with: those to the header, and one of tags.
fn head(first: &Rows, options: &Options) -> Result<Rows> {
    let mut head = Rows::default();
    let mut refused = None;
    let mut rows = first.iter().peekable();
    while let Some((line, cells)) = rows.next() {
        head.put(line, &cells);
        match import(&head, &Rows::default(), options) {
            // A row that is already an event is no header.
            Ok(alone) if alone.rows > 0 => return Ok(Rows::default()),
            Ok(_) => {
                let is_tags = |cell: &&[u8]| cell.is_empty() || cell.starts_with(b"#");
                if let Some((line, cells)) = rows.next_if(|(_, cells)| cells.iter().all(|cell| is_tags(&&cell[..]))) {
                    head.put(line, &cells);
                }
                return Ok(head);
            }
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    Err(refused.unwrap_or_else(|| AtFault("there are no rows".into()).into()))
}

fn import(head: &Rows, rows: &Rows, options: &Options) -> Result<Import> {
    let mut importer = Importer::new(options.clone());
    for (line, cells) in head.iter().chain(rows.iter()) {
        importer.row(Unit::Line, line, &cells);
    }
    let import = importer.finish();
    // A header alone is what batches begin with.
    let is_nothing = import.format.is_empty();
    let stops = |code| matches!(code, Code::Format | Code::DayOrMonth) || code == Code::Empty && is_nothing;
    if let Some(problem) = import.problems.iter().find(|problem| stops(problem.code)) {
        bail!(AtFault(problem.message.clone()));
    }
    Ok(import)
}

/// Name and rows of a part, and its first day, where the part before ended on that.
type Job = (String, Rows, Option<Day>);

/// The second pass: the rows of each part, by day.
fn jobs(spool: &mut Spool, partition: Partition, send: &mut dyn FnMut(Job) -> Result<()>) -> Result<()> {
    let (mut rows, mut key, mut number) = (Rows::default(), String::new(), 1);
    let (mut last, mut again) = (None, None);
    for month in spool.months() {
        spool.take(month, &mut |day, row| {
            let (year, month, _) = day.ymd();
            number += usize::from(matches!(partition, Partition::Rows(most) if rows.len() >= most));
            let next = match partition {
                Partition::Year => format!("{year:04}"),
                Partition::Month => format!("{year:04}-{month:02}"),
                Partition::Rows(_) => format!("{number:05}"),
            };
            if next != key && rows.len() > 0 {
                send((core::mem::take(&mut key), core::mem::take(&mut rows), again))?;
                again = last.filter(|last| *last == day);
            }
            (key, last) = (next, Some(day));
            row.add_to(&mut rows);
            Ok(())
        })?;
    }
    if rows.len() > 0 { send((key, rows, again)) } else { Ok(()) }
}

fn part(head: &Rows, rows: &Rows, options: &Options, again: Option<Day>, path: &Path) -> Result<(Part, Months)> {
    let mut data = import(head, rows, options)?.data;
    if let Some(day) = again {
        tell_apart(&mut data, day, path);
    }
    let mut months = Months::default();
    let (mut from, mut to) = (Day(i32::MAX), Day(i32::MIN));
    for event in &data.events {
        (from, to) = (from.min(event.when.earliest), to.max(event.when.latest));
        months.count(event);
    }
    let rows = data.events.len() as u32;
    let (head, bytes) = write_ctl(&data, path)?;
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok((Part { file, rows, from: from.to_string(), to: to.to_string(), head, bytes }, months))
}

/// Ids that were made of a day and a place stand in the part before too, where that ended on the same day: the name of the
/// part goes behind them.
fn tell_apart(data: &mut DataSet, day: Day, path: &Path) {
    let part = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let made = [&day.to_string(), "-"].concat();
    for event in data.events.list_mut().iter_mut().filter(|event| event.slug.starts_with(&made)) {
        event.slug = [&event.slug, "-", &part].concat();
    }
}

/// A tree of what the JSON form says.
fn node(value: &impl Serialize) -> Result<Node> {
    Ok(serde_json::from_slice(&serde_json::to_vec(value)?)?)
}

/// Writes a set as a packed file, an event at a time, and tells the bytes of its head and of all. It gets its name
/// once its head reads as the set.
fn write_ctl(data: &DataSet, path: &Path) -> Result<(u64, u64)> {
    let (set, _) = split(node(&Document::without_events(data))?);
    let mut writer = CtlWriter::new(set);
    let mut blocks = Vec::new();
    for event in &data.events {
        blocks.extend(writer.push(node(&Event::of(event, data))?, &Row::of(event))?.unwrap_or_default());
    }
    let finished = writer.finish()?;
    blocks.extend(finished.last.unwrap_or_default());
    let is_same = finished.table == Table::of(data) && Packed::open(&finished.head)?.table == finished.table;
    ensure!(is_same, "{}: the columns do not read as they should", path.display());
    let part = path.with_extension("ctl.part");
    let write = || -> std::io::Result<()> {
        let mut file = fs::File::create(&part)?;
        file.write_all(&finished.head)?;
        file.write_all(&blocks)?;
        fs::rename(&part, path)
    };
    write().with_context(|| format!("cannot write {}", path.display()))?;
    Ok((finished.head.len() as u64, (finished.head.len() + blocks.len()) as u64))
}
