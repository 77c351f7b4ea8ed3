//! An embeddable, sourced timeline of armed conflict: Leptos components and a custom element.
//!
//! | feature | adds |
//! |---|---|
//! | `csr` (default) | rendering in the browser |
//! | `ssr` | rendering to text on a host |
//! | `hydrate` | rendering in the browser, in the place of that text (`leptos::mount::hydrate_body`) |
//! | `packs` | French and Arabic inside the Wasm ([`embed::language_pack`]), some 110 kB of it, in place of fetching `lang/` |
//! | `files` | reading of data in other forms: `core::ingest::import_bytes` |
//!
//! Of the first three exactly one is in use. Data of your own is shown by a state of its own, and another language by
//! [`State::speak`]:
//!
//! ```
//! # #[cfg(feature = "files")] {
//! use conflict_timeline::core::ingest::{Options, import_bytes};
//! use conflict_timeline::{Shown, State, Words};
//! use leptos::prelude::*;
//! use std::sync::Arc;
//!
//! # Owner::new().with(|| {
//! let table = b"date,title,killed\n2012-01-17,Attack on a town,3\n";
//! let import = import_bytes(table, Options::default());
//! assert_eq!(import.problems.len(), 0);
//! let state = State::new(Arc::new(Shown::new(import.data)), Words::default());
//! assert_eq!(state.matches.read().count(), 1);
//! # });
//! # }
//! ```
//!
//! ```
//! use conflict_timeline::{ConflictTimeline, State};
//! use leptos::prelude::*;
//!
//! let owner = Owner::new();
//! let html = owner.with(|| {
//!     let state = State::bundled();
//!     view! { <ConflictTimeline state/> }.to_html()
//! });
//! assert!(html.contains("role=\"status\""));
//! ```
//!
//! Its parts are components too. They stand below an element of the class `ct`, and follow no change of its width and no days
//! in view by themselves:
//!
//! ```
//! use conflict_timeline::{Chart, EventList, State};
//! use leptos::prelude::*;
//!
//! let draw = |width_px| {
//!     Owner::new().with(|| {
//!         let state = State::bundled();
//!         state.env.update(|env| env.width_px = width_px); // as its element is wide: again whenever that changes
//!         Effect::new(move |_| state.settled.set(state.viewport.get())); // for the list
//!         view! { <div class="ct"><Chart state/><EventList state/></div> }.to_html()
//!     })
//! };
//! assert_ne!(draw(640.0), draw(1200.0));
//! ```
//!
//! In a page of your own, [`adopt_style`] gives a document or shadow root the style sheet. The
//! layers and what each may import are drawn in `ARCHITECTURE.md`.

// Deep `view!` trees nest types deeply.
#![recursion_limit = "256"]

pub mod embed;
pub mod view;

pub use conflict_timeline_core as core;
pub use embed::{STYLE, adopt_style};
pub use view::{
    ActorCard, Chart, ClaimLedger, ConflictTimeline, ControlBands, DateInputs, Env, EventDetail, EventList, Filters,
    Form, Locator, Overview, Shown, State, Story, Theme, TollChart, Words, picture,
};
