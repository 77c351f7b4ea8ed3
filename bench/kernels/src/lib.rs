//! Seeded events, and the engine behind calls that a page can make.

mod engine;
mod generator;
mod rows;

pub use engine::Engine;
pub use generator::{Events, Shape, Titles};
pub use rows::write_rows;
