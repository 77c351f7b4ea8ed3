//! The set as it stood on a day: what had not been said or entered by then is absent.

use super::{Claim, ClaimStatus, Claimant, DataSet, Event, EventId, Status, Wording};
use crate::time::{Day, Span};

impl DataSet {
    /// The days from the first report that has a date to the last; `None` where fewer than two days have one.
    #[must_use]
    pub fn report_days(&self) -> Option<Span> {
        let mut days = ReportDays::default();
        self.events.each(&mut |_, event| days.push(event));
        days.span()
    }

    /// The set as it stood at the end of a day.
    ///
    /// Claims said later are absent; one of which the day of saying is in doubt counts from the last of its days, one
    /// without any from the event on. Where an event has claims with a day, what a document says of it without one
    /// counts from the document's own date. An event is known from its day, or, where every claim about it has a later
    /// date, from the first of those. What later claims replaced or denied stands again. Holds of towns, whose side
    /// actors were on, from whom they came, and corrections are absent where they came later. Texts are those of the whole set and may look ahead; notes on
    /// what is contested are left out where claims are missing.
    ///
    /// ```
    /// use conflict_timeline_core::{model::{DataSet, Event}, time::{Day, When}};
    /// let event = Event { when: When::parse("2013-01-10")?, ..Event::default() };
    /// let data = DataSet { events: vec![event].into(), ..DataSet::default() };
    /// let day = |of_month| Day::from_ymd(2013, 1, of_month).expect("a real day");
    /// assert_eq!(data.known_on(day(9)).events.len(), 0);
    /// assert_eq!(data.known_on(day(10)).events.len(), 1);
    /// # Ok::<(), conflict_timeline_core::time::WhenError>(())
    /// ```
    #[must_use]
    pub fn known_on(&self, day: Day) -> Self {
        let mut places = vec![None; self.events.len()];
        let mut data = self.clone();
        let mut events = Vec::new();
        self.events.each(&mut |id, event| {
            if known_from(self, event) <= day {
                places[id.index()] = Some(EventId::at(events.len()));
                events.push(known_event(self, event, day));
            }
        });
        data.events = events.into();
        data.follow(&places);
        data.control.retain(|row| row.from.latest <= day);
        for row in &mut data.control {
            row.to = row.to.filter(|to| to.latest <= day);
        }
        for actor in &mut data.actors {
            actor.lineage.retain(|link| link.when.is_none_or(|when| when.latest <= day));
            actor.alignment.retain_mut(|turn| {
                turn.to = turn.to.filter(|to| to.latest <= day);
                turn.from.is_none_or(|from| from.latest <= day)
            });
        }
        data.corrections.retain(|entry| entry.date <= day);
        data.meta.span = self.meta.span.map(|span| Span::new(span.from, span.to.min(day.plus(1))));
        data
    }

    /// Leaves these events alone, given in the order of the set, and whatever else the set holds. Links to events that
    /// go go too.
    ///
    /// ```
    /// use conflict_timeline_core::model::{DataSet, Event, EventId};
    /// let event = |slug: &str| Event { slug: slug.into(), ..Event::default() };
    /// let mut data = DataSet { events: vec![event("konna"), event("gao")].into(), ..DataSet::default() };
    /// data.keep(&[EventId(1)]);
    /// assert_eq!((data.events.len(), data.events[0].slug.as_str()), (1, "gao"));
    /// ```
    pub fn keep(&mut self, kept: &[EventId]) {
        self.says_status = self.tells_status();
        let mut places = vec![None; self.events.len()];
        let (mut list, mut scratch) = (Vec::with_capacity(kept.len()), Event::default());
        for id in kept {
            if let Some(event) = self.events.peek(id.index(), &mut scratch) {
                places[id.index()] = Some(EventId::at(list.len()));
                list.push(event.clone());
            }
        }
        self.events = list.into();
        self.follow(&places);
    }

    /// Points links to events to their new places, and drops those to events that have none.
    fn follow(&mut self, places: &[Option<EventId>]) {
        let place = |id: EventId| places.get(id.index()).copied().flatten();
        for event in self.events.list_mut() {
            event.related.retain_mut(|link| match place(link.event) {
                Some(id) => {
                    link.event = id;
                    true
                }
                None => false,
            });
        }
        for row in &mut self.control {
            row.event = row.event.and_then(place);
        }
        for step in self.stories.iter_mut().flat_map(|story| &mut story.steps) {
            step.event = step.event.and_then(place);
        }
    }
}

/// The days on which claims were made, gathered event by event.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReportDays(Option<(Day, Day)>);

