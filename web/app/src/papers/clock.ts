// The clocks of the law in words.

import { paperTexts } from "../i18n/papers";
import type { LawClock } from "../wire";
import { dayOf } from "./day";

export function clockWords(clock: LawClock): string {
  const words = paperTexts().clocks.standings;
  const due = dayOf(clock.due);
  const done = clock.done_on === null ? "" : dayOf(clock.done_on);
  switch (clock.standing) {
    case "met":
      return words.met(due, done);
    case "met_late":
      return words.met_late(due, done);
    case "running":
      return words.running(due);
    case "near":
      return words.near(due);
    case "passed":
      return words.passed(due);
  }
}

/** How it looks; the words say the same. */
export function clockLook(clock: LawClock): "good" | "warn" | "bad" | "" {
  return ({ met: "good", met_late: "warn", running: "", near: "warn", passed: "bad" } as const)[clock.standing];
}
