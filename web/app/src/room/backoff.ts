// How long to wait before trying again. There is no last attempt: a commune's link may be away for an hour.

export const FIRST_WAIT = 500;
export const LONGEST_WAIT = 5000;

/** Milliseconds before attempt `attempt` (0 is the first repetition); `random` in 0..1 keeps rooms from coming back in step. */
export function waitBefore(attempt: number, random: number): number {
  const doubled = FIRST_WAIT * 2 ** Math.min(attempt, 10);
  const spread = doubled * (0.8 + 0.4 * random);
  return Math.round(Math.min(Math.max(spread, FIRST_WAIT), LONGEST_WAIT));
}
