//! Four signals that everything writes, and the memos that everything reads. Each memo is one
//! call of a pure function.

use super::draw::Palette;
use super::notices::Notice;
use super::share::Desk;
pub use super::shown::Shown;
use super::text::Words;
use conflict_timeline_core::layout::{LaneBy, LaneKey, Viewport};
use conflict_timeline_core::model::{ActorId, EventId};
use conflict_timeline_core::query::{Bin, Filter, Matches, Rows, histogram, matches_after};
use conflict_timeline_core::time::Day;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// Light, dark, or as the reader's system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What the surroundings say: nothing below the view names a clock, a window or a locale.
#[derive(Clone, Debug, PartialEq)]
pub struct Env {
    /// Width of the element.
    pub width_px: f64,
    /// The font families in which the drawing's words are set.
    pub family: String,
    /// The reader's text size over 16 px.
    pub text_scale: f64,
    /// Nothing may move by itself.
    pub has_reduced_motion: bool,
    /// The colours, as chosen by attribute or button.
    pub theme: Theme,
}

impl Default for Env {
    fn default() -> Self {
        Self {
            width_px: 1200.0,
            family: "sans-serif".into(),
            text_scale: 1.0,
            has_reduced_motion: false,
            theme: Theme::Auto,
        }
    }
}

/// Parts that can be built later than what a reader sees first.
pub const PARTS: usize = 6;

/// No drawing is behind the list, one is, or may follow now.
const NONE: u32 = 0;
const WAITING: u32 = 1;
const DUE: u32 = 2;
/// A server has no frames, and makes one picture.
const CAN_WAIT: bool = cfg!(target_arch = "wasm32");

/// How wide the element is, in the steps of the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Under 600 px.
    Narrow,
    /// 600 to 899 px.
    Middle,
    /// From 900 px.
    Wide,
}

/// Shared by all parts; copies point to the same signals.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// The data set shown.
    pub shown: RwSignal<Arc<Shown>>,
    /// What is chosen.
    pub filter: RwSignal<Filter>,
    /// The stretch of time in view.
    pub viewport: RwSignal<Viewport>,
    /// The event that is open.
    pub selection: RwSignal<Option<EventId>>,
    /// The event whose entry the list must hold for now, open or not.
    pub near: RwSignal<Option<EventId>>,
    /// The surroundings.
    pub env: RwSignal<Env>,
    /// The language.
    pub words: RwSignal<Words>,
    /// Time runs from right to left.
    pub is_mirrored: RwSignal<bool>,
    /// How events shall be laid out in lanes; `None` is as it suits the set. See [`Self::grouping`].
    pub lane_by: RwSignal<Option<LaneBy>>,
    /// Lanes shown as one line.
    pub folded: RwSignal<Vec<LaneKey>>,
    /// What the strip shows: 1 events, 2 people killed, 3 both.
    pub strip: RwSignal<u32>,
    /// The actor whose card is asked for.
    pub actor: RwSignal<Option<ActorId>>,
    /// The day as of which the set is shown, and the set as of today.
    pub known: RwSignal<Option<(Day, Arc<Shown>)>>,
    /// Filters that were in use before, the last one last.
    pub undo: RwSignal<Vec<Filter>>,
    /// Filters taken back, the last one last.
    pub redo: RwSignal<Vec<Filter>>,
    /// The story that is being told, and its step, by position.
    pub story: RwSignal<Option<(usize, usize)>>,
    /// The filter that the story found.
    own: RwSignal<Filter>,
    /// What the page can do for readers, and what it was asked.
    pub desk: RwSignal<Desk>,
    /// Which parts are wanted, one bit for each name that the attribute `views` knows.
    pub views: RwSignal<u32>,
    /// Which of the parts below the drawing are built, from top to bottom.
    pub parts: [RwSignal<bool>; PARTS],
    /// What is wrong with data, attributes or filter.
    pub notices: RwSignal<Vec<Notice>>,
    /// The rows that the filter leaves.
    pub matches: Memo<Matches>,
    /// The rows that drawings show: in a large set, those of `matches` once the list that follows the filter was painted.
    pub pictured: Memo<Matches>,
    /// Whether drawings wait for their turn.
    turn: RwSignal<u32>,
    /// Events and tolls over the whole span, by the unit that fits, the dates of the filter ignored.
    pub months: Memo<Vec<Bin>>,
    /// The stretch of time in view once it has come to rest; the list follows this one.
    pub settled: RwSignal<Viewport>,
    /// The rows of the filter that may have happened in the settled stretch; all, if it covers the set's days.
    pub listed: Memo<Arc<Rows>>,
    /// The layout's step.
    pub form: Memo<Form>,
    /// The page's colours, as last known.
    pub palette: RwSignal<Arc<Palette>>,
}

