//! What stands under a pointer.

use super::labels::{ASCENT_PX, DESCENT_PX};
use super::scene::{Mark, Scene, Shape};

/// What was hit, as a position in the scene's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// In [`Scene::marks`].
    Mark(usize),
    /// In [`Scene::roots`].
    Root(usize),
    /// In [`Scene::labels`].
    Label(usize),
}

/// Height of an extent without the disc on it.
const LINE_PX: f64 = 7.0;
/// Roots are at least so high to the finger.
const ROOT_TARGET_PX: f64 = 12.0;

/// What stands at a point, or within `slop_px` of it. A mark under the point comes first, the one with
/// the nearest middle; then a title or root under it; then the nearest of all.
#[must_use]
pub fn hit(scene: &Scene, x_px: f64, y_px: f64, slop_px: f64) -> Option<Hit> {
    let mut best = None;
    let (mut best_edge, mut best_middle) = (slop_px.max(0.0), f64::MAX);
    for (index, mark) in scene.marks.iter().enumerate() {
        let edge = edge_px(mark, x_px, y_px);
        if edge > best_edge {
            continue;
        }
        let middle = middle_px(mark, x_px, y_px);
        if edge < best_edge || middle < best_middle {
            (best, best_edge, best_middle) = (Some(Hit::Mark(index)), edge, middle);
        }
    }
    if best.is_some() && best_edge == 0.0 {
        return best;
    }
    let (ascent_px, descent_px) = (ASCENT_PX * scene.text_scale, DESCENT_PX * scene.text_scale);
    for (index, label) in scene.labels.iter().enumerate() {
        let across = outside(x_px, label.x_px, label.x_px + label.width_px);
        let edge = across.hypot(outside(y_px, label.y_px - ascent_px, label.y_px + descent_px));
        if edge < best_edge || (best.is_none() && edge <= best_edge) {
            (best, best_edge) = (Some(Hit::Label(index)), edge);
        }
    }
    for (index, root) in scene.roots.iter().enumerate() {
        let across = outside(x_px, root.x_px, root.x_px + root.width_px);
        let edge = across.hypot(outside(y_px, root.y_px, root.y_px + root.height_px.max(ROOT_TARGET_PX)));
        if edge < best_edge || (best.is_none() && edge <= best_edge) {
            (best, best_edge) = (Some(Hit::Root(index)), edge);
        }
    }
    best
}

/// How far a point lies outside a mark; 0 on it. An extent's line is lower than the disc that rides on it.
fn edge_px(mark: &Mark, x_px: f64, y_px: f64) -> f64 {
    let beside = |from_px: f64, to_px: f64, top_px: f64| {
        outside(x_px, from_px, to_px).hypot(outside(y_px, top_px, mark.foot_px))
    };
    let (from_px, to_px) = mark.sides();
    if mark.foot_px - mark.top_px <= LINE_PX || mark.r_high_px == 0.0 {
        return beside(from_px, to_px, mark.top_px);
    }
    let half_px = (mark.foot_px - mark.top_px) / 2.0;
    let disc = beside(mark.x_px - half_px, mark.x_px + half_px, mark.top_px);
    if matches!(mark.shape, Shape::Span { .. }) {
        disc.min(beside(from_px, to_px, mark.foot_px - LINE_PX))
    } else {
        disc
    }
}

/// How far a point lies outside a stretch; 0 inside.
fn outside(at: f64, from: f64, to: f64) -> f64 {
    (from - at).max(at - to).max(0.0)
}

/// How far the middle is; an extent has its middle everywhere along its line.
fn middle_px(mark: &Mark, x_px: f64, y_px: f64) -> f64 {
    let is_point = matches!(mark.shape, Shape::Disc | Shape::Bar | Shape::Diamond);
    let across = if is_point { x_px - mark.x_px } else { outside(x_px, mark.extent.0, mark.extent.1) };
    across.hypot(y_px - mark.y_px)
}
