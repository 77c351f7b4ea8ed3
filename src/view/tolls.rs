//! People reported killed by year or month: spans from the lowest to the highest figure, and the same as a table.

use super::chart::px;
use super::el::{El, button, cl, el, fold, heading};
use super::lettering::word;
use super::list::pair;
use super::locator::figure_px;
use super::state::State;
use super::text::{Msg, Words};
use super::typeset::Setter;
use conflict_timeline_core::layout::{TollBar, TollCell, TollChart, TollTable, Victims, toll_chart, toll_table};
use conflict_timeline_core::model::Toll;
use conflict_timeline_core::time::Span;
use leptos::prelude::*;

/// Under the ground line: names of the bars, and events without a figure.
const BELOW_PX: [f64; 2] = [7.0, 33.0];

/// The chart with its rule of counting, a switch for who was killed, and a table.
pub(super) fn tolls(state: State, level: u8) -> El {
    let (victims, is_open) = (RwSignal::new(Victims::All), RwSignal::new(false));
    cl("section", "ct-fig ct-tolls")
        .attr("part", "tolls")
        .live("aria-label", move || state.say(Msg::OverviewKilled))
        .live_kids(move || {
            let (shown, words) = (state.shown.read(), state.words.read());
            if !shown.has_claims {
                return Vec::new();
            }
            let (matches, view) = (state.pictured.read(), state.settled.read().span());
            let rows = if view.covers(shown.span) { matches.rows().clone() } else { matches.in_span(view).into() };
            let days = Span::new(view.from.max(shown.span.from), view.to.min(shown.span.to));
            let table = toll_table(&shown.data, &shown.index, &rows, days);
            let title = if table.is_monthly { Msg::TollsMonth } else { Msg::TollsYear };
            let mut all = vec![
                heading(level, "ct-sub").text(words.say(title)),
                cl("p", "ct-note").text(words.say(Msg::TollsRule)),
                switch(state, &words, &table, victims),
            ];
            let cells = || table.rows.iter().map(|(_, cells)| cells[victims.get() as usize]);
            if cells().any(|cell| cell.figures.is_some()) {
                all.push(plot(state, &words, &table, victims.get(), words.say(title)));
                all.push(cl("p", "ct-note").text(words.say(Msg::TollsBelow)));
            } else {
                let unknown = cells().map(|cell| cell.unknown as usize).sum();
                let unknown = (unknown > 0).then(|| el("p").text(words.count(Msg::TollsUnknown, unknown)));
                all.push(el("p").text(words.say(Msg::TollNone)));
                all.extend(unknown);
            }
            all.push(as_table(state, table, title, is_open));
            all
        })
}

fn name(words: &Words, victims: Victims) -> &str {
    words.say(Msg::ALL[Msg::TollsAll as usize + victims as usize])
}

/// Everybody, or those of whom the claims say who they were; what no claim tells of is not offered.
fn switch(state: State, words: &Words, table: &TollTable, chosen: RwSignal<Victims>) -> El {
    let is_told = |victims: Victims| {
        let cells = table.rows.iter().map(|(_, cells)| cells[victims as usize]);
        victims == Victims::All || cells.into_iter().any(|cell| cell.figures.is_some() || cell.unknown > 0)
    };
    let offered = Victims::ALL.into_iter().filter(|victims| is_told(*victims) || *victims == chosen.get());
    let buttons = offered.map(|victims| {
        button("", move |_| chosen.set(victims))
            .attr("data-victims", victims.name())
            .attr("aria-pressed", (chosen.get() == victims).to_string())
            .text(name(words, victims))
    });
    cl("div", "ct-seg ct-controls")
        .attr("role", "group")
        .live("aria-label", move || state.say(Msg::TollsWho))
        .kids(buttons)
}

/// "438–583", or one number.
fn figures(words: &Words, cell: &TollCell) -> String {
    let number = |n: u32| words.number(n as usize);
    match cell.figures {
        None => String::new(),
        Some((low, high)) if low == high => number(high),
        Some((low, high)) => [&number(low), "\u{2013}", &number(high)].concat(),
    }
}

