//! Numbers in as few bytes as they need: LEB128, signed ones zigzag.

pub(super) fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The number at the beginning of `rest`, which is moved behind it; `None` where there is no whole one.
pub(super) fn take(rest: &mut &[u8]) -> Option<u64> {
    let (mut number, mut shift) = (0_u64, 0);
    while shift < 64 {
        let (byte, behind) = rest.split_first()?;
        *rest = behind;
        number |= u64::from(*byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(number);
        }
        shift += 7;
    }
    None
}

/// A signed number such that small ones stay small.
pub(super) fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

/// The signed number of [`zigzag`].
pub(super) fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}
