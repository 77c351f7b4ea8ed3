//! Where a reader is in the list, for whoever changes what stands there.

use super::mounted::Mounted;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Mounted {
    /// Has the list hold the entry of an event from the next frame on, wherever that is. `false` where it lists no such.
    pub fn hold(&self, id: &str) -> bool {
        let found = self.state.shown.with_untracked(|shown| shown.data.event_by_slug(id));
        let found = found.filter(|id| self.state.listed.with_untracked(|listed| listed.has(id.index())));
        if found.is_some() {
            self.state.near.set(found);
        }
        found.is_some()
    }
}
