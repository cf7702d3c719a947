import { getSchema } from "@tiptap/core";
import { describe, expect, it } from "vitest";
import { TEXT } from "./schema";
import { beforePart, blocksOf, endOfPart, identifiers, joinedSources, passageOf, placeFor, usedKey, type Block } from "./sources";

const block = (kind: Block["kind"], text: string, utterances: string[] = [], proposal: string | null = null): Block => ({ kind, text, utterances, proposal, machine: false, checked: null, from: 0, to: 0 });

const blocks = [
  block("section", "I. KHAI MẠC"),
  block("paragraph", "Chủ tọa khai mạc.", ["u1"]),
  block("section", "II. NỘI DUNG"),
  block("paragraph", "Phòng Kinh tế báo cáo.", ["u3", "u4"]),
  block("section", "III. KẾT QUẢ BIỂU QUYẾT"),
  block("paragraph", "Biểu quyết thông qua."),
  block("section", "IV. KẾT LUẬN"),
  block("paragraph", "Giao Phòng Kinh tế rà soát.", ["u4", "u8"], "p1"),
];
const order = new Map(["u1", "u2", "u3", "u4", "u5", "u8", "u9"].map((id, n) => [id, n]));

describe("sources of passages", () => {
  it("are read from the attributes of the editor's text", () => {
    const doc = getSchema(TEXT).nodeFromJSON({
      type: "doc",
      content: [
        { type: "topic", content: [{ type: "text", text: "1. Thu ngân sách" }] },
        { type: "paragraph", attrs: { utterances: "u1  u2 u1", proposal: "p1" }, content: [{ type: "text", text: "Đạt " }, { type: "text", text: "82%", marks: [{ type: "bold" }] }] },
      ],
    });
    expect(blocksOf(doc)).toEqual([
      { kind: "topic", text: "1. Thu ngân sách", utterances: [], proposal: null, machine: false, checked: null, from: 0, to: 18 },
      { kind: "paragraph", text: "Đạt 82%", utterances: ["u1", "u2"], proposal: "p1", machine: false, checked: null, from: 18, to: 27 },
    ]);
  });

  it("of two passages made one are those of both, each once", () => {
    expect(joinedSources("u1 u2", "u2 u3")).toBe("u1 u2 u3");
    expect(joinedSources(null, "u3")).toBe("u3");
    expect(joinedSources(null, null)).toBeNull();
    expect(identifiers("")).toEqual([]);
  });

  it("give the same key whatever the order of passages", () => {
    expect(usedKey(blocks)).toBe("u1 u3 u4 u8");
    expect(usedKey([...blocks].reverse())).toBe(usedKey(blocks));
  });
});

describe("the place of a sentence that was left out", () => {
  it("is after the passage that reaches furthest without passing it", () => {
    expect(placeFor(blocks, order, "u2")).toBe(1);
    expect(placeFor(blocks, order, "u5")).toBe(3);
    expect(placeFor(blocks, order, "u9")).toBe(7);
  });

  it("is nowhere when nothing precedes it or nobody knows it", () => {
    expect(placeFor(blocks.slice(3), order, "u1")).toBe(-1);
    expect(placeFor(blocks, order, "u77")).toBe(-1);
  });
});

describe("finding a passage", () => {
  it("goes by the directive first, then by the sentence", () => {
    expect(passageOf(blocks, "p1")).toBe(7);
    expect(passageOf(blocks, "u4")).toBe(3);
    expect(passageOf(blocks, "u2")).toBe(-1);
  });

  it("a vote stands at the end of its part", () => {
    expect(endOfPart(blocks, (text) => text.includes("BIỂU QUYẾT"))).toBe(5);
    expect(endOfPart(blocks, (text) => text.includes("KẾT LUẬN"))).toBe(7);
    expect(endOfPart(blocks, (text) => text.includes("KHÁC"))).toBe(-1);
    expect(beforePart(blocks, (text) => text.includes("KẾT LUẬN"))).toBe(5);
    expect(beforePart(blocks, (text) => text.includes("KHÁC"))).toBe(-1);
  });
});
