//! What a newsroom pastes into an article.

use conflict_timeline_core::model::DataSet;

/// Events named in the fallback.
const SHOWN: usize = 10;

/// The script tag and the element, with the weightiest events as a list for readers without scripts.
#[must_use]
pub fn snippet(data: &DataSet, src: &str, base: &str) -> String {
    let base = if base.is_empty() || base.ends_with('/') { base.to_string() } else { format!("{base}/") };
    let text = |id| escape(data.texts.get(id, "en"));
    let mut order: Vec<usize> = (0..data.events.len()).collect();
    order.sort_by_key(|index| (core::cmp::Reverse(data.events[*index].weight), *index));
    order.truncate(SHOWN);
    order.sort_unstable();
    let mut out = format!("<script async src=\"{}embed.js\"></script>\n", escape(&base));
    out += &format!("<conflict-timeline src=\"{}\">\n", escape(src));
    out += &format!("  <p>{}: {} events.</p>\n  <ol>\n", text(data.meta.title), data.events.len());
    for index in order {
        let event = &data.events[index];
        out += &format!("    <li>{}: {}</li>\n", escape(&event.edtf), text(event.title));
    }
    out += "  </ol>\n";
    if !data.meta.credit.is_none() {
        out += &format!("  <p>{}</p>\n", text(data.meta.credit));
    }
    out + "</conflict-timeline>\n"
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
