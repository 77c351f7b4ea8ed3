//! Counting by every way against a walk over all rows, in sets long enough for marks, runs and whole words.

use conflict_timeline_rows::{Counted, Lists, Postings, Rows, Sliced, Way};
use std::sync::Arc;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

/// Numbers that look random, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as u32) % bound
    }
}

fn lists(dice: &mut Dice, rows: usize, values: u32, is_single: bool) -> Lists {
    let mut lists = Lists::default();
    for _ in 0..rows {
        let mut row: Vec<u32> = (0..dice.below(if is_single { 2 } else { 4 })).map(|_| dice.below(values)).collect();
        row.sort_unstable();
        row.dedup();
        lists.push(&row);
    }
    lists
}

/// Sets that lie far from, near to and on both sides of what counting may set out from.
fn sets(dice: &mut Dice, rows: usize) -> Vec<(Rows, Option<(usize, usize)>)> {
    let mut sets = vec![(Rows::none(rows), None), (Rows::all(rows), None)];
    for noise in [0, 1, 40] {
        for (from, to) in [(0, rows), (1_500, 3_100), (1_024, 4_096), (700, 700), (rows - 3, rows)] {
            let mut set = Rows::none(rows);
            (from..to).for_each(|row| set.insert(row));
            for _ in 0..noise {
                let row = dice.below(rows as u32) as usize;
                if set.has(row) { set.remove(row) } else { set.insert(row) }
            }
            sets.push((set, (noise != 1).then_some((from, to))));
        }
    }
    let mut sparse = Rows::none(rows);
    (0..rows).filter(|_| dice.below(3) == 0).for_each(|row| sparse.insert(row));
    sets.push((sparse, Some((10, 20))));
    sets
}

fn walked(lists: &Lists, values: usize, rows: &Rows) -> Vec<u32> {
    let mut counts = vec![0; values];
    for row in rows.iter() {
        lists.of(row).for_each(|value| counts[value as usize] += 1);
    }
    counts
}

#[test]
fn every_way_gives_the_counts_of_a_walk() {
    let mut dice = Dice(7);
    let rows = 5_000;
    for (values, is_single) in [(1, true), (12, true), (12, false), (60, false), (200, true), (200, false)] {
        let lists = lists(&mut dice, rows, values, is_single);
        assert_eq!(lists.is_single(), is_single);
        let postings = Postings::of(rows, values as usize, &lists);
        assert_eq!(postings.is_dense(), values <= 64);
        assert_eq!(postings.totals(), walked(&lists, values as usize, &Rows::all(rows)));
        let mut before: Option<Counted> = None;
        for (set, run) in sets(&mut dice, rows) {
            let (set, expected) = (Arc::new(set.clone()), walked(&lists, values as usize, &set));
            let known = before.as_ref().map(|before| &before.rows);
            let way = Way::new(&set, run, known);
            assert!(way.is(&set, known) && !way.is(&Arc::new(Rows::none(rows)), known));
            let counted = way.count(&postings, Some(&lists), before.as_ref());
            assert_eq!(counted.counts, expected, "{values} values, run {run:?}");
            if postings.is_dense() {
                assert_eq!(way.count(&postings, None, before.as_ref()).counts, expected, "{values} by bits, {run:?}");
            }
            assert_eq!(Way::new(&set, None, None).count(&postings, Some(&lists), None).counts, expected);
            before = Some(counted);
        }
    }
}

#[test]
fn sets_of_values_count_as_the_lists_do() {
    let mut dice = Dice(11);
    let rows = 5_000;
    let lists = lists(&mut dice, rows, 9, false);
    let all = Postings::of(rows, 9, &lists);
    let sets_of_values = (0..9).filter(|value| *value != 4).map(|value| (value, all.any(&[value]))).collect();
    let postings = Postings::of_sets(rows, 9, sets_of_values);
    for (set, run) in sets(&mut dice, rows) {
        let set = Arc::new(set);
        let mut wanted = walked(&lists, 9, &set);
        wanted[4] = 0;
        assert_eq!(Way::new(&set, run, None).count(&postings, None, None).counts, wanted, "run {run:?}");
    }
    assert_eq!(postings.any(&[3]), all.any(&[3]));
    assert_eq!(postings.any(&[4]).count(), 0);
}

#[test]
fn sliced_numbers_are_summed_and_compared_as_the_column_is() {
    let mut dice = Dice(3);
    let rows = 5_000;
    let column: Vec<u32> = (0..rows)
        .map(|_| match dice.below(40) {
            0 => u32::MAX,
            1 => dice.below(90_000_000),
            2..10 => 0,
            _ => dice.below(300),
        })
        .collect();
    let sliced = Sliced::new(&column, u32::MAX);
    let mut known = Rows::none(rows);
    (0..rows).filter(|row| column[*row] != u32::MAX).for_each(|row| known.insert(row));
    for (set, run) in sets(&mut dice, rows) {
        let (from, to) = run.unwrap_or((0, rows));
        let wanted = (from..to).filter(|row| set.has(*row) && known.has(*row)).map(|row| u64::from(column[row]));
        assert_eq!(sliced.sum(&set, from, to), wanted.sum::<u64>(), "{run:?}");
        let ones: Vec<usize> = (from..to).filter(|row| set.has(*row)).collect();
        assert_eq!(set.count_in(from, to), ones.len());
        assert_eq!(set.iter_in(from, to).collect::<Vec<_>>(), ones);
    }
    for bound in [0, 1, 2, 150, 299, 70_000, u32::MAX - 1] {
        let found: Vec<usize> = sliced.at_least(bound, &known).iter().collect();
        let wanted: Vec<usize> = (0..rows).filter(|row| known.has(*row) && column[*row] >= bound).collect();
        assert_eq!(found, wanted, "{bound}");
    }
}
