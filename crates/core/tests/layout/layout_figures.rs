//! People killed by year, and whose side an actor was on.

use crate::fake::{Fake, empty, text};
use conflict_timeline_core::layout::{
    TollTable, Victims, forerunners, heirs, subject, told_of, toll_chart, toll_table, turns,
};
use conflict_timeline_core::model::{
    Actor, ActorId, Alignment, Claim, Claimant, DataSet, Event, Kind, Lineage, Wording,
};
use conflict_timeline_core::query::{Filter, Index, matches};
use conflict_timeline_core::time::{Span, When};

fn killed(by: u32, about: Option<u32>, low: Option<u32>, wording: Wording) -> Claim {
    Claim { by: Claimant::Actor(ActorId(by)), about: about.map(ActorId), low, wording, ..Claim::default() }
}

fn event(when: &str, claims: Vec<Claim>) -> Event {
    Event { when: When::parse(when).expect("a date"), kind: Kind::Battle, claims, ..Event::default() }
}

/// The army (0) is a force, the MNLA (1) a group, civilians are 6.
fn set() -> DataSet {
    let mut data = empty();
    data.actors[0].sort = "force".into();
    data.actors[1].sort = "group".into();
    data.events = vec![
        event(
            "2012-03-01",
            vec![killed(0, Some(1), Some(40), Wording::Exact), killed(1, Some(1), Some(9), Wording::Exact)],
        ),
        event(
            "2012-05-01",
            vec![killed(0, Some(6), Some(4), Wording::AtLeast), killed(0, Some(0), None, Wording::Dozens)],
        ),
        event("2014-01-01", vec![]),
        event("2014-02-01", vec![killed(2, None, Some(7), Wording::Exact)]),
    ]
    .into();
    data
}

fn days(from: &str, to: &str) -> Span {
    let day = |text: &str| When::parse(text).expect("a date").earliest;
    Span::new(day(from), day(to))
}

#[test]
fn rival_accounts_are_a_span_and_groups_are_kept_apart() {
    let data = set();
    let index = Index::new(&data);
    let all = matches(&index, &Filter::default());
    let table = toll_table(&data, &index, all.rows(), days("2012-01-01", "2015-01-01"));
    assert!(!table.is_monthly);
    assert_eq!(table.rows.len(), 3);
    let cell = |row: usize, victims: Victims| table.rows[row].1[victims as usize];
    assert_eq!(cell(0, Victims::All).figures, Some((13, 44)));
    assert_eq!(cell(0, Victims::Groups).figures, Some((9, 40)));
    let civilians = cell(0, Victims::Civilians);
    assert_eq!((civilians.figures, civilians.is_open), (Some((4, 4)), true));
    let forces = cell(0, Victims::Forces);
    assert_eq!((forces.figures, forces.unknown), (None, 1), "a word is no number, and never nought");
    assert_eq!(cell(1, Victims::All), Default::default());
    assert_eq!((cell(2, Victims::All).figures, cell(2, Victims::All).unknown), (Some((7, 7)), 1));
    assert_eq!(cell(2, Victims::Unsaid).figures, Some((7, 7)));
}

