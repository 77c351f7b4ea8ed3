//! What spreadsheets and scripts leave behind in a file.

use crate::support::*;
use conflict_timeline_core::problem::Code;

#[test]
fn ids_are_made_of_the_day_that_was_meant() {
    let rows = "12/31/2019,Gao\n01/05/2019,Konna\n05/01/2019,Konna\n01/05/2019,Konna\n";
    let import = read(["date,place\n", rows].concat());
    let ids: Vec<(&str, &str)> =
        import.data.events.iter().map(|event| (event.slug.as_str(), event.edtf.as_str())).collect();
    let wanted = [
        ("2019-01-05-konna", "2019-01-05"),
        ("2019-01-05-konna-2", "2019-01-05"),
        ("2019-05-01-konna", "2019-05-01"),
        ("2019-12-31-gao", "2019-12-31"),
    ];
    assert_eq!((ids.as_slice(), messages(&import).as_str()), (&wanted[..], ""));
    let import = read("id,date\n2019-05-01,01/05/2019\nb,12/31/2019\n");
    assert_eq!(import.data.events[0].slug, "2019-05-01", "its own id stays, whatever it looks like");
}

#[test]
fn a_mark_of_byte_order_in_the_midst_is_no_letter() {
    let import = read("\u{feff}date,place\n2019-12-30,Gao\n\u{feff}2019-12-31,Kidal\n");
    assert_eq!((import.data.events.len(), messages(&import).as_str()), (2, ""));
}

#[test]
fn what_says_that_there_is_nothing_is_no_figure() {
    for word in ["NA", "n/a", "#N/A", "<NA>", "NaN", "\\N"] {
        let import = read(format!("date,place,killed,lat\n2019-12-31,Gao,{word},{word}\n"));
        assert!(import.data.events[0].claims.is_empty(), "{word}");
        assert_eq!(messages(&import), "", "{word}");
    }
}

#[test]
fn an_id_that_was_cut_short_is_told() {
    let import = read("id,date\n1.23457E+12,2019-12-31\n\"1,5E+12\",2019-12-31\nA1.5E+12,2019-12-31\n");
    assert_eq!(import.troubles.len(), 1);
    let wrong = &import.troubles[0];
    assert_eq!((wrong.code, wrong.count, wrong.first_value.as_str()), (Code::WrongType, 2, "1.23457E+12"));
}

#[test]
fn a_day_of_a_spreadsheet_with_its_time_is_known_as_one() {
    let import = read("date,place\n43831.5,Gao\n43830,Kidal\n");
    assert_eq!((import.troubles.len(), import.troubles[0].count), (1, 2), "{}", messages(&import));
    assert!(messages(&import).contains("as spreadsheets count them"));
}

#[test]
fn an_empty_list_has_no_rows_and_is_no_unknown_form() {
    for text in ["[]", r#"{"data": []}"#, r#"{"type": "FeatureCollection", "features": []}"#] {
        let import = read(text);
        assert_eq!(import.problems[0].message, "there are no rows", "{text}");
    }
    let import = read(r#"[{"date": "2019-12-31"}, null]"#);
    assert_eq!(import.problems[0].to_string(), "habit, [1]: 1 row with nothing in it, at record 2 (CT-112)");
}

#[test]
fn a_code_of_precision_is_held_against_the_dates_that_were_meant() {
    let head = "id,type_of_violence,side_a,side_b,date_start,date_end,date_prec,best\n";
    let row = |id: u32, start: &str, end: &str| format!("{id},1,A,B,{start},{end},3,1\n");
    let import = read([head, &row(1, "9/3/2019", "10/1/2019"), &row(2, "9/13/2019", "9/20/2019")].concat());
    assert_eq!((import.data.events[0].edtf.as_str(), messages(&import).as_str()), ("[2019-09-03..2019-10-01]", ""));
    let import = read([head, &row(1, "9/3/2019", "9/3/2019"), &row(2, "9/13/2019", "9/20/2019")].concat());
    assert_eq!(complaints(&import), [(Code::Precision, 2, "of a doubtful date with one day only".into())]);
}
