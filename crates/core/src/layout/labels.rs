//! Titles: the weightiest that fit, beside their marks or on flags, none over another or over a mark.

use super::flags::{Flag, Flags};
use super::lanes::Lanes;
use super::scene::{Label, Leader, Mark, SceneOptions};
use super::skyline::Skyline;
use super::table::LaneKey;
use super::typesetter::{TextSize, Typesetter};
use super::viewport::TimeScale;
use crate::model::{DataSet, EventId};
use crate::order;

/// One row of flags, at text scale 1.
pub(super) const ROW_PX: f64 = 14.0;
/// From the ground line up to the baseline of row 0.
pub(super) const BASE_PX: f64 = 5.4;
/// From the baseline up to the top of the words.
pub(super) const ASCENT_PX: f64 = 10.5;
/// From the baseline down.
pub(super) const DESCENT_PX: f64 = 3.5;
/// Between a leader or a mark and its words.
const POLE_GAP_PX: f64 = 4.0;
const WORD_GAP_PX: f64 = 9.0;
const MOST_CANDIDATES: usize = 400;
const MOST_LABELS: usize = 160;
/// Over all weights: it had a title in the scene before.
const SEATED: u64 = 1 << 11;

/// A lane as far as titles need it.
pub(super) struct Plot {
    pub key: LaneKey,
    pub ground_px: f64,
    pub skyline: Skyline,
    /// From x in the skyline to x in the chart.
    pub shift_px: f64,
    pub flags: Flags,
    /// Left and right end of words on the ground.
    pub ground_words: Vec<(f64, f64)>,
    /// Label positions of `flags`.
    pub owners: Vec<usize>,
}

/// Where a title may stand.
struct Seat {
    lane: usize,
    mark: usize,
    row: u8,
    is_left: bool,
    is_short: bool,
}

/// Titles are placed in rounds.
#[derive(Clone, Copy, PartialEq)]
enum Round {
    /// Where they stood before.
    Stay,
    /// Only in ways that leave room for many.
    Spare,
    /// Wherever they fit.
    Any,
}

pub(super) struct Placing<'a> {
    pub data: &'a DataSet,
    pub lanes: &'a Lanes,
    pub options: &'a SceneOptions<'a>,
    pub scale: TimeScale,
    pub marks: &'a [Mark],
    pub typesetter: &'a dyn Typesetter,
    pub text_scale: f64,
    pub plots: Vec<Plot>,
    pub labels: Vec<Label>,
}

