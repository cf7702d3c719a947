import { getSchema } from "@tiptap/core";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { check, itemOf, itemsOf, movePassage, nextUnchecked, readChecked, unchecked } from "./passages";
import { TEXT } from "./schema";
import { blocksOf } from "./sources";

type Part = [kind: string, text: string, machine?: boolean, checked?: string];

function state(parts: Part[], cursor = 0): EditorState {
  const doc = getSchema(TEXT).nodeFromJSON({
    type: "doc",
    content: parts.map(([type, text, machine = false, checked = null]) => ({
      type,
      attrs: { utterances: "u1 u2", proposal: "p1", origin: machine ? "machine" : null, checked },
      content: text === "" ? [] : [{ type: "text", text }],
    })),
  });
  const block = blocksOf(doc)[cursor];
  return EditorState.create({ doc, selection: TextSelection.create(doc, (block?.to ?? 2) - 1) });
}

const PARTS: Part[] = [
  ["section", "II. DIỄN BIẾN"],
  ["paragraph", "Mở đầu.", true],
  ["topic", "1. Thu ngân sách"],
  ["paragraph", "Thu đạt.", true],
  ["paragraph", "Người gõ."],
  ["paragraph", "", true],
  ["topic", "2. Đầu tư công"],
  ["paragraph", "Giải ngân.", true, "5 Đỗ Ngọc Ánh"],
];

describe("what a machine made", () => {
  it("waits to be checked, and an item is checked as a whole with author and time", () => {
    const before = state(PARTS);
    const blocks = blocksOf(before.doc);
    expect(blocks.filter(unchecked).map((block) => block.text)).toEqual(["Mở đầu.", "Thu đạt."]);
    expect(itemOf(blocks, 4)).toEqual([2, 3, 4, 5]);
    const tr = check(before, blocks, itemOf(blocks, 4), { at: 1795230000000, by: "Hồ Văn Ơn" });
    const after = blocksOf(tr?.doc ?? before.doc);
    expect(after[3]?.checked).toEqual({ at: 1795230000000, by: "Hồ Văn Ơn" });
    expect(after.map((block) => block.checked !== null)).toEqual([false, false, false, true, false, false, false, true]);
    expect(after[3]?.utterances).toEqual(["u1", "u2"]);
    expect(check(before, blocks, [4, 7], { at: 1, by: "X" })).toBeNull();
    expect([nextUnchecked(blocks, 1), nextUnchecked(blocks, 3), nextUnchecked(after, 1)]).toEqual([3, 1, 1]);
  });

  it("an attribute that says nothing is no check", () => {
    expect([readChecked(null), readChecked("x An"), readChecked(" "), readChecked("7 Hồ Văn Ơn")]).toEqual([null, null, null, { at: 7, by: "Hồ Văn Ơn" }]);
  });
});

describe("moving a passage", () => {
  const order = (parts: Part[], place: number, target: number) => {
    const before = state(parts, place);
    const tr = movePassage(before, blocksOf(before.doc), place, target);
    return tr && { texts: blocksOf(tr.doc).map((block) => block.text), cursor: tr.selection.$from.parent.textContent, moved: blocksOf(tr.doc) };
  };

  it("goes to the end of another item with all it carries, and the cursor with it", () => {
    const items = itemsOf(blocksOf(state(PARTS).doc));
    expect(items.map(({ text, end }) => [text, end])).toEqual([
      ["II. DIỄN BIẾN", 2],
      ["1. Thu ngân sách", 6],
      ["2. Đầu tư công", 8],
    ]);
    const down = order(PARTS, 3, 8);
    expect(down?.texts).toEqual(["II. DIỄN BIẾN", "Mở đầu.", "1. Thu ngân sách", "Người gõ.", "", "2. Đầu tư công", "Giải ngân.", "Thu đạt."]);
    expect(down?.cursor).toBe("Thu đạt.");
    expect(down?.moved.at(-1)).toMatchObject({ utterances: ["u1", "u2"], proposal: "p1", machine: true });
    const up = order(PARTS, 7, 2);
    expect(up?.texts.slice(0, 3)).toEqual(["II. DIỄN BIẾN", "Mở đầu.", "Giải ngân."]);
    expect(up?.cursor).toBe("Giải ngân.");
    expect(up?.moved[2]?.checked?.by).toBe("Đỗ Ngọc Ánh");
  });

  it("changes places with its neighbour, and stays where there is none", () => {
    expect(order(PARTS, 3, 5)?.texts.slice(3, 5)).toEqual(["Người gõ.", "Thu đạt."]);
    expect(order(PARTS, 4, 3)?.texts.slice(3, 5)).toEqual(["Người gõ.", "Thu đạt."]);
    expect([order(PARTS, 0, -1), order(PARTS, 7, 9), order(PARTS, 3, 4)]).toEqual([null, null, null]);
  });
});
