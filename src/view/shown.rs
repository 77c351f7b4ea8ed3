//! A data set and what is built from it once.

use super::text::Words;
use conflict_timeline_core::layout::{Away, LaneBy, LaneTable, Stones};
use conflict_timeline_core::model::{Bloc, DataSet, Event, EventId, Related, ReportDays, Status, Word};
use conflict_timeline_core::query::{BinUnit, Dictionary, Index, IndexBuilder};
use conflict_timeline_core::time::Span;
use std::sync::{Arc, OnceLock};

/// Nobody goes through the events of a larger set one by one while a reader waits.
const MANY: usize = 20_000;

/// A data set and what was built from it once.
#[derive(Debug)]
pub struct Shown {
    /// The set.
    pub data: DataSet,
    /// Its index; of a set that came at once it finds no words, see [`Self::sought`].
    pub index: Index,
    /// The days that the set is about.
    pub span: Span,
    /// From the first report that has a date to the last; `None` where fewer than two days have one.
    pub reports: Option<Span>,
    /// Somebody says something of some event.
    pub has_claims: bool,
    /// All links from one event to another.
    pub links: Vec<(EventId, Related)>,
    /// Some event is not simply confirmed: then it is worth saying of each how sure it is. Rows of a table that knows no
    /// such word are all of one kind, and nobody has confirmed them.
    pub tells_status: bool,
    /// By what lanes tell its events apart. The first is the one to begin with, unless somebody asks for another.
    pub groupings: Vec<LaneBy>,
    /// What is new or other than in the form of the set that was shown before.
    pub fresh: Vec<EventId>,
    /// Of a set in parts, what the parts hold that are not here, by month.
    pub away: Vec<Away>,
    lanes: Arc<LaneTable>,
    sought: OnceLock<Index>,
}

impl Shown {
    /// Builds all at once.
    #[must_use]
    pub fn new(data: DataSet) -> Self {
        let mut builder = ShownBuilder::default();
        builder.grow(&data);
        builder.index.leave_words();
        data.events.each(&mut |id, event| builder.push(&data, id, event));
        builder.finish(data)
    }

    /// Its index with the words of the set, which are read when first somebody searches for one.
    #[must_use]
    #[inline(never)]
    pub fn sought(&self) -> &Index {
        self.sought.get_or_init(|| {
            let is_read = self.index.has_words();
            if is_read { self.index.clone() } else { self.index.with_words(Dictionary::new(&self.data)) }
        })
    }

    /// The same events in more or other words.
    #[must_use]
    pub fn retold(&self, data: DataSet) -> Self {
        let is_read = self.index.has_words();
        let index = if is_read { self.index.with_words(Dictionary::default()) } else { self.index.clone() };
        let (links, fresh, lanes) = (self.links.clone(), self.fresh.clone(), Arc::clone(&self.lanes));
        Self {
            data,
            index,
            span: self.span,
            reports: self.reports,
            has_claims: self.has_claims,
            tells_status: self.tells_status,
            groupings: self.groupings.clone(),
            links,
            fresh,
            away: self.away.clone(),
            lanes,
            sought: OnceLock::new(),
        }
    }

    /// The words for how sure an event is; none in a set that tells nothing of the kind.
    #[must_use]
    pub fn status<'a>(&self, words: &'a Words, status: Status) -> &'a str {
        if self.tells_status { words.status(status) } else { "" }
    }

    /// Whether it has so many events that they are not gone through one by one.
    #[must_use]
    pub fn is_large(&self) -> bool {
        self.data.events.len() > MANY
    }

    /// The step of the strip in so many pixels: of what is away no finer one than months is known.
    #[must_use]
    pub fn unit(&self, width_px: f64) -> BinUnit {
        let fitting = BinUnit::fitting(self.span, width_px);
        if self.away.is_empty() { fitting } else { fitting.max(BinUnit::Month) }
    }

    /// Marks what is new or told otherwise than in an earlier form of the set; in large sets nothing.
    pub fn mark_fresh(&mut self, before: &Self) {
        if !self.is_large() && !before.is_large() {
            self.fresh = self.data.fresh_since(&before.data);
        }
    }

    /// Which event touches which lane.
    #[must_use]
    pub fn lanes(&self, by: LaneBy) -> Arc<LaneTable> {
        if by == self.lanes.lane_by {
            return Arc::clone(&self.lanes);
        }
        Arc::new(self.lanes.regrouped(&self.data, self.index.table(), by))
    }
}

