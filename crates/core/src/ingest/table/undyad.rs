//! Rows that were made one event, as they were.

use super::figures::{Said, WHICH, tell_which};
use crate::model::{ActorId, Citation, Claim, Claimant, DataSet, Event, Participant, SourceId, TextId, Word, record};
use std::collections::HashMap;

/// What a grouped event keeps of each row beside the row's own record.
const TITLE: &str = "(title)";
const SHORT: &str = "(short)";
const SUMMARY: &str = "(summary)";
const NOTE: &str = "(note)";
const ACTORS: &str = "(actors)";
const NEAR: &str = "(near)";
const CLAIMS: &str = "(claims)";
const SOURCES: &str = "(sources)";
const KEPT: [&str; 8] = [TITLE, SHORT, SUMMARY, NOTE, ACTORS, NEAR, CLAIMS, SOURCES];

/// All that a row says and that its fellows may say otherwise, as a record.
pub(super) fn keep_row(row: &Event, data: &DataSet) -> String {
    let text = |id: TextId| data.texts.get(id, "en");
    let actor = |id: ActorId| data.actor(id).slug.as_str();
    let mut kept = text(row.record).to_string();
    let mut push = |name: &str, value: &str| record::push(&mut kept, name, value);
    push(TITLE, text(row.title));
    if row.short != row.title {
        push(SHORT, text(row.short));
    }
    push(SUMMARY, text(row.summary));
    push(NOTE, text(row.note));
    let lines = |lines: Vec<String>| lines.join("\n");
    push(ACTORS, &lines(row.actors.iter().map(|part| [actor(part.actor), " ", part.role.name()].concat()).collect()));
    push(NEAR, if row.places.iter().any(|at| at.is_near) { "yes" } else { "" });
    push(CLAIMS, &lines(row.claims.iter().map(|claim| claim_text(claim, claim.about.map(actor))).collect()));
    let source = |cited: &Citation| {
        let lines = cited.lines.iter().map(|line| [" ", &line.to_string()].concat());
        [data.source(cited.source).slug.clone(), lines.collect()].concat()
    };
    push(SOURCES, &lines(row.sources.iter().map(source).collect()));
    kept
}

/// `best killed ansar-dine 30 40 range`, `-` for what it has not; a last word for figures by side.
fn claim_text(claim: &Claim, about: Option<&str>) -> String {
    let number = |number: Option<u32>| number.map_or("-".into(), |number| number.to_string());
    let id = if claim.id.is_empty() { "-" } else { &claim.id };
    let (low, high) = (number(claim.low), number(claim.high));
    let mut words = vec![id, claim.what.name(), about.unwrap_or("-"), &low, &high, claim.wording.name()];
    if !claim.voice.is_none() {
        words.push("by-side");
    }
    words.join(" ")
}

/// Positions by slugs.
struct Slugs {
    actors: HashMap<String, ActorId>,
    sources: HashMap<String, SourceId>,
}

/// Makes rows again of the events that grouping by dyads made of several, and says how many such events there were.
/// Claims, sides, sources and their lines come back from the record.
///
/// ```
/// use conflict_timeline_core::ingest::{Importer, Options, ungroup};
/// let mut importer = Importer::new(Options { is_grouped: true, ..Options::default() });
/// importer.feed(b"id,date,place,kind,attacker,target,killed\n1,2013-01-10,Konna,battle,A,B,30\n");
/// importer.feed(b"2,2013-01-10,Konna,battle,A,C,31\n");
/// let mut data = importer.finish().data;
/// assert_eq!(data.events[0].slug, "1+2");
/// assert_eq!((ungroup(&mut data), data.events.len(), data.events[1].slug.as_str()), (1, 2, "2"));
/// ```
pub fn ungroup(data: &mut DataSet) -> usize {
    let slugs = Slugs {
        actors: data.actors.iter().enumerate().map(|(at, actor)| (actor.slug.clone(), ActorId::at(at))).collect(),
        sources: data.sources.iter().enumerate().map(|(at, source)| (source.slug.clone(), SourceId::at(at))).collect(),
    };
    let events = core::mem::take(data.events.list_mut());
    let mut list = Vec::with_capacity(events.len());
    let mut count = 0;
    for event in events {
        match rows(&event, &slugs, data) {
            Some(rows) => {
                count += 1;
                list.extend(rows);
            }
            None => list.push(event),
        }
    }
    list.sort_by(|a, b| (a.when.earliest, a.when.latest, &a.slug).cmp(&(b.when.earliest, b.when.latest, &b.slug)));
    data.events = list.into();
    count
}

