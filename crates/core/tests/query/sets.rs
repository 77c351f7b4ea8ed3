//! Over a data set as the readers make it, words of names included.

use conflict_timeline_core::model::{
    Actor, ActorId, Bloc, DataSet, Event, EventPlace, Kind, Participant, Place, PlaceId, Role, TextId,
};
use conflict_timeline_core::query::{Dates, Dimension, Filter, Index, facets, matches};
use conflict_timeline_core::time::{Day, When};

fn text(data: &mut DataSet, english: &str, french: &str) -> TextId {
    data.texts.add([("en", english), ("fr", french)].into_iter())
}

fn mali() -> DataSet {
    let mut data = DataSet::default();
    for (slug, name, bloc) in [("army", "Malian army", Bloc::State), ("mnla", "MNLA", Bloc::Separatist)] {
        let name = text(&mut data, name, "");
        data.actors.push(Actor { slug: slug.into(), name, bloc, aliases: vec!["Tuareg".into()], ..Actor::default() });
    }
    for (slug, sort, parent) in [("gao", "town", Some(PlaceId(1))), ("gao-region", "region", None)] {
        let name = text(&mut data, slug, "");
        data.places.push(Place { slug: slug.into(), name, sort: sort.into(), parent, ..Place::default() });
    }
    for (day, title, french, actor) in
        [("2012-01-17", "Ménaka attacked", "Ménaka attaquée", 1), ("2012-03-31", "Gao falls", "Gao tombe", 0)]
    {
        let title = text(&mut data, title, french);
        data.events.list_mut().push(Event {
            slug: day.into(),
            when: When::parse(day).expect("a day"),
            title,
            kind: Kind::Battle,
            actors: vec![Participant { actor: ActorId(actor), role: Role::Side }],
            places: vec![EventPlace { place: PlaceId(0), is_near: false }],
            ..Event::default()
        });
    }
    data
}

#[track_caller]
fn check(filter: &str, days: &[&str]) {
    let data = mali();
    let (filter, problems) = Filter::parse(filter, &data);
    assert_eq!(problems, []);
    let found = matches(&Index::new(&data), &filter);
    let found: Vec<&str> = found.ids().iter().map(|id| data.event(*id).slug.as_str()).collect();
    assert_eq!(found, days);
}

#[test]
fn words_are_found_in_titles_names_and_aliases_of_every_language() {
    check("q=menaka", &["2012-01-17"]);
    check("q=attaquée", &["2012-01-17"]);
    check("q=tombe mali", &["2012-03-31"]);
    check("q=tuareg", &["2012-01-17", "2012-03-31"]);
    check("q=menkaa", &["2012-01-17"]);
    check("q=tuareg gao fals", &[]);
    check("region=gao-region;bloc=-AZ", &["2012-03-31"]);
    check("precision=day", &["2012-01-17", "2012-03-31"]);
}

#[test]
fn a_region_counts_each_event_once() {
    let data = mali();
    let index = Index::new(&data);
    let filter = Filter::default();
    let regions = facets(&index, &matches(&index, &filter), &filter, Dimension::Region);
    assert_eq!(regions.iter().map(|facet| (facet.value, facet.count)).collect::<Vec<_>>(), [(1, 2)]);
}

/// Found by the property test: an open beginning is never certainly inside days that have none themselves.
#[test]
fn what_began_at_an_unknown_time_is_inside_no_days() {
    let (day, open) = (Day(0), When { open_start: true, ..When::default() });
    let event = Event { slug: "by-then".into(), when: open, ..Event::default() };
    let data = DataSet { events: vec![event].into(), ..DataSet::default() };
    let index = Index::new(&data);
    for (dates, count) in [(Dates::Inside, 0), (Dates::Overlap, 1), (Dates::Start, 1)] {
        let filter = Filter { dates, to: Some(day), ..Filter::default() };
        assert_eq!(matches(&index, &filter).count(), count, "{dates:?}");
    }
}
