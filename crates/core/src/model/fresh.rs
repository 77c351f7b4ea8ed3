//! What a newer form of a set tells otherwise.

use super::{DataSet, Event, EventId, Word};
use crate::order;

impl DataSet {
    /// The events that `before` lacks, or tells with other dates, words or figures.
    ///
    /// ```
    /// use conflict_timeline_core::model::{DataSet, Event, Status};
    /// let event = |slug: &str, status| Event { slug: slug.into(), status, ..Event::default() };
    /// let set = |events: Vec<Event>| DataSet { events: events.into(), ..DataSet::default() };
    /// let before = set(vec![event("ber", Status::Claimed), event("konna", Status::Confirmed)]);
    /// let after = set(vec![event("anefif", Status::Claimed), event("ber", Status::Disputed), event("konna", Status::Confirmed)]);
    /// let slugs: Vec<&str> = after.fresh_since(&before).iter().map(|id| after.event(*id).slug.as_str()).collect();
    /// assert_eq!(slugs, ["anefif", "ber"]);
    /// ```
    #[must_use]
    pub fn fresh_since(&self, before: &Self) -> Vec<EventId> {
        let mut known = Vec::with_capacity(before.events.len());
        before.events.each(&mut |_, event| known.push(before.print_of(event)));
        order::keys(&mut known);
        let mut fresh = Vec::new();
        self.events.each(&mut |id, event| {
            if known.binary_search(&self.print_of(event)).is_err() {
                fresh.push(id);
            }
        });
        fresh
    }

    /// A number for all that a reader is told of an event, whatever the lists are in which its words stand.
    fn print_of(&self, event: &Event) -> u64 {
        let mut print = Print(0xcbf2_9ce4_8422_2325);
        for text in [event.slug.as_str(), &event.edtf, event.status.name(), event.kind.name()] {
            print.take(text.as_bytes());
        }
        for id in [event.title, event.summary, event.note] {
            print.take(self.texts.get(id, "en").as_bytes());
        }
        for claim in &event.claims {
            print.take(self.texts.get(claim.says, "en").as_bytes());
            print.take(claim.status.name().as_bytes());
            for number in [claim.low, claim.high] {
                print.take(&[u8::from(number.is_some())]);
                print.take(&number.unwrap_or_default().to_le_bytes());
            }
        }
        print.0
    }
}

/// FNV-1a of 64 bits, with an end after each part.
struct Print(u64);

impl Print {
    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().copied().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
