//! Conflict events as sourced claims, without a browser.
//!
//! | module | holds | may import |
//! |---|---|---|
//! | [`order`] | sorts that the Wasm can afford | nothing |
//! | [`problem`] | complaints with a place and a stable code | nothing |
//! | [`time`] | civil days and uncertain dates | nothing |
//! | [`model`] | events, claims, actors, places, sources | `order`, `time` |
//! | [`ingest`] | TOML, JSON, packed bytes, and the tables of others in, [`model::DataSet`] out | `order`, `problem`, `time`, `model` |
//! | `export` (feature `export`) | a [`model::DataSet`] as text: JSON, CSV, iCalendar, GeoJSON, TimelineJS | `time`, `model` |
//! | [`query`] | which events match, and counts | `order`, `problem`, `time`, `model` |
//! | [`layout`] | where on screen, as plain numbers | `order`, `time`, `model`, `query` |
//!
//! | feature | adds |
//! |---|---|
//! | `toml` | TOML files |
//! | `serde` | JavaScript values and JSON as nodes |
//! | `files` | whole files of any text format, with `toml` and `serde` |
//! | `export` | sets as text |
//!
//! None is on by default: the page needs none of them.
//!
//! ```
//! use conflict_timeline_core::time::{Day, When};
//!
//! let konna = When::parse("2013-01-10")?;
//! assert_eq!(konna.earliest, Day::from_ymd(2013, 1, 10).expect("a real day"));
//! assert!(When::parse("2013-02-30").is_err());
//! # Ok::<(), conflict_timeline_core::time::WhenError>(())
//! ```

#[cfg(feature = "export")]
pub mod export;
pub mod ingest;
pub mod layout;
pub mod model;
pub mod order;
pub mod problem;
pub mod query;
pub mod time;
