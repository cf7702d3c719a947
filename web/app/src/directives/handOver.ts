// A hand-over as its form holds it, and what is sent.

import { readDate } from "../i18n/when";
import type { DirectiveState, HandOverOrder } from "../wire";
import { wireDay } from "./step";

export interface HandOverDraft {
  /** The unit that takes over: exactly one. */
  to: string[];
  number: string;
  /** `dd/MM/yyyy`. */
  on: string;
  note: string;
  /** All that are open, or those picked. */
  all: boolean;
  picked: string[];
}

export type HandOverWrong = "to" | "number" | "on" | "picked";

export function handOverWrongs(draft: HandOverDraft): HandOverWrong[] {
  const wrong: HandOverWrong[] = [];
  if (draft.to.length !== 1) wrong.push("to");
  if (draft.number.trim() === "") wrong.push("number");
  if (readDate(draft.on) === null) wrong.push("on");
  if (!draft.all && draft.picked.length === 0) wrong.push("picked");
  return wrong;
}

export function handOverOrder(from: string, draft: HandOverDraft): HandOverOrder {
  return {
    from,
    to: draft.to[0] ?? "",
    document: { number: draft.number.trim().normalize("NFC"), on: wireDay(draft.on) },
    note: draft.note.trim().normalize("NFC"),
    directives: draft.all ? null : [...draft.picked],
  };
}

/** What is done or taken back stays where it was. */
export function isOver(state: DirectiveState): boolean {
  return state === "completed" || state === "cancelled";
}
