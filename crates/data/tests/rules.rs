//! Each rule of the check fires on a set that breaks it, and only then.

use conflict_data::check::check;
use conflict_data::finding::Level;
use conflict_data::folder::Folder;
use conflict_timeline_core::ingest::parse_toml;

const LISTS: &str = r#"
source = [{ id = "paper", title = { en = "Paper", fr = "Journal" } }]
place = [{ id = "gao", name = { en = "Gao", fr = "Gao", ar = "غاو" }, lat = 16.2, lon = 0.0, kind = "town" }]
actor = [
  { id = "mnla", name = { en = "MNLA", fr = "MNLA", ar = "أ" }, label = { en = "A", fr = "Un" } },
  { id = "army", name = { en = "Army", fr = "Armée", ar = "ج" }, label = { en = "A", fr = "Une" } },
]
"#;

const EVENT: &str = r#"
[[event]]
id = "2012-11-16-gao"
when = "2012-11-16"
places = ["gao"]
actors = ["mnla"]
sources = [{ source = "paper", lines = [1] }]
title = { en = "Fight at Gao", fr = "Combat à Gao" }
summary = { en = "A fight.", fr = "Un combat." }
"#;

/// The codes of errors and warnings in a set of the lists, the event as changed, and more.
fn codes(change: (&str, &str), more: &str) -> Vec<String> {
    let event = if change.0.is_empty() { EVENT.to_string() } else { EVENT.replace(change.0, change.1) };
    assert!(change.0.is_empty() || event != EVENT, "nothing to change");
    let text = format!("{LISTS}{event}{more}");
    let input = parse_toml("set.toml", &text).expect("TOML");
    let folder = Folder { texts: vec![("set.toml".into(), text)], inputs: vec![input], ..Folder::default() };
    let (_, findings) = check(&folder);
    findings.into_iter().filter(|finding| finding.level != Level::Note).map(|finding| finding.code).collect()
}

fn claim(keys: &str) -> Vec<String> {
    codes(("", ""), &format!("[[event.claim]]\nby = \"mnla\"\nabout = \"army\"\nline = 1\n{keys}"))
}

#[test]
fn a_sound_set_has_nothing_to_say() {
    assert_eq!(codes(("", ""), ""), Vec::<String>::new());
    assert_eq!(claim("what = \"killed\"\nlow = 3"), Vec::<String>::new());
}

#[test]
fn texts_are_complete_and_set_as_they_should() {
    assert_eq!(codes(("summary = { en = \"A fight.\", fr = \"Un combat.\" }", ""), ""), ["CD-101"]);
    assert_eq!(codes((", fr = \"Combat à Gao\"", ""), ""), ["CD-102"]);
    assert_eq!(codes(("\"A fight.\"", "\"\""), ""), ["CD-102"]);
    assert_eq!(codes(("{ en = \"A fight.\", fr = \"Un combat.\" }", "\"A fight.\""), ""), ["CD-102"]);
    assert_eq!(codes(("fr = \"Un combat.\"", "fr = \"Un combat.\", de = \"Ein Kampf.\""), ""), ["CD-103"]);
    assert_eq!(codes(("\"A fight.\"", "\"A fight. \""), ""), ["CD-104"]);
    assert_eq!(codes(("Un combat.", "Un combat : bref."), ""), ["CD-105"]);
    assert_eq!(codes(("Fight at Gao", &"x".repeat(61)), ""), ["CD-106"]);
    assert_eq!(codes(("", ""), "short = { en = \"A short title that is too long\", fr = \"Court\" }"), ["CD-106"]);
}

#[test]
fn events_say_who_where_and_when() {
    assert_eq!(codes(("2012-11-16-gao", "2012-11-16-Gao"), ""), ["CD-111"]);
    assert_eq!(codes(("when = \"2012-11-16\"", "when = \"2013-02-01\""), ""), ["CD-112"]);
    assert_eq!(codes(("actors = [\"mnla\"]", ""), ""), ["CD-113"]);
    assert_eq!(codes(("places = [\"gao\"]", ""), ""), ["CD-114"]);
    assert_eq!(codes(("[\"mnla\"]", "[\"mnla\", \"mnla\"]"), ""), ["CD-115"]);
    assert_eq!(codes(("", ""), "related = [\"2012-11-16-gao\"]"), ["CD-116"]);
    assert_eq!(codes(("{ source = \"paper\", lines = [1] }", "\"paper\""), ""), ["CD-117"]);
}

