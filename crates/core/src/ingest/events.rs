//! One event with its claims.

use super::names::Names;
use super::record::{Desk, Name, Record, date};
use super::{Node, Value};
use crate::model::{
    ActorId, Citation, Claim, ClaimStatus, Claimant, Event, EventId, EventPlace, Participant, PersonId, PhaseId,
    PlaceId, Related, SourceId, TextId, record as row,
};
use crate::problem::{Code, unknown};

/// What events refer to.
pub(super) struct EventNames {
    pub(super) sources: Names,
    pub(super) actors: Names,
    pub(super) people: Names,
    pub(super) places: Names,
    pub(super) phases: Names,
    pub(super) events: Names,
}

/// Reads one event; `None`, after a complaint, where it has no date or no title.
pub(super) fn read_event(
    mut record: Record,
    position: usize,
    names: &mut EventNames,
    desk: &mut Desk<'_>,
) -> Option<(usize, Event)> {
    record.take("id");
    let slug = names.events.slug(position).to_string();
    let mut event = Event { slug, ..Event::default() };
    let when = record.string("when", desk);
    let dated = match when {
        Some((text, at)) => {
            event.edtf.clone_from(&text);
            date(&text, at, "when", desk)
        }
        None => {
            desk.complain(Code::Missing, record.at, format!("event `{}` has no `when`", event.slug));
            None
        }
    };
    event.title = record.words("title", desk);
    if event.title.is_none() {
        desk.complain(Code::Missing, record.at, format!("event `{}` has no `title`", event.slug));
    }
    event.short = record.words("short", desk);
    event.summary = record.words("summary", desk);
    event.note = record.words("note", desk);
    event.date_note = record.words("date_note", desk);
    event.record = read_row(&mut record, desk);
    event.kind = record.word("kind", desk);
    event.status = record.word("status", desk);
    event.weight = record.number("weight", desk).map_or(2, |weight| weight.clamp(1, 5) as u8);
    event.phase = names.phases.take(&mut record, "phase", desk).map(PhaseId);
    event.places = read_places(&mut record, names, desk);
    event.actors = read_actors(&mut record, names, desk);
    for (slug, at) in record.strings("people", desk) {
        event.people.extend(names.people.find(&slug, at, desk).map(PersonId));
    }
    let at = record.at;
    let has_declared_sources = names.sources.all().next().is_some();
    event.sources = read_sources(&mut record, names, desk);
    if event.sources.is_empty() && has_declared_sources {
        desk.complain(Code::NoSource, at, format!("event `{}` names no source", event.slug));
    }
    event.claims = read_claims(&mut record, &event, names, desk);
    event.related = read_related(&mut record, names, desk);
    // Derived by us from `when`; accepted so that our own exports can be read again.
    for derived in ["earliest", "latest", "precision"] {
        record.take(derived);
    }
    record.finish(desk);
    event.when = dated?;
    (!event.title.is_none()).then_some((position, event))
}

/// The columns that an import left over: a table of texts.
fn read_row(record: &mut Record, desk: &mut Desk<'_>) -> TextId {
    let Some(Node { value: Value::Map(entries), .. }) = record.take("record") else { return TextId(0) };
    let mut row = String::new();
    for (name, node) in &entries {
        match &node.value {
            Value::Text(text) => row::push(&mut row, name, text),
            Value::Int(number) => row::push(&mut row, name, &number.to_string()),
            _ => desk.complain(Code::WrongType, node.at, format!("`record.{name}` takes text")),
        }
    }
    desk.texts.add([("en", row.as_str())].into_iter())
}

fn read_places(record: &mut Record, names: &mut EventNames, desk: &mut Desk<'_>) -> Vec<EventPlace> {
    let mut places = Vec::new();
    record.named("places", "place", desk, &mut |(slug, at), rest, desk| {
        let is_near = rest.flag("near", desk);
        places.extend(names.places.find(slug, *at, desk).map(|id| EventPlace { place: PlaceId(id), is_near }));
    });
    places
}

fn read_actors(record: &mut Record, names: &mut EventNames, desk: &mut Desk<'_>) -> Vec<Participant> {
    let mut actors = Vec::new();
    record.named("actors", "actor", desk, &mut |(slug, at), rest, desk| {
        let role = rest.word("role", desk);
        actors.extend(names.actors.find(slug, *at, desk).map(|id| Participant { actor: ActorId(id), role }));
    });
    actors
}

