// The changes of one passage, told from the changes of the whole text. Pure.

import type { PassageChange, Sitting } from "../wire";

/** A change with who made it and when. */
export interface Told extends PassageChange {
  author: string;
  at: number;
}

/** All changes, newest first. */
export function told(sittings: readonly Sitting[]): Told[] {
  return sittings.flatMap(({ author, to, changes }) => changes.map((change) => ({ ...change, author, at: to })));
}

/** Those that made `text` what it is: followed back from change to change. */
export function ofPassage(sittings: readonly Sitting[], text: string): Told[] {
  const found: Told[] = [];
  let now = text.normalize("NFC");
  for (const change of told(sittings)) {
    if (change.after !== now) continue;
    found.push(change);
    if (change.before === null) break;
    now = change.before;
  }
  return found;
}
