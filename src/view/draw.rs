//! A scene onto a canvas: the mark grammar, one function a form.

use super::dom;
use super::state::State;
use conflict_timeline_core::layout::{Extent, Fill, Ink, Mark, Overview, Repaint, Scene, Shape, What};
use conflict_timeline_core::model::{Bloc, EventId, Word};
use leptos::prelude::*;
use std::cell::RefCell;
use std::f64::consts::{FRAC_PI_2, TAU};
use std::sync::Arc;
use web_sys::{CanvasRenderingContext2d as Context, CssStyleDeclaration, Element};

/// Tokens of the style sheet, in the order in which a palette holds them; those of the blocs follow.
const TOKENS: [&str; 8] = ["bg", "wash", "ink", "ink-2", "rule", "rule-2", "bar", "focus"];
const BG: usize = 0;
const WASH: usize = 1;
const INK: usize = 2;
const INK_2: usize = 3;
const RULE: usize = 4;
const RULE_2: usize = 5;
const BAR: usize = 6;
const FOCUS: usize = 7;
/// How much of its colour shows of what is known by its number alone.
const AWAY: f64 = 0.34;

/// The colours of the page at this moment.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    /// As the page says them.
    said: Vec<String>,
    /// The blocs' in a gradient: whole, strong and faint.
    tints: Vec<[String; 3]>,
}

impl Palette {
    fn of(style: &CssStyleDeclaration, context: &Context) -> Self {
        let mut palette = Self::default();
        for name in TOKENS.iter().chain(Bloc::NAMES) {
            palette.said.push(dom::token(style, &["--", *name].concat()));
        }
        for said in &palette.said[TOKENS.len()..] {
            // The stops of a gradient take the system's colours for those of a light page; a fill knows which they are.
            context.set_fill_style_str(said);
            let told = context.fill_style().as_string();
            let told = told.as_deref().unwrap_or(said);
            palette.tints.push([100, 72, 4].map(|percent| mix(told, percent)));
        }
        palette
    }

    /// Whether the page was asked.
    pub(super) fn is_known(&self) -> bool {
        !self.said.is_empty()
    }

    fn bloc(&self, bloc: Bloc) -> &str {
        &self.said[TOKENS.len() + bloc.index()]
    }
}

/// The colours as last known, tracked. They follow the theme, which only the style sheet knows. Asking makes the browser
/// lay out all that has changed: after a drawing of a view at rest that is done in the next frame, when it must be anyway.
pub(super) fn palette(state: State, element: &Element, context: &Context) -> Arc<Palette> {
    state.env.track();
    let (element, context) = (element.clone(), context.clone());
    let ask = move || {
        let Some(known) = state.palette.try_get_untracked() else { return };
        let Some(style) = dom::style_of(&element) else { return };
        let now = Palette::of(&style, &context);
        if known.said != now.said {
            state.palette.set(Arc::new(now));
        }
    };
    if !state.palette.read_untracked().is_known() {
        ask();
    } else if state.viewport.get_untracked() == state.settled.get_untracked() {
        request_animation_frame(ask);
    }
    state.palette.get()
}

