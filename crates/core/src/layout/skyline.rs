//! How high the marks of a lane stand already, column by column.

/// Nothing stands on a pile higher than this.
const PILE_PX: f64 = 26.0;
/// Air between a mark and the one it stands on.
const GAP_PX: f64 = 1.8;
/// Air at each side of a mark.
const SIDE_PX: f64 = 0.6;
/// Half the width and the height of the smallest marks.
const SMALLEST_PX: (f64, f64) = (1.8, 7.8);
/// After so many events of one column that found no room, its others are roots.
const MOST_MISSES: u8 = 5;
const MOST_COLUMNS: usize = 100_000;

/// For each pixel column, the height at which the next mark would stand.
#[derive(Clone, Debug)]
pub(super) struct Skyline {
    columns: Vec<f32>,
    misses: Vec<u8>,
    /// For closed columns a later one, at the end an open one.
    next: Vec<u32>,
    most_top_px: f64,
}

impl Skyline {
    /// Level ground. Piles stay under `room_px`, but at least 26 px.
    pub fn new(width_px: f64, room_px: f64) -> Self {
        let columns = (width_px.max(0.0) as usize + 2).min(MOST_COLUMNS);
        Self {
            columns: vec![0.0; columns],
            misses: vec![0; columns],
            next: (0..=columns as u32).collect(),
            most_top_px: room_px.max(PILE_PX),
        }
    }

    /// Height at which something from `from_px` to `to_px` would stand: 0 on the ground.
    pub fn foot_px(&self, from_px: f64, to_px: f64) -> f64 {
        let (from, to) = self.range(from_px - SIDE_PX, to_px + SIDE_PX);
        let mut foot: f32 = 0.0;
        for column in &self.columns[from..to] {
            if *column > foot {
                foot = *column;
            }
        }
        f64::from(foot)
    }

    /// Whether a mark of that height may stand there.
    pub fn has_room(&self, foot_px: f64, height_px: f64) -> bool {
        foot_px == 0.0 || (foot_px <= PILE_PX && foot_px + height_px <= self.most_top_px)
    }

    /// The first column from `x_px` on that is not closed, if `x_px` itself lies in a closed one.
    /// Closes it where not even the smallest mark fits.
    pub fn beyond_closed(&mut self, x_px: f64, may_lie_beside: bool) -> Option<f64> {
        let column = self.range(x_px, x_px).0;
        if column >= self.columns.len() {
            return None;
        }
        if self.next[column] == column as u32 && !may_lie_beside {
            let foot_px = self.foot_px(x_px - SMALLEST_PX.0, x_px + SMALLEST_PX.0);
            if !self.has_room(foot_px, SMALLEST_PX.1) {
                self.next[column] += 1;
            }
        }
        let mut open = column;
        while self.next[open] != open as u32 {
            // Halving the way keeps later searches short.
            let further = self.next[open] as usize;
            self.next[open] = self.next[further];
            open = further;
        }
        (open > column).then_some(open as f64)
    }

    /// Notes that an event found no room at `x_px`.
    pub fn miss(&mut self, x_px: f64) {
        let column = self.range(x_px, x_px).0;
        if let Some(misses) = self.misses.get_mut(column) {
            *misses += 1;
            if *misses >= MOST_MISSES {
                *misses = 0;
                self.next[column] = self.next[column].max(column as u32 + 1);
            }
        }
    }

    /// Puts something there whose upper end is at `top_px` over the ground.
    pub fn raise(&mut self, from_px: f64, to_px: f64, top_px: f64) {
        let (from, to) = self.range(from_px - SIDE_PX, to_px + SIDE_PX);
        let top = (top_px + GAP_PX) as f32;
        for column in &mut self.columns[from..to] {
            if *column < top {
                *column = top;
            }
        }
    }

    fn range(&self, from_px: f64, to_px: f64) -> (usize, usize) {
        // The small shift keeps columns the same while panning, where sums differ in the last digit.
        let from = ((from_px + 1e-6).floor().max(0.0) as usize).min(self.columns.len());
        let to = ((to_px + 1e-6).floor() + 1.0).max(0.0) as usize;
        (from, to.min(self.columns.len()).max(from))
    }
}
