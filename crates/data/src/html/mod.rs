//! What a reader has without JavaScript: headline, summary, phases, the drawing, the events with their figures and
//! sources, credits. Words, dates and picture are those of the view, so that the live timeline takes the place of
//! the same text.

mod about;
mod glyphs;
mod markup;

use anyhow::{Result, bail};
use conflict_timeline::view::{Env, LANGUAGES, Msg, Shown, State, Words};
use conflict_timeline::{embed, picture};
use conflict_timeline_core::ingest;
use conflict_timeline_core::model::{Citation, DataSet, Event, EventId, TextId};
use conflict_timeline_core::query::Filter;
use leptos::prelude::{GetUntracked, Owner, Set};
use std::cmp::Reverse;
use std::sync::Arc;

pub use glyphs::Glyphs;
pub use markup::{Markup, escape, link, wrapped};

/// Width of the picture: lanes with their names inside, and letters that a telephone still shows.
const PICTURE_PX: f64 = 680.0;

/// Holds the element's place before the loader defines it, so that nothing jumps.
const HOLD: &str = "display:flow-root;min-height:100vh";

/// What is printed.
#[derive(Clone, Debug)]
pub struct Options {
    /// `en`, `fr`, `ar`.
    pub language: String,
    /// The filter's text form.
    pub filter: String,
    /// Only so many events: the weightiest, and of these the ones with the highest accounts of people killed.
    pub top: Option<usize>,
    /// Address of the data, for readers.
    pub link: Option<String>,
    /// The element around it, and the script beside it.
    pub has_element: bool,
    /// A whole document around that.
    pub is_page: bool,
    /// Address of the data file, for the element.
    pub src: Option<String>,
    /// Folder of the package's files.
    pub base: String,
    /// Hash of the script, as `integrity` has it.
    pub integrity: Option<String>,
    /// The SVG picture.
    pub has_picture: bool,
    /// The data set told to machines.
    pub has_json_ld: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            language: "en".into(),
            filter: String::new(),
            top: None,
            link: None,
            has_element: false,
            is_page: false,
            src: None,
            base: String::new(),
            integrity: None,
            has_picture: true,
            has_json_ld: true,
        }
    }
}

/// The embedded set with the texts of a language.
///
/// # Errors
/// Where there is no such language.
pub fn bundled(language: &str) -> Result<DataSet> {
    let mut data = Owner::new().with(|| State::bundled().shown.get_untracked().data.clone());
    if let Some(pack) = pack(language)? {
        data.texts.put(language, &pack.texts);
        if let Some(prose) = embed::language_pack(&[language, "-prose"].concat()) {
            data.texts.put(language, &ingest::unseal_language(prose)?.texts);
        }
    }
    Ok(data)
}

fn pack(language: &str) -> Result<Option<ingest::LanguagePack>> {
    let Some(bytes) = embed::language_pack(language) else {
        if LANGUAGES[0].0 == language {
            return Ok(None);
        }
        bail!("no words in `{language}`: it is one of {}", LANGUAGES.map(|(code, _)| code).join(", "));
    };
    Ok(Some(ingest::unseal_language(bytes)?))
}

/// Prints a set.
///
/// # Errors
/// Where there is no such language, the filter has a mistake, or it leaves no event.
pub fn html(data: &DataSet, options: &Options) -> Result<String> {
    let words = pack(&options.language)?.and_then(|pack| Words::new(&options.language, pack.messages));
    let words = words.unwrap_or_default();
    let (filter, problems) = Filter::parse(&options.filter, data);
    if let Some(problem) = problems.first() {
        bail!("--filter: {}", problem.message);
    }
    let owner = Owner::new();
    let (shown, ids, svg) = owner.with(|| {
        let shown = Arc::new(Shown::new(data.clone()));
        let state = State::new(Arc::clone(&shown), words.clone());
        state.filter.set(filter);
        state.env.set(Env { width_px: PICTURE_PX, family: String::new(), ..Env::default() });
        let ids = state.matches.get_untracked().ids();
        let svg = options.has_picture.then(|| picture(state, &colour, Some(&Glyphs(&words))));
        (shown, ids, svg)
    });
    if ids.is_empty() {
        bail!("no event is left to print");
    }
    let fallback = Fallback { data, shown, words, ids, options };
    let mut out = Markup::default();
    if options.is_page {
        fallback.page(&mut out, svg.as_deref())?;
    } else if options.has_element {
        fallback.element(&mut out, svg.as_deref())?;
    } else {
        fallback.content(&mut out, svg.as_deref())?;
    }
    Ok(out.finish())
}

