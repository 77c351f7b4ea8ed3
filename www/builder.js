// The builder: choices become attributes of the preview, and the code to copy. It sends nothing anywhere.
const FRENCH = {
  title: "Une chronologie pour votre page",
  intro: "Choisissez ce qu’elle montre, regardez l’aperçu, puis copiez le code. Rien n’est envoyé nulle part.",
  data: "Données",
  embedded: "La guerre du Mali, de 2012 à 2024",
  own: "Un fichier à vous",
  src: "Son adresse, telle que votre page la demandera",
  refresh: "Demander des données plus récentes après … secondes (de 30 à 86400)",
  looks: "Apparence",
  lang: "Langue",
  ofPage: "celle de votre page",
  spoken: "Le texte de repli est alors en français.",
  theme: "Thème",
  auto: "selon votre page",
  light: "clair",
  dark: "sombre",
  lanes: "Lignes",
  fitting: "selon les données",
  bloc: "par camp",
  actor: "par acteur",
  kind: "par type d’événement",
  region: "par région",
  place: "par lieu",
  phase: "par phase",
  all: "une seule",
  height: "Hauteur minimale en pixels (de 200 à 5000)",
  choice: "Ce qui apparaît d’abord",
  filter: "Filtre",
  from: "Premier jour visible",
  to: "Dernier jour visible",
  known: "Tel que connu le (sinon : aujourd’hui)",
  take: "Reprendre le filtre et les jours de l’aperçu",
  story: "Récit guidé",
  steps: "Un récit apporte son filtre et ses jours. Le texte de repli est celui de sa première étape.",
  none: "aucun",
  "how-the-north-fell": "Comment le Nord est tombé en 2012",
  "serval-konna-to-kidal": "Serval : de Konna à Kidal",
  "algiers-accord": "L’accord d’Alger, de la signature à la fin",
  "bamako-17-september-2024": "Bamako, 17 septembre 2024 : ce que l’on savait, et quand",
  page: "Dans votre page",
  folder: "Dossier du paquet sur votre serveur",
  events: "Événements dans le texte de repli (de 0 à 100)",
  preview: "Aperçu",
  code: "Code pour votre page",
  rule: "Le texte de repli est ce que voient les lecteurs avant l’arrivée de la chronologie, ou sans JavaScript : parmi les événements que la chronologie liste d’abord, ceux dont le bilan le plus élevé compte le plus de morts, dans l’ordre du temps.",
  copy: "Copier le code",
  bare: "Il n’y a pas de manifest.json à côté de cette page : le code est donc sans integrity.",
  clear: "Tout recommencer",
  undo: "Annuler",
  copied: "Copié.",
  select: "Ce navigateur ne laisse pas copier cette page. Le code est sélectionné : copiez-le.",
  reading: "Lecture des données pour le texte de repli…",
  waiting: "Le code viendra avec l’adresse de votre fichier.",
  missing: "Sans ces données, le texte de repli est vide : écrivez-en un dans le code, ou corrigez l’adresse.",
  omitted: "Le code s’en passe.",
  limits: "Un nombre entier de {min} à {max}. Le code s’en passe.",
  backwards: "Le dernier jour précède le premier. Le code s’en passe.",
  replaced: "Un nombre entier de {min} à {max}. Le code en compte {instead}.",
  empty: "La chronologie ne liste d’abord aucun événement : le texte de repli n’a que le titre.",
  undrawn: "La chronologie n’a pas pu être dessinée ici : le code est donc sans texte de repli.",
  held: "Ces lignes sont d’ACLED ou de la GTD, dont les conditions interdisent la diffusion : le texte de repli n’en cite aucune.",
};
const ENGLISH = {
  copied: "Copied.",
  select: "This browser does not let the page copy. The code is selected: copy it.",
  reading: "Reading the data for the fallback…",
  waiting: "The code comes with the address of your file.",
  missing: "Without this data the fallback is empty: write one into the code, or correct the address.",
  omitted: "The code does without it.",
  limits: "A whole number from {min} to {max}. The code does without it.",
  backwards: "The last day is before the first. The code does without it.",
  replaced: "A whole number from {min} to {max}. The code has {instead}.",
  empty: "At first the timeline lists no event: the fallback has the title alone.",
  undrawn: "The timeline could not be drawn here, so the code has no fallback.",
  held: "These are rows of ACLED or the GTD, whose terms do not let them be handed on: the fallback names none.",
};
const PAUSE_MS = 400; // after the last letter
const LATE_MS = 600; // before it is said that data is being read
const REST_MS = 250; // until the list of a timeline has followed its days in view
const FOLDER = "/conflict-timeline/";
const ATTRIBUTES = ["src", "refresh", "lang", "theme", "filter", "from", "to", "known", "lanes", "story", "height"];
// What decides which events are shown first.
const OF_EVENTS = ["src", "filter", "from", "to", "known", "story"];

