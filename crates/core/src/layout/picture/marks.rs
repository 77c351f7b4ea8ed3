//! The mark grammar, one function a form. In a group of marks the colour is the bloc's, what is filled without
//! a word is filled with the ground, and lines are 1.4 wide.

use super::pen::Pen;
use crate::layout::extent::Extent;
use crate::layout::scene::{Fill, Mark, Scene, Shape};
use crate::model::Word;

const FILLED: &str = r#" fill="currentColor" stroke="none"/>"#;

impl Pen<'_> {
    /// All that is in view, in drawing order.
    pub(super) fn marks(&mut self, scene: &Scene) {
        let mut bloc = None;
        for mark in &scene.marks {
            let (from, to) = mark.sides();
            if to < scene.gutter_px || from > scene.width_px {
                continue;
            }
            if bloc != Some(mark.bloc) {
                self.raw(if bloc.is_some() { "</g>" } else { "" });
                bloc = Some(mark.bloc);
                self.raw(r#"<g stroke="currentColor" stroke-width="1.4""#);
                for (name, token) in [("color", mark.bloc.name()), ("fill", "bg")] {
                    let colour = (self.colour)(token);
                    self.attribute(name, &colour);
                }
                self.raw(">");
            }
            self.mark(mark);
        }
        self.raw(if bloc.is_some() { "</g>" } else { "" });
    }

    fn mark(&mut self, mark: &Mark) {
        if let Some(extent) = mark.along() {
            self.along(&extent, mark);
        }
        match mark.shape {
            Shape::Bar => self.bar(mark),
            Shape::Diamond => self.diamond(mark),
            Shape::Disc | Shape::Span { .. } if mark.r_high_px > 0.0 => self.disc(mark),
            _ => {}
        }
    }

    fn disc(&mut self, mark: &Mark) {
        let (x, y, low, high) = (mark.x_px, mark.y_px, mark.r_low_px, mark.r_high_px);
        if high > low && low > 0.0 {
            self.circle(x, y, high);
            self.raw(r#" stroke-width=".9" fill="currentColor" fill-opacity=".14"/>"#);
        }
        if mark.is_open {
            self.circle(x, y, high + 2.0);
            self.raw(r#" stroke-width="1" stroke-dasharray="1.5 1.7" fill="none"/>"#);
        }
        if low <= 0.0 {
            return self.ring(mark);
        }
        self.circle(x, y, if mark.fill == Fill::Filled { low } else { (low - 0.7).max(1.0) });
        self.inside(mark.fill);
        match mark.fill {
            Fill::Half => self.half(x, y, low),
            Fill::Crossed => self.cross(x, y, low),
            Fill::Filled | Fill::Hollow => {}
        }
    }

    /// One account says none: a ring with a dash, from edge to edge where that is confirmed.
    fn ring(&mut self, mark: &Mark) {
        let (x, y, high) = (mark.x_px, mark.y_px, mark.r_high_px);
        self.circle(x, y, high - 0.7);
        self.raw("/>");
        let dash = match mark.fill {
            Fill::Filled => (high - 0.7, r#"<path stroke-width="2" d="M% %h%"/>"#),
            Fill::Hollow => (high / 2.5, r#"<path d="M% %h%"/>"#),
            Fill::Half => return self.half(x, y, high),
            Fill::Crossed => return self.cross(x, y, high),
        };
        self.put(dash.1, &[x - dash.0, y, 2.0 * dash.0]);
    }

    fn half(&mut self, x: f64, y: f64, radius: f64) {
        self.put(r#"<path d="M% %a% % 0 0 0 0 %""#, &[x, y - radius, radius, radius, 2.0 * radius]);
        self.raw(FILLED);
    }

    fn bar(&mut self, mark: &Mark) {
        let (x, y) = (mark.x_px - 1.8, mark.y_px - 5.25);
        let inset = if mark.fill == Fill::Filled { 0.0 } else { 0.7 };
        let numbers = [x + inset, y + inset, 3.6 - 2.0 * inset, 10.5 - 2.0 * inset];
        self.put(r#"<rect x="%" y="%" width="%" height="%""#, &numbers);
        self.inside(mark.fill);
        match mark.fill {
            Fill::Half => {
                self.put(r#"<rect x="%" y="%" width="3.6" height="5.2""#, &[x, y + 5.25]);
                self.raw(FILLED);
            }
            Fill::Crossed => self.cross(mark.x_px, mark.y_px, 4.0),
            Fill::Filled | Fill::Hollow => {}
        }
    }

    fn diamond(&mut self, mark: &Mark) {
        let (x, y) = (mark.x_px, mark.y_px);
        let reach = if mark.fill == Fill::Filled { 3.8 } else { 3.2 };
        self.put(r#"<path d="M% %l% %l% %l% %z""#, &[x - reach, y, reach, -reach, reach, reach, -reach, reach]);
        self.inside(mark.fill);
        match mark.fill {
            Fill::Half => {
                self.put(r#"<path d="M% %l-3.8 3.8 3.8 3.8z""#, &[x, y - 3.8]);
                self.raw(FILLED);
            }
            Fill::Crossed => self.cross(x, y, 3.0),
            Fill::Filled | Fill::Hollow => {}
        }
    }

    /// What lies along the days of a mark.
    fn along(&mut self, extent: &Extent, mark: &Mark) {
        let (from, to) = mark.extent;
        let width = (to - from).max(1.0);
        let is_short = extent.reach > 0.33;
        let reach = if is_short { "5" } else { "25" };
        let strong = if extent.is_solid { "1" } else { ".72" };
        let [left, right] = extent.fades.map(|fades| if fades { ".04" } else { strong });
        // Named by what it is, so that pictures in one page may share it.
        let name = ["ct-", mark.bloc.name(), left, right, strong, "-", reach].concat();
        if !self.out.contains(&name) {
            self.raw("<linearGradient");
            self.attribute("id", &name);
            self.raw(">");
            let far = if is_short { ".5" } else { ".75" };
            for (offset, strength) in [("0", left), (&[".", reach].concat(), strong), (far, strong), ("1", right)] {
                self.raw("<stop stop-color=\"currentColor\"");
                self.attribute("offset", offset);
                self.attribute("stop-opacity", strength);
                self.raw("/>");
            }
            self.raw("</linearGradient>");
        }
        for (top, height) in &extent.stripes {
            self.put(r#"<rect x="%" y="%" width="%" height="%" stroke="none""#, &[from, *top, width, *height]);
            self.attribute("fill", &["url(#", &name, ")"].concat());
            self.raw("/>");
        }
        let (top, height, thick) = extent.stop;
        for x in &extent.stops {
            self.put(r#"<path stroke-width="%" d="M% %v%"/>"#, &[thick, *x, top, height]);
        }
        if let Some((x, y)) = extent.cross {
            self.cross(x, y, 3.5);
        }
    }

    fn circle(&mut self, x: f64, y: f64, radius: f64) {
        self.put(r#"<circle cx="%" cy="%" r="%""#, &[x, y, radius.max(0.1)]);
    }

    /// Ends a shape as the status wants it.
    fn inside(&mut self, fill: Fill) {
        self.raw(if fill == Fill::Filled { FILLED } else { "/>" });
    }

    fn cross(&mut self, x: f64, y: f64, reach: f64) {
        let (across, numbers) = (2.0 * reach, [x - reach, y - reach]);
        self.put(r#"<path stroke-width="1.2" d="M% %"#, &numbers);
        self.put("l% %m0 -%l-% %\"/>", &[across, across, across, across, across]);
    }
}
