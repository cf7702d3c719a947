import { describe, expect, it } from "vitest";
import { date, length, momentOf, readDate, readTime, sameDay, time, weekday } from "./when";

const eveningUtc = Date.UTC(2026, 2, 4, 18, 5); // 01:05 of 5 March in Vietnam

describe("dates and times", () => {
  it("follow the Vietnamese calendar, not the clock of the PC", () => {
    expect(date(eveningUtc)).toBe("05/03/2026");
    expect(time(eveningUtc)).toBe("01:05");
    expect(weekday(eveningUtc)).toBe(4);
    expect(sameDay(eveningUtc, Date.UTC(2026, 2, 4, 16, 59))).toBe(false);
    expect(sameDay(eveningUtc, Date.UTC(2026, 2, 4, 17, 0))).toBe(true);
  });

  it("are read the ways people type them", () => {
    expect(readDate("5/3/2026")).toEqual({ day: 5, month: 3, year: 2026 });
    expect(readDate(" 05-03-2026 ")).toEqual({ day: 5, month: 3, year: 2026 });
    expect(readTime("8:30")).toBe(510);
    expect(readTime("08h30")).toBe(510);
    expect(readTime("8 giờ")).toBe(480);
    expect(readTime("13 giờ 30 phút")).toBe(810);
  });

  it("that do not exist are not guessed", () => {
    expect(readDate("31/2/2026")).toBeNull();
    expect(readDate("2026-03-05")).toBeNull();
    expect(readTime("25:00")).toBeNull();
    expect(readTime("830")).toBeNull();
  });

  it("come back as the same moment", () => {
    expect(momentOf({ day: 5, month: 3, year: 2026 }, 65)).toBe(eveningUtc);
  });

  it("lengths have hours only when there are any", () => {
    expect(length(307_400)).toBe("5:07");
    expect(length(3_907_000)).toBe("1:05:07");
  });
});
