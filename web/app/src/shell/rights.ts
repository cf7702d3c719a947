// Which pages the signed-in account has.

import { may, type Act } from "../session/session.svelte";
import { paths, type Route } from "./route";

const NEEDED: Partial<Record<Route["page"], Act>> = {
  meetings: "see_meetings",
  call: "call_meeting",
  meeting: "see_meetings",
  transcript: "read_transcript",
  proposals: "see_directives",
  directives: "see_directives",
  directive: "see_directives",
  handover: "follow_directives",
  notices: "see_directives",
  earlier: "see_directives",
  search: "search",
  figures: "see_figures",
  late: "see_figures",
  wall: "see_figures",
  minutes: "read_minutes",
  misheard: "correct_transcript",
  review: "review_minutes",
  papers: "read_minutes",
  paper: "read_minutes",
  system: "see_system",
  accounts: "see_accounts",
  audit: "read_audit",
  records: "keep_records",
};

export function maySee(page: Route["page"]): boolean {
  const act = NEEDED[page];
  return act === undefined || may(act);
}

/** The first page for this account. */
export function home(): string {
  if (maySee("meetings")) return paths.meetings;
  if (maySee("system")) return paths.system;
  if (maySee("audit")) return paths.audit;
  return paths.meetings;
}
