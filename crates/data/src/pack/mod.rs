//! Packed files: of a set, with one pack of words for each further language, or sealed whole; and of tables of any
//! length, by time.

mod file;
mod messages;
mod parts;
mod pool;
mod spool;

use anyhow::{Context, Result};
use conflict_timeline_core::ingest::ctl::{seal, unseal};
use conflict_timeline_core::ingest::{Input, LanguagePack, Node, in_language, merge, seal_language};
use conflict_timeline_core::model::DataSet;
use std::io::Write;
use std::path::{Path, PathBuf};

pub use file::{bar, write_ctl};
pub use messages::{MessageError, Messages, read_messages};
pub use parts::{Index, Outcome, Part, Partition, write_parts};

/// Languages that a pack may hold, the first inside the set's own file.
pub const LANGUAGES: [&str; 3] = ["en", "fr", "ar"];

/// A set taken apart by language.
#[derive(Debug)]
pub struct Parts {
    /// All that its files declare, in its first language only.
    pub root: Node,
    /// The further languages. A text that a language lacks is an empty string.
    pub languages: Vec<LanguagePack>,
}

/// Takes the further languages out of a set, read from `inputs`, and puts the interface's messages beside them.
#[must_use]
pub fn parts(inputs: Vec<Input>, mut data: DataSet, messages: &Messages) -> Parts {
    let names: Vec<String> = data.texts.languages().map(str::to_string).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let root = in_language(merge(inputs), LANGUAGES[0], &names);
    let version = data.meta.version.clone();
    let further = LANGUAGES[1..].iter().filter_map(|language| {
        let texts = data.texts.take(language);
        let messages = messages.of(language);
        (texts.is_some() || !messages.is_empty()).then(|| LanguagePack {
            language: (*language).into(),
            version: version.clone(),
            messages,
            texts: texts.unwrap_or_default(),
        })
    });
    Parts { languages: further.collect(), root }
}

/// Writes `<set>.ctl`, and one `<language>.ctp` a further language, and tells their sizes.
///
/// # Errors
/// Where messages cannot be read or are incomplete, or a file cannot be written.
pub fn write(
    inputs: Vec<Input>,
    data: DataSet,
    folder: &Path,
    messages: Option<&Path>,
    out: &mut impl Write,
) -> Result<()> {
    let messages = messages.map_or_else(|| Ok(Messages::default()), read_messages)?;
    let path = path(&data, folder);
    let parts = parts(inputs, data, &messages);
    make(folder)?;
    for language in parts.languages {
        let path = folder.join(format!("{}.ctp", language.language));
        save(&path, &seal_language(language), out)?;
    }
    let length = write_ctl(parts.root, &path, &mut bar)?;
    writeln!(out, "{length:>9} bytes  {}", path.display())?;
    Ok(())
}

/// Writes `<set>.ctl` with the set sealed within, reads it again and compares, and tells its size.
///
/// # Errors
/// Where the file cannot be written, or would be longer than 4 GB.
pub fn write_sealed(data: DataSet, folder: &Path, out: &mut impl Write) -> Result<()> {
    let path = path(&data, folder);
    let bytes = seal(data.clone())?;
    anyhow::ensure!(unseal(&bytes)? == data, "what was written reads otherwise: {} is not written", path.display());
    make(folder)?;
    save(&path, &bytes, out)
}

/// The packed file of a set in a folder.
#[must_use]
pub fn path(data: &DataSet, folder: &Path) -> PathBuf {
    folder.join(format!("{}.ctl", data.meta.name()))
}

fn make(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))
}

fn save(path: &Path, bytes: &[u8], out: &mut impl Write) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    writeln!(out, "{:>9} bytes  {}", bytes.len(), path.display())?;
    Ok(())
}
