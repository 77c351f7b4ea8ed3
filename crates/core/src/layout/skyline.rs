//! How high the marks of a lane stand already, column by column.

/// The pile under a mark is at most so high.
pub(super) const PILE_PX: f64 = 26.0;
/// Air between a mark and the one it stands on.
const GAP_PX: f64 = 1.8;
/// Air at each side of a mark.
const SIDE_PX: f64 = 0.6;
const MOST_COLUMNS: usize = 100_000;

/// For each pixel column, the height at which the next mark would stand.
#[derive(Clone, Debug)]
pub(super) struct Skyline {
    columns: Vec<f32>,
    rise_px: f64,
}

impl Skyline {
    pub fn new(width_px: f64, rise_px: f64) -> Self {
        let columns = (width_px.max(0.0) as usize + 2).min(MOST_COLUMNS);
        Self { columns: vec![0.0; columns], rise_px }
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
        foot_px == 0.0 || (foot_px <= PILE_PX && foot_px + height_px <= self.rise_px)
    }

    /// Whether not even the narrowest mark fits.
    pub fn is_full_at(&self, x_px: f64) -> bool {
        self.foot_px(x_px - 1.8, x_px + 1.8) > PILE_PX
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