fn read_sources(record: &mut Record, names: &mut EventNames, desk: &mut Desk<'_>) -> Vec<Citation> {
    let mut sources = Vec::new();
    record.named("sources", "source", desk, &mut |(slug, at), rest, desk| {
        let mut lines = rest.numbers("lines", desk);
        lines.extend(rest.number("line", desk));
        let refs = rest.numbers("refs", desk);
        let found = names.sources.find(slug, *at, desk).map(SourceId);
        sources.extend(found.map(|source| Citation { source, lines, refs }));
    });
    sources
}

fn read_related(record: &mut Record, names: &mut EventNames, desk: &mut Desk<'_>) -> Vec<Related> {
    let mut related = Vec::new();
    record.named("related", "event", desk, &mut |(slug, at), rest, desk| {
        let relation = rest.word("as", desk);
        related.extend(names.events.find(slug, *at, desk).map(|id| Related { event: EventId(id), relation }));
    });
    related
}

fn read_claims(record: &mut Record, event: &Event, names: &mut EventNames, desk: &mut Desk<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut replaces: Vec<(usize, Name)> = Vec::new();
    for key in ["claim", "claims"] {
        record.records(key, desk, &mut |record, desk| {
            let mut claim = read_claim(record, names, desk);
            if claim.source.is_none() {
                claim.source = event.sources.first().map(|cited| cited.source);
            }
            replaces.extend(record.string("replaces", desk).map(|old| (claims.len(), old)));
            // One claimant with one voice is one account, so the same words are the same voice.
            let words = desk.texts.get(claim.voice, "en");
            let same = |known: &&Claim| known.by == claim.by && desk.texts.get(known.voice, "en") == words;
            if let Some(known) = claims.iter().find(same) {
                claim.voice = known.voice;
            }
            claims.push(claim);
        });
    }
    for (new, (old, at)) in replaces {
        match claims.iter().position(|claim: &Claim| claim.id == old) {
            Some(index) => {
                claims[index].replaced_by = Some(new as u32);
                claims[index].status = ClaimStatus::Superseded;
            }
            None => {
                let message = unknown("claim", &old, &mut claims.iter().map(|claim| claim.id.as_str()));
                desk.complain(Code::UnknownName, at, message);
            }
        }
    }
    claims
}

fn read_claim(record: &mut Record, names: &mut EventNames, desk: &mut Desk<'_>) -> Claim {
    let mut claim = Claim { id: record.text_or_empty("id", desk), ..Claim::default() };
    claim.by = claimant(record, names, desk);
    claim.voice = record.words("voice", desk);
    claim.about = names.actors.take(record, "about", desk).map(ActorId);
    claim.what = record.word("what", desk);
    let at = record.at;
    claim.low = record.number("low", desk);
    claim.high = record.number("high", desk);
    if let (Some(low), Some(high)) = (claim.low, claim.high)
        && low > high
    {
        desk.complain(Code::LowAboveHigh, at, format!("`low` {low} lies above `high` {high}"));
        (claim.low, claim.high) = (Some(high), Some(low));
    }
    claim.wording = record.word("wording", desk);
    claim.status = record.word("status", desk);
    claim.said = record.date("said", desk);
    claim.says = record.words("says", desk);
    claim.unit = record.words("unit", desk);
    claim.place = names.places.take(record, "place", desk).map(PlaceId);
    claim.source = names.sources.take(record, "source", desk).map(SourceId);
    claim.line = record.number("line", desk).unwrap_or(0);
    claim
}

/// An actor, a source, or nobody named.
fn claimant(record: &mut Record, names: &mut EventNames, desk: &mut Desk<'_>) -> Claimant {
    let Some((slug, at)) = record.string("by", desk) else {
        desk.complain(Code::Missing, record.at, "a claim needs `by`: who says it".into());
        return Claimant::Unattributed;
    };
    if slug == "unattributed" {
        return Claimant::Unattributed;
    }
    if let Some(id) = names.actors.get(&slug) {
        return Claimant::Actor(ActorId(id));
    }
    if let Some(id) = names.sources.get(&slug) {
        return Claimant::Source(SourceId(id));
    }
    if names.people.get(&slug).is_some() {
        let message = format!("`{slug}` is a person: let the actor speak, and name the person in `voice`");
        desk.complain(Code::UnknownName, at, message);
        return Claimant::Unattributed;
    }
    names.actors.find(&slug, at, desk).map_or(Claimant::Unattributed, |id| Claimant::Actor(ActorId(id)))
}
