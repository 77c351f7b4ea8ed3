//! The application in the browser alone.

use leptos::prelude::*;
use leptos_app::App;

fn main() {
    conflict_timeline::adopt_style(&document());
    mount_to_body(App);
}
