// Pairs by what was decided on them.

import { contains } from "../transcript/fold";
import type { MisheardWords } from "../wire";

export interface Groups {
  open: MisheardWords[];
  used: MisheardWords[];
  unused: MisheardWords[];
}

/** What matches the filter, by decision, in the order of the server: the most often corrected first. */
export function groups(all: readonly MisheardWords[], filter: string): Groups {
  const fits = all.filter((pair) => contains(`${pair.heard} ${pair.meant}`, filter));
  return {
    open: fits.filter((pair) => pair.accepted === null),
    used: fits.filter((pair) => pair.accepted === true),
    unused: fits.filter((pair) => pair.accepted === false),
  };
}

/** The identity of a pair on the page. */
export function keyOf(pair: Pick<MisheardWords, "heard" | "meant">): string {
  return `${pair.heard}\n${pair.meant}`;
}

/** The pair that stands where the decided one stood among those to decide on: the next, else the one before. */
export function nextAfter(open: readonly MisheardWords[], decided: string): string | null {
  const place = open.findIndex((pair) => keyOf(pair) === decided);
  if (place === -1) return null;
  const next = open[place + 1] ?? open[place - 1];
  return next === undefined ? null : keyOf(next);
}
