//! What the data means: events, and what is claimed about them by whom.

mod actor;
mod claim;
mod dataset;
mod event;
mod events;
mod fresh;
mod id;
mod kind;
mod known;
mod lines;
mod prose;
pub mod record;
pub mod table;
mod text;
mod vocabulary;

pub use actor::{Actor, Alignment, Bloc, Lineage, Person, Place, PlacePrecision};
pub use claim::{Claim, ClaimStatus, Claimant, Measure, Wording};
pub use dataset::{Control, Correction, DataSet, Hold, Meta, Phase, Source, Step, Story};
pub use event::{Citation, Event, EventPlace, Participant, Related, Relation, Role, Status, Toll};
pub use events::{Events, Kept};
pub use id::{ActorId, EventId, PersonId, PhaseId, PlaceId, SourceId};
pub use kind::Kind;
pub use known::ReportDays;
pub use lines::Lines;
pub use text::{FORMULA, TextId, Texts};
pub use vocabulary::Word;
