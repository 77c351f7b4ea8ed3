//! The figures below the list: where, whose side, people killed, and the set as known on a day.

use crate::{filtered, page};
use conflict_timeline::core::layout::Viewport;
use conflict_timeline::core::model::{ActorId, ClaimStatus, DataSet, Event, Status};
use conflict_timeline::core::time::{Day, Span};
use conflict_timeline::{Shown, State};
use leptos::prelude::*;
use std::sync::Arc;

#[test]
fn places_are_filter_buttons_on_a_drawn_map_with_the_rest_in_words() {
    let html = page(|_| ());
    assert!(html.contains("viewBox=\"0 0 3800 3250\"") && html.contains("class=\"disputed\""));
    assert!(html.contains("aria-label=\"Map of places. Most events:"), "the map says in words what it shows");
    assert!(html.contains("aria-label=\"Gao, 31 events\"") && html.contains("data-precision=\"area\""));
    assert!(html.contains("events are not on the map:"));
    assert_eq!(
        html.matches("class=\"ct-spot\" type=\"button\" data-place=\"mali\"").count(),
        0,
        "a whole country is no point"
    );
    assert!(html.contains("class=\"ct-link\" type=\"button\" data-place=\"mali\""));
    let html = filtered("place=konna");
    assert!(html.contains("data-place=\"konna\" aria-pressed=\"true\""));
    assert!(html.contains("data-place=\"gao\" aria-pressed=\"false\""));
    assert!(html.contains("Natural Earth"));
}

#[test]
fn people_killed_stand_as_spans_with_the_rule_above_and_a_table() {
    let html = page(|_| ());
    assert!(html.contains("People reported killed, by year") && html.contains("never added together"));
    assert!(html.contains("role=\"img\" aria-label=\"People reported killed, by year, All\""));
    assert!(html.contains("<table><caption") && html.contains("<th scope=\"row\">2013</th>"));
    assert!(html.contains("data-victims=\"civilians\" aria-pressed=\"false\""));
    assert!(html.contains("events without a figure"), "unknown is told, and never nought");
    let html = page(|state| {
        let day = |year, month| Day::from_ymd(year, month, 1).expect("a real day");
        state.look_at(Viewport::fit(Span::new(day(2013, 1), day(2013, 4))));
    });
    assert!(html.contains("People reported killed, by month") && html.contains("<th scope=\"row\">January 2013</th>"));
    let html = filtered("kind=culture");
    assert!(html.contains("No figure given") && !html.contains("class=\"ct-reach\""));
}

#[test]
fn an_actor_is_told_with_lineage_and_turns_and_may_be_filtered_with_its_forerunners() {
    let html = filtered("actor=mnla");
    assert!(html.contains("Whose side: MNLA") && html.contains("split from"));
    assert!(html.contains("<ol class=\"ct-turns\">") && html.contains("<li class=\"is-against\">"));
    assert!(html.contains("With its forerunners: MNA") && html.contains("data-act=\"actor\" aria-pressed=\"true\""));
    let html = page(|state| {
        let data = &state.shown.get_untracked().data;
        let event = data.event_by_slug("2013-01-10-konna-capture").expect("in the set");
        state.selection.set(Some(event));
        state.actor.set(data.actors.iter().position(|actor| actor.slug == "cma").map(ActorId::at));
    });
    assert!(html.contains("Whose side: CMA"), "the one asked for");
    assert!(html.contains("<dt><i class=\"ct-swatch\" data-bloc=\"JH\"></i><span><button class=\"ct-link\""));
}

fn known(year: i32, month: u32, day: u32) -> DataSet {
    let day = Day::from_ymd(year, month, day).expect("a real day");
    bundled().known_on(day)
}

fn bundled() -> DataSet {
    Owner::new().with(|| State::bundled().shown.get_untracked().data.clone())
}

fn event<'a>(data: &'a DataSet, slug: &str) -> Option<&'a Event> {
    data.event_by_slug(slug).map(|id| data.event(id))
}

/// The army said that it held Konna; four days later the French minister said that it did not.
#[test]
fn konna_was_claimed_until_it_was_denied() {
    let slug = "2013-01-11-konna-recapture-claim";
    let early = known(2013, 1, 13);
    let claimed = event(&early, slug).expect("told by then");
    assert_eq!(claimed.status, Status::Claimed);
    assert!(claimed.claims.iter().all(|claim| claim.status == ClaimStatus::Stands) && claimed.note.is_none());
    let (later, today) = (known(2013, 1, 15), bundled());
    let (later, today) = (event(&later, slug).expect("told"), event(&today, slug).expect("told"));
    assert_eq!((later.status, &later.claims), (Status::Denied, &today.claims));
    assert!(event(&known(2013, 1, 9), "2013-01-10-konna-capture").is_none());
}

/// First reports of In Amenas said 2 killed; the later counts were not known on that day.
#[test]
fn in_amenas_had_two_dead_before_it_had_more() {
    let slug = "2013-01-16-in-amenas-hostages";
    let toll = |data: &DataSet| event(data, slug).and_then(Event::toll).map(|toll| (toll.low, toll.high));
    assert_eq!(toll(&known(2013, 1, 18)), Some((2, 2)));
    assert_eq!(toll(&bundled()), Some((2, 39)));
    assert!(event(&known(2013, 1, 15), slug).is_none());
    assert!(known(2013, 1, 18).corrections.is_empty() && !bundled().corrections.is_empty());
}

#[test]
fn the_day_is_offered_and_said_and_taken_back() {
    let html = page(|_| ());
    assert!(html.contains("data-date=\"known\"") && !html.contains("class=\"ct-known\""));
    let html = page(|state| state.know(Day::from_ymd(2013, 1, 18)));
    assert!(html.contains("The set as known on 18 January 2013."));
    assert!(!html.contains("data-event=\"2013-01-21-"), "nothing that had not happened");
    let all = page(|_| ());
    let back = page(|state| {
        state.know(Day::from_ymd(2013, 1, 18));
        state.know(None);
    });
    assert_eq!(all, back);
    let renewed = page(|state| {
        state.actor.set(Some(ActorId(3)));
        state.know(Day::from_ymd(2013, 1, 18));
        state.renew(Arc::new(Shown::new(bundled())));
        assert_eq!(state.actor.get_untracked(), Some(ActorId(3)));
        assert!(state.known.get_untracked().is_some_and(|(_, today)| today.data.events.len() > 300));
    });
    assert!(renewed.contains("The set as known on 18 January 2013."), "newer data does not end a look back");
}

#[test]
fn what_the_day_did_not_know_is_not_offered_and_a_story_of_later_days_leads_to_today() {
    let html = page(|state| state.know(Day::from_ymd(2013, 1, 12)));
    assert!(html.contains(">French intervention</option>") && !html.contains(">JNIM forms, war spreads</option>"));
    assert!(!html.contains("September 2013 to 20 February 2015"));
    page(|state| {
        let picture = || conflict_timeline::picture(state, &|_| "black".into(), None);
        assert!(!picture().contains("As known on"));
        state.know(Day::from_ymd(2013, 1, 12));
        assert!(picture().contains("As known on 12 January 2013"));
        let story = |slug: &str| {
            let shown = state.shown.get_untracked();
            shown.data.stories.iter().position(|story| story.slug == slug).expect("a story of the set")
        };
        state.tell(Some((story("how-the-north-fell"), 0)));
        assert!(state.known.get_untracked().is_some(), "told as it was known");
        state.tell(Some((story("algiers-accord"), 0)));
        assert!(state.known.get_untracked().is_none());
        assert!(state.selection.get_untracked().is_some());
    });
}
