//! Writes a packed file: blocks go to disk as they fill, and the file gets its name once it was read again
//! and found to be what was written.

use anyhow::{Context, Result, ensure};
use conflict_timeline_core::ingest::ctl::{CtlWriter, Finished, Packed, block, sorted_events, split};
use conflict_timeline_core::ingest::{Input, Node, Value, read};
use conflict_timeline_core::model::DataSet;
use conflict_timeline_core::model::table::{Row, Table};
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Called with the number of events done and of all.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// Writes a set's packed file from its tree and tells its length in bytes. Beside the set itself only its
/// columns and one block are held in memory. On failure nothing stands under the name that did not stand
/// there before.
///
/// # Errors
/// Where a file cannot be written, or what was read again is not what was written.
pub fn write_ctl(root: Node, path: &Path, progress: Progress<'_>) -> Result<u64> {
    let data = read(vec![Input { root: root.clone(), ..Input::default() }]).data;
    let (set, events) = split(declared(root, &data));
    let events = sorted_events(events, &data);
    let (blocks, part) = (path.with_extension("ctl.blocks"), path.with_extension("ctl.part"));
    let result = write_parts(set, &events, &data, &blocks, &part, progress).and_then(|length| {
        fs::rename(&part, path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(length)
    });
    // Either may be gone already.
    let _ = fs::remove_file(&blocks);
    let _ = fs::remove_file(&part);
    result
}

/// Lists that the tree leaves to be made from the names that events use, written out.
fn declared(root: Node, data: &DataSet) -> Node {
    let (mut entries, events) = match root.value {
        Value::Map(entries) => (entries, None),
        list => (Vec::new(), Some(Node::from(list))),
    };
    let actors = data.actors.iter().map(|actor| &actor.slug).collect::<Vec<_>>();
    let places = data.places.iter().map(|place| &place.slug).collect::<Vec<_>>();
    let sources = data.sources.iter().map(|source| &source.slug).collect::<Vec<_>>();
    for (names, title, slugs) in [
        (["actor", "actors"], "name", actors),
        (["place", "places"], "name", places),
        (["source", "sources"], "title", sources),
    ] {
        if slugs.is_empty() || entries.iter().any(|(key, _)| names.contains(&key.as_str())) {
            continue;
        }
        let text = |text: &str| Node::from(Value::Text(text.into()));
        let item = |slug: &&String| Value::Map(vec![("id".into(), text(slug)), (title.into(), text(slug))]).into();
        entries.push((names[1].into(), Value::List(slugs.iter().map(item).collect()).into()));
    }
    entries.extend(events.map(|events| ("events".into(), events)));
    Value::Map(entries).into()
}

fn write_parts(
    set: Node,
    events: &[Node],
    data: &DataSet,
    blocks: &Path,
    part: &Path,
    progress: Progress<'_>,
) -> Result<u64> {
    ensure!(events.len() == data.events.len(), "an event of the set stands nowhere in its files");
    let create = |path: &Path| File::create(path).with_context(|| format!("cannot write {}", path.display()));
    let mut spool = BufWriter::new(create(blocks)?);
    let mut writer = CtlWriter::new(set);
    for (done, (node, event)) in events.iter().zip(&data.events).enumerate() {
        if let Some(full) = writer.push(node.clone(), &Row::of(event))? {
            spool.write_all(&full)?;
            progress(done + 1, events.len());
        }
    }
    let finished = writer.finish()?;
    ensure!(finished.table == Table::of(data), "the set does not declare a list that its events use");
    spool.write_all(finished.last.as_deref().unwrap_or_default())?;
    spool.flush()?;
    drop(spool);
    let mut out = BufWriter::new(create(part)?);
    out.write_all(&finished.head)?;
    let blocks_length = std::io::copy(&mut BufReader::new(File::open(blocks)?), &mut out)?;
    out.flush()?;
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    compare(part, &finished, events).context("the file that was written does not read as it should")?;
    progress(events.len(), events.len());
    Ok(finished.head.len() as u64 + blocks_length)
}

/// Reads the file again, block by block.
fn compare(path: &Path, finished: &Finished, events: &[Node]) -> Result<()> {
    let mut file = File::open(path)?;
    let mut head = vec![0; finished.head.len()];
    file.read_exact(&mut head)?;
    let packed = Packed::open(&head)?;
    ensure!(packed.table == finished.table, "the columns differ");
    for entry in &packed.blocks {
        let mut bytes = vec![0; usize::try_from(entry.length)?];
        file.seek(SeekFrom::Start(entry.offset))?;
        file.read_exact(&mut bytes)?;
        let found = block(entry, &bytes)?;
        let first = entry.first_row as usize;
        let wanted = events.get(first..first + found.len()).unwrap_or_default();
        ensure!(
            found.len() == wanted.len() && found.iter().zip(wanted).all(|(a, b)| is_same(a, b)),
            "events from {first} on differ"
        );
    }
    Ok(())
}

/// Whether two trees hold the same; where things stood in their files is not kept.
fn is_same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b)),
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((key, a), (other, b))| key == other && is_same(a, b))
        }
        (a, b) => a == b,
    }
}

/// A bar on standard error, where that is a terminal.
pub fn bar(done: usize, all: usize) {
    const WIDTH: usize = 40;
    let mut out = std::io::stderr().lock();
    if !std::io::IsTerminal::is_terminal(&out) {
        return;
    }
    let full = done * WIDTH / all.max(1);
    let end = if done == all { "\n" } else { "" };
    // A bar that cannot be drawn stops nothing.
    let _ = write!(out, "\r[{}{}] {done} of {all} events{end}", "#".repeat(full), ".".repeat(WIDTH - full));
    let _ = out.flush();
}

#[cfg(test)]
mod tests {
    use super::*;
    use conflict_timeline_core::ingest::ctl::unpack;

    fn text(text: &str) -> Node {
        Value::Text(text.into()).into()
    }

    #[test]
    fn a_file_of_several_blocks_is_written_and_compared() {
        let event = |row: usize| {
            let entries = [
                ("id", format!("e{row:04}")),
                ("when", format!("2013-01-{:02}", 28 - row / 400)),
                ("title", "t".into()),
            ];
            let mut entries: Vec<(String, Node)> = entries.map(|(key, value)| (key.into(), text(&value))).into();
            // Nobody declares these: the file has to.
            entries.push((
                "places".into(),
                Value::List(vec![text(if row.is_multiple_of(2) { "gao" } else { "kidal" })]).into(),
            ));
            Value::Map(entries).into()
        };
        let root: Node = Value::List((0..9_000).map(event).collect()).into();
        let data = read(vec![Input { root: root.clone(), ..Input::default() }]).data;
        let folder = std::env::temp_dir().join(format!("conflict-data-ctl-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("set.ctl");
        let mut told = Vec::new();
        let length = write_ctl(root, &path, &mut |done, all| told.push((done, all))).expect("written");
        let bytes = fs::read(&path).expect("there");
        assert_eq!((bytes.len() as u64, told.last()), (length, Some(&(9_000, 9_000))));
        let again = read(vec![Input { root: unpack(&bytes).expect("sound"), ..Input::default() }]);
        assert_eq!(Table::of(&again.data), Table::of(&data));
        assert_eq!(fs::read_dir(&folder).expect("there").count(), 1);
        fs::remove_dir_all(&folder).expect("removed");
    }
}
