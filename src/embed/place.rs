//! Where a reader is in the list, for whoever changes what stands there.

use super::mounted::Mounted;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Mounted {
    /// Has the list hold the entry of an event from the next frame on, wherever that is, until it is asked to hold
    /// none. `false` where it lists no such event.
    pub fn hold(&self, id: Option<String>) -> bool {
        let found = id.and_then(|id| self.state.shown.with_untracked(|shown| shown.data.event_by_slug(&id)));
        let found = found.filter(|id| self.state.listed.with_untracked(|listed| listed.has(id.index())));
        self.state.near.set(found);
        found.is_some()
    }
}
