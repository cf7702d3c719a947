// What the list of directives shows; it stands in the address, so that it can be kept and sent to somebody.

import type { DirectiveState, Timeliness } from "../wire";
import { paths } from "../shell/route";

export interface Filter {
  /** Only what one's own unit leads. */
  mine: boolean;
  /** Only what waits for a decision: reported, returned, a date asked for. */
  waiting: boolean;
  unit: string | null;
  meeting: string | null;
  state: DirectiveState | null;
  timeliness: Timeliness | null;
}

export const NO_FILTER: Filter = { mine: false, waiting: false, unit: null, meeting: null, state: null, timeliness: null };

const STATES: readonly DirectiveState[] = ["assigned", "returned", "accepted", "in_progress", "reported", "redo", "completed", "suspended", "cancelled"];
const TIMELINESS: readonly Timeliness[] = ["within", "due_soon", "overdue", "done_on_time", "done_late", "no_due_date", "stopped"];

/** From the address; what no page wrote there is left out. */
export function readFilter(query: string): Filter {
  const params = new URLSearchParams(query);
  const one = <T extends string>(name: string, known: readonly T[]) => known.find((value) => value === params.get(name)) ?? null;
  return {
    mine: params.get("cua-toi") === "1",
    waiting: params.get("cho-quyet-dinh") === "1",
    unit: params.get("don-vi") || null,
    meeting: params.get("hop") || null,
    state: one("tinh-trang", STATES),
    timeliness: one("han", TIMELINESS),
  };
}

/** The page with this filter. */
export function filterAddress(filter: Filter): string {
  return written(paths.directives, [
    ["cua-toi", filter.mine ? "1" : null],
    ["cho-quyet-dinh", filter.waiting ? "1" : null],
    ["don-vi", filter.unit],
    ["hop", filter.meeting],
    ["tinh-trang", filter.state],
    ["han", filter.timeliness],
  ]);
}

/** What is asked from the server. */
export function filterRequest(filter: Filter): string {
  return written("/api/directives", [
    ["mine", filter.mine ? "1" : null],
    ["waiting", filter.waiting ? "1" : null],
    ["unit", filter.unit],
    ["meeting", filter.meeting],
    ["state", filter.state],
    ["timeliness", filter.timeliness],
  ]);
}

/** The same filter with one thing in it turned on, or off when it was on. */
export function turned<K extends keyof Filter>(filter: Filter, what: K, value: Filter[K]): Filter {
  return { ...filter, [what]: filter[what] === value ? NO_FILTER[what] : value };
}

export function isFiltered(filter: Filter): boolean {
  return filterAddress(filter) !== paths.directives;
}

function written(path: string, params: [string, string | null][]): string {
  const kept = params.filter((param): param is [string, string] => param[1] !== null);
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept).toString()}`;
}
