//! What a reader takes along: a link to this view, a reference to an event, word of an error.

use super::el::{El, button, cl, el};
use super::state::{Shown, State};
use super::text::{Msg, Words};
use conflict_timeline_core::model::EventId;
use leptos::prelude::*;

/// What the page is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Copy a link to this view.
    Link,
    /// Take word of an error in an event.
    Report(EventId),
}

/// What the page can do for readers, and what it was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// Links to this view lead back to it.
    pub has_links: bool,
    /// Readers may report errors: to this address, or to the page alone where it is empty.
    pub reports: Option<String>,
    /// How often it was asked, and what for last.
    pub asked: Option<(u32, Ask)>,
    /// The link that was asked for, and whether it could be copied.
    pub link: Option<(String, bool)>,
}

fn ask(state: State, what: Ask) {
    state.desk.update(|desk| desk.asked = Some((desk.asked.map_or(1, |(count, _)| count + 1), what)));
}

/// A button that copies a link to this view, where links lead back to it, and the link itself.
pub(super) fn share(state: State) -> El {
    cl("div", "ct-share").attr("role", "status").live_kids(move || {
        let (desk, words) = (state.desk.read(), state.words.read());
        if !desk.has_links {
            return Vec::new();
        }
        let mut all = vec![copy(state, &words)];
        if let Some((link, is_copied)) = &desk.link {
            let name = words.say(if *is_copied { Msg::ShareCopied } else { Msg::ShareLink });
            let field = el("input").attr("readonly", "").attr("aria-label", words.say(Msg::ShareLink));
            let link = link.clone();
            all.push(cl("span", "ct-note").text(name).text(" ").kid(field.value(move || link.clone())));
        }
        all
    })
}

fn copy(state: State, words: &Words) -> El {
    button("ct-link", move |_| ask(state, Ask::Link)).attr("data-act", "share").text(words.say(Msg::ShareCopy))
}

/// Under an event: how to cite it, a link to it, and where to say what is wrong with it.
pub(super) fn acts(state: State, shown: &Shown, words: &Words, id: EventId) -> El {
    let desk = state.desk.read();
    let forms = [
        (Msg::CiteText, text(shown, words, id)),
        (Msg::CiteBibtex, bibtex(shown, words, id)),
        (Msg::CiteRis, ris(shown, words, id)),
    ];
    let forms = forms.map(|(msg, form)| {
        let rows = form.lines().count().to_string();
        let field = el("textarea").attr("readonly", "").attr("rows", rows).attr("dir", "ltr").text(form);
        el("label").text(words.say(msg)).kid(field)
    });
    let report = desk.reports.as_ref().map(|address| {
        let press = move |_| ask(state, Ask::Report(id));
        let name = words.say(Msg::Report);
        if address.is_empty() {
            return button("ct-link", press).attr("data-act", "report").text(name);
        }
        let subject = percent(&[words.say(Msg::Report), ": ", &shown.data.event(id).slug].concat());
        let href = ["mailto:", address, "?subject=", &subject].concat();
        cl("a", "ct-link").attr("data-act", "report").attr("href", href).on("click", press).text(name)
    });
    cl("div", "ct-part ct-cite ct-controls")
        .kid(el("details").kid(el("summary").text(words.say(Msg::Cite))).kids(forms))
        .kids(desk.has_links.then(|| copy(state, words)))
        .kids(report)
}

struct Cited<'a> {
    title: &'a str,
    set: &'a str,
    version: &'a str,
    licence: &'a str,
    slug: &'a str,
    when: String,
}

fn cited<'a>(shown: &'a Shown, words: &'a Words, id: EventId) -> Cited<'a> {
    let (data, event) = (&shown.data, shown.data.event(id));
    Cited {
        title: words.data(data, event.title),
        set: words.data(data, data.meta.title),
        version: &data.meta.version,
        licence: &data.meta.licence,
        slug: &event.slug,
        when: words.when(&event.when),
    }
}

/// "Konna falls" (10 January 2013), event 2013-01-10-konna. The war in Mali …, version 0.1.0, 21 November 2026.
fn text(shown: &Shown, words: &Words, id: EventId) -> String {
    let cited = cited(shown, words, id);
    let day = words.day(shown.data.meta.date);
    let blanks = [
        ("title", cited.title),
        ("when", &cited.when),
        ("id", cited.slug),
        ("set", cited.set),
        ("version", cited.version),
        ("date", &day),
        ("licence", cited.licence),
    ];
    words.fill(Msg::CiteForm, &blanks)
}

fn bibtex(shown: &Shown, words: &Words, id: EventId) -> String {
    let cited = cited(shown, words, id);
    let year = shown.data.meta.date.ymd().0.to_string();
    // Braces and backslashes are BibTeX's own.
    let plain = |text: &str| text.replace(['{', '}', '\\'], "");
    [
        "@misc{",
        cited.slug,
        ",\n  title = {",
        &plain(cited.title),
        " (",
        &cited.when,
        ")},\n  howpublished = {",
        &plain(cited.set),
        ", version ",
        cited.version,
        "},\n  year = {",
        &year,
        "},\n  note = {",
        cited.slug,
        "}\n}",
    ]
    .concat()
}

fn ris(shown: &Shown, words: &Words, id: EventId) -> String {
    let cited = cited(shown, words, id);
    let date = shown.data.meta.date.to_string().replace('-', "/");
    [
        "TY  - DATA\nTI  - ",
        cited.title,
        " (",
        &cited.when,
        ")\nT2  - ",
        cited.set,
        "\nET  - ",
        cited.version,
        "\nDA  - ",
        &date,
        "\nAN  - ",
        cited.slug,
        "\nER  - ",
    ]
    .concat()
}

fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            out.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use conflict_timeline_core::model::{DataSet, Event, Meta};

    #[test]
    fn an_event_is_cited_in_three_forms() {
        let mut data = DataSet::default();
        let title = data.texts.add([("en", "Konna {falls}")].into_iter());
        let set = data.texts.add([("en", "The war")].into_iter());
        data.meta = Meta { title: set, version: "0.1.0".into(), licence: "CC BY 4.0".into(), ..Meta::default() };
        data.events.list_mut().push(Event { slug: "konna".into(), title, ..Event::default() });
        let (shown, words) = (Shown::new(data), Words::default());
        let plain = text(&shown, &words, EventId(0));
        for part in ["Konna {falls}", "konna", "The war", "0.1.0", "1 January 1970", "CC BY 4.0"] {
            assert!(plain.contains(part), "{plain}");
        }
        assert!(bibtex(&shown, &words, EventId(0)).starts_with("@misc{konna,\n  title = {Konna falls ("));
        assert!(ris(&shown, &words, EventId(0)).contains("\nDA  - 1970/01/01\nAN  - konna\nER  - "));
        assert_eq!(percent("a b&c=é"), "a%20b%26c%3D%C3%A9");
    }
}
