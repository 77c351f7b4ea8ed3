//! Any data, any sequence of changes: every answer is the reference's, and none depends on the way there.

use crate::reference::{self, CONDITIONS};
use crate::rows::{World, change, world};
use conflict_timeline_core::model::EventId;
use conflict_timeline_core::query::{
    BinUnit, Dimension, Filter, Index, Matches, facets, histogram, matches, matches_after,
};
use conflict_timeline_core::time::{Day, Span};
use proptest::prelude::*;

fn check_rows(world: &World, passes: &[Vec<bool>], found: &Matches) -> Result<(), TestCaseError> {
    let wanted = reference::rows_without(passes, None);
    let ids: Vec<EventId> = wanted.iter().copied().map(EventId::at).collect();
    prop_assert_eq!(found.ids(), &ids[..]);
    prop_assert_eq!((found.count(), found.total()), (wanted.len(), world.rows.len()));
    for (at, condition) in CONDITIONS.into_iter().enumerate() {
        let wanted = reference::rows_without(passes, Some(at));
        prop_assert_eq!(found.count_without(condition), wanted.len());
        let rows: Vec<usize> = found.rows_without(condition).iter().collect();
        prop_assert_eq!(rows, wanted, "without {:?}", condition);
    }
    for row in 0..world.rows.len() {
        let id = EventId::at(row);
        prop_assert_eq!(found.has(id), ids.binary_search(&id).is_ok());
        if row % 7 == 0 {
            prop_assert_eq!(found.next(id), ids.iter().copied().find(|other| *other > id));
            prop_assert_eq!(found.previous(id), ids.iter().copied().rfind(|other| *other < id));
            prop_assert_eq!(found.rank(id), ids.iter().filter(|other| **other < id).count());
            prop_assert_eq!(found.nth(row), ids.get(row).copied());
        }
    }
    let span = Span::new(Day(100), Day(400));
    let in_span: Vec<usize> = found.in_span(span).iter().collect();
    let wanted: Vec<usize> = wanted.into_iter().filter(|row| world.rows[*row].when.may_meet(span)).collect();
    prop_assert_eq!(in_span, wanted);
    Ok(())
}

fn check(world: &World, index: &Index, filter: &Filter, found: &Matches) -> Result<(), TestCaseError> {
    let passes = reference::table_of_passes(world, filter);
    check_rows(world, &passes, found)?;
    for dimension in Dimension::ALL {
        let wanted = reference::facets(world, &passes, filter, dimension, world.value_count(dimension));
        prop_assert_eq!(facets(index, found, filter, dimension), wanted, "{:?}", dimension);
    }
    let span = Span::new(Day(-300), Day(2_200));
    for (unit, rows, ignored) in [
        (BinUnit::Month, found.without_dates(), Some(Dimension::ALL.len())),
        (BinUnit::Year, found.rows().clone(), None),
        (BinUnit::Even(400), found.rows().clone(), None),
        (BinUnit::Day, found.rows().clone(), None),
        (BinUnit::Week, found.rows().clone(), None),
    ] {
        let wanted = reference::histogram(world, &reference::rows_without(&passes, ignored), span, unit);
        prop_assert_eq!(histogram(index, &rows, span, unit), wanted, "{:?}", unit);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_changes_answers_as_the_reference(
        world in world(400),
        changes in proptest::collection::vec((change(), any::<bool>()), 1..7),
    ) {
        let index = world.index();
        let mut filter = Filter::default();
        let mut so_far: Option<Matches> = None;
        for (change, is_looked_at) in &changes {
            change.apply(&mut filter);
            let next = matches_after(&index, &filter, so_far.as_ref());
            // Answers that nobody asked for in between must not matter.
            if *is_looked_at {
                check(&world, &index, &filter, &next)?;
            }
            prop_assert_eq!(&next, &matches(&index, &filter));
            so_far = Some(next);
        }
        check(&world, &index, &filter, &so_far.unwrap_or_default())?;
    }
}

#[test]
fn nothing_has_no_answers_and_no_panic() {
    let index = Index::default();
    let filter = Filter { text: "men".into(), disputed: Some(true), from: Some(Day(3)), ..Filter::default() };
    let found = matches(&index, &filter);
    assert_eq!((found.count(), found.total(), found.nth(0)), (0, 0, None));
    assert_eq!(found.next(EventId(9)), None);
    assert!(facets(&index, &found, &filter, Dimension::Kind).is_empty());
    assert_eq!(histogram(&index, found.rows(), Span::new(Day(0), Day(31)), BinUnit::Month).len(), 1);
}
