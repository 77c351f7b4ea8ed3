//! Foreign files into a set: UCDP, ACLED, GDELT, TimelineJS, GeoJSON, any table with a date.
//!
//! | module | holds |
//! |---|---|
//! | `sniff` | what sort of file it is, by its bytes |
//! | `split`, `cells`, `faults`, `wrapped` | delimited bytes into rows, in slices |
//! | `preset`, `soundness`, `header` | what the columns mean; the texts stand in `crates/core/presets` |
//! | `cell`, `date`, `told`, `days`, `figures`, `geometry`, `markup` | one cell or two as a value |
//! | `row`, `dates`, `sources`, `bound`, `own`, `fill`, `book` | a row into an event, and the lists that events refer to |
//! | `importer`, `desk` | the whole of it, row by row |
//! | `records`, `feature`, `frames`, `knight` | JSON as rows |
//! | `dyads`, `undyad` | rows of one battle as one event, and back |
//! | `trouble` | complaints, grouped and counted |

mod book;
mod bound;
mod cell;
mod cells;
mod date;
mod dates;
mod days;
mod desk;
mod dyads;
mod faults;
mod feature;
mod figures;
mod fill;
mod frames;
mod geometry;
mod header;
mod heap;
mod import;
mod importer;
mod knight;
mod markup;
mod own;
mod preset;
mod records;
mod row;
mod sniff;
mod soundness;
mod sources;
mod split;
mod told;
mod trouble;
mod undyad;
mod wrapped;

pub use cells::Row;
pub use faults::Faults;
pub use header::{Pair, is_mappable};
#[cfg(feature = "files")]
pub(super) use heap::Heap;
pub use import::{Import, is_restricted};
pub use importer::{Importer, Options};
pub use preset::formats;
#[cfg(feature = "files")]
pub(super) use records::import_lines;
pub use records::import_node;
pub use sniff::{SNIFF_BYTES, Shape, sniff, without_call};
pub use soundness::check_presets;
pub use split::Splitter;
pub use trouble::{Trouble, Unit};
pub use undyad::ungroup;
