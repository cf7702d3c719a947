import { getSchema } from "@tiptap/core";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { joinPassages } from "./joining";
import { TEXT } from "./schema";
import { blocksOf } from "./sources";

type Part = [kind: string, text: string, utterances: string | null, proposal?: string];

/** The cursor at the beginning (or end) of passage `place`. */
function at(parts: Part[], place: number, end: boolean): EditorState {
  const schema = getSchema(TEXT);
  const doc = schema.nodeFromJSON({
    type: "doc",
    content: parts.map(([type, text, utterances, proposal = null]) => ({
      type,
      attrs: { utterances, proposal },
      content: text === "" ? [] : [{ type: "text", text }],
    })),
  });
  const block = blocksOf(doc)[place];
  const cursor = block === undefined ? 0 : end ? block.to - 1 : block.from + 1;
  return EditorState.create({ doc, selection: TextSelection.create(doc, cursor) });
}

function after(state: EditorState, backwards: boolean) {
  const joined = joinPassages(state, backwards);
  return joined && blocksOf(joined.doc).map(({ kind, text, utterances, proposal }) => [kind, text, utterances.join(" "), proposal]);
}

describe("making one passage of two", () => {
  const two: Part[] = [
    ["paragraph", "Một.", "u1 u2"],
    ["paragraph", "Hai.", "u2 u3", "p1"],
  ];

  it("keeps what both rest on and the directive of either", () => {
    const joined = [["paragraph", "Một.Hai.", "u1 u2 u3", "p1"]];
    expect(after(at(two, 1, false), true)).toEqual(joined);
    expect(after(at(two, 0, true), false)).toEqual(joined);
  });

  it("an empty passage goes and the other stays a heading", () => {
    const parts: Part[] = [
      ["paragraph", "", "u1"],
      ["section", "II. NỘI DUNG", null],
    ];
    expect(after(at(parts, 1, false), true)).toEqual([["section", "II. NỘI DUNG", "", null]]);
  });

  it("does nothing inside a passage, at the beginning of the first and at the end of the last", () => {
    expect(after(at(two, 1, true), true)).toBeNull();
    expect(after(at(two, 0, false), true)).toBeNull();
    expect(after(at(two, 1, true), false)).toBeNull();
  });

  it("waits to be checked when either of them did", () => {
    const joinedOf = (first: object, second: object) => {
      const state = at(two, 1, false);
      const { tr } = state;
      for (const [n, attrs] of [first, second].entries()) for (const [name, value] of Object.entries(attrs)) tr.setNodeAttribute(n === 0 ? 0 : 6, name, value);
      const joined = joinPassages(state.apply(tr), true);
      return joined && blocksOf(joined.doc).map(({ machine, checked }) => [machine, checked?.by ?? null]);
    };
    const [waits, done] = [{ origin: "machine" }, { origin: "machine", checked: "5 An" }];
    expect(joinedOf(waits, done)).toEqual([[true, null]]);
    expect(joinedOf(done, {})).toEqual([[true, "An"]]);
    expect(joinedOf({}, {})).toEqual([[false, null]]);
  });
});
