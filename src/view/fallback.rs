//! What a page holds before the script arrives, and without it: headline, phases, picture, the events with their
//! figures and sources, credits. It has no style sheet, so the words alone have to tell one part from the next.

use super::detail::{cited_lines, published};
use super::el::{El, Part, el, heading};
use super::list::{isolated, pair, sides, told, toll};
use super::state::State;
use super::text::{Msg, Words};
use super::timeline::note;
use conflict_timeline_core::model::{DataSet, Event, EventId, Source};
use leptos::prelude::*;
use std::cmp::Reverse;

/// Longer words may break behind a stroke: an address is wider than a telephone.
const LONG: usize = 30;

pub(super) struct Fallback {
    pub state: State,
    pub level: u8,
    pub top: Option<usize>,
    pub link: String,
    pub picture: Option<String>,
}

impl Fallback {
    pub(super) fn view(self) -> AnyView {
        let (head, rest) = (breakable(self.head()), breakable(self.rest()));
        match self.picture {
            Some(svg) => view! { {head}<figure inner_html=svg></figure>{rest} }.into_any(),
            None => view! { {head}{rest} }.into_any(),
        }
    }

    fn head(&self) -> El {
        let (shown, words) = (self.state.shown.read_untracked(), self.state.words.read_untracked());
        let (data, meta) = (&shown.data, &shown.data.meta);
        let mut all = Vec::new();
        if !words.data(data, meta.title).is_empty() {
            all.push(heading(self.level, "ct-title").kid(told(&words, data, meta.title)));
        }
        all.extend(note(data, &words, meta.subtitle));
        all.extend(note(data, &words, meta.about));
        if !data.phases.is_empty() {
            let phases = data.phases.iter().map(|phase| {
                let days = [words.say(Msg::ListComma), &words.span(phase.span)].concat();
                el("li").kid(told(&words, data, phase.name)).text(days)
            });
            all.push(self.heading(&words, Msg::FacetPhase));
            all.push(lines(el("ol"), phases));
        }
        lines(el(""), all)
    }

    fn rest(&self) -> El {
        let (shown, words) = (self.state.shown.read_untracked(), self.state.words.read_untracked());
        let data = &shown.data;
        let ids = chosen(data, self.state.matches.read_untracked().ids(), self.top);
        let count = words.part(Msg::Shown, ids.len(), data.events.len());
        let events = ids.iter().map(|id| {
            let event = data.event(*id);
            entry(&words, data, event, shown.status(&words, event.status))
        });
        let mut all = vec![
            self.heading(&words, Msg::List),
            el("p").text([&count, ". ", words.say(Msg::TollRule)].concat()),
            lines(el("ol"), events),
        ];
        if !data.sources.is_empty() {
            all.push(self.heading(&words, Msg::DetailSources));
            all.push(lines(el("ul"), data.sources.iter().map(|source| document(&words, data, source))));
        }
        all.extend(self.foot(&words, data));
        // Behind the picture's own line.
        lines(if self.picture.is_some() { el("").text("\n") } else { el("") }, all)
    }

    /// Version, licence and credit; the link to the data.
    fn foot(&self, words: &Words, data: &DataSet) -> Vec<El> {
        let meta = &data.meta;
        let version = match self.link.rsplit('/').find(|part| !part.is_empty()) {
            _ if !meta.version.is_empty() => {
                words.fill(Msg::FooterVersion, &[("version", &meta.version), ("date", &words.day(meta.date))])
            }
            Some(file) => [file, " (", words.say(Msg::SourceData), ")"].concat(),
            None => String::new(),
        };
        let licence = match meta.licence.is_empty() {
            true => String::new(),
            false => words.fill(Msg::FooterLicence, &[("licence", &meta.licence)]),
        };
        let linked = [(&self.link, version), (&meta.licence_url, licence)]
            .map(|(address, text)| (!text.is_empty()).then(|| el("p").kid(link(address, el("").text(text)))));
        linked.into_iter().flatten().chain(note(data, words, meta.credit)).collect()
    }

    fn heading(&self, words: &Words, msg: Msg) -> El {
        heading(self.level + 1, "ct-sub").text(words.say(msg))
    }
}

/// The weightiest, and of these the ones with the highest accounts of people killed; in the order of time.
fn chosen(data: &DataSet, mut ids: Vec<EventId>, top: Option<usize>) -> Vec<EventId> {
    if let Some(top) = top {
        ids.sort_by_cached_key(|id| {
            let event = data.event(*id);
            (Reverse((event.weight, event.toll().map(|toll| toll.high))), *id)
        });
        ids.truncate(top);
        ids.sort_unstable();
    }
    ids
}

