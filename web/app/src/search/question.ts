// What is searched for; it stands in the address, so that a search can be kept and sent to somebody.

import { readDate } from "../i18n/when";
import { wireDay } from "../directives/step";
import type { DirectiveState, FacetCount, HitKind, SavedQuestion } from "../wire";

export interface Question {
  query: string;
  kind: HitKind | null;
  /** `dd/MM/yyyy` as typed; empty for no bound. */
  from: string;
  to: string;
  /** Identities; none narrows nothing. A unit stands also for those before and after it. */
  unit: string | null;
  person: string | null;
  meeting: string | null;
  state: DirectiveState | null;
  overdue: boolean;
}

/** What can be chosen beside the words. */
export type Narrowing = "unit" | "person" | "meeting" | "state";

export const NO_NARROWING = { kind: null, from: "", to: "", unit: null, person: null, meeting: null, state: null, overdue: false } as const;

export const KINDS: readonly HitKind[] = ["directive", "utterance", "minutes", "document"];
const STATES: readonly DirectiveState[] = ["assigned", "returned", "accepted", "in_progress", "reported", "redo", "completed", "suspended", "cancelled"];
export const LONGEST_QUERY = 200;
/** Hits asked for at first, and after "more". */
export const FIRST_HITS = 30;
export const MORE_HITS = 100;

/** From the address; what no page wrote there is left out. */
export function readQuestion(address: string): Question {
  const params = new URLSearchParams(address);
  return {
    query: [...(params.get("q") ?? "")].slice(0, LONGEST_QUERY).join(""),
    kind: KINDS.find((kind) => kind === params.get("loai")) ?? null,
    from: params.get("tu") ?? "",
    to: params.get("den") ?? "",
    unit: params.get("don-vi") || null,
    person: params.get("nguoi") || null,
    meeting: params.get("hop") || null,
    state: STATES.find((state) => state === params.get("tinh-trang")) ?? null,
    overdue: params.get("qua-han") === "1",
  };
}

export function questionAddress(question: Question): string {
  return written("/tim-kiem", [
    ["q", question.query.trim()],
    ["loai", question.kind ?? ""],
    ["tu", question.from.trim()],
    ["den", question.to.trim()],
    ["don-vi", question.unit ?? ""],
    ["nguoi", question.person ?? ""],
    ["hop", question.meeting ?? ""],
    ["tinh-trang", question.state ?? ""],
    ["qua-han", question.overdue ? "1" : ""],
  ]);
}

/** What is asked from the server, or null while there is nothing to ask: no words, or a day that is none. */
export function questionRequest(question: Question, limit: number): string | null {
  if (question.query.trim() === "" || !isDay(question.from) || !isDay(question.to)) return null;
  return written("/api/search", [
    ["q", question.query.trim().normalize("NFC")],
    ["kind", question.kind ?? ""],
    ["from", wireDay(question.from) ?? ""],
    ["to", wireDay(question.to) ?? ""],
    ["unit", question.unit ?? ""],
    ["person", question.person ?? ""],
    ["meeting", question.meeting ?? ""],
    ["state", question.state ?? ""],
    ["overdue", question.overdue ? "1" : ""],
    ["facets", "1"],
    ["limit", String(limit)],
  ]);
}

/** Empty, or a day of the calendar. */
export function isDay(text: string): boolean {
  return text.trim() === "" || readDate(text) !== null;
}

/** How many there are of each kind. */
export function countKinds(kinds: readonly FacetCount[]): Record<HitKind, number> {
  const count = (kind: HitKind) => kinds.find((one) => one.key === kind)?.count ?? 0;
  return { directive: count("directive"), utterance: count("utterance"), minutes: count("minutes"), document: count("document") };
}

/** Whether anything is narrowed beside the words. */
export function isNarrowed(question: Question): boolean {
  return questionAddress({ ...question, query: "" }) !== "/tim-kiem";
}

/** The question as it is kept on the server. */
export function toKeep(question: Question): SavedQuestion {
  return {
    q: question.query.trim().normalize("NFC"),
    kind: question.kind,
    from: wireDay(question.from),
    to: wireDay(question.to),
    unit: question.unit,
    person: question.person,
    meeting: question.meeting,
    state: question.state,
    overdue: question.overdue,
  };
}

/** A kept question as it is asked again. */
export function fromKept(kept: SavedQuestion): Question {
  const typed = (day: string | null) => (day ?? "").split("-").reverse().join("/");
  return {
    query: kept.q,
    kind: kept.kind,
    from: typed(kept.from),
    to: typed(kept.to),
    unit: kept.unit,
    person: kept.person,
    meeting: kept.meeting,
    state: STATES.find((state) => state === kept.state) ?? null,
    overdue: kept.overdue,
  };
}

function written(path: string, params: [string, string][]): string {
  const kept = params.filter(([, value]) => value !== "");
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept).toString()}`;
}
