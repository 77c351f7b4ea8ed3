//! Flags of one lane: rows such that no leader crosses a word and no word another.

/// Between words of one row.
const WORD_GAP_PX: f64 = 9.0;
/// Between a leader and a word, or two leaders.
const LEADER_GAP_PX: f64 = 3.0;

/// A title on a leader.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flag {
    /// The leader.
    pub pole_px: f64,
    /// Left end of the words.
    pub from_px: f64,
    /// Right end of the words.
    pub to_px: f64,
    /// From 1 up; at first the lowest row in which no mark is under the words.
    pub row: u8,
    /// It keeps its row; others have to make way.
    pub is_fixed: bool,
}

impl Flag {
    /// Whether a leader that rises past this flag's row would cross its words.
    fn covers(&self, other: &Self) -> bool {
        other.pole_px > self.from_px - LEADER_GAP_PX && other.pole_px < self.to_px + LEADER_GAP_PX
    }

    fn is_near(&self, other: &Self) -> bool {
        self.from_px < other.to_px + WORD_GAP_PX && other.from_px < self.to_px + WORD_GAP_PX
    }
}

/// The flags of a lane, always free of crossings.
#[derive(Clone, Debug)]
pub(super) struct Flags {
    pub flags: Vec<Flag>,
    pub most_rows: u8,
    before: Vec<u8>,
    raised: Vec<usize>,
}

impl Flags {
    pub fn new(most_rows: u8) -> Self {
        Self { flags: Vec::new(), most_rows, before: Vec::new(), raised: Vec::new() }
    }

    /// Adds a flag and lifts others where that makes room: a flag over whose words others' leaders
    /// would rise stands higher than they. Changes nothing and returns false where there is no way.
    pub fn add(&mut self, flag: Flag) -> bool {
        if flag.row > self.most_rows {
            return false;
        }
        for other in &self.flags {
            let is_on_pole = (flag.pole_px - other.pole_px).abs() < LEADER_GAP_PX;
            if is_on_pole || (flag.covers(other) && other.covers(&flag)) {
                return false;
            }
        }
        self.before.clear();
        for other in &self.flags {
            self.before.push(other.row);
        }
        self.raised.clear();
        self.raised.push(self.flags.len());
        self.flags.push(flag);
        while let Some(index) = self.raised.pop() {
            if !self.settle(index) {
                self.flags.pop();
                for (flag, row) in self.flags.iter_mut().zip(&self.before) {
                    flag.row = *row;
                }
                return false;
            }
        }
        true
    }

    /// Makes one flag agree with all others; those that rise are to be looked at again.
    fn settle(&mut self, index: usize) -> bool {
        for other in 0..self.flags.len() {
            if other == index {
                continue;
            }
            let (this, that) = (self.flags[index], self.flags[other]);
            let rising = if that.covers(&this) {
                // The other has to stand higher.
                if that.row > this.row { continue } else { other }
            } else if this.covers(&that) {
                if this.row > that.row { continue } else { index }
            } else if this.is_near(&that) && this.row == that.row {
                // Either may rise: the earlier one, as in a staircase, unless it has a fixed row.
                let is_earlier = this.pole_px < that.pole_px;
                if (is_earlier && !this.is_fixed) || that.is_fixed { index } else { other }
            } else {
                continue;
            };
            let floor = if rising == index { that.row } else { this.row };
            let flag = &mut self.flags[rising];
            flag.row = floor + 1;
            if flag.is_fixed || flag.row > self.most_rows {
                return false;
            }
            self.raised.push(rising);
            if rising == index {
                // Its new row is settled in its own turn.
                return true;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flag(pole_px: f64, width_px: f64, is_left: bool) -> Flag {
        let from_px = if is_left { pole_px - 4.0 - width_px } else { pole_px + 4.0 };
        Flag { pole_px, from_px, to_px: from_px + width_px, row: 1, is_fixed: false }
    }

    #[test]
    fn earlier_flags_rise_to_a_staircase_whatever_the_order() {
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]] {
            let mut flags = Flags::new(3);
            for index in order {
                assert!(flags.add(flag(f64::from(index) * 20.0, 100.0, false)));
            }
            let mut rows: Vec<_> = flags.flags.iter().map(|flag| (flag.pole_px as i32, flag.row)).collect();
            rows.sort_unstable();
            assert_eq!(rows, [(0, 3), (20, 2), (40, 1)]);
        }
    }

    #[test]
    fn what_has_no_room_changes_nothing() {
        let mut flags = Flags::new(2);
        assert!(flags.add(flag(0.0, 100.0, false)));
        assert!(flags.add(flag(20.0, 100.0, false)));
        let rows: Vec<u8> = flags.flags.iter().map(|flag| flag.row).collect();
        assert!(!flags.add(flag(40.0, 100.0, false)));
        assert!(!flags.add(flag(21.0, 10.0, true)), "two leaders on one spot");
        assert_eq!(flags.flags.iter().map(|flag| flag.row).collect::<Vec<_>>(), rows);
    }

    #[test]
    fn a_fixed_flag_keeps_its_row() {
        let mut flags = Flags::new(4);
        assert!(flags.add(Flag { row: 1, is_fixed: true, ..flag(0.0, 100.0, false) }));
        assert!(!flags.add(flag(20.0, 100.0, false)), "its leader would cross the fixed words");
        assert!(flags.add(flag(-20.0, 100.0, false)));
        assert_eq!(flags.flags[1].row, 2);
    }

    #[test]
    fn words_that_face_each_other_take_two_rows() {
        let mut flags = Flags::new(4);
        assert!(flags.add(flag(0.0, 60.0, false)));
        assert!(flags.add(flag(100.0, 60.0, true)));
        assert_ne!(flags.flags[0].row, flags.flags[1].row);
    }
}
