import { describe, expect, it } from "vitest";
import { vi as texts } from "../i18n/directives.vi";
import { what } from "./what";

/** Seven in the morning in Vietnam. */
const morning = (day: string) => Date.parse(`${day}T00:00:00Z`);
const reminder = (kind: string, day: string) => what({ kind, due: "2026-11-30T17:00", at: morning(day) }, texts);
const step = (kind: string) => what({ kind, due: null, at: morning("2026-11-30") }, texts);

describe("a notice", () => {
  it("says how many days were left, louder the fewer they are", () => {
    expect(reminder("before_7", "2026-11-23")).toMatchObject({ text: "Còn 7 ngày đến hạn", tone: "" });
    expect(reminder("before_1", "2026-11-29")).toMatchObject({ text: "Còn 1 ngày đến hạn", tone: "warn" });
    expect(reminder("day", "2026-11-30")).toMatchObject({ text: "Đến hạn hôm nay", tone: "warn" });
    expect(reminder("after_1", "2026-12-03")).toMatchObject({ text: "Quá hạn 3 ngày", tone: "bad" });
  });

  it("that was told late says how it stood then", () => {
    expect(reminder("day", "2026-12-02").text).toBe("Quá hạn 2 ngày");
    expect(reminder("before_7", "2026-11-25").text).toBe("Còn 5 ngày đến hạn");
  });

  it("of a step is called as in the history", () => {
    expect(step("urged").text).toBe(texts.directives.events.urged);
    expect(step("handed_over").text).toBe(texts.directives.events.handed_over);
  });

  it("of a kind this page does not know is shown as it came", () => {
    expect(step("something_new").text).toBe("something_new");
  });
});
