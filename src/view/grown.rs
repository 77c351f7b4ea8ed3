//! What an [`El`] has become in the page, and how it changes into another.

use super::dom;
use super::el::{Body, El, Late, Live, Part, Spot};
use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, Node};

/// An element in the page. Dropping it ends its effects and listeners.
pub struct Grown {
    pub(super) node: Node,
    tag: &'static str,
    parts: Vec<Kept>,
    late: Option<(u32, u32)>,
}

type Handler = Rc<RefCell<Rc<dyn Fn(Event)>>>;
type Follower = RenderEffect<Option<String>>;

#[expect(dead_code, reason = "followers and listeners are only kept alive")]
enum Kept {
    Attr(&'static str, String),
    Style(&'static str, String),
    Live(Aim, Follower),
    On(&'static str, Handler, EventListener),
    Spot,
    Text(Node, String),
    LiveText(Node, Follower),
    Kid(Grown),
    LiveKids { end: Node, grown: Region, follower: Follower },
}

/// The children of a live stretch. An effect that has ended keeps its closure until its task is
/// polled again, and with it these: they must not follow signals that are gone by then.
#[derive(Default)]
struct Region(Rc<RefCell<Vec<Grown>>>);

impl Drop for Region {
    fn drop(&mut self) {
        if let Ok(mut grown) = self.0.try_borrow_mut() {
            grown.clear();
        }
    }
}

/// What a live value sets.
#[derive(Clone, Copy, PartialEq)]
enum Aim {
    Attr(&'static str),
    Style(&'static str),
    Value,
}

pub(super) fn grow(el: El) -> Grown {
    let Body { tag, parts, late } = *el.0;
    if let Some(late) = late {
        return grow_late(late);
    }
    if tag.is_empty() {
        let text = match parts.into_iter().next() {
            Some(Part::Text(text)) => text,
            _ => String::new(),
        };
        let node = dom::text_node(&text);
        return Grown { node: node.clone(), tag: "", parts: vec![Kept::Text(node, text)], late: None };
    }
    let element = dom::element(tag);
    let parts = parts.into_iter().map(|part| grow_part(&element, part)).collect();
    Grown { node: element.into(), tag, parts, late: None }
}

fn grow_late(late: Late) -> Grown {
    let mut grown = late.owner.with(|| grow((late.make)()));
    grown.late = Some((late.key, late.stamp));
    grown
}

fn grow_part(element: &Element, part: Part) -> Kept {
    let append = |node: &Node| drop(element.append_child(node));
    match part {
        Part::Attr(name, value) => {
            set(element, Aim::Attr(name), Some(&value));
            Kept::Attr(name, value)
        }
        Part::Style(name, value) => {
            set(element, Aim::Style(name), Some(&value));
            Kept::Style(name, value)
        }
        Part::LiveAttr(name, value) => live(element, Aim::Attr(name), value),
        Part::LiveStyle(name, value) => live(element, Aim::Style(name), Box::new(move || Some(value()))),
        Part::Value(value) => live(element, Aim::Value, Box::new(move || Some(value()))),
        Part::On(name, act) => {
            let handler: Handler = Rc::new(RefCell::new(Rc::from(act.take())));
            let called = handler.clone();
            let options = EventListenerOptions::enable_prevent_default();
            let listener = EventListener::new_with_options(element, name, options, move |event| {
                // Taken out first: what it does may put another in its place.
                let act = called.borrow().clone();
                act(event.clone());
            });
            Kept::On(name, handler, listener)
        }
        Part::Spot(spot) => {
            reach(spot, element);
            Kept::Spot
        }
        Part::Text(text) => {
            let node = dom::text_node(&text);
            append(&node);
            Kept::Text(node, text)
        }
        Part::LiveText(text) => {
            let node = dom::text_node("");
            append(&node);
            Kept::LiveText(node.clone(), follow_text(node, text))
        }
        Part::Kid(kid) => {
            let kid = grow(kid);
            append(&kid.node);
            Kept::Kid(kid)
        }
        Part::LiveKids(kids) => {
            let end = dom::text_node("");
            append(&end);
            let grown = Region::default();
            let follower = follow_kids(grown.0.clone(), end.clone(), kids);
            Kept::LiveKids { end, grown, follower }
        }
    }
}

/// Turns what stands in the page into another element; what is alike stays, with focus and scroll. At its end there
/// may be more children than before, or fewer.
pub(super) fn change(old: &mut Grown, new: El) {
    let common = old.parts.len().min(new.0.parts.len());
    let is_alike = old.tag == new.0.tag
        && old.parts.iter().zip(&new.0.parts).all(|(old, new)| is_alike(old, new))
        && old.parts[common..].iter().all(|part| matches!(part, Kept::Kid(_)))
        && new.0.parts[common..].iter().all(|part| matches!(part, Part::Kid(_)));
    if !is_alike {
        let next = grow(new);
        if let Some(parent) = old.node.parent_node() {
            let _ = parent.replace_child(&next.node, &old.node);
        }
        *old = next;
        return;
    }
    let node = old.node.clone();
    let element: &Element = node.unchecked_ref();
    for gone in old.parts.drain(common..) {
        if let Kept::Kid(kid) = gone {
            kid.remove();
        }
    }
    for (at, new) in new.0.parts.into_iter().enumerate() {
        match old.parts.get_mut(at) {
            Some(old) => change_part(element, old, new),
            None => old.parts.push(grow_part(element, new)),
        }
    }
}

fn is_alike(old: &Kept, new: &Part) -> bool {
    match (old, new) {
        (Kept::Attr(old, _), Part::Attr(new, _))
        | (Kept::Style(old, _), Part::Style(new, _))
        | (Kept::On(old, ..), Part::On(new, _)) => old == new,
        (Kept::Live(Aim::Attr(old), _), Part::LiveAttr(new, _))
        | (Kept::Live(Aim::Style(old), _), Part::LiveStyle(new, _)) => old == new,
        (Kept::Kid(old), Part::Kid(new)) => old.tag == new.0.tag,
        (Kept::Live(Aim::Value, _), Part::Value(_))
        | (Kept::Spot, Part::Spot(_))
        | (Kept::Text(..), Part::Text(_))
        | (Kept::LiveText(..), Part::LiveText(_))
        | (Kept::LiveKids { .. }, Part::LiveKids(_)) => true,
        _ => false,
    }
}

fn change_part(element: &Element, old: &mut Kept, new: Part) {
    match (old, new) {
        (Kept::Attr(name, before), Part::Attr(_, value)) if *before != value => {
            set(element, Aim::Attr(name), Some(&value));
            *before = value;
        }
        (Kept::Style(name, before), Part::Style(_, value)) if *before != value => {
            set(element, Aim::Style(name), Some(&value));
            *before = value;
        }
        (Kept::Text(node, before), Part::Text(text)) if *before != text => {
            node.set_node_value(Some(&text));
            *before = text;
        }
        (Kept::On(_, handler, _), Part::On(_, act)) => *handler.borrow_mut() = Rc::from(act.take()),
        (Kept::Spot, Part::Spot(spot)) => reach(spot, element),
        (Kept::Kid(old), Part::Kid(new)) => change(old, new),
        (Kept::LiveText(node, follower), Part::LiveText(text)) => *follower = follow_text(node.clone(), text),
        (Kept::LiveKids { end, grown, follower }, Part::LiveKids(kids)) => {
            *follower = follow_kids(grown.0.clone(), end.clone(), kids);
        }
        (old @ Kept::Live(..), new @ (Part::LiveAttr(..) | Part::LiveStyle(..) | Part::Value(_))) => {
            *old = grow_part(element, new);
        }
        _ => {}
    }
}

impl Grown {
    /// Takes it out of the page.
    pub(super) fn remove(&self) {
        if let Some(parent) = self.node.parent_node() {
            let _ = parent.remove_child(&self.node);
        }
    }
}

fn reach(spot: Spot, element: &Element) {
    spot.set(Some(SendWrapper::new(element.unchecked_ref::<HtmlElement>().clone())));
}

fn set(element: &Element, aim: Aim, value: Option<&str>) {
    match (aim, value) {
        (Aim::Attr(name), Some(value)) => drop(element.set_attribute(name, value)),
        (Aim::Attr(name), None) => drop(element.remove_attribute(name)),
        (Aim::Style(name), value) => {
            let style = element.unchecked_ref::<HtmlElement>().style();
            let _ = style.set_property(name, value.unwrap_or(""));
        }
        (Aim::Value, value) => {
            dom::set_value(element, value.unwrap_or(""));
        }
    }
}

/// The one sort of effect that all views share.
fn follow(call: Box<dyn FnMut(Option<Option<String>>) -> Option<String>>) -> Follower {
    RenderEffect::new(call)
}

fn live(element: &Element, aim: Aim, value: Live) -> Kept {
    let element = element.clone();
    let follower = follow(Box::new(move |before| {
        let now = value();
        if before.as_ref() != Some(&now) {
            set(&element, aim, now.as_deref());
        }
        now
    }));
    Kept::Live(aim, follower)
}

fn follow_text(node: Node, text: Box<dyn Fn() -> String + Send>) -> Follower {
    follow(Box::new(move |before| {
        let now = Some(text());
        if before.as_ref() != Some(&now) {
            node.set_node_value(now.as_deref());
        }
        now
    }))
}

fn follow_kids(grown: Rc<RefCell<Vec<Grown>>>, end: Node, kids: Box<dyn Fn() -> Vec<El> + Send>) -> Follower {
    follow(Box::new(move |_| {
        let next = kids();
        change_kids(&mut grown.borrow_mut(), next, &end);
        None
    }))
}

fn change_kids(grown: &mut Vec<Grown>, next: Vec<El>, end: &Node) {
    let mut at = 0;
    for mut el in next {
        if let Some(late) = el.0.late.take() {
            change_late(grown, at, late, end);
        } else if let Some(old) = grown.get_mut(at) {
            change(old, el);
        } else {
            insert(grown, at, grow(el), end);
        }
        at += 1;
    }
    for gone in grown.drain(at..) {
        gone.remove();
    }
}

/// Whatever stands between is gone: late children keep their order.
fn change_late(grown: &mut Vec<Grown>, at: usize, late: Late, end: &Node) {
    let is_it = |old: &Grown| old.late.is_some_and(|(key, _)| key == late.key);
    let Some(between) = grown[at..].iter().position(is_it) else {
        return insert(grown, at, grow_late(late), end);
    };
    for gone in grown.drain(at..at + between) {
        gone.remove();
    }
    let old = &mut grown[at];
    if old.late != Some((late.key, late.stamp)) {
        late.owner.with(|| change(old, (late.make)()));
        old.late = Some((late.key, late.stamp));
    }
}

fn insert(grown: &mut Vec<Grown>, at: usize, new: Grown, end: &Node) {
    if let Some(parent) = end.parent_node() {
        let _ = parent.insert_before(&new.node, Some(grown.get(at).map_or(end, |next| &next.node)));
    }
    grown.insert(at, new);
}
