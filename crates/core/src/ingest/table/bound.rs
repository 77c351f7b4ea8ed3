//! Terms that bind rows: of their format, or of the collection that a row itself names as its source.

use super::preset::{Field, Preset};
use super::row::{Cells, Desk, list};

/// Columns in which put-together tables, such as those of xSub, say which collection a row comes from.
const ORIGINS: &[&str] = &[
    "source",
    "sources",
    "source_name",
    "source_data",
    "source_dataset",
    "data_source",
    "data_sources",
    "datasource",
    "dataset",
    "data_set",
    "dataset_source",
    "dataset_name",
    "database",
    "data_provider",
    "provider",
    "base_de_donnees",
    "source_des_donnees",
    "#meta_source",
];

/// Whether a column of this folded name says where a row comes from.
pub(super) fn is_origin(name: &str) -> bool {
    ORIGINS.contains(&name)
}

impl Preset {
    /// Puts the terms of another preset in the place of its own.
    pub(super) fn bind(&mut self, terms: &Preset) {
        self.is_restricted = true;
        self.licence.clone_from(&terms.licence);
        self.licence_url.clone_from(&terms.licence_url);
        self.credit.clone_from(&terms.credit);
    }

    /// Whether a cell begins with one of the names of the collection, as a word.
    fn is_called(&self, cell: &str) -> bool {
        self.called.iter().any(|name| {
            let begins = cell.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
            begins && !cell[name.len()..].starts_with(|next: char| next.is_ascii_alphabetic())
        })
    }
}

impl Desk {
    /// Binds the whole set where a row says that it comes from a collection whose rows must not be handed on.
    pub(super) fn bind_by(&mut self, cells: &Cells<'_>) {
        // What a collection of its own cites is another one's report of an event, and not the row.
        let cited = self.columns.of(Field::Sources).filter(|_| self.preset.licence.is_empty());
        let mut sources = cited.into_iter().chain(self.columns.origins.iter().copied());
        let named = sources.find_map(|column| {
            let cell = cells.at(column);
            list(&cell).find_map(|part| self.binders.iter().position(|terms| terms.is_called(part)))
        });
        let Some(at) = named else { return };
        let binders = core::mem::take(&mut self.binders);
        self.preset.bind(&binders[at]);
        let credit = self.book.own(&self.preset.credit);
        let meta = &mut self.book.data.meta;
        meta.licence.clone_from(&self.preset.licence);
        meta.licence_url.clone_from(&self.preset.licence_url);
        meta.credit = credit;
    }
}
