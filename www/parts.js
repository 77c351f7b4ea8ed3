// A set in parts: packed files beside an index of them (crates/core/FORMAT.md). Of those that hold the days in view one
// after the other is fetched, by ranges, so that the columns, which follow from the events, stay where they are.
import { ERRORS, problem } from "./element.js";
import { keepingPlace } from "./place.js";
import { Progress, spokenOf } from "./progress.js";
import { HEAD_BYTES as SNIFF_BYTES, KEPT_BYTES, handOver, take, turns } from "./read.js";
import { FIRST_ROWS, LONG_BYTES, SLICE_BYTES } from "./table.js";

Object.assign(ERRORS, {
  "CT-316": (name, why) => `${name} leads to no packed files: ${why}. Pack the table again, and put the index and its parts into one folder.`,
  "CT-317": (file, why) => `${file} is missing from where it breaks off: ${why}. All else that came is shown.`,
  "CT-318": (name, rows) => `${name}: rows ${rows} are shown, which is as many as a page holds. Pack the table again with the option --partition, so that others can be asked for by their days.`,
});

const MOST_ROWS = 1_000_000; // in both modules some 650 bytes each
const HEAD_BYTES = 128 << 10; // with the lists of a part and, of a short one, all of it
const FIRST_BYTES = 2_000_000; // so many are asked for before the first picture, the index included
const DAY_MS = 86_400_000;

const WORDS = {
  en: {
    loaded: (rows, all, days) => `Loaded: ${rows} of ${all} events (${days}).`,
    lacking: (rows) => `Up to ${rows} others fall in the days in view.`,
    much: (most) => `The days in view hold more than the ${most} that a page takes: zoom in to load others.`,
    others: "Others are loaded when you move to their days.",
    load: (size) => `Load them (${size})`,
    whole: (size) => `Load all (${size})`,
  },
  fr: {
    loaded: (rows, all, days) => `Chargés : ${rows} événements sur ${all} (${days}).`,
    lacking: (rows) => `Jusqu’à ${rows} autres tombent dans les jours affichés.`,
    much: (most) => `Les jours affichés en comptent plus que les ${most} qu’une page admet : zoomez pour en charger d’autres.`,
    others: "Les autres sont chargés quand vous allez à leurs jours.",
    load: (size) => `Les charger (${size})`,
    whole: (size) => `Tout charger (${size})`,
  },
  ar: {
    loaded: (rows, all, days) => `المحمَّل: ${rows} من ${all} حدث (${days}).`,
    lacking: (rows) => `يقع ما يصل إلى ${rows} غيرها في الأيام المعروضة.`,
    much: (most) => `في الأيام المعروضة أكثر من ${most}، وهو أقصى ما تتسع له الصفحة: قرِّب العرض لتحميل غيرها.`,
    others: "تُحمَّل البقية عند الانتقال إلى أيامها.",
    load: (size) => `حمِّلها (${size})`,
    whole: (size) => `حمِّل الكل (${size})`,
  },
};

/** Reads the parts that an index names; as feed() in read.js, with the part of the page in what comes of it. */
export function inParts(glue, bytes, input, watch) {
  if (!input.base) throw problem("CT-316", input.name, "the files beside it can be reached by an address alone");
  let index;
  try {
    index = new glue.Index(bytes);
  } catch ({ message }) {
    throw problem("CT-316", input.name, message);
  }
  return new Apart(glue, index, bytes.length, input).begin(watch);
}

/** Reads a packed file, which may be at hand. */
export async function alone(glue, { name, base, blob, total }, watch) {
  const files = [{ file: name, rows: null, bytes: total }];
  const of = () => ({ href: base, blob });
  const { found } = await gather(new glue.Parts(), { name, files, size: 0, before: SNIFF_BYTES, of }, watch);
  return found;
}

const sum = (files, key) => files.reduce((all, file) => all + file[key], 0);
const onShow = new WeakMap(); // what each element shows

/** A set in parts as far as it is in the page: a line says what is, and where a reader goes, there is more of it. */
class Apart {
  #glue;
  #index;
  #size; // of the index, in bytes
  #input;
  #files;
  #rows = 0; // in the page
  #held = []; // positions of the files that are in the page
  #asked = new Set(); // those that were asked for and did not come: they are not asked for again unbidden
  #bytes = new Map(); // what was fetched of each file, outside of the page's memory
  #timeline = null;
  #line = document.createElement("div");
  #told = ""; // what the line says
  #stop = null; // ends the reading that is under way

