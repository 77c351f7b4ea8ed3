//! Who says what about an event, with the wording that they used.

use super::vocabulary::words;
use super::{ActorId, PlaceId, SourceId, TextId};
use crate::time::When;

/// Who says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claimant {
    /// Somebody whom the source does not name; the claim's `voice` may tell more.
    #[default]
    Unattributed,
    /// A party, an observer.
    Actor(ActorId),
    /// The document itself, as fact.
    Source(SourceId),
}

words! {
    /// What a claim is about.
    Measure {
        /// People killed.
        #[default]
        Killed = "killed",
        /// People wounded.
        Wounded = "wounded",
        /// People captured or held.
        Captured = "captured",
        /// People missing.
        Missing = "missing",
        /// People freed.
        Freed = "freed",
        /// People displaced.
        Displaced = "displaced",
        /// Things destroyed or lost; `unit` says which.
        Destroyed = "destroyed",
        /// How many took part.
        Strength = "strength",
        /// Who did it; `about` is the one named.
        Attribution = "attribution",
        /// Who holds the place; `about` is the holder.
        Control = "control",
        /// When it was.
        Date = "date",
        /// Anything else, in words.
        Other = "other",
    }
}

words! {
    /// How the claimant worded the figure.
    Wording {
        /// A plain number.
        #[default]
        Exact = "exact",
        /// About.
        About = "about",
        /// At least.
        AtLeast = "at-least",
        /// More than.
        MoreThan = "more-than",
        /// Up to.
        UpTo = "up-to",
        /// From low to high.
        Range = "range",
        /// "Several", no number.
        Several = "several",
        /// "Dozens", no number.
        Dozens = "dozens",
        /// "Hundreds", no number.
        Hundreds = "hundreds",
        /// The claimant gives no figure, and the source says so.
        NoneGiven = "none-given",
        /// The claimant denies it.
        Denied = "denied",
    }
}

words! {
    /// What became of the claim.
    ClaimStatus {
        /// It stands.
        #[default]
        Stands = "stands",
        /// The same claimant gave a later figure.
        Superseded = "superseded",
        /// Shown not to be so by a later report in the sources.
        Denied = "denied",
    }
}

/// One statement by one claimant. Figures of two claimants are never added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claim {
    /// Name within the event, if another claim refers to it.
    pub id: String,
    /// Who says it.
    pub by: Claimant,
    /// Who exactly spoke ("a resident"), if more is known than `by`.
    pub voice: TextId,
    /// About whom.
    pub about: Option<ActorId>,
    /// About what.
    pub what: Measure,
    /// Lowest number said; `None` is no number, never nought.
    pub low: Option<u32>,
    /// Highest number said.
    pub high: Option<u32>,
    /// How it was worded.
    pub wording: Wording,
    /// What became of it.
    pub status: ClaimStatus,
    /// When it was said.
    pub said: Option<When>,
    /// The claim in the same event that replaces this one, by position.
    pub replaced_by: Option<u32>,
    /// What it says, in our words.
    pub says: TextId,
    /// What was counted, where it is not people.
    pub unit: TextId,
    /// The place that a control claim is about.
    pub place: Option<PlaceId>,
    /// Where it is written.
    pub source: Option<SourceId>,
    /// Line in the source, from 1; 0 where unknown.
    pub line: u32,
}

impl Claim {
    /// A count of people killed that still stands and has a number.
    #[must_use]
    pub fn toll(&self) -> Option<(u32, u32)> {
        if self.what != Measure::Killed || self.status != ClaimStatus::Stands {
            return None;
        }
        let low = self.low.or(self.high)?;
        Some((low, self.high.unwrap_or(low)))
    }

    /// Whether the number is a floor ("at least", "more than").
    #[must_use]
    pub fn is_open_upwards(&self) -> bool {
        matches!(self.wording, Wording::AtLeast | Wording::MoreThan)
    }
}
