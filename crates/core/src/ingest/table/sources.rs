//! The documents that a row names.

use super::preset::{Field, Fields};
use super::row::{Cells, Desk, list};
use crate::model::{Citation, Event};

impl Desk {
    pub(super) fn sources(&mut self, event: &mut Event, cells: &Cells<'_>, line: u32, kept: &mut Fields) {
        event.sources.truncate(1);
        match event.sources.first_mut() {
            // Of the row before.
            Some(Citation { lines, .. }) => lines[0] = line,
            None => event.sources.push(Citation { source: self.main, lines: vec![line], refs: Vec::new() }),
        }
        if self.preset.is_ours {
            return self.own_sources(event, cells);
        }
        let (urls, names) = (cells.get(Field::Url), cells.get(Field::Sources));
        let mut cite = |name: &str, url: &str| {
            let source = self.book.source(name, url);
            if event.sources.iter().all(|known| known.source != source) {
                event.sources.push(Citation { source, ..Citation::default() });
            }
        };
        let mut urls: Vec<&str> = links(&urls);
        // What a page might run is no source; it stays in the record.
        let count = urls.len();
        urls.retain(|url| !is_script(url));
        if urls.len() < count {
            kept.add(Field::Url);
        }
        // Addresses among the names belong to them.
        if names.contains("://") {
            for (name, url) in cited(&names) {
                cite(name, url);
            }
            urls.into_iter().map(own).for_each(|(name, url)| cite(name, url));
            return;
        }
        let names: Vec<&str> =
            list(&names).map(|name| name.trim_matches('"').trim()).filter(|name| !name.is_empty()).collect();
        let is_paired = urls.len() == names.len() || urls.len() == 1;
        for (index, name) in names.iter().enumerate() {
            let url =
                urls.get(index).or(urls.first()).filter(|url| is_paired && is_link(url)).copied().unwrap_or_default();
            cite(name, url);
        }
        let alone = urls.into_iter().filter(|url| names.is_empty() || !is_paired || !is_link(url));
        alone.map(own).for_each(|(name, url)| cite(name, url));
    }
}

/// Whether it may be followed: nothing but http and https, and no blank in it.
pub(super) fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

/// Name and address of what stands where addresses do. What is none still says where it stands; it becomes no link.
fn own(url: &str) -> (&str, &str) {
    if is_link(url) { ("", url) } else { (url, "") }
}

fn is_script(text: &str) -> bool {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme.trim().to_ascii_lowercase());
    scheme.is_some_and(|scheme| matches!(scheme.as_str(), "javascript" | "vbscript" | "data" | "file" | "blob"))
}

/// The addresses of a cell, and other words that stand where addresses do.
fn links(cell: &str) -> Vec<&str> {
    if cell.is_empty() {
        return Vec::new();
    }
    let is_sign = |letter: char| letter.is_whitespace() || matches!(letter, ';' | '|' | ',');
    let is_start = |at: &usize| {
        let starts = cell[*at..].starts_with("://") || cell[*at..].starts_with("s://");
        starts && cell[..*at].ends_with("http") && cell[..*at - 4].ends_with(is_sign)
    };
    let starts = cell.match_indices("http").map(|(at, _)| at + 4).filter(is_start).map(|at| at - 4);
    let mut cuts: Vec<usize> = starts.collect();
    if cuts.is_empty() && !is_link(cell) {
        return list(cell).collect();
    }
    cuts.insert(0, 0);
    cuts.push(cell.len());
    cuts.dedup();
    let parts = cuts.windows(2).map(|cut| cell[cut[0]..cut[1]].trim_matches(is_sign));
    parts.filter(|part| !part.is_empty()).collect()
}

/// Names and addresses that stand in one cell: `AFP (https://a.example)`, `[AFP](https://a.example)`, `AFP; https://a.example`.
/// The name right before an address is its own.
fn cited(cell: &str) -> Vec<(&str, &str)> {
    let is_edge = |letter: char| letter.is_whitespace() || "()[]<>,;:.|–-\"".contains(letter);
    let mut found = Vec::new();
    let mut rest = cell;
    let is_start = |at: &usize| {
        let is_address = ["http://", "https://"].iter().any(|scheme| cell[*at..].starts_with(scheme));
        is_address && !cell[..*at].ends_with(char::is_alphanumeric)
    };
    let starts: Vec<usize> = cell.match_indices("http").map(|(at, _)| at).filter(is_start).collect();
    let mut from = 0;
    for start in starts {
        // An address within another one, such as that of an archive.
        if start < from {
            continue;
        }
        let is_end = |letter: char| letter.is_whitespace() || "|\"<>;])".contains(letter);
        let length = cell[start..].find(is_end).unwrap_or(cell.len() - start);
        let length = cell[start..start + length].find(",http").unwrap_or(length);
        let url = cell[start..start + length].trim_end_matches(['.', ',', ':']);
        let before = cell[from..start].trim_matches(is_edge);
        let mut names: Vec<&str> = list(before).map(|name| name.trim_matches(is_edge)).collect();
        // What stands before the closing sign of a list belongs to nothing behind it.
        let is_apart = cell[from..start].trim_end().ends_with([';', '|']);
        let own = if is_apart { None } else { names.pop() };
        found.extend(names.into_iter().map(|name| (name, "")));
        found.push((own.unwrap_or_default(), url));
        from = start + url.len();
        rest = &cell[from..];
    }
    found.extend(list(rest).map(|name| (name.trim_matches(is_edge), "")).filter(|(name, _)| !name.is_empty()));
    found
}

#[cfg(test)]
mod tests {
    use super::cited;

    #[test]
    fn names_go_with_the_addresses_behind_them() {
        for (cell, found) in [
            (
                "AFP (https://a.example/1), Reuters (https://b.example/2).",
                vec![("AFP", "https://a.example/1"), ("Reuters", "https://b.example/2")],
            ),
            ("[AFP](https://a.example)", vec![("AFP", "https://a.example")]),
            (
                "https://a.example/1\nhttps://b.example/2",
                vec![("", "https://a.example/1"), ("", "https://b.example/2")],
            ),
            ("https://a.example/1,https://b.example/2", vec![("", "https://a.example/1"), ("", "https://b.example/2")]),
            (
                "Le Monde; AFP: https://a.example; a witness",
                vec![("Le Monde", ""), ("AFP", "https://a.example"), ("a witness", "")],
            ),
            ("AFP; https://a.example", vec![("AFP", ""), ("", "https://a.example")]),
            (
                "https://web.archive.org/web/2013/http://a.example/é",
                vec![("", "https://web.archive.org/web/2013/http://a.example/é")],
            ),
            ("é://", vec![("é://", "")]),
        ] {
            assert_eq!(cited(cell), found, "{cell}");
        }
    }
}
