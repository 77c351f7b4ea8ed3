//! How many bits are set, 128 at a time where the target can.

pub(crate) use pairs::{count_and, count_xor};

/// Bits set.
pub(crate) fn count(words: &[u64]) -> u32 {
    count_and(words, words)
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod pairs {
    use core::arch::wasm32::{
        i8x16_popcnt, i32x4_add, u8x16_add, u16x8_extadd_pairwise_u8x16, u32x4_extadd_pairwise_u16x8,
        u32x4_extract_lane, u64x2, v128, v128_and, v128_xor,
    };

    /// Pairs of words whose counts of a byte, eight at most each, still fit a byte.
    const PAIRS: usize = 31;

    /// Bits set in both.
    #[inline]
    pub(crate) fn count_and(a: &[u64], b: &[u64]) -> u32 {
        count(a, b, |a, b| v128_and(a, b), |a, b| a & b)
    }

    /// Bits set in one and not in the other.
    pub(crate) fn count_xor(a: &[u64], b: &[u64]) -> u32 {
        count(a, b, |a, b| v128_xor(a, b), |a, b| a ^ b)
    }

    #[inline]
    fn count(a: &[u64], b: &[u64], wide: impl Fn(v128, v128) -> v128, narrow: impl Fn(u64, u64) -> u64) -> u32 {
        let (mut total, length) = (u64x2(0, 0), a.len().min(b.len()));
        let (a, a_rest) = a[..length].as_chunks::<2>();
        let (b, b_rest) = b[..length].as_chunks::<2>();
        for (a, b) in a.chunks(PAIRS).zip(b.chunks(PAIRS)) {
            let mut bytes = u64x2(0, 0);
            for (a, b) in a.iter().zip(b) {
                bytes = u8x16_add(bytes, i8x16_popcnt(wide(u64x2(a[0], a[1]), u64x2(b[0], b[1]))));
            }
            total = i32x4_add(total, u32x4_extadd_pairwise_u16x8(u16x8_extadd_pairwise_u8x16(bytes)));
        }
        let rest: u32 = a_rest.iter().zip(b_rest).map(|(a, b)| narrow(*a, *b).count_ones()).sum();
        rest + u32x4_extract_lane::<0>(total)
            + u32x4_extract_lane::<1>(total)
            + u32x4_extract_lane::<2>(total)
            + u32x4_extract_lane::<3>(total)
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod pairs {
    /// Bits set in both.
    #[inline]
    pub(crate) fn count_and(a: &[u64], b: &[u64]) -> u32 {
        a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// Bits set in one and not in the other.
    pub(crate) fn count_xor(a: &[u64], b: &[u64]) -> u32 {
        a.iter().zip(b).map(|(a, b)| (a ^ b).count_ones()).sum()
    }
}
