//! Delimited text: cut into cells by us and by the crate `csv`, and read into a set of events.
//! `cargo bench -p conflict-timeline-bench --bench parse`

use conflict_timeline_bench::write_rows;
use conflict_timeline_core::ingest::{Importer, Options, Splitter};
use divan::Bencher;
use divan::counter::BytesCount;

const ROWS: [u32; 2] = [10_000, 200_000];
/// As the command reads a file.
const SLICE: usize = 1 << 20;

fn main() {
    divan::main();
}

fn text(rows: u32) -> Vec<u8> {
    let mut text = Vec::new();
    write_rows(rows, &mut text).expect("memory");
    text
}

#[divan::bench(args = ROWS)]
fn cut_by_csv_crate(bencher: Bencher<'_, '_>, rows: u32) {
    let text = text(rows);
    bencher.counter(BytesCount::of_slice(&text)).bench_local(|| {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&text[..]);
        let mut record = csv::ByteRecord::new();
        let mut cells = 0;
        while reader.read_byte_record(&mut record).expect("sound") {
            cells += record.len();
        }
        cells
    });
}

#[divan::bench(args = ROWS)]
fn cut_by_us(bencher: Bencher<'_, '_>, rows: u32) {
    let text = text(rows);
    bencher.counter(BytesCount::of_slice(&text)).bench_local(|| {
        let mut splitter = Splitter::new(b',');
        let mut cells = 0;
        text.chunks(SLICE).for_each(|slice| splitter.feed(slice, &mut |row| cells += row.len()));
        splitter.finish(&mut |row| cells += row.len());
        cells
    });
}

#[divan::bench(args = ROWS, sample_count = 10, sample_size = 1)]
fn read_into_events(bencher: Bencher<'_, '_>, rows: u32) {
    let text = text(rows);
    bencher.counter(BytesCount::of_slice(&text)).bench_local(|| {
        let mut importer = Importer::new(Options { file: "rows.csv".into(), ..Options::default() });
        text.chunks(SLICE).for_each(|slice| importer.feed(slice));
        importer.finish().data.events.len()
    });
}
