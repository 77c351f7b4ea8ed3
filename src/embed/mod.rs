//! The custom element's Rust side: `mount`, and what its handle can do. Objects cross by serde-wasm-bindgen as plain
//! JavaScript values; nothing is computed here.

mod attributes;
mod bundled;
mod crossing;
mod export;
mod incoming;
mod languages;
mod mounted;
mod place;
mod style;
mod telling;

#[cfg(any(test, not(target_arch = "wasm32"), feature = "packs"))]
pub use bundled::language_pack;
pub use incoming::Incoming;
pub use mounted::{Mounted, Start, mount, prepare};
pub use style::{STYLE, adopt_style};
