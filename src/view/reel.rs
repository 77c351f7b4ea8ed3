//! Which stretch of the list the page holds. Empty room stands for the rest, so that the scroll bar says where one is.

use super::dom;
use super::el::Spot;
use super::state::{Form, State};
use super::text::Msg;
use conflict_timeline_core::model::EventId;
use conflict_timeline_core::query::Rows;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::{Element, HtmlElement};

/// Height of the heading that stays at the list's upper edge.
const HEADING_PX: f64 = 48.0;
/// Entries in the page at first.
const PAGE: usize = 8;
/// So many come at a time.
const STEP: usize = 4;
/// How far beyond what is in sight entries stand ready.
const AHEAD_PX: f64 = 600.0;
/// How far behind it they may go: further than they come, or a tall one would come and go without end.
const BEHIND_PX: f64 = 900.0;
/// So many stand on paper at most.
const PAPER: usize = 400;
/// The list grows once it has stood still for so long.
const REST_MS: u32 = 50;
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
    /// The page does not hold yet what it is to hold: nothing can be measured.
    is_turning: RwSignal<bool>,
    /// How far what is read stands from where it stood: browsers scroll to whole pixels, and step by step that adds up.
    owed_px: RwSignal<f64>,
}

impl Reel {
    /// Holds the list's beginning, or what surrounds the open event; on a server, all.
    pub(super) fn new(state: State, root: Spot) -> Self {
        let to = if cfg!(target_arch = "wasm32") { PAGE } else { usize::MAX };
        let stretch = RwSignal::new(Stretch { from: 0, to, entry_px: ENTRY_PX });
        let reel = Self { state, root, stretch, is_turning: RwSignal::new(false), owed_px: RwSignal::new(0.0) };
        reel.turn(state.selection.get_untracked(), (0, to));
        dom::effect(move || {
            state.listed.track();
            reel.turn(state.near.get_untracked().or(state.selection.get_untracked()), (0, to));
        });
        dom::effect(move || {
            if let Some(near) = state.near.get() {
                reel.turn(Some(near), (0, to));
            }
        });
        dom::effect(move || {
            let open = state.selection.get();
            if state.near.get_untracked().is_some() {
                return;
            }
            let now = stretch.get_untracked();
            reel.turn(open, (now.from, now.to));
            if open.is_some() {
                dom::once_followed(move || reel.reveal());
            }
        });
        let rest = dom::Rest::new();
        dom::effect(move || {
            stretch.track();
            state.listed.track();
            state.near.track();
            state.parts.iter().for_each(|part| part.track());
            rest.ask(REST_MS, move || reel.follow());
        });
        dom::effect(move || {
            dom::on_window("scroll", move |_| reel.follow());
            dom::on_window("beforeprint", move |_| reel.unroll());
            dom::on_window("afterprint", move |_| reel.roll());
        });
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
        room_px(now, now.from.min(self.state.listed.read().count()))
    }

    /// Room for what comes after, tracked.
    pub(super) fn after_px(self) -> f64 {
        let now = self.stretch.get();
        room_px(now, self.state.listed.read().count().saturating_sub(now.to))
    }

    fn turn(self, open: Option<EventId>, before: (usize, usize)) {
        let (from, to) = around(&self.state.listed.read_untracked(), open, before);
        self.show(Stretch { from, to, ..self.stretch.get_untracked() });
    }

    fn show(self, next: Stretch) {
        if self.stretch.get_untracked() != next {
            self.is_turning.set(true);
            self.stretch.set(next);
            dom::once_followed(move || {
                let _ = self.is_turning.try_set(false);
            });
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
            list.scroll_by_with_x_and_y(0.0, by_px);
        }
    }

    /// On paper a short list is whole, and a long one begins where it does.
    fn unroll(self) {
        let Some(listed) = self.state.listed.try_get_untracked() else { return };
        self.show(Stretch { from: 0, to: listed.count().min(PAPER), ..self.stretch.get_untracked() });
    }

    /// What is said on paper where that is not the whole list, tracked.
    pub(super) fn on_paper(self) -> Option<String> {
        let (count, words) = (self.state.listed.read().count(), self.state.words.read());
        let cut = || words.fill(Msg::ListPaper, &[("n", &words.number(PAPER)), ("total", &words.number(count))]);
        (count > PAPER).then(cut)
    }

    /// From the second frame on in which all stands, what is out of sight below the list is left alone.
    fn quiet(self, list: &HtmlElement) {
        if self.state.parts.iter().any(|part| !part.get_untracked()) {
            return;
        }
        let Ok(Some(root)) = list.closest(".ct:not([data-quiet])") else { return };
        request_animation_frame(move || {
            request_animation_frame(move || {
                let _ = root.set_attribute("data-quiet", "");
            });
        });
    }

