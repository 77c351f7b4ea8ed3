//! Bytes in, [`crate::model::DataSet`] out, with every complaint named and placed. Never opens a file.

mod coder;
mod columns;
pub mod ctl;
mod events;
#[cfg(feature = "files")]
mod file;
mod lists;
#[cfg(feature = "files")]
mod locate;
mod names;
mod node;
mod number;
mod pack;
#[cfg(feature = "files")]
mod parts;
mod reader;
mod record;
mod rows;
mod sealed;
#[cfg(feature = "serde")]
mod serde;
mod table;
#[cfg(feature = "toml")]
mod toml;

#[cfg(feature = "files")]
pub use ctl::is_ctl;
#[cfg(feature = "files")]
pub use file::import_bytes;
pub use node::{Node, Value};
pub use pack::{PackError, in_language, merge, pack, unpack};
#[cfg(feature = "files")]
pub use parts::{MonthEntry, Months, PartEntry, PartsImporter, PartsIndex, is_parts};
pub use reader::{Input, Outcome, read};
pub use sealed::{
    Grown, LanguagePack, Sealing, Unsealing, seal_language, seal_set, unseal_any, unseal_language, unseal_languages,
    unseal_set,
};
pub use table::{
    Faults, Import, Importer, Options, Pair, Row, SNIFF_BYTES, Shape, Splitter, Trouble, Unit, check_presets, formats,
    import_node, is_mappable, is_restricted, sniff, ungroup, without_call,
};
#[cfg(feature = "toml")]
pub use toml::parse_toml;
