//! A drawing that is let go while it moves goes on for a moment, ever slower.

use super::chart::move_view;
use super::state::State;
use conflict_timeline_core::layout::Gesture;
use leptos::prelude::*;

/// After so long its speed is 2.7 times less.
const FADE_MS: f64 = 325.0;
/// Slower is standing still, in pixels a millisecond.
const STILL: f64 = 0.02;

/// Whether the view is moved to and fro, by a hand or on its own.
#[derive(Clone, Copy)]
pub(super) struct Glide {
    state: State,
    is_panned: RwSignal<bool>,
    /// Another number whenever a hand takes hold or lets go: what began before is over.
    turn: StoredValue<u32>,
}

impl Glide {
    pub(super) fn new(state: State, is_panned: RwSignal<bool>) -> Self {
        Self { state, is_panned, turn: StoredValue::new(0) }
    }

    /// A hand holds the drawing, or it rests.
    pub(super) fn hold(self, is_held: bool) {
        self.turn.update_value(|turn| *turn += 1);
        if self.is_panned.get_untracked() != is_held {
            self.is_panned.set(is_held);
        }
    }

    /// It is let go at a speed. Who wants nothing to move sees it rest at once.
    pub(super) fn flick(self, px_per_ms: f64) {
        if !self.state.env.read_untracked().has_reduced_motion {
            self.hold(true);
            self.go_on(self.turn.get_value(), px_per_ms, js_sys::Date::now());
        }
    }

    fn go_on(self, turn: u32, px_per_ms: f64, at_ms: f64) {
        let expected = self.state.viewport.get_untracked();
        request_animation_frame(move || {
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            let now_ms = js_sys::Date::now();
            let slower = px_per_ms * (-(now_ms - at_ms).max(0.0) / FADE_MS).exp();
            // Whatever else moves the view ends it.
            let is_alone = self.state.viewport.get_untracked() == expected;
            if is_alone {
                move_view(self.state, Gesture::Pan { dx_px: (px_per_ms - slower) * FADE_MS });
            }
            // At the end of the days it rests too.
            let is_moved = now_ms <= at_ms || self.state.viewport.get_untracked() != expected;
            if is_alone && is_moved && slower.abs() > STILL {
                self.go_on(turn, slower, now_ms);
            } else {
                self.hold(false);
            }
        });
    }
}
