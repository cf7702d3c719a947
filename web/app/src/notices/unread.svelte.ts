// How many notices the account has not read: one number for the badge and the page.

import { ask, Refused, Unreachable } from "../http/ask";
import type { NoticesRead, Unread } from "../wire";

let count = $state(0);

export function unread(): number {
  return count;
}

export function setUnread(now: number): void {
  count = now;
}

/** Asks the server. A line that is down leaves the last number standing: the next try is near. */
export async function askUnread(): Promise<void> {
  await take(() => ask<Unread>("GET", "/api/notices/unread"));
}

/** Notes what was read, of one directive or of all, up to this notice. */
export async function markRead(up_to: number, directive: string | null): Promise<void> {
  const read: NoticesRead = { up_to, directive };
  await take(() => ask<Unread>("POST", "/api/notices/read", read));
}

async function take(asked: () => Promise<Unread>): Promise<void> {
  try {
    count = (await asked()).unread;
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
  }
}