/// Draws with one palette.
pub(super) struct Pen<'a> {
    context: &'a Context,
    palette: &'a Palette,
    /// What it fills and strokes with: a colour that is said again costs more than a mark.
    filled: RefCell<String>,
    stroked: RefCell<String>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(context: &'a Context, palette: &'a Palette) -> Self {
        Self { context, palette, filled: RefCell::default(), stroked: RefCell::default() }
    }

    /// What a sheet of the lanes lacks, which reaches down to `foot_px`. The context's unit is a CSS pixel of the chart.
    pub(super) fn sheet(&self, scene: &Scene, repaint: &Repaint, foot_px: f64) {
        for (from, to) in &repaint.stale {
            self.context.clear_rect(*from, 0.0, to - from, foot_px);
            self.context.save();
            self.context.begin_path();
            self.context.rect(*from, 0.0, to - from, scene.height_px);
            self.context.clip();
            for piece in repaint.pieces.iter().filter(|piece| piece.meets(*from, *to)) {
                let (left, right, top, foot) = (piece.from_px, piece.to_px, piece.top_px, piece.foot_px);
                match piece.what {
                    What::Area(ink, opacity) => {
                        self.context.set_global_alpha(opacity);
                        self.rect(self.ink(ink), left, top, right - left, foot - top);
                        self.context.set_global_alpha(1.0);
                    }
                    What::Line(ink, width) => self.line(self.ink(ink), width, left, top, right, foot),
                    What::Mark(at) => self.mark(&scene.marks[at]),
                    What::Rider => {}
                    What::Ring(event, is_open) => self.ring_all(scene, event, is_open),
                }
            }
            self.context.restore();
            // Restored is what was set before, not what was set last.
            self.filled.borrow_mut().clear();
            self.stroked.borrow_mut().clear();
        }
    }

    fn ink(&self, ink: Ink) -> &str {
        &self.palette.said[match ink {
            Ink::Wash => WASH,
            Ink::Grid => RULE,
            Ink::Rule => RULE_2,
            Ink::Soft => INK_2,
            Ink::Bloc(bloc) => return self.palette.bloc(bloc),
        }]
    }

    /// What hangs under a lane where events found no room, about a point.
    pub(super) fn more(&self, x_px: f64, y_px: f64) {
        self.context.set_global_alpha(0.45);
        self.rect(self.ink(Ink::Soft), x_px - 3.0, y_px - 5.0, 6.0, 10.0);
        self.context.set_global_alpha(1.0);
    }

    fn ring_all(&self, scene: &Scene, event: EventId, is_joined: bool) {
        let (colour, width) = if is_joined { (FOCUS, 2.0) } else { (INK, 1.0) };
        let colour = &self.palette.said[colour];
        let mut before: Option<&Mark> = None;
        for index in scene.marks_of(event) {
            let mark = &scene.marks[index];
            if let Some(before) = before.filter(|_| is_joined) {
                self.dashed(2.0, 3.0);
                self.line(colour, 1.2, before.x_px, before.foot_px, mark.x_px, mark.top_px);
                self.solid();
            }
            before = Some(mark);
            self.stroke(colour, width);
            match mark.shape {
                Shape::Disc => self.circle(mark.x_px, mark.y_px, mark.r_high_px.max(2.0) + 3.5),
                _ => {
                    let (from, to) = (mark.extent.0 - 3.5, mark.extent.1 + 3.5);
                    self.context.begin_path();
                    self.context.rect(from, mark.top_px - 3.5, to - from, mark.foot_px - mark.top_px + 7.0);
                }
            }
            self.context.stroke();
        }
    }

    /// One mark.
    pub(super) fn mark(&self, mark: &Mark) {
        let colour = self.palette.bloc(mark.bloc);
        if let Some(extent) = mark.along() {
            self.along(&extent, mark, colour);
        }
        match mark.shape {
            Shape::Bar => self.bar(mark, colour),
            Shape::Diamond => self.diamond(mark, colour),
            Shape::Disc | Shape::Span { .. } if mark.r_high_px > 0.0 => self.disc(mark, colour),
            _ => {}
        }
    }

    fn disc(&self, mark: &Mark, colour: &str) {
        let (x, y, low, high) = (mark.x_px, mark.y_px, mark.r_low_px, mark.r_high_px);
        if high > low && low > 0.0 {
            self.circle(x, y, high);
            self.fill(colour);
            self.context.set_global_alpha(0.14);
            self.context.fill();
            self.context.set_global_alpha(1.0);
            self.stroke(colour, 0.9);
            self.context.stroke();
        }
        if mark.is_open {
            self.dashed(1.5, 1.7);
            self.stroke(colour, 1.0);
            self.circle(x, y, high + 2.0);
            self.context.stroke();
            self.solid();
        }
        if low <= 0.0 {
            return self.ring(mark, colour);
        }
        self.circle(x, y, if mark.fill == Fill::Filled { low } else { (low - 0.7).max(1.0) });
        self.inside(mark.fill, colour);
        match mark.fill {
            Fill::Half => self.half(x, y, low, colour),
            Fill::Crossed => self.cross(x, y, low, colour),
            Fill::Filled | Fill::Hollow => {}
        }
    }

    /// One account says none: a ring with a dash, from edge to edge where that is confirmed.
    fn ring(&self, mark: &Mark, colour: &str) {
        let (x, y, high) = (mark.x_px, mark.y_px, mark.r_high_px);
        self.circle(x, y, high - 0.7);
        self.inside(Fill::Hollow, colour);
        match mark.fill {
            Fill::Filled => self.line(colour, 2.0, x - high + 0.7, y, x + high - 0.7, y),
            Fill::Hollow => self.line(colour, 1.4, x - high / 2.5, y, x + high / 2.5, y),
            Fill::Half => self.half(x, y, high, colour),
            Fill::Crossed => self.cross(x, y, high, colour),
        }
    }

    fn half(&self, x: f64, y: f64, radius: f64, colour: &str) {
        self.context.begin_path();
        let _ = self.context.arc(x, y, radius, FRAC_PI_2, 3.0 * FRAC_PI_2);
        self.fill(colour);
        self.context.fill();
    }

    fn bar(&self, mark: &Mark, colour: &str) {
        let (x, y) = (mark.x_px - 1.8, mark.y_px - 5.25);
        let inset = if mark.fill == Fill::Filled { 0.0 } else { 0.7 };
        self.context.begin_path();
        self.context.rect(x + inset, y + inset, 3.6 - 2.0 * inset, 10.5 - 2.0 * inset);
        self.inside(mark.fill, colour);
        match mark.fill {
            Fill::Half => self.rect(colour, x, y + 5.25, 3.6, 5.25),
            Fill::Crossed => self.cross(mark.x_px, mark.y_px, 4.0, colour),
            Fill::Filled | Fill::Hollow => {}
        }
    }

    fn diamond(&self, mark: &Mark, colour: &str) {
        let (x, y) = (mark.x_px, mark.y_px);
        let reach = if mark.fill == Fill::Filled { 3.8 } else { 3.2 };
        self.context.begin_path();
        self.context.move_to(x - reach, y);
        self.context.line_to(x, y - reach);
        self.context.line_to(x + reach, y);
        self.context.line_to(x, y + reach);
        self.context.close_path();
        self.inside(mark.fill, colour);
        match mark.fill {
            Fill::Half => {
                self.context.begin_path();
                self.context.move_to(x, y - 3.8);
                self.context.line_to(x - 3.8, y);
                self.context.line_to(x, y + 3.8);
                self.context.fill();
            }
            Fill::Crossed => self.cross(x, y, 3.0, colour),
            Fill::Filled | Fill::Hollow => {}
        }
    }

    /// What lies along the days of a mark.
    fn along(&self, extent: &Extent, mark: &Mark, colour: &str) {
        let (from, to) = mark.extent;
        let width = (to - from).max(1.0);
        let [whole, strong, faint] = &self.palette.tints[mark.bloc.index()];
        let solid = if extent.is_solid { whole } else { strong };
        let gradient = self.context.create_linear_gradient(from, 0.0, from + width, 0.0);
        let reach = extent.reach as f32;
        let [left, right] = extent.fades.map(|fades| if fades { faint } else { solid });
        for (at, colour) in [(0.0, left), (reach, solid), (1.0 - reach, solid), (1.0, right)] {
            let _ = gradient.add_color_stop(at, colour);
        }
        self.context.set_fill_style_canvas_gradient(&gradient);
        self.filled.borrow_mut().clear();
        for (top, height) in &extent.stripes {
            self.context.fill_rect(from, *top, width, *height);
        }
        let (top, height, thick) = extent.stop;
        for x in &extent.stops {
            self.line(colour, thick, *x, top, *x, top + height);
        }
        if let Some((x, y)) = extent.cross {
            self.cross(x, y, 3.5, colour);
        }
    }

    /// Fills and strokes the current path as the status wants.
    fn inside(&self, fill: Fill, colour: &str) {
        if fill == Fill::Filled {
            self.fill(colour);
            self.context.fill();
            return;
        }
        self.fill(&self.palette.said[BG]);
        self.context.fill();
        self.stroke(colour, 1.4);
        self.context.stroke();
        self.fill(colour);
    }

    fn cross(&self, x: f64, y: f64, reach: f64, colour: &str) {
        self.line(colour, 1.2, x - reach, y - reach, x + reach, y + reach);
        self.line(colour, 1.2, x - reach, y + reach, x + reach, y - reach);
    }

    fn circle(&self, x: f64, y: f64, radius: f64) {
        self.context.begin_path();
        let _ = self.context.arc(x, y, radius.max(0.1), 0.0, TAU);
    }

    fn rect(&self, colour: &str, x: f64, y: f64, width: f64, height: f64) {
        self.fill(colour);
        self.context.fill_rect(x, y, width, height);
    }

    fn fill(&self, colour: &str) {
        if renew(&self.filled, colour) {
            self.context.set_fill_style_str(colour);
        }
    }

    fn stroke(&self, colour: &str, width: f64) {
        if renew(&self.stroked, colour) {
            self.context.set_stroke_style_str(colour);
        }
        self.context.set_line_width(width);
    }

    fn line(&self, colour: &str, width: f64, x0: f64, y0: f64, x1: f64, y1: f64) {
        self.stroke(colour, width);
        self.context.begin_path();
        self.context.move_to(x0, y0);
        self.context.line_to(x1, y1);
        self.context.stroke();
    }

    fn dashed(&self, on: f64, off: f64) {
        let _ = self.context.set_line_dash(&js_sys::Array::of2(&on.into(), &off.into()));
    }

    fn solid(&self) {
        let _ = self.context.set_line_dash(&js_sys::Array::new());
    }
}

