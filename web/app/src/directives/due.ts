// Due dates as an office writes them, and how far away they are.

import type { DirectiveCard, DirectiveCounts } from "../wire";
import type { DirectiveTexts } from "../i18n/directives.vi";

type Words = DirectiveTexts["directives"];

export interface Due {
  /** `dd/MM/yyyy`. */
  day: string;
  /** `HH:MM`, when an hour was given. */
  time: string | null;
  /** 0 is Sunday. */
  weekday: number;
}

/** Reads `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; null when it is neither. */
export function readDue(text: string): Due | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(text);
  if (match === null) return null;
  const [, year = "", month = "", day = "", time] = match;
  const weekday = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDay();
  return { day: `${day}/${month}/${year}`, time: time ?? null, weekday };
}

/** "15/11/2024", "17:00, 15/11/2024"; what cannot be read is shown as it came. */
export function dueText(text: string): string {
  const due = readDue(text);
  if (due === null) return text;
  return due.time === null ? due.day : `${due.time}, ${due.day}`;
}

/** "Thứ Sáu, 15/11/2024". */
export function dueWithWeekday(text: string, words: Words): string {
  const due = readDue(text);
  return due === null ? text : [due.time, words.weekdays[due.weekday], due.day].filter(Boolean).join(", ");
}

/** "quá hạn 3 ngày", "còn 5 ngày", "đến hạn hôm nay"; for what is over or has no date, how it stands. */
export function standing(card: Pick<DirectiveCard, "timeliness" | "days_late" | "state">, words: Words): string {
  const { timeliness, days_late: days } = card;
  if (timeliness === "stopped") return words.states[card.state];
  const open = timeliness === "overdue" || timeliness === "due_soon" || timeliness === "within";
  if (!open || days === null) return words.timeliness[timeliness];
  // The clock stopped with the report.
  if (card.state === "reported") return timeliness === "overdue" ? words.reportedLate : words.reportedInTime;
  if (timeliness === "overdue") return days > 0 ? words.lateDays(days) : words.lateToday;
  return days === 0 ? words.dueToday : words.leftDays(Math.abs(days));
}

/** Done against fallen due, as the published reports count it; null while nothing has fallen due. */
export function ratio(counts: DirectiveCounts): { done: number; due: number; percent: string } | null {
  const done = counts.done_on_time + counts.done_late;
  const due = done + counts.overdue;
  if (due === 0) return null;
  // Rounded down: what is not all done never reads as 100 %.
  const tenths = Math.floor((done * 1000) / due);
  return { done, due, percent: tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1).replace(".", ",") };
}
