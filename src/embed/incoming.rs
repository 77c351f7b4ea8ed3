//! A sealed set that comes in pieces, and what is to be shown of it, built little by little.

use super::crossing::failure;
use crate::view::{Shown, ShownBuilder};
use conflict_timeline_core::ingest::{PackError, Unsealing, ctl};
use conflict_timeline_core::layout::Away;
use conflict_timeline_core::model::DataSet;
use conflict_timeline_core::time::Day;
use wasm_bindgen::prelude::*;

/// Data on its way: pieces first, then steps, each of which takes little time; then [`super::Mounted::show`].
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Incoming {
    unsealing: Unsealing,
    builder: ShownBuilder,
    data: Option<DataSet>,
    away: Vec<Away>,
}

#[wasm_bindgen]
impl Incoming {
    /// Nothing yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece of a sealed set, as the reader makes it, or a whole packed file that holds one sealed.
    ///
    /// # Errors
    /// Where the bytes are neither, or not the next piece.
    pub fn feed(&mut self, piece: &[u8]) -> Result<(), JsValue> {
        if ctl::is_sealed(piece) {
            let data = ctl::unseal(piece).map_err(|error| failure("CT-304", &error.to_string()))?;
            self.builder.grow(&data);
            data.events.each(&mut |id, event| self.builder.push(&data, id, event));
            self.data = Some(data);
            return Ok(());
        }
        if self.unsealing.is_anew(piece) {
            *self = Self::default();
        }
        let builder = &mut self.builder;
        if let Some(data) = self.unsealing.so_far() {
            builder.grow(data);
        }
        self.unsealing.feed(piece, &mut |data, id, event| builder.push(data, id, event)).map_err(refused)
    }

    /// Takes what those parts of the set hold that are not here: for each month its first day, counted from 1970, its
    /// events, and the sum of their highest tolls.
    pub fn set_away(&mut self, months: &[f64]) {
        // Casts stop at the ends of what they make.
        let month = |&[from, events, high]: &[f64; 3]| Away {
            from: Day(from as i32),
            events: events as u32,
            high: high as u32,
        };
        self.away = months.as_chunks().0.iter().map(month).collect();
    }

    /// How many events there are, once all pieces have been taken.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn rows(&self) -> usize {
        self.data.as_ref().map_or(0, |data| data.events.len())
    }

    /// Takes the next step behind all pieces; `false` once there is none left.
    ///
    /// # Errors
    /// Where pieces are missing.
    pub fn step(&mut self) -> Result<bool, JsValue> {
        if self.data.is_none() {
            let (data, order) = core::mem::take(&mut self.unsealing).finish_in_order().map_err(refused)?;
            self.builder.grow(&data);
            self.builder.set_order(order);
            self.data = Some(data);
            return Ok(true);
        }
        Ok(self.data.as_ref().is_some_and(|data| self.builder.step(data)))
    }
}

impl Incoming {
    /// What is to be shown, after whatever steps are left.
    pub(super) fn finish(mut self) -> Result<Shown, JsValue> {
        while self.step()? {}
        let data = self.data.ok_or_else(|| refused(PackError::Body))?;
        let mut shown = self.builder.finish(data);
        shown.away = self.away;
        Ok(shown)
    }
}

fn refused(error: PackError) -> JsValue {
    failure("CT-308", &error.to_string())
}