/// The rows of an event; `None` where it is one row.
fn rows(event: &Event, slugs: &Slugs, data: &mut DataSet) -> Option<Vec<Event>> {
    let text = data.texts.get(event.record, "en").to_string();
    let kept: Vec<(&str, String)> =
        record::columns(&text).filter_map(|(name, value)| Some((name.strip_prefix("row ")?, value))).collect();
    let is_whole = kept.iter().map(|(slug, _)| *slug).eq(event.slug.split('+'));
    if kept.len() < 2 || !is_whole || kept.iter().any(|(_, row)| record::column(row, SOURCES).is_none()) {
        return None;
    }
    let by_side = event.claims.iter().map(|claim| claim.voice).find(|voice| !voice.is_none());
    let mut add = |text: &str| data.texts.add(core::iter::once(("en", text)));
    let said = Said { by_side: by_side.unwrap_or_else(|| add("by side")), which: WHICH.map(|(_, text)| add(text)) };
    Some(kept.iter().map(|(slug, row)| self::row(event, slug, row, (slugs, said), data)).collect())
}

fn row(event: &Event, slug: &str, kept: &str, (slugs, said): (&Slugs, Said), data: &mut DataSet) -> Event {
    let column = |name: &str| record::column(kept, name).unwrap_or_default();
    let mut add = |text: &str| data.texts.add(core::iter::once(("en", text)));
    let title = add(&column(TITLE));
    let short = column(SHORT);
    let mut own = String::new();
    for (name, value) in record::columns(kept).filter(|(name, _)| !KEPT.contains(name)) {
        record::push(&mut own, name, &value);
    }
    let sources: Vec<Citation> = column(SOURCES).lines().filter_map(|line| citation(line, slugs)).collect();
    let main = sources.first();
    let base = Claim {
        by: main.map_or(Claimant::Unattributed, |cited| Claimant::Source(cited.source)),
        source: main.map(|cited| cited.source),
        line: main.and_then(|cited| cited.lines.first().copied()).unwrap_or(0),
        ..Claim::default()
    };
    let mut claims: Vec<Claim> =
        column(CLAIMS).lines().filter_map(|line| claim(line, &base, slugs, said.by_side)).collect();
    tell_which(&mut claims, said.which);
    let mut places = event.places.clone();
    places.iter_mut().for_each(|at| at.is_near = !column(NEAR).is_empty());
    Event {
        slug: slug.into(),
        title,
        short: if short.is_empty() { title } else { add(&short) },
        summary: add(&column(SUMMARY)),
        note: add(&column(NOTE)),
        record: add(&own),
        places,
        actors: column(ACTORS).lines().filter_map(|line| participant(line, slugs)).collect(),
        claims,
        sources,
        ..event.clone()
    }
}

fn participant(line: &str, slugs: &Slugs) -> Option<Participant> {
    let (actor, role) = line.split_once(' ')?;
    Some(Participant { actor: *slugs.actors.get(actor)?, role: Word::from_name(role)? })
}

fn citation(line: &str, slugs: &Slugs) -> Option<Citation> {
    let mut words = line.split(' ');
    let source = *slugs.sources.get(words.next()?)?;
    Some(Citation { source, lines: words.filter_map(|line| line.parse().ok()).collect(), ..Citation::default() })
}

fn claim(line: &str, base: &Claim, slugs: &Slugs, by_side: TextId) -> Option<Claim> {
    let words: Vec<&str> = line.split(' ').collect();
    let [id, what, about, low, high, wording, ref rest @ ..] = words[..] else { return None };
    Some(Claim {
        id: if id == "-" { String::new() } else { id.into() },
        what: Word::from_name(what)?,
        about: slugs.actors.get(about).copied(),
        low: low.parse().ok(),
        high: high.parse().ok(),
        wording: Word::from_name(wording)?,
        voice: if rest.is_empty() { TextId(0) } else { by_side },
        ..base.clone()
    })
}
