import { describe, expect, it } from "vitest";
import { en } from "../i18n/directives.en";
import { vi } from "../i18n/directives.vi";
import type { DirectiveCard, DirectiveCounts } from "../wire";
import { dueText, dueWithWeekday, ratio, readDue, standing } from "./due";

const words = vi.directives;

function card(timeliness: DirectiveCard["timeliness"], days_late: number | null, state: DirectiveCard["state"] = "in_progress") {
  return { timeliness, days_late, state };
}

const none: DirectiveCounts = { total: 0, done_on_time: 0, done_late: 0, within: 0, due_soon: 0, overdue: 0, no_due_date: 0, stopped: 0 };

describe("due dates", () => {
  it("are written day first, with the hour before them when one was given", () => {
    expect(dueText("2024-11-15")).toBe("15/11/2024");
    expect(dueText("2024-11-06T17:00")).toBe("17:00, 06/11/2024");
    expect(dueWithWeekday("2024-11-15", words)).toBe("Thứ Sáu, 15/11/2024");
    expect(readDue("2024-11-17")?.weekday).toBe(0);
  });

  it("that cannot be read are shown as they came", () => {
    expect(dueText("cuối năm")).toBe("cuối năm");
    expect(dueWithWeekday("", words)).toBe("");
  });

  it("say how many days are left or have passed", () => {
    expect(standing(card("overdue", 3), words)).toBe("quá hạn 3 ngày");
    expect(standing(card("within", -5), words)).toBe("còn 5 ngày");
    expect(standing(card("due_soon", -1), en.directives)).toBe("1 day left");
  });

  it("fall due today until the hour has passed", () => {
    expect(standing(card("due_soon", 0), words)).toBe("đến hạn hôm nay");
    expect(standing(card("overdue", 0), words)).toBe("quá hạn trong hôm nay");
  });

  it("stop their clock with the report", () => {
    expect(standing(card("within", 0, "reported"), words)).toBe("báo cáo đúng hạn");
    expect(standing(card("overdue", 2, "reported"), words)).toBe("báo cáo quá hạn");
  });

  it("no longer count days when the directive is over, has none or rests", () => {
    expect(standing(card("done_late", null, "completed"), words)).toBe("Hoàn thành quá hạn");
    expect(standing(card("no_due_date", null), words)).toBe("Không thời hạn");
    expect(standing(card("stopped", null, "cancelled"), words)).toBe("Thu hồi");
  });
});

describe("the ratio", () => {
  it("counts against what has fallen due, as the published reports do", () => {
    expect(ratio({ ...none, total: 21_914, done_on_time: 14_068, done_late: 1_983, within: 5_640, overdue: 223 })).toEqual({ done: 16_051, due: 16_274, percent: "98,6" });
  });

  it("is left out while nothing has fallen due", () => {
    expect(ratio({ ...none, total: 4, within: 4 })).toBeNull();
  });

  it("never reads as everything while something is overdue", () => {
    expect(ratio({ ...none, done_on_time: 9_999, overdue: 1 })?.percent).toBe("99,9");
    expect(ratio({ ...none, done_on_time: 5 })?.percent).toBe("100");
  });
});
