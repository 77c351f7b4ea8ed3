//! What breaks off, and quotes where no quotes belong.

use crate::support::*;
use conflict_timeline_core::ingest::{Importer, Options, Unit};
use conflict_timeline_core::model::DataSet;
use conflict_timeline_core::problem::Code;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

fn place<'a>(data: &'a DataSet, slug: &str) -> &'a str {
    data.texts.get(data.place(event(data, slug).places[0].place).name, "en")
}

#[test]
fn a_packed_file_that_is_cut_off_is_read_to_its_last_whole_line() {
    let rows: String = (0..5_000).map(|row| format!("e{row},2013-01-10,Gao,{}\n", row * 7919 % 9973)).collect();
    let whole = packed(&["id,date,place,killed\n", &rows].concat());
    let import = read(&whole);
    assert_eq!((import.data.events.len(), import.problems.len(), import.is_cut), (5_000, 0, false));
    let wanted = import.data;
    for length in [whole.len() / 3, whole.len() / 2, whole.len() - 200] {
        let import = read(&whole[..length]);
        assert!(import.is_cut && import.problems.len() == 1, "{:?}", import.problems);
        let problem = &import.problems[0];
        assert_eq!((problem.code, problem.file.as_str()), (Code::Syntax, "habit"));
        assert!(problem.message.starts_with("the file is cut off: "), "{}", problem.message);
        assert!((1_000..5_000).contains(&import.data.events.len()), "{}", import.data.events.len());
        for found in import.data.events.iter() {
            let toll = event(&wanted, &found.slug).toll();
            assert_eq!(found.toll(), toll, "no half of a number is read in {}", found.slug);
        }
    }
    let (name, out) = (temporary("half.csv.gz"), temporary("half.json"));
    std::fs::write(&name, &whole[..whole.len() / 2]).expect("written");
    let (code, _, error) = run(&["convert", &name, "--out", &out]);
    assert!(code == 1 && error.contains("half.csv.gz: error: the file is cut off"), "{code} {error}");
    assert!(read(std::fs::read(&out).expect("there")).data.events.len() > 1_000);
    let (code, _, error) = run(&["pack", &name, "--out", &temporary("half")]);
    assert!(code == 1 && error.contains("is cut off"), "nothing is packed of it: {code} {error}");
    let (code, _, error) = run(&["pack", &name, "--partition", "year", "--out", &temporary("half")]);
    assert!(code == 2 && error.contains("so no parts are written: fetch it again"), "{code} {error}");
    // What comes behind the packed bytes, and what is damaged in their midst.
    let import = read([&whole[..], b"<!-- served by a proxy -->"].concat());
    assert_eq!((import.data.events.len(), import.is_cut), (5_000, true));
    assert!(import.problems[0].message.starts_with("the file is damaged: "), "{}", import.problems[0].message);
    let import = read(&whole[..12]);
    assert!(import.data.events.is_empty() && import.is_cut, "{:?}", import.problems);
}

#[test]
fn a_quote_in_the_midst_of_a_quoted_cell_is_kept_and_said() {
    let import = read("id,date,place,note\na,2013-01-10,\"Kon\"na\",x\nb,2013-01-11,\"Gao\" ,\"the \"old\" town\"\n");
    assert_eq!([place(&import.data, "a"), place(&import.data, "b")], ["Kon\"na", "Gao"]);
    let note = import.data.texts.get(event(&import.data, "b").summary, "en");
    assert_eq!(note, "the \"old\" town");
    assert_eq!(
        messages(&import),
        "2 rows with a quote in the midst of a quoted cell, read as a plain sign; double the quotes in it, first at line 2\n"
    );
    assert_eq!(import.problems[0].code, Code::Quote);
    assert_eq!(messages(&read("id,date,place\na,2013-01-10,\"Kon\"\"na\"\n")), "");
}

#[test]
fn rows_between_quotes_as_a_whole_are_rows() {
    for text in [
        "\"id,date,place,killed\"\n\"a,2012-01-17,\"\"Menaka, Mali\"\",3\"\n\"b,2012-01-18,Gao,\"\n",
        "\"id;date;place;killed\"\r\n\"a;2012-01-17;Menaka, Mali;3\"\r\n\"b;2012-01-18;Gao;\"\r\n",
        "\"id,date,place,killed\";;;\n\"a,2012-01-17,\"\"Menaka, Mali\"\",3\";;;\n\"b,2012-01-18,Gao,\";;;\n",
        // A spreadsheet wraps the rows alone that have quotes in them.
        "id,date,place,killed\n\"a,2012-01-17,\"\"Menaka, Mali\"\",3\"\nb,2012-01-18,Gao,\n",
    ] {
        let import = read(text);
        assert_eq!((messages(&import).as_str(), import.rows), ("", 2), "{text}");
        assert_eq!(place(&import.data, "a"), "Menaka, Mali", "{text}");
        assert_eq!(event(&import.data, "a").toll().map(|toll| toll.low), Some(3), "{text}");
        assert_eq!(event(&import.data, "a").sources[0].lines, [2], "{text}");
    }
    let import = read("\"date,place\"\n\"2012-01-17,Menaka\"\n\"2012-01-18\"\n");
    assert_eq!((import.rows, import.data.events.len()), (2, 2));
    assert!(messages(&import).contains("fewer cells than the header, at line 3"), "{}", messages(&import));
    // A comma within a cell makes no two of it.
    let import = read("date,place\n\"10 January, 2013\"\n");
    assert_eq!(import.data.events[0].edtf, "2013-01-10", "{}", messages(&import));
    assert!(import.data.places.is_empty());
}

