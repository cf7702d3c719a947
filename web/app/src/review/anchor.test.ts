import { expect, test } from "vitest";
import type { Comment, Passage } from "../wire";
import { anchored } from "./anchor";

const passage = (text: string): Passage => ({ kind: "paragraph", runs: [{ text, bold: false, italic: false }], utterances: [], proposal: null });
const comment = (place: number, quote: string, more: Partial<Comment> = {}): Comment => ({
  id: `${place}-${quote}`,
  at: 0,
  by: "",
  place,
  quote,
  words: "",
  suggestion: null,
  decision: null,
  decided_by: null,
  decided_at: null,
  reason: null,
  ...more,
});

test("a remark follows its words when passages are put in before it", () => {
  const { at, gone } = anchored([comment(0, "xã An")], [passage("mới"), passage("Giao xã An"), passage("xã An cuối")]);
  expect([...at.keys()]).toEqual([1]);
  expect(gone).toEqual([]);
});

test("a remark whose words are gone is told apart", () => {
  expect(anchored([comment(0, "xã An")], [passage("Giao xã Bình")]).gone).toHaveLength(1);
});

test("a taken suggestion stands where its new words are", () => {
  const taken = comment(0, "xã An", { suggestion: "xã Bình", decision: "accepted" });
  expect([...anchored([taken], [passage("Giao xã Bình")]).at.keys()]).toEqual([0]);
});
