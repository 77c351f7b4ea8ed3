//! An event and the things that hang on it.

use super::vocabulary::words;
use super::{
    ActorId, Claim, ClaimStatus, Claimant, EventId, Kind, Measure, PersonId, PhaseId, PlaceId, SourceId, TextId,
    Wording,
};
use crate::time::When;

words! {
    /// How sure it is that it happened as told.
    Status {
        /// Told as fact, or by more than one side.
        #[default]
        Confirmed = "confirmed",
        /// Told by one side only.
        Claimed = "claimed",
        /// Accounts contradict each other.
        Disputed = "disputed",
        /// Withdrawn or shown not to be so.
        Denied = "denied",
    }
}

words! {
    /// What an actor did in the event.
    Role {
        /// Attacked.
        Attacker = "attacker",
        /// Was attacked and fought or held.
        Defender = "defender",
        /// Fought where nobody is said to have attacked.
        #[default]
        Side = "side",
        /// Helped one side.
        Supporter = "supporter",
        /// Was harmed without fighting.
        Victim = "victim",
        /// Party to talks or an agreement.
        Party = "party",
        /// Mediated.
        Mediator = "mediator",
        /// Made the statement, report or decision.
        Author = "author",
        /// Whom it is about.
        Subject = "subject",
        /// On whose ground.
        Host = "host",
    }
}

words! {
    /// How two events hang together.
    Relation {
        /// It came after and out of the other.
        #[default]
        Follows = "follows",
        /// It is a part of the other.
        PartOf = "part-of",
        /// It reports or judges the other.
        ReportedAgain = "reported-again",
        /// It contradicts the other.
        Contradicts = "contradicts",
    }
}

/// Who took part and how.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Participant {
    /// Who.
    pub actor: ActorId,
    /// How.
    pub role: Role,
}

/// Where it happened.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EventPlace {
    /// The place.
    pub place: PlaceId,
    /// Near it, not in it.
    pub is_near: bool,
}

impl EventPlace {
    /// The name of the place, behind the word for "near" where it was near. "de" before a vowel is "d’".
    #[must_use]
    pub fn named(&self, near: &str, name: &str) -> String {
        if !self.is_near {
            return name.into();
        }
        match near.strip_suffix("de").filter(|_| name.starts_with(['A', 'E', 'I', 'O', 'U', 'É'])) {
            Some(before) => [before, "d’", name].concat(),
            None => [near, " ", name].concat(),
        }
    }
}

/// Where it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Citation {
    /// The document.
    pub source: SourceId,
    /// Lines in it, from 1.
    pub lines: Vec<u32>,
    /// The document's own reference numbers for the statement.
    pub refs: Vec<u32>,
}

/// A link to another event.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Related {
    /// The other event.
    pub event: EventId,
    /// What this event is to it.
    pub relation: Relation,
}

/// Something that happened, or was said to have happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// Stable slug, for links; never changes once published.
    pub slug: String,
    /// When, as firm as the source.
    pub when: When,
    /// The same as EDTF text.
    pub edtf: String,
    /// At most 60 characters.
    pub title: TextId,
    /// At most 28 characters, for a crowded drawing.
    pub short: TextId,
    /// One to three sentences.
    pub summary: TextId,
    /// What is contested, in plain words.
    pub note: TextId,
    /// How an inferred date was found.
    pub date_note: TextId,
    /// What the imported row says beside all this: columns in the form of [`super::record`].
    pub record: TextId,
    /// What sort.
    pub kind: Kind,
    /// How sure.
    pub status: Status,
    /// Editorial weight, 1 to 5.
    pub weight: u8,
    /// The phase in which it falls.
    pub phase: Option<PhaseId>,
    /// Where.
    pub places: Vec<EventPlace>,
    /// Who.
    pub actors: Vec<Participant>,
    /// Named people.
    pub people: Vec<PersonId>,
    /// Who says what.
    pub claims: Vec<Claim>,
    /// Links to other events.
    pub related: Vec<Related>,
    /// Where it is written.
    pub sources: Vec<Citation>,
}

impl Event {
    /// How many were killed, as a span over accounts; `None` where nobody gives a number.
    ///
    /// An account is one claimant with one voice. Its own figures for different groups are added;
    /// figures of two accounts never are. An account that leaves part of the dead uncounted
    /// ("dozens") bounds from below only and gives way to complete ones.
    #[must_use]
    pub fn toll(&self) -> Option<Toll> {
        self.toll_of(&|_| true)
    }

