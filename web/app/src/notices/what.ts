// What a notice says, by its kind.

import type { DirectiveTexts } from "../i18n/directives.vi";
import type { IconName } from "../ui/icons";
import type { DirectiveEventKind } from "../wire";

export interface What {
  text: string;
  icon: IconName;
  tone: "bad" | "warn" | "";
}

/** "before_7", "day" and "after_2" are reminders; everything else is a step somebody took. */
export function what(kind: string, texts: DirectiveTexts): What {
  const before = /^before_(\d+)$/.exec(kind);
  if (before !== null) return { text: texts.notices.beforeDays(Number(before[1])), icon: "clock", tone: Number(before[1]) > 3 ? "" : "warn" };
  if (kind === "day") return { text: texts.notices.dueToday, icon: "clock", tone: "warn" };
  const after = /^after_(\d+)$/.exec(kind);
  if (after !== null) return { text: texts.notices.overdue(Number(after[1])), icon: "alert", tone: "bad" };
  const events: Record<string, string> = texts.directives.events;
  return { text: events[kind] ?? kind, icon: STEP_ICONS[kind as DirectiveEventKind] ?? "info", tone: kind === "urged" ? "bad" : "" };
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
