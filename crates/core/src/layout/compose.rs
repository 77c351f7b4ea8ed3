//! From lanes and viewport to the scene.

use super::flags::Flags;
use super::labels::{ASCENT_PX, BASE_PX, Placing, Plot, ROW_PX};
use super::lanes::Lanes;
use super::marks::{Quarry, laid_out_days};
use super::roots::{MOST_ROOT_PX, bucket_starts, bucket_step, counts, roots};
use super::scene::{LaneBox, Mark, Root, Scene, SceneOptions, Wash};
use super::skyline::Skyline;
use super::table::{LaneBy, LaneKey, LaneTable};
use super::ticks::{contexts, ticks};
use super::typesetter::Typesetter;
use super::viewport::{TimeScale, Viewport};
use crate::model::{DataSet, PhaseId};
use crate::query::Rows;
use std::sync::Arc;

/// Room for a pile and the largest disc alone.
const LEAST_RISE_PX: f64 = 36.0;
/// With the drop the 24 px that a finger needs to unfold it.
const COLLAPSED_RISE_PX: f64 = 10.0;
/// Under the ground line: roots and their numbers.
const DROP_PX: f64 = MOST_ROOT_PX + 4.0;
const WIDEST_PX: f64 = 32_000.0;
/// Lanes that are few take more rows until they are together so high,
const FULL_PX: f64 = 460.0;
/// or none has more events to a row than this.
const EVENTS_A_ROW: f64 = 8.0;

/// Everything in one call, for small sets and tests. See [`scene`].
#[must_use]
pub fn scene_of(
    data: &DataSet,
    matched: &Arc<Rows>,
    lane_by: LaneBy,
    viewport: Viewport,
    options: &SceneOptions<'_>,
    typesetter: &dyn Typesetter,
) -> Scene {
    let lanes = Lanes::new(Arc::new(LaneTable::of(data, lane_by)), matched);
    scene(data, &lanes, viewport, options, typesetter)
}

/// The drawing of the lanes. Every matched event in view is in exactly one mark or root of each lane
/// that it touches. Lane heights depend on the filter and the options, never on the viewport.
#[must_use]
pub fn scene(
    data: &DataSet,
    lanes: &Lanes,
    viewport: Viewport,
    options: &SceneOptions<'_>,
    typesetter: &dyn Typesetter,
) -> Scene {
    let text_scale = if options.text_scale > 0.1 { options.text_scale.min(8.0) } else { 1.0 };
    let left_px = if options.gutter_px > 0.0 { options.gutter_px.min(WIDEST_PX) } else { 0.0 };
    let width_px = (options.width_px.min(WIDEST_PX) - left_px).max(1.0);
    let slack_px = options.slack_px.max(0.0).min(width_px);
    let scale = TimeScale::of_drawing(Viewport::new(viewport.from, viewport.to), left_px, left_px + width_px, slack_px);
    let boxes = lane_boxes(lanes, options, text_scale);
    let step = bucket_step(&scale);
    let days = laid_out_days(&scale, step);
    let starts = bucket_starts(days, step);
    let px_per_day = scale.px_per_day();
    let laid_px = f64::from(days.to.0) - f64::from(days.from.0);
    let phase_px = (f64::from(days.from.0) * px_per_day).rem_euclid(1.0);

    let mut marks: Vec<Mark> = Vec::new();
    let mut all_roots: Vec<Root> = Vec::new();
    let mut plots: Vec<Plot> = Vec::new();
    for (index, lane) in boxes.iter().enumerate() {
        let list = &lanes.lists[index];
        let rise_px = lane.ground_px - lane.y_px - inside_px(options, text_scale);
        let first = marks.len();
        let mut quarry = Quarry {
            lanes,
            lane: index as u16,
            bloc: match lane.key {
                LaneKey::Bloc(bloc) => Some(bloc),
                LaneKey::Actor(actor) => data.actors.get(actor.index()).map(|actor| actor.bloc),
                _ => None,
            },
            scale,
            days,
            phase_px,
            ground_px: lane.ground_px,
            // Two rows over the piles are kept for titles.
            skyline: Skyline::new(laid_px * px_per_day + 1.0, rise_px - 2.0 * ROW_PX * text_scale),
            marks: &mut marks,
        };
        if !lane.is_collapsed {
            quarry.place_all(list, options.selected);
        }
        let shift_px = quarry.shift_px();
        let skyline = quarry.skyline;
        let left = counts(lanes, list, days, &scale, &starts, &marks[first..]);
        all_roots.extend(roots(index as u16, lane.ground_px, &scale, &starts, &left, typesetter));
        let rows = (rise_px / text_scale - BASE_PX - ASCENT_PX) / ROW_PX;
        plots.push(Plot {
            key: lane.key,
            ground_px: lane.ground_px,
            skyline,
            shift_px,
            flags: Flags::new(if lane.is_collapsed { 0 } else { rows as u8 }),
            ground_words: Vec::new(),
            owners: Vec::new(),
        });
    }
    let mut placing =
        Placing { data, lanes, options, scale, marks: &marks, typesetter, text_scale, plots, labels: Vec::new() };
    placing.place_all();
    let (labels, leaders) = placing.finish();
    let ticks = ticks(&scale, typesetter);
    Scene {
        width_px: left_px + width_px,
        height_px: boxes.last().map_or(0.0, |lane| lane.y_px + lane.height_px),
        gutter_px: left_px,
        text_scale,
        scale,
        days,
        contexts: contexts(&scale, &ticks, typesetter),
        ticks,
        labels,
        leaders,
        roots: all_roots,
        washes: washes(data, &scale),
        lanes: boxes,
        marks,
    }
}