const form = document.querySelector("form");
const fields = form.elements;
let preview = document.querySelector("conflict-timeline");
const code = document.querySelector("#code");
const box = document.querySelector("pre");
const copying = document.querySelector("#copy");
const undoing = document.querySelector("#undo");
const note = document.querySelector("#note");
const told = document.querySelector("#told");
let manifest = null;
let turn = 0;
let waiting = 0;
let shown = Promise.resolve();
let before = null; // the choices that undo brings back
let known = {}; // the last fallback, and what it was asked for

for (const node of document.querySelectorAll("[data-say]")) ENGLISH[node.dataset.say] = node.textContent;

const say = (key) => (document.documentElement.lang === "fr" ? FRENCH : ENGLISH)[key];
const isOwn = () => fields.data.value === "src";

// Beside each field that can be wrong, a line that says so.
for (const name of ["refresh", "height", "events", ...OF_EVENTS]) {
  const line = Object.assign(document.createElement("p"), { id: `wrong-${name}`, className: "wrong" });
  line.setAttribute("aria-live", "polite");
  fields[name].closest("label").after(line);
}

function speak(language) {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const button of document.querySelectorAll(".languages button")) button.setAttribute("aria-pressed", button.value === language);
  document.title = say("title");
  update();
}

/** Says beside a field what is wrong with it, first in the words of the element, which are English; nothing takes it back. */
function complain(name, ours = "", theirs = "") {
  const field = fields[name];
  const line = document.querySelector(`#wrong-${name}`);
  if (line.textContent !== `${theirs && `${theirs} `}${ours}`) {
    const quoted = Object.assign(document.createElement("span"), { lang: "en", textContent: theirs });
    line.replaceChildren(...(theirs ? [quoted, " "] : []), ours);
  }
  for (const [attribute, value] of [["aria-invalid", "true"], ["aria-describedby", line.id]]) {
    if (ours) field.setAttribute(attribute, value);
    else field.removeAttribute(attribute);
  }
}

/** Whether a field of a number has one within its limits; if not, that is said. */
function isSound(name, instead) {
  const { validity, min, max, value } = fields[name];
  const isWrong = !validity.valid || (instead !== undefined && value === "");
  const text = say(instead === undefined ? "limits" : "replaced");
  complain(name, isWrong ? text.replace("{min}", min).replace("{max}", max).replace("{instead}", instead) : "");
  return !isWrong;
}

/** Attributes that were chosen, without those that are as they would be anyway. */
function chosen() {
  const given = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
  const names = ATTRIBUTES.filter((name) => isOwn() || !["src", "refresh"].includes(name));
  for (const name of ["refresh", "height"]) if (!isSound(name)) delete given[name];
  const isPlain = [given.from, given.to].every((day) => /^\d{4}(-\d\d){0,2}$/.test(day));
  // "2013-06" is not after "2013", which lasts until its end.
  if (isPlain && given.from > `${given.to}~`) {
    complain("to", say("backwards"));
    delete given.to;
  }
  return Object.fromEntries(names.map((name) => [name, given[name]]).filter(([, value]) => value));
}

const without = (attributes, names) => Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));

async function show() {
  const current = ++turn;
  const isCurrent = () => current === turn;
  told.textContent = "";
  for (const name of OF_EVENTS) complain(name);
  const attributes = chosen();
  const count = isSound("events", fields.events.defaultValue) ? Number(fields.events.value) : Number(fields.events.defaultValue);
  const isNameless = isOwn() && !attributes.src;
  copying.disabled = isNameless;
  for (const part of [box, document.querySelector("#look")]) part.hidden = isNameless;
  if (isNameless) {
    code.textContent = "";
    note.textContent = say("waiting");
    return;
  }
  const lang = attributes.lang ?? document.documentElement.lang;
  look({ ...attributes, lang });
  const late = setTimeout(() => isCurrent() && (note.textContent = say("reading")), LATE_MS);
  const found = await fallbackOf(attributes, lang, count);
  clearTimeout(late);
  if (!isCurrent()) return;
  const wrong = Object.keys(found.wrong);
  for (const name of wrong) complain(name, say(name === "src" ? "missing" : "omitted"), found.wrong[name]);
  const good = without(attributes, wrong.filter((name) => name !== "src"));
  look({ ...good, lang });
  code.textContent = snippet(good, found.text);
  box.removeAttribute("aria-busy");
  note.textContent = found.note && say(found.note);
}