    /// Brings what the reader is about to see into the page.
    pub(super) fn follow(self) {
        let Some(list) = self.root.try_get_untracked().flatten() else { return };
        self.quiet(&list);
        let count = self.state.listed.read_untracked().count();
        let now = self.stretch.get_untracked();
        if now.from == 0 && now.to >= count {
            return;
        }
        if self.is_turning.get_untracked() || self.state.near.get_untracked().is_some() {
            return;
        }
        let Ok(Some(entries)) = list.query_selector(".ct-gap + div") else { return };
        let (entries, (top, bottom)) = (entries.get_bounding_client_rect(), sight(&list));
        if entries.height() <= 0.0 {
            return;
        }
        let held = (entries.top(), entries.bottom());
        let mut next = now;
        if now.from == 0 && now.to > 0 {
            next.entry_px = ((held.1 - held.0) / now.to.min(count) as f64) as u32;
        }
        // A list that is out of sight waits.
        if bottom > top {
            (next.from, next.to) = following(next, count, held, (top, bottom), &|| far(&list, (top, bottom)));
        }
        if (next.from, next.to) == (now.from, now.to) {
            return;
        }
        self.go_on(list, top, next);
    }

    /// After paper the page holds no more than what is near again.
    fn roll(self) {
        let Some(list) = self.root.try_get_untracked().flatten() else { return };
        let ((top, bottom), now) = (sight(&list), self.stretch.get_untracked());
        let (above, below) = far(&list, (top, bottom));
        let to = now.to.saturating_sub(below).max(now.from + PAGE);
        let from = (now.from + above).min(to - PAGE);
        self.go_on(list, top, Stretch { from, to, ..now });
    }

    /// Holds another stretch; what is read stays where it is.
    fn go_on(self, list: SendWrapper<HtmlElement>, top_px: f64, next: Stretch) {
        let anchor = anchor(&list, top_px);
        self.show(next);
        // Not in the next frame: what the reader scrolled until then would be taken back.
        dom::once_followed(move || {
            if let Some((entry, was_px)) = &anchor
                && entry.is_connected()
            {
                let want_px = was_px + self.owed_px.try_get_untracked().unwrap_or_default();
                self.scroll(&list, down_px(&list, entry) - want_px);
                let rest_px = want_px - down_px(&list, entry);
                // More is no rounding: there the scrolling ended.
                let _ = self.owed_px.try_set(if rest_px.abs() <= 1.0 { rest_px } else { 0.0 });
            }
        });
        request_animation_frame(move || self.follow());
    }

    /// In the narrow form the page scrolls, else the list.
    fn scroll(self, list: &HtmlElement, by_px: f64) {
        match self.state.form.try_get_untracked() {
            Some(Form::Narrow) => dom::scroll_by(by_px),
            Some(_) => list.scroll_by_with_x_and_y(0.0, by_px),
            None => {}
        }
    }
}

fn room_px(stretch: Stretch, entries: usize) -> f64 {
    f64::from(stretch.entry_px) * entries as f64
}

/// How far down the list's frame an entry is: what moves the frame itself moves no reader within it.
fn down_px(list: &Element, entry: &Element) -> f64 {
    entry.get_bounding_client_rect().top() - list.get_bounding_client_rect().top()
}

/// The first entry in sight, and where it is.
fn anchor(list: &Element, top_px: f64) -> Option<(Element, f64)> {
    let mut entries = dom::all(list, ".ct-entry").into_iter();
    let entry = entries.find(|entry| entry.get_bounding_client_rect().bottom() > top_px)?;
    let was_px = down_px(list, &entry);
    Some((entry, was_px))
}

/// The stretch as before, unless the open event lies outside.
fn around(listed: &Rows, open: Option<EventId>, before: (usize, usize)) -> (usize, usize) {
    match open.filter(|id| listed.has(id.index())).map(|id| listed.rank(id.index())) {
        Some(at) if !(before.0..before.1).contains(&at) => {
            let from = at.saturating_sub(PAGE / 2);
            (from, from + PAGE)
        }
        _ => before,
    }
}

/// From where to where the list is in sight, in pixels down the window.
fn sight(list: &Element) -> (f64, f64) {
    let frame = list.get_bounding_client_rect();
    (frame.top().max(0.0), frame.bottom().min(dom::window_height()))
}

/// How many entries lie far above what is in sight, and how many far below.
fn far(list: &Element, sight: (f64, f64)) -> (usize, usize) {
    let mut far = (0, 0);
    // With what is told under an entry.
    for entry in dom::all(list, ".ct-reel > div > ol > li") {
        let place = entry.get_bounding_client_rect();
        far.0 += usize::from(place.bottom() < sight.0 - BEHIND_PX);
        far.1 += usize::from(place.top() > sight.1 + BEHIND_PX);
    }
    far
}

