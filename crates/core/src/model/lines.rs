//! Many texts in little memory.

/// Texts that stand together in one piece of memory.
const TOGETHER: usize = 1024;

/// A list of texts, many in one piece of memory each, so that a million take no million allocations and no piece is
/// ever moved as a whole.
///
/// ```
/// use conflict_timeline_core::model::Lines;
/// let lines = Lines::from_iter(["Gao", "", "Kidal"]);
/// assert_eq!((lines.len(), lines.get(2), lines.get(3)), (3, Some("Kidal"), None));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Piece {
    text: String,
    ends: Vec<u32>,
}

impl Lines {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.last().map_or(0, |last| (self.pieces.len() - 1) * TOGETHER + last.ends.len())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The text at a position.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&str> {
        let piece = self.pieces.get(at / TOGETHER)?;
        let at = at % TOGETHER;
        let end = *piece.ends.get(at)? as usize;
        let start = if at == 0 { 0 } else { piece.ends[at - 1] as usize };
        piece.text.get(start..end)
    }

    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        let is_full = self.pieces.last().is_none_or(|last| last.ends.len() == TOGETHER);
        if is_full {
            if let Some(last) = self.pieces.last_mut() {
                last.text.shrink_to_fit();
            }
            self.pieces.push(Piece::default());
        }
        let last = self.pieces.len() - 1;
        let piece = &mut self.pieces[last];
        piece.text.push_str(text);
        piece.ends.push(piece.text.len() as u32);
    }

    /// Adds empty texts until there are so many.
    pub fn fill(&mut self, count: usize) {
        for _ in self.len()..count {
            self.push("");
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|at| self.get(at))
    }
}

impl<T: AsRef<str>> FromIterator<T> for Lines {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut lines = Self::default();
        for text in texts {
            lines.push(text.as_ref());
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_several_pieces_are_found() {
        let texts: Vec<String> = (0..3 * TOGETHER + 5).map(|at| "é".repeat(at % 7)).collect();
        let lines = Lines::from_iter(&texts);
        assert_eq!(lines.len(), texts.len());
        assert!(lines.iter().eq(texts.iter()));
        let mut short = Lines::from_iter(["Gao"]);
        short.fill(3);
        assert_eq!(short.iter().collect::<Vec<_>>(), ["Gao", "", ""]);
    }
}
