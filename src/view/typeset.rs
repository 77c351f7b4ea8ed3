//! Text as the layout needs it: measured, and dates written in the reader's language.

use super::chart::gutter_px;
use super::state::{Env, Form};
use super::text::Words;
use conflict_timeline_core::layout::{SceneOptions, TextSize, TickStep, Typesetter};
use conflict_timeline_core::time::Day;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::CanvasRenderingContext2d;

/// Measures with a canvas in the reader's face; without a browser it reckons with 0.53 em a letter.
#[derive(Debug)]
pub(super) struct Setter<'a> {
    words: &'a Words,
    family: &'a str,
    text_scale: f64,
}

/// Widths that were asked for, by text, size and weight, in buckets by a hash. Emptied when the face
/// changes. A `HashMap` of its own key would cost 4 kB of Wasm.
struct Measured {
    context: Option<CanvasRenderingContext2d>,
    family: String,
    /// The size and weight that the context is set to: saying it again costs more than measuring a word.
    set: Option<u16>,
    widths: Vec<Vec<(u16, Box<str>, f64)>>,
    count: usize,
}

impl Default for Measured {
    fn default() -> Self {
        Self { context: None, family: String::new(), set: None, widths: vec![Vec::new(); BUCKETS], count: 0 }
    }
}

const BUCKETS: usize = 1024;

/// FNV-1a.
pub(super) fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

thread_local! {
    static MEASURED: RefCell<Measured> = RefCell::default();
}

/// More than one screen of titles at every zoom; beyond it the table starts anew.
const MOST_WIDTHS: usize = 20_000;

impl<'a> Setter<'a> {
    pub(super) fn new(words: &'a Words, env: &'a Env) -> Self {
        Self { words, family: &env.family, text_scale: env.text_scale }
    }
}

/// Rows of titles over the one lane of the narrow form.
const NARROW_ROWS: u8 = 11;

/// What strip, lanes and bands have in common, so that they share one x.
pub(super) fn plot_options<'a>(form: Form, env: &Env, words: &'a Words) -> SceneOptions<'a> {
    SceneOptions {
        width_px: env.width_px,
        gutter_px: gutter_px(form, env.text_scale),
        is_narrow: form == Form::Narrow,
        // All lanes are one there, and titles are short.
        max_rows: if form == Form::Narrow { NARROW_ROWS } else { SceneOptions::default().max_rows },
        text_scale: env.text_scale,
        language: &words.language,
        ..SceneOptions::default()
    }
}

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
            if measured.family != self.family || measured.count > MOST_WIDTHS {
                measured.widths.iter_mut().for_each(Vec::clear);
                measured.count = 0;
                measured.family = self.family.into();
                measured.set = None;
            }
            let key = (size_px * 16.0) as u16 * 2 + u16::from(is_bold);
            let at = hash(text) as usize % BUCKETS;
            let known = measured.widths[at].iter().find(|(of, known, _)| *of == key && **known == *text);
            if let Some((_, _, width)) = known {
                return Some(*width);
            }
            let context = measured.context.as_ref()?;
            if measured.set != Some(key) {
                let weight = if is_bold { "600 " } else { "" };
                // Hundredths of a pixel as integers: formatting floats costs 7 kB of Wasm.
                let hundredths = (size_px * 100.0) as u32;
                context.set_font(&format!("{weight}{}.{:02}px {}", hundredths / 100, hundredths % 100, self.family));
                measured.set = Some(key);
            }
            let width = context.measure_text(text).ok()?.width();
            measured.widths[at].push((key, text.into(), width));
            measured.count += 1;
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
