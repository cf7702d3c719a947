import { describe, expect, it } from "vitest";
import { isFinal, leadsOn, needsNote, offered, stepAddress, stepWrongs, toStep, wireDay } from "./step";

describe("a step", () => {
  it("of the lead unit is an answer, any other a decision", () => {
    expect(stepAddress("d 1", "reported")).toBe("/api/directives/d%201/answers");
    expect(stepAddress("d1", "returned")).toBe("/api/directives/d1/answers");
    for (const kind of ["confirmed", "sent_back", "insisted", "extended", "suspended", "resumed", "cancelled"] as const) {
      expect(stepAddress("d1", kind)).toBe("/api/directives/d1/decisions");
    }
  });

  it("that means nothing without words is not sent without them", () => {
    expect(stepWrongs("reported", { note: "  ", due: "" })).toEqual(["note"]);
    expect(stepWrongs("accepted", { note: "", due: "" })).toEqual([]);
    expect(needsNote("cancelled")).toBe(true);
  });

  it("that extends needs a day of the calendar", () => {
    expect(stepWrongs("extended", { note: "", due: "31/2/2026" })).toEqual(["due"]);
    expect(toStep("extended", { note: " chờ thẩm định ", due: "5/3/2026" })).toEqual({ kind: "extended", note: "chờ thẩm định", due: "2026-03-05" });
  });

  it("carries a day only when it extends", () => {
    expect(toStep("progressed", { note: "xong", due: "5/3/2026" }).due).toBeNull();
    expect(wireDay("hôm sau")).toBeNull();
  });

  it("is sent composed, whatever the keyboard", () => {
    expect(toStep("progressed", { note: "đã rà soát".normalize("NFD"), due: "" }).note).toBe("đã rà soát".normalize("NFC"));
  });

  it("that is usually next stands first", () => {
    expect(offered(["returned", "progressed", "reported"])).toEqual(["reported", "progressed", "returned"]);
    expect(offered(["cancelled", "sent_back", "confirmed"])).toEqual(["confirmed", "sent_back", "cancelled"]);
    expect(offered([])).toEqual([]);
  });

  it("that only stops or moves the directive is not urged", () => {
    expect(offered(["cancelled", "extended", "suspended"]).some(leadsOn)).toBe(false);
    expect(leadsOn("confirmed")).toBe(true);
  });

  it("that cannot be undone is one that ends the directive", () => {
    expect(isFinal("confirmed") && isFinal("cancelled")).toBe(true);
    expect(isFinal("suspended")).toBe(false);
  });
});
