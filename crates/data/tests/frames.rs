//! Times in Parquet: those of UTC are days of UTC, and those of no zone are what a clock showed.

use conflict_data::open;
use conflict_timeline_core::ingest::{Import, Options};
use parquet::data_type::{Int32Type, Int64Type, Int96, Int96Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

/// Seconds of the tenth of January 2013, at half past eleven in the evening in UTC.
const EVENING: i64 = 1_357_860_600;

fn import(schema: &str, write: impl Fn(&mut parquet::file::writer::SerializedColumnWriter<'_>)) -> Import {
    let schema = Arc::new(parse_message_type(&format!("message rows {{ {schema} }}")).expect("a schema"));
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).expect("a writer");
    let mut group = writer.next_row_group().expect("a group");
    while let Some(mut column) = group.next_column().expect("no error") {
        write(&mut column);
        column.close().expect("closed");
    }
    group.close().expect("closed");
    let bytes = writer.into_inner().expect("bytes");
    open::of_reader(&mut &bytes[..], None, Options { file: "frame".into(), ..Options::default() }).expect("Parquet")
}

/// Date and record of the only event, and whether it is said that its day is one of UTC.
fn told(import: &Import) -> (&str, &str, bool) {
    assert_eq!(import.data.events.len(), 1, "{:?}", import.problems);
    let event = &import.data.events[0];
    let is_said = import.problems.iter().any(|problem| problem.message.contains("a moment in UTC"));
    assert_eq!(import.problems.len(), usize::from(is_said), "{:?}", import.problems);
    (&event.edtf, import.data.texts.get(event.record, "en"), is_said)
}

#[test]
fn a_moment_in_utc_is_on_its_day_of_utc_in_every_unit() {
    for (unit, factor) in [("millis", 1_000), ("micros", 1_000_000), ("nanos", 1_000_000_000)] {
        for is_utc in [true, false] {
            let read = |seconds: i64| {
                import(&format!("required int64 date (timestamp({unit},{is_utc}));"), |column| {
                    column.typed::<Int64Type>().write_batch(&[seconds * factor], None, None).expect("written");
                })
            };
            let zone = if is_utc { " +00:00" } else { "" };
            let evening = read(EVENING);
            let (day, record, is_said) = told(&evening);
            assert_eq!((day, is_said), ("2013-01-10", is_utc), "{unit}");
            assert!(record.starts_with("date: 2013-01-10 23:30:00") && record.ends_with(zone), "{unit}: {record}");
            let midnight = read(EVENING - 23 * 3600 - 1800);
            assert_eq!(told(&midnight), ("2013-01-10", "", false), "{unit}: a day, as data frames write one");
            // Before 1970, whose moments are negative numbers.
            assert_eq!(told(&read(-1)).0, "1969-12-31", "{unit} {is_utc}");
        }
    }
}

#[test]
fn older_writers_of_moments_are_read_too() {
    for (sort, factor) in [("TIMESTAMP_MILLIS", 1_000), ("TIMESTAMP_MICROS", 1_000_000)] {
        let import = import(&format!("required int64 date ({sort});"), |column| {
            column.typed::<Int64Type>().write_batch(&[EVENING * factor], None, None).expect("written");
        });
        assert_eq!(told(&import).0, "2013-01-10", "{sort}");
    }
    // Nanoseconds of the day, and the day by its Julian number.
    let nanos = (23 * 3600 + 1800) * 1_000_000_000_u64;
    let moment = Int96::from(vec![nanos as u32, (nanos >> 32) as u32, 2_456_303]);
    let read = import("required int96 date;", |column| {
        column.typed::<Int96Type>().write_batch(&[moment], None, None).expect("written");
    });
    assert_eq!(told(&read).0, "2013-01-10");
    let day = import("required int32 date (date);", |column| {
        column.typed::<Int32Type>().write_batch(&[15_715], None, None).expect("written");
    });
    assert_eq!(told(&day), ("2013-01-10", "", false));
}
