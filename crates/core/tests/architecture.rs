//! The import law of ARCHITECTURE.md, over the `use` lines of the sources; and no file longer than it reads.

use std::fs;
use std::path::{Path, PathBuf};

/// A room, and the rooms that it may import from beside itself.
const LAW: &[(&str, &str, &[&str])] = &[
    ("crates/core/src", "order", &[]),
    ("crates/core/src", "problem", &[]),
    ("crates/core/src", "time", &[]),
    ("crates/core/src", "model", &["order", "time"]),
    ("crates/core/src", "ingest", &["order", "problem", "time", "model"]),
    ("crates/core/src", "export", &["time", "model"]),
    ("crates/core/src", "query", &["order", "problem", "time", "model"]),
    ("crates/core/src", "layout", &["order", "time", "model", "query"]),
    ("src", "view", &[]),
    ("src", "embed", &["view"]),
];

const LONGEST: usize = 400;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The rooms that a file names after `crate::`, with the line.
fn imports(text: &str) -> Vec<(usize, String)> {
    let is_comment = |line: &str| line.trim_start().starts_with("//");
    let lines = text.lines().enumerate().filter(|(_, line)| !is_comment(line));
    lines
        .flat_map(|(index, line)| {
            line.match_indices("crate::").map(move |(at, found)| {
                let rest = &line[at + found.len()..];
                let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
                (index + 1, rest[..end].to_owned())
            })
        })
        .collect()
}

fn strays(room: &str, allowed: &[&str], text: &str) -> Vec<(usize, String)> {
    let rooms = LAW.iter().map(|(_, name, _)| *name);
    let is_stray =
        |name: &String| name != room && !allowed.contains(&name.as_str()) && rooms.clone().any(|other| other == name);
    imports(text).into_iter().filter(|(_, name)| is_stray(name)).collect()
}

#[test]
fn architecture_rooms_import_from_their_left_only() {
    let mut read = 0;
    let mut found = Vec::new();
    for (base, room, allowed) in LAW {
        let mut files = Vec::new();
        let folder = root().join(base).join(room);
        if folder.is_dir() {
            sources(&folder, &mut files);
        } else {
            files.push(folder.with_extension("rs"));
        }
        read += files.len();
        for file in files {
            let text = fs::read_to_string(&file).expect("readable source");
            let parses_bytes = *room == "view" && text.contains("conflict_timeline_core::ingest");
            if parses_bytes {
                found.push(format!("{}: view never parses", file.display()));
            }
            found.extend(
                strays(room, allowed, &text).iter().map(|(line, name)| format!("{}:{line}: {name}", file.display())),
            );
        }
    }
    assert!(read > 60, "only {read} files were found");
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn architecture_core_knows_no_browser() {
    let manifest = fs::read_to_string(root().join("crates/core/Cargo.toml")).expect("the core's manifest");
    for name in ["leptos", "web-sys", "wasm-bindgen", "js-sys", "gloo"] {
        assert!(!manifest.contains(name), "core depends on {name}");
    }
}

#[test]
fn architecture_no_file_is_too_long() {
    let mut files = Vec::new();
    for folder in ["crates", "src", "tests"] {
        sources(&root().join(folder), &mut files);
    }
    let long: Vec<String> = files
        .iter()
        .filter_map(|file| {
            let lines = fs::read_to_string(file).expect("readable source").lines().count();
            (lines > LONGEST).then(|| format!("{}: {lines} lines", file.display()))
        })
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn architecture_strays_are_seen() {
    let text = "use crate::query::Filter;\n// crate::layout in words\nuse crate::time::Day;";
    assert_eq!(strays("model", &["time"], text), [(1, "query".to_owned())]);
}
