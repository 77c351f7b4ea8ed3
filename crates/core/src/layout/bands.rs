//! Who held which town: one band a town, from north to south.

use super::scene::SceneOptions;
use super::typesetter::{TextSize, Typesetter};
use super::viewport::{TimeScale, Viewport};
use crate::model::{Bloc, Control, DataSet, EventId, Hold, PlaceId};
use crate::order;
use crate::time::Span;

/// One town. Pixels as in [`super::Scene`].
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Which town.
    pub place: PlaceId,
    /// Top edge.
    pub y_px: f64,
    /// Height.
    pub height_px: f64,
    /// From left to right, without gap or overlap over the whole span, cut to the plot and its slack.
    pub segments: Vec<Segment>,
}

/// A stretch in which nothing changed hands.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Left edge.
    pub x_px: f64,
    /// Right edge; at least 2.5 px from the left one where something was held.
    pub to_px: f64,
    /// How it was held; [`Hold::Unknown`] for days without a report.
    pub state: Hold,
    /// The sides of the holders, each once.
    pub blocs: Vec<Bloc>,
    /// The day of the left edge is known: a hard edge. Else, and where the plot cuts it, none.
    pub is_hard_left: bool,
    /// The plot's edge cuts it at the left.
    pub is_cut_left: bool,
    /// The event that made it so.
    pub event: Option<EventId>,
    /// Position in [`DataSet::control`]; `None` where there is no report.
    pub control: Option<usize>,
    /// Names of the holders, where they fit inside.
    pub label: Option<String>,
}

impl Segment {
    /// Where its words begin: in view, where the plot begins at `gutter_px`.
    #[must_use]
    pub fn words_px(&self, gutter_px: f64) -> f64 {
        self.x_px.max(gutter_px)
    }
}

const BAND_PX: f64 = 17.0;
const BETWEEN_PX: f64 = 7.0;
const LEAST_SEGMENT_PX: f64 = 2.5;
const LABEL_ROOM_PX: f64 = 10.0;

/// The bands of all towns that the data set tells about.
#[must_use]
pub fn bands(
    data: &DataSet,
    whole: Span,
    viewport: Viewport,
    options: &SceneOptions<'_>,
    typesetter: &dyn Typesetter,
) -> Vec<Band> {
    let left_px = options.gutter_px.max(0.0);
    let scale = TimeScale::of_drawing(viewport, left_px, options.width_px, options.slack_px.max(0.0));
    let text_scale = if options.text_scale > 0.1 { options.text_scale } else { 1.0 };
    let height_px = (BAND_PX * text_scale).round();
    let mut bands: Vec<Band> = Vec::new();
    for (row, place) in towns(data).into_iter().enumerate() {
        bands.push(Band {
            place,
            y_px: row as f64 * (height_px + BETWEEN_PX),
            height_px,
            segments: segments(data, place, whole, &scale, options, typesetter),
        });
    }
    bands
}

/// Towns with a control row, north to south; those without coordinates last.
fn towns(data: &DataSet) -> Vec<PlaceId> {
    let mut keys: Vec<u64> = Vec::new();
    for control in &data.control {
        let latitude = data.places.get(control.place.index()).and_then(|place| place.lat_e5);
        let from_north = latitude.map_or(u64::from(u32::MAX), |lat| (i64::from(i32::MAX) - i64::from(lat)) as u64);
        let key = (from_north << 32) | u64::from(control.place.0);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    order::keys(&mut keys);
    keys.iter().map(|key| PlaceId((key & u64::from(u32::MAX)) as u32)).collect()
}

fn segments(
    data: &DataSet,
    place: PlaceId,
    whole: Span,
    scale: &TimeScale,
    options: &SceneOptions<'_>,
    typesetter: &dyn Typesetter,
) -> Vec<Segment> {
    let mut order: Vec<u64> = Vec::new();
    for (index, control) in data.control.iter().enumerate() {
        if control.place == place {
            let from = i64::from(control.from.earliest.0) - i64::from(i32::MIN);
            order.push(((from as u64) << 32) | index as u64);
        }
    }
    order::keys(&mut order);
    let mut found: Vec<Segment> = Vec::new();
    let mut until = whole.from.0;
    for (position, key) in order.iter().enumerate() {
        let index = (key & u64::from(u32::MAX)) as usize;
        let control = &data.control[index];
        let from = control.from.earliest.0.max(until);
        let mut to = control.to.map_or(whole.to.0, |to| to.latest.0.saturating_add(1).max(from));
        if let Some(next) = order.get(position + 1) {
            // The next row says who holds it from then on.
            let next = &data.control[(next & u64::from(u32::MAX)) as usize];
            let meets_next = next.from.earliest.0 <= to;
            if meets_next {
                to = next.from.earliest.0.max(from);
            }
        }
        if from > until {
            push(&mut found, scale, until, from, None);
        }
        push(&mut found, scale, from, to, Some((data, index, control)));
        until = until.max(to);
    }
    if until < whole.to.0 {
        push(&mut found, scale, until, whole.to.0, None);
    }
    separate(&mut found, scale);
    for segment in &mut found {
        segment.label = label(data, segment, options, typesetter);
    }
    found
}

/// Adds a stretch of days, if any of it is in view.
fn push(found: &mut Vec<Segment>, scale: &TimeScale, from: i32, to: i32, control: Option<(&DataSet, usize, &Control)>) {
    let from_px = scale.x_from_day(f64::from(from));
    let x_px = from_px.max(scale.left_px);
    let to_px = scale.x_from_day(f64::from(to)).min(scale.right_px());
    let is_cut_left = from_px < scale.left_px;
    if to_px < x_px || (is_cut_left && to_px <= x_px) || from_px >= scale.right_px() {
        return;
    }
    let mut segment = Segment {
        x_px,
        to_px,
        state: Hold::Unknown,
        blocs: Vec::new(),
        is_hard_left: false,
        is_cut_left,
        event: None,
        control: None,
        label: None,
    };
    if let Some((data, index, control)) = control {
        segment.state = control.state;
        segment.is_hard_left = control.from.is_exact_day() && !is_cut_left;
        segment.event = control.event;
        segment.control = Some(index);
        for holder in &control.holders {
            let bloc = data.actors.get(holder.index()).map_or(Bloc::None, |actor| actor.bloc);
            if !segment.blocs.contains(&bloc) {
                segment.blocs.push(bloc);
            }
        }
    }
    found.push(segment);
}

/// Widens holds too short to be seen, at the cost of what comes after.
fn separate(segments: &mut [Segment], scale: &TimeScale) {
    let mut free_px = scale.left_px;
    for segment in segments {
        segment.x_px = segment.x_px.max(free_px).min(scale.right_px());
        let least_px = if segment.control.is_some() { LEAST_SEGMENT_PX } else { 0.0 };
        segment.to_px = segment.to_px.max(segment.x_px + least_px).min(scale.right_px());
        free_px = segment.to_px;
    }
}

fn label(data: &DataSet, segment: &Segment, options: &SceneOptions<'_>, typesetter: &dyn Typesetter) -> Option<String> {
    let (language, mut text) = (options.language, String::new());
    for holder in segment.control.iter().flat_map(|control| &data.control[*control].holders) {
        let actor = data.actors.get(holder.index())?;
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(data.texts.get(data.texts.shorter([actor.short, actor.name], language), language));
    }
    let room_px = segment.to_px - segment.words_px(options.gutter_px) - LABEL_ROOM_PX;
    let fits = !text.is_empty() && typesetter.width_px(&text, TextSize::Small, false) <= room_px;
    fits.then_some(text)
}
