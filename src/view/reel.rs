//! Which stretch of the list the page holds. Empty room stands for the rest, so that the scroll bar says where one is.

use super::dom;
use super::el::Spot;
use super::state::{Form, State};
use conflict_timeline_core::model::EventId;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};

/// Height of the heading that stays at the list's upper edge.
const HEADING_PX: f64 = 48.0;
/// Entries in the page at first.
const PAGE: usize = 24;
/// So many come at a time.
const STEP: usize = 10;
/// Lists up to this length come into the page whole, a step after the other, so that the browser's search finds all.
const ALL: usize = 400;
/// Of longer ones, the page holds so many at most.
const MOST: usize = 60;
/// How far beyond what is in sight entries stand ready.
const AHEAD_PX: f64 = 900.0;
/// The list grows once it has stood still for so long.
const REST_MS: u32 = 100;
/// An entry's height before any was measured.
const ENTRY_PX: u32 = 96;

/// From which to before which entry, and the height of one on average.
#[derive(Clone, Copy, PartialEq)]
struct Stretch {
    from: usize,
    to: usize,
    entry_px: u32,
}

/// The list in the page. Copies are one.
#[derive(Clone, Copy)]
pub(super) struct Reel {
    state: State,
    root: Spot,
    stretch: RwSignal<Stretch>,
}

impl Reel {
    /// Holds the list's beginning, or what surrounds the open event; on a server, all.
    pub(super) fn new(state: State, root: Spot) -> Self {
        let to = if cfg!(target_arch = "wasm32") { PAGE } else { usize::MAX };
        let stretch = RwSignal::new(Stretch { from: 0, to, entry_px: ENTRY_PX });
        let reel = Self { state, root, stretch };
        reel.turn(state.selection.get_untracked(), (0, to));
        dom::effect(move || {
            state.listed.track();
            reel.turn(state.selection.get_untracked(), (0, to));
        });
        dom::effect(move || {
            let open = state.selection.get();
            let now = stretch.get_untracked();
            reel.turn(open, (now.from, now.to));
            if open.is_some() {
                request_animation_frame(move || reel.reveal());
            }
        });
        let waiting: Rc<RefCell<Option<Timeout>>> = Rc::default();
        let kept = send_wrapper::SendWrapper::new(waiting.clone());
        on_cleanup(move || drop(kept.take().take()));
        dom::effect(move || {
            stretch.track();
            state.listed.track();
            *waiting.borrow_mut() = Some(Timeout::new(REST_MS, move || reel.follow()));
        });
        dom::effect(move || dom::on_scroll(move || reel.follow()));
        reel
    }

    /// The stretch within a list of so many, tracked.
    pub(super) fn range(self, count: usize) -> (usize, usize) {
        let now = self.stretch.get();
        (now.from.min(count), now.to.min(count))
    }

    /// Room for what comes before, tracked.
    pub(super) fn before_px(self) -> f64 {
        let now = self.stretch.get();
        room_px(now, now.from.min(self.state.listed.read().len()))
    }

    /// Room for what comes after, tracked.
    pub(super) fn after_px(self) -> f64 {
        let now = self.stretch.get();
        room_px(now, self.state.listed.read().len().saturating_sub(now.to))
    }

    fn turn(self, open: Option<EventId>, before: (usize, usize)) {
        let (from, to) = around(&self.state.listed.read_untracked(), open, before);
        self.show(Stretch { from, to, ..self.stretch.get_untracked() });
    }

    fn show(self, next: Stretch) {
        if self.stretch.get_untracked() != next {
            self.stretch.set(next);
        }
    }

    /// Brings the open entry into the part of the list that is in sight; the page itself stays where it is.
    fn reveal(self) {
        let Some(list) = self.root.try_get_untracked().flatten() else { return };
        let Ok(Some(entry)) = list.query_selector(".ct-entry.is-open") else { return };
        let (frame, place) = (list.get_bounding_client_rect(), entry.get_bounding_client_rect());
        let above_px = place.top() - frame.top() - HEADING_PX;
        let below_px = place.bottom() - frame.bottom();
        if above_px < 0.0 || below_px > 0.0 {
            let by_px = if above_px < 0.0 { above_px } else { below_px.min(above_px) };
            list.set_scroll_top(list.scroll_top() + by_px as i32);
        }
    }

    /// Brings what the reader is about to see into the page.
    pub(super) fn follow(self) {
        let Some(list) = self.root.try_get_untracked().flatten() else { return };
        let count = self.state.listed.read_untracked().len();
        let now = self.stretch.get_untracked();
        if now.from == 0 && now.to >= count {
            return;
        }
        let Ok(Some(reel)) = list.query_selector(".ct-reel") else { return };
        let (frame, whole) = (list.get_bounding_client_rect(), reel.get_bounding_client_rect());
        let (top, bottom) = (frame.top().max(0.0), frame.bottom().min(dom::window_height()));
        if whole.height() <= 0.0 {
            return;
        }
        let after_px = room_px(now, count.saturating_sub(now.to));
        let held = (whole.top() + room_px(now, now.from), whole.bottom() - after_px);
        let mut next = now;
        if now.from == 0 && now.to > 0 {
            next.entry_px = ((held.1 - held.0) / now.to.min(count) as f64) as u32;
        }
        let is_short = count <= ALL;
        // A list that is out of sight waits, unless it comes into the page whole anyway.
        if bottom > top || is_short {
            (next.from, next.to) = following(next, count, held, (top, bottom));
        }
        if (next.from, next.to) == (now.from, now.to) {
            return;
        }
        let anchor = anchor(&list, top);
        self.show(next);
        request_animation_frame(move || {
            if let Some((entry, was_px)) = &anchor
                && entry.is_connected()
            {
                self.scroll(&list, entry.get_bounding_client_rect().top() - was_px);
            }
            if !is_short && self.root.try_get_untracked().is_some() {
                self.follow();
            }
        });
    }

