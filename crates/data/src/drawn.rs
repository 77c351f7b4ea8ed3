//! A finding with its line and a marker, as a terminal shows it.

use crate::finding::{Finding, Level, around};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, Severity,
    SourceCode, SourceSpan, SpanContents,
};
use std::fmt::{self, Display};
use std::io::{self, Write};

/// Columns that a message may take.
const WIDTH: usize = 110;

/// One line of a file, or the part of it around the marker.
#[derive(Debug)]
struct Excerpt {
    file: String,
    line: usize,
    column: usize,
    text: String,
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let whole = (0, self.text.len()).into();
        let (file, text) = (self.file.clone(), self.text.as_bytes());
        Ok(Box::new(MietteSpanContents::new_named(file, text, whole, self.line, self.column, 1)))
    }
}

#[derive(Debug)]
struct Drawn<'a> {
    finding: &'a Finding,
    excerpt: Excerpt,
    mark: SourceSpan,
}

impl Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.finding.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(Box::new(&self.finding.code))
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.finding.level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Note => Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(core::iter::once(LabeledSpan::new_with_span(None, self.mark))))
    }
}

/// Writes the finding with the line that it is about; `chars` are marked from its column on.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(finding: &Finding, line: &str, chars: usize, out: &mut impl Write) -> io::Result<()> {
    let caret = (finding.column as usize).saturating_sub(1);
    let (start, shown) = around(line, caret);
    let shown = shown.replace('\t', " ");
    let bytes = |chars: usize| shown.char_indices().nth(chars).map_or(shown.len(), |(at, _)| at);
    let (from, to) = (bytes(caret - start), bytes(caret - start + chars));
    let excerpt = Excerpt {
        file: finding.file.clone(),
        line: (finding.line as usize).saturating_sub(1),
        column: caret,
        text: shown,
    };
    let drawn = Drawn { finding, excerpt, mark: (from, to - from).into() };
    let mut text = String::new();
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode()).with_width(WIDTH).with_links(false);
    handler.render_report(&mut text, &drawn).map_err(io::Error::other)?;
    writeln!(out, "{}", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_stands_under_the_message_with_its_place_and_mark() {
        let draw = |column, line: &str, chars| {
            let file = "a.csv".to_string();
            let message = "date: 1 row not a date, at line 812".into();
            let finding = Finding { level: Level::Warning, code: "CT-105".into(), file, line: 812, column, message };
            let mut out = Vec::new();
            write(&finding, line, chars, &mut anstream::StripStream::new(&mut out)).expect("memory");
            String::from_utf8(out).expect("UTF-8")
        };
        let text = draw(5, "Gao,31 June,é", 7);
        assert!(text.contains("CT-105") && text.contains("date: 1 row not a date, at line 812"), "{text}");
        assert!(text.contains("a.csv:812:5") && text.contains("812 │ Gao,31 June,é"), "{text}");
        assert!(text.contains("───"), "{text}");
        // However far the mark stands, and where it stands behind the end.
        for (column, chars) in [(0, 0), (1, 0), (9_000, 3), (70_000, 1)] {
            assert!(draw(column, &"é,".repeat(5_000), chars).contains("CT-105"));
        }
        assert!(draw(1, "", 9).contains("CT-105"));
    }
}
