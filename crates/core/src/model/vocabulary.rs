//! Closed lists of words, each with one spelling in files, filters and exports.

/// A closed list whose members have one stable name in files, filters and exports.
///
/// ```
/// use conflict_timeline_core::model::{Kind, Word};
/// assert_eq!(Kind::from_name("drone-strike"), Some(Kind::DroneStrike));
/// assert_eq!(Kind::from_name("dronestrike"), None);
/// assert_eq!(Kind::DroneStrike.name(), "drone-strike");
/// ```
pub trait Word: Copy + PartialEq + 'static {
    /// Every member, in its listed order.
    const ALL: &'static [Self];
    /// The name of each member, in the same order.
    const NAMES: &'static [&'static str];

    /// The position in the list.
    fn index(self) -> usize;

    /// The stable name.
    fn name(self) -> &'static str {
        Self::NAMES[self.index()]
    }

    /// The member of that name.
    fn from_name(name: &str) -> Option<Self> {
        let index = Self::NAMES.iter().position(|known| *known == name)?;
        Some(Self::ALL[index])
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $crate::model::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            const NAMES: &'static [&'static str] = &[$($text),+];
            fn index(self) -> usize { self as usize }
        }
    };
}

pub(crate) use words;
