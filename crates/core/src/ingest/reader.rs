//! All files of a set into one [`DataSet`]: names first, then what refers to them.

use super::events::{EventNames, read_event};
use super::lists;
use super::names::{Desks, Names, called};
use super::record::Record;
use super::{Node, Value};
use crate::model::{Actor, ActorId, DataSet, Event, EventId, Meta, Place, PlaceId, Source, SourceId};
use crate::order;
use crate::problem::{Code, Problem};

/// One file, parsed.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Name for messages.
    pub file: String,
    /// The text, for line numbers; empty where the format tells no offsets.
    pub text: String,
    /// What it holds.
    pub root: Node,
}

/// What could be read, and every complaint on the way.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The sound part.
    pub data: DataSet,
    /// The rest, named and placed.
    pub problems: Vec<Problem>,
}

/// Tables of one sort from all files: file index and table.
type Nodes = Vec<(usize, Node)>;

/// The lists that a file may hold, each with the two names that it goes by.
const SECTIONS: [(&str, &str); 10] = [
    ("set", "set"),
    ("source", "sources"),
    ("actor", "actors"),
    ("person", "people"),
    ("place", "places"),
    ("phase", "phases"),
    ("event", "events"),
    ("control", "control"),
    ("story", "stories"),
    ("correction", "corrections"),
];
const EVENTS: usize = 6;

/// Reads a set. Lists that the input does not declare at all (actors, places, sources) are made
/// from the names that its events use; a name missing from a declared list is a complaint.
///
/// ```
/// use conflict_timeline_core::ingest::{Input, Node, Value, read};
/// let event = Value::Map(vec![
///     ("when".into(), Value::Text("2013-01-10".into()).into()),
///     ("title".into(), Value::Text("Konna falls".into()).into()),
/// ]);
/// let root = Value::List(vec![event.into()]).into();
/// let outcome = read(vec![Input { file: "mine.json".into(), text: String::new(), root }]);
/// assert_eq!(outcome.data.events.len(), 1);
/// assert!(outcome.problems.is_empty());
/// ```
#[must_use]
pub fn read(mut inputs: Vec<Input>) -> Outcome {
    let mut sections: [Nodes; 10] = Default::default();
    let mut strays = Vec::new();
    for (file, input) in inputs.iter_mut().enumerate() {
        sort_into(&mut sections, file, core::mem::take(&mut input.root), &mut strays);
    }
    let mut desks = Desks { inputs: &inputs, problems: Vec::new(), texts: crate::model::Texts::default() };
    for (file, at, message) in strays {
        let mut desk = desks.at(file, "", 0);
        desk.path.clear();
        desk.complain(Code::UnknownKey, at, message);
    }
    let mut declared = |section: usize| Names::declare(SECTIONS[section].0, &mut sections[section], &mut desks);
    let mut names = EventNames {
        sources: declared(1),
        actors: declared(2),
        people: declared(3),
        places: declared(4),
        phases: declared(5),
        events: declared(EVENTS),
    };
    let names = &mut names;
    let mut data = DataSet::default();
    let mut events: Vec<(usize, Event)> = Vec::new();
    let mut order = Vec::new();
    for (section, nodes) in sections.into_iter().enumerate() {
        let mut index_in_file = (usize::MAX, 0);
        for (at, (file, node)) in nodes.into_iter().enumerate() {
            index_in_file = if index_in_file.0 == file { (file, index_in_file.1 + 1) } else { (file, 0) };
            let desk = &mut desks.at(file, SECTIONS[section].1, index_in_file.1);
            let Some(record) = Record::new(node, desk) else { continue };
            match section {
                0 => data.meta = lists::read_meta(record, desk),
                1 => data.sources.extend(lists::read_source(record, at, names, desk)),
                2 => data.actors.extend(lists::read_actor(record, at, names, desk)),
                3 => data.people.extend(lists::read_person(record, at, names, desk)),
                4 => data.places.extend(lists::read_place(record, at, names, desk)),
                5 => data.phases.extend(lists::read_phase(record, at, names, desk)),
                EVENTS => {
                    data.says_status |= record.has("status");
                    events.extend(read_event(record, at, names, desk));
                }
                7 => data.control.extend(lists::read_control(record, names, desk)),
                8 => data.stories.push(lists::read_story(record, names, desk)),
                _ => data.corrections.extend(lists::read_correction(record, desk)),
            }
        }
        if section == EVENTS {
            order = sort_events(&mut data, core::mem::take(&mut events), names.events.all().count());
        }
    }
    remap(&mut data, &order);
    add_undeclared(&mut data, names, &mut desks);
    data.texts = desks.texts;
    name_the_nameless(&mut data);
    Outcome { data, problems: desks.problems }
}