#[test]
fn sheets_with_the_same_columns_in_another_order_are_one_set() {
    let mut importer = Importer::new(Options { file: "book".into(), ..Options::default() });
    let sheets: [(&str, [&[&str]; 2]); 4] = [
        ("2012", [&["id", "date", "place", "killed"], &["a", "2012-01-17", "Menaka", "3"]]),
        ("2013", [&["killed", "place", "date", "id", ""], &["9", "Konna", "2013-01-10", "b", "", "more"]]),
        ("2014", [&["id", "date", "place", "killed"], &["c", "2014-05-17", "Kidal", "4"]]),
        ("notes", [&["date", "place", "killed", "injured"], &["2014-05-17", "Kidal", "4", "1"]]),
    ];
    for (name, rows) in sheets {
        importer.sheet(name);
        rows.iter().zip(1..).for_each(|(row, number)| importer.row(Unit::Row, number, row));
        assert_eq!(importer.is_reading(), name != "notes", "{name}");
    }
    let import = importer.finish();
    let told = ["a", "b", "c"].map(|slug| {
        let event = event(&import.data, slug);
        (event.edtf.as_str(), place(&import.data, slug), event.toll().map_or(0, |toll| toll.low))
    });
    assert_eq!(told, [("2012-01-17", "Menaka", 3), ("2013-01-10", "Konna", 9), ("2014-05-17", "Kidal", 4)]);
    assert_eq!(kept(&import.data, event(&import.data, "b"), "sheet"), "2013");
    assert!(messages(&import).contains("more cells than the header"), "{}", messages(&import));
}

#[test]
fn complaints_about_json_lines_name_the_line() {
    let text = "{\"type\": \"x\", \"date\": \"2013-01-10\", \"place\": \"Gao\"}\n\n{\"type\": \"x\", \"date\": \"soon\"}\n\
                {\"date\": \"2013-01-12\", \"place\": \"Gao\", \"killed\": \"many\"}\n";
    let separated = "\u{1e}{\"date\": \"2013-01-10\",\n \"place\": \"Gao\"}\n\u{1e}{\"date\":\n \"soon\"}\n\
                     \u{1e}{\"date\": \"2013-01-12\", \"place\": \"Gao\", \"killed\": \"many\"}\n";
    for (text, lines) in [(text, [3, 4]), (separated, [3, 5])] {
        let import = read(text);
        for (problem, line) in import.problems.iter().filter(|problem| problem.code != Code::UnknownWord).zip(lines) {
            assert_eq!((problem.line, problem.column), (line, 1), "{problem}");
            assert!(problem.message.contains(&format!("at line {line} (`")), "{problem}");
        }
        let last = import.data.events.iter().last().expect("an event");
        assert_eq!(last.sources[0].lines, [lines[1]], "it is cited by the line too");
        assert!(import.troubles.iter().any(|trouble| trouble.first_line == lines[0]));
    }
    let geo = |day: &str| {
        format!(
            "{{\"type\": \"Feature\", \"geometry\": null, \"properties\": {{\"date\": \"{day}\", \"place\": \"Gao\"}}}}\n"
        )
    };
    let import = read([&geo("2013-01-10"), "\n\n", &geo("no day"), &geo("2013-01-12")].concat());
    assert_eq!(messages(&import), "date: 1 row not a date, at line 4 (`no day`)\n");
    let own = "{\"when\": \"2013-01-10\", \"title\": \"a\"}\n\n{\"when\": \"2013-02-31\", \"title\": \"b\"}\n";
    let import = read(own);
    assert_eq!((import.problems[0].line, import.format.as_str()), (3, "json"), "{}", import.problems[0]);
}

#[test]
fn a_status_that_is_confirmed_throughout_is_not_lost() {
    use conflict_data::export;
    let text = "id,date,place,status\na,2013-01-10,Gao,confirmed\nb,2013-01-11,Kidal,confirmed\n";
    let json = r#"[{"when": "2013-01-10", "title": "a", "status": "confirmed"}, {"when": "2013-01-11", "title": "b", "status": "confirmed"}]"#;
    for text in [text, json] {
        let data = read(text).data;
        let csv = export::csv(&data, "en");
        let forms = [csv.clone(), export::geojson(&data, "en"), export::json(&data).expect("JSON")];
        for form in &forms {
            assert_eq!(form.matches("confirmed").count(), 2, "{form}");
            let back = read(form).data;
            assert_eq!(back.events.len(), 2);
            let again = export::csv(&back, "en");
            assert_eq!(again.matches(",confirmed,").count(), 2, "{again}");
        }
    }
    // Of a set that says nothing of it, nothing is made up.
    let silent = read(text.replace("confirmed", "")).data;
    for form in [export::csv(&silent, "en"), export::geojson(&silent, "en"), export::json(&silent).expect("JSON")] {
        assert!(!form.contains("confirmed"), "{form}");
        assert!(!export::csv(&read(&form).data, "en").contains("confirmed"), "{form}");
    }
}