#[test]
fn numbers_go_with_their_wording() {
    assert_eq!(claim("what = \"killed\"\nlow = 3\nwording = \"dozens\""), ["CD-121"]);
    assert_eq!(claim("what = \"killed\""), ["CD-121"]);
    assert_eq!(claim("what = \"killed\"\nlow = 3\nwording = \"range\""), ["CD-121"]);
    assert_eq!(claim("what = \"killed\"\nlow = 3\nhigh = 5\nwording = \"range\""), Vec::<String>::new());
    assert_eq!(claim("what = \"other\"\nwording = \"none-given\""), ["CD-126"]);
    assert_eq!(claim("what = \"destroyed\"\nlow = 3"), ["CD-128"]);
    let elsewhere = "[[event.claim]]\nby = \"mnla\"\nwhat = \"killed\"\nlow = 3\nline = 2";
    assert_eq!(codes(("", ""), elsewhere), ["CD-122"]);
}

#[test]
fn what_is_superseded_has_a_successor_of_the_same_claimant() {
    assert_eq!(claim("what = \"killed\"\nlow = 98\nstatus = \"superseded\""), ["CD-123"]);
    let two = |by: &str| {
        claim(&format!(
            "id = \"first\"\nwhat = \"killed\"\nlow = 98\nstatus = \"superseded\"\n\
             [[event.claim]]\nby = \"{by}\"\nabout = \"army\"\nwhat = \"killed\"\nlow = 81\nline = 1\nreplaces = \"first\""
        ))
    };
    assert_eq!(two("mnla"), Vec::<String>::new());
    assert_eq!(two("army"), ["CD-124"]);
}

#[test]
fn a_town_is_held_without_gap_or_overlap() {
    let row = |from: &str, to: &str, rest: &str| {
        let to = if to.is_empty() { String::new() } else { format!("to = \"{to}\"\n") };
        format!("[[control]]\nplace = \"gao\"\nholder = [\"mnla\"]\nfrom = \"{from}\"\n{to}{rest}\n")
    };
    let begun = "event = \"2012-11-16-gao\"";
    let of = |rows: &[String]| codes(("", ""), &rows.concat());
    assert_eq!(of(&[row("2012", "", ""), row("2012-11-16", "", begun)]), Vec::<String>::new());
    assert_eq!(of(&[row("2012", "2012-11-16", ""), row("2012-11-16", "", begun)]), Vec::<String>::new());
    assert_eq!(of(&[row("2012-11-16", "", begun), row("2012-06-01", "", "")]), ["CD-130"]);
    assert_eq!(of(&[row("2012-01-01", "", ""), row("2012-01-01", "", "")]), ["CD-131"]);
    assert_eq!(of(&[row("2012-01-01", "2012-10-01", ""), row("2012-11-16", "", begun)]), ["CD-132"]);
    assert_eq!(of(&[row("2012-01-01", "2012-12-01", ""), row("2012-11-16", "", begun)]), ["CD-133"]);
    assert_eq!(of(&[row("2012-11-18", "", begun)]), ["CD-134", "CD-139"]);
    assert_eq!(of(&[row("2012-01-01", "2012-10-01", "")]), ["CD-135"]);
    assert_eq!(of(&[row("2012-01-01", "", "state = \"unknown\"")]), ["CD-136"]);
    let nobody = "[[control]]\nplace = \"gao\"\nfrom = \"2012-01-01\"\n";
    assert_eq!(codes(("", ""), nobody), ["CD-137"]);
}

#[test]
fn a_story_shows_what_it_tells() {
    let story = |filter: &str, from: &str| {
        let words = "{ en = \"A\", fr = \"Un\" }";
        let head = format!("[[story]]\nid = \"one\"\ntitle = {words}\nlead = {words}\n[[story.step]]\n");
        let step = format!("event = \"2012-11-16-gao\"\ntitle = {words}\ntext = {words}\nfilter = \"{filter}\"\n");
        codes(("", ""), &format!("{head}{step}from = \"{from}\"\nto = \"2012-12-31\"\n"))
    };
    assert_eq!(story("actor=mnla", "2012-11-01"), Vec::<String>::new());
    assert_eq!(story("actor=army", "2012-11-01"), ["CD-142"]);
    assert_eq!(story("actor=mnla", "2012-12-01"), ["CD-142"]);
    assert_eq!(story("actor=mnal", "2012-11-01"), ["CT-202"]);
}