/// The stretch for a reader who sees from `sight.0` to `sight.1`, where the page holds entries from `held.0` to
/// `held.1`, both in pixels down the window, of which `far` above and below may go: asked for where others come.
fn following(
    now: Stretch,
    count: usize,
    held: (f64, f64),
    sight: (f64, f64),
    far: &dyn Fn() -> (usize, usize),
) -> (usize, usize) {
    let (from, to) = (now.from, now.to.min(count));
    let entries = |px: f64| (px / f64::from(now.entry_px.max(1))) as usize;
    if sight.0 > held.1 || sight.1 < held.0 {
        // Nothing of it is in sight: the scroll bar was moved.
        let at =
            if sight.0 > held.1 { to + entries(sight.0 - held.1) } else { from - entries(held.0 - sight.0).min(from) };
        let from = at.min(count).saturating_sub(PAGE / 2);
        return (from, from + PAGE);
    }
    // First what is in sight, then what is about to be; for those that come on one side others go on the other.
    let above_px = if from > 0 { held.0 - sight.0 } else { f64::NEG_INFINITY };
    let below_px = if to < count { sight.1 - held.1 } else { f64::NEG_INFINITY };
    if above_px > -AHEAD_PX && above_px > below_px {
        return (from.saturating_sub(STEP), to - far().1);
    }
    if below_px > -AHEAD_PX {
        return (from + far().0, to + STEP);
    }
    (from, now.to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_holds_the_open_event_and_moves_no_more_than_it_must() {
        let mut listed = Rows::none(2000);
        (0..1000).for_each(|n| listed.insert(n * 2));
        assert_eq!(around(&listed, None, (0, PAGE)), (0, PAGE));
        assert_eq!(around(&listed, Some(EventId(10)), (0, PAGE)), (0, PAGE));
        assert_eq!(around(&listed, Some(EventId(1001)), (0, PAGE)), (0, PAGE), "not in the list");
        let (from, to) = around(&listed, Some(EventId(1000)), (0, PAGE));
        assert!((from..to).contains(&500) && to - from == PAGE);
    }

    #[test]
    fn the_page_holds_what_is_in_sight_and_some_more_on_either_side() {
        let count = 100_000;
        let far = |(top, bottom): (f64, f64), sight: (f64, f64)| {
            let entries = |px: f64| ((px - BEHIND_PX) / 100.0).max(0.0) as usize;
            (entries(sight.0 - top), entries(bottom - sight.1))
        };
        let next = |(from, to), held, sight| {
            following(Stretch { from, to, entry_px: 100 }, count, held, sight, &|| far(held, sight))
        };
        let window = (0.0, 800.0);
        assert_eq!(next((0, 14), (0.0, 1_400.0), window), (0, 14), "enough stands ready");
        assert_eq!(next((0, 8), (0.0, 800.0), window), (0, 8 + STEP));
        assert_eq!(next((100, 112), (80.0, 700.0), window), (100, 112 + STEP), "more is missing below");
        assert_eq!(next((100, 112), (150.0, 750.0), window), (100 - STEP, 112), "more is missing above");
        assert_eq!(next((0, 30), (-1_700.0, 1_300.0), window), (8, 30 + STEP), "what is far above goes");
        assert_eq!(next((30, 60), (-500.0, 2_500.0), window), (30 - STEP, 60 - 8), "what is far below goes");
        assert_eq!(next((99_990, count), (-950.0, 50.0), window), (99_990, count), "the end");
        let there = (4_940 + 60 - PAGE / 2, 5_000 + PAGE / 2);
        assert_eq!(next((0, 60), (-500_000.0, -494_000.0), window), there, "the scroll bar was moved");
        assert_eq!(next((99_960, 99_980), (9_996_000.0, 9_998_000.0), window), (0, PAGE), "to the beginning");
    }

    #[test]
    fn entries_of_any_height_come_to_rest() {
        // Heights from a few lines to an open event under its entry.
        let heights: Vec<f64> =
            (0..500).map(|n| if n % 17 == 5 { 1_400.0 } else { 60.0 + f64::from(n % 5) * 40.0 }).collect();
        let top_px = |at: usize| heights[..at].iter().sum::<f64>();
        for sight_px in [120.0, 620.0, 2_160.0] {
            for at in (0..470).step_by(7) {
                let sight = (top_px(at), top_px(at) + sight_px);
                let mut now = Stretch { from: at, to: (at + PAGE).min(500), entry_px: 130 };
                let mut steps = 0;
                loop {
                    let held = (top_px(now.from), top_px(now.to.min(500)));
                    let above = (now.from..now.to).filter(|at| top_px(at + 1) < sight.0 - BEHIND_PX).count();
                    let below = (now.from..now.to).filter(|at| top_px(*at) > sight.1 + BEHIND_PX).count();
                    let (from, to) = following(now, 500, held, sight, &|| (above, below));
                    if (from, to) == (now.from, now.to) {
                        break;
                    }
                    (now.from, now.to, steps) = (from, to.min(500), steps + 1);
                    assert!(steps < 100, "at {at} it never rests");
                }
                let (from, to) = (now.from, now.to);
                assert!(from == 0 || top_px(from) <= sight.0 - AHEAD_PX);
                assert!(to == 500 || top_px(to) >= sight.1 + AHEAD_PX);
            }
        }
    }
}
