//! Where values stand in a JSON text, for complaints that know only the way to them.

use crate::problem::{Problem, line_and_column};
use std::collections::HashMap;

/// Gives line and column to complaints about values of this JSON; those of a text that is one line keep the way alone.
pub(super) fn locate(problems: &mut [Problem], text: &str) {
    let mut wanted: HashMap<String, Option<usize>> = HashMap::new();
    for problem in problems.iter().filter(|problem| problem.line == 0) {
        wanted.insert(problem.path.clone(), None);
        wanted.insert(record(&problem.path).into(), None);
    }
    wanted.remove("");
    if wanted.is_empty() || !text.trim_end().contains('\n') {
        return;
    }
    Walk { text: text.as_bytes(), at: 0, path: String::new(), wanted: &mut wanted }.value();
    let found = |way: &str| wanted.get(way).copied().flatten();
    for problem in problems.iter_mut().filter(|problem| problem.line == 0) {
        // A row of a data frame is not where the number of its record leads to, and is a list.
        let record = || found(record(&problem.path)).filter(|at| text[*at..].starts_with('{'));
        if let Some(at) = found(&problem.path).or_else(record) {
            (problem.line, problem.column) = line_and_column(text, at);
        }
    }
}

/// `features[4]` of `features[4].best`, of which only the column is known.
fn record(path: &str) -> &str {
    path.find(']').map_or("", |end| &path[..=end])
}

/// Goes through a text that is known to be JSON.
struct Walk<'a> {
    text: &'a [u8],
    at: usize,
    path: String,
    wanted: &'a mut HashMap<String, Option<usize>>,
}

impl<'a> Walk<'a> {
    /// The next byte that is no blank.
    fn next(&mut self) -> u8 {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.at += blanks;
        self.text.get(self.at).copied().unwrap_or_default()
    }

    fn value(&mut self) {
        let first = self.next();
        if let Some(found) = self.wanted.get_mut(&self.path) {
            *found = Some(self.at);
        }
        let length = self.path.len();
        match first {
            b'"' => drop(self.string()),
            b'[' | b'{' => {
                self.at += 1;
                let mut index = 0;
                loop {
                    match self.next() {
                        b',' => self.at += 1,
                        b']' | b'}' | 0 => break self.at += 1,
                        _ if first == b'[' => {
                            self.path += &format!("[{index}]");
                            index += 1;
                            self.value();
                        }
                        _ => {
                            let key = self.string();
                            self.path.push_str(if length > 0 { "." } else { "" });
                            self.path += &String::from_utf8_lossy(key);
                            self.next();
                            self.at += 1;
                            self.value();
                        }
                    }
                    self.path.truncate(length);
                }
            }
            _ => {
                let is_end = |byte: &u8| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace();
                let rest = self.text.get(self.at..).unwrap_or_default();
                self.at += rest.iter().take_while(|byte| !is_end(byte)).count();
            }
        }
    }

    /// What stands between the quotes, as it is written.
    fn string(&mut self) -> &'a [u8] {
        let from = (self.at + 1).min(self.text.len());
        let mut end = from;
        while let Some(byte) = self.text.get(end) {
            match byte {
                b'"' => break,
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
        self.at = (end + 1).min(self.text.len());
        &self.text[from..end.min(self.text.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Code;

    #[test]
    fn complaints_find_their_lines() {
        let text = "{\"a\": [1, \"}\\\"\",\n {\"b\": {\"c\": [\n null,\n  true]}, \"é\": 2}],\n \"d\":{}\n}";
        let lines = |paths: &[&str], text: &str| -> Vec<(u32, u32)> {
            let problem = |path: &&str| Problem {
                code: Code::BadDate,
                file: String::new(),
                line: 0,
                column: 0,
                path: (*path).into(),
                message: String::new(),
            };
            let mut problems: Vec<Problem> = paths.iter().map(problem).collect();
            locate(&mut problems, text);
            problems.iter().map(|problem| (problem.line, problem.column)).collect()
        };
        assert_eq!(
            lines(&["a[0]", "a[1]", "a[2].b.c[1]", "a[2].é", "d"], text),
            [(1, 8), (1, 11), (4, 3), (4, 16), (5, 6)]
        );
        assert_eq!(lines(&["a[2].column", "a[1].column", "x", ""], text), [(2, 2), (0, 0), (0, 0), (0, 0)]);
        assert_eq!(lines(&["a[1]"], "{\"a\": [1, 2]}\n"), [(0, 0)]);
        for end in 0..text.len() {
            lines(&["a[2].b"], &String::from_utf8_lossy(&text.as_bytes()[..end]));
        }
    }
}
