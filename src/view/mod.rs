//! The parts that readers see, as Leptos components. Each follows the one [`State`].

mod card;
mod chart;
mod detail;
mod dom;
mod draw;
mod filters;
mod gestures;
mod ledger;
mod list;
mod notices;
mod overview;
mod state;
mod text;
mod timeline;
mod typeset;

pub use chart::Chart;
pub use detail::EventDetail;
pub use filters::Filters;
pub use ledger::ClaimLedger;
pub use list::EventList;
pub use notices::Notice;
pub use overview::{DateInputs, Overview};
pub use state::{Env, Form, Shown, State, Theme};
pub use text::{Msg, Words};
pub use timeline::{ConflictTimeline, LANGUAGES};
