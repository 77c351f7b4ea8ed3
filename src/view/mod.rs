//! The parts that readers see, as Leptos components. Each follows the one [`State`].

mod card;
mod chart;
mod components;
mod detail;
mod dom;
mod draw;
mod el;
#[cfg(feature = "ssr")]
mod fallback;
mod filters;
mod gestures;
mod glide;
mod grown;
mod known;
mod lanes;
mod ledger;
mod legend;
mod lettering;
mod list;
mod locator;
mod notices;
mod overview;
mod picture;
mod reel;
mod share;
mod shown;
mod sides;
mod state;
mod story;
mod text;
mod timeline;
mod tolls;
mod towns;
mod typeset;

#[cfg(feature = "ssr")]
pub use components::Fallback;
pub use components::{
    ActorCard, Chart, ClaimLedger, ConflictTimeline, ControlBands, DateInputs, EventDetail, EventList, Filters,
    Locator, Overview, Story, TollChart,
};
pub use filters::value_name;
pub use notices::{Notice, STALE};
pub use picture::picture;
pub use share::{Ask, Desk};
pub use shown::ShownBuilder;
pub use state::{Env, Form, PARTS, Shown, State, Theme};
pub use text::{Msg, Words};
pub use timeline::{LANGUAGES, VIEWS, surroundings};
