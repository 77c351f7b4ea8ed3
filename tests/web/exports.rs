//! What can be taken away: the events as CSV, the chart as SVG.

use crate::Stage;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn export_gives_the_matched_events_with_their_claims() {
    let stage = Stage::new(&[("filter", "place=konna;q=konna")]).await;
    let csv = stage.live().export("csv").unwrap();
    let lines: Vec<&str> = csv.trim_end().split("\r\n").collect();
    assert_eq!(lines.len() as u32, stage.number("matched") + 1);
    assert!(lines[0].starts_with("id,when,earliest,latest"));
    assert!(lines[1..].iter().all(|line| line.starts_with("20") && line.ends_with(",CC BY 4.0")));
    let svg = stage.live().export("svg").unwrap();
    assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"), "{svg}");
    assert!(!svg.contains("fill=\"\""), "every token has a colour");
    assert!(stage.live().export("xls").is_err());
}
