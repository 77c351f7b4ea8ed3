//! The embedded form: the set in its first language, and one pack for each further language; and tables of any length
//! as packed files by time.

mod file;
mod messages;
mod parts;
mod pool;
mod spool;

use anyhow::{Context, Result};
use conflict_timeline_core::ingest::{Input, LanguagePack, Node, in_language, merge, pack, seal_language};
use conflict_timeline_core::model::DataSet;
use std::io::Write;
use std::path::Path;

pub use file::{bar, write_ctl};
pub use messages::{MessageError, Messages, read_messages};
pub use parts::{Index, Outcome, Part, Partition, write_parts};

/// Languages that a pack may hold, the first inside the set's own file.
pub const LANGUAGES: [&str; 3] = ["en", "fr", "ar"];

/// A set taken apart for embedding.
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

/// Writes `<set>.ctpk`, `<set>.ctl` and one `<language>.ctp` a further language, and tells their sizes.
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
    let name = if data.meta.slug.is_empty() { "set".into() } else { data.meta.slug.clone() };
    let parts = parts(inputs, data, &messages);
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let packed = pack(&parts.root).context("a table lies too deep in others, or a key has more than 64 bytes")?;
    let mut files = vec![(format!("{name}.ctpk"), packed)];
    files.extend(
        parts.languages.iter().map(|language| (format!("{}.ctp", language.language), seal_language(language.clone()))),
    );
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
        writeln!(out, "{:>9} bytes  {}", bytes.len(), path.display())?;
    }
    let path = folder.join(format!("{name}.ctl"));
    let length = write_ctl(parts.root, &path, &mut bar)?;
    writeln!(out, "{length:>9} bytes  {}", path.display())?;
    Ok(())
}
