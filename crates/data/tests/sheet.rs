//! Excel and Parquet: the same events as from text, and places that a reader finds again.

use conflict_data::{open, sheet};
use conflict_timeline_core::ingest::{Import, Options};
use conflict_timeline_core::model::record;
use conflict_timeline_core::problem::Code;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)
}

fn import(bytes: &[u8]) -> anyhow::Result<Import> {
    open::of_reader(&mut &bytes[..], None, Options { file: "rows".into(), listed: 9, ..Options::default() })
}

fn workbook() -> Vec<u8> {
    std::fs::read(fixture("ucdp.xlsx")).expect("there")
}

#[test]
fn the_sheet_that_is_understood_is_read_and_rows_are_those_of_the_sheet() {
    let import = import(&workbook()).expect("a workbook");
    assert_eq!((import.format.as_str(), import.rows, import.data.events.len()), ("ucdp-ged", 25, 25));
    let date = import.problems.iter().find(|problem| problem.code == Code::BadDate).expect("one is no date");
    assert_eq!(date.message, "date_start: 1 row not a date, at row 29 (`31 June 2013`)");
    assert_eq!((date.file.as_str(), date.line), ("rows, sheet Events", 29));
    assert_eq!(import.problems.len(), 2, "{:?}", import.problems);
    let data = &import.data;
    let event = |slug: &str| data.event(data.event_by_slug(slug).unwrap_or_else(|| panic!("no event {slug}")));
    // The second row of events is row 5, behind the header in row 3; a date cell is a day.
    let angola = event("21300");
    assert_eq!((angola.edtf.as_str(), angola.sources[0].lines.as_slice()), ("1989-05-10/1989-05-16", &[5][..]));
    assert_eq!(angola.toll().map(|toll| (toll.low, toll.high)), Some((14, 14)));
    let kept = record::column(data.texts.get(angola.record, "en"), "where_coordinates").unwrap_or_default();
    let two_lines = data.events.iter().any(|event| {
        data.texts.get(event.record, "en").contains("Two lines")
            || data.places.iter().any(|place| data.texts.get(place.name, "en").starts_with("Two lines,"))
    });
    assert!(two_lines, "{kept}");
    // The empty row 14 is no event, and counts as a row.
    let mut lines: Vec<u32> = data.events.iter().flat_map(|event| event.sources[0].lines.clone()).collect();
    lines.sort_unstable();
    assert_eq!(lines, (4..=29).filter(|line| *line != 14).collect::<Vec<_>>());
}

/// Rows of UCDP in its own layout, typed as a data frame writes them.
fn frame(csv: &[u8]) -> Vec<u8> {
    let mut reader = csv::Reader::from_reader(csv);
    let names: Vec<String> = reader.headers().expect("a header").iter().map(str::to_string).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let sort = |name: &str| match name {
        "date_start" | "date_end" => "int64 NAME (timestamp(nanos,false))",
        "latitude" | "longitude" => "double NAME",
        "id" | "best" | "low" | "high" | "date_prec" | "where_prec" | "type_of_violence" => "int64 NAME",
        _ => "binary NAME (string)",
    };
    let columns: String = names.iter().map(|name| format!("optional {};", sort(name).replace("NAME", name))).collect();
    let schema = Arc::new(parse_message_type(&format!("message schema {{ {columns} }}")).expect("a schema"));
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).expect("a writer");
    let mut group = writer.next_row_group().expect("a group");
    for (index, name) in names.iter().enumerate() {
        let cells: Vec<&str> = rows.iter().map(|row| &row[index]).collect();
        let levels: Vec<i16> = cells.iter().map(|cell| i16::from(!cell.is_empty())).collect();
        let cells = cells.into_iter().filter(|cell| !cell.is_empty());
        let mut column = group.next_column().expect("no error").expect("a column");
        match sort(name).split(' ').next() {
            Some("double") => {
                let values: Vec<f64> = cells.map(|cell| cell.parse().expect("a number")).collect();
                column.typed::<DoubleType>().write_batch(&values, Some(&levels), None).expect("written");
            }
            Some("int64") => {
                let day = |cell: &str| {
                    let when = conflict_timeline_core::time::When::parse(&cell[..10]).expect("a day");
                    i64::from(when.earliest.0) * 86_400_000_000_000
                };
                let value = |cell: &str| {
                    if name.starts_with("date_s") || name == "date_end" {
                        day(cell)
                    } else {
                        cell.parse().expect("a number")
                    }
                };
                let values: Vec<i64> = cells.map(value).collect();
                column.typed::<Int64Type>().write_batch(&values, Some(&levels), None).expect("written");
            }
            _ => {
                let values: Vec<ByteArray> = cells.map(ByteArray::from).collect();
                column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).expect("written");
            }
        }
        column.close().expect("closed");
    }
    group.close().expect("closed");
    writer.into_inner().expect("bytes")
}

