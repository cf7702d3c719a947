import { describe, expect, it } from "vitest";
import { countKinds, fromKept, isDay, isNarrowed, NO_NARROWING, questionAddress, questionRequest, readQuestion, toKeep, type Question } from "./question";

const plain: Question = { query: "cam thành", ...NO_NARROWING };
const whole: Question = {
  query: "vốn & 15/11",
  kind: "utterance",
  from: "01/10/2026",
  to: "30/11/2026",
  unit: "u 1",
  person: "p&1",
  meeting: "m",
  state: "in_progress",
  overdue: true,
};

describe("a search", () => {
  it("comes back from the address as it was written there", () => {
    const address = questionAddress(whole);
    expect(readQuestion(address.slice(address.indexOf("?")))).toEqual(whole);
    expect(questionAddress({ ...plain, query: " " })).toBe("/tim-kiem");
  });

  it("takes no kind from the address that there is not, and no endless words", () => {
    expect(readQuestion("?q=a&loai=secret").kind).toBeNull();
    expect(readQuestion(`?q=${"a".repeat(500)}`).query).toHaveLength(200);
  });

  it("is asked with days as the server writes them and words composed", () => {
    expect(questionRequest({ ...plain, query: "Cam Thành".normalize("NFD"), from: "5/3/2026", kind: "directive" }, 30)).toBe(
      `/api/search?${new URLSearchParams({ q: "Cam Thành".normalize("NFC"), kind: "directive", from: "2026-03-05", facets: "1", limit: "30" }).toString()}`,
    );
  });

  it("is not asked without words or with a day that is none", () => {
    expect(questionRequest({ ...plain, query: "  " }, 30)).toBeNull();
    expect(questionRequest({ ...plain, to: "31/2/2026" }, 30)).toBeNull();
    expect(isDay("31/2/2026")).toBe(false);
    expect(isDay(" ")).toBe(true);
  });

  it("counts by kind, kinds without any too", () => {
    const kinds = [{ key: "utterance", name: "", count: 2 }, { key: "minutes", name: "", count: 1 }];
    expect(countKinds(kinds)).toEqual({ directive: 0, utterance: 2, minutes: 1, document: 0 });
  });

  it("is the same after it was kept, and knows whether it is narrowed", () => {
    expect(fromKept(toKeep(whole))).toEqual(whole);
    expect(fromKept(toKeep(plain))).toEqual(plain);
    expect([isNarrowed(plain), isNarrowed(whole)]).toEqual([false, true]);
  });
});
