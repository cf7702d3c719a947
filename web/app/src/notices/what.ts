// What a notice says, by its kind.

import type { DirectiveTexts } from "../i18n/directives.vi";
import { date } from "../i18n/when";
import type { IconName } from "../ui/icons";
import type { DirectiveEventKind, NoticeLine } from "../wire";

export interface What {
  text: string;
  icon: IconName;
  tone: "bad" | "warn" | "";
}

/** What has a due date is a reminder; everything else is a step somebody took. A reminder tells how it stood on the day it was told, which is later than its stage where the server was down. */
export function what({ kind, due, at }: Pick<NoticeLine, "kind" | "due" | "at">, texts: DirectiveTexts): What {
  if (due !== null) {
    const left = daysLeft(due, at);
    if (left > 0) return { text: texts.notices.beforeDays(left), icon: "clock", tone: left > 3 ? "" : "warn" };
    if (left === 0) return { text: texts.notices.dueToday, icon: "clock", tone: "warn" };
    return { text: texts.notices.overdue(-left), icon: "alert", tone: "bad" };
  }
  const events: Record<string, string> = texts.directives.events;
  return { text: events[kind] ?? kind, icon: STEP_ICONS[kind as DirectiveEventKind] ?? "info", tone: kind === "urged" ? "bad" : "" };
}

/** From the Vietnamese day of `at` to the day of `due`. */
function daysLeft(due: string, at: number): number {
  const [day, month, year] = date(at).split("/").map(Number);
  const told = Date.UTC(year ?? 0, (month ?? 1) - 1, day);
  return Math.round((Date.parse(`${due.slice(0, 10)}T00:00:00Z`) - told) / 86_400_000);
}

const STEP_ICONS: Partial<Record<DirectiveEventKind, IconName>> = {
  urged: "alert",
  confirmed: "check",
  reported: "chat",
  returned: "undo",
  sent_back: "undo",
  extension_asked: "clock",
  extended: "clock",
  suspended: "pause",
  cancelled: "cross",
};