impl State {
    /// Signals for a data set, everything shown.
    #[must_use]
    pub fn new(shown: Arc<Shown>, words: Words) -> Self {
        let viewport = RwSignal::new(Viewport::fit(shown.span));
        let shown = RwSignal::new(shown);
        let filter = RwSignal::new(Filter::default());
        let env = RwSignal::new(Env::default());
        let matches = Memo::new(move |before: Option<&Matches>| {
            let (shown, filter) = (shown.read(), filter.read());
            // Once words were sought, they stay: matches are made from others of the same index.
            let is_sought = !filter.text.is_empty() || before.is_some_and(|before| before.index().has_words());
            matches_after(if is_sought { shown.sought() } else { &shown.index }, &filter, before)
        });
        let turn = RwSignal::new(NONE);
        let pictured = Memo::new(move |before: Option<&Matches>| {
            let (at, now) = (turn.get(), matches.get());
            let is_same_set = |before: &&Matches| core::ptr::eq(before.index().table(), now.index().table());
            match before.filter(is_same_set) {
                Some(before) if CAN_WAIT && at != DUE && shown.read().is_large() && *before != now => {
                    if at == NONE {
                        *turn.write_untracked() = WAITING;
                        let draw = move || {
                            let _ = turn.try_set(DUE);
                        };
                        // Behind what else waits for that frame to be painted.
                        request_animation_frame(move || set_timeout(draw, Duration::from_millis(1)));
                    }
                    before.clone()
                }
                _ => {
                    if at == DUE {
                        *turn.write_untracked() = NONE;
                    }
                    now
                }
            }
        });
        let months = Memo::new(move |_| {
            let (shown, matches) = (shown.read(), pictured.read());
            histogram(matches.index(), &matches.without_dates(), shown.span, shown.unit(env.read().width_px))
        });
        let settled = RwSignal::new(viewport.get_untracked());
        let listed = Memo::new(move |_| {
            let (shown, matches, span) = (shown.read(), matches.read(), settled.read().span());
            // With everything in view, background before and after the set's own days is listed too.
            if span.covers(shown.span) {
                return Arc::clone(matches.rows());
            }
            Arc::new(matches.in_span(span))
        });
        let form = Memo::new(move |_| form(env.read().width_px / env.read().text_scale));
        Self {
            shown,
            filter,
            viewport,
            selection: RwSignal::new(None),
            near: RwSignal::new(None),
            env,
            words: RwSignal::new(words),
            is_mirrored: RwSignal::new(false),
            lane_by: RwSignal::new(None),
            folded: RwSignal::new(Vec::new()),
            strip: RwSignal::new(3),
            actor: RwSignal::new(None),
            known: RwSignal::new(None),
            undo: RwSignal::new(Vec::new()),
            redo: RwSignal::new(Vec::new()),
            story: RwSignal::new(None),
            own: RwSignal::new(Filter::default()),
            desk: RwSignal::new(Desk::default()),
            views: RwSignal::new(u32::MAX),
            parts: core::array::from_fn(|_| RwSignal::new(true)),
            notices: RwSignal::new(Vec::new()),
            matches,
            pictured,
            turn,
            months,
            settled,
            listed,
            form,
            palette: RwSignal::default(),
        }
    }

    /// How events are laid out in lanes, tracked.
    #[must_use]
    pub fn grouping(self) -> LaneBy {
        let first = || self.shown.read().groupings.first().copied().unwrap_or(LaneBy::All);
        self.lane_by.get().unwrap_or_else(first)
    }

    /// Sets the filter and remembers the one before for undo.
    pub fn set_filter(self, next: Filter) {
        self.refine(&self.filter.get_untracked(), next);
    }

    /// Sets the filter by one more of several changes that undo takes back at once, to what was before the first.
    pub fn refine(self, before: &Filter, next: Filter) {
        if self.filter.get_untracked() == next {
            return;
        }
        self.undo.update(|list| {
            if list.last() != Some(before) {
                list.push(before.clone());
            }
            if *before == next {
                list.pop();
            }
            if list.len() > 100 {
                list.remove(0);
            }
        });
        self.redo.set(Vec::new());
        self.filter.set(next);
    }

    /// Changes the filter and remembers the one before.
    pub fn change_filter(self, change: impl FnOnce(&mut Filter)) {
        let mut next = self.filter.get_untracked();
        change(&mut next);
        self.set_filter(next);
    }

    /// Takes the last change of the filter back, or makes it again.
    pub fn step_back(self, is_redo: bool) {
        let (from, onto) = if is_redo { (self.redo, self.undo) } else { (self.undo, self.redo) };
        let mut target = None;
        from.update(|list| target = list.pop());
        if let Some(target) = target {
            onto.update(|list| list.push(self.filter.get_untracked()));
            self.filter.set(target);
        }
    }

    /// Brings days into view at once, for the list too.
    pub fn look_at(self, view: Viewport) {
        self.viewport.set(view);
        self.settled.set(view);
    }

