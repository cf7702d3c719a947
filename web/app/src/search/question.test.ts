import { describe, expect, it } from "vitest";
import type { Hit } from "../wire";
import { countKinds, isDay, questionAddress, questionRequest, readQuestion, type Question } from "./question";

const plain: Question = { query: "cam thành", kind: null, from: "", to: "" };

describe("a search", () => {
  it("comes back from the address as it was written there", () => {
    const question: Question = { query: "vốn & 15/11", kind: "utterance", from: "01/10/2026", to: "30/11/2026" };
    const address = questionAddress(question);
    expect(readQuestion(address.slice(address.indexOf("?")))).toEqual(question);
    expect(questionAddress({ ...plain, query: " " })).toBe("/tim-kiem");
  });

  it("takes no kind from the address that there is not, and no endless words", () => {
    expect(readQuestion("?q=a&loai=secret").kind).toBeNull();
    expect(readQuestion(`?q=${"a".repeat(500)}`).query).toHaveLength(200);
  });

  it("is asked with days as the server writes them and words composed", () => {
    expect(questionRequest({ ...plain, query: "Cam Thành".normalize("NFD"), from: "5/3/2026", kind: "directive" }, 30)).toBe(
      `/api/search?${new URLSearchParams({ q: "Cam Thành".normalize("NFC"), kind: "directive", from: "2026-03-05", limit: "30" }).toString()}`,
    );
  });

  it("is not asked without words or with a day that is none", () => {
    expect(questionRequest({ ...plain, query: "  " }, 30)).toBeNull();
    expect(questionRequest({ ...plain, to: "31/2/2026" }, 30)).toBeNull();
    expect(isDay("31/2/2026")).toBe(false);
    expect(isDay(" ")).toBe(true);
  });

  it("counts what is shown by kind", () => {
    const hits = [{ kind: "utterance" }, { kind: "utterance" }, { kind: "minutes" }] as Hit[];
    expect(countKinds(hits)).toEqual({ directive: 0, utterance: 2, minutes: 1, document: 0 });
  });
});
