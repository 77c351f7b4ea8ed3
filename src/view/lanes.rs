//! The lanes of the matched events, and their names.

use super::chart::px;
use super::el::{El, button, el};
use super::list::swatch;
use super::sides::short;
use super::state::{Form, State};
use super::text::Msg;
use super::towns::step;
use conflict_timeline_core::layout::{LaneBy, LaneKey, Lanes, Scene};
use conflict_timeline_core::model::{Bloc, Word};
use leptos::prelude::*;
use std::sync::Arc;

/// Lanes of the matched events: the table once a data set and grouping, the lists once a filter.
pub(super) fn matched(state: State) -> Memo<Arc<Lanes>> {
    let table = Memo::new_with_compare(
        move |_| {
            let by = if state.form.get() == Form::Narrow { LaneBy::All } else { state.grouping() };
            state.shown.read().lanes(by)
        },
        |_, _| true,
    );
    Memo::new_with_compare(move |_| Arc::new(Lanes::new(table.get(), state.pictured.read().rows())), |_, _| true)
}

/// Lane names: in the gutter where there is one, else on the lane. A press folds the lane. All are one stop for the tab key.
pub(super) fn names(state: State, scene: &Scene) -> Vec<El> {
    let has_gutter = scene.gutter_px > 0.0;
    let words = state.words.read();
    let names = scene.lanes.iter().filter(|lane| lane.key != LaneKey::All).enumerate().map(|(at, lane)| {
        let key = lane.key;
        let toggle = move |_| {
            state.folded.update(|list| match list.iter().position(|known| *known == key) {
                Some(index) => drop(list.remove(index)),
                None => list.push(key),
            });
        };
        let (class, top_px) = match (lane.is_collapsed, has_gutter) {
            (true, _) => ("ct-lane is-folded", lane.y_px),
            (false, true) => ("ct-lane", lane.ground_px - 34.0),
            (false, false) => ("ct-lane", lane.y_px + 1.0),
        };
        let act = if lane.is_collapsed { Msg::LaneOpen } else { Msg::LaneClose };
        let mark = match key {
            LaneKey::Bloc(bloc) => Some(swatch(bloc.name())),
            _ => None,
        };
        let count = words.count(Msg::Events, lane.count as usize);
        button(class, toggle)
            .attr("title", words.say(act))
            .on("keydown", step)
            .attr("tabindex", if at == 0 { "0" } else { "-1" })
            .style("top", px(top_px.max(0.0)))
            .style("max-width", px(if has_gutter { scene.gutter_px - 8.0 } else { scene.width_px }))
            .attr("aria-expanded", (!lane.is_collapsed).to_string())
            .kids(mark)
            .kid(el("span").kid(el("span").text(lane_name(state, key))).text(" ").kid(el("small").text(count)))
    });
    names.collect()
}

/// The name of a lane.
pub(super) fn lane_name(state: State, key: LaneKey) -> String {
    let (shown, words) = (state.shown.read(), state.words.read());
    let data = &shown.data;
    match key {
        LaneKey::Bloc(Bloc::None) | LaneKey::Others => words.say(Msg::LaneOthers).into(),
        LaneKey::Bloc(bloc) => words.bloc(bloc).into(),
        LaneKey::Actor(id) => short(&words, data, id).into(),
        LaneKey::Kind(kind) => words.kind(kind).into(),
        LaneKey::Region(id) | LaneKey::Place(id) => words.data(data, data.place(id).name).into(),
        LaneKey::Phase(id) => words.data(data, data.phases[id.index()].name).into(),
        LaneKey::All => words.say(Msg::LaneAll).into(),
    }
}
