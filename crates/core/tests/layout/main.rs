//! The layout as a caller sees it. `UPDATE_GOLDEN=1 cargo test` writes the texts in `tests/golden` anew.

mod fake;
mod layout_figures;
mod layout_golden;
mod layout_locator;
mod layout_moves;
mod layout_picture;
mod layout_properties;
mod layout_size;
mod layout_strip;
