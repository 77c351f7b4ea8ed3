//! Messages of the interface: one text file a language, `key = text` a line.

use super::LANGUAGES;
use anyhow::{Context, Result};
use std::path::Path;
use thiserror::Error;

/// What is wrong with message files.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MessageError {
    /// A line that is neither `key = text` nor a comment.
    #[error("{file}:{line}: `key = text` belongs here")]
    NoKey {
        /// The file.
        file: String,
        /// Line from 1.
        line: usize,
    },
    /// A key that stands twice in a file.
    #[error("{file}:{line}: a second `{key}`")]
    Twice {
        /// The file.
        file: String,
        /// Line from 1.
        line: usize,
        /// The key.
        key: String,
    },
    /// A key of en.txt that another language lacks.
    #[error("{file}: `{key}` is missing")]
    Missing {
        /// The file.
        file: String,
        /// The key.
        key: String,
    },
    /// A key that en.txt does not have.
    #[error("{file}:{line}: en.txt has no `{key}`")]
    Unknown {
        /// The file.
        file: String,
        /// Line from 1.
        line: usize,
        /// The key.
        key: String,
    },
}

/// The messages of each language, in the order of en.txt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    /// The keys.
    pub keys: Vec<String>,
    /// Language and texts, in the order of the keys.
    pub texts: Vec<(String, Vec<String>)>,
}

impl Messages {
    /// The texts of a language; none where there are no messages.
    #[must_use]
    pub fn of(&self, language: &str) -> Vec<String> {
        let found = self.texts.iter().find(|(name, _)| name == language);
        found.map(|(_, texts)| texts.clone()).unwrap_or_default()
    }

    /// Puts the languages' files together: name of the file, its text. The first is the one that counts.
    ///
    /// # Errors
    /// Anything that [`MessageError`] names.
    ///
    /// ```
    /// use conflict_data::pack::Messages;
    /// let both = [("en", "# greeting\nhello = Hello\nbye = Bye"), ("fr", "bye = Au revoir\nhello = Bonjour")];
    /// assert_eq!(Messages::parse(&both)?.of("fr"), ["Bonjour", "Au revoir"]);
    /// let error = Messages::parse(&[("en", "hello = Hello"), ("fr", "")]).unwrap_err();
    /// assert_eq!(error.to_string(), "fr.txt: `hello` is missing");
    /// # Ok::<(), conflict_data::pack::MessageError>(())
    /// ```
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, MessageError> {
        let mut messages = Self::default();
        for (index, (language, text)) in files.iter().enumerate() {
            let file = format!("{language}.txt");
            let entries = entries(&file, text)?;
            if index == 0 {
                messages.keys = entries.iter().map(|(_, key, _)| key.clone()).collect();
            }
            if let Some((line, key, _)) = entries.iter().find(|(_, key, _)| !messages.keys.contains(key)) {
                return Err(MessageError::Unknown { file, line: *line, key: key.clone() });
            }
            let mut texts = Vec::new();
            for key in &messages.keys {
                match entries.iter().find(|(_, known, _)| known == key) {
                    Some((_, _, text)) => texts.push(text.clone()),
                    None => return Err(MessageError::Missing { file, key: key.clone() }),
                }
            }
            messages.texts.push(((*language).into(), texts));
        }
        Ok(messages)
    }
}

/// Line, key and text of each message.
fn entries(file: &str, text: &str) -> Result<Vec<(usize, String, String)>, MessageError> {
    let mut entries: Vec<(usize, String, String)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let split = line.split_once('=').map(|(key, text)| (key.trim(), text.trim()));
        let Some((key, text)) = split.filter(|(key, text)| !key.is_empty() && !text.is_empty()) else {
            return Err(MessageError::NoKey { file: file.into(), line: number });
        };
        if entries.iter().any(|(_, known, _)| known == key) {
            return Err(MessageError::Twice { file: file.into(), line: number, key: key.into() });
        }
        entries.push((number, key.into(), text.into()));
    }
    Ok(entries)
}

/// Reads `en.txt`, `fr.txt` and `ar.txt` of a folder.
///
/// # Errors
/// Where a file cannot be read, or the files do not fit together.
pub fn read_messages(folder: &Path) -> Result<Messages> {
    let mut files = Vec::new();
    for language in LANGUAGES {
        let path = folder.join(format!("{language}.txt"));
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        files.push((language, text));
    }
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(language, text)| (*language, text.as_str())).collect();
    Messages::parse(&borrowed).with_context(|| format!("messages in {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let parse = |en: &str, fr: &str| Messages::parse(&[("en", en), ("fr", fr)]).expect_err("wrong").to_string();
        assert_eq!(parse("a = A\nno key here", ""), "en.txt:2: `key = text` belongs here");
        assert_eq!(parse("a = A\n\n# a\na = B", ""), "en.txt:4: a second `a`");
        assert_eq!(parse("a = A\nb = B", "b = B"), "fr.txt: `a` is missing");
        assert_eq!(parse("a = A", "a = A\nc = C"), "fr.txt:2: en.txt has no `c`");
        assert_eq!(parse("a =", ""), "en.txt:1: `key = text` belongs here");
    }

    #[test]
    fn a_text_may_hold_signs_of_equality() {
        let messages = Messages::parse(&[("en", "a = x = y")]).expect("sound");
        assert_eq!(messages.of("en"), ["x = y"]);
    }
}
