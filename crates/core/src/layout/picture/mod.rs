//! A scene as an SVG text: what the view draws on its canvas, with its words, title and credits around it. No script,
//! no style sheet, no address; the same scene gives the same text.

mod marks;
mod pen;

use super::scene::{LaneBox, Scene};
use super::table::LaneKey;
use super::typesetter::Typesetter;
use crate::model::Word;
use pen::{Line, Pen};

const MARGIN_PX: f64 = 12.0;
/// Ticks, and under them the year or month that they lie in.
const AXIS_PX: f64 = 36.0;
/// From the left edge to a lane's name: a swatch and a gap.
const NAME_LEFT_PX: f64 = 20.0;

/// What stands around a scene, in the reader's words.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// Over the drawing, and the name of the picture.
    pub title: &'a str,
    /// Under the title: what is shown.
    pub deck: &'a str,
    /// Name and count of a lane; an empty name is not written.
    pub lane: &'a dyn Fn(&LaneBox) -> [String; 2],
    /// Under the drawing: source, licence, credit.
    pub note: &'a str,
    /// Font families; empty: those of the page around it.
    pub family: &'a str,
    /// The words run from right to left.
    pub is_rtl: bool,
    /// Time runs from right to left.
    pub is_mirrored: bool,
    /// The colour of a token: `bg`, `wash`, `ink`, `ink-2`, `ink-3`, `rule`, `rule-2`, or a bloc's name.
    pub colour: &'a dyn Fn(&str) -> String,
}

impl core::fmt::Debug for Frame<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.title)
    }
}

