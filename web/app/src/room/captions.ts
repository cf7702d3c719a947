// What the screen shows of what was said: finals stay, partials come and go, an outage is caught up without doubles.

import type { Caption } from "../wire";

/** Finals kept on the screen; older ones are in the transcript. */
export const LONGEST_LOG = 400;

export interface CaptionLog {
  /** Oldest first. */
  readonly finals: readonly Caption[];
  /** One per utterance that is still being spoken, oldest first. */
  readonly partials: readonly Caption[];
  /** Finals before which something may be missing here (it is in the transcript). */
  readonly gaps: ReadonlySet<string>;
}

export const EMPTY_LOG: CaptionLog = { finals: [], partials: [], gaps: new Set() };

/** Takes one caption: a final replaces the partial of its id, a late partial of a settled one is left out. */
export function take(log: CaptionLog, caption: Caption): CaptionLog {
  if (caption.state === "final") {
    return {
      ...log,
      finals: merged(log.finals, [caption]),
      partials: log.partials.filter((other) => other.id !== caption.id),
    };
  }
  if (log.finals.some((other) => other.id === caption.id)) return log;
  const others = log.partials.filter((other) => other.id !== caption.id);
  const partials = caption.text.trim() === "" ? others : [...others, caption].sort(byTime);
  return { ...log, partials };
}

/** Takes what the room remembers after (re)joining. Partials of before are dropped: their finals are among these or will come. */
export function catchUp(log: CaptionLog, remembered: readonly Caption[]): CaptionLog {
  const finals = remembered.filter((caption) => caption.state === "final");
  const known = new Set(log.finals.map((caption) => caption.id));
  const oldest = [...finals].sort(byTime)[0];
  const overlaps = finals.some((caption) => known.has(caption.id));
  const gaps =
    log.finals.length > 0 && oldest !== undefined && !overlaps ? new Set([...log.gaps, oldest.id]) : log.gaps;
  return { finals: merged(log.finals, finals), partials: [], gaps };
}

/** A partial that has not moved for long is not being spoken any more (its engine died): it leaves the screen. */
export function dropStale(log: CaptionLog, speaking: ReadonlySet<string>): CaptionLog {
  const partials = log.partials.filter((caption) => speaking.has(caption.id));
  return partials.length === log.partials.length ? log : { ...log, partials };
}

function merged(known: readonly Caption[], fresh: readonly Caption[]): Caption[] {
  const byId = new Map(known.map((caption) => [caption.id, caption]));
  for (const caption of fresh) byId.set(caption.id, caption);
  return [...byId.values()].sort(byTime).slice(-LONGEST_LOG);
}

function byTime(a: Caption, b: Caption): number {
  return a.began_at - b.began_at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
