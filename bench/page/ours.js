// Our engine in Wasm, in an instance of its own.
import init, { Engine, Shape } from "/kernels/bench.js?engine";

export class Ours {
  static async make(data) {
    const wasm = await init({ module_or_path: "/kernels/bench_bg.wasm" });
    return new Ours(data, wasm);
  }

  constructor(data, wasm) {
    this.data = data;
    this.wasm = wasm;
    this.empty = wasm.memory.buffer.byteLength;
  }

  build() {
    const d = this.data;
    this.shape = new Shape(d.rows, d.actors_, d.places_, d.doubtful);
    this.engine = Engine.from_columns(
      this.shape, d.earliest, d.latest, d.when, d.kind, d.status, d.marks, d.low, d.high, d.starts, d.actors, d.place,
    );
  }

  read() {
    return Engine.read(this.data.packed);
  }

  open() {
    Engine.open(this.data.packed).free();
  }

  wasmBytes() {
    return this.wasm.memory.buffer.byteLength - this.empty;
  }

  addWords() {
    this.engine.add_words(this.shape);
  }

  choose(facet, include, exclude) {
    this.engine.choose(facet, Uint32Array.from(include), Uint32Array.from(exclude));
  }

  brush(from, to) {
    this.engine.brush(from, to);
  }

  brushOverlapping(from, to) {
    this.engine.brush_overlapping(from, to);
  }

  tollFrom(low) {
    this.engine.toll_from(low);
  }

  typeWords(text) {
    this.engine.type_words(text);
  }

  clear() {
    this.engine.clear();
  }

  update() {
    return this.engine.update();
  }

  counts(facet) {
    return this.engine.counts(facet);
  }

  bars() {
    return this.engine.bars();
  }
}
