//! What is wrong, where, and what to do, under a code that does not change.

mod near;

#[cfg(test)]
pub(crate) use near::edit_distance;
pub use near::{nearest, unknown};

/// Stable codes of complaints about data and filters. Codes from 300 on are about loading, reading and calls: they stand
/// with the scripts of the element (`www`) that raise them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum Code {
    /// The file's syntax is broken.
    Syntax = 101,
    /// A key that has to be there is not.
    Missing = 102,
    /// A name that nothing has.
    UnknownName = 103,
    /// Two of the same id.
    Duplicate = 104,
    /// Not a date.
    BadDate = 105,
    /// Text where a number belongs, or the like.
    WrongType = 106,
    /// A key that means nothing here.
    UnknownKey = 107,
    /// Not one of the words allowed.
    UnknownWord = 108,
    /// An event without a source.
    NoSource = 109,
    /// `low` above `high`.
    LowAboveHigh = 110,
    /// A number out of its range.
    OutOfRange = 111,
    /// Nothing usable in it.
    Empty = 112,
    /// No format that is known has these columns or this shape.
    Format = 120,
    /// The lowest, best and highest figures of a row are in the wrong order.
    FigureOrder = 121,
    /// A row with more cells than the header, or fewer.
    ExtraCells = 122,
    /// Bytes that are not UTF-8, read as Windows-1252.
    Encoding = 123,
    /// A quote that is never closed, or in a later line, or in the midst of a quoted cell.
    Quote = 124,
    /// A date of figures that may be day before month or month before day.
    DayOrMonth = 125,
    /// It ends before it begins.
    DateOrder = 126,
    /// The code of precision and the dates contradict each other.
    Precision = 127,
    /// A mapping to a column that is not there, or of something that no event has.
    Mapping = 128,
    /// A filter key that means nothing.
    FilterKey = 201,
    /// A filter value that nothing has.
    FilterValue = 202,
    /// Not a date in a filter.
    FilterDate = 203,
    /// Not a range of numbers in a filter.
    FilterRange = 204,
    /// A filter part without `=`.
    FilterSyntax = 205,
}

impl Code {
    /// `CT-103`
    #[must_use]
    pub fn label(self) -> String {
        format!("CT-{}", self as u16)
    }
}

/// One complaint. Whatever it is about is left out or kept as far as it is sound; the rest stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The stable code.
    pub code: Code,
    /// The file, or empty.
    pub file: String,
    /// Line from 1; 0 where the format tells none.
    pub line: u32,
    /// Column in characters from 1; 0 where the format tells none.
    pub column: u32,
    /// The way to the value: `events[3].claims[0].by`.
    pub path: String,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Problem {
    /// Where it is: `events/2012.toml:14:8`, or the path where there are no lines.
    #[must_use]
    pub fn place(&self) -> String {
        let mut place = self.file.clone();
        if self.line > 0 {
            place += &format!(":{}:{}", self.line, self.column);
        } else if !self.path.is_empty() {
            if !place.is_empty() {
                place += ", ";
            }
            place += &self.path;
        }
        place
    }
}

/// `{code, message, where}`, as a page has it.
#[cfg(feature = "serde")]
impl serde::Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut fields = serializer.serialize_struct("Problem", 3)?;
        fields.serialize_field("code", &self.code.label())?;
        fields.serialize_field("message", &self.message)?;
        fields.serialize_field("where", &self.place())?;
        fields.end()
    }
}

impl core::fmt::Display for Problem {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}: {} ({})", self.place(), self.message, self.code.label())
    }
}

impl core::error::Error for Problem {}

/// Line and column (in characters) of a byte offset, both from 1.
pub(crate) fn line_and_column(text: &str, offset: usize) -> (u32, u32) {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line_start = before.rfind('\n').map_or(0, |index| index + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    (line as u32, before[line_start..].chars().count() as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        assert_eq!(line_and_column("a\né = x", 7), (2, 5));
        assert_eq!(line_and_column("", 9), (1, 1));
    }
}