/// Whether it was another one.
fn renew(colour: &RefCell<String>, next: &str) -> bool {
    let is_other = *colour.borrow() != next;
    if is_other {
        next.clone_into(&mut colour.borrow_mut());
    }
    is_other
}

/// The colour so many percent strong. `color-mix` works on tokens of any form.
fn mix(colour: &str, percent: u32) -> String {
    format!("color-mix(in srgb, {colour} {percent}%, transparent)")
}

impl Pen<'_> {
    /// The strip: phases, events up, people killed down.
    pub(super) fn overview(&self, overview: &Overview) {
        let left = overview.scale.left_px;
        for bracket in &overview.brackets {
            let (from, to, y) = (bracket.x_px, bracket.to_px, bracket.y_px);
            self.line(&self.palette.said[RULE_2], 1.0, from, y + 5.0, from, y);
            self.line(&self.palette.said[RULE_2], 1.0, from, y, to, y);
            self.line(&self.palette.said[RULE_2], 1.0, to, y, to, y + 5.0);
            if let Some((x, top)) = bracket.riser {
                self.line(&self.palette.said[RULE_2], 0.8, x, top, x, y);
            }
        }
        for bar in &overview.bars {
            // What is not here stands on what is.
            for (pixels, colour, edge_px) in [
                (bar.all_events_px - bar.events_px, BAR, overview.up_px - bar.all_events_px),
                (bar.all_high_px - bar.high_px, INK_2, overview.down_px + bar.high_px),
            ] {
                if pixels > 0.0 {
                    self.context.set_global_alpha(AWAY);
                    self.rect(&self.palette.said[colour], bar.x_px, edge_px, bar.width_px, pixels);
                    self.context.set_global_alpha(1.0);
                }
            }
            self.rect(&self.palette.said[BAR], bar.x_px, overview.up_px - bar.events_px, bar.width_px, bar.events_px);
            self.context.set_global_alpha(0.3);
            self.rect(&self.palette.said[INK_2], bar.x_px, overview.down_px, bar.width_px, bar.high_px);
            self.context.set_global_alpha(1.0);
            self.rect(&self.palette.said[INK_2], bar.x_px, overview.down_px, bar.width_px, bar.low_px);
        }
        let foot = overview.height_px - 0.5;
        self.line(&self.palette.said[RULE_2], 1.0, left, foot, overview.width_px, foot);
    }
}
