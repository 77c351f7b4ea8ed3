//! How wide words are where no browser measures them.

use conflict_timeline::view::Words;
use conflict_timeline_core::layout::{TextSize, TickStep, Typesetter};
use conflict_timeline_core::time::Day;

/// Average widths of a wide sans serif, so that words drawn in a narrower face fit all the same.
#[derive(Debug)]
pub struct Glyphs<'a>(pub &'a Words);

fn thousandths(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '’' | '|' => 290,
        'f' | 't' | 'r' | ' ' | '.' | ',' | ':' | ';' | '!' | '(' | ')' | '-' | 'I' | '\u{a0}' | '\u{202f}' => 370,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' => 920,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}' => 0,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{1f300}'..='\u{1faff}' => 1000,
        _ if letter.is_uppercase() => 720,
        _ => 610,
    }
}

impl Typesetter for Glyphs<'_> {
    fn width_px(&self, text: &str, size: TextSize, is_bold: bool) -> f64 {
        let size_px = match size {
            TextSize::Chart => 12.0,
            TextSize::Small => 11.0,
            TextSize::Name => 13.0,
        };
        let em: u32 = text.chars().map(thousandths).sum();
        f64::from(em) / 1000.0 * size_px * if is_bold { 1.1 } else { 1.0 }
    }

    fn tick(&self, day: Day, step: TickStep) -> String {
        let (year, month, number) = day.ymd();
        match step {
            TickStep::Day => number.to_string(),
            TickStep::Week => format!("{number} {}", self.0.month_short(month)),
            TickStep::Month | TickStep::Quarter | TickStep::HalfYear => self.0.month_short(month).into(),
            TickStep::Years(_) => year.to_string(),
            TickStep::MonthOfYear => self.0.year_month(day),
        }
    }
}
