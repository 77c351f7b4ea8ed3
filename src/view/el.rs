//! One type for all of the view's markup.
//!
//! `view!` gives every element a type of its own, and each type brings its own code to build,
//! change and drop it: for these views about 230 kB of Wasm, 75 kB after brotli. An [`El`] is plain data with boxed
//! closures, so that this code exists once. It is a Leptos view like any other.

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use send_wrapper::SendWrapper;
use web_sys::{Element, Event, HtmlElement, Node};

use super::grown::{self, Grown};

/// Text that follows signals.
pub(super) type Say = Box<dyn Fn() -> String + Send>;
/// A value that follows signals; none takes the attribute away.
pub(super) type Live = Box<dyn Fn() -> Option<String> + Send>;
/// Children that follow signals.
pub(super) type Kids = Box<dyn Fn() -> Vec<El> + Send>;
/// What to do on an event.
pub(super) type Act = Box<dyn Fn(Event)>;
/// Where an element of the page can be found once it is there.
pub(super) type Spot = RwSignal<Option<SendWrapper<HtmlElement>>>;

/// An empty [`Spot`].
pub(super) fn spot() -> Spot {
    RwSignal::new(None)
}

/// An element, or text where the tag is empty. One pointer wide, because it is passed on a lot.
pub struct El(pub(super) Box<Body>);

pub(super) struct Body {
    pub(super) tag: &'static str,
    pub(super) parts: Vec<Part>,
    pub(super) late: Option<Late>,
}

/// What is made only where the page does not hold it yet.
pub(super) struct Late {
    /// Tells it from its siblings, of which all are late.
    pub(super) key: u32,
    /// Another one says that what the page holds under this key has to be made anew.
    pub(super) stamp: u32,
    /// What lives as long as the list that it is in.
    pub(super) owner: Owner,
    pub(super) make: Box<dyn FnOnce() -> El + Send>,
}

