//! Numbers of rows, several a row, flat.

/// Numbers in two bytes each where all fit, else in four.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Narrow {
    /// All are below 65,535; that one stands for none.
    Short(Vec<u16>),
    /// `u32::MAX` stands for none.
    Long(Vec<u32>),
}

impl Default for Narrow {
    fn default() -> Self {
        Self::Short(Vec::new())
    }
}

impl Narrow {
    /// Room for `capacity` numbers below `bound`.
    #[must_use]
    pub fn with_capacity(bound: usize, capacity: usize) -> Self {
        if bound <= usize::from(u16::MAX) {
            Self::Short(Vec::with_capacity(capacity))
        } else {
            Self::Long(Vec::with_capacity(capacity))
        }
    }

    /// How many numbers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Short(numbers) => numbers.len(),
            Self::Long(numbers) => numbers.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number at a position; `None` where it stands for none.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<u32> {
        match self {
            Self::Short(numbers) => {
                numbers.get(at).filter(|number| **number != u16::MAX).map(|number| (*number).into())
            }
            Self::Long(numbers) => numbers.get(at).copied().filter(|number| *number != u32::MAX),
        }
    }

    /// Adds a number; one that does not fit two bytes widens all.
    pub fn push(&mut self, number: Option<u32>) {
        if let (Self::Short(numbers), Some(large)) = (&*self, number)
            && large >= u32::from(u16::MAX)
        {
            let wide = numbers.iter().map(|known| if *known == u16::MAX { u32::MAX } else { (*known).into() });
            *self = Self::Long(wide.collect());
        }
        match self {
            Self::Short(numbers) => numbers.push(number.map_or(u16::MAX, |number| number as u16)),
            Self::Long(numbers) => numbers.push(number.unwrap_or(u32::MAX)),
        }
    }

    fn first_none(&self) -> Option<usize> {
        match self {
            Self::Short(numbers) => numbers.iter().position(|number| *number == u16::MAX),
            Self::Long(numbers) => numbers.iter().position(|number| *number == u32::MAX),
        }
    }

    /// The greatest number, nones left out.
    #[must_use]
    pub fn greatest(&self) -> Option<u32> {
        match self {
            // Nones become nought by the wrapping step, and each number one more than it is.
            Self::Short(numbers) => numbers.iter().map(|number| number.wrapping_add(1)).max().map(u32::from),
            Self::Long(numbers) => numbers.iter().map(|number| number.wrapping_add(1)).max(),
        }?
        .checked_sub(1)
    }
}

/// Numbers of each row: row `i` has those from `starts[i]` to `starts[i + 1]`. Where no row has more than
/// one, `starts` is empty and each row has one entry, which may stand for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// Where each row begins, and the end of the last; or empty.
    pub starts: Vec<u32>,
    /// The numbers.
    pub values: Narrow,
}

impl Lists {
    /// No rows yet, room for some, numbers below `bound`.
    #[must_use]
    pub fn with_capacity(bound: usize, rows: usize) -> Self {
        Self { starts: Vec::new(), values: Narrow::with_capacity(bound, rows) }
    }

    /// One number a row, of those bits of each entry.
    #[must_use]
    pub fn of_column(column: &[u8], mask: u8) -> Self {
        let values = column.iter().map(|entry| u16::from(entry & mask)).collect();
        Self { starts: Vec::new(), values: Narrow::Short(values) }
    }

    /// Puts in place of each number the one at its position.
    ///
    /// # Panics
    /// Where a number is past the end.
    pub fn rename(&mut self, names: &[u32]) {
        let is_short = names.len() <= usize::from(u16::MAX);
        match &mut self.values {
            Narrow::Short(values) if is_short => {
                for value in values.iter_mut().filter(|value| **value != u16::MAX) {
                    *value = names[usize::from(*value)] as u16;
                }
            }
            Narrow::Short(values) => {
                let name = |value: &u16| if *value == u16::MAX { u32::MAX } else { names[usize::from(*value)] };
                self.values = Narrow::Long(values.iter().map(name).collect());
            }
            Narrow::Long(values) => {
                for value in values.iter_mut().filter(|value| **value != u32::MAX) {
                    *value = names[*value as usize];
                }
            }
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        if self.starts.is_empty() { self.values.len() } else { self.starts.len() - 1 }
    }

    /// Whether no row has more than one number.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.starts.is_empty()
    }

