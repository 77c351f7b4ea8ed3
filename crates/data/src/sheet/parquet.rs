//! Parquet as rows of text, and events as Parquet.

use super::number;
use crate::export;
use anyhow::{Context, Result};
use bytes::Bytes;
use conflict_timeline_core::model::{DataSet, Event};
use parquet::basic::{Compression, LogicalType, TimeUnit, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

/// Hands over the names of the columns as row 0, then every row.
pub(super) fn rows(bytes: Vec<u8>, take: &mut dyn FnMut(u32, &[String])) -> Result<()> {
    let reader = SerializedFileReader::new(Bytes::from(bytes)).context("this is no sound Parquet")?;
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<String> = schema.get_fields().iter().map(|field| field.name().to_string()).collect();
    // The reader of rows gives nanoseconds, which data frames write, as bare numbers.
    let is_nanos = |field: &parquet::schema::types::TypePtr| {
        let sort = field.get_basic_info().logical_type_ref();
        matches!(sort, Some(LogicalType::Timestamp(time)) if matches!(time.unit, TimeUnit::NANOS))
    };
    let nanos: Vec<bool> = schema.get_fields().iter().map(is_nanos).collect();
    take(0, &names);
    for (row, number) in reader.get_row_iter(None).context("this is no sound Parquet")?.zip(1..) {
        let row = row.with_context(|| format!("row {number} cannot be read"))?;
        let cells = row.get_column_iter().zip(&nanos).map(|((_, field), is_nanos)| match field {
            Field::Long(value) if *is_nanos => text(&Field::TimestampMillis(value.div_euclid(1_000_000))),
            _ => text(field),
        });
        let cells: Vec<String> = cells.collect();
        take(number, &cells);
    }
    Ok(())
}

fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        // Text that its writer did not mark as such.
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Float(value) => number(f64::from(*value)),
        Field::Double(value) => number(*value),
        Field::ListInternal(list) => list.elements().iter().map(text).collect::<Vec<_>>().join("; "),
        Field::TimestampMillis(_) | Field::TimestampMicros(_) => {
            let text = field.to_string();
            match text.split_once(" 00:00:00") {
                Some((day, _)) => day.into(),
                None => text,
            }
        }
        _ => field.to_string(),
    }
}

/// One row an event, with the columns of the CSV: days as dates, tolls as whole numbers, what is unknown as null.
///
/// # Errors
/// Never in practice; the writer's type says it may.
pub fn write(data: &DataSet, language: &str) -> Result<Vec<u8>> {
    let columns = export::COLUMNS.iter().map(|name| match *name {
        "earliest" | "latest" => format!("required int32 {name} (date);"),
        name if name.starts_with("toll_") => format!("optional int32 {name};"),
        name => format!("required binary {name} (string);"),
    });
    let schema = format!("message events {{ {} }}", columns.collect::<String>());
    let schema = Arc::new(parse_message_type(&schema)?);
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default()));
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build()))?;
    let events: Vec<&Event> = data.events.iter().collect();
    for chunk in events.chunks(ROWS) {
        let rows: Vec<_> = chunk.iter().map(|event| export::row(event, data, language)).collect();
        let mut group = writer.next_row_group()?;
        for (index, name) in export::COLUMNS.iter().enumerate() {
            let cells = rows.iter().map(|row| row[index].as_str());
            let mut column = group.next_column()?.context("the schema has a column for each name")?;
            match *name {
                "earliest" | "latest" => {
                    let first = *name == "earliest";
                    let day = |event: &&Event| {
                        let (earliest, latest) = (event.when.earliest, event.when.latest);
                        (if first { earliest } else { latest }).0
                    };
                    let days: Vec<i32> = chunk.iter().map(day).collect();
                    column.typed::<Int32Type>().write_batch(&days, None, None)?;
                }
                name if name.starts_with("toll_") => {
                    let levels: Vec<i16> = cells.clone().map(|cell| i16::from(!cell.is_empty())).collect();
                    let numbers: Vec<i32> = cells.filter_map(|cell| cell.parse().ok()).collect();
                    column.typed::<Int32Type>().write_batch(&numbers, Some(&levels), None)?;
                }
                _ => {
                    let texts: Vec<ByteArray> = cells.map(ByteArray::from).collect();
                    column.typed::<ByteArrayType>().write_batch(&texts, None, None)?;
                }
            }
            column.close()?;
        }
        group.close()?;
    }
    Ok(writer.into_inner()?)
}

/// Rows of a group.
const ROWS: usize = 100_000;
