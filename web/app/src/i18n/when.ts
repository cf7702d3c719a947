// Dates and times as an office writes them: dd/MM/yyyy, 24 hours, Asia/Ho_Chi_Minh (UTC+7, no daylight saving), whatever the PC is set to.

import type { Moment } from "../wire";

const VIETNAM = 7 * 3600 * 1000;
const DAY = 24 * 3600 * 1000;

export interface CalendarDay {
  day: number;
  month: number;
  year: number;
}

const two = (value: number) => String(value).padStart(2, "0");

/** The moment shifted so that the UTC getters read Vietnamese wall time. */
const wall = (moment: Moment) => new Date(moment + VIETNAM);

export function date(moment: Moment): string {
  const at = wall(moment);
  return `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`;
}

export function time(moment: Moment): string {
  const at = wall(moment);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

export function timeWithSeconds(moment: Moment): string {
  return `${time(moment)}:${two(wall(moment).getUTCSeconds())}`;
}

/** 0 is Sunday. */
export function weekday(moment: Moment): number {
  return wall(moment).getUTCDay();
}

export function sameDay(a: Moment, b: Moment): boolean {
  return Math.floor((a + VIETNAM) / DAY) === Math.floor((b + VIETNAM) / DAY);
}

/** Length as 5:07 or 1:05:07. */
export function length(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Reads "5/3/2026" or "05-03-2026"; null when it is no day of the calendar. */
export function readDate(text: string): CalendarDay | null {
  const match = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*$/.exec(text);
  if (match === null) return null;
  const [day, month, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const check = new Date(Date.UTC(year, month - 1, day));
  return check.getUTCDate() === day && check.getUTCMonth() === month - 1 ? { day, month, year } : null;
}

/** Reads "8:30", "08h30", "8 giờ", "8 giờ 30"; minutes since midnight, or null. */
export function readTime(text: string): number | null {
  const match = /^\s*(\d{1,2})\s*(?::|h|g|giờ)\s*(\d{1,2})?\s*(?:phút)?\s*$/i.exec(text);
  if (match === null) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? "0")];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

export function momentOf(day: CalendarDay, minutes: number): Moment {
  return Date.UTC(day.year, day.month - 1, day.day) + minutes * 60_000 - VIETNAM;
}
