//! Positions in a [`super::DataSet`]'s lists, one type a list.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in its list.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of a position.
            #[must_use]
            pub fn at(index: usize) -> Self {
                Self(index as u32)
            }
        }
    )*};
}

ids!(
    /// An event; events are sorted by day, so ids are too.
    EventId,
    /// An actor.
    ActorId,
    /// A named person.
    PersonId,
    /// A place.
    PlaceId,
    /// A source document.
    SourceId,
    /// A phase.
    PhaseId
);
