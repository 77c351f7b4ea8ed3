//! The lists that events refer to, and the editorial layers over them.

use super::events::EventNames;
use super::record::{Desk, Record};
use crate::model::{
    Actor, ActorId, Alignment, Control, Correction, EventId, Lineage, Meta, Person, Phase, Place, PlaceId, Source,
    SourceId, Step, Story,
};
use crate::problem::Code;
use crate::time::{Span, When};

pub(super) fn read_meta(mut record: Record, desk: &mut Desk<'_>) -> Meta {
    let meta = Meta {
        slug: record.text_or_empty("id", desk),
        title: record.words("title", desk),
        subtitle: record.words("subtitle", desk),
        about: record.words("about", desk),
        credit: record.words("credit", desk),
        version: record.text_or_empty("version", desk),
        date: record.date("date", desk).map(|when| when.earliest).unwrap_or_default(),
        licence: record.text_or_empty("licence", desk),
        licence_url: link(&mut record, "licence_url", desk),
        span: match (record.date("from", desk), record.date("to", desk)) {
            (Some(from), Some(to)) => Some(Span::new(from.earliest, to.latest.plus(1))),
            _ => None,
        },
    };
    record.finish(desk);
    meta
}

/// An http or https address; anything else is left out with a complaint.
fn link(record: &mut Record, key: &'static str, desk: &mut Desk<'_>) -> String {
    let Some((url, at)) = record.string(key, desk) else { return String::new() };
    if url.starts_with("https://") || url.starts_with("http://") {
        return url;
    }
    desk.complain(Code::UnknownWord, at, format!("`{key}` takes an http or https address"));
    String::new()
}

pub(super) fn read_source(
    mut record: Record,
    position: usize,
    names: &mut EventNames,
    desk: &mut Desk<'_>,
) -> Option<Source> {
    record.take("id");
    let source = Source {
        slug: names.sources.slug(position).into(),
        file: record.text_or_empty("file", desk),
        title: record.words("title", desk),
        publisher: record.text_or_empty("publisher", desk),
        sort: record.text_or_empty("kind", desk),
        published: record.date("published", desk),
        date_note: record.words("date_note", desk),
        language: record.text_or_empty("language", desk),
        url: link(&mut record, "url", desk),
    };
    record.take("licence");
    record.finish(desk);
    Some(source)
}

pub(super) fn read_actor(
    mut record: Record,
    position: usize,
    names: &mut EventNames,
    desk: &mut Desk<'_>,
) -> Option<Actor> {
    record.take("id");
    let mut actor = Actor {
        slug: names.actors.slug(position).into(),
        name: record.words("name", desk),
        short: record.words("short", desk),
        label: record.words("label", desk),
        bloc: record.word("bloc", desk),
        sort: record.text_or_empty("kind", desk),
        aliases: strings(&mut record, "aliases", desk),
        ..Actor::default()
    };
    record.records("lineage", desk, &mut |record, desk| {
        let from = names.actors.take(record, "from", desk).map(ActorId);
        let lineage = Lineage {
            from: from.unwrap_or_default(),
            relation: record.text_or_empty("as", desk),
            when: record.date("when", desk),
            source: names.sources.take(record, "source", desk).map(SourceId),
            line: record.number("line", desk).unwrap_or(0),
        };
        actor.lineage.extend(from.map(|_| lineage));
    });
    record.records("alignment", desk, &mut |record, desk| {
        let with = names.actors.take(record, "with", desk).map(ActorId);
        let alignment = Alignment {
            with: with.unwrap_or_default(),
            relation: record.text_or_empty("as", desk),
            from: record.date("from", desk),
            to: record.date("to", desk),
            note: record.words("note", desk),
            source: names.sources.take(record, "source", desk).map(SourceId),
            line: record.number("line", desk).unwrap_or(0),
        };
        actor.alignment.extend(with.map(|_| alignment));
    });
    record.finish(desk);
    Some(actor)
}

pub(super) fn read_person(
    mut record: Record,
    position: usize,
    names: &mut EventNames,
    desk: &mut Desk<'_>,
) -> Option<Person> {
    record.take("id");
    let mut person = Person {
        slug: names.people.slug(position).into(),
        name: record.words("name", desk),
        aliases: strings(&mut record, "aliases", desk),
        role: record.words("role", desk),
        groups: Vec::new(),
    };
    record.records("groups", desk, &mut |record, desk| {
        person.groups.extend(names.actors.take(record, "actor", desk).map(ActorId));
        for detail in ["from", "to", "source", "line"] {
            record.take(detail);
        }
    });
    record.finish(desk);
    Some(person)
}

