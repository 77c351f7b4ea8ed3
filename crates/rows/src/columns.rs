//! Whether columns are what they should be: the place of the first entry that is not.

/// The first of two entries that fall.
#[must_use]
pub fn first_fall(column: &[i32]) -> Option<usize> {
    column.windows(2).position(|two| two[0] > two[1])
}

/// The first entry outside a range, both ends included.
#[must_use]
pub fn first_outside(column: &[i32], least: i32, most: i32) -> Option<usize> {
    column.iter().position(|entry| !(least..=most).contains(entry))
}

/// The first entry of a column of days that is above that of another.
#[must_use]
pub fn first_above(low: &[i32], high: &[i32]) -> Option<usize> {
    low.iter().zip(high).position(|(low, high)| low > high)
}

/// The first pair of entries that is no range: the low end above the high one, or one of them `none` alone.
#[must_use]
pub fn first_no_range(low: &[u32], high: &[u32], none: u32) -> Option<usize> {
    low.iter().zip(high).position(|(low, high)| low > high || (*low == none) != (*high == none))
}

/// The first entry whose bits under a mask are more than a number.
#[must_use]
pub fn first_more(column: &[u8], mask: u8, most: u8) -> Option<usize> {
    column.iter().position(|bits| bits & mask > most)
}

/// Rows whose entry has any of the bits of a mask.
#[must_use]
pub fn rows_with(column: &[u8], mask: u8) -> crate::Rows {
    let mut rows = crate::Rows::none(column.len());
    for (word, bits) in rows.words_mut().iter_mut().zip(column.chunks(64)) {
        *word = bits.iter().rev().fold(0, |word, bits| word << 1 | u64::from(bits & mask != 0));
    }
    rows
}

/// Rows that have a number.
#[must_use]
pub fn rows_known(column: &[u32], none: u32) -> crate::Rows {
    let mut rows = crate::Rows::none(column.len());
    for (word, numbers) in rows.words_mut().iter_mut().zip(column.chunks(64)) {
        *word = numbers.iter().rev().fold(0, |word, number| word << 1 | u64::from(*number != none));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_odd_entry_is_named() {
        assert_eq!(first_fall(&[1, 1, 3, 2]), Some(2));
        assert_eq!(first_fall(&[1, 1, 3]), None);
        assert_eq!(first_outside(&[0, 5, 6], 0, 5), Some(2));
        assert_eq!(first_above(&[1, 4], &[1, 3]), Some(1));
        assert_eq!(first_no_range(&[1, 9, 9], &[2, 9, 3], 9), Some(2));
        assert_eq!(first_no_range(&[1, 2], &[2, 9], 9), Some(1));
        assert_eq!(first_more(&[0b1_0100, 0b0_0101], 7, 4), Some(1));
        let bits: Vec<u8> = (0..130).map(|row| row % 3).collect();
        assert!((0..130).all(|row| rows_with(&bits, 2).has(row) == (row % 3 == 2)));
        let numbers: Vec<u32> = (0..130).map(|row| row % 5).collect();
        assert!((0..130).all(|row| rows_known(&numbers, 4).has(row) == (row % 5 != 4)));
    }
}
