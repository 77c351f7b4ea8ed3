//! Generated rows as CSV: `rows 50000000 | conflict-data pack - --partition 50000 --out DIR`

use conflict_timeline_bench::write_rows;
use std::io::{self, BufWriter};

fn main() -> io::Result<()> {
    let rows = std::env::args().nth(1).and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    write_rows(rows, &mut BufWriter::with_capacity(1 << 20, io::stdout().lock()))
}
