//! What a reader has without JavaScript: the view's own [`Fallback`] as text, in the element and the page that it stands in.

mod about;
mod glyphs;

use anyhow::{Result, bail};
use conflict_timeline::view::{Env, Fallback, LANGUAGES, Msg, Shown, State, Words};
use conflict_timeline::{embed, picture};
use conflict_timeline_core::ingest;
use conflict_timeline_core::model::DataSet;
use conflict_timeline_core::query::Filter;
use leptos::prelude::*;
use std::sync::Arc;

pub use glyphs::Glyphs;

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
    let content = Owner::new().with(|| {
        let state = State::new(Arc::new(Shown::new(data.clone())), words.clone());
        state.filter.set(filter);
        state.env.set(Env { width_px: PICTURE_PX, family: String::new(), ..Env::default() });
        if state.matches.read_untracked().count() == 0 {
            bail!("no event is left to print");
        }
        let picture =
            options.has_picture.then(|| as_wide_as_there_is_room(&picture(state, &colour, Some(&Glyphs(&words)))));
        let (heading_level, top, link) = (if options.is_page { 1 } else { 2 }, options.top, options.link.clone());
        Ok(view! { <Fallback state heading_level top link=link.unwrap_or_default() picture/> }.to_html())
    })?;
    let json_ld = match options.has_json_ld {
        true => format!("<script type=\"application/ld+json\">{}</script>\n", about::json_ld(data, &words, options)?),
        false => String::new(),
    };
    let content = content + &json_ld;
    Ok(match (options.is_page, options.has_element) {
        (true, _) => page(data, &words, &element(&content, options)),
        (false, true) => element(&content, options),
        (false, false) => content,
    })
}

/// A picture whose height follows from the box that it says.
fn as_wide_as_there_is_room(svg: &str) -> String {
    let (root, rest) = svg.split_once('>').unwrap_or((svg, ""));
    let view_box = root.split_once("viewBox=").map_or("", |(_, rest)| rest);
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"100%\" viewBox={view_box}>{rest}")
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

/// The element around its content, and the script beside it.
fn element(content: &str, options: &Options) -> String {
    let place = if options.is_page { ("heading-level", "1") } else { ("lang", &*options.language) };
    let given = [("src", options.src.as_deref().unwrap_or("")), ("filter", &options.filter)];
    let given = given.into_iter().filter(|(_, value)| !value.is_empty());
    let element = tag("conflict-timeline", given.chain([place, ("style", HOLD)]));
    let base = options.base.trim_end_matches('/');
    let script = if base.is_empty() { "embed.js".into() } else { format!("{base}/embed.js") };
    let hash = options.integrity.as_deref().map(|hash| [("integrity", hash), ("crossorigin", "anonymous")]);
    let script = tag("script", [("async", ""), ("src", &*script)].into_iter().chain(hash.into_iter().flatten()));
    format!("{element}\n{content}</conflict-timeline>\n{script}</script>\n")
}

/// A whole document around that.
fn page(data: &DataSet, words: &Words, element: &str) -> String {
    let direction = if words.is_rtl() { "rtl" } else { "ltr" };
    let root = tag("html", [("lang", &*words.language), ("dir", direction)]);
    let title = words.data(data, data.meta.title);
    let title = escape(if title.is_empty() { words.say(Msg::List) } else { title });
    format!(
        "<!doctype html>\n{root}\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n</head>\n<body>\n<main>\n{element}</main>\n</body>\n</html>\n"
    )
}

fn tag<'a>(name: &str, attributes: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = format!("<{name}");
    for (key, value) in attributes {
        out += &match value.is_empty() {
            true => format!(" {key}"),
            false => format!(" {key}=\"{}\"", escape(value)),
        };
    }
    out + ">"
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
