//! The fields of each table, in the order in which they travel: one function a table, which writes and reads.

use super::LanguagePack;
use crate::ingest::coder::{Coder, Fields, LISTS};
use crate::model::{
    Actor, ActorId, Alignment, Citation, Claim, Claimant, Control, Correction, DataSet, Event, EventId, Lineage, Meta,
    Person, PersonId, Phase, PhaseId, Place, PlaceId, Source, SourceId, Step, Story, TextId, Texts,
};
use crate::time::{Day, When};

pub(super) fn language<C: Coder>(c: &mut Fields<'_, C>, it: &mut LanguagePack) {
    c.text(&mut it.language);
    c.text(&mut it.version);
    c.list(8, &mut it.messages, Fields::text);
    c.lines(9, &mut it.texts);
}

// Which list a number points into.
pub(in crate::ingest) const TEXTS: usize = 0;
pub(super) const EVENTS: usize = 1;
pub(in crate::ingest) const ACTORS: usize = 2;
pub(in crate::ingest) const PEOPLE: usize = 3;
pub(in crate::ingest) const PLACES: usize = 4;
pub(in crate::ingest) const SOURCES: usize = 5;
pub(in crate::ingest) const PHASES: usize = 6;

// Where the streams of each table begin: far enough from each other for their fields.
const SET: usize = 0;
const TEXT: usize = 48;
const SOURCE: usize = 56;
const ACTOR: usize = 80;
const LINEAGE: usize = 96;
const ALIGNMENT: usize = 112;
const PERSON: usize = 136;
const PLACE: usize = 144;
const PHASE: usize = 160;
const EVENT: usize = 168;
const PARTS: usize = 196;
const CLAIM: usize = 216;
const CONTROL: usize = 248;
const STORY: usize = 264;
const CORRECTION: usize = 280;
const WORDS: usize = 288;

/// Streams that the fields of a date take.
const WHEN: usize = 3;

pub(super) fn set<C: Coder>(c: &mut Fields<'_, C>, it: &mut DataSet) {
    whole(c, it, None);
}

/// A set without its texts and events, and numbers of them.
pub(super) type Head = (DataSet, [usize; LISTS]);

/// All but the texts and events: how many of them there are to be, and how many texts in all languages.
pub(super) fn head<C: Coder>(c: &mut Fields<'_, C>, (it, apart): &mut Head) {
    whole(c, it, Some(apart));
}

fn whole<C: Coder>(c: &mut Fields<'_, C>, it: &mut DataSet, apart: Option<&mut [usize; LISTS]>) {
    *c.0.next() = SET;
    let mut wanted = counts(it);
    if let Some(apart) = &apart {
        wanted[..=EVENTS].copy_from_slice(&apart[..=EVENTS]);
    }
    for (list, count) in wanted.into_iter().enumerate() {
        c.0.limits()[list] = c.number(count as u64) as usize;
    }
    meta(c, &mut it.meta);
    c.flag(&mut it.says_status);
    if apart.is_none() {
        texts(c, &mut it.texts);
    }
    c.list(SOURCE, &mut it.sources, source);
    c.list(ACTOR, &mut it.actors, actor);
    c.list(PERSON, &mut it.people, person);
    c.list(PLACE, &mut it.places, place);
    c.list(PHASE, &mut it.phases, phase);
    if apart.is_none() {
        // In the order of their first days: each is told by its distance from the one before.
        let events = it.events.list_mut();
        let mut before = events.first().map_or(Day(0), |event| event.when.earliest);
        c.day(&mut before);
        c.list(EVENT, events, |c, it| {
            event(c, it, Some(before));
            before = it.when.earliest;
        });
    }
    c.list(CONTROL, &mut it.control, control);
    c.list(STORY, &mut it.stories, story);
    c.list(CORRECTION, &mut it.corrections, correction);
    let mut found = counts(it);
    if let Some(apart) = apart {
        apart[..=EVENTS].copy_from_slice(&c.0.limits()[..=EVENTS]);
        apart[2] = c.number(apart[2] as u64) as usize;
        found[..=EVENTS].copy_from_slice(&apart[..=EVENTS]);
    }
    if found != *c.0.limits() {
        c.0.fail();
    }
}

/// What came to the lists of a set that grows, and how many entries each list has with it.
pub(super) fn grown<C: Coder>(c: &mut Fields<'_, C>, (it, counts): &mut Head) {
    *c.0.next() = SET;
    for (list, count) in counts.iter_mut().enumerate() {
        *count = c.number(*count as u64) as usize;
        c.0.limits()[list] = *count;
    }
    c.list(SOURCE, &mut it.sources, source);
    c.list(ACTOR, &mut it.actors, actor);
    c.list(PLACE, &mut it.places, place);
}