    /// In the narrow form the page scrolls, else the list.
    fn scroll(self, list: &HtmlElement, by_px: f64) {
        if by_px.abs() < 1.0 {
            return;
        }
        match self.state.form.try_get_untracked() {
            Some(Form::Narrow) => dom::scroll_by(by_px),
            Some(_) => list.set_scroll_top(list.scroll_top() + by_px as i32),
            None => {}
        }
    }
}

fn room_px(stretch: Stretch, entries: usize) -> f64 {
    f64::from(stretch.entry_px) * entries as f64
}

/// The first entry in sight, and where it is.
fn anchor(list: &Element, top_px: f64) -> Option<(Element, f64)> {
    let entries = list.query_selector_all(".ct-entry").ok()?;
    (0..entries.length()).find_map(|at| {
        let entry: Element = wasm_bindgen::JsCast::unchecked_into(entries.get(at)?);
        let place = entry.get_bounding_client_rect();
        (place.bottom() > top_px).then(|| (entry, place.top()))
    })
}

/// The stretch as before, unless the open event lies outside.
fn around(ids: &[EventId], open: Option<EventId>, before: (usize, usize)) -> (usize, usize) {
    match open.and_then(|id| ids.binary_search(&id).ok()) {
        Some(at) if !(before.0..before.1).contains(&at) => {
            let from = at.saturating_sub(PAGE / 3);
            (from, from + PAGE)
        }
        _ => before,
    }
}

/// The stretch for a reader who sees from `sight.0` to `sight.1`, where the page holds entries from `held.0` to
/// `held.1`; both in pixels down the window.
fn following(now: Stretch, count: usize, held: (f64, f64), sight: (f64, f64)) -> (usize, usize) {
    let (from, to) = (now.from, now.to.min(count));
    if count <= ALL {
        return if to < count { (from, to + STEP) } else { (from.saturating_sub(STEP), to) };
    }
    let entries = |px: f64| (px / f64::from(now.entry_px.max(1))) as usize;
    if sight.0 > held.1 || sight.1 < held.0 {
        // Nothing of it is in sight: the scroll bar was moved.
        let at =
            if sight.0 > held.1 { to + entries(sight.0 - held.1) } else { from - entries(held.0 - sight.0).min(from) };
        let from = at.min(count).saturating_sub(PAGE / 2);
        return (from, from + PAGE);
    }
    if to < count && sight.1 + AHEAD_PX > held.1 {
        let to = to + STEP;
        return (from.max(to.saturating_sub(MOST)), to);
    }
    if from > 0 && sight.0 - AHEAD_PX < held.0 {
        let from = from.saturating_sub(STEP);
        return (from, to.min(from + MOST));
    }
    (from, now.to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_holds_the_open_event_and_moves_no_more_than_it_must() {
        let ids: Vec<EventId> = (0..1000).map(|n| EventId(n * 2)).collect();
        assert_eq!(around(&ids, None, (0, PAGE)), (0, PAGE));
        assert_eq!(around(&ids, Some(EventId(40)), (0, PAGE)), (0, PAGE));
        assert_eq!(around(&ids, Some(EventId(41)), (0, PAGE)), (0, PAGE), "not in the list");
        let (from, to) = around(&ids, Some(EventId(1000)), (0, PAGE));
        assert!((from..to).contains(&500) && to - from == PAGE);
    }

    #[test]
    fn a_short_list_comes_whole_a_long_one_follows_the_reader() {
        let at = |from, to| Stretch { from, to, entry_px: 100 };
        assert_eq!(following(at(0, 60), 375, (0.0, 6_000.0), (0.0, 800.0)), (0, 70));
        assert_eq!(following(at(100, 375), 375, (0.0, 6_000.0), (0.0, 800.0)), (90, 375));
        let long = 100_000;
        assert_eq!(following(at(0, 60), long, (0.0, 6_000.0), (0.0, 800.0)), (0, 60), "enough stands ready");
        assert_eq!(following(at(0, 60), long, (-4_500.0, 1_500.0), (0.0, 800.0)), (10, 70));
        assert_eq!(following(at(30, 180), long, (-14_000.0, 1_000.0), (0.0, 800.0)), (130, 190), "no more than most");
        assert_eq!(following(at(60, 210), long, (-500.0, 14_500.0), (0.0, 800.0)), (50, 110));
        let (from, to) = following(at(0, 60), long, (-500_000.0, -494_000.0), (0.0, 800.0));
        assert_eq!((from, to), (4_988, 5_012), "half a page around the five thousandth entry");
        assert_eq!(following(at(99_960, 100_020), long, (9_996_000.0, 10_000_000.0), (0.0, 800.0)), (0, 24));
    }
}