    /// The numbers of a row.
    pub fn of(&self, row: usize) -> impl Iterator<Item = u32> + '_ {
        let (from, to) = if self.starts.is_empty() {
            (row, row + 1)
        } else {
            (self.starts[row] as usize, self.starts[row + 1] as usize)
        };
        (from..to).filter_map(|at| self.values.get(at))
    }

    /// Adds a row.
    pub fn push(&mut self, row: &[u32]) {
        if self.starts.is_empty() && row.len() > 1 {
            self.open();
        }
        if self.starts.is_empty() {
            self.values.push(row.first().copied());
            return;
        }
        for value in row {
            self.values.push(Some(*value));
        }
        self.starts.push(self.values.len() as u32);
    }

    /// From one entry a row to starts and no entry that stands for none.
    fn open(&mut self) {
        let single = core::mem::take(&mut self.values);
        self.starts = Vec::with_capacity(single.len() + 2);
        self.starts.push(0);
        for row in 0..single.len() {
            if let Some(value) = single.get(row) {
                self.values.push(Some(value));
            }
            self.starts.push(self.values.len() as u32);
        }
    }

    /// The same rows in another order: row `i` of the result is row `order[i]`.
    #[must_use]
    pub fn ordered(&self, order: &[u32]) -> Self {
        let bound = self.values.greatest().map_or(0, |value| value as usize + 1);
        let mut lists = Self { starts: Vec::new(), values: Narrow::with_capacity(bound, self.values.len()) };
        if self.starts.is_empty() {
            for row in order {
                lists.values.push(self.values.get(*row as usize));
            }
            return lists;
        }
        lists.starts.push(0);
        for row in order {
            for value in self.of(*row as usize) {
                lists.values.push(Some(value));
            }
            lists.starts.push(lists.values.len() as u32);
        }
        lists
    }

    /// What is wrong with lists of this many rows whose numbers are to be below `bound`: the row or entry, and what.
    /// Lists without any entry are lists of any number of rows.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, rows: usize, bound: usize) -> Result<(), (usize, &'static str)> {
        let count = self.values.len();
        if *self == Self::default() {
            return Ok(());
        }
        if self.rows() != rows {
            return Err((self.rows(), "not as many entries as rows"));
        }
        if let Some(last) = self.starts.last() {
            if self.starts[0] != 0 || *last as usize != count {
                return Err((rows, "the lists do not fill the column"));
            }
            if let Some(row) = self.starts.windows(2).position(|ends| ends[0] > ends[1]) {
                return Err((row, "a list ends before it begins"));
            }
            if let Some(at) = self.values.first_none() {
                return Err((at, "a list holds no value where it should hold one"));
            }
            // Rising within a row, so that each value counts once.
            let falling = match &self.values {
                Narrow::Short(values) => first_falling(&self.starts, values),
                Narrow::Long(values) => first_falling(&self.starts, values),
            };
            if let Some(row) = falling {
                return Err((row, "a list does not rise"));
            }
        }
        if self.values.greatest().is_some_and(|value| value as usize >= bound) {
            let at = (0..count).find(|at| self.values.get(*at).is_some_and(|value| value as usize >= bound));
            return Err((at.unwrap_or(0), "points past the end of its list"));
        }
        Ok(())
    }

    /// Calls with each row and number, in order.
    #[inline]
    pub fn each(&self, mut call: impl FnMut(usize, u32)) {
        match &self.values {
            Narrow::Short(values) => each(&self.starts, values, u16::MAX, |row, value| call(row, value.into())),
            Narrow::Long(values) => each(&self.starts, values, u32::MAX, call),
        }
    }
}

fn first_falling<T: PartialOrd>(starts: &[u32], values: &[T]) -> Option<usize> {
    let is_falling = |ends: &[u32]| {
        let values = &values[ends[0] as usize..ends[1] as usize];
        values.len() > 1 && !values.is_sorted_by(|a, b| a < b)
    };
    starts.windows(2).position(is_falling)
}

#[inline]
fn each<T: Copy + PartialEq>(starts: &[u32], values: &[T], none: T, mut call: impl FnMut(usize, T)) {
    if starts.is_empty() {
        for (row, value) in values.iter().enumerate() {
            if *value != none {
                call(row, *value);
            }
        }
        return;
    }
    for (row, ends) in starts.windows(2).enumerate() {
        for value in &values[ends[0] as usize..ends[1] as usize] {
            call(row, *value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_none_one_and_several_are_kept_apart() {
        let mut lists = Lists::default();
        let rows: [&[u32]; 5] = [&[3], &[], &[0], &[70_000, 2], &[]];
        for (count, row) in rows.iter().enumerate() {
            assert_eq!(lists.is_single(), count < 4);
            lists.push(row);
        }
        let read = |lists: &Lists| (0..lists.rows()).map(|row| lists.of(row).collect::<Vec<_>>()).collect::<Vec<_>>();
        assert_eq!(read(&lists), rows);
        assert_eq!(lists.values.greatest(), Some(70_000));
        assert_eq!(read(&lists.ordered(&[4, 3])), [vec![], vec![70_000, 2]]);
        assert_eq!(Narrow::default().greatest(), None);
    }

    #[test]
    fn numbers_are_renamed_even_to_longer_ones() {
        let read = |lists: &Lists| (0..lists.rows()).map(|row| lists.of(row).collect::<Vec<_>>()).collect::<Vec<_>>();
        for last in [7, 69_999] {
            let mut names: Vec<u32> = (0..=last).rev().collect();
            let mut lists = Lists::default();
            [&[0_u32][..], &[], &[1]].iter().for_each(|row| lists.push(row));
            lists.rename(&names);
            assert_eq!(read(&lists), [vec![last], vec![], vec![last - 1]]);
            names.reverse();
            lists.push(&[2, 3]);
            lists.rename(&names);
            assert_eq!(read(&lists), [vec![last], vec![], vec![last - 1], vec![2, 3]]);
        }
    }
}
