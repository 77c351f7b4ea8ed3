//! The inner loops of the query: sets of rows as bits, lists of numbers a row, and counting over both. Nothing here
//! knows what a row is. A crate of its own because cargo sets how a crate is compiled: this one for speed, and all
//! around it for size.

mod bits;
pub mod columns;
mod counts;
mod lists;
mod popcount;
mod postings;
mod sliced;

pub use bits::{Ones, Rows};
pub use counts::{Counted, Way};
pub use lists::{Lists, Narrow};
pub use postings::{ALL_DENSE, Postings};
pub use sliced::Sliced;
