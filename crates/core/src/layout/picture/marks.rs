//! The mark grammar, one function a form. In a group of marks the colour is the bloc's, what is filled without
//! a word is filled with the ground, and lines are 1.4 wide.

use super::pen::Pen;
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
        let (from, to) = mark.extent;
        match mark.shape {
            Shape::Disc => self.disc(mark),
            Shape::Bar => self.bar(mark),
            Shape::Diamond => self.diamond(mark),
            Shape::Span { is_open_left, is_open_right } => {
                let y = if mark.r_high_px > 0.0 { mark.foot_px - 2.75 } else { mark.y_px };
                self.put(r#"<path stroke-width="1.6" d="M% %H%"#, &[from, y, to]);
                for (x, is_open) in [(from, is_open_left), (to, is_open_right)] {
                    if !is_open {
                        self.put("M% %v5.5", &[x, y - 2.75]);
                    }
                }
                self.raw("\"/>");
                if mark.r_high_px > 0.0 {
                    self.disc(mark);
                }
            }
            Shape::Capsule { fade_left, fade_right } => self.capsule(mark, fade_left, fade_right),
            Shape::OneOf => {
                self.capsule(mark, true, true);
                let y = mark.y_px - 4.5;
                self.put(r#"<path stroke-width="1" d="M% %v9M% %v9"/>"#, &[from, y, to, y]);
            }
        }
    }

    fn disc(&mut self, mark: &Mark) {
        let (x, y, low, high) = (mark.x_px, mark.y_px, mark.r_low_px, mark.r_high_px);
        if high > low {
            self.circle(x, y, high);
            self.raw(r#" stroke-width=".9" fill="currentColor" fill-opacity=".14"/>"#);
        }
        if mark.is_open {
            self.circle(x, y, high + 2.0);
            self.raw(r#" stroke-width="1" stroke-dasharray="1.5 1.7" fill="none"/>"#);
        }
        if low <= 0.0 {
            return self.put(r#"<path stroke-width="1.5" d="M% %h5"/>"#, &[x - 2.5, y]);
        }
        self.circle(x, y, if mark.fill == Fill::Filled { low } else { (low - 0.7).max(1.0) });
        self.inside(mark.fill);
        match mark.fill {
            Fill::Half => {
                self.put(r#"<path d="M% %a% % 0 0 0 0 %""#, &[x, y - low, low, low, 2.0 * low]);
                self.raw(FILLED);
            }
            Fill::Crossed => self.cross(x, y, low),
            Fill::Filled | Fill::Hollow => {}
        }
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

    /// Faded over the whole possible extent; a hard end where the day is a bound.
    fn capsule(&mut self, mark: &Mark, fade_left: bool, fade_right: bool) {
        let (from, to) = mark.extent;
        let (width, y) = ((to - from).max(1.0), mark.y_px - 3.5);
        let reach = if width < 84.0 { "5" } else { "25" };
        let strong = if mark.fill == Fill::Filled { ".72" } else { ".3" };
        let (left, right) = (if fade_left { ".04" } else { strong }, if fade_right { ".04" } else { strong });
        // Named by what it is, so that pictures in one page may share it.
        let name = ["ct-", mark.bloc.name(), left, right, strong, "-", reach].concat();
        if !self.out.contains(&name) {
            self.raw("<linearGradient");
            self.attribute("id", &name);
            self.raw(">");
            let far = if width < 84.0 { ".5" } else { ".75" };
            for (offset, strength) in [("0", left), (&[".", reach].concat(), strong), (far, strong), ("1", right)] {
                self.raw("<stop stop-color=\"currentColor\"");
                self.attribute("offset", offset);
                self.attribute("stop-opacity", strength);
                self.raw("/>");
            }
            self.raw("</linearGradient>");
        }
        self.put(r#"<rect x="%" y="%" width="%" height="7" stroke="none""#, &[from, y, width]);
        self.attribute("fill", &["url(#", &name, ")"].concat());
        self.raw("/>");
        for (x, fades) in [(to, fade_right), (from, fade_left)] {
            if !fades {
                self.put(r#"<path stroke-width="1.6" d="M% %v7"/>"#, &[x, y]);
            }
        }
        if mark.fill == Fill::Crossed {
            self.cross(mark.x_px, mark.y_px, 3.5);
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
