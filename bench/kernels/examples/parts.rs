use conflict_timeline_bench::{Events, Shape};
use conflict_timeline_core::query::*;
use conflict_timeline_core::time::*;
use std::time::Instant;
fn time<T>(name: &str, mut f: impl FnMut() -> T) {
    f();
    let mut best = f64::MAX;
    for _ in 0..15 {
        let t = Instant::now();
        std::hint::black_box(f());
        best = best.min(t.elapsed().as_secs_f64() * 1e3);
    }
    println!("{name:30} {best:.3} ms");
}
fn main() {
    let events = Events::new(&Shape::new(1_000_000, 60, 200, 0));
    let table = events.table();
    let t = Instant::now();
    let index = Index::from_table(table.clone());
    println!("from_table {:?}", t.elapsed());
    let (columns, known) = table.clone().into_parts();
    let t = Instant::now();
    let _ = conflict_timeline_core::model::table::Table::new(columns, known).unwrap();
    println!("Table::new {:?}", t.elapsed());
    let empty = matches(&index, &Filter::default());
    for d in Dimension::ALL {
        let _ = empty.counts(d);
    }
    for kind in [0, 1, 5] {
        let mut filter = Filter::default();
        filter.toggle(Dimension::Kind, kind);
        println!("kind {kind}: {}", matches(&index, &filter).count());
        time("matches_after", || matches_after(&index, &filter, Some(&empty)));
        for d in [Dimension::Kind, Dimension::Actor, Dimension::Place, Dimension::Status] {
            time(d.name(), || {
                let m = matches_after(&index, &filter, Some(&empty));
                m.counts(d).len()
            });
        }
        let m = matches(&index, &filter);
        let span = Span::new(Day(15340), Day(15340 + 5400));
        time("histogram", || histogram(&index, m.rows(), span, BinUnit::Even(400)));
    }
    let mut f = Filter::default();
    f.toll = Some((1, None));
    time("toll", || matches_after(&index, &f, Some(&empty)));
    let mut f = Filter::default();
    for p in 0..20 {
        f.toggle(Dimension::Place, p);
    }
    time("20 places", || matches_after(&index, &f, Some(&empty)));
    let mut f = Filter::default();
    f.toggle(Dimension::Actor, 0);
    f.toggle(Dimension::Actor, 3);
    time("2 actors", || matches_after(&index, &f, Some(&empty)));
    let mut f = Filter::default();
    f.from = Some(Day(16240));
    f.to = Some(Day(17840));
    f.dates = Dates::Start;
    time("dates", || matches_after(&index, &f, Some(&empty)));
}