    /// The same over some of the claims, such as those about one group.
    #[must_use]
    pub fn toll_of(&self, counts: &dyn Fn(&Claim) -> bool) -> Option<Toll> {
        // Most events have one claim at most, and a set may have a million.
        if let [claim] = &self.claims[..]
            && let Some((low, high)) = claim.toll().filter(|_| counts(claim))
        {
            return Some(Toll { low, high, is_open: claim.is_open_upwards(), accounts: 1 });
        }
        let mut accounts: Vec<Account> = Vec::new();
        for claim in &self.claims {
            if claim.what != Measure::Killed || claim.status != ClaimStatus::Stands || !counts(claim) {
                continue;
            }
            let speaker = (claim.by, claim.voice);
            let index = accounts.iter().position(|known| known.speaker == speaker);
            let index = index.unwrap_or_else(|| {
                accounts.push(Account { speaker, ..Account::default() });
                accounts.len() - 1
            });
            accounts[index].add(claim);
        }
        let has_complete = accounts.iter().any(|account| account.is_complete && !account.groups.is_empty());
        let mut toll: Option<Toll> = None;
        for account in &accounts {
            if account.groups.is_empty() || (has_complete && !account.is_complete) {
                continue;
            }
            let low = account.groups.iter().fold(0_u32, |sum, group| sum.saturating_add(group.1));
            let high = account.groups.iter().fold(0_u32, |sum, group| sum.saturating_add(group.2));
            let is_open = account.is_open || !account.is_complete;
            toll = Some(match toll {
                None => Toll { low, high, is_open, accounts: 1 },
                Some(so_far) => Toll {
                    low: so_far.low.min(low),
                    high: so_far.high.max(high),
                    is_open: match high.cmp(&so_far.high) {
                        core::cmp::Ordering::Less => so_far.is_open,
                        core::cmp::Ordering::Equal => so_far.is_open || is_open,
                        core::cmp::Ordering::Greater => is_open,
                    },
                    accounts: so_far.accounts + 1,
                },
            });
        }
        toll
    }
}

/// What one voice says about the dead of an event.
struct Account {
    speaker: (Claimant, TextId),
    /// Group, lowest, highest.
    groups: Vec<(Option<ActorId>, u32, u32)>,
    is_open: bool,
    is_complete: bool,
}

impl Default for Account {
    fn default() -> Self {
        Self { speaker: Default::default(), groups: Vec::new(), is_open: false, is_complete: true }
    }
}

impl Account {
    fn add(&mut self, claim: &Claim) {
        let Some((low, high)) = claim.toll() else {
            self.is_complete &= claim.wording == Wording::NoneGiven;
            return;
        };
        self.is_open |= claim.is_open_upwards();
        match self.groups.iter_mut().find(|group| group.0 == claim.about) {
            Some(group) => *group = (group.0, group.1.min(low), group.2.max(high)),
            None => self.groups.push((claim.about, low, high)),
        }
    }
}

/// People killed, as a span over accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Toll {
    /// Lowest total of any one account.
    pub low: u32,
    /// Highest total of any one account.
    pub high: u32,
    /// The highest is a floor: "at least", "more than", or part of it uncounted.
    pub is_open: bool,
    /// How many accounts give a number.
    pub accounts: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn killed(by: Claimant, voice: u32, about: u32, low: Option<u32>, wording: Wording) -> Claim {
        Claim { by, voice: TextId(voice), about: Some(ActorId(about)), low, wording, ..Claim::default() }
    }

    #[test]
    fn a_place_near_which_it_was_is_named_as_its_language_does() {
        let named = |is_near, near, name| EventPlace { is_near, ..EventPlace::default() }.named(near, name);
        assert_eq!(named(true, "near", "Ansongo"), "near Ansongo");
        assert_eq!(named(true, "près de", "Ansongo"), "près d’Ansongo");
        assert_eq!(named(true, "près de", "Gao"), "près de Gao");
        assert_eq!(named(true, "قرب", "Gao"), "قرب Gao");
        assert_eq!(named(false, "près de", "Ansongo"), "Ansongo");
    }

    #[test]
    fn rival_accounts_make_a_span_and_one_account_adds_its_own_groups() {
        let army = Claimant::Actor(ActorId(0));
        let rebels = Claimant::Actor(ActorId(1));
        let mut event = Event::default();
        assert_eq!(event.toll(), None);
        event.claims = vec![
            killed(rebels, 0, 0, Some(97), Wording::Exact),
            killed(rebels, 0, 1, Some(9), Wording::Exact),
            killed(army, 0, 0, Some(10), Wording::Exact),
            killed(army, 0, 1, Some(47), Wording::Exact),
        ];
        let toll = event.toll().expect("figures");
        assert_eq!((toll.low, toll.high, toll.accounts, toll.is_open), (57, 106, 2, false));
    }

    #[test]
    fn an_account_with_a_word_gives_way_to_numbers_and_a_superseded_one_never_counts() {
        let article = Claimant::Source(SourceId(0));
        let claims = vec![
            killed(Claimant::Unattributed, 1, 0, Some(46), Wording::Exact),
            killed(Claimant::Unattributed, 2, 0, Some(148), Wording::Exact),
            killed(article, 0, 1, None, Wording::Dozens),
            killed(article, 0, 2, Some(10), Wording::Exact),
        ];
        let mut event = Event { claims, ..Event::default() };
        let toll = event.toll().expect("figures");
        assert_eq!((toll.low, toll.high, toll.accounts), (46, 148, 2));
        event.claims[1].status = ClaimStatus::Superseded;
        event.claims[0].status = ClaimStatus::Denied;
        let toll = event.toll().expect("a floor");
        assert_eq!((toll.low, toll.high, toll.is_open), (10, 10, true));
    }
}
