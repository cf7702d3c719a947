import type { MeetingCard, MinutesState } from "../wire";

/** Where the minutes of a meeting stand; undefined from a server that does not say. */
export function minutesState(card: MeetingCard & { minutes?: MinutesState | null }): MinutesState | null | undefined {
  return card.minutes;
}
