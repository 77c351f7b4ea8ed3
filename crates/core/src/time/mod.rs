//! Civil days and dates as firm as their source. No instants, no zones.

mod day;
mod edtf;
mod when;

pub(crate) use day::FARTHEST_DAY;
pub use day::{Day, Span};
pub use edtf::edtf;
pub use when::{Precision, Qualifier, When, WhenError};
