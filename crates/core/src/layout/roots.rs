//! Events that are not marks: counted bars under the ground line.

use super::lanes::{CLASSES, LaneList, Lanes, RANKS, gallop, id_of, inside, is_narrow, key_from_half_day};
use super::scene::{Mark, Root, RootLabel};
use super::ticks::TickStep;
use super::typesetter::{TextSize, Typesetter};
use super::viewport::TimeScale;
use crate::order;
use crate::time::{Day, Span};

/// A root's bucket is at least this wide.
const LEAST_BUCKET_PX: f64 = 4.0;
const MOST_BAR_PX: f64 = 24.0;
pub(super) const MOST_ROOT_PX: f64 = 11.0;
/// From so many events on the number is written.
const LEAST_NAMED: u32 = 10;
const MOST_BUCKETS: usize = 20_000;

/// The stretch of days that one root stands for at this scale.
pub(super) fn bucket_step(scale: &TimeScale) -> TickStep {
    TickStep::at_least(LEAST_BUCKET_PX, scale.px_per_day())
}

/// First days of the buckets that cover `days`, and the day after the last.
pub(super) fn bucket_starts(days: Span, step: TickStep) -> Vec<i32> {
    let mut starts = Vec::new();
    let mut day = days.from;
    while day < days.to && starts.len() < MOST_BUCKETS {
        starts.push(day.0);
        let next = step.next(day);
        if next <= day {
            break;
        }
        day = next;
    }
    starts.push(days.to.0.max(day.0));
    starts
}

/// The events of one lane that no mark stands for, a bucket each.
pub(super) fn counts(
    lanes: &Lanes,
    list: &LaneList,
    days: Span,
    scale: &TimeScale,
    starts: &[i32],
    marks: &[Mark],
) -> Vec<u32> {
    let px_per_day = scale.px_per_day();
    let mut counts = vec![0_u32; starts.len()];
    for (rank, class) in (0..RANKS * CLASSES).map(|run| (run / CLASSES, run % CLASSES)) {
        if is_narrow(class, px_per_day) {
            let mut rest = inside(list.run(rank, class), i64::from(days.from.0), i64::from(days.to.0));
            let mut bucket = 1;
            while bucket < starts.len() && !rest.is_empty() {
                let before = gallop(rest, key_from_half_day(2 * i64::from(starts[bucket])));
                counts[bucket - 1] += before as u32;
                rest = rest.get(before..).unwrap_or(&[]);
                bucket += 1;
            }
            continue;
        }
        for key in list.near(rank, class, days) {
            if let Some(day) = lanes.stone(id_of(*key)).root_day(scale, days) {
                counts[bucket_of(starts, day)] += 1;
            }
        }
    }
    for mark in marks {
        if let Some(day) = lanes.stone(mark.event.0).root_day(scale, days) {
            let count = &mut counts[bucket_of(starts, day)];
            *count = count.saturating_sub(1);
        }
    }
    counts
}

fn bucket_of(starts: &[i32], day: i32) -> usize {
    let after = starts.partition_point(|start| *start <= day);
    after.saturating_sub(1).min(starts.len().saturating_sub(2))
}

/// The bars of one lane, with numbers where they fit.
pub(super) fn roots(
    lane: u16,
    ground_px: f64,
    scale: &TimeScale,
    starts: &[i32],
    counts: &[u32],
    typesetter: &dyn Typesetter,
) -> Vec<Root> {
    let mut roots: Vec<Root> = Vec::new();
    for bucket in 1..starts.len() {
        let count = counts[bucket - 1];
        let from_px = scale.x_from_day(f64::from(starts[bucket - 1]));
        let to_px = scale.x_from_day(f64::from(starts[bucket]));
        if count == 0 || to_px <= scale.left_px || from_px >= scale.right_px() {
            continue;
        }
        // At the edges the part in view carries the bar, so that no two lie over each other.
        let (from_px, to_px) = (from_px.max(scale.left_px), to_px.min(scale.right_px()));
        let seen_px = to_px - from_px;
        let width_px = (seen_px * 0.8).min(MOST_BAR_PX).max(seen_px.min(1.0));
        roots.push(Root {
            lane,
            days: Span { from: Day(starts[bucket - 1]), to: Day(starts[bucket]) },
            x_px: (from_px + to_px - width_px) / 2.0,
            width_px,
            y_px: ground_px + FOOT_PX,
            height_px: (1.6 + 1.55 * f64::from(count).sqrt()).min(MOST_ROOT_PX),
            count,
            label: None,
        });
    }
    write_counts(&mut roots, scale, typesetter);
    roots
}

const FOOT_PX: f64 = 0.6;

/// The largest first; right of the bar, else left, else not.
fn write_counts(roots: &mut [Root], scale: &TimeScale, typesetter: &dyn Typesetter) {
    let mut order: Vec<u64> = Vec::new();
    for (index, root) in roots.iter().enumerate() {
        if root.count >= LEAST_NAMED {
            order.push((u64::from(u32::MAX - root.count) << 32) | index as u64);
        }
    }
    order::keys(&mut order);
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for key in order {
        let root = &mut roots[(key & u64::from(u32::MAX)) as usize];
        let text = format!("+{}", root.count);
        let width_px = typesetter.width_px(&text, TextSize::Small, false);
        for x_px in [root.x_px + root.width_px + 2.0, root.x_px - 2.0 - width_px] {
            let is_inside = x_px >= scale.left_px && x_px + width_px <= scale.right_px();
            let is_free = taken.iter().all(|(from, to)| x_px + width_px + 6.0 < *from || x_px > to + 6.0);
            if is_inside && is_free {
                taken.push((root.x_px.min(x_px), (root.x_px + root.width_px).max(x_px + width_px)));
                let y_px = root.y_px + MOST_ROOT_PX;
                root.label = Some(RootLabel { text, x_px, y_px, width_px });
                break;
            }
        }
    }
}
