//! Text as the layout needs it: measured, and dates written in the reader's language.

use super::text::Words;
use conflict_timeline_core::layout::{TextSize, TickStep, Typesetter};
use conflict_timeline_core::time::Day;
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::JsCast;
use web_sys::CanvasRenderingContext2d;

/// Measures with a canvas in the reader's face; without a browser it reckons with 0.53 em a letter.
#[derive(Debug)]
pub(super) struct Setter<'a> {
    pub(super) words: &'a Words,
    pub(super) family: &'a str,
    pub(super) text_scale: f64,
}

/// Widths that were asked for, by text, size and weight. Emptied when the face changes.
#[derive(Default)]
struct Measured {
    context: Option<CanvasRenderingContext2d>,
    family: String,
    widths: HashMap<(String, u16), f64>,
}

thread_local! {
    static MEASURED: RefCell<Measured> = RefCell::default();
}

/// More than one screen of titles at every zoom; beyond it the table starts anew.
const MOST_WIDTHS: usize = 20_000;

impl Setter<'_> {
    fn size_px(&self, size: TextSize) -> f64 {
        let rem = match size {
            TextSize::Chart => 12.0,
            TextSize::Small => 11.0,
            TextSize::Name => 13.0,
        };
        rem * self.text_scale
    }

    fn measure(&self, text: &str, size_px: f64, is_bold: bool) -> Option<f64> {
        MEASURED.with_borrow_mut(|measured| {
            if measured.context.is_none() {
                let document = web_sys::window()?.document()?;
                let canvas: web_sys::HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
                measured.context = Some(canvas.get_context("2d").ok()??.dyn_into().ok()?);
            }
            if measured.family != self.family || measured.widths.len() > MOST_WIDTHS {
                measured.widths.clear();
                measured.family = self.family.into();
            }
            let key = (text.to_string(), (size_px * 16.0) as u16 * 2 + u16::from(is_bold));
            if let Some(width) = measured.widths.get(&key) {
                return Some(*width);
            }
            let context = measured.context.as_ref()?;
            let weight = if is_bold { "600 " } else { "" };
            // Hundredths of a pixel as integers: formatting floats costs 7 kB of Wasm.
            let hundredths = (size_px * 100.0) as u32;
            context.set_font(&format!("{weight}{}.{:02}px {}", hundredths / 100, hundredths % 100, self.family));
            let width = context.measure_text(text).ok()?.width();
            measured.widths.insert(key, width);
            Some(width)
        })
    }
}

impl Typesetter for Setter<'_> {
    fn width_px(&self, text: &str, size: TextSize, is_bold: bool) -> f64 {
        let size_px = self.size_px(size);
        let measured = if cfg!(target_arch = "wasm32") { self.measure(text, size_px, is_bold) } else { None };
        measured.unwrap_or_else(|| text.chars().count() as f64 * size_px * if is_bold { 0.57 } else { 0.53 })
    }

    fn tick(&self, day: Day, step: TickStep) -> String {
        let (year, month, number) = day.ymd();
        match step {
            TickStep::Day => number.to_string(),
            TickStep::Week => [&number.to_string(), " ", self.words.month_short(month)].concat(),
            TickStep::Month | TickStep::Quarter | TickStep::HalfYear => self.words.month_short(month).into(),
            TickStep::Years(_) => year.to_string(),
            TickStep::MonthOfYear => self.words.year_month(day),
        }
    }
}