/// Lanes from top to bottom; heights by what they hold in all, so that they stand still while panning.
fn lane_boxes(lanes: &Lanes, options: &SceneOptions<'_>, text_scale: f64) -> Vec<LaneBox> {
    let inside_px = inside_px(options, text_scale);
    let row_px = ROW_PX * text_scale;
    let mut boxes: Vec<LaneBox> = Vec::new();
    let mut rises: Vec<(f64, f64)> = Vec::new();
    let (mut least_px, mut wanted_rows) = (0.0, 0.0);
    for (index, key) in lanes.table.keys.iter().enumerate() {
        let count = lanes.count(index);
        let is_collapsed = options.collapsed.contains(key);
        // 1 to 7 events: one row; 8 to 15: two; from 64 on: five.
        let bits = (u32::BITS - count.leading_zeros()) as u8;
        let rows = if *key == LaneKey::All { u8::MAX } else { bits.saturating_sub(2).max(1) };
        let rows = f64::from(if is_collapsed { 0 } else { rows.min(options.max_rows).max(1) });
        let least_rise_px = if is_collapsed { COLLAPSED_RISE_PX } else { LEAST_RISE_PX };
        least_px += (least_rise_px + DROP_PX + inside_px).ceil();
        wanted_rows += rows;
        rises.push((least_rise_px, rows));
        boxes.push(LaneBox { key: *key, count, y_px: 0.0, height_px: 0.0, ground_px: 0.0, is_collapsed });
    }
    let rise_px = |least_rise_px: f64, rows: f64| match rows {
        0.0 => least_rise_px,
        rows => least_rise_px.max((BASE_PX + ASCENT_PX) * text_scale + rows * row_px),
    };
    if options.height_px.is_none() && !options.is_narrow {
        let used_px: f64 = rises.iter().map(|(least, rows)| rise_px(*least, *rows) + DROP_PX + inside_px).sum();
        grow(&boxes, &mut rises, FULL_PX * text_scale - used_px, row_px);
    }
    let spare_px = options.height_px.map(|height_px| (height_px - least_px).max(0.0));
    let mut y_px = 0.0;
    let mut used_px = 0.0;
    for (lane, (least_rise_px, rows)) in boxes.iter_mut().zip(rises) {
        let rise_px = match spare_px {
            // Whole pixels, nothing lost on the way down.
            Some(spare_px) if wanted_rows > 0.0 => {
                let before_px = (spare_px * used_px / wanted_rows).floor();
                used_px += rows;
                least_rise_px + (spare_px * used_px / wanted_rows).floor() - before_px
            }
            _ => rise_px(least_rise_px, rows),
        };
        lane.y_px = y_px;
        lane.height_px = (rise_px + DROP_PX + inside_px).ceil();
        lane.ground_px = y_px + lane.height_px - DROP_PX;
        y_px += lane.height_px;
    }
    boxes
}

/// Gives rows to the lanes with most events to a row, as long as there is room.
fn grow(boxes: &[LaneBox], rises: &mut [(f64, f64)], mut spare_px: f64, row_px: f64) {
    while spare_px >= row_px {
        let (mut most, mut fullest) = (EVENTS_A_ROW, None);
        for (lane, (_, rows)) in boxes.iter().zip(rises.iter_mut()) {
            let load = f64::from(lane.count) / *rows;
            if !lane.is_collapsed && load > most {
                (most, fullest) = (load, Some(rows));
            }
        }
        let Some(rows) = fullest else { return };
        *rows += 1.0;
        spare_px -= row_px;
    }
}

/// Room for the lane's name over its flags, where there is no gutter and more than one lane.
fn inside_px(options: &SceneOptions<'_>, text_scale: f64) -> f64 {
    if options.gutter_px > 0.0 || options.is_narrow { 0.0 } else { (18.0 * text_scale).ceil() }
}

/// Every other phase, as far as it is in view.
fn washes(data: &DataSet, scale: &TimeScale) -> Vec<Wash> {
    let mut washes = Vec::new();
    for (index, phase) in data.phases.iter().enumerate() {
        let from_px = scale.x_from_day(f64::from(phase.span.from.0)).max(scale.left_px);
        let to_px = scale.x_from_day(f64::from(phase.span.to.0)).min(scale.right_px());
        if index % 2 == 0 && to_px > from_px {
            washes.push(Wash { phase: PhaseId::at(index), x_px: from_px, width_px: to_px - from_px });
        }
    }
    washes
}
