// A good scan by hand: dictionary-encoded typed arrays sorted by day, one pass a change, look-up tables
// for choices, one reject bit a dimension. The brush is a slice: rows outside it are read for the bars
// only, and those only when something other than the brush changed.
const NONE = 0xffff;
const UNKNOWN = 0xffffffff;

export class Scan {
  static async make(data) {
    return new Scan(data);
  }

  constructor(data) {
    this.data = data;
  }

  build() {
    const { rows, earliest, starts, actors, days, bars } = this.data;
    this.day = new Uint16Array(rows);
    this.bar = new Uint16Array(rows);
    this.first = new Uint16Array(rows).fill(NONE);
    this.second = new Uint16Array(rows).fill(NONE);
    const barOfDay = new Uint16Array(days);
    for (let bar = 0; bar < bars; bar += 1) {
      barOfDay.fill(bar, Math.floor((days * bar) / bars), Math.floor((days * (bar + 1)) / bars));
    }
    for (let row = 0; row < rows; row += 1) {
      this.day[row] = earliest[row] - 15340;
      this.bar[row] = barOfDay[this.day[row]];
      this.first[row] = actors[starts[row]];
      if (starts[row + 1] - starts[row] > 1) this.second[row] = actors[starts[row] + 1];
    }
    const { kind, place, status, actors_, places_ } = this.data;
    this.kind = kind;
    this.place = place;
    this.status = status;
    this.sizes = [12, actors_, places_, 4];
    this.ok = this.sizes.map((size) => new Uint8Array(size));
    this.facets = this.sizes.map((size) => new Uint32Array(size));
    this.histogram = new Float64Array(bars * 4);
    this.clear();
  }

  choose(facet, include, exclude) {
    this.chosen[facet] = include.length > 0 || exclude.length > 0;
    this.ok[facet].fill(include.length > 0 ? 0 : 1);
    for (const value of include) this.ok[facet][value] = 1;
    for (const value of exclude) this.ok[facet][value] = 0;
    this.isBrushOnly = false;
  }

  brush(from, to) {
    this.from = from;
    this.to = to;
  }

  tollFrom(low) {
    this.least = low;
    this.isBrushOnly = false;
  }

  clear() {
    this.chosen = [false, false, false, false];
    for (const ok of this.ok) ok.fill(1);
    this.from = 0;
    this.to = this.data.days;
    this.least = -1;
    this.isBrushOnly = false;
  }

  /** The first row of a day or a later one. */
  rowOf(day) {
    let low = 0;
    let high = this.day.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.day[middle] < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  update() {
    const { day, bar, first, second, kind, place, status, least } = this;
    const { low, high, violent } = this.data;
    const [okKind, okActor, okPlace, okStatus] = this.ok;
    const [kinds, actors, places, statuses] = this.facets;
    for (const facet of this.facets) facet.fill(0);
    const { histogram } = this;
    const hasActor = this.chosen[1];
    const isBrushOnly = this.isBrushOnly;
    if (!isBrushOnly) histogram.fill(0);
    const begin = this.rowOf(this.from);
    const end = this.rowOf(this.to);
    const start = isBrushOnly ? begin : 0;
    const stop = isBrushOnly ? end : day.length;
    let count = 0;
    for (let row = start; row < stop; row += 1) {
      const k = kind[row];
      const a = first[row];
      const b = second[row];
      const p = place[row];
      const s = status[row];
      const h = high[row];
      const isActor = !hasActor || okActor[a] === 1 || (b !== NONE && okActor[b] === 1);
      const reject = (okKind[k] ^ 1) | (isActor ? 0 : 2) | ((okPlace[p] ^ 1) << 2) | ((okStatus[s] ^ 1) << 3);
      if (least >= 0 && (h === UNKNOWN || h < least)) continue;
      if (reject === 0 && !isBrushOnly) {
        const at = bar[row] * 4;
        histogram[at] += 1;
        if (h === UNKNOWN) histogram[at + 3] += violent[k];
        else {
          histogram[at + 1] += low[row];
          histogram[at + 2] += h;
        }
      }
      if (row < begin || row >= end) continue;
      if (reject === 0) {
        count += 1;
        kinds[k] += 1;
        actors[a] += 1;
        if (b !== NONE) actors[b] += 1;
        places[p] += 1;
        statuses[s] += 1;
      } else if (reject === 1) kinds[k] += 1;
      else if (reject === 2) {
        actors[a] += 1;
        if (b !== NONE) actors[b] += 1;
      } else if (reject === 4) places[p] += 1;
      else if (reject === 8) statuses[s] += 1;
    }
    this.isBrushOnly = true;
    return count;
  }

  counts(facet) {
    return this.facets[facet];
  }

  bars() {
    return this.histogram;
  }
}
