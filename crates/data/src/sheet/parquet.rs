//! Parquet as rows of text, and events as Parquet.

use super::number;
use crate::export;
use anyhow::{Context, Result};
use bytes::Bytes;
use conflict_timeline_core::model::{DataSet, Event};
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, TimeUnit, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::TypePtr;
use std::sync::Arc;

/// Hands over the names of the columns as row 0, then every row.
pub(super) fn rows(bytes: Vec<u8>, take: &mut dyn FnMut(u32, &[String])) -> Result<()> {
    let reader = SerializedFileReader::new(Bytes::from(bytes)).context("this is no sound Parquet")?;
    let schema = reader.metadata().file_metadata().schema();
    let mut names = Vec::new();
    schema.get_fields().iter().for_each(|field| put_names("", field, &mut names));
    take(0, &names);
    for (row, number) in reader.get_row_iter(None).context("this is no sound Parquet")?.zip(1..) {
        let row = row.with_context(|| format!("row {number} cannot be read"))?;
        let mut cells = Vec::with_capacity(names.len());
        for ((_, value), field) in row.get_column_iter().zip(schema.get_fields()) {
            put_cells(value, field, &mut cells);
        }
        take(number, &cells);
    }
    Ok(())
}

/// Whether it is a table within a row, such as a point of `lat` and `lon`, and not a list.
fn is_group(field: &TypePtr) -> bool {
    field.is_group() && field.get_basic_info().logical_type_ref().is_none() && {
        let sort = field.get_basic_info().converted_type();
        sort == ConvertedType::NONE && field.get_basic_info().repetition() != Repetition::REPEATED
    }
}

/// The names of a column; those of a group behind its own.
fn put_names(before: &str, field: &TypePtr, names: &mut Vec<String>) {
    let name = [before, field.name()].concat();
    if is_group(field) {
        field.get_fields().iter().for_each(|part| put_names(&[&name, "_"].concat(), part, names));
    } else {
        names.push(name);
    }
}

/// The cells of a column, as many as it has names.
fn put_cells(value: &Field, field: &TypePtr, cells: &mut Vec<String>) {
    if is_group(field) {
        let row = if let Field::Group(row) = value { Some(row) } else { None };
        let mut parts = row.map(|row| row.get_column_iter());
        for part in field.get_fields() {
            let value = parts.as_mut().and_then(Iterator::next).map_or(&Field::Null, |(_, value)| value);
            put_cells(value, part, cells);
        }
        return;
    }
    let Some(LogicalType::Timestamp(time)) = field.get_basic_info().logical_type_ref() else {
        return cells.push(text(value));
    };
    // The reader of rows gives nanoseconds, which data frames write, as bare numbers.
    let cell = match value {
        Field::Long(value) if matches!(time.unit, TimeUnit::NANOS) => {
            text(&Field::TimestampMillis(value.div_euclid(1_000_000)))
        }
        _ => text(value),
    };
    // What a clock showed somewhere has no zone.
    cells.push(if time.is_adjusted_to_u_t_c { cell } else { cell.trim_end_matches(" +00:00").into() });
}

/// A point as well-known binary, which GeoParquet has, as text; `None` for anything else.
fn point(bytes: &[u8]) -> Option<String> {
    let [1, 1, 0, 0, 0, rest @ ..] = bytes else { return None };
    let ([lon, lat], []) = rest.as_chunks::<8>() else { return None };
    let [lon, lat] = [lon, lat].map(|number| f64::from_le_bytes(*number));
    Some(format!("POINT ({lon} {lat})"))
}

fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        // Text that its writer did not mark as such, or no text at all.
        Field::Bytes(bytes) => point(bytes.data()).unwrap_or_else(|| match std::str::from_utf8(bytes.data()) {
            Ok(text) if !text.contains('\0') => text.into(),
            _ => bytes.data().iter().map(|byte| format!("{byte:02x}")).collect(),
        }),
        // As few figures as tell it from its neighbours: 16.27, and not 16.270000457763672.
        Field::Float(value) if value.is_finite() => value.to_string(),
        Field::Float(_) => String::new(),
        Field::Double(value) => number(*value),
        // Its noughts are those of the column's form, and no thousands.
        Field::Decimal(_) => {
            let text = field.to_string();
            let whole = text.trim_end_matches('0').strip_suffix('.').unwrap_or(text.trim_end_matches('0'));
            if text.contains('.') { whole.into() } else { text }
        }
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
        "earliest" | "latest" => format!("optional int32 {name} (date);"),
        name if name.starts_with("toll_") => format!("optional int32 {name};"),
        name => format!("required binary {name} (string);"),
    });
    let schema = format!("message events {{ {} }}", columns.collect::<String>());
    let schema = Arc::new(parse_message_type(&schema)?);
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default()));
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build()))?;
    let events: Vec<&Event> = data.events.iter().collect();
    let mut all = export::rows(data, language);
    for chunk in events.chunks(ROWS) {
        let rows: Vec<_> = all.by_ref().take(chunk.len()).collect();
        let mut group = writer.next_row_group()?;
        for (index, name) in export::COLUMNS.iter().enumerate() {
            let cells = rows.iter().map(|row| row[index].as_str());
            let mut column = group.next_column()?.context("the schema has a column for each name")?;
            match *name {
                "earliest" | "latest" => {
                    let first = *name == "earliest";
                    let day = |event: &&Event| if first { event.when.first_day() } else { event.when.last_day() };
                    let levels: Vec<i16> = chunk.iter().map(|event| i16::from(day(event).is_some())).collect();
                    let days: Vec<i32> = chunk.iter().filter_map(day).map(|day| day.0).collect();
                    column.typed::<Int32Type>().write_batch(&days, Some(&levels), None)?;
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
