//! Writes HTML: text is text, and every element is closed.

/// A text of HTML that grows.
#[derive(Debug, Default)]
pub struct Markup {
    out: String,
    indent: usize,
    open: Vec<&'static str>,
}

impl Markup {
    /// What was written.
    #[must_use]
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out += &format!("<{name}");
        for (key, value) in attributes {
            self.out += &format!(" {key}");
            if !value.is_empty() {
                self.out += &format!("=\"{}\"", escape(value));
            }
        }
        self.out.push('>');
    }

    fn line(&mut self) {
        self.out += &"  ".repeat(self.indent);
    }

    /// Opens an element that has lines of its own.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.line();
        self.tag(name, attributes);
        self.out.push('\n');
        self.indent += 1;
        self.open.push(name);
    }

    /// Closes the last one.
    pub fn close(&mut self) {
        let Some(name) = self.open.pop() else { return };
        self.indent -= 1;
        self.line();
        self.out += &format!("</{name}>\n");
    }

    /// An element of words on a line; nothing where there are none.
    pub fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        if !text.is_empty() {
            self.html(name, attributes, &escape(text));
        }
    }

    /// An element of markup on a line.
    pub fn html(&mut self, name: &str, attributes: &[(&str, &str)], html: &str) {
        self.line();
        self.tag(name, attributes);
        self.out += &format!("{html}</{name}>\n");
    }

    /// An element without content.
    pub fn void(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.line();
        self.tag(name, attributes);
        self.out.push('\n');
    }

    /// A line of markup as it is.
    pub fn raw(&mut self, html: &str) {
        self.line();
        self.out += html;
        self.out.push('\n');
    }
}

/// Text for content and attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Text in which addresses may break behind a sign: whole they are wider than a telephone.
#[must_use]
pub fn wrapped(text: &str) -> String {
    let word = |word: &str| if word.len() > 30 { word.replace('/', "/<wbr>") } else { word.into() };
    escape(text).split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A link, where the address is of the web or beside the page; else its words alone.
#[must_use]
pub fn link(address: &str, words: &str) -> String {
    let before = address.split(['/', '?', '#']).next().unwrap_or("");
    let has_scheme = before.contains(':');
    let is_web = ["http:", "https:"].iter().any(|scheme| before.eq_ignore_ascii_case(scheme));
    if address.is_empty() || (has_scheme && !is_web) {
        return wrapped(words);
    }
    format!("<a href=\"{}\">{}</a>", escape(address), wrapped(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_of_the_web_or_beside_the_page() {
        assert_eq!(link("https://a.example/?a&b", "<A>"), "<a href=\"https://a.example/?a&amp;b\">&lt;A&gt;</a>");
        assert_eq!(link("data/set.json", "A"), "<a href=\"data/set.json\">A</a>");
        for address in ["javascript:alert(1)", "JavaScript:1", "data:text/html,x", " javascript:1", ""] {
            assert_eq!(link(address, "A"), "A", "{address}");
        }
    }

    #[test]
    fn addresses_may_break_and_short_words_stay_whole() {
        let address = "see https://an.example/of/an/address&more and/or";
        assert_eq!(wrapped(address), "see https:/<wbr>/<wbr>an.example/<wbr>of/<wbr>an/<wbr>address&amp;more and/or");
    }
}
