// Which figures are shown; it stands in the address, so that they can be kept and sent to somebody.

import { wireDay } from "../directives/step";
import { readDate } from "../i18n/when";
import { paths } from "../shell/route";
import type { FiguresBasis, FiguresBy, Moment } from "../wire";

export type Period = "all" | "week" | "month" | "quarter" | "year" | "last_month" | "last_quarter" | "last_year";

export interface Question {
  by: FiguresBy;
  basis: FiguresBasis;
  /** `dd/MM/yyyy`; empty for no bound. */
  from: string;
  to: string;
  unit: string | null;
  leader: string | null;
  meeting: string | null;
}

export const BYS: readonly FiguresBy[] = ["unit", "leader", "meeting", "week", "month", "quarter", "year"];
export const BASES: readonly FiguresBasis[] = ["directed", "due"];
export const PERIODS: readonly Period[] = ["all", "week", "month", "quarter", "year", "last_month", "last_quarter", "last_year"];
/** Rows that are stretches of days. */
export const STRETCHES: readonly FiguresBy[] = ["week", "month", "quarter", "year"];

/** From the address; what no page wrote there is left out. */
export function readQuestion(address: string): Question {
  const params = new URLSearchParams(address);
  return {
    by: BYS.find((by) => by === params.get("theo")) ?? "unit",
    basis: BASES.find((basis) => basis === params.get("tinh")) ?? "directed",
    from: params.get("tu") ?? "",
    to: params.get("den") ?? "",
    unit: params.get("don-vi") || null,
    leader: params.get("lanh-dao") || null,
    meeting: params.get("hop") || null,
  };
}

export function questionAddress(question: Question, page: string = paths.figures): string {
  return written(page, [
    ["theo", question.by === "unit" ? "" : question.by],
    ["tinh", question.basis === "directed" ? "" : question.basis],
    ["tu", question.from.trim()],
    ["den", question.to.trim()],
    ["don-vi", question.unit ?? ""],
    ["lanh-dao", question.leader ?? ""],
    ["hop", question.meeting ?? ""],
  ]);
}

/** What is asked from the server. Days that are none are left out. */
export function questionRequest(question: Question, path = "/api/figures"): string {
  return written(path, [
    ["by", question.by],
    ["basis", question.basis],
    ["from", wireDay(question.from) ?? ""],
    ["to", wireDay(question.to) ?? ""],
    ["unit", question.unit ?? ""],
    ["leader", question.leader ?? ""],
    ["meeting", question.meeting ?? ""],
  ]);
}

/** Two days, or open ends, of which the first does not lie after the last. */
export function isStretch(from: string, to: string): boolean {
  const days = [from, to].map((text) => (text.trim() === "" ? null : readDate(text)));
  if ((from.trim() !== "" && days[0] === null) || (to.trim() !== "" && days[1] === null)) return false;
  const [first, last] = days;
  if (!first || !last) return true;
  return Date.UTC(first.year, first.month - 1, first.day) <= Date.UTC(last.year, last.month - 1, last.day);
}

const VIETNAM = 7 * 3600 * 1000;

/** First and last day of a period that holds `now` (or came before it), as they are typed. */
export function daysOf(period: Period, now: Moment): { from: string; to: string } {
  if (period === "all") return { from: "", to: "" };
  const today = new Date(now + VIETNAM);
  const [year, month, day] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  const stretch = (fromMonth: number, months: number) => span(Date.UTC(year, fromMonth, 1), Date.UTC(year, fromMonth + months, 0));
  switch (period) {
    case "week": {
      const monday = day - ((today.getUTCDay() + 6) % 7);
      return span(Date.UTC(year, month, monday), Date.UTC(year, month, monday + 6));
    }
    case "month":
      return stretch(month, 1);
    case "last_month":
      return stretch(month - 1, 1);
    case "quarter":
      return stretch(month - (month % 3), 3);
    case "last_quarter":
      return stretch(month - (month % 3) - 3, 3);
    case "year":
      return stretch(0, 12);
    case "last_year":
      return stretch(-12, 12);
  }
}

/** The period these days are, if they are one. */
export function periodOf(question: Pick<Question, "from" | "to">, now: Moment): Period | null {
  return (
    PERIODS.find((period) => {
      const days = daysOf(period, now);
      return days.from === question.from.trim() && days.to === question.to.trim();
    }) ?? null
  );
}

/** `2026-11-05` as `05/11/2026`. */
export function typedDay(wire: string): string {
  return wire.split("-").reverse().join("/");
}

/** The name of a stretch of days as an office writes it: tuần 47/2026, 11/2026, quý IV/2026, 2026. */
export function stretchName(by: FiguresBy, key: string, week: string, quarter: string): string {
  const [year, part = ""] = key.split("-");
  if (by === "week") return `${week} ${part.slice(1)}/${year}`;
  if (by === "quarter") return `${quarter} ${["I", "II", "III", "IV"][Number(part.slice(1)) - 1] ?? part}/${year}`;
  return by === "month" ? `${part}/${year}` : key;
}

function span(from: number, to: number): { from: string; to: string } {
  const typed = (at: number) => typedDay(new Date(at).toISOString().slice(0, 10));
  return { from: typed(from), to: typed(to) };
}

function written(path: string, params: [string, string][]): string {
  const kept = params.filter(([, value]) => value !== "");
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept).toString()}`;
}
