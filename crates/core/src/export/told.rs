//! Names, claims and citations in words, for forms that have no fields for them.

use crate::model::{Citation, Claim, Claimant, DataSet, Event, Place, SourceId, TextId, Word, Wording};

/// A set, told in one of its languages; the closed lists of words stay as they are in our JSON.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) data: &'a DataSet,
    pub(super) language: &'a str,
}

impl<'a> Told<'a> {
    pub(super) fn text(self, id: TextId) -> &'a str {
        self.data.texts.get(id, self.language)
    }

    /// "near Konna"
    pub(super) fn places(self, event: &Event) -> Vec<String> {
        let place = |near: bool, name: &str| if near { ["near ", name].concat() } else { name.into() };
        event.places.iter().map(|at| place(at.is_near, self.text(self.data.place(at.place).name))).collect()
    }

    /// The event's first place that has a point, with its latitude and longitude in degrees.
    pub(super) fn point(self, event: &Event) -> Option<(&'a Place, f64, f64)> {
        let places = event.places.iter().map(|at| self.data.place(at.place));
        let mut points = places.filter_map(|place| Some((place, place.lat_e5?, place.lon_e5?)));
        points.next().map(|(place, lat, lon)| (place, f64::from(lat) / 1e5, f64::from(lon) / 1e5))
    }

    /// "MNLA (attacker)"
    pub(super) fn actors(self, event: &Event) -> Vec<String> {
        let actors = event.actors.iter();
        actors
            .map(|part| [self.text(self.data.actor(part.actor).short), " (", part.role.name(), ")"].concat())
            .collect()
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
            Claimant::Actor(id) => self.text(self.data.actor(id).short),
            Claimant::Source(id) => self.text(self.data.source(id).title),
            Claimant::Unattributed => "unattributed",
        });
        in_brackets(&mut text, self.text(claim.voice));
        text += ": ";
        text += claim.what.name();
        if let Some(about) = claim.about {
            text += " of ";
            text += self.text(self.data.actor(about).short);
        }
        let (low, high) = (claim.low.or(claim.high), claim.high.or(claim.low));
        if claim.wording != Wording::Exact {
            text += " ";
            text += claim.wording.name();
        }
        if let (Some(low), Some(high)) = (low, high) {
            text += &if low == high { format!(" {low}") } else { format!(" {low} to {high}") };
        }
        in_brackets(&mut text, self.text(claim.unit));
        in_brackets(&mut text, self.text(claim.says));
        let mut more = Vec::new();
        if claim.status.index() > 0 {
            more.push(claim.status.name().to_string());
        }
        if let Some(said) = &claim.said {
            more.push(["said ", &super::edtf(said)].concat());
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
            for (index, number) in numbers.iter().enumerate() {
                text += &if index == 0 { format!(", {name} {number}") } else { format!(", {number}") };
            }
        }
        text
    }
}

fn in_brackets(text: &mut String, words: &str) {
    if !words.is_empty() {
        text.push_str(" (");
        text.push_str(words);
        text.push(')');
    }
}