fn plot(state: State, words: &Words, table: &TollTable, victims: Victims, title: &str) -> El {
    let env = state.env.read();
    let cells: Vec<TollCell> = table.rows.iter().map(|(_, cells)| cells[victims as usize]).collect();
    let labels: Vec<String> = cells.iter().map(|cell| figures(words, cell)).collect();
    let width_px = figure_px(state);
    let chart = toll_chart(table, victims, &labels, width_px, env.text_scale, &Setter::new(words, &env));
    let grid = chart.ticks.iter().flat_map(|(y_px, number)| {
        let line = cl("i", "ct-grid").style("top", px(*y_px));
        [line, word("ct-w is-small", 0.0, y_px - 6.0 * env.text_scale, &words.number(*number as usize))]
    });
    let bars = chart.bars.iter().zip(&cells).zip(&labels);
    let bars = bars.flat_map(|((bar, cell), label)| bar_view(words, &chart, bar, cell, label, env.text_scale));
    cl("div", "ct-plotted ct-time")
        .attr("role", "img")
        .attr("aria-label", pair(words, title, name(words, victims)))
        .style("width", px(width_px))
        .style("height", px(chart.ground_px + BELOW_PX[0] + BELOW_PX[1] * env.text_scale))
        .kids(grid)
        .kids(bars)
}

fn bar_view(words: &Words, chart: &TollChart, bar: &TollBar, cell: &TollCell, label: &str, text_scale: f64) -> Vec<El> {
    let middle_px = bar.x_px + bar.width_px / 2.0;
    let under = |class: &'static str, by_px: f64, text: &str| word(class, middle_px, chart.ground_px + by_px, text);
    let unknown = if cell.unknown > 0 { words.number(cell.unknown as usize) } else { "\u{2013}".into() };
    let mut all = vec![under("ct-w is-small is-mid", BELOW_PX[0] + 17.0 * text_scale, &unknown)];
    all.extend(bar.label.as_deref().map(|label| under("ct-w is-mid", BELOW_PX[0], label)));
    if let Some((high_px, low_px)) = bar.reach {
        let reach = cl("i", "ct-reach")
            .style("left", px(bar.x_px))
            .style("width", px(bar.width_px))
            .style("top", px(high_px))
            .style("height", px(low_px - high_px))
            .maybe_attr("data-open", bar.is_open.then(String::new));
        all.push(reach);
    }
    all.extend(bar.figures.map(|(x_px, y_px)| word("ct-w is-mid", x_px, y_px, label)));
    all
}

/// The same for those who do not see the bars: every group side by side.
fn as_table(state: State, table: TollTable, title: Msg, is_open: RwSignal<bool>) -> El {
    let make = move || {
        let words = &*state.words.read();
        let title = words.say(title);
        let head = Victims::ALL.map(|victims| el("th").attr("scope", "col").text(name(words, victims)));
        let head = el("tr").kid(el("td")).kids(head);
        let rows = table.rows.iter().map(|(span, cells)| {
            let name = if table.is_monthly { words.year_month(span.from) } else { span.from.ymd().0.to_string() };
            let cells = cells.iter().map(|cell| el("td").text(told(words, cell)));
            el("tr").kid(el("th").attr("scope", "row").text(name)).kids(cells)
        });
        let caption = cl("caption", "ct-hidden").text(title);
        let table = el("table").kid(caption).kid(el("thead").kid(head)).kid(el("tbody").kids(rows));
        let frame = cl("div", "ct-scroll").attr("tabindex", "0").attr("role", "group").attr("aria-label", title);
        vec![frame.kid(table)]
    };
    fold(&state.say(Msg::TollsTable), is_open, make)
}

/// "438 to 583 dead, 27 events without a figure"
fn told(words: &Words, cell: &TollCell) -> String {
    let toll = cell.figures.map(|(low, high)| words.toll(&Toll { low, high, is_open: cell.is_open, accounts: 1 }));
    let unknown = (cell.unknown > 0).then(|| words.count(Msg::TollsUnknown, cell.unknown as usize));
    let parts: Vec<String> = toll.into_iter().chain(unknown).collect();
    if parts.is_empty() { "\u{2013}".into() } else { parts.join(words.say(Msg::ListComma)) }
}