/// What an element is made of, in the order in which it was said.
pub(super) enum Part {
    Attr(&'static str, String),
    LiveAttr(&'static str, Live),
    /// A CSS property, set through the object model, which a strict content policy allows.
    Style(&'static str, String),
    LiveStyle(&'static str, Say),
    /// A DOM property: what an input holds.
    Value(Say),
    On(&'static str, SendWrapper<Act>),
    Spot(Spot),
    Text(String),
    LiveText(Say),
    Kid(El),
    LiveKids(Kids),
}

/// An element.
#[inline(never)]
pub(super) fn el(tag: &'static str) -> El {
    El(Box::new(Body { tag, parts: Vec::new(), late: None }))
}

/// An element with a class.
#[inline(never)]
pub(super) fn cl(tag: &'static str, class: &'static str) -> El {
    el(tag).attr("class", class)
}

/// A heading of any level. One whose class ends in `is-target` takes the focus when it is sent there.
pub(super) fn heading(level: u8, class: &'static str) -> El {
    let tag = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1];
    cl(tag, class).maybe_attr("tabindex", class.ends_with("is-target").then(|| "-1".into()))
}

/// One of many children, made once for each key and stamp. Effects inside it end with `owner`, or when it goes.
pub(super) fn late(key: u32, stamp: u32, owner: &Owner, make: impl FnOnce() -> El + Send + 'static) -> El {
    let late = Late { key, stamp, owner: owner.clone(), make: Box::new(make) };
    El(Box::new(Body { tag: "", parts: Vec::new(), late: Some(late) }))
}

/// A button.
pub(super) fn button(class: &'static str, act: impl Fn(Event) + 'static) -> El {
    cl("button", class).attr("type", "button").on("click", act)
}

/// What unfolds under its name. It is made when that happens first; on a server it is there.
pub(super) fn fold(name: &str, is_open: RwSignal<bool>, make: impl Fn() -> Vec<El> + Send + 'static) -> El {
    let kids = move || if is_open.get() || cfg!(not(target_arch = "wasm32")) { make() } else { Vec::new() };
    cl("details", "ct-about").on("toggle", move |_| is_open.set(true)).kid(el("summary").text(name)).live_kids(kids)
}

/// Bare text.
pub(super) fn text(text: impl AsRef<str>) -> El {
    el("").text(text)
}

// What is generic hands over to what is not: each call costs a page its bytes.
impl El {
    #[inline(never)]
    fn with(mut self, part: Part) -> Self {
        self.0.parts.push(part);
        self
    }

    #[inline(never)]
    fn with_attr(self, name: &'static str, value: &str) -> Self {
        self.with(Part::Attr(name, value.into()))
    }

    #[inline(never)]
    fn with_style(self, name: &'static str, value: &str) -> Self {
        self.with(Part::Style(name, value.into()))
    }

    #[inline(never)]
    fn with_text(self, text: &str) -> Self {
        self.with(Part::Text(text.into()))
    }

    #[inline(never)]
    fn with_say(self, name: &'static str, value: Say) -> Self {
        self.with(Part::LiveAttr(name, Box::new(move || Some(value()))))
    }

    #[inline(never)]
    fn with_live(self, name: &'static str, value: Live) -> Self {
        self.with(Part::LiveAttr(name, value))
    }

    #[inline(never)]
    fn with_kids(self, kids: Kids) -> Self {
        self.with(Part::LiveKids(kids))
    }

    #[inline(never)]
    fn with_act(self, name: &'static str, act: Act) -> Self {
        // A server calls nothing, and may drop it on another thread.
        if cfg!(target_arch = "wasm32") { self.with(Part::On(name, SendWrapper::new(act))) } else { self }
    }

    pub(super) fn attr(self, name: &'static str, value: impl AsRef<str>) -> Self {
        self.with_attr(name, value.as_ref())
    }

    /// The attribute, if there is a value.
    #[inline(never)]
    pub(super) fn maybe_attr(self, name: &'static str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    pub(super) fn live(self, name: &'static str, value: impl Fn() -> String + Send + 'static) -> Self {
        self.with_say(name, Box::new(value))
    }

    pub(super) fn maybe_live(self, name: &'static str, value: impl Fn() -> Option<String> + Send + 'static) -> Self {
        self.with_live(name, Box::new(value))
    }

    pub(super) fn style(self, name: &'static str, value: impl AsRef<str>) -> Self {
        self.with_style(name, value.as_ref())
    }

    pub(super) fn live_style(self, name: &'static str, value: impl Fn() -> String + Send + 'static) -> Self {
        self.with(Part::LiveStyle(name, Box::new(value)))
    }

    pub(super) fn value(self, value: impl Fn() -> String + Send + 'static) -> Self {
        self.with(Part::Value(Box::new(value)))
    }

    pub(super) fn on(self, name: &'static str, act: impl Fn(Event) + 'static) -> Self {
        self.with_act(name, Box::new(act))
    }

    #[inline(never)]
    pub(super) fn spot(self, spot: Spot) -> Self {
        self.with(Part::Spot(spot))
    }

    pub(super) fn text(self, text: impl AsRef<str>) -> Self {
        self.with_text(text.as_ref())
    }

    pub(super) fn say(self, text: impl Fn() -> String + Send + 'static) -> Self {
        self.with(Part::LiveText(Box::new(text)))
    }

    #[inline(never)]
    pub(super) fn kid(self, kid: El) -> Self {
        self.with(Part::Kid(kid))
    }

    pub(super) fn kids(self, kids: impl IntoIterator<Item = El>) -> Self {
        kids.into_iter().fold(self, Self::kid)
    }

    /// Children that are made anew when what they follow changes. Those that stay alike keep their
    /// place in the page, and with it focus and scroll.
    pub(super) fn live_kids(self, kids: impl Fn() -> Vec<El> + Send + 'static) -> Self {
        self.with_kids(Box::new(kids))
    }

    /// As [`El::live_kids`], for one child at most.
    pub(super) fn live_kid(self, kid: impl Fn() -> Option<El> + Send + 'static) -> Self {
        let kid: Box<dyn Fn() -> Option<El> + Send> = Box::new(kid);
        self.with_kid(kid)
    }

    #[inline(never)]
    fn with_kid(self, kid: Box<dyn Fn() -> Option<El> + Send>) -> Self {
        self.with_kids(Box::new(move || kid().into_iter().collect()))
    }

    fn write(self, html: &mut String) {
        let Body { tag, parts, late } = *self.0;
        if let Some(late) = late {
            return (late.make)().write(html);
        }
        if tag.is_empty() {
            return write_inner(parts, html);
        }
        html.push('<');
        html.push_str(tag);
        let mut styles = String::new();
        let mut inner = Vec::new();
        for part in parts {
            match part {
                Part::Attr(name, value) => write_attr(name, Some(value), html),
                Part::LiveAttr(name, value) => write_attr(name, value(), html),
                Part::Value(value) => write_attr("value", Some(value()), html),
                Part::Style(name, value) => write_style(name, &value, &mut styles),
                Part::LiveStyle(name, value) => write_style(name, &value(), &mut styles),
                Part::On(..) | Part::Spot(_) => {}
                part => inner.push(part),
            }
        }
        if !styles.is_empty() {
            write_attr("style", Some(styles), html);
        }
        html.push('>');
        if tag == "input" || tag == "wbr" {
            return;
        }
        write_inner(inner, html);
        html.push_str("</");
        html.push_str(tag);
        html.push('>');
    }
}

fn write_inner(parts: Vec<Part>, html: &mut String) {
    for part in parts {
        match part {
            Part::Text(text) => escape(&text, html),
            Part::LiveText(text) => escape(&text(), html),
            Part::Kid(kid) => kid.write(html),
            Part::LiveKids(kids) => kids().into_iter().for_each(|kid| kid.write(html)),
            _ => {}
        }
    }
}

fn write_attr(name: &str, value: Option<String>, html: &mut String) {
    let Some(value) = value else { return };
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape(&value, html);
    html.push('"');
}

fn write_style(name: &str, value: &str, styles: &mut String) {
    for part in [name, ":", value, ";"] {
        styles.push_str(part);
    }
}

fn escape(text: &str, html: &mut String) {
    for letter in text.chars() {
        match letter {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            letter => html.push(letter),
        }
    }
}

impl Render for El {
    type State = Grown;

    fn build(self) -> Grown {
        grown::grow(self)
    }

    fn rebuild(self, state: &mut Grown) {
        grown::change(state, self);
    }
}

impl Mountable for Grown {
    fn unmount(&mut self) {
        self.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        let _ = parent.insert_before(&self.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.node.parent_element() {
            Some(parent) => {
                child.mount(&parent, Some(&self.node));
                true
            }
            None => false,
        }
    }

    fn elements(&self) -> Vec<Element> {
        use wasm_bindgen::JsCast;
        self.node.clone().dyn_into().into_iter().collect()
    }
}

impl AddAnyAttr for El {
    type Output<SomeNewAttr: Attribute> = Self;

    /// Attributes spread onto a component are not taken over: put it into an element that has them.
    fn add_any_attr<NewAttr: Attribute>(self, _attr: NewAttr) -> Self
    where
        Self: RenderHtml,
    {
        self
    }
}

impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
        self.write(buf);
        *position = Position::NextChild;
    }

    /// Puts the live element in the place of the server's.
    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Grown {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        let old = cursor.current();
        let grown = self.build();
        if let Some(parent) = old.parent_node() {
            let _ = parent.replace_child(&grown.node, &old);
        }
        cursor.set(grown.node.clone());
        position.set(Position::NextChild);
        grown
    }

    fn into_owned(self) -> Self {
        self
    }
}
