//! What is chosen.

use super::{Dimension, GeoBox};
use crate::time::{Day, Span};

/// Values that must, or must not, stand on an event in one dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// At least one of these; all are fine where it is empty.
    pub include: Vec<u32>,
    /// None of these.
    pub exclude: Vec<u32>,
}

impl Choice {
    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// How a date range is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// It may have happened in the range, in part at least: doubt counts.
    #[default]
    Overlap,
    /// It certainly happened inside.
    Inside,
    /// Its first day lies inside.
    Start,
}

/// A plain value; an empty one matches everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// One choice a dimension, in the order of [`Dimension::ALL`].
    pub choices: [Choice; 9],
    /// First day.
    pub from: Option<Day>,
    /// Last day, included.
    pub to: Option<Day>,
    /// How the days are meant.
    pub dates: Dates,
    /// People killed, by the highest account, from the first to the second number.
    pub toll: Option<(u32, Option<u32>)>,
    /// Only what is contested, or only what is not.
    pub disputed: Option<bool>,
    /// Only what happened in this box on the map.
    pub within: Option<GeoBox>,
    /// Words that must stand in it.
    pub text: String,
}

impl Filter {
    /// The choice in one dimension.
    #[must_use]
    pub fn choice(&self, dimension: Dimension) -> &Choice {
        &self.choices[dimension as usize]
    }

    /// Whether everything matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { dates: self.dates, ..Self::default() }
    }

    /// Takes a value in, or out again if it was in.
    pub fn toggle(&mut self, dimension: Dimension, value: u32) {
        let choice = &mut self.choices[dimension as usize];
        choice.exclude.retain(|known| *known != value);
        match choice.include.iter().position(|known| *known == value) {
            Some(index) => {
                choice.include.remove(index);
            }
            None => {
                choice.include.push(value);
                crate::order::ids(&mut choice.include);
            }
        }
    }

    /// The days chosen, half-open; a missing end reaches as far as days go.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        if self.from.is_none() && self.to.is_none() {
            return None;
        }
        let to = self.to.map_or(Day(i32::MAX), |day| day.plus(1));
        Some(Span::new(self.from.unwrap_or(Day(i32::MIN)), to))
    }
}
