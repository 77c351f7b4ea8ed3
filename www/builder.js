// The builder: choices become attributes of the preview, and the code to copy. It sends nothing anywhere.
const FRENCH = {
  title: "Une chronologie pour votre page",
  intro: "Choisissez d’un côté, regardez de l’autre, puis copiez le code. Rien n’est envoyé nulle part.",
  data: "Données",
  embedded: "La guerre du Mali, de 2012 à 2024",
  own: "Un fichier à vous",
  src: "Son adresse, telle que votre page la demandera",
  refresh: "Demander des données plus récentes après … secondes (30 ou plus)",
  looks: "Apparence",
  lang: "Langue",
  ofPage: "celle de votre page",
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
  height: "Hauteur minimale en pixels",
  choice: "Ce qui apparaît d’abord",
  filter: "Filtre",
  from: "Premier jour visible",
  to: "Dernier jour visible",
  take: "Reprendre le filtre et les jours de l’aperçu",
  story: "Récit guidé",
  none: "aucun",
  "how-the-north-fell": "Comment le Nord est tombé en 2012",
  "serval-konna-to-kidal": "Serval : de Konna à Kidal",
  "algiers-accord": "L’accord d’Alger, de la signature à la fin",
  "bamako-17-september-2024": "Bamako, 17 septembre 2024 : ce que l’on savait, et quand",
  page: "Dans votre page",
  folder: "Dossier du paquet sur votre serveur",
  events: "Événements dans le texte de repli",
  preview: "Aperçu",
  code: "Code pour votre page",
  rule: "Le texte de repli est ce que voient les lecteurs avant l’arrivée de la chronologie, ou sans JavaScript : parmi les événements choisis, ceux dont le bilan le plus élevé compte le plus de morts, dans l’ordre du temps.",
  copy: "Copier le code",
  bare: "Il n’y a pas de manifest.json à côté de cette page : le code est donc sans integrity.",
  copied: "Copié.",
  select: "Le code est sélectionné : copiez-le.",
};
const ENGLISH = { copied: "Copied.", select: "The code is selected: copy it." };
const PAUSE_MS = 400; // after the last letter
const FOLDER = "/conflict-timeline/";

const form = document.querySelector("form");
let preview = document.querySelector("conflict-timeline");
const code = document.querySelector("#code");
const told = document.querySelector("#told");
let manifest = null;
let turn = 0;

for (const node of document.querySelectorAll("[data-say]")) ENGLISH[node.dataset.say] = node.textContent;

function speak(language) {
  const words = language === "fr" ? FRENCH : ENGLISH;
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = words[node.dataset.say];
  for (const button of document.querySelectorAll(".languages button")) button.setAttribute("aria-pressed", button.value === language);
  document.title = words.title;
  told.textContent = "";
  show();
}

/** Attributes that were chosen, without those that are as they would be anyway. */
function chosen() {
  const given = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
  const isOwn = given.data === "src";
  const names = [...(isOwn ? ["src", "refresh"] : []), "lang", "theme", "filter", "from", "to", "lanes", "story", "height"];
  return Object.fromEntries(names.map((name) => [name, given[name]]).filter(([, value]) => value));
}

async function show() {
  const current = ++turn;
  const attributes = chosen();
  const wanted = { ...attributes, lang: attributes.lang ?? document.documentElement.lang };
  // Other data gets another element, which is ready when that is drawn.
  if (preview.getAttribute("src") !== (wanted.src ?? null)) {
    const fresh = preview.cloneNode();
    preview.replaceWith(fresh);
    preview = fresh;
  }
  for (const name of ["src", "refresh", "lang", "theme", "filter", "from", "to", "lanes", "story", "height"]) {
    if (wanted[name] === undefined) preview.removeAttribute(name);
    else if (preview.getAttribute(name) !== wanted[name]) preview.setAttribute(name, wanted[name]);
  }
  let fallback = "";
  try {
    await customElements.whenDefined("conflict-timeline");
    await preview.ready;
    await worded(wanted.lang);
    fallback = await fallbackOf(Number(form.elements.events.value), wanted.lang);
  } catch {
    // The preview itself says what is wrong.
  }
  if (current === turn) code.textContent = snippet(attributes, fallback);
}

/** The words of a language come after the first drawing; without them it stays in English. */
async function worded(language) {
  for (let turn = 0; turn < 40 && preview.shadowRoot.querySelector(".ct").lang !== language; turn++) {
    await new Promise((done) => setTimeout(done, 50));
  }
  await preview.updated;
}

