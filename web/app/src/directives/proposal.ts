// What a person makes of a proposal before it becomes a directive: the form's content, what is wrong with it, what is sent.

import { readDate, readTime } from "../i18n/when";
import type { Acceptance, DirectoryUnit, Proposal, ProposalCard } from "../wire";
import { readDue } from "./due";
import { wireDay } from "./step";

export interface AcceptanceDraft {
  lead: string[];
  co: string[];
  task: string;
  /** `dd/MM/yyyy`; empty without a due date. */
  date: string;
  /** `HH:MM`; mostly empty. */
  time: string;
  recurring: boolean;
  conditional: boolean;
}

export type AcceptanceWrong = "lead" | "task" | "date" | "time";

export const SHORTEST_TASK = 3;
export const LONGEST_TASK = 2000;

/** How sure the rules are, in words. */
export function sureness({ suggested, proposal }: Pick<ProposalCard, "suggested" | "proposal">): "high" | "middle" | "low" {
  if (!suggested) return "low";
  return proposal.confidence >= 0.8 ? "high" : "middle";
}

/** What to say about the time named: why it gave no date, or what to know of the date; null where there is nothing to say. */
export function dueWarning(
  proposal: Pick<Proposal, "deadline_text" | "deadline_warning">,
  words: { dueWarnings: Record<string, (phrase: string) => string> },
): string | null {
  const { deadline_text: phrase, deadline_warning: code } = proposal;
  if (phrase === null || code === undefined) return null;
  return words.dueWarnings[code]?.(phrase) ?? null;
}

export function emptyDraft(): AcceptanceDraft {
  return { lead: [], co: [], task: "", date: "", time: "", recurring: false, conditional: false };
}

export function draftOf(proposal: Proposal): AcceptanceDraft {
  const due = proposal.deadline === null ? null : readDue(proposal.deadline);
  return {
    lead: [...proposal.lead_units],
    co: [...proposal.co_units],
    task: proposal.task,
    date: due?.day ?? "",
    time: due?.time ?? "",
    recurring: proposal.recurring,
    conditional: proposal.conditional,
  };
}

/** In the order of the form. */
export function acceptanceWrongs(draft: AcceptanceDraft): AcceptanceWrong[] {
  const length = [...draft.task.trim()].length;
  const day = draft.date.trim();
  const hour = draft.time.trim();
  const checks: [AcceptanceWrong, boolean][] = [
    ["lead", draft.lead.length === 0],
    ["task", length < SHORTEST_TASK || length > LONGEST_TASK],
    ["date", day !== "" && readDate(day) === null],
    ["time", hour !== "" && (readTime(hour) === null || day === "")],
  ];
  return checks.filter(([, bad]) => bad).map(([wrong]) => wrong);
}

/** What is sent, or null while something is wrong. A unit that leads does not co-operate with itself. */
export function toAcceptance(draft: AcceptanceDraft, utterances: string[] | null): Acceptance | null {
  if (acceptanceWrongs(draft).length > 0) return null;
  return {
    lead_units: draft.lead,
    co_units: draft.co.filter((unit) => !draft.lead.includes(unit)),
    task: draft.task.trim().normalize("NFC"),
    due: dueOf(draft),
    recurring: draft.recurring,
    conditional: draft.conditional,
    utterances,
  };
}

function dueOf(draft: AcceptanceDraft): string | null {
  const day = wireDay(draft.date);
  const minutes = readTime(draft.time);
  if (day === null || minutes === null) return day;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * Those nobody has decided on, what is suggested before what is only possible, and the others; each in order of speech.
 * `suggested` counts the first kind.
 */
export function divided(cards: readonly ProposalCard[]): { open: ProposalCard[]; suggested: number; decided: ProposalCard[] } {
  const open = cards.filter((card) => card.decision === null);
  const suggested = open.filter((card) => card.suggested);
  const possible = open.filter((card) => !card.suggested);
  return { open: [...suggested, ...possible], suggested: suggested.length, decided: cards.filter((card) => card.decision !== null) };
}

/** A unit or group to choose. */
export type UnitChoice = Pick<DirectoryUnit, "id" | "name">;

/**
 * Units to choose from: those of today, and those the proposals name, since a unit or group of the day of the meeting may no
 * longer stand in today's directory.
 */
export function unitChoices(today: readonly UnitChoice[], cards: readonly ProposalCard[]): UnitChoice[] {
  const names = new Map(today.map((unit) => [unit.id, unit.name]));
  for (const { proposal, lead_names, co_names } of cards) {
    for (const [n, unit] of proposal.lead_units.entries()) if (!names.has(unit)) names.set(unit, lead_names[n] ?? unit);
    for (const [n, unit] of proposal.co_units.entries()) if (!names.has(unit)) names.set(unit, co_names[n] ?? unit);
  }
  return [...names].map(([id, name]) => ({ id, name }));
}