#[test]
fn bars_float_between_lowest_and_highest_and_words_keep_apart() {
    let data = set();
    let index = Index::new(&data);
    let all = matches(&index, &Filter::default());
    let table = toll_table(&data, &index, all.rows(), days("2012-01-01", "2015-01-01"));
    let figures = ["13\u{2013}44".to_string(), String::new(), "7".into()];
    let chart = toll_chart(&table, Victims::All, &figures, 400.0, 1.0, &Fake);
    assert_eq!(chart.ticks.iter().map(|tick| tick.1).collect::<Vec<_>>(), [0, 20, 40, 60]);
    let (high_px, low_px) = chart.bars[0].reach.expect("figures");
    assert!(high_px < low_px && low_px < chart.ground_px);
    assert_eq!(chart.bars[1].reach, None);
    assert!(chart.bars[0].figures.is_some() && chart.bars[1].figures.is_none() && chart.bars[2].figures.is_some());
    assert_eq!(chart.bars[1].label.as_deref(), Some("2013"));
    let narrow = toll_chart(&table, Victims::All, &figures, 60.0, 1.0, &Fake);
    assert!(narrow.bars.iter().filter(|bar| bar.label.is_some()).count() < 3);
    let month = toll_table(&data, &index, all.rows(), days("2012-01-01", "2012-07-01"));
    assert!(month.is_monthly);
    let chart = toll_chart(&month, Victims::All, &[], 400.0, 1.0, &Fake);
    assert_eq!(chart.bars[0].label.as_deref(), Some("Jan 2012"));
    assert_eq!(chart.bars[1].label.as_deref(), Some("Feb"));
    let long = toll_table(&data, &index, all.rows(), days("2012-01-01", "2013-12-01"));
    let chart = toll_chart(&long, Victims::All, &[], 400.0, 1.0, &Fake);
    assert_eq!(chart.bars[12].label.as_deref(), Some("Jan 2013"), "years come first");
    assert!(toll_chart(&TollTable::default(), Victims::All, &[], 400.0, 1.0, &Fake).bars.is_empty());
}

#[test]
fn turns_stand_in_the_order_of_time_and_those_alike_are_one() {
    let mut data = empty();
    let note = text(&mut data, "the north falls");
    let turn = |with: u32, relation: &str, from: &str, note| Alignment {
        with: ActorId(with),
        relation: relation.into(),
        from: When::parse(from).ok(),
        note,
        ..Alignment::default()
    };
    let none = Default::default();
    data.actors[1].alignment = vec![
        turn(3, "beside", "2013-01", none),
        turn(2, "beside", "2012-01", note),
        turn(4, "beside", "2012-01", note),
        turn(0, "against", "2012-01", note),
    ];
    let found = turns(&data, ActorId(1));
    let read: Vec<_> = found.iter().map(|turn| (turn.with.len(), turn.is_against())).collect();
    assert_eq!(read, [(2, false), (1, true), (1, false)]);
    let mirrored = turns(&data, ActorId(0));
    assert_eq!((mirrored.len(), mirrored[0].with[0], mirrored[0].is_against()), (1, ActorId(1), true));
    assert_eq!(turns(&data, ActorId(99)), []);
    assert_eq!(subject(&data, None, &[]), Some(ActorId(1)));
    assert_eq!(subject(&data, None, &[4]), Some(ActorId(4)));
    assert_eq!(subject(&data, Some(ActorId(2)), &[4]), Some(ActorId(2)));
    assert_eq!(subject(&empty(), Some(ActorId(99)), &[]), None);
}

#[test]
fn forerunners_go_back_through_splits_and_end_where_they_began() {
    let mut data = empty();
    let link =
        |from: u32, relation: &str| Lineage { from: ActorId(from), relation: relation.into(), ..Lineage::default() };
    data.actors.push(Actor::default());
    data.actors[2].lineage = vec![link(1, "split"), link(0, "part-of")];
    data.actors[1].lineage = vec![link(3, "renamed")];
    data.actors[3].lineage = vec![link(2, "merged")];
    assert_eq!(forerunners(&data, ActorId(2)), [ActorId(1), ActorId(3)]);
    assert_eq!(forerunners(&data, ActorId(0)), []);
    assert_eq!(heirs(&data, ActorId(1)).iter().map(|heir| heir.0).collect::<Vec<_>>(), [ActorId(2)]);
    assert_eq!(told_of(&data), [0, 1, 2, 3], "of a whole too that another is part of");
    data.actors[2].lineage = Vec::new();
    data.actors[3].lineage = Vec::new();
    data.actors[0].lineage = vec![link(99, "split")];
    assert_eq!(told_of(&data), [0, 1, 3], "nobody is told of by whom the set does not know");
}
