//! The steps of the page, natively: `cargo bench -p conflict-timeline-bench`.

use conflict_timeline_bench::{Engine, Events, Shape};
use divan::Bencher;

const ROWS: [u32; 5] = [1_000, 10_000, 100_000, 1_000_000, 2_000_000];

fn main() {
    divan::main();
}

fn engine(rows: u32) -> Engine {
    let mut engine = Engine::from_table(Events::new(&Shape::new(rows, 60, 200, 0)).table());
    engine.update();
    engine
}

fn steps(bencher: Bencher<'_, '_>, rows: u32, before: impl Fn(&mut Engine), step: impl Fn(&mut Engine) + Sync) {
    let mut start = engine(rows);
    before(&mut start);
    start.update();
    bencher.with_inputs(|| start.clone()).bench_local_refs(|engine| {
        step(engine);
        engine.update()
    });
}

#[divan::bench(args = ROWS)]
fn kind(bencher: Bencher<'_, '_>, rows: u32) {
    steps(bencher, rows, |_| (), |engine| engine.choose(0, vec![1], vec![]));
}

#[divan::bench(args = ROWS)]
fn actor(bencher: Bencher<'_, '_>, rows: u32) {
    steps(bencher, rows, |_| (), |engine| engine.choose(1, vec![0], vec![]));
}

#[divan::bench(args = ROWS)]
fn first_brush(bencher: Bencher<'_, '_>, rows: u32) {
    steps(bencher, rows, |_| (), |engine| engine.brush(1_000, 1_365));
}

#[divan::bench(args = ROWS)]
fn brush_by_a_month(bencher: Bencher<'_, '_>, rows: u32) {
    steps(bencher, rows, |engine| engine.brush(1_000, 1_365), |engine| engine.brush(1_030, 1_395));
}

#[divan::bench(args = ROWS)]
fn six_conditions(bencher: Bencher<'_, '_>, rows: u32) {
    steps(
        bencher,
        rows,
        |_| (),
        |engine| {
            engine.choose(0, vec![0, 1, 2], vec![]);
            engine.choose(1, vec![0, 3], vec![]);
            engine.choose(2, (0..20).collect(), vec![]);
            engine.choose(3, vec![], vec![3]);
            engine.toll_from(1);
            engine.brush(900, 2_500);
        },
    );
}

#[divan::bench(args = ROWS, sample_count = 8, sample_size = 1)]
fn build(bencher: Bencher<'_, '_>, rows: u32) {
    let table = Events::new(&Shape::new(rows, 60, 200, 0)).table();
    bencher.with_inputs(|| table.clone()).bench_local_values(Engine::from_table);
}
