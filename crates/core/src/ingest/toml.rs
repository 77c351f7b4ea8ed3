//! TOML text into [`Node`]s that know where they stand.

use super::{Input, Node, Value};
use crate::problem::{Code, Problem, line_and_column};
use toml::de::{DeTable, DeValue};

/// Reads one TOML file.
///
/// # Errors
/// Where the text is not TOML: the complaint with line and column.
pub fn parse_toml(file: &str, text: &str) -> Result<Input, Problem> {
    match DeTable::parse(text) {
        Ok(table) => {
            let at = table.span().start;
            let root = map(table.into_inner(), at);
            Ok(Input { file: file.into(), text: text.into(), root })
        }
        Err(error) => {
            let (line, column) = line_and_column(text, error.span().map_or(0, |span| span.start));
            Err(Problem {
                code: Code::Syntax,
                file: file.into(),
                line,
                column,
                path: String::new(),
                message: format!("not TOML: {}", error.message()),
            })
        }
    }
}

fn map(table: DeTable<'_>, at: usize) -> Node {
    let entries = table.into_iter().map(|(key, value)| {
        let at = value.span().start;
        (key.into_inner().into_owned(), node(value.into_inner(), at))
    });
    Node { value: Value::Map(entries.collect()), at: Some(at as u32) }
}

fn node(value: DeValue<'_>, at: usize) -> Node {
    let value = match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Value::Int(number),
            Err(_) => Value::Text(number.as_str().into()),
        },
        DeValue::Float(number) => number.as_str().parse().map_or(Value::Null, Value::Float),
        DeValue::Boolean(value) => Value::Bool(value),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(list) => Value::List(
            list.into_iter()
                .map(|item| {
                    let at = item.span().start;
                    node(item.into_inner(), at)
                })
                .collect(),
        ),
        DeValue::Table(table) => return map(table, at),
    };
    Node { value, at: Some(at as u32) }
}
