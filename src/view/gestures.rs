//! Pointers and wheel into gestures. A vertical swipe and the plain wheel belong to the page.

use super::dom;
use super::el::Spot;
use conflict_timeline_core::layout::Gesture;
use leptos::prelude::*;
use web_sys::{MouseEvent, PointerEvent, WheelEvent};

/// What the reader did to the plot.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    /// Moved the view.
    Move(Gesture),
    /// Pressed a point.
    Press {
        /// From the left edge of the element.
        x_px: f64,
        /// From its top edge.
        y_px: f64,
    },
    /// Points at it.
    Hover {
        /// From the left edge of the element.
        x_px: f64,
        /// From its top edge.
        y_px: f64,
    },
    /// No longer points at it.
    Leave,
    /// One finger holds the drawing and moves it to and fro, or no longer.
    Hold(bool),
    /// Let it go while it moved; right is positive.
    Flick {
        /// How fast.
        px_per_ms: f64,
    },
}

/// A press that moves no farther is a press and no drag.
pub(super) const STILL_PX: f64 = 4.0;
/// Nearer to each other two fingers do not say how far apart they are.
const LEAST_APART_PX: f64 = 8.0;
/// Wheel steps to zoom: a notch of 100 zooms by about a fifth.
const WHEEL: f64 = 0.002;
/// A finger that is lifted sooner after its last move, and was faster, lets the drawing go on.
const FLICK_MS: f64 = 60.0;
const FLICK: f64 = 0.2;

#[derive(Clone, Copy, Debug)]
struct Finger {
    id: i32,
    x_px: f64,
    y_px: f64,
    start_x_px: f64,
    /// It came alone: lifted where it came down, it presses what is there.
    is_alone: bool,
    /// When it moved last, and how fast: pixels a millisecond.
    at_ms: f64,
    speed: f64,
}

/// The fingers that are down, at most two.
#[derive(Clone, Copy)]
pub(super) struct Pointers {
    element: Spot,
    gutter_px: StoredValue<Box<dyn Fn() -> f64 + Send + Sync>>,
    act: StoredValue<Box<dyn Fn(Act) + Send + Sync>>,
    fingers: StoredValue<Vec<Finger>>,
    /// A drag is under way.
    pub(super) is_dragged: RwSignal<bool>,
}

impl Pointers {
    pub(super) fn new(
        element: Spot,
        gutter_px: impl Fn() -> f64 + Send + Sync + 'static,
        act: impl Fn(Act) + Send + Sync + 'static,
    ) -> Self {
        Self {
            element,
            gutter_px: StoredValue::new(Box::new(gutter_px)),
            act: StoredValue::new(Box::new(act)),
            fingers: StoredValue::new(Vec::new()),
            is_dragged: RwSignal::new(false),
        }
    }

    fn act(self, act: Act) {
        self.act.with_value(|call| call(act));
    }

    fn point(self, event: &MouseEvent) -> (f64, f64) {
        let element = self.element.get_untracked();
        element.map_or((0.0, 0.0), |element| dom::point_in(&element, event.client_x(), event.client_y()))
    }

    pub(super) fn down(self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let (x_px, y_px) = self.point(event);
        let at_ms = event.time_stamp();
        let id = event.pointer_id();
        self.act(Act::Hold(false));
        self.fingers.update_value(|fingers| {
            fingers.retain(|known| known.id != id);
            fingers.push(Finger { id, x_px, y_px, start_x_px: x_px, is_alone: true, at_ms, speed: 0.0 });
            if fingers.len() > 1 {
                fingers.iter_mut().for_each(|finger| finger.is_alone = false);
            }
        });
    }

    pub(super) fn moved(self, event: &PointerEvent) {
        let (x_px, y_px) = self.point(event);
        let fingers = self.fingers.get_value();
        let Some(index) = fingers.iter().position(|finger| finger.id == event.pointer_id()) else {
            if event.pointer_type() != "touch" {
                self.act(Act::Hover { x_px, y_px });
            }
            return;
        };
        let before = fingers[index];
        if !self.is_dragged.get_untracked() {
            if (x_px - before.start_x_px).abs() < STILL_PX && fingers.len() == 1 {
                return;
            }
            // Capture only now: a plain press leaves the pointer to the page.
            if let Some(element) = self.element.get_untracked() {
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            self.is_dragged.set(true);
            self.act(Act::Leave);
        }
        let gutter_px = self.gutter_px.with_value(|gutter| gutter());
        match fingers.iter().find(|finger| finger.id != before.id) {
            Some(other) => {
                // In any direction: fingers one above the other pinch too.
                let apart = (before.x_px - other.x_px).hypot(before.y_px - other.y_px);
                let now_apart = (x_px - other.x_px).hypot(y_px - other.y_px);
                if apart > LEAST_APART_PX && now_apart > LEAST_APART_PX {
                    let middle = (x_px + other.x_px) / 2.0 - gutter_px;
                    self.act(Act::Move(Gesture::ZoomAt { x_in_plot_px: middle, factor: now_apart / apart }));
                }
                self.act(Act::Hold(false));
                self.act(Act::Move(Gesture::Pan { dx_px: (x_px - before.x_px) / 2.0 }));
            }
            None => {
                self.act(Act::Hold(true));
                self.act(Act::Move(Gesture::Pan { dx_px: x_px - before.x_px }));
            }
        }
        self.fingers.update_value(|fingers| {
            let finger = &mut fingers[index];
            let (now_ms, dx_px) = (event.time_stamp(), x_px - finger.x_px);
            if now_ms > finger.at_ms {
                finger.speed = (finger.speed + dx_px / (now_ms - finger.at_ms)) / 2.0;
            }
            (finger.x_px, finger.y_px, finger.at_ms) = (x_px, y_px, now_ms);
        });
    }

    pub(super) fn up(self, event: &PointerEvent) {
        let finger = self.fingers.get_value().into_iter().find(|finger| finger.id == event.pointer_id());
        let was_dragged = self.is_dragged.get_untracked();
        self.cancel(event);
        let Some(finger) = finger else { return };
        if !was_dragged && finger.is_alone {
            let (x_px, y_px) = self.point(event);
            self.act(Act::Press { x_px, y_px });
        } else if was_dragged
            && !self.is_dragged.get_untracked()
            && event.pointer_type() != "mouse"
            && finger.speed.abs() > FLICK
            && event.time_stamp() - finger.at_ms < FLICK_MS
        {
            self.act(Act::Flick { px_per_ms: finger.speed });
        }
    }

    pub(super) fn cancel(self, event: &PointerEvent) {
        self.fingers.update_value(|fingers| fingers.retain(|finger| finger.id != event.pointer_id()));
        if self.fingers.with_value(Vec::is_empty) {
            self.is_dragged.set(false);
            self.act(Act::Hold(false));
        }
    }

    pub(super) fn leave(self) {
        self.act(Act::Leave);
    }

    /// Only with ctrl or cmd; trackpads send a pinch as ctrl and wheel.
    pub(super) fn wheel(self, event: &WheelEvent) {
        if !event.ctrl_key() && !event.meta_key() {
            return;
        }
        event.prevent_default();
        let lines = if event.delta_mode() == 0 { 1.0 } else { 16.0 };
        let factor = (-event.delta_y() * lines * WHEEL).exp();
        let (x_px, _) = self.point(event);
        let x_in_plot_px = x_px - self.gutter_px.with_value(|gutter| gutter());
        self.act(Act::Move(Gesture::ZoomAt { x_in_plot_px, factor }));
    }
}
