import { describe, expect, it } from "vitest";

import { daysOf, isStretch, periodOf, questionAddress, questionRequest, readQuestion, stretchName } from "./question";

/** 2026-11-22, ten in the evening in Vietnam: a Sunday. */
const NOW = Date.UTC(2026, 10, 22, 15);

describe("the question in the address", () => {
  it("is the same after it was written and read", () => {
    const question = { by: "leader", basis: "due", from: "01/11/2026", to: "30/11/2026", unit: "u 1", leader: null, meeting: "m&1" } as const;
    expect(readQuestion(questionAddress(question).split("?")[1] ?? "")).toEqual(question);
  });

  it("leaves out what no page wrote", () => {
    expect(readQuestion("?theo=village&tinh=x")).toEqual({ by: "unit", basis: "directed", from: "", to: "", unit: null, leader: null, meeting: null });
    expect(questionAddress(readQuestion(""))).toBe("/so-lieu");
  });

  it("asks the server with its own days", () => {
    const asked = questionRequest({ ...readQuestion(""), from: "1/11/2026", to: "hôm nay" });
    expect(asked).toBe("/api/figures?by=unit&basis=directed&from=2026-11-01");
  });
});

describe("periods", () => {
  it("begin and end with the calendar, weeks on Monday", () => {
    expect(daysOf("week", NOW)).toEqual({ from: "16/11/2026", to: "22/11/2026" });
    expect(daysOf("month", NOW)).toEqual({ from: "01/11/2026", to: "30/11/2026" });
    expect(daysOf("quarter", NOW)).toEqual({ from: "01/10/2026", to: "31/12/2026" });
    expect(daysOf("last_quarter", NOW)).toEqual({ from: "01/07/2026", to: "30/09/2026" });
    expect(daysOf("last_year", NOW)).toEqual({ from: "01/01/2025", to: "31/12/2025" });
  });

  it("change with the Vietnamese day, not with that of Greenwich", () => {
    expect(daysOf("month", Date.UTC(2026, 11, 31, 18))).toEqual({ from: "01/01/2027", to: "31/01/2027" });
    expect(daysOf("last_month", Date.UTC(2026, 0, 10))).toEqual({ from: "01/12/2025", to: "31/12/2025" });
  });

  it("are known again from their days", () => {
    for (const period of ["all", "week", "month", "last_month", "year"] as const) expect(periodOf(daysOf(period, NOW), NOW)).toBe(period);
    expect(periodOf({ from: "02/11/2026", to: "" }, NOW)).toBeNull();
  });

  it("are refused the wrong way round", () => {
    expect(isStretch("", "")).toBe(true);
    expect(isStretch("05/11/2026", "05/11/2026")).toBe(true);
    expect(isStretch("06/11/2026", "05/11/2026")).toBe(false);
    expect(isStretch("31/02/2026", "")).toBe(false);
  });
});

describe("stretches", () => {
  it("are named as offices name them", () => {
    expect(stretchName("week", "2026-W47", "tuần", "quý")).toBe("tuần 47/2026");
    expect(stretchName("month", "2026-11", "tuần", "quý")).toBe("11/2026");
    expect(stretchName("quarter", "2026-Q4", "tuần", "quý")).toBe("quý IV/2026");
    expect(stretchName("year", "2026", "tuần", "quý")).toBe("2026");
  });
});
