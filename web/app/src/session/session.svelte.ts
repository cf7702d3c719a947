// Who is signed in.

import { ask, Refused, whenSessionEnds } from "../http/ask";
import type { PasswordChange, Session, SetUp, SignIn } from "../wire";

export type Act =
  | "see_meetings"
  | "call_meeting"
  | "join_meeting"
  | "preside"
  | "read_transcript"
  | "hear_recording"
  | "read_audit"
  | "see_system"
  | "see_accounts"
  | "manage_accounts"
  | "keep_records"
  | "correct_transcript"
  | "read_minutes"
  | "edit_minutes"
  | "review_minutes"
  | "see_directives"
  | "answer_directive"
  | "follow_directives"
  | "see_figures"
  | "dispatch_directives"
  | "search";

let session = $state.raw<Session | null>(null);
/** Whether somebody was signed in here before the session went away: then the form says so. */
let ended = $state(false);

whenSessionEnds(sessionEnded);

export function currentSession(): Session | null {
  return session;
}

export function sessionHasEnded(): boolean {
  return ended;
}

export function may(act: Act): boolean {
  return session?.may.includes(act) ?? false;
}

/** While somebody is in a meeting the page stays where it is and asks to sign in on top of it. */
let held = false;

export function holdPage(hold: boolean): void {
  held = hold;
  if (!hold && ended) session = null;
}

/** The server no longer knows the session. */
export function sessionEnded(): void {
  if (session !== null) ended = true;
  if (!held) session = null;
}

/** Asks the server who is signed in; nobody is not an error. */
export async function findSession(): Promise<void> {
  try {
    session = await ask<Session>("GET", "/api/session");
  } catch (error) {
    if (error instanceof Refused && error.status === 401) session = null;
    else throw error;
  }
}

export async function signIn(who: SignIn): Promise<void> {
  session = await ask<Session>("POST", "/api/session", who);
  ended = false;
}

/** The first start: makes the office and signs its administrator in. */
export async function setUp(office: SetUp): Promise<void> {
  session = await ask<Session>("POST", "/api/setup", office);
  ended = false;
}

export async function changePassword(change: PasswordChange): Promise<void> {
  session = await ask<Session>("POST", "/api/session/password", change);
}

export async function signOut(): Promise<void> {
  try {
    await ask("DELETE", "/api/session");
  } finally {
    session = null;
    ended = false;
  }
}
