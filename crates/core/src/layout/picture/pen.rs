//! Writes SVG.

use crate::layout::typesetter::{TextSize, Typesetter};

/// The text so far, the colours, and who measures words.
pub(super) struct Pen<'a> {
    pub(super) out: String,
    pub(super) colour: &'a dyn Fn(&str) -> String,
    pub(super) typesetter: &'a dyn Typesetter,
    pub(super) scale: f64,
    /// What it writes in is mirrored, words are not.
    pub(super) is_mirrored: bool,
}

/// How words are set that may take more than one line.
#[derive(Clone, Copy, Default)]
pub(super) struct Line {
    pub(super) x_px: f64,
    pub(super) room_px: f64,
    pub(super) size_px: f64,
    pub(super) token: &'static str,
    pub(super) is_bold: bool,
    pub(super) is_rtl: bool,
}

impl Pen<'_> {
    /// Markup of our own, as it is.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Markup of our own with a number for each `%`.
    pub(super) fn put(&mut self, markup: &str, numbers: &[f64]) {
        let mut numbers = numbers.iter();
        for (index, part) in markup.split('%').enumerate() {
            if index > 0 {
                self.number(*numbers.next().unwrap_or(&0.0));
            }
            self.raw(part);
        }
    }

    /// To a tenth, without the machinery that prints floats.
    fn number(&mut self, value: f64) {
        let tenths = (value * 10.0).round() as i32;
        if tenths < 0 {
            self.raw("-");
        }
        let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        if whole > 0 || rest == 0 {
            self.raw(&whole.to_string());
        }
        if rest > 0 {
            self.raw(".");
            self.raw(&rest.to_string());
        }
    }

    /// Words: nothing in them is markup, and what XML cannot hold is left out.
    pub(super) fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\t' | '\n' | '\r' => self.out.push(' '),
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
                _ => self.out.push(letter),
            }
        }
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        for part in [" ", name, "=\""] {
            self.raw(part);
        }
        self.text(value);
        self.raw("\"");
    }

    /// Opens a group with a token's colour as fill or stroke.
    pub(super) fn group(&mut self, of: &str, token: &str) {
        self.raw("<g");
        let colour = (self.colour)(token);
        self.attribute(of, &colour);
        self.raw(">");
    }

    /// A word or line that the layout has placed; nothing where it is empty.
    pub(super) fn word(&mut self, x_px: f64, y_px: f64, size_px: f64, is_bold: bool, text: &str) {
        if text.is_empty() {
            return;
        }
        let x_px = if self.is_mirrored { -x_px } else { x_px };
        self.put(r#"<text x="%" y="%" font-size="%""#, &[x_px, y_px, size_px * self.scale]);
        if self.is_mirrored {
            self.raw(r#" transform="scale(-1 1)" text-anchor="end""#);
        }
        self.raw(if is_bold { r#" font-weight="600">"# } else { ">" });
        self.text(text);
        self.raw("</text>");
    }

    pub(super) fn width_px(&self, text: &str, line: &Line) -> f64 {
        self.typesetter.width_px(text, TextSize::Name, line.is_bold) * line.size_px / 13.0
    }

    /// Words in as many lines as they need, from a height down; returns the height after them.
    pub(super) fn lines(&mut self, text: &str, line: &Line, mut y_px: f64) -> f64 {
        self.group("fill", line.token);
        if line.is_rtl {
            self.raw(r#"<g direction="rtl">"#);
        }
        let (mut done, mut end) = (0, 0);
        // One blank more than the words have: it ends the last line.
        for (next, _) in text.match_indices(' ').chain([(text.len(), "")]) {
            if end > done && self.width_px(&text[done..next], line) > line.room_px {
                y_px = self.line(&text[done..end], line, y_px);
                done = end + 1;
            }
            end = next;
        }
        y_px = self.line(&text[done..end], line, y_px);
        self.raw(if line.is_rtl { "</g></g>" } else { "</g>" });
        y_px
    }

    fn line(&mut self, text: &str, line: &Line, y_px: f64) -> f64 {
        let y_px = y_px + if text.is_empty() { 0.0 } else { (line.size_px * 1.25 * self.scale).round() };
        self.word(line.x_px, y_px, line.size_px, line.is_bold, text);
        y_px
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Even;

    impl Typesetter for Even {
        fn width_px(&self, text: &str, _: TextSize, _: bool) -> f64 {
            10.0 * text.chars().count() as f64
        }

        fn tick(&self, _: crate::time::Day, _: crate::layout::TickStep) -> String {
            String::new()
        }
    }

    fn pen() -> Pen<'static> {
        Pen { out: String::new(), colour: &|token| token.into(), typesetter: &Even, scale: 1.0, is_mirrored: false }
    }

    #[test]
    fn numbers_are_written_to_a_tenth() {
        let mut pen = pen();
        pen.put("%|%|%|%|%|%", &[0.0, 0.34, -0.04, -12.25, 1000.0, f64::NAN]);
        assert_eq!(pen.out, "0|.3|0|-12.3|1000|0");
    }

    #[test]
    fn words_are_never_markup() {
        let mut pen = pen();
        pen.attribute("a", "\"><script>&\0\u{b}\n");
        assert_eq!(pen.out, " a=\"&quot;&gt;&lt;script&gt;&amp; \"");
    }

    #[test]
    fn lines_break_between_words() {
        let told = |text: &str| {
            let mut pen = pen();
            let line = Line { room_px: 70.0, size_px: 13.0, token: "ink", ..Line::default() };
            let end = pen.lines(text, &line, 0.0);
            let lines: Vec<String> =
                pen.out.split("</text>").filter_map(|part| Some(part.rsplit_once('>')?.1.to_string())).collect();
            (lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>(), end)
        };
        assert_eq!(told("de la ville é"), (vec!["de la".into(), "ville é".into()], 32.0));
        assert_eq!(told("Ouagadougou in one"), (vec!["Ouagadougou".into(), "in one".into()], 32.0));
        assert_eq!(told(""), (vec![], 0.0));
    }
}
