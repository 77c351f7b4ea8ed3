//! Every question to the browser and every order to it.

use conflict_timeline_core::layout::Repaint;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{
    CanvasRenderingContext2d, CssStyleDeclaration, Element, HtmlCanvasElement, HtmlDialogElement, HtmlElement,
    KeyboardEvent,
};

#[wasm_bindgen]
extern "C" {
    /// Only asked for where a view is drawn, which is in a window. Kept, because every node is made by it.
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: web_sys::Document;
}

/// Calls at once and again when what it reads changes. All effects share one type, and so its code.
pub(super) fn effect(call: impl Fn() + 'static) {
    let call: Box<dyn Fn()> = Box::new(call);
    Effect::new(call);
}

/// Calls when all effects of what was just set have run, within the same task.
pub(super) fn once_followed(call: impl FnOnce() + 'static) {
    // One type of task for all, and so one copy of its code. Effects are tasks too, and stand before it.
    let call: Box<dyn FnOnce()> = Box::new(call);
    leptos::task::spawn_local(async move { call() });
}

/// Calls once nothing has asked for it for so long, or the owner ends. A server has nothing to wait for, and its owners may
/// end on another thread.
#[derive(Clone)]
pub(super) struct Rest(Option<Rc<RefCell<Option<Timeout>>>>);

impl Rest {
    pub(super) fn new() -> Self {
        if cfg!(not(target_arch = "wasm32")) {
            return Self(None);
        }
        let waiting: Rc<RefCell<Option<Timeout>>> = Rc::default();
        let kept = send_wrapper::SendWrapper::new(Rc::clone(&waiting));
        on_cleanup(move || drop(kept.take().take()));
        Self(Some(waiting))
    }

    pub(super) fn ask(&self, rest_ms: u32, call: impl FnOnce() + 'static) {
        if let Some(waiting) = &self.0 {
            *waiting.borrow_mut() = Some(Timeout::new(rest_ms, call));
        }
    }
}

/// A new element, of SVG where the tag is one of its own that the view uses.
pub(super) fn element(tag: &str) -> Element {
    let made = DOCUMENT.with(|document| match tag {
        "svg" | "path" => document.create_element_ns(Some("http://www.w3.org/2000/svg"), tag),
        _ => document.create_element(tag),
    });
    made.unwrap_throw()
}

/// A new text node.
pub(super) fn text_node(text: &str) -> web_sys::Node {
    DOCUMENT.with(|document| document.create_text_node(text)).into()
}

/// The computed style of an element.
pub(super) fn style_of(element: &Element) -> Option<CssStyleDeclaration> {
    web_sys::window()?.get_computed_style(element).ok()?
}

/// A custom property's value, trimmed; empty if there is none.
pub(super) fn token(style: &CssStyleDeclaration, name: &str) -> String {
    style.get_property_value(name).unwrap_or_default().trim().into()
}

/// The reader's text size over 16 px.
pub(super) fn text_scale() -> f64 {
    let size = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
        .and_then(|root| style_of(&root))
        .map(|style| token(&style, "font-size"))
        .unwrap_or_default();
    let px = number(&size);
    if px > 0.0 { px / 16.0 } else { 1.0 }
}

/// A length such as `17.5px`. Rust's own `f64` parser would cost 15 kB of Wasm.
fn number(text: &str) -> f64 {
    js_sys::parse_float(text)
}

/// Whether a media query fits.
pub(super) fn media(query: &str) -> bool {
    let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// Device pixels a CSS pixel, from 1 to 3.
pub(super) fn pixel_ratio() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).max(1.0).min(3.0)
}

/// What draws on a canvas.
pub(super) fn pen(canvas: &HtmlElement) -> Option<CanvasRenderingContext2d> {
    canvas.unchecked_ref::<HtmlCanvasElement>().get_context("2d").ok()??.dyn_into().ok()
}

/// A canvas's context, its bitmap sized for the screen, cleared, one unit a CSS pixel.
pub(super) fn context(canvas: &HtmlElement, width_px: f64, height_px: f64) -> Option<CanvasRenderingContext2d> {
    let ratio = pixel_ratio();
    size(canvas, (width_px * ratio).round() as u32, (height_px * ratio).round() as u32);
    let context = pen(canvas)?;
    context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
    context.clear_rect(0.0, 0.0, width_px, height_px);
    Some(context)
}

/// Gives a canvas its bitmap, which is empty then; one of that size is kept as it is.
fn size(canvas: &HtmlElement, width: u32, height: u32) {
    let canvas: &HtmlCanvasElement = canvas.unchecked_ref();
    if canvas.width() != width {
        canvas.set_width(width);
    }
    if canvas.height() != height {
        canvas.set_height(height);
    }
}

