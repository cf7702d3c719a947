import { describe, expect, it } from "vitest";
import { emptyDrafts, isFinal, leadsOn, needsNote, offered, stepAddress, stepWrongs, toStep, wireDay } from "./step";

const empty = emptyDrafts().accepted;

describe("a step", () => {
  it("of the lead unit is an answer, any other a decision", () => {
    expect(stepAddress("d 1", "reported")).toBe("/api/directives/d%201/answers");
    expect(stepAddress("d1", "returned")).toBe("/api/directives/d1/answers");
    for (const kind of ["confirmed", "sent_back", "insisted", "extended", "suspended", "resumed", "cancelled"] as const) {
      expect(stepAddress("d1", kind)).toBe("/api/directives/d1/decisions");
    }
  });

  it("that means nothing without words is not sent without them", () => {
    expect(stepWrongs("reported", { ...empty, note: "  ", due: "" })).toEqual(["note"]);
    expect(stepWrongs("accepted", { ...empty, note: "", due: "" })).toEqual([]);
    expect(needsNote("cancelled")).toBe(true);
  });

  it("that extends needs a day of the calendar", () => {
    expect(stepWrongs("extended", { ...empty, note: "", due: "31/2/2026" })).toEqual(["due"]);
    expect(toStep("extended", { ...empty, note: " chờ thẩm định ", due: "5/3/2026" })).toEqual({ kind: "extended", note: "chờ thẩm định", due: "2026-03-05", document: null, to: null });
  });

  it("that hands over names one unit and a document with its day", () => {
    expect(stepWrongs("handed_over", empty)).toEqual(["to", "number", "on"]);
    const draft = { ...empty, to: ["u2"], number: "12/QĐ-UBND", on: "1/7/2025" };
    expect(stepWrongs("handed_over", draft)).toEqual([]);
    expect(toStep("handed_over", draft)).toMatchObject({ to: "u2", document: { number: "12/QĐ-UBND", on: "2025-07-01" } });
    expect(toStep("confirmed", draft)).toMatchObject({ to: null, document: null });
  });

  it("that urges may go with a letter", () => {
    const urged = { ...empty, note: "Khẩn trương." };
    expect(stepWrongs("urged", urged)).toEqual([]);
    expect(stepWrongs("urged", { ...urged, on: "1/7/2025" })).toEqual(["number"]);
    expect(toStep("urged", { ...urged, number: "5/UBND" }).document).toEqual({ number: "5/UBND", on: null });
  });

  it("carries a day only when it extends", () => {
    expect(toStep("progressed", { ...empty, note: "xong", due: "5/3/2026" }).due).toBeNull();
    expect(wireDay("hôm sau")).toBeNull();
  });

  it("is sent composed, whatever the keyboard", () => {
    expect(toStep("progressed", { ...empty, note: "đã rà soát".normalize("NFD"), due: "" }).note).toBe("đã rà soát".normalize("NFC"));
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