/// The rows of the workbook as UCDP's CSV has them.
fn rows_of_ucdp() -> Vec<u8> {
    let text = "id,year,type_of_violence,conflict_name,dyad_name,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,\
country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low\n\
21300,1989,1,Angola: Government,Government of Angola - UNITA,Government of Angola,UNITA,4,Lunda Sul province,Lunda Sul province,-9.65,20.4,Angola,540,Africa,2,3,1989-05-10,1989-05-16,0,14,0,0,14,14,14\n\
300380,2013,1,Syria: Government,Government of Syria - Syrian insurgents,Government of Syria,Syrian insurgents,1,Rami village,Idlib governorate,35.763369,36.558974,Syria,652,Middle East,1,1,2013-01-03,2013-01-03,0,2,0,0,2,2,2\n\
90953,1990,1,India: Kashmir,Government of India - Kashmir insurgents,Government of India,Kashmir insurgents,1,Srinagar town,,,,India,750,Asia,1,1,1990-02-05,1990-02-05,0,0,0,0,0,1,0\n";
    text.into()
}

#[test]
fn parquet_gives_the_events_that_its_csv_gives() {
    let csv = rows_of_ucdp();
    let (text, frame) = (import(&csv).expect("a table"), import(&frame(&csv)).expect("a frame"));
    assert_eq!((frame.format.as_str(), frame.rows, frame.data.events.len()), ("ucdp-ged", 3, 3));
    assert_eq!(text.data.events.len(), 3);
    for (a, b) in text.data.events.iter().zip(&frame.data.events) {
        assert_eq!((&a.slug, a.when, a.kind, a.toll()), (&b.slug, b.when, b.kind, b.toll()));
        assert_eq!(a.sources[0].lines[0], b.sources[0].lines[0] + 1, "a row has its own number, without the header");
    }
    assert_eq!(text.data.places.len(), frame.data.places.len());
}

#[test]
fn what_is_written_as_parquet_is_read_again() {
    let data = import(&workbook()).expect("a workbook").data;
    let bytes = sheet::parquet(&data, "en").expect("written");
    assert!(bytes.starts_with(b"PAR1"));
    let mapping = [("date", "when"), ("title", "title"), ("low", "toll_low"), ("high", "toll_high")];
    let options = Options {
        mapping: mapping.map(|(field, column)| (field.to_string(), column.to_string())).to_vec(),
        ..Options::default()
    };
    let again = open::of_reader(&mut &bytes[..], None, options).expect("a table");
    assert_eq!((again.rows, again.data.events.len()), (25, 25), "{:?}", again.problems);
    for (a, b) in data.events.iter().zip(&again.data.events) {
        let days = |event: &conflict_timeline_core::model::Event| (event.when.earliest, event.when.latest);
        assert_eq!((days(a), a.kind), (days(b), b.kind), "{}", a.slug);
        assert_eq!(a.toll().map(|toll| toll.high), b.toll().map(|toll| toll.high), "{}", a.slug);
    }
}