const escape = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

function snippet({ height, ...attributes }, fallback) {
  const folder = form.elements.folder.value.trim().replace(/\/?$/, "/");
  const list = Object.entries({ ...attributes, ...(height && { height }) }).map(([name, value]) => ` ${name}="${escape(value)}"`);
  const place = `display:flow-root;min-height:${height ? `${height}px` : "100vh"}`;
  const hash = manifest ? ` integrity="${manifest.files["embed.js"].integrity}" crossorigin="anonymous"` : "";
  return `<conflict-timeline${list.join("")} style="${place}">
${fallback}</conflict-timeline>
<script async src="${escape(folder)}embed.js"${hash}></script>
`;
}

/** What stands over the preview, but for the address of data that has no title of its own: that is nothing to print. */
function titleOf(element) {
  const src = element.getAttribute("src");
  const title = element.shadowRoot.querySelector("[part=header] h2")?.textContent ?? "";
  return src !== null && [src, new URL(src, document.baseURI).href].includes(title) ? "" : title;
}

/** The title, and a list of the matched events that most people are said to have died in. */
async function fallbackOf(count, language) {
  const title = titleOf(preview);
  const [head, ...rows] = parseCsv(await preview.export("csv"));
  const events = rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])));
  const most = events
    .toSorted((a, b) => Number(b.toll_high || b.toll_low) - Number(a.toll_high || a.toll_low))
    .slice(0, count)
    .sort((a, b) => (a.earliest < b.earliest ? -1 : 1));
  const items = most.map(({ id, earliest, latest, title }) => `    <li data-event="${escape(id)}">${escape(days(earliest, latest, language))}: ${escape(title)}</li>\n`);
  return `${title && `  <h2>${escape(title)}</h2>\n`}${items.length ? `  <ol>\n${items.join("")}  </ol>\n` : ""}`;
}

/** "14 January 2013", "January 2013", "2013", or the first and the last day. */
function days(earliest, latest, language) {
  const [from, to] = [earliest, latest].map((day) => new Date(`${day}T00:00:00Z`));
  const write = (date, options) => new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options }).format(date);
  const next = new Date(to.getTime() + 86_400_000);
  const isFirst = from.getUTCDate() === 1 && next.getUTCDate() === 1;
  if (earliest === latest) return write(from, { dateStyle: "long" });
  if (isFirst && earliest.slice(0, 7) === latest.slice(0, 7)) return write(from, { year: "numeric", month: "long" });
  if (isFirst && from.getUTCMonth() === 0 && next.getUTCMonth() === 0) {
    const years = [from, to].map((date) => write(date, { year: "numeric" }));
    return [...new Set(years)].join("–");
  }
  return `${write(from, { dateStyle: "long" })} – ${write(to, { dateStyle: "long" })}`;
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
  const words = document.documentElement.lang === "fr" ? FRENCH : ENGLISH;
  try {
    await navigator.clipboard.writeText(code.textContent);
    told.textContent = words.copied;
  } catch {
    getSelection().selectAllChildren(code);
    told.textContent = words.select;
  }
}

function take() {
  if (!preview.state) return;
  const { filter, from, to } = preview.state;
  Object.assign(form.elements.filter, { value: filter });
  Object.assign(form.elements.from, { value: from });
  Object.assign(form.elements.to, { value: to });
  show();
}

// The stories that can be chosen are those of the embedded set.
function choose() {
  const { data, story } = form.elements;
  story.disabled = data.value === "src";
  if (story.disabled) story.value = "";
}

let waiting = 0;
form.addEventListener("input", () => {
  choose();
  clearTimeout(waiting);
  waiting = setTimeout(show, PAUSE_MS);
});
form.addEventListener("submit", (event) => event.preventDefault());
document.querySelector("#copy").addEventListener("click", copy);
document.querySelector("#take").addEventListener("click", take);
for (const button of document.querySelectorAll(".languages button")) button.addEventListener("click", () => speak(button.value));

manifest = await fetch("manifest.json").then((answer) => (answer.ok ? answer.json() : null), () => null);
document.querySelector("#bare").hidden = manifest !== null;
form.elements.folder.value = manifest?.folder ?? FOLDER;
speak(navigator.language.startsWith("fr") ? "fr" : "en");
