//! Checks and packs the data set, makes the message list and the style sheet. A broken data file
//! stops the build with its file, line and column.

use conflict_timeline_core::ingest::{self, Input, LanguagePack};
use conflict_timeline_core::model::DataSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

const DATA: &str = "data/mali-war";
const MESSAGES: &str = "src/view/messages";
const STYLE: &str = "src/view/style";
/// Kept by the data tool for its own checks; no part of the set.
const NOT_DATA: &str = "reviewed.toml";

fn main() {
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    for folder in [DATA, MESSAGES, STYLE] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let english = messages("en");
    write(&out, "messages.rs", message_list(&english).as_bytes());
    write(&out, "style.css", style().as_bytes());
    let mut data = data_set();
    let version = data.meta.version.clone();
    for (language, texts) in data.take_prose() {
        let pack = LanguagePack { language, version: version.clone(), messages: Vec::new(), texts };
        let name = format!("{}-prose.ctp", pack.language);
        write(&out, &name, &ingest::seal_language(pack));
    }
    for language in ["fr", "ar"] {
        let own = messages(language);
        let find = |key: &String| own.iter().find(|(known, _)| known == key).map(|(_, text)| text.clone());
        let messages = english.iter().map(|(key, _)| {
            find(key).unwrap_or_else(|| stop(&format!("{MESSAGES}/{language}.txt has no message `{key}`")))
        });
        let pack = LanguagePack {
            language: language.into(),
            version: version.clone(),
            messages: messages.collect(),
            texts: data.texts.take(language).unwrap_or_default(),
        };
        write(&out, &format!("{language}.ctp"), &ingest::seal_language(pack));
    }
    let packed = ingest::ctl::seal(data).unwrap_or_else(|error| stop(&error.to_string()));
    write(&out, "mali-war.ctl", &packed);
}

fn stop(message: &str) -> ! {
    eprintln!("{message}");
    std::process::exit(1)
}

fn write(out: &Path, name: &str, bytes: &[u8]) {
    let path = out.join(name);
    if fs::read(&path).ok().as_deref() != Some(bytes) {
        fs::write(&path, bytes).unwrap_or_else(|error| stop(&format!("{}: {error}", path.display())));
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| stop(&format!("{}: {error}", path.display())))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

/// The set in every language.
fn data_set() -> DataSet {
    let mut paths = files(Path::new(DATA), "toml");
    paths.extend(files(&Path::new(DATA).join("events"), "toml"));
    paths.retain(|path| !path.ends_with(NOT_DATA));
    let mut inputs: Vec<Input> = Vec::new();
    let mut complaints = String::new();
    for path in paths {
        match ingest::parse_toml(&path.display().to_string(), &read(&path)) {
            Ok(input) => inputs.push(input),
            Err(problem) => drop(writeln!(complaints, "{problem}")),
        }
    }
    if inputs.is_empty() && complaints.is_empty() {
        stop(&format!("{DATA}: no data files"));
    }
    if complaints.is_empty() {
        let outcome = ingest::read(inputs);
        for problem in &outcome.problems {
            let _ = writeln!(complaints, "{problem}");
        }
        if complaints.is_empty() {
            return outcome.data;
        }
    }
    stop(complaints.trim_end())
}

/// Lines `key = text`; `#` begins a comment.
fn messages(language: &str) -> Vec<(String, String)> {
    let path = Path::new(MESSAGES).join(format!("{language}.txt"));
    let text = read(&path);
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|(number, line)| match line.split_once(" = ") {
            Some((key, text)) => (key.trim().to_string(), text.to_string()),
            None => stop(&format!("{}:{}: no `key = text`", path.display(), number + 1)),
        })
        .collect()
}

fn message_list(messages: &[(String, String)]) -> String {
    let mut code = String::from(
        "/// The messages of the interface.\n#[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub enum Msg {\n",
    );
    for (key, text) in messages {
        let name: String = key.split(['.', '-']).map(capital).collect();
        let _ = writeln!(code, "    /// {}\n    {name},", text.replace(['<', '>', '`', '[', ']'], "'"));
    }
    code.push_str("}\n\nimpl Msg {\n    /// Every message, in the order of the catalogue.\n    pub(super) const ALL: &'static [Self] = &[\n");
    for (key, _) in messages {
        let name: String = key.split(['.', '-']).map(capital).collect();
        let _ = writeln!(code, "        Self::{name},");
    }
    code.push_str("    ];\n}\n\npub(super) const ENGLISH: &[&str] = &[\n");
    for (_, text) in messages {
        let _ = writeln!(code, "    {text:?},");
    }
    code.push_str("];\n");
    code
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// All sheets in the order of their names, without comments and needless white space.
fn style() -> String {
    let mut sheet = String::new();
    for path in files(Path::new(STYLE), "css") {
        let text = read(&path);
        let mut rest = text.as_str();
        while let Some(start) = rest.find("/*") {
            sheet.push_str(&rest[..start]);
            rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
        }
        sheet.push_str(rest);
    }
    let mut small = String::new();
    for line in sheet.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // A line that does not end a rule or declaration goes on in the next one.
        if small.ends_with(|last| !matches!(last, '{' | '}' | ';' | ',')) {
            small.push(' ');
        }
        small.push_str(line);
    }
    let spaced = [": ", " {", "{ ", ", ", "; ", " }", " > "];
    spaced.iter().fold(small, |small, sign| small.replace(sign, sign.trim())).replace(";}", "}")
}
