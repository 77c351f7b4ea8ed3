//! Rows that must not be handed on, and what may be: sums by month, region and kind.

use conflict_timeline_core::model::{
    Citation, Claim, Claimant, DataSet, Event, EventPlace, Kind, PlaceId, SourceId, TextId, Word,
};
use conflict_timeline_core::time::{Day, When};
use std::collections::BTreeMap;

/// What is said where rows are held back.
pub const HELD_BACK: &str = "these are rows of ACLED or the GTD, whose terms do not let them be handed on: what is written are sums \
     by month, region and kind. With a licence of your own, say --licence-held";

pub use conflict_timeline_core::ingest::is_restricted;

/// What is said where no sums can stand for the rows.
pub const NO_PARTS: &str = "these are rows of ACLED or the GTD, whose terms do not let them be handed on, so no parts are written. \
     `conflict-data convert FILE --out sums.json` writes sums by month, region and kind, and `conflict-data pack` without \
     --partition packs them; with a licence of your own, say --licence-held";

/// What is said where two files are compared and one holds such rows.
pub const VALUES_LEFT_OUT: &str = "these are rows of ACLED or the GTD, whose terms do not let them be handed on: their ids stand here \
     and what they say is left out. With a licence of your own, say --licence-held";

/// Months, region, and position of the kind.
type Group = (String, Option<PlaceId>, usize);

/// One event a month, region and kind, or the months between which it was where that is all that is known: how many there were, and the sum of the dead that the one claimant gives.
#[must_use]
pub fn aggregate(data: &DataSet) -> DataSet {
    let mut groups: BTreeMap<Group, (u32, Option<u32>)> = BTreeMap::new();
    for event in &data.events {
        let region = event.places.first().map(|at| region(at.place, data));
        let group = groups.entry((months(&event.when), region, event.kind.index())).or_default();
        group.0 += 1;
        let best = event.claims.iter().filter(|claim| claim.id == "best").filter_map(|claim| claim.low).max();
        if let Some(best) = best {
            group.1 = Some(group.1.unwrap_or(0).saturating_add(best));
        }
    }
    let mut sums = DataSet { meta: data.meta.clone(), ..DataSet::default() };
    sums.meta.slug += "-sums";
    // Another text than that of the rows, so that no form of the sums is taken for rows.
    sums.meta.licence = ["Sums of rows under the ", &data.meta.licence].concat();
    sums.places = data.places.clone();
    // Points of single events are not handed on.
    for place in &mut sums.places {
        (place.lat_e5, place.lon_e5) = (None, None);
    }
    sums.sources = data.sources.first().cloned().into_iter().collect();
    for ((month, region, kind), (count, dead)) in groups {
        let Ok(when) = When::parse(&month) else { continue };
        let kind = Kind::ALL[kind];
        let place = region.map(|id| data.texts.get(data.place(id).name, "en")).unwrap_or("no place");
        let events = if count == 1 { "1 event".into() } else { format!("{count} events") };
        let title = sums.texts.add([("en", format!("{events} ({}), {place}", kind.name()).as_str())].into_iter());
        let claim = Claim {
            id: "best".into(),
            by: Claimant::Source(SourceId(0)),
            source: Some(SourceId(0)),
            low: dead,
            ..Claim::default()
        };
        let at = region.map_or("nowhere", |id| data.place(id).slug.as_str());
        let months = month.replace("..", "-to-").replace('/', "-to-").replace(['[', ']'], "");
        let slug = [months.as_str(), "-", at, "-", kind.name()].concat();
        sums.events.list_mut().push(Event {
            slug,
            when,
            edtf: month,
            title,
            short: title,
            kind,
            weight: 2,
            places: region.map(|place| EventPlace { place, is_near: false }).into_iter().collect(),
            claims: dead.map(|_| claim).into_iter().collect(),
            sources: vec![Citation::default()],
            ..Event::default()
        });
    }
    sums.events.list_mut().sort_by(|a, b| (a.when.earliest, &a.slug).cmp(&(b.when.earliest, &b.slug)));
    keep_used(&mut sums);
    // The texts of the rows stay behind; only what the sums still say comes along.
    let mut copy = |id: &mut TextId| *id = sums.texts.add([("en", data.texts.get(*id, "en"))].into_iter());
    let meta = &mut sums.meta;
    [&mut meta.title, &mut meta.subtitle, &mut meta.about, &mut meta.credit].into_iter().for_each(&mut copy);
    sums.places.iter_mut().map(|place| &mut place.name).for_each(&mut copy);
    sums.sources.iter_mut().flat_map(|source| [&mut source.title, &mut source.date_note]).for_each(&mut copy);
    sums
}

/// The month, as EDTF; of a date no finer than some months those, and the year where it is all of it.
fn months(when: &When) -> String {
    let month = |day: Day| day.to_string()[..7].to_string();
    let (from, to) = (month(when.earliest), month(when.latest));
    if from == to {
        return from;
    }
    let (year, last) = (when.earliest.year_start(), when.latest.plus(1));
    if !when.lasts && when.earliest == year && last == year.month_offset(12) {
        return year.to_string()[..4].to_string();
    }
    if when.lasts { format!("{from}/{to}") } else { format!("[{from}..{to}]") }
}

/// The widest place that it lies in and that is no country, else the country.
fn region(id: PlaceId, data: &DataSet) -> PlaceId {
    let mut at = id;
    while let Some(parent) = data.place(at).parent {
        if data.place(parent).sort == "country" && at != id {
            break;
        }
        at = parent;
    }
    at
}

/// Leaves out the places that no event is in, and the texts that nothing says any more.
fn keep_used(data: &mut DataSet) {
    let mut used = vec![false; data.places.len()];
    for event in &data.events {
        for at in &event.places {
            let mut next = Some(at.place);
            while let Some(id) = next.filter(|id| !used[id.index()]) {
                used[id.index()] = true;
                next = data.place(id).parent;
            }
        }
    }
    let mut new = vec![PlaceId(0); used.len()];
    let mut kept = Vec::new();
    for (index, place) in core::mem::take(&mut data.places).into_iter().enumerate() {
        if used[index] {
            new[index] = PlaceId::at(kept.len());
            kept.push(place);
        }
    }
    kept.iter_mut().for_each(|place| place.parent = place.parent.map(|id| new[id.index()]));
    data.events
        .list_mut()
        .iter_mut()
        .flat_map(|event| &mut event.places)
        .for_each(|at| at.place = new[at.place.index()]);
    data.places = kept;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_no_firmer_than_their_rows() {
        let of = |text: &str| months(&When::parse(text).expect("a date"));
        assert_eq!(of("2013-01-17"), "2013-01");
        assert_eq!(of("2013-01"), "2013-01");
        assert_eq!(of("2013"), "2013");
        assert_eq!(of("[2013-01-28..2013-02-03]"), "[2013-01..2013-02]");
        assert_eq!(of("2013-01-28/2013-02-03"), "2013-01/2013-02");
        assert_eq!(of("[2012..2013]"), "[2012-01..2013-12]");
        for text in ["2013", "[2013-01-28..2013-02-03]", "2013-01-28/2013-02-03", "[2012..2013]"] {
            let when = When::parse(text).expect("a date");
            let sum = When::parse(&of(text)).expect("a date");
            assert!(sum.earliest <= when.earliest && when.latest <= sum.latest && sum.lasts == when.lasts, "{text}");
        }
    }
}
