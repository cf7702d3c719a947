// What is searched for; it stands in the address, so that a search can be kept and sent to somebody.

import { readDate } from "../i18n/when";
import { wireDay } from "../directives/step";
import type { Hit, HitKind } from "../wire";

export interface Question {
  query: string;
  kind: HitKind | null;
  /** `dd/MM/yyyy` as typed; empty for no bound. */
  from: string;
  to: string;
}

export const KINDS: readonly HitKind[] = ["directive", "utterance", "minutes", "document"];
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
  };
}

export function questionAddress(question: Question): string {
  return written("/tim-kiem", [
    ["q", question.query.trim()],
    ["loai", question.kind ?? ""],
    ["tu", question.from.trim()],
    ["den", question.to.trim()],
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
    ["limit", String(limit)],
  ]);
}

/** Empty, or a day of the calendar. */
export function isDay(text: string): boolean {
  return text.trim() === "" || readDate(text) !== null;
}

/** How many of each kind are among `hits`. */
export function countKinds(hits: readonly Hit[]): Record<HitKind, number> {
  const counts: Record<HitKind, number> = { directive: 0, utterance: 0, minutes: 0, document: 0 };
  for (const hit of hits) counts[hit.kind] += 1;
  return counts;
}

function written(path: string, params: [string, string][]): string {
  const kept = params.filter(([, value]) => value !== "");
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept).toString()}`;
}
