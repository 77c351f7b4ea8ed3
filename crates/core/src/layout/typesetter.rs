//! What the layout has to ask of whoever draws the words.

use super::ticks::TickStep;
use crate::time::Day;

/// The sizes of text in the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSize {
    /// Titles, axis, phase names: 0.75rem.
    Chart,
    /// Counts: 0.6875rem.
    Small,
    /// Lane names: 0.8125rem.
    Name,
}

/// Measures words and writes dates in the reader's language. Called often with the same text: cache.
pub trait Typesetter {
    /// How wide the text is drawn.
    fn width_px(&self, text: &str, size: TextSize, is_bold: bool) -> f64;
    /// The label of a tick that begins on this day; see [`TickStep`] for which words each step wants.
    fn tick(&self, day: Day, step: TickStep) -> String;
}
