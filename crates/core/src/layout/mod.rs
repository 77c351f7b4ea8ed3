//! Where everything stands on screen, as plain numbers. No browser, no drawing, no words of its own:
//! text is measured and dates are written by a [`Typesetter`].
//!
//! [`LaneTable`] (once a data set and grouping) → [`Lanes`] (once a filter) → [`scene`] (once a frame).

mod alignment;
mod bands;
mod compose;
mod display;
mod extent;
mod flags;
mod hit;
mod labels;
mod lanes;
mod locator;
mod marks;
mod navigate;
mod overview;
mod picture;
mod roots;
mod scene;
mod sheet;
mod skyline;
mod stone;
mod table;
mod ticks;
mod tollchart;
mod typesetter;
mod viewport;

pub use alignment::{Turn, forerunners, heirs, subject, told_of, turns};
pub use bands::{Band, Segment, bands};
pub use compose::{scene, scene_of};
pub use extent::Extent;
pub use hit::{Hit, hit};
pub use lanes::Lanes;
pub use locator::{Locator, LocatorOptions, MapFrame, MapLabel, Spot, locator};
pub use navigate::{Move, Seat};
pub use overview::{Away, Bracket, Overview, OverviewBar, overview};
pub use picture::{Frame, picture};
pub use scene::{Fill, Label, LaneBox, Leader, Mark, Root, RootLabel, Scene, SceneOptions, Shape, Wash};
pub use sheet::{Ink, Piece, Repaint, Sheet, What};
pub use table::{LaneBy, LaneKey, LaneTable, Stones};
pub use ticks::{Tick, TickContext, TickStep, contexts, ticks};
pub use tollchart::{TollBar, TollCell, TollChart, TollTable, Victims, toll_chart, toll_table};
pub use typesetter::{TextSize, Typesetter};
pub use viewport::{Gesture, TimeScale, Viewport};
