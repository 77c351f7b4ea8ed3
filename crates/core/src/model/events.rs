//! The events of a set: a plain list, or, where there are many, kept in few bytes each and made when asked for.

use super::{Event, EventId};
use std::sync::{Arc, OnceLock};

/// Events that stand somewhere in a form of their own.
pub trait Kept: core::fmt::Debug + Send + Sync {
    /// How many there are.
    fn count(&self) -> usize;
    /// Writes the event at a position over another one.
    fn read(&self, at: usize, event: &mut Event);
    /// The position of the event of that slug.
    fn position(&self, slug: &str) -> Option<usize>;
    /// The bytes of the event at a position.
    fn record(&self, at: usize) -> &[u8];
}

/// Events by position.
///
/// ```
/// use conflict_timeline_core::model::{Event, Events};
/// let events = Events::from(vec![Event { slug: "konna".into(), ..Event::default() }]);
/// assert_eq!((events.len(), events[0].slug.as_str()), (1, "konna"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Events {
    own: Vec<Event>,
    kept: Option<Arc<dyn Kept>>,
    /// Of those that are kept, the ones that were asked for.
    made: Vec<OnceLock<Box<Event>>>,
}

impl Events {
    /// Events that are made when they are asked for.
    #[must_use]
    pub fn of_kept(kept: Arc<dyn Kept>) -> Self {
        let made = (0..kept.count()).map(|_| OnceLock::new()).collect();
        Self { own: Vec::new(), kept: Some(kept), made }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.kept.is_some() { self.made.len() } else { self.own.len() }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The event at a position; stays in memory from then on.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&Event> {
        let Some(kept) = &self.kept else { return self.own.get(at) };
        let made = self.made.get(at)?.get_or_init(|| {
            let mut event = Box::default();
            kept.read(at, &mut event);
            event
        });
        Some(made)
    }

    /// The same, written over `scratch` where it is kept: for a look at many.
    #[must_use]
    pub fn peek<'a>(&'a self, at: usize, scratch: &'a mut Event) -> Option<&'a Event> {
        match &self.kept {
            Some(kept) if at < self.made.len() => {
                kept.read(at, scratch);
                Some(scratch)
            }
            _ => self.own.get(at),
        }
    }

    /// A look at each, in order.
    pub fn each(&self, see: &mut dyn FnMut(EventId, &Event)) {
        let mut scratch = Event::default();
        for at in 0..self.len() {
            if let Some(event) = self.peek(at, &mut scratch) {
                see(EventId::at(at), event);
            }
        }
    }

    /// The position of the event of that slug.
    #[must_use]
    pub fn position(&self, slug: &str) -> Option<usize> {
        match &self.kept {
            Some(kept) => kept.position(slug),
            None => self.own.iter().position(|event| event.slug == slug),
        }
    }

    /// All of them, each in memory from then on. For sets of many, see [`Self::each`].
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Event> + ExactSizeIterator + Clone {
        (0..self.len()).map(|at| &self[at])
    }

    /// As a list that can be changed.
    pub fn list_mut(&mut self) -> &mut Vec<Event> {
        if self.kept.is_some() {
            let mut list = Vec::with_capacity(self.len());
            self.each(&mut |_, event| list.push(event.clone()));
            *self = list.into();
        }
        &mut self.own
    }

    /// Where they are kept.
    #[must_use]
    pub fn kept(&self) -> Option<&Arc<dyn Kept>> {
        self.kept.as_ref()
    }
}

impl PartialEq for Events {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl From<Vec<Event>> for Events {
    fn from(own: Vec<Event>) -> Self {
        Self { own, ..Self::default() }
    }
}

impl core::ops::Index<usize> for Events {
    type Output = Event;

    fn index(&self, at: usize) -> &Event {
        self.get(at).expect("a position that the set has")
    }
}

impl<'a> IntoIterator for &'a Events {
    type Item = &'a Event;
    type IntoIter = Box<dyn Iterator<Item = &'a Event> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}
