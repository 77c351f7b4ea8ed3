//! Who and where.

use super::vocabulary::words;
use super::{ActorId, PlaceId, SourceId, TextId};
use crate::time::When;

words! {
    /// The side an actor is drawn with.
    Bloc {
        /// Malian state and allies.
        State = "ML",
        /// Separatist coalitions.
        Separatist = "AZ",
        /// Jihadist groups.
        Jihadist = "JH",
        /// France, EU and partners.
        France = "FR",
        /// UN, ECOWAS, neighbours.
        Un = "UN",
        /// Russia, Wagner.
        Russia = "RU",
        /// Civilians.
        Civilians = "CV",
        /// None of these: observers, media, unknown attackers.
        #[default]
        None = "OT",
    }
}

/// From whom an actor came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lineage {
    /// The forerunner, or the whole that it is part of.
    pub from: ActorId,
    /// `split`, `merged`, `renamed` or `part-of`.
    pub relation: String,
    /// When.
    pub when: Option<When>,
    /// Where it is written.
    pub source: Option<SourceId>,
    /// Line in the source.
    pub line: u32,
}

/// With or against whom an actor stood for a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// With whom.
    pub with: ActorId,
    /// `beside`, `against`, `talks` or `neutral`.
    pub relation: String,
    /// From when.
    pub from: Option<When>,
    /// Until when.
    pub to: Option<When>,
    /// In words.
    pub note: TextId,
    /// Where it is written.
    pub source: Option<SourceId>,
    /// Line in the source.
    pub line: u32,
}

/// A group, force, state, mission or people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actor {
    /// Stable slug.
    pub slug: String,
    /// Full name.
    pub name: TextId,
    /// Acronym or short name.
    pub short: TextId,
    /// A neutral line on what it is.
    pub label: TextId,
    /// The side it is drawn with.
    pub bloc: Bloc,
    /// `state`, `force`, `group`, `mission`, `organisation`, `people`, `media`.
    pub sort: String,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// From whom it came.
    pub lineage: Vec<Lineage>,
    /// With whom it stood.
    pub alignment: Vec<Alignment>,
}

/// A named person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// Stable slug.
    pub slug: String,
    /// Name.
    pub name: TextId,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// What the person was.
    pub role: TextId,
    /// The groups the person belonged to.
    pub groups: Vec<ActorId>,
}

words! {
    /// How firm a place's coordinates are.
    PlacePrecision {
        /// The town or site.
        #[default]
        Point = "point",
        /// Roughly there.
        Approximate = "approximate",
        /// A region, a country, a range of hills: not a point.
        Area = "area",
    }
}

/// A town, site, region or country.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Stable slug.
    pub slug: String,
    /// Name.
    pub name: TextId,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Latitude in 1e-5 degrees; `None` where there is none.
    pub lat_e5: Option<i32>,
    /// Longitude in 1e-5 degrees.
    pub lon_e5: Option<i32>,
    /// How firm they are.
    pub precision: PlacePrecision,
    /// `town`, `village`, `site`, `airport`, `region`, `area`, `country`.
    pub sort: String,
    /// The region it lies in.
    pub parent: Option<PlaceId>,
    /// ISO 3166 code.
    pub country: String,
}