/// An event alone, its slug first.
pub(in crate::ingest) fn one<C: Coder>(c: &mut Fields<'_, C>, it: &mut Event) {
    *c.0.next() = EVENT;
    event(c, it, None);
}

/// How many entries each list has that numbers point into, in the order of their names above.
pub(super) fn counts(it: &DataSet) -> [usize; LISTS] {
    [
        it.texts.count(),
        it.events.len(),
        it.actors.len(),
        it.people.len(),
        it.places.len(),
        it.sources.len(),
        it.phases.len(),
    ]
}

pub(in crate::ingest) fn meta<C: Coder>(c: &mut Fields<'_, C>, it: &mut Meta) {
    c.text(&mut it.slug);
    for id in [&mut it.title, &mut it.subtitle, &mut it.about, &mut it.credit] {
        text(c, id);
    }
    c.text(&mut it.version);
    c.day(&mut it.date);
    c.text(&mut it.licence);
    c.text(&mut it.licence_url);
    c.maybe(&mut it.span, 2, Fields::span);
}

/// Every language with its table, the first one first.
fn texts<C: Coder>(c: &mut Fields<'_, C>, it: &mut Texts) {
    let mut tables = core::mem::take(it).into_tables();
    c.list(TEXT, &mut tables, |c, (language, table)| {
        c.text(language);
        c.lines(WORDS, table);
    });
    match Texts::of_tables(tables) {
        Some(texts) => *it = texts,
        None => c.0.fail(),
    }
}

fn text<C: Coder>(c: &mut Fields<'_, C>, id: &mut TextId) {
    c.id(TEXTS, &mut id.0);
}

pub(in crate::ingest) fn source<C: Coder>(c: &mut Fields<'_, C>, it: &mut Source) {
    c.text(&mut it.slug);
    c.text(&mut it.file);
    text(c, &mut it.title);
    c.text(&mut it.publisher);
    c.text(&mut it.sort);
    when(c, &mut it.published);
    text(c, &mut it.date_note);
    c.text(&mut it.language);
    c.text(&mut it.url);
}

fn when<C: Coder>(c: &mut Fields<'_, C>, it: &mut Option<When>) {
    c.maybe(it, WHEN, |c, it| c.when(it, None));
}

fn source_id<C: Coder>(c: &mut Fields<'_, C>, it: &mut Option<SourceId>) {
    c.maybe(it, 1, |c, it| c.id(SOURCES, &mut it.0));
}

pub(in crate::ingest) fn actor<C: Coder>(c: &mut Fields<'_, C>, it: &mut Actor) {
    c.text(&mut it.slug);
    text(c, &mut it.name);
    text(c, &mut it.short);
    text(c, &mut it.label);
    c.word(&mut it.bloc);
    c.text(&mut it.sort);
    c.list(WORDS + 1, &mut it.aliases, Fields::text);
    c.list(LINEAGE, &mut it.lineage, lineage);
    c.list(ALIGNMENT, &mut it.alignment, alignment);
}

fn lineage<C: Coder>(c: &mut Fields<'_, C>, it: &mut Lineage) {
    c.id(ACTORS, &mut it.from.0);
    c.text(&mut it.relation);
    when(c, &mut it.when);
    source_id(c, &mut it.source);
    c.small(&mut it.line);
}

fn alignment<C: Coder>(c: &mut Fields<'_, C>, it: &mut Alignment) {
    c.id(ACTORS, &mut it.with.0);
    c.text(&mut it.relation);
    when(c, &mut it.from);
    when(c, &mut it.to);
    text(c, &mut it.note);
    source_id(c, &mut it.source);
    c.small(&mut it.line);
}

pub(in crate::ingest) fn person<C: Coder>(c: &mut Fields<'_, C>, it: &mut Person) {
    c.text(&mut it.slug);
    text(c, &mut it.name);
    c.list(WORDS + 1, &mut it.aliases, Fields::text);
    text(c, &mut it.role);
    c.list(PARTS, &mut it.groups, |c, ActorId(id)| c.id(ACTORS, id));
}

pub(in crate::ingest) fn place<C: Coder>(c: &mut Fields<'_, C>, it: &mut Place) {
    c.text(&mut it.slug);
    text(c, &mut it.name);
    c.list(WORDS + 1, &mut it.aliases, Fields::text);
    c.maybe(&mut it.lat_e5, 1, Fields::signed);
    c.maybe(&mut it.lon_e5, 1, Fields::signed);
    c.word(&mut it.precision);
    c.text(&mut it.sort);
    c.maybe(&mut it.parent, 1, |c, PlaceId(id)| c.id(PLACES, id));
    c.text(&mut it.country);
}

