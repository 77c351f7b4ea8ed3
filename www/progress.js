// The bar over a timeline while data is read for it.

const TOLD_MS = 120; // between two figures

const WORDS = {
  en: { reading: "Reading", sorting: "Arranging", rows: "rows", left: "left", cancel: "Cancel" },
  fr: { reading: "Lecture", sorting: "Mise en ordre", rows: "lignes", left: "restantes", cancel: "Annuler" },
  ar: { reading: "جارٍ القراءة", sorting: "جارٍ الترتيب", rows: "صفوف", left: "متبقٍّ", cancel: "إلغاء" },
};

/** The language of `words`, by code, for readers of `lang`, such as `fr-ML`; English where it lacks that. */
export function spokenOf(words, lang) {
  const base = lang.split(/[-_]/)[0].toLowerCase();
  return Object.hasOwn(words, base) ? base : "en";
}

/**
 * A bar over the upper edge of `frame` that says how far the reading is, and moves nothing as it comes and goes; a press
 * on its button ends it by `cancel`. It shows itself after a moment; `heard` is given each figure that it shows.
 */
export class Progress {
  #box = document.createElement("div");
  #bar = document.createElement("progress");
  #text = document.createElement("span");
  #began = performance.now();
  #words;
  #number;
  #units = {};
  #lang;
  #last = performance.now();
  #timer;
  #heard;

  constructor(frame, lang, cancel, heard) {
    this.#heard = heard;
    this.#lang = spokenOf(WORDS, lang);
    this.#words = WORDS[this.#lang];
    this.#number = new Intl.NumberFormat(this.#lang);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.#words.cancel;
    button.addEventListener("click", cancel);
    this.#box.part = "progress";
    this.#box.lang = this.#lang;
    this.#box.dir = this.#lang === "ar" ? "rtl" : "ltr";
    this.#bar.setAttribute("aria-label", this.#words.reading);
    this.#box.append(this.#bar, " ", button, " ", this.#text); // last what grows: the button stays under the pointer
    this.#box.hidden = true;
    frame.style.position = "relative";
    Object.assign(this.#box.style, { position: "absolute", inset: "0 0 auto", zIndex: 2, background: "var(--ct-bg, Canvas)" });
    frame.prepend(this.#box);
  }

  /** How far it is: not shown at each step, but what is said last before a wait is. */
  told(detail) {
    clearTimeout(this.#timer);
    const wait_ms = this.#last + TOLD_MS - performance.now();
    if (wait_ms > 0) this.#timer = setTimeout(() => this.told(detail), wait_ms);
    else {
      this.#last = performance.now();
      this.#show(detail);
      this.#heard(detail);
    }
  }

  // Of bytes that are read, or of rows that have been read and are put in order.
  #show({ bytes, total, rows, share: arranged }) {
    this.#box.hidden = false;
    if (arranged !== undefined) {
      this.#bar.value = arranged;
      this.#text.textContent = `${this.#words.sorting} · ${this.#number.format(rows)} ${this.#words.rows}`;
      return;
    }
    const share = total ? Math.min(1, bytes / total) : null;
    if (share === null) this.#bar.removeAttribute("value");
    else this.#bar.value = share;
    const seconds = share ? ((performance.now() - this.#began) / 1000) * (1 / share - 1) : null;
    const unit = (value, unit) => {
      this.#units[unit] ??= new Intl.NumberFormat(this.#lang, { style: "unit", unit, maximumFractionDigits: 0 });
      return this.#units[unit].format(value);
    };
    const megabytes = [bytes, total].filter(Boolean).map((n) => unit(n / 1e6, "megabyte")).join(" / ");
    const parts = [`${this.#words.reading} ${megabytes}`];
    if (rows) parts.push(`${this.#number.format(rows)} ${this.#words.rows}`);
    if (seconds !== null) parts.push(`${unit(Math.ceil(seconds), "second")} ${this.#words.left}`);
    this.#text.textContent = parts.join(" · ");
  }

  remove() {
    clearTimeout(this.#timer);
    this.#box.remove();
  }
}
