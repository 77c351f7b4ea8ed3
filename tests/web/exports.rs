//! What can be taken away: the chart as SVG, and which events match for those who write them as text.

use crate::Stage;
use conflict_timeline_core::ingest::ctl::unseal;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn export_gives_the_set_and_where_the_matched_events_stand_in_it() {
    let stage = Stage::new(&[("filter", "place=konna;q=konna")]).await;
    let (set, matched) = (unseal(&stage.live().bundled()).unwrap(), stage.live().matched());
    assert!(matched.len() as u32 == stage.number("matched") && matched.len() < set.events.len());
    let konna = set.places.iter().position(|place| place.slug == "konna").unwrap();
    for at in matched {
        assert!(set.events[at as usize].places.iter().any(|place| place.place.index() == konna));
    }
    assert_eq!((stage.live().known(), stage.live().language().as_str()), (None, "en"));
    let svg = stage.live().svg();
    assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"), "{svg}");
    assert!(!svg.contains("fill=\"\""), "every token has a colour");
}
