//! An embeddable, sourced timeline of armed conflict: Leptos components and a custom element.
//!
//! | feature | adds |
//! |---|---|
//! | `csr` (default) | rendering in the browser, and the custom element's Rust side |
//! | `ssr` | rendering to text on a host |
//! | `hydrate` | rendering in the browser, in the place of that text (`leptos::mount::hydrate_body`) |
//! | `packs` | the words of French and Arabic inside the Wasm, for tests |
//!
//! Of the first three exactly one is in use.
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
//! In a page of your own, [`adopt_style`] gives a document or shadow root the style sheet. The
//! layers and what each may import are drawn in `ARCHITECTURE.md`.

// Deep `view!` trees nest types deeply.
#![recursion_limit = "256"]

pub mod embed;
pub mod view;

pub use conflict_timeline_core as core;
pub use embed::{STYLE, adopt_style};
pub use view::{
    Chart, ClaimLedger, ConflictTimeline, DateInputs, EventDetail, EventList, Filters, Form, Overview, Shown, State,
    Theme, Words, picture,
};
