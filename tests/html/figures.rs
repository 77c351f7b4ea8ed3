//! The figures below the list: where, whose side, people killed, and the set as known on a day.

use crate::{filtered, page};

#[test]
fn places_are_filter_buttons_on_a_drawn_map_with_the_rest_in_words() {
    let html = page(|_| ());
    assert!(html.contains("viewBox=\"0 0 3800 3250\"") && html.contains("class=\"disputed\""));
    assert!(html.contains("aria-label=\"Map of places. Most events:"), "the map says in words what it shows");
    assert!(html.contains("aria-label=\"Gao, 31 events\"") && html.contains("data-precision=\"area\""));
    assert!(html.contains("events are not on the map:"));
    assert_eq!(
        html.matches("class=\"ct-spot\" type=\"button\" data-place=\"mali\"").count(),
        0,
        "a whole country is no point"
    );
    assert!(html.contains("class=\"ct-link\" type=\"button\" data-place=\"mali\""));
    let html = filtered("place=konna");
    assert!(html.contains("data-place=\"konna\" aria-pressed=\"true\""));
    assert!(html.contains("data-place=\"gao\" aria-pressed=\"false\""));
    assert!(html.contains("Natural Earth"));
}