impl ReportDays {
    /// Takes an event.
    pub fn push(&mut self, event: &Event) {
        for said in event.claims.iter().filter_map(|claim| claim.said) {
            let day = said.latest;
            self.0 = Some(self.0.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
        }
    }

    /// As [`DataSet::report_days`] says.
    #[must_use]
    pub fn span(self) -> Option<Span> {
        self.0.filter(|(first, last)| first < last).map(|(first, last)| Span::new(first, last.plus(1)))
    }
}

/// The day from which each claim counts; `None`: from the event on.
fn days_said(data: &DataSet, event: &Event) -> Vec<Option<Day>> {
    let has_days = event.claims.iter().any(|claim| claim.said.is_some());
    let said = |claim: &Claim| match (claim.said, claim.by) {
        (Some(said), _) => Some(said.latest),
        (None, Claimant::Source(source)) if has_days => {
            Some(data.sources.get(source.index())?.published.as_ref()?.latest)
        }
        _ => None,
    };
    event.claims.iter().map(said).collect()
}

/// The first day on which the event is known.
fn known_from(data: &DataSet, event: &Event) -> Day {
    let own = if event.when.lasts { event.when.earliest } else { event.when.latest };
    let days: Option<Vec<Day>> = days_said(data, event).into_iter().collect();
    own.max(days.and_then(|days| days.into_iter().min()).unwrap_or(own))
}

fn known_event(data: &DataSet, event: &Event, day: Day) -> Event {
    let mut known = event.clone();
    let is_kept: Vec<bool> =
        days_said(data, event).into_iter().map(|said| said.is_none_or(|said| said <= day)).collect();
    if !is_kept.contains(&false) {
        return known;
    }
    let mut positions = Vec::new();
    let mut count = 0;
    for is_kept in &is_kept {
        positions.push(is_kept.then_some(count));
        count += u32::from(*is_kept);
    }
    let mut kept = is_kept.iter();
    known.claims.retain(|_| kept.next() == Some(&true));
    let is_denied_by_then = known.claims.iter().any(|claim| claim.wording == Wording::Denied);
    for claim in &mut known.claims {
        claim.replaced_by = claim.replaced_by.and_then(|at| positions.get(at as usize).copied().flatten());
        let stands_again = match claim.status {
            ClaimStatus::Stands => false,
            ClaimStatus::Superseded => claim.replaced_by.is_none(),
            ClaimStatus::Denied => !is_denied_by_then,
        };
        if stands_again {
            claim.status = ClaimStatus::Stands;
        }
    }
    known.note = Default::default();
    let has_rivals = known.claims.windows(2).any(|pair| pair[0].by != pair[1].by);
    known.status = match known.status {
        Status::Denied if !is_denied_by_then => Status::Claimed,
        Status::Disputed if !has_rivals => Status::Claimed,
        status => status,
    };
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, Alignment, Control, Lineage, Related, Relation, SourceId};
    use crate::time::When;

    fn when(text: &str) -> When {
        When::parse(text).expect("a date")
    }

    fn said(day: Option<&str>) -> Claim {
        Claim { said: day.map(when), ..Claim::default() }
    }

    fn on(data: &DataSet, day: &str) -> DataSet {
        data.known_on(when(day).earliest)
    }

    #[test]
    fn what_was_replaced_later_stands_again_and_what_was_denied_later_is_only_claimed() {
        let mut first = said(Some("2023-09-30"));
        (first.status, first.replaced_by) = (ClaimStatus::Superseded, Some(2));
        let mut denial = said(Some("2023-10-02"));
        (denial.wording, denial.by) = (Wording::Denied, Claimant::Source(SourceId(0)));
        let event = Event {
            when: when("2023-09-30"),
            status: Status::Denied,
            claims: vec![denial, first, said(Some("2023-10-01"))],
            ..Event::default()
        };
        let data = DataSet { events: vec![event].into(), ..DataSet::default() };
        let early = on(&data, "2023-09-30");
        assert_eq!((early.events[0].claims.len(), early.events[0].status), (1, Status::Claimed));
        assert_eq!(
            (early.events[0].claims[0].status, early.events[0].claims[0].replaced_by),
            (ClaimStatus::Stands, None)
        );
        let later = on(&data, "2023-10-01");
        assert_eq!(
            (later.events[0].claims[0].status, later.events[0].claims[0].replaced_by),
            (ClaimStatus::Superseded, Some(1))
        );
        assert_eq!(on(&data, "2023-10-02").events, data.events);
    }

    #[test]
    fn whose_side_an_actor_was_on_later_and_what_it_became_is_absent() {
        let turn = |from: Option<&str>, to: Option<&str>| Alignment {
            from: from.map(when),
            to: to.map(when),
            ..Alignment::default()
        };
        let link = |day: Option<&str>| Lineage { when: day.map(when), ..Lineage::default() };
        let actor = Actor {
            alignment: vec![
                turn(None, Some("2012")),
                turn(Some("2012-03-01"), Some("2013-06")),
                turn(Some("2013"), None),
            ],
            lineage: vec![link(None), link(Some("2012-03-01")), link(Some("2012-10"))],
            ..Actor::default()
        };
        let data = DataSet { actors: vec![actor], ..DataSet::default() };
        let known = on(&data, "2012-10-30").actors.remove(0);
        assert_eq!(known.alignment, [turn(None, None), turn(Some("2012-03-01"), None)]);
        assert_eq!(known.lineage, [link(None), link(Some("2012-03-01"))]);
        assert_eq!(on(&data, "2013-12-31").actors, data.actors);
    }

    #[test]
    fn an_event_told_only_later_is_absent_and_links_to_it_too() {
        let told_later = Event { when: when("2012-01"), claims: vec![said(Some("2012-05-16"))], ..Event::default() };
        let related = vec![Related { event: EventId::at(0), relation: Relation::Follows }];
        let follows = Event { when: when("2012-03-01"), claims: vec![said(None)], related, ..Event::default() };
        let mut data = DataSet { events: vec![told_later, follows].into(), ..DataSet::default() };
        let hold = |from: &str, to: &str| Control {
            from: when(from),
            to: Some(when(to)),
            event: Some(EventId::at(1)),
            ..Control::default()
        };
        data.control = vec![hold("2012-03-01", "2012-06-01"), hold("2012-06-01", "2013-01-01")];
        let known = on(&data, "2012-04-01");
        assert_eq!((known.events.len(), known.events[0].related.len()), (1, 0));
        assert_eq!((known.control.len(), known.control[0].to, known.control[0].event), (1, None, Some(EventId::at(0))));
        assert_eq!(on(&data, "2012-05-16").events.len(), 2);
        assert_eq!(on(&data, "2011-01-01").events.len(), 0);
        assert_eq!(data.report_days(), None, "one day of reports is no history");
    }
}
