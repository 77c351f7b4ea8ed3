//! Bytes in, [`crate::model::DataSet`] out, with every complaint named and placed. Never opens a file.

mod columns;
pub mod ctl;
mod events;
mod lists;
mod names;
mod node;
mod pack;
mod reader;
mod record;
#[cfg(feature = "serde")]
mod serde;
mod table;
#[cfg(feature = "toml")]
mod toml;

pub use node::{Node, Value};
pub use pack::{LanguagePack, PackError, in_language, merge, pack, pack_language, unpack, unpack_language};
pub use reader::{Input, Outcome, read};
pub use table::{
    Import, Importer, Options, Pair, Row, SNIFF_BYTES, Shape, Splitter, Trouble, formats, import_node, sniff,
    without_call,
};
#[cfg(feature = "toml")]
pub use toml::parse_toml;
