//! What the fuzzers began with and found worth keeping: read without a panic, and however it is cut the same.
#![cfg(feature = "files")]

use conflict_timeline_core::ingest::{Importer, Options, Sealing, Unsealing, import_bytes};
use conflict_timeline_core::query::Index;
use std::path::Path;

fn each(name: &str, read: &mut dyn FnMut(&[u8])) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let entries = std::fs::read_dir(&folder).expect("the corpus");
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        read(&std::fs::read(entry.expect("an entry").path()).expect("a file"));
    };
    entries.map(read).count()
}

#[test]
fn tables_of_the_corpus_are_read_the_same_in_slices() {
    let mut events = 0;
    let count = each("table", &mut |data| {
        let Some((first, bytes)) = data.split_first() else { return };
        let read = |size: usize| {
            let mut importer = Importer::new(Options { is_grouped: first & 1 == 1, ..Options::default() });
            bytes.chunks(size).for_each(|slice| importer.feed(slice));
            importer.finish()
        };
        let (slices, whole) = (read(usize::from(*first) + 1), read(bytes.len().max(1)));
        assert_eq!((slices.rows, slices.problems), (whole.rows, whole.problems));
        events += whole.data.events.len();
        let mut unsealing = Unsealing::default();
        Sealing::new(whole.data).for_each(|piece| unsealing.feed(&piece, &mut |_, _, _| ()).expect("sound"));
        assert_eq!(unsealing.finish().expect("whole").events, slices.data.events);
    });
    assert!(count >= 8 && events >= 10, "{events} events in {count} files");
}

#[test]
fn files_of_the_corpus_are_read_or_refused() {
    let mut events = 0;
    let count = each("file", &mut |bytes| {
        let import = import_bytes(bytes, Options::default());
        assert!(!import.problems.is_empty() || !import.format.is_empty());
        let _ = Index::new(&import.data);
        events += import.data.events.len();
    });
    assert!(count >= 10 && events >= 10, "{events} events in {count} files");
}
