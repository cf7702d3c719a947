/** `2026-03-05` as 05/03/2026. */
export function dayOf(day: string): string {
  return day.split("-").reverse().join("/");
}
