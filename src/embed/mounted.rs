//! What the element holds of us: mounting, changing, asking, unmounting.

use super::attributes::{apply, show_days};
use super::bundled;
use super::crossing::{Snapshot, failure, filter_text, out};
use super::incoming::Incoming;
use super::languages::{Packs, is_of, is_prose, use_language};
use super::style::{adopt_style, make_style};
use super::telling::{Notifier, edges, known, pass_on, story, tell};
use crate::view::{ConflictTimeline, Notice, STALE, Shown, State, Words, surroundings};
use conflict_timeline_core::ingest::{self, LanguagePack};
use conflict_timeline_core::model::DataSet;
use conflict_timeline_core::query::REVERSED;
use conflict_timeline_core::time::When;
use js_sys::{Function, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// Where complaints about the rows of a file come from.
const DATA: &str = "src";
/// Where complaints about what the page asked for come from.
const PAGE: &str = "page";
/// The page could not fetch the prose.
const NO_PROSE: &str = "CT-319";

/// What a timeline begins with: a set read and indexed, and a language.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Start {
    shown: Shown,
    pack: Option<LanguagePack>,
}

/// Makes a timeline's beginning, so that [`mount`] has less to do at once: of the embedded set, or empty, to wait for
/// [`Mounted::show`]. `pack` is the language pack for the attribute `lang`, where that is here already: without
/// it the drawing begins in English and asks.
#[wasm_bindgen]
pub fn prepare(is_embedded: bool, pack: Option<Vec<u8>>) -> Start {
    make_style();
    let pack = pack.and_then(|bytes| ingest::unseal_language(&bytes).ok());
    let mut data = if is_embedded { bundled::data() } else { DataSet::default() };
    if let Some(pack) = pack.as_ref().filter(|pack| is_of(pack, &data)) {
        data.texts.put(&pack.language, &pack.texts);
    }
    Start { shown: Shown::new(data), pack }
}

/// Draws the timeline into `root` and returns the handle that keeps it alive.
///
/// `attributes` is an object of attribute names and texts. `notify(type, detail)` is told of everything that the page
/// may want to know. The parts below the drawing wait for [`Mounted::proceed`].
#[wasm_bindgen]
pub fn mount(root: HtmlElement, attributes: &JsValue, notify: Function, start: Start) -> Mounted {
    adopt_style(&root);
    let text = |name: &str| Reflect::get(attributes, &name.into()).ok().and_then(|value| value.as_string());
    let heading_level = text("heading-level").and_then(|level| level.parse().ok()).unwrap_or(2_u8).clamp(1, 6);
    let notify = Notifier(Rc::new(notify));
    let Start { shown, pack } = start;
    let packs: Packs = Rc::new(RefCell::new(pack.into_iter().collect()));
    let waiting: Waiting = Rc::default();
    let mut held = None;
    let handle = mount_to(root.clone(), {
        let (notify, packs, root) = (notify.clone(), packs.clone(), root.clone());
        let held = &mut held;
        // `mount_to` runs this at once, inside the owner that the handle keeps.
        let made = {
            let cell: Rc<RefCell<Option<State>>> = Rc::default();
            *held = Some(cell.clone());
            cell
        };
        let given = ATTRIBUTES.map(|name| text(name).map(|value| (name, value)));
        move || {
            let state = State::new(Arc::new(shown), Words::default());
            *made.borrow_mut() = Some(state);
            // All that is known beforehand is, so that nothing is drawn twice.
            state.env.set(surroundings(&root));
            for (name, value) in given.into_iter().flatten() {
                match name {
                    // The prose comes later, and whoever brings it knows that.
                    "lang" => use_language(state, &packs, &notify, &value, false),
                    _ => set(state, &packs, &notify, name, Some(&value)),
                }
            }
            state.undo.set(Vec::new());
            for part in state.parts {
                part.set(false);
            }
            tell(state, &notify);
            pass_on(state, &notify);
            let want = send_wrapper::SendWrapper::new((notify, packs));
            let on_language =
                Callback::new(move |language: String| use_language(state, &want.1, &want.0, &language, true));
            view! { <ConflictTimeline state heading_level on_language=on_language/> }.into_any()
        }
    });
    let state = held.and_then(|cell: Rc<RefCell<Option<State>>>| cell.borrow_mut().take());
    let state = state.expect("mount_to runs the view's function before it returns");
    Mounted { state, packs, waiting, notify, root, _handle: Box::new(handle) }
}

