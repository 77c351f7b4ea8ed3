//! What of two versions of a table is no change: the lines of its rows, and the name of its file.

use super::Fields;
use conflict_timeline_core::ingest::formats;
use conflict_timeline_core::model::DataSet;
use serde_json::Value;

/// Whether the events are rows of a table: the set is called as its format, the file is its source, or rows keep what no
/// field of ours takes.
pub(super) fn are_rows(data: &DataSet) -> bool {
    formats("").iter().any(|(id, _)| *id == data.meta.slug)
        || file(data).is_some()
        || data.events.iter().any(|event| !event.record.is_none())
}

/// The source that is the file itself: it is called as the set is.
fn file(data: &DataSet) -> Option<usize> {
    let title = |id| data.texts.get(id, "en");
    data.sources.iter().position(|source| title(source.title) == title(data.meta.title))
}

/// The later version with the file called as in the former, where in both the file is a source.
pub(super) fn renamed(before: &DataSet, after: &DataSet) -> Option<DataSet> {
    let (old, new) = (&before.sources[file(before)?], file(after)?);
    let mut data = after.clone();
    let title = data.texts.add([("en", before.texts.get(old.title, "en"))].into_iter());
    let source = &mut data.sources[new];
    (source.slug, source.file, source.title) = (old.slug.clone(), old.file.clone(), title);
    data.meta.title = title;
    Some(data)
}

/// The line of a row changes with every row above it.
pub(super) fn without_lines(event: &mut Fields) {
    for (list, line) in [("sources", "lines"), ("claims", "line")] {
        let Some(Value::Array(all)) = event.get_mut(list) else { continue };
        for entry in all.iter_mut().filter_map(Value::as_object_mut) {
            entry.remove(line);
        }
    }
}
