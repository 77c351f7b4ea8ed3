//! Where results go, and that nothing is written over what is read.

use anyhow::{Context, Result, ensure};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes text or bytes to a file or to standard output.
///
/// # Errors
/// Where it cannot be written.
pub fn write_out(path: Option<&PathBuf>, text: impl AsRef<[u8]>) -> Result<()> {
    let Some(path) = path else {
        let mut out = std::io::stdout().lock();
        out.write_all(text.as_ref())?;
        return Ok(out.flush()?);
    };
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// Holds that no output is an input, by whatever path it is named, nor a file that a folder of ours would be read with.
///
/// # Errors
/// Names the first output that is.
pub fn keep_inputs(inputs: &[Option<&Path>], outputs: &[Option<&Path>]) -> Result<()> {
    for output in outputs.iter().copied().flatten() {
        let Some(place) = place(output) else { continue };
        for input in inputs.iter().copied().flatten() {
            let Some(read) = place_of_input(input) else { continue };
            let is_within =
                read.is_dir() && place.starts_with(&read) && place.extension().is_some_and(|it| it == "toml");
            ensure!(
                place != read && !is_within,
                "{} is read, and would be written over or read with it: name another file",
                output.display()
            );
        }
    }
    Ok(())
}

fn place_of_input(input: &Path) -> Option<PathBuf> {
    if input == Path::new("-") { None } else { input.canonicalize().ok() }
}

/// The path without links, also of a file that is still to be made.
fn place(path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok().or_else(|| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    })
}
