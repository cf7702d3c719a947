import { describe, expect, it } from "vitest";
import { vi as texts } from "../i18n/directives.vi";
import { what } from "./what";

describe("a notice", () => {
  it("says how many days are left, louder the fewer they are", () => {
    expect(what("before_7", texts)).toMatchObject({ text: "Còn 7 ngày đến hạn", tone: "" });
    expect(what("before_1", texts)).toMatchObject({ text: "Còn 1 ngày đến hạn", tone: "warn" });
    expect(what("day", texts)).toMatchObject({ text: "Đến hạn hôm nay", tone: "warn" });
    expect(what("after_2", texts)).toMatchObject({ text: "Nhắc quá hạn lần 2", tone: "bad" });
  });

  it("of a step is called as in the history", () => {
    expect(what("urged", texts).text).toBe(texts.directives.events.urged);
    expect(what("handed_over", texts).text).toBe(texts.directives.events.handed_over);
  });

  it("of a kind this page does not know is shown as it came", () => {
    expect(what("something_new", texts).text).toBe("something_new");
  });
});
