//! Names, claims and citations in words, for forms that have no fields for them.

use super::spoken::spoken;
use crate::model::{
    ActorId, Citation, Claim, Claimant, DataSet, Event, EventPlace, Measure, Participant, SourceId, Status, TextId,
    Word, Wording,
};
use crate::time::{Precision, Qualifier, edtf};

/// A set, told in one of its languages; the closed lists of words stay as they are in our JSON, but for people alone.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) data: &'a DataSet,
    language: &'a str,
    tells_status: bool,
    is_for_people: bool,
}

impl<'a> Told<'a> {
    pub(super) fn of(data: &'a DataSet, language: &'a str) -> Self {
        Self { data, language, tells_status: data.tells_status(), is_for_people: false }
    }

    /// For forms of which no reader takes the words apart.
    pub(super) fn for_people(data: &'a DataSet, language: &'a str) -> Self {
        Self { is_for_people: true, ..Self::of(data, language) }
    }

    fn word(self, word: &'static str) -> &'static str {
        if self.is_for_people { spoken(word, self.language) } else { word }
    }

    /// The name of an event's status; nothing in a set that says nothing of it.
    pub(super) fn status(self, event: &Event) -> Option<&'static str> {
        self.tells_status.then(|| event.status.name())
    }

    pub(super) fn text(self, id: TextId) -> &'a str {
        self.data.texts.get(id, self.language)
    }

    pub(super) fn name(self, actor: ActorId) -> &'a str {
        self.text(self.data.actor(actor).name)
    }

    pub(super) fn short(self, actor: ActorId) -> &'a str {
        let actor = self.data.actor(actor);
        self.text(self.data.texts.shorter([actor.short, actor.name], self.language))
    }

    /// "near Konna"
    pub(super) fn places(self, event: &Event) -> Vec<String> {
        event.places.iter().map(|at| self.place(at)).collect()
    }

    fn place(self, at: &EventPlace) -> String {
        at.named(self.word("near"), self.text(self.data.place(at.place).name))
    }

    /// Those of the event's places that have a point, with its latitude and longitude in degrees.
    pub(super) fn points(self, event: &Event) -> Vec<(String, f64, f64)> {
        let point = |at: &EventPlace| {
            let place = self.data.place(at.place);
            Some((self.place(at), f64::from(place.lat_e5?) / 1e5, f64::from(place.lon_e5?) / 1e5))
        };
        event.places.iter().filter_map(point).collect()
    }

    /// "Kidal taken (2024-10/.., open end; claimed)": the title, with what of its date and status is not firm.
    pub(super) fn title(self, event: &Event) -> String {
        let mut doubts = Vec::new();
        if !is_firm(event) {
            doubts.push(self.date(event));
        }
        if event.status != Status::Confirmed {
            doubts.push(self.word(event.status.name()).into());
        }
        let mut title = String::from(self.text(event.title));
        in_brackets(&mut title, &doubts.join("; "));
        title
    }

    /// "2024-10/.., open end"
    pub(super) fn date(self, event: &Event) -> String {
        let mut text = event.edtf.clone();
        for (is_open, words) in [(event.when.open_start, "open start"), (event.when.open_end, "open end")] {
            if is_open {
                text += &[", ", self.word(words)].concat();
            }
        }
        text
    }

    /// What there is to say of an event beside its title, for forms that have one text for it.
    pub(super) fn paragraphs(self, event: &Event) -> Vec<String> {
        let mut parts = vec![self.text(event.summary).to_string()];
        if !is_firm(event) {
            parts.push([self.word("date"), self.word(": "), &self.date(event)].concat());
        }
        let status = self.status(event);
        parts.extend(status.map(|status| [self.word("status"), self.word(": "), self.word(status)].concat()));
        parts.extend([event.date_note, event.note].map(|note| self.text(note).to_string()));
        parts.extend(self.claims(event));
        parts.extend(self.sources(event));
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// "MNLA (attacker)", by one of their names.
    pub(super) fn actors(self, event: &Event, name: fn(Self, ActorId) -> &'a str) -> String {
        let actor = |part: &Participant| [name(self, part.actor), " (", part.role.name(), ")"].concat();
        event.actors.iter().map(actor).collect::<Vec<_>>().join("; ")
    }

    pub(super) fn claims(self, event: &Event) -> Vec<String> {
        event.claims.iter().map(|claim| self.claim(claim, event)).collect()
    }

    /// "Mali War, line 43, 44, reference 12, https://example.org/"
    pub(super) fn sources(self, event: &Event) -> Vec<String> {
        event.sources.iter().map(|cited| self.source(cited)).collect()
    }

    /// "The war in Mali, 0.1.0, CC BY 4.0": what was taken from where, on which terms.
    pub(super) fn origin(self) -> String {
        let meta = &self.data.meta;
        let parts = [self.text(meta.title), &meta.version, &meta.licence];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// "MNLA (an official): killed of MUJAO at-least 13 [superseded; said 2012-06-28; Mali War, line 43]"
    fn claim(self, claim: &Claim, event: &Event) -> String {
        let mut text = String::from(match claim.by {
            Claimant::Actor(id) => self.short(id),
            Claimant::Source(id) => self.text(self.data.source(id).title),
            Claimant::Unattributed => self.word("unattributed"),
        });
        in_brackets(&mut text, self.text(claim.voice));
        text += self.word(": ");
        text += self.word(claim.what.name());
        if let Some(about) = claim.about {
            // The French word for it would change with the name behind it.
            match self.is_for_people {
                true => in_brackets(&mut text, self.short(about)),
                false => text += &[" of ", self.short(about)].concat(),
            }
        }
        let (low, high) = (claim.low.or(claim.high), claim.high.or(claim.low));
        if claim.wording != Wording::Exact {
            text += " ";
            // People are not told by one word that a claim was denied and that its claimant denies.
            let denies = self.is_for_people && claim.wording == Wording::Denied;
            text += self.word(if denies { "denies" } else { claim.wording.name() });
        }
        if let (Some(low), Some(high)) = (low, high) {
            text += &if low == high { format!(" {low}") } else { format!(" {low} {} {high}", self.word("to")) };
        }
        in_brackets(&mut text, self.text(claim.unit));
        in_brackets(&mut text, self.text(claim.says));
        let mut more = Vec::new();
        if claim.status.index() > 0 {
            more.push(self.word(claim.status.name()).to_string());
        }
        if let Some(said) = &claim.said {
            more.push([self.word("said"), " ", &edtf(said)].concat());
        }
        if let Some(source) = claim.source.or(event.sources.first().map(|cited| cited.source)) {
            let line = if claim.line > 0 { &[claim.line][..] } else { &[] };
            more.push(self.place_in(source, line, &[]));
        }
        if !more.is_empty() {
            text += " [";
            text += &more.join("; ");
            text.push(']');
        }
        text
    }

    fn source(self, cited: &Citation) -> String {
        let text = self.place_in(cited.source, &cited.lines, &cited.refs);
        let url = &self.data.source(cited.source).url;
        if url.is_empty() { text } else { [&text, ", ", url].concat() }
    }

    fn place_in(self, source: SourceId, lines: &[u32], references: &[u32]) -> String {
        let mut text = String::from(self.text(self.data.source(source).title));
        for (name, numbers) in [("line", lines), ("reference", references)] {
            let name = self.word(name);
            for (index, number) in numbers.iter().enumerate() {
                text += &if index == 0 { format!(", {name} {number}") } else { format!(", {number}") };
            }
        }
        text
    }
}

/// Which of several estimates of one table a figure is, as its name says.
fn estimate(claim: &Claim) -> Option<&'static str> {
    // Rows that were made one event have the row's id before it.
    let name = claim.id.rsplit_once('-').map_or(claim.id.as_str(), |(_, name)| name);
    ["best", "low", "high"].into_iter().find(|known| *known == name)
}

/// The figure that a table gives as its best, or as its only one.
pub(super) fn best(event: &Event) -> Option<u32> {
    let is_best = |claim: &Claim| claim.what == Measure::Killed && estimate(claim) == Some("best");
    event.toll_of(&is_best).filter(|toll| !toll.is_open && toll.low == toll.high).map(|toll| toll.low)
}

/// Whether an exact day is known, or the first and the last of exact days.
fn is_firm(event: &Event) -> bool {
    let when = event.when;
    let is_span = when.lasts && when.precision == Precision::Day && when.qualifier == Qualifier::None;
    when.is_exact_day() || is_span && !when.open_start && !when.open_end
}

fn in_brackets(text: &mut String, words: &str) {
    if !words.is_empty() {
        text.push_str(" (");
        text.push_str(words);
        text.push(')');
    }
}