fn entry(words: &Words, data: &DataSet, event: &Event, status: &str) -> El {
    let when = words.when(&event.when);
    let when = match event.when.is_exact_day() {
        true => el("time").attr("datetime", event.when.earliest.to_string()).text(when),
        false => el("span").text(when),
    };
    let cited = event.sources.iter().map(|cited| {
        let title = isolated(words, words.data(data, data.source(cited.source).title));
        let lines = cited_lines(words, cited);
        if lines.is_empty() { title } else { pair(words, &title, &lines) }
    });
    let cited = cited.collect::<Vec<_>>().join("; ");
    let facts = |facts: &[&str]| {
        let known: Vec<&str> = facts.iter().copied().filter(|fact| !fact.is_empty()).collect();
        (!known.is_empty()).then(|| el("p").kid(el("small").text(known.join(" · "))))
    };
    let all = [when, el("b").kid(told(words, data, event.title))]
        .into_iter()
        .chain(note(data, words, event.summary))
        .chain(facts(&[status, &words.places(data, event), &sides(words, data, event)]))
        .chain(toll(words, event))
        .chain(facts(&[&cited]));
    // The element brings who reads it here back to it there.
    lines(el("li").attr("data-event", event.slug.clone()), all)
}

fn document(words: &Words, data: &DataSet, source: &Source) -> El {
    let title = words.data(data, source.title);
    let parts = published(words, source).into_iter().filter(|part| !part.is_empty() && part != title);
    let parts = parts.map(|part| [words.say(Msg::ListComma), &isolated(words, &part)].concat());
    el("li").kid(link(&source.url, told(words, data, source.title))).text(parts.collect::<String>())
}

/// A link, where the address is of the web or beside the page; else its words alone.
fn link(address: &str, words: El) -> El {
    let before = address.split(['/', '?', '#']).next().unwrap_or("");
    let is_web = ["http:", "https:"].iter().any(|scheme| before.eq_ignore_ascii_case(scheme));
    if address.is_empty() || (before.contains(':') && !is_web) {
        return words;
    }
    el("a").attr("href", address).kid(words)
}

/// Each child on a line.
fn lines(parent: El, kids: impl IntoIterator<Item = El>) -> El {
    let parent = if parent.0.tag.is_empty() { parent } else { parent.text("\n") };
    kids.into_iter().fold(parent, |parent, kid| parent.kid(kid).text("\n"))
}

/// The same, and long words may break.
fn breakable(mut of: El) -> El {
    let mut parts = Vec::new();
    for part in std::mem::take(&mut of.0.parts) {
        match part {
            Part::Text(text) => {
                for word in text.split_inclusive([' ', '\n']) {
                    let is_long = word.len() > LONG;
                    for (at, piece) in word.split_inclusive('/').enumerate() {
                        if at > 0 && is_long {
                            parts.push(Part::Kid(el("wbr")));
                        }
                        match parts.last_mut() {
                            Some(Part::Text(last)) => last.push_str(piece),
                            _ => parts.push(Part::Text(piece.into())),
                        }
                    }
                }
            }
            Part::Kid(kid) => parts.push(Part::Kid(breakable(kid))),
            part => parts.push(part),
        }
    }
    of.0.parts = parts;
    of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_of_the_web_or_beside_the_page() {
        let link = |address: &str| link(address, el("").text("<A>")).to_html();
        assert_eq!(link("https://a.example/?a&b"), "<a href=\"https://a.example/?a&amp;b\">&lt;A&gt;</a>");
        assert_eq!(link("data/set.json"), "<a href=\"data/set.json\">&lt;A&gt;</a>");
        for address in ["javascript:alert(1)", "JavaScript:1", "data:text/html,x", " javascript:1", ""] {
            assert_eq!(link(address), "&lt;A&gt;", "{address}");
        }
    }

    #[test]
    fn addresses_may_break_and_short_words_stay_whole() {
        let text = "see https://an.example/of/an/address&more and/or";
        assert_eq!(
            breakable(el("p").kid(el("b").text(text))).to_html(),
            "<p><b>see https:/<wbr>/<wbr>an.example/<wbr>of/<wbr>an/<wbr>address&amp;more and/or</b></p>"
        );
    }
}