fn sort_into(sections: &mut [Nodes; 10], file: usize, root: Node, strays: &mut Vec<(usize, Option<u32>, String)>) {
    match root.value {
        Value::List(list) => sections[EVENTS].extend(list.into_iter().map(|node| (file, node))),
        Value::Map(entries) => {
            let mut own = Vec::new();
            for (key, node) in entries {
                let section = SECTIONS.iter().position(|(one, many)| key == *one || key == *many);
                let Some(section) = section.map(|section| &mut sections[section]) else {
                    own.push((key, node));
                    continue;
                };
                match node.value {
                    Value::List(list) => section.extend(list.into_iter().map(|node| (file, node))),
                    _ => section.push((file, node)),
                }
            }
            if own.iter().any(|(key, _)| key == "title") {
                sections[0].push((file, Value::Map(own).into()));
            } else {
                // `$schema` and the like say something about the file, not about the war.
                own.retain(|(key, _)| !key.starts_with('$'));
                strays.extend(own.into_iter().map(|(key, node)| (file, node.at, format!("unknown list `{key}`"))));
            }
        }
        _ => strays.push((file, root.at, "a list of events or a table of lists belongs here".into())),
    }
}

/// Sorts by day and slug; returns the new position of each declared event.
fn sort_events(data: &mut DataSet, mut events: Vec<(usize, Event)>, declared: usize) -> Vec<Option<EventId>> {
    let mut sorted: Vec<u32> = (0..events.len() as u32).collect();
    order::by(&mut sorted, &mut |a, b| {
        let (a, b) = (&events[a as usize].1, &events[b as usize].1);
        (a.when.earliest, a.when.latest, &a.slug).cmp(&(b.when.earliest, b.when.latest, &b.slug))
    });
    let mut order = vec![None; declared];
    let mut list = Vec::with_capacity(events.len());
    for position in sorted {
        let (before, event) = core::mem::take(&mut events[position as usize]);
        order[before] = Some(EventId::at(list.len()));
        list.push(event);
    }
    data.events = list.into();
    order
}

/// Puts sorted positions where the declared ones stood, and drops links to events that could not be read.
fn remap(data: &mut DataSet, order: &[Option<EventId>]) {
    let new = |id: EventId| order.get(id.index()).copied().flatten();
    for event in data.events.list_mut() {
        event.related.retain_mut(|related| new(related.event).map(|id| related.event = id).is_some());
    }
    for control in &mut data.control {
        control.event = control.event.and_then(new);
    }
    for step in data.stories.iter_mut().flat_map(|story| &mut story.steps) {
        step.event = step.event.and_then(new);
    }
    let mut events = core::mem::take(&mut data.events);
    for event in events.list_mut() {
        event.phase = event.phase.or_else(|| data.phase_at(event.when.anchor()));
    }
    data.events = events;
}

fn add_undeclared(data: &mut DataSet, names: &EventNames, desks: &mut Desks<'_>) {
    let mut named = |slug: &str| desks.texts.add([("en", slug)].into_iter());
    for slug in names.actors.all().skip(data.actors.len()) {
        let name = named(slug);
        data.actors.push(Actor { slug: slug.into(), name, short: name, ..Actor::default() });
    }
    for slug in names.places.all().skip(data.places.len()) {
        data.places.push(Place { slug: slug.into(), name: named(slug), ..Place::default() });
    }
    for slug in names.sources.all().skip(data.sources.len()) {
        data.sources.push(Source { slug: slug.into(), title: named(slug), ..Source::default() });
    }
    debug_assert!(data.events.iter().all(|event| {
        event.actors.iter().all(|part| part.actor < ActorId::at(data.actors.len()))
            && event.places.iter().all(|at| at.place < PlaceId::at(data.places.len()))
            && event.sources.iter().all(|cited| cited.source < SourceId::at(data.sources.len()))
    }));
    if data.meta == Meta::default() {
        data.meta.title = desks.texts.add([("en", called(&desks.inputs[0].file))].into_iter());
    }
}

/// An entry without a short form is called by its long one.
fn name_the_nameless(data: &mut DataSet) {
    for actor in &mut data.actors {
        if actor.short.is_none() {
            actor.short = actor.name;
        }
    }
    for event in data.events.list_mut() {
        if event.short.is_none() {
            event.short = event.title;
        }
    }
}
