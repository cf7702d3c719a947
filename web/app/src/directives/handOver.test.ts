import { describe, expect, it } from "vitest";
import { handOverOrder, handOverWrongs, isOver, type HandOverDraft } from "./handOver";

const draft: HandOverDraft = { to: ["u2"], number: " 12/QĐ-UBND ", on: "1/7/2025", note: "", all: true, picked: ["d1"] };

describe("a hand-over", () => {
  it("names one unit and a document with its day", () => {
    expect(handOverWrongs(draft)).toEqual([]);
    expect(handOverWrongs({ ...draft, to: [], number: " ", on: "31/6/2025" })).toEqual(["to", "number", "on"]);
    expect(handOverWrongs({ ...draft, to: ["u2", "u3"] })).toEqual(["to"]);
  });

  it("is of everything, or of what was picked", () => {
    expect(handOverOrder("u1", draft)).toEqual({ from: "u1", to: "u2", document: { number: "12/QĐ-UBND", on: "2025-07-01" }, note: "", directives: null });
    expect(handOverOrder("u1", { ...draft, all: false }).directives).toEqual(["d1"]);
    expect(handOverWrongs({ ...draft, all: false, picked: [] })).toEqual(["picked"]);
  });

  it("leaves what is over where it is", () => {
    expect(isOver("completed") && isOver("cancelled")).toBe(true);
    expect(isOver("reported")).toBe(false);
  });
});
