//! What can be taken away: the chart, and what the reader's module needs to write the matched events.

use super::bundled;
use super::mounted::Mounted;
use crate::view::picture;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Mounted {
    /// The chart as it stands, in the colours that it has on the screen, as SVG.
    pub fn svg(&self) -> String {
        let drawn = self.root.first_element_child();
        let style = web_sys::window().and_then(|window| window.get_computed_style(&drawn?).ok()?);
        let colour = |token: &str| {
            let style = style.as_ref();
            style.and_then(|style| style.get_property_value(&["--", token].concat()).ok()).unwrap_or_default()
        };
        picture(self.state, &colour, None)
    }

    /// The embedded set, sealed.
    pub fn bundled(&self) -> Vec<u8> {
        bundled::SET.into()
    }

    /// Positions of the matched events in the set on show.
    pub fn matched(&self) -> Vec<u32> {
        self.state.matches.get_untracked().rows().iter().map(|row| row as u32).collect()
    }

    /// The day as of which the set is shown, counted from 1970.
    pub fn known(&self) -> Option<i32> {
        self.state.as_of().map(|day| day.0)
    }

    /// The language on show.
    pub fn language(&self) -> String {
        self.state.words.get_untracked().language
    }
}
