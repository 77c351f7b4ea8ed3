//! Taking values out of a table by key, and complaining about the rest.

use super::{Input, Node, Value};
use crate::model::{TextId, Texts, Word};
use crate::problem::{Code, Problem, line_and_column, unknown};
use crate::time::When;

/// Collects complaints and texts while one file is read.
pub(super) struct Desk<'a> {
    pub(super) input: &'a Input,
    pub(super) path: String,
    pub(super) problems: &'a mut Vec<Problem>,
    pub(super) texts: &'a mut Texts,
}

impl Desk<'_> {
    pub(super) fn complain(&mut self, code: Code, at: Option<u32>, message: String) {
        let (line, column) = match at {
            Some(at) if !self.input.text.is_empty() => line_and_column(&self.input.text, at as usize),
            _ => (0, 0),
        };
        let (file, path) = (self.input.file.clone(), self.path.clone());
        self.problems.push(Problem { code, file, line, column, path, message });
    }

    /// Runs `work` one step further down the path.
    pub(super) fn inside(&mut self, step: &str, index: usize, work: &mut dyn FnMut(&mut Self)) {
        let mark = self.path.len();
        if !self.path.is_empty() && !step.is_empty() {
            self.path.push('.');
        }
        self.path.extend([step, "[", &index.to_string(), "]"]);
        work(self);
        self.path.truncate(mark);
    }
}

/// A slug and where it stands.
pub(super) type Name = (String, Option<u32>);

/// A table whose keys are taken one by one; what is left at the end is unknown.
pub(super) struct Record {
    entries: Vec<(String, Node)>,
    asked: Vec<&'static str>,
    pub(super) at: Option<u32>,
}

impl Record {
    /// The table, or a complaint that it is none.
    pub(super) fn new(node: Node, desk: &mut Desk<'_>) -> Option<Self> {
        let kind = node.kind();
        match node.value {
            Value::Map(entries) => Some(Self { entries, asked: Vec::new(), at: node.at }),
            _ => {
                desk.complain(Code::WrongType, node.at, format!("a table belongs here, not {kind}"));
                None
            }
        }
    }

