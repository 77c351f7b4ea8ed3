//! What `diff` tells: every list, claim by claim, and nothing that is no change.

use crate::support::*;
use conflict_data::diff;
use conflict_timeline_core::model::DataSet;
use serde_json::{Value, json};

fn set() -> Value {
    json!({
        "set": { "id": "war", "title": { "en": "War", "fr": "Guerre" }, "licence": "CC BY 4.0", "version": "1" },
        "sources": [{ "id": "paper", "title": "Paper" }],
        "actors": [{ "id": "mnla", "name": "MNLA" }],
        "places": [{ "id": "gao", "name": "Gao", "lat": 16.27, "lon": -0.04 }],
        "control": [{ "place": "gao", "holder": ["mnla"], "state": "held", "from": "2012-04-01" }],
        "stories": [{ "id": "north", "title": "North", "steps": [{ "from": "2012-01-01", "to": "2012-12-31" }] }],
        "events": [{
            "id": "a", "when": "2012-06-27", "title": { "en": "Gao", "fr": "Gao" }, "places": ["gao"],
            "sources": [{ "source": "paper", "lines": [3] }],
            "claims": [
                { "by": "paper", "what": "killed", "low": 17, "line": 3 },
                { "by": "mnla", "what": "wounded", "low": 2, "high": 4, "line": 3 },
            ],
        }],
    })
}

fn data(set: &Value) -> DataSet {
    let import = read(set.to_string());
    assert_eq!(import.problems, [], "{set}");
    import.data
}

/// The lines that tell what is otherwise in a set that is changed so.
fn told(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut changed = set();
    change(&mut changed);
    let changes = diff::diff(&data(&set()), &data(&changed));
    let table = diff::table(&changes);
    // The last line is the sum.
    table.lines().take(changes.len()).map(str::to_string).collect()
}

#[test]
fn every_list_is_compared() {
    assert_eq!(told(|_| ()), [""; 0]);
    assert_eq!(told(|set| set["actors"][0]["name"] = "Azawad".into()), ["~ actor mnla name: MNLA -> Azawad"]);
    assert_eq!(told(|set| set["sources"][0]["title"] = "Daily".into()), ["~ source paper title: Paper -> Daily"]);
    assert_eq!(told(|set| set["control"] = json!([])), ["- control gao 2012-04-01 held"]);
    assert_eq!(told(|set| set["stories"] = json!([])), ["- story north North"]);
    assert_eq!(told(|set| set["set"]["licence"] = "CC0".into()), ["~ set licence: CC BY 4.0 -> CC0"]);
    assert_eq!(told(|set| set["set"]["version"] = "2".into()), ["~ set version: 1 -> 2"]);
    assert_eq!(told(|set| set["set"]["title"]["fr"] = "La guerre".into()), ["~ set title fr: Guerre -> La guerre"]);
    assert_eq!(told(|set| set["places"][0]["name"] = "Gawgaw".into()), ["~ place gao name: Gao -> Gawgaw"]);
}

#[test]
fn claims_are_compared_one_by_one() {
    let claims = |set: &mut Value| set["events"][0]["claims"].as_array_mut().expect("a list").reverse();
    assert_eq!(told(claims), [""; 0], "the order is no change");
    let changed = told(|set| set["events"][0]["claims"][0]["low"] = 99.into());
    assert_eq!(changed, ["~ a killed, by paper: 17 -> 99"]);
    let changed = told(|set| {
        claims(set);
        set["events"][0]["claims"][0]["high"] = 5.into();
        set["events"][0]["claims"][1]["status"] = "denied".into();
    });
    assert_eq!(changed, ["~ a killed, by paper, status: stands -> denied", "~ a wounded, by mnla: 2 to 4 -> 2 to 5"]);
    let changed = told(|set| set["events"][0]["claims"] = json!([set["events"][0]["claims"][1]]));
    assert_eq!(changed, ["~ a killed, by paper: 17 -> "]);
    // A line of a document is edited by hand.
    let changed = told(|set| set["events"][0]["claims"][0]["line"] = 4.into());
    assert_eq!(changed, ["~ a killed, by paper, line: 3 -> 4"]);
}

#[test]
fn corrections_tell_the_same() {
    let mut after = set();
    after["events"][0]["claims"][0]["low"] = 99.into();
    after["actors"][0]["name"] = "Azawad".into();
    let text = diff::corrections(&diff::diff(&data(&set()), &data(&after)), "2026-11-21");
    let entry = |event: &str, what: &str| {
        format!("[[correction]]\ndate = \"2026-11-21\"\n{event}what = {{ en = \"{what}\" }}\nwhy = {{ en = \"\" }}\n\n")
    };
    let wanted =
        entry("event = \"a\"\n", "killed, by paper: 17 -> 99") + &entry("", "actor mnla, name: MNLA -> Azawad");
    assert_eq!(text, wanted);
}

#[test]
fn a_row_put_above_others_changes_none_of_them() {
    let row = |day: u32| format!("2013-01-{day:02},Gao,{day}\n");
    let all: String = (10..28).map(row).collect();
    let old = file("rows-old.csv", &["date,place,killed\n", &all].concat());
    // The same rows under another name, one more at the top.
    let new = file("rows-new.csv", &["date,place,killed\n", &row(9), &all].concat());
    let wanted = "+ 2013-01-09-gao Gao\n1 added, 0 removed, 0 changed\n";
    assert_eq!(run(&["diff", &old, &new]).1, wanted);
    // And where they went through our own form.
    let [old, new] = [&old, &new].map(|path| {
        let json = path.replace(".csv", ".json");
        assert_eq!(run(&["convert", path, "--out", &json]).0, 0);
        json
    });
    assert_eq!(run(&["diff", &old, &new]).1, wanted);
}

#[test]
fn rows_under_terms_tell_their_ids_alone() {
    let mut after = set();
    after["actors"][0]["name"] = "Azawad".into();
    after["events"][0]["claims"] = json!([]);
    let mut changes = diff::diff(&data(&set()), &data(&after));
    assert_eq!(changes.len(), 3);
    diff::leave_out_values(&mut changes);
    assert_eq!(diff::table(&changes), "~ a claims:  -> \n0 added, 0 removed, 1 changed\n");
}