/** Shows the preview with these attributes. What its reader chose in it goes when other events are to be shown first. */
function look(attributes) {
  if (OF_EVENTS.some((name) => preview.getAttribute(name) !== (attributes[name] ?? null))) {
    const fresh = preview.cloneNode();
    for (const name of OF_EVENTS) fresh.removeAttribute(name);
    put(fresh, attributes);
    preview.replaceWith(fresh);
    preview = fresh;
  } else {
    put(preview, attributes);
  }
}

function put(element, attributes) {
  for (const name of ATTRIBUTES) {
    if (attributes[name] === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== attributes[name]) element.setAttribute(name, attributes[name]);
  }
}

const escape = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

function snippet({ height, ...attributes }, fallback) {
  const folder = (fields.folder.value.trim() || fields.folder.defaultValue).replace(/\/?$/, "/");
  const list = Object.entries({ ...attributes, ...(height && { height }) }).map(([name, value]) => ` ${name}="${escape(value)}"`);
  const place = `display:flow-root;min-height:${height ? `${height}px` : "100vh"}`;
  const hash = manifest ? ` integrity="${manifest.files["embed.js"].integrity}" crossorigin="anonymous"` : "";
  return `<conflict-timeline${list.join("")} style="${place}">
${fallback}</conflict-timeline>
<script async src="${escape(folder)}embed.js"${hash}></script>
`;
}

/**
 * The text of an element with these attributes: `text`, `note` on it, and `wrong`, what the element says of attributes that it
 * cannot use, by name. Those are left out.
 */
async function fallbackOf(attributes, lang, count) {
  const key = JSON.stringify([OF_EVENTS.map((name) => attributes[name]), lang, count]);
  if (known.key === key) return known.found;
  let found = await ask(attributes, lang, count);
  const wrong = Object.keys(found.wrong).filter((name) => name !== "src");
  if (wrong.length) found = { ...(await ask(without(attributes, wrong), lang, count)), wrong: found.wrong };
  if (found.text) known = { key, found };
  return found;
}

/** Asks an element of its own, out of sight, that nobody chooses anything in. */
async function ask(attributes, lang, count) {
  const { src } = attributes;
  const wrong = {};
  const probe = document.createElement("conflict-timeline");
  probe.hidden = true;
  probe.addEventListener("ct-error", ({ detail: { message, where } }) => {
    const [, name] = /^(filter|from|to|known|story):/.exec(where) ?? [];
    if (name) wrong[name] = message;
  });
  try {
    await customElements.whenDefined("conflict-timeline");
    for (const name of OF_EVENTS) if (name !== "src" && attributes[name]) probe.setAttribute(name, attributes[name]);
    for (const [name, value] of [["lang", lang], ["loading", "eager"], ["views", "story"]]) probe.setAttribute(name, value);
    const comes = src ? probe.load(src) : probe.ready;
    document.body.append(probe);
    probe.shadowRoot.querySelector("[part=load]")?.click(); // there for readers who save data
    const report = await comes;
    await worded(probe, lang);
    const events = (await listed(probe)).slice(0, report?.restricted ? 0 : count);
    return { text: await written(probe, events, src, lang), note: noteOn(probe, report), wrong };
  } catch ({ message }) {
    return { text: "", note: src ? "" : "undrawn", wrong: src ? { ...wrong, src: message } : wrong };
  } finally {
    probe.remove();
  }
}

function noteOn({ state }, report) {
  if (report?.restricted) return "held";
  return state.marks ? "" : "empty";
}

/** The words of a language come after the first drawing; without them it stays in English. */
async function worded(element, language) {
  for (let turn = 0; turn < 40 && element.shadowRoot.querySelector(".ct").lang !== language; turn++) {
    await new Promise((done) => setTimeout(done, 50));
  }
  await element.updated;
}

/** The events that an element lists, with most people said to have died in them first. */
async function listed(element) {
  if (["from", "to", "story"].some((name) => element.hasAttribute(name))) {
    await new Promise((done) => setTimeout(done, REST_MS));
    await element.updated;
  }
  const { from, to, matched, marks } = element.state;
  const [head, ...rows] = parseCsv(await element.export("csv"));
  const events = rows.map((row, at) => ({ at, ...Object.fromEntries(head.map((name, at) => [name, row[at]])) }));
  // "By 27 July 2024" may be any day before, and is listed with all of them: it is no event of 2015 to be named first.
  const isGiven = ({ earliest, latest }) => (earliest || latest) <= to && (latest || earliest) >= from;
  const inView = marks === matched ? events : events.filter(isGiven);
  return inView.sort((a, b) => Number(b.toll_high || b.toll_low) - Number(a.toll_high || a.toll_low));
}

