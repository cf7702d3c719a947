// A socket that is refused looks like one that is lost: whether the session has ended is asked over HTTP.

import { ask, Refused, Unreachable } from "../http/ask";
import type { Session } from "../wire";

/** Says whether the session still stands; its end is told to the whole page by `ask`. Unknown counts as yes. */
export async function askWhoIsHere(): Promise<boolean> {
  try {
    await ask<Session>("GET", "/api/session");
    return true;
  } catch (error) {
    if (error instanceof Refused) return error.status !== 401;
    if (error instanceof Unreachable) return true;
    throw error;
  }
}
