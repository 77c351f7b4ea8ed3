//! The words of the drawing, each at the place that the layout computed.

use super::chart::px;
use super::el::{El, cl, late};
use super::state::State;
use super::typeset::{Setter, hash};
use conflict_timeline_core::layout::{Scene, TimeScale, contexts, ticks};
use conflict_timeline_core::order;
use leptos::prelude::*;

/// A word at a place that the layout computed. It is moved there by a transform, so that a word that changes
/// its place shifts nothing else; where the drawing is mirrored, the style sheet turns it back on the spot.
pub(super) fn word(class: &'static str, x_px: f64, y_px: f64, text: &str) -> El {
    cl("span", class).style("translate", [&px(x_px), " ", &px(y_px)].concat()).text(text)
}

/// Where the words' own x begins. It keeps its day while the view is dragged, by a screen at most: what stands still
/// on the axis of time stands still in the page, and only this moves.
pub(super) fn origin_px(scale: &TimeScale) -> f64 {
    let screens = scale.viewport.from / scale.viewport.days();
    scale.left_px - (screens - screens.floor()) * scale.width_px
}

/// A word that keeps its place in the page however many come and go beside it; `key` is its own.
fn lasting(owner: &Owner, key: u32, class: &'static str, x_px: f64, y_px: f64, text: &str) -> El {
    let at = |px: f64| (px * 10.0).round() as i32 as u32;
    let stamp = hash(text) ^ hash(class) ^ at(x_px).wrapping_mul(0x9e37_79b1) ^ at(y_px).wrapping_mul(0x85eb_ca77);
    let text = text.to_string();
    late(key, stamp, owner, move || word(class, x_px, y_px, &text))
}

/// Titles and counts; positions come from the layout.
pub(super) fn titles(scene: &Scene, origin_px: f64, owner: &Owner) -> Vec<El> {
    let mut all = Vec::new();
    let key = |sort: u32, of: u32, lane: u16| (of.wrapping_mul(61).wrapping_add(u32::from(lane)) << 1) | sort;
    // In an order of their own, so that none has to change places with another.
    let mut keys: Vec<u64> = Vec::new();
    for (at, label) in scene.labels.iter().enumerate() {
        keys.push(u64::from(key(0, label.event.0, label.lane)) << 32 | at as u64);
    }
    order::keys(&mut keys);
    for sorted in keys {
        let label = &scene.labels[sorted as u32 as usize];
        let class = if label.is_bold { "ct-w is-title is-bold" } else { "ct-w is-title" };
        let x_px = label.x_px - origin_px;
        all.push(lasting(owner, (sorted >> 32) as u32, class, x_px, label.y_px - 10.0, &label.text));
    }
    for root in &scene.roots {
        let Some(label) = &root.label else { continue };
        let key = key(1, root.days.from.0 as u32, root.lane);
        all.push(lasting(owner, key, "ct-w is-small", label.x_px - origin_px, label.y_px - 9.0, &label.text));
    }
    all
}

/// The words of the axis: of what is in view alone, the year pinned to its left edge.
pub(super) fn axis(state: State, scale: &TimeScale, top_px: f64, owner: &Owner) -> Vec<El> {
    let (env, words) = (state.env.read(), state.words.read());
    let (setter, origin_px) = (Setter::new(&words, &env), origin_px(scale));
    let mut all = Vec::new();
    let mut put = |key: u32, class: &'static str, x_px: f64, y_px: f64, label: &str| {
        if !label.is_empty() {
            all.push(lasting(owner, key, class, x_px + 3.0 - origin_px, top_px + y_px, label));
        }
    };
    let ticks = ticks(scale, &setter);
    for context in contexts(scale, &ticks, &setter) {
        put((context.day.0 as u32) << 1, "ct-w is-bold", context.x_px, 20.0, &context.label);
    }
    for tick in ticks {
        put((tick.day.0 as u32) << 1 | 1, "ct-w is-soft", tick.x_px, 5.0, &tick.label);
    }
    all
}
