import { expect, it } from "vitest";
import * as Y from "yjs";
import { passagesOf, uncheckedOf } from "./sharedText";

it("the shared document reads as passages with their sources and styles", () => {
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment("minutes");
  const add = (name: string, pieces: [string, object?][], attributes: Record<string, string> = {}) => {
    const element = new Y.XmlElement(name);
    const text = new Y.XmlText();
    text.applyDelta(pieces.map(([insert, attributes]) => (attributes ? { insert, attributes } : { insert })));
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.insert(0, [text]);
    fragment.push([element]);
  };
  add("section", [["I. KHAI MẠC"]]);
  add("paragraph", [["Thu đạt "], ["82%", { bold: {} }]], { utterances: "u1 u2", proposal: "p1" });
  add("paragraph", []);
  add("blockquote", [["Lạ"]]);
  const plain = (text: string) => ({ text, bold: false, italic: false });
  expect(passagesOf(doc)).toEqual([
    { kind: "section", runs: [plain("I. KHAI MẠC")], utterances: [], proposal: null },
    { kind: "paragraph", runs: [plain("Thu đạt "), { text: "82%", bold: true, italic: false }], utterances: ["u1", "u2"], proposal: "p1" },
    { kind: "paragraph", runs: [plain("Lạ")], utterances: [], proposal: null },
  ]);
});

it("what a machine made and nobody checked is counted, empty lines are not", () => {
  const doc = new Y.Doc();
  for (const [words, attributes] of [
    ["Máy viết.", { origin: "machine" }],
    ["Đã xem.", { origin: "machine", checked: "5 Hồ Văn Ơn" }],
    [" ", { origin: "machine" }],
    ["Người viết.", {}],
  ] as const) {
    const element = new Y.XmlElement("paragraph");
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.insert(0, [new Y.XmlText(words)]);
    doc.getXmlFragment("minutes").push([element]);
  }
  expect(uncheckedOf(doc)).toBe(1);
});
