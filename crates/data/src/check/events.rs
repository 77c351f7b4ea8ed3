//! Ids that say the day, orphans, and how many things nobody refers to.

use crate::finding::{Finding, Level};
use crate::folder::Folder;
use crate::sections::{entries, event};
use conflict_timeline_core::model::{DataSet, Event, PlacePrecision};
use conflict_timeline_core::time::{Span, When};

pub(super) fn check(folder: &Folder, data: &DataSet, findings: &mut Vec<Finding>) {
    for one in &data.events {
        let Some(entry) = event(&folder.inputs, &one.slug) else { continue };
        let mut complain = |level: Level, code: &str, message: String| {
            findings.push(Finding::at(level, code, entry.input, entry.id_at(), message));
        };
        if !is_slug(&one.slug) {
            complain(Level::Error, "CD-111", format!("the id `{}` has more than a-z, 0-9 and hyphens", one.slug));
        }
        if !id_fits(one) {
            complain(
                Level::Warning,
                "CD-112",
                format!("the id `{}` begins with another date than {}", one.slug, one.edtf),
            );
        }
        if one.actors.is_empty() && one.people.is_empty() {
            complain(Level::Warning, "CD-113", format!("`{}` names nobody who took part", one.slug));
        }
        if one.places.is_empty() {
            complain(Level::Warning, "CD-114", format!("`{}` names no place", one.slug));
        }
        for (index, part) in one.actors.iter().enumerate() {
            if one.actors[..index].iter().any(|other| other.actor == part.actor && other.role == part.role) {
                let actor = &data.actor(part.actor).slug;
                complain(Level::Error, "CD-115", format!("`{}` names the actor `{actor}` twice", one.slug));
            }
        }
        for related in &one.related {
            if data.event(related.event).slug == one.slug {
                complain(Level::Error, "CD-116", format!("`{}` is related to itself", one.slug));
            }
        }
        for cited in &one.sources {
            if cited.lines.is_empty() {
                let source = &data.source(cited.source).slug;
                complain(Level::Error, "CD-117", format!("`{}` names no line of `{source}`", one.slug));
            }
        }
    }
    places(folder, data, findings);
    unused(data, findings);
}

/// Small letters, digits and single hyphens.
fn is_slug(slug: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    slug.chars().all(is_plain) && !slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--")
}

/// Whether the date at the head of the id may be the event's. Ids never change, dates may be corrected:
/// so this is a warning only.
fn id_fits(event: &Event) -> bool {
    let slug = &event.slug;
    let head = [10, 7, 4].into_iter().find_map(|end| slug.get(..end).and_then(|head| When::parse(head).ok()));
    let Some(head) = head else { return slug.get(..4).is_none_or(|year| year.parse::<u32>().is_err()) };
    let around = Span::new(event.when.earliest, event.when.latest.plus(1));
    head.may_meet(around) || event.when.may_meet(head.span())
}

fn places(folder: &Folder, data: &DataSet, findings: &mut Vec<Finding>) {
    for entry in entries(&folder.inputs, "place") {
        let Some(place) = data.places.iter().find(|place| Some(place.slug.as_str()) == entry.text("id")) else {
            continue;
        };
        if place.precision == PlacePrecision::Point && (place.lat_e5.is_none() || place.lon_e5.is_none()) {
            let message = format!("`{}` is a point without `lat` and `lon`", place.slug);
            findings.push(Finding::at(Level::Error, "CD-118", entry.input, entry.id_at(), message));
        }
    }
}

/// Entries that nothing refers to: no mistake, but often a slip.
fn unused(data: &DataSet, findings: &mut Vec<Finding>) {
    let events = || data.events.iter();
    let mut say = |what: &str, names: Vec<&str>| {
        if !names.is_empty() {
            let message = format!("{} {what} that no event names: {}", names.len(), names.join(", "));
            findings.push(Finding::whole(Level::Note, "CD-119", message));
        }
    };
    let actors = data.actors.iter().enumerate().filter(|(at, _)| {
        let is_it = |id: conflict_timeline_core::model::ActorId| id.index() == *at;
        !events().any(|event| {
            event.actors.iter().any(|part| is_it(part.actor))
                || event.claims.iter().any(|claim| {
                    claim.about.is_some_and(is_it)
                        || matches!(claim.by, conflict_timeline_core::model::Claimant::Actor(id) if is_it(id))
                })
        })
    });
    say("actors", actors.map(|(_, actor)| actor.slug.as_str()).collect());
    let people = data.people.iter().enumerate();
    let people = people.filter(|(at, _)| !events().any(|event| event.people.iter().any(|id| id.index() == *at)));
    say("people", people.map(|(_, person)| person.slug.as_str()).collect());
    let places = data.places.iter().enumerate().filter(|(at, _)| {
        let is_parent = data.places.iter().any(|place| place.parent.is_some_and(|id| id.index() == *at));
        !is_parent && !events().any(|event| event.places.iter().any(|near| near.place.index() == *at))
    });
    say("places", places.map(|(_, place)| place.slug.as_str()).collect());
    let sources = data.sources.iter().enumerate();
    let sources =
        sources.filter(|(at, _)| !events().any(|event| event.sources.iter().any(|c| c.source.index() == *at)));
    say("sources", sources.map(|(_, source)| source.slug.as_str()).collect());
}
