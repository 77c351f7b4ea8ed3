/** Types of `<conflict-timeline>`. `embed.js` defines the element and exports nothing. */

/** A date as EDTF text: `2013`, `2013-01`, `2013-01-14`. */
export type Edtf = string;

/** Id of a form of data. */
export type ConflictTimelineFormat = "json" | "ucdp-ged" | "ucdp-sums" | "ucdp-years" | "acled" | "gdelt" | "gtd" | "icews" | "scad" | "timelinejs" | "conflict-timeline" | "generic";

/** Attributes of the element. */
export interface ConflictTimelineAttributes {
  /**
   * Address of a data file: the timeline's own JSON or TOML, UCDP GED, ACLED, GDELT, TimelineJS, GeoJSON, any table with a
   * column of dates, also packed with gzip; a packed file (`.ctl`), or the index of a set in parts (`.parts.json`).
   * Without it: the embedded data set.
   */
  src?: string;
  /** Form of the data at `src`. Default: told by the contents. */
  format?: ConflictTimelineFormat;
  /** Another language than these shows English. Default: the nearest `lang` around it, else the browser's. */
  lang?: "en" | "fr" | "ar" | (string & {});
  theme?: "auto" | "light" | "dark";
  /** The text form: `kind=battle,airstrike;from=2012-01;toll=10..`. */
  filter?: string;
  /** Id of the open event. */
  selected?: string;
  /** Id of a guided story, told from its first step; `id/3` from its third. */
  story?: string;
  /** First day in view. */
  from?: Edtf;
  /** Last day in view. */
  to?: Edtf;
  /** The data is shown as it was known at the end of this date. Default: as it is known today. */
  known?: Edtf;
  lanes?: "bloc" | "actor" | "kind" | "region" | "place" | "phase" | "all";
  /** `rtl`: time runs from right to left. Default: from left to right, in Arabic too. */
  axis?: "ltr" | "rtl";
  /** The parts wanted, with spaces between: `overview chart list`. Default: all. */
  views?: string;
  /** Least height: `640` is pixels, any other CSS length goes as it is. */
  height?: string;
  /** Level of the title's heading. Read once, when the timeline is mounted. */
  "heading-level"?: "1" | "2" | "3" | "4" | "5" | "6";
  /** `eager` loads at once and not when the element nears the viewport. */
  loading?: "eager" | "lazy";
  /** Folder of the package's files. Default: that of `embed.js`. */
  base?: string;
  /** Seconds, at least 30, after which the data at `src` is asked for anew. */
  refresh?: string;
  /**
   * Keeps the view in the address of the page once the reader acts, under names that begin with this text, else with
   * the element's id, else with `ct`; gives readers a link to their view.
   */
  "url-state"?: string;
  /** Readers may report errors in an event: to this address, or to the page alone (`ct-report`) where it is empty. */
  mailto?: string;
}

/** One value or several, ids or names; `-` before one shuts it out. */
export type Choice = string | readonly string[];

export interface ConflictTimelineFilter {
  bloc?: Choice;
  kind?: Choice;
  actor?: Choice;
  place?: Choice;
  region?: Choice;
  phase?: Choice;
  status?: Choice;
  source?: Choice;
  from?: Edtf;
  to?: Edtf;
  dates?: "overlap" | "inside" | "start";
  /** People killed by the highest account: `10..`, `10..50`, `..50`. */
  toll?: string | number;
  /** Words that must stand in it. */
  q?: string;
}

export interface ConflictTimelineState {
  /** Events of the data set. */
  total: number;
  /** Events that the filter leaves. */
  matched: number;
  /** Events listed for the days in view. */
  marks: number;
  /** The filter's text form. */
  filter: string;
  /** First day in view, `2013-01-14`. */
  from: string;
  /** Last day in view. */
  to: string;
  /** Id of the open event. */
  selected: string | null;
  /** The story that is told and its step, as the attribute takes them: `id`, `id/2`. */
  story: string | null;
  /** The day as of which the data is shown; null: today's. */
  known: string | null;
}

export interface ConflictTimelineProblem {
  /** `CT-103`. Codes do not change. */
  code: string;
  /** What is wrong and what would be right. */
  message: string;
  /** File, line and column, an address, or empty. */
  where: string;
}