pub(in crate::ingest) fn phase<C: Coder>(c: &mut Fields<'_, C>, it: &mut Phase) {
    c.text(&mut it.slug);
    text(c, &mut it.name);
    text(c, &mut it.summary);
    c.span(&mut it.span);
}

fn event<C: Coder>(c: &mut Fields<'_, C>, it: &mut Event, before: Option<Day>) {
    c.text(&mut it.slug);
    c.when(&mut it.when, before);
    c.text(&mut it.edtf);
    for id in [&mut it.title, &mut it.short, &mut it.summary, &mut it.note, &mut it.date_note, &mut it.record] {
        text(c, id);
    }
    c.word(&mut it.kind);
    c.word(&mut it.status);
    c.small(&mut it.weight);
    c.maybe(&mut it.phase, 1, |c, PhaseId(id)| c.id(PHASES, id));
    c.list(PARTS + 1, &mut it.places, |c, at| {
        c.id(PLACES, &mut at.place.0);
        c.flag(&mut at.is_near);
    });
    c.list(PARTS + 3, &mut it.actors, |c, part| {
        c.id(ACTORS, &mut part.actor.0);
        c.word(&mut part.role);
    });
    c.list(PARTS + 5, &mut it.people, |c, PersonId(id)| c.id(PEOPLE, id));
    c.list(CLAIM, &mut it.claims, claim);
    let claims = it.claims.len();
    if it.claims.iter().any(|claim| claim.replaced_by.is_some_and(|by| by as usize >= claims)) {
        c.0.fail();
    }
    c.list(PARTS + 6, &mut it.related, |c, related| {
        c.id(EVENTS, &mut related.event.0);
        c.word(&mut related.relation);
    });
    c.list(PARTS + 8, &mut it.sources, |c, Citation { source, lines, refs }| {
        c.id(SOURCES, &mut source.0);
        c.list(PARTS + 11, lines, Fields::small);
        c.list(PARTS + 12, refs, Fields::small);
    });
}

fn claim<C: Coder>(c: &mut Fields<'_, C>, it: &mut Claim) {
    c.text(&mut it.id);
    let (sort, id) = match it.by {
        Claimant::Unattributed => (0, 0),
        Claimant::Actor(ActorId(id)) => (1, id),
        Claimant::Source(SourceId(id)) => (2, id),
    };
    let (sort, mut id) = (c.number(sort), id);
    match sort {
        0 => *c.0.next() += 1,
        1 => c.id(ACTORS, &mut id),
        _ => c.id(SOURCES, &mut id),
    }
    it.by = match sort {
        0 => Claimant::Unattributed,
        1 => Claimant::Actor(ActorId(id)),
        _ => Claimant::Source(SourceId(id)),
    };
    text(c, &mut it.voice);
    c.maybe(&mut it.about, 1, |c, ActorId(id)| c.id(ACTORS, id));
    c.word(&mut it.what);
    c.maybe(&mut it.low, 1, Fields::small);
    c.maybe(&mut it.high, 1, Fields::small);
    c.word(&mut it.wording);
    c.word(&mut it.status);
    when(c, &mut it.said);
    c.maybe(&mut it.replaced_by, 1, Fields::small);
    text(c, &mut it.says);
    text(c, &mut it.unit);
    c.maybe(&mut it.place, 1, |c, PlaceId(id)| c.id(PLACES, id));
    source_id(c, &mut it.source);
    c.small(&mut it.line);
}

fn event_id<C: Coder>(c: &mut Fields<'_, C>, it: &mut Option<EventId>) {
    c.maybe(it, 1, |c, EventId(id)| c.id(EVENTS, id));
}

fn control<C: Coder>(c: &mut Fields<'_, C>, it: &mut Control) {
    c.id(PLACES, &mut it.place.0);
    c.list(PARTS + 13, &mut it.holders, |c, ActorId(id)| c.id(ACTORS, id));
    c.word(&mut it.state);
    c.when(&mut it.from, None);
    when(c, &mut it.to);
    event_id(c, &mut it.event);
    text(c, &mut it.note);
}

fn story<C: Coder>(c: &mut Fields<'_, C>, it: &mut Story) {
    c.text(&mut it.slug);
    text(c, &mut it.title);
    text(c, &mut it.lead);
    c.list(STORY + 4, &mut it.steps, |c, Step { event, title, text: words, filter, span }| {
        event_id(c, event);
        text(c, title);
        text(c, words);
        c.text(filter);
        c.span(span);
    });
}

fn correction<C: Coder>(c: &mut Fields<'_, C>, it: &mut Correction) {
    c.day(&mut it.date);
    c.text(&mut it.event);
    text(c, &mut it.what);
    text(c, &mut it.why);
}