  constructor(glue, index, size, input) {
    this.#glue = glue;
    this.#index = index;
    this.#size = size;
    this.#input = input;
    this.#files = index.files;
  }

  /** Those with the days that the page asks for; newer forms of those that are on show. */
  begin(watch) {
    const days = ["from", "to"].map((day) => watch.host?.getAttribute(day) || undefined);
    const known = watch.isFresh && onShow.get(watch.host)?.#namesakes(this.#files);
    const wanted = known?.length ? known : [...this.#index.chosen(MOST_ROWS, ...days, [])];
    return this.#read(wanted, watch, wanted.length < this.#files.length && days.some(Boolean));
  }

  /** Where it is shown: in `frame` of `host`, with what the timeline there can do. */
  join(timeline) {
    this.#timeline = timeline;
    onShow.set(timeline.host, this);
    this.#line.part = "parts";
    Object.assign(this.#line.style, { fontSize: "0.875em", marginBlockEnd: "0.5em" });
    timeline.frame.querySelector(".live").before(this.#line);
    // A reader sees what there is, and not what there is not.
    if (sum(this.#inView(), "rows") > MOST_ROWS) {
      const [first, last] = [Math.min(...this.#held), Math.max(...this.#held)];
      timeline.zoomTo(this.#files[first].from, this.#files[last].to);
    }
    this.moved();
  }

  /** Other days or another language are on show. */
  moved() {
    if (!this.#timeline || this.#stop) return;
    const inView = this.#inView();
    const lacking = inView.filter((it) => !this.#held.some((at) => this.#files[at] === it));
    const isMuch = sum(inView, "rows") > MOST_ROWS;
    if (!isMuch && lacking.some((it) => !this.#asked.has(it))) this.#fetch(this.#wanted());
    else this.#tell(lacking, isMuch);
  }

  leave() {
    this.#stop?.abort(new DOMException("Other data is shown.", "AbortError"));
    this.#timeline = null;
    this.#line.remove();
  }

  #inView() {
    const { from, to } = this.#timeline.state();
    return [...this.#index.within(from, to)].map((at) => this.#files[at]);
  }

  #wanted() {
    const { from, to } = this.#timeline.state();
    return [...this.#index.chosen(MOST_ROWS, from, to, Uint32Array.from(this.#held))];
  }

  // The same files of another index, and what came behind the newest.
  #namesakes(files) {
    const names = new Set(this.#held.map((at) => this.#files[at].file));
    const isNewest = names.has(this.#files.at(-1)?.file);
    const last = files.findLastIndex(({ file }) => names.has(file));
    let rows = 0;
    const fits = (at) => (rows += files[at].rows) <= MOST_ROWS;
    const same = [...files.keys()].filter((at) => names.has(files[at].file) || (isNewest && at > last));
    return same.reverse().filter(fits).reverse();
  }

  async #read(wanted, watch, isSome) {
    const files = wanted.map((at) => this.#files[at]);
    for (const it of files) this.#asked.add(it);
    const parts = new this.#glue.Parts();
    if (isSome) parts.span(this.#index);
    const of = ({ file }) => {
      if (!this.#bytes.has(file)) this.#bytes.set(file, []);
      return { href: new URL(encodeURIComponent(file), this.#input.base).href, kept: this.#bytes.get(file) };
    };
    const input = { name: this.#input.name, files, size: this.#size, of, index: this.#index, all: this.#files.length };
    const { found, came } = await gather(parts, input, watch);
    this.#held = wanted.filter((at) => came.includes(this.#files[at])).sort((one, other) => one - other);
    this.#rows = found.report.rows;
    for (const it of came) this.#asked.delete(it);
    const names = came.map(({ file }) => file);
    for (const name of this.#bytes.keys()) if (!names.includes(name)) this.#bytes.delete(name);
    return Object.assign(found, { apart: this });
  }

  async #fetch(wanted) {
    const { frame, engine, emit, lang } = this.#timeline;
    const { name } = this.#input;
    const { signal } = (this.#stop = new AbortController());
    const cancel = () => this.#stop?.abort(problem("CT-307", name));
    const bar = new Progress(frame, lang(), cancel, (detail) => detail.bytes && emit("ct-progress", detail));
    const told = (detail) => bar.told(detail);
    const before = [this.#held, this.#rows];
    try {
      const found = await handOver(await this.#read(wanted, { signal, told, isMore: true }, true), name, { engine, told, signal });
      if (signal.aborted) {
        found.incoming.free();
        throw signal.reason;
      }
      const { host, hold, take, follow } = this.#timeline;
      await keepingPlace(host, hold, () => take(found));
      if (!signal.aborted) follow();
    } catch (error) {
      [this.#held, this.#rows] = before;
      if (!signal.aborted) this.#timeline.complain(error);
    } finally {
      bar.remove();
      this.#stop = null;
    }
    this.moved();
  }

  // What is in the page, and what is not.
  #tell(lacking, isMuch) {
    const spoken = spokenOf(WORDS, this.#timeline.lang());
    const words = WORDS[spoken];
    const number = (n) => n.toLocaleString(spoken);
    const megabytes = (files) => {
      const format = new Intl.NumberFormat(spoken, { style: "unit", unit: "megabyte", maximumSignificantDigits: 2 });
      return format.format(sum(files, "bytes") / 1e6);
    };
    const away = this.#files.filter((_, at) => !this.#held.includes(at));
    const all = sum(this.#files, "rows");
    const text = [words.loaded(number(this.#rows), number(all), this.#days(spoken))];
    if (isMuch) text.push(words.much(number(MOST_ROWS)));
    else if (lacking.length) text.push(words.lacking(number(sum(lacking, "rows"))));
    else text.push(words.others);
    const buttons = [];
    if (lacking.length && !isMuch) buttons.push([words.load(megabytes(lacking)), () => this.#wanted()]);
    else if (all <= MOST_ROWS) buttons.push([words.whole(megabytes(away)), () => [...this.#files.keys()]]);
    const told = [...text, ...buttons.map(([label]) => label)].join(" ");
    this.#line.hidden = away.length === 0;
    if (told === this.#told || away.length === 0) return;
    this.#told = told;
    const isFocused = this.#line.contains(this.#line.getRootNode().activeElement);
    Object.assign(this.#line, { lang: spoken, dir: spoken === "ar" ? "rtl" : "ltr" });
    const status = Object.assign(document.createElement("span"), { textContent: text.join(" ") });
    status.setAttribute("role", "status");
    const made = buttons.map(([textContent, wanted]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent });
      button.addEventListener("click", () => this.#stop || this.#fetch(wanted()));
      return button;
    });
    this.#line.replaceChildren(status, ...made.flatMap((it) => [" ", it]));
    if (isFocused) (made[0] ?? Object.assign(this.#line, { tabIndex: -1 })).focus({ preventScroll: true });
  }

  // The days whose events are in the page, as spans.
  #days(lang) {
    const format = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeZone: "UTC" });
    const at_ms = (day) => Date.parse(`${day}T00:00Z`);
    const runs = [];
    for (const at of this.#held) {
      if (runs.at(-1)?.[1] === at - 1) runs.at(-1)[1] = at;
      else runs.push([at, at]);
    }
    return runs.map(([first, last]) => {
      const from = at_ms(this.#files[first].from);
      const next = this.#files[last + 1];
      // The last day of its events may lie in the days of the next part.
      const to = Math.max(from, next ? Math.min(at_ms(next.from) - DAY_MS, at_ms(this.#files[last].to)) : at_ms(this.#files[last].to));
      return format.formatRange(from, to);
    }).join(", ");
  }
}

async function gather(parts, input, watch) {
  try {
    return await all(parts, input, watch);
  } catch (error) {
    parts.free();
    throw error;
  }
}

async function all(parts, { name, files, size, before = size, of, index, all }, watch) {
  const total = sum(files, "bytes") + size;
  const turn = turns(watch.signal);
  const number = (n) => n.toLocaleString("en");
  const wrong = [];
  const came = []; // files, whole
  let done = size; // bytes of whole parts
  let asked = before;
  let isShown = !watch.engine || total < LONG_BYTES;

  const show = async () => {
    if (isShown) return;
    isShown = true;
    watch.show(await handOver(Object.assign(parts.so_far(), { away: index && parts.away(index) }), name, { ...watch, told: null }));
  };

  const one = async (part) => {
    const { file, rows, bytes } = part;
    parts.begin(file, rows ?? undefined, bytes);
    const from = of(part);
    for (let at = 0; at !== undefined; at = parts.wanted) {
      // The first picture must not wait for a long part.
      const most = isShown ? Infinity : Math.max(HEAD_BYTES, FIRST_BYTES - asked);
      const end = Math.min(bytes, at + (at ? most : HEAD_BYTES));
      asked += end - at;
      for await (const slice of range(from, [at, end, bytes], watch)) {
        parts.feed(at, slice);
        while (parts.step()) await turn();
        at += slice.length;
        watch.told?.({ bytes: done + at, total, rows: parts.rows });
        if (parts.rows >= FIRST_ROWS) await show();
        await turn();
        if (parts.wanted === undefined) break;
        if (rows === null && parts.rows >= MOST_ROWS) {
          wrong.push(problem("CT-318", name, `1 to ${number(parts.rows)}`));
          return;
        }
      }
      if (parts.rows > 0 && asked >= FIRST_BYTES) await show();
      if (at < end && parts.wanted !== undefined) break; // it is shorter than the index says
    }
    parts.end();
    came.push(part);
  };

  for (const part of files) {
    try {
      await one(part);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError || error.code === "CT-320") throw error;
      const { aborted, reason } = watch.signal ?? {};
      // Who cancels keeps what came, and what was there before.
      if (aborted && (watch.isMore || reason.code !== "CT-307")) throw reason;
      if (!aborted) of(part).kept?.splice(0); // it may be mended
      wrong.push(aborted ? reason : problem("CT-317", part.file, error.message));
      if (aborted) break;
    }
    done += part.bytes;
  }
  if (parts.rows === 0) throw wrong[0] ?? problem("CT-112", name, "it holds none");
  if (came.length < all) parts.span(index);
  const away = came.length < all ? parts.away(index) : undefined;
  const found = Object.assign(parts.finish(), { away });
  found.report.warnings.push(...wrong.map(({ code, message }) => ({ code, message, where: "" })));
  return { found, came };
}

// Bytes of a file, from one to before another; of a server that knows no ranges, all from there on.
async function* range({ href, blob, kept = [] }, [from, to, all], watch) {
  const { signal, isFresh } = watch;
  if (blob) return yield* slices(blob.slice(from, to).stream(), 0, "", watch);
  const known = () => kept.find(({ at, bytes }) => at <= from && from < at + bytes.size);
  for (let some = known(); some && from < to; some = known()) {
    const { at, bytes } = some;
    const end = Math.min(to, at + bytes.size);
    yield* slices(bytes.slice(from - at, end - at).stream(), 0, href, watch);
    from = end;
  }
  if (from >= to) return;
  const headers = from > 0 || to < all ? { range: `bytes=${from}-${to - 1}` } : {};
  const response = await fetch(href, { headers, cache: isFresh ? "no-cache" : "default", signal }).catch(() => {
    signal?.throwIfAborted();
    throw problem("CT-302", href);
  });
  if (!response.ok) throw problem("CT-301", href, response.status);
  let [some, size] = [[], 0];
  const keep = () => {
    if (size > 0) kept.push({ at: from, bytes: new Blob(some) });
    [some, from, size] = [[], from + size, 0];
  };
  try {
    for await (const slice of slices(response.body ?? new Blob([]).stream(), response.status === 206 ? 0 : from, href, watch)) {
      some.push(slice);
      size += slice.length;
      if (size >= KEPT_BYTES) keep();
      yield slice;
    }
  } finally {
    keep();
  }
}

async function* slices(stream, skip, name, watch) {
  const chunks = stream.getReader();
  try {
    for (let chunk = await take(chunks, { name }, watch); chunk; chunk = await take(chunks, { name }, watch)) {
      const rest = chunk.subarray(skip);
      skip -= chunk.length - rest.length;
      for (let at = 0; at < rest.length; at += SLICE_BYTES) yield rest.subarray(at, at + SLICE_BYTES);
    }
  } finally {
    chunks.cancel().catch(() => {}); // nothing more is wanted
  }
}
