//! The desk at which rows are read: set up for a format, then one row after the other.

use super::book::{Book, Hashed};
use super::cell;
use super::cells::Row;
use super::figures::{Said, WHICH};
use super::header::Columns;
use super::heap::Heap;
use super::import::BOUND;
use super::importer::Options;
use super::markup::plain;
use super::preset::{Field, Preset};
use super::row::{Cells, Desk};
use super::trouble::Troubles;
use crate::ingest::names::called;
use crate::ingest::sealed::Growing;
use crate::model::{Event, Phase};
use std::sync::Arc;

pub(super) fn desk(preset: Preset, columns: Columns, options: &Options) -> Desk {
    let mut book = Book::default();
    let main = book.main_source(&preset.source, &options.file);
    let said = Said { by_side: book.shared("by side"), which: WHICH.map(|(_, text)| book.shared(text)) };
    let (file, set) = (called(&options.file), &*preset.set);
    let set = if set.is_empty() { file } else { set };
    let meta = &mut book.data.meta;
    meta.licence.clone_from(&preset.licence);
    meta.licence_url.clone_from(&preset.licence_url);
    meta.slug.clone_from(&preset.id);
    let texts = &mut book.data.texts;
    let mut add = |text: &str| texts.add(core::iter::once(("en", text)));
    (meta.title, meta.about, meta.credit) = (add(set), add(&preset.about), add(&preset.credit));
    if set != file {
        meta.subtitle = add(file);
    }
    Desk {
        binders: Vec::new(),
        columns: Arc::new(columns),
        troubles: Troubles { listed: options.listed, ..Troubles::default() },
        book,
        events: Heap::default(),
        text: String::new(),
        main,
        said,
        civilians: None,
        kinds: Hashed::default(),
        either: Vec::new(),
        is_order_seen: [false; 2],
        rows: 0,
        extra: Vec::new(),
        sheets: Vec::new(),
        // What its slides say of the whole may come late.
        growing: (options.in_pieces && !options.is_grouped && !preset.has_markup).then(Growing::default),
        preset,
    }
}

pub(super) fn data_row(desk: &mut Desk, event: &mut Event, row: Row<'_>) {
    let columns = Arc::clone(&desk.columns);
    let cells = Cells::of(row, &columns);
    desk.rows += 1;
    if let Some(column) = columns.licence {
        desk.licensed(&cells.at(column));
    }
    if !desk.binders.is_empty() {
        desk.bind_by(&cells);
    }
    let sort = cells.get(Field::Type);
    // The first sheet of TimelineJS called it `start`.
    let is_title = sort.eq_ignore_ascii_case("title") || sort.eq_ignore_ascii_case("start");
    if is_title && desk.preset.has_markup {
        let (title, about) = (cells.get(Field::Headline), cells.get(Field::Summary));
        if !title.is_empty() {
            desk.book.data.meta.title = desk.book.own(&plain(&title));
        }
        desk.book.data.meta.about = desk.book.own(&plain(&about));
        // What was written from bound rows says so on its title slide alone.
        let is_rows = |at: &usize| !about[..*at].ends_with("the ");
        if let Some(at) = BOUND.iter().find_map(|terms| about.find(terms)).filter(is_rows) {
            desk.licensed(about[at..].split(['<', '\n', ',']).next().unwrap_or_default().trim_end());
        }
        let media: Vec<String> = ["media_caption", "media_credit", "media"]
            .iter()
            .filter_map(|name| columns.names.iter().position(|known| cell::folded(known) == *name))
            .map(|column| plain(&cells.at(column)).into_owned())
            .filter(|text| !text.is_empty())
            .collect();
        desk.book.data.meta.credit = desk.book.own(&media.join(", "));
    } else if desk.event(&cells, event).is_some() {
        if desk.preset.has_markup && sort.eq_ignore_ascii_case("era") {
            let span = event.when.span();
            let slug = desk.book.slug("phase", &cells.get(Field::Headline)).0;
            let (name, summary) = (event.title, event.summary);
            desk.book.data.phases.push(Phase { slug, name, summary, span });
        } else {
            desk.events.push(event);
            let count = desk.events.len();
            if let Some(growing) = &mut desk.growing
                && growing.is_due(count)
            {
                growing.take(&desk.book.data, desk.events.rows(), count);
            }
        }
    }
}
