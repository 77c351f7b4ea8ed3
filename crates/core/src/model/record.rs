//! The columns of an imported row as one text: `name: value` a line, further lines of a value set in by a blank.

/// Adds a column; an empty value adds nothing.
///
/// ```
/// use conflict_timeline_core::model::record;
/// let mut text = String::new();
/// record::push(&mut text, "where_prec", "3");
/// record::push(&mut text, "source_article", "Reuters\nAFP");
/// record::push(&mut text, "relid", "");
/// assert_eq!(text, "where_prec: 3\nsource_article: Reuters\n AFP");
/// let columns: Vec<_> = record::columns(&text).collect();
/// assert_eq!(columns, [("where_prec", "3".into()), ("source_article", "Reuters\nAFP".into())]);
/// ```
pub fn push(text: &mut String, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    // A name may hold anything; only the sign that ends it must not be in it.
    if name.bytes().any(|byte| matches!(byte, b'\n' | b'\r' | b':')) {
        text.push_str(&name.replace(['\n', '\r'], "_").replace(": ", "_"));
    } else {
        text.push_str(name);
    }
    text.push_str(": ");
    if !value.bytes().any(|byte| byte == b'\n') {
        return text.push_str(value);
    }
    for (index, line) in value.split('\n').enumerate() {
        if index > 0 {
            text.push_str("\n ");
        }
        text.push_str(line);
    }
}

/// Names and values of a record's text, in order.
pub fn columns(text: &str) -> impl Iterator<Item = (&str, String)> {
    let mut lines = text.split('\n').peekable();
    core::iter::from_fn(move || {
        let line = lines.next()?;
        let (name, first) = line.split_once(": ").unwrap_or(("", line));
        let mut value = String::from(first);
        while let Some(more) = lines.next_if(|line| line.starts_with(' ')) {
            value.push('\n');
            value.push_str(&more[1..]);
        }
        Some((name, value))
    })
    .filter(|(_, value)| !value.is_empty())
}

/// The value of a column.
#[must_use]
pub fn column(text: &str, name: &str) -> Option<String> {
    columns(text).find(|(known, _)| *known == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_of_any_text_come_back() {
        let pairs = [("a", "1"), ("b c", "x: y\n\n z\n"), ("d", " led by a blank"), ("e", "\r\n"), ("f", "ü: ")];
        let mut text = String::new();
        for (name, value) in pairs {
            push(&mut text, name, value);
        }
        let back: Vec<(&str, String)> = columns(&text).collect();
        assert_eq!(back, pairs.map(|(name, value)| (name, value.to_string())));
        push(&mut text, "od: d\n", "1");
        assert_eq!(column(&text, "od_d_").as_deref(), Some("1"));
        assert_eq!(columns("").count(), 0);
    }
}