export interface ConflictTimelineReport {
  /** Events that can be shown. */
  rows: number;
  /** Rows of the file. */
  read: number;
  /** Id of the format that it was read as. */
  format: string;
  /** The rows must not be handed on without a licence of one's own. */
  restricted: boolean;
  /** What could not be taken as it was. */
  warnings: ConflictTimelineProblem[];
}

/** An address or JSON text, a file, bytes, a list of events, or an object of lists. */
export type ConflictTimelineSource = string | URL | Blob | ArrayBuffer | ArrayBufferView | readonly unknown[] | object;

export interface ConflictTimelineLoadOptions {
  /** Id of the format, also of one in `preset`; told by the contents where there is none. */
  format?: ConflictTimelineFormat | (string & {}) | null;
  /** What an event has, and the column that holds it: `{ date: "Datum" }`. */
  mapping?: Record<string, string>;
  /** `dyads`: make one event of the rows that UCDP splits by dyad. */
  group?: "dyads";
  /** Formats of your own as text, tried before the known ones; docs/presets.md has the form. */
  preset?: string;
}

/** What `export()` takes. */
export type ConflictTimelineExport = "csv" | "json" | "ics" | "geojson" | "svg" | "png";

/** What promises reject with. `code` is there but where the element left the page (`AbortError`). */
export interface ConflictTimelineError extends Error {
  code?: string;
  where?: string;
}

export interface ConflictTimelineEventMap {
  /** The first drawing is on the screen. */
  "ct-ready": CustomEvent<null>;
  "ct-filter": CustomEvent<{ filter: string; total: number; matched: number }>;
  /** An event was opened, or closed: then `id` is null. */
  "ct-select": CustomEvent<{ id: string | null }>;
  /** A reader reports an error in an event; only with the attribute `mailto`. */
  "ct-report": CustomEvent<{ id: string }>;
  /** First and last day in view, once it has come to rest. */
  "ct-viewport": CustomEvent<{ from: string; to: string }>;
  /** A story came to another step, or was left: then `story` is null. */
  "ct-story": CustomEvent<{ story: string | null }>;
  /** The data is shown as it was known on a day, or again as it is known today: then `known` is null. */
  "ct-known": CustomEvent<{ known: string | null }>;
  /** How far the reading of data has come; `total` is null where it is not known. */
  "ct-progress": CustomEvent<{ bytes: number; total: number | null; rows: number }>;
  "ct-error": CustomEvent<ConflictTimelineProblem>;
}

/** The class is not a name of the page: `customElements.get("conflict-timeline")` returns it. */
export interface ConflictTimelineElement extends HTMLElement {
  /** The first drawing is on the screen. Rejects with a {@link ConflictTimelineError}. A new promise after removal or failure. */
  readonly ready: Promise<void>;
  /** The last change is on the screen. */
  readonly updated: Promise<unknown>;
  /** Null before the timeline is drawn. */
  readonly state: ConflictTimelineState | null;
  /** Reads the text form; before the timeline is drawn, what was set. Takes text or an object; null clears it. */
  get filter(): string | ConflictTimelineFilter;
  set filter(value: string | ConflictTimelineFilter | null | undefined);
  /** Shows other data, and resolves when it is drawn. A failure leaves what was shown. */
  load(source: ConflictTimelineSource, options?: ConflictTimelineLoadOptions): Promise<ConflictTimelineReport>;
  /** Opens an event, or closes the open one. False where there is none of that id; then none is open. */
  select(id: string | null): Promise<boolean>;
  /** Shows the days from the first of `from` to the last of `to`. */
  zoomTo(from: Edtf, to: Edtf): Promise<void>;
  /**
   * The matched events with claims, sources, version and licence as CSV, JSON in our form, iCalendar or GeoJSON; or the
   * chart as it stands, with title and credits, as SVG text or PNG. Rejects with CT-330 for another format.
   */
  export(format: Exclude<ConflictTimelineExport, "png">): Promise<string>;
  export(format: "png"): Promise<Blob>;
  export(format: ConflictTimelineExport): Promise<string | Blob>;
}

declare global {
  interface HTMLElementTagNameMap {
    "conflict-timeline": ConflictTimelineElement;
  }

  // The events bubble and are composed: ancestors, shadow roots, document and window hear them too.
  interface HTMLElementEventMap extends ConflictTimelineEventMap {}
  interface ShadowRootEventMap extends ConflictTimelineEventMap {}
  interface DocumentEventMap extends ConflictTimelineEventMap {}
  interface WindowEventMap extends ConflictTimelineEventMap {}
}