/// The attributes that the view follows, in the order in which they apply.
const ATTRIBUTES: [&str; 13] = [
    "theme",
    "views",
    "lanes",
    "axis",
    "lang",
    "known",
    "filter",
    "from",
    "to",
    "selected",
    "story",
    "url-state",
    "mailto",
];

/// Builds the parts below what a reader sees first, each in a task of its own.
fn go_on(state: State, waiting: Waiting, at: usize) {
    let step = move || {
        // There is none left, or no timeline any more.
        if let Some(is_built) = state.parts.get(at).and_then(|part| part.try_get_untracked()) {
            if !is_built {
                state.parts[at].set(true);
            }
            return go_on(state, waiting, at + 1);
        }
        answer(state, &waiting);
    };
    gloo_timers::callback::Timeout::new(0, step).forget();
}

/// Tells whoever waits that the last part stands.
fn answer(state: State, waiting: &Waiting) {
    for resolve in waiting.take() {
        once_drawn(state, resolve);
    }
}

/// Whether every part stands.
fn is_whole(state: State) -> bool {
    state.parts.iter().all(|part| part.get_untracked())
}

/// Resolves with the next frame; while drawings are behind the list, with the one that they come in.
fn once_drawn(state: State, resolve: Function) {
    request_animation_frame(move || {
        if state.is_behind() {
            once_drawn(state, resolve);
        } else {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
}

/// Applies one attribute; `None` restores the default.
fn set(state: State, packs: &Packs, notify: &Notifier, name: &str, value: Option<&str>) {
    if name == "lang" {
        return use_language(state, packs, notify, value.unwrap_or("en"), true);
    }
    for problem in apply(state, name, value) {
        notify.problem(&problem);
    }
}

/// Who waits for the last part to stand.
type Waiting = Rc<RefCell<Vec<Function>>>;

/// A live timeline. `free()` unmounts it and releases every listener.
#[wasm_bindgen]
pub struct Mounted {
    pub(super) state: State,
    packs: Packs,
    waiting: Waiting,
    notify: Notifier,
    pub(super) root: HtmlElement,
    _handle: Box<dyn Any>,
}

#[wasm_bindgen]
impl Mounted {
    /// Applies one attribute; `undefined` restores the default.
    pub fn set(&self, name: &str, value: Option<String>) {
        set(self.state, &self.packs, &self.notify, name, value.as_deref());
    }

    /// Shows data that has come from the start; or, as a newer form of the set on show, with filter, days and open
    /// event as they are. Returns how many events it has.
    ///
    /// # Errors
    /// Where pieces of it are missing; the set shown before stays.
    pub fn show(&self, incoming: Incoming, is_newer: bool, is_marked: bool) -> Result<usize, JsValue> {
        let mut shown = incoming.finish()?;
        if is_marked {
            let (known, now) = (self.state.known.get_untracked(), self.state.shown.get_untracked());
            shown.mark_fresh(known.as_ref().map_or(&now, |(_, today)| today));
        }
        let (rows, shown) = (shown.data.events.len(), Arc::new(shown));
        if is_newer {
            self.state.renew(shown);
        } else {
            self.state.show(shown);
        }
        self.state.notices.update(|notices| notices.retain(|notice| ![DATA, PAGE].contains(&notice.origin.as_str())));
        Ok(rows)
    }

    /// The filter's text form.
    pub fn filter(&self) -> String {
        self.state.filter.get_untracked().to_text(&self.state.shown.get_untracked().data)
    }

    /// Sets the filter from its text form, or from an object such as `{kind: ["battle"], from: "2013"}`.
    pub fn set_filter(&self, value: &JsValue) {
        let text = value.as_string().unwrap_or_else(|| filter_text(value));
        self.set("filter", Some(text));
    }

    /// `{total, matched, marks, filter, from, to, selected, story, known}`
    pub fn state(&self) -> JsValue {
        let matches = self.state.matches.get_untracked();
        let (from, to) = edges(self.state);
        let shown = self.state.shown.get_untracked();
        let selected = self.state.selection.get_untracked().map(|id| shown.data.event(id).slug.clone());
        out(&Snapshot {
            total: matches.total(),
            matched: matches.count(),
            marks: self.state.listed.get_untracked().count(),
            filter: self.filter(),
            from: from.to_string(),
            to: to.to_string(),
            selected,
            story: story(self.state),
            known: known(self.state),
        })
    }

    /// Opens the event of that id, or closes the open one. `false` where there is no such event.
    pub fn select(&self, id: Option<String>) -> bool {
        let shown = self.state.shown.get_untracked();
        let found = id.as_deref().and_then(|slug| shown.data.event_by_slug(slug));
        self.state.selection.set(found);
        id.is_none() || found.is_some()
    }

    /// Shows the days from the first of `from` to the last of `to`, both EDTF.
    ///
    /// # Errors
    /// Where one is no date, or the last day lies before the first.
    pub fn zoom_to(&self, from: &str, to: &str) -> Result<(), JsValue> {
        let day =
            |text: &str| When::parse(text).map_err(|error| failure("CT-203", &format!("`{text}` is no date: {error}")));
        let (first, last) = (day(from)?.earliest, day(to)?.latest);
        if last < first {
            return Err(failure("CT-203", REVERSED));
        }
        show_days(self.state, first, last);
        Ok(())
    }

    /// Takes the packs that `need-language` asked for, end to end, or the prose that comes behind the first drawing, and
    /// switches to that language.
    ///
    /// # Errors
    /// Where the bytes are no pack of this version.
    pub fn add_language(&self, language: &str, packs: &[u8]) -> Result<(), JsValue> {
        let found = ingest::unseal_languages(packs)
            .map_err(|error| failure("CT-309", &format!("the words for `{language}` cannot be read: {error}")))?;
        for pack in found {
            let is_sound = if is_prose(&pack) {
                let data = &self.state.shown.read_untracked().data;
                data.meta.slug != bundled::SLUG || is_of(&pack, data)
            } else {
                Words::new(language, pack.messages.clone()).is_some()
            };
            if !is_sound {
                return Err(failure("CT-309", &format!("the words for `{language}` belong to another version")));
            }
            if is_prose(&pack) {
                self.state.notices.update(|notices| notices.retain(|notice| notice.code != NO_PROSE));
            }
            self.packs.borrow_mut().push(pack);
        }
        use_language(self.state, &self.packs, &self.notify, language, false);
        Ok(())
    }

    /// Shows a complaint above what still works: about the data, beside the others of the same data, or about what
    /// the page asked for, in place of the one before. That newer data did not come is said once.
    pub fn problem(&self, code: &str, message: &str, is_about_data: bool) {
        let origin = if is_about_data { DATA } else { PAGE };
        let notice = Notice { origin: origin.into(), code: code.into(), text: message.into() };
        self.state.notices.update(|notices| {
            notices.retain(|known| match is_about_data {
                true => code != STALE || known.code != code,
                false => known.origin != notice.origin,
            });
            notices.push(notice);
        });
    }

    /// Takes the link to this view that `share` asked for, and whether it could be copied.
    pub fn link(&self, href: String, is_copied: bool) {
        self.state.desk.update(|desk| desk.link = Some((href, is_copied)));
    }

    /// Resolves with the next frame, which shows the last change; of a timeline that is still being built, with
    /// the one that shows its last part.
    pub fn updated(&self) -> js_sys::Promise {
        js_sys::Promise::new(&mut |resolve, _| {
            if !is_whole(self.state) {
                self.waiting.borrow_mut().push(resolve);
            } else {
                once_drawn(self.state, resolve);
            }
        })
    }

    /// Builds the parts below the drawing, each in a task of its own.
    pub fn proceed(&self) {
        go_on(self.state, self.waiting.clone(), 0);
    }

    /// Builds all parts that are still to come at once.
    pub fn complete(&self) {
        for part in self.state.parts.iter().filter(|part| !part.get_untracked()) {
            part.set(true);
        }
        // Within this very frame, so that whoever waits sees to the reader's place before it is painted.
        answer(self.state, &self.waiting);
    }
}

impl core::fmt::Debug for Mounted {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Mounted")
    }
}
