// What is being typed on the page that calls a meeting, and what is still wrong with it.

import { momentOf, readDate, readTime } from "../i18n/when";
import type { CallMeeting, Moment } from "../wire";

export const MOST_OTHER_SITES = 15;
export const MOST_ITEMS = 30;
export const LONGEST_ITEM = 300;

export interface Draft {
  title: string;
  date: string;
  time: string;
  chair: string;
  secretary: string;
  hall: string;
  sites: string[];
  /** One item a line. */
  agenda: string;
  secret: "" | "no" | "yes";
}

export type Wrong = "name" | "date" | "time" | "chair" | "secretary" | "hall" | "sites" | "agenda" | "secret";

export function startsAt(draft: Draft): Moment | null {
  const day = readDate(draft.date);
  const minutes = readTime(draft.time);
  return day === null || minutes === null ? null : momentOf(day, minutes);
}

/** In the order of the form. */
export function wrongs(draft: Draft): Wrong[] {
  const length = [...draft.title.trim()].length;
  const checks: [Wrong, boolean][] = [
    ["name", length < 3 || length > 300],
    ["date", readDate(draft.date) === null],
    ["time", readTime(draft.time) === null],
    ["chair", draft.chair === ""],
    ["secretary", draft.secretary === ""],
    ["hall", draft.hall === ""],
    ["sites", others(draft).length > MOST_OTHER_SITES],
    ["agenda", items(draft).length > MOST_ITEMS || items(draft).some((item) => [...item].length > LONGEST_ITEM)],
    ["secret", draft.secret === ""],
  ];
  return checks.filter(([, bad]) => bad).map(([wrong]) => wrong);
}

export function others(draft: Draft): string[] {
  return draft.sites.filter((site) => site !== draft.hall);
}

/** Lines of the agenda that say something. */
export function items(draft: Draft): string[] {
  return draft.agenda
    .split("\n")
    .map((line) => line.trim().normalize("NFC"))
    .filter((line) => line !== "");
}

/** What is sent, or null while something is wrong. */
export function toSend(draft: Draft): CallMeeting | null {
  const starts_at = startsAt(draft);
  if (starts_at === null || wrongs(draft).length > 0) return null;
  return {
    title: draft.title.trim().normalize("NFC"),
    starts_at,
    chair: draft.chair,
    secretary: draft.secretary,
    hall: draft.hall,
    sites: others(draft),
    agenda: items(draft),
    state_secret: draft.secret === "yes",
  };
}