/// Two are the same only if they are one.
impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// Builds what is shown: the lists, then event by event, then step by step.
#[derive(Debug, Default)]
pub struct ShownBuilder {
    index: IndexBuilder,
    reports: ReportDays,
    has_claims: bool,
    tells_status: bool,
    kinds: u64,
    groupings: Vec<LaneBy>,
    links: Vec<(EventId, Related)>,
    stones: Stones,
    lanes: Option<LaneTable>,
}

impl ShownBuilder {
    /// Takes what came to the ends of the set's lists.
    pub fn grow(&mut self, data: &DataSet) {
        self.index.grow(data);
    }

    /// The number that each event had as it was taken, in their order; not needed where they came in it, nor with links.
    pub fn set_order(&mut self, order: Vec<u32>) {
        if !order.is_empty() {
            self.stones.sort(&order);
            self.index.set_order(order);
        }
    }

    /// Takes the next event.
    pub fn push(&mut self, data: &DataSet, id: EventId, event: &Event) {
        self.index.push(data, event);
        self.stones.push(data, event);
        self.reports.push(event);
        self.has_claims |= !event.claims.is_empty();
        self.tells_status |= event.status != Status::Confirmed;
        self.kinds |= 1 << event.kind.index();
        event.related.iter().for_each(|link| self.links.push((id, *link)));
    }

    /// Takes the next step behind all events; `false` once there is none left.
    pub fn step(&mut self, data: &DataSet) -> bool {
        if self.index.step(data) {
            return true;
        }
        let is_left = self.lanes.is_none();
        if is_left {
            let stones = Arc::new(core::mem::take(&mut self.stones));
            self.groupings = groupings(data, self.kinds.count_ones());
            let first = self.groupings.first().copied().unwrap_or(LaneBy::All);
            self.lanes = Some(LaneTable::new(data, self.index.table(), &stones, first));
        }
        is_left
    }

    /// All of it, after whatever steps are left.
    #[must_use]
    pub fn finish(mut self, data: DataSet) -> Shown {
        while self.step(&data) {}
        let lanes = self.lanes.unwrap_or_default();
        let index = self.index.finish(&data);
        let span = data.meta.span.unwrap_or_else(|| index.table().span());
        let (has_claims, tells_status) = (self.has_claims, self.tells_status || data.says_status);
        let (links, reports) = (self.links, self.reports.span());
        Shown {
            data,
            index,
            span,
            reports,
            has_claims,
            tells_status,
            groupings: self.groupings,
            links,
            fresh: Vec::new(),
            away: Vec::new(),
            lanes: Arc::new(lanes),
            sought: OnceLock::new(),
        }
    }
}

/// By what lanes tell the events of a set apart, of which this many kinds occur. Sides without a side of their own, as
/// in most foreign data, are not worth lanes.
fn groupings(data: &DataSet, kinds: u32) -> Vec<LaneBy> {
    let sides = data.actors.iter().fold(0u32, |sides, actor| sides | 1 << actor.bloc.index());
    let (sides, none, civilians) = (sides, 1 << Bloc::None.index(), 1 << Bloc::Civilians.index());
    let has_sides = (sides & !none).count_ones() > 1 && sides & !none & !civilians != 0;
    let has_regions = data.places.iter().any(|place| place.parent.is_some());
    let offered = [
        (LaneBy::Bloc, has_sides),
        (LaneBy::Actor, data.actors.len() > 1),
        (LaneBy::Kind, kinds > 1),
        (LaneBy::Region, has_regions),
        (LaneBy::Place, data.places.len() > 1),
        (LaneBy::Phase, !data.phases.is_empty()),
    ];
    offered.into_iter().filter(|(_, tells)| *tells).map(|(by, _)| by).collect()
}
