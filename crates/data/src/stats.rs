//! Counts.

use conflict_timeline_core::model::{Claimant, DataSet, Kind, Measure, Status, Word};
use conflict_timeline_core::time::Qualifier;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A table of counts under a heading.
pub type Counts = Vec<(String, usize)>;

/// Counts of a set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Entries of each list.
    pub lists: Counts,
    /// Events by the year of their first possible day.
    pub years: Counts,
    /// Events by kind; kinds without events are left out.
    pub kinds: Counts,
    /// Events by status.
    pub statuses: Counts,
    /// Events by precision of the date, then those with a duration, a doubt, an open end, a note on an inferred date.
    pub dates: Counts,
    /// Claims by what they are about.
    pub claims: Counts,
    /// Claims by sort of claimant.
    pub claimants: Counts,
    /// Events by document.
    pub sources: Counts,
    /// Texts by language.
    pub languages: Counts,
}

impl Stats {
    /// Counts a set.
    #[must_use]
    pub fn of(data: &DataSet) -> Self {
        let events = || data.events.iter();
        let claims = || events().flat_map(|event| &event.claims);
        let mut years: BTreeMap<i32, usize> = BTreeMap::new();
        let mut precisions: BTreeMap<_, usize> = BTreeMap::new();
        for event in events() {
            *years.entry(event.when.earliest.ymd().0).or_default() += 1;
            *precisions.entry(event.when.precision).or_default() += 1;
        }
        let mut dates: Counts = precisions.into_iter().map(|(is, count)| (is.name().into(), count)).collect();
        let count = |name: &str, is: &dyn Fn(&conflict_timeline_core::model::Event) -> bool| {
            (name.to_string(), events().filter(|event| is(event)).count())
        };
        dates.push(count("with a duration", &|event| event.when.lasts));
        dates.push(count("about or unsure", &|event| event.when.qualifier != Qualifier::None));
        dates.push(count("open at an end", &|event| event.when.open_start || event.when.open_end));
        dates.push(count("inferred, with a note", &|event| !event.date_note.is_none()));
        let by = |is: fn(Claimant) -> bool| claims().filter(|claim| is(claim.by)).count();
        Self {
            lists: vec![
                ("events".into(), data.events.len()),
                ("claims".into(), claims().count()),
                ("actors".into(), data.actors.len()),
                ("people".into(), data.people.len()),
                ("places".into(), data.places.len()),
                ("sources".into(), data.sources.len()),
                ("phases".into(), data.phases.len()),
                ("control rows".into(), data.control.len()),
                ("stories".into(), data.stories.len()),
                ("story steps".into(), data.stories.iter().map(|story| story.steps.len()).sum()),
                ("corrections".into(), data.corrections.len()),
                ("events with a death toll".into(), events().filter(|event| event.toll().is_some()).count()),
                ("events with several sources".into(), events().filter(|event| event.sources.len() > 1).count()),
                ("events with a note on contradictions".into(), events().filter(|e| !e.note.is_none()).count()),
            ],
            years: years.into_iter().map(|(year, count)| (year.to_string(), count)).collect(),
            kinds: by_word(Kind::ALL, events().map(|event| event.kind)),
            statuses: by_word(Status::ALL, events().map(|event| event.status)),
            dates,
            claims: by_word(Measure::ALL, claims().map(|claim| claim.what)),
            claimants: vec![
                ("an actor".into(), by(|by| matches!(by, Claimant::Actor(_)))),
                ("the document itself".into(), by(|by| matches!(by, Claimant::Source(_)))),
                ("unattributed".into(), by(|by| by == Claimant::Unattributed)),
            ],
            sources: data
                .sources
                .iter()
                .enumerate()
                .map(|(at, source)| {
                    let cites = |event: &&conflict_timeline_core::model::Event| {
                        event.sources.iter().any(|cited| cited.source.index() == at)
                    };
                    (source.slug.clone(), events().filter(cites).count())
                })
                .collect(),
            languages: languages(data),
        }
    }

    /// Heading and rows of each table.
    #[must_use]
    pub fn tables(&self) -> [(&'static str, &Counts); 9] {
        [
            ("Lists", &self.lists),
            ("Events by year", &self.years),
            ("Events by kind", &self.kinds),
            ("Events by status", &self.statuses),
            ("Events by precision of the date", &self.dates),
            ("Claims by subject", &self.claims),
            ("Claims by claimant", &self.claimants),
            ("Events by source", &self.sources),
            ("Texts by language", &self.languages),
        ]
    }
}

fn by_word<W: Word>(all: &[W], words: impl Iterator<Item = W>) -> Counts {
    let mut counts = vec![0; all.len()];
    for word in words {
        counts[word.index()] += 1;
    }
    let named = all.iter().map(|word| word.name().to_string()).zip(counts);
    named.filter(|(_, count)| *count > 0).collect()
}

/// How many of all texts each language has.
fn languages(data: &DataSet) -> Counts {
    let ids = 1..data.texts.count() as u32;
    let has = |language: &str| {
        ids.clone()
            .filter(|id| data.texts.exact(conflict_timeline_core::model::TextId(*id), language).is_some())
            .count()
    };
    data.texts.languages().map(|language| (format!("{language} (of {})", ids.len()), has(language))).collect()
}

/// Prints the tables.
///
/// # Errors
/// Where the output cannot be written.
pub fn print(stats: &Stats, out: &mut impl Write) -> io::Result<()> {
    let (bold, reset) = (anstyle::Style::new().bold(), anstyle::Reset);
    let tables = stats.tables();
    let rows = || tables.iter().flat_map(|(_, counts)| counts.iter());
    let width = rows().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (heading, counts) in tables {
        writeln!(out, "{bold}{heading}{reset}")?;
        for (name, count) in counts {
            writeln!(out, "  {name:<width$}  {count:>5}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}