/// Lays a sheet where it is to stand in its frame, and moves what is drawn on it to its new days. Returns its height, which
/// may be more than that of the drawing.
pub(super) fn lay(canvas: &HtmlElement, context: &CanvasRenderingContext2d, repaint: &Repaint, height_px: f64) -> f64 {
    let ratio = repaint.ratio;
    let bitmap: &HtmlCanvasElement = canvas.unchecked_ref();
    // A bitmap of another size costs as much as all that is drawn on it.
    let (wanted, known) = ((height_px * ratio).round() as u32, bitmap.height());
    let height = if known / 3 > wanted { wanted } else { known.max(wanted) };
    size(canvas, repaint.width, height);
    let foot_px = f64::from(height) / ratio;
    if repaint.moved != 0 {
        let _ = context.reset_transform();
        let _ = context.set_global_composite_operation("copy");
        let _ = context.draw_image_with_html_canvas_element(canvas.unchecked_ref(), f64::from(repaint.moved), 0.0);
        let _ = context.set_global_composite_operation("source-over");
    }
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, -repaint.origin_px * ratio, 0.0);
    let style = canvas.style();
    // To a thousandth: between device pixels a bitmap is blurred.
    let px = |px: f64| ["calc(", &((px * 1000.0).round() as i64).to_string(), "px / 1000)"].concat();
    let _ = style.set_property("width", &px(f64::from(repaint.width) / ratio));
    let _ = style.set_property("height", &px(foot_px));
    let _ = style.set_property("transform", &["translate(", &px(repaint.left_px), ")"].concat());
    foot_px
}

/// Calls back with the element's width, now and whenever it changes, until the owner is gone.
pub(super) fn on_resize(element: &HtmlElement, mut call: impl FnMut(f64) + 'static) {
    let closure = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let entry: web_sys::ResizeObserverEntry = entries.get(0).unchecked_into();
        call(entry.content_rect().width());
    });
    let Ok(observer) = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref()) else { return };
    observer.observe(element);
    let kept = send_wrapper::SendWrapper::new((observer, closure));
    on_cleanup(move || {
        let (observer, closure) = kept.take();
        observer.disconnect();
        drop(closure);
    });
}

/// Calls back on an event of the window, until the owner is gone.
pub(super) fn on_window(name: &'static str, call: impl Fn(&web_sys::Event) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let listener = gloo_events::EventListener::new(&window, name, call);
    let kept = send_wrapper::SendWrapper::new(listener);
    on_cleanup(move || drop(kept.take()));
}

/// Scrolls the page down.
pub(super) fn scroll_by(by_px: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_by_with_x_and_y(0.0, by_px);
    }
}

/// How much of the page is in sight.
pub(super) fn window_height() -> f64 {
    web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or_default()
}

/// Calls back when a media query begins or ceases to fit, until the owner is gone.
pub(super) fn on_media(query: &str, call: impl Fn() + 'static) {
    let Some(list) = web_sys::window().and_then(|window| window.match_media(query).ok().flatten()) else { return };
    let listener = gloo_events::EventListener::new(&list, "change", move |_| call());
    let kept = send_wrapper::SendWrapper::new(listener);
    on_cleanup(move || drop(kept.take()));
}

/// Whether an element is drawn mirrored: time runs from right to left in it. The style sheet has the same rule.
fn is_mirrored(element: &Element) -> bool {
    matches!(element.closest("[data-axis=rtl] .ct-time:not(.ct-map)"), Ok(Some(_)))
}

/// Where a pointer is, from the element's top edge and from its left one, which a mirrored element has at its right.
pub(super) fn point_in(element: &Element, client_x: i32, client_y: i32) -> (f64, f64) {
    let edge = element.get_bounding_client_rect();
    let (x_px, y_px) = (f64::from(client_x), f64::from(client_y) - edge.top());
    (if is_mirrored(element) { edge.right() - x_px } else { x_px - edge.left() }, y_px)
}

/// The name of a key; an arrow in a mirrored element is the one that points to the same days elsewhere.
pub(super) fn key(event: &KeyboardEvent) -> String {
    let key = event.key();
    let other = match &*key {
        "ArrowLeft" => "ArrowRight",
        "ArrowRight" => "ArrowLeft",
        _ => return key,
    };
    let is_mirrored = event.target().is_some_and(|at| is_mirrored(at.unchecked_ref()));
    if is_mirrored { other.into() } else { key }
}

/// What fits a selector below an element.
#[inline(never)]
pub(super) fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)).map(JsCast::unchecked_into).collect()
}

/// Puts a dialog over the page, which rests until that is closed.
pub(super) fn show_sheet(dialog: &HtmlElement) {
    let _ = dialog.unchecked_ref::<HtmlDialogElement>().show_modal();
}

/// Closes the sheet in which something was pressed, if it was in one. The focus goes back to where it was.
pub(super) fn leave_sheet(event: &web_sys::Event) {
    let pressed = event.target().map(JsCast::unchecked_into::<Element>);
    if let Some(dialog) = pressed.and_then(|at| at.closest(".ct-sheet").ok().flatten()) {
        dialog.unchecked_ref::<HtmlDialogElement>().close();
    }
}

/// Gives an element the focus.
pub(super) fn focus(element: &Element) {
    let _ = element.unchecked_ref::<HtmlElement>().focus();
}

/// Changes what is above a pressed element, which keeps its place: browsers see to that only in a page that is scrolled.
pub(super) fn hold(event: &web_sys::Event, change: impl FnOnce()) {
    let pressed = event.current_target().map(JsCast::unchecked_into::<Element>);
    let top_px = move || pressed.as_ref().map_or(0.0, |pressed| pressed.get_bounding_client_rect().top());
    let was_px = top_px();
    change();
    once_followed(move || scroll_by(top_px() - was_px));
}

/// Writes the value of an input.
pub(super) fn set_value(input: &JsValue, value: &str) {
    let _ = js_sys::Reflect::set(input, &"value".into(), &JsValue::from_str(value));
}

/// Whether an input holds what it may.
pub(super) fn is_valid(event: &web_sys::Event) -> bool {
    event.target().is_some_and(|input| input.unchecked_ref::<Element>().matches(":valid").unwrap_or(false))
}
