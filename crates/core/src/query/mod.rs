//! Which events match, and how many of what. Knows nothing of pixels.

mod dates;
mod dictionary;
mod dimension;
mod facets;
mod filter;
mod fold;
mod geo;
mod grammar;
mod histogram;
mod index;
mod matches;
mod places;
mod slip;
mod suggest;
mod tolls;

pub use conflict_timeline_rows::Rows;
pub use dictionary::{Dictionary, DictionaryBuilder};
pub use dimension::Dimension;
pub use facets::{Facet, facets, facets_among};
pub use filter::{Choice, Dates, Filter};
pub use fold::fold;
pub use geo::GeoBox;
pub use grammar::{REVERSED, encoded};
pub use histogram::{Bin, BinUnit, histogram};
pub use index::{Index, IndexBuilder};
pub use matches::{Condition, Matches, matches, matches_after};
pub use suggest::{Suggestion, suggest};