/// Colours that can be seen on a light and on a dark page; a page that sets `--ct-…` has its own.
fn colour(token: &str) -> String {
    let plain = match token {
        "bg" | "wash" => "transparent",
        "rule" => "#80808055",
        "rule-2" => "#83898f",
        "ML" => "#4a6db0",
        "AZ" => "#bc8119",
        "JH" => "#9a4672",
        "FR" => "#9280d0",
        "UN" => "#2b9283",
        "RU" => "#786828",
        "OT" => "#767c83",
        // Words, and civilians, who are drawn in the colour of words.
        _ => "currentColor",
    };
    format!("var(--ct-{token},{plain})")
}

struct Fallback<'a> {
    data: &'a DataSet,
    shown: Arc<Shown>,
    words: Words,
    ids: Vec<EventId>,
    options: &'a Options,
}

impl Fallback<'_> {
    fn text(&self, id: TextId) -> &str {
        self.words.data(self.data, id)
    }

    /// A text of the set in an element, marked where the reader's language lacks it.
    fn put(&self, out: &mut Markup, name: &str, id: TextId) {
        let (data, text) = (self.data, self.text(id));
        let lacks = !id.is_none() && data.texts.exact(id, &self.words.language).is_none();
        if text.is_empty() {
            return;
        }
        let mut attributes = Vec::new();
        if let Some(language) = data.texts.languages().next().filter(|_| lacks) {
            attributes.push(("lang", language));
            attributes.extend(self.words.is_rtl().then_some(("dir", "auto")));
        }
        out.html(name, &attributes, &wrapped(text));
    }

    fn headings(&self) -> [&'static str; 2] {
        if self.options.is_page { ["h1", "h2"] } else { ["h2", "h3"] }
    }

    fn page(&self, out: &mut Markup, svg: Option<&str>) -> Result<()> {
        let direction = if self.words.is_rtl() { "rtl" } else { "ltr" };
        out.raw("<!doctype html>");
        out.open("html", &[("lang", &self.words.language), ("dir", direction)]);
        out.open("head", &[]);
        out.void("meta", &[("charset", "utf-8")]);
        out.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
        let title = self.text(self.data.meta.title);
        out.text("title", &[], if title.is_empty() { self.words.say(Msg::List) } else { title });
        out.close();
        out.open("body", &[]);
        out.open("main", &[]);
        self.element(out, svg)
    }

    fn element(&self, out: &mut Markup, svg: Option<&str>) -> Result<()> {
        let options = self.options;
        let base = options.base.trim_end_matches('/');
        let script = if base.is_empty() { "embed.js".into() } else { format!("{base}/embed.js") };
        let mut attributes = Vec::new();
        for (name, value) in [("src", options.src.as_deref().unwrap_or("")), ("filter", &options.filter)] {
            attributes.extend((!value.is_empty()).then_some((name, value)));
        }
        attributes.push(if options.is_page { ("heading-level", "1") } else { ("lang", &options.language) });
        attributes.push(("style", HOLD));
        out.open("conflict-timeline", &attributes);
        self.content(out, svg)?;
        out.close();
        let mut attributes = vec![("async", ""), ("src", script.as_str())];
        if let Some(hash) = &options.integrity {
            attributes.extend([("integrity", hash.as_str()), ("crossorigin", "anonymous")]);
        }
        out.html("script", &attributes, "");
        Ok(())
    }

    fn content(&self, out: &mut Markup, svg: Option<&str>) -> Result<()> {
        let (data, words, meta) = (self.data, &self.words, &self.data.meta);
        let [first, next] = self.headings();
        self.put(out, first, meta.title);
        self.put(out, "p", meta.subtitle);
        self.put(out, "p", meta.about);
        if !data.phases.is_empty() {
            out.text(next, &[], words.say(Msg::FacetPhase));
            out.open("ol", &[]);
            for phase in &data.phases {
                let text = [self.text(phase.name), words.say(Msg::ListComma), &words.span(phase.span)].concat();
                out.text("li", &[], &text);
            }
            out.close();
        }
        if let Some(svg) = svg {
            // As wide as there is room; its height follows from the box that it says.
            let (root, rest) = svg.split_once('>').unwrap_or((svg, ""));
            let view_box = root.split_once("viewBox=").map_or("", |(_, rest)| rest);
            out.open("figure", &[]);
            out.raw(&format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"100%\" viewBox={view_box}>{rest}"
            ));
            out.close();
        }
        self.events(out);
        self.foot(out);
        if self.options.has_json_ld {
            out.html("script", &[("type", "application/ld+json")], &about::json_ld(self)?);
        }
        Ok(())
    }

    fn events(&self, out: &mut Markup) {
        let (data, words) = (self.data, &self.words);
        let mut shown = self.ids.clone();
        if let Some(top) = self.options.top {
            shown.sort_by_cached_key(|id| {
                let event = data.event(*id);
                (Reverse((event.weight, event.toll().map(|toll| toll.high))), *id)
            });
            shown.truncate(top);
            shown.sort_unstable();
        }
        out.text(self.headings()[1], &[], words.say(Msg::List));
        let rule = words.say(Msg::TollRule);
        out.text("p", &[], &format!("{}. {rule}", words.part(Msg::Shown, shown.len(), data.events.len())));
        out.open("ol", &[]);
        for id in &shown {
            self.event(out, data.event(*id));
        }
        out.close();
    }

    fn event(&self, out: &mut Markup, event: &Event) {
        let (data, words) = (self.data, &self.words);
        // The element brings who reads it here back to it there.
        out.open("li", &[("data-event", &event.slug)]);
        let when = words.when(&event.when);
        if event.when.is_exact_day() {
            out.text("time", &[("datetime", &event.when.earliest.to_string())], &when);
        } else {
            out.text("span", &[], &when);
        }
        self.put(out, "b", event.title);
        self.put(out, "p", event.summary);
        let toll = match event.toll() {
            Some(toll) => format!("{} ({})", words.toll(&toll), words.count(Msg::TollAccounts, toll.accounts as usize)),
            None if event.kind.is_violent() => words.say(Msg::TollNone).into(),
            None => String::new(),
        };
        let cited: Vec<String> = event.sources.iter().map(|cited| self.cited(cited)).collect();
        let places = words.places(data, event);
        let status = self.shown.status(words, event.status).to_string();
        let mut facts = vec![status, places, toll, cited.join("; ")];
        facts.retain(|fact| !fact.is_empty());
        out.html("p", &[], &format!("<small>{}</small>", escape(&facts.join(" · "))));
        out.close();
    }

    /// "Mali War, line 43"
    fn cited(&self, cited: &Citation) -> String {
        let words = &self.words;
        let title = self.text(self.data.source(cited.source).title);
        let lines: Vec<String> = cited.lines.iter().map(u32::to_string).collect();
        let msg = if lines.len() == 1 { Msg::DetailLines } else { Msg::DetailLinesMany };
        match lines.is_empty() {
            true => title.into(),
            false => [title, words.say(Msg::ListComma), &words.fill(msg, &[("lines", &words.list(&lines))])].concat(),
        }
    }

    fn foot(&self, out: &mut Markup) {
        let (data, words, meta) = (self.data, &self.words, &self.data.meta);
        if !data.sources.is_empty() {
            out.text(self.headings()[1], &[], words.say(Msg::DetailSources));
            out.open("ul", &[]);
            for source in &data.sources {
                let date = source.published.map(|when| words.when(&when)).unwrap_or_default();
                let parts = [self.text(source.title), &source.publisher, &date];
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                out.html("li", &[], &link(&source.url, &parts.join(words.say(Msg::ListComma))));
            }
            out.close();
        }
        let version = words.fill(Msg::FooterVersion, &[("version", &meta.version), ("date", &words.day(meta.date))]);
        let address = self.options.link.as_deref().unwrap_or("");
        if !meta.version.is_empty() {
            out.html("p", &[], &link(address, &version));
        } else if let Some(file) = address.rsplit('/').find(|part| !part.is_empty()) {
            out.html("p", &[], &link(address, &format!("{file} ({})", words.say(Msg::SourceData))));
        }
        if !meta.licence.is_empty() {
            let licence = words.fill(Msg::FooterLicence, &[("licence", &meta.licence)]);
            out.html("p", &[], &link(&meta.licence_url, &licence));
        }
        self.put(out, "p", meta.credit);
    }
}