    /// Goes to a step of a story, with its filter, its days and its event, to today where the set is shown as of a day
    /// before it; or leaves it, and all that as it is.
    pub fn tell(self, to: Option<(usize, usize)>) {
        let shown = self.shown.get_untracked();
        if let Some((story, step)) = to
            && let Some(step) = shown.data.stories.get(story).and_then(|story| story.steps.get(step))
        {
            if !step.span.meets(shown.span) && self.as_of().is_some() {
                self.know(None);
                return self.tell(to);
            }
            if self.story.get_untracked().is_none() {
                self.own.set(self.filter.get_untracked());
            }
            self.refine(&self.own.get_untracked(), Filter::parse(&step.filter, &shown.data).0);
            self.look_at(Viewport::fit(step.span));
            self.selection.set(step.event);
        }
        self.story.set(to);
    }

    /// The day as of which the set is shown, if it is not today's; not tracked.
    #[must_use]
    pub fn as_of(self) -> Option<Day> {
        self.known.read_untracked().as_ref().map(|(day, _)| *day)
    }

    /// Shows the set as it stood on a day, or again as of today. Filter and, where there are such days, window stay.
    pub fn know(self, day: Option<Day>) {
        if day == self.as_of() {
            return;
        }
        let before = self.shown.get_untracked();
        let today = self.known.get_untracked().map_or_else(|| before.clone(), |(_, today)| today);
        let next = day.map_or_else(|| today.clone(), |day| Arc::new(Shown::new(today.data.known_on(day))));
        let open = self.selection.get_untracked().map(|id| before.data.event(id).slug.clone());
        let view = self.viewport.get_untracked().span();
        let (whole, is_lost) = (next.span, view.covers(before.span) || !view.meets(next.span));
        // Positions are of one set only: nothing may point into the other while they change.
        self.selection.set(None);
        self.near.set(None);
        self.known.set(day.map(|day| (day, today)));
        self.shown.set(next.clone());
        if is_lost {
            self.look_at(Viewport::fit(whole));
        }
        self.selection.set(open.and_then(|slug| next.data.event_by_slug(&slug)));
    }

    /// Shows another data set from the start.
    pub fn show(self, shown: Arc<Shown>) {
        self.story.set(None);
        self.actor.set(None);
        self.known.set(None);
        self.selection.set(None);
        self.near.set(None);
        self.folded.set(Vec::new());
        self.filter.set(Filter::default());
        self.undo.set(Vec::new());
        self.redo.set(Vec::new());
        let whole = Viewport::fit(shown.span);
        self.shown.set(shown);
        self.look_at(whole);
    }

    /// Shows a newer form of the set on show: filter, days, open event, the actor asked for and the day as of
    /// which the set is shown stay as far as it has them.
    pub fn renew(self, shown: Arc<Shown>) {
        let day = self.as_of();
        self.know(None);
        let before = self.shown.get_untracked();
        let filter = self.filter.get_untracked().to_text(&before.data);
        let selected = self.selection.get_untracked().map(|id| before.data.event(id).slug.clone());
        let actor = self.actor.get_untracked().and_then(|id| before.data.actors.get(id.index()));
        let view = self.viewport.get_untracked();
        // Days that covered all of the old set cover all of the new one.
        let view = if view.span().covers(before.span) { Viewport::fit(shown.span) } else { view };
        let is_told = self.story.get_untracked();
        // What else lanes are named by may stand at other positions in the new set.
        let mut folded = self.folded.get_untracked();
        folded.retain(|key| matches!(key, LaneKey::Bloc(_) | LaneKey::Kind(_) | LaneKey::Others));
        self.show(shown.clone());
        self.folded.set(folded);
        let filter = Filter::parse(&filter, &shown.data).0;
        self.own.set(filter.clone());
        self.filter.set(filter);
        self.look_at(view);
        self.selection.set(selected.and_then(|slug| shown.data.event_by_slug(&slug)));
        let place = |slug: &str| shown.data.actors.iter().position(|actor| actor.slug == slug).map(ActorId::at);
        self.actor.set(actor.and_then(|actor| place(&actor.slug)));
        self.story.set(is_told.filter(|(story, _)| *story < shown.data.stories.len()));
        if day.is_some() {
            self.know(day);
        }
    }

    /// Whether drawings wait for the frame after the one that shows the list.
    #[must_use]
    pub fn is_behind(self) -> bool {
        self.pictured.try_with_untracked(|_| self.turn.get_untracked() == WAITING).unwrap_or(false)
    }

    /// Words of the interface, tracked.
    #[must_use]
    pub fn say(self, msg: super::text::Msg) -> String {
        self.words.read().say(msg).to_string()
    }
}

fn form(width_px: f64) -> Form {
    if width_px < 600.0 {
        Form::Narrow
    } else if width_px < 900.0 {
        Form::Middle
    } else {
        Form::Wide
    }
}