/// The scene as a whole SVG document, which may stand in a page as it is.
#[must_use]
pub fn picture(scene: &Scene, frame: &Frame<'_>, typesetter: &dyn Typesetter) -> String {
    let mut pen =
        Pen { out: String::new(), colour: frame.colour, typesetter, scale: scene.text_scale, is_mirrored: false };
    let x_px = if frame.is_rtl { scene.width_px } else { 0.0 };
    let block =
        Line { x_px, room_px: scene.width_px, is_rtl: frame.is_rtl, size_px: 11.0, token: "ink-3", ..Line::default() };
    let y_px = pen.lines(frame.title, &Line { token: "ink", size_px: 20.0, is_bold: true, ..block }, 0.0);
    let top_px = pen.lines(frame.deck, &Line { token: "ink-2", size_px: 12.0, ..block }, y_px) + 12.0;
    let foot_px = top_px + scene.height_px + AXIS_PX;
    let foot_px = pen.lines(frame.note, &block, foot_px);
    pen.is_mirrored = frame.is_mirrored;
    match frame.is_mirrored {
        true => pen.put(r#"<g transform="translate(% %) scale(-1 1)">"#, &[scene.width_px, top_px]),
        false => pen.put(r#"<g transform="translate(0 %)">"#, &[top_px]),
    }
    pen.ground(scene);
    let about = pen.names(scene, frame);
    pen.words(scene);
    let drawn = core::mem::take(&mut pen.out);

    let (wide, high) = (scene.width_px + 2.0 * MARGIN_PX, foot_px + 2.0 * MARGIN_PX);
    // In a page from right to left every word would hang on its other end.
    pen.put(
        r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" width="%" height="%" viewBox="% % % %" direction="ltr""#,
        &[wide, high, -MARGIN_PX, -MARGIN_PX, wide, high],
    );
    if !frame.family.is_empty() {
        pen.attribute("font-family", frame.family);
    }
    pen.raw("><title>");
    pen.text(frame.title);
    pen.raw("</title><desc>");
    pen.text(frame.deck);
    pen.text(&about);
    pen.raw("</desc>");
    pen.group("fill", "bg");
    pen.put(r#"<rect x="%" y="%" width="%" height="%"/></g>"#, &[-MARGIN_PX, -MARGIN_PX, wide, high]);
    pen.raw(&drawn);
    pen.raw("</g></svg>");
    pen.out
}

fn token(lane: Option<&LaneBox>, other: &'static str) -> &'static str {
    match lane.map(|lane| lane.key) {
        Some(LaneKey::Bloc(bloc)) => bloc.name(),
        _ => other,
    }
}

impl Pen<'_> {
    /// Everything of the lanes but the words.
    fn ground(&mut self, scene: &Scene) {
        let (left, right, height) = (scene.gutter_px, scene.width_px, scene.height_px);
        self.group("fill", "wash");
        for wash in &scene.washes {
            self.put(r#"<rect x="%" width="%" height="%"/>"#, &[wash.x_px, wash.width_px, height]);
        }
        self.raw("</g>");
        self.group("stroke", "rule");
        for tick in scene.ticks.iter().filter(|tick| tick.x_px >= left) {
            self.put(r#"<path d="M% 0V%"/>"#, &[tick.x_px, height]);
        }
        // A picture within the picture clips without a name that another could have.
        let plot = [left, right - left, height, left, right - left, height];
        self.put(r#"</g><svg x="%" width="%" height="%" viewBox="% 0 % %">"#, &plot);
        for lane in &scene.lanes {
            self.group("stroke", token(Some(lane), "rule-2"));
            self.put(r#"<path stroke-width="1.2" d="M% %H%"/></g>"#, &[left, lane.ground_px, right]);
        }
        self.group("stroke", "rule-2");
        for leader in &scene.leaders {
            self.put(r#"<path stroke-width=".8" d="M% %V%"/>"#, &[leader.x_px, leader.top_px, leader.foot_px]);
        }
        self.raw("</g>");
        for root in &scene.roots {
            self.group("fill", token(scene.lanes.get(usize::from(root.lane)), "ink-2"));
            let numbers = [root.x_px, root.y_px, root.width_px, root.height_px];
            self.put(r#"<rect x="%" y="%" width="%" height="%" fill-opacity=".45"/></g>"#, &numbers);
        }
        self.marks(scene);
        self.raw("</svg>");
    }

    /// Lane names, in the gutter where there is one, else on the lane; returns them with their counts.
    fn names(&mut self, scene: &Scene, frame: &Frame<'_>) -> String {
        let mut about = String::new();
        for lane in &scene.lanes {
            let [name, count] = (frame.lane)(lane);
            if name.is_empty() {
                continue;
            }
            for part in ["; ", &name, ": ", &count] {
                about.push_str(part);
            }
            let has_gutter = scene.gutter_px > 0.0;
            let top_px = if has_gutter { lane.ground_px - 34.0 } else { lane.y_px + 1.0 }.max(0.0);
            if let LaneKey::Bloc(bloc) = lane.key {
                self.group("fill", bloc.name());
                self.put(r#"<rect y="%" width="12" height="12"/></g>"#, &[top_px + 1.0]);
            }
            let room_px = if has_gutter { scene.gutter_px - 8.0 - NAME_LEFT_PX } else { scene.width_px };
            let line = Line { x_px: NAME_LEFT_PX, room_px, size_px: 13.0, token: "ink", is_bold: true, is_rtl: false };
            let y_px = self.lines(&name, &line, top_px - 3.0);
            let beside_px = if has_gutter { 0.0 } else { self.width_px(&name, &line) + 8.0 };
            let y_px = if has_gutter { y_px - 2.0 } else { top_px - 3.0 };
            let x_px = NAME_LEFT_PX + beside_px;
            self.lines(&count, &Line { x_px, size_px: 12.0, token: "ink-3", is_bold: false, ..line }, y_px);
        }
        about
    }

    /// Titles, counts and the axis.
    fn words(&mut self, scene: &Scene) {
        self.raw(r#"<g stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">"#);
        self.group("stroke", "bg");
        self.group("fill", "ink");
        for label in &scene.labels {
            self.word(label.x_px, label.y_px, 12.0, label.is_bold, &label.text);
        }
        self.raw("</g></g></g>");
        self.group("fill", "ink");
        for context in &scene.contexts {
            self.word(context.x_px + 3.0, scene.height_px + 30.0, 12.0, true, &context.label);
        }
        self.raw("</g>");
        self.group("fill", "ink-3");
        for tick in &scene.ticks {
            self.word(tick.x_px + 3.0, scene.height_px + 15.0, 12.0, false, &tick.label);
        }
        for label in scene.roots.iter().filter_map(|root| root.label.as_ref()) {
            self.word(label.x_px, label.y_px, 11.0, false, &label.text);
        }
        self.raw("</g>");
    }
}