/** The title and the events, in order of time, each with date and title as the element tells them. */
async function written(element, events, src, lang) {
  const dir = lang === "ar" ? ' dir="rtl"' : "";
  const items = [];
  for (const { id } of events.sort((a, b) => a.at - b.at)) {
    await element.select(id);
    await element.updated;
    const detail = element.shadowRoot.querySelector("[part=detail]");
    const when = detail.querySelector(".ct-when").textContent;
    const colon = lang === "fr" ? "\u00a0: " : ": ";
    items.push(`    <li data-event="${escape(id)}">${escape(when)}${colon}${marked(detail.querySelector(".ct-name"))}</li>\n`);
  }
  const head = element.shadowRoot.querySelector("[part=header] h2");
  // Where data has no title of its own the name of its file stands there: that is nothing to print.
  const isTitle = head?.textContent && !(src && new URL(src, document.baseURI).href.includes(head.textContent));
  const title = isTitle ? `  <h2${dir}>${marked(head)}</h2>\n` : "";
  return `${title}${items.length ? `  <ol${dir}>\n${items.join("")}  </ol>\n` : ""}`;
}

/** A text of the element, with its language where that is another. */
function marked(node) {
  const { lang, textContent } = node.querySelector("bdi[lang]") ?? node;
  return lang ? `<bdi lang="${escape(lang)}">${escape(textContent)}</bdi>` : escape(textContent);
}

function parseCsv(text) {
  const rows = [[""]];
  for (const [, quoted, plain, end] of text.matchAll(/"((?:[^"]|"")*)"|([^",\r\n]+)|(,|\r?\n)/g)) {
    if (end === ",") rows.at(-1).push("");
    else if (end) rows.push([""]);
    else rows.at(-1)[rows.at(-1).length - 1] += quoted?.replaceAll('""', '"') ?? plain;
  }
  return rows.filter((row) => row.length > 1);
}

async function copy() {
  if (waiting) update();
  await shown;
  try {
    await navigator.clipboard.writeText(code.textContent);
    told.textContent = say("copied");
  } catch {
    getSelection().selectAllChildren(code);
    // Pages that are not served by HTTPS have no other way.
    told.textContent = say(document.execCommand("copy") ? "copied" : "select");
  }
}

function take() {
  if (!preview.state) return;
  remember();
  fields.story.value = "";
  for (const name of ["filter", "from", "to", "known"]) fields[name].value = preview.state[name] ?? "";
  update();
}

const choices = () => [...fields].map(({ type, value, checked }) => (type === "radio" ? checked : value));

function remember() {
  before = choices();
  undoing.disabled = false;
}

function clear() {
  remember();
  form.reset();
  update();
}

function undo() {
  [...fields].forEach((field, at) => (field[field.type === "radio" ? "checked" : "value"] = before[at]));
  before = null;
  document.querySelector("#clear").focus();
  undoing.disabled = true;
  update();
}

/** What was changed makes the code old, and some fields mean nothing beside it. */
function settle() {
  box.setAttribute("aria-busy", "true");
  // The stories that can be chosen are those of the embedded set.
  fields.story.disabled = isOwn();
  if (isOwn()) fields.story.value = "";
  document.querySelector("#spoken").hidden = fields.lang.value !== "";
  const isStory = fields.story.value !== "";
  document.querySelector("#steps").hidden = !isStory;
  for (const name of ["filter", "from", "to"]) fields[name].disabled = isStory;
}

function update() {
  clearTimeout(waiting);
  waiting = 0;
  settle();
  shown = show();
}

form.addEventListener("input", () => {
  settle();
  clearTimeout(waiting);
  waiting = setTimeout(update, PAUSE_MS);
});
form.addEventListener("submit", (event) => event.preventDefault());
copying.addEventListener("click", copy);
undoing.addEventListener("click", undo);
document.querySelector("#take").addEventListener("click", take);
document.querySelector("#clear").addEventListener("click", clear);
for (const button of document.querySelectorAll(".languages button")) button.addEventListener("click", () => speak(button.value));

manifest = await fetch("manifest.json").then((answer) => (answer.ok ? answer.json() : null), () => null);
document.querySelector("#bare").hidden = manifest !== null;
fields.folder.defaultValue = manifest?.folder ?? FOLDER;
speak(navigator.language.startsWith("fr") ? "fr" : "en");
