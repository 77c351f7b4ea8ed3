// Newer data from the address in src, again and again, while a reader is at it. Fetched for the attribute refresh alone.
import { problem } from "./element.js";
import { keepingPlace } from "./place.js";
import { spokenOf } from "./progress.js";
import { addressOf, again, read } from "./read.js";

const LEAST_S = 30;
const WORDS = {
  en: (url, when, why) => `${url} gave no newer data. What is shown is of ${when}. ${why} It is asked again by itself.`,
  fr: (url, when, why) => `${url} n’a pas donné de données plus récentes. Ce qui est affiché date du ${when}. ${why} L’adresse est interrogée de nouveau sans autre intervention.`,
  ar: (url, when, why) => `لم يقدّم ${url} بيانات أحدث. المعروض يعود إلى ${when}. ${why} يُعاد الطلب تلقائيًا.`,
};

/**
 * Asks the address of `data` each `seconds`, but not from a hidden tab, until `signal` ends it. `set`, a Blob, is the form of it
 * that is on show. `renew(found)` shows what is newer, `hold(id)` has the list hold an entry; `complain(error)` says that
 * the old rows stay.
 */
export function follow({ host, lang, data, set, seconds, signal, engine, renew, hold, complain }) {
  const href = addressOf(data.source);
  if (href === null || signal.aborted) return;
  if (!(Number(seconds) > 0)) {
    complain(problem("CT-330", "refresh", `a number of seconds (${seconds})`));
    return;
  }
  const every_ms = Math.max(Number(seconds), LEAST_S) * 1000;
  let known = null;
  let asked = Date.now();
  let fetched = asked; // when what is on show was last known to be what the address gives
  let told = null; // why newer data did not come, since it did last
  let timer = 0;

  const plan = () => {
    clearTimeout(timer);
    if (!document.hidden && !signal.aborted) timer = setTimeout(ask, Math.max(0, asked + every_ms - Date.now()));
  };

  const ask = async () => {
    asked = Date.now();
    try {
      const found = await read(data, { signal, isFresh: true, host }).whole;
      const newest = new Uint8Array(await found.set.arrayBuffer());
      known ??= set && new Uint8Array(await set.arrayBuffer());
      if (signal.aborted) return;
      if (told !== null || !isSame(newest, known)) {
        const newer = await again(found, { engine, signal });
        await keepingPlace(host, hold, () => renew(newer));
      }
      known = newest;
      fetched = asked;
      told = null;
    } catch ({ message }) {
      if (signal.aborted) return;
      if (message !== told) complain(stale(lang, href, fetched, message));
      told = message;
    }
    plan();
  };

  document.addEventListener("visibilitychange", plan, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  plan();
}

/** CT-315, in the reader's language, with the day too: a tab may stay open for longer than one. */
function stale(lang, href, fetched, why) {
  const spoken = spokenOf(WORDS, lang);
  // Of one language, the reader's own form of dates.
  const locale = [lang, ...navigator.languages].find((tag) => tag.startsWith(`${spoken}-`)) ?? spoken;
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }).format(fetched);
  return Object.assign(new Error(WORDS[spoken](href, when, why)), { code: "CT-315", where: href });
}

const isSame = (bytes, known) => bytes.length === known?.length && bytes.every((byte, at) => byte === known[at]);
