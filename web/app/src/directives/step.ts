// A step of a directive's life as its form holds it, and what is sent.

import { readDate } from "../i18n/when";
import type { DirectiveEventKind, DirectiveStep } from "../wire";

/** What the lead unit does; everything else is decided by whoever gave the order or watches over it. */
const ANSWERS: readonly DirectiveEventKind[] = ["accepted", "returned", "progressed", "reported", "extension_asked"];
/** Steps that say nothing without words. */
const NEEDS_NOTE: readonly DirectiveEventKind[] = ["returned", "reported", "sent_back", "suspended", "cancelled", "urged", "extension_asked", "extension_refused"];
/** Steps after which there is no other. */
const FINAL: readonly DirectiveEventKind[] = ["confirmed", "cancelled"];
/** The step that is usually next stands first and is the main button. */
const ORDER: readonly DirectiveEventKind[] = [
  "accepted", "reported", "progressed", "confirmed", "resumed", "insisted", "sent_back", "extended", "extension_refused", "extension_asked", "returned",
  "urged", "handed_over", "suspended", "cancelled",
];

/** Steps that lead on; pausing, moving and taking back are offered, not urged. */
const ONWARD: readonly DirectiveEventKind[] = ["accepted", "reported", "confirmed", "resumed", "insisted"];

export const MOST_NOTE = 4000;

export const MOST_NUMBER = 60;

export interface StepDraft {
  note: string;
  due: string;
  /** Number and sign of a document: of an urging letter if there is one, of the decision of a hand-over. */
  number: string;
  /** Its day, `dd/MM/yyyy`. */
  on: string;
  /** The unit that takes over: one at most. */
  to: string[];
}

/** One for each step, so that what was typed for one stays when another is looked at. */
export type StepDrafts = Record<DirectiveEventKind, StepDraft>;

export function emptyDrafts(): StepDrafts {
  const draft = (): StepDraft => ({ note: "", due: "", number: "", on: "", to: [] });
  return {
    assigned: draft(),
    accepted: draft(),
    returned: draft(),
    progressed: draft(),
    reported: draft(),
    confirmed: draft(),
    sent_back: draft(),
    insisted: draft(),
    extended: draft(),
    extension_asked: draft(),
    extension_refused: draft(),
    urged: draft(),
    handed_over: draft(),
    dispatched: draft(),
    suspended: draft(),
    resumed: draft(),
    cancelled: draft(),
  };
}

export type StepWrong = "note" | "due" | "to" | "number" | "on";

export function needsNote(kind: DirectiveEventKind): boolean {
  return NEEDS_NOTE.includes(kind);
}

export function isFinal(kind: DirectiveEventKind): kind is "confirmed" | "cancelled" {
  return FINAL.includes(kind);
}

export function leadsOn(kind: DirectiveEventKind): boolean {
  return ONWARD.includes(kind);
}

export function takesDue(kind: DirectiveEventKind): boolean {
  return kind === "extended" || kind === "extension_asked";
}

/** A letter may go with an urging; a hand-over is ordered by a document. */
export function takesDocument(kind: DirectiveEventKind): boolean {
  return kind === "urged" || kind === "handed_over";
}

/** Those that may be done now, in the order they are offered. */
export function offered(may: readonly DirectiveEventKind[]): DirectiveEventKind[] {
  return ORDER.filter((kind) => may.includes(kind));
}

export function stepWrongs(kind: DirectiveEventKind, draft: StepDraft): StepWrong[] {
  const wrong: StepWrong[] = [];
  if (kind === "handed_over" && draft.to.length !== 1) wrong.push("to");
  wrong.push(...documentWrongs(kind, draft));
  if (takesDue(kind) && readDate(draft.due) === null) wrong.push("due");
  if (needsNote(kind) && draft.note.trim() === "") wrong.push("note");
  return wrong;
}

/** A hand-over needs number and day; of a letter the day may be left out, but a day alone names no letter. */
function documentWrongs(kind: DirectiveEventKind, draft: StepDraft): StepWrong[] {
  if (!takesDocument(kind)) return [];
  const required = kind === "handed_over";
  const [number, on] = [draft.number.trim(), draft.on.trim()];
  const wrong: StepWrong[] = [];
  if (number === "" && (required || on !== "")) wrong.push("number");
  if (on === "" ? required : readDate(on) === null) wrong.push("on");
  return wrong;
}

/** `dd/MM/yyyy` as the server writes days; null when it is no day. */
export function wireDay(text: string): string | null {
  const day = readDate(text);
  if (day === null) return null;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${day.year}-${two(day.month)}-${two(day.day)}`;
}

export function toStep(kind: DirectiveEventKind, draft: StepDraft): DirectiveStep {
  const number = draft.number.trim().normalize("NFC");
  return {
    kind,
    note: draft.note.trim().normalize("NFC"),
    due: takesDue(kind) ? wireDay(draft.due) : null,
    document: takesDocument(kind) && number !== "" ? { number, on: wireDay(draft.on) } : null,
    to: kind === "handed_over" ? (draft.to[0] ?? null) : null,
  };
}

export function stepAddress(directive: string, kind: DirectiveEventKind): string {
  return `/api/directives/${encodeURIComponent(directive)}/${ANSWERS.includes(kind) ? "answers" : "decisions"}`;
}