#[test]
fn a_date_without_a_first_or_last_day_leaves_that_cell_of_a_frame_empty() {
    let json = r#"{"events": [{"when": "[..2012-07-17]", "title": "a"}, {"when": "2024-10/..", "title": "b"}]}"#;
    let data = import(json.as_bytes()).expect("a set").data;
    let bytes = bytes::Bytes::from(sheet::parquet(&data, "en").expect("written"));
    let reader = SerializedFileReader::new(bytes).expect("a frame");
    let rows = reader.get_row_iter(None).expect("rows");
    let rows: Vec<String> = rows.map(|row| row.expect("a row").to_string()).collect();
    assert!(rows[0].contains("earliest: null, latest: 2012-07-17"), "{}", rows[0]);
    assert!(rows[1].contains("earliest: 2024-10-01, latest: null"), "{}", rows[1]);
}

#[test]
fn broken_files_are_said_to_be_broken() {
    let book = workbook();
    let frame = frame(&rows_of_ucdp());
    for (bytes, name) in [(&book, "xlsx"), (&frame, "parquet")] {
        for cut in [5, 40, bytes.len() / 2, bytes.len() - 3] {
            assert!(import(&bytes[..cut]).is_err(), "{name} cut at {cut}");
        }
        // Any byte may be wrong: no panic, and no more events than rows.
        for at in (0..bytes.len()).step_by(97) {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0x55;
            if let Ok(import) = import(&bytes) {
                assert!(import.data.events.len() <= 26);
            }
        }
    }
    assert!(import(b"PK\x03\x04 no workbook").is_err());
    assert!(import(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook").is_err());
}

/// The workbook with its rows on the first sheet too.
fn workbook_of_two() -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook())).expect("an archive");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let name = archive.by_index(index).expect("a part").name().expect("named").to_string();
        let from = if name.ends_with("sheet1.xml") { name.replace("sheet1", "sheet2") } else { name.clone() };
        let mut bytes = Vec::new();
        archive.by_name(&from).expect("a part").read_to_end(&mut bytes).expect("sound");
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        writer.write_all(&bytes).expect("written");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn sheets_with_one_header_are_one_set_and_rows_name_their_sheet() {
    let import = import(&workbook_of_two()).expect("a workbook");
    assert_eq!((import.rows, import.data.events.len()), (50, 50));
    let dates: Vec<&str> = import
        .problems
        .iter()
        .filter(|problem| problem.code == Code::BadDate)
        .map(|problem| problem.file.as_str())
        .collect();
    assert_eq!((dates.len(), dates[1]), (2, "rows, sheet Events"), "{:?}", import.problems);
    assert_ne!(dates[0], dates[1]);
    let of_events = import.data.events.iter().filter(|event| {
        record::column(import.data.texts.get(event.record, "en"), "sheet").as_deref() == Some("Events")
    });
    assert_eq!(of_events.count(), 25);
}

#[test]
fn a_sheet_is_asked_for_by_name_or_number_and_one_that_is_not_there_is_told() {
    let read = |bytes: &[u8], sheet: &str| {
        let options = Options { file: "rows".into(), ..Options::default() };
        open::of_reader(&mut &bytes[..], None, open::Asked { options, sheet: Some(sheet.into()) })
    };
    let two = workbook_of_two();
    for sheet in ["Events", "2"] {
        let import = read(&two, sheet).expect("a sheet");
        assert_eq!(import.data.events.len(), 25);
        assert!(import.problems.iter().all(|problem| problem.code != Code::Format), "whoever asks knows of others");
        assert!(import.problems.iter().any(|problem| problem.file == "rows, sheet Events"), "{:?}", import.problems);
    }
    for sheet in ["event", "0", "9", ""] {
        let error = read(&two, sheet).expect_err("no such sheet").to_string();
        assert!(error.starts_with(&format!("there is no sheet `{sheet}`; the workbook has: 1 ")), "{error}");
        assert!(error.contains("2 Events"), "{error}");
    }
    for bytes in [&b"date,title\n2013-01-10,Konna\n"[..], b"{\"events\": []}"] {
        let error = read(bytes, "Events").expect_err("no sheets").to_string();
        assert!(error.contains("--sheet is for workbooks"), "{error}");
    }
}

