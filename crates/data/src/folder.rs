//! A folder of TOML files.

use anyhow::{Context, Result, bail};
use conflict_timeline_core::ingest::{self, Input, Outcome};
use conflict_timeline_core::problem::Problem;
use std::fs;
use std::path::{Path, PathBuf};

/// The file with reviewed lines; it belongs to the check, not to the set.
pub const REVIEWED: &str = "reviewed.toml";

/// All files of a set, parsed.
#[derive(Debug, Default)]
pub struct Folder {
    /// The files that are TOML, sorted by path.
    pub inputs: Vec<Input>,
    /// Name and text of every file, sound or not, for showing lines.
    pub texts: Vec<(String, String)>,
    /// Files that are not TOML.
    pub broken: Vec<Problem>,
    /// The list of reviewed lines, if there is one.
    pub reviewed: Option<Input>,
}

impl Folder {
    /// Reads every `*.toml` in a folder and the folders in it, in sorted order.
    ///
    /// # Errors
    /// Where the folder or a file cannot be read, or no TOML file is in it. A file that is no TOML is
    /// no error here: it is found in `broken`.
    pub fn open(root: &Path) -> Result<Self> {
        let mut paths = Vec::new();
        collect(root, &mut paths)?;
        if paths.is_empty() {
            bail!("no .toml file in {}", root.display());
        }
        paths.sort();
        let mut folder = Self::default();
        for path in paths {
            let file = path.display().to_string();
            let bytes = fs::read(&path).with_context(|| format!("cannot read {file}"))?;
            let text = String::from_utf8(bytes).ok().with_context(|| format!("{file} is not UTF-8"))?;
            let is_reviewed = path.file_name().is_some_and(|name| name == REVIEWED);
            match ingest::parse_toml(&file, &text) {
                Ok(input) if is_reviewed => folder.reviewed = Some(input),
                Ok(input) => folder.inputs.push(input),
                Err(problem) => folder.broken.push(problem),
            }
            folder.texts.push((file, text));
        }
        Ok(folder)
    }

    /// The set, as far as it is sound, and all complaints on the way.
    #[must_use]
    pub fn read(&self) -> Outcome {
        let mut outcome = ingest::read(self.inputs.clone());
        outcome.problems.splice(0..0, self.broken.iter().cloned());
        outcome
    }

    /// A line of a file, counted from 1.
    #[must_use]
    pub fn line(&self, file: &str, line: u32) -> Option<&str> {
        let (_, text) = self.texts.iter().find(|(name, _)| name == file)?;
        text.lines().nth((line as usize).checked_sub(1)?)
    }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read the folder {}", folder.display()))?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    Ok(())
}
