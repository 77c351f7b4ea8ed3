//! "Did you mean": the closest of some known names.

/// The known name closest to `name`, if it is close enough to be a slip of the pen:
/// at most a third of the longer one's letters differ, or one is a part of the other.
///
/// ```
/// use conflict_timeline_core::problem::nearest;
/// assert_eq!(nearest("mnal", ["mnla", "mujao"].into_iter()), Some("mnla"));
/// assert_eq!(nearest("xyzzy", ["mnla", "mujao"].into_iter()), None);
/// ```
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best = None;
    let mut best_distance = usize::MAX;
    for candidate in known {
        let longer = name.len().max(candidate.len());
        let is_part = name.len() >= 3 && (candidate.starts_with(name) || name.starts_with(candidate));
        let limit = (longer / 3).max(1);
        let distance = edit_distance(name, candidate, limit.max(2));
        let distance = if is_part { distance.min(limit) } else { distance };
        if distance <= limit && distance < best_distance {
            best = Some(candidate);
            best_distance = distance;
        }
    }
    best
}

/// "unknown actor `mnal`, did you mean `mnla`?"
///
/// ```
/// use conflict_timeline_core::problem::unknown;
/// let known = ["mnla", "mujao"];
/// assert_eq!(unknown("actor", "mnal", &mut known.into_iter()), "unknown actor `mnal`, did you mean `mnla`?");
/// assert_eq!(unknown("actor", "xyzzy", &mut known.into_iter()), "unknown actor `xyzzy`");
/// ```
pub fn unknown(what: &str, name: &str, known: &mut dyn Iterator<Item = &str>) -> String {
    match nearest(name, known) {
        Some(near) => format!("unknown {what} `{name}`, did you mean `{near}`?"),
        None => format!("unknown {what} `{name}`"),
    }
}

/// Letters to insert, drop, change or swap with a neighbour; `limit + 1` once that is exceeded.
pub(crate) fn edit_distance(a: &str, b: &str, limit: usize) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            next[j] = (row[j - 1] + change).min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        before = row;
        row = next;
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swaps_count_once() {
        assert_eq!(edit_distance("mnal", "mnla", 3), 1);
        assert_eq!(edit_distance("kidal", "kidal", 3), 0);
        assert_eq!(edit_distance("", "gao", 3), 3);
        assert_eq!(edit_distance("menaka", "timbuktu", 1), 2);
    }

    #[test]
    fn a_beginning_finds_the_whole() {
        assert_eq!(nearest("tinza", ["gao", "tinzaouaten"].into_iter()), Some("tinzaouaten"));
        assert_eq!(nearest("", ["gao"].into_iter()), None);
    }
}
