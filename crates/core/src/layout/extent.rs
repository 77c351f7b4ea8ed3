//! What is drawn of a stretch of days, for whoever draws it: level stripes, stops at their ends, perhaps a cross.

use super::scene::{Fill, Mark, Shape};

/// The parts of a mark that lie along its days. Everything is as wide as the mark's extent.
#[derive(Clone, Debug, PartialEq)]
pub struct Extent {
    /// From top to bottom: upper edge and height.
    pub stripes: Vec<(f64, f64)>,
    /// The stripes have the full colour, not 72 % of it.
    pub is_solid: bool,
    /// Whether they fade to the left and to the right.
    pub fades: [bool; 2],
    /// The share of the width, up to one half, on which they do.
    pub reach: f64,
    /// Where upright lines stand at the ends.
    pub stops: Vec<f64>,
    /// Upper edge, height and width of these lines.
    pub stop: (f64, f64, f64),
    /// Middle of a cross over the whole.
    pub cross: Option<(f64, f64)>,
}

/// Height of a capsule, of which days are possible.
const CAPSULE_PX: f64 = 7.0;
/// A fade is at least so long, where there is room.
const FADE_PX: f64 = 28.0;
/// Height of the stops of what lasted, and of its line where that is hollow.
const STOP_PX: f64 = 5.5;
const LINE_PX: f64 = 1.6;
/// What is hollow has two edges of this height.
const EDGE_PX: f64 = 1.4;

impl Mark {
    /// What is drawn along its days; `None` of a point whose day is firm. The disc, bar or diamond is drawn over it.
    #[must_use]
    pub fn along(&self) -> Option<Extent> {
        let has_disc = self.r_high_px > 0.0;
        let mut extent = Extent {
            stripes: Vec::new(),
            is_solid: false,
            fades: [true; 2],
            // Of a long stripe a quarter, so that as much of the doubt is seen as of the rest.
            reach: 0.25_f64.max(FADE_PX / (self.extent.1 - self.extent.0).max(2.0 * FADE_PX)),
            stops: Vec::new(),
            stop: (self.y_px - CAPSULE_PX / 2.0, CAPSULE_PX, LINE_PX),
            cross: None,
        };
        let (mut y_px, mut height_px, mut stands) = (self.y_px, CAPSULE_PX, [false; 2]);
        let mut fill = self.fill;
        match self.shape {
            Shape::Disc | Shape::Bar | Shape::Diamond if !self.is_soft => return None,
            // Only the mark on it tells the status.
            Shape::Disc | Shape::Bar | Shape::Diamond => fill = Fill::Filled,
            Shape::Span { is_open_left, is_open_right } => {
                if has_disc {
                    (y_px, fill) = (self.foot_px - STOP_PX / 2.0, Fill::Filled);
                }
                height_px = STOP_PX;
                (extent.is_solid, extent.reach) = (true, 0.25);
                extent.fades = [self.is_soft; 2];
                extent.stop = (y_px - STOP_PX / 2.0, STOP_PX, LINE_PX);
                stands = [is_open_left, is_open_right].map(|is_open| !is_open && !self.is_soft);
            }
            Shape::Capsule { fade_left, fade_right } => {
                extent.fades = [fade_left, fade_right];
                stands = [!fade_left, !fade_right];
            }
            Shape::OneOf => {
                extent.stop = (y_px - 4.5, 9.0, 1.0);
                stands = [true; 2];
            }
        }
        let (top_px, foot_px) = (y_px - height_px / 2.0, y_px + height_px / 2.0);
        extent.stripes.push(match fill {
            Fill::Filled if extent.is_solid => (y_px - LINE_PX / 2.0, LINE_PX),
            Fill::Filled => (top_px, height_px),
            _ => (top_px, EDGE_PX),
        });
        if fill != Fill::Filled {
            let depth_px = if fill == Fill::Half { height_px / 2.0 } else { EDGE_PX };
            extent.stripes.push((foot_px - depth_px, depth_px));
        }
        extent.cross = (fill == Fill::Crossed).then_some((self.x_px, y_px));
        let ends = [self.extent.0, self.extent.1].into_iter().zip(stands);
        extent.stops.extend(ends.filter(|(_, stands)| *stands).map(|(x_px, _)| x_px));
        Some(extent)
    }
}
