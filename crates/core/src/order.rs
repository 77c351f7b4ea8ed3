//! Sorting, once for all: the standard library's sorts are compiled anew for every type and
//! comparison, which the Wasm pays for in kilobytes.

use core::cmp::Ordering;

/// Sorts positions by what they stand for; equal ones keep their order.
///
/// ```
/// use conflict_timeline_core::order;
/// let names = ["Gao", "Aguelhok", "Kidal"];
/// let mut order = [0, 1, 2];
/// order::by(&mut order, &mut |a, b| names[a as usize].cmp(names[b as usize]));
/// assert_eq!(order, [1, 0, 2]);
/// ```
pub fn by(items: &mut [u32], compare: &mut dyn FnMut(u32, u32) -> Ordering) {
    merge(items, &mut Vec::new(), &mut |a, b| compare(a, b) == Ordering::Greater);
}

/// Sorts numbers, the least first.
pub fn ids(items: &mut [u32]) {
    by(items, &mut |a, b| a.cmp(&b));
}

/// Sorts numbers made of several keys, the least first.
pub fn keys(items: &mut [u64]) {
    merge(items, &mut Vec::new(), &mut |a, b| a > b);
}

const FEW: usize = 8;

/// A merge sort that is done at once with what is sorted already.
fn merge<T: Copy>(items: &mut [T], before: &mut Vec<T>, is_after: &mut impl FnMut(T, T) -> bool) {
    let count = items.len();
    if count <= FEW {
        for end in 1..count {
            let item = items[end];
            let mut at = end;
            while at > 0 && is_after(items[at - 1], item) {
                items[at] = items[at - 1];
                at -= 1;
            }
            items[at] = item;
        }
        return;
    }
    let middle = count / 2;
    merge(&mut items[..middle], before, is_after);
    merge(&mut items[middle..], before, is_after);
    if !is_after(items[middle - 1], items[middle]) {
        return;
    }
    before.clear();
    before.extend_from_slice(&items[..middle]);
    let mut right = middle;
    let mut at = 0;
    for item in before.iter() {
        while right < count && is_after(*item, items[right]) {
            items[at] = items[right];
            right += 1;
            at += 1;
        }
        items[at] = *item;
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_count_are_sorted_and_equals_keep_their_order() {
        let mut seed = 7_u32;
        for count in 0..200 {
            let mut values = Vec::new();
            for _ in 0..count {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                values.push(u64::from(seed >> 27));
            }
            let mut sorted = values.clone();
            sorted.sort();
            let mut own = values.clone();
            keys(&mut own);
            assert_eq!(own, sorted);
            let mut order: Vec<u32> = (0..count).collect();
            by(&mut order, &mut |a, b| values[a as usize].cmp(&values[b as usize]));
            let mut stable: Vec<u32> = (0..count).collect();
            stable.sort_by_key(|at| values[*at as usize]);
            assert_eq!(order, stable);
        }
    }
}