    /// Whether it says something under that key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, node)| name == key && node.value != Value::Null)
    }

    pub(super) fn take(&mut self, key: &'static str) -> Option<Node> {
        self.asked.push(key);
        let index = self.entries.iter().position(|(name, _)| name == key)?;
        let node = self.entries.swap_remove(index).1;
        (node.value != Value::Null).then_some(node)
    }

    pub(super) fn string(&mut self, key: &'static str, desk: &mut Desk<'_>) -> Option<Name> {
        let node = self.take(key)?;
        let kind = node.kind();
        match node.value {
            Value::Text(text) => Some((text, node.at)),
            Value::Int(number) => Some((number.to_string(), node.at)),
            _ => {
                desk.complain(Code::WrongType, node.at, format!("`{key}` takes text, not {kind}"));
                None
            }
        }
    }

    pub(super) fn text_or_empty(&mut self, key: &'static str, desk: &mut Desk<'_>) -> String {
        self.string(key, desk).map(|(text, _)| text).unwrap_or_default()
    }

    /// A whole number from 0 to `u32::MAX`.
    pub(super) fn number(&mut self, key: &'static str, desk: &mut Desk<'_>) -> Option<u32> {
        let node = self.take(key)?;
        number(node, key, desk)
    }

    pub(super) fn flag(&mut self, key: &'static str, desk: &mut Desk<'_>) -> bool {
        let Some(node) = self.take(key) else { return false };
        let kind = node.kind();
        match node.value {
            Value::Bool(value) => value,
            _ => {
                desk.complain(Code::WrongType, node.at, format!("`{key}` takes true or false, not {kind}"));
                false
            }
        }
    }

    /// Degrees as written, in units of 1e-5.
    pub(super) fn degrees_e5(&mut self, key: &'static str, limit: i64, desk: &mut Desk<'_>) -> Option<i32> {
        let node = self.take(key)?;
        let value = match node.value {
            Value::Int(whole) => whole.saturating_mul(100_000),
            Value::Float(value) => (value * 1e5 + if value < 0.0 { -0.5 } else { 0.5 }) as i64,
            _ => {
                let kind = node.kind();
                desk.complain(Code::WrongType, node.at, format!("`{key}` takes degrees, not {kind}"));
                return None;
            }
        };
        if value.abs() > limit * 100_000 {
            desk.complain(Code::OutOfRange, node.at, format!("`{key}` lies beyond {limit} degrees"));
            return None;
        }
        Some(value as i32)
    }

    pub(super) fn date(&mut self, key: &'static str, desk: &mut Desk<'_>) -> Option<When> {
        let (text, at) = self.string(key, desk)?;
        date(&text, at, key, desk)
    }

    /// One of a closed list of words; the default where the key is absent or wrong.
    pub(super) fn word<W: Word + Default>(&mut self, key: &'static str, desk: &mut Desk<'_>) -> W {
        self.choice(key, W::NAMES, desk).map_or_else(W::default, |index| W::ALL[index])
    }

    fn choice(&mut self, key: &'static str, names: &[&'static str], desk: &mut Desk<'_>) -> Option<usize> {
        let (text, at) = self.string(key, desk)?;
        let found = names.iter().position(|name| *name == text);
        if found.is_none() {
            let message = unknown(key, &text, &mut names.iter().copied());
            desk.complain(Code::UnknownWord, at, message);
        }
        found
    }

    /// Text for people: a string, or a table of languages.
    pub(super) fn words(&mut self, key: &'static str, desk: &mut Desk<'_>) -> TextId {
        let Some(node) = self.take(key) else { return TextId(0) };
        let kind = node.kind();
        match node.value {
            Value::Text(text) => desk.texts.add([("en", text.as_str())].into_iter()),
            Value::Map(entries) => {
                let mut pairs: Vec<(&str, &str)> = Vec::new();
                for (language, node) in &entries {
                    match &node.value {
                        Value::Text(text) => pairs.push((language, text)),
                        _ => desk.complain(Code::WrongType, node.at, format!("`{key}.{language}` takes text")),
                    }
                }
                desk.texts.add(pairs.into_iter())
            }
            _ => {
                let message = format!("`{key}` takes text or a table of languages, not {kind}");
                desk.complain(Code::WrongType, node.at, message);
                TextId(0)
            }
        }
    }

    pub(super) fn list(&mut self, key: &'static str, desk: &mut Desk<'_>) -> Vec<Node> {
        let Some(node) = self.take(key) else { return Vec::new() };
        match node.value {
            Value::List(list) => list,
            Value::Text(_) | Value::Int(_) | Value::Map(_) => vec![node],
            _ => {
                let kind = node.kind();
                desk.complain(Code::WrongType, node.at, format!("`{key}` takes a list, not {kind}"));
                Vec::new()
            }
        }
    }

    /// Each item of a list, one step further down the path.
    pub(super) fn each(
        &mut self,
        key: &'static str,
        desk: &mut Desk<'_>,
        work: &mut dyn FnMut(Option<Node>, &mut Desk<'_>),
    ) {
        for (index, node) in self.list(key, desk).into_iter().enumerate() {
            let mut node = Some(node);
            desk.inside(key, index, &mut |desk| work(node.take(), desk));
        }
    }

    /// Each item of a list of tables.
    pub(super) fn records(
        &mut self,
        key: &'static str,
        desk: &mut Desk<'_>,
        work: &mut dyn FnMut(&mut Self, &mut Desk<'_>),
    ) {
        self.each(key, desk, &mut |node, desk| {
            let Some(mut record) = node.and_then(|node| Self::new(node, desk)) else { return };
            work(&mut record, desk);
            record.finish(desk);
        });
    }

    /// Each item of a list of names: a plain name, or a table that holds it under `own` or `id`.
    pub(super) fn named(
        &mut self,
        key: &'static str,
        own: &'static str,
        desk: &mut Desk<'_>,
        work: &mut dyn FnMut(&Name, &mut Self, &mut Desk<'_>),
    ) {
        self.each(key, desk, &mut |node, desk| {
            let Some(node) = node else { return };
            if let Value::Text(text) = node.value {
                let mut nothing = Self { entries: Vec::new(), asked: Vec::new(), at: node.at };
                return work(&(text, node.at), &mut nothing, desk);
            }
            let at = node.at;
            let Some(mut record) = Self::new(node, desk) else { return };
            let name = record.take(own);
            let id = record.take("id");
            let Some(Node { value: Value::Text(name), at }) = name.or(id) else {
                return desk.complain(Code::Missing, at, format!("`{own}` is missing here"));
            };
            work(&(name, at), &mut record, desk);
            record.finish(desk);
        });
    }

    pub(super) fn strings(&mut self, key: &'static str, desk: &mut Desk<'_>) -> Vec<Name> {
        let mut strings = Vec::new();
        for node in self.list(key, desk) {
            let kind = node.kind();
            match node.value {
                Value::Text(text) => strings.push((text, node.at)),
                _ => desk.complain(Code::WrongType, node.at, format!("`{key}` takes texts, not {kind}")),
            }
        }
        strings
    }

    pub(super) fn numbers(&mut self, key: &'static str, desk: &mut Desk<'_>) -> Vec<u32> {
        let mut numbers = Vec::new();
        for node in self.list(key, desk) {
            numbers.extend(number(node, key, desk));
        }
        numbers
    }

    /// Complains about every key that nobody asked for.
    pub(super) fn finish(self, desk: &mut Desk<'_>) {
        for (key, node) in self.entries {
            if self.asked.contains(&key.as_str()) {
                continue;
            }
            let message = unknown("key", &key, &mut self.asked.iter().copied());
            desk.complain(Code::UnknownKey, node.at, message);
        }
    }
}

fn number(node: Node, key: &str, desk: &mut Desk<'_>) -> Option<u32> {
    let kind = node.kind();
    match node.value {
        Value::Int(value) if u32::try_from(value).is_ok() => Some(value as u32),
        Value::Int(_) => {
            desk.complain(Code::OutOfRange, node.at, format!("`{key}` takes a number from 0 to 4294967295"));
            None
        }
        _ => {
            desk.complain(Code::WrongType, node.at, format!("`{key}` takes a whole number, not {kind}"));
            None
        }
    }
}

pub(super) fn date(text: &str, at: Option<u32>, key: &str, desk: &mut Desk<'_>) -> Option<When> {
    match When::parse(text) {
        Ok(when) => Some(when),
        Err(error) => {
            let message = format!("`{key}` has the date `{text}`: {error}");
            desk.complain(Code::BadDate, at, message);
            None
        }
    }
}