/// A workbook of a hidden and a shown sheet, as Excel writes it: `A2:A4` merged, dates shown as days, months and years.
fn workbook_by_hand() -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let cell = |place: &str, text: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let header = [cell("A1", "date"), cell("B1", "place"), cell("C1", "time")].concat();
    let sheet = |rows: &str, merged: &str| {
        format!(
            "<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\">{header}</row>{rows}</sheetData>{merged}</worksheet>"
        )
    };
    let rows = [
        format!(
            "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>41284</v></c>{}<c r=\"C2\" s=\"4\"><v>0.5</v></c></row>",
            cell("B2", "Gao")
        ),
        format!("<row r=\"3\">{}</row><row r=\"4\">{}</row>", cell("B3", "Konna"), cell("B4", "Kidal")),
        format!("<row r=\"5\"><c r=\"A5\" s=\"2\"><v>41275</v></c>{}</row>", cell("B5", "Ber")),
        format!("<row r=\"6\"><c r=\"A6\" s=\"3\"><v>41275</v></c>{}</row>", cell("B6", "Aguelhok")),
    ];
    let old = format!("<row r=\"2\">{}{}</row>", cell("A2", "2012-01-01"), cell("B2", "old"));
    let formats = [14, 17, 164, 20].map(|id| format!("<xf numFmtId=\"{id}\" applyNumberFormat=\"1\"/>")).concat();
    let overrides: String = ["workbook.xml", "worksheets/sheet1.xml", "worksheets/sheet2.xml", "styles.xml"]
        .iter()
        .map(|name| {
            let sort = if name.contains('/') { "worksheet" } else if name.starts_with('s') { "styles" } else { "sheet.main" };
            format!("<Override PartName=\"/xl/{name}\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{sort}+xml\"/>")
        })
        .collect();
    let parts = [
        ("[Content_Types].xml", format!("<Types xmlns=\"{package}/content-types\">{overrides}</Types>")),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{document}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{document}\"><sheets><sheet name=\"Old\" sheetId=\"1\" state=\"hidden\" r:id=\"r1\"/><sheet name=\"New\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{document}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{document}/worksheet\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"r3\" Type=\"{document}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy;@\"/></numFmts><cellXfs count=\"5\"><xf numFmtId=\"0\"/>{formats}</cellXfs></styleSheet>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet(&old, "")),
        (
            "xl/worksheets/sheet2.xml",
            sheet(&rows.concat(), "<mergeCells count=\"1\"><mergeCell ref=\"A2:A4\"/></mergeCells>"),
        ),
    ];
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        writer.write_all(text.as_bytes()).expect("written");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn dates_are_as_fine_as_they_are_shown_and_those_over_several_rows_are_of_each() {
    let import = import(&workbook_by_hand()).expect("a workbook");
    let data = &import.data;
    let mut told: Vec<(&str, &str)> = data
        .events
        .iter()
        .map(|event| (event.edtf.as_str(), data.texts.get(data.place(event.places[0].place).name, "en")))
        .collect();
    told.sort_unstable();
    let wanted = [
        ("2013", "Aguelhok"),
        ("2013-01", "Ber"),
        ("2013-01-10", "Gao"),
        ("2013-01-10", "Kidal"),
        ("2013-01-10", "Konna"),
    ];
    assert_eq!(told, wanted);
    let gao = data.events.iter().find(|event| data.texts.get(event.record, "en").contains("time: 12:00:00"));
    assert!(gao.is_some(), "a time alone has no day");
    assert!(
        import.problems.iter().any(|problem| problem
            .message
            .contains("sheet Old has 1 events of its own and is not read, for it is hidden")),
        "hidden ones last"
    );
}

