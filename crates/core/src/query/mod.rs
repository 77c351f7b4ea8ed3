//! Which events match, and how many of what. Knows nothing of pixels.

mod dimension;
mod facets;
mod filter;
mod fold;
mod histogram;
mod index;
mod matches;
mod search;

pub use dimension::Dimension;
pub use facets::{Facet, facets};
pub use filter::{Choice, Dates, Filter};
pub use fold::fold;
pub use histogram::{Bin, BinUnit, histogram};
pub use index::Index;
pub use matches::{Matches, matches};
pub use search::{Dictionary, Suggestion, suggest};