pub(super) fn read_place(
    mut record: Record,
    position: usize,
    names: &mut EventNames,
    desk: &mut Desk<'_>,
) -> Option<Place> {
    record.take("id");
    let mut place = Place {
        slug: names.places.slug(position).into(),
        name: record.words("name", desk),
        aliases: strings(&mut record, "aliases", desk),
        lat_e5: record.degrees_e5("lat", 90, desk),
        lon_e5: record.degrees_e5("lon", 180, desk),
        precision: record.word("precision", desk),
        sort: record.text_or_empty("kind", desk),
        parent: None,
        country: record.text_or_empty("country", desk),
    };
    place.parent = names.places.take(&mut record, "parent", desk).map(PlaceId);
    for detail in ["admin1", "geonameid", "source"] {
        record.take(detail);
    }
    record.finish(desk);
    Some(place)
}

pub(super) fn read_phase(
    mut record: Record,
    position: usize,
    names: &mut EventNames,
    desk: &mut Desk<'_>,
) -> Option<Phase> {
    record.take("id");
    let phase = Phase {
        slug: names.phases.slug(position).into(),
        name: record.words("name", desk),
        summary: record.words("summary", desk),
        span: span(&mut record, desk)?,
    };
    record.finish(desk);
    Some(phase)
}

pub(super) fn read_control(mut record: Record, names: &mut EventNames, desk: &mut Desk<'_>) -> Option<Control> {
    let mut control = Control { state: record.word("state", desk), ..Control::default() };
    let place = record.string("place", desk);
    for (slug, at) in record.strings("holder", desk) {
        control.holders.extend(names.actors.find(&slug, at, desk).map(ActorId));
    }
    let from = required_date(&mut record, "from", desk);
    control.to = record.date("to", desk);
    control.event = names.events.take(&mut record, "event", desk).map(EventId);
    control.note = record.words("note", desk);
    names.sources.take(&mut record, "source", desk);
    record.take("line");
    let at = record.at;
    record.finish(desk);
    control.from = from?;
    let Some((slug, at)) = place else {
        desk.complain(Code::Missing, at, "`place` is missing here".into());
        return None;
    };
    control.place = PlaceId(names.places.find(&slug, at, desk)?);
    Some(control)
}

pub(super) fn read_story(mut record: Record, names: &mut EventNames, desk: &mut Desk<'_>) -> Story {
    let mut story = Story {
        slug: record.text_or_empty("id", desk),
        title: record.words("title", desk),
        lead: record.words("lead", desk),
        steps: Vec::new(),
    };
    for key in ["step", "steps"] {
        record.records(key, desk, &mut |record, desk| {
            let step = Step {
                event: names.events.take(record, "event", desk).map(EventId),
                title: record.words("title", desk),
                text: record.words("text", desk),
                filter: record.text_or_empty("filter", desk),
                span: Span::default(),
            };
            story.steps.extend(span(record, desk).map(|span| Step { span, ..step }));
        });
    }
    record.finish(desk);
    story
}

pub(super) fn read_correction(mut record: Record, desk: &mut Desk<'_>) -> Option<Correction> {
    let date = required_date(&mut record, "date", desk);
    let correction = Correction {
        date: date.map(|when| when.earliest)?,
        event: record.text_or_empty("event", desk),
        what: record.words("what", desk),
        why: record.words("why", desk),
    };
    record.finish(desk);
    Some(correction)
}

fn strings(record: &mut Record, key: &'static str, desk: &mut Desk<'_>) -> Vec<String> {
    record.strings(key, desk).into_iter().map(|(text, _)| text).collect()
}

fn required_date(record: &mut Record, key: &'static str, desk: &mut Desk<'_>) -> Option<When> {
    let date = record.date(key, desk);
    if date.is_none() {
        desk.complain(Code::Missing, record.at, format!("`{key}` needs a date here"));
    }
    date
}

/// `from` and `to`, both days included.
fn span(record: &mut Record, desk: &mut Desk<'_>) -> Option<Span> {
    let (from, to) = (required_date(record, "from", desk), required_date(record, "to", desk));
    Some(Span::new(from?.earliest, to?.latest.plus(1)))
}