#[test]
fn tables_within_rows_and_points_in_bytes_are_columns() {
    let schema = "message schema { required binary date (string); required float lat; required float lon; \
                  optional binary geometry; optional group bbox { optional double xmin; optional double ymin; } }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let mut writer =
        SerializedFileWriter::new(Vec::new(), schema, Arc::new(WriterProperties::builder().build())).expect("a writer");
    let mut group = writer.next_row_group().expect("a group");
    let point = [&[1, 1, 0, 0, 0][..], &(-0.04_f64).to_le_bytes(), &16.27_f64.to_le_bytes()].concat();
    for index in 0..6 {
        let mut column = group.next_column().expect("no error").expect("a column");
        match index {
            0 => column.typed::<ByteArrayType>().write_batch(&[ByteArray::from("2013-01-10")], None, None).map(|_| ()),
            1 | 2 => {
                let degrees = if index == 1 { 16.27 } else { -0.04 };
                column.typed::<parquet::data_type::FloatType>().write_batch(&[degrees], None, None).map(|_| ())
            }
            3 => column
                .typed::<ByteArrayType>()
                .write_batch(&[ByteArray::from(point.clone())], Some(&[1]), None)
                .map(|_| ()),
            _ => column.typed::<DoubleType>().write_batch(&[f64::from(index)], Some(&[2]), None).map(|_| ()),
        }
        .expect("written");
        column.close().expect("closed");
    }
    group.close().expect("closed");
    let import = import(&writer.into_inner().expect("bytes")).expect("a table");
    let data = &import.data;
    let event = data.events.iter().next().expect("an event");
    assert_eq!(data.texts.get(event.record, "en"), "bbox_xmin: 4\nbbox_ymin: 5", "{:?}", import.problems);
    assert_eq!(data.place(event.places[0].place).lat_e5, Some(1_627_000));
}

#[test]
fn an_apostrophe_in_parquet_is_one() {
    let data = import(b"id,date,title\na,2013-01-10,'=1 was written on the wall\n").expect("a table").data;
    let back = import(&sheet::parquet(&data, "en").expect("written")).expect("Parquet").data;
    assert_eq!(back.texts.get(back.events[0].title, "en"), "'=1 was written on the wall");
}

#[test]
fn decimals_are_numbers_and_no_thousands() {
    let schema = "message rows { required binary date (string); required int32 killed (decimal(9,3)); required int32 n (decimal(9,2)); }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).expect("a writer");
    let mut group = writer.next_row_group().expect("a group");
    let mut column = group.next_column().expect("no error").expect("a column");
    let days = ["2013-01-10", "2013-01-11"].map(ByteArray::from);
    column.typed::<ByteArrayType>().write_batch(&days, None, None).expect("written");
    column.close().expect("closed");
    for numbers in [[3_000, 1_200_000], [150, 0]] {
        let mut column = group.next_column().expect("no error").expect("a column");
        column.typed::<parquet::data_type::Int32Type>().write_batch(&numbers, None, None).expect("written");
        column.close().expect("closed");
    }
    group.close().expect("closed");
    let import = import(&writer.into_inner().expect("bytes")).expect("Parquet");
    let killed: Vec<_> = import.data.events.iter().map(|event| event.toll().map(|toll| toll.low)).collect();
    assert_eq!((killed, import.problems.len()), (vec![Some(3), Some(1200)], 0), "{:?}", import.problems);
    let kept = |index: usize| import.data.texts.get(import.data.events[index].record, "en");
    assert_eq!((kept(0), kept(1)), ("n: 1.5", "n: 0"));
}
