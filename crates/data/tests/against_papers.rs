//! A set against its documents: mistakes are found, sound events are left alone, gaps are listed.

use conflict_data::against;
use conflict_data::folder::Folder;
use std::path::PathBuf;

fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

#[test]
fn figures_places_dates_and_lines_are_compared() {
    let folder = Folder::open(&fixtures().join("against")).expect("the fixture is there");
    let outcome = folder.read();
    assert_eq!(outcome.problems, []);
    let (findings, summary) = against::check(&folder, &outcome.data, &fixtures().join("papers")).expect("readable");
    let mut told: Vec<(String, u32, String)> = findings
        .iter()
        .map(|finding| {
            let file = finding.file.rsplit('/').next().unwrap_or_default();
            (format!("{} {file}", finding.code), finding.line, finding.message.clone())
        })
        .collect();
    told.sort();
    let heads: Vec<(&str, u32)> = told.iter().map(|(head, line, _)| (head.as_str(), *line)).collect();
    assert_eq!(
        heads,
        [
            ("CD-202 2012.toml", 25),
            ("CD-203 2012.toml", 35),
            ("CD-204 2012.toml", 23),
            ("CD-211 paper.txt", 4),
            ("CD-212 reviewed.toml", 6),
            ("CD-213 paper.txt", 3),
            ("CD-215 paper.txt", 3),
        ],
        "{told:#?}"
    );
    assert!(told[1].2.contains("does not say 13"), "{}", told[1].2);
    assert!(told[2].2.contains("the day 2012-11-19 is not found in line 3"), "{}", told[2].2);
    assert_eq!((summary.compared.figures, summary.compared.places, summary.compared.dates), (2, 2, 2));
    assert_eq!((summary.coverage.lines, summary.coverage.cited, summary.coverage.reviewed), (4, 2, 1));
}

#[test]
fn a_missing_document_is_an_error_and_no_silence() {
    let folder = Folder::open(&fixtures().join("against")).expect("the fixture is there");
    let data = folder.read().data;
    let error = against::check(&folder, &data, &fixtures().join("messages")).expect_err("no such paper");
    assert!(error.to_string().contains("cannot read"), "{error}");
}
