// crossfilter2 as its documents show it: an array of records, a dimension a column, a group a facet.
/* global crossfilter */
const UNKNOWN = 0xffffffff;

export class Crossfilter {
  static async make(data) {
    return new Crossfilter(data);
  }

  constructor(data) {
    this.data = data;
  }

  /** The records are what a page would have after JSON.parse: making them is taken off the time. */
  build() {
    const { rows, earliest, starts, actors, kind, place, status, low, high, days, bars, violent } = this.data;
    const made = performance.now();
    const records = new Array(rows);
    for (let row = 0; row < rows; row += 1) {
      records[row] = {
        day: earliest[row] - 15340,
        kind: kind[row],
        actors: Array.from(actors.subarray(starts[row], starts[row + 1])),
        place: place[row],
        status: status[row],
        low: low[row],
        high: high[row],
      };
    }
    this.recordsMs = performance.now() - made;
    const set = crossfilter(records);
    this.set = set;
    this.dimensions = [
      set.dimension((record) => record.kind),
      set.dimension((record) => record.actors, true),
      set.dimension((record) => record.place),
      set.dimension((record) => record.status),
    ];
    this.groups = this.dimensions.map((dimension) => dimension.group());
    this.days = set.dimension((record) => record.day);
    this.tolls = set.dimension((record) => (record.high === UNKNOWN ? -1 : record.high));
    const barOfDay = new Uint16Array(days);
    for (let bar = 0; bar < bars; bar += 1) {
      barOfDay.fill(bar, Math.floor((days * bar) / bars), Math.floor((days * (bar + 1)) / bars));
    }
    const step = (sign) => (sum, record) => {
      sum.events += sign;
      if (record.high === UNKNOWN) sum.unknown += sign * violent[record.kind];
      else {
        sum.low += sign * record.low;
        sum.high += sign * record.high;
      }
      return sum;
    };
    this.histogram = this.days
      .group((day) => barOfDay[day])
      .reduce(step(1), step(-1), () => ({ events: 0, low: 0, high: 0, unknown: 0 }));
    this.all = set.groupAll();
    this.bars();
  }

  choose(facet, include, exclude) {
    const dimension = this.dimensions[facet];
    if (exclude.length === 0 && include.length === 1) dimension.filterExact(include[0]);
    else {
      const wanted = new Set(include);
      const unwanted = new Set(exclude);
      dimension.filterFunction((value) => (wanted.size === 0 || wanted.has(value)) && !unwanted.has(value));
    }
  }

  brush(from, to) {
    this.days.filterRange([from, to]);
  }

  tollFrom(low) {
    this.tolls.filterRange([low, UNKNOWN]);
  }

  clear() {
    for (const dimension of [...this.dimensions, this.days, this.tolls]) {
      if (dimension.hasCurrentFilter()) dimension.filterAll();
    }
  }

  update() {
    for (const group of this.groups) group.all();
    this.histogram.all();
    return this.all.value();
  }

  counts(facet) {
    const counts = [];
    for (const { key, value } of this.groups[facet].all()) counts[key] = value;
    return Array.from(counts, (count) => count ?? 0);
  }

  bars() {
    const bars = new Array(this.data.bars * 4).fill(0);
    for (const { key, value } of this.histogram.all()) {
      [bars[key * 4], bars[key * 4 + 1], bars[key * 4 + 2], bars[key * 4 + 3]] = [
        value.events, value.low, value.high, value.unknown,
      ];
    }
    return bars;
  }
}
