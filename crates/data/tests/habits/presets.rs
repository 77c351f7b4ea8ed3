//! Formats of one's own.

use crate::support::*;

const TABLE: &str = "zeile;datum;ort;art;tote\n1;10.01.2013;Konna;Gefecht;3\n";
const OURS: &str = "preset ours\nname Our list\nneeds datum, ort, art\nstart = datum\nplace = ort\nkind = art\nbest = tote\n\
                    drop = zeile\ncredit The newsroom\nkind: gefecht* = battle\ntitle = {kind}, {place}\n";

#[test]
fn a_preset_of_ones_own_is_tried_first() {
    let (table, preset) = (file("ours.csv", TABLE), file("ours.txt", OURS));
    for arguments in
        [&["convert", &table, "--preset", &preset][..], &["convert", &table, "--preset", &preset, "--format", "ours"]]
    {
        let (code, out, error) = run(arguments);
        assert_eq!(code, 0, "{error}");
        for part in ["\"Gefecht, Konna\"", "\"battle\"", "The newsroom"] {
            assert!(out.contains(part), "{part}: {out}");
        }
        assert!(error.contains("ours: 1 rows, 1 events, 0 sorts of problems"), "{error}");
    }
    let (code, out, error) = run(&["html", &table, "--preset", &preset]);
    assert!(code == 0 && out.contains("Gefecht, Konna"), "{error}");
}

#[test]
fn what_is_wrong_with_it_is_told_by_line_and_code() {
    let table = file("ours2.csv", TABLE);
    for (text, wanted) in [
        (OURS.replace("place = ort", "plaec = ort"), ":5:1: `plaec` is no field, did you mean `place`? (CT-107)"),
        (OURS.replace("= battle", "= battel"), ":10:1: `kind: gefecht*` cannot mean `battel` (CT-108)"),
        (
            OURS.replace("needs datum, ort, art\n", ""),
            ":1:1: preset ours has no `needs`: it would take every table (CT-102)",
        ),
        (OURS.replace("preset ours\n", ""), ":1:1: a preset begins with a line `preset ID` (CT-120)"),
        (String::new(), ":1:1: there is no line `preset ID` (CT-112)"),
    ] {
        let preset = file("wrong.txt", &text);
        let (code, out, error) = run(&["check", &table, "--preset", &preset]);
        assert!(code == 2 && out.is_empty() && error.contains(wanted), "{wanted}: {error}");
    }
}