impl Placing<'_> {
    /// Places all titles that fit: the opened event's, those that still fit where they stood before,
    /// then the others, weightiest first; where room is scarce, at first only as takes least of it.
    pub fn place_all(&mut self) {
        let keys = self.candidates();
        let is_scarce = self.options.is_narrow || (0..self.plots.len()).any(|lane| self.is_tall(lane));
        for round in [Round::Stay, Round::Spare, Round::Any] {
            let must_stay = round == Round::Stay;
            if round == Round::Spare && !is_scarce {
                continue;
            }
            let (mut at, mut tried) = (0, 0);
            while at < keys.len() && tried < MOST_CANDIDATES && self.labels.len() < MOST_LABELS {
                let event = self.marks[mark_of(keys[at])].event;
                let mut end = at + 1;
                while end < keys.len() && self.marks[mark_of(keys[end])].event == event {
                    end += 1;
                }
                let is_selected = self.options.selected == Some(event);
                if must_stay && !is_selected && (0x1fff - (keys[at] >> 48)) & SEATED == 0 {
                    break;
                }
                self.name(event, &keys[at..end], if is_selected { Round::Any } else { round });
                tried += 1;
                at = end;
            }
        }
    }

    /// The leaders of the flags, once all have their rows.
    pub fn finish(mut self) -> (Vec<Label>, Vec<Leader>) {
        let mut leaders = Vec::new();
        for plot in &self.plots {
            for (flag, owner) in plot.flags.flags.iter().zip(&plot.owners) {
                let label = &mut self.labels[*owner];
                label.row = flag.row;
                label.y_px = plot.ground_px - (BASE_PX + ROW_PX * f64::from(flag.row)) * self.text_scale;
                leaders.push(Leader {
                    x_px: flag.pole_px,
                    top_px: label.y_px - 7.4 * self.text_scale,
                    foot_px: self.marks[label.mark as usize].top_px - 1.0,
                    label: *owner as u32,
                });
            }
        }
        (self.labels, leaders)
    }

    /// Marks in view as sortable numbers: urgency, then a mixed-up event number, so that no side of
    /// the drawing is favoured, then the mark.
    fn candidates(&self) -> Vec<u64> {
        let mut seated: Vec<u32> = Vec::new();
        for label in self.options.previous {
            seated.push(label.event.0);
        }
        order::ids(&mut seated);
        let mut keys: Vec<u64> = Vec::new();
        for (index, mark) in self.marks.iter().enumerate() {
            let is_in_view = mark.extent.1 >= self.scale.left_px && mark.extent.0 <= self.scale.right_px();
            if !is_in_view || mark.x_px < self.scale.left_px || mark.x_px > self.scale.right_px() {
                continue;
            }
            let mut urgency = self.lanes.stone(mark.event.0).urgency();
            if seated.binary_search(&mark.event.0).is_ok() {
                urgency |= SEATED;
            }
            if self.options.selected == Some(mark.event) {
                urgency |= 1 << 12;
            }
            let mixed = u64::from(mark.event.0.wrapping_mul(40_503) & 0xffff);
            keys.push(((0x1fff - urgency) << 48) | (mixed << 32) | index as u64);
        }
        order::keys(&mut keys);
        keys
    }

    /// Gives an event one title in one of its lanes, as the round allows.
    fn name(&mut self, event: EventId, keys: &[u64], round: Round) {
        let data = self.data;
        let Some(about) = data.events.get(event.index()) else { return };
        if self.labels.iter().any(|label| label.event == event) {
            return;
        }
        let language = self.options.language;
        let is_bold = about.weight >= 5;
        let short = data.texts.shorter([about.short, about.title], language);
        let texts = [about.title, short].map(|text| data.texts.get(text, language));
        // To measure words that no browser has set before is most of the work: each form when it is tried.
        let typesetter = self.typesetter;
        let width_px = |is_short: bool| typesetter.width_px(texts[usize::from(is_short)], TextSize::Chart, is_bold);
        let own = self.lanes.table.bloc(event);
        // Of another set or in another language it is another title.
        let is_same = |label: &&Label| label.event == event && label.text == texts[usize::from(label.is_short)];
        let before = self.options.previous.iter().find(is_same);
        let seat = before.and_then(|before| self.same_seat(before, keys, &width_px));
        let seat = seat.or_else(|| {
            if round == Round::Stay {
                return None;
            }
            for step in 0..2 {
                let form = if self.options.is_narrow { 1 - step } else { step };
                // Where the short form has no room, the whole has none.
                let is_vain = step == 1 && (texts[0] == texts[1] || self.options.is_narrow && !texts[1].is_empty());
                if texts[form].is_empty() || is_vain {
                    continue;
                }
                let width_px = width_px(form == 1);
                // Two long ones from opposite edges of a narrow plot leave no leader a way up.
                if round == Round::Spare && self.options.is_narrow && width_px > self.scale.width_px / 2.0 {
                    continue;
                }
                // In the lane of the one whose event it is, else in any other.
                for is_own in [true, false] {
                    for key in keys {
                        let mark = mark_of(*key);
                        let lane = usize::from(self.marks[mark].lane);
                        if (self.plots[lane].key == LaneKey::Bloc(own)) != is_own {
                            continue;
                        }
                        if let Some((row, is_left)) = self.free_seat(mark, width_px, round) {
                            return Some(Seat { lane, mark, row, is_left, is_short: form == 1 });
                        }
                    }
                }
            }
            None
        });
        let Some(seat) = seat else { return };
        let width_px = width_px(seat.is_short);
        let (from_px, _) = self.words(seat.mark, seat.row > 0, seat.is_left, width_px);
        let plot = &mut self.plots[seat.lane];
        if seat.row > 0 {
            plot.owners.push(self.labels.len());
        }
        self.labels.push(Label {
            event,
            lane: seat.lane as u16,
            mark: seat.mark as u32,
            text: texts[usize::from(seat.is_short)].into(),
            x_px: from_px,
            y_px: plot.ground_px - BASE_PX * self.text_scale,
            width_px,
            row: seat.row,
            is_left: seat.is_left,
            is_short: seat.is_short,
            is_bold,
        });
    }

    /// A lane with more rows than most have. There two staircases that fall away from the middle of the plot hold
    /// twice what one over its whole width does.
    fn is_tall(&self, lane: usize) -> bool {
        self.plots[lane].flags.most_rows > self.options.max_rows
    }

    /// The seat of the scene before, if it is still free.
    fn same_seat(&mut self, before: &Label, keys: &[u64], width_px: &dyn Fn(bool) -> f64) -> Option<Seat> {
        let (row, is_left, is_short) = (before.row, before.is_left, before.is_short);
        let width_px = width_px(is_short);
        for key in keys {
            let mark = mark_of(*key);
            if self.marks[mark].lane != before.lane || width_px <= 0.0 {
                continue;
            }
            let is_free = if row == 0 {
                self.take_ground(mark, is_left, width_px)
            } else {
                self.take_flag(mark, is_left, width_px, Some(row))
            };
            let lane = usize::from(before.lane);
            return is_free.then_some(Seat { lane, mark, row, is_left, is_short });
        }
        None
    }

    /// Beside the mark on the ground, else on a flag; to the right, else to the left.
    fn free_seat(&mut self, mark: usize, width_px: f64, round: Round) -> Option<(u8, bool)> {
        for is_left in [false, true] {
            if self.take_ground(mark, is_left, width_px) {
                return Some((0, is_left));
            }
        }
        let is_outward = round == Round::Spare && self.is_tall(usize::from(self.marks[mark].lane));
        let is_near_left = self.marks[mark].x_px < self.scale.left_px + self.scale.width_px / 2.0;
        for is_left in [false, true] {
            if (!is_outward || is_left == is_near_left) && self.take_flag(mark, is_left, width_px, None) {
                return Some((1, is_left));
            }
        }
        None
    }

    /// Left and right end of a title.
    fn words(&self, mark: usize, is_flag: bool, is_left: bool, width_px: f64) -> (f64, f64) {
        let mark = &self.marks[mark];
        let (before_px, after_px) = if is_flag { (mark.x_px, mark.x_px) } else { mark.sides() };
        let from_px = if is_left { before_px - POLE_GAP_PX - width_px } else { after_px + POLE_GAP_PX };
        (from_px, from_px + width_px)
    }

    fn is_inside(&self, from_px: f64, to_px: f64) -> bool {
        from_px >= self.scale.left_px && to_px <= self.scale.right_px()
    }

    fn take_ground(&mut self, mark: usize, is_left: bool, width_px: f64) -> bool {
        let (from_px, to_px) = self.words(mark, false, is_left, width_px);
        let is_inside = self.is_inside(from_px, to_px);
        let mark = &self.marks[mark];
        let plot = &mut self.plots[usize::from(mark.lane)];
        if !is_inside || mark.foot_px < plot.ground_px - 1.0 {
            return false;
        }
        // The mark's own columns end right beside the words.
        let (near_px, far_px) = if is_left { (2.0, 0.5) } else { (0.5, 2.0) };
        let columns = (from_px - near_px - plot.shift_px, to_px + far_px - plot.shift_px);
        if plot.skyline.foot_px(columns.0, columns.1) > 0.0 {
            return false;
        }
        for (from, to) in &plot.ground_words {
            if from_px < to + WORD_GAP_PX && *from < to_px + WORD_GAP_PX {
                return false;
            }
        }
        plot.ground_words.push((from_px, to_px));
        true
    }

    fn take_flag(&mut self, mark: usize, is_left: bool, width_px: f64, row: Option<u8>) -> bool {
        let (from_px, to_px) = self.words(mark, true, is_left, width_px);
        if !self.is_inside(from_px, to_px) {
            return false;
        }
        let mark = &self.marks[mark];
        let plot = &mut self.plots[usize::from(mark.lane)];
        let (near_px, far_px) = (from_px.min(mark.x_px), to_px.max(mark.x_px));
        let top_px = plot.skyline.foot_px(near_px - 2.0 - plot.shift_px, far_px + 2.0 - plot.shift_px);
        // The words of row r begin this high over the ground: BASE - DESCENT + r rows.
        let over_px = top_px - (BASE_PX - DESCENT_PX) * self.text_scale - 1.0;
        let least_row = (over_px / (ROW_PX * self.text_scale)).ceil().max(1.0) as u8;
        if row.is_some_and(|row| row < least_row) {
            return false;
        }
        plot.flags.add(Flag {
            pole_px: mark.x_px,
            from_px,
            to_px,
            row: row.unwrap_or(least_row),
            is_fixed: row.is_some(),
        })
    }
}

fn mark_of(key: u64) -> usize {
    (key & u64::from(u32::MAX)) as usize
}
